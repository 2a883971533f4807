"""The page's engine, run by node without a browser, answers exactly as Python does."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kg.curation import read
from kg.explorer import write_explorer
from kg.graph import Graph, assemble
from kg.knowledge import Knowledge
from kg.mechanism import Chains, WhatIf, chains, say_chains, say_route, say_what_if, what_if
from kg.mechanism import answer as answering
from kg.mechanism import network as networks
from kg.mechanism import whatif as asking
from kg.mechanism.where import Where
from kg.model import Claim, Conditions
from kg.votes import tags

SCRIPTS = ("packed.js", "data.js", "listed.js", "filter.js", "facets.js", "region.js", "network.js",
           "engine.js", "versus.js", "limits.js", "whatif.js", "say.js")  # fmt: skip
CARBON = "carbon-ion-irradiation"
QUESTIONS = 500
EVERY = bool(os.environ.get("KG_EVERY_WHAT_IF"))
"""Ask every what-if there is; it takes a quarter of an hour."""


@pytest.fixture(scope="module")
def asked(shipped_file: Path) -> Any:
    """Give a function that asks the page many things at once."""
    node = shutil.which("node")
    if not node:
        if os.environ.get("KG_BROWSER") == "required":
            pytest.fail("no node: the page's answers cannot be held against Python's")
        pytest.skip("no node: the page's answers were NOT held against Python's")

    def ask(questions: Iterable[dict[str, Any]], page: Path = shipped_file) -> Any:
        own = files("kg.explorer")
        command = [node, Path(__file__).with_name("answers.js"), page]
        lines = "".join(json.dumps(one) + "\n" for one in questions)
        done = subprocess.run([*command, *(str(own / name) for name in SCRIPTS)], input=lines,
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


@pytest.fixture(autouse=True)
def built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the network of a wish once: many questions are asked of it."""
    kept: dict[Any, Any] = {}

    def build(graph: Any, where: Any = Where(), without: Any = None) -> Any:  # noqa: B008
        key = where.region, where.settings, where.basis, without
        if key not in kept:
            kept[key] = networks.build_network(graph, where, without)
        return kept[key]

    for room in (answering, asking):
        monkeypatch.setattr(room, "build_network", build)


# -- what Python says ----------------------------------------------------------------------------


def told(graph: Graph, found: Chains) -> dict[str, Any]:
    return {
        "sign": found.sign, "sentence": say_chains(graph, found),
        "nulls": sorted(_key(one) for one in found.nulls),
        "null_studies": len(found.null_studies),
        "null_tags": list(tags([one.observation for one in found.nulls])),
        "by_level": [
            {**advantage(one), "level": one.level,
             "chains": [[list(chain.nodes), chain.sign] for chain in one.chains]}
            for one in found.by_level
        ],
        "levels": [[one.versus, list(one.basis), list(one.level), len(one.voters)]
                   for one in found.levels],
        "chains": [
            {
                "nodes": list(chain.nodes),
                "signs": "".join(link.step.sign for link in chain.links), "sign": chain.sign,
                "seen": chain.seen, "opposed": [list(pair) for pair in chain.opposed],
                "counter_force": chain.counter_force,
                "variant_of": None if head is None else head + 1, "length": chain.length,
                "weakest": chain.weakest, "holds": chain.holds.text,
                "studies": [link.studies for link in chain.links],
                "doubts": [list(link.doubts) for link in chain.links],
                "advantages": [advantage(one) for one in chain.advantages],
                "measured": [dict(link.measured).get("oxygen") for link in chain.links],
                "records": [sorted(map(_key, link.findings)) for link in chain.links],
            }
            for chain, head in zip(found.chains, found.variants, strict=True)
        ],
    }  # fmt: skip


def advantage(one: Any) -> dict[str, Any]:
    return {
        "basis": one.basis, "enters": one.enters, "predicted": one.predicted,
        "verdict": one.verdict,
        "compared": [[at.entity, list(at.levels), list(at.references), list(at.lifted)]
                     for at in one.compared],
    }  # fmt: skip


def moved(graph: Knowledge, found: WhatIf) -> dict[str, Any]:
    return {
        "sentence": say_what_if(graph, found),
        "outcomes": [
            {
                "exposure": one.exposure, "entity": one.entity, "before": one.before,
                "after": one.after, "change": one.change,
                "route": say_route(graph, one.route) if one.route else "", "against": one.against,
                "lost": one.lost, "kept": one.kept,
                "shown": [f"{seen.support.claim}#{seen.support.evidence.id}" for seen in one.shown],
            }
            for one in found.outcomes
        ],
    }  # fmt: skip


def _key(finding: Any) -> str:
    return f"{finding.support.claim}#{finding.support.evidence.id}"


def _conditions(wish: dict[str, Any]) -> dict[str, list[str]]:
    where = [f"oxygen={wish['facet']}"] * bool(wish["facet"])
    where += [f"basis={basis}" for basis in [wish.get("basis")] if basis]
    return {"where": where, "systems": [wish["setting"]] * bool(wish["setting"])}


# -- what is asked -------------------------------------------------------------------------------

OXYGENS = ("", "normoxia", "hypoxia")
SETTINGS = ("", "in_vitro", "in_vivo", "patients", "ex_vivo")


def chain_questions(graph: Knowledge, many: int) -> Iterator[dict[str, Any]]:
    """Make questions of every kind: what was seen, what was not, with and without each wish."""
    chosen = random.Random(20)  # noqa: S311 - the same questions every time
    follow: dict[str, list[str]] = {}
    for step in networks.build_network(graph).steps:
        follow.setdefault(step.subject, []).append(step.object)
    beams = [key for key in follow if graph.entities[key].kind == "radiation"]
    direct = [(start, end) for start, ends in sorted(follow.items()) for end in ends]
    nulls = sorted(networks.every_null(graph))
    for number in range(many):
        walk = list(chosen.choice(chosen.choice((direct, nulls)))) if number % 4 == 3 else [
            CARBON if number % 4 == 1 else chosen.choice(beams if number % 4 else sorted(follow))
        ]  # fmt: skip
        while len(walk) < 2 + number % 3 and number % 4 < 3:
            onward = sorted(set(follow.get(walk[-1], ())) - set(walk))
            if not onward:
                break
            walk.append(chosen.choice(onward))
        start, *past, end = walk if len(walk) > 1 else (walk[0], chosen.choice(beams), "trex1")
        wish: dict[str, Any] = {
            "start": start, "end": end,
            "most": 5 if number % 4 == 1 else chosen.choice((1, 2, 3, 4)),
            "facet": "", "setting": "", "basis": "", "through": [], "avoid": [],
        }  # fmt: skip
        kind = number // 4 % 6
        if kind in (1, 5):
            wish["facet"] = chosen.choice(OXYGENS[1:])
        if kind in (2, 5):
            wish["setting"] = chosen.choice(SETTINGS[1:])
        wish["basis"] = "isodose" * (kind in (3, 5))
        if past and number % 5 < 2:
            wish["through" if number % 5 else "avoid"] = past[:1]
        yield wish


def what_ifs(graph: Knowledge) -> Iterator[dict[str, Any]]:
    """Make every question: each entity blocked, lowered, raised under each condition."""
    acting = sorted({step.subject for step in networks.build_network(graph).steps})
    for key, doing, oxygen, setting in product(acting, OPTIONS, OXYGENS, SETTINGS):
        if doing != "cut out":
            yield {"held": {key: doing}, "facet": oxygen, "setting": setting, "most": 5}


OPTIONS = {"blocked": "block", "down": "down", "up": "up", "cut out": "cut_out"}


# -- the tests -----------------------------------------------------------------------------------


def test_chains_are_those_of_the_command(asked: Any, shipped: Knowledge) -> None:
    wishes = list(chain_questions(shipped, QUESTIONS))
    answers = asked({"ask": "chains", "wish": wish} for wish in wishes)
    some, parted, opposed, folded = 0, 0, 0, 0
    for wish, page in zip(wishes, answers, strict=True):
        found = chains(
            shipped, wish["start"], wish["end"], through=wish["through"], avoid=wish["avoid"],
            max_length=wish["most"], **_conditions(wish),
        )  # fmt: skip
        assert page == told(shipped, found), wish
        some += bool(found.chains)
        parted += found.parting is not None
        opposed += bool(found.opposed)
        folded += any(head is not None for head in found.variants)
    assert some > 250 and min(parted, opposed, folded) > 15, (some, parted, opposed, folded)


def versus_questions(graph: Knowledge) -> Iterator[dict[str, Any]]:
    """Hold what was compared against each other arm: on chains, by level, under each condition."""
    chosen = random.Random(31)  # noqa: S311 - the same questions every time
    pairs = sorted({(edge.subject, edge.comparator) for edge in graph.comparisons
                    if edge.subject != edge.comparator})  # fmt: skip
    kinds = sorted({(key, other) for one, other in pairs for key, entity in graph.entities.items()
                    if one in entity.broader and key != other})  # fmt: skip
    ends = sorted({edge.object for edge in graph.effects})
    compared = sorted({edge.object for edge in graph.comparisons
                       if {edge.subject, edge.comparator} == {*graph.first_pair}})  # fmt: skip
    for number in range(160):
        start, versus = chosen.choice(kinds if number % 5 == 4 else pairs)
        if number % 2:
            start, versus = graph.first_pair
        if number % 3 == 2:
            start, versus = versus, start
        asked = {"start": start, "versus": versus, "most": chosen.choice((2, 3, 4)),
                 "facet": "", "setting": "", "basis": "", "through": [], "avoid": []}  # fmt: skip
        there = compared if number % 4 < 2 else ends
        asked["end"] = chosen.choice([end for end in there if end not in (start, versus)])
        if number % 4 == 3:
            asked |= {"facet": chosen.choice(OXYGENS), "setting": chosen.choice(SETTINGS),
                      "basis": chosen.choice(("", "isodose"))}  # fmt: skip
        yield asked


def test_chains_against_another_arm_are_those_of_the_command(
    asked: Any, shipped: Knowledge
) -> None:
    wishes = list(versus_questions(shipped))
    answers = asked({"ask": "chains", "wish": wish} for wish in wishes)
    verdicts, by_level, lifted = set(), 0, 0
    for wish, page in zip(wishes, answers, strict=True):
        found = chains(
            shipped, wish["start"], wish["end"], versus=wish["versus"], max_length=wish["most"],
            **_conditions(wish),
        )  # fmt: skip
        assert page == told(shipped, found), wish
        verdicts |= {one.verdict for chain in found.chains for one in chain.advantages}
        by_level += bool(found.by_level)
        lifted += any(at.lifted for chain in found.chains for one in chain.advantages
                      for at in one.compared)  # fmt: skip
    assert verdicts >= {"explained", "contradicted", "unexplained", "predicted", None}
    assert by_level > 5 and lifted > 0, (by_level, lifted)


def test_what_ifs_are_those_of_the_command(asked: Any, shipped: Knowledge) -> None:
    wishes = list(what_ifs(shipped))
    if not EVERY:
        wishes = random.Random(5).sample(wishes, 300)  # noqa: S311
    _compare_what_ifs(asked, shipped, wishes)


def test_what_ifs_under_a_beam_are_those_of_the_command(asked: Any, shipped: Knowledge) -> None:
    wishes = [
        {"held": held, "exposures": beams, "facet": oxygen, "setting": setting, "most": 5}
        for held, beams, oxygen, setting in (
            ({"sting": "blocked"}, [CARBON], "", ""),
            ({"trex1": "blocked"}, [CARBON], "", ""),
            ({"trex1": "down"}, [CARBON, "photon-irradiation"], "normoxia", ""),
            ({"cgas-sting-signalling": "cut out"}, [CARBON], "", ""),
            ({"mdsc-abundance-tumour": "up"}, [CARBON], "hypoxia", ""),
            ({"pd-1": "blocked", "sting": "up"}, [CARBON], "", "in_vivo"),
        )
    ]
    _compare_what_ifs(asked, shipped, wishes)


FILTERS: tuple[tuple[dict[str, list[str]], list[str], dict[str, list[str]]], ...] = (
    ({"oxygen": ["hypoxia"]}, [], {"where": ["oxygen=hypoxia"]}),
    ({"setting": ["in_vivo"]}, [], {"systems": ["in_vivo"]}),
    ({"basis": ["isodose"]}, [], {"where": ["basis=isodose"]}),
    ({"oxygen": ["normoxia"], "setting": ["in_vitro"], "organism": ["mouse"]}, ["organism"],
     {"where": ["oxygen=normoxia"], "systems": ["in_vitro"]}),
    ({"oxygen": ["hypoxia", "normoxia"], "certainty": ["asserted"]}, ["certainty", "oxygen"], {}),
)  # fmt: skip
"""What is filtered, what of it does not apply to chains, and what the command is told."""


@pytest.mark.parametrize(("filters", "ignored", "options"), FILTERS)
def test_filters_limit_chains_as_the_options_of_the_command(
    asked: Any, shipped: Knowledge, filters: dict[str, list[str]], ignored: list[str],
    options: dict[str, list[str]],
) -> None:  # fmt: skip
    bare = {"facet": "", "setting": "", "basis": "", "filters": filters}
    ends = ((CARBON, "type-i-ifn-response"), (CARBON, "trex1-expression"), ("trex1", "sting"))
    asked_for = [{"ask": "chains", "wish": {**bare, "start": start, "end": end, "most": 4}}
                 for start, end in ends]  # fmt: skip
    held = {"held": {"trex1": "blocked"}, "exposures": [CARBON], "most": 4}
    *answers, moves = asked([*asked_for, {"ask": "what-if", "wish": {**bare, **held}}])
    for page in (*answers, moves):
        assert sorted(page.pop("ignored")) == ignored
        assert sorted(page.pop("applied")) == sorted(set(filters) - set(ignored))
    for page, (start, end) in zip(answers, ends, strict=True):
        assert page == told(shipped, chains(shipped, start, end, max_length=4, **options))
    found = what_if(shipped, block=["trex1"], exposures=[CARBON], max_length=4, **options)
    assert moves == moved(shipped, found)


def test_conditions_that_exclude_each_other_exclude_in_the_page_too(
    asked: Any, tmp_path: Path
) -> None:
    """Silence by a narrower null on the way, and opposition that cannot hold where the way does."""
    graph, page = conditional(), tmp_path / "explorer.html"
    write_explorer(graph, page)
    wishes = [{"start": CARBON, "end": "type-i-ifn-response", "most": 3, "facet": oxygen}
              for oxygen in OXYGENS]  # fmt: skip
    answers = asked(({"ask": "chains", "wish": wish} for wish in wishes), page)
    for oxygen, answer in zip(OXYGENS, answers, strict=True):
        where = [f"oxygen={oxygen}"] * bool(oxygen)
        found = chains(graph, CARBON, "type-i-ifn-response", where=where, max_length=3)
        assert answer == told(graph, found)
    ways = {tuple(chain["nodes"][1:-1]): chain for chain in answers[0]["chains"]}
    assert ("ecto-calreticulin",) not in ways, "carbon does not raise it where it acts"
    assert ways["hmgb1-release",]["sign"] == "-" and not ways["hmgb1-release",]["opposed"]
    assert ways["trex1-expression",]["opposed"], "this one can hold where the rise was seen"


def conditional() -> Graph:
    """Lay steps that hold under one oxygen only over the small corpus."""
    corpus = read(Path(__file__).parents[1] / "data" / "small")
    record = corpus.claims["trex1-expression.decreases.type-i-ifn-response"].evidence[0]
    ifn = "type-i-ifn-response"

    def stated(subject: str, sign: str, obj: str, oxygen: str | None) -> Claim:
        conditions = Conditions(oxygen=oxygen) if oxygen else Conditions()
        told_so = record.model_copy(update={"conditions": conditions, "perturbation": None})
        return Claim(subject=subject, predicate=sign, object=obj, evidence=(told_so,))

    made = [
        stated("ecto-calreticulin", "increases", ifn, "hypoxia"),
        stated("hmgb1-release", "decreases", ifn, "normoxia"),
        stated(CARBON, "increases", ifn, "hypoxia"),
        stated(CARBON, "increases", "trex1-expression", None),
        stated("trex1-expression", "decreases", ifn, None),
    ]
    claims = {**corpus.claims, **{claim.id: claim for claim in made}}
    topics = {**corpus.topics, **{claim.id: "icd" for claim in made}}
    return assemble(replace(corpus, claims=dict(sorted(claims.items())), topics=topics))


def _compare_what_ifs(asked: Any, shipped: Knowledge, wishes: list[dict[str, Any]]) -> None:
    answers = asked({"ask": "what-if", "wish": wish} for wish in wishes)
    some = 0
    for wish, page in zip(wishes, answers, strict=True):
        options: dict[str, list[str]] = {}
        for key, doing in wish["held"].items():
            options.setdefault(OPTIONS[doing], []).append(key)
        found = what_if(shipped, **options, exposures=wish.get("exposures", ()),  # type: ignore[arg-type]
                        max_length=wish["most"], **_conditions(wish))  # fmt: skip
        assert page == moved(shipped, found), wish
        some += bool(found.outcomes)
    assert some > len(wishes) // 8

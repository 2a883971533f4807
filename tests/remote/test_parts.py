"""A part of a store answers its question as the whole does, and is no larger than it must be."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import MISSING, fields
from itertools import product
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from kg.curation.corpus import Corpus
from kg.errors import KgError
from kg.graph import Graph, assemble
from kg.model import Claim, Entity, Evidence, Reference
from kg.remote.about import read_about
from kg.remote.corridor import find_steps, read_between
from kg.remote.store import Store
from kg.show import answers, show


def text(found: Any) -> str:
    if hasattr(found, "written"):
        return str(found.written("json"))
    console = Console(file=io.StringIO(), width=160, color_system=None)
    console.print(found)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def said(ask: Callable[[Graph], Any], graph: Graph) -> str:
    try:
        return text(ask(graph))
    except KgError as error:
        return f"kg: {error}"


ABOUT: dict[str, Callable[[Graph, str], Any]] = {
    "verdict": answers.verdicts, "conflicts": answers.conflicts, "show": show,
}  # fmt: skip


def records(graph: Graph) -> int:
    return sum(len(claim.evidence) for claim in graph.claims.values())


# -- on the shipped graph -------------------------------------------------------------------------

NAMED = ("hmgb1-release", "HMGB1", "photon", "Treg", "pd-l1", "carbon-ion-irradiation", "cirt-dc")


def test_what_is_about_an_entity_answers_alike(
    near: Any, shipped: Graph, shipped_store: ox.Store
) -> None:
    chosen = random.Random(5).sample(sorted(shipped.entities), 12)  # noqa: S311
    for words in (*NAMED, *chosen):
        part = read_about(Store(near(shipped_store)), words, wide=True)
        for name, ask in ABOUT.items():
            whole = said(lambda graph, ask=ask, words=words: ask(graph, words), shipped)  # type: ignore[misc]
            found = said(lambda graph, ask=ask, words=words: ask(graph, words), part)  # type: ignore[misc]
            assert found == whole, f"{name} {words}"


def test_a_verdict_against_one_arm_answers_alike(
    near: Any, shipped: Graph, shipped_store: ox.Store
) -> None:
    part = read_about(Store(near(shipped_store)), "pd-l1", ("photon",))
    ask = lambda graph: answers.verdicts(graph, "pd-l1", versus="photon")  # noqa: E731
    assert said(ask, part) == said(ask, shipped)
    assert '"verdicts": []' not in said(ask, part)


def test_every_pair_of_arms_reads_as_in_the_whole(
    near: Any, shipped: Graph, shipped_store: ox.Store
) -> None:
    for words in ("ecto-calreticulin", "cd8-t-cell-infiltration", "lung-metastasis"):
        part = read_about(Store(near(shipped_store)), words)
        assert part.comparisons
        for pair, number in part.compared.items():
            assert shipped.compared[pair] == number, pair


def test_a_claim_comes_alone(near: Any, shipped: Graph, shipped_store: ox.Store) -> None:
    words = "carbon-ion-irradiation.increases.hmgb1-release"
    part = read_about(Store(near(shipped_store)), words)
    assert set(part.claims) == {words}
    assert text(show(part, words)) == text(show(shipped, words))


QUESTIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("carbon-ion-irradiation", "cgas-sting-signalling", {"max_length": 3}),
    ("carbon-ion-irradiation", "cgas-sting-signalling", {"max_length": 2, "versus": "photon"}),
    ("TREX1", "type-i-ifn-response", {}),
    ("carbon-ion-irradiation", "ctl-response", {"max_length": 4, "versus": "photon"}),
    ("carbon-ion-irradiation", "ctl-response", {"max_length": 4, "where": ["oxygen=hypoxia"]}),
    ("carbon-ion-irradiation", "pd-l1", {"max_length": 3, "where": ["co_treatment=anti-pd-1"],
                                         "given": ["anti-pd-1"]}),
    ("photon", "ecto-calreticulin", {"max_length": 5, "where": ["organism=mouse"]}),
    ("hypoxia", "pd-l1-expression-tumour-cell", {"avoid": ["hif-1alpha"], "max_length": 4}),
    ("trex1-expression", "carbon-ion-irradiation", {"max_length": 6}),
    ("hmgb1-release", "hmgb1-release", {}),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "options"), QUESTIONS, ids=lambda value: str(value)[:40])
def test_a_corridor_answers_for_its_chains(
    near: Any, shipped: Graph, shipped_store: ox.Store, start: str, end: str,
    options: dict[str, Any],
) -> None:  # fmt: skip
    asked = {key: value for key, value in options.items() if key != "given"}
    length = options.get("max_length", 5)
    part = read_between(
        Store(near(shipped_store)), start, end, length, options.get("versus"),
        options.get("avoid", ()), options.get("given", ()),
    )  # fmt: skip
    ask = lambda graph: answers.chains(graph, start, end, **asked)  # noqa: E731
    assert said(ask, part) == said(ask, shipped)
    assert records(part) < records(shipped) / 2


# -- on any graph ---------------------------------------------------------------------------------

ENTITIES = {
    "ionising": {"kind": "radiation"},
    "carbon": {"kind": "radiation", "broader": ["ionising"]},
    "photon": {"kind": "radiation", "broader": ["ionising"]},
    "drug": {"kind": "agent"},
    "carbon-drug": {"kind": "combination", "components": ["carbon", "drug"]},
    "photon-drug": {"kind": "combination", "components": ["photon", "drug"]},
    "gene": {"kind": "gene", "part_of": ["d"]},
    "gene-level": {"kind": "measure", "of": "gene", "aspect": "expression"},
    "a": {"kind": "process", "broader": ["b"]},
    "b": {"kind": "process"},
    "c": {"kind": "process", "opposes": "b"},
    "d": {"kind": "process"},
    "e": {"kind": "outcome", "broader": ["d"]},
}  # fmt: skip
ARMS = ("ionising", "carbon", "photon", "drug", "carbon-drug", "photon-drug")
PROCESSES = ("gene", "gene-level", "a", "b", "c", "d", "e")
PAPERS = {"ran2021": "primary_invitro", "zhou2022": "primary_invivo", "liu2025": "review"}

contrasts = st.fixed_dictionaries(
    {"versus": st.sampled_from(ARMS),
     "level": st.sampled_from([["higher"], ["lower"], ["similar"]])},
    optional={"basis": st.sampled_from([["isodose"], ["isoeffective"]]),
              "comparator_sign": st.sampled_from("+-0")},
)  # fmt: skip
drafts = st.fixed_dictionaries(
    {
        "ends": st.one_of(
            st.tuples(st.sampled_from(ARMS), st.sampled_from(PROCESSES)),
            st.tuples(st.sampled_from(PROCESSES), st.sampled_from(PROCESSES)),
        ).filter(lambda ends: ends[0] != ends[1]),
        "predicate": st.sampled_from(
            ["increases", "decreases", "does_not_change", "affects", "part_of"]),
        "paper": st.sampled_from(list(PAPERS)),
        "stance": st.sampled_from(["supports", "supports", "supports", "refutes"]),
        "oxygen": st.sampled_from([None, None, "hypoxia", "normoxia"]),
        "contrasts": st.lists(contrasts, max_size=2),
    }
)  # fmt: skip


def made(listed: list[dict[str, Any]]) -> Graph:
    """Assemble claims from drafts."""
    found: dict[str, Claim] = {}
    for number, one in enumerate(listed):
        subject, object_ = one["ends"]
        record = Evidence.model_validate({
            "id": f"r{number}", "references": [one["paper"]], "read_in": "liu2025",
            "locator": ["icd.1.1"], "certainty": "asserted", "summary": "S",
            "system": {"setting": "in_vitro"}, "stance": one["stance"],
            "conditions": {"oxygen": one["oxygen"]},
            "contrasts": [
                contrast for contrast in one["contrasts"]
                if subject in ARMS and contrast["versus"] != subject
            ],
        })  # fmt: skip
        claim = Claim(subject=subject, predicate=one["predicate"], object=object_,
                      evidence=(record,))  # fmt: skip
        if before := found.get(claim.id):
            claim = claim.model_copy(update={"evidence": (*before.evidence, record)})
        found[claim.id] = claim
    things = {key: Entity.model_validate({"id": key, "label": key.upper(), **more})
              for key, more in sorted(ENTITIES.items())}  # fmt: skip
    given_: dict[str, Any] = {
        "entities": things, "claims": dict(sorted(found.items())),
        "topics": dict.fromkeys(found, "t"),
        "references": {key: Reference(id=key, title="T", study_type=kind)
                       for key, kind in PAPERS.items()},
    }  # fmt: skip
    needed = [one.name for one in fields(Corpus)
              if one.default is MISSING and one.default_factory is MISSING]  # fmt: skip
    return assemble(Corpus(**{name: given_.get(name, {}) for name in needed}))


@settings(max_examples=200, deadline=None)
@given(
    listed=st.lists(drafts, min_size=1, max_size=14), start=st.sampled_from([*ARMS, "gene", "a"]),
    end=st.sampled_from(PROCESSES), length=st.integers(1, 5),
    versus=st.sampled_from([None, "photon", "carbon"]),
)  # fmt: skip
def test_any_corridor_answers_for_its_chains(
    near: Any, filled: Any, listed: list[dict[str, Any]], start: str, end: str, length: int,
    versus: str | None,
) -> None:  # fmt: skip
    whole = made(listed)
    store = Store(near(filled(whole)))
    part = read_between(store, start, end, length, versus, (), ())
    ask = lambda graph: answers.chains(graph, start, end, versus=versus, max_length=length)  # noqa: E731
    assert said(ask, part) == said(ask, whole)


@settings(max_examples=100, deadline=None)
@given(listed=st.lists(drafts, min_size=1, max_size=14), words=st.sampled_from(sorted(ENTITIES)))
def test_whatever_is_about_an_entity_answers_alike(
    near: Any, filled: Any, listed: list[dict[str, Any]], words: str
) -> None:
    whole = made(listed)
    part = read_about(Store(near(filled(whole))), words, wide=True)
    for name, ask in ABOUT.items():
        ours, theirs = (
            said(lambda graph, ask=ask: ask(graph, words), graph)  # type: ignore[misc]
            for graph in (part, whole)
        )
        assert ours == theirs, name


def test_a_step_that_skips_is_known_where_the_way_round_is_longer_than_asked(
    near: Any, filled: Any
) -> None:
    record: dict[str, Any] = {
        "predicate": "increases", "paper": "ran2021", "stance": "supports", "oxygen": None,
        "contrasts": [],
    }  # fmt: skip
    whole = made([{**record, "ends": ends} for ends in (("carbon", "a"), ("carbon", "d"),
                                                        ("d", "a"))])  # fmt: skip
    part = read_between(Store(near(filled(whole))), "carbon", "a", 1, None, (), ())
    ask = lambda graph: answers.chains(graph, "carbon", "a", max_length=1)  # noqa: E731
    assert '"skips": true' in said(ask, whole)
    assert said(ask, part) == said(ask, whole)


def test_steps_are_those_of_all_short_walks(near: Any) -> None:
    """Against a plain search for walks, on a store of plain effects."""
    choice = random.Random(3)  # noqa: S311
    names = [f"n{number}" for number in range(14)]
    for length in range(1, 7):
        edges = {tuple(choice.sample(names, 2)) for _ in range(24)}
        store = Store(near(effects(edges)))
        iris = {name: f"https://w3id.org/cirt-kg/id/{name}" for name in names}
        found = find_steps(store, {iris["n0"]: 0}, {iris["n1"]}, length)
        wanted = {(iris[a], iris[b]) for a, b in edges if on_walk((a, b), edges, length)}
        assert set(found) == wanted and set(found.values()) <= {1}


def on_walk(step: tuple[str, str], edges: set[Any], length: int) -> bool:
    """Tell whether a step is on a walk from n0 to n1 of at most a length."""
    return any(
        before + 1 + after <= length
        for before, after in product(range(length), repeat=2)
        if step[0] in walks("n0", edges, before) and "n1" in walks(step[1], edges, after)
    )


def walks(start: str, edges: set[Any], length: int) -> set[str]:
    ends = {start}
    for _ in range(length):
        ends = {b for a, b in edges if a in ends}
    return ends


def effects(edges: set[Any]) -> ox.Store:
    from kg.rdf.namespace import CLAIMS, CONFORMS_TO, OBJECT, SUBJECT, resource, word
    from kg.rdf.vocabulary import version

    store = ox.Store()
    store.add(ox.Quad(CLAIMS, CONFORMS_TO, ox.NamedNode(version()), CLAIMS))
    for one, other in edges:
        here = resource("effect", f"{one}.increases.{other}")
        for relation, found in ((SUBJECT, resource("", one)), (OBJECT, resource("", other)),
                                (word("sign"), ox.Literal("+"))):  # fmt: skip
            store.add(ox.Quad(here, relation, found, CLAIMS))
    return store

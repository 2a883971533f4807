"""Doubtful places of the graph: each is well formed, and yet may not say what it seems to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from kg.graph import Effect, Graph
from kg.model.vocabulary import IMPOSSIBLE, STRUCTURAL, TREATMENTS, UNUSUAL
from kg.reasoning.reach import reached, signed_steps
from kg.votes import Observation, Topic, observe, separating

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Finding:
    """One doubtful place: the rule, where (an entity, or a claim's id), what, and what to do."""

    severity: Severity
    rule: str
    where: str
    what: str
    remedy: str


def lint(graph: Graph) -> tuple[Finding, ...]:
    """Look for doubtful places by every rule of `RULES`; errors first, then by rule and place.

    >>> import kg
    >>> {finding.rule for finding in lint(kg.load())} <= set(RULES)
    True
    """
    found = {finding for rule in _LOOK for finding in rule(graph)}
    rank = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(found, key=lambda one: (rank[one.severity], one)))


# -- within one study -----------------------------------------------------------------------------


def _signs_against_level(graph: Graph) -> Iterator[Finding]:
    """Hold the effects that one study reports of two arms against the level that it reports.

    Curation does so within a record; this is across the records of one paper, where nothing that
    they report keeps them apart.
    """
    seen = observe(graph)
    for topic, observations in seen.items():
        if not topic.comparator or topic.given:
            continue
        for one in (one for one in observations if len(one.studies) == 1 and not one.refutes):
            mine = _own_effects(one, topic.exposure, seen)
            others = _own_effects(one, topic.comparator, seen)
            for here, there in product(mine, others):
                yield from _against(topic, one, here, there)


def _own_effects(
    one: Observation, arm: str, seen: Mapping[Topic, tuple[Observation, ...]]
) -> list[Observation]:
    """Give what the same paper says one arm does, under conditions that can be the same."""
    return [
        effect
        for effect in seen.get(Topic(one.topic.object, arm), ())
        if effect.studies == one.studies
        and not effect.refutes
        and not separating(effect.profile, one.profile)[0]
    ]


def _against(
    topic: Topic, one: Observation, here: Observation, there: Observation
) -> Iterator[Finding]:
    records = {observation.support.key[:2] for observation in (one, here, there)}
    if len(records) == 1 or separating(here.profile, there.profile)[0]:
        return  # one record: curation has seen to it
    (mine,), (other,) = here.outcomes, there.outcomes
    tables: tuple[tuple[Severity, Mapping[str, str]], ...] = (
        ("error", {"".join(signs): level for signs, level in IMPOSSIBLE.items()}),
        ("warning", {"".join(signs): level for signs, level in UNUSUAL.items()}),
    )
    for severity, table in tables:
        expected = table.get(mine + other)
        if expected and expected not in one.outcomes:
            yield Finding(
                severity, "signs-against-level", one.support.claim,
                f"{one.studies[0]} reports {mine} for {topic.exposure} and {other} for "
                f"{topic.comparator}, yet {' or '.join(sorted(one.outcomes))} "
                f"(records {', '.join(sorted(' '.join(record) for record in records))})",
                f"'{expected}' follows from the signs: read the paper again, or state in which "
                "condition the records differ",
            )  # fmt: skip


# -- names and edges ------------------------------------------------------------------------------


def _negative_names(graph: Graph) -> Iterator[Finding]:
    for key, entity in graph.entities.items():
        words = {word.strip("(),") for word in f"{key.replace('-', ' ')} {entity.label}".split()}
        named = sorted(NEGATIONS & {word.casefold() for word in words})
        if named and entity.kind in _QUANTITIES and not entity.opposes:
            yield Finding(
                "warning", "named-for-a-negation", key,
                f"'{entity.label}' is named for a {named[0]}",
                "name what rises and falls, or give its positive twin under 'opposes'",
            )  # fmt: skip


def _unsigned_stops(graph: Graph) -> Iterator[Finding]:
    """Find edges without a sign at which the only way to their object ends."""
    arrived = reached(graph, _treatments(graph))
    signed = {(edge.subject, edge.object) for edge in graph.effects if edge.sign}
    for edge in graph.effects:
        pair = (edge.subject, edge.object)
        if edge.predicate == "affects" and edge.subject in arrived and pair not in signed:
            if edge.object not in arrived and graph.entities[edge.object].kind in _QUANTITIES:
                yield Finding(
                    "note", "unsigned-stop", edge.id,
                    f"no direction is stated, and no other chain arrives at '{edge.object}'",
                    "look in the cited papers for the direction",
                )  # fmt: skip


def _bypasses(graph: Graph) -> Iterator[Finding]:
    """Find mechanism steps that a chain of the same papers spells out in full."""
    edges = {
        (edge.subject, edge.object): edge for edge in graph.effects
        if edge.sign in ("+", "-") and not edge.given
    }  # fmt: skip
    follow = signed_steps(graph)
    for (start, end), edge in edges.items():
        for middle in follow.get(start, ()):
            if middle != end and end in follow.get(middle, ()):
                first, second = edges[start, middle], edges[middle, end]
                same = _papers(edge) <= _papers(first) | _papers(second)
                agree = (first.sign == second.sign) == (edge.sign == "+")
                if same and agree:
                    yield Finding(
                        "note", "bypass", edge.id,
                        f"the same papers carry the chain through '{middle}'",
                        "keep it only if it was observed as such; else the chain says it",
                    )  # fmt: skip


def _end_points_cited(graph: Graph) -> Iterator[Finding]:
    """Find steps cited to papers whose own text, where read, speaks of the step's end alone."""
    own: dict[str, set[tuple[str, str]]] = {}
    for claim, evidence in graph.evidence():
        if evidence.read_in in evidence.references:
            own.setdefault(evidence.read_in, set()).add((claim.subject, claim.object))
    for claim, evidence in graph.evidence():
        read = [key for key in evidence.references if key in own]
        mechanism = graph.entities[claim.subject].kind not in TREATMENTS
        if not mechanism or not claim.sign or evidence.read_in in evidence.references:
            continue
        steps = {(claim.subject, claim.object)}
        ends = [
            key for key in read
            if claim.object in {end for _, end in own[key]} and not steps & own[key]
        ]  # fmt: skip
        if ends and len(read) == len(evidence.references) == len(ends):
            yield Finding(
                "warning", "end-point-cited", claim.id,
                f"record '{evidence.id}': what was read of {', '.join(ends)} speaks of "
                f"'{claim.object}', and not of '{claim.subject}'",
                "read the full text for the step, or mark the record as hedged",
            )  # fmt: skip


def _unreached(graph: Graph) -> Iterator[Finding]:
    """Find quantities that are somebody's cause, and no treatment's consequence."""
    arrived = reached(graph, _treatments(graph))
    for key in signed_steps(graph):
        entity = graph.entities[key]
        if key not in arrived and entity.kind in _QUANTITIES:
            yield Finding(
                "note", "unreached", key,
                f"chains begin at '{entity.label}', and none arrives from a treatment",
                "curate what changes it, or leave it as a cause from outside",
            )  # fmt: skip


def _one_study_hubs(graph: Graph) -> Iterator[Finding]:
    """Find nodes with many signed edges that all rest on one paper."""
    around: dict[str, list[Effect]] = {}
    for edge in graph.effects:
        if edge.sign in ("+", "-") and edge.predicate not in STRUCTURAL:
            for key in {edge.subject, edge.object}:
                around.setdefault(key, []).append(edge)
    for key, edges in around.items():
        papers = {paper for edge in edges for paper in _papers(edge)}
        if len(edges) >= HUB and len(papers) == 1:
            yield Finding(
                "warning", "one-study-hub", key,
                f"all {len(edges)} signed edges rest on {papers.pop()}",
                "look for a second source before chains are trusted that run through it",
            )  # fmt: skip


def _treatments(graph: Graph) -> list[str]:
    return [key for key, entity in graph.entities.items() if entity.kind in TREATMENTS]


def _papers(edge: Effect) -> set[str]:
    return {key for support in edge.supports for key in support.evidence.references}


RULES: Mapping[str, str] = {
    "signs-against-level": "the signs that one study reports do not go with its level",
    "named-for-a-negation": "an entity is named for a loss, so that its rise reads as a fall",
    "unsigned-stop": "an edge without a sign is the only way to its object",
    "bypass": "a direct edge and a full chain rest on the same papers",
    "end-point-cited": "a step is cited to papers that were read for its end alone",
    "unreached": "chains begin at a quantity that no treatment changes",
    "one-study-hub": "every edge of a much linked node rests on one study",
}
"""What is looked for."""

_LOOK = (
    _signs_against_level, _negative_names, _unsigned_stops, _bypasses, _end_points_cited,
    _unreached, _one_study_hubs,
)  # fmt: skip

HUB = 5
"""Signed edges from which on a node is a hub."""

_QUANTITIES = frozenset({"gene", "complex", "molecule", "cell", "process", "measure", "outcome"})

NEGATIONS = frozenset(
    "absence absent blockade decrease decreased deficiency deficit depletion downregulation "
    "failure impairment inhibition lack loss non-response prevention reduced reduction".split()
)
"""Words for a loss, as whole words of an id or label."""

"""Verdicts and conflicts as RDF: what the reasoning makes of the claims, and what it rests on.

All of it is computed, none of it curated; so it stands in a graph of its own. Every resource is
named after the question that it answers, so that a name stays when the answer changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Triple

from kg import reasoning, votes
from kg.graph import Graph
from kg.model.vocabulary import PREDICATE_OF
from kg.rdf.entity import words
from kg.rdf.evidence import one_of
from kg.rdf.namespace import (
    LABEL,
    TYPE,
    WAS_DERIVED_FROM,
    count,
    resource,
    text,
    truth,
    word,
)
from kg.rdf.statement import describe_support, standings_of
from kg.votes import Observation, Topic


def describe_reasoning(graph: Graph) -> Iterator[Triple]:
    """Say every verdict and every conflict of a graph, as `kg.reasoning` gives them."""
    standings = standings_of(graph)
    yield from describe_support(graph, standings)
    named: dict[Topic, list[NamedNode]] = {}
    for verdict in (*reasoning.verdicts(graph), *reasoning.verdicts(graph, effects=True)):
        here = resource("verdict", _verdict_name(verdict))
        named.setdefault(verdict.topic, []).append(here)
        yield from _describe_verdict(here, verdict, graph)
        yield Triple(here, word("disputed"), truth(standings[verdict.topic].disputed))
    for conflict in reasoning.conflicts(graph):
        here = resource("conflict", _topic_name(conflict.topic))
        yield from _describe_conflict(here, conflict, graph)
        for one in named[conflict.topic]:
            yield Triple(here, word("verdict"), one)


def _describe_verdict(
    here: NamedNode, verdict: reasoning.verdict.Verdict, graph: Graph
) -> Iterator[Triple]:
    name = _verdict_name(verdict)
    yield Triple(here, TYPE, word("Verdict"))
    yield Triple(here, LABEL, text(_verdict_label(verdict, graph)))
    yield from _describe_topic(here, verdict.topic)
    yield from one_of(here, "basis", verdict.basis)
    yield from words(here, {"direction": verdict.direction, "manner": verdict.manner})
    yield Triple(here, word("studies"), count(verdict.studies))
    votes_cast = sum(len(side.observations) for side in verdict.sides)
    yield Triple(here, word("votes"), count(votes_cast))
    for tag in votes.tags([one for side in verdict.sides for one in side.observations]):
        yield Triple(here, word("tag"), text(tag))
    pro = {
        paper for side in verdict.sides for study in side.studies for paper in study
        if _says(verdict.direction, side.outcome)
    }  # fmt: skip
    for paper in pro:
        yield Triple(here, word("studyFor"), resource("reference", paper))
    for paper in _papers_against(verdict) - pro:
        yield Triple(here, word("studyAgainst"), resource("reference", paper))
    if len(verdict.sides) > 1 or verdict.direction in OPEN:  # else the direction tells it
        yield from _describe_sides(here, f"verdict.{name}", verdict.sides)
    yield from _describe_grounds(here, f"verdict.{name}", verdict)


def _describe_conflict(
    here: NamedNode, conflict: reasoning.conflict.Conflict, graph: Graph
) -> Iterator[Triple]:
    name = _topic_name(conflict.topic)
    yield Triple(here, TYPE, word("Conflict"))
    yield Triple(here, LABEL, text(_conflict_label(conflict, graph)))
    yield from _describe_topic(here, conflict.topic)
    yield from words(here, {"kind": conflict.kind})
    yield from _describe_sides(here, f"conflict.{name}", conflict.sides)
    yield from _describe_grounds(here, f"conflict.{name}", conflict)


def _describe_topic(here: NamedNode, topic: Topic) -> Iterator[Triple]:
    yield Triple(here, word("object"), resource("", topic.object))
    yield Triple(here, word("exposure"), resource("", topic.exposure))
    if topic.comparator:
        yield Triple(here, word("comparator"), resource("", topic.comparator))
    for treatment in topic.given:
        yield Triple(here, word("given"), resource("", treatment))


def _describe_grounds(
    here: NamedNode, name: str, found: reasoning.verdict.Verdict | reasoning.conflict.Conflict
) -> Iterator[Triple]:
    """Say who does not vote, what explains it, and all that it rests on."""
    for silence in found.silent:
        yield from _describe_silence(here, silence)
    yield from _describe_weighing(here, name, found.weighing)
    for one in (
        *(one for side in found.sides for one in side.observations),
        *(silence.observation for silence in found.silent),
    ):
        edge = resource("comparison" if one.topic.comparator else "effect", one.edge)
        yield Triple(here, WAS_DERIVED_FROM, edge)
        yield Triple(here, WAS_DERIVED_FROM, _record(one))


def _describe_sides(
    here: NamedNode, name: str, sides: Iterable[votes.Side]
) -> Iterator[Triple]:
    """Say who says what."""
    for side in sides:
        said = [_WORD_OF.get(outcome, outcome) for outcome in side.outcome]
        there = resource("side", name, "-or-".join(said))
        yield Triple(here, word("side"), there)
        yield Triple(there, TYPE, word("Side"))
        yield Triple(there, LABEL, text(" or ".join(said).replace("_", " ")))
        yield from _describe_outcome(there, side.outcome)
        yield Triple(there, word("studies"), count(len(side.studies)))
        for paper in {paper for study in side.studies for paper in study}:
            yield Triple(there, word("study"), resource("reference", paper))
        for one in side.observations:
            yield Triple(there, word("evidence"), _record(one))


def _describe_silence(here: NamedNode, silence: votes.vote.Silence) -> Iterator[Triple]:
    one = silence.observation
    claim, record, contrast = one.support.key
    position = () if contrast < 0 else (contrast + 1,)
    there = resource("silence", _topic_name(one.topic), claim, record, *position)
    yield Triple(here, word("silence"), there)
    yield Triple(there, TYPE, word("Silence"))
    yield Triple(there, LABEL, text(silence.reason))
    yield from _describe_outcome(there, tuple(sorted(one.outcomes)))
    yield Triple(there, word("reason"), text(silence.reason))
    yield Triple(there, word("evidence"), _record(one))
    for paper in silence.through:
        yield Triple(there, word("countedThrough"), resource("reference", paper))


def _describe_outcome(here: NamedNode, outcome: Sequence[str]) -> Iterator[Triple]:
    """Say levels as comparisons do, and a sign as effects do."""
    signs = [one for one in outcome if one in _WORD_OF]
    for sign in signs:
        yield Triple(here, word("sign"), text(sign))
    yield from one_of(here, "level", tuple(one for one in outcome if one not in signs))


def _describe_weighing(
    here: NamedNode, name: str, weighing: votes.Weighing
) -> Iterator[Triple]:
    """Say what keeps the sides apart, or what would have to be known.

    Facets stand flat on the verdict or conflict; which of them go together, and who does not
    report them, on resources of their own.
    """
    for chosen in weighing.explanations:
        there = resource("explanation", name, *chosen)
        yield Triple(here, word("explanation"), there)
        yield Triple(there, TYPE, word("Explanation"))
        yield Triple(there, LABEL, text(" and ".join(chosen).replace("_", " ")))
        for facet in chosen:
            yield Triple(here, word("explainedBy"), text(facet))
            yield Triple(there, word("separatedBy"), text(facet))
            if facet in weighing.presumed:
                yield Triple(there, word("presumed"), text(facet))
    for facet, papers in weighing.missing:
        there = resource("omission", name, facet)
        yield Triple(here, word("unreported"), text(facet))
        yield Triple(here, word("omission"), there)
        yield Triple(there, TYPE, word("Omission"))
        yield Triple(there, LABEL, text(f"{facet.replace('_', ' ')} not reported"))
        yield Triple(there, word("unreported"), text(facet))
        for paper in papers:
            yield Triple(there, word("reference"), resource("reference", paper))


def _papers_against(verdict: reasoning.verdict.Verdict) -> set[str]:
    """Name the papers of records without a vote that argue against it, or say otherwise.

    Where the direction is open nothing is for or against it: there the sides tell.
    """
    if verdict.direction in OPEN:
        return set()
    return {
        paper
        for one in (silence.observation for silence in verdict.silent)
        if one.refutes == any(_says(verdict.direction, (outcome,)) for outcome in one.outcomes)
        for paper in (*one.studies, *one.reviews)
    }


def _says(direction: str, outcome: Sequence[str]) -> bool:
    return [direction] == [_WORD_OF.get(one, one) for one in outcome]


def _record(one: Observation) -> NamedNode:
    return resource("evidence", one.support.claim, one.support.evidence.id)


# -- names and labels -----------------------------------------------------------------------------


def _verdict_name(verdict: reasoning.verdict.Verdict) -> str:
    return _topic_name(verdict.topic, verdict.basis)


def _topic_name(topic: Topic, basis: Iterable[str] = ()) -> str:
    """Join by full stops what sets a question apart, in the manner of an edge's id."""
    arms = f"{topic.exposure}.versus.{topic.comparator}" if topic.comparator else (
        f"{topic.exposure}.on")  # fmt: skip
    parts = [arms, topic.object, *filter(None, ["-or-".join(basis)])]
    return ".".join([*parts, "given", *topic.given] if topic.given else parts)


def _verdict_label(verdict: reasoning.verdict.Verdict, graph: Graph) -> str:
    basis = f" ({' or '.join(verdict.basis)})" if verdict.basis else ""
    said = verdict.direction.replace("_", " ")
    return f"Verdict: {_question(verdict.topic, graph)}: {said}{basis}"


def _conflict_label(conflict: reasoning.conflict.Conflict, graph: Graph) -> str:
    ways = [" and ".join(chosen) for chosen in conflict.weighing.explanations]
    by = f" by {', or '.join(ways)}".replace("_", " ") if ways else ""
    return f"Conflict: {_question(conflict.topic, graph)}: {conflict.kind}{by}"


def _question(topic: Topic, graph: Graph) -> str:
    """Name the arms and the object.

    >>> import kg
    >>> _question(Topic("hmgb1-release", "carbon-ion-irradiation"), kg.load())
    'carbon-ion irradiation, HMGB1 release'
    """
    label = {key: graph.entities[key].label for key in (topic.exposure, topic.object, *topic.given)}
    arms = label[topic.exposure]
    if topic.comparator:
        arms += f" versus {graph.entities[topic.comparator].label}"
    given = " and ".join(label[key] for key in topic.given)
    return f"{arms}, {label[topic.object]}" + (f", given {given}" if given else "")


_WORD_OF: dict[str, str] = dict(PREDICATE_OF)
OPEN = frozenset({"conflicting", "condition-dependent", "undecidable"})
"""Directions under which nothing is decided."""

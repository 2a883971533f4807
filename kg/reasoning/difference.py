"""Where a source and the papers it cites part, and what hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from kg.graph import Effect, Graph, Support
from kg.model import Check, Claim, Evidence
from kg.model.vocabulary import DIFFERENCES, Outcome
from kg.model.vocabulary import Difference as About
from kg.reasoning.reach import Routes, routes
from kg.reasoning.verdict import judge, judged
from kg.votes import Standing, Topic, observe


@dataclass(frozen=True)
class Turn:
    """A verdict as the citing source alone would have it, and as it stands with its papers read."""

    topic: Topic
    basis: tuple[str, ...]
    alone: str
    now: str

    @property
    def turned(self) -> bool:
        """Whether reading the papers changed it."""
        return self.alone != self.now


@dataclass(frozen=True)
class Difference:
    """One place where a source and one paper that it cites part.

    `review` is the record's summary, read at `locators` of `source`; `paper` is what was found in
    the part `read_in` of `reference`; `findings` are the records of that paper on the same object,
    as (claim, record). `only_support` tells whether no other record shows the claim; `routes` are
    the signed chains from arms to outcomes that then have no other support.
    """

    claim: str
    record: str
    source: str
    locators: tuple[str, ...]
    reference: str
    outcome: Outcome
    about: tuple[About, ...]
    review: str
    paper: str
    read_in: str
    findings: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]
    only_support: bool
    routes: Routes

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections of the source that say so, each once."""
        return tuple(dict.fromkeys(locator.split(".")[0] for locator in self.locators))

    @property
    def rank(self) -> tuple[object, ...]:
        """What differences are sorted by: what they are about, then what hangs on them."""
        gravest = min((_WEIGHTS.index(about) for about in self.about), default=len(_WEIGHTS))
        turned = any(turn.turned for turn in self.turns)
        return (
            gravest, _OUTCOMES.index(self.outcome), not turned, -self.routes.count,
            self.claim, self.record, self.reference,
        )  # fmt: skip


def audit(graph: Graph) -> tuple[Difference, ...]:
    """List every difference between a source and the papers it cites, the gravest first.

    Sorted by what the two differ in (`kg.model.vocabulary.DIFFERENCES`), then by whether a verdict
    turns, then by the chains that lose their only support; no score.

    >>> import kg
    >>> found = audit(kg.load())
    >>> "direction" in found[0].about
    True
    """
    kept: tuple[Difference, ...] | None = vars(graph).get(_KEPT)
    if kept is None:
        kept = vars(graph)[_KEPT] = _audit(graph)
    return kept


def _audit(graph: Graph) -> tuple[Difference, ...]:
    turns = _turns(graph)
    found = routes(graph)
    effects = {effect.id: effect for effect in graph.effects}
    read = _read_in_papers(graph)
    told = partial(_difference, graph, turns, found, effects, read)
    differences = (
        told(claim, evidence, check)
        for claim, evidence in graph.evidence()
        for check in evidence.checks
        if check.outcome not in _AT_ONE
    )
    return tuple(sorted(differences, key=lambda one: one.rank))


def _difference(
    graph: Graph,
    turns: Mapping[tuple[str, str], tuple[Turn, ...]],
    found: Mapping[tuple[str, str], Routes],
    effects: Mapping[str, Effect],
    read: Mapping[tuple[str, str], Sequence[tuple[str, str]]],
    claim: Claim,
    evidence: Evidence,
    check: Check,
) -> Difference:
    only = _stands_alone(graph, effects[claim.id], evidence)
    return Difference(
        claim=claim.id, record=evidence.id, source=evidence.read_in, locators=evidence.locator,
        reference=check.reference, outcome=check.outcome, about=check.about,
        review=evidence.summary, paper=check.note, read_in=check.read_in,
        findings=tuple(read.get((check.reference, claim.object), ())),
        turns=turns.get((claim.id, evidence.id), ()),
        only_support=only,
        routes=found.get((claim.subject, claim.object), Routes()) if only else Routes(),
    )  # fmt: skip


def _stands_alone(graph: Graph, effect: Effect, evidence: Evidence) -> bool:
    """Tell whether no other record supports an effect; of what nobody votes on, states it."""
    seen = observe(graph).get(Topic(effect.object, effect.subject, "", effect.given), ())
    if not any(one.edge == effect.id for one in seen):
        shown = (one for one in effect.supports if one.evidence.stance == "supports")
        return all(one.evidence == evidence for one in shown)
    counted = (one for one in Standing.of(seen).counted if one.edge == effect.id)
    return all(one.support.evidence == evidence for one in counted)


def _read_in_papers(graph: Graph) -> Mapping[tuple[str, str], Sequence[tuple[str, str]]]:
    """Collect what was curated from each paper itself on each object: claim and record."""
    found = defaultdict(list)
    for claim, record in graph.evidence():
        found[record.read_in, claim.object].append((claim.id, record.id))
    return found


def _turns(graph: Graph) -> dict[tuple[str, str], tuple[Turn, ...]]:
    """Judge every topic twice, by the citing source alone and by all; sorted by record."""
    found: dict[tuple[str, str], list[Turn]] = {}
    now = {
        (topic, verdict.basis): str(verdict.direction)
        for topic in observe(graph)
        for verdict in judged(graph, topic)
    }
    for source in sorted({evidence.read_in for _, evidence in graph.evidence() if evidence.checks}):
        for topic, seen in observe(_as_read_in(graph, source)).items():
            for verdict in judge(topic, seen):
                told = now.get((topic, verdict.basis), "not looked at on this basis")
                turn = Turn(topic, verdict.basis, verdict.direction, told)
                for one in (one for side in verdict.sides for one in side.observations):
                    key = one.support.claim, one.support.evidence.id
                    found.setdefault(key, []).append(turn)
    return {key: tuple(dict.fromkeys(turns)) for key, turns in found.items()}


def _as_read_in(graph: Graph, source: str) -> Graph:
    """Give the graph as one source alone tells it, nobody having looked at its papers."""

    def kept(supports: Iterable[Support]) -> tuple[Support, ...]:
        return tuple(
            replace(one, evidence=one.evidence.model_copy(update={"checks": ()}))
            for one in supports
            if one.evidence.read_in == source
        )

    effects = (replace(edge, supports=kept(edge.supports)) for edge in graph.effects)
    comparisons = (replace(edge, supports=kept(edge.supports)) for edge in graph.comparisons)
    return replace(
        graph,
        effects=tuple(edge for edge in effects if edge.supports),
        comparisons=tuple(edge for edge in comparisons if edge.supports),
        claims=MappingProxyType(dict(graph.claims)),
    )


_KEPT = "differences"
"""The name under which a graph keeps them, as it keeps its observations."""
_AT_ONE = frozenset({"agrees", "not_checked"})
_WEIGHTS = tuple(DIFFERENCES)
_OUTCOMES: tuple[Outcome, ...] = ("disagrees", "adds_condition", "omits", "agrees", "not_checked")
"""Of differences in the same thing, the outright disagreement first."""

"""What is left of a conclusion once what nobody checked, or nobody alone showed, is set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph import Graph
from kg.model import Claim, Conclusion, Contrast, Evidence
from kg.model.conclusion import Ground
from kg.model.vocabulary import SECONDARY
from kg.reasoning.gap import turned
from kg.votes import Observation, Topic, observe


@dataclass(frozen=True)
class Carried:
    """A conclusion, and the papers that carry it as more and more is set aside.

    `cited` are the primary papers named for it; `read` those of them whose own text was read;
    `single` those read that show it by themselves; `left` those that nothing read speaks against.
    `against` are the papers whose own text speaks against it. Each is a set of citation keys.
    """

    conclusion: Conclusion
    cited: tuple[str, ...]
    read: tuple[str, ...]
    single: tuple[str, ...]
    left: tuple[str, ...]
    against: tuple[str, ...]


def robustness(graph: Graph) -> tuple[Carried, ...]:
    """Set aside, in turn, unchecked, collective and contradicted evidence of each conclusion.

    A paper was read where a record was read in it, or a check of one was. It shows a thing by
    itself where a record was read in it, or names it alone and nothing strikes it. It speaks
    against where its own text does not bear a record out or is no paper for it, and where a record
    read in it says otherwise of the same: no effect, the opposite sign, another level against the
    same arm. What votes and what is struck is asked of `kg.votes`.

    >>> import kg
    >>> all(set(one.left) <= set(one.single) <= set(one.read) for one in robustness(kg.load()))
    True
    """
    return tuple(_carried(graph, conclusion) for conclusion in graph.conclusions.values())


def _carried(graph: Graph, conclusion: Conclusion) -> Carried:
    bearing = [one for ground in conclusion.grounds for one in _bearing(graph, ground)]
    cited = {
        key for one in bearing for key in one.evidence.references
        if graph.references[key].study_type not in SECONDARY
    }  # fmt: skip
    read = {key for one in bearing for key in _read(one.evidence)} & cited
    single = {
        key for one in bearing for key in one.evidence.references
        if key in read and (one.evidence.read_in == key or one.alone == key)
    }  # fmt: skip
    against = {key for one in bearing for key in one.against}
    for ground in conclusion.grounds:
        against |= set(_contrary(graph, ground))
    return Carried(
        conclusion, *(tuple(sorted(keys)) for keys in (cited, read, single, single - against,
                                                       against))
    )  # fmt: skip


@dataclass(frozen=True)
class _Bearing:
    """A record as it bears on a ground: the papers against it, and the one that it is of alone."""

    evidence: Evidence
    against: tuple[str, ...]
    alone: str | None


def _bearing(graph: Graph, ground: Ground) -> Iterator[_Bearing]:
    """Yield what a ground rests on: of a comparison, the records that state this level."""
    claim = graph.claims[ground.claim]
    for one, outcomes in _about(graph, claim, ground):
        mine = one.support.claim == claim.id and not one.support.derivation and not one.refutes
        if mine and (not ground.level or outcomes <= set(ground.level)):
            alone = one.studies[0] if len(one.studies) == 1 else None
            against = (*one.struck, *one.miscited)
            yield _Bearing(one.support.evidence, against, alone)
    for evidence in claim.evidence if _unvoted(claim, ground) else ():
        levels = {level for one in _own(claim, ground, evidence) for level in one.level}
        if evidence.stance == "supports" and (not ground.level or levels & set(ground.level)):
            against = tuple(one.reference for one in evidence.checks if one.outcome == "disagrees")
            left = [key for key in evidence.references if key not in against]
            yield _Bearing(
                evidence, against, left[0] if len(evidence.references) == 1 and left else None
            )


def _unvoted(claim: Claim, ground: Ground) -> bool:
    """Tell whether nobody votes on a ground: a thing against itself, an effect without sign."""
    return ground.versus == claim.subject or (ground.versus is None and claim.sign is None)


def _own(claim: Claim, ground: Ground, evidence: Evidence) -> Iterator[Contrast]:
    return (
        one for one in evidence.contrasts
        if one.differs and one.level and one.versus == ground.versus
    )  # fmt: skip


def _contrary(graph: Graph, ground: Ground) -> Iterator[str]:
    """Find papers whose own text has it otherwise, and that nothing strikes."""
    claim = graph.claims[ground.claim]
    wanted = set(ground.level) if ground.versus else {claim.sign} - {None}
    for one, outcomes in _about(graph, claim, ground):
        own = one.distance < 2 and not one.refutes and not one.support.derivation
        if own and wanted and not outcomes & wanted:
            yield from set(one.studies) & {one.support.evidence.read_in}
    for other in graph.claims.values() if ground.versus == claim.subject else ():
        if (other.subject, other.object) == (claim.subject, claim.object):
            for evidence in other.evidence:
                own = evidence.read_in in evidence.references and evidence.stance == "supports"
                if own and any(
                    not wanted & set(one.level) for one in _own(other, ground, evidence)
                ):
                    yield evidence.read_in


def _about(
    graph: Graph, claim: Claim, ground: Ground
) -> Iterator[tuple[Observation, frozenset[str]]]:
    """Yield what bears on a ground's question, and what it says of the claim's subject."""
    seen = observe(graph)
    versus = ground.versus or ""
    for one in seen.get(Topic(claim.object, claim.subject, versus), ()):
        yield one, one.outcomes
    for one in seen.get(Topic(claim.object, versus, claim.subject), ()) if versus else ():
        yield one, turned(one).outcomes


def _read(evidence: Evidence) -> Iterator[str]:
    if evidence.read_in in evidence.references:
        yield evidence.read_in
    yield from (check.reference for check in evidence.checks if check.outcome != "not_checked")

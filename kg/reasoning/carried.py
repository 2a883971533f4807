"""What is left of a conclusion once what nobody checked, or nobody alone showed, is set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import votes
from kg.graph import Graph
from kg.model import Claim, Conclusion, Evidence
from kg.model.conclusion import Ground


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
    itself where a record was read in it, or names it alone and the check does not disagree. It
    speaks against where a check disagrees, or where a record read in it has the opposite sign, no
    effect, or another level against the same arm.

    >>> import kg
    >>> all(set(one.left) <= set(one.single) <= set(one.read) for one in robustness(kg.load()))
    True
    """
    return tuple(_carried(graph, conclusion) for conclusion in graph.conclusions.values())


def _carried(graph: Graph, conclusion: Conclusion) -> Carried:
    grounds = [
        (graph.claims[ground.claim], ground, evidence)
        for ground in conclusion.grounds
        for evidence in _bearing(graph.claims[ground.claim], ground)
    ]
    cited = {key for _, _, evidence in grounds for key in evidence.references}
    secondary = votes.observation.SECONDARY
    cited = {key for key in cited if graph.references[key].study_type not in secondary}
    read = {key for _, _, evidence in grounds for key in _read(evidence)} & cited
    single = {
        key for _, _, evidence in grounds for key in evidence.references
        if key in read and (evidence.read_in == key or _alone(evidence, key))
    }  # fmt: skip
    against = {
        key
        for claim, ground, evidence in grounds
        for key in (*_disputed(evidence), *_contrary(graph, claim, ground))
    }
    return Carried(
        conclusion, *(tuple(sorted(keys)) for keys in (cited, read, single, single - against,
                                                       against))
    )  # fmt: skip


def _bearing(claim: Claim, ground: Ground) -> Iterator[Evidence]:
    """Yield the records of a ground: of a comparison, those that state this level."""
    for evidence in claim.evidence:
        if evidence.stance == "refutes":
            continue
        if ground.versus is None or any(
            contrast.versus == ground.versus
            and (not ground.level or set(contrast.level) <= set(ground.level))
            for contrast in evidence.contrasts
        ):
            yield evidence


def _read(evidence: Evidence) -> Iterator[str]:
    if evidence.read_in in evidence.references:
        yield evidence.read_in
    yield from (check.reference for check in evidence.checks if check.outcome != "not_checked")


def _alone(evidence: Evidence, key: str) -> bool:
    return evidence.attribution == "single" and not any(
        check.reference == key and check.outcome == "disagrees" for check in evidence.checks
    )


def _disputed(evidence: Evidence) -> Iterator[str]:
    return (check.reference for check in evidence.checks if check.outcome == "disagrees")


def _contrary(graph: Graph, claim: Claim, ground: Ground) -> Iterable[str]:
    """Find papers whose own text has it otherwise, on the same subject and object."""
    for other in graph.claims.values():
        if (other.subject, other.object) != (claim.subject, claim.object):
            continue
        for evidence in other.evidence:
            if evidence.read_in not in evidence.references or evidence.stance == "refutes":
                continue
            if ground.versus is None:
                if other.sign and claim.sign and other.sign != claim.sign:
                    yield evidence.read_in
            elif any(
                contrast.versus == ground.versus and ground.level
                and not set(contrast.level) & set(ground.level)
                for contrast in evidence.contrasts
            ):  # fmt: skip
                yield evidence.read_in

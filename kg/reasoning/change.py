"""Two states of what is known: what came, what went, what turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.graph import Graph
from kg.model import Claim, Evidence
from kg.model.record import Record
from kg.reasoning.carried import robustness
from kg.reasoning.conflict import conflicts
from kg.reasoning.gap import gaps
from kg.reasoning.verdict import verdicts
from kg.votes import many

What = Literal["claim", "evidence", "verdict", "conflict", "gap", "conclusion", "reference"]
How = Literal["came", "went", "turned"]


@dataclass(frozen=True, order=True)
class Change:
    """One thing that is not as it was: before and after in words, empty where it is not there."""

    what: What
    how: How
    name: str
    before: str = ""
    after: str = ""


def changes(before: Graph, after: Graph) -> tuple[Change, ...]:
    """Compare two graphs: claims, evidence, verdicts, conflicts, gaps, conclusions, references.

    A claim turned where it says something else of its own; what came to it and went is told under
    evidence. A record of evidence turned where a field of it says something else; a verdict where
    its direction or its number of studies does; a gap where the map of gaps or the question does; a
    conclusion where its words do, or the papers that are left for it.

    >>> import kg
    >>> changes(kg.load(), kg.load())
    ()
    """
    found = []
    for what, tell in _TELL.items():
        one, other = tell(before), tell(after)
        for name in one.keys() | other.keys():
            was, now = one.get(name), other.get(name)
            if was is None:
                found.append(Change(what, "came", name, after=_words(now)))
            elif now is None:
                found.append(Change(what, "went", name, before=_words(was)))
            elif not _same(was, now):
                found.append(Change(what, "turned", name, *_parted(was, now)))
    order = list(_TELL)
    return tuple(sorted(found, key=lambda one: (order.index(one.what), one)))


Told = str | Record


def _claims(graph: Graph) -> Mapping[str, Told]:
    return dict(graph.claims)


def _evidence(graph: Graph) -> Mapping[str, Told]:
    """Give the records by the names that RDF gives them, with what became of each."""
    return {
        f"{claim.id}.{evidence.id}": _standing(graph, claim.id, evidence)
        for claim, evidence in graph.evidence()
    }


def _standing(graph: Graph, claim: str, evidence: Evidence) -> Record:
    """Give a record with what its state takes from it in brackets; a draft is one, if it counts."""
    void = graph.void.get(f"{claim}.{evidence.id}")
    state = void.state if void else "draft" if evidence.status == "draft" else ""
    summary = f"{evidence.summary} [{state}]" if state else evidence.summary
    return evidence.model_copy(update={"summary": summary})


def _verdicts(graph: Graph) -> Mapping[str, Told]:
    found: dict[str, Told] = {}
    for one in (*verdicts(graph), *verdicts(graph, effects=True)):
        topic = one.topic
        versus = f" versus {topic.comparator}" if topic.comparator else ""
        given = f", given {' and '.join(topic.given)}" if topic.given else ""
        basis = f" ({' or '.join(one.basis)})" if one.basis else ""
        name = f"{topic.object}: {topic.exposure}{versus}{given}{basis}"
        found[name] = f"{one.direction}, {many(one.studies)}"
    return found


def _conflicts(graph: Graph) -> Mapping[str, Told]:
    found: dict[str, Told] = {}
    for one in conflicts(graph):
        topic = one.topic
        versus = f" versus {topic.comparator}" if topic.comparator else ""
        given = f", given {' and '.join(topic.given)}" if topic.given else ""
        by = " or ".join(" and ".join(facets) for facets in one.weighing.explanations)
        said = f"{one.kind} by {by}" if by else one.kind
        found[f"{topic.object}: {topic.exposure}{versus}{given}"] = said
    return found


def _gaps(graph: Graph) -> Mapping[str, Told]:
    found: dict[str, Told] = dict(graph.gaps)
    mapped = gaps(graph)
    for row in mapped.rows:
        for cell in row.cells:
            pair = f"{mapped.exposure} versus {mapped.comparator}"
            found[f"{row.object}, {cell.condition}: {pair}"] = cell.state
    return found


def _conclusions(graph: Graph) -> Mapping[str, Told]:
    left = {one.conclusion.id: len(one.left) for one in robustness(graph)}
    return {
        key: f"{one.statement} ({many(left[key], 'paper', 'papers')} left)"
        for key, one in graph.conclusions.items()
    }


def _references(graph: Graph) -> Mapping[str, Told]:
    return dict(graph.references)


_TELL: dict[What, Callable[[Graph], Mapping[str, Told]]] = {
    "claim": _claims, "evidence": _evidence, "verdict": _verdicts, "conflict": _conflicts,
    "gap": _gaps, "conclusion": _conclusions, "reference": _references,
}  # fmt: skip
"""What is compared, in this order, each by name."""


def _same(was: Told, now: Told) -> bool:
    if isinstance(was, Claim) and isinstance(now, Claim):
        return was.action == now.action
    return was == now


def _parted(was: Told, now: Told) -> tuple[str, str]:
    """Say what was and what is: of records, only the fields that part."""
    if not (isinstance(was, Record) and isinstance(now, Record)):
        return _words(was), _words(now)
    one, other = dict(_fields(was)), dict(_fields(now))
    of_its_own = {**one, **other}.keys() - ({"evidence"} if isinstance(was, Claim) else set())
    apart = [name for name in of_its_own if one.get(name) != other.get(name)]
    return tuple(
        "; ".join(f"{name}: {side[name]}" for name in sorted(apart) if name in side)
        for side in (one, other)
    )  # type: ignore[return-value]


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    """Give the fields of a record that say something, as text."""
    for name, value in record.model_dump(mode="json", exclude_defaults=True).items():
        yield name, value if isinstance(value, str) else str(value)


def _words(told: Told | None) -> str:
    if isinstance(told, Claim):
        return many(len(told.evidence), "record", "records")
    if isinstance(told, Record):
        for name in ("summary", "question", "title"):
            if isinstance(text := getattr(told, name, None), str):
                return text
    return str(told or "")

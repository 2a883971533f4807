"""Verdicts and conflicts as tables: what it comes to, who says so, and why it is not simpler."""

from __future__ import annotations

from collections.abc import Iterable

from kg import reasoning, votes
from kg.graph import Graph
from kg.show.cite import cited, label
from kg.show.sheet import Answer, Cell, Sheet


def verdicts(
    graph: Graph, entity: str | None = None, *, versus: str | None = None, basis: str | None = None
) -> Answer:
    """Lay out every verdict; about one entity also the effects by themselves and all records."""
    compared = reasoning.verdicts(graph, entity, versus=versus, basis=basis)
    alone: tuple[reasoning.verdict.Verdict, ...] = ()
    if entity and versus is None and basis is None:
        alone = _by_itself(graph, entity)
    rows = tuple(_verdict(graph, verdict) for verdict in compared)
    sheets = [Sheet("verdicts", "One arm versus another", _COLUMNS, rows, _hidden(rows))]
    rows = tuple(_verdict(graph, verdict) for verdict in alone)
    hidden = _hidden(rows) | {"versus", "basis", "manner"}
    sheets.append(Sheet("effects", "Each by itself, against nothing done", _COLUMNS, rows, hidden))
    if entity:
        sheets.append(_records(graph, (*compared, *alone)))
    title = f"Verdicts on {graph.find(entity).label}" if entity else "Verdicts"
    return Answer(title, tuple(sheets), () if compared or alone else _NOTHING)


def conflicts(graph: Graph, entity: str | None = None) -> Answer:
    """Lay out where records oppose each other, and what tells them apart."""
    found = reasoning.conflicts(graph, entity)
    rows = tuple(_conflict(graph, conflict) for conflict in found)
    sheets = [Sheet("conflicts", "", _CONFLICT_COLUMNS, rows, _IDS)]
    if entity:
        sheets.append(_records(graph, found))
    title = "Where findings oppose each other"
    title += f": {graph.find(entity).label}" if entity else ""
    return Answer(title, tuple(sheets), () if found else ("No findings oppose each other.",))


def _by_itself(graph: Graph, entity: str) -> tuple[reasoning.verdict.Verdict, ...]:
    """Judge what changes an entity; where nothing does, what it changes."""
    found = reasoning.verdicts(graph, entity, effects=True)
    key = graph.find(entity).id
    return tuple(one for one in found if one.topic.exposure != key) or found


def _verdict(graph: Graph, one: reasoning.verdict.Verdict) -> tuple[Cell, ...]:
    return (
        *_topic(graph, one.topic), " or ".join(one.basis), one.direction, one.studies,
        one.manner or "", _sides(graph, one.sides), _because(graph, one.weighing, one),
        _cautions(one.sides),
    )  # fmt: skip


def _hidden(rows: tuple[tuple[Cell, ...], ...]) -> frozenset[str]:
    """Name the columns that people need not see: ids, the one object, and what nobody fills."""
    cells = dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True)) if rows else {}
    empty = {name for name in ("manner", "because", "caution") if not any(cells.get(name, ()))}
    return _IDS | empty | ({"of"} if len(set(cells.get("of", ()))) == 1 else set())


def _conflict(graph: Graph, one: reasoning.conflict.Conflict) -> tuple[Cell, ...]:
    why = _because(graph, one.weighing)
    if one.kind == "double-counted":
        doubled = [silence for silence in one.silent if silence.through]
        why = "; ".join(dict.fromkeys(_unheard(graph, silence) for silence in doubled))
    return *_topic(graph, one.topic), one.kind, why, _sides(graph, one.sides)


def _topic(graph: Graph, topic: votes.observation.Topic) -> tuple[Cell, ...]:
    given = "".join(f", with {label(graph, key)}" for key in topic.given)
    versus = label(graph, topic.comparator) if topic.comparator else ""
    return (
        topic.object, topic.exposure, topic.comparator, topic.given,
        label(graph, topic.object), label(graph, topic.exposure) + given, versus,
    )  # fmt: skip


def _sides(graph: Graph, sides: Iterable[reasoning.conflict.Side]) -> tuple[str, ...]:
    """Write each side with its studies; reviews are named where they alone speak."""
    written = []
    for side in sides:
        reviews = sorted({key for one in side.observations for key in one.reviews})
        studies = [" or ".join(cited(graph, study)) for study in side.studies]
        said = studies or [f"{citation} (review)" for citation in cited(graph, reviews)]
        written.append(f"{_outcome(side.outcome)}: {', '.join(said)}")
    return tuple(written)


def _cautions(sides: Iterable[reasoning.conflict.Side]) -> tuple[str, ...]:
    """Name what limits the records that vote: doubt of the source, and what checks found."""
    said: set[str] = set()
    for one in (one.support.evidence for side in sides for one in side.observations):
        said |= {one.certainty} - {"asserted"}
        said |= {
            f"check: {check.outcome.replace('_', ' ')}"
            for check in one.checks if check.outcome in _LIMITING
        }  # fmt: skip
    return tuple(sorted(said))


def _because(
    graph: Graph,
    weighing: reasoning.conflict.Weighing,
    verdict: reasoning.verdict.Verdict | None = None,
) -> str:
    if weighing.explanations:
        ways = [" and ".join(map(facet_name, chosen)) for chosen in weighing.explanations]
        silence = ", ".join(map(facet_name, weighing.presumed))
        return "by " + ", or ".join(ways) + (f" ({silence}: silence read)" if silence else "")
    if weighing.kind == "true":
        return "what is reported overlaps"
    if weighing.missing:
        return "not reported: " + "; ".join(
            f"{facet_name(facet)} by {', '.join(cited(graph, papers))}"
            for facet, papers in weighing.missing
        )
    if verdict and verdict.by_reviews:
        return "only reviews say so"
    if verdict and not verdict.sides:
        return "; ".join(dict.fromkeys(silence.reason for silence in verdict.silent))
    if verdict and verdict.direction == "undecidable":
        return "left open by the source"
    return ""


def _records(
    graph: Graph,
    found: Iterable[reasoning.verdict.Verdict | reasoning.conflict.Conflict],
) -> Sheet:
    """List every record once, those that vote and those that do not."""
    rows: dict[tuple[votes.observation.Topic, tuple[str, str, int]], tuple[Cell, ...]] = {}
    for one in found:
        for side in one.sides:
            for observation in side.observations:
                key = (observation.topic, observation.support.key)
                rows[key] = _record(graph, observation, "yes")
        for silence in one.silent:
            key = (silence.observation.topic, silence.observation.support.key)
            rows[key] = _record(graph, silence.observation, _unheard(graph, silence))
    ordered = tuple(rows[key] for key in sorted(rows, key=lambda key: (not key[0].comparator, key)))
    return Sheet("records", "Every record", _RECORD_COLUMNS, ordered, _RECORD_IDS)


def _record(graph: Graph, one: votes.observation.Observation, votes: str) -> tuple[Cell, ...]:
    evidence, topic = one.support.evidence, one.topic
    setting = evidence.system.setting.replace("_", " ")
    where = [setting] if setting != "unspecified" else []
    where += [label(graph, key) for key in evidence.system.models]
    dose = evidence.exposure.dose if evidence.exposure else None
    where += [dose.text] if dose else []
    where += [f"{facet_name(facet)} {value}" for facet, value in evidence.conditions.facets]
    arms = label(graph, topic.exposure)
    arms += f" versus {label(graph, topic.comparator)}" if topic.comparator else ""
    return (
        one.support.claim, evidence.id, topic.object, evidence.references,
        cited(graph, evidence.references), f"{_outcome(sorted(one.outcomes))} ({arms})",
        " or ".join(one.basis), "; ".join(where), _READ[one.distance], evidence.certainty,
        tuple(dict.fromkeys(check.outcome.replace("_", " ") for check in evidence.checks)),
        votes, evidence.summary,
    )  # fmt: skip


def _unheard(graph: Graph, silence: votes.vote.Silence) -> str:
    through = ", ".join(cited(graph, silence.through))
    return f"no: {silence.reason}" + (f" ({through})" if through else "")


def facet_name(facet: str) -> str:
    """Name a facet for people.

    >>> facet_name("let"), facet_name("cell_line")
    ('LET', 'cell line')
    """
    return {"let": "LET", "co_treatment": "co-treatment"}.get(facet, facet.replace("_", " "))


def _outcome(outcome: Iterable[str]) -> str:
    return " or ".join(_SIGNS.get(word, word) for word in outcome)


_LIMITING = frozenset({"adds_condition", "disagrees", "omits"})
_SIGNS = {"+": "increases", "-": "decreases", "0": "does not change"}
_READ = ("the paper", "its abstract", "another paper")
_NOTHING = ("Nothing was compared: 'kg show' tells what is known.",)
_TOPIC = ("object", "exposure", "comparator", "given", "of", "in", "versus")
_IDS = frozenset({"object", "exposure", "comparator", "given"})
_COLUMNS = (*_TOPIC, "basis", "verdict", "studies", "manner", "sides", "because", "caution")
_CONFLICT_COLUMNS = (*_TOPIC, "conflict", "why", "sides")
_RECORD_COLUMNS = (
    "claim", "record", "object", "references", "source", "says", "basis", "where", "read",
    "certainty", "check", "votes", "summary",
)  # fmt: skip
_RECORD_IDS = frozenset({"claim", "record", "object", "references", "summary"})

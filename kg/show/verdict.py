"""Verdicts and conflicts as tables: what it comes to, who says so, and why it is not simpler."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg import reasoning, votes
from kg.graph import Graph
from kg.show.cite import cited, label, layer_column, layers_of
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import facet_name, tags


def verdicts(
    graph: Graph, entity: str | None = None, *, versus: str | None = None,
    basis: str | None = None, records: bool = False,
) -> Answer:  # fmt: skip
    """Lay out every verdict; about one entity also effects by themselves and, if asked, records.

    Programs get the records of an entity in any case.
    """
    compared = reasoning.verdicts(graph, entity, versus=versus, basis=basis)
    alone: tuple[reasoning.verdict.Verdict, ...] = ()
    if entity and versus is None and basis is None:
        alone = _by_itself(graph, entity)
    rows = tuple(_verdict(graph, verdict) for verdict in compared)
    title = "One arm versus another"
    columns = COLUMNS + layer_column(graph)
    sheets = [Sheet("verdicts", title, columns, rows, hidden(rows), LEAD, spared=SPARED)]
    rows = tuple(_verdict(graph, verdict) for verdict in alone)
    spared = hidden(rows) | {"versus", "basis", "manner"}
    title = "Each by itself, against nothing done"
    most = None if records else _MOST
    sheets.append(Sheet("effects", title, columns, rows, spared, LEAD, spared=SPARED, most=most))
    remarks: tuple[str, ...] = ()
    if entity:
        sheets.append(_records(graph, (*compared, *alone), records))
        remarks = _told(sheets[-1], len(rows) - (most or len(rows)))
    title = f"Verdicts on {graph.find(entity).label}" if entity else "Verdicts"
    sentence = reasoning.say.say_verdicts(graph, compared, alone)
    return Answer(title, tuple(sheets), remarks, sentence or _NOTHING)


def conflicts(graph: Graph, entity: str | None = None, *, records: bool = False) -> Answer:
    """Lay out where records oppose each other, and what tells them apart."""
    found = reasoning.conflicts(graph, entity)
    rows = tuple(_conflict(graph, conflict) for conflict in found)
    columns = _CONFLICT_COLUMNS + layer_column(graph)
    sheets = [Sheet("conflicts", "", columns, rows, _CONFLICT_HIDDEN, LEAD)]
    remarks: tuple[str, ...] = ()
    if entity:
        sheets.append(_records(graph, found, records))
        remarks = _told(sheets[-1])
    title = "Where findings oppose each other"
    title += f": {graph.find(entity).label}" if entity else ""
    return Answer(title, tuple(sheets), remarks, reasoning.say.say_conflicts(graph, found))


def _told(sheet: Sheet, more: int = 0) -> tuple[str, ...]:
    """Tell how many records stand behind an answer, and how many effects, that are not shown."""
    number = len(sheet.rows)
    effects = f"{votes.many(more, 'more effect', 'more effects')}, " if more > 0 else ""
    return (f"{effects}{votes.many(number, 'record', 'records')}: --records shows them.",) if (
        sheet.quiet and number) else ()  # fmt: skip


def _by_itself(graph: Graph, entity: str) -> tuple[reasoning.verdict.Verdict, ...]:
    """Judge what changes an entity; where nothing does, what it changes."""
    found = reasoning.verdicts(graph, entity, effects=True)
    key = graph.find(entity).id
    arms = [one.entity for one in graph.manifest.arms]
    known = [one for one in found if one.topic.exposure != key]
    known.sort(
        key=lambda one: (  # those that are held against each other, then the well supported
            arms.index(one.topic.exposure) if one.topic.exposure in arms else len(arms),
            -one.studies,
        )
    )
    return tuple(known) or found


def _verdict(graph: Graph, one: reasoning.verdict.Verdict) -> tuple[Cell, ...]:
    return (
        *_topic(graph, one.topic), " or ".join(one.basis), one.direction, one.studies,
        one.manner or "", reasoning.say.say_verdict(graph, one), sides_of(graph, one),
        _because(graph, one.weighing, one), cautions(one),
        label(graph, one.lifted) if one.lifted else "", *layers(graph, one),
    )  # fmt: skip


def layers(
    graph: Graph, one: reasoning.verdict.Verdict | reasoning.conflict.Conflict
) -> tuple[tuple[str, ...], ...]:
    """Name the layers of the records that vote, or of those that are silent where none does."""
    voting = [observation for side in one.sides for observation in side.observations]
    heard = voting or [silence.observation for silence in one.silent]
    return layers_of(graph, (f"{it.support.claim}.{it.support.evidence.id}" for it in heard))


def hidden(rows: tuple[tuple[Cell, ...], ...]) -> frozenset[str]:
    """Name the columns that people need not see: ids, the one object, and what nobody fills."""
    cells = dict(zip(COLUMNS, zip(*rows, strict=True), strict=False)) if rows else {}
    empty = {name for name in ("manner", "caution", "lifted") if not any(cells.get(name, ()))}
    return _IDS | _SAID | empty | ({"of"} if len(set(cells.get("of", ()))) == 1 else set())


def _conflict(graph: Graph, one: reasoning.conflict.Conflict) -> tuple[Cell, ...]:
    why = _because(graph, one.weighing)
    if one.kind == "double-counted":
        doubled = [silence for silence in one.silent if silence.through]
        why = "; ".join(dict.fromkeys(_unheard(graph, silence) for silence in doubled))
    said = reasoning.say.say_conflict(graph, one).split(": ", 1)[1]
    return (
        *_topic(graph, one.topic),
        one.kind,
        why,
        tuple(
            f"{' or '.join(basis)}: {side}" if basis else side
            for basis, sides in one.by_basis for side in _sides(graph, sides)
        ),
        said,
        _limits(one.sides), *layers(graph, one),
    )  # fmt: skip


def _topic(graph: Graph, topic: votes.observation.Topic) -> tuple[Cell, ...]:
    given = "".join(f", with {label(graph, key)}" for key in topic.given)
    versus = label(graph, topic.comparator) if topic.comparator else ""
    return (
        topic.object, topic.exposure, topic.comparator, topic.given,
        label(graph, topic.object), label(graph, topic.exposure) + given, versus,
    )  # fmt: skip


def _sides(graph: Graph, sides: Iterable[votes.Side]) -> tuple[str, ...]:
    """Write each side with its studies; reviews are named where they alone speak."""
    written = []
    for side in sides:
        reviews = sorted({key for one in side.observations for key in one.reviews})
        studies = [" or ".join(cited(graph, study)) for study in side.studies]
        said = studies or [f"{citation} (review)" for citation in cited(graph, reviews)]
        written.append(f"{_outcome(side.outcome)}: {', '.join(said)}")
    return tuple(written)


def sides_of(graph: Graph, one: reasoning.verdict.Verdict) -> tuple[str, ...]:
    """Write who says what; where nobody stands, what was said, struck."""
    against = [silence.observation.cited for silence in one.silent
               if silence.reason == votes.vote.REFUTES]  # fmt: skip
    argued = tuple(dict.fromkeys(f"argues against: {', '.join(cited(graph, papers))}"
                                 for papers in against))  # fmt: skip
    if one.sides:
        return (*_sides(graph, one.sides), *argued)
    struck = [*argued]
    for silence in (other for other in one.silent if other.reason != votes.vote.REFUTES):
        told = silence.observation
        papers = cited(graph, told.struck or told.support.evidence.references)
        struck.append(f"struck: {_outcome(sorted(told.outcomes))}: {', '.join(papers)}")
    return tuple(dict.fromkeys(struck))


def cautions(one: reasoning.verdict.Verdict) -> tuple[str, ...]:
    """Name what limits the records that vote, and whether one was struck or argued against."""
    said = {outcome for side in one.sides for outcome in side.outcome}
    beside = [
        silence.observation for silence in one.silent
        if silence.counts and said & silence.observation.outcomes
    ]  # fmt: skip
    found = list(_limits(one.sides, beside))
    silent = [silence.observation for silence in one.silent if silence.reason in _STRUCK]
    for tag in votes.tags([], silent):
        if tag in _OF_STRUCK and tag not in found:
            found.append(tag)
    if any(silence.reason == votes.vote.REFUTES for silence in one.silent):
        found.append(ARGUED)
    return tuple(found)


def _limits(
    sides: Iterable[votes.Side], beside: Collection[votes.Observation] = ()
) -> tuple[str, ...]:
    return votes.tags([one for side in sides for one in side.observations], beside)


def _because(
    graph: Graph,
    weighing: votes.Weighing,
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
    shown: bool,
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
    columns = _RECORD_COLUMNS + layer_column(graph)
    return Sheet("records", "Every record", columns, ordered, _RECORD_IDS, quiet=not shown)


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
        votes, evidence.summary, tags([one]),
        *layers_of(graph, [f"{one.support.claim}.{evidence.id}"]),
    )  # fmt: skip


def _unheard(graph: Graph, silence: votes.vote.Silence) -> str:
    through = ", ".join(cited(graph, silence.through))
    return f"no: {silence.reason}" + (f" ({through})" if through else "")


def _outcome(outcome: Iterable[str]) -> str:
    return " or ".join(_SIGNS.get(word, word) for word in outcome)


ARGUED = "argued against"
"""Where a source argues against what is said, without a finding of its own: it has no vote."""

_OF_STRUCK = ("disagrees", "draft", "superseded", "retracted")
_STRUCK = frozenset({votes.vote.DISPUTED, votes.vote.RETRACTED, *votes.vote.VOID.values()})
"""For what a record is struck, and the tags that say so."""

_SIGNS = {"+": "increases", "-": "decreases", "0": "does not change"}
_READ = ("the paper", "its abstract", "another paper")
_NOTHING = "Nothing was compared: 'kg show' tells what is known."
_TOPIC = ("object", "exposure", "comparator", "given", "of", "in", "versus")
_IDS = frozenset({"object", "exposure", "comparator", "given"})
_SAID = frozenset({"verdict", "studies", "because"})
"""Columns whose words stand in the finding, which people see in their place."""

_MOST = 6
"""Effects on the first screen."""

SPARED = (("caution", "finding"),)
"""What a finding says in words is not said again beside it."""

COLUMNS = (
    *_TOPIC, "basis", "verdict", "studies", "manner", "finding", "sides", "because", "caution",
    "lifted",
)  # fmt: skip
LEAD = frozenset({"of", "in", "basis", "finding", "sides", "conflict"})
_CONFLICT_COLUMNS = (*_TOPIC, "conflict", "why", "sides", "finding", "caution")
_CONFLICT_HIDDEN = _IDS | {"why"}
_RECORD_COLUMNS = (
    "claim", "record", "object", "references", "source", "says", "basis", "where", "read",
    "certainty", "check", "votes", "summary", "caution",
)  # fmt: skip
_RECORD_IDS = frozenset({"claim", "record", "object", "references", "summary"})

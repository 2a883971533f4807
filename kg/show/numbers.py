"""Printed numbers as tables: every number, every word, what they come to, and places on an axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from pathlib import Path

from kg import numbers as measured
from kg.graph import Graph
from kg.model.units import Interval
from kg.numbers import Group, Numbers, Point, Pooling, View, Word, say_word
from kg.show.beside import with_expected, with_pide
from kg.show.cite import cited, label
from kg.show.forestview import Forest, Places
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import tags


def numbers(
    graph: Graph, words: str | None = None, *, versus: str | None = None, basis: str | None = None,
    over: str | None = None, where: Sequence[str] = (), systems: Sequence[str] = (),
    computed: tuple[str, str] | None = None, pide: Path | None = None,
) -> Answer:  # fmt: skip
    """Lay out the printed numbers of a quantity; `over` an axis, what was found at each value.

    Beside them what a model gives for an ion in a line of cells (`computed`), and what a copy of
    `pide` holds of the same cell lines.
    """
    found = measured.numbers(
        graph, words, versus=versus, basis=basis, where=where, systems=systems
    )  # fmt: skip
    name = found.wanted.name or "all quantities"
    records, studies = found.silent
    facts: tuple[tuple[str, Cell], ...] = (
        ("numbers_printed", len(found.printed)), ("studies_with_numbers", len(found.studies)),
        ("records_without_number", len(records)), ("studies_without_number", len(studies)),
    )  # fmt: skip
    sheets = [_numbers(graph, found), _groups(graph, found), _words(graph, found)]
    if over is None:
        sentence = measured.say_numbers(graph, found)
        answer = Answer(f"Numbers of {name}", tuple(sheets), (), sentence, facts,
                        Forest(graph, found, sentence))  # fmt: skip
    else:
        view = measured.over(graph, found, over)
        sentence = measured.say_over(graph, found, view)
        sheets.insert(0, _places(graph, view))
        answer = Answer(f"Numbers of {name} over {over}", tuple(sheets), (), sentence, facts,
                        Places(graph, view, sentence))  # fmt: skip
    answer = with_expected(graph, answer, found, *computed) if computed else answer
    return with_pide(graph, answer, found, pide) if pide else answer


def _numbers(graph: Graph, found: Numbers) -> Sheet:
    """List every number, with p and n where they stand alone."""
    rows = []
    for group in found.groups:
        for row in group.rows:
            seen: set[int] = set()
            for cell in row.cells:
                if id(cell.point) not in seen:
                    seen.add(id(cell.point))
                    rows.append(_number(graph, group, cell.point, row.silence))
    return Sheet("numbers", "Every number, as printed", NUMBERS, tuple(rows), _UNSEEN)


def _number(graph: Graph, group: Group, one: Point, silence: str) -> tuple[Cell, ...]:
    quantity = one.quantity
    assert quantity is not None  # noqa: S101 for types only
    n = quantity.n
    low, high = quantity.bounds or (None, None)
    there = quantity.there.bounds if quantity.there else (None, None)
    ci95 = quantity.ci95.bounds if quantity.ci95 else (None, None)
    p = quantity.p
    return (
        *_compared(graph, one), quantity.measure or "", quantity.unit or "", quantity.text,
        *(map(_finite, (low, high, *there, *ci95))), quantity.sd, quantity.sem,
        n.here if n else None, n.there if n else None, "" if p is None else str(p),
        measured.endpoint_of(one), *_circumstances(graph, one), quantity.printed or "",
        " or ".join(one.outcomes), *_source(graph, one, silence),
    )  # fmt: skip


def _groups(graph: Graph, found: Numbers) -> Sheet:
    """List what is of one measure, basis, setting and endpoint, and what it comes to."""
    rows = [
        _pooling(graph, group, pooling)
        for group in found.groups if group.measure for pooling in group.poolings
    ]  # fmt: skip
    return Sheet("groups", "What can be taken together", GROUPS, tuple(rows), quiet=True)


def _pooling(graph: Graph, group: Group, one: Pooling) -> tuple[Cell, ...]:
    mean = one.mean
    found: tuple[Cell, ...] = (None,) * 7 + ("",)
    if mean:
        ends = (*mean.ci95, *mean.predicted)
        found = (mean.value, *ends, mean.tau2, mean.i2, mean.method)
    arm = group.arm or one.arm
    return (
        group.object, label(graph, group.object), arm, group.versus, _differs(group.differs),
        group.basis, str(group.measure), group.unit, one.setting, one.at, len(one.studies),
        tuple("|".join(study) for study in one.studies), *found, why_no_mean(one),
    )  # fmt: skip


def why_no_mean(one: Pooling) -> str:
    """Say why numbers are not taken together; nothing where they are."""
    if one.mean:
        return ""
    if len(one.studies) < measured.FEWEST:
        return f"fewer than {measured.FEWEST} independent studies"
    return f"{one.errors or 'none'} of {len(one.studies)} studies print standard errors or bounds"


def _words(graph: Graph, found: Numbers) -> Sheet:
    """List what is said without a number."""
    rows = [row for word in found.words for row in _word(graph, word)]
    return Sheet("words", "Without a number", WORDS, tuple(rows), _UNSEEN)


def _word(graph: Graph, word: Word) -> Iterable[tuple[Cell, ...]]:
    for side in word.sides:
        papers = tuple(dict.fromkeys(key for study in side.studies for key in study))
        papers = papers or tuple(dict.fromkeys(
            key for one in side.observations for key in one.reviews))  # fmt: skip
        records = tuple(dict.fromkeys(
            ".".join(one.support.key[:2]) for one in side.observations))  # fmt: skip
        yield (
            *_compared(graph, word), " or ".join(side.outcome), len(side.studies), papers,
            _dois(graph, papers), cited(graph, papers), records, tags(side.observations),
        )  # fmt: skip


def _places(graph: Graph, view: View) -> Sheet:
    """List every finding at every place of the axis, the margin too."""
    rows: list[tuple[Cell, ...]] = []
    for panel in view.panels:
        for mark in panel.marks:
            for slot in mark.slots:
                one = mark.point
                at = (None, None) if slot.margin else (_finite(slot.low), _finite(slot.high))
                rows.append((
                    *_compared(graph, one), view.axis, slot.text, *at, slot.unit, mark.word,
                    say_word(mark.word), one.quantity.text if one.quantity else "",
                    mark.trend or "", *_circumstances(graph, one),
                    *_source(graph, one, mark.silence),
                ))  # fmt: skip
    return Sheet("places", f"Over {view.axis}", PLACES, tuple(rows), _UNSEEN)


def _compared(graph: Graph, one: Point | Word) -> tuple[Cell, ...]:
    versus = label(graph, one.versus) if one.versus else ""
    return (
        one.object, label(graph, one.object), one.arm, label(graph, one.arm), one.versus, versus,
        _differs(one.differs), one.basis,
    )  # fmt: skip


def _differs(given: tuple[str, str, str] | None) -> str:
    return f"{given[0]}: {given[1]} against {given[2]}" if given else ""


def _circumstances(graph: Graph, one: Point) -> tuple[Cell, ...]:
    """Give dose, LET, fractions, time, conditions and system, as printed."""
    evidence, exposure = one.evidence, one.evidence.exposure
    conditions = tuple(f"{facet} {value}" for facet, value in evidence.conditions.facets)
    return (
        one.dose.text if one.dose else "", _let(one.let), exposure.fractions if exposure else None,
        one.time.text if one.time else "", conditions, evidence.system.setting,
        tuple(label(graph, key) for key in evidence.system.models),
        label(graph, evidence.system.organism) if evidence.system.organism else "",
    )  # fmt: skip


def _let(given: Interval | None) -> str:
    return f"{given.text} keV/um" if given else ""


def _source(graph: Graph, one: Point, silence: str) -> tuple[Cell, ...]:
    evidence, support = one.evidence, one.observation.support
    references = evidence.references
    return (
        support.claim, evidence.id, references, _dois(graph, references), cited(graph, references),
        evidence.read_in, evidence.locator, READ[one.observation.distance], evidence.certainty,
        f"no: {silence}" if silence else "yes", tags([one.observation]),
    )  # fmt: skip


def _dois(graph: Graph, keys: Iterable[str]) -> tuple[str, ...]:
    """Give the DOI of each reference, empty where it has none, so that both lists stay parallel."""
    return tuple(graph.references[key].doi or "" for key in keys)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


READ = ("the paper", "its abstract", "another paper")
"""What was read, by distance."""

_COMPARED = (
    "object", "of", "arm", "after", "comparator", "versus", "differs", "basis",
)  # fmt: skip
_CIRCUMSTANCES = (
    "dose", "let", "fractions", "time", "conditions", "setting", "models", "organism",
)  # fmt: skip
_SOURCE = (
    "claim", "record", "references", "dois", "source", "read_in", "locator", "read", "certainty",
    "counts", "caution",
)  # fmt: skip
NUMBERS = (
    *_COMPARED, "measure", "unit", "number", "low", "high", "low_there", "high_there",
    "ci95_low", "ci95_high", "sd", "sem", "n", "n_there", "p", "at", *_CIRCUMSTANCES, "printed",
    "level", *_SOURCE,
)  # fmt: skip
GROUPS = (
    "object", "of", "arm", "comparator", "differs", "basis", "measure", "unit", "setting", "at",
    "studies", "references", "mean", "ci95_low", "ci95_high", "predicted_low", "predicted_high",
    "tau2", "i2", "method", "why_none",
)  # fmt: skip
WORDS = (
    *_COMPARED, "word", "studies", "references", "dois", "sources", "records", "caution",
)  # fmt: skip
PLACES = (
    *_COMPARED, "axis", "place", "low", "high", "axis_unit", "word", "said", "number", "trend",
    *_CIRCUMSTANCES, *_SOURCE,
)  # fmt: skip
_UNSEEN = frozenset({
    "object", "arm", "comparator", "low", "high", "low_there", "high_there", "ci95_low",
    "ci95_high", "sd", "sem", "unit", "axis", "axis_unit", "claim", "record", "references", "dois",
    "read_in", "locator", "printed", "level", "records", "certainty",
})  # fmt: skip
"""Ids and parts of what stands beside them in words."""

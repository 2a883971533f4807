"""Printed numbers for people: a forest by group, and what was found at each dose, LET or time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from rich.console import Console, ConsoleOptions, RenderableType

from kg.graph import Graph
from kg.model.vocabulary import IRRADIATED
from kg.numbers import (
    FEWEST,
    MEASURES,
    Group,
    Mark,
    Numbers,
    Panel,
    Point,
    Pooling,
    Row,
    Slot,
    View,
    Word,
    amount_of,
    arm_letter,
    arm_name,
    endpoint_of,
    has_beam,
    say_basis,
    say_relation,
    say_word,
    scale_of,
)
from kg.show.cite import cited, label
from kg.show.forest import axis, bar
from kg.show.lines import Line, Lines, width_of
from kg.show.screen import text
from kg.votes import many, tags


@dataclass(frozen=True)
class Forest:
    """The answer of `kg numbers`: the sentence, a forest for each group, what has no number."""

    graph: Graph
    found: Numbers
    sentence: str

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        """Draw to the width of the screen; a bar's line is never broken."""
        width = width_of(console)
        yield Lines((Line(self.sentence),))
        for group in self.found.groups:
            yield text("")
            yield Lines((Line(_heading(self.graph, self.found, group), style="bold"),))
            yield from self._group(group, width)
        if self.found.words:
            yield text("")
            yield Lines((Line("Without a number", style="bold"),))
            for word in self.found.words:
                yield from _word(self.graph, self.found, word)

    def _group(self, group: Group, width: int) -> Iterator[RenderableType]:
        columns = max(_LEAST, width - _AMOUNT - 2)
        ends = [end for row in group.rows for cell in row.cells
                for pair in (cell.bounds, cell.ci95) if pair for end in pair]  # fmt: skip
        ends += [end for one in group.poolings if one.mean
                 for end in (*one.mean.ci95, *one.mean.predicted)]  # fmt: skip
        scale = scale_of(ends, columns, group.relative, group.measure in _SHARES)
        neutral = 1.0 if group.relative else 0.0 if group.measure == "difference" else None
        several = len([end for end in ends if isfinite(end)]) > 1
        last = ""
        told_of = [_study(self.graph, row) for row in group.rows]
        for row, said in zip(group.rows, told_of, strict=True):
            heads = _sub(row.point)
            if heads != last and heads:
                yield Lines((Line(heads, front=" "),))
            last = heads
            apart = row.point.evidence.summary if told_of.count(said) > 1 else ""
            yield Lines((Line(" · ".join(filter(None, (said, apart))), front="  "),))
            for cell in row.cells:
                who = arm_letter(self.graph, cell.arm) or arm_name(self.graph, cell.arm)
                if cell.versus:
                    other = arm_letter(self.graph, cell.versus) or arm_name(self.graph, cell.versus)
                    who = f"{who} : {other}"
                told = f"    {who}  {amount_of(cell)}"
                drawn = bar(scale, cell.bounds, cell.ci95, neutral, not row.silence) if (
                    scale and several) else ""  # fmt: skip
                yield from _beside(told, drawn, width)
        if scale and several:
            yield text(" " * _AMOUNT + axis(scale))
        for pooling in group.poolings:
            if pooling.mean and scale:
                told, drawn = _mean(pooling), bar(scale, (pooling.mean.value,) * 2,
                                                  pooling.mean.ci95, neutral)  # fmt: skip
                yield from _beside(told, drawn.replace("●", "◆"), width)
                yield Lines((Line(_predicted(pooling), front="    "),))
            elif len(pooling.studies) >= FEWEST and group.measure:
                yield Lines((Line(_no_mean(pooling), front="  "),))


def _beside(told: str, drawn: str, width: int) -> Iterator[RenderableType]:
    """Set a bar beside its number, or below it where the number is long."""
    if not drawn:
        yield Lines((Line(told.strip(), front=" " * (len(told) - len(told.lstrip()))),))
    elif len(told) < _AMOUNT:
        yield text(told.ljust(_AMOUNT) + drawn)
    else:
        yield Lines((Line(told.strip(), front="    "),))
        yield text(" " * _AMOUNT + drawn)


def _heading(graph: Graph, found: Numbers, group: Group) -> str:
    measure = MEASURES[group.measure] if group.measure else "p, or printed in words"
    unit = f" ({group.unit})" if group.unit else ""
    of = label(graph, group.object)
    parts = [f"{of}: {measure}{unit}", say_relation(graph, group), say_basis(graph, group.basis)]
    return ", ".join(filter(None, parts))


def _sub(one: Point) -> str:
    setting = one.evidence.system.setting
    where = "setting not stated" if setting == "unspecified" else setting.replace("_", " ")
    return ", ".join(filter(None, (where, endpoint_of(one))))


def _study(graph: Graph, row: Row) -> str:
    """Say whose number it is, in which cells or patients, at which dose and LET, and where read."""
    one = row.point
    evidence = one.evidence
    system, quantity = evidence.system, one.quantity
    joint = " or " if evidence.attribution == "collective" else "; "
    models = [label(graph, key) for key in system.models or filter(None, [system.organism])]
    beams = has_beam(graph, one.arm)
    dose, let = (one.dose.text if one.dose else ""), (f"{one.let.text} keV/um" if one.let else "")
    untold = [name for name, value in (("dose", dose), ("LET", let)) if not value and beams]
    exposure = evidence.exposure
    fractions = exposure.fractions if exposure else None
    n = quantity.n if quantity else None
    sizes = [str(size) for size in (n.here, n.there) if size] if n else (
        [str(system.n)] if system.n else [])  # fmt: skip
    facets = [value for facet, value in evidence.conditions.facets if facet not in _TOLD]
    struck = evidence.irradiated
    told = (
        joint.join(cited(graph, evidence.references)), ", ".join(models), dose,
        many(fractions, "fraction", "fractions") if fractions else "", let,
        f"{' and '.join(untold)} not stated" if untold else "",
        one.time.text if one.time else "", ", ".join(facets),
        f"irradiated: {IRRADIATED[struck]}" if struck == "none" else "",
        f"n = {' and '.join(sizes)}" if sizes else "",
        f"p {quantity.p}" if quantity and quantity.p is not None else "",
        f"read: {_READ[one.observation.distance]}", *tags([one.observation]),
        f"does not count: {row.silence}" if row.silence else "",
    )  # fmt: skip
    return " · ".join(filter(None, told))


def _no_mean(one: Pooling) -> str:
    where = ", ".join(filter(None, (one.setting.replace("_", " "), one.at)))
    printing = f"{one.errors} of them print" if one.errors else "none of them prints"
    return f"No mean of {many(len(one.studies))} ({where}): {printing} standard errors or bounds."


def _mean(one: Pooling) -> str:
    assert one.mean is not None  # noqa: S101 for types only
    return f"    mean of {one.mean.studies}  {one.mean.value:.3g}"


def _predicted(one: Pooling) -> str:
    mean = one.mean
    assert mean is not None  # noqa: S101 for types only
    low, high = (f"{end:.3g}" for end in mean.ci95)
    least, most = (f"{end:.3g}" for end in mean.predicted)
    return (
        f"95 % CI {low} to {high}; a further study is expected between {least} and {most} "
        f"({mean.method}; I² {mean.i2:.0f} %)"
    )


def _word(graph: Graph, found: Numbers, word: Word) -> Iterator[RenderableType]:
    """Write a comparison or an effect with its sides; what no side holds is told as not counted."""
    of = label(graph, word.object)
    relation = say_relation(graph, word) if word.versus else arm_name(graph, word.arm)
    parts = [relation, say_basis(graph, word.basis)]
    name = "" if found.wanted.objects == {word.object} or of == found.wanted.name else f"{of}: "
    told = []
    for side in word.sides:
        papers = [" or ".join(cited(graph, study)) for study in side.studies]
        reviews = sorted({key for one in side.observations for key in one.reviews})
        who = papers or [f"{one} (review)" for one in cited(graph, reviews)]
        told.append(f"{say_word(' or '.join(side.outcome))}: {', '.join(who)}")
    more = len(word.silent)
    if not told:
        told.append(f"not counted: {'; '.join(_why(word))}")
    elif more:
        told.append(f"{many(more, 'record', 'records')} beside, not counted again")
    yield Lines((Line(f"{name}{', '.join(filter(None, parts))} · {' · '.join(told)}", front=" "),))


def _why(word: Word) -> list[str]:
    """Say what does not count, each once."""
    said = [f"{say_word(' or '.join(one.outcomes))} ({why})" for one, why in word.silent]
    return list(dict.fromkeys(said))


# -- over an axis ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Places:
    """The answer of `kg numbers --over`: a small table by basis, the margin at its right end."""

    graph: Graph
    view: View
    sentence: str

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        """Draw as tables where they fit the screen, else as lines."""
        width = width_of(console)
        yield Lines((Line(self.sentence),))
        papers: dict[str, str] = {}
        for panel in self.view.panels:
            if panel.counted:
                yield text("")
                yield Lines((Line(_panel_name(self.graph, panel), style="bold"),))
                yield from _panel(self.graph, self.view, panel, width, papers)
        if papers:
            yield text("")
            yield Lines((Line(", ".join(f"{mark} {name}" for mark, name in papers.items())),))


def _panel_name(graph: Graph, panel: Panel) -> str:
    parts = [say_relation(graph, panel), say_basis(graph, panel.basis)]
    return f"{label(graph, panel.object)}: {', '.join(filter(None, parts))}"


def _panel(
    graph: Graph, view: View, panel: Panel, width: int, papers: dict[str, str]
) -> Iterator[RenderableType]:
    """Yield the rows of a panel: each number, each word, each trend, at its places."""
    rows: dict[str, dict[Slot, dict[str, list[str]]]] = {}
    for mark in panel.counted:
        letter = "" if panel.versus else arm_letter(graph, mark.arm)
        paper = _short(graph, mark, papers)
        for line in _lines_of(graph, panel, mark):
            for slot in mark.slots:
                arms = rows.setdefault(line, {}).setdefault(slot, {}).setdefault(paper, [])
                if letter not in arms:
                    arms.append(letter)
    used = [slot for slot in view.slots if slot.margin or any(slot in row for row in rows.values())]
    table = [["", *(slot.text for slot in used)]]
    for line in sorted(rows, key=_rank):
        table.append([line, *(_cell(rows[line].get(slot, {})) for slot in used)])
    widths = [max(len(row[n]) for row in table) for n in range(len(table[0]))]
    if sum(widths) + 2 * len(widths) > width:
        for row in table[1:]:
            heads = zip(table[0][1:], row[1:], strict=True)
            filled = [f"{head}: {cell}" for head, cell in heads if cell != "·"]
            yield Lines((Line(f"{row[0]} · {' · '.join(filled)}", front="  "),))
        return
    for row in table:
        cells = (cell.ljust(wide) for cell, wide in zip(row, widths, strict=True))
        yield text(" " + "  ".join(cells).rstrip())


def _cell(papers: Mapping[str, list[str]]) -> str:
    """Write who found it here, each paper behind the arms that it looked at."""
    told = [" ".join(filter(None, (",".join(arms), paper))) for paper, arms in papers.items()]
    return "  ".join(told) or "·"


def _lines_of(graph: Graph, panel: Panel, mark: Mark) -> Iterator[str]:
    """Name the rows in which a finding stands."""
    own = "" if panel.versus or arm_letter(graph, mark.arm) else f"{arm_name(graph, mark.arm)} "
    if mark.point.evidence.conditions.oxygen == "hypoxia":
        own += "without oxygen "
    if mark.point.number and mark.point.quantity:
        yield f"{own}{mark.point.quantity.text}"
    elif mark.word:
        yield f"{own}{say_word(mark.word)}"
    if mark.trend:
        yield f"{own}{_TRENDS[mark.trend]}"


def _short(graph: Graph, mark: Mark, papers: dict[str, str]) -> str:
    """Cite by the number of the review, else by key; several that are one voter together."""
    keys = mark.voter or mark.point.evidence.references
    marks = []
    for key in keys:
        number = graph.references[key].citation_number
        short = f"[{number}]" if number else f"[{key}]"
        name = graph.references[key].citation
        papers.setdefault(short, name.removesuffix(f" {short}"))
        marks.append(short)
    return "/".join(marks)


def _rank(line: str) -> tuple[int, str]:
    last = line.rsplit(" ", 1)[-1]
    return (_ORDER.index(last) if last in _ORDER else -1), line


_AMOUNT = 30
"""Columns in which a number stands before its bar."""

_LEAST = 24
_READ = ("the paper", "abstract", "another paper")
_TOLD = frozenset({"dose", "let", "time", "fractions"})
_SHARES = frozenset({"percentage", "response_rate"})
_TRENDS = {"rises": "rising with it", "falls": "falling with it", "flat": "flat over it"}
_ORDER = ("higher", "similar", "lower", "raised", "unchanged", "lowered", "changed", "it")
"""Rows of words in this order, after numbers; trends last."""

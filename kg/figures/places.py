"""Findings over dose, LET or time: small multiples by basis, words in their own places.

Values stand to scale where they are single, of one unit and not crowded, else in order. What tells
no value stands at the margin, right of the axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg import numbers as measured
from kg.figures import basis
from kg.figures.arm import mark_of
from kg.figures.citation import Citations
from kg.figures.credit import authors, credit
from kg.figures.explanation import in_words
from kg.figures.filling import Filling
from kg.figures.font import SMALLEST, width, wrap
from kg.figures.frame import Entry, frame, limits
from kg.figures.label import greek
from kg.figures.mark import FAINT, INK, PAPER, RULE
from kg.figures.notes import all_notes
from kg.figures.page import SLIDE, Page
from kg.figures.record import record_line
from kg.figures.refusal import refuse
from kg.figures.scene import Scene, Source
from kg.figures.shape import Box, Rect, Run
from kg.figures.sheet import WIDE
from kg.figures.small import (
    LEVELS,
    NUMBER,
    ROWS,
    Small,
    alike,
    by_place,
    is_hypoxic,
    marks_at,
    row_of,
    rows_of,
    smalls,
    weight_of,
)
from kg.graph import Graph
from kg.model import Figure
from kg.numbers import Cell, Mark, Numbers, Slot, View, say_word
from kg.votes import facet_name


def compose_places(graph: Graph, figure: Figure, found: Numbers, page: Page = SLIDE) -> Scene:
    """Compose the scene of what was found along the axis of the recipe."""
    view = measured.over(graph, found, figure.over or "dose")
    listed = list(smalls(graph, view))
    if not any(not slot.margin for slot in view.slots) or not listed:
        remedy = "choose another axis, or draw the numbers without one"
        raise refuse(graph, figure, "over", f"no record tells a {view.axis}", remedy)
    for most in range(len(listed), 0, -1):
        scene = _compose(graph, figure, view, listed[:most], len(listed) - most, page)
        if scene is not None:
            return scene
    cause = f"{len(view.slots)} places on the axis have no room on one slide"
    raise refuse(graph, figure, "over", cause, "name a quantity of fewer findings")


def _compose(
    graph: Graph, figure: Figure, view: View, listed: Sequence[Small], left_out: int,
    page: Page,
) -> Scene | None:
    """Draw these small pictures side by side; None where there is no room for them."""
    citations = Citations(graph, figure.citation_style, page.names)
    marks = [mark for one in listed for mark in one.marks]
    for mark in marks:
        citations.cite(weight_of([mark]).references)
    sources = citations.sources()
    observations = [mark.point.observation for mark in marks]
    owed = credit(graph, observations)
    silent = sum(mark.slots[0].margin for mark in marks)
    sentence = f"{silent} of {len(marks)} findings shown state no {facet_name(view.axis)}."
    if left_out:
        sentence += f" {left_out} more comparison{'s have' if left_out > 1 else ' has'} no room."
    entries = _legend(graph, listed)
    around, canvas = frame(graph, figure, sources, entries, owed, sentence, page)
    used = tuple(slot for slot in view.slots
                 if slot.margin or any(slot in mark.slots for mark in marks))  # fmt: skip
    sheet = Filling(graph, figure, citations, canvas, canvas.top)
    if not _fill(sheet, facet_name(view.axis), used, listed):
        return None
    return Scene(
        figure.id, figure.title, figure.message, (*around, *sheet.boxes), sources,
        notes=_notes(graph, figure, marks, sources, sentence), nodes=len(marks),
        described=_described(graph, figure, listed), sentence=sentence, credit=owed,
        authors=authors(graph.manifest), width=page.width, height=page.height,
        explained=in_words(entries, not page.framed),
    )  # fmt: skip


def _fill(sheet: Filling, axis: str, slots: Sequence[Slot], listed: Sequence[Small]) -> bool:
    """Lay the small pictures in rows, with as many side by side as the axis has room for."""
    whole = sheet.canvas.right - sheet.canvas.left
    for across in (3, 2, 1):
        wide = (whole - _GAP * (across - 1)) / across
        places = _places(slots, wide - _WORDS, _needs(sheet, slots, listed))
        if places is None:
            continue
        top = sheet.canvas.top
        for start in range(0, len(listed), across):
            row = listed[start : start + across]
            titles = [wrap(greek(one.title), wide, SMALLEST, True) for one in row]
            shelves = max(_height(one) for one in row)
            high = max(map(len, titles)) * _TITLE + shelves + _AXIS
            high += (len(_caption(axis, places)) - 1) * _LINE
            if top + high > sheet.canvas.bottom:
                sheet.boxes.clear()
                break
            for number, one in enumerate(row):
                left = sheet.canvas.left + number * (wide + _GAP)
                head = top + max(map(len, titles)) * _TITLE
                for n, line in enumerate(titles[number]):
                    tone = mark_of(sheet.graph, one.arm).colour if one.arm else INK
                    sheet.write(f"title-{start + number}-{n}", line, left, top + 7 + n * _TITLE,
                               tone, True)  # fmt: skip
                area = Rect(left, head, left + wide, head + shelves)
                _small(sheet, axis, places, one, area, f"{start + number}")
            top += high
        else:
            return True
    return False


def _needs(sheet: Filling, slots: Sequence[Slot], listed: Sequence[Small]) -> dict[Slot, float]:
    """Give the room that each place needs: its name, and the widest mark there."""
    found = {slot: max(width(line, SMALLEST) for line in _tick(slot)) + 8 for slot in slots}
    for one in listed:
        for row in ROWS if one.arm else LEVELS:
            for slot in slots:
                for marks in alike(marks_at(one, row, slot)):
                    found[slot] = max(found[slot], _wide(sheet, marks) + 3)
    return found


def _places(
    slots: Sequence[Slot], room: float, needs: dict[Slot, float]
) -> tuple[dict[Slot, float], bool] | None:
    """Give the middle of each place, and whether they are to scale; None without room."""
    stated = [slot for slot in slots if not slot.margin]
    margin = [slot for slot in slots if slot.margin]
    ends = room - needs[margin[0]] - _APART
    if sum(needs[slot] for slot in stated) > ends or not stated:
        return None
    found = {margin[0]: room - needs[margin[0]] / 2}
    single = all(slot.low == slot.high for slot in stated)
    if single and len({slot.unit for slot in stated}) == 1 and len(stated) > 1:
        first, last = needs[stated[0]] / 2, ends - needs[stated[-1]] / 2
        low, high = stated[0].low, stated[-1].low
        scaled = {slot: first + (last - first) * (slot.low - low) / (high - low)
                  for slot in stated}  # fmt: skip
        if all(scaled[b] - scaled[a] >= (needs[a] + needs[b]) / 2 for a, b in pairwise(stated)):
            return {**found, **scaled}, True
    spare = (ends - sum(needs[slot] for slot in stated)) / len(stated)
    left = 0.0
    for slot in stated:
        found[slot] = left + (needs[slot] + spare) / 2
        left += needs[slot] + spare
    return found, len(stated) == 1


def _small(
    sheet: Filling, axis: str, places: tuple[dict[Slot, float], bool], one: Small, area: Rect,
    name: str,
) -> None:  # fmt: skip
    """Draw one small picture: its rows, its axis, its marks."""
    middles, _ = places
    left = area.left + _WORDS
    margin = next(slot for slot in middles if slot.margin)
    edge = left + middles[margin] - (area.right - left - middles[margin])
    sheet.boxes.append(
        Box(f"ground-{name}", "cell", (left + edge - _APART) / 2, (area.top + area.bottom) / 2,
            edge - _APART - left, area.bottom - area.top, "rect", fill="#F6F7F9")
    )  # fmt: skip
    sheet.boxes.append(
        Box(f"margin-{name}", "cell", (edge + area.right) / 2, (area.top + area.bottom) / 2,
            area.right - edge, area.bottom - area.top, "rect", fill=PAPER, stroke=RULE, dashed=True)
    )  # fmt: skip
    y = area.top
    for row in rows_of(one):
        if row == NUMBER:
            y = _numbers(sheet, one, middles, area, y, name)
            continue
        groups = {slot: alike(marks_at(one, row, slot)) for slot in middles}
        high = max(1, *(len(listed) for listed in groups.values())) * _SHELF
        middle = y + high / 2
        sheet.write(f"row-{name}-{say_word(row)}", say_word(row), area.left, middle, FAINT,
                   room=_WORDS - 8, align="end")  # fmt: skip
        for slot, listed in groups.items():
            for place, marks in enumerate(listed):
                at = middle + (place - (len(listed) - 1) / 2) * _SHELF
                where = f"{name}-{say_word(row)}-{slot.text}-{place}"
                _mark(sheet, one, marks, left + middles[slot], at, where)
        y += high
    for slot, x in middles.items():
        for n, line in enumerate(_tick(slot)):
            start = left + x - width(line, SMALLEST) / 2 - 1
            below = area.bottom + 9 + n * _LINE
            sheet.write(f"tick-{name}-{slot.text}-{n}", line, start, below, FAINT)
    for n, line in enumerate(_caption(axis, places)):
        sheet.write(f"axis-{name}-{n}", line, left, area.bottom + 23 + n * _LINE, FAINT)


def _caption(axis: str, places: tuple[dict[Slot, float], bool]) -> list[str]:
    """Say what the axis is, in lines that end before what has no place on it."""
    middles, scaled = places
    units = " and ".join(dict.fromkeys(slot.unit for slot in middles if not slot.margin))
    told = f"{axis} in {units}" if units != "time" else axis
    told += "" if scaled else "; not to scale"
    margin = next(slot for slot in middles if slot.margin)
    beside = max(width(line, SMALLEST) for line in _tick(margin)) / 2
    return list(wrap(told, middles[margin] - beside - _APART, SMALLEST))


def _numbers(
    sheet: Filling, one: Small, middles: dict[Slot, float], area: Rect, y: float, name: str
) -> float:
    """Draw each number once, across all places that it is printed for; gives where they end."""
    found = alike([mark for mark in one.marks if row_of(mark) == NUMBER])
    left, first = area.left + _WORDS, y
    for number, marks in enumerate(found):
        at = [middles[slot] for mark in marks for slot in mark.slots]
        wide = max(_wide(sheet, marks), max(at) - min(at) + 24)
        x = left + min(max((min(at) + max(at)) / 2, wide / 2), area.right - left - wide / 2)
        _mark(sheet, one, marks, x, y + _SHELF / 2, f"{name}-number-{number}", wide)
        y += _SHELF
    sheet.write(f"row-{name}-number", "number", area.left, (first + y) / 2, FAINT,
               room=_WORDS - 8, align="end")  # fmt: skip
    return y


def _tick(slot: Slot) -> tuple[str, ...]:
    return ("not", "stated") if slot.margin else (_bare(slot),)


def _bare(slot: Slot) -> str:
    """Give the number of a place without its unit, which stands below the axis."""
    unit = slot.text.partition(" ")[2]
    return slot.text.removesuffix(f" {unit}") if unit == slot.unit.split(",")[0] else slot.text


def _mark(
    sheet: Filling, one: Small, marks: Sequence[Mark], x: float, y: float, name: str,
    wide: float = 0.0,
) -> None:  # fmt: skip
    """Draw who found it here, in one shape; dashed where oxygen was lacking."""
    text = _text(sheet, marks)
    if one.arm:
        arm = mark_of(sheet.graph, one.arm)
        shape, filled, colour = WIDE.get(arm.shape, "pill"), True, arm.colour
    else:
        shape, filled = basis.shown(sheet.graph, one.basis)
        shape, colour = WIDE[shape], INK
    hypoxic = is_hypoxic(marks[0])
    filled &= not hypoxic
    alt = "; ".join(dict.fromkeys(mark.point.evidence.summary for mark in marks))
    sheet.boxes.append(
        Box(f"mark-{name}", "marker", x, y, wide or _wide(sheet, marks), 18.0, shape,
            fill=colour if filled else PAPER, stroke=colour, stroke_width=1.5, dashed=hypoxic,
            lines=((Run(text, True, PAPER if filled else colour),),), size=SMALLEST, radius=2,
            alt=greek(alt))
    )  # fmt: skip


def _wide(sheet: Filling, marks: Sequence[Mark]) -> float:
    return max(22.0, width(_text(sheet, marks), SMALLEST, True) + 10)


def _text(sheet: Filling, marks: Sequence[Mark]) -> str:
    """Write the number, where it is one, and who found it."""
    weight = weight_of(marks)
    cited = f"{sheet.citations.stand(weight)} {weight.letters}".rstrip()
    quantity = marks[0].point.quantity
    if not marks[0].point.number or quantity is None:
        return cited
    cell = Cell(marks[0].arm, "", quantity.bounds, None, marks[0].point)
    return f"{measured.amount_of(cell)}  ({cited})"


def _height(one: Small) -> float:
    slots = {slot for mark in one.marks for slot in mark.slots}
    shelves = 0
    for row in rows_of(one):
        if row == NUMBER:
            shelves += len(alike([mark for mark in one.marks if row_of(mark) == NUMBER]))
        else:
            shelves += max(1, *(len(alike(marks_at(one, row, slot))) for slot in slots))
    return shelves * _SHELF


def _legend(graph: Graph, listed: Sequence[Small]) -> list[Entry]:
    entries = []
    used = {key for one in listed if not one.arm for key in one.basis or ("",)}
    for one in basis.bases_of(graph, used):
        entries.append(Entry("shape", WIDE[one.shape], one.words, filled=one.filled, group="bases"))
    for arm in dict.fromkeys(one.arm for one in listed if one.arm):
        mark = mark_of(graph, arm)
        shape = WIDE.get(mark.shape, "pill")
        entries.append(Entry("shape", shape, mark.name, mark.colour, filled=True, group="arms"))
    marks = [mark for one in listed for mark in one.marks]
    if any(map(is_hypoxic, marks)):
        entries.append(Entry("shape", "pill", "without oxygen", dashed=True))
    entries.append(Entry("letters", "1", "number in a mark: the study"))
    shapes = [listed for one in by_place(marks) for listed in alike(one)]
    return entries + limits([weight_of(one) for one in shapes])


def _notes(
    graph: Graph, figure: Figure, marks: Sequence[Mark], sources: Sequence[Source], sentence: str
) -> tuple[str, ...]:
    numbers = {source.key: source.number for source in sources}
    seen = {mark.point.observation.support.key: mark.point.observation for mark in marks}
    lines = [record_line(graph, one, numbers) for one in seen.values()]
    return all_notes(figure, lines, sources, sentence)


def _described(graph: Graph, figure: Figure, listed: Sequence[Small]) -> str:
    told = []
    for one in listed:
        for mark in one.marks:
            at = ", ".join(slot.text for slot in mark.slots)
            number = mark.point.quantity.text if mark.point.quantity else ""
            told.append(f"{one.title}: {number or say_word(mark.word)} at {at}")
    return greek(f"{figure.message} {'; '.join(dict.fromkeys(told))}.")


_WORDS, _GAP, _APART = 70.0, 24.0, 6.0
"""Room for the words at the left, between pictures, and before the margin; in points."""

_SHELF, _TITLE, _AXIS, _LINE = 21.0, 15.0, 36.0, 14.0
"""Height of a line of marks, of a line of the title, of the axis with what stands below it."""

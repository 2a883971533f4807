"""Printed numbers as a forest: a study a row, arms side by side, a bar only for printed bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from kg import numbers as measured
from kg.figures import basis
from kg.figures.arm import mark_of
from kg.figures.citation import Citations, short_form
from kg.figures.credit import authors, credit
from kg.figures.explanation import in_words
from kg.figures.filling import Filling
from kg.figures.font import SMALLEST, width, wrap
from kg.figures.frame import Entry, frame, limits
from kg.figures.label import greek
from kg.figures.link import Weight
from kg.figures.mark import FAINT, INK, PAPER, RULE
from kg.figures.notes import all_notes
from kg.figures.page import SLIDE, Page
from kg.figures.places import compose_places
from kg.figures.record import record_line
from kg.figures.refusal import refuse
from kg.figures.scene import Scene, Source
from kg.figures.shape import Box, Rect
from kg.graph import Graph
from kg.model import Figure
from kg.model.units import digits
from kg.numbers import Cell, Group, Numbers, Pooling, Row, Scale, Word
from kg.votes import Observation, many


def compose_numbers(graph: Graph, figure: Figure, page: Page = SLIDE) -> Scene:
    """Compose the scene of printed numbers, or of what was found along an axis."""
    found = measured.numbers(graph, figure.numbers)
    if figure.over:
        return compose_places(graph, figure, found, page)
    drawn = [group for group in found.groups if group.span]
    if not drawn:
        remedy = "draw the words over an axis: --over dose, let or time"
        raise refuse(graph, figure, "numbers", "no number of it is printed", remedy)
    for most in range(len(drawn), 0, -1):
        kept, left_out = drawn[:most], len(drawn) - most
        scene, room = _compose(graph, figure, found, kept, left_out, (), page)
        if scene is not None and room >= 0:
            words = tuple(_beside(graph, found))
            for count in range(min(len(words), int(room / _LINE) - 1), 0, -1):
                fuller, left = _compose(graph, figure, found, kept, left_out, words[:count], page)
                if left >= 0:
                    return fuller
            return scene
    scene, room = _compose(graph, figure, found, drawn[:1], len(drawn) - 1, (), page, _TIGHT)
    if room >= 0:
        return scene
    rows = len(drawn[0].rows)
    cause = f"{rows} rows of {graph.entities[drawn[0].object].label} have no room on one slide"
    raise refuse(graph, figure, "numbers", cause, "ask 'kg numbers', or name one kind of it")


def _compose(
    graph: Graph, figure: Figure, found: Numbers, drawn: Sequence[Group], left_out: int,
    words: Sequence[Word], page: Page, apart: float = 5.0,
) -> tuple[Scene, float]:  # fmt: skip
    """Draw these groups, and below them words; gives the room that is left, below zero for none.

    `apart` is the room between two rows (points).
    """
    citations = Citations(graph, figure.citation_style, page.names)
    rows = [row for group in drawn for row in group.rows]
    for row in rows:
        citations.cite(row.point.evidence.references)
    sides = [(side, Weight.of(side.studies, side.observations)) for word in words
             for side in word.sides]  # fmt: skip
    for _, weight in sides:
        citations.cite(weight.references)
    sources = citations.sources()
    observations = [row.point.observation for row in rows]
    observations += [one for side, _ in sides for one in side.observations]
    owed = credit(graph, observations)
    sentence = _rest(graph, found, left_out)
    entries = [*_legend(graph, drawn), *limits([
        *(Weight.of((), [row.point.observation]) for row in rows), *(one for _, one in sides)])]
    around, canvas = frame(graph, figure, sources, entries, owed, sentence, page)
    sheet = Filling(graph, figure, citations, canvas, canvas.top)
    _heads(sheet)
    for number, group in enumerate(drawn):
        _group(sheet, group, f"{number}", apart)
    if words:
        _words(sheet, words)
    scene = Scene(
        figure.id, figure.title, figure.message, (*around, *sheet.boxes), sources,
        notes=_notes(graph, figure, observations, sources, sentence), nodes=len(rows),
        described=_described(graph, figure, drawn), sentence=sentence, credit=owed,
        authors=authors(graph.manifest), width=page.width, height=page.height,
        explained=in_words(entries, not page.framed),
    )  # fmt: skip
    return scene, canvas.bottom - sheet.y


def _beside(graph: Graph, found: Numbers) -> Iterator[Word]:
    """Give the words of what the manifest tells apart: comparisons of two arms, then effects."""
    arms = {one.entity for one in graph.manifest.arms} or set(graph.arms)
    for word in found.words:
        if word.sides and not word.differs and {word.arm, word.versus or word.arm} <= arms:
            yield word


def _words(sheet: Filling, words: Sequence[Word]) -> None:
    """Write what has no number, each with its place: higher, similar or lower, and who says so."""
    sheet.y += 6
    sheet.write("words", "Without a number", sheet.canvas.left, sheet.y + 8, INK, True)
    sheet.y += _LINE
    graph = sheet.graph
    several = len({word.object for word in words}) > 1
    for number, word in enumerate(words):
        relation = measured.say_relation(graph, word) if word.versus else (
            measured.arm_name(graph, word.arm))  # fmt: skip
        said = ", ".join(filter(None, (relation, measured.say_basis(graph, word.basis))))
        said = f"{graph.entities[word.object].label}: {said}" if several else said
        sheet.write(f"word-{number}", greek(said), sheet.canvas.left, sheet.y + 8)
        x = max(_WORD, sheet.canvas.left + width(greek(said), SMALLEST) + 24)
        for side in word.sides:
            weight = Weight.of(side.studies, side.observations)
            told = measured.say_word(" or ".join(side.outcome))
            text = f"{told}  {sheet.citations.stand(weight)} {weight.letters}".rstrip()
            sheet.write(f"word-{number}-{told}", text, x, sheet.y + 8, FAINT)
            x += width(text, SMALLEST) + 24
        sheet.y += _LINE


def _rest(graph: Graph, found: Numbers, left_out: int) -> str:
    """Say what stands not in the picture: groups without room, records without number, no mean."""
    records, studies = found.silent
    said = []
    if not any(one.mean for group in found.groups for one in group.poolings):
        said.append("No mean is drawn: nowhere do three independent studies of one measure, basis, "
                    "setting and endpoint print their errors.")  # fmt: skip
    if left_out:
        said.append(f"{left_out} more group{'s have' if left_out > 1 else ' has'} no room here.")
    if records:
        several = len(records) > 1
        said.append(f"{len(records)} record{'s' * several} of {len(studies)} studies "
                    f"say{'s' * (not several)} only which way it goes.")  # fmt: skip
    return " ".join(said)


def _legend(graph: Graph, drawn: Sequence[Group]) -> Iterator[Entry]:
    arms = {cell.arm for group in drawn for row in group.rows for cell in row.cells
            if cell.arm and not cell.versus}  # fmt: skip
    for key in sorted(arms, key=lambda key: (mark_of(graph, key).rank, key)):
        mark = mark_of(graph, key)
        yield Entry("shape", mark.shape, mark.name, mark.colour, filled=True, group="arms")
    used = {key for group in drawn for key in group.basis
            if any(cell.versus for row in group.rows for cell in row.cells)}  # fmt: skip
    for one in basis.bases_of(graph, used):
        yield Entry("shape", one.shape, one.words, filled=one.filled, group="bases")
    cells = [cell for group in drawn for row in group.rows for cell in row.cells]
    if any(cell.bounds and cell.bounds[0] != cell.bounds[1] for cell in cells):
        yield Entry("shape", "pill", "from ... to, as printed", FAINT, filled=True)
    if any(one.mean for group in drawn for one in group.poolings):
        yield Entry("line", "none", "where a further study is expected", FAINT, width=1.0)
    if any(cell.ci95 for cell in cells):
        yield Entry("line", "none", "95 % confidence interval", width=1.5)


def _heads(sheet: Filling) -> None:
    y = sheet.y + 7
    for name, text, left in (("study", "Study", sheet.canvas.left), ("cells", _CELLS, _DETAIL),
                             ("printed", "As printed", _VALUE)):  # fmt: skip
        sheet.write(f"head-{name}", text, left, y, FAINT)
    sheet.y += 20


def _group(sheet: Filling, group: Group, name: str, between: float) -> None:
    """Draw a group: its heading, its rows, its mean, its axis."""
    graph = sheet.graph
    scale = scale_for(group)
    measure = measured.MEASURES[group.measure] if group.measure else ""
    said = [f"{graph.entities[group.object].label}: {measure}", measured.say_relation(graph, group),
            measured.say_basis(graph, group.basis)]  # fmt: skip
    heading = greek(", ".join(filter(None, said)))
    for line in wrap(heading, sheet.canvas.right - sheet.canvas.left, SMALLEST, True)[:2]:
        sheet.write(f"group-{name}", line, sheet.canvas.left, sheet.y + 7, INK, True)
        sheet.y += 16
    top = sheet.y
    ground = len(sheet.boxes)
    told = [details(graph, row) for row in group.rows]
    for number, row in enumerate(group.rows):
        if any(cell.bounds for cell in row.cells):
            apart = row.point.evidence.summary if told.count(told[number]) > 1 else ""
            said_ = greek("; ".join(filter(None, (told[number], apart))))
            _row(sheet, group, row, scale, f"{name}-{number}", said_)
            sheet.y += between
    for number, pooling in enumerate(group.poolings):
        if pooling.mean:
            _mean(sheet, pooling, scale, f"{name}-{number}")
    sheet.boxes[ground:ground] = list(_grid(sheet, group, scale, top, name))
    for value in scale.ticks(_across(scale, scale.widest) + 10):
        text = digits(value)
        wide = width(text, SMALLEST) + 2
        sheet.write(f"tick-{name}-{text}", text, _x(scale, value) - wide / 2, sheet.y + 8, FAINT)
    sheet.y += 22


def _across(scale: Scale, letters: int) -> float:
    """Give the room that so many digits take, in columns of the axis (points)."""
    return width("0" * letters, SMALLEST)


def scale_for(group: Group) -> Scale:
    """Choose the axis of a group, a column a point."""
    ends = [end for row in group.rows for cell in row.cells for pair in (cell.bounds, cell.ci95)
            if pair for end in pair]  # fmt: skip
    ends += [end for one in group.poolings if one.mean
             for end in (*one.mean.ci95, *one.mean.predicted)]  # fmt: skip
    share = group.measure in {"percentage", "response_rate"}
    found = measured.scale_of(ends, int(_VALUE - 16 - _PLOT), group.relative, share)
    assert found is not None  # noqa: S101 for types only: only groups with numbers are drawn
    return found


def _grid(sheet: Filling, group: Group, scale: Scale, top: float, name: str) -> Iterator[Box]:
    """Give the lines of the axis, darker where nothing differs."""
    neutral = 1.0 if group.relative else 0.0 if group.measure == "difference" else None
    values = dict.fromkeys([*scale.ticks(_across(scale, scale.widest) + 10),
                            *([neutral] if neutral is not None else [])])  # fmt: skip
    for value in values:
        if not scale.low <= value <= scale.high:
            continue
        wide, colour = (1.25, FAINT) if value == neutral else (0.5, RULE)
        x = _x(scale, value)
        yield Box(f"grid-{name}-{digits(value)}", "rule", x, (top + sheet.y) / 2, wide,
                  sheet.y - top, fill=colour, radius=0)  # fmt: skip


def _row(sheet: Filling, group: Group, row: Row, scale: Scale, name: str, told: str) -> None:
    """Draw what one study prints: study, system, a mark for each arm, the number."""
    detail = wrap(told, _PLOT - 12 - _DETAIL, SMALLEST)
    shown = [cell for cell in row.cells if cell.bounds]
    lines = max(min(len(detail), _LINES), len(shown))
    evidence = row.point.evidence
    mark = sheet.citations.cite(evidence.references)
    who = short_form(sheet.graph.references[evidence.references[0]], sheet.figure.citation_style)
    whole = f"{mark}  {who}"
    while width(whole, SMALLEST) > _DETAIL - 8 - sheet.canvas.left and len(who) > 8:
        who = f"{who[:-2].rstrip(' .')}…"
        whole = f"{mark}  {who}"
    first = sheet.y + 2 + _PITCH / 2
    sheet.write(f"study-{name}", whole, sheet.canvas.left, first, INK if not row.silence else FAINT)
    if len(detail) > _LINES:
        detail = (*detail[: _LINES - 1], f"{detail[_LINES - 1].rstrip(' ,.;')} …")
    for number, line in enumerate(detail):
        sheet.write(f"detail-{name}-{number}", line, _DETAIL, first + number * _PITCH, FAINT)
    for number, cell in enumerate(shown):
        y = first + number * _PITCH
        _mark(sheet, group, row, cell, scale, y, f"{name}-{number}")
        text = greek(measured.amount_of(cell))
        fits = wrap(text, sheet.canvas.right - _VALUE, SMALLEST)
        sheet.write(f"value-{name}-{number}", fits[0] + (" …" if len(fits) > 1 else ""), _VALUE, y)
    sheet.y += lines * _PITCH


def details(graph: Graph, row: Row) -> str:
    """Say in which cells or patients, at which dose and LET, and of what the number is."""
    one = row.point
    evidence = one.evidence
    system, exposure, quantity = evidence.system, evidence.exposure, one.quantity
    names = [graph.entities[key].label for key in system.models]
    names = names or [system.setting.replace("_", " ")]
    n = quantity.n if quantity else None
    size = (n.here if n else None) or system.n
    fractions = exposure.fractions if exposure and exposure.fractions else 0
    dose = one.dose.text if one.dose else ""
    if fractions:
        number = many(fractions, "fraction", "fractions")
        dose = f"{dose} in {number}" if dose else number
    told = (
        ", ".join(names), measured.endpoint_of(one), dose,
        f"{one.let.text} keV/um" if one.let else "", one.time.text if one.time else "",
        evidence.conditions.oxygen or "", f"n = {size}" if size else "",
        f"not counted: {row.silence}" if row.silence else "",
    )  # fmt: skip
    return "; ".join(filter(None, told))


def _mark(
    sheet: Filling, group: Group, row: Row, cell: Cell, scale: Scale, y: float, name: str
) -> None:
    """Draw a number: a dot for a value, a band for a printed range, a line for its bounds."""
    assert cell.bounds is not None  # noqa: S101 for types only
    if cell.versus:
        shape, filled = basis.shown(sheet.graph, group.basis)
        colour = INK
    elif cell.arm:
        arm = mark_of(sheet.graph, cell.arm)
        shape, filled, colour = arm.shape, True, arm.colour
    else:
        shape, filled, colour = "circle", False, FAINT
    filled &= not row.silence
    low, high = (_x(scale, end) for end in cell.bounds)
    alt = f"{greek(details(sheet.graph, row))}: {measured.amount_of(cell)}"
    if cell.ci95:
        left, right = (_x(scale, end) for end in cell.ci95)
        sheet.rule(f"ci-{name}", Rect(left, y - 0.75, right, y + 0.75), colour)
        for end, x in (("low", left), ("high", right)):
            sheet.rule(f"ci-{name}-{end}", Rect(x - 0.75, y - 4, x + 0.75, y + 4), colour)
    if cell.bounds[0] != cell.bounds[1]:
        sheet.boxes.append(
            Box(f"mark-{name}", "marker", (low + high) / 2, y, max(high - low, 7.0), 7.0, "pill",
                fill=colour if filled else PAPER, stroke=colour, stroke_width=1.25, alt=alt)
        )  # fmt: skip
        if inf in (-cell.bounds[0], cell.bounds[1]):
            open_ = "<" if cell.bounds[0] == -inf else ">"
            x = low - 12 if open_ == "<" else high + 4
            sheet.write(f"open-{name}", open_, x, y, colour, True)
        return
    sheet.boxes.append(
        Box(f"mark-{name}", "marker", low, y, 10.0, 10.0, shape, fill=colour if filled else PAPER,
            stroke=colour, stroke_width=1.25, radius=1, alt=alt)
    )  # fmt: skip


def _mean(sheet: Filling, pooling: Pooling, scale: Scale, name: str) -> None:
    """Draw a mean as a diamond as wide as its interval, on the line where a study would lie."""
    mean = pooling.mean
    assert mean is not None  # noqa: S101 for types only
    y = sheet.y + 9
    low, high = (_x(scale, end) for end in mean.predicted)
    sheet.rule(f"predicted-{name}", Rect(low, y - 0.5, high, y + 0.5), FAINT)
    left, right = (_x(scale, end) for end in mean.ci95)
    alt = f"mean of {mean.studies} studies: {mean.value:.3g}; {mean.method}"
    sheet.boxes.append(
        Box(f"mean-{name}", "marker", (left + right) / 2, y, max(right - left, 6.0), 12.0,
            "diamond", fill=INK, stroke=INK, alt=alt)
    )  # fmt: skip
    told = f"Mean of {mean.studies} studies ({mean.method})"
    sheet.write(f"mean-{name}-text", told, sheet.canvas.left, y, INK, True)
    sheet.write(f"mean-{name}-value", f"{mean.value:.3g}", _VALUE, y, INK, True)
    sheet.y += 20


def _x(scale: Scale, value: float) -> float:
    return _PLOT + scale.share(value) * (_VALUE - 16 - _PLOT)


def _notes(
    graph: Graph, figure: Figure, shown: Sequence[Observation], sources: Sequence[Source],
    sentence: str,
) -> tuple[str, ...]:  # fmt: skip
    numbers = {source.key: source.number for source in sources}
    seen = {one.support.key: one for one in shown}
    lines = [record_line(graph, one, numbers) for one in seen.values()]
    return all_notes(figure, lines, sources, sentence)


def _described(graph: Graph, figure: Figure, drawn: Sequence[Group]) -> str:
    told = []
    for group in drawn:
        for row in group.rows:
            cells = ", ".join(
                f"{measured.arm_name(graph, cell.arm)} {measured.amount_of(cell)}"
                for cell in row.cells
            )
            who = graph.references[row.point.evidence.references[0]].citation
            told.append(f"{who}: {cells} ({details(graph, row)})")
    return greek(f"{figure.message} {'; '.join(told)}.")


_DETAIL, _PLOT, _VALUE = 176.0, 440.0, 812.0
"""Where the columns begin, in points."""

_PITCH, _LINES, _LINE = 14.0, 2, 17.0
_WORD = 330.0
_TIGHT = 3.0
"""Points between rows where one group alone has no room otherwise."""
_CELLS = "In which cells or patients; endpoint, conditions"

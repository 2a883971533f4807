"""What stands round every figure: headline, legend of what is used, footer of references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.figures.font import LEADING, SMALLEST, missing, width, wrap
from kg.figures.mark import DISSENT, FAINT, INK, PAPER, RULE
from kg.figures.refusal import refuse
from kg.figures.scene import PAGE_HEIGHT, PAGE_WIDTH, Box, Line, Rect, Run, Source, Wire
from kg.graph import Graph
from kg.model import Figure

MARGIN = 24.0


@dataclass(frozen=True)
class Entry:
    """One entry of the legend: what is shown (a line, a shape, or letters), and what it means."""

    kind: str
    key: str
    text: str
    colour: str = INK
    width: float = 2.0
    head: int = 5
    filled: bool = False
    dashed: bool = False


def frame(
    graph: Graph, figure: Figure, sources: Sequence[Source], entries: Iterable[Entry]
) -> tuple[list[Box | Wire], Rect]:
    """Lay out what surrounds the picture; gives it, and the room that is left for the picture."""
    _refuse_letters(graph, figure)
    items: list[Box | Wire] = []
    full = PAGE_WIDTH - 2 * MARGIN
    credit = "CIRT-KG, CC BY 4.0"
    items.append(
        _line("kicker", "kicker", MARGIN, 23.0, 700.0, (Run(figure.title, colour=FAINT),), 13.0)
    )
    room = width(credit, SMALLEST) + 4
    items.append(
        _line(
            "credit", "kicker", PAGE_WIDTH - MARGIN - room, 23.0, room,
            (Run(credit, colour=FAINT),), SMALLEST, "end",
        )
    )  # fmt: skip
    lines = wrap(figure.message, full, _HEADLINE, True)
    high = len(lines) * _HEADLINE * LEADING
    items.append(
        Box(
            "title", "title", PAGE_WIDTH / 2, 33 + high / 2, full, high, "none",
            lines=tuple((Run(line, True, INK),) for line in lines), size=_HEADLINE,
            align="start", anchor="top", alt=figure.message,
        )
    )  # fmt: skip
    footer = _footer(sources, full)
    below = PAGE_HEIGHT - 10.0
    high_footer = len(footer) * SMALLEST * LEADING
    if footer:
        items.append(
            Box(
                "sources", "footer", PAGE_WIDTH / 2, below - high_footer / 2, full, high_footer,
                "none", lines=footer, size=SMALLEST, align="start", anchor="top",
                alt="References: " + "; ".join(f"{one.number} {one.short}" for one in sources),
            )
        )  # fmt: skip
    below -= high_footer + 5
    items.append(
        Box("rule", "rule", PAGE_WIDTH / 2, below, full, 0.75, fill=RULE, alt="", radius=0)
    )
    below -= 5
    legend, rows = _legend(list(entries), below, full)
    items += legend
    below -= rows * _LEGEND_ROW + (3 if rows else 0)
    canvas = Rect(MARGIN, 33 + high + 9, PAGE_WIDTH - MARGIN, below)
    if canvas.bottom - canvas.top < _LOWEST:
        remedy = "leave out claims ('without') or entities, or make two figures of it"
        cause = f"{len(sources)} references leave no room for the picture"
        raise refuse(graph, figure, "", cause, remedy)
    return items, canvas


def _refuse_letters(graph: Graph, figure: Figure) -> None:
    texts = [("title", figure.title), ("message", figure.message)]
    texts += [("labels", text) for text in figure.labels.values()]
    texts += [("compartments", zone.label) for zone in figure.compartments]
    texts += [("panels", panel.title) for panel in figure.panels]
    texts += [("columns", column.label) for column in figure.columns]
    texts += [("entities", graph.entities[key].label) for key in figure.entities]
    for field, text in texts:
        if lost := missing(text):
            codes = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in lost)
            remedy = "write it with letters of Liberation Sans, or give a label under 'labels'"
            raise refuse(graph, figure, field, f"the font has no {codes}", remedy)


def _line(
    name: str, role: str, left: float, y: float, room: float, line: Line, size: float,
    align: str = "start",
) -> Box:  # fmt: skip
    return Box(
        name, role, left + room / 2, y, room, size * LEADING, "none", lines=(line,), size=size,
        align=align,
    )  # fmt: skip


def _footer(sources: Sequence[Source], room: float) -> tuple[Line, ...]:
    """Fill lines with numbered references, never breaking one."""
    lines: list[list[Run]] = []
    used = 0.0
    for source in sources:
        runs = [Run(f"{source.number} ", True, INK, source.link)]
        runs.append(Run(source.short, False, FAINT, source.link))
        length = sum(width(run.text, SMALLEST, run.bold) for run in runs)
        gap = width("    ", SMALLEST)
        if not lines or used + gap + length > room:
            lines.append(list(runs))
            used = length
        else:
            lines[-1] += [Run("    ", False, FAINT), *runs]
            used += gap + length
    return tuple(tuple(line) for line in lines)


# -- the legend -----------------------------------------------------------------------------------


def _legend(entries: list[Entry], below: float, room: float) -> tuple[list[Box | Wire], int]:
    """Set the entries in rows that end at `below`."""
    rows: list[list[tuple[float, Entry]]] = []
    used = 0.0
    for entry in entries:
        length = _sample_width(entry) + 5 + width(entry.text, SMALLEST)
        if not rows or used + length > room:
            rows.append([])
            used = 0.0
        rows[-1].append((used, entry))
        used += length + _BETWEEN
    items: list[Box | Wire] = []
    for number, row in enumerate(rows):
        y = below - (len(rows) - number - 0.5) * _LEGEND_ROW
        for place, (left, entry) in enumerate(row):
            items += _entry(entry, f"legend-{number}-{place}", MARGIN + left, y)
    return items, len(rows)


def _sample_width(entry: Entry) -> float:
    if entry.kind == "letters":
        return width(entry.key, SMALLEST, True)
    return {"line": 30.0, "dashed": 30.0}.get(entry.kind, 20.0)


def _entry(entry: Entry, name: str, left: float, y: float) -> list[Box | Wire]:
    size = _sample_width(entry)
    text = _line(
        f"{name}-text", "legend", left + size + 5, y, width(entry.text, SMALLEST),
        (Run(entry.text, colour=FAINT),), SMALLEST,
    )  # fmt: skip
    if entry.kind == "letters":
        run = (Run(entry.key, True, entry.colour),)
        return [_line(name, "legend", left, y, size, run, SMALLEST), text]
    if entry.kind == "shape":
        tone = entry.colour if entry.filled else PAPER
        across = 13.0 if entry.key in {"circle", "square", "diamond"} else size
        return [
            Box(
                name, "legend", left + size / 2, y, across, 13.0, entry.key, fill=tone,
                stroke=entry.colour, stroke_width=1.5, dashed=entry.dashed, radius=4,
                alt=entry.text,
            ),
            text,
        ]  # fmt: skip
    if entry.kind == "mark":
        return [conflict_mark(name, left + size / 2, y, "legend"), text]
    right = left + size
    sample: list[Box | Wire] = []
    if entry.key == "bar":
        sample.append(
            Box(f"{name}-bar", "bar", right - 1.5, y, 3.0, 13.0, fill=entry.colour, radius=0)
        )
        right -= 3.0
    wire = Wire(
        name, "", 3, "", 1, ((left, y), (right, y)), entry.key, entry.colour, entry.width,
        entry.head, entry.kind == "dashed", entry.text,
    )  # fmt: skip
    return [wire, *sample, text]


def conflict_mark(name: str, x: float, y: float, role: str = "label", step: int = 0) -> Box:
    """Draw the mark of sources that disagree."""
    return Box(
        name, role, x, y, 16.0, 16.0, "circle", fill=DISSENT, stroke=DISSENT,
        lines=((Run("≠", True, PAPER),),), size=SMALLEST, step=step, alt="sources disagree",
    )  # fmt: skip


_HEADLINE = 24.0
_LEGEND_ROW = 18.0
_BETWEEN = 20.0
_LOWEST = 230.0

"""What stands round every figure: headline, legend of what is used, footer of references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from kg.figures.font import LEADING, SMALLEST, missing, width, wrap
from kg.figures.link import Weight
from kg.figures.mark import DISSENT, FAINT, INK, LIMIT, LIMIT_SAID, PAPER, RULE, TOGETHER
from kg.figures.page import SLIDE, Page
from kg.figures.refusal import crowded_out, refuse
from kg.figures.scene import Source
from kg.figures.shape import Box, Line, Rect, Run, Wire
from kg.graph import Graph
from kg.model import Figure


@dataclass(frozen=True)
class Entry:
    """One entry of the legend: what is shown (a line, a shape, or letters), and what it means.

    Parts of one `group` stand close together and are one entry. `brief` is what it means in one
    or two words, for a picture that needs the room.
    """

    kind: str
    key: str
    text: str
    colour: str = INK
    width: float = 2.0
    head: int = 5
    filled: bool = False
    dashed: bool = False
    group: str = ""
    brief: str = ""


def frame(
    graph: Graph, figure: Figure, sources: Sequence[Source], entries: Iterable[Entry],
    owed: str, sentence: str = "", page: Page = SLIDE,
) -> tuple[list[Box | Wire], Rect]:  # fmt: skip
    """Lay out what surrounds the picture; gives it, and the room that is left for the picture.

    `owed` is whose knowledge it is: it stands beside the title, or below the references where it
    is long. A `sentence` stands below the headline: what the answer comes to. A page that is not
    framed is left empty; where it is `headed`, the headline stands elsewhere.
    """
    _refuse_letters(graph, figure)
    if not page.framed:
        return [], page.canvas
    items, top, beside = ([], page.canvas.top, False) if page.headed else _head(figure, owed, page)
    left, right = page.canvas.left, page.canvas.right
    full, middle = right - left, (left + right) / 2
    if sentence:
        told, letters = wrap(sentence, full, _SENTENCE), _SENTENCE
        if len(told) > _SHORT:
            told, letters = wrap(sentence, full, SMALLEST), SMALLEST
        tall = len(told) * letters * LEADING
        items.append(
            Box(
                "sentence", "sentence", middle, top - 3 + tall / 2, full, tall, "none",
                lines=tuple((Run(line, False, INK),) for line in told), size=letters,
                align="start", anchor="top", alt=sentence,
            )
        )  # fmt: skip
        top += tall + 4
    footer = () if page.spare else _footer(sources, full)
    below = page.canvas.bottom + (0.0 if page.headed else 14.0)
    if not beside:
        told = wrap(owed, full, SMALLEST)
        tall = len(told) * SMALLEST * LEADING
        items.append(
            Box(
                "credit", "footer", middle, below - tall / 2, full, tall, "none",
                lines=tuple((Run(line, False, FAINT),) for line in told), size=SMALLEST,
                align="start", anchor="top", alt=owed,
            )
        )  # fmt: skip
        below -= tall
    high_footer = len(footer) * SMALLEST * LEADING
    if footer:
        items.append(
            Box(
                "sources", "footer", middle, below - high_footer / 2, full, high_footer,
                "none", lines=footer, size=SMALLEST, align="start", anchor="top",
                alt="References: " + "; ".join(f"{one.number} {one.short}" for one in sources),
            )
        )  # fmt: skip
    below -= high_footer + 5
    items.append(
        Box("rule", "rule", middle, below, full, 0.75, fill=RULE, alt="", radius=0)
    )
    below -= 5
    told_of = [] if page.spare else list(entries)
    legend, rows = _legend(told_of, below, left, full)
    if below - rows * _LEGEND_ROW - top < _EASY:
        legend, rows = _legend(_shortened(told_of), below, left, full)
    items += legend
    below -= rows * _LEGEND_ROW + (3 if rows else 0)
    canvas = Rect(left, top, right, below)
    if canvas.bottom - canvas.top < _LOWEST:
        remedy = "leave out claims ('without') or entities, or make two figures of it"
        cause = f"{len(sources)} references leave no room for the picture"
        raise crowded_out(graph, figure, "", cause, remedy)
    return items, canvas


def _head(figure: Figure, owed: str, page: Page) -> tuple[list[Box | Wire], float, bool]:
    """Write topic, credit and headline; gives where they end, and whether the credit had room."""
    left, right = page.canvas.left, page.canvas.right
    full = right - left
    topic = (Run(figure.title, colour=FAINT),)
    items: list[Box | Wire] = [_line("kicker", "kicker", left, 23.0, 700.0, topic, 13.0)]
    room = width(owed, SMALLEST) + 4
    beside = width(figure.title, 13.0) + 24 + room <= full
    if beside:
        credit = (Run(owed, colour=FAINT),)
        items.append(_line("credit", "kicker", right - room, 23.0, room, credit, SMALLEST, "end"))
    lines = wrap(figure.message, full, _HEADLINE, True)
    high = len(lines) * _HEADLINE * LEADING
    items.append(
        Box(
            "title", "title", page.width / 2, 33 + high / 2, full, high, "none",
            lines=tuple((Run(line, True, INK),) for line in lines), size=_HEADLINE,
            align="start", anchor="top", alt=figure.message,
        )
    )  # fmt: skip
    return items, 33 + high + 9, beside


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


def limits(weights: Collection[Weight]) -> list[Entry]:
    """Explain the letters of the tags that a figure uses, in the order of `kg.votes`.

    Then the parentheses round a paper that a record names and that does not count.
    """
    used = {tag for weight in weights for tag in weight.tags}
    found = [
        Entry("letters", letter, LIMIT_SAID[tag], group="limits", brief=tag)
        for tag, letter in LIMIT.items() if tag in used
    ]  # fmt: skip
    if any(len(voter) > 1 for weight in weights for voter in weight.voters):
        found.insert(0, Entry("letters", "[1,2]", TOGETHER, FAINT, group="limits"))
    if any(weight.struck for weight in weights):
        found.append(Entry("letters", "(1)", "named, does not count", FAINT, group="limits"))
    return found


def _legend(
    entries: list[Entry], below: float, start: float, room: float
) -> tuple[list[Box | Wire], int]:
    """Set the entries in rows that end at `below`."""
    rows: list[list[tuple[float, Entry]]] = []
    used, last = 0.0, ""
    ahead = 0.0
    for number, entry in enumerate(entries):
        length = _sample_width(entry) + 5 + width(entry.text, SMALLEST)
        used += (_WITHIN if entry.group and entry.group == last else _BETWEEN) if used else 0.0
        if ahead <= 0:  # samples that share one text stand in one row with it
            ahead = _until_text(entries[number:])
            if not rows or used + ahead > room:
                rows.append([])
                used = 0.0
        rows[-1].append((used, entry))
        used, last = used + length, entry.group
        ahead = 0.0 if entry.text else ahead
    items: list[Box | Wire] = []
    for number, row in enumerate(rows):
        y = below - (len(rows) - number - 0.5) * _LEGEND_ROW
        for place, (left, entry) in enumerate(row):
            items += _entry(entry, f"legend-{number}-{place}", start + left, y)
    return items, len(rows)


def _shortened(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out what a label tells as well, and say the rest in one or two words."""
    return [replace(one, text=one.brief or one.text) for one in entries if one.group != "shapes"]


def _until_text(entries: Sequence[Entry]) -> float:
    """Give the room of an entry, with all that follow it up to the first that has a text."""
    total = 0.0
    for entry in entries:
        total += _sample_width(entry) + 5 + width(entry.text, SMALLEST)
        if entry.text:
            break
        total += _WITHIN
    return total


def _sample_width(entry: Entry) -> float:
    if entry.kind == "letters":
        return width(entry.key, SMALLEST, True)
    return {"line": 30.0, "dashed": 30.0}.get(entry.kind, 20.0)


def _entry(entry: Entry, name: str, left: float, y: float) -> list[Box | Wire]:
    size = _sample_width(entry)
    text: Iterable[Box] = [] if not entry.text else [_line(
        f"{name}-text", "legend", left + size + 5, y, width(entry.text, SMALLEST),
        (Run(entry.text, colour=FAINT),), SMALLEST,
    )]  # fmt: skip
    if entry.kind == "letters":
        run = (Run(entry.key, True, entry.colour),)
        return [_line(name, "legend", left, y, size, run, SMALLEST), *text]
    if entry.kind == "shape":
        tone = entry.colour if entry.filled else PAPER
        across = 13.0 if entry.key in {"circle", "square", "diamond"} else size
        return [
            Box(
                name, "legend", left + size / 2, y, across, 13.0, entry.key, fill=tone,
                stroke=entry.colour, stroke_width=1.5, dashed=entry.dashed, radius=4,
                alt=entry.text,
            ),
            *text,
        ]  # fmt: skip
    if entry.kind == "mark":
        return [conflict_mark(name, left + size / 2, y, "legend"), *text]
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
    return [wire, *sample, *text]


def conflict_mark(name: str, x: float, y: float, role: str = "label", step: int = 0) -> Box:
    """Draw the mark of sources that disagree."""
    return Box(
        name, role, x, y, 16.0, 16.0, "circle", fill=DISSENT, stroke=DISSENT,
        lines=((Run("≠", True, PAPER),),), size=SMALLEST, step=step, alt="sources disagree",
    )  # fmt: skip


_HEADLINE = 24.0
_SENTENCE = 14.0
_SHORT = 2
"""Lines of a sentence beyond which its letters are the smallest."""

_LEGEND_ROW = 18.0
_BETWEEN, _WITHIN = 26.0, 12.0
"""Room between entries of the legend, and between parts of one, in points."""

_EASY = 300.0
"""The height below which the legend makes room for the picture, in points."""

_LOWEST = 230.0

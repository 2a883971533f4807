"""A figure for a paper: the picture without headline or legend, and its caption as text beside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RequestError
from kg.figures.attempt import panel_letter
from kg.figures.compose import compose
from kg.figures.docx import Paragraph, docx_bytes
from kg.figures.eps import eps_bytes
from kg.figures.pdf import pdf_bytes
from kg.figures.png import png_bytes, tiff_bytes
from kg.figures.print import Column, printed
from kg.figures.refusal import CrowdedError, told
from kg.figures.scene import Scene
from kg.figures.selection import Ask
from kg.figures.svg import svg_text
from kg.graph import Graph
from kg.model import Figure
from kg.publishing import write_all

Bibliography = Callable[[Graph, Collection[str]], str]
"""Writes the references of these keys as BibTeX."""

DPI = 600
"""Dots to an inch of what is written in dots."""


@dataclass(frozen=True)
class Print:
    """A figure as printed, in points, with the words of its caption by paragraph."""

    scene: Scene
    letters_pt: float
    caption: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The caption as plain text."""
        return "\n\n".join("".join(part for part, _ in one) for one in self.caption) + "\n"


def compose_print(
    graph: Graph, figure: Figure, column: Column, *, ask: Ask | None = None, force: bool = False
) -> Print:
    """Lay a figure out for the column of a paper, with the largest letters that have room.

    Raises `RequestError` with advice where not even letters of 6 points have room.

    >>> import kg
    >>> graph = kg.load()
    >>> made = compose_print(graph, graph.figures["combinations"], Column(180))
    >>> round(made.scene.width / 72 * 25.4), made.letters_pt
    (180, 7.0)
    """
    cause = ""
    for page in column.pages():
        try:
            scene = compose(graph, figure, ask=ask, force=force, page=page)
        except CrowdedError as error:
            cause = str(error).splitlines()[0].rpartition(": ")[0]  # its remedy is for slides
            continue
        if faults := scene.measured.illegible:
            cause = f"figure '{figure.id}': {told(faults)}"
            continue
        made = printed(scene, page)
        return Print(made, page.scale * 12, caption_of(graph, figure, made, column))
    raise RequestError(f"{cause}: no room even with letters of 6 pt: {_advice(column)}")


def _advice(column: Column) -> str:
    ways = []
    if column.width_mm < _WIDE:
        ways.append(f"--paper {_WIDE} instead of {column.width_mm:g}")
    if column.citation != "numbers":
        ways.append("--cite numbers")
    return "try " + ", ".join([*ways, "fewer things or shorter 'labels', or two figures of it"])


def caption_of(
    graph: Graph, figure: Figure, scene: Scene, column: Column
) -> tuple[Paragraph, ...]:
    """Write the caption: what is shown, the panels, the legend in words, the references."""
    first: list[tuple[str, bool]] = [(f"{figure.message.rstrip('.')}.", True)]
    if scene.sentence:
        first.append((f" {scene.sentence}", False))
    for number, panel in enumerate(figure.panels):
        first += [(f" {panel_letter(number)},", True), (f" {panel.title}.", False)]
    paragraphs: list[Paragraph] = [tuple(first)]
    if scene.explained:
        paragraphs.append((("Signs. ", True), ("; ".join(scene.explained) + ".", False)))
    if column.citation == "numbers":
        listed = [f"{one.number}. {one.full}" for one in scene.sources]
    else:
        listed = sorted(one.full for one in scene.sources)
    if listed:
        paragraphs.append((("References", True),))
        paragraphs += [((one, False),) for one in listed]
    if scene.credit:
        paragraphs.append(((f"Evidence: {scene.credit}.", False),))
    return tuple(paragraphs)


def write_paper(
    graph: Graph, figures: Iterable[Figure], folder: Path, column: Column, *,
    formats: Iterable[str] = (), ask: Ask | None = None, force: bool = False,
    bibliography: Bibliography | None = None, report: Callable[[str], None] = lambda step: None,
) -> list[Path]:  # fmt: skip
    """Write figures for a paper into `folder`: all the files, or none.

    Each as <id>-<width>mm in every format of `PAPER_FORMATS` that is asked for, or in all; its
    caption as .txt and .docx, and by `bibliography` its references as .bib.
    """
    chosen = list(dict.fromkeys(formats)) or list(PAPER_FORMATS)
    for form in chosen:
        if form not in PAPER_FORMATS:
            raise RequestError(f"no format '{form}' of a paper: choose among "
                               f"{', '.join(PAPER_FORMATS)}")  # fmt: skip
    files: dict[str, str | bytes] = {}
    for figure in figures:
        report(figure.id)
        made = compose_print(graph, figure, column, ask=ask, force=force)
        name = f"{figure.id}-{column.width_mm:g}mm"
        files |= {f"{name}.{form}": PAPER_FORMATS[form](made.scene) for form in chosen}
        files[f"{name}.txt"] = made.text
        files[f"{name}.docx"] = docx_bytes(made.caption, figure.title, made.scene.authors)
        if bibliography:
            keys = [source.key for source in made.scene.sources]
            files[f"{name}.bib"] = bibliography(graph, keys)
    return write_all(folder, files)


PAPER_FORMATS: dict[str, Callable[[Scene], bytes]] = {
    "svg": lambda scene: svg_text(scene).encode(),
    "pdf": pdf_bytes,
    "eps": eps_bytes,
    "png": lambda scene: png_bytes(scene, round(scene.width / 72 * DPI), DPI),
    "tiff": lambda scene: tiff_bytes(scene, DPI),
}
"""The formats of a paper, each with what makes it."""

_WIDE = 180


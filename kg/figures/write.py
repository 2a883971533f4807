"""A figure in every format, each made from the same scene."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import CurationError, Problem, RequestError
from kg.figures.compose import compose
from kg.figures.deck import deck_bytes
from kg.figures.pdf import COLUMN_WIDTH, pdf_bytes
from kg.figures.plain import dot_text, mermaid_text
from kg.figures.png import png_bytes
from kg.figures.pptx import Section, pptx_bytes
from kg.figures.scene import Scene
from kg.figures.selection import Ask
from kg.figures.svg import svg_text
from kg.graph import Graph
from kg.model import Figure


def write_figure(
    scene: Scene, folder: Path, formats: Iterable[str] = (), steps: bool = False
) -> list[Path]:
    """Write a scene into `folder` as <id>.<format>, each file whole or not at all.

    `formats` are among `FORMATS`; none means those of `USUAL`. With `steps` the
    slides grow by causal step.
    """
    chosen = list(dict.fromkeys(formats)) or list(USUAL)
    for form in chosen:
        if form not in FORMATS:
            raise RequestError(f"no format '{form}': choose among {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in chosen:
        ending, make = FORMATS[form]
        content = _slides(scene, steps) if form == "pptx" else make(scene)
        written.append(_put(folder / f"{scene.id}{ending}", content))
    return written


def write_deck(
    graph: Graph,
    path: Path,
    figures: Iterable[Figure] = (),
    *,
    ask: Ask | None = None,
    title: str | None = None,
    steps: bool = False,
    report: Callable[[str], None] = lambda step: None,
) -> Path:
    """Write one presentation of the recipes given, or of all of them; `report` hears of each."""
    scenes = []
    for figure in tuple(figures) or tuple(graph.figures.values()):
        report(f"drawing {figure.id}")
        scenes.append(compose(graph, figure, ask=ask))
    if not scenes:
        raise RequestError("no figure recipes: write one into figures/ of the curated folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    report("writing the slides")
    content = deck_bytes(scenes, title, steps) if title else deck_bytes(scenes, steps=steps)
    return _put(path, content)


def write_figures(
    graph: Graph,
    folder: Path,
    *,
    ask: Ask | None = None,
    report: Callable[[str], None] = lambda step: None,
) -> list[Path]:
    """Write every recipe of the graph as picture and slide, and the deck of them all."""
    written, scenes = [], []
    for figure in graph.figures.values():
        report(f"drawing {figure.id}")
        scenes.append(compose(graph, figure, ask=ask))
        written += write_figure(scenes[-1], folder, BUILT)
    if scenes:
        report("writing the deck")
        written.append(_put(folder / "deck.pptx", deck_bytes(scenes)))
    return written


def check_figures(graph: Graph, *, ask: Ask | None = None) -> tuple[Problem, ...]:
    """Try to draw every recipe, and give what is wrong with those that cannot be."""
    problems: list[Problem] = []
    for figure in graph.figures.values():
        try:
            compose(graph, figure, ask=ask)
        except CurationError as error:
            problems += error.problems
    return tuple(sorted(problems))


def _slides(scene: Scene, steps: bool) -> bytes:
    return pptx_bytes([Section(scene.title, (scene,))], scene.message, steps)


def _put(path: Path, content: bytes) -> Path:
    """Write beside the target and rename, so that nobody reads half a file."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return path


FORMATS: dict[str, tuple[str, Callable[[Scene], bytes]]] = {
    "svg": (".svg", lambda scene: svg_text(scene).encode()),
    "pdf": (".pdf", pdf_bytes),
    "pdf-column": ("-column.pdf", lambda scene: pdf_bytes(scene, COLUMN_WIDTH)),
    "png": (".png", png_bytes),
    "png-small": ("-small.png", lambda scene: png_bytes(scene, 640)),
    "png-4k": ("-4k.png", lambda scene: png_bytes(scene, 3840)),
    "pptx": (".pptx", lambda scene: _slides(scene, False)),
    "dot": (".dot", lambda scene: dot_text(scene).encode()),
    "mermaid": (".mmd", lambda scene: mermaid_text(scene).encode()),
}
"""Each format with the ending of its files, and what makes it."""

BUILT = ("svg", "pdf", "png", "pptx")
USUAL = (*BUILT, "dot", "mermaid")
"""What a build makes of each recipe, and what `kg figure` makes if no format is named."""

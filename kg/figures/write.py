"""A figure in every format, each made from the same scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.atomic import write_whole
from kg.errors import CurationError, Problem, RequestError
from kg.figures.compose import compose
from kg.figures.deck import deck_bytes
from kg.figures.dress import compose_into, dress_of
from kg.figures.pdf import pdf_bytes
from kg.figures.plain import dot_text, mermaid_text
from kg.figures.png import png_bytes
from kg.figures.pptx import Dress, Section, pptx_bytes
from kg.figures.refusal import SPLIT, refuse, refuse_illegible, told
from kg.figures.scene import Scene
from kg.figures.selection import Ask
from kg.figures.svg import svg_text
from kg.figures.template import read_template
from kg.graph import Graph
from kg.model import Figure
from kg.publishing import write_all


def write_figure(
    scenes: Scene | Iterable[Scene], folder: Path, formats: Iterable[str] = (), steps: bool = False
) -> list[Path]:
    """Write a scene, or several, into `folder` as <id>.<format>: all the files, or none.

    Raises `RequestError` for one that nobody could read.

    `formats` are among `FORMATS`; none means those of `USUAL`. With `steps` the
    slides grow by causal step.
    """
    chosen = list(dict.fromkeys(formats)) or list(USUAL)
    listed = (scenes,) if isinstance(scenes, Scene) else scenes
    return write_all(folder, _drawn(listed, chosen, steps))


def write_deck(
    graph: Graph,
    path: Path,
    figures: Iterable[Figure] = (),
    *,
    ask: Ask | None = None,
    title: str | None = None,
    steps: bool = False,
    template: Path | None = None,
    report: Callable[[str], None] = lambda step: None,
) -> Path:
    """Write one presentation of the recipes given, or of all of them; `report` hears of each.

    Into the slides of `template`, a .pptx or .potx, if one is given.
    """
    theirs = read_template(template) if template else None
    scenes: list[Scene] = []
    for figure in tuple(figures) or tuple(graph.figures.values()):
        report(f"drawing {figure.id}")
        if theirs:
            scenes += compose_into(graph, figure, theirs, ask=ask)
        else:
            scenes.append(compose(graph, figure, ask=ask))
    if not scenes:
        raise RequestError("no figure recipes: write one into figures/ of the curated folder")
    if not theirs:
        refuse_illegible(scenes)
    path.parent.mkdir(parents=True, exist_ok=True)
    report("writing the slides")
    return write_whole(path, deck_bytes(graph, scenes, title, steps, theirs))


def write_slides(
    graph: Graph, figures: Iterable[Figure], folder: Path, template: Path, *,
    steps: bool = False, force: bool = False, ask: Ask | None = None,
    report: Callable[[str], None] = lambda step: None,
) -> list[Path]:  # fmt: skip
    """Write each figure as <id>.pptx into the slides of a template: all the files, or none."""
    theirs = read_template(template)
    dress = Dress(theirs, dress_of(graph, theirs))
    files = {}
    for figure in figures:
        report(figure.id)
        scenes = compose_into(graph, figure, theirs, ask=ask, force=force)
        section = Section(figure.title, scenes)
        files[f"{figure.id}.pptx"] = pptx_bytes([section], figure.message, steps, dress)
    return write_all(folder, files)


def write_figures(
    graph: Graph,
    folder: Path,
    *,
    ask: Ask | None = None,
    report: Callable[[str], None] = lambda step: None,
) -> list[Path]:
    """Write every recipe of the graph as picture and slide, and the deck of them all."""
    scenes = []
    for figure in graph.figures.values():
        report(f"drawing {figure.id}")
        scenes.append(compose(graph, figure, ask=ask))
    if not scenes:
        return []
    files = _drawn(scenes, BUILT)
    report("writing the deck")
    return write_all(folder, {**files, "deck.pptx": deck_bytes(graph, scenes)})


def check_figures(graph: Graph, *, ask: Ask | None = None) -> tuple[Problem, ...]:
    """Try to draw every recipe, and give what is wrong with those that cannot be, or be read."""
    problems: list[Problem] = []
    for figure in graph.figures.values():
        try:
            scene = compose(graph, figure, ask=ask)
            if faults := scene.measured.illegible:
                raise refuse(graph, figure, "", told(faults), SPLIT)
        except CurationError as error:
            problems += error.problems
    return tuple(sorted(problems))


def _slides(scene: Scene, steps: bool) -> bytes:
    return pptx_bytes([Section(scene.title, (scene,))], scene.message, steps)


def _drawn(
    scenes: Iterable[Scene], formats: Iterable[str], steps: bool = False
) -> dict[str, bytes]:
    """Make every file of every scene, by its name."""
    for form in formats:
        if form not in FORMATS:
            raise RequestError(f"no format '{form}': choose among {', '.join(FORMATS)}")
    listed = tuple(scenes)
    refuse_illegible(listed)
    made = {}
    for scene in listed:
        for form in formats:
            ending, make = FORMATS[form]
            content = _slides(scene, steps) if form == "pptx" else make(scene)
            made[f"{scene.id}{ending}"] = content
    return made


FORMATS: dict[str, tuple[str, Callable[[Scene], bytes]]] = {
    "svg": (".svg", lambda scene: svg_text(scene).encode()),
    "pdf": (".pdf", pdf_bytes),
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

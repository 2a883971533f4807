"""Commands that draw: one figure in every format, or many as a deck for a talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.export import export
from kg.commands.session import endpoint_option, load, out_option, progress, put, tell
from kg.commands.trace import system_option, where_option
from kg.errors import RequestError

if TYPE_CHECKING:
    from kg.figures import Scene
    from kg.graph import Graph
    from kg.model import Figure


@click.command()
@click.argument("names", metavar="[RECIPE|FILE|THING]...", nargs=-1)
@click.option(
    "--chain", nargs=2, metavar="START END",
    help="Draw what kg chains says: what was seen, the best way of each sign, the counter-force.",
)  # fmt: skip
@click.option("--through", multiple=True, metavar="ENTITY", help="Only chains past it; repeatable.")
@click.option("--avoid", multiple=True, metavar="ENTITY", help="No chain past it; repeatable.")
@where_option
@system_option
@click.option(
    "--versus", metavar="EXPOSURE", help="Mark on the chains where the advantage over it enters."
)
@click.option(
    "--max-length", type=click.IntRange(1, 20),
    help="Found steps of the longest chain; as many as kg chains, if not given.",
)  # fmt: skip
@click.option("--query", metavar="NAME|FILE", help="Draw the entities that a SPARQL query answers.")
@click.option(
    "--entity", "entities", multiple=True, metavar="ENTITY", help="Draw this entity; repeat it."
)
@click.option("--evidence", is_flag=True, help="Draw the entities as a matrix by study.")
@click.option("--numbers", metavar="QUANTITY", help="Draw what kg numbers says, study by study.")
@click.option("--over", metavar="AXIS", help="Numbers and words over dose, let or time instead.")
@click.option("--all", "every", is_flag=True, help="Draw every recipe.")
@click.option("--message", help="Headline of what is given by --chain, --query, --numbers ...")
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT",
    help="svg, pdf, png, png-small, png-4k, pptx, dot or mermaid; gpml or sbgn of a network; of a "
    "paper svg, pdf, eps, png or tiff; repeat it.",
)  # fmt: skip
@click.option(
    "--paper", type=float, metavar="MM",
    help="Lay it out for the column of a paper, 88 or 180 mm wide; the caption stands beside.",
)  # fmt: skip
@click.option(
    "--cite", type=click.Choice(["numbers", "author-year"]),
    help="How a figure of a paper names its studies; numbers, if not given.",
)  # fmt: skip
@click.option(
    "--template", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Draw into these slides (.pptx, .potx): their size, layout, title, colours, letters.",
)  # fmt: skip
@click.option("--build", is_flag=True, help="Make slides that grow by causal step.")
@click.option(
    "--measure", is_flag=True,
    help="Print smallest letters, overlaps and crossings, and write nothing.",
)  # fmt: skip
@click.option(
    "--icons", type=click.Choice(["auto", "none"]), help="none: no pictograms at nodes and places."
)
@click.option("--force", is_flag=True, help="Allow more than 15 entities on a slide.")
@click.option(
    "--out", default="build/figures", show_default=True, type=click.Path(path_type=Path),
    help="Folder of the figures.",
)  # fmt: skip
@endpoint_option
@click.pass_obj
def figure(
    corpus: tuple[Path, ...], /, names: tuple[str, ...], endpoint: str | None, **options: Any
) -> None:
    """Draw a figure for a talk or a paper.

    A RECIPE by its id, a FILE of recipes, or THINGS in words, as names and with 'and'; or a chain
    or a query given here. Without any of these it lists the recipes.
    """
    graph = _load(corpus, names, endpoint)
    with progress("drawing") as report:
        for line in _draw(graph, names, report, **options):
            click.echo(line)


@click.command()
@click.argument("names", metavar="[RECIPE|FILE]...", nargs=-1)
@click.option("--title", help="Title of the talk.")
@click.option(
    "--template", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Draw into these slides (.pptx, .potx): their size, layout, title, colours, letters.",
)  # fmt: skip
@click.option("--build", is_flag=True, help="Make slides that grow by causal step.")
@click.option(
    "--out", default="build/figures/deck.pptx", show_default=True,
    type=click.Path(path_type=Path, dir_okay=False), help="File of the deck.",
)  # fmt: skip
@endpoint_option
@click.pass_obj
def deck(
    corpus: tuple[Path, ...], names: tuple[str, ...], title: str | None, build: bool, out: Path,
    endpoint: str | None, template: Path | None,
) -> None:  # fmt: skip
    """Make one deck of several recipes, or of all.

    A title, the figures in order, the references in full; a section for each.
    """
    from kg.figures import recipes, write_deck

    graph = _load(corpus, names, endpoint)
    chosen = recipes(graph, names)
    with progress("deck") as report:
        write_deck(graph, out, chosen, ask=asker(graph), title=title, steps=build,
                   template=template, report=report)  # fmt: skip
    click.echo(out)


@export.command()
@click.argument("names", metavar="RECIPE|FILE|THING...", nargs=-1, required=True)
@out_option
@endpoint_option
@click.pass_obj
def gpml(
    corpus: tuple[Path, ...], names: tuple[str, ...], out: Path | None, endpoint: str | None
) -> None:
    """Write one figure as GPML2013a, named as for 'kg figure'.

    PathVisio, WikiPathways and Cytoscape read it.
    """
    _put_pathway("gpml", corpus, names, out, endpoint)


@export.command()
@click.argument("names", metavar="RECIPE|FILE|THING...", nargs=-1, required=True)
@out_option
@endpoint_option
@click.pass_obj
def sbgn(
    corpus: tuple[Path, ...], names: tuple[str, ...], out: Path | None, endpoint: str | None
) -> None:
    """Write one figure as SBGN Activity Flow, named as for 'kg figure'.

    Newt, VANTED and whatever stands on libSBGN read it.
    """
    _put_pathway("sbgn", corpus, names, out, endpoint)


def asker(graph: Graph) -> Callable[[str], Iterable[str]]:
    """Give what answers a recipe's query: every entity in the answer, in its order."""

    def ask(text: str) -> list[str]:
        from kg import rdf
        from kg.commands.ask import query_text

        rows = rdf.query(graph, query_text(text, graph, typed=False)).rows
        return [term.short for row in rows for term in row
                if term is not None and term.kind == "iri"]  # fmt: skip

    return ask


def _load(corpus: tuple[Path, ...], names: tuple[str, ...], endpoint: str | None) -> Graph:
    """Load the graph with recipes: of a store those of the package, and of the files named."""
    if endpoint is None:
        return load(_with_files(corpus, names))
    from kg import remote

    return remote.with_recipes(load(corpus, endpoint), *(_with_files((), names) or _shipped()))


def _with_files(corpus: tuple[Path, ...], names: tuple[str, ...]) -> tuple[Path, ...]:
    """Add recipe files to the corpus that is read."""
    files = tuple(Path(name) for name in names if name.endswith(".yaml"))
    if not files:
        return corpus
    return (*(corpus or _shipped()), *files)


def _shipped() -> tuple[Path, ...]:
    from importlib.resources import files

    return (Path(str(files("kg.ontology"))),)


def _draw(
    graph: Graph, names: tuple[str, ...], report: Callable[[str], None], *,
    every: bool, formats: tuple[str, ...], build: bool, measure: bool, force: bool, out: Path,
    paper: float | None, cite: str | None, template: Path | None, icons: str | None, **asked: Any,
) -> Iterator[str]:  # fmt: skip
    """Draw what is asked for; yields a line for each file, measurement or recipe."""
    from kg.exchange import PATHWAYS
    from kg.figures import compose, recipes, write_figure, write_slides
    from kg.publishing import write_all

    named = (*graph.figures, *names) if every else names
    chosen = recipes(graph, named, **asked)
    if icons:
        chosen = tuple(one.model_copy(update={"icons": icons}) for one in chosen)
    if not chosen:
        yield from (f"{key:24}{one.title}" for key, one in graph.figures.items())
        return
    if template is not None:
        if paper is not None or measure or set(formats) - {"pptx"}:
            raise RequestError("--template is for slides: leave out --paper, --measure, --format")
        yield from map(str, write_slides(
            graph, chosen, out, template, steps=build, force=force, ask=asker(graph),
            report=report,
        ))  # fmt: skip
        return
    if paper is not None or cite:
        yield from _print(graph, chosen, (paper, cite, build), report, formats=formats,
                          measure=measure, force=force, out=out)  # fmt: skip
        return
    scenes = []
    for one in chosen:
        report(one.id)
        scenes.append(compose(graph, one, ask=asker(graph), force=force))
    if not measure:
        drawn = _pathways(graph, chosen, scenes, formats)
        rest = [form for form in formats if form not in PATHWAYS]
        if rest or not formats:
            yield from map(str, write_figure(scenes, out, rest, steps=build))
        yield from map(str, write_all(out, drawn) if drawn else ())
        return
    yield f"{'figure':28}{'smallest':>9}{'overlaps':>9}{'through':>9}{'crossings':>10}"
    for scene in scenes:
        found = scene.measured
        yield (
            f"{scene.id:28}{f'{found.smallest:g} pt':>9}{found.overlaps:>9}{found.through:>9}"
            f"{found.crossings:>10}"
        )


def _put_pathway(
    form: str, corpus: tuple[Path, ...], names: tuple[str, ...], out: Path | None,
    endpoint: str | None,
) -> None:  # fmt: skip
    """Write the one figure that is named in a pathway format."""
    from kg.exchange import PATHWAYS
    from kg.figures import compose, recipes

    graph = _load(corpus, names, endpoint)
    chosen = recipes(graph, names)
    if len(chosen) != 1:
        several = ", ".join(one.id for one in chosen)
        raise RequestError(f"one file, {len(chosen)} figures ({several}): name one, or draw all "
                           f"with 'kg figure --format {form}'")  # fmt: skip
    content, loss = PATHWAYS[form](graph, chosen[0], compose(graph, chosen[0], ask=asker(graph)))
    put(content, out)
    tell(loss)


def _pathways(
    graph: Graph, chosen: Iterable[Figure], scenes: Iterable[Scene], formats: Iterable[str]
) -> dict[str, str]:
    """Make the files of pathway formats that are asked for, and say what they could not hold."""
    from kg.exchange import PATHWAYS
    from kg.figures import FORMATS

    if odd := [form for form in formats if form not in {**PATHWAYS, **FORMATS}]:
        known = ", ".join([*FORMATS, *PATHWAYS])
        raise RequestError(f"no format '{odd[0]}': choose among {known}")
    made = {}
    for figure, scene in zip(chosen, scenes, strict=True):
        for form in dict.fromkeys(form for form in formats if form in PATHWAYS):
            made[f"{figure.id}.{form}"], loss = PATHWAYS[form](graph, figure, scene)
            tell(loss, f"{figure.id}: ")
    return made


def _print(
    graph: Graph, chosen: Iterable[Figure], asked: tuple[float | None, str | None, bool],
    report: Callable[[str], None], *, formats: tuple[str, ...], measure: bool, force: bool,
    out: Path,
) -> Iterator[str]:  # fmt: skip
    """Write figures for a paper, or measure them by the rules of journals; yields lines."""
    from kg.exchange import bibtex_text
    from kg.figures import Column, check_print, compose_print, write_paper

    wide, cite, build = asked
    if wide is None:
        raise RequestError("--cite without --paper: name the width of the column in mm")
    if build:
        raise RequestError("--build and --paper at once: a paper has no slides that grow")
    column = Column(wide, cite or "numbers")
    if not measure:
        yield from map(str, write_paper(
            graph, chosen, out, column, formats=formats, ask=asker(graph), force=force,
            bibliography=bibtex_text, report=report,
        ))  # fmt: skip
        return
    yield f"{'figure':24}{'journal':10}{'rule':19}{'asked':34}{'measured':22}met"
    for one in chosen:
        made = compose_print(graph, one, column, ask=asker(graph), force=force)
        for found in check_print(made):
            yield (
                f"{one.id:24}{found.journal:10}{found.rule:19}{found.asked:34}"
                f"{found.measured.partition(',')[0]:22}{'yes' if found.met else 'no'}"
            )

"""Commands that draw: one figure in every format, or many as a deck for a talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.session import endpoint_option, load, progress

if TYPE_CHECKING:
    from kg.graph import Graph


@click.command()
@click.argument("names", metavar="[RECIPE|FILE]...", nargs=-1)
@click.option(
    "--chain", nargs=2, metavar="START END", help="Draw the causal chain between two entities."
)
@click.option("--query", metavar="NAME|FILE", help="Draw the entities that a SPARQL query answers.")
@click.option(
    "--entity", "entities", multiple=True, metavar="ENTITY", help="Draw this entity; repeat it."
)
@click.option("--evidence", is_flag=True, help="Draw the entities as a matrix by study.")
@click.option("--all", "every", is_flag=True, help="Draw every recipe.")
@click.option("--message", help="Headline of what is given by --chain, --query or --entity.")
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT",
    help="svg, pdf, pdf-column, png, png-small, png-4k, pptx, dot or mermaid; repeat it.",
)  # fmt: skip
@click.option("--build", is_flag=True, help="Make slides that grow by causal step.")
@click.option(
    "--measure", is_flag=True,
    help="Print smallest letters, overlaps and crossings, and write nothing.",
)  # fmt: skip
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

    A RECIPE by its id, or a FILE of recipes; or entities, a chain or a query given here. Without
    any of these it lists the recipes.
    """
    graph = _load(corpus, names, endpoint)
    with progress("drawing") as report:
        for line in _draw(graph, names, report, **options):
            click.echo(line)


@click.command()
@click.argument("names", metavar="[RECIPE|FILE]...", nargs=-1)
@click.option("--title", help="Title of the talk.")
@click.option("--build", is_flag=True, help="Make slides that grow by causal step.")
@click.option(
    "--out", default="build/figures/deck.pptx", show_default=True,
    type=click.Path(path_type=Path, dir_okay=False), help="File of the deck.",
)  # fmt: skip
@endpoint_option
@click.pass_obj
def deck(
    corpus: tuple[Path, ...], names: tuple[str, ...], title: str | None, build: bool, out: Path,
    endpoint: str | None,
) -> None:  # fmt: skip
    """Make one deck of several recipes, or of all.

    A title, the figures in order, the references in full; a section for each.
    """
    from kg.figures import recipes, write_deck

    graph = _load(corpus, names, endpoint)
    chosen = recipes(graph, names)
    with progress("deck") as report:
        write_deck(graph, out, chosen, ask=asker(graph), title=title, steps=build, report=report)
    click.echo(out)


def asker(graph: Graph) -> Callable[[str], Iterable[str]]:
    """Give what answers a recipe's query: every entity in the answer, in its order."""

    def ask(text: str) -> list[str]:
        from kg import rdf
        from kg.commands.ask import _query_text

        rows = rdf.query(graph, _query_text(text)).rows
        return [term.value.rsplit("/", 1)[-1] for row in rows for term in row
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
    chain: tuple[str, str] | None, query: str | None, entities: tuple[str, ...], evidence: bool,
    every: bool, message: str | None, formats: tuple[str, ...], build: bool, measure: bool,
    force: bool, out: Path,
) -> Iterator[str]:  # fmt: skip
    """Draw what is asked for; yields a line for each file, measurement or recipe."""
    from kg.figures import compose, recipes, write_figure

    named = (*graph.figures, *names) if every else names
    chosen = recipes(
        graph, named, entities=entities, chain=chain, query=query, evidence=evidence,
        message=message,
    )  # fmt: skip
    if not chosen:
        yield from (f"{key:24}{one.title}" for key, one in graph.figures.items())
        return
    if measure:
        yield f"{'figure':28}{'smallest':>9}{'overlaps':>9}{'through':>9}{'crossings':>10}"
    for one in chosen:
        report(one.id)
        scene = compose(graph, one, ask=asker(graph), force=force)
        if measure:
            found = scene.measured
            yield (
                f"{one.id:28}{f'{found.smallest:g} pt':>9}{found.overlaps:>9}{found.through:>9}"
                f"{found.crossings:>10}"
            )
        else:
            yield from map(str, write_figure(scene, out, formats, steps=build))

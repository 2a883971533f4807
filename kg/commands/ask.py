"""Commands that answer: by SPARQL, and by what is known of one entity or claim."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.session import elsewhere, endpoint_option, form_option, load

if TYPE_CHECKING:
    from kg.graph import Graph


@click.command()
@click.argument("text", metavar="NAME|FILE|-")
@click.option(
    "--format", "form", default="table", show_default=True,
    type=click.Choice(["table", "csv", "json", "turtle"]),
    help="Form of the answer; turtle is for CONSTRUCT and DESCRIBE.",
)  # fmt: skip
@click.option(
    "--seconds", default=10.0, show_default=True, type=click.FloatRange(min=0, min_open=True),
    help="Stop the query after this time.",
)  # fmt: skip
@click.option(
    "--rows", default=10_000, show_default=True, type=click.IntRange(min=1),
    help="Give at most so many rows.",
)  # fmt: skip
@endpoint_option
@click.pass_obj
def query(
    corpus: tuple[Path, ...], text: str, form: str, seconds: float, rows: int, endpoint: str | None
) -> None:
    """Answer a SPARQL query.

    A named one (kg queries lists them), a file, or - for standard input.
    """
    from kg import rdf, show

    source = _source(corpus, endpoint)
    answer = rdf.query(source, query_text(text, source), seconds=seconds, rows=rows)
    if form == "table":
        show.display(answer.table())
    else:
        click.echo(answer.written(form).encode(), nl=False)
    _tell_rest(answer.truncated, rows)


def _tell_rest(truncated: bool, rows: int) -> None:
    if truncated:
        click.echo(f"kg: the first {rows} rows; there are more: raise --rows", err=True)


@click.command()
@form_option
@click.pass_obj
def queries(corpus: tuple[Path, ...], form: str) -> None:
    """List the named queries: those of the corpus, and the shipped ones that it can answer."""
    from kg import rdf, show

    found = rdf.queries_for(load(corpus)).values()
    titles = [(named.name, named.title) for named in found]
    if form == "table":
        show.display(show.lists.query_list(titles))
    else:
        show.deliver(show.answers.listed_queries(titles), form)


@click.command("show")
@click.argument("words", metavar="ENTITY|PAPER|CLAIM", nargs=-1, required=True)
@click.option("--all", "every", is_flag=True, help="Show long lists whole.")
@endpoint_option
@form_option
@click.pass_obj
def show_(
    corpus: tuple[Path, ...], words: tuple[str, ...], every: bool, endpoint: str | None, form: str
) -> None:
    """Show an entity, a paper or a claim with its evidence.

    An entity by id, label or synonym; a paper by key, author and year, DOI, PMID or [number]; a
    claim by id. An author's family name lists the papers.
    """
    from kg import remote, show

    named = " ".join(words)
    graph = load(corpus, endpoint, remote.About(named, wide=True))
    if form == "table":
        show.display(show.show(graph, named, every))
    else:
        show.deliver(show.answers.known(graph, named), form)


def _source(corpus: tuple[Path, ...], endpoint: str | None) -> Graph | str:
    return elsewhere(corpus, endpoint) or load(corpus)


def query_text(given: str, graph: Graph | str | None = None, *, typed: bool = True) -> str:
    """Find the text of a query by name or by file; if a person `typed` it, also on a pipe.

    A graph may bring named queries of its own, here or in a store.
    """
    from kg import rdf
    from kg.bounded import hold_regular
    from kg.errors import RequestError
    from kg.find import offer

    named = {name: one.text for name, one in rdf.named_queries().items()}
    if graph is not None and not isinstance(graph, str):
        named = {name: rdf.spell(text, graph) for name, text in {**named, **graph.queries}.items()}
    if given in named:
        return named[given]
    if not (given == "-" and typed) and not Path(given).exists():
        if isinstance(graph, str) and (text := rdf.query_kept(graph, given)):
            return text
        hint = offer(given, named, "'kg queries' lists all")
        raise RequestError(f"no named query and no file '{given}': {hint}")
    if not typed:
        hold_regular(Path(given))
    with sys.stdin.buffer if given == "-" else open(given, "rb") as source:
        content = source.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise RequestError(f"'{given}' is larger than any query ({_LARGEST} bytes): give a query")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise RequestError(f"'{given}' is not UTF-8 text: save it as UTF-8") from None


_LARGEST = 1_000_000
"""Bytes read of a file or of standard input, which may have no end."""

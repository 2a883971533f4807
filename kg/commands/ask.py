"""Commands that answer: by SPARQL, and by what is known of one entity or claim."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.session import elsewhere, endpoint_option, load

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

    answer = rdf.query(_source(corpus, endpoint), _query_text(text), seconds=seconds, rows=rows)
    if form == "table":
        show.display(answer.table())
    else:
        click.echo(answer.written(form).encode(), nl=False)
    if answer.truncated:
        click.echo(f"kg: the first {rows} rows; there are more: raise --rows", err=True)


@click.command()
def queries() -> None:
    """List the named queries."""
    from kg import rdf, show

    found = rdf.named_queries().values()
    show.display(show.lists.query_list((named.name, named.title) for named in found))


@click.command("show")
@click.argument("words", metavar="ENTITY|CLAIM", nargs=-1, required=True)
@endpoint_option
@click.pass_obj
def show_(corpus: tuple[Path, ...], words: tuple[str, ...], endpoint: str | None) -> None:
    """Show an entity or a claim with its evidence.

    An entity by id, label or synonym, a claim by id.
    """
    from kg import remote, show

    named = " ".join(words)
    show.display(show.show(load(corpus, endpoint, remote.About(named)), named))


def _source(corpus: tuple[Path, ...], endpoint: str | None) -> Graph | str:
    return elsewhere(corpus, endpoint) or load(corpus)


def _query_text(given: str) -> str:
    """Find the text of a query by name, by file, or on standard input."""
    from difflib import get_close_matches

    from kg.errors import RequestError
    from kg.rdf import named_queries

    named = named_queries()
    if given in named:
        return named[given].text
    if given != "-" and not Path(given).exists():
        near = get_close_matches(given, named, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "'kg queries' lists them"
        raise RequestError(f"no named query and no file '{given}': {hint}")
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

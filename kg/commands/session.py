"""What the commands share: the corpus that was chosen, and progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.exchange import Loss
    from kg.graph import Graph
    from kg.remote import About, Between

DRAFTS = "kg.drafts"
"""Under which the context of a command keeps the layers whose drafts count."""

form_option = click.option(
    "--format", "form", default="table", show_default=True,
    type=click.Choice(["table", "json", "tsv", "markdown"]),
    help="Form of the answer: for people, for programs, for a spreadsheet, for a text.",
)  # fmt: skip
"""How an answer is written; `kg.show.deliver` takes it."""

out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)  # fmt: skip
"""Where text goes; `put` takes it."""


endpoint_option = click.option(
    "--endpoint", metavar="URL", help="Ask a SPARQL 1.1 store that holds our RDF instead.",
)  # fmt: skip
"""Where the graph lies, if not in curated folders; `load` takes it."""


def load(
    corpus: tuple[Path, ...], endpoint: str | None = None, wanted: About | Between | None = None
) -> Graph:
    """Assemble the graph of the folders chosen, or the shipped one, or read that of a store.

    Of a store only what is `wanted`, if that is told.
    """
    import kg

    if elsewhere(corpus, endpoint) is None:
        return kg.load(*corpus, drafts=drafts())
    from kg import remote

    with progress("reading the store") as report:
        return remote.read(str(endpoint), wanted, report=report)


def load_with_recipes(corpus: tuple[Path, ...], endpoint: str | None) -> Graph:
    """Load as `load` does, with recipes of figures also where a store holds the shipped corpus."""
    from kg.remote import with_own_recipes

    graph = load(corpus, endpoint)
    return graph if endpoint is None else with_own_recipes(graph)


def shipped() -> tuple[Path, ...]:
    """Give the folder of the shipped knowledge."""
    from importlib.resources import files

    return (Path(str(files("kg.ontology"))),)


def drafts() -> tuple[str, ...]:
    """Give the layers whose drafts count, as `kg --drafts` names them."""
    found: tuple[str, ...] = click.get_current_context().meta.get(DRAFTS, ())
    return found


def elsewhere(corpus: tuple[Path, ...], endpoint: str | None) -> str | None:
    """Give the address of a store, if there is one; `RequestError` where folders are, as well."""
    from kg.errors import RequestError

    if corpus and endpoint is not None:
        cause = "--endpoint asks a store elsewhere, --corpus and --with choose folders here"
        raise RequestError(f"{cause}: give one of them")
    if endpoint is not None and drafts():
        cause = "--drafts chooses what counts of folders here, not of a store"
        raise RequestError(f"{cause}: give it to the 'kg build' whose file the store loads")
    return endpoint


def put(content: str, out: Path | None) -> None:
    """Write text to a file, whole or not at all, or to standard output in UTF-8."""
    from kg.atomic import write_whole

    if out is None:
        click.echo(content.encode(), nl=False)
    else:
        write_whole(out, content)


def tell(loss: Loss, before: str = "") -> None:
    """Say on the error output what a format could not hold."""
    for line in loss.text.splitlines():
        click.echo(f"{before}{line}", err=True)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str], None]]:
    """Tell on the terminal what is being done, and nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(title) as status:
        yield lambda step: status.update(f"{title}: {step}")

"""The command `kg`: each command is one call of the library, imported when it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.errors import Problem
    from kg.graph import Graph


class _Commands(click.Group):
    """Commands whose errors reach a person: a message on standard error, exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; errors of the package and of the file system need no traceback."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # the reader of the pipe has seen enough: click ends quietly
        except Exception as error:
            if not _explain(error):
                raise
            ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option(
    "--corpus", multiple=True, metavar="FOLDER", type=click.Path(path_type=Path),
    help="Curated folder to use in place of the shipped one; repeat it to add to the first.",
)  # fmt: skip
@click.pass_context
def main(ctx: click.Context, corpus: tuple[Path, ...]) -> None:
    """How carbon ions mobilise antitumour immunity, and how that differs from photons.

    Curated claims with their evidence, as a graph to be checked, built, asked and shown.
    """
    ctx.obj = corpus


@main.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option("--shacl", is_flag=True, help="Validate the RDF against the shapes as well.")
@click.pass_obj
def check(corpus: tuple[Path, ...], folders: tuple[Path, ...], shacl: bool) -> None:
    """Check curated files.

    FOLDERS add to the first of them; none means the shipped one. Every error of every file at
    once, as file:line: field: cause: remedy, and exit status 2.
    """
    with _progress("checking"):
        found, summary = _check(folders or corpus, shacl)
    for problem in found:
        click.echo(problem, err=True)
    if any(problem.severity == "error" for problem in found):
        raise click.exceptions.Exit(2)
    click.echo(summary)


@main.command()
@click.option(
    "--out", default="build", show_default=True, type=click.Path(path_type=Path),
    help="Folder of the products.",
)  # fmt: skip
@click.pass_obj
def build(corpus: tuple[Path, ...], out: Path) -> None:
    """Build every product.

    The page, the evidence table, the RDF and the schemas: all of them, or none is replaced.
    """
    from kg import products, show

    with _progress("building") as report:
        made = products.build(out, *corpus, report=report)
    show.display(show.product_list((str(one.path), one.size, one.opened) for one in made))


@main.command()
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
@click.pass_obj
def query(corpus: tuple[Path, ...], text: str, form: str, seconds: float, rows: int) -> None:
    """Answer a SPARQL query.

    A named one (kg queries lists them), a file, or - for standard input.
    """
    from kg import rdf, show

    answer = rdf.query(_load(corpus), _query_text(text), seconds=seconds, rows=rows)
    if form == "table":
        show.display(answer.table())
    else:
        click.echo(answer.written(form).encode(), nl=False)
    if answer.truncated:
        click.echo(f"kg: the first {rows} rows; there are more: raise --rows", err=True)


@main.command()
def queries() -> None:
    """List the named queries."""
    from kg import rdf, show

    found = rdf.named_queries().values()
    show.display(show.query_list((named.name, named.title) for named in found))


@main.command("show")
@click.argument("words", metavar="ENTITY|CLAIM", nargs=-1, required=True)
@click.pass_obj
def show_(corpus: tuple[Path, ...], words: tuple[str, ...]) -> None:
    """Show an entity or a claim with its evidence.

    An entity by id, label or synonym, a claim by id.
    """
    from kg import show

    show.display(show.show(_load(corpus), " ".join(words)))


@main.command()
@click.option("--entities", is_flag=True, help="List every entity instead.")
@click.pass_obj
def stats(corpus: tuple[Path, ...], entities: bool) -> None:
    """Count claims and evidence.

    By predicate, topic, certainty, system, level and basis.
    """
    from kg import show

    count = show.entity_list if entities else show.statistics
    show.display(count(_load(corpus)))


@main.group()
def export() -> None:
    """Write the graph in a form for other programs."""


@export.command()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)  # fmt: skip
@click.pass_obj
def evidence(corpus: tuple[Path, ...], out: Path | None) -> None:
    """Write the evidence table, tab separated.

    One row for each record and contrast.
    """
    from kg.products import evidence_text, write_evidence

    graph = _load(corpus)
    if out is None:
        click.echo(evidence_text(graph).encode(), nl=False)
    else:
        write_evidence(graph, out)


@main.command()
@click.option(
    "--out", default="build/schema", show_default=True, type=click.Path(path_type=Path),
    help="Folder of the schemas.",
)  # fmt: skip
def schema(out: Path) -> None:
    """Write the JSON Schemas of curated files.

    With them an editor completes and checks while you type.
    """
    from kg.curation import write_schemas

    for path in write_schemas(out):
        click.echo(path)


# -- what the commands share ----------------------------------------------------------------------


def _load(corpus: tuple[Path, ...]) -> Graph:
    import kg

    return kg.load(*corpus)


def _check(folders: tuple[Path, ...], shacl: bool) -> tuple[tuple[Problem, ...], str]:
    """Read the folders; give warnings, SHACL's findings, and one line on what was read."""
    from importlib.resources import files

    from kg.curation import read
    from kg.graph import assemble

    corpus = read(*(folders or [Path(str(files("kg.ontology")))]))
    found = corpus.warnings
    if shacl:
        from kg.rdf import validate

        found += validate(assemble(corpus))
    records = sum(len(claim.evidence) for claim in corpus.claims.values())
    counts = f"{len(corpus.entities)} entities, {len(corpus.claims)} claims, {records} records"
    return found, f"no errors: {counts} of evidence, {len(corpus.references)} references"


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
    content = sys.stdin.buffer.read() if given == "-" else Path(given).read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise RequestError(f"'{given}' is not UTF-8 text: save it as UTF-8") from None


@contextmanager
def _progress(title: str) -> Iterator[Callable[[str], None]]:
    """Tell on the terminal what is being done, and nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(title) as status:
        yield lambda step: status.update(f"{title}: {step}")


def _explain(error: Exception) -> bool:
    """Say on standard error what is wrong, curated files by line; False for what is a bug."""
    from kg.errors import CurationError, KgError

    if isinstance(error, CurationError):
        click.echo(error, err=True)
        wrong = sum(problem.severity == "error" for problem in error.problems)
        click.echo(f"kg: {wrong} error{'s' * (wrong > 1)} in the curated files", err=True)
    elif isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        click.echo(f"kg: {error.strerror or error}{where}", err=True)
    elif isinstance(error, KgError):
        click.echo(f"kg: {error}", err=True)
    else:
        return False
    for note in getattr(error, "__notes__", ()):
        click.echo(f"kg: {note}", err=True)
    return True

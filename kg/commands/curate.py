"""Commands for those who write `ontology/`: check it, build from it, know its fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.session import elsewhere, endpoint_option, form_option, load, progress

if TYPE_CHECKING:
    from kg.curation import Corpus
    from kg.errors import Problem


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option("--shacl", is_flag=True, help="Validate the RDF against the shapes as well.")
@click.option(
    "--claim", "claims", multiple=True, metavar="ID",
    help="Validate the RDF of this claim, and of what rests on it, instead of the whole.",
)  # fmt: skip
@click.pass_obj
def check(
    corpus: tuple[Path, ...], folders: tuple[Path, ...], shacl: bool, claims: tuple[str, ...]
) -> None:
    """Check curated files.

    FOLDERS add to the first of them; none means the shipped one. Every error of every file at
    once, as file:line: field: cause: remedy, and exit status 2.
    """
    with progress("checking"):
        found, summary = _check(folders or corpus, shacl, claims)
    for problem in found:
        click.echo(problem, err=True)
    if any(problem.severity == "error" for problem in found):
        raise click.exceptions.Exit(2)
    click.echo(summary)


@click.command()
@click.option(
    "--out", default="build", show_default=True, type=click.Path(path_type=Path),
    help="Folder of the products.",
)  # fmt: skip
@endpoint_option
@click.pass_obj
def build(corpus: tuple[Path, ...], out: Path, endpoint: str | None) -> None:
    """Build every product.

    The page, the evidence table, the RDF and the schemas: all of them, or none is replaced.
    """
    from kg import products, show

    source = elsewhere(corpus, endpoint)
    with progress("building") as report:
        made = products.build(out, *corpus, report=report, endpoint=source)
    show.display(show.lists.product_list((str(one.path), one.size, one.opened) for one in made))


@click.command()
@click.option("--entities", is_flag=True, help="List every entity instead.")
@endpoint_option
@click.pass_obj
def stats(corpus: tuple[Path, ...], entities: bool, endpoint: str | None) -> None:
    """Count claims and evidence.

    By predicate, topic, certainty, system, level and basis.
    """
    from kg import show

    count = show.lists.entity_list if entities else show.lists.statistics
    show.display(count(load(corpus, endpoint)))


@click.command()
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


@click.command()
@click.option("--every", is_flag=True, help="List every sentence, not only what is open.")
@form_option
@click.pass_obj
def coverage(corpus: tuple[Path, ...], every: bool, form: str) -> None:
    """Hold the inventory of sentences against the claims.

    Curated, excluded with a reason, or open; exit status 1 where a sentence that cites is open.
    """
    from kg import show
    from kg.curation import coverage as cover

    found = cover(_read(corpus))
    show.deliver(show.answers.coverage(found, every=every), form)
    raise click.exceptions.Exit(1 if found.open else 0)


@click.group()
def new() -> None:
    """Begin something of your own."""


@new.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@click.option("--reference", required=True, metavar="KEY", help="Citation key, such as doe2026.")
@click.option(
    "--in", "folder", default="my-claims", show_default=True, type=click.Path(path_type=Path),
    help="Your folder; use it with kg --with FOLDER.",
)  # fmt: skip
@click.option("--topic", default="mine", show_default=True, help="Folder below claims/.")
@click.pass_obj
def claim(corpus: tuple[Path, ...], /, folder: Path, **named: str) -> None:
    """Write a commented skeleton of a claim.

    With stubs of the entities and the reference that are not defined yet.
    """
    from kg.curation import write_skeleton

    for path in write_skeleton(_read(corpus), folder=folder, **named):
        click.echo(path)


def _check(
    folders: tuple[Path, ...], shacl: bool, claims: tuple[str, ...]
) -> tuple[tuple[Problem, ...], str]:
    """Read the folders; give warnings, SHACL's findings, and one line on what was read."""
    from kg.commands.figure import asker
    from kg.figures import check_figures
    from kg.graph import assemble

    corpus = _read(folders)
    graph = assemble(corpus)
    found = corpus.warnings + check_figures(graph, ask=asker(graph))
    if shacl or claims:
        from kg.rdf import validate

        found += validate(graph, claims=claims or None)
    records = sum(len(claim.evidence) for claim in corpus.claims.values())
    counts = f"{len(corpus.entities)} entities, {len(corpus.claims)} claims, {records} records"
    return found, f"no errors: {counts} of evidence, {len(corpus.references)} references"


def _read(folders: tuple[Path, ...]) -> Corpus:
    from importlib.resources import files

    from kg.curation import read

    return read(*(folders or [Path(str(files("kg.ontology")))]))

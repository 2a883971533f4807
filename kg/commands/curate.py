"""Commands for those who write `ontology/`: check it, build from it, know its fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.session import load, progress

if TYPE_CHECKING:
    from kg.errors import Problem


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option("--shacl", is_flag=True, help="Validate the RDF against the shapes as well.")
@click.pass_obj
def check(corpus: tuple[Path, ...], folders: tuple[Path, ...], shacl: bool) -> None:
    """Check curated files.

    FOLDERS add to the first of them; none means the shipped one. Every error of every file at
    once, as file:line: field: cause: remedy, and exit status 2.
    """
    with progress("checking"):
        found, summary = _check(folders or corpus, shacl)
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
@click.pass_obj
def build(corpus: tuple[Path, ...], out: Path) -> None:
    """Build every product.

    The page, the evidence table, the RDF and the schemas: all of them, or none is replaced.
    """
    from kg import products, show

    with progress("building") as report:
        made = products.build(out, *corpus, report=report)
    show.display(show.lists.product_list((str(one.path), one.size, one.opened) for one in made))


@click.command()
@click.option("--entities", is_flag=True, help="List every entity instead.")
@click.pass_obj
def stats(corpus: tuple[Path, ...], entities: bool) -> None:
    """Count claims and evidence.

    By predicate, topic, certainty, system, level and basis.
    """
    from kg import show

    count = show.lists.entity_list if entities else show.lists.statistics
    show.display(count(load(corpus)))


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

"""Commands for those who write `ontology/`: check it, build from it, know its fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.session import (
    drafts,
    elsewhere,
    endpoint_option,
    form_option,
    load,
    progress,
    shipped,
)

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
@click.option(
    "--retractions", metavar="FILE", type=click.Path(path_type=Path),
    help="Look the references up in a CSV of Retraction Watch, as Crossref gives it.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Look again each time that a file is saved.")
@click.pass_obj
def check(
    corpus: tuple[Path, ...], folders: tuple[Path, ...], shacl: bool, claims: tuple[str, ...],
    retractions: Path | None, watch: bool,
) -> None:  # fmt: skip
    """Check curated files.

    FOLDERS add to the first of them; none means the shipped one. Every error of every file at
    once, as file:line: field: cause: remedy, and exit status 2.
    """
    if watch:
        _watch(folders or corpus or shipped())
    with progress("checking"):
        found, summary = _check(folders or corpus, shacl, claims, retractions)
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
        made = products.build(out, *corpus, report=report, endpoint=source, drafts=drafts())
    rows = ((str(one.path), one.listed.size, one.opened) for one in made)
    show.display(show.lists.product_list(rows))


@click.command("verify-products")
@click.argument("folder", default="build", type=click.Path(path_type=Path, file_okay=False))
def verify_products(folder: Path) -> None:
    """Hold the products in FOLDER against their manifest.

    Those of a build or of a release; exit status 2 where one is missing or differs.
    """
    from kg import products

    wrong = products.verify(folder)
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        raise click.exceptions.Exit(2)
    click.echo(f"{folder}: every product is what the manifest lists")


@click.command()
@click.option("--entities", is_flag=True, help="List every entity instead.")
@endpoint_option
@form_option
@click.pass_obj
def stats(corpus: tuple[Path, ...], entities: bool, endpoint: str | None, form: str) -> None:
    """Count claims and evidence.

    By predicate, topic, certainty, system, level and basis.
    """
    from kg import show

    graph = load(corpus, endpoint)
    if form == "table":
        show.display((show.lists.entity_list if entities else show.lists.statistics)(graph))
    else:
        show.deliver(show.answers.counted(graph, entities), form)


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path),
    help="Folder of the schemas; build/schema, beside the last folder of --with.",
)  # fmt: skip
@click.option(
    "--with", "added", multiple=True, type=click.Path(path_type=Path),
    help="Know what this folder and those below it have: ids, papers, bases, facets as lists.",
)  # fmt: skip
@click.pass_obj
def schema(corpus: tuple[Path, ...], out: Path | None, added: tuple[Path, ...]) -> None:
    """Write the JSON Schemas of curated files, of answers and of tools.

    With the first an editor completes and checks while you type; `answer-COMMAND` tells what
    `--format json` gives, `tool-NAME` what `kg mcp` does.
    """
    folders = (*(corpus or shipped()), *added) if added else corpus
    for path in _write_schemas(folders, out):
        click.echo(path)


@click.command()
@click.option("--every", is_flag=True, help="List every sentence, not only what is open.")
@click.option("--document", metavar="KEY", help="Only this document; all that have an inventory.")
@click.option("--searches", is_flag=True, help="What was searched for, and taken, instead.")
@form_option
@click.pass_obj
def coverage(
    corpus: tuple[Path, ...], every: bool, document: str | None, searches: bool, form: str
) -> None:
    """Hold the inventories of sentences against the claims.

    Curated, excluded with a reason, or open; exit status 1 where a sentence that cites is open.
    """
    from kg import show
    from kg.curation import coverage as cover

    if searches:
        show.deliver(show.answers.searched(read_corpus(corpus)), form)
        return
    found = cover(read_corpus(corpus), document)
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

    for path in write_skeleton(read_corpus(corpus), folder=folder, **named):
        click.echo(path)


@new.command()
@click.argument("key", metavar="ID")
@click.option("--title", help="What it is called; made of ID if not given.")
@click.option("--base", metavar="IRI", help="What the addresses of its records begin with.")
@click.option(
    "--licence", default="https://creativecommons.org/licenses/by/4.0/", show_default=True,
    help="Under which it may be used.",
)  # fmt: skip
@click.option(
    "--in", "folder", type=click.Path(path_type=Path),
    help="Its folder, named ID if not given; use it with kg --corpus FOLDER.",
)  # fmt: skip
def corpus(
    key: str, title: str | None, base: str | None, licence: str, folder: Path | None
) -> None:
    """Write a commented manifest of a new corpus.

    Its name, licence, and the words that are its own: arms, compartments, bases, facets.
    """
    from kg.curation import write_corpus

    click.echo(write_corpus(key, folder or Path(key), title, base, licence))


def _check(
    folders: tuple[Path, ...], shacl: bool, claims: tuple[str, ...], retractions: Path | None
) -> tuple[tuple[Problem, ...], str]:
    """Read the folders; give warnings, SHACL's findings, and one line on what was read."""
    from kg.commands.figure import asker
    from kg.curation import check_retractions
    from kg.figures import check_figures
    from kg.graph import assemble

    corpus = read_corpus(folders)
    graph = assemble(corpus)
    found = corpus.warnings + check_figures(graph, ask=asker(graph))
    if retractions:
        found += check_retractions(corpus, retractions)
    if shacl or claims:
        from kg.rdf import validate

        found += validate(graph, claims=claims or None)
    records = sum(len(claim.evidence) for claim in corpus.claims.values())
    counts = f"{len(corpus.entities)} entities, {len(corpus.claims)} claims, {records} records"
    return found, f"no errors: {counts} of evidence, {len(corpus.references)} references"


def _write_schemas(folders: tuple[Path, ...], out: Path | None) -> list[Path]:
    """Write the schemas beside the last of several folders, knowing what they have."""
    from kg import tools
    from kg.curation import write_schemas
    from kg.show import answer_schemas

    beside = folders[-1].resolve().parent if len(folders) > 1 else Path()
    others = answer_schemas() | tools.tool_schemas()
    known = read_corpus(folders) if folders else None
    return write_schemas(out or beside / "build" / "schema", others, known)


def _watch(folders: tuple[Path, ...]) -> None:
    """Tell what is wrong whenever that changes, until somebody ends it."""
    from kg.hands import watch_files

    for found in watch_files(folders):
        for problem in found:
            click.echo(problem, err=True)
        wrong = sum(problem.severity == "error" for problem in found)
        click.echo(f"{wrong} error{'s' * (wrong != 1)}, {len(found) - wrong} to be looked at")


def read_corpus(folders: tuple[Path, ...]) -> Corpus:
    """Read the folders chosen, or the shipped one, without assembling a graph."""
    from importlib.resources import files

    from kg.curation import read

    return read(*(folders or [Path(str(files("kg.ontology")))]))

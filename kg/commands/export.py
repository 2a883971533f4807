"""Commands that write the graph in a form for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.session import (
    endpoint_option,
    form_option,
    load,
    load_with_recipes,
    out_option,
    put,
    tell,
)

if TYPE_CHECKING:
    from kg.graph import Graph


package_option = click.option(
    "--package", is_flag=True,
    help="Also write datapackage.json beside it, which tells programs what each column holds.",
)  # fmt: skip
"""Whether a table is described; `_put_table` takes it."""


@click.group()
def export() -> None:
    """Write the graph in a form for other programs."""


@export.command()
@out_option
@package_option
@endpoint_option
@click.pass_obj
def evidence(
    corpus: tuple[Path, ...], out: Path | None, package: bool, endpoint: str | None
) -> None:
    """Write the evidence table, tab separated.

    One row for each record and contrast.
    """
    from kg.products import evidence_text

    graph = load(corpus, endpoint)
    _put_table(graph, evidence_text(graph).encode(), out, package)


@export.command()
@out_option
@endpoint_option
@click.pass_obj
def bibtex(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write the bibliography as BibTeX."""
    from kg.exchange import bibtex_text

    put(bibtex_text(load(corpus, endpoint)), out)


@export.command("csl-json")
@out_option
@endpoint_option
@click.pass_obj
def csl_json(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write the bibliography as CSL-JSON.

    Zotero, Mendeley and pandoc read it.
    """
    from kg.exchange import csl_json_text

    put(csl_json_text(load(corpus, endpoint)), out)


@export.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="File to write.")  # fmt: skip
@endpoint_option
@click.pass_obj
def explorer(corpus: tuple[Path, ...], out: Path, endpoint: str | None) -> None:
    """Write the interactive page alone.

    One file that needs no network: open it in a browser, or send it to somebody.
    """
    from kg.explorer import write_explorer

    write_explorer(load_with_recipes(corpus, endpoint), out)


@export.command()
@out_option
@endpoint_option
@click.pass_obj
def graphml(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write the network as GraphML.

    Cytoscape, Gephi, yEd, igraph and networkx read it.
    """
    from kg.exchange import graphml_text

    content, loss = graphml_text(load(corpus, endpoint))
    put(content, out)
    tell(loss)


@export.command()
@out_option
@endpoint_option
@click.pass_obj
def indra(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write the effects as INDRA Statements, with their evidence."""
    from kg.exchange import indra_text

    content, loss = indra_text(load(corpus, endpoint))
    put(content, out)
    tell(loss)


@export.command()
@out_option
@endpoint_option
@click.pass_obj
def bel(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write the causal records as a BEL script, with citations and annotations.

    PyBEL and the OpenBEL tools read it.
    """
    from kg.exchange import bel_text

    content, loss = bel_text(load(corpus, endpoint))
    put(content, out)
    tell(loss)


@export.command()
@out_option
@endpoint_option
@click.pass_obj
def nanopub(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write every record as a nanopublication, in TriG, unsigned."""
    from kg.exchange import nanopub_text

    content, loss = nanopub_text(load(corpus, endpoint))
    put(content, out)
    tell(loss)


@export.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="Folder for the files and scripts.")  # fmt: skip
@endpoint_option
@click.pass_obj
def cypher(corpus: tuple[Path, ...], out: Path, endpoint: str | None) -> None:
    """Write tables and scripts that load them into Neo4j or Ladybug."""
    from kg.exchange import cypher_files
    from kg.publishing import write_all

    files, loss = cypher_files(load(corpus, endpoint))
    write_all(out, files)
    tell(loss)


@export.command()
@out_option
@endpoint_option
@click.pass_obj
def cx2(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write the network as CX2, with places, colours and line ends.

    Cytoscape, Cytoscape Web and NDEx read it.
    """
    from kg.exchange import cx2_text

    content, loss = cx2_text(load(corpus, endpoint))
    put(content, out)
    tell(loss)


@export.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="File to write.")  # fmt: skip
@package_option
@endpoint_option
@click.pass_obj
def xlsx(corpus: tuple[Path, ...], out: Path, package: bool, endpoint: str | None) -> None:
    """Write the evidence table as a workbook.

    Sheets of evidence, entities, references and the meaning of columns; with filters and links.
    """
    from kg.exchange import workbook_bytes

    graph = load(corpus, endpoint)
    _put_table(graph, workbook_bytes(graph), out, package)


@export.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="File to write.")  # fmt: skip
@package_option
@endpoint_option
@click.pass_obj
def parquet(corpus: tuple[Path, ...], out: Path, package: bool, endpoint: str | None) -> None:
    """Write the evidence table as Parquet, with typed columns.

    R, pandas, Polars and DuckDB read it. Needs pyarrow: pip install 'cirt-kg[parquet]'.
    """
    from kg.exchange import parquet_bytes

    graph = load(corpus, endpoint)
    _put_table(graph, parquet_bytes(graph), out, package)


@export.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="Folder for the files of nodes and edges.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["tsv", "jsonl"]), default="tsv",
              show_default=True, help="Lists joined by '|', or arrays in JSON Lines.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Only fields of the Biolink Model.")
@endpoint_option
@click.pass_obj
def kgx(
    corpus: tuple[Path, ...], out: Path, form: str, strict: bool, endpoint: str | None
) -> None:
    """Write nodes and edges as KGX, with classes of the Biolink Model."""
    from kg.exchange import kgx as told_in_kgx
    from kg.publishing import write_all

    told = told_in_kgx(load(corpus, endpoint), strict=strict)
    write_all(out, told.files(form))
    tell(told.loss)


@click.command()
@form_option
@click.pass_context
def formats(ctx: click.Context, form: str) -> None:
    """List the formats of other programs: for whom, read, written, lost, checked.

    'kg export' writes them, 'kg import' reads them.
    """
    from kg import show

    rows = tuple(_format_rows(ctx.find_root().command))
    columns = ("format", "for_whom", "holds", "lost", "write", "read", "checked_with")
    sheet = show.Sheet("formats", "", columns, rows)
    show.deliver(show.Answer("Formats of other programs", (sheet,)), form)


def _format_rows(root: click.Command) -> Iterator[tuple[str, ...]]:
    """Yield a row for each format that a command here writes or reads."""
    from kg.exchange import FORMATS

    for one in FORMATS:
        doors = _known(root, one.written), _known(root, one.read)
        if any(doors):
            yield one.name, one.audience, one.holds, one.lost, *doors, one.checked


def _known(root: click.Command, words: str) -> str:
    """Give a command as it is typed, or nothing where there is none of that name."""
    found: click.Command | None = root
    for word in (one for one in words.split() if not one.startswith("-")):
        found = found.commands.get(word) if isinstance(found, click.Group) else None
    return f"kg {words}" if words and found else ""


def _put_table(graph: Graph, content: bytes, out: Path | None, package: bool) -> None:
    """Write a table to a file; with its description beside it, both or neither."""
    from kg.atomic import write_whole
    from kg.errors import RequestError
    from kg.exchange import DESCRIPTOR, data_package_text
    from kg.publishing import write_all

    if out is None and package:
        raise RequestError("--package without --out: name the file that it describes")
    if out is None:
        click.echo(content, nl=False)
    elif package:
        described = data_package_text(graph, out.name, content)
        write_all(out.parent, {out.name: content, DESCRIPTOR: described})
    else:
        write_whole(out, content)


@export.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="Folder of the products, which are described, or a new one.")  # fmt: skip
@click.option("--date", metavar="YYYY-MM-DD", default="", help="If corpus.yaml tells none.")
@endpoint_option
@click.pass_obj
def metadata(corpus: tuple[Path, ...], out: Path, date: str, endpoint: str | None) -> None:
    """Write what a release says of itself, beside its products.

    RO-Crate, Croissant, schema.org as JSON-LD, CITATION.cff; DCAT is in void.ttl of the build.
    """
    from kg.products import write_metadata

    for path in write_metadata(load(corpus, endpoint), out, date):
        click.echo(path)

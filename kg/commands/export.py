"""Commands that write the graph in a form for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.session import endpoint_option, load, out_option, put


@click.group()
def export() -> None:
    """Write the graph in a form for other programs."""


@export.command()
@out_option
@endpoint_option
@click.pass_obj
def evidence(corpus: tuple[Path, ...], out: Path | None, endpoint: str | None) -> None:
    """Write the evidence table, tab separated.

    One row for each record and contrast.
    """
    from kg.products import evidence_text

    put(evidence_text(load(corpus, endpoint)), out)


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

    write_explorer(load(corpus, endpoint), out)

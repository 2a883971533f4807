"""Commands that write the graph in a form for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.session import load


@click.group()
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

    graph = load(corpus)
    if out is None:
        click.echo(evidence_text(graph).encode(), nl=False)
    else:
        write_evidence(graph, out)

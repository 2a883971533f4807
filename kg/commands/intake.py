"""Commands that bring in what was written elsewhere than in curated files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.curate import new, read_corpus
from kg.commands.session import progress, shipped

if TYPE_CHECKING:
    from kg.intake import Written


@click.group("import")
def import_() -> None:
    """Bring in what was written elsewhere, as a layer of drafts."""


@import_.command("table")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path),
              help="New folder of the layer; use it with kg --with FOLDER.")  # fmt: skip
@click.option("--layer", metavar="ID", help="Its id; made of the folder's name if not given.")
@click.option("--licence", default="https://creativecommons.org/licenses/by/4.0/",
              show_default=True, help="Under which it may be used.")  # fmt: skip
@click.option("--references", metavar="FILE", type=click.Path(path_type=Path),
              help="Papers that the table cites: a table, or CSL-JSON (.json).")  # fmt: skip
@click.pass_obj
def table_in(
    corpus: tuple[Path, ...], file: Path, out: Path, layer: str | None, licence: str,
    references: Path | None,
) -> None:  # fmt: skip
    """Read an evidence table as a layer of drafts.

    TSV, CSV, xlsx or Parquet; things by id, name, synonym or identifier. Every error at once, by
    row and column, and exit status 2; what is not read is told.
    """
    from kg.intake import import_table

    _tell(import_table(file, out, corpus or shipped(), layer=layer, licence=licence,
                       references=references))  # fmt: skip


def _tell(written: Written) -> None:
    """Tell the files of a layer, and on the error output what was read and left out."""
    for note in written.notes:
        click.echo(f"kg: {note}", err=True)
    for path in written.paths:
        click.echo(path)


def _network(form: str, title: str, about: str) -> None:
    """Make the command that reads one format of networks."""

    @import_.command(form, help=f"{title} as a layer of drafts.\n\n{about}\n\n{NETWORK}")
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--out", required=True, type=click.Path(path_type=Path),
                  help="New folder of the layer; use it with kg --with FOLDER.")  # fmt: skip
    @click.option("--licence", required=True,
                  help="Under which the file may be used, as its publisher tells.")  # fmt: skip
    @click.option("--layer", metavar="ID", help="Its id; made of the folder's name if not given.")
    @click.option("--origin", metavar="TEXT", default="",
                  help="Where it is from: an address, who made it.")  # fmt: skip
    @click.option("--by-label", is_flag=True, help="Take things by name where no identifier fits.")
    @click.option("--new-things", is_flag=True,
                  help="Make entities of what the corpus does not have.")  # fmt: skip
    @click.pass_obj
    def network_in(
        corpus: tuple[Path, ...], /, files: tuple[Path, ...], out: Path, **told: Any
    ) -> None:
        from kg.intake import import_network

        _tell(import_network(form, files, out, corpus or shipped(), **told))


NETWORK = (
    "A statement is read where the corpus has both its things, by their identifiers. What the "
    "model cannot hold is counted and named. Drafts count where their layer is named: "
    "kg --with FOLDER --drafts ID."
)
for _form, _title, _about in (
    ("kgx", "Read KGX", "FILES are nodes and edges (.tsv, .jsonl), or their folder."),
    ("indra", "Read INDRA Statements", "FILES are JSON, as stmts_to_json writes it."),
    ("bel", "Read BEL", "FILES are node-link JSON, as PyBEL writes it."),
    ("gocam", "Read GO-CAM models", "FILES are YAML, as gocam-py writes it."),
):
    _network(_form, _title, _about)


@new.command("table")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def table_out(corpus: tuple[Path, ...], file: Path) -> None:
    """Write an empty evidence table as a workbook.

    With lists to choose from, and notes on what stands in each column; 'kg import table' reads it.
    """
    from kg.atomic import write_whole
    from kg.graph import assemble
    from kg.intake import blank_workbook

    click.echo(write_whole(file, blank_workbook(assemble(read_corpus(corpus)))))


@new.command("paper")
@click.argument("given", metavar="FILE|DOI|PMID", nargs=-1, required=True)
@click.option("--in", "folder", default="my-claims", show_default=True,
              type=click.Path(path_type=Path, file_okay=False),
              help="Your folder; use it with kg --with FOLDER.")  # fmt: skip
@click.option("--topic", default="mine", show_default=True, help="To which the claims belong.")
@click.option("--key", metavar="KEY", help="Citation key of a single paper; made if not given.")
@click.option("--as", "by", metavar="NAME", help="Who curates it.")
@click.option("--again", is_flag=True, help="Write a file for papers that the corpus has, too.")
@click.pass_obj
def paper_in(
    corpus: tuple[Path, ...], /, given: tuple[str, ...], folder: Path, **named: Any
) -> None:
    """Take papers in: a file each, to be filled in.

    FILE is .ris, .bib, .nbib, PubMed XML, CSL-JSON or JATS XML, of one paper or many. Writes the
    reference, what is at hand to be read, and a skeleton; of a full text in JATS the places and
    fingerprints of its sentences, without the words. Tells what title and abstract name, and
    which verdicts, gaps and conclusions the paper could move.
    """
    from kg.intake import new_papers, say_arrivals

    with progress("reading"):
        found = new_papers(given, folder, corpus or shipped(), **named)
    for line in say_arrivals(found):
        click.echo(line)

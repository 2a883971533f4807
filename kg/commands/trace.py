"""Commands that trace mechanisms: how it gets there, what would break it, what fits the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.export import export
from kg.commands.session import endpoint_option, form_option, load

if TYPE_CHECKING:
    from kg.remote import Between

where_option = click.option(
    "--where", multiple=True, metavar="FACET=VALUE",
    help="Only where this can hold: time='48 h', route=it, organism=mouse, co_treatment=none, "
    "or a facet of the manifest, such as NAME=WORD or NAME='8-10 UNIT'; repeatable.",
)  # fmt: skip
system_option = click.option(
    "--system",
    "systems",
    multiple=True,
    metavar="SETTING",
    help="Only records of this setting: in_vitro, in_vivo, patients, ...; repeat it for several.",
)
length_option = click.option(
    "--max-length", default=5, show_default=True, type=click.IntRange(1, 20),
    help="Found steps of the longest chain; those true by definition do not count.",
)  # fmt: skip


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--through", multiple=True, metavar="ENTITY", help="Only chains past it; repeatable.")
@click.option("--avoid", multiple=True, metavar="ENTITY", help="No chain past it; repeatable.")
@where_option
@system_option
@click.option(
    "--versus", metavar="EXPOSURE", help="Where on the chain A's advantage over this one enters."
)
@length_option
@click.option("--top", type=click.IntRange(min=1), help="The first so many only.")
@click.option("--all", "every", is_flag=True, help="List each way, variants and opposed ones too.")
@click.option(
    "--why-not",
    "why",
    is_flag=True,
    help="Tell what keeps the way through --through, in that order, from being found.",
)
@click.option(
    "--without-direct",
    is_flag=True,
    help="Hide every direct finding between A and B: what do the ways alone say?",
)
@click.option(
    "--graph", "file", type=click.Path(path_type=Path, dir_okay=False),
    help="A network written by kg export paths, however large, in place of the curated folder.",
)  # fmt: skip
@endpoint_option
@form_option
@click.pass_obj
def chains(
    corpus: tuple[Path, ...], /, form: str, file: Path | None, endpoint: str | None, **asked: Any
) -> None:
    """Tell how A acts on B: what was seen, then the ways.

    Signed chains whose conditions can hold at once: those that skip no known step, the shortest
    first; last what goes against what was seen.
    """
    if file:
        _print_stored(file, form, endpoint=endpoint, **asked)
        return
    from kg.show import answers, deliver

    wanted = None if asked["why"] else _corridor(**asked)  # what is missing may lie anywhere
    deliver(answers.chains(load(corpus, endpoint, wanted), **asked), form)


@click.command()
@click.option("--block", multiple=True, metavar="ENTITY", help="Inhibit it; repeatable.")
@click.option("--raise", "--up", "up", multiple=True, metavar="ENTITY",
              help="Hold it up; repeatable.")  # fmt: skip
@click.option("--lower", "--down", "down", multiple=True, metavar="ENTITY",
              help="Hold it down; repeatable.")  # fmt: skip
@click.option("--cut-out", "cut_out", multiple=True, metavar="ENTITY",
              help="Sever it from its causes, without a direction; repeatable.")  # fmt: skip
@click.option("--from", "--exposure", "exposures", multiple=True, metavar="EXPOSURE",
              help="Under this exposure; repeatable.")  # fmt: skip
@click.option("--to", "--outcome", "outcomes", multiple=True, metavar="ENTITY",
              help="This quantity; all that move if none is named.")  # fmt: skip
@where_option
@system_option
@click.option("--cut", default=0, type=click.IntRange(0, 6), metavar="SIZE",
              help="Find minimal sets of at most so many entities that cut --from off --to, and "
              "the drugs that reach them.")  # fmt: skip
@length_option
@click.option("--all", "every", is_flag=True, help="List all that moves, and the loops.")
@endpoint_option
@form_option
@click.pass_obj
def whatif(corpus: tuple[Path, ...], /, form: str, endpoint: str | None, **asked: Any) -> None:
    """Block, raise, lower or cut out something.

    Tells what then falls and rises under an exposure, and by which way.
    """
    from kg.show import answers, deliver

    deliver(answers.what_if(load(corpus, endpoint), **asked), form)


@click.command()
@click.option("--up", multiple=True, metavar="GENES",
              help="Genes that rose, by commas; human or mouse symbols, HGNC.")  # fmt: skip
@click.option("--down", multiple=True, metavar="GENES", help="Genes that fell, by commas.")
@click.option("--table", type=click.Path(path_type=Path, dir_okay=False),
              help="Differential expression as DESeq2, edgeR, limma, Seurat, Scanpy, GEO2R, Galaxy "
              "and others write it: TSV or CSV, gzip too.")  # fmt: skip
@click.option("--threshold", default=1.0, show_default=True, type=click.FloatRange(min=0),
              help="Least absolute log2 fold change that counts as a change.")  # fmt: skip
@click.option("--padj", default=0.05, show_default=True, type=click.FloatRange(0, 1),
              help="Adjusted p below which a change counts, if there is any.")  # fmt: skip
@click.option("--gene-column", metavar="COLUMN", help="Column of genes, by name or number.")
@click.option("--change-column", metavar="COLUMN", help="Column of changes, of several contrasts.")
@click.option("--padj-column", metavar="COLUMN", help="Column of adjusted p values.")
@click.option("--only", multiple=True, metavar="COLUMN=VALUE",
              help="Only rows with this value, such as cluster=1; repeatable.")  # fmt: skip
@click.option("--duplicates", default="best", show_default=True,
              type=click.Choice(["best", "drop", "refuse"]),
              help="Of several rows of a gene take the one of least adjusted p, then of largest "
              "change; or none; or refuse the table.")  # fmt: skip
@click.option("--scale", type=click.Choice(["log2", "ln", "log10", "linear"]),
              help="What the changes are, where the column's name does not tell.")  # fmt: skip
@where_option
@system_option
@click.option("--max-length", default=3, show_default=True, type=click.IntRange(1, 8),
              help="Steps of the longest chain.")  # fmt: skip
@click.option("--permutations", default=9999, show_default=True, type=click.IntRange(99, 999_999),
              help="Random signatures for the p value.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, help="Where the random numbers begin.")
@click.option("--top", default=15, show_default=True, type=click.IntRange(min=1),
              help="How many to show.")  # fmt: skip
@endpoint_option
@form_option
@click.pass_obj
def explain(corpus: tuple[Path, ...], /, form: str, endpoint: str | None, **asked: Any) -> None:
    r"""Explain a signature of genes.

    Which exposures and mechanisms are consistent with the genes that rose and fell.

    \b
    kg explain --up CD274,ICAM1 --down TREX1
    kg explain --table deseq2.csv --padj 0.01
    """
    from kg.show import answers, deliver

    deliver(answers.explain(load(corpus, endpoint), **asked), form)


@export.command("paths")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="File to write.")  # fmt: skip
@endpoint_option
@click.pass_obj
def paths_(corpus: tuple[Path, ...], out: Path, endpoint: str | None) -> None:
    """Write the signed network for kg chains --graph.

    A file that is mapped, not read: even a network of a million edges answers at once.
    """
    from kg.mechanism import written

    written.write_network(load(corpus, endpoint), out)


def _corridor(
    start: str, end: str, max_length: int, versus: str | None, through: tuple[str, ...],
    avoid: tuple[str, ...], where: tuple[str, ...], **_: Any,
) -> Between:  # fmt: skip
    """Say what of a store the question needs."""
    from kg.remote import Between

    wishes = (tuple(part.strip() for part in wish.split("=", 1)) for wish in where)
    given = tuple(value for facet, *value in wishes if facet == "co_treatment")
    named = tuple(value for values in given for value in values if value not in {"", "none"})
    return Between(start, end, max_length, versus, (*through, *avoid), named)


def _print_stored(
    file: Path, form: str, start: str, end: str, max_length: int, top: int | None, **limits: Any
) -> None:
    """Print the best chains of a written network, without loading what writes other forms."""
    from kg.errors import RequestError
    from kg.paths import stored_chains

    if form != "table" or any(limits.values()):
        raise RequestError("--graph takes --max-length and --top only, and gives a plain table")
    for line in stored_chains(file, start, end, limit=max_length, top=top or 10):
        click.echo(line)

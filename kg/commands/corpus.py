"""Commands on a data set of millions of records, beside the curated core."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.session import form_option, progress

layer_option = click.option(
    "--layer", "layers", multiple=True, metavar="LAYER",
    help="Let the records of this imported layer count; repeat it.",
)  # fmt: skip


@click.group("corpus")
def corpus_() -> None:
    """Add, assemble and ask records by the million.

    A data set is a folder of Parquet beside the curated core, which it never changes. Needs
    pip install 'cirt-kg[corpus]'.
    """


@corpus_.command("add")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--into", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="Folder of the data set; made where there is none.")  # fmt: skip
@click.option("--kind", help="What the sources are, where their look misleads: evidence, papers, "
              "kgx, indra, bel, inference or curated.")  # fmt: skip
@click.option("--layer", metavar="LAYER", help="Layer of their records; made of the kind if not "
              "given.")  # fmt: skip
@form_option
def add_(
    sources: tuple[Path, ...], into: Path, kind: str | None, layer: str | None, form: str
) -> None:
    """Stream sources into a data set: resumable, and never twice.

    Evidence tables (TSV, Parquet) and tables of papers, KGX edges (TSV, JSON Lines), INDRA
    Statements, BEL as node-link JSON, Evidence Inference, and curated folders. What gives no row
    is put aside with its reason.
    """
    from kg import corpus
    from kg.show import deliver

    with progress("adding") as report:
        added = corpus.add(
            [*sources], into, kind=kind, layer=layer,
            tell=lambda name, units, rows: report(f"{name}: {rows} rows"),
        )  # fmt: skip
    deliver(corpus.tell_added(added, into), form)


@corpus_.command("assemble")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--remote", metavar="URL", help="Spark Connect endpoint (sc://host:port) that sees "
              "the folder; this process if not given.")  # fmt: skip
@click.option("--memory", default="2GB", show_default=True, metavar="SIZE",
              help="What the engine of this process may hold; the rest goes to disk.")  # fmt: skip
@layer_option
@click.option("--by", multiple=True, metavar="FACET", help="Count by the values of this facet as "
              "well: setting, species, oxygen ...; repeat it.")  # fmt: skip
@form_option
def assemble_(
    folder: Path, remote: str | None, memory: str, layers: tuple[str, ...], by: tuple[str, ...],
    form: str,
) -> None:  # fmt: skip
    """Count the votes of the whole data set, and write its verdicts.

    Imported layers are drafts: they count where --layer names them. After a kill the same command
    goes on.
    """
    from kg import corpus
    from kg.show import deliver

    with progress("assembling") as report:
        found = corpus.assemble_votes(
            folder, remote=remote, memory=memory, layers=layers, by=by,
            tell=lambda one, of: report(f"partition {one + 1} of {of}"),
        )  # fmt: skip
    deliver(corpus.tell_assembled(found), form)


@corpus_.command("verdict")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("object_", metavar="OBJECT")
@click.option("--exposure", metavar="NAME", help="Keep one exposure.")
@click.option("--versus", metavar="NAME", help="Keep one comparator; '' keeps effects.")
@click.option("--basis", metavar="BASIS", help="Keep one basis.")
@form_option
def verdict_(
    folder: Path, object_: str, exposure: str | None, versus: str | None, basis: str | None,
    form: str,
) -> None:  # fmt: skip
    """Give the verdicts on one OBJECT, as they were assembled."""
    from kg import corpus
    from kg.show import deliver

    found = corpus.find_verdicts(folder, object_, exposure=exposure, versus=versus, basis=basis)
    deliver(corpus.tell_verdicts(found), form)


@corpus_.command("show")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("object_", metavar="[OBJECT]", required=False)
@click.option("--top", default=30, show_default=True, help="Records to show; 0 for all.")
@layer_option
@form_option
def show_(
    folder: Path, object_: str | None, top: int, layers: tuple[str, ...], form: str
) -> None:
    """Show every record on one OBJECT, and why it has no vote; without it, the sources."""
    from kg import corpus
    from kg.show import deliver

    if object_ is None:
        deliver(corpus.tell_sources(corpus.list_sources(folder)), form)
    else:
        records = corpus.find_records(folder, object_, layers)
        deliver(corpus.tell_records(object_, records, top), form)

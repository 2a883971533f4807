"""Everything that `kg build` makes of the curated files: all of it, or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.atomic import write_whole

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True)
class Product:
    """One file that was built; `size` in bytes, `opened` tells how a person opens it."""

    name: str
    path: Path
    sha256: str
    size: int
    opened: str


def build(
    folder: Path, *corpus: Path, report: Callable[[str], None] = lambda step: None,
    endpoint: str | None = None,
) -> tuple[Product, ...]:  # fmt: skip
    """Make every product of the shipped knowledge, or of the curated folders given, in `folder`.

    Or of what a SPARQL store holds, by the address of its `endpoint`.

    What is made replaces the old products only when all of it succeeded; any error leaves them as
    they were, and carries a note that says so. `report` hears what is being done.
    """
    import kg

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".making-", dir=folder) as scratch:
            made = Path(scratch, "new")
            made.mkdir()
            report("reading the store" if endpoint else "reading the curated files")
            _write(kg.load(*corpus, endpoint=endpoint), made, report)
            products = tuple(_describe(made, folder))
            _write_manifest(products, made / MANIFEST)
            names = [*(product.name for product in products), MANIFEST]
            _replace(made, folder, names, Path(scratch, "old"))
    except Exception as error:
        error.add_note(_what_stands(folder))
        raise
    return products


def evidence_text(graph: Graph) -> str:
    """Write the evidence table as tab separated values under a header.

    A spreadsheet would run a cell that begins like a formula: such text gets an apostrophe; a
    sign alone is none.
    """
    from kg.graph import evidence_table

    rows = evidence_table(graph, header=True)
    return "".join("\t".join(map(_spreadsheet_cell, row)) + "\n" for row in rows)


def write_evidence(graph: Graph, path: Path) -> None:
    """Write `evidence_text` to a file."""
    write_whole(path, evidence_text(graph))


def _write(graph: Graph, made: Path, report: Callable[[str], None]) -> None:
    for name, write in WRITERS.items():
        report(f"writing {name}")
        write(graph, made / name)


def _describe(made: Path, folder: Path) -> Iterable[Product]:
    """Give every file that was made, in order of the table of writers, with its digest."""
    for name, opened in OPENED.items():
        for path in sorted(made.glob(name)):
            content, inner = path.read_bytes(), path.relative_to(made).as_posix()
            how = opened.format(path=folder / inner)
            digest = sha256(content).hexdigest()
            yield Product(inner, folder / inner, digest, len(content), how)


def _write_manifest(products: Iterable[Product], path: Path) -> None:
    rows = sorted((product.name, product.sha256, str(product.size)) for product in products)
    lines = ["\t".join(row) + "\n" for row in (("product", "sha256", "bytes"), *rows)]
    path.write_text("".join(lines), encoding="utf-8")


def _replace(made: Path, folder: Path, names: Iterable[str], old: Path) -> None:
    """Move every file over its predecessor; where one cannot be moved, put all back."""
    moved: list[str] = []
    try:
        for name in names:
            target, kept = folder / name, old / name
            target.parent.mkdir(parents=True, exist_ok=True)
            kept.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.copy2(target, kept)
            os.replace(made / name, target)
            moved.append(name)
    except OSError:
        for name in moved:
            if (old / name).exists():
                os.replace(old / name, folder / name)
            else:
                (folder / name).unlink()
        raise


def _what_stands(folder: Path) -> str:
    if any(path for name in OPENED for path in folder.glob(name)):
        return f"nothing was replaced: {folder} holds the products of the last good build"
    return f"nothing was written: {folder} holds no products"


def _spreadsheet_cell(cell: str) -> str:
    """Mark what a spreadsheet would take for a formula.

    >>> _spreadsheet_cell("=1+1"), _spreadsheet_cell("+")
    ("'=1+1", '+')
    """
    return f"'{cell}" if len(cell) > 1 and cell[0] in "=+-@" else cell


# -- the products ---------------------------------------------------------------------------------


def _write_page(graph: Graph, path: Path) -> None:
    from kg.explorer import write_explorer

    write_explorer(graph, path)


def _rdf(name: str) -> Callable[[Graph, Path], None]:
    """Take a writer of the RDF room by the name of its file."""

    def write(graph: Graph, path: Path) -> None:
        from kg.rdf import WRITERS as RDF_WRITERS

        RDF_WRITERS[name](graph, path)

    return write


def _write_gaps(graph: Graph, path: Path) -> None:
    from kg.show import answers

    write_whole(path, answers.heat_map(graph))


def _write_audit(graph: Graph, path: Path) -> None:
    from kg.show import answers

    write_whole(path, answers.audit_page(graph))


def _write_figures(graph: Graph, folder: Path) -> None:
    from kg.figures import write_figures

    write_figures(graph, folder)


def _write_schemas(_: Graph, folder: Path) -> None:
    from kg.curation import write_schemas

    write_schemas(folder)


MANIFEST = "manifest.tsv"
"""Name, digest and bytes of every product; tracked, so that a change of a product is seen."""

WRITERS: dict[str, Callable[[Graph, Path], None]] = {
    "explorer.html": _write_page,
    "gaps.html": _write_gaps,
    "audit.html": _write_audit,
    "evidence.tsv": write_evidence,
    "figures": _write_figures,
    "cirt-kg.ttl": _rdf("cirt-kg.ttl"),
    "cirt-kg.nq": _rdf("cirt-kg.nq"),
    "cirt-kg.trig": _rdf("cirt-kg.trig"),
    "cirt-kg.jsonld": _rdf("cirt-kg.jsonld"),
    "context.jsonld": _rdf("context.jsonld"),
    "void.ttl": _rdf("void.ttl"),
    "terms.html": _rdf("terms.html"),
    "schema": _write_schemas,
}
"""Each product with the pure writer that makes it."""

OPENED = {
    "explorer.html": "open {path} in a browser",
    "gaps.html": "open {path} in a browser",
    "audit.html": "open {path} in a browser",
    "evidence.tsv": "a spreadsheet, or: less -S {path}",
    "cirt-kg.ttl": "a text editor; to ask it: kg queries, kg query NAME",
    "figures/*.svg": "a browser, or Inkscape: text stays text",
    "figures/*.pdf": "a PDF reader; LaTeX includes it",
    "figures/*.png": "any viewer; 1920 x 1080",
    "figures/*.pptx": "PowerPoint or LibreOffice Impress: native shapes, notes with the evidence",
    "cirt-kg.nq": "load it into any RDF store; its SHA-256 is the RDFC-1.0 digest of the dataset",
    "cirt-kg.trig": "load a release with its description into any RDF store",
    "cirt-kg.jsonld": "any program that reads JSON",
    "context.jsonld": "the context, for JSON-LD of your own",
    "void.ttl": "what there is, in VoID and DCAT, for crawlers and catalogues",
    "terms.html": "open {path} in a browser: every term of the RDF",
    "schema/*.json": "your editor reads it while you curate",
}
"""How a person opens each product; patterns of file names, in the order of the table."""

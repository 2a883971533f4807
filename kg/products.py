"""Everything that `kg build` makes of the curated files: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.atomic import write_whole
from kg.errors import KgError
from kg.escape import tsv
from kg.manifest import MANIFEST, Listed, differences, listed, read_manifest, write_manifest
from kg.publishing import renew

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True)
class Product:
    """One file that was built, as the manifest lists it; `opened` tells how a person opens it."""

    listed: Listed
    path: Path
    opened: str


@dataclass(frozen=True)
class Making:
    """How a product is made, and how a person opens it; of a folder, by patterns of its files."""

    write: Callable[[Graph, Path], None]
    opened: str | Mapping[str, str]

    def patterns(self, name: str) -> Iterable[tuple[str, str]]:
        """Give each pattern of files with how they are opened."""
        if isinstance(self.opened, str):
            return [(name, self.opened)]
        return [(f"{name}/{pattern}", how) for pattern, how in self.opened.items()]


def build(
    folder: Path, *corpus: Path, report: Callable[[str], None] = lambda step: None,
    endpoint: str | None = None, drafts: Iterable[str] = (),
) -> tuple[Product, ...]:  # fmt: skip
    """Make every product of the shipped knowledge, or of the curated folders given, in `folder`.

    Or of what a SPARQL store holds, by the address of its `endpoint`.

    What is made replaces the old products in one step, when all of it succeeded; any error, and
    any end of the process, leaves them as they were, and an error carries a note that says so.
    `report` hears what is being done.
    """
    import kg

    products: tuple[Product, ...] = ()

    def make(made: Path) -> tuple[str, ...]:
        nonlocal products
        report("reading the store" if endpoint else "reading the curated files")
        _write(kg.load(*corpus, endpoint=endpoint, drafts=drafts), made, report)
        products = tuple(_describe(made, folder))
        write_manifest((product.listed for product in products), made / MANIFEST)
        return tuple(_outlived(folder, made))

    try:
        renew(folder, make)
    except Exception as error:
        error.add_note(_what_stands(folder))
        raise
    return products


def verify(folder: Path) -> tuple[str, ...]:
    """Tell each product of a folder that is not what its manifest lists: one line for each."""
    return tuple(f"{folder / name}: {how}" for name, how in differences(folder))


def evidence_text(graph: Graph) -> str:
    """Write the evidence table as tab separated values under a header.

    A spreadsheet would run a cell that begins like a formula: such text gets an apostrophe; a
    sign alone is none.
    """
    from kg.graph import evidence_table

    rows = evidence_table(graph, header=True)
    return "".join("\t".join(map(tsv, row)) + "\n" for row in rows)


def write_evidence(graph: Graph, path: Path) -> None:
    """Write `evidence_text` to a file."""
    write_whole(path, evidence_text(graph))


def _write_table_schema(_: Graph, path: Path) -> None:
    import json

    from kg.graph import table_schema

    write_whole(path, json.dumps(table_schema(), indent=1, ensure_ascii=False) + "\n")


def _write(graph: Graph, made: Path, report: Callable[[str], None]) -> None:
    for name, making in PRODUCTS.items():
        report(f"writing {name}")
        making.write(graph, made / name)


def _describe(made: Path, folder: Path) -> Iterable[Product]:
    """Give every file that was made, in order of the table, with its digest."""
    for name, opened in patterns():
        for path in sorted(made.glob(name)):
            inner = path.relative_to(made).as_posix()
            how = opened.format(path=folder / inner)
            yield Product(listed(inner, path.read_bytes()), folder / inner, how)


def patterns() -> Iterable[tuple[str, str]]:
    """Give the pattern of each product's files, with how a person opens them."""
    return (pair for name, making in PRODUCTS.items() for pair in making.patterns(name))


def _outlived(folder: Path, made: Path) -> Iterable[str]:
    """Name what the last build made, nobody changed, and this one makes no more."""
    try:
        older = read_manifest(folder)
        changed = {name for name, _ in differences(folder)}
    except (OSError, KgError):
        return ()
    return (one.name for one in older
            if one.name not in changed and not (made / one.name).exists())  # fmt: skip


def _what_stands(folder: Path) -> str:
    if any(path for name, _ in patterns() for path in folder.glob(name)):
        return f"nothing was replaced: {folder} holds the products of the last good build"
    return f"nothing was written: {folder} holds no products"


def write_metadata(graph: Graph, folder: Path, date: str = "") -> tuple[Path, ...]:
    """Describe a release beside its products: those that the manifest of the folder lists.

    In a folder without manifest the corpus is described without files. `KgError` where a product
    is not what the manifest lists.
    """
    from kg.exchange import File, metadata_files, release
    from kg.publishing import write_all
    from kg.rdf import dataset_of

    made = read_manifest(folder) if (folder / MANIFEST).exists() else ()
    if made and (wrong := verify(folder)):
        raise KgError(f"{wrong[0]}: 'kg build' makes the products anew")
    files = [File(one.name, _about(one.name), one.size, one.sha256) for one in made]
    told = release(graph, dataset_of(graph), files, date)
    return tuple(write_all(folder, metadata_files(told)))


def _about(name: str) -> str:
    """Tell what a product is for, as `kg build` tells it."""
    found = (how for pattern, how in patterns() if PurePosixPath(name).match(pattern))
    return next(found, "").format(path=name)


# -- the products ---------------------------------------------------------------------------------


def _write_page(graph: Graph, path: Path) -> None:
    from kg.explorer import write_explorer
    from kg.site import BESIDE

    write_explorer(graph, path, BESIDE)


def _write_rdf(graph: Graph, path: Path) -> None:
    """Write what the RDF room calls so."""
    from kg.rdf import WRITERS

    WRITERS[path.name](graph, path)


def _write_gaps(graph: Graph, path: Path) -> None:
    from kg.show import answers

    write_whole(path, answers.heat_map(graph))


def _write_audit(graph: Graph, path: Path) -> None:
    from kg.show import answers

    write_whole(path, answers.audit_page(graph))


def _write_benchmark(graph: Graph, path: Path) -> None:
    from kg.exchange import benchmark_text

    write_whole(path, benchmark_text(graph))


def _write_card(graph: Graph, path: Path) -> None:
    from kg.exchange import benchmark_card

    write_whole(path, benchmark_card(graph))


def _write_figures(graph: Graph, folder: Path) -> None:
    from kg.figures import write_figures

    write_figures(graph, folder)


def _write_schemas(_: Graph, folder: Path) -> None:
    from kg.curation import write_schemas

    write_schemas(folder)


PRODUCTS: dict[str, Making] = {
    "explorer.html": Making(_write_page, "open {path} in a browser"),
    "gaps.html": Making(_write_gaps, "open {path} in a browser"),
    "audit.html": Making(_write_audit, "open {path} in a browser"),
    "audit-benchmark.jsonl": Making(
        _write_benchmark, "a program to be tested; its answers: kg audit --score ANSWERS"
    ),
    "audit-benchmark.croissant.json": Making(
        _write_card, "what the test set holds, its limits and its human ceiling (Croissant)"
    ),
    "evidence.tsv": Making(write_evidence, "a spreadsheet, or: less -S {path}"),
    "evidence.schema.json": Making(
        _write_table_schema, "any program that reads Table Schema: what each column holds"
    ),
    "cirt-kg.ttl": Making(_write_rdf, "a text editor; to ask it: kg queries, kg query NAME"),
    "figures": Making(_write_figures, {
        "*.svg": "a browser, or Inkscape: text stays text",
        "*.pdf": "a PDF reader; LaTeX includes it",
        "*.png": "any viewer; 1920 x 1080",
        "*.pptx": "PowerPoint or LibreOffice Impress: native shapes, notes with the evidence",
    }),
    "cirt-kg.nq": Making(
        _write_rdf,
        "load it into any RDF store; its SHA-256 is the RDFC-1.0 digest of the dataset",
    ),
    "cirt-kg.trig": Making(
        _write_rdf, "load a release with its description into any RDF store"
    ),
    "cirt-kg.jsonld": Making(_write_rdf, "any program that reads JSON"),
    "context.jsonld": Making(_write_rdf, "the context, for JSON-LD of your own"),
    "void.ttl": Making(
        _write_rdf, "what there is, in VoID and DCAT, for crawlers and catalogues"
    ),
    "terms.html": Making(_write_rdf, "open {path} in a browser: every term of the RDF"),
    "schema": Making(_write_schemas, {"*.json": "your editor reads it while you curate"}),
}  # fmt: skip
"""Each product, a file or a folder, with the pure writer that makes it: the one list of them."""

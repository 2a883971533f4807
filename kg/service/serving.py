"""What is served: a graph with its pages, or any files of RDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph

from kg.errors import RequestError
from kg.graph import Graph
from kg.rdf import WRITERS, open_store
from kg.service.app import make_app
from kg.service.limits import Limits
from kg.service.machine import fit
from kg.service.pool import Pool
from kg.service.server import run
from kg.service.watch import log, log_to_standard_error


def serve(
    source: Graph | Sequence[Path],
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve a graph, or RDF files, until SIGTERM or SIGINT.

    With a graph come the explorer at `/` and the vocabulary's pages. `ready` hears the address
    once the service answers there. Raises `RequestError` for a file that cannot be read and a port
    that cannot be had.
    """
    limits = fit(limits or Limits())
    store = open_store(source) if isinstance(source, Graph) else load_files(source)
    documents = make_documents(source) if isinstance(source, Graph) else {}
    log_to_standard_error()
    pool = Pool(store, limits)
    graphs = sorted(
        name.value for name in store.named_graphs() if isinstance(name, pyoxigraph.NamedNode)
    )
    app = make_app(pool, limits, documents=documents, graphs=graphs)

    def announce(address: str) -> None:
        log(
            "serving", address=address, quads=len(store), workers=limits.workers,
            slow=limits.slow, connections=limits.connections,
        )  # fmt: skip
        ready(address)

    try:
        run(app, host, port, limits, announce)
    finally:
        pool.close()


def load_files(paths: Sequence[Path]) -> pyoxigraph.Store:
    """Load Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD, told apart by their endings."""
    store = pyoxigraph.Store()
    for path in paths:
        form = pyoxigraph.RdfFormat.from_extension(path.suffix.removeprefix("."))
        if form is None:
            raise RequestError(f"'{path.name}' is no RDF file: give .ttl, .nq, .nt, .trig or .rdf")
        try:
            store.bulk_load(path=str(path), format=form, base_iri=path.resolve().as_uri())
        except SyntaxError as error:
            raise RequestError(f"{path.name}: {error}: correct the file") from None
    return store


def make_documents(graph: Graph) -> dict[str, bytes]:
    """Make the pages that are the same for every reader."""
    from kg.explorer import write_explorer

    found = {name: (files("kg.ontology") / name).read_bytes() for name in ONTOLOGIES}
    with TemporaryDirectory() as folder:
        for name in _WRITTEN:
            if name in WRITERS:
                WRITERS[name](graph, Path(folder, name))
                found[name] = Path(folder, name).read_bytes()
        page = Path(folder, "explorer.html")
        write_explorer(graph, page)
        found[page.name] = page.read_bytes()
    return found


ONTOLOGIES = ("cirt.ttl", "axioms.ttl", "shapes.ttl", "mappings.sssom.tsv")
"""The vocabulary, what a reasoner needs beside it, the rules, and what they mean elsewhere."""

_WRITTEN = ("terms.html", "void.ttl")

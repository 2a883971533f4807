"""What is served: a graph with its pages, or any files of RDF."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph

from kg.errors import RequestError
from kg.graph import Graph
from kg.rdf import WRITERS, open_store
from kg.service.app import make_app
from kg.service.assistants import make_calls
from kg.service.door import Door, is_loopback
from kg.service.journal import log, log_to_standard_error
from kg.service.limits import Limits
from kg.service.machine import fit
from kg.service.pool import Pool
from kg.service.root import check_root
from kg.service.search import make_seek
from kg.service.served import Served
from kg.service.server import listen, run
from kg.service.worker import Beside


def serve(
    source: Graph | Sequence[Path] | Callable[[], Graph],
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    ready: Callable[[str], None] = lambda address: None,
    door: Door | None = None,
    root: str = "",
    version: str = "",
) -> None:
    """Serve a graph, what reads one, or RDF files, until SIGTERM or SIGINT.

    With a graph come the explorer at `/` and the vocabulary's pages. The port is open at once, and
    the journal tells what is waited for; `ready` hears the address once the service answers there.
    Where other machines can reach it, a token is asked for, unless `door` lets everybody in: one
    is made, and stands in the address, if there is none. `root` is a path below which all stands,
    as '/cirt' behind a proxy that serves other things as well; `version` is
    told to assistants. Raises `RequestError` for a file
    that cannot be read, a port that cannot be had, and a root that is no path.
    """
    limits, door, root = fit(limits or Limits()), door or Door(), check_root(root)
    shown = ""
    if not is_loopback(host) and not door.any_host:
        if door.token is None:
            door = replace(door, token=secrets.token_urlsafe(18))
            shown = f"kg:{door.token}@"
        door = replace(door, any_host=True)
    listening, address = listen(host, port, limits.backlog)
    address += f"{root[1:]}/" if root else ""
    log_to_standard_error()

    def start(what: str) -> None:
        log("starting", address=f"http://{address}", waits_for=what)

    with listening:
        start("the graph")
        if callable(source):
            source = source()
        store = open_store(source) if isinstance(source, Graph) else load_files(source)
        start("the pages")
        documents: dict[str, bytes] = {}
        beside: Beside | None = None
        if isinstance(source, Graph):
            documents = make_documents(source)
            start("the search and the tools")
            beside = make_beside(source)
        pool = Pool(store, limits, beside)
        graphs = sorted(
            name.value for name in store.named_graphs() if isinstance(name, pyoxigraph.NamedNode)
        )
        app = make_app(pool, limits, door, documents=documents, graphs=graphs,
                       served=Served.of(source, store, version), root=root)  # fmt: skip

        def announce() -> None:
            log(
                "serving", address=f"http://{address}", quads=len(store), workers=limits.workers,
                slow=limits.slow, connections=limits.connections,
            )  # fmt: skip
            ready(f"http://{shown}{address}")

        try:
            run(app, listening, limits, door.proxy, announce)
        finally:
            pool.close()


def make_beside(graph: Graph) -> Beside:
    """Prepare what answers words that are looked up, and calls of tools where the SDK is."""
    seek = make_seek(graph)
    if importlib.util.find_spec("mcp") is None:
        return seek
    call = make_calls(graph)
    return lambda question: call(question) if question.tool else seek(question)


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
    from kg.show import answers
    from kg.site import BESIDE

    found = {name: (files("kg.ontology") / name).read_bytes() for name in ONTOLOGIES}
    with TemporaryDirectory() as folder:
        for name in _WRITTEN:
            if name in WRITERS:
                WRITERS[name](graph, Path(folder, name))
                found[name] = Path(folder, name).read_bytes()
        page = Path(folder, "explorer.html")
        write_explorer(graph, page, {**BESIDE, "search": "Texts", "sparql": "SPARQL"})
        found[page.name] = page.read_bytes()
    found["gaps.html"] = answers.heat_map(graph).encode()
    found["audit.html"] = answers.audit_page(graph).encode()
    return found


ONTOLOGIES = ("cirt.ttl", "axioms.ttl", "shapes.ttl", "mappings.sssom.tsv")
"""The vocabulary, what a reasoner needs beside it, the rules, and what they mean elsewhere."""

_WRITTEN = ("terms.html", "void.ttl")

"""Other engines that load the same file: found where they are installed, started, asked, stopped.

Each is asked by `answers(quads, folder)`: the path of the N-Quads and a folder to work in; it gives
for every named query the rows as CSV text.
"""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "ontology" / "queries"
JARS = Path("/usr/share/java")

Answers = Mapping[str, str]


def rdflib_answers(quads: Path, folder: Path) -> Answers:
    """Ask rdflib's own engine over the triples of both graphs."""
    import rdflib

    graph = rdflib.Graph().parse(as_triples(quads, folder), format="nt")
    found = {path.stem: graph.query(path.read_text("utf-8")) for path in QUERIES.glob("*.rq")}
    return {name: (rows.serialize(format="csv") or b"").decode() for name, rows in found.items()}


def jena_answers(quads: Path, folder: Path) -> Answers:
    """Ask Debian's Jena, all queries in one process."""
    source = Path(__file__).with_name("Jena.java")
    triples = as_triples(quads, folder)
    (folder / "answers").mkdir()
    command = ["java", "-cp", jena_class_path(folder), str(source), str(triples), str(QUERIES)]
    subprocess.run([*command, str(folder / "answers")], check=True, capture_output=True)
    return {path.stem: path.read_text("utf-8") for path in (folder / "answers").glob("*.csv")}


def jena_class_path(folder: Path) -> str:
    """Join Jena's jars and what they stand on.

    The messages of the Xerces inside Debian's jena-core lie under another name than its classes
    look for: they are copied to where they are looked for.
    """
    names = ("jena-*", "commons-*", "dexx.collection", "gson", "guava", "httpc*", "jackson-*",
             "jsonld-java", "titanium-json-ld", "jakarta.json*", "protobuf*", "slf4j-api",
             "slf4j-nop", "thrift")  # fmt: skip
    jars = sorted({str(path) for name in names for path in JARS.glob(f"{name}.jar")})
    messages = folder / "messages"
    with zipfile.ZipFile(JARS / "jena-core.jar") as inside:
        for name in inside.namelist():
            if "/xerces/" in name and name.endswith(".properties"):
                target = messages / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(inside.read(name))
    return ":".join([str(messages), *jars])


def oxigraph_answers(quads: Path, folder: Path) -> Answers:
    """Ask the server of Oxigraph, loaded as the recipe says."""
    with oxigraph_server(quads, folder) as address:
        return ask_all(address)


def virtuoso_answers(quads: Path, folder: Path) -> Answers:
    """Ask Debian's Virtuoso, loaded as the recipe says."""
    with virtuoso_server(quads, folder) as address:
        return ask_all(address)


@contextlib.contextmanager
def oxigraph_server(quads: Path, folder: Path) -> Iterator[str]:
    """Load and serve: `oxigraph load`, then `oxigraph serve-read-only`; union as default graph."""
    program, store, port = str(oxigraph()), str(folder / "store"), free_port()
    subprocess.run([program, "load", "--location", store, "--file", str(quads)], check=True,
                   capture_output=True)  # fmt: skip
    command = [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}",
               "--union-default-graph"]  # fmt: skip
    with started(command, folder, port):
        yield f"http://127.0.0.1:{port}/query"


@contextlib.contextmanager
def virtuoso_server(quads: Path, folder: Path, rows: int = 100_000) -> Iterator[str]:
    """Load by the bulk loader and serve, on loopback alone, from a folder of its own."""
    sql, web = free_port(), free_port()
    settings = VIRTUOSO.format(folder=folder, sql=sql, web=web, data=quads.parent, rows=rows)
    (folder / "virtuoso.ini").write_text(settings)
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with started(command, folder, web, 60):
        statements = (
            f"ld_dir('{quads.parent}', '{quads.name}', 'https://w3id.org/cirt-kg/graph/claims'); "
            "rdf_loader_run(); checkpoint;"
        )
        isql = shutil.which("isql-vt") or shutil.which("isql-v") or "isql"
        subprocess.run([isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={statements}"], check=True,
                       capture_output=True, timeout=120)  # fmt: skip
        yield f"http://127.0.0.1:{web}/sparql"


@contextlib.contextmanager
def started(command: list[str], folder: Path, port: int, seconds: float = 20) -> Iterator[None]:
    """Run a server until it is no longer needed; wait until its port is open."""
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + seconds
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert process.poll() is None, (folder / "server.log").read_text(errors="replace")
            assert time.monotonic() < deadline, f"{command[0]} does not answer"
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def ask_all(address: str) -> Answers:
    """Ask every named query over HTTP."""
    return {path.stem: ask(address, path.read_text("utf-8")) for path in QUERIES.glob("*.rq")}


def ask(address: str, query: str) -> str:
    """Ask by a form: a long query fits in no URL."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    with contextlib.closing(connection):
        headers = {"accept": "text/csv", "content-type": "application/x-www-form-urlencoded"}
        connection.request("POST", parts.path, urlencode({"query": query}), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
    assert answer.status == 200, f"{answer.status}: {body[:500]}"
    return body


def as_triples(quads: Path, folder: Path) -> Path:
    """Put both graphs together, for engines whose default graph is not their union."""
    kept = {quad.triple for quad in ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS)}
    (folder / "union.nt").write_bytes(ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b"")
    return folder / "union.nt"


def oxigraph() -> Path | None:
    """Find the server: beside this Python, or on the path."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = shutil.which("oxigraph")
    return beside if beside.exists() else Path(found) if found else None


def comunica() -> Path | None:
    """Find Comunica, which `make test-engines` fetches from npm."""
    fetched = ROOT / ".cache/comunica/node_modules/.bin/comunica-sparql"
    found = shutil.which("comunica-sparql")
    return fetched if fetched.exists() else Path(found) if found else None


def free_port() -> int:
    """Let the system choose a port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def has_jena() -> bool:
    """Whether Debian's Jena and a Java compiler are there."""
    return (JARS / "jena-arq.jar").exists() and bool(shutil.which("javac"))


ENGINES: Mapping[str, tuple[Callable[[Path, Path], Answers], Callable[[], bool], str]] = {
    "rdflib": (rdflib_answers, lambda: True, "pip install rdflib"),
    "oxigraph": (oxigraph_answers, lambda: oxigraph() is not None, "pip install oxigraph"),
    "jena": (jena_answers, has_jena, "apt install libapache-jena-java default-jdk-headless"),
    "virtuoso": (virtuoso_answers, lambda: bool(shutil.which("virtuoso-t")),
                 "apt install virtuoso-opensource-7"),
}  # fmt: skip
"""Engine -> how to ask it, whether it is there, how to get it."""

VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {data}
NumberOfBuffers = 20000
SchedulerInterval = 10
[HTTPServer]
ServerPort = 127.0.0.1:{web}
[SPARQL]
ResultSetMaxRows = {rows}
"""

__all__ = ["ENGINES", "QUERIES", "ROOT", "Answers", "ask", "comunica", "virtuoso_server"]

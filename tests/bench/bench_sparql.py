"""Six shapes of queries by four engines, writing, and validation of one change; ratios, one run.

    .venv/bin/python tests/bench/bench_sparql.py [--claims 10000] [--claims 100000] [--no-rdflib]

The shipped graph is always measured; generated ones have the same shape: entities, signed effects,
comparisons with level and basis, evidence, sources. Each figure is the least of several rounds.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import math
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import rdflib

import kg
from kg.rdf import WRITERS, evaluate, open_store, validate
from kg.rdf.dataset import claim_triples, ordered_triples
from kg.rdf.namespace import CLAIMS, PREFIXES
from kg.rdf.writing import nquads, turtle

SHAPES = {
    "lookup": "SELECT ?p ?o { id:carbon-ion-irradiation rdfs:label ?o ; ?p ?o }",
    "carbon above photon": "SELECT DISTINCT ?o ?r { ?c kg:exposure id:carbon-ion-irradiation ; "
    "kg:comparator id:photon-irradiation ; kg:level kg:higher ; kg:object ?o ; kg:evidence ?e . "
    "?e kg:reference ?f . ?f rdfs:label ?r }",
    "count by basis": "SELECT ?b (COUNT(?c) AS ?n) { ?c kg:basis ?b } GROUP BY ?b",
    "three hops": "SELECT DISTINCT ?x { id:carbon-ion-irradiation kg:increases ?a . "
    "?a kg:decreases ?b . ?b kg:increases ?x }",
    "path": "SELECT ?x { id:carbon-ion-irradiation (kg:increases|kg:decreases)+ ?x }",
    "text": 'SELECT ?s { ?s rdfs:label ?l FILTER (CONTAINS(LCASE(?l), "release")) }',
}


def generated(claims: int) -> bytes:
    """Write a graph of so many claims as N-Triples: the same number gives the same bytes."""
    choice = random.Random(claims)  # noqa: S311 # a load, no secret
    kg_, id_ = PREFIXES["kg"], PREFIXES["id"]
    label = f"<{PREFIXES['rdfs']}label>"
    entities = [f"{id_}entity-{n}" for n in range(claims // 5)]
    entities[:2] = [f"{id_}carbon-ion-irradiation", f"{id_}photon-irradiation"]
    lines = [f'<{one}> {label} "label {n} {"release" if n % 50 == 0 else "level"}" .'
             for n, one in enumerate(entities)]  # fmt: skip
    lines += [f'<{id_}reference/{n}> {label} "Paper {n}" .' for n in range(claims // 20)]
    for n in range(claims):
        far = choice.randrange(len(entities))
        subject = entities[int(far * choice.random() ** 2)]
        sign = choice.choice(("increases", "decreases"))
        effect, record = f"{id_}effect/{n}", f"{id_}evidence/{n}"
        lines += [
            f"<{effect}> <{PREFIXES['rdf']}subject> <{subject}> .",
            f"<{effect}> <{PREFIXES['rdf']}object> <{entities[far]}> .",
            f"<{effect}> <{PREFIXES['rdf']}predicate> <{kg_}{sign}> .",
            f"<{effect}> <{kg_}evidence> <{record}> .",
            f'<{effect}> {label} "effect {n}" .',
            f"<{record}> <{kg_}reference> <{id_}reference/{choice.randrange(claims // 20)}> .",
            f'<{record}> <{kg_}summary> "What was found in record {n}." .',
        ]
        if choice.random() < 0.05:
            lines.append(f"<{subject}> <{kg_}{sign}> <{entities[far]}> .")
        if n % 3 == 0:
            here = f"{id_}comparison/{n}"
            lines += [
                f"<{here}> <{kg_}exposure> <{entities[0]}> .",
                f"<{here}> <{kg_}comparator> <{entities[1]}> .",
                f"<{here}> <{kg_}object> <{entities[far]}> .",
                f"<{here}> <{kg_}level> <{kg_}{choice.choice(('higher', 'lower', 'similar'))}> .",
                f"<{here}> <{kg_}basis> <{kg_}{choice.choice(('isodose', 'isoeffective'))}> .",
                f"<{here}> <{kg_}evidence> <{record}> .",
            ]
    return ("\n".join(lines) + "\n").encode()


def least(action: Callable[[], object], rounds: int, seconds: float = 0.0) -> float:
    """Give the seconds of the fastest round; more rounds than asked for, up to so many seconds."""
    best, until = math.inf, time.perf_counter() + seconds
    while rounds > 0 or time.perf_counter() < until:
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
        rounds -= 1
    return best


class Client:
    """A connection that is kept open, as a program keeps it."""

    def __init__(self, address: str) -> None:
        """Connect at the first question."""
        self.address, parts = address, urlsplit(address)
        self.path = parts.path
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)

    def ask(self, query: str) -> bytes:
        """Ask by a form."""
        headers = {"accept": "application/sparql-results+json",
                   "content-type": "application/x-www-form-urlencoded"}  # fmt: skip
        body = urlencode({"query": query})
        try:
            self.connection.request("POST", self.path, body, headers)
            answer = self.connection.getresponse()
        except (BrokenPipeError, http.client.RemoteDisconnected):  # it lay idle while others ran
            self.connection.close()
            self.connection.request("POST", self.path, body, headers)
            answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content[:300]
        return content


@contextlib.contextmanager
def serving(*command: str | Path, address: str = "") -> Iterator[Client]:
    """Run a service until it is no longer needed; ours tells its address, others are told it."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    try:
        client = Client(address or process.stdout.readline().strip() + "sparql")
        while True:
            with contextlib.suppress(OSError):
                client.ask("ASK {}")
                break
            client = Client(client.address)
            time.sleep(0.1)
        yield client
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def native(data: Path, folder: Path) -> Iterator[Client]:
    """Serve the same by Oxigraph's own server, from its store on disk."""
    program = Path(sys.executable).with_name("oxigraph")
    store = ["--location", str(folder / "store")]
    subprocess.run([program, "load", *store, "--file", data], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve-read-only", *store, "--bind", place]
    with serving(*command, address=f"http://{place}/query") as client:
        yield client


def measure(name: str, content: bytes, with_rdflib: bool) -> None:
    """Print a table for one graph: every answer written out as JSON."""
    declared = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in
                       ("kg", "id", "rdfs", "rdf"))  # fmt: skip
    store = ox.Store()
    store.bulk_load(content, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph()
    if with_rdflib:
        graph.parse(data=content, format="nt")
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as services:
        path = Path(folder, "whole.nt")
        path.write_bytes(content)
        own = [Path(sys.executable).with_name("kg"), "serve", "--port", "0", "--seconds", "120"]
        clients = {
            "anew": services.enter_context(serving(*own, "--cache", "0", path)),
            "kept": services.enter_context(serving(*own, path)),
            "Oxigraph's": services.enter_context(native(path, Path(folder))),
        }
        print(f"\n{name}: {len(store)} triples; milliseconds, least of many rounds")
        print(f"{'':20}{'':12}{'':12}{'':10}{'over HTTP, by':>14}")
        print(f"{'':20}{'rdflib':>12}{'pyoxigraph':>12}{'kg':>10}{'kg, anew':>14}{'kg, kept':>10}"
              f"{'Oxigraph itself':>17}")  # fmt: skip
        ratios: dict[str, list[float]] = {}
        for shape, query in SHAPES.items():
            text = declared + query
            bare = least(lambda t=text: store.query(t).serialize(format=_JSON), 7, 0.5)  # type: ignore[misc]
            took = {"kg": least(lambda t=text: evaluate(store, t), 7, 0.5)}  # type: ignore[misc]
            for who, client in clients.items():
                took[who] = least(lambda t=text, c=client: c.ask(t), 15, 0.5)  # type: ignore[misc]
            peer = least(lambda t=text: list(graph.query(t)), 2) if with_rdflib else math.nan  # type: ignore[misc]
            ratios.setdefault("rdflib", []).append(peer / took["kg"])
            for who, seconds in took.items():
                ratios.setdefault(who, []).append(seconds / bare)
            print(f"{shape:20}{peer * 1e3:12.2f}{bare * 1e3:12.3f}{took['kg'] * 1e3:10.3f}"
                  f"{took['anew'] * 1e3:14.2f}{took['kept'] * 1e3:10.2f}"
                  f"{took[_NATIVE] * 1e3:17.2f}")  # fmt: skip
        means = {key: math.exp(sum(map(math.log, values)) / len(values))
                 for key, values in ratios.items()}  # fmt: skip
        print(f"geometric means: {means['rdflib']:.0f} times rdflib's speed in process; times the "
              f"time of bare pyoxigraph: {means['kg']:.2f} in process, {means['anew']:.2f} over "
              f"HTTP asked anew, {means['kept']:.2f} asked again, {means[_NATIVE]:.2f} by "
              "Oxigraph's own server")  # fmt: skip


def measure_writing() -> None:
    """Print how writing compares with rdflib's serialiser of Turtle, escapes included."""
    graph = kg.load()
    named = ordered_triples(graph)
    triples = [triple for one in named.values() for triple in one]
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    by_rdflib = rdflib.Graph().parse(data=lines, format="nt")
    ordered = named[CLAIMS]
    peer = least(lambda: by_rdflib.serialize(format="turtle"), 3)
    own = least(lambda: turtle(ordered), 9)
    quads = least(lambda: nquads(named), 9)
    print(f"\nwriting {len(triples)} triples: rdflib's Turtle {peer * 1e3:.0f} ms; Turtle "
          f"{own * 1e3:.0f} ms ({peer / own:.0f} times), sorted N-Quads {quads * 1e3:.0f} ms "
          f"({peer / quads:.0f} times)")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cirt-kg.ttl", "cirt-kg.nq"):
            whole = least(lambda w=WRITERS[name]: w(graph, Path(folder, "x")), 3)  # type: ignore[misc]
            print(f"from the curated graph to {name}, all triples made anew: {whole * 1e3:.0f} ms")


def measure_validation() -> None:
    """Print how validation of the whole, and of one edited claim, compare with pySHACL's."""
    import pyshacl

    graph = kg.load()
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in claim_triples(graph))
    data = rdflib.Graph().parse(data=lines, format="nt")
    shapes = rdflib.Graph().parse(str(files("kg.ontology") / "shapes.ttl"), format="turtle")
    peer = least(lambda: pyshacl.validate(data, shacl_graph=shapes, inference="none"), 1)
    own = least(lambda: validate(graph), 3)
    print(f"\nvalidation of the shipped graph: pySHACL {peer:.1f} s, its graphs read before; ours "
          f"{own:.2f} s ({peer / own:.0f} times), the triples made anew")  # fmt: skip
    alone = sorted(least(lambda k=key: validate(graph, claims=[k]), 2) for key in graph.claims)  # type: ignore[misc]
    for said, seconds in (("median", alone[len(alone) // 2]), ("slowest", alone[-1])):
        print(f"of one edited claim, {said} of {len(alone)}: {seconds * 1e3:.1f} ms "
              f"({peer / seconds:.0f} times pySHACL's whole run)")  # fmt: skip


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, action="append", default=[])
    parser.add_argument("--no-shipped", action="store_true", help="generated graphs only")
    parser.add_argument("--no-rdflib", action="store_true")
    options = parser.parse_args()
    store = open_store(kg.load())
    shipped = {quad.triple for quad in store}
    content = ox.serialize(shipped, format=ox.RdfFormat.N_TRIPLES) or b""
    if not options.no_shipped:
        measure("the shipped graph", content, not options.no_rdflib)
    for claims in options.claims:
        measure(f"{claims} claims, generated", generated(claims), not options.no_rdflib)
    if not options.no_shipped:
        measure_writing()
        measure_validation()


_NATIVE = "Oxigraph's"
_JSON = ox.QueryResultsFormat.JSON

if __name__ == "__main__":
    main()

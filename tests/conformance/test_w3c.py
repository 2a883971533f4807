"""The W3C's query tests, in process and over HTTP; `make test-conformance` says how many pass."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.rdf import evaluate

ENGINE = {
    "sparql10/distinct#distinct-1": "`1` and `01` are one value to the store",
    "sparql10/distinct#distinct-9": "`1` and `01` are one value to the store",
    "sparql10/expr-builtin#case-insensitive-booleans": "`TRUE` is not read as a boolean",
    "sparql10/expr-builtin#dawg-str-1": "`1` and `01` are one value to the store",
    "sparql10/expr-builtin#dawg-str-2": "`1` and `01` are one value to the store",
    "sparql10/expr-builtin#sameTerm-eq": "`1` and `01` are one value to the store",
    "sparql10/expr-builtin#sameTerm-not-eq": "`1` and `01` are one value to the store",
    "sparql10/expr-builtin#sameTerm-simple": "`1` and `01` are one value to the store",
    "sparql10/expr-equals#eq-graph-1": "`1` and `01` are one value to the store",
    "sparql10/expr-equals#eq-graph-2": "`1` and `01` are one value to the store",
    "sparql10/graph#graph-optional": "GRAPH binds its name before what stands in it",
    "sparql10/graph#graph-variable-scope": "GRAPH binds its name before what stands in it",
    "sparql10/open-world#date-2": "`Z` and `+00:00` are one zone to the store",
    "sparql10/open-world#date-3": "`Z` and `+00:00` are one zone to the store",
    "sparql10/open-world#open-eq-01": "`1` and `01` are one value to the store",
    "sparql10/syntax-sparql2#syntax-function-01": "a function that nobody knows is called",
    "sparql10/syntax-sparql2#syntax-function-02": "a function that nobody knows is called",
    "sparql10/syntax-sparql2#syntax-function-03": "a function that nobody knows is called",
    "sparql10/syntax-sparql2#syntax-function-04": "a function that nobody knows is called",
    "sparql10/syntax-sparql3#syn-bad-26": "`<?a&&?b>` is not read as an IRI",
    "sparql11/aggregates#agg-empty-group-count-graph": "GRAPH leaves its name unbound",
    "sparql11/aggregates#agg-groupconcat-04": "GROUP_CONCAT keeps a language that all share",
    "sparql11/aggregates#agg-groupconcat-06": "GROUP_CONCAT keeps a language that all share",
    "sparql11/bindings#graph": "GRAPH leaves its name unbound",
    "sparql11/csv-tsv-res#tsv03": "the store keeps no type narrower than xsd:integer",
    "sparql11/functions#bnode01": "BNODE('x') is the same node in every row",
    "sparql11/negation#graph-minus": "GRAPH binds its name before what stands in it",
    "sparql11/property-path#zero_or_more_set_end": "a path of no step misses a term of no triple",
    "sparql11/property-path#zero_or_more_set_start": "a path of no step misses a term of no triple",
    "sparql11/property-path#zero_or_one_set_end": "a path of no step misses a term of no triple",
    "sparql11/property-path#zero_or_one_set_start": "a path of no step misses a term of no triple",
}
"""What Oxigraph itself answers otherwise, and why; `docs/sparql.md` lists them."""


def by_itself(case: Any) -> bool:
    """Whether bare pyoxigraph passes; it refuses every query with a function it does not know."""
    try:
        found = case.load().query(case.query, base_iri=case.iri)
    except (SyntaxError, RuntimeError):
        return bool(case.kind == "refuse")
    if case.kind != "evaluate":
        return bool(case.kind == "accept")
    if isinstance(found, ox.QueryTriples):
        content = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
        return bool(case.judge(content, "ntriples"))
    forms = {"csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
             "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}  # fmt: skip
    return bool(case.judge(found.serialize(format=forms[case.form]), case.form))


def in_process(case: Any) -> bool:
    try:
        found = evaluate(case.load(), case.based, results=case.form, graph="ntriples")
    except KgError:
        return bool(case.kind == "refuse")
    return case.judge(found.content, found.form) if case.kind == "evaluate" else (
        case.kind == "accept")  # fmt: skip


def test_the_share_that_passes(suite: Any, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No worse than the engine alone; the table is the one of the page on SPARQL."""
    page = (Path(__file__).parents[2] / "docs/sparql.md").read_text("utf-8")
    for name, kinds in (("1.1", "sparql11"), ("1.0", "sparql10")):
        cases = [case for case in suite.read_cases(root) if case.name.startswith(kinds)]
        ours = sum(in_process(case) for case in cases)
        bare = sum(by_itself(case) for case in cases)
        line = f"| SPARQL {name} | {len(cases)} | {ours} | {bare} |"
        with capsys.disabled():
            print(f"\n{line} ({ours / len(cases):.1%}, {bare / len(cases):.1%})")  # noqa: T201
        assert ours >= bare
        assert line in page


def test_a_case_passes_unless_the_engine_fails_it(case: Any) -> None:
    passed = in_process(case)
    if case.name in ENGINE:
        assert not passed, "the engine has learnt it: take it out of the list"
        assert not by_itself(case), "it is not the engine's fault"
    else:
        assert passed


def test_the_formats_agree(case: Any, suite: Any) -> None:
    """What JSON says, XML and TSV say; what Turtle says, the other three say."""
    if case.kind != "evaluate":
        return
    try:
        store = case.load()
        first = evaluate(store, case.based)
    except KgError:
        return
    wanted = suite.read_answer(first.content, first.form)
    for form in ("xml", "tsv") if first.form == "json" else ("ntriples", "rdfxml", "jsonld"):
        if (first.form, form, wanted.boolean is None) == ("json", "tsv", False):
            continue  # an ASK in TSV is no standard
        other = evaluate(store, case.based, results=form, graph=form)
        assert other.form == form
        found = suite.read_answer(other.content, form)
        assert suite.same(wanted, found, ordered=True, lax="NOW(" in case.query.upper())


# -- over HTTP ------------------------------------------------------------------------------------


@contextmanager
def serving(*files: Path) -> Iterator[http.client.HTTPConnection]:
    process = subprocess.Popen(
        [Path(sys.executable).with_name("kg"), "serve", "--port", "0", *files],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        parts = urlsplit(cast("IO[str]", process.stdout).readline().strip())
        with closing(http.client.HTTPConnection(parts.hostname or "", parts.port)) as connection:
            yield connection
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def served(suite: Any, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Serve every file of the suite at once, each as a graph of its own."""
    whole = tmp_path_factory.mktemp("served") / "suite.nq"
    seen: set[Path] = set()
    with whole.open("wb") as file:
        for case in suite.read_cases(root):
            for path in {*case.default, *case.named} - seen:
                seen.add(path)
                triples = ox.parse(path=str(path), base_iri=case.web(path), rename_blank_nodes=True)
                name = ox.NamedNode(case.web(path))
                ox.serialize((ox.Quad(*quad.triple, name) for quad in triples), file,
                             format=ox.RdfFormat.N_QUADS)  # fmt: skip
    with serving(whole) as connection:
        yield connection


def ask(connection: http.client.HTTPConnection, case: Any, dataset: Any) -> bool:
    body = urlencode([("query", case.based), *dataset])
    accept = f"{KINDS[case.form]}, application/n-triples"
    connection.request(
        "POST",
        "/sparql",
        body,
        {"content-type": "application/x-www-form-urlencoded", "accept": accept},
    )
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status in {200, 400}, content
    if answer.status == 400:
        return bool(case.kind == "refuse")
    if case.kind != "evaluate":
        return bool(case.kind == "accept")
    kind = (answer.getheader("content-type") or "").partition(";")[0]
    assert kind in {KINDS[case.form], "application/n-triples"}
    return bool(case.judge(content, "ntriples" if kind.endswith("triples") else case.form))


KINDS = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml",
         "csv": "text/csv", "tsv": "text/tab-separated-values"}  # fmt: skip


def test_a_case_passes_over_http_with_its_dataset_in_the_request(case: Any, served: Any) -> None:
    dataset = [("default-graph-uri", case.web(path)) for path in case.default]
    dataset += [("named-graph-uri", case.web(path)) for path in case.named]
    if case.chooses and not case.default:
        dataset = []
    elif not case.default:
        dataset.append(("default-graph-uri", "urn:x-none:empty"))
    assert ask(served, case, dataset) == (case.name not in ENGINE)


def test_a_case_passes_over_http_with_its_dataset_as_files(case: Any, tmp_path: Path) -> None:
    """Only where it has named graphs: a service is started for each."""
    if case.kind != "evaluate" or not case.named:
        return
    file = tmp_path / "dataset.nq"
    file.write_bytes(case.lines)
    with serving(file) as connection:
        assert ask(connection, case, []) == (case.name not in ENGINE)

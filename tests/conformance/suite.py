"""The W3C's tests of SPARQL 1.1 queries: read from their manifests, and judged.

Left out are updates (this graph is only read), federation (SERVICE is refused by design) and
entailment regimes (a reasoner's, not a query service's).
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SUITES = ("sparql11", "sparql10")
LEFT_OUT = ("entailment", "service", "syntax-fed", "protocol", "service-description")
WEB = "https://w3c.github.io/rdf-tests/sparql/"


@dataclass(frozen=True)
class Case:
    """One test: its kind, its query with the base that it is read by, its dataset, its result."""

    name: str
    kind: str
    query: str
    default: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    lax: bool = False
    root: Path = Path()

    @property
    def based(self) -> str:
        """The query with its base declared, as who asks a service must."""
        return f"BASE <{self.iri}>\n{self.query}" if self.kind == "evaluate" else self.query

    @property
    def form(self) -> str:
        """The format in which the result is asked for: the one in which it is expected."""
        return _FORMS.get(self.result.suffix, "json") if self.result else "json"

    @property
    def chooses(self) -> bool:
        """Whether the query itself names its dataset."""
        return bool(_FROM.search(self.query))

    @property
    def lines(self) -> bytes:
        """The dataset as N-Quads."""
        return ox.serialize(self.quads(), format=ox.RdfFormat.N_QUADS) or b""

    def judge(self, content: bytes, form: str) -> bool:
        """Whether an answer is the expected one."""
        assert self.result
        expected = read_expected(self.result, self.web(self.result))
        ordered = "ORDER BY" in self.query.upper()
        return same(expected, read_answer(content, form), ordered=ordered, lax=self.lax)

    @property
    def iri(self) -> str:
        """Where the folder of the test stands on the web."""
        return f"{WEB}{self.name.rpartition('#')[0]}/"

    def web(self, path: Path) -> str:
        """Give the address of a file of the suite."""
        return WEB + str(path.relative_to(self.root))

    def load(self) -> ox.Store:
        """Load the dataset; what FROM names is there as a named graph."""
        store = ox.Store()
        for quad in self.quads():
            store.add(quad)
        return store

    def quads(self) -> Iterator[ox.Quad]:
        """Read the dataset."""
        for number, path in enumerate((*self.default, *self.named)):
            graph = (
                ox.DefaultGraph() if number < len(self.default) else ox.NamedNode(self.web(path))
            )
            for quad in ox.parse(path=str(path), base_iri=self.web(path), rename_blank_nodes=True):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def read_cases(root: Path) -> list[Case]:
    """Read every manifest below the suites in `root`, the folder `sparql` of w3c/rdf-tests."""
    cases: list[Case] = []
    for suite in SUITES:
        for manifest in sorted((root / suite).glob("*/manifest.ttl")):
            if manifest.parent.name not in LEFT_OUT:
                cases += _read_manifest(root, manifest)
    return cases


def _read_manifest(root: Path, manifest: Path) -> Iterator[Case]:
    folder = f"{manifest.parent.parent.name}/{manifest.parent.name}"
    store = ox.Store()
    store.load(path=str(manifest), base_iri=manifest.as_uri())
    heads = list(_objects(store, None, MF + "entries"))
    for test in (test for head in heads for test in _list(store, head)):
        kind = _KINDS.get(next(_objects(store, test, RDF + "type")).value.removeprefix(MF))
        if kind is None:
            continue
        name = f"{folder}#{re.split('[#/]', test.value)[-1]}"
        action = next(_objects(store, test, MF + "action"))
        if isinstance(action, ox.NamedNode):
            yield Case(name, kind, _path(action).read_text("utf-8"), root=root)
            continue
        query = _path(next(_objects(store, action, QT + "query"))).read_text("utf-8", "strict")
        chosen = [manifest.parent / one for one in _FROM.findall(query)]
        named = [_path(one) for one in _objects(store, action, QT + "graphData")]
        default = [_path(one) for one in _objects(store, action, QT + "data")]
        lax = next(_objects(store, test, MF + "resultCardinality"), None)
        yield Case(
            name, kind, query, tuple(default),
            tuple(dict.fromkeys([*named, *(one for one in chosen if one.exists())])),
            next((_path(one) for one in _objects(store, test, MF + "result")), None),
            lax is not None, root,
        )  # fmt: skip


_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]+)>", re.IGNORECASE)
_KINDS = {
    "QueryEvaluationTest": "evaluate", "CSVResultFormatTest": "evaluate",
    "PositiveSyntaxTest": "accept", "PositiveSyntaxTest11": "accept",
    "NegativeSyntaxTest": "refuse", "NegativeSyntaxTest11": "refuse",
}  # fmt: skip


def _path(node: Any) -> Path:
    return Path(node.value.removeprefix("file://").replace("%20", " "))


def _objects(store: ox.Store, subject: Any, predicate: str) -> Iterator[Any]:
    return (quad.object for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None))


def _list(store: ox.Store, head: Any) -> Iterator[Any]:
    while head.value != RDF + "nil":
        yield next(_objects(store, head, RDF + "first"))
        head = next(_objects(store, head, RDF + "rest"))


# -- results ------------------------------------------------------------------------------------

Row = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """A boolean, or rows with their columns, or a graph; rows of CSV hold text alone."""

    boolean: bool | None = None
    columns: tuple[str, ...] | None = None
    rows: tuple[Row, ...] = ()
    graph: frozenset[ox.Triple] | None = None


def read_expected(path: Path, base: str) -> Result:
    """Read what a test expects, in any of the suite's five ways to write it."""
    if path.suffix in {".srx", ".srj", ".tsv", ".csv"}:
        return read_answer(path.read_bytes(), _FORMS[path.suffix])
    quads = list(ox.parse(path=str(path), base_iri=base))
    store = ox.Store()
    store.extend(quads)
    sets = [
        quad.subject for quad in store.quads_for_pattern(None, None, ox.NamedNode(RS + "ResultSet"))
    ]
    if not sets:
        return Result(graph=frozenset(quad.triple for quad in quads))
    boolean = next(_objects(store, sets[0], RS + "boolean"), None)
    if boolean is not None:
        return Result(boolean=boolean.value in {"true", "1"})
    solutions = [
        (int(next(_objects(store, one, RS + "index"), ox.Literal(0)).value),
         {next(_objects(store, b, RS + "variable")).value: next(_objects(store, b, RS + "value"))
          for b in _objects(store, one, RS + "binding")})
        for one in _objects(store, sets[0], RS + "solution")
    ]  # fmt: skip
    columns = tuple(one.value for one in _objects(store, sets[0], RS + "resultVariable"))
    return Result(
        columns=columns, rows=tuple(row for _, row in sorted(solutions, key=lambda s: s[0]))
    )


_FORMS = {".srx": "xml", ".srj": "json", ".tsv": "tsv", ".csv": "csv"}
_GRAPHS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES,
           "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}  # fmt: skip
_RESULTS = {"xml": ox.QueryResultsFormat.XML, "json": ox.QueryResultsFormat.JSON,
            "tsv": ox.QueryResultsFormat.TSV}  # fmt: skip


def read_answer(content: bytes, form: str) -> Result:
    """Read an answer in one of the standard formats."""
    if form in _GRAPHS:
        return Result(graph=frozenset(quad.triple for quad in ox.parse(content, _GRAPHS[form])))
    if form == "csv":
        if content.strip() in {b"true", b"false"}:
            return Result(boolean=content.strip() == b"true")
        head, *lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
        rows = [dict(zip(head, line or [""], strict=True)) for line in lines]
        return Result(
            columns=tuple(head), rows=tuple({k: v for k, v in r.items() if v} for r in rows)
        )
    found: Any = ox.parse_query_results(content, _RESULTS[form])
    if isinstance(found, ox.QueryBoolean):
        return Result(boolean=bool(found))
    names = tuple(one.value for one in found.variables)
    rows = [{n: row[n] for n in names if row[n] is not None} for row in found]
    return Result(columns=names, rows=tuple(rows))


def same(expected: Result, found: Result, *, ordered: bool, lax: bool) -> bool:
    """Whether two results are one: bags of rows, graphs by isomorphism, numbers by value."""
    if expected.boolean is not None or found.boolean is not None:
        return expected.boolean == found.boolean
    if expected.graph is not None or found.graph is not None:
        return expected.graph is not None and found.graph is not None and (
            _canonical(expected.graph) == _canonical(found.graph))  # fmt: skip
    if set(expected.columns or ()) != set(found.columns or ()):
        return False
    if lax:
        wanted, got = _shapes(expected.rows), _shapes(found.rows)
        return set(wanted) == set(got) and all(0 < got[one] <= wanted[one] for one in wanted)
    return _described(expected.rows, ordered) == _described(found.rows, ordered)


def _shapes(rows: Sequence[Row]) -> Counter[frozenset[tuple[str, str]]]:
    return Counter(frozenset((name, _spelled(term)) for name, term in row.items()) for row in rows)


def _spelled(term: Any) -> str:
    """Write a term so that equal ones are alike, blank nodes all so."""
    if isinstance(term, str):
        number = _number(term, "double")
        return _NAMELESS.sub("_:", term) if number is None else f"{number}"
    return "_:" if isinstance(term, ox.BlankNode) else str(_plain(term))


_NAMELESS = re.compile(r"^_:.*")


def _described(rows: Sequence[Row], ordered: bool) -> Any:
    """Turn rows into a graph, in which blank nodes are what they are, and write it canonically."""
    if not any(_holds_blank(term) for row in rows for term in row.values()):
        keys = [sorted((name, _spelled(term)) for name, term in row.items()) for row in rows]
        return keys if ordered else sorted(keys)
    triples = []
    for number, row in enumerate(rows):
        node = ox.BlankNode()
        triples.append(
            ox.Triple(node, ox.NamedNode(RS + "in"), ox.Literal(number if ordered else 0))
        )
        for name, term in row.items():
            if isinstance(term, str):
                term = (
                    ox.BlankNode(f"b{term[2:]}")
                    if term.startswith("_:")
                    else ox.Literal(_spelled(term))
                )
            triples.append(ox.Triple(node, ox.NamedNode(f"x:{name}"), _plain(term)))
    return _canonical(triples)


def _holds_blank(term: Any) -> bool:
    return term.startswith("_:") if isinstance(term, str) else isinstance(term, ox.BlankNode)


def _canonical(triples: Any) -> list[str]:
    plain = (ox.Quad(one.subject, one.predicate, _plain(one.object)) for one in triples)
    dataset = ox.Dataset(plain)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


def _plain(term: Any) -> Any:
    """Write numbers by their value: `01` and `1`, `1.0e0` and `1.0E0` are two spellings of one."""
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(XSD):
        kind = term.datatype.value.removeprefix(XSD)
        number = _number(term.value, kind)
        if number is not None:
            return ox.Literal(f"{number}", datatype=term.datatype)
    return term


def _number(text: str, kind: str) -> float | Decimal | None:
    with contextlib.suppress(ValueError, InvalidOperation):
        if kind == "boolean" and text in {"true", "false", "1", "0"}:
            return Decimal(text in {"true", "1"})
        if kind in {"double", "float"} and _NUMBER.fullmatch(text):
            return float(text)
        if kind in {"integer", "decimal"} and _NUMBER.fullmatch(text):
            return Decimal(text).normalize() + 0
    return None


_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")

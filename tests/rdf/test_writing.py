"""The RDF files: no blank nodes, the same bytes for the same graph, and readers that agree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.graph import Graph
from kg.model import Quantity
from kg.rdf import open_store
from kg.rdf.dataset import ordered_triples
from kg.rdf.evidence import describe_quantities
from kg.rdf.namespace import CLAIMS, DIRECT, LABEL, VERDICTS, resource
from kg.rdf.writing import nquads, write_nquads, write_turtle

SMALL = Path(__file__).parents[1] / "data" / "small"
WRITERS: dict[str, Callable[[Graph, Path], None]] = {"ttl": write_turtle, "nq": write_nquads}
Triples = set[tuple[str, str, str]]
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")


@pytest.fixture(scope="module", params=["small", "hostile", "shipped"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write both files of a graph into a folder."""
    folder = tmp_path_factory.mktemp(request.param)
    for form, write in WRITERS.items():
        write(request.getfixturevalue(request.param), folder / f"graph.{form}")
    return folder


def test_two_readers_agree_on_the_turtle_and_on_the_quads(written: Path) -> None:
    turtle, quads = written / "graph.ttl", written / "graph.nq"
    by_rdflib = rdflib.Graph().parse(turtle, format="turtle")
    by_oxigraph = {quad.triple for quad in pyoxigraph.parse(path=turtle)}
    assert rdflib_triples(by_rdflib) == oxigraph_triples(by_oxigraph)
    assert len(by_rdflib) == len(by_oxigraph) > 100

    data = rdflib.Dataset()
    data.parse(quads, format="nquads")
    read = list(pyoxigraph.parse(path=quads))
    for name in (CLAIMS, DIRECT, VERDICTS):
        in_graph = {quad.triple for quad in read if quad.graph_name == name}
        found = rdflib_triples(data.graph(rdflib.URIRef(name.value)))
        assert found == oxigraph_triples(in_graph) != set()
    assert {quad.triple for quad in read} == by_oxigraph, "the Turtle file is all of it, in one"
    assert {quad.graph_name for quad in read} == {CLAIMS, DIRECT, VERDICTS}


def test_nothing_is_nameless(written: Path) -> None:
    for path in written.iterdir():
        for quad in pyoxigraph.parse(path=path):
            assert isinstance(quad.subject, NamedNode), quad
            assert not isinstance(quad.object, pyoxigraph.BlankNode), quad
    assert "_:" not in {line.split()[0][:2] for line in open_lines(written / "graph.nq")}


def test_every_line_of_the_quads_is_one_statement_in_order(written: Path) -> None:
    lines = open_lines(written / "graph.nq")
    assert lines == sorted(set(lines))
    assert all(line.endswith(" .") for line in lines)
    assert len(lines) == sum(1 for _ in pyoxigraph.parse(path=written / "graph.nq"))


@pytest.mark.parametrize("name", ["small", "hostile", "shipped"])
def test_the_quads_are_those_of_each_term_spelt_alone(
    name: str, request: pytest.FixtureRequest
) -> None:
    """The fast way escapes, names and sorts as the plain one does: the same bytes."""
    graph: Graph = request.getfixturevalue(name)
    named = ordered_triples(graph)
    plain = [f"{s} {p} {o} {where} .\n" for where, triples in named.items() for s, p, o in triples]
    assert nquads(named) == "".join(sorted(plain)).encode()


def test_quads_sort_where_one_literal_begins_another_and_beyond_the_basic_plane() -> None:
    """What a sort before the graph's name, or by UTF-16, would order otherwise."""
    spelt = ("a", "a ", "a .", "a .\n", "a\r\n", "\uffff", "\U0001f9ec", 'a"', "a\\", "")
    literals = [*map(Literal, spelt), Literal("a", language="de"), Literal("a", datatype=LABEL)]
    for value in spelt:
        literals.append(Literal(value, language="en"))
    subject = resource("", "x")
    said = [Triple(subject, LABEL, one) for one in literals]
    for few in ([], said[:1], said[3:], said[::2], said):
        for named in ({CLAIMS: said, DIRECT: few}, {CLAIMS: few, DIRECT: said},
                      {CLAIMS: few, DIRECT: said[1:], LABEL: said},
                      {VERDICTS: said, DIRECT: few, CLAIMS: few[::3]},
                      {DIRECT: said, VERDICTS: few[::2], CLAIMS: few}):  # fmt: skip
            plain = [f"{s} {p} {o} {name} .\n" for name, one in named.items() for s, p, o in one]
            assert nquads(named) == "".join(sorted(plain)).encode()
    named = {DIRECT: said, CLAIMS: said}
    read = {(quad.object, quad.graph_name) for quad in pyoxigraph.parse(
        nquads(named), RdfFormat.N_QUADS)}  # fmt: skip
    assert read == {(one, name) for one in literals for name in named}


def test_turtle_reads_well(written: Path) -> None:
    text = (written / "graph.ttl").read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    assert head.splitlines() == sorted(head.splitlines())
    assert all(line.startswith("@prefix ") for line in head.splitlines())
    names = re.sub(r'"(?:[^"\\]|\\.)*"', '""', body)  # queries are texts that hold whole names
    assert "<https://w3id.org/cirt-kg/ontology#" not in names, "every own name is shortened"


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_graph_gives_the_same_bytes(small: Graph, form: str, tmp_path: Path) -> None:
    """In this process, and in others whose sets and dictionaries are hashed otherwise."""
    WRITERS[form](small, tmp_path / "here")
    code = (
        "import sys; from pathlib import Path; from kg import load; from kg.rdf import writing\n"
        f"writing.{WRITERS[form].__name__}(load(sys.argv[1]), Path(sys.argv[2]))"
    )
    for seed in ("1", "20"):
        command = [sys.executable, "-c", code, str(SMALL), str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert (tmp_path / seed).read_bytes() == (tmp_path / "here").read_bytes()
    WRITERS[form](small, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "here").read_bytes()


@pytest.mark.parametrize("form", WRITERS)
def test_hostile_labels_come_back_as_they_were(hostile: Graph, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{form}"
    WRITERS[form](hostile, path)
    wanted = {resource("", key): entity.label for key, entity in hostile.entities.items()}
    assert any("<script>" in label for label in wanted.values())
    read = {
        quad.subject: quad.object.value for quad in pyoxigraph.parse(path=path)
        if quad.predicate == LABEL and quad.subject in wanted
    }  # fmt: skip
    assert read == wanted
    data = rdflib.Dataset()
    data.parse(path, format={"ttl": "turtle", "nq": "nquads"}[form])
    for name, label in wanted.items():
        found = {str(o) for _, _, o, _ in data.quads((rdflib.URIRef(name.value),
                                                      rdflib.RDFS.label, None, None))}  # fmt: skip
        assert found == {label}


def test_hostile_labels_reach_the_store_as_they_were(hostile: Graph) -> None:
    store = open_store(hostile)
    for key, entity in hostile.entities.items():
        found = {quad.object.value for quad in store.quads_for_pattern(
            resource("", key), LABEL, None, CLAIMS)}  # fmt: skip
        assert found == {entity.label}


@pytest.mark.parametrize("form", WRITERS)
def test_a_failed_write_leaves_the_old_file_and_no_scrap(
    small: Graph, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph"
    path.write_text("what stood here before")

    def fail(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space left"):
        WRITERS[form](small, path)
    assert path.read_text() == "what stood here before"
    assert [kept.name for kept in tmp_path.iterdir()] == ["graph"]


def open_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def rdflib_triples(graph: rdflib.Graph) -> Triples:
    return {tuple(map(spell_rdflib, triple)) for triple in graph}  # type: ignore[misc]


def oxigraph_triples(triples: set[pyoxigraph.Triple]) -> Triples:
    return {tuple(map(spell_oxigraph, triple)) for triple in triples}  # type: ignore[misc]


def spell_rdflib(term: rdflib.term.Node) -> str:
    if isinstance(term, rdflib.Literal):
        return f"{term!s}^^{term.datatype or rdflib.XSD.string}@{term.language}"
    return f"<{term}>"


def spell_oxigraph(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    if isinstance(term, pyoxigraph.Literal):
        return f"{term.value}^^{term.datatype.value}@{term.language}"
    return f"<{term.value}>"




def test_a_printed_number_has_its_ends_and_a_unit_as_a_code() -> None:
    found = describe_quantities(
        resource("evidence", "a", "r"), ("a", "r"),
        tuple(map(Quantity.model_validate, (
            {"measure": "hazard_ratio", "value": 0.7, "ci95": {"min": 0.5, "max": 0.9}},
            {"measure": "response_rate", "value": 64}, {"measure": "median", "value": 3,
            "unit": "month"}, {"measure": "difference", "value": 3, "unit": "points"},
        ))),
    )  # fmt: skip
    told: dict[str, dict[str, str]] = {}
    for triple in found:
        if isinstance(triple.object, Literal):
            own = told.setdefault(str(triple.subject), {})
            own[triple.predicate.value.rsplit("#", 1)[-1]] = triple.object.value
    units = [one.get("amountUcum") for one in told.values()]
    assert units == ["1", "%", "mo", None]
    first = next(iter(told.values()))
    assert (first["ci95"], first["ci95Low"], first["ci95High"]) == ("0.5-0.9", "0.5", "0.9")

"""Answers, the forms they are written in, and the limits within which they are sought."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.plugins.sparql.results.jsonresults import JSONResult

from kg.cli import main
from kg.errors import QueryError, RequestError
from kg.graph import Graph
from kg.rdf import evaluate, open_store, query
from kg.rdf.result import QueryResult, Term

SMALL = Path(__file__).parents[1] / "data" / "small"
KG = Path(sys.executable).with_name("kg")
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
XSD = "http://www.w3.org/2001/XMLSchema#"


def values(answer: QueryResult) -> list[tuple[str | None, ...]]:
    return [tuple(term and term.value for term in row) for row in answer.rows]


# -- answers --------------------------------------------------------------------------------------


def test_select_gives_rows_in_the_order_asked_for(small_store: pyoxigraph.Store) -> None:
    answer = query(small_store, "SELECT ?l { ?c a kg:Cell ; rdfs:label ?l } ORDER BY DESC(?l)")
    assert answer.variables == ("l",)
    assert values(answer) == [("myeloid-derived suppressor cell",), ("T cell",)]


def test_unbound_is_none_and_boolean_is_boolean(small_store: pyoxigraph.Store) -> None:
    answer = query(small_store, "SELECT ?d { id:hmgb1 a kg:Gene OPTIONAL { id:hmgb1 kg:of ?d } }")
    assert answer.rows == ((None,),)
    assert query(small_store, "ASK { id:hmgb1 a kg:Gene }").boolean is True
    assert query(small_store, "ASK { id:hmgb1 a kg:Cell }").boolean is False


def test_claims_and_direct_triples_are_asked_together_or_apart(
    small_store: pyoxigraph.Store,
) -> None:
    direct = "id:carbon-ion-irradiation kg:increases id:hmgb1-release"
    for where, expected in (
        (direct, True),
        (f"GRAPH <https://w3id.org/cirt-kg/graph/direct> {{ {direct} }}", True),
        (f"GRAPH <https://w3id.org/cirt-kg/graph/claims> {{ {direct} }}", False),
    ):
        assert query(small_store, f"ASK {{ {where} }}").boolean is expected


def test_a_graph_may_be_asked_without_a_store(small: Graph) -> None:
    assert query(small, "ASK { id:trex1-expression kg:decreases id:type-i-ifn-response }").boolean


# -- forms ----------------------------------------------------------------------------------------

EVERY_KIND = """SELECT ?iri ?plain ?tagged ?number ?blank ?missing {
    BIND(<https://example.org/\u00e9> AS ?iri) BIND('a "quoted"\\n<b>' AS ?plain)
    BIND('Zelle'@de AS ?tagged) BIND(2.5 AS ?number) BIND(BNODE() AS ?blank)
}"""


def test_json_follows_the_w3c(small_store: pyoxigraph.Store) -> None:
    """SPARQL 1.1 Query Results JSON Format, sections 3.1 and 3.2, read by another library too."""
    answer = query(small_store, EVERY_KIND)
    content = json.loads(answer.written("json"))
    assert set(content) == {"head", "results"}
    assert content["head"] == {"vars": ["iri", "plain", "tagged", "number", "blank", "missing"]}
    (binding,) = content["results"]["bindings"]
    assert binding.pop("blank")["type"] == "bnode"
    assert binding == {
        "iri": {"type": "uri", "value": "https://example.org/\u00e9"},
        "plain": {"type": "literal", "value": 'a "quoted"\n<b>'},
        "tagged": {"type": "literal", "value": "Zelle", "xml:lang": "de"},
        "number": {"type": "literal", "value": "2.5", "datatype": f"{XSD}decimal"},
    }
    read = JSONResult(content)
    assert [str(name) for name in read.vars or ()] == list(answer.variables)
    (row,) = read.bindings
    assert row[rdflib.Variable("tagged")] == rdflib.Literal("Zelle", lang="de")
    by_oxigraph = pyoxigraph.parse_query_results(
        answer.written("json").encode(), format=pyoxigraph.QueryResultsFormat.JSON
    )
    (solution,) = by_oxigraph
    decimal = pyoxigraph.NamedNode(f"{XSD}decimal")
    assert solution["number"] == pyoxigraph.Literal("2.5", datatype=decimal)


def test_json_of_a_boolean_follows_the_w3c(small_store: pyoxigraph.Store) -> None:
    assert json.loads(query(small_store, "ASK {}").written("json")) == {"head": {}, "boolean": True}


def test_csv_is_a_table_whatever_the_cells_hold(hostile: Graph) -> None:
    answer = query(hostile, "SELECT ?e ?l { ?e a kg:Entity ; rdfs:label ?l } ORDER BY ?e")
    rows = list(csv.reader(io.StringIO(answer.written("csv"), newline="")))
    assert rows[0] == ["e", "l"]
    assert [(key, label) for key, label in rows[1:]] == [
        (key, entity.label) for key, entity in sorted(hostile.entities.items())
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_csv_holds_no_formula(small_store: pyoxigraph.Store, cell: str) -> None:
    escaped = cell.replace("\t", "\\t").replace("\r", "\\r")
    answer = query(small_store, f"SELECT ('{escaped}' AS ?x) {{}}")
    assert list(csv.reader(io.StringIO(answer.csv(), newline="")))[1] == [f"'{cell}"]


def test_csv_leaves_negative_numbers_alone(small_store: pyoxigraph.Store) -> None:
    assert query(small_store, "SELECT (-2.5 AS ?x) {}").csv().split() == ["x", "-2.5"]


def test_a_table_shows_labels_as_text(hostile: Graph) -> None:
    table = query(hostile, "SELECT ?l { ?e a kg:Entity ; rdfs:label ?l }").written("table", 400)
    assert "<script>alert(1)</script>" in table
    assert "\u202e" not in table and "\\u202e" in table
    assert "two\\nlines,\\ra return\\tand a tab" in table


def test_turtle_of_construct_is_sorted_and_reads_back(small_store: pyoxigraph.Store) -> None:
    made = "?e rdfs:label ?l ; kg:summary 'a\\n\"b\"'@en"
    text = f"CONSTRUCT {{ {made} }} {{ ?e a kg:Entity ; rdfs:label ?l }}"
    turtle = query(small_store, text).written("turtle")
    assert turtle == query(small_store, text).written("turtle")
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    found = {str(label) for label in graph.objects(None, rdflib.RDFS.label)}
    assert {"HMGB1", "carbon-ion irradiation"} <= found
    assert rdflib.Literal('a\n"b"', lang="en") in set(graph.objects())
    described = query(small_store, "DESCRIBE id:hmgb1").written("turtle")
    assert 'rdfs:label "HMGB1"' in described


def test_a_form_that_does_not_fit_is_refused(small_store: pyoxigraph.Store) -> None:
    rows, triples = query(small_store, "SELECT * {}"), query(small_store, "DESCRIBE id:hmgb1")
    for answer, form, said in (
        (rows, "turtle", "only CONSTRUCT and DESCRIBE give Turtle"),
        (triples, "json", "triples have no JSON results format"),
        (rows, "xlsx", "no format 'xlsx': use table, csv, json or turtle"),
    ):
        with pytest.raises(RequestError, match=said):
            answer.written(form)


def test_terms_are_short_for_people_and_whole_for_programs() -> None:
    term = Term("iri", "https://w3id.org/cirt-kg/id/reference/ran2021")
    assert (term.short, term.value) == ("ran2021", "https://w3id.org/cirt-kg/id/reference/ran2021")


# -- limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "LOAD <file:///etc/passwd>",
     "INSERT DATA { <a:b> <c:d> <e:f> }", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
     "SELECT * " + "{" * 2000 + "}" * 2000, "SELEC ?s", ""],
)  # fmt: skip
def test_one_clear_error_and_nothing_else(text: str, small_store: pyoxigraph.Store) -> None:
    before = len(small_store)
    with pytest.raises(QueryError) as refusal:
        query(small_store, text)
    assert "\n" not in str(refusal.value)
    assert ": " in str(refusal.value)
    assert len(small_store) == before


@pytest.mark.parametrize(
    "text",
    ["SELECT * { ?s ?p ?o FILTER (" + "!" * 95_000 + "?o) }",
     "SELECT (" + "- " * 45_000 + "1 AS ?x) {}",
     "SELECT * { " + "{} UNION " * 10_000 + "{} }",
     "SELECT * { ?s " + "^" * 95_000 + "kg:of ?o }",
     "SELECT * { ?s kg:of" + "/kg:of" * 15_000 + " ?o }",
     "SELECT (1" + "+1" * 45_000 + " AS ?x) {}"],
    ids=["not", "minus", "union", "inverse", "sequence", "sum"],
)  # fmt: skip
def test_nesting_without_brackets_ends_in_an_answer_or_an_error(
    text: str, small_store: pyoxigraph.Store
) -> None:
    """An engine may overflow its stack: the child that holds it dies, this process does not."""
    try:
        query(small_store, text, seconds=5)
    except QueryError as refusal:
        assert "\n" not in str(refusal)
    assert query(small_store, "ASK {}").boolean


def test_time_is_limited_and_the_child_is_gone(small_store: pyoxigraph.Store) -> None:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")  # a browser may be among them
    before = listed.read_text()
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"the query was stopped after 0\.3 s: "):
        query(small_store, CROSS, seconds=0.3)
    assert time.monotonic() - began < 10
    assert listed.read_text() == before


def test_memory_is_limited(small_store: pyoxigraph.Store) -> None:
    hungry = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    with pytest.raises(QueryError, match=r"too much memory|was stopped"):
        query(small_store, hungry, seconds=20)
    assert query(small_store, "ASK {}").boolean


def test_rows_are_limited_and_what_is_missing_is_told(small_store: pyoxigraph.Store) -> None:
    some = query(small_store, "SELECT * { ?s ?p ?o }", rows=7)
    assert (len(some.rows), some.truncated) == (7, True)
    exact = query(small_store, "SELECT * { VALUES ?x { 1 2 3 4 5 6 7 } }", rows=7)
    assert (len(exact.rows), exact.truncated) == (7, False)
    triples = query(small_store, "CONSTRUCT WHERE { ?s ?p ?o }", rows=7)
    assert triples.triples is not None
    assert (len(triples.triples), triples.truncated) == (7, True)


@pytest.mark.parametrize(("seconds", "rows"), [(0, 1), (-1, 1), (float("nan"), 1),
                                               (float("inf"), 1), (1, 0)])  # fmt: skip
def test_limits_that_are_none_are_refused(
    seconds: float, rows: int, small_store: pyoxigraph.Store
) -> None:
    with pytest.raises(QueryError, match="allow up to 86400 seconds, and at least one row"):
        query(small_store, "ASK {}", seconds=seconds, rows=rows)


def test_the_parent_keeps_its_files_and_memory(small_store: pyoxigraph.Store) -> None:
    limits = [resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_CPU]
    before = [resource.getrlimit(limit) for limit in limits]
    open_before = len(os.listdir("/proc/self/fd"))
    for text in ("ASK {}", "SELEC", CROSS):
        try:
            query(small_store, text, seconds=0.2)
        except QueryError:
            pass
    assert [resource.getrlimit(limit) for limit in limits] == before
    assert len(os.listdir("/proc/self/fd")) == open_before


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_name_a_file_and_standard_input_answer_alike(form: str, tmp_path: Path) -> None:
    from kg.rdf import named_queries

    text = named_queries()["let-trends"].text
    file = tmp_path / "mine.rq"
    file.write_text(text, encoding="utf-8")
    answers = [
        CliRunner().invoke(main, ["--corpus", str(SMALL), "query", source, "--format", form], stdin)
        for source, stdin in (("let-trends", None), (str(file), None), ("-", text))
    ]
    assert [answer.exit_code for answer in answers] == [0, 0, 0]
    assert len({answer.stdout for answer in answers}) == 1
    assert "Onishi" in answers[0].stdout


def test_a_hostile_query_ends_the_command_with_one_line_and_status_2() -> None:
    for text in ("SELECT * " + "{" * 2000 + "}" * 2000, "SELECT * { SERVICE <x:y> {} }"):
        done = subprocess.run([KG, "--corpus", SMALL, "query", "-"], input=text, text=True,
                              capture_output=True, timeout=60)  # fmt: skip
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith("kg: line 1: ")
        assert done.stderr.count("\n") == 1


def test_a_source_without_end_is_refused() -> None:
    for words, stdin in ((["/dev/zero"], None), (["-"], "/dev/zero")):
        with open(stdin or os.devnull, "rb") as endless:
            done = subprocess.run([KG, "query", *words], stdin=endless, capture_output=True,
                                  timeout=60, check=False, text=True)  # fmt: skip
        assert done.returncode == 2
        assert done.stderr == (
            f"kg: '{words[0]}' is larger than any query (1000000 bytes): give a query\n"
        )


def test_the_store_stays_as_it_was(small: Graph) -> None:
    store = open_store(small)
    before = {str(quad) for quad in store}
    for text in ("INSERT DATA { <a:b> <c:d> <e:f> }", "CLEAR ALL"):
        with pytest.raises(QueryError, match="would change the graph"):
            query(store, text)
    assert {str(quad) for quad in store} == before


@pytest.mark.parametrize(
    "text",
    [
        "# PREFIX rdfs: <http://example.org/>\nSELECT ?l { id:hmgb1 rdfs:label ?l }",
        "PREFIX id: <https://w3id.org/cirt-kg/id/> SELECT ?l { id:hmgb1 rdfs:label ?l }",
        "BASE <http://example.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT ?l { id:hmgb1 rdfs:label ?l # PREFIX id:\n }",
    ],
)
def test_prefixes_that_a_query_leaves_out_are_known_whatever_its_comments_say(
    text: str, small_store: pyoxigraph.Store
) -> None:
    for _ in range(2):  # asked again, it is not looked at again
        assert evaluate(small_store, text, results="csv").content == b"l\r\nHMGB1\r\n"

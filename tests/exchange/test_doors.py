"""The doors out: tables with their description, nanopublications, BEL, pathways, and their list."""

from __future__ import annotations

import importlib.metadata
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
import frictionless
import pyarrow.parquet
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from libsbgnpy import read_sbgn_from_file, validate
from libsbgnpy.schematron import validate_schematron
from lxml import etree
from nanopub import Nanopub
from nanopub.utils import MalformedNanopubError

import kg
from kg.cli import main
from kg.errors import RequestError
from kg.exchange import (
    FORMATS,
    bel_text,
    data_package_text,
    edges,
    gpml_text,
    nanopub_text,
    parquet_bytes,
    sbgn_text,
    workbook_bytes,
)
from kg.figures import compose
from kg.graph import evidence_table, table_schema
from kg.knowledge import Knowledge
from kg.model import Figure
from kg.products import evidence_text

DATA = Path(__file__).parents[1] / "data"
GPML = etree.XMLSchema(etree.parse(DATA / "GPML2013a.xsd"))
"""GPML2013a (Apache License 2.0), github.com/PathVisio/libGPML at aa33516."""

HMGB1 = "carbon-ion-irradiation.increases.hmgb1-release"
CALRETICULIN = "carbon-ion-irradiation.does_not_change.ecto-calreticulin"
NASTY = '"=cmd|"x"!A1 <b>&amp; \\ \N{GREEK SMALL LETTER GAMMA} \U0001f9ec ]]> {"'
DRAWN = NASTY.replace(" \U0001f9ec", "")
"""The same without what the font of figures has no letter for."""

SHOWN = ("carbon-ion-irradiation", "hmgb1-release", "ecto-calreticulin", "mdsc-abundance-tumour")


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return kg.load(DATA / "small")


@pytest.fixture(scope="module")
def nasty(small: Knowledge) -> Knowledge:
    """Give the small graph a label, a title and summaries that formats may stumble over."""
    changed = small.entities["hmgb1-release"].model_copy(update={"label": DRAWN})
    claim, paper = small.claims[HMGB1], small.references["ran2021"]
    told = tuple(one.model_copy(update={"summary": NASTY}) for one in claim.evidence)
    return replace(
        small, entities=MappingProxyType({**small.entities, "hmgb1-release": changed}),
        claims=MappingProxyType({**small.claims,
                                 HMGB1: claim.model_copy(update={"evidence": told})}),
        references=MappingProxyType({**small.references,
                                     "ran2021": paper.model_copy(update={"title": NASTY})}),
    )  # fmt: skip


def figure(**asked: Any) -> Figure:
    arms = ("carbon-ion-irradiation", "photon-irradiation")
    given = {"id": "asked", "title": "A & B", "message": "M <1>", "entities": SHOWN,
             "exposures": arms}  # fmt: skip
    return Figure.model_validate({**given, **asked})


def pathway(write: Any, graph: Knowledge, **asked: Any) -> tuple[str, Any]:
    made = figure(**asked)
    content, loss = write(graph, made, compose(graph, made))
    assert write(graph, made, compose(graph, made))[0] == content, "the same bytes twice"
    return content, loss


def parsed(content: str) -> etree._Element:
    return etree.fromstring(
        content.encode(), etree.XMLParser(resolve_entities=False, no_network=True)
    )


# -- tables ---------------------------------------------------------------------------------------


def test_parquet_has_the_rows_of_the_table_with_types(nasty: Knowledge, tmp_path: Path) -> None:
    content = parquet_bytes(nasty)
    assert parquet_bytes(nasty) == content
    (tmp_path / "e.parquet").write_bytes(content)
    table = pyarrow.parquet.read_table(tmp_path / "e.parquet")
    columns, *rows = evidence_table(nasty, header=True)
    types = {"string": "string", "integer": "int64", "number": "double"}
    fields = table_schema()["fields"]
    assert table.column_names == list(columns)
    assert [str(one.type) for one in table.schema] == [types[one["type"]] for one in fields]
    read = {"string": str, "integer": int, "number": float}
    wanted = [{one["name"]: read[one["type"]](cell) if cell else None
               for one, cell in zip(fields, row, strict=True)} for row in rows]  # fmt: skip
    assert table.to_pylist() == wanted
    assert any(isinstance(row["dose_min"], float) for row in wanted)
    about = json.loads(table.schema.metadata[b"table-schema"])
    assert about["fields"][0]["name"] == "claim"


def test_without_pyarrow_the_extra_is_named(
    small: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(RequestError, match=r"pip install 'cirt-kg\[parquet\]'"):
        parquet_bytes(small)


def test_frictionless_finds_a_package_valid_and_a_changed_table_not(
    nasty: Knowledge, tmp_path: Path
) -> None:
    tables = {"e.tsv": evidence_text(nasty).encode(), "e.xlsx": workbook_bytes(nasty)}
    for name, content in tables.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / "datapackage.json").write_text(data_package_text(nasty, name, content))
        package = frictionless.Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["type", "note"])
        (resource,) = package.resources
        assert len(resource.read_rows()) == len(evidence_table(nasty))
    (tmp_path / "e.tsv").write_bytes(tables["e.tsv"].replace(b"isodose", b"isoeffective", 1))
    (tmp_path / "datapackage.json").write_text(data_package_text(nasty, "e.tsv", tables["e.tsv"]))
    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_a_package_of_parquet_is_well_formed(small: Knowledge) -> None:
    told = json.loads(data_package_text(small, "e.parquet", parquet_bytes(small)))
    frictionless.Package.from_descriptor(told)
    assert told["licenses"] == [{"path": small.manifest.licence}]
    assert told["resources"][0]["schema"] == table_schema()


@pytest.mark.parametrize("name", ["e.txt", "datapackage.json", "a/e.tsv", ".tsv"])
def test_what_cannot_be_described_is_one_clear_error(name: str, small: Knowledge) -> None:
    with pytest.raises(RequestError):
        data_package_text(small, name, b"")


def test_a_package_is_written_beside_its_table_or_neither(tmp_path: Path) -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(main, ["--corpus", str(DATA / "small"), "export", *words])

    for name, ending in (("evidence", "tsv"), ("xlsx", "xlsx"), ("parquet", "parquet")):
        into = tmp_path / name
        into.mkdir()
        assert run(name, "--package", "--out", str(into / f"e.{ending}")).exit_code == 0
        assert {one.name for one in into.iterdir()} == {f"e.{ending}", "datapackage.json"}
        told = json.loads((into / "datapackage.json").read_text())
        assert told["resources"][0]["bytes"] == (into / f"e.{ending}").stat().st_size
    failed = run("evidence", "--package", "--out", str(tmp_path / "e.odd"))
    assert failed.exit_code == 2 and not (tmp_path / "e.odd").exists()
    assert "--package without --out" in run("evidence", "--package").stderr


# -- nanopublications -----------------------------------------------------------------------------

NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


def one_by_one(content: str) -> Iterator[tuple[str, Any]]:
    """Cut a file into its nanopublications, as the library takes them."""
    whole = rdflib.ConjunctiveGraph()
    whole.parse(data=content, format="trig")
    for name, _, _, head in list(whole.quads((None, rdflib.RDF.type, NP.Nanopublication, None))):
        made = rdflib.ConjunctiveGraph()
        for graph in (head.identifier, *(whole.value(name, NP[part]) for part in PARTS)):
            for triple in whole.get_context(graph):
                made.get_context(graph).add(triple)
        yield str(name), made


def trusted(name: str, made: Any) -> bool:
    found = Nanopub(rdf=made)
    found._source_uri = name  # the library learns it only from a server
    return bool(found.is_valid and found.has_valid_trusty)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_nanopublications_are_well_formed_and_their_hashes_right(nasty: Knowledge) -> None:
    content, loss = nanopub_text(nasty)
    assert nanopub_text(nasty)[0] == content
    found = dict(one_by_one(content))
    kept = [1 for claim, one in nasty.evidence() if f"{claim.id}.{one.id}" not in nasty.void]
    assert len(found) == len(kept) > 5
    assert all(trusted(name, made) for name, made in found.items())
    assert {what: many for many, what, _ in loss.lines}["stated gaps"] == len(nasty.gaps)
    name, made = next(iter(found.items()))
    made.get_context(f"{name}#assertion").add(
        (rdflib.URIRef(name), rdflib.RDFS.comment, rdflib.Literal("more"))
    )
    with pytest.raises(MalformedNanopubError):
        trusted(name, made)


def test_a_record_keeps_its_name_when_others_change(small: Knowledge, nasty: Knowledge) -> None:
    def names(graph: Knowledge) -> dict[str, str]:
        return {made.value(rdflib.URIRef(name), rdflib.RDFS.label).value: name
                for name, made in one_by_one(nanopub_text(graph)[0])}  # fmt: skip

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        plain, changed = names(small), names(nasty)
    assert {key for key in plain if plain[key] != changed[key]} == {
        f"{HMGB1}, {one.id}" for one in small.claims[HMGB1].evidence
    }


def test_provenance_leads_to_the_papers_and_the_assertion_to_the_comparison(
    small: Knowledge,
) -> None:
    store = ox.Store()
    store.load(nanopub_text(small)[0].encode(), format=ox.RdfFormat.TRIG)
    rows = store.query("""
        PREFIX kg: <https://w3id.org/cirt-kg/ontology#> PREFIX np: <http://www.nanopub.org/nschema#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?paper WHERE {
          GRAPH ?h { ?np np:hasAssertion ?a ; np:hasProvenance ?p }
          GRAPH ?a { ?r kg:contrast ?c . ?c kg:level kg:higher ; kg:basis kg:isodose .
                     FILTER(CONTAINS(STR(?r), "hmgb1")) }
          GRAPH ?p { ?a prov:wasDerivedFrom ?paper } }""")
    assert isinstance(rows, ox.QuerySolutions)
    papers = {str(row["paper"].value) for row in rows}
    assert "https://doi.org/10.3389/fpubh.2021.666282" in papers


# -- BEL ------------------------------------------------------------------------------------------

TERM = r"(?:p|a|bp|path|complex|pop|act|sec|surf)\(.+\)"
LINE = re.compile(f"^{TERM} (?:increases|decreases|causesNoChange|regulates) {TERM}$")


def test_each_causal_record_is_a_statement_with_citation_and_words(nasty: Knowledge) -> None:
    content, loss = bel_text(nasty)
    blocks = [block.splitlines() for block in content.split("\n\n")[2:]]
    many = {what: count for count, what, _ in loss.lines}
    records = sum(1 for _ in nasty.evidence())
    gone = sum(many[what] for what in many if what.startswith("records that"))
    assert len(blocks) == records - gone > 5
    for block in blocks:
        assert block[0].startswith("SET Citation = {") and block[1].startswith("SET Evidence = ")
        assert LINE.match(block[-1]), block[-1]
        quotes = re.sub(r'\\\\|\\"', "", "".join(block))
        assert quotes.count('"') % 2 == 0, "every text ends where it should"
    assert many["stated gaps"] == len(nasty.gaps)


def test_two_things_never_share_a_term(small: Knowledge) -> None:
    twin = small.entities["hmgb1-release"].model_copy(update={"id": "twin"})
    claim = small.claims[CALRETICULIN].model_copy(update={"object": "twin"})
    both = replace(
        small, entities=MappingProxyType({**small.entities, "twin": twin}),
        claims=MappingProxyType({**small.claims, claim.id: claim}),
    )  # fmt: skip
    assert 'increases sec(p(HGNC:"HMGB1"))' in bel_text(small)[0]
    content = bel_text(both)[0]
    assert 'increases p(SMALL:"hmgb1-release")' in content and 'p(SMALL:"twin")' in content


def test_pybel_compiles_the_script(nasty: Knowledge, tmp_path: Path) -> None:
    pybel = pytest.importorskip("pybel", reason="no pybel: the BEL script was NOT compiled")
    path = tmp_path / "out.bel"
    path.write_text(bel_text(nasty)[0], encoding="utf-8")
    made = pybel.from_bel_script(path)
    assert made.warnings == []
    assert made.number_of_edges() >= bel_text(nasty)[0].count("\nSET Evidence")


# -- GPML and SBGN --------------------------------------------------------------------------------


def test_gpml_is_valid_and_bound_to_its_nodes(nasty: Knowledge) -> None:
    content, loss = pathway(gpml_text, nasty)
    root = parsed(content)
    assert GPML.validate(root), GPML.error_log
    space = {"g": "http://pathvisio.org/GPML/2013a"}
    nodes = root.findall("g:DataNode", space)
    labels = {one.get("GraphId"): one.get("TextLabel") for one in nodes}
    assert len(labels) == len(SHOWN) and DRAWN in labels.values()
    lines = root.findall("g:Interaction", space)
    ends = [[point.get("GraphRef") for point in line.iterfind("g:Graphics/g:Point", space)]
            for line in lines]  # fmt: skip
    assert {end for line in ends for end in (line[0], line[-1])} <= set(labels)
    heads = {one.findall("g:Graphics/g:Point", space)[-1].get("ArrowHead") for one in lines}
    assert "mim-stimulation" in heads
    xrefs = {one.get("GraphId"): one.xpath("string(g:Xref/@ID)", namespaces=space) for one in nodes}
    assert xrefs["node-hmgb1-release"] == "HGNC:4983"
    assert loss.lines[0][0] == sum(
        edge.is_comparison and edge.target in SHOWN and edge.plain["comparator"] in (
            "carbon-ion-irradiation", "photon-irradiation") for edge in edges(nasty))  # fmt: skip


def test_sbgn_is_valid_by_schema_and_rules_and_keeps_signs(
    nasty: Knowledge, tmp_path: Path
) -> None:
    content, loss = pathway(sbgn_text, nasty)
    path = tmp_path / "out.sbgn"
    path.write_text(content, encoding="utf-8")
    assert validate(path) == [] and validate_schematron(path) == []
    (told,) = read_sbgn_from_file(path).map
    assert DRAWN in {glyph.label.text for glyph in told.glyph if glyph.label}
    assert {(arc.source, arc.target, arc.class_value.value) for arc in told.arc} >= {
        ("node-carbon-ion-irradiation", "node-hmgb1-release", "positive influence"),
        ("node-carbon-ion-irradiation", "node-mdsc-abundance-tumour", "unknown influence"),
    }
    assert {what: many for many, what, _ in loss.lines}["comparisons"] > 2


def test_a_null_is_no_influence(small: Knowledge) -> None:
    without = ("carbon-ion-irradiation.increases.ecto-calreticulin",)
    entities = ("carbon-ion-irradiation", "ecto-calreticulin")
    content, loss = pathway(sbgn_text, small, entities=entities, without=without)
    assert "influence" not in content
    assert (1, "lines that say 'no change'") == loss.lines[1][:2]
    root = parsed(pathway(gpml_text, small, entities=entities, without=without)[0])
    space = {"g": "http://pathvisio.org/GPML/2013a"}
    (line,) = root.iterfind("g:Interaction", space)
    signs = {one.get("Key"): one.get("Value") for one in line.iterfind("g:Attribute", space)}
    assert signs == {"sign": "0"}
    assert line.findall("g:Graphics/g:Point", space)[-1].get("ArrowHead") == "Line"


def test_a_table_is_no_pathway_and_both_doors_lead_out(tmp_path: Path) -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(main, ["--corpus", str(DATA / "small"), *words])

    failed = run("export", "gpml", "danger-signals")
    assert (failed.exit_code, failed.stdout) == (2, "") and "is no network" in failed.stderr
    asked = ("carbon-ion-irradiation", "hmgb1-release")
    for form in ("gpml", "sbgn"):
        done = run("figure", *asked, "--format", form, "--out", str(tmp_path / form))
        (path,) = (tmp_path / form).iterdir()
        assert done.exit_code == 0 and done.stdout.strip() == str(path)
        assert run("export", form, *asked).stdout == path.read_text(encoding="utf-8")
        assert f"{form}: 2 comparisons" in done.stderr
    assert "mermaid, gpml, sbgn" in run("figure", *asked, "--format", "x").stderr


# -- the list -------------------------------------------------------------------------------------


def test_every_export_and_import_has_its_row_and_no_row_is_of_nothing() -> None:
    def names(group: str) -> set[str]:
        found = main.commands[group]
        assert isinstance(found, click.Group)
        return {f"{group} {name}" for name in found.commands}

    written = {" ".join(one.written.split()[:2]) for one in FORMATS if one.written}
    assert written - {"build"} == names("export")
    assert names("import") <= {one.read for one in FORMATS}


def test_versions_are_those_that_were_tried() -> None:
    told = re.findall(r"([a-z][\w-]+) (\d+\.\d+)", " ".join(
        re.sub(r"\([^)]*\)|(?:fields|schema) of \S+ [\d.]+|schema of \S+ by", "", one.checked)
        for one in FORMATS))  # fmt: skip
    assert {name for name, _ in told} >= {"pyarrow", "nanopub", "libsbgnpy", "frictionless"}
    for name, version in told:
        assert importlib.metadata.version(name).startswith(f"{version}."), name

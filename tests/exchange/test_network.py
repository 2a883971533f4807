"""Networks leave for other programs whole, with what the votes make of them."""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx
import openpyxl
import pandas
import pytest
from click.testing import CliRunner
from jsonschema import Draft6Validator
from pyvis.network import Network

import kg
from kg.cli import main
from kg.errors import RequestError
from kg.exchange import (
    cx2_text,
    cypher_files,
    edges,
    graphml_text,
    indra_text,
    kgx,
    nodes,
    workbook_bytes,
)
from kg.exchange import workbook as workbook_room
from kg.graph import evidence_table
from kg.knowledge import Knowledge

DATA = Path(__file__).parents[1] / "data"
BIOLINK = json.loads((DATA / "biolink.json").read_text())
HMGB1 = "carbon-ion-irradiation.increases.hmgb1-release"
NASTY = '=cmd|"x"!A1 <b>&amp; | \N{GREEK SMALL LETTER GAMMA} \U0001f9ec ]]>'


@pytest.fixture(scope="module")
def graph() -> Knowledge:
    return kg.load()


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return kg.load(DATA / "small")


@pytest.fixture(scope="module")
def nasty(small: Knowledge) -> Knowledge:
    """Give the small graph a label, a definition and a summary that formats may stumble over."""
    changed = small.entities["hmgb1"].model_copy(update={"label": NASTY, "definition": NASTY})
    claim = small.claims[HMGB1]
    told = tuple(one.model_copy(update={"summary": NASTY}) for one in claim.evidence)
    claims = {**small.claims, HMGB1: claim.model_copy(update={"evidence": told})}
    return replace(
        small, entities=MappingProxyType({**small.entities, "hmgb1": changed}),
        claims=MappingProxyType(claims),
    )  # fmt: skip


def plain(made: Any) -> tuple[dict[Any, Any], dict[Any, Any]]:
    return (
        {key: dict(told) for key, told in made.nodes(data=True)},
        {
            (one, other, key): dict(told)
            for one, other, key, told in made.edges(keys=True, data=True)
        },
    )


# -- networkx -------------------------------------------------------------------------------------


def test_networkx_carries_every_entity_effect_and_comparison(graph: Knowledge) -> None:
    made = graph.networkx
    assert made.is_directed() and made.is_multigraph()
    assert set(made.nodes) == set(graph.entities)
    ids = {one.id for one in (*graph.effects, *graph.comparisons)}
    assert {key for *_, key in made.edges(keys=True)} == ids
    edge = made.edges["carbon-ion-irradiation", "hmgb1-release", HMGB1]
    assert (edge["sign"], edge["kind"], edge["derived"]) == ("+", "effect", False)
    assert graph.networkx is made  # made once


def test_studies_of_an_edge_are_those_of_its_verdict(graph: Knowledge) -> None:
    [verdict] = [
        one for one in graph.verdicts("hmgb1-release", versus="photon", basis="isodose")
        if one.topic.exposure == "carbon-ion-irradiation"
    ]  # fmt: skip
    [edge] = [
        one for one in graph.networkx["carbon-ion-irradiation"]["hmgb1-release"].values()
        if one["kind"] == "comparison" and one.get("basis") == "isodose"
        and (one["comparator"], one["level"]) == ("photon-irradiation", "higher")
    ]  # fmt: skip
    assert edge["studies"] == verdict.studies == 2


def test_a_struck_paper_stands_behind_no_edge(graph: Knowledge) -> None:
    behind = {one.id: str(one.plain.get("papers", "")).split("|") for one in edges(graph)}
    struck = [
        (claim.id, check.reference)
        for claim, record in graph.evidence() if len(claim.evidence) == 1
        for check in record.checks if check.outcome == "disagrees" and "direction" in check.about
    ]  # fmt: skip
    assert struck
    assert all(paper not in behind[claim] for claim, paper in struck if claim in behind)


WRITERS: dict[str, Callable[[Any, Any], None]] = {
    "graphml": nx.write_graphml, "gexf": nx.write_gexf, "gml": nx.write_gml,
}  # fmt: skip


@pytest.mark.parametrize("form", WRITERS)
def test_any_writer_of_networkx_takes_it(form: str, nasty: Knowledge, tmp_path: Path) -> None:
    made, path = nasty.networkx, tmp_path / f"out.{form}"
    WRITERS[form](made, path)
    back = getattr(nx, f"read_{form}")(path)
    assert (len(back.nodes), back.number_of_edges()) == (len(made.nodes), made.number_of_edges())


def test_json_pickle_and_pyvis_take_it(nasty: Knowledge) -> None:
    made = nasty.networkx
    told = json.loads(json.dumps(nx.node_link_data(made, edges="edges")))
    assert plain(nx.node_link_graph(told, edges="edges")) == plain(made)
    assert len(json.loads(json.dumps(nx.cytoscape_data(made)))["elements"]["nodes"]) == len(made)
    assert plain(pickle.loads(pickle.dumps(made))) == plain(made)  # noqa: S301
    drawn = Network(directed=True)
    drawn.from_nx(made.copy())
    assert "<html" in drawn.generate_html()


# -- GraphML --------------------------------------------------------------------------------------


def test_graphml_comes_back_equal(graph: Knowledge, nasty: Knowledge) -> None:
    for one in (graph, nasty):
        content, _ = graphml_text(one)
        assert plain(nx.parse_graphml(content, force_multigraph=True)) == plain(one.networkx)
        assert graphml_text(one)[0] == content


def test_what_graphml_cannot_hold_is_counted(graph: Knowledge) -> None:
    _, loss = graphml_text(graph)
    many = {what: count for count, what, _ in loss.lines}
    assert many["stated gaps"] == len(graph.gaps) > 0
    assert many["records"] == sum(1 for _ in graph.evidence())


# -- KGX ------------------------------------------------------------------------------------------


def of_biolink(row: dict[str, Any]) -> list[str]:
    """Tell what the classes of the Biolink Model would refuse in a row."""
    said = BIOLINK["classes"][row["category"][0].removeprefix("biolink:")]
    kinds = {"list": list, "bool": bool, "int": int, "str": str}
    faults = [f"{name} is missing" for name in said["required"] if name not in row]
    faults += [f"{name} is no field" for name in row if name not in said["fields"]]
    faults += [f"{name}: {value!r}" for name, value in row.items() if name in said["fields"]
               and not isinstance(value, kinds[said["fields"][name]])]  # fmt: skip
    for name, of in (("knowledge_level", "KnowledgeLevelEnum"), ("agent_type", "AgentTypeEnum"),
                     ("object_direction_qualifier", "DirectionQualifierEnum")):  # fmt: skip
        if name in row and row[name] not in BIOLINK["enums"][of]:
            faults.append(f"{name}: {row[name]}")
    return faults


def test_strict_rows_are_valid_by_the_biolink_model(graph: Knowledge, nasty: Knowledge) -> None:
    for one in (graph, nasty):
        made = kgx(one, strict=True)
        faults = [fault for row in (*made.nodes, *made.edges) for fault in of_biolink(dict(row))]
        assert faults == []
        known = {row["id"] for row in made.nodes}
        assert len(known) == len(made.nodes) == len(one.entities)
        assert all(row["subject"] in known and row["object"] in known for row in made.edges)


def test_full_has_the_comparator_and_strict_says_that_it_has_not(graph: Knowledge) -> None:
    full, strict = kgx(graph), kgx(graph, strict=True)
    compared = [row for row in full.edges if row.get("comparator")]
    assert len(compared) == len(graph.comparisons)
    assert len(full.edges) == len(graph.comparisons) + len(graph.effects)
    left_out = {what: many for many, what, _ in strict.loss.lines}
    assert left_out["comparisons"] == len(graph.comparisons)
    gone = left_out["comparisons"] + left_out["effects that were derived under a partner"]
    assert len(strict.edges) == len(full.edges) - gone
    [row] = [row for row in full.edges if row["id"].endswith(HMGB1)]
    assert row["object_direction_qualifier"] == "increased"
    assert not any("object_direction_qualifier" in row for row in compared)


def test_a_null_is_negated_and_no_direction(graph: Knowledge) -> None:
    nulls = {one.id for one in graph.effects if one.sign == "0"}
    rows = {row["id"].split(":", 1)[1]: row for row in kgx(graph).edges}
    assert nulls
    assert all(rows[key]["negated"] is True for key in nulls)
    assert {key for key, row in rows.items() if row.get("negated")} == nulls


def test_both_forms_say_the_same(nasty: Knowledge) -> None:
    made = kgx(nasty)
    lines = [json.loads(line) for line in made.files("jsonl")["edges.jsonl"].splitlines()]
    head, *rows = made.files("tsv")["edges.tsv"].splitlines()
    names = head.split("\t")
    assert {len(row.split("\t")) for row in rows} == {len(names)}
    for line, row in zip(lines, rows, strict=True):
        cells = dict(zip(names, row.split("\t"), strict=True))
        assert cells["subject"] == line["subject"]
        assert cells["papers"].split("|") == line.get("papers", [""])


# -- CX2 ------------------------------------------------------------------------------------------


def aspects(content: str) -> dict[str, Any]:
    return {name: inside for part in json.loads(content) for name, inside in part.items()}


def test_cx2_declares_what_it_uses_and_counts_what_it_has(
    graph: Knowledge, nasty: Knowledge
) -> None:
    kinds = {"string": str, "integer": int, "boolean": bool}
    for one in (graph, nasty):
        told = aspects(cx2_text(one)[0])
        assert len(told["nodes"]) == len(one.entities)
        assert len(told["edges"]) == len(one.effects) + len(one.comparisons)
        numbers = {node["id"] for node in told["nodes"]}
        assert all({edge["s"], edge["t"]} <= numbers for edge in told["edges"])
        for name in ("nodes", "edges"):
            declared = told["attributeDeclarations"][0][name]
            used = [pair for part in told[name] for pair in part["v"].items()]
            assert all(type(value) is kinds[declared[key]["d"]] for key, value in used)
        counted = {part["name"]: part["elementCount"] for part in told["metaData"]}
        assert all(counted[name] == len(told[name]) for name in counted)


def test_cx2_keeps_places_apart_and_arms_in_colour(graph: Knowledge) -> None:
    told = aspects(cx2_text(graph)[0])
    spots = [(node["x"], node["y"]) for node in told["nodes"]]
    assert len(set(spots)) == len(spots)
    number = {node["v"]["id"]: node["id"] for node in told["nodes"]}
    coloured = {one["id"]: one["v"]["EDGE_LINE_COLOR"] for one in told["edgeBypasses"]}
    for arm in graph.manifest.arms:
        leaving = [one["id"] for one in told["edges"] if one["s"] == number[arm.entity]]
        assert leaving and {coloured[key] for key in leaving} == {arm.colour}


# -- workbook and data frame ----------------------------------------------------------------------


def test_the_workbook_has_every_row_as_text_or_number(nasty: Knowledge) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(nasty)))
    sheet = book["evidence"]
    columns, *rows = evidence_table(nasty, header=True)
    read = list(sheet.iter_rows(values_only=True))
    assert read[0] == columns
    assert len(read) == len(rows) + 1
    for have, want in zip(read[1:], rows, strict=True):
        for name, one, other in zip(columns, have, want, strict=True):
            same = str(one or "") == other or float(one or 0) == float(other)
            assert same, (name, one, other)
    assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert book.sheetnames == ["evidence", "entities", "references", "columns", "about"]


def test_a_doi_of_the_workbook_leads_to_the_paper(graph: Knowledge) -> None:
    content = workbook_bytes(graph)
    assert content == workbook_bytes(graph)
    book = openpyxl.load_workbook(io.BytesIO(content))
    links = {cell.value: cell.hyperlink.target for line in book["evidence"].iter_rows()
             for cell in line if cell.hyperlink}  # fmt: skip
    assert links["10.21037/atm.2019.09.128"] == "https://doi.org/10.21037/atm.2019.09.128"


def test_a_cell_that_excel_cannot_hold_is_refused(
    small: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_room, "CELL", 20)
    with pytest.raises(RequestError, match=r"row \d+: \w+: longer than the 20 letters"):
        workbook_bytes(small)
    monkeypatch.setattr(workbook_room, "ROWS", 2)
    with pytest.raises(RequestError, match="more than the 1 of a sheet"):
        workbook_bytes(small)


def test_a_data_frame_has_numbers_as_numbers(graph: Knowledge) -> None:
    frame = graph.to_dataframe()
    assert len(frame) == len(evidence_table(graph))
    given = frame[frame["dose_min"].notna()]
    assert len(given) and pandas.api.types.is_float_dtype(frame["dose_min"])
    assert given["dose_unit"].isin(["Gy", "Gy(RBE)"]).all()
    assert frame["n"].dtype == "Int64"
    assert not (frame == "").any().any()


def test_without_pandas_it_is_said(small: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(RequestError, match="pip install pandas"):
        small.to_dataframe()


# -- INDRA ----------------------------------------------------------------------------------------

STATEMENTS = Draft6Validator(json.loads((DATA / "indra-statements.json").read_text()))
"""INDRA's schema of Statements, version 1.24 (BSD 2-clause), github.com/sorgerlab/indra,
indra/resources/statements_schema.json."""


def test_statements_are_valid_and_keep_sign_and_evidence(
    graph: Knowledge, nasty: Knowledge
) -> None:
    for one in (graph, nasty):
        assert list(STATEMENTS.iter_errors(json.loads(indra_text(one)[0]))) == []
    told = json.loads(indra_text(graph)[0])
    by_pair = {(row["subj"]["concept"]["name"], row["obj"]["concept"]["name"],
                row["obj"]["delta"]["polarity"]): row for row in told}  # fmt: skip
    found = by_pair["carbon-ion irradiation", "HMGB1 release", 1]
    records = {one["source_id"] for one in found["evidence"]}
    assert records and all(key.startswith(f"{HMGB1}.") for key in records)
    assert len({row["id"] for row in told}) == len(told)
    assert ("TREX1 expression", "cytosolic double-stranded DNA", -1) in by_pair


def test_statements_leave_out_nulls_and_comparisons_and_say_so(graph: Knowledge) -> None:
    content, loss = indra_text(graph)
    many = {what: count for count, what, _ in loss.lines}
    nulls = sum(one.sign == "0" for one in graph.effects)
    assert many["effects that were looked for and not found"] == nulls > 0
    assert many["comparisons"] == len(graph.comparisons)
    partners = many["effects that were derived under a partner"]
    kept = len(graph.effects) - nulls - partners
    assert 0.9 * kept < len(json.loads(content)) <= kept


# -- Cypher ---------------------------------------------------------------------------------------


def test_tables_for_cypher_hold_every_edge_and_their_scripts_every_column(
    graph: Knowledge, nasty: Knowledge
) -> None:
    for one in (graph, nasty):
        files, _ = cypher_files(one)
        rows = {
            name: list(csv.DictReader(io.StringIO(text)))
            for name, text in files.items() if name.endswith(".csv")
        }  # fmt: skip
        assert [row["id"] for row in rows["entities.csv"]] == [node.id for node in nodes(one)]
        listed = [*rows["effects.csv"], *rows["comparisons.csv"]]
        told = {edge.id: edge for edge in edges(one)}
        assert {row["id"] for row in listed} == set(told)
        for row in listed:
            edge = told[row["id"]]
            assert (row["source"], row["target"]) == (edge.source, edge.target)
            assert row["studies"] == str(edge.plain["studies"])
        assert all(row["comparator"] for row in rows["comparisons.csv"])
        for table, file in (("EFFECT", "effects.csv"), ("COMPARISON", "comparisons.csv")):
            made = re.search(rf"CREATE REL TABLE {table}\(FROM Entity TO Entity, (.*)\);",
                             files["ladybug.cypher"])  # fmt: skip
            assert made
            columns = [column.split()[0] for column in made[1].split(", ")]
            assert columns == files[file].split("\n", 1)[0].split(",")[2:]
            assert file in files["neo4j.cypher"]


# -- commands -------------------------------------------------------------------------------------


def test_commands_write_files_and_say_what_was_lost(tmp_path: Path) -> None:
    for words, files in {
        "graphml": ["out"],
        "cx2": ["out"],
        "xlsx": ["out"],
        "kgx --format jsonl": ["out/nodes.jsonl", "out/edges.jsonl"],
        "kgx --strict": ["out/nodes.tsv", "out/edges.tsv"],
        "indra": ["out"],
        "cypher": ["out/entities.csv", "out/neo4j.cypher"],
    }.items():
        into = tmp_path / words.replace(" ", "")
        into.mkdir()
        done = CliRunner().invoke(main, ["--corpus", str(DATA / "small"), "export", *words.split(),
                                         "--out", str(into / "out")])  # fmt: skip
        assert done.exit_code == 0, done.output
        assert all((into / name).stat().st_size for name in files)
        assert ("stated gaps: left out" in done.stderr) == (words != "xlsx")

"""The evidence table comes back: export, edit, import; and what is no table is one clear error."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

import kg
from kg.cli import main
from kg.errors import RequestError, TableError
from kg.exchange import workbook_bytes
from kg.graph import Graph, evidence_table, table_schema
from kg.intake import NAMES, UNREAD, Intake, blank_workbook, read_tables, take_table
from kg.model import Claim, Evidence, Gap
from kg.products import evidence_text

SMALL = Path(__file__).parents[1] / "data" / "small"
READ = [name for name in NAMES if name not in UNREAD]


@pytest.fixture(scope="module")
def small() -> Graph:
    return kg.load(SMALL)


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return kg.load()


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def bare(graph: Graph) -> Graph:
    """Give the things and papers of a graph, without anything said of them."""
    return dataclasses.replace(graph, claims={}, gaps={}, layer_of={})


def with_records(graph: Graph, found: Intake) -> Graph:
    """Give a graph the records of an intake for its own."""
    claims: dict[str, dict[str, Any]] = {}
    for one in found.records:
        claims.setdefault(one.claim_id, {**one.claim, "evidence": []})["evidence"].append(
            one.evidence
        )
    made = {key: Claim.model_validate(one, by_alias=True, by_name=False)
            for key, one in sorted(claims.items())}  # fmt: skip
    gaps = [Gap.model_validate(one) for one, _ in found.gaps]
    return dataclasses.replace(graph, claims=made, gaps={one.id: one for one in gaps})


def readable(graph: Graph) -> list[tuple[str, ...]]:
    places = [NAMES.index(name) for name in READ]
    return sorted(tuple(row[place] for place in places) for row in evidence_table(graph))


def plain(evidence: Evidence) -> Evidence:
    """Give a record without what no column holds exactly."""
    contrasts = tuple(one.model_copy(update={"quantities": ()}) for one in evidence.contrasts)
    kept = {"quantities": (), "checks": (), "errata": (), "contrasts": contrasts, "status": None}
    return evidence.model_copy(update=kept)


def tsv(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    rows = list(rows)
    header = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["\t".join(header), *("\t".join(row.get(name, "") for name in header) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


ROW = {
    "subject": "carbon", "predicate": "increases", "object": "HMGB1 release",
    "reference": "doe2026", "locator": "abstract", "certainty": "asserted",
    "summary": "More after the beam.",
}  # fmt: skip


def faults(path: Path, graph: Graph) -> list[str]:
    with pytest.raises(TableError) as caught:
        take_table(graph, read_tables(path, NAMES).main)
    return [f"{one.line}: {one.field}: {one.cause}: {one.remedy}" for one in caught.value.problems]


# -- there and back -----------------------------------------------------------------------------


def parquet_bytes(graph: Graph) -> bytes:
    """Write the evidence table as programs write it: numbers typed, what is missing absent."""
    fields = {str(one["name"]): one["type"] for one in table_schema()["fields"]}
    rows = [dict(zip(NAMES, row, strict=True)) for row in evidence_table(graph)]
    typed = {"integer": (int, pyarrow.int64()), "number": (float, pyarrow.float64())}
    columns = {}
    for name, kind in fields.items():
        made, stored = typed.get(str(kind), (str, pyarrow.string()))
        cells = [made(row[name]) if row[name] else None for row in rows]
        columns[name] = pyarrow.array(cells, stored)
    written = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), written)
    return written.getvalue()


WRITE = {
    "tsv": lambda graph: evidence_text(graph).encode(), "xlsx": workbook_bytes,
    "parquet": parquet_bytes,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form"),
    [("small", "tsv"), ("small", "xlsx"), ("small", "parquet"), ("shipped", "xlsx")],
)
def test_what_is_exported_comes_back(
    name: str, form: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    graph: Graph = request.getfixturevalue(name)
    path = tmp_path / f"evidence.{form}"
    path.write_bytes(WRITE[form](graph))
    found = take_table(bare(graph), read_tables(path, NAMES).main)
    back = with_records(graph, found)
    assert readable(back) == readable(graph)
    for claim, evidence in graph.evidence():
        mine = {one.id: one for one in back.claims[claim.id].evidence}[evidence.id]
        assert mine.status == "draft"
        assert plain(mine).exposure == evidence.exposure or not exact(evidence)
        assert plain(mine) == plain(evidence) or not exact(evidence)
    told = {note.split(":")[1].split(",")[0].strip() for note in found.notes if "not read" in note}
    assert told <= set(UNREAD)
    assert {"check", "errata", "layer"} <= told


def exact(evidence: Evidence) -> bool:
    """Tell a record of which the table tells all: no list of dose rates, no line ends."""
    texts = [evidence.summary, evidence.note or ""]
    arms = [evidence.exposure, *(one.exposure for one in evidence.contrasts)]
    rates = [arm.dose_rate for arm in arms if arm and arm.dose_rate]
    return (
        not evidence.supersedes
        and all(" ".join(text.split()) == text for text in texts)
        and all(len(rate.points) < 2 for rate in rates)
    )


def test_a_corpus_comes_back_as_a_layer_by_the_commands(tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(SMALL, base)
    shutil.rmtree(base / "claims")
    for name in ("gaps.yaml", "conclusions.yaml", "modules.yaml"):
        (base / name).unlink()
    shutil.rmtree(base / "figures")
    assert run("--corpus", SMALL, "export", "evidence", "--out", tmp_path / "e.tsv").exit_code == 0
    result = run("--corpus", base, "import", "table", tmp_path / "e.tsv", "--out", tmp_path / "in",
                 "--layer", "mine", "--licence", "CC0-1.0")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "kg: not read: errata, 1 cell: printed errors" in result.stderr.splitlines()
    back = kg.load(base, tmp_path / "in")
    assert readable(back) == readable(kg.load(SMALL))
    assert {evidence.status for _, evidence in back.evidence()} == {"draft"}
    assert back.layers["mine"].licence == "CC0-1.0"
    assert back.layers["mine"].extends == ("small",)
    assert {back.layer_of[f"{claim.id}.{one.id}"] for claim, one in back.evidence()} == {"mine"}
    assert run("--corpus", base, "--with", tmp_path / "in", "check").exit_code == 0


def test_what_the_corpus_has_is_left_out_and_told(small: Graph, tmp_path: Path) -> None:
    path = tmp_path / "e.tsv"
    path.write_text(evidence_text(small), encoding="utf-8")
    found = take_table(small, read_tables(path, NAMES).main)
    assert (found.records, found.gaps) == ((), ())
    assert "left out: 12 records that the corpus has, told alike" in found.notes
    result = run("--corpus", SMALL, "import", "table", path, "--out", tmp_path / "in")
    assert result.exit_code == 2
    assert "says nothing that the corpus does not have" in result.stderr
    assert not (tmp_path / "in").exists()


def test_an_edited_record_supersedes_and_keeps_what_no_column_holds(
    small: Graph, tmp_path: Path
) -> None:
    name = "carbon-ion-irradiation.does_not_change.ecto-calreticulin"
    rows = [dict(zip(NAMES, row, strict=True)) for row in evidence_table(small)]
    row = next(one for one in rows if one["claim"] == name)
    sheet = read_tables(tsv(tmp_path / "e.tsv", [row | {"certainty": "hedged"}]), NAMES).main
    (record,) = take_table(small, sheet).records
    assert record.evidence["certainty"] == "hedged"
    assert record.evidence["id"] == "hypoxia-2"
    assert record.evidence["supersedes"] == [
        {"record": f"small:{name}.hypoxia", "reason": "changed in row 2 of e.tsv"}
    ]
    before = small.claims[name].evidence[0]
    made = Evidence.model_validate(record.evidence, by_alias=True, by_name=False)
    assert made.checks == before.checks
    assert made.conditions == before.conditions


def test_a_table_of_few_columns_changes_these_alone(small: Graph, tmp_path: Path) -> None:
    row = {**ROW, "evidence": "isodose", "reference": "ran2021", "locator": "icd.2.4"}
    row |= {"summary": "Told otherwise.", "subject": "carbon-ion-irradiation",
            "object": "hmgb1-release"}  # fmt: skip
    sheet = read_tables(tsv(tmp_path / "e.tsv", [row]), NAMES).main
    (record,) = take_table(small, sheet).records
    before = next(one for one in small.claims[record.claim_id].evidence if one.id == "isodose")
    made = Evidence.model_validate(record.evidence, by_alias=True, by_name=False)
    assert made.summary == "Told otherwise."
    assert (made.contrasts, made.trend, made.system) == (
        before.contrasts, before.trend, before.system
    )  # fmt: skip


words = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="|;'[]="),
    min_size=1, max_size=12,
).filter(lambda text: text.strip(".") != "" and text[0] not in "\"=+-@")  # fmt: skip
numbers = st.one_of(st.integers(1, 500), st.floats(0.01, 500).map(lambda one: round(one, 4)))
spans = st.one_of(
    numbers.map(lambda one: {"value": one}),
    st.lists(numbers, min_size=2, max_size=3).map(lambda many: {"values": many}),
    st.tuples(numbers, numbers).map(lambda two: {"min": min(two), "max": max(two)}),
    numbers.map(lambda one: {"min": one}), numbers.map(lambda one: {"max": one}),
)  # fmt: skip
single = st.one_of(
    numbers.map(lambda one: {"value": one}),
    st.tuples(numbers, numbers).filter(lambda two: two[0] < two[1]).map(
        lambda two: {"min": two[0], "max": two[1]}
    ),
)  # fmt: skip


def unit(spans: Any, *units: str) -> Any:
    return st.tuples(spans, st.sampled_from(units)).map(lambda two: {**two[0], "unit": two[1]})


# of a condition no column tells that the dose is a total, as those of the arms do
parts = st.tuples(unit(spans, "Gy"), st.sampled_from([{}, {"per": "fraction"}])).map(
    lambda two: {**two[0], **two[1]}
)
doses = st.tuples(unit(spans, "Gy", "Gy(RBE)"), st.sampled_from([None, "fraction", "total"])).map(
    lambda two: {**two[0], **({"per": two[1]} if two[1] else {})}
)
exposures = st.fixed_dictionaries(
    {}, optional={
        "dose": doses, "fractions": st.integers(1, 40), "let_kev_um": spans,
        "energy": unit(spans, "MeV/u", "kV"), "dose_rate": unit(single, "Gy/min"),
        "quality": st.sampled_from(["x-ray", "gamma-ray"]), "printed": words,
    },
)  # fmt: skip
contrasts = st.fixed_dictionaries(
    {"versus": st.sampled_from(["photon-irradiation", "proton-irradiation"]),
     "level": st.lists(st.sampled_from(["higher", "lower", "similar"]), min_size=1, max_size=2,
                       unique=True)},
    optional={"basis": st.lists(st.sampled_from(["isodose", "isoeffective"]), min_size=1,
                                max_size=2, unique=True),
              "in_kind": words, "comparator_sign": st.sampled_from(["+", "-", "0"]),
              "exposure": exposures.filter(bool)},
)  # fmt: skip
records = st.fixed_dictionaries(
    {
        "references": st.lists(st.sampled_from(["ran2021", "huang2019", "onishi2018"]),
                               min_size=1, max_size=2, unique=True),
        "read_in": st.sampled_from(["ran2021", "liu2025"]),
        "locator": st.just(["abstract"]), "summary": words,
        "certainty": st.sampled_from(["asserted", "hedged", "speculative"]),
        "system": st.fixed_dictionaries(
            {"setting": st.sampled_from(["in_vitro", "patients", "unspecified"])},
            optional={"models": st.just(["jurkat"]), "organism": st.just("human"),
                      "n": st.integers(1, 900)}),
    },
    optional={
        "attribution": st.just("collective"), "stance": st.just("refutes"), "note": words,
        "evidence_type": st.just("ECO:0001565"), "irradiated": st.just("tumour-cell"),
        "exposure": exposures.filter(bool), "baseline": st.just("before"),
        "contrasts": st.lists(contrasts, min_size=1, max_size=3),
        "trend": st.fixed_dictionaries(
            {"over": st.sampled_from(["dose", "let", "time"]),
             "direction": st.sampled_from(["rises", "falls", "flat"])},
            optional={"basis": st.just("isodose")}),
        "perturbation": st.fixed_dictionaries(
            {"direction": st.sampled_from(["up", "down"]), "by": words}),
        "agents": st.lists(st.fixed_dictionaries(
            {"entity": st.just("anti-pd-1")},
            optional={"dose": words.map(lambda word: f"mg {word}"),
                      "route": st.just(["ip", "iv"]), "timing": st.just(["before", "after"])}),
            min_size=1, max_size=2),
        "conditions": st.fixed_dictionaries({}, optional={
            "oxygen": st.sampled_from(["normoxia", "hypoxia", "any"]), "dose": parts,
            "let_kev_um": spans, "fractions": spans, "time": unit(spans, "h", "d"),
            "site": st.just("irradiated"), "co_treatment": st.just(["anti-pd-1"])}).filter(bool),
    },
)  # fmt: skip


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(records, min_size=1, max_size=4), st.sampled_from(sorted(WRITE)))
def test_any_record_comes_back(tmp_path: Path, made: list[dict[str, Any]], form: str) -> None:
    small = read_once()
    claim = Claim.model_validate({
        "subject": "carbon-ion-irradiation", "predicate": "affects", "object": "ecto-calreticulin",
        "evidence": [{"id": f"r{place}", **one} for place, one in enumerate(made)],
    }, by_alias=True, by_name=False)  # fmt: skip
    graph = dataclasses.replace(bare(small), claims={claim.id: claim})
    path = tmp_path / f"any.{form}"
    path.write_bytes(WRITE[form](graph))
    back = with_records(small, take_table(bare(small), read_tables(path, NAMES).main))
    found = {one.id: dict(plain(one)) for one in back.claims[claim.id].evidence}
    for one in claim.evidence:
        assert {name: value for name, value in found[one.id].items()
                if value != getattr(one, name)} == {}  # fmt: skip
    assert readable(back) == readable(graph)


@cache
def read_once() -> Graph:
    return kg.load(SMALL)


# -- what a person writes -----------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_any_order_few_columns_and_any_name(mark: str, small: Graph, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    cells = {"Summary": '"More; of it, said ""so"""', "Object": "ecto-CRT", "Subject": "carbon",
             "Predicate": "Does not change", "DOI": "https://doi.org/10.3389/fonc.2020.01610",
             "Locator": "abstract", "Certainty": "asserted", "System": "In vitro",
             "remark": "mine"}  # fmt: skip
    path.write_text(f"{mark.join(cells)}\r\n{mark.join(cells.values())}\r\n", encoding="utf-8-sig")
    found = take_table(small, read_tables(path, NAMES).main)
    (record,) = found.records
    assert record.claim_id == "carbon-ion-irradiation.does_not_change.ecto-calreticulin"
    assert record.evidence["references"] == ["huang2020b"]
    assert record.evidence["read_in"] == "huang2020b"
    assert record.evidence["summary"] == 'More; of it, said "so"'
    assert record.evidence["system"] == {"setting": "in_vitro"}
    assert record.evidence["id"] == "row-2"
    assert "not read: 'remark', 1 cell: no column of the evidence table" in found.notes


def test_every_fault_at_once_by_row_and_column(small: Graph, tmp_path: Path) -> None:
    path = tsv(tmp_path / "t.tsv", [
        {**ROW, "object": "HMGB1 releese", "predicate": "raises", "dose": "two", "locator": "p. 5",
         "comparator": "photon", "comparison": "", "let": ""},
        ROW,
        {**ROW, "reference": "../../etc", "certainty": "", "let": "70-60", "sign": "-"},
    ])  # fmt: skip
    found = faults(path, small)
    assert [": ".join(one.split(": ")[:2]) for one in found] == [
        "2: comparison", "2: dose", "2: locator", "2: object", "2: predicate",
        "4: certainty", "4: let", "4: reference", "4: sign",
    ]  # fmt: skip
    assert "no entity 'HMGB1 releese': did you mean hmgb1-release?" in found[3]
    result = run("--corpus", SMALL, "import", "table", path, "--out", tmp_path / "in")
    assert result.exit_code == 2
    assert "kg: 9 errors in the table: nothing was written" in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["t.tsv"]


def test_a_name_of_two_things_asks_and_a_loose_one_is_told(small: Graph, tmp_path: Path) -> None:
    twin = small.entities["hmgb1"].model_copy(update={"id": "hmgb1-too", "xrefs": ()})
    first = small.entities["hmgb1"]
    twins = dataclasses.replace(small, entities={**small.entities, "hmgb1-too": twin})
    path = tsv(tmp_path / "t.tsv", [{**ROW, "object": f"{first.label} "}])
    named = tsv(tmp_path / "n.tsv", [{**ROW, "object": first.label.lower() + "s"}])
    told = take_table(small, read_tables(named, NAMES).main)
    assert told.records[0].claim["object"] == "hmgb1"
    spoken = dataclasses.replace(
        twins, entities={key: one.model_copy(update={"label": "Same name"})
                         if key.startswith("hmgb1") and key != "hmgb1-release" else one
                         for key, one in twins.entities.items()})  # fmt: skip
    path = tsv(tmp_path / "t.tsv", [{**ROW, "object": "Same name"}])
    assert "2: object: 'Same name' may be hmgb1, hmgb1-too: say which id" in faults(path, spoken)


def test_columns_that_say_two_things_are_no_guess(small: Graph, tmp_path: Path) -> None:
    path = tsv(tmp_path / "t.tsv", [
        {**ROW, "dose": "4 Gy", "dose_min": "2", "subject_label": "photons", "doi": "10.1/a|10.1/b"}
    ])  # fmt: skip
    assert [": ".join(one.split(": ")[:2]) for one in faults(path, small)] == [
        "2: doi", "2: dose_min", "2: subject_label"
    ]  # fmt: skip
    apart = tsv(tmp_path / "u.tsv", [
        {**ROW, "evidence": "one", "comparator": arm, "comparison": "higher", "summary": said}
        for arm, said in (("photon", "This."), ("proton", "That."))
    ])  # fmt: skip
    assert any("3: summary: otherwise than in row 2" in one for one in faults(apart, small))


def test_new_papers_come_from_a_sheet_a_table_or_csl_json(small: Graph, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Evidence"
    sheet.append(list(ROW))
    sheet.append(list(ROW.values()))
    papers = book.create_sheet("References")
    papers.append(["key", "authors", "year", "title", "doi"])
    papers.append(["doe2026", "Doe; J | Roe; K | et al.", 2026, "Beams", "10.1234/abc"])
    papers.append(["roe2026", "Roe; K", 2026, "Others", None])
    book.save(tmp_path / "t.xlsx")
    result = run("--corpus", SMALL, "import", "table", tmp_path / "t.xlsx",
                 "--out", tmp_path / "in")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "kg: left out: 1 paper that no row cites" in result.stderr
    paper = kg.load(SMALL, tmp_path / "in").references["doe2026"]
    assert (paper.title, paper.issued, paper.doi, paper.et_al) == (
        "Beams", 2026, "10.1234/abc", True
    )  # fmt: skip
    assert [name.family for name in paper.author] == ["Doe", "Roe"]
    (tmp_path / "p.json").write_text(
        '[{"id": "doe2026", "title": "Beams", "type": "article-journal", "DOI": "10.1234/abc",'
        ' "author": [{"family": "Doe", "given": "J"}], "issued": {"date-parts": [[2026, 1]]}}]'
    )
    table = tsv(tmp_path / "t.tsv", [{**ROW, "reference": "", "doi": "10.1234/ABC"}])
    result = run("--corpus", SMALL, "import", "table", table, "--out", tmp_path / "two",
                 "--references", tmp_path / "p.json")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert kg.load(SMALL, tmp_path / "two").references["doe2026"].issued == 2026


def test_a_paper_without_a_title_is_told(small: Graph, tmp_path: Path) -> None:
    path = tsv(tmp_path / "t.tsv", [{**ROW, "reference": "yoshimoto2016", "doi": "10.1/x"}])
    (note,) = take_table(small, read_tables(path, NAMES).main).notes
    assert note.startswith("new paper without a title: yoshimoto2016")
    assert note.endswith("did you mean yoshimoto2015?")


def test_a_folder_that_holds_something_is_never_touched(tmp_path: Path) -> None:
    path = tsv(tmp_path / "t.tsv", [ROW])
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mine.txt").write_text("kept")
    result = run("--corpus", SMALL, "import", "table", path, "--out", tmp_path / "in")
    assert result.exit_code == 2
    assert "name a new folder" in result.stderr
    assert [one.name for one in (tmp_path / "in").iterdir()] == ["mine.txt"]
    taken = run("--corpus", SMALL, "import", "table", path, "--out", tmp_path / "o",
                "--layer", "../x")  # fmt: skip
    assert taken.exit_code == 2
    assert "id '../x' has the wrong form" in taken.stderr
    free = run("--corpus", SMALL, "import", "table", path, "--out", tmp_path / "o",
               "--licence", "mine alone")  # fmt: skip
    assert free.exit_code == 2
    assert "licence 'mine alone': write its address, or its SPDX id" in free.stderr


# -- what is no table ---------------------------------------------------------------------------


def refusal(path: Path) -> str:
    with pytest.raises((RequestError, OSError)) as caught:
        read_tables(path, NAMES)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"), (b"\xd0\xcf\x11\xe0rest", "an old Excel workbook"),
        (b"subject\tpredicate\nM\xfcller\tx\n", ":2: byte 0xfc is not UTF-8"),
        (b"subject\0predicate", "is no text"), (b"<html>", "is a web page"),
        (b"a\tb\n1\t2\n", "has no header"), (b"subject,subject\n1,2\n", "two columns 'subject'"),
        (b'subject,predicate\n"open,x\n', "is a quote left open there?"),
        (b"subject,predicate\nx,y,z\n", ":2: more cells than the header has names"),
        (b"PK\x03\x04 and no more", "a broken workbook"),
        (b"PAR1 and no more", "a broken Parquet file"),
        (b"\xff\xfes\x00u\x00b", "broken utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_table_says_so(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert told in refusal(path)
    result = run("--corpus", SMALL, "import", "table", path, "--out", tmp_path / "in")
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "in").exists()


def test_a_table_without_what_a_claim_needs(small: Graph, tmp_path: Path) -> None:
    path = tsv(tmp_path / "t.tsv", [{"subject": "a", "predicate": "b"}])
    with pytest.raises(RequestError, match="no column object or object_label, reference or doi, "):
        take_table(small, read_tables(path, NAMES).main)


def test_the_huge_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    assert "larger than" in refusal(path)
    monkeypatch.setattr("kg.intake.sheet.ROWS", 3)
    assert "more than 3" in refusal(tsv(tmp_path / "r.tsv", [ROW] * 5))


def workbook(**cells: Any) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    row = {**ROW, **cells}
    sheet.append(list(row))
    sheet.append(list(row.values()))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def changed(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Put other parts in the place of those of a workbook, or beside them."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in set(parts) - set(old.namelist()):
            new.writestr(name, parts[name])
    return made.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"xl/worksheets/sheet1.xml": LAUGHS}, "declares a document type or entities"),
        ({"xl/sharedStrings.xml": OUTSIDE}, "declares a document type or entities"),
        ({"xl/workbook.xml": LAUGHS.decode().encode("utf-16")}, "is not UTF-8"),
        ({"../../climbs.xml": b"<x/>"}, "holds a part that no workbook has"),
        ({"/etc/climbs.xml": b"<x/>"}, "holds a part that no workbook has"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, "a broken workbook"),
        ({"xl/bomb.bin": bytes(310_000_000)}, "unpacks to more than"),
    ],
    ids=["laughs", "outside", "utf-16", "climbs", "absolute", "broken", "bomb"],
)  # fmt: skip
def test_a_hostile_workbook_is_refused(parts: dict[str, bytes], told: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(changed(workbook(), parts))
    assert told in refusal(path)


def test_a_workbook_cut_short_is_refused_at_every_place(tmp_path: Path) -> None:
    content, path = workbook(), tmp_path / "t.xlsx"
    for length in range(4, len(content) - 1, 97):
        path.write_bytes(content[:length])
        assert "broken workbook" in refusal(path)


def test_formulas_dates_and_errors_are_told_by_cell(small: Graph, tmp_path: Path) -> None:
    import datetime

    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook(summary="=1+1", let=datetime.date(2026, 2, 1), mine="=NOW()"))
    found = faults(path, small)
    assert "2: summary: a formula: formulas are not evaluated: paste its value" in found
    assert any(one.startswith("2: let: a date or time") for one in found)
    assert not any("mine" in one for one in found)
    text = tsv(tmp_path / "t.tsv", [{**ROW, "summary": "=cmd|' /C calc'!A0"}])
    assert faults(text, small)[0].startswith("2: summary: a formula")
    said = tsv(tmp_path / "s.tsv", [{**ROW, "summary": "'=1+1 it says"}])
    (record,) = take_table(small, read_tables(said, NAMES).main).records
    assert record.evidence["summary"] == "=1+1 it says"


def test_a_sheet_that_lies_of_its_size_is_read_as_it_is(small: Graph, tmp_path: Path) -> None:
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    lie = sheet.replace(b'<dimension ref="A1:G2"', b'<dimension ref="A1:XFD1048576"')
    assert lie != sheet
    path = tmp_path / "t.xlsx"
    path.write_bytes(changed(content, {"xl/worksheets/sheet1.xml": lie}))
    assert len(take_table(small, read_tables(path, NAMES).main).records) == 1
    far = sheet.replace(b'r="2"', b'r="99999999999"')
    path.write_bytes(changed(content, {"xl/worksheets/sheet1.xml": far}))
    assert "rows below line" in refusal(path)


def parquet_file(path: Path, **columns: Any) -> Path:
    parquet.write_table(pyarrow.table({**{name: [text] for name, text in ROW.items()}, **columns}),
                        path)  # fmt: skip
    return path


def test_parquet_holds_lists_numbers_and_no_formulas(small: Graph, tmp_path: Path) -> None:
    path = parquet_file(tmp_path / "t.parquet", n=[12.0], summary=["=1+1 it says"],
                        comparator=["photon"], comparison=[["higher", "similar"]])  # fmt: skip
    (record,) = take_table(small, read_tables(path, NAMES).main).records
    assert record.evidence["system"]["n"] == 12
    assert record.evidence["summary"] == "=1+1 it says"
    assert record.evidence["contrasts"][0]["level"] == ["higher", "similar"]
    import datetime

    odd = parquet_file(tmp_path / "o.parquet", let=[datetime.date(2026, 2, 1)],
                       notes=[{"a": 1}], mine=[b"x"])  # fmt: skip
    found = faults(odd, small)
    assert "1: let: a date or time: write the column as text" in found
    assert "1: notes: a dict: write the column as text" in found
    assert not any("mine" in one for one in found)


def test_a_hostile_parquet_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet_file(tmp_path / "t.parquet")
    content = path.read_bytes()
    for length in range(4, len(content), 61):
        path.write_bytes(content[:length])
        assert "a broken Parquet file" in refusal(path)
    wide = parquet_file(tmp_path / "wide.parquet", **{f"c{one}": [""] for one in range(401)})
    assert "more than 100000 or 400" in refusal(wide)
    monkeypatch.setattr("kg.intake.parquet.UNPACKED", 500_000)
    said = "letter " * 1000  # one word, kept once, in a hundred rows
    many = {name: [text] * 100 for name, text in ROW.items()} | {"summary": [said] * 100}
    parquet.write_table(pyarrow.table(many), tmp_path / "many.parquet")
    assert "holds more than 500000 letters" in refusal(tmp_path / "many.parquet")


def test_without_pyarrow_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = parquet_file(tmp_path / "t.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "pip install 'cirt-kg[parquet]'" in refusal(path)
    result = run("--corpus", SMALL, "import", "table", path, "--out", tmp_path / "in")
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "in").exists()


# -- the empty workbook -------------------------------------------------------------------------


def test_the_empty_workbook_offers_and_explains(small: Graph, tmp_path: Path) -> None:
    result = run("--corpus", SMALL, "new", "table", tmp_path / "t.xlsx")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "t.xlsx").read_bytes() == blank_workbook(small)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet, lists = book["evidence"], book["lists"]
    header = [cell.value for cell in sheet[1]]
    assert set(header) <= set(NAMES) - set(UNREAD)
    assert all(cell.comment and len(cell.comment.text) > 5 for cell in sheet[1])
    assert lists.sheet_state == "hidden"
    offered: dict[str, list[str]] = {}
    for one in sheet.data_validations.dataValidation:
        column = header[openpyxl.utils.column_index_from_string(
            str(one.sqref).split(":")[0].rstrip("0123456789")) - 1]  # fmt: skip
        cells = lists[one.formula1.removeprefix("lists!").replace("$", "")]
        offered[column] = [row[0].value for row in cells]
    assert offered["predicate"][0] == "increases"
    assert offered["basis"] == ["isodose", "isoeffective", "unspecified"]
    assert {"system", "certainty", "comparison", "reference", "comparator_sign"} <= set(offered)
    labels = [one.label for one in small.entities.values()]
    assert set(offered["subject"]) == {
        one.label if labels.count(one.label) == 1 else key for key, one in small.entities.items()
    }
    for name in offered["object"]:
        assert small.find(name)


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_workbook_filled_in_and_saved_by_libreoffice_comes_back(
    form: str, small: Graph, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(small)))
    sheet = book["evidence"]
    header = {cell.value: cell.column for cell in sheet[1]}
    row = {**ROW, "subject": small.entities["carbon-ion-irradiation"].label, "dose": "2, 4 Gy",
           "comparator": "photon", "comparison": "higher|similar", "basis": "isodose",
           "comparator_sign": "+", "let": "29-85", "n": 12, "doi": "10.1234/abc"}  # fmt: skip
    for name, value in row.items():
        sheet.cell(2, header[name], value)
    book.save(tmp_path / "t.xlsx")
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", form, "--outdir", str(tmp_path / "out"), str(tmp_path / "t.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    if not (tmp_path / "out").exists():
        pytest.skip("LibreOffice is installed without Calc")
    found = take_table(small, read_tables(tmp_path / "out" / f"t.{form}", NAMES).main)
    (record,) = found.records
    assert record.claim_id == "carbon-ion-irradiation.increases.hmgb1-release"
    evidence = Evidence.model_validate(record.evidence, by_alias=True, by_name=False)
    assert evidence.exposure and evidence.exposure.text == "2, 4 Gy; 29-85 keV/um"
    assert evidence.contrasts[0].level == ("higher", "similar")
    assert evidence.contrasts[0].comparator_sign == "+"
    assert evidence.system.n == 12
    assert dict(found.references[0]) == {"id": "doe2026", "DOI": "10.1234/abc"}

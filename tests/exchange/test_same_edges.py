"""The same three findings in every format: what each shows of them, and what it says it lost.

HMGB1 is released more after carbon than after photons at equal dose and alike at doses matched for
effect; under hypoxia carbon changes calreticulin nothing; MDSC are fewer than after photons.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pyarrow.parquet
import pyoxigraph as ox
import pytest

import kg
from kg.exchange import (
    FORMATS,
    PATHWAYS,
    Loss,
    bel_text,
    cx2_text,
    cypher_files,
    graphml_text,
    indra_text,
    kgx,
    nanopub_text,
    parquet_bytes,
    workbook_bytes,
)
from kg.explorer import write_explorer
from kg.figures import compose
from kg.knowledge import Knowledge
from kg.model import Figure
from kg.products import evidence_text
from kg.rdf import WRITERS

SMALL = Path(__file__).parents[1] / "data" / "small"
ISODOSE, ISOEFFECTIVE, NULL, FEWER = "HMGB1 isodose", "HMGB1 isoeffective", "calreticulin", "MDSC"
ALL = {ISODOSE, ISOEFFECTIVE, NULL, FEWER}
Shown = tuple[set[str], Loss | None]


@pytest.fixture(scope="module")
def graph() -> Knowledge:
    return kg.load(SMALL)


def found(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Find the three in rows of: object, level, basis, comparator, sign, conditions."""
    seen = set()
    for row in rows:
        thing, level, basis = (str(row.get(name) or "") for name in ("object", "level", "basis"))
        photons = str(row.get("comparator") or "").endswith("photon-irradiation")
        if thing.endswith("hmgb1-release") and photons:
            seen |= {ISODOSE} if (level, basis) == ("higher", "isodose") else set()
            seen |= {ISOEFFECTIVE} if (level, basis) == ("similar", "isoeffective") else set()
        if thing.endswith("mdsc-abundance-tumour") and photons and level == "lower":
            seen.add(FEWER)
        hypoxia = "oxygen=hypoxia" in str(row.get("conditions") or "")
        if thing.endswith("ecto-calreticulin") and row.get("sign") == "0" and hypoxia:
            seen.add(NULL)
    return seen


def told(text: str) -> set[str]:
    """Find the three in sentences, a line each."""
    said = {
        ISODOSE: r"HMGB1.* higher than photon irradiation \(isodose\)",
        ISOEFFECTIVE: r"HMGB1.* similar to photon irradiation \(isoeffective\)",
        NULL: r"does not change ecto-calreticulin;.* conditions oxygen=hypoxia",
        FEWER: r"MDSC.* lower than photon irradiation",
    }
    return {name for name, pattern in said.items() if re.search(pattern, text)}


# -- one reader a format --------------------------------------------------------------------------


def _table(rows: Iterable[Mapping[str, Any]]) -> Shown:
    return found({**row, "level": row["comparison"]} for row in rows), None


def evidence(graph: Knowledge, _: Path) -> Shown:
    rows = csv.DictReader(io.StringIO(evidence_text(graph)), delimiter="\t", quoting=3)
    return _table(rows)


def xlsx(graph: Knowledge, _: Path) -> Shown:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(graph)))["evidence"]
    head, *rows = sheet.iter_rows(values_only=True)
    return _table(dict(zip(map(str, head), row, strict=True)) for row in rows)


def parquet(graph: Knowledge, folder: Path) -> Shown:
    (folder / "e.parquet").write_bytes(parquet_bytes(graph))
    return _table(pyarrow.parquet.read_table(folder / "e.parquet").to_pylist())


def graphml(graph: Knowledge, _: Path) -> Shown:
    content, loss = graphml_text(graph)
    made = nx.parse_graphml(content, force_multigraph=True)
    return found({**row, "object": end} for _, end, row in made.edges(data=True)), loss


def cx2(graph: Knowledge, _: Path) -> Shown:
    content, loss = cx2_text(graph)
    parts = {name: inside for part in json.loads(content) for name, inside in part.items()}
    names = {node["id"]: node["v"]["id"] for node in parts["nodes"]}
    return found({**edge["v"], "object": names[edge["t"]]} for edge in parts["edges"]), loss


def cypher(graph: Knowledge, _: Path) -> Shown:
    files, loss = cypher_files(graph)
    rows = [row for name in ("effects.csv", "comparisons.csv")
            for row in csv.DictReader(io.StringIO(files[name]))]  # fmt: skip
    return found({**row, "object": row["target"]} for row in rows), loss


def _kgx(graph: Knowledge, strict: bool) -> Shown:
    made = kgx(graph, strict=strict)
    rows = [json.loads(line) for line in made.files("jsonl")["edges.jsonl"].splitlines()]
    flat = [{name: "|".join(one) if isinstance(one, list) else one for name, one in row.items()}
            for row in rows]  # fmt: skip
    return found(flat), made.loss


def kgx_full(graph: Knowledge, _: Path) -> Shown:
    return _kgx(graph, strict=False)


def kgx_strict(graph: Knowledge, _: Path) -> Shown:
    seen, loss = _kgx(graph, strict=True)
    null = [row for row in kgx(graph, strict=True).edges
            if row.get("negated") and str(row["object"]).endswith("ecto-calreticulin")]  # fmt: skip
    return seen | ({NULL} if null else set()), loss


def indra(graph: Knowledge, _: Path) -> Shown:
    content, loss = indra_text(graph)
    names = {row["obj"]["concept"]["name"] for row in json.loads(content)}
    assert {"HMGB1 release", "MDSC in the tumour"} <= names, "their effects are there"
    return set(), loss


def nanopub(graph: Knowledge, _: Path) -> Shown:
    content, loss = nanopub_text(graph)
    return _asked(content.encode(), ox.RdfFormat.TRIG), loss


def bel(graph: Knowledge, _: Path) -> Shown:
    content, loss = bel_text(graph)
    rows = []
    for block in content.split("\n\n")[2:]:
        thing, condition = block.splitlines()[-1], re.search(r"SET Condition = (.*)", block)
        compared = r'"(\w+), against photon irradiation(?: \((\w+)\))?"'
        for level, basis in re.findall(compared, block):
            rows.append({"object": _thing(thing), "level": level, "basis": basis,
                         "comparator": "photon-irradiation"})  # fmt: skip
        rows.append({"object": _thing(thing), "sign": "0" if "causesNoChange" in thing else "",
                     "conditions": condition[1] if condition else ""})  # fmt: skip
    return found(rows), loss


def _thing(statement: str) -> str:
    names = {'HGNC:"HMGB1"': "hmgb1-release", 'HGNC:"CALR"': "ecto-calreticulin",
             '"mdsc-abundance-tumour"': "mdsc-abundance-tumour"}  # fmt: skip
    return next((name for term, name in names.items() if term in statement), "")


def _pathway(form: str, graph: Knowledge) -> Shown:
    arms = ("carbon-ion-irradiation", "photon-irradiation")
    asked = Figure(id="a", title="A", message="B", exposures=arms, entities=(
        arms[0], "hmgb1-release", "ecto-calreticulin", "mdsc-abundance-tumour"))  # fmt: skip
    content, loss = PATHWAYS[form](graph, asked, compose(graph, asked))
    return told(content), loss


def gpml(graph: Knowledge, _: Path) -> Shown:
    return _pathway("gpml", graph)


def sbgn(graph: Knowledge, _: Path) -> Shown:
    return _pathway("sbgn", graph)


def rdf(graph: Knowledge, folder: Path) -> Shown:
    forms = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD,
             "nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}  # fmt: skip
    seen = []
    for ending, form in forms.items():
        path = folder / f"cirt-kg.{ending}"
        WRITERS[path.name](graph, path)
        seen.append(_asked(path.read_bytes(), form))
    return set.intersection(*seen), None


def _asked(content: bytes, form: ox.RdfFormat) -> set[str]:
    store = ox.Store()
    store.load(content, format=form)
    rows = store.query("""PREFIX kg: <https://w3id.org/cirt-kg/ontology#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?object ?sign ?level ?basis ?comparator ?oxygen WHERE {
          ?record kg:claim ?claim . ?claim rdf:object ?object .
          OPTIONAL { ?claim kg:sign ?sign }
          OPTIONAL { ?record kg:contrast ?c . ?c kg:comparator ?comparator ; kg:level ?level ;
                     kg:basis ?basis }
          OPTIONAL { ?record kg:conditions/kg:oxygen ?oxygen } }""",
        use_default_graph_as_union=True)  # fmt: skip
    assert isinstance(rows, ox.QuerySolutions)
    names = [one.value for one in rows.variables]
    plain = ({name: str(row[name].value).rpartition("#")[2] if row[name] else ""
              for name in names} for row in rows)  # fmt: skip
    return found({**row, "conditions": f"oxygen={row['oxygen']}"} for row in plain)


def explorer(graph: Knowledge, folder: Path) -> Shown:
    write_explorer(graph, folder / "page.html")
    page = (folder / "page.html").read_text(encoding="utf-8")
    ids = {
        ISODOSE: "photon-irradiation.hmgb1-release.higher.isodose",
        ISOEFFECTIVE: "photon-irradiation.hmgb1-release.similar.isoeffective",
        NULL: "carbon-ion-irradiation.does_not_change.ecto-calreticulin",
        FEWER: "photon-irradiation.mdsc-abundance-tumour.lower",
    }
    return {name for name, key in ids.items() if key in page}, None


READERS: dict[str, Callable[[Knowledge, Path], Shown]] = {
    "evidence": evidence, "xlsx": xlsx, "parquet": parquet, "graphml": graphml, "cx2": cx2,
    "kgx": kgx_full, "kgx --strict": kgx_strict, "indra": indra, "nanopub": nanopub,
    "cypher": cypher, "bel": bel, "gpml": gpml, "sbgn": sbgn, "ttl, jsonld": rdf,
    "nq, trig": rdf, "explorer": explorer,
}  # fmt: skip

COMPARED = {ISODOSE, ISOEFFECTIVE, FEWER}
LOST = {"kgx --strict": (COMPARED, "comparisons: left out"),
        "indra": (ALL, "comparisons: left out")}  # fmt: skip
"""What a format does not show of the three, and how its report says so."""

NOTHING = {"bibtex", "csl-json", "paths", "metadata"}
"""Formats of references, and the network without names: they hold no finding."""


@pytest.mark.parametrize("name", READERS)
def test_the_three_are_shown_or_said_to_be_lost(
    name: str, graph: Knowledge, tmp_path: Path
) -> None:
    seen, loss = READERS[name](graph, tmp_path)
    lost, said = LOST.get(name, (set(), ""))
    assert seen == ALL - lost
    if said:
        assert loss is not None and said in loss.text
    if name == "indra":
        assert "not found: left out: there is no null" in (loss.text if loss else "")


def test_every_format_that_is_written_is_asked() -> None:
    assert {one.name for one in FORMATS if one.written} == READERS.keys() | NOTHING

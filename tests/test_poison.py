"""A record that its paper does not bear out is struck in every product, and seen struck."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from kg.explorer.packed import unpacked
from kg.products import build

SMALL = Path(__file__).parent / "data" / "small"
NOTE = "The abstract shows the contrary, and nobody knew."


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build a small corpus as it is, and with a check that strikes the direction of two records."""
    made = {}
    for state in ("sound", "struck"):
        home = tmp_path_factory.mktemp(state)
        corpus = home / "corpus"
        shutil.copytree(SMALL, corpus)
        if state == "struck":
            for name, record, paper in (
                ("claims/sensing/trex1.yaml", "sirna", "liu2024"),
                ("claims/icd/hmgb1.yaml", "isodose", "ran2021"),
            ):
                path = corpus / name
                check = ("    checks: [{outcome: disagrees, about: [direction], "
                         f'reference: {paper}, read_in: abstract, note: "{NOTE}"}}]\n')  # fmt: skip
                text = path.read_text(encoding="utf-8")
                place = text.index("\n", text.index(f"id: {record}")) + 1
                assert "checks:" not in text
                path.write_text(text[:place] + check + text[place:], encoding="utf-8")
        made[state] = home / "build"
        build(made[state], corpus)
    return made


def island(folder: Path) -> dict:
    page = (folder / "explorer.html").read_text(encoding="utf-8")
    found = re.search(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    return unpacked(json.loads(found[1]))


def direct(folder: Path, line: str) -> bool:
    return line in (folder / "cirt-kg.nq").read_text(encoding="utf-8")


def test_the_page_has_no_step_and_shows_the_strike(products: dict[str, Path]) -> None:
    for state, there in (("sound", True), ("struck", False)):
        data = island(products[state])
        names = data["network"]["names"]
        pairs = {(names[step[0]], names[step[1]]) for step in data["network"]["steps"]}
        assert (("trex1-expression", "type-i-ifn-response") in pairs) is there
        record = data["records"]["trex1-expression.decreases.type-i-ifn-response#sirna"]
        assert (NOTE in json.dumps(record)) is not there


def test_the_rdf_gives_no_direct_triple(products: dict[str, Path]) -> None:
    base = "https://w3id.org/cirt-kg"
    triple = (f"<{base}/id/trex1-expression> <{base}/ontology#decreases> "
              f"<{base}/id/type-i-ifn-response>")  # fmt: skip
    assert direct(products["sound"], triple)
    assert not direct(products["struck"], triple)


def test_the_table_and_the_audit_show_the_strike(products: dict[str, Path]) -> None:
    text = (products["struck"] / "evidence.tsv").read_text(encoding="utf-8")
    rows = {row["evidence"]: row for row in csv.DictReader(io.StringIO(text), delimiter="\t")
            if row["claim"] == "trex1-expression.decreases.type-i-ifn-response"}  # fmt: skip
    assert rows["sirna"]["check"] == f"disagrees: {NOTE}"
    assert NOTE in (products["struck"] / "audit.html").read_text(encoding="utf-8")
    assert NOTE not in (products["sound"] / "audit.html").read_text(encoding="utf-8")


def test_the_figure_no_longer_cites_it_for_what_it_does_not_show(products: dict[str, Path]) -> None:
    sound, struck = (
        (products[state] / "figures" / "danger-signals.svg").read_text(encoding="utf-8")
        for state in ("sound", "struck")
    )
    assert sound != struck
    assert sound.count("Ran") > struck.count("Ran")

"""Data sets that tests share: one of every reader, assembled once."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

if not all(find_spec(name) for name in ("duckdb", "ibis", "pyarrow")):
    collect_ignore_glob = ["test_*"]  # the extra corpus is not installed

TESTS = Path(__file__).parents[1]
SMALL = TESTS / "data" / "small"
EXCERPTS = TESTS / "data" / "corpus"
GENERATED = runpy.run_path(str(TESTS / "bench" / "generated.py"))


def written(path: Path, lines: Iterator[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Write a generated table, dense in strikes, versions and reviews, and its papers."""
    home = tmp_path_factory.mktemp("generated")
    table = written(home / "table.tsv", GENERATED["rows"](900, 7, 9, 24, 0.4))
    return table, written(home / "papers.tsv", GENERATED["papers_rows"](24, 7))


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a small source of each kind that is imported."""
    home = tmp_path_factory.mktemp("sources")
    edges = [
        {"id": "e1", "subject": "CHEBI:1", "predicate": "biolink:affects", "object": "HGNC:2",
         "qualified_predicate": "biolink:causes", "object_direction_qualifier": "increased",
         "publications": ["PMID:11"]},
        {"id": "e2", "subject": "CHEBI:1", "predicate": "biolink:related_to", "object": "HGNC:2",
         "publications": ["PMID:12"]},
        {"id": "e3", "subject": "CHEBI:1", "predicate": "biolink:affects", "object": "HGNC:2",
         "object_direction_qualifier": "decreased", "publications": []},
    ]  # fmt: skip
    lines = home / "edges.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in edges) + "{broken\n")
    table = home / "edges.tsv"
    table.write_text(
        "id\tsubject\tpredicate\tobject\tobject_direction_qualifier\tpublications\n"
        "t1\tCHEBI:1\tbiolink:affects\tHGNC:2\tdecreased\tPMID:13|DOI:10.1/X\nt2\tCHEBI:1\n"
    )
    statements: list[dict[str, Any]] = [
        {"type": "Influence", "id": "s1",
         "subj": {"concept": {"name": "a"}, "delta": {"polarity": -1}},
         "obj": {"concept": {"name": "b"}, "delta": {"polarity": 1}},
         "evidence": [{"pmid": "11", "text_refs": {"DOI": "10.1/X"}}, {"text": "no paper"}]},
        {"type": "Phosphorylation", "id": "s2", "enz": {"name": "a"}, "sub": {"name": "b"}},
        {"type": "Activation", "id": "s3", "subj": {"name": "a"}, "obj": {"name": "b"},
         "evidence": [{"pmid": "14", "epistemics": {"negated": True}}]},
    ]  # fmt: skip
    indra = home / "statements.json"
    indra.write_text(json.dumps(statements, indent=1))
    return {"jsonl": lines, "tsv": table, "indra": indra, "bel": EXCERPTS / "bel",
            "inference": EXCERPTS / "inference"}  # fmt: skip


@pytest.fixture(scope="session")
def whole(
    generated: tuple[Path, Path], sources: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """One data set of all of them, assembled with every imported layer."""
    from kg.corpus import add, assemble_votes

    folder = tmp_path_factory.mktemp("whole") / "set"
    add([*generated, *sources.values()], folder)
    assemble_votes(folder, layers=LAYERS, by=BY)
    return folder


BY = ("oxygen", "species")
LAYERS = ("generated", "kgx", "indra", "bel", "evidence-inference")

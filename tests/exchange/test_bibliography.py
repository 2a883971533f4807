"""The bibliography is read back by parsers that are not ours."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import bibtexparser
import pytest
from jsonschema import Draft7Validator
from pybtex.database import parse_string

import kg
from kg.exchange import bibtex_text, csl_json_text
from kg.graph import Graph
from kg.model import Reference

SCHEMA = Path(__file__).parents[1] / "data" / "csl-data.json"
"""Citation Style Language, schema of input data 1.0 (MIT licence), github.com/
citation-style-language/schema at e3ce254."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load()


def with_reference(graph: Graph, **fields: object) -> Graph:
    made = Reference.model_validate({"id": "evil2026", "title": "T", **fields})
    return replace(graph, references=MappingProxyType({"evil2026": made}))


def test_bibtex_is_read_by_two_parsers_with_every_entry(graph: Graph) -> None:
    text = bibtex_text(graph)
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert {entry.key for entry in library.entries} == set(graph.references)
    assert set(parse_string(text, "bibtex").entries) == set(graph.references)


def test_bibtex_keeps_titles_authors_and_identifiers(graph: Graph) -> None:
    entries = parse_string(bibtex_text(graph), "bibtex").entries
    for key, source in graph.references.items():
        entry = entries[key]
        assert entry.fields.get("doi", "").replace("\\_", "_") == (source.doi or "")
        persons = entry.persons.get("author", [])
        assert len(persons) == len(source.author) + source.et_al
        if source.author:
            assert " ".join(persons[0].last_names) == source.author[0].family


def test_csl_json_obeys_the_schema_of_csl(graph: Graph) -> None:
    items = json.loads(csl_json_text(graph))
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(items)] == []
    assert {item["id"] for item in items} == set(graph.references)
    by_id = {item["id"]: item for item in items}
    source = graph.references["huang2019"]
    assert by_id["huang2019"]["DOI"] == source.doi
    assert by_id["huang2019"]["issued"] == {"date-parts": [[source.issued]]}


def test_a_shortened_author_list_says_so(graph: Graph) -> None:
    shortened = with_reference(graph, et_al=True, author=[{"family": "Doe"}])
    assert "and others" in bibtex_text(shortened)
    (item,) = json.loads(csl_json_text(shortened))
    assert item["author"] == [{"family": "Doe"}, {"literal": "others"}]


def test_text_that_tex_would_run_is_escaped(graph: Graph) -> None:
    evil = with_reference(graph, title=r"50% of $x_1$ & {\input{/etc/passwd}} # 1")
    (entry,) = parse_string(bibtex_text(evil), "bibtex").entries.values()
    assert "\\%" in entry.fields["title"]
    assert "\\input" not in bibtex_text(evil)
    assert "\\textbackslash" in entry.fields["title"]
    (item,) = json.loads(csl_json_text(evil))
    assert item["title"] == r"50% of $x_1$ & {\input{/etc/passwd}} # 1"


def test_the_same_bytes_twice(graph: Graph) -> None:
    assert bibtex_text(graph) == bibtex_text(kg.load())
    assert csl_json_text(graph) == csl_json_text(kg.load())

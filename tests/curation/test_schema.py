from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from kg.cli import main
from kg.curation import read, write_schemas
from kg.curation.document import read_document

SMALL = Path(__file__).parents[1] / "data" / "small"
SHIPPED = Path(__file__).parents[2] / "ontology"
KINDS = {
    "entities": "entities/*.yaml",
    "references": "references.yaml",
    "claims": "claims/*/*.yaml",
    "figures": "figures/*.yaml",
    "gaps": "gaps.yaml",
    "exclusions": "exclusions.yaml",
    "conclusions": "conclusions.yaml",
    "modules": "modules.yaml",
    "corpus": "corpus.yaml",
}
OTHERS = {"papers", "document", "withdrawals"}
"""Kinds of files of which the shipped corpus has none."""


@pytest.fixture(scope="module")
def validators(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft202012Validator]:
    """Make a validator per kind of file, made from what is written to disk."""
    made = {}
    for path in write_schemas(tmp_path_factory.mktemp("schema")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        made[path.name.removesuffix(".schema.json")] = Draft202012Validator(schema)
    assert set(made) == {*KINDS, *OTHERS}
    return made


def content(path: Path) -> Any:
    document = read_document(path, path.name)
    assert not document.problems
    return document.content


@pytest.mark.parametrize("folder", [SMALL, SHIPPED], ids=["small", "shipped"])
@pytest.mark.parametrize("kind", KINDS)
def test_curated_files_obey_the_schema(
    kind: str, folder: Path, validators: dict[str, Draft202012Validator]
) -> None:
    paths = sorted(folder.glob(KINDS[kind]))
    assert paths
    for path in paths:
        errors = [
            f"{path}: {e.json_path}: {e.message}"
            for e in validators[kind].iter_errors(content(path))
        ]
        assert errors == []


def objects(node: Any) -> list[dict[str, Any]]:
    """Every mapping in a piece of plain data, the outermost first."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node] if isinstance(node, dict) else []
    return own + [found for value in inner for found in objects(value)]


def closed(node: dict[str, Any]) -> bool:
    """Whether a mapping has fields: bases, facets and gap columns are named by the corpus."""
    return not any(isinstance(one, str) and one in NAMED for one in node)


NAMED = {"isodose", "oxygen", "dose"}


@pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind in KINDS for path in sorted(SMALL.glob(KINDS[kind]))],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_an_unknown_field_is_refused_everywhere(
    kind: str, path: Path, validators: dict[str, Draft202012Validator]
) -> None:
    whole = content(path)
    for number in range(len(objects(whole))):
        if kind == "corpus" and not closed(objects(whole)[number]):
            continue
        broken = deepcopy(whole)
        objects(broken)[number]["no_such_field"] = "red"
        assert not validators[kind].is_valid(broken), objects(whole)[number]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"predicate": "increases"}, {"predicate": "raises"}),
        ({"object": "hmgb1-release"}, {"object": "HMGB1 release"}),
        ({"level": ["higher"]}, {"level": []}),
        ({"level": ["higher"]}, {"level": "higher"}),
        ({"level": ["higher"]}, {"quantities": [{"measure": "guess", "value": 1}]}),
        ({"id": "isodose"}, {"conditions": {"facets": {"dose_rate": 40}}}),
        ({"id": "isodose"}, {"irradiated": "moon"}),
        ({"predicate": "increases"}, {"action": "befriends"}),
        ({"locator": ["icd.2.4"]}, {"locator": ["page 4"]}),
    ],
)
def test_the_editor_refuses_what_the_reader_refuses(
    old: dict[str, Any], new: dict[str, Any], validators: dict[str, Draft202012Validator]
) -> None:
    whole = content(SMALL / "claims/icd/hmgb1.yaml")
    assert validators["claims"].is_valid(whole)
    changed = [node for node in objects(whole) if old.items() <= node.items()]
    changed[0].update(new)
    assert not validators["claims"].is_valid(whole)


def test_defaults_spare_what_every_record_would_repeat(
    validators: dict[str, Draft202012Validator],
) -> None:
    whole = content(SMALL / "claims/icd/hmgb1.yaml")
    for own in ("id", "locator", "summary"):
        assert not validators["claims"].is_valid({**whole, "defaults": {own: "x"}})
    assert not validators["claims"].is_valid({**whole, "defaults": {"certainty": "sure"}})


def test_schemas_are_the_same_bytes_twice(tmp_path: Path) -> None:
    first, second = write_schemas(tmp_path / "a"), write_schemas(tmp_path / "b")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_schema_that_knows_a_corpus_lists_what_it_has(small: Path, tmp_path: Path) -> None:
    corpus = read(small)
    made = {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
            for path in write_schemas(tmp_path / "schema", corpus=corpus)}  # fmt: skip
    for kind, pattern in KINDS.items():
        validator = Draft202012Validator(made[kind])
        for path in small.glob(pattern):
            assert [one.message for one in validator.iter_errors(content(path))] == [], path
    claims = next(iter(sorted(small.glob("claims/*/*.yaml"))))
    validator = Draft202012Validator(made["claims"])
    for field, wrong in (("object", "hmgb1-relase"), ("subject", "carbon")):
        broken = deepcopy(content(claims))
        broken["claims"][0][field] = wrong
        (error,) = validator.iter_errors(broken)
        assert error.json_path == f"$.claims[0].{field}"
    broken = deepcopy(content(claims))
    broken["claims"][0]["evidence"][0] |= {"references": ["nobody2020"]}
    assert [one.json_path for one in validator.iter_errors(broken)] == [
        "$.claims[0].evidence[0].references[0]"
    ]
    listed = made["claims"]["$defs"]["EntityNames"]
    told = dict(zip(listed["enum"], listed["markdownEnumDescriptions"], strict=True))
    assert told.keys() == corpus.entities.keys()
    assert told["hmgb1-release"].startswith("HMGB1 release (measure); also extracellular HMGB1")
    own = Draft202012Validator(made["entities"])
    fresh = {"entities": [{"id": "brand-new", "label": "N", "kind": "process", "no_term": "x"}]}
    assert not list(own.iter_errors(fresh))
    fresh["entities"][0]["broader"] = ["brand-old"]
    assert list(own.iter_errors(fresh))


def test_the_command_writes_where_files_of_a_folder_look_for_it(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / "own").mkdir(parents=True)
    (tmp_path / "home" / "own" / "references.yaml").write_text(
        "references:\n- {id: doe2026, title: T}\n"
    )
    monkeypatch.chdir(tmp_path)
    words = ["--corpus", str(small), "schema", "--with", "home/own"]
    assert CliRunner().invoke(main, words).exit_code == 0
    text = (tmp_path / "home" / "build" / "schema" / "papers.schema.json").read_text()
    assert "doe2026" in json.loads(text)["$defs"]["ReferenceNames"]["enum"]

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kg.curation import write_schemas
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
}


@pytest.fixture(scope="module")
def validators(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft202012Validator]:
    """Make a validator per kind of file, made from what is written to disk."""
    made = {}
    for path in write_schemas(tmp_path_factory.mktemp("schema")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        made[path.name.removesuffix(".schema.json")] = Draft202012Validator(schema)
    assert set(made) == set(KINDS)
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
        broken = deepcopy(whole)
        objects(broken)[number]["colour"] = "red"
        assert not validators[kind].is_valid(broken), objects(whole)[number]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"predicate": "increases"}, {"predicate": "raises"}),
        ({"object": "hmgb1-release"}, {"object": "HMGB1 release"}),
        ({"level": ["higher"]}, {"level": []}),
        ({"level": ["higher"]}, {"level": "higher"}),
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

"""JSON Schemas of the curated files, for completion and checks in an editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.curation.files import (
    ClaimFile,
    ConclusionFile,
    EntityFile,
    ExclusionFile,
    FigureFile,
    GapFile,
    ModuleFile,
    ReferenceFile,
)
from kg.model import Evidence
from kg.model.record import Record

FILES: dict[str, type[Record]] = {
    "claims": ClaimFile, "conclusions": ConclusionFile, "entities": EntityFile,
    "exclusions": ExclusionFile, "figures": FigureFile, "gaps": GapFile, "modules": ModuleFile,
    "references": ReferenceFile,
}  # fmt: skip


def write_schemas(folder: Path) -> list[Path]:
    """Write one schema per kind of file into `folder`; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in sorted(FILES):
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema(name), indent=1, sort_keys=True) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def schema(name: str) -> dict[str, Any]:
    """Make the schema of one kind of file; in claims, what `defaults` may give is not required."""
    made = FILES[name].model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if name == "claims":
        evidence = made["$defs"]["Evidence"]
        evidence["required"] = ["id", "locator", "summary"]
        shared = [field for field in Evidence.model_fields if field not in evidence["required"]]
        made["properties"]["defaults"] = {
            "type": "object",
            "description": "evidence fields shared by every record of this file",
            "properties": {field: evidence["properties"][field] for field in shared},
            "additionalProperties": False,
        }
    return made

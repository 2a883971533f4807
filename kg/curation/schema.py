"""JSON Schemas of the curated files, for completion and checks in an editor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.curation.corpus import Corpus
from kg.curation.files import (
    ClaimFile,
    ConclusionFile,
    EntityFile,
    ExclusionFile,
    FigureFile,
    GapFile,
    ModuleFile,
    PaperFile,
    ReferenceFile,
    WithdrawalFile,
)
from kg.curation.naming import name_corpus
from kg.model import Evidence, Manifest, Reading
from kg.model.record import Record
from kg.publishing import write_all

FILES: dict[str, type[Record]] = {
    "claims": ClaimFile, "conclusions": ConclusionFile, "corpus": Manifest, "document": Reading,
    "entities": EntityFile, "exclusions": ExclusionFile, "figures": FigureFile, "gaps": GapFile,
    "modules": ModuleFile, "papers": PaperFile, "references": ReferenceFile,
    "withdrawals": WithdrawalFile,
}  # fmt: skip


def write_schemas(
    folder: Path, more: Mapping[str, str] | None = None, corpus: Corpus | None = None
) -> list[Path]:
    """Write one schema per kind of file into `folder`, all or none; returns the paths.

    `more` are further schemas by the names of their files. With a `corpus`, fields that name its
    entities, papers, bases, compartments and facets are closed lists of them.
    """
    made = {name: schema(name) for name in sorted(FILES)}
    if corpus is not None:
        made = {name: name_corpus(one, corpus) for name, one in made.items()}
    texts = {
        f"{name}.schema.json": json.dumps(one, indent=1, sort_keys=True) + "\n"
        for name, one in made.items()
    }
    return write_all(folder, texts | dict(more or {}))


def schema(name: str) -> dict[str, Any]:
    """Make the schema of one kind of file; in claims, what `defaults` may give is not required."""
    made = FILES[name].model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if name in {"claims", "papers"}:
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

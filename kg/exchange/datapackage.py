"""What lies beside a table so that programs know it: a Data Package (Frictionless Data, v1)."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from kg.errors import RequestError
from kg.graph import Graph, table_schema

DESCRIPTOR = "datapackage.json"
"""The name that the standard gives to the description of a package."""


def data_package_text(graph: Graph, name: str, content: bytes) -> str:
    """Describe one file of the evidence table: who made it, its licence, each column, its digest.

    `name` is the file's, without a folder; its ending tells the format: tsv, xlsx or parquet.
    `RequestError` for any other, and where the file would bear the name of its description.

    >>> import kg
    >>> json.loads(data_package_text(kg.load(), "evidence.tsv", b""))["resources"][0]["path"]
    'evidence.tsv'
    """
    ending = PurePath(name).suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        endings = ", ".join(f".{one}" for one in FORMATS)
        raise RequestError(f"a package describes tables by their endings: name it {endings}")
    if PurePath(name).name != name or not _SAFE.fullmatch(name):
        raise RequestError(f"'{name}' cannot be named in a package: begin with a letter or digit")
    manifest, digest = graph.manifest, sha256(content).hexdigest()
    told: dict[str, Any] = {
        "profile": "data-package", "name": _slug(manifest.id), "title": manifest.title,
        "description": manifest.question, "version": manifest.version,
        "keywords": list(manifest.keywords), "licenses": [_licence(manifest.licence)],
        "contributors": [{"title": one.name, "role": "author"} for one in manifest.creators],
        "resources": [{
            "name": "evidence", "profile": "tabular-data-resource", "path": name,
            "title": "evidence table: a row for each record and contrast",
            **FORMATS[ending], "bytes": len(content), "hash": f"sha256:{digest}",
            "schema": table_schema(),
        }],
    }  # fmt: skip
    kept = {field: value for field, value in told.items() if value}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _licence(licence: str) -> dict[str, str]:
    """Name a licence by its address, or by its words."""
    if licence.startswith(("http://", "https://")):
        return {"path": licence}
    return {"name": _slug(licence), "title": licence}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-") or "unnamed"


FORMATS: dict[str, dict[str, Any]] = {
    "tsv": {"format": "tsv", "mediatype": "text/tab-separated-values", "encoding": "utf-8",
            "dialect": {"delimiter": "\t", "quoteChar": "\0", "header": True}},
    "xlsx": {"format": "xlsx", "dialect": {"sheet": "evidence"},
             "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}  # fmt: skip
"""Ending of a file -> how the package tells a program to read it.

Quotes of the TSV are letters: NUL, which no text holds, is said to be the quote.
"""

_SAFE = re.compile(r"[^\W_][^/\\\x00-\x1f]*")

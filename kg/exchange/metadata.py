"""A release about itself: one record, told in the forms that archives and search engines read.

RO-Crate 1.1, Croissant 1.0 (MLCommons), schema.org as JSON-LD, and CITATION.cff 1.2.0. DCAT and
VoID stand in `void.ttl`, which is written with the RDF.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kg.errors import RequestError
from kg.graph import Graph, table_schema
from kg.model.manifest import Creator, Date


@dataclass(frozen=True)
class File:
    """A file of a release: its name below the folder, what it is, its size in bytes and digest."""

    name: str
    about: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """What IANA calls its form; `application/octet-stream` where that is not known here.

        >>> File("cirt-kg.nq", "", 1, "").media_type
        'application/n-quads'
        """
        return MEDIA.get(PurePosixPath(self.name).suffix, "application/octet-stream")


@dataclass(frozen=True)
class Release:
    """What is told of a release, once: from the manifest of its corpus, and its files."""

    iri: str
    key: str
    name: str
    about: str
    version: str
    date: str
    licence: str
    creators: tuple[Creator, ...]
    cite: str
    keywords: tuple[str, ...]
    files: tuple[File, ...]

    @property
    def licence_address(self) -> str:
        """The licence as an address: that of its page in the SPDX list, if only its id is told."""
        spdx = f"https://spdx.org/licenses/{self.licence}"
        return self.licence if self.licence.startswith("http") else spdx


def release(graph: Graph, iri: str, files: Iterable[File], date: str = "") -> Release:
    """Draw up the record of a release; `date` (year-month-day) if the manifest has none.

    `RequestError` where neither tells a date: a release that is cited has one.
    """
    one = graph.manifest
    when = date or one.date or ""
    if not when:
        raise RequestError("the release has no date: write date: 2026-12-31 into corpus.yaml, or "
                           "give --date 2026-12-31")  # fmt: skip
    try:
        TypeAdapter(Date).validate_python(when)
    except ValidationError:
        raise RequestError(f"'{when[:40]}' is no date: write year-month-day: 2026-12-31") from None
    papers = {key for _, evidence in graph.evidence() for key in evidence.references}
    held = (f"{len(list(graph.evidence()))} records of evidence from {len(papers)} papers, on "
            f"{len(graph.entities)} entities.")  # fmt: skip
    about = f"{(one.question or one.title).rstrip('.')}. {held}"
    return Release(iri, one.id, one.title, about, one.version or "0.0.0", when, one.licence,
                   one.creators or (Creator(name="anonymous"),), one.cite or one.title,
                   (*one.keywords, "knowledge graph"),
                   tuple(sorted(files, key=lambda file: file.name)))  # fmt: skip


def metadata_files(told: Release) -> Mapping[str, str]:
    """Write the record in each form: the text of each file by its name."""
    return {
        "CITATION.cff": _citation(told), "croissant.json": _json(_croissant(told)),
        "dataset.jsonld": _json({"@context": "https://schema.org/", **_dataset(told)}),
        "ro-crate-metadata.json": _json(_crate(told)),
    }  # fmt: skip


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


# -- schema.org ---------------------------------------------------------------------------------


def _common(told: Release) -> dict[str, Any]:
    """Tell what schema.org has words for; all three forms of JSON are built on these."""
    return {
        "name": told.name, "description": told.about, "version": told.version,
        "datePublished": told.date, "license": told.licence_address,
        "keywords": list(told.keywords), "identifier": told.iri, "url": told.iri,
    }  # fmt: skip


def _dataset(told: Release) -> dict[str, Any]:
    return {
        "@type": "Dataset", "@id": told.iri, **_common(told),
        "creator": [_person(one) for one in told.creators], "citation": told.cite,
        "distribution": [
            {"@type": "DataDownload", "name": file.name, "description": file.about,
             "contentUrl": file.name, "encodingFormat": file.media_type,
             "contentSize": f"{file.size} B", "sha256": file.sha256}
            for file in told.files
        ],
    }  # fmt: skip


def _person(one: Creator) -> dict[str, Any]:
    """Name a creator: a person where an ORCID tells so, else whoever it is."""
    orcid = {"@id": f"https://orcid.org/{one.orcid}"} if one.orcid else {}
    return {"@type": "Person" if one.orcid else "Organization", **orcid, "name": one.name}


# -- RO-Crate -----------------------------------------------------------------------------------


def _crate(told: Release) -> dict[str, Any]:
    people = [{"@id": f"#creator-{place}", **_person(one)}
              for place, one in enumerate(told.creators, start=1)]  # fmt: skip
    licence = {"@id": told.licence_address, "@type": "CreativeWork", "name": told.licence}
    root = {
        "@id": "./", "@type": "Dataset",
        **{name: value for name, value in _common(told).items() if name != "license"},
        "license": {"@id": licence["@id"]},
        "creator": [{"@id": one["@id"]} for one in people], "creditText": told.cite,
        "hasPart": [{"@id": file.name} for file in told.files],
    }  # fmt: skip
    files = [
        {"@id": file.name, "@type": "File", "name": file.name, "description": file.about,
         "encodingFormat": file.media_type, "contentSize": str(file.size), "sha256": file.sha256}
        for file in told.files
    ]  # fmt: skip
    about = {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
             "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}}  # fmt: skip
    more = {name: f"https://schema.org/{name}" for name in ("sha256", "creditText")}
    context = ["https://w3id.org/ro/crate/1.1/context", more]
    return {"@context": context, "@graph": [about, root, *people, licence, *files]}


# -- Croissant ----------------------------------------------------------------------------------


def _croissant(told: Release) -> dict[str, Any]:
    table = next((file for file in told.files if file.name == "evidence.tsv"), None)
    return {
        "@context": CROISSANT, "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0", **_common(told),
        "creator": [_person(one) for one in told.creators], "citeAs": told.cite,
        "distribution": [
            {"@type": "cr:FileObject", "@id": file.name, "name": file.name,
             "description": file.about, "contentUrl": file.name,
             "encodingFormat": file.media_type, "contentSize": f"{file.size} B",
             "sha256": file.sha256}
            for file in told.files
        ],
        **({"recordSet": [_records(table)]} if table else {}),
    }  # fmt: skip


def _records(table: File) -> dict[str, Any]:
    """Describe the columns of the evidence table, as its schema does."""
    fields = [
        {"@type": "cr:Field", "@id": f"evidence/{one['name']}", "name": one["name"],
         "description": one["description"], "dataType": TYPES.get(str(one["type"]), "sc:Text"),
         "source": {"fileObject": {"@id": table.name}, "extract": {"column": one["name"]}}}
        for one in table_schema()["fields"]
    ]  # fmt: skip
    return {"@type": "cr:RecordSet", "@id": "evidence", "name": "evidence",
            "description": table.about, "field": fields}  # fmt: skip


# -- CITATION.cff -------------------------------------------------------------------------------


def _citation(told: Release) -> str:
    return "".join(f"{line}\n" for line in _cff(told))


def _cff(told: Release) -> Iterator[str]:
    """Write YAML whose texts are JSON strings, which YAML 1.2 takes as they are."""
    known = told.licence.removeprefix("https://creativecommons.org/licenses/").strip("/")
    kind, _, version = known.partition("/")
    spdx = f"CC-{kind.upper()}-{version}" if version and "/" not in version else told.licence
    yield "cff-version: 1.2.0"
    yield f"title: {_quoted(told.name)}"
    yield f"message: {_quoted(f'Please cite: {told.cite}')}"
    yield "type: dataset"
    yield f"version: {_quoted(told.version)}"
    yield f"date-released: {_quoted(told.date)}"
    yield f"license-url: {_quoted(spdx)}" if ":" in spdx else f"license: {_quoted(spdx)}"
    yield f"url: {_quoted(told.iri)}"
    yield "authors:"
    for one in told.creators:
        yield f"  - name: {_quoted(one.name)}"
        if one.orcid:
            yield f"    orcid: {_quoted(f'https://orcid.org/{one.orcid}')}"
    yield f"abstract: {_quoted(told.about)}"
    yield "keywords:"
    yield from (f"  - {_quoted(one)}" for one in told.keywords)


def _quoted(text: str) -> str:
    """Quote a text; what YAML 1.1 takes for the end of a line is told by its number."""
    plain = json.dumps(text, ensure_ascii=False)
    return plain.translate({code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)})


MEDIA = {
    ".html": "text/html", ".tsv": "text/tab-separated-values", ".json": "application/json",
    ".jsonld": "application/ld+json", ".ttl": "text/turtle", ".nq": "application/n-quads",
    ".trig": "application/trig", ".svg": "image/svg+xml", ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
"""Endings of files, and their media types (IANA)."""

TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
"""Types of Table Schema, and those of Croissant; all else is text."""

_OWN = ("citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject",
        "fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField",
        "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate",
        "separator", "source", "subField", "transform")  # fmt: skip
CROISSANT: Mapping[str, Any] = {
    "@language": "en", "@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/", "sc": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{name: f"cr:{name}" for name in _OWN},
}  # fmt: skip
"""The context that the Croissant specification 1.0 asks for, word by word."""

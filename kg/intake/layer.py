"""New records to a layer: the files of a curated folder, checked on its corpus, then written."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kg.curation import Corpus, read
from kg.errors import CurationError, Problem, RequestError, TableError
from kg.graph import Graph, assemble
from kg.intake.paper import read_papers
from kg.intake.table import NAMES, Intake, Record, take_table
from kg.intake.tables import read_tables
from kg.intake.written import head, yaml_text
from kg.model import Manifest
from kg.model.manifest import is_licence
from kg.publishing import write_all

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Under which the shipped knowledge may be used, and a layer that says nothing else."""


@dataclass(frozen=True)
class Written:
    """The files of a layer that was written, and what is told of the table beside them."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]


def import_table(
    table: Path, folder: Path, corpus: Sequence[Path], *, layer: str | None = None,
    licence: str = LICENCE, references: Path | None = None,
) -> Written:  # fmt: skip
    """Read a table as a layer on the corpus in some folders, and write it into a new folder.

    All records are drafts. `layer` is its id, made of the folder's name if not given. Raises
    `TableError` with every fault by row and column, `RequestError` for what is no table, or a
    folder that holds something; then nothing is written.
    """
    graph, manifest = begin(table.name, folder, corpus, layer, licence)
    tables = read_tables(table, NAMES)
    papers = read_papers(tables.references) if tables.references else {}
    if references is not None:
        papers |= read_papers(references)
    found = take_table(graph, tables.main, papers)
    if not found.records and not found.gaps:
        notes = "; ".join(found.notes)
        raise RequestError(f"'{table}' says nothing that the corpus does not have: {notes}")
    unused = len(set(papers) - set(found.cited) - set(graph.references))
    told = [f"left out: {_many(unused, 'paper')} that no row cites"] if unused else []
    found = replace(found, notes=(*found.notes, *told))
    return write_layer(found, folder, corpus, manifest, graph, table)


def begin(
    name: str, folder: Path, corpus: Sequence[Path], layer: str | None, licence: str
) -> tuple[Graph, dict[str, Any]]:
    """Read the corpus that a layer is to lie on, and make its manifest; its folder must be new."""
    below = read(*corpus)
    manifest = _manifest(layer or _slug(folder.resolve().name), licence, below, name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(f"'{folder}' is there already: name a new folder")
    return assemble(below), manifest


def write_layer(
    found: Intake, folder: Path, corpus: Sequence[Path], manifest: Mapping[str, Any], graph: Graph,
    source: Path,
) -> Written:  # fmt: skip
    """Check what was read on its corpus, and write it whole; faults tell their place."""
    texts, lines = _texts(found, manifest, graph)
    warnings = _check(texts, lines, corpus, source)
    every = (*_made(found), *found.notes, *warnings)
    return Written(tuple(write_all(folder, texts)), every)


def _made(found: Intake) -> Iterable[str]:
    claims = len({one.claim_id for one in found.records})
    yield f"read: {_many(len(found.records), 'record')} of {_many(claims, 'claim')}, all drafts"
    if found.gaps:
        yield f"read: {_many(len(found.gaps), 'stated gap')}, which have no state: they count"
    if found.references:
        yield f"read: {_many(len(found.references), 'paper')} that the corpus does not have"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _manifest(key: str, licence: str, below: Corpus, name: str) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": key, "title": f"Imported from {name}"[:300], "licence": licence,
        "base": f"https://example.org/{key}/", "extends": list(below.layers),
    }  # fmt: skip
    if not is_licence(licence):
        raise RequestError(f"licence '{licence}': write its address, or its SPDX id: CC-BY-4.0")
    if key in below.layers:
        raise RequestError(f"'{key}' is a corpus in use already: give another id by --layer")
    try:
        Manifest.model_validate(given)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        remedy = {"id": "write lower case, digits, single hyphens: --layer my-table",
                  "licence": "name a licence, best by its address"}  # fmt: skip
        cause = f"{field} {given[field]!r} has the wrong form"
        raise RequestError(f"{cause}: {remedy.get(field, 'rename the file')}") from None
    return given


def _texts(
    found: Intake, manifest: Mapping[str, Any], graph: Graph
) -> tuple[dict[str, str], dict[str, list[tuple[int, int]]]]:
    """Write the files of a layer; tells as well at which line of a file each row begins."""
    texts = {"corpus.yaml": head("corpus", 1) + _BASE + yaml_text(manifest)}
    lines: dict[str, list[tuple[int, int]]] = {}
    if found.references:
        listed = [_titled(one) for one in found.references]
        texts["references.yaml"] = head("references", 1) + yaml_text({"references": listed})
    if found.entities:
        made = list(found.entities)
        texts["entities/imported.yaml"] = head("entities", 2) + yaml_text({"entities": made})
    if found.gaps:
        text = head("gaps", 1) + "gaps:\n"
        for content, row in found.gaps:
            lines.setdefault("gaps.yaml", []).append((text.count("\n") + 1, row))
            text += yaml_text([content])
        texts["gaps.yaml"] = text
    by_topic: dict[str, dict[str, list[Record]]] = {}
    for record in found.records:
        topic = graph.topics.get(record.claim_id, TOPIC)
        topic = topic if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic) else TOPIC
        by_topic.setdefault(topic, {}).setdefault(record.claim_id, []).append(record)
    for topic, claims in sorted(by_topic.items()):
        ids = sorted(claims)
        for number, start in enumerate(range(0, len(ids), MANY)):
            name = f"claims/{topic}/table{f'-{number + 1}' * (number > 0)}.yaml"
            part = [claims[key] for key in ids[start : start + MANY]]
            texts[name], lines[name] = _claims(part, str(manifest["title"]))
    return texts, lines


def _claims(claims: Iterable[Sequence[Record]], title: str) -> tuple[str, list[tuple[int, int]]]:
    pieces = [head("claims", 3), yaml_text({"title": title}, packed=False), "claims:\n"]
    lines: list[tuple[int, int]] = []
    at = sum(piece.count("\n") for piece in pieces) + 1
    for records in claims:
        action = next((one.claim["action"] for one in records if one.claim.get("action")), None)
        order = ("subject", "predicate", "object")
        claim = {name: records[0].claim[name] for name in order}
        whole = claim | ({"action": action} if action else {})
        text = yaml_text([whole], packed=False) + "  evidence:\n"
        lines.append((at, records[0].row))
        for record in records:
            lines.append((at + text.count("\n"), record.row))
            content = {"id": record.evidence["id"], **record.evidence}
            text += "".join(f"  {line}\n" for line in yaml_text([content]).splitlines())
        pieces.append(text)
        at += text.count("\n")
    return "".join(pieces), lines


def _titled(reference: Mapping[str, Any]) -> dict[str, Any]:
    """Give a new paper the title that the model asks for, saying that nobody told it."""
    where = reference.get("DOI") or reference["id"]
    return {**reference, "title": reference.get("title") or f"Title not told: {where}"}


def _check(
    texts: Mapping[str, str], lines: Mapping[str, list[tuple[int, int]]],
    corpus: Sequence[Path], table: Path,
) -> list[str]:  # fmt: skip
    """Read the layer on its corpus before anybody sees it; faults go back to their rows."""
    with tempfile.TemporaryDirectory(prefix="kg-") as scratch:
        folder = Path(scratch, "layer")
        write_all(folder, texts)
        try:
            found = read(*corpus, folder)
        except CurationError as error:
            raise TableError([_back(one, folder, lines, table) for one in error.problems]) from None
    ours = [one for one in found.warnings if one.file.partition("/")[0] == folder.name]
    return [str(_back(one, folder, lines, table)) for one in ours]


def _back(
    problem: Problem, folder: Path, lines: Mapping[str, list[tuple[int, int]]], table: Path
) -> Problem:
    top, _, name = problem.file.partition("/")
    if top != folder.name:
        return problem
    row = max((pair for pair in lines.get(name, ()) if pair[0] <= problem.line), default=(0, 0))[1]
    return replace(problem, file=str(table), line=row)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "table"


_BASE = "# Write under base an address that you own: the addresses of your records begin with it.\n"
MANY, TOPIC = 300, "imported"
"""Claims of one file, and the topic of those that the corpus does not have."""

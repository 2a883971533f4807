"""KGX, as TSV or JSON Lines: nodes, and edges whose direction stands in qualifiers.

Read a line at a time: of the nodes only those that can be meant are kept, of the edges only those
that say what the model holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.bounded import hold_regular
from kg.errors import RequestError
from kg.intake.grounding import Grounding
from kg.intake.said import Left, Said, Thing, Versus, papers_of, refuse
from kg.model.vocabulary import PREDICATE_OF, Aspect, Certainty, Kind, Level, Predicate

Line = tuple[int, Mapping[str, Any]]


def read_kgx(paths: tuple[Path, ...], ground: Grounding, left: Left) -> Iterator[Said]:
    """Read the statements of a folder or of files, which are told by 'nodes' and 'edges'."""
    nodes, edges = _sorted(paths)
    things: dict[str, Thing] = {}
    for path in nodes:
        for row, cells in _lines(path):
            key = _text(path, row, cells, "id")
            thing = _thing(key, cells)
            if ground.find(thing) or (ground.new and thing.kind):
                things[key] = thing
    for path in edges:
        for row, cells in _lines(path):
            yield from _said(path, row, cells, things, left)


def edge_files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Give every file that is read, the nodes before the edges."""
    nodes, edges = _sorted(paths)
    return (*nodes, *edges)


def _sorted(paths: tuple[Path, ...]) -> tuple[list[Path], list[Path]]:
    files: list[Path] = []
    for path in paths:
        files += sorted(one for one in path.iterdir() if one.suffix in SUFFIXES) \
            if path.is_dir() else [path]  # fmt: skip
    edges = [one for one in files if "edge" in one.name.casefold()]
    nodes = [one for one in files if "node" in one.name.casefold() and one not in edges]
    if not edges:
        raise RequestError("no file of edges: name files such as nodes.tsv and edges.tsv (or "
                           ".jsonl), or their folder")  # fmt: skip
    other = [one for one in files if one not in edges and one not in nodes]
    if other:
        raise RequestError(f"'{other[0]}' is named neither nodes nor edges: rename it")
    return nodes, edges


def _lines(path: Path) -> Iterator[Line]:
    """Give each line as cells by column, its number from 1; errors name the line."""
    hold_regular(path)
    with path.open("rb") as file:
        read = _json if path.suffix == ".jsonl" else _table
        yield from read(path, _texts(path, file))


def _texts(path: Path, file: Any) -> Iterator[tuple[int, str]]:
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise refuse(path, number, "line", f"more than {LONGEST} bytes", "is this KGX?")
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise refuse(path, number, "line", f"byte 0x{line[error.start]:02x} is not UTF-8",
                         "save the file as UTF-8") from None  # fmt: skip
        if "\0" in text:
            raise refuse(path, number, "line", "no text", "unpack the file, or write it as UTF-8")
        if text.strip():
            yield number, text


def _table(path: Path, lines: Iterator[tuple[int, str]]) -> Iterator[Line]:
    first = next(lines, None)
    if first is None:
        raise refuse(path, 1, "header", "the file is empty", "write a header and rows")
    header = first[1].split("\t")
    if len(set(header)) < len(header) or len(header) < 2:
        raise refuse(path, first[0], "header", "no names of columns, parted by tabs",
                     "write each column's name once: id, subject, predicate, object")  # fmt: skip
    for number, text in lines:
        cells = text.split("\t")
        if len(cells) > len(header):
            raise refuse(path, number, "line", f"{len(cells)} cells below {len(header)} names",
                         "take out the tabs within a cell")  # fmt: skip
        yield number, {name: cell for name, cell in zip(header, cells, strict=False) if cell}


def _json(path: Path, lines: Iterator[tuple[int, str]]) -> Iterator[Line]:
    for number, text in lines:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            cause = getattr(error, "msg", "nested too deeply, or a number too long")
            raise refuse(path, number, "line", f"no JSON: {cause}",
                         "write one object on each line") from None  # fmt: skip
        if not isinstance(found, dict):
            raise refuse(path, number, "line", "no object", "write one object on each line")
        yield number, found


def _text(path: Path, row: int, cells: Mapping[str, Any], name: str) -> str:
    found = cells.get(name)
    if not isinstance(found, str) or not found.strip():
        cause = "missing" if found in (None, "") else f"{str(found)[:40]!a} is no text"
        raise refuse(path, row, name, cause, "KGX asks for it: write a CURIE")
    return found.strip()


def _list(cells: Mapping[str, Any], name: str) -> list[str]:
    found = cells.get(name)
    many = found if isinstance(found, list) else str(found).split("|") if found else []
    return [str(one).strip() for one in many if isinstance(one, str | int)]


def _plain(cells: Mapping[str, Any], name: str) -> str:
    found = cells.get(name)
    return str(found).strip() if isinstance(found, str | int | float) else ""


def _thing(key: str, cells: Mapping[str, Any]) -> Thing:
    kinds = [KINDS.get(one.removeprefix("biolink:")) for one in _list(cells, "category")]
    kind = next((one for one in kinds if one), None)
    return Thing((key, *_list(cells, "xref")), _plain(cells, "name"), kind=kind)


def _said(
    path: Path, row: int, cells: Mapping[str, Any], things: Mapping[str, Thing], left: Left
) -> Iterator[Said]:
    subject, object_ = (_text(path, row, cells, name) for name in ("subject", "object"))
    told = _text(path, row, cells, "predicate").removeprefix("biolink:")
    level = _plain(cells, "knowledge_level")
    if level in NOT_SEEN:
        left.out(f"edges of knowledge level {level}", row)
        return
    if cells.get("kind") == "comparison" and "comparator" in cells:
        yield from _comparison(row, cells, _thing_of(subject, things),
                               _thing_of(object_, things), left)  # fmt: skip
        return
    predicate = _predicate(told, cells)
    aspect, fits = _aspect(cells)
    if predicate is None or not fits or _plain(cells, "subject_aspect_qualifier"):
        what = f"edges '{told}'" if predicate is None else "edges about an aspect that we lack"
        left.out(what, row)
        return
    for name in cells.keys() & UNHELD:
        if cells[name] not in ("", [], None, False):
            left.out(f"qualifiers {name}", row)
    target = _thing_of(object_, things)
    if aspect:
        target = replace(target, aspect=aspect)
    yield Said(row, _thing_of(subject, things), predicate, target, **_rest(row, cells, left))


def _thing_of(key: str, things: Mapping[str, Thing]) -> Thing:
    return things.get(key) or Thing((key,))


def _predicate(told: str, cells: Mapping[str, Any]) -> Predicate | None:
    """Tell ours: of our own files by the sign, of others by the direction or the predicate."""
    denied = str(cells.get("negated", "")).casefold() == "true"
    direction = _plain(cells, "object_direction_qualifier")
    causes = _plain(cells, "qualified_predicate").removeprefix("biolink:")
    if told == "affects":
        if denied:
            return None if direction else "does_not_change"
        sign = _plain(cells, "sign") if "kind" in cells else ""
        if sign in PREDICATE_OF:
            return PREDICATE_OF[sign]
        found = DIRECTIONS.get(direction) if causes in ("causes", "") else None
        return found or ("affects" if not direction else None)
    if told == "interacts_with" and cells.get("kind") == "effect":
        return "targets"
    return None if denied else PREDICATES.get(told)


def _aspect(cells: Mapping[str, Any]) -> tuple[Aspect | None, bool]:
    told = _plain(cells, "object_aspect_qualifier")
    return (ASPECTS.get(told), told in ASPECTS) if told else (None, True)


def _comparison(
    row: int, cells: Mapping[str, Any], subject: Thing, object_: Thing, left: Left
) -> Iterator[Said]:
    """Read a comparison of a file that we wrote: Biolink has none."""
    levels: list[Level] = [one for one in LEVELS if one in _list(cells, "level")]
    if _plain(cells, "differs") or not levels:
        left.out("comparisons without a level, or of a thing with itself", row)
        return
    corpus = _plain(cells, "id").partition(":")[0]
    versus = Versus(
        Thing((f"{corpus}:{_plain(cells, 'comparator')}",)),
        tuple(levels),
        tuple(_list(cells, "basis")),
    )
    yield Said(row, subject, "affects", object_, versus=versus, **_rest(row, cells, left))


def _rest(row: int, cells: Mapping[str, Any], left: Left) -> dict[str, Any]:
    kinds = [one for one in _list(cells, "has_evidence") if re.fullmatch(r"ECO:[0-9]{7}", one)]
    if len(_list(cells, "has_evidence")) > 1 or len(kinds) < len(_list(cells, "has_evidence")):
        left.out("further kinds of evidence", row)
    said = _list(cells, "certainty")
    certainty: Certainty = next((one for one in CERTAINTY if one in said), "asserted")
    return {
        "papers": papers_of(_list(cells, "publications"), left, row), "certainty": certainty,
        "summary": next(iter(_list(cells, "summary")), ""),
        "organism": _plain(cells, "species_context_qualifier"),
        "evidence_type": kinds[0] if kinds else "",
    }  # fmt: skip


SUFFIXES = frozenset({".tsv", ".jsonl"})
LONGEST = 1_000_000
"""Bytes of a line."""

NOT_SEEN = frozenset({"prediction", "logical_entailment", "statistical_association"})
"""Levels of knowledge (Biolink 4.4) of what nobody observed to act: not curated, but computed."""

DIRECTIONS: Mapping[str, Predicate] = {
    "increased": "increases", "upregulated": "increases", "decreased": "decreases",
    "downregulated": "decreases",
}  # fmt: skip
PREDICATES: Mapping[str, Predicate] = {
    "positively_regulates": "increases", "negatively_regulates": "decreases",
    "entity_positively_regulates_entity": "increases", "regulates": "affects",
    "entity_negatively_regulates_entity": "decreases", "entity_regulates_entity": "affects",
    "process_positively_regulates_process": "increases", "process_regulates_process": "affects",
    "process_negatively_regulates_process": "decreases", "stimulates": "increases",
    "increases_amount_or_activity_of": "increases", "part_of": "part_of",
    "decreases_amount_or_activity_of": "decreases", "disrupts": "decreases",
    "biomarker_for": "marker_of",
}  # fmt: skip
"""Predicates of Biolink, those of earlier versions included, that say what one of ours says."""

ASPECTS: Mapping[str, Aspect] = {
    "activity": "activity", "abundance": "abundance", "expression": "expression",
    "secretion": "secretion",
}  # fmt: skip
LEVELS: tuple[Level, ...] = ("higher", "lower", "similar")
CERTAINTY: tuple[Certainty, ...] = ("speculative", "hedged", "asserted")
"""The weakest first: of records that an edge joins, it is no surer than that."""

UNHELD = frozenset({
    "subject_direction_qualifier", "anatomical_context_qualifier", "subject_context_qualifier",
    "object_context_qualifier", "qualifiers", "causal_mechanism_qualifier", "stage_qualifier",
    "sex_qualifier", "onset_qualifier", "frequency_qualifier", "subject_form_or_variant_qualifier",
    "object_form_or_variant_qualifier", "disease_context_qualifier",
})  # fmt: skip
KINDS: Mapping[str, Kind] = {
    "Gene": "gene", "Protein": "gene", "GeneOrGeneProduct": "gene", "RNAProduct": "gene",
    "GeneFamily": "complex", "MacromolecularComplex": "complex", "MolecularEntity": "molecule",
    "ChemicalEntity": "agent", "SmallMolecule": "agent", "Drug": "agent",
    "ChemicalMixture": "agent",
    "Cell": "cell", "CellLine": "model", "BiologicalProcess": "process", "Pathway": "process",
    "MolecularActivity": "process", "PhysiologicalProcess": "process",
    "BiologicalProcessOrActivity": "process", "PhenotypicFeature": "outcome",
    "ClinicalFinding": "outcome", "Disease": "disease", "DiseaseOrPhenotypicFeature": "disease",
    "Treatment": "therapy", "Procedure": "therapy", "OrganismTaxon": "organism",
    "AnatomicalEntity": "anatomy", "GrossAnatomicalStructure": "anatomy",
    "CellularComponent": "anatomy",
}  # fmt: skip
"""Classes of Biolink, and what a thing of each would be as an entity of ours."""

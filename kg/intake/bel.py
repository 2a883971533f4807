"""BEL as node-link JSON, as PyBEL writes and CoNIB ships it: edges that say what raises what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.intake.grounding import Grounding
from kg.intake.objects import member, read_json, words
from kg.intake.said import Left, Paper, Said, Thing, refuse
from kg.model.vocabulary import Kind, Predicate


def read_bel(paths: tuple[Path, ...], ground: Grounding, left: Left) -> Iterator[Said]:
    """Read the links of BEL graphs; a link counts from 1, as it stands in its list."""
    for path in paths:
        graph = read_json(path, "node-link JSON")
        nodes = member(path, 1, graph, "nodes", list)
        links = member(path, 1, graph, "links", list)
        things = [_thing(path, number, one) for number, one in enumerate(nodes, start=1)]
        for row, link in enumerate(links, start=1):
            yield from _said(path, row, link, things, left)


Node = tuple[Thing | None, str]
"""A thing that can be held, or none, and what it is called in the count of what is left out."""


def _thing(path: Path, number: int, node: Any) -> Node:
    function = member(path, number, node, "function", str)
    concept = node.get("concept") or node.get("cname") or node
    if node.get("variants") or node.get("fusion"):
        return None, "things with variants or fusions"
    if not isinstance(concept, dict) or not words(concept.get("name") or concept.get("identifier")):
        return None, f"things without a name ({function})"
    space, name = words(concept.get("namespace")), words(concept.get("name"))
    number_ = words(concept.get("identifier"))
    names = (number_ if ":" in number_ else f"{space}:{number_}",) if number_ and space else ()
    kind = KINDS.get(space.casefold()) or FUNCTIONS.get(function)
    if function not in FUNCTIONS:
        return None, f"things of the kind {function}"
    return Thing(names, name or number_, (space, name) if space and name else None, kind,
                 "expression" if function in ("RNA", "miRNA") else None), ""  # fmt: skip


def _said(path: Path, row: int, link: Any, things: list[Node], left: Left) -> Iterator[Said]:
    relation = member(path, row, link, "relation", str)
    if relation not in RELATIONS:
        left.out(f"edges '{relation}'", row)
        return
    ends = []
    for name in ("source", "target"):
        number = member(path, row, link, name, int)
        if isinstance(number, bool) or not 0 <= number < len(things):
            raise refuse(path, row, name, f"no node {number}", f"there are {len(things)} nodes")
        thing, what = things[number]
        thing, what = _modified(thing, link.get(f"{name}_modifier"), what, left, row)
        if thing is None:
            left.out(f"edges about {what}", row)
            return
        ends.append(thing)
    notes = link.get("annotations")
    for name in notes if isinstance(notes, dict) else ():
        if name != "Species":
            left.out(f"annotations '{name}'", row)
    yield Said(row, ends[0], RELATIONS[relation], ends[1], papers=_papers(link, left, row),
               summary=words(link.get("evidence")), organism=_species(notes))  # fmt: skip


def _modified(
    thing: Thing | None, modifier: Any, what: str, left: Left, row: int
) -> tuple[Thing | None, str]:
    """Read an activity as one; a thing that is degraded, moved or in a place is none of ours."""
    if thing is None or not isinstance(modifier, dict) or not modifier:
        return thing, what
    kind = words(modifier.get("modifier")) or "location"
    if kind != "Activity" or thing.aspect or modifier.get("location"):
        return None, f"things under {kind}"
    effect = modifier.get("effect")
    name = words(effect.get("name")) if isinstance(effect, dict) else ""
    if name not in ("", "act", "activity"):
        left.out("kinds of activity, read as activity", row)
    return replace(thing, aspect="activity"), ""


def _papers(link: Mapping[str, Any], left: Left, row: int) -> tuple[Paper, ...]:
    told = link.get("citation")
    if not isinstance(told, dict):
        return ()
    space = words(told.get("namespace") or told.get("db") or told.get("type")).casefold()
    name = words(told.get("identifier") or told.get("db_id") or told.get("reference"))
    fields: dict[str, object] = {}
    title = re.sub(r"<[^<>]{0,40}>", "", words(told.get("name") or told.get("title")))
    authors = told.get("authors")
    if title:
        fields["title"] = title[:1000]
    if isinstance(authors, list) and authors and all(words(one) for one in authors):
        first = words(told.get("first")) or words(authors[0])
        rest = [words(one) for one in authors if words(one) != first]
        fields["author"] = [_author(one) for one in (first, *rest)]
    if words(told.get("journal")):
        fields["container-title"] = words(told.get("journal"))[:500]
    if year := re.match(r"(19|20)\d\d", words(told.get("date"))):
        fields["issued"] = int(year[0])
    if space == "pubmed" and name.isascii() and name.isdecimal() and len(name) < 13:
        return (Paper(pmid=name, fields=fields),)
    if space == "doi" and name.startswith("10.") and "/" in name:
        return (Paper(doi=name, fields=fields),)
    left.out(f"papers named by {space or 'nothing'}, not by PMID or DOI", row)
    return ()


def _author(name: str) -> dict[str, str]:
    """Part the initials from a name as PubMed writes it: Russo MA."""
    family, _, initials = name.replace(",", "").rpartition(" ")
    is_split = family and initials.isupper() and len(initials) < 5
    return {"family": family, "given": initials} if is_split else {"family": name.replace(",", "")}


def _species(notes: Any) -> str:
    """Give the one species that is told, as an identifier."""
    told = notes.get("Species") if isinstance(notes, dict) else None
    if isinstance(told, dict):  # as PyBEL wrote until 0.13: names as keys
        found = [words(name) for name in told]
    else:
        listed = told if isinstance(told, list) else []
        found = [words(one.get("identifier")) for one in listed if isinstance(one, dict)]
    return f"NCBITaxon:{found[0]}" if len(found) == 1 and found[0].isdecimal() else ""


RELATIONS: Mapping[str, Predicate] = {
    "increases": "increases", "directlyIncreases": "increases", "decreases": "decreases",
    "directlyDecreases": "decreases", "causesNoChange": "does_not_change", "regulates": "affects",
    "biomarkerFor": "marker_of", "partOf": "part_of",
}  # fmt: skip
"""Relations of BEL 2.2 that say what a predicate of ours says; correlations have no direction."""

FUNCTIONS: Mapping[str, Kind] = {
    "Protein": "gene", "Gene": "gene", "RNA": "gene", "miRNA": "gene", "Abundance": "agent",
    "BiologicalProcess": "process", "Pathology": "disease", "Complex": "complex",
    "Population": "cell",
}  # fmt: skip
KINDS: Mapping[str, Kind] = {"cl": "cell", "fplx": "complex", "hgncgenefamily": "complex",
                             "hp": "outcome", "ncbitaxon": "organism"}  # fmt: skip
"""What a function, or a list of names, makes of a thing as an entity of ours."""

"""GO-CAM as YAML, as gocam-py writes it: which activity of a gene product raises which other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.curation import read_document
from kg.errors import TableError
from kg.intake.grounding import Grounding
from kg.intake.objects import member, words
from kg.intake.said import Left, Said, Thing, papers_of, refuse
from kg.model.vocabulary import Kind, Predicate


def read_gocam(paths: tuple[Path, ...], ground: Grounding, left: Left) -> Iterator[Said]:
    """Read the causal associations of models; an activity counts from 1, as it stands."""
    for path in paths:
        document = read_document(path, str(path))
        if document.problems:
            raise TableError(document.problems)
        model = document.content
        activities = member(path, 1, model, "activities", list)
        things = {}
        labels = dict(_labels(path, model))
        for row, one in enumerate(activities, start=1):
            key = member(path, row, one, "id", str)
            things[key] = _thing(path, row, one, labels)
            for name in UNREAD:
                if one.get(name):
                    left.out(f"{name.replace('_', ' ')} of an activity", row)
        taxon = words(model.get("taxon"))
        for row, one in enumerate(activities, start=1):
            if not one.get("causal_associations"):
                continue
            for link in member(path, row, one, "causal_associations", list):
                yield from _said(path, row, things[one["id"]], link, things, taxon, left)


def _labels(path: Path, model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    listed = member(path, 1, model, "objects", list) if model.get("objects") else []
    for row, one in enumerate(listed, start=1):
        yield member(path, row, one, "id", str), words(one.get("label")).removesuffix(" Hsap")


def _thing(path: Path, row: int, one: Any, labels: Mapping[str, str]) -> Thing | None:
    """Give the activity of what enables it; None where nobody knows what that is."""
    if not one.get("enabled_by"):
        return None
    term = member(path, row, member(path, row, one, "enabled_by", dict), "term", str)
    kind: Kind = "complex" if "Complex" in words(one["enabled_by"].get("type")) else "gene"
    return Thing((term,), labels.get(term, ""), kind=kind, aspect="activity")


def _said(
    path: Path, row: int, subject: Thing | None, link: Any, things: Mapping[str, Thing | None],
    taxon: str, left: Left,
) -> Iterator[Said]:  # fmt: skip
    relation = member(path, row, link, "predicate", str)
    below = member(path, row, link, "downstream_activity", str)
    if relation not in RELATIONS:
        left.out(f"causal associations {relation}", row)
        return
    if below not in things:
        raise refuse(path, row, "downstream_activity", f"no activity '{below[:80]}'",
                     "write the whole model again")  # fmt: skip
    target = things[below]
    if subject is None or target is None:
        left.out("activities that nothing is said to enable", row)
        return
    evidence = link.get("evidence") or [{}]
    if not isinstance(evidence, list) or not all(isinstance(one, dict) for one in evidence):
        raise refuse(path, row, "evidence", "no list of objects", "write a list of evidence")
    for one in evidence:
        kind = words(one.get("term"))
        yield Said(row, subject, RELATIONS[relation], target, organism=taxon,
                   papers=papers_of([words(one.get("reference"))], left, row),
                   evidence_type=kind if re.fullmatch("ECO:[0-9]{7}", kind) else "")  # fmt: skip


RELATIONS: Mapping[str, Predicate] = {
    "RO:0002211": "affects", "RO:0002212": "decreases", "RO:0002213": "increases",
    "RO:0002304": "increases", "RO:0002305": "decreases", "RO:0002407": "increases",
    "RO:0002409": "decreases", "RO:0002578": "affects", "RO:0002629": "increases",
    "RO:0002630": "decreases",
}  # fmt: skip
"""Relations between activities (GO-CAM schema, CausalPredicateEnum) that say what a predicate of
ours says; what comes before another, or gives it its input, need not change it.
"""

UNREAD = ("molecular_function", "part_of", "occurs_in", "happens_during", "has_input", "has_output",
          "molecular_associations")  # fmt: skip

"""By what a reader may narrow the records: words of closed lists, and intervals of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.graph import Graph
from kg.model import Claim, Evidence
from kg.model.facet import to_base
from kg.model.units import Interval
from kg.model.vocabulary import IRRADIATED

Bounds = list[float | None]
"""Lowest and highest value; None where open."""


@dataclass(frozen=True)
class Facet:
    """What is asked of a record: `name` stands in addresses, `title` and `words` before a reader.

    `unit` is that of its numbers; a facet without one has words.
    """

    name: str
    title: str
    words: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


def facets(graph: Graph, told: Mapping[str, Mapping[str, Any]]) -> list[Facet]:
    """List the facets in the order in which they are offered, with words for all their values.

    `told` are the records as the page has them. The manifest says which conditions there are.
    """
    values: dict[str, set[str]] = {}
    for record in told.values():
        for name, found in record["facets"].items():
            values.setdefault(name, set()).update(filter(None, found))
    made = [Facet(name, title, _words(graph, name, values.get(name, set())))
            for name, title in (*PLAIN.items(), *_named(graph))
            if values.get(name) or name == "basis"]  # fmt: skip
    at = 1 + [one.name for one in made].index("basis")
    return [*made[:at], *_numbers(graph), *made[at:]]


def words_of_record(graph: Graph, claim: Claim, evidence: Evidence) -> dict[str, list[str]]:
    """List what a record says on each facet of words; every value is an id or a word of a list."""
    system = evidence.system
    arms = {claim.subject, *(contrast.versus for contrast in evidence.contrasts)}
    given = sorted(arms | _parts(graph, arms))
    papers = [graph.references[key] for key in evidence.references]
    return {
        "exposure": [key for key in given if key in graph.arms],
        "comparison": sorted({
            contrast.versus for contrast in evidence.contrasts if contrast.versus != claim.subject
        }),
        "basis": sorted({basis for contrast in evidence.contrasts for basis in contrast.basis}),
        "certainty": [evidence.certainty],
        "setting": [system.setting],
        "organism": [system.organism or ""],
        "models": sorted(system.models),
        "irradiated": [evidence.irradiated or ""],
        "section": sorted({locator.split(".")[0] for locator in evidence.locator}),
        "check": sorted({check.outcome for check in evidence.checks}) or ["none"],
        "study_type": sorted({paper.study_type for paper in papers}),
        "year": sorted({str(paper.issued) for paper in papers if paper.issued}),
        "status": [evidence.status or "curated"],
        "layer": [graph.layer_of.get(f"{claim.id}.{evidence.id}", "")],
        **{name: _said(evidence, name) for name, _ in _named(graph)},
    }  # fmt: skip


def numbers_of_record(graph: Graph, evidence: Evidence) -> dict[str, list[Bounds]]:
    """List the intervals that a record reports on each facet of numbers, in the unit of the facet.

    The dose and LET of the treatment count, and those that the observation is limited to.
    """
    found: dict[str, list[Bounds]] = {}
    for name, kind in graph.manifest.facets.items():
        if kind.units:
            for amount, unit in _amounts(evidence, name):
                base, factor = to_base(unit or kind.units[0])
                low, high = (bound * factor for bound in amount.bounds)
                told = found.setdefault(_slug(name, base), [])
                bounds: Bounds = [round(bound, 6) if abs(bound) != float("inf") else None
                                  for bound in (low, high)]  # fmt: skip
                if bounds not in told:
                    told.append(bounds)
    return found


def _amounts(evidence: Evidence, name: str) -> Iterator[tuple[Interval, str]]:
    field_name = {"let": "let_kev_um"}.get(name, name)
    for holder in (evidence.exposure, evidence.conditions):
        amount = getattr(holder, field_name, None)
        if isinstance(amount, Interval):
            yield amount, getattr(amount, "unit", "")
    for one in evidence.conditions.named:
        if one.name == name and one.amount:
            yield one.amount, one.amount.unit


def _said(evidence: Evidence, name: str) -> list[str]:
    own = getattr(evidence.conditions, name, None)
    named = next((one.values for one in evidence.conditions.named if one.name == name), ())
    return [str(own)] if own else sorted(named)


def _named(graph: Graph) -> list[tuple[str, str]]:
    """Give the conditions with words that the manifest names and that have no facet already."""
    return [(name, name.replace("_", " ").capitalize())
            for name, kind in graph.manifest.facets.items() if kind.values and name not in PLAIN]


def _numbers(graph: Graph) -> Iterator[Facet]:
    made = {}
    for name, kind in graph.manifest.facets.items():
        for unit in kind.units:
            base, _ = to_base(unit)
            title = "LET" if name == "let" else name.replace("_", " ").capitalize()
            key, shown = _slug(name, base), base.replace("/um", "/µm")
            made[key] = Facet(key, title, unit=shown)
    yield from made.values()


def _slug(name: str, unit: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", f"{name} {unit}".casefold()))


def _words(graph: Graph, name: str, values: Sequence[str] | set[str]) -> dict[str, str]:
    def words(value: str) -> str:
        if name == "basis":
            return graph.manifest.basis_text(value)
        if name == "layer" and value in graph.layers:
            return graph.layers[value].name
        if name == "irradiated":
            return next((said for key, said in IRRADIATED.items() if key == value), value)
        if name == "check" and value == "none":
            return "no second reading"
        if name in OF_ENTITIES and value in graph.entities:
            return graph.entities[value].label
        return study_words(value) if name == "study_type" else value.replace("_", " ")

    return {value: words(value) for value in sorted(values)}


def study_words(study: str) -> str:
    """Write a study type for people.

    >>> study_words("primary_invitro"), study_words("case_report")
    ('in vitro study', 'case report')
    """
    if study.startswith("primary_"):
        return study.removeprefix("primary_in").join(("in ", " study"))
    return study.replace("_", " ")


def _parts(graph: Graph, keys: set[str]) -> set[str]:
    inside = {part for key in keys for part in graph.entities[key].components}
    return inside | _parts(graph, inside) if inside else inside


PLAIN = {
    "exposure": "Exposure", "comparison": "Compared with", "basis": "Basis", "setting": "System",
    "organism": "Organism", "models": "Cells and models", "irradiated": "What was irradiated",
    "certainty": "Certainty", "check": "Check of the primary paper", "study_type": "Study type",
    "year": "Year of the paper", "section": "Read in section", "status": "Status",
    "layer": "Layer",
}  # fmt: skip
"""What every record has, whatever the corpus."""

OF_ENTITIES = frozenset({"exposure", "comparison", "organism", "models"})

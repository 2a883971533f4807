"""One evidence record as a reader sees it: sentences and (name, value) rows, all of them text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.explorer.facet import numbers_of_record, words_of_record
from kg.graph import Graph
from kg.model import Claim, Contrast, Evidence, Exposure, Manifest, Quantity
from kg.model.claim import Statistics
from kg.model.vocabulary import IRRADIATED, SECONDARY

Rows = list[tuple[str, str]]


def record(
    graph: Graph, claim: Claim, evidence: Evidence, tags: Sequence[str]
) -> dict[str, Any]:
    """Write out a record: what was found, who found it, where it was read, and what limits it."""
    return {
        "claim": claim.id,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "summary": evidence.summary,
        "sources": [_source(graph, key) for key in evidence.references],
        "tags": tags,
        "read": _read(graph, evidence),
        "readIn": evidence.read_in,
        "stance": evidence.stance,
        "certainty": evidence.certainty,
        "setting": evidence.system.setting,
        "status": evidence.status or "curated",
        "layer": graph.layer_of.get(name := f"{claim.id}.{evidence.id}", ""),
        "void": graph.void[name].state if name in graph.void else "",
        "rows": [row for row in (*_rows(graph, evidence), *_state(graph, name, evidence))
                 if row[1]],
        "contrasts": [_contrast(graph, contrast) for contrast in evidence.contrasts],
        "checks": [
            {
                "outcome": check.outcome,
                "note": check.note,
                "paper": check.reference,
                "read": f"{graph.references[check.reference].citation}, {check.read_in}",
            }
            for check in evidence.checks
        ],
        "errata": [f"printed '{one.printed}': {one.fault}" for one in evidence.errata],
        "note": evidence.note or "",
        "uses": _uses(evidence),
        "facets": words_of_record(graph, claim, evidence),
        "numbers": numbers_of_record(graph, evidence),
    }  # fmt: skip


def _uses(evidence: Evidence) -> list[str]:
    """List what a record names besides its two ends and its comparators."""
    system = evidence.system
    named = {*system.models, *evidence.conditions.co_treatment}
    named |= {agent.entity for agent in evidence.agents}
    return sorted(named | ({system.organism} if system.organism else set()))


def _state(graph: Graph, name: str, evidence: Evidence) -> Rows:
    """Say who stands for a record, what takes it away, and of which layer it is, if of several."""
    by = [f"{what} by {who}" + (f" on {when}" if when else "") for what, who, when in (
        ("curated", evidence.curated_by, evidence.curated_on),
        ("reviewed", evidence.reviewed_by, evidence.reviewed_on),
    ) if who]  # fmt: skip
    void = graph.void.get(name)
    why = "; ".join(filter(None, (void.by and f"by {void.by}", void.reason))) if void else ""
    layer = graph.layers.get(graph.layer_of.get(name, ""))
    return [
        ("status", "; ".join(filter(None, (evidence.status, *by)))),
        ("does not count", void.state + (f": {why}" if why else "") if void else ""),
        *((one, "; ".join(f"{old.record} ({old.reason})" for old in getattr(evidence, one)))
          for one in ("supersedes", "retracts")),
        ("layer", _layer(layer) if layer and len(graph.layers) > 1 else ""),
    ]  # fmt: skip


def _layer(manifest: Manifest) -> str:
    return " ".join(filter(None, (manifest.name, manifest.version))) + f"; {manifest.licence}"


def _source(graph: Graph, key: str) -> dict[str, Any]:
    reference = graph.references[key]
    return {
        "citation": reference.citation,
        "title": reference.title,
        "journal": reference.container_title or "",
        "doi": reference.doi or "",
        "year": reference.issued or 0,
        "authors": "; ".join(
            ", ".join(filter(None, [name.family, name.given])) for name in reference.author
        ) + (" et al." if reference.et_al else ""),
        "id": key,
        "review": reference.study_type in SECONDARY,
    }


def _read(graph: Graph, evidence: Evidence) -> str:
    places = "; ".join(_place(locator) for locator in evidence.locator)
    return f"{graph.references[evidence.read_in].citation}: {places}"


def _place(locator: str) -> str:
    """Spell a locator out.

    >>> _place("icd.2.4"), _place("table1.160")
    ('section icd, paragraph 2, sentence 4', 'Table 1, row of reference 160')
    """
    parts = locator.split(".")
    if parts[0] == "table1" and len(parts) == 2:
        return f"Table 1, row of reference {parts[1]}"
    if len(parts) == 3:
        return f"section {parts[0]}, paragraph {parts[1]}, sentence {parts[2]}"
    return locator


def _rows(graph: Graph, evidence: Evidence) -> Rows:
    system, trend, changed = evidence.system, evidence.trend, evidence.perturbation
    rows = [
        ("system", words_of(system.setting)),
        ("models", ", ".join(_label(graph, model) for model in system.models)),
        ("organism", _label(graph, system.organism) if system.organism else ""),
        ("n", str(system.n or "")),
        *_exposure(evidence.exposure),
    ]
    struck = evidence.irradiated
    rows.append(("irradiated", IRRADIATED[struck] if struck else ""))
    for facet, value in evidence.conditions.facets:
        shown = _label(graph, value) if facet == "co_treatment" else value
        rows.append((f"only under: {words_of(facet)}", shown))
    for agent in evidence.agents:
        given = (agent.dose or "", ", ".join(agent.route), ", ".join(agent.timing))
        rows.append((_label(graph, agent.entity), "; ".join(filter(None, given)) or "given"))
    if trend:
        basis = f", {graph.manifest.basis_text(trend.basis)}" if trend.basis else ""
        rows.append(("trend", f"{trend.direction} with {words_of(trend.over)}{basis}"))
    if changed:
        rows.append(("shown by", f"{changed.by} (turned {changed.direction})"))
    if evidence.baseline == "before":
        rows.append(("compared with", "the same patients before treatment"))
    rows += _statistics(evidence.statistics)
    rows += _quantities(evidence.quantities)
    return [*rows, ("evidence type", evidence.evidence_type or "")]


def _contrast(graph: Graph, contrast: Contrast) -> dict[str, Any]:
    """Write out how the object stands relative to the other arm."""
    differs = contrast.differs
    level = " or ".join(_LEVEL[level] for level in contrast.level) or "different in kind from"
    other = _label(graph, contrast.versus)
    text = f"{level} {other}"
    if differs:
        facet = words_of(differs.facet)
        text = f"{facet} {differs.here}: {level} {other}, {facet} {differs.there}"
    sign = contrast.comparator_sign
    rows = [
        ("in kind", contrast.in_kind or ""),
        ("basis", " or ".join(graph.manifest.basis_text(one) for one in contrast.basis)),
        (f"{other} alone", _COMPARATOR[sign] if sign else ""),
        *_exposure(contrast.exposure),
        *_statistics(contrast.statistics),
        *_quantities(contrast.quantities),
    ]
    return {"text": text, "basis": contrast.basis, "rows": [row for row in rows if row[1]]}


EXPOSURE = ("dose", "LET", "energy", "dose rate")
"""Rows that tell how an arm was treated."""


def _exposure(exposure: Exposure | None) -> Rows:
    if exposure is None:
        return []
    let = exposure.let_kev_um
    return [
        ("dose", exposure.dose.text if exposure.dose else ""),
        ("fractions", str(exposure.fractions or "")),
        ("LET", f"{let.text} keV/µm" if let else ""),
        ("energy", exposure.energy.text if exposure.energy else ""),
        ("dose rate", exposure.dose_rate.text if exposure.dose_rate else ""),
        ("quality", exposure.quality or ""),
        ("as printed", exposure.printed or ""),
    ]


def _statistics(found: Statistics | None) -> Rows:
    if found is None:
        return []
    return [
        ("p", found.p or ""),
        ("value here", found.here or ""),
        ("value there", found.there or ""),
        ("sample size", str(found.n or "")),
    ]


def _quantities(found: Sequence[Quantity]) -> Rows:
    """Write each number with its unit, and the words of the source where they say more."""
    return [
        ("measured", one.text + (f"; printed '{one.printed}'"
                                 if one.printed and one.printed != one.text else ""))
        for one in found
    ]  # fmt: skip


def _label(graph: Graph, key: str) -> str:
    return graph.entities[key].label


def words_of(name: str) -> str:
    """Write the name of a facet or a setting for people."""
    return "LET" if name == "let" else name.replace("_", " ")


_LEVEL = {"higher": "higher than", "lower": "lower than", "similar": "similar to"}
_COMPARATOR = {"+": "increases it", "-": "decreases it", "0": "does not change it"}

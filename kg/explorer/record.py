"""One evidence record as a reader sees it: sentences and (name, value) rows, all of them text."""

from __future__ import annotations

from typing import Any

from kg.graph import Graph
from kg.model import Claim, Contrast, Evidence, Exposure
from kg.model.claim import Statistics

Rows = list[tuple[str, str]]


def record(graph: Graph, claim: Claim, evidence: Evidence) -> dict[str, Any]:
    """Write out a record: what was found, who found it, where it was read, and what limits it."""
    return {
        "claim": claim.id,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "summary": evidence.summary,
        "sources": [_source(graph, key) for key in evidence.references],
        "collective": evidence.attribution == "collective",
        "read": _read(graph, evidence),
        "stance": evidence.stance,
        "certainty": evidence.certainty,
        "setting": evidence.system.setting,
        "rows": [row for row in _rows(graph, evidence) if row[1]],
        "contrasts": [_contrast(graph, contrast) for contrast in evidence.contrasts],
        "checks": [
            {
                "outcome": check.outcome,
                "note": check.note,
                "read": f"{graph.references[check.reference].citation}, {check.read_in}",
            }
            for check in evidence.checks
        ],
        "errata": [f"printed '{one.printed}': {one.fault}" for one in evidence.errata],
        "note": evidence.note or "",
        "uses": _uses(evidence),
        "facets": _facets(graph, claim, evidence),
    }


def _uses(evidence: Evidence) -> list[str]:
    """List what a record names besides its two ends and its comparators."""
    system = evidence.system
    named = {*system.models, *evidence.conditions.co_treatment}
    named |= {agent.entity for agent in evidence.agents}
    return sorted(named | ({system.organism} if system.organism else set()))


def _facets(graph: Graph, claim: Claim, evidence: Evidence) -> dict[str, list[str]]:
    """List by what a reader may filter; every value is an id or a word of a closed list."""
    system = evidence.system
    arms = {claim.subject, *(contrast.versus for contrast in evidence.contrasts)}
    given = sorted(arms | _parts(graph, arms))
    years = {graph.references[key].issued for key in evidence.references} - {None}
    return {
        "exposure": [key for key in given if graph.entities[key].kind == "radiation"],
        "comparison": sorted({
            contrast.versus for contrast in evidence.contrasts if contrast.versus != claim.subject
        }),
        "basis": sorted({basis for contrast in evidence.contrasts for basis in contrast.basis}),
        "certainty": [evidence.certainty],
        "setting": [system.setting],
        "organism": [system.organism or ""],
        "section": sorted({locator.split(".")[0] for locator in evidence.locator}),
        "check": sorted({check.outcome for check in evidence.checks}) or ["none"],
        "year": sorted(str(year) for year in years),
    }  # fmt: skip


def _parts(graph: Graph, keys: set[str]) -> set[str]:
    inside = {part for key in keys for part in graph.entities[key].components}
    return inside | _parts(graph, inside) if inside else inside


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
        "secondary": reference.study_type in ("review", "guideline"),
        "id": key,
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
        ("system", _words(system.setting)),
        ("models", ", ".join(_label(graph, model) for model in system.models)),
        ("organism", _label(graph, system.organism) if system.organism else ""),
        ("n", str(system.n or "")),
        *_exposure(evidence.exposure),
    ]
    for facet, value in evidence.conditions.facets:
        shown = _label(graph, value) if facet == "co_treatment" else value
        rows.append((f"only under: {_words(facet)}", shown))
    for agent in evidence.agents:
        given = (agent.dose or "", ", ".join(agent.route), ", ".join(agent.timing))
        rows.append((_label(graph, agent.entity), "; ".join(filter(None, given)) or "given"))
    if trend:
        basis = f", {_BASIS[trend.basis]}" if trend.basis else ""
        rows.append(("trend", f"{trend.direction} with {_words(trend.over)}{basis}"))
    if changed:
        rows.append(("shown by", f"{changed.by} (turned {changed.direction})"))
    if evidence.baseline == "before":
        rows.append(("compared with", "the same patients before treatment"))
    rows += _statistics(evidence.statistics)
    return [*rows, ("evidence type", evidence.evidence_type or "")]


def _contrast(graph: Graph, contrast: Contrast) -> dict[str, Any]:
    """Write out how the object stands relative to the other arm."""
    differs = contrast.differs
    level = " or ".join(_LEVEL[level] for level in contrast.level)
    other = _label(graph, contrast.versus)
    text = f"{level} {other}"
    if differs:
        facet = _words(differs.facet)
        text = f"{facet} {differs.here}: {level} {other}, {facet} {differs.there}"
    sign = contrast.comparator_sign
    rows = [
        ("basis", " or ".join(_BASIS[basis] for basis in contrast.basis)),
        (f"{other} alone", _COMPARATOR[sign] if sign else ""),
        *_exposure(contrast.exposure),
        *_statistics(contrast.statistics),
    ]
    return {"text": text, "basis": contrast.basis, "rows": [row for row in rows if row[1]]}


def _exposure(exposure: Exposure | None) -> Rows:
    if exposure is None:
        return []
    let = exposure.let_kev_um
    return [
        ("dose", exposure.dose.text if exposure.dose else ""),
        ("fractions", str(exposure.fractions or "")),
        ("LET", f"{let.text} keV/µm" if let else ""),
        ("energy", exposure.energy.text if exposure.energy else ""),
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


def _label(graph: Graph, key: str) -> str:
    return graph.entities[key].label


def _words(name: str) -> str:
    return "LET" if name == "let" else name.replace("_", " ")


_BASIS = {
    "isodose": "isodose (same dose)",
    "isoeffective": "isoeffective (same effect)",
    "unspecified": "basis not stated",
}
_LEVEL = {"higher": "higher than", "lower": "lower than", "similar": "similar to"}
_COMPARATOR = {"+": "increases it", "-": "decreases it", "0": "does not change it"}

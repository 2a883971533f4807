"""The evidence table: one row per evidence and contrast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from kg.graph import columns
from kg.graph.graph import Graph
from kg.graph.state import Void
from kg.model import Claim, Contrast, Evidence, Exposure, Gap, Quantity
from kg.model.claim import Statistics
from kg.model.exposure import Agent
from kg.model.units import Interval, digits

COLUMNS = tuple(column.name for column in columns.COLUMNS)
"""Names of the columns, in order."""


def evidence_table(graph: Graph, *, header: bool = False) -> tuple[tuple[str, ...], ...]:
    """Rows of text in the order of `COLUMNS`, sorted, after their names where `header` is set.

    Several values are joined by '|': 'one of' in comparison and basis, 'and' elsewhere. Stated
    gaps have rows of their own, with the predicate 'stated_gap'.
    """
    rows = [
        tuple(row.get(column, "") for column in COLUMNS)
        for row in (*_evidence_rows(graph), *_gap_rows(graph))
    ]
    body = sorted(tuple(_one_line(cell) for cell in row) for row in rows)
    return (COLUMNS, *body) if header else tuple(body)


def _evidence_rows(graph: Graph) -> Iterator[dict[str, str]]:
    for claim, evidence in graph.evidence():
        plain = _evidence_cells(graph, claim, evidence)
        if not evidence.contrasts:
            yield plain
        for number, contrast in enumerate(evidence.contrasts, start=1):
            yield plain | _contrast_cells(graph, contrast) | {"contrast": str(number)}


def _void(why: Void | None) -> str:
    return "; ".join(filter(None, (why.state, why.by, why.reason))) if why else ""


def _evidence_cells(graph: Graph, claim: Claim, evidence: Evidence) -> dict[str, str]:
    exposure, trend, conditions = evidence.exposure, evidence.trend, evidence.conditions
    sign = claim.sign if evidence.stance == "supports" else None
    return {
        "claim": claim.id,
        "subject": claim.subject,
        "subject_label": graph.entities[claim.subject].label,
        "predicate": claim.predicate,
        "sign": sign or "",
        "object": claim.object,
        "object_label": graph.entities[claim.object].label,
        **_reference_cells(graph, evidence.references),
        "source": evidence.read_in,
        "locator": _join(evidence.locator),
        "conditions": _join(f"{facet}={value}" for facet, value in conditions.facets),
        "system": evidence.system.setting,
        "models": _join(evidence.system.models),
        "organism": evidence.system.organism or "",
        "dose": exposure.dose.text if exposure and exposure.dose else "",
        "let": exposure.let_kev_um.text if exposure and exposure.let_kev_um else "",
        "energy": exposure.energy.text if exposure and exposure.energy else "",
        "certainty": evidence.certainty,
        "evidence_type": evidence.evidence_type or "",
        "summary": evidence.summary,
        "evidence": evidence.id,
        "attribution": evidence.attribution,
        "stance": evidence.stance,
        "trend": _trend_text(trend.over, trend.direction, trend.basis) if trend else "",
        "check": _join(f"{check.outcome}: {check.note}" for check in evidence.checks),
        **_limits(claim, evidence),
        **_arm_cells("", exposure),
        "energy_unit": exposure.energy.unit if exposure and exposure.energy else "",
        **_bounds("energy", exposure.energy if exposure else None),
        "quality": (exposure.quality if exposure else None) or "",
        "exposure_printed": (exposure.printed if exposure else None) or "",
        **_bounds("time", conditions.time),
        "time_unit": conditions.time.unit if conditions.time else "",
        "status": evidence.status or "",
        "layer": graph.layer_of.get(f"{claim.id}.{evidence.id}", ""),
        "void": _void(graph.void.get(f"{claim.id}.{evidence.id}")),
        "supersedes": _join(f"{one.record}: {one.reason}" for one in evidence.supersedes),
        "retracts": _join(f"{one.record}: {one.reason}" for one in evidence.retracts),
    }


def _limits(claim: Claim, evidence: Evidence) -> dict[str, str]:
    """Fill the columns of what a record says beside its finding."""
    turned, number = evidence.perturbation, evidence.system.n
    return {
        "irradiated": evidence.irradiated or "",
        "action": claim.action or "",
        "agents": _join(map(_agent_text, evidence.agents)),
        "perturbation": f"{turned.direction} by {turned.by}" if turned else "",
        "baseline": evidence.baseline,
        "n": str(number) if number else "",
        "quantities": _quantities(evidence.quantities),
        "statistics": _statistics(evidence.statistics),
        "notes": evidence.note or "",
        "errata": _join(f"{one.printed}: {one.fault}" for one in evidence.errata),
    }


def _arm_cells(arm: str, exposure: Exposure | None) -> dict[str, str]:
    """Fill the columns of numbers of one arm's irradiation; `arm` begins their names."""
    if exposure is None:
        return {}
    dose, let, rate = exposure.dose, exposure.let_kev_um, exposure.dose_rate
    return {
        f"{arm}fractions": str(exposure.fractions or ""),
        **_bounds(f"{arm}dose", dose),
        f"{arm}dose_unit": dose.unit if dose else "",
        f"{arm}dose_per": (dose.per if dose else None) or "",
        **_bounds(f"{arm}let", let),
        f"{arm}let_unit": "keV/um" if let else "",
        **_bounds(f"{arm}dose_rate", rate),
        f"{arm}dose_rate_unit": rate.unit if rate else "",
    }


def _bounds(name: str, interval: Interval | None) -> dict[str, str]:
    if interval is None:
        return {}
    sides = zip(("min", "max"), interval.bounds, strict=True)
    return {f"{name}_{side}": digits(bound) for side, bound in sides if isfinite(bound)}


def _contrast_cells(graph: Graph, contrast: Contrast) -> dict[str, str]:
    differs, exposure = contrast.differs, contrast.exposure
    return {
        "comparator": contrast.versus + (f"[{differs.facet}={differs.there}]" if differs else ""),
        "comparator_label": graph.entities[contrast.versus].label,
        "comparator_sign": contrast.comparator_sign or "",
        "comparison": _join(contrast.level),
        "basis": _join(contrast.basis),
        "comparator_dose": exposure.dose.text if exposure and exposure.dose else "",
        "differs_here": f"{differs.facet}={differs.here}" if differs else "",
        "in_kind": contrast.in_kind or "",
        "comparator_quantities": _quantities(contrast.quantities),
        "comparator_statistics": _statistics(contrast.statistics),
        "comparator_exposure": exposure.text if exposure else "",
        **_arm_cells("comparator_", exposure),
    }


def _gap_rows(graph: Graph) -> Iterator[dict[str, str]]:
    for gap in graph.gaps.values():
        yield _gap_cells(graph, gap)


def _gap_cells(graph: Graph, gap: Gap) -> dict[str, str]:
    return {
        "claim": f"gap.{gap.id}",
        "subject": _join(gap.about),
        "subject_label": _join(graph.entities[key].label for key in gap.about),
        "predicate": "stated_gap",
        **_reference_cells(graph, gap.references),
        "source": gap.read_in,
        "locator": _join(gap.locator),
        "certainty": gap.certainty,
        "summary": gap.question,
        "evidence": gap.id,
        "stance": "supports",
        "layer": graph.layer_of.get(f"gap/{gap.id}", ""),
    }


def _reference_cells(graph: Graph, keys: tuple[str, ...]) -> dict[str, str]:
    cited = [graph.references[key] for key in keys]
    return {
        "reference": _join(keys),
        "reference_number": _join(str(source.citation_number or "") for source in cited),
        "doi": _join(source.doi or "" for source in cited),
    }


def _trend_text(over: str, direction: str, basis: str | None) -> str:
    return f"{over} {direction}" + (f" ({basis})" if basis else "")


def _agent_text(agent: Agent) -> str:
    how = agent.dose or "", ", ".join(agent.route), ", ".join(agent.timing)
    return "; ".join(filter(None, (agent.entity, *how)))


def _quantities(quantities: Iterable[Quantity]) -> str:
    """Write each number as a reader does, the words of the source behind it."""
    return _join(
        one.text + (f" [{one.printed}]" if one.printed and one.printed != one.text else "")
        for one in quantities
    )


def _statistics(found: Statistics | None) -> str:
    given = found.model_dump(exclude_none=True) if found else {}
    return "; ".join(f"{name} {value}" for name, value in given.items())


def _join(words: Iterable[str]) -> str:
    """Join several values; a '|' inside one of them would split it."""
    return "|".join(word.replace("|", "/") for word in words)


def _one_line(cell: str) -> str:
    """Clear a cell of the tabs and line ends that would break the table."""
    return " ".join(cell.split())

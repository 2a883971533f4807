"""The evidence table: one row per evidence and contrast (DESIGN, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph.graph import Graph
from kg.model import Claim, Contrast, Evidence, Gap

COLUMNS = tuple(
    "claim subject subject_label predicate sign object object_label reference reference_number doi "
    "source locator comparator comparator_label comparator_sign comparison basis conditions system "
    "models organism dose let energy certainty evidence_type summary evidence attribution stance "
    "trend comparator_dose check".split()
)


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
        for contrast in evidence.contrasts or (None,):
            yield plain | (_contrast_cells(graph, contrast) if contrast else {})


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
    }


def _contrast_cells(graph: Graph, contrast: Contrast) -> dict[str, str]:
    differs, exposure = contrast.differs, contrast.exposure
    return {
        "comparator": contrast.versus + (f"[{differs.facet}={differs.there}]" if differs else ""),
        "comparator_label": graph.entities[contrast.versus].label,
        "comparator_sign": contrast.comparator_sign or "",
        "comparison": _join(contrast.level),
        "basis": _join(contrast.basis),
        "comparator_dose": exposure.dose.text if exposure and exposure.dose else "",
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


def _join(words: Iterable[str]) -> str:
    """Join several values; a '|' inside one of them would split it."""
    return "|".join(word.replace("|", "/") for word in words)


def _one_line(cell: str) -> str:
    """Clear a cell of the tabs and line ends that would break the table."""
    return " ".join(cell.split())

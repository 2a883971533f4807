"""One claim: every evidence record with all that limits it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding

from kg.graph import Graph
from kg.model import Claim, Contrast, Evidence, Exposure
from kg.show.screen import fields, text


def view_claim(graph: Graph, claim: Claim) -> Iterator[RenderableType]:
    """Yield a claim with every record of its evidence."""
    sign = f" ({claim.sign})" if claim.sign else ""
    title = f"{_label(graph, claim.subject)} {_words(claim.predicate)}{sign} "
    yield text(title + _label(graph, claim.object), "bold")
    yield text(f"{claim.id}  (topic: {graph.topics[claim.id]})")
    for record in claim.evidence:
        yield text("")
        yield text(f"{record.id}: {record.summary}", "bold")
        yield Padding(fields(_record(graph, record)), (0, 0, 0, 2))


def _record(graph: Graph, record: Evidence) -> Iterator[tuple[str, str]]:
    """Everything that a record says, as (field, value); empty values are left out later."""
    for key in record.references:
        doi = graph.references[key].doi
        yield "source", _citation(graph, key) + (f"  https://doi.org/{doi}" if doi else "")
    collective = "who of them showed what is not said"
    yield "attribution", collective if record.attribution == "collective" else ""
    yield "read in", f"{_citation(graph, record.read_in)}, {', '.join(record.locator)}"
    yield "stance", "argues against" if record.stance == "refutes" else ""
    yield "certainty", record.certainty
    yield "evidence type", record.evidence_type or ""
    system = record.system
    models = [_label(graph, key) for key in (*system.models, system.organism) if key]
    number = [f"n = {system.n}"] if system.n else []
    yield "system", "; ".join([_words(system.setting), *models, *number])
    conditions = record.conditions.facets
    yield "conditions", "; ".join(f"{_words(facet)}: {value}" for facet, value in conditions)
    yield "exposure", _exposure(record.exposure)
    for agent in record.agents:
        how = filter(None, (agent.dose, ", ".join(agent.route), ", ".join(agent.timing)))
        yield "agent", "; ".join((_label(graph, agent.entity), *how))
    if trend := record.trend:
        yield "trend", f"{trend.direction} with {trend.over}" + _basis(trend.basis)
    if turned := record.perturbation:
        yield "perturbation", f"{turned.direction} by {turned.by}"
    yield "baseline", "before treatment" if record.baseline == "before" else ""
    yield "statistics", _numbers(record)
    for contrast in record.contrasts:
        yield "contrast", _contrast(graph, contrast)
    for check in record.checks:
        where = f"{_citation(graph, check.reference)}, {check.read_in}"
        about = f", about {' and '.join(check.about)}" if check.about else ""
        yield "check", f"{_words(check.outcome)}{about} ({where}): {check.note}"
    for erratum in record.errata:
        likely = f"; likely {erratum.likely}" if erratum.likely else ""
        yield "erratum", f"printed '{erratum.printed}': {erratum.fault}{likely}"
    yield "note", record.note or ""


def _contrast(graph: Graph, contrast: Contrast) -> str:
    versus = _label(graph, contrast.versus)
    if contrast.differs:
        versus = f"itself: {contrast.differs.facet} {contrast.differs.here} here, "
        versus += f"{contrast.differs.there} there"
    parts = [f"{' or '.join(contrast.level)} versus {versus}"]
    parts += [" or ".join(contrast.basis)] if contrast.basis else []
    sign, exposure = contrast.comparator_sign, _exposure(contrast.exposure)
    parts += [f"the other arm's own sign: {sign}"] if sign else []
    parts += [f"the other arm's exposure: {exposure}"] if exposure else []
    return "; ".join(filter(None, (*parts, _numbers(contrast))))


def _exposure(exposure: Exposure | None) -> str:
    if exposure is None:
        return ""
    let, fractions = exposure.let_kev_um, exposure.fractions
    return "; ".join(filter(None, (
        exposure.dose.text if exposure.dose else "",
        f"{fractions} fraction{'s' * (fractions > 1)}" if fractions else "",
        f"{let.text} keV/um" if let else "",
        exposure.energy.text if exposure.energy else "",
        exposure.quality or "", exposure.printed or "",
    )))  # fmt: skip


def _numbers(record: Evidence | Contrast) -> str:
    found = record.statistics
    given = found.model_dump(exclude_none=True) if found else {}
    return "; ".join(f"{name} {value}" for name, value in given.items())


def _basis(basis: str | None) -> str:
    return f" ({basis})" if basis else ""


def _label(graph: Graph, key: str) -> str:
    return graph.entities[key].label


def _citation(graph: Graph, key: str) -> str:
    return graph.references[key].citation


def _words(term: str) -> str:
    return term.replace("_", " ")

"""One claim: every evidence record with all that limits it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding

from kg.graph import Graph
from kg.model import Claim, Contrast, Evidence, Manifest, Quantity
from kg.model.vocabulary import IRRADIATED
from kg.show.cite import citation, cited
from kg.show.screen import fields, text
from kg.votes import Standing, observe


def view_claim(graph: Graph, claim: Claim) -> Iterator[RenderableType]:
    """Yield a claim with every record of its evidence."""
    sign = f" ({claim.sign})" if claim.sign else ""
    title = f"{_label(graph, claim.subject)} {_words(claim.predicate)}{sign} "
    action = f", and {claim.action} it" if claim.action else ""
    yield text(title + _label(graph, claim.object) + action, "bold")
    yield text(f"{claim.id}  (topic: {graph.topics[claim.id]})")
    for record in claim.evidence:
        yield text("")
        yield text(f"{record.id}: {record.summary}", "bold")
        rows = (*_record(graph, record), *_state(graph, claim, record))
        yield Padding(fields(rows), (0, 0, 0, 2))


def _state(graph: Graph, claim: Claim, record: Evidence) -> Iterator[tuple[str, str]]:
    """Who stands for a record, what takes it away, and with which layer it came, if of several."""
    by = [f"{what} by {who}" + (f" on {when}" if when else "") for what, who, when in (
        ("curated", record.curated_by, record.curated_on),
        ("reviewed", record.reviewed_by, record.reviewed_on),
    ) if who]  # fmt: skip
    yield "status", "; ".join(filter(None, (record.status, *by)))
    void = graph.void.get(f"{claim.id}.{record.id}")
    if void is not None:
        why = "; ".join(filter(None, (void.by and f"by {void.by}", void.reason)))
        yield "does not count", void.state + (f": {why}" if why else "")
    if void is None and (why := _unheard(graph, claim, record)):
        yield "does not vote", why
    for name in ("supersedes", "retracts"):
        yield name, "; ".join(f"{one.record} ({one.reason})" for one in getattr(record, name))
    for note in record.asked:
        when = f" on {note.on}" if note.on else ""
        yield "to be changed", f"{note.by}{when}: {note.reason}"
    if len(graph.layers) > 1:
        yield "layer", _layer(graph.layers[graph.layer_of[f"{claim.id}.{record.id}"]])


def _unheard(graph: Graph, claim: Claim, record: Evidence) -> str:
    """Say why a record that counts has no vote on any question: what votes in its place."""
    key, reasons = (claim.id, record.id), dict[str, None]()
    for observations in observe(graph).values():
        if any(one.support.key[:2] == key for one in observations):
            poll = Standing.of(observations).poll
            if any(one.support.key[:2] == key for one in poll.voting):
                return ""
            for one in poll.silent:
                if one.observation.support.key[:2] == key:
                    through = ", ".join(cited(graph, one.through))
                    reasons[one.reason + (f" ({through})" if through else "")] = None
    return "; ".join(reasons)


def _layer(manifest: Manifest) -> str:
    version = f" {manifest.version}" if manifest.version else ""
    return f"{manifest.id}{version}, {manifest.licence}"


def _record(graph: Graph, record: Evidence) -> Iterator[tuple[str, str]]:
    """Everything that a record says, as (field, value); empty values are left out later."""
    for key in record.references:
        reference = graph.references[key]
        link = f"  {reference.address}" if reference.doi else ""
        yield "source", _citation(graph, key) + link
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
    yield "exposure", record.exposure.text if record.exposure else ""
    yield "irradiated", IRRADIATED[record.irradiated] if record.irradiated else ""
    for agent in record.agents:
        how = filter(None, (agent.dose, ", ".join(agent.route), ", ".join(agent.timing)))
        yield "agent", "; ".join((_label(graph, agent.entity), *how))
    if trend := record.trend:
        yield "trend", f"{trend.direction} with {trend.over}" + _basis(trend.basis)
    if turned := record.perturbation:
        yield "perturbation", f"{turned.direction} by {turned.by}"
    yield "baseline", "before treatment" if record.baseline == "before" else ""
    yield "statistics", _numbers(record)
    for quantity in record.quantities:
        yield "quantity", _quantity(quantity)
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
    level = " or ".join(contrast.level) or "different in kind"
    parts = [f"{level} versus {versus}", contrast.in_kind or ""]
    parts += [" or ".join(contrast.basis)] if contrast.basis else []
    sign = contrast.comparator_sign
    exposure = contrast.exposure.text if contrast.exposure else ""
    parts += [f"the other arm's own sign: {sign}"] if sign else []
    parts += [f"the other arm's exposure: {exposure}"] if exposure else []
    numbers = map(_quantity, contrast.quantities)
    return "; ".join(filter(None, (*parts, _numbers(contrast), *numbers)))


def _quantity(quantity: Quantity) -> str:
    """Write a number with its unit, and the words of the source where they say more."""
    said, printed = quantity.text, quantity.printed
    return said + (f"; printed '{printed}'" if printed and printed != said else "")


def _numbers(record: Evidence | Contrast) -> str:
    found = record.statistics
    given = found.model_dump(exclude_none=True) if found else {}
    return "; ".join(f"{name} {value}" for name, value in given.items())


def _basis(basis: str | None) -> str:
    return f" ({basis})" if basis else ""


def _label(graph: Graph, key: str) -> str:
    return graph.entities[key].label


def _citation(graph: Graph, key: str) -> str:
    return citation(graph, key)


def _words(term: str) -> str:
    return term.replace("_", " ")

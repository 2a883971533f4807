"""The graph as INDRA Statements: influences of one thing on another, with their evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kg.exchange.network import Loss
from kg.graph import Effect, Graph, Support
from kg.model import Entity
from kg.votes import heard_of_edges

_WHOLE = frozenset({"GO", "CHEBI", "DOID", "HP"})
POLARITY = {"+": 1, "-": -1}


def indra_text(graph: Graph) -> tuple[str, Loss]:
    """Write each effect as an Influence whose polarity is its sign, or null where none is stated.

    Statements of INDRA hold no null, no comparator and no condition: what nobody found to change
    and what was compared is left out and counted; conditions stand in the annotations of the
    evidence. A record of which no paper is left to stand behind it is left out.

    >>> import kg
    >>> json.loads(indra_text(kg.load())[0])[0]["type"]
    'Influence'
    """
    heard = heard_of_edges(graph)
    nulls = [one for one in graph.effects if one.sign == "0"]
    given = [one for one in graph.effects if one.given and one.sign != "0"]
    kept = [one for one in graph.effects if one.sign != "0" and not one.given]
    made, silent = [], 0
    for effect in kept:
        papers = heard[effect.id].papers if effect.id in heard else ()
        evidence = [one for one in effect.supports if _stands(one, papers)]
        silent += len(effect.supports) - len(evidence)
        if evidence:
            made.append(_influence(graph, effect, evidence))
    loss = Loss("indra", (
        (len(nulls), "effects that were looked for and not found", "left out: there is no null"),
        (len(graph.comparisons), "comparisons", "left out: there is no comparator"),
        (len(given), "effects that were derived under a partner", "left out"),
        (silent, "records that count nowhere", "left out"),
        (len(graph.gaps), "stated gaps", "left out"),
    ))  # fmt: skip
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n", loss


def _stands(support: Support, papers: tuple[str, ...]) -> bool:
    """Whether a record supports the effect, and one of its papers is left to stand behind it."""
    record = support.evidence
    return (
        not support.void
        and record.stance == "supports"
        and (not papers or bool({*record.references, record.read_in} & {*papers}))
    )


def _influence(graph: Graph, effect: Effect, supports: list[Support]) -> dict[str, Any]:
    polarity = POLARITY.get(effect.sign or "")
    return {
        "type": "Influence",
        "subj": _event(graph, effect.subject, effect.id, "subject", polarity and 1),
        "obj": _event(graph, effect.object, effect.id, "object", polarity),
        "evidence": [_evidence(graph, one) for one in supports],
        "id": _id(graph, effect.id),
    }


def _event(graph: Graph, key: str, edge: str, end: str, polarity: int | None) -> dict[str, Any]:
    entity = graph.entities[key]
    return {
        "type": "Event",
        "concept": {"name": entity.label, "db_refs": _names(graph, entity)},
        "delta": {"type": "qualitative", "polarity": polarity},
        "id": _id(graph, f"{edge}#{end}"),
    }


def _names(graph: Graph, entity: Entity) -> dict[str, str]:
    """Ground a concept by its exact identifiers; some keep their prefix, as INDRA has it."""
    found = {"TEXT": entity.label, graph.manifest.id.upper(): entity.id}
    for one in entity.xrefs:
        if one.match == "exact":
            prefix, _, rest = one.curie.partition(":")
            found[prefix] = one.curie if prefix in _WHOLE else rest
    return found


def _evidence(graph: Graph, support: Support) -> dict[str, Any]:
    record, paper = support.evidence, graph.references.get(support.evidence.references[0])
    doubt = record.certainty != "asserted"
    told: dict[str, Any] = {
        "source_api": graph.manifest.id, "source_id": f"{support.claim}.{record.id}",
        "text": record.summary, "annotations": dict(_annotations(support)),
        "epistemics": {"hypothesis": doubt, "certainty": record.certainty},
    }  # fmt: skip
    if paper and paper.pmid:
        told["pmid"] = paper.pmid
    if paper and paper.doi:
        told["text_refs"] = {"DOI": paper.doi.upper()}
    return told


def _annotations(support: Support) -> Iterator[tuple[str, Any]]:
    record = support.evidence
    yield "references", list(record.references)
    yield "read_in", record.read_in
    yield "locator", list(record.locator)
    yield "setting", record.system.setting
    pairs = {
        "organism": record.system.organism, "models": list(record.system.models),
        "conditions": [f"{facet}={value}" for facet, value in record.conditions.facets],
        "exposure": record.exposure.text if record.exposure else None,
        "attribution": record.attribution, "derivation": support.derivation,
    }  # fmt: skip
    yield from ((name, value) for name, value in pairs.items() if value)


def _id(graph: Graph, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{graph.manifest.base}{name}"))

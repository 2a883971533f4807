"""The graph in the Knowledge Graph Exchange format (KGX) with classes of the Biolink Model.

Biolink has no comparator, and a direction only where the object is a phenotypic feature: measures
and outcomes are written as such. *Strict* keeps to the fields of Biolink; *full* adds what it lacks
in columns of our own, comparisons among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.escape import one_line
from kg.exchange.network import BETWEEN, Edge, Loss, edges, nodes
from kg.graph import Comparison, Effect, Graph
from kg.model import Entity
from kg.model.vocabulary import PREDICATES, Kind, Meaning

CATEGORIES: Mapping[Kind, str] = {
    "gene": "Gene", "complex": "MacromolecularComplex", "molecule": "MolecularEntity",
    "cell": "Cell", "process": "BiologicalProcess", "measure": "PhenotypicFeature",
    "radiation": "Treatment", "agent": "ChemicalEntity", "therapy": "Treatment",
    "combination": "Treatment", "model": "NamedThing", "organism": "OrganismTaxon",
    "anatomy": "AnatomicalEntity", "disease": "Disease", "outcome": "PhenotypicFeature",
    "trial": "ClinicalTrial",
}  # fmt: skip
"""The class of the Biolink Model (4.4) for each kind of entity."""

DIRECTIONS = {"+": "increased", "-": "decreased"}


@dataclass(frozen=True)
class Kgx:
    """Nodes and edges as rows of text, lists and truth values; what was lost."""

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    loss: Loss

    def files(self, form: str) -> Mapping[str, str]:
        r"""Write both as `tsv` (lists joined by '|') or `jsonl`: the text of each file by name.

        >>> Kgx(({"id": "a", "category": ["biolink:Gene"]},), (), Loss("kgx")).files("jsonl")
        {'nodes.jsonl': '{"id": "a", "category": ["biolink:Gene"]}\n', 'edges.jsonl': ''}
        """
        write = _table if form == "tsv" else _lines
        return {f"nodes.{form}": write(self.nodes), f"edges.{form}": write(self.edges)}


def kgx(graph: Graph, *, strict: bool = False) -> Kgx:
    """Tell the graph in KGX: nodes need id and category, edges what the Biolink Model asks.

    An entity stands under its exact identifier, or else under `<corpus>:<id>`. What nobody found
    to change is negated. In `strict` only fields of Biolink stand.

    >>> import kg
    >>> made = kgx(kg.load(), strict=True)
    >>> [one["id"] for one in made.nodes if one["name"] == "TREX1"]
    ['HGNC:12269']
    """
    names = _identifiers(graph)
    told = edges(graph)
    listed: tuple[Effect | Comparison, ...] = (*graph.effects, *graph.comparisons)
    known = {one.id: one for one in listed}
    kept = [one for one in told if not (strict and (one.is_comparison or _mute(one)))]
    written = [_edge(graph, known[one.id], one, names, strict=strict) for one in kept]
    unsaid = sum(
        one.plain.get("sign") in DIRECTIONS and "object_direction_qualifier" not in row
        for row, one in zip(written, kept, strict=True)
    )
    compared = sum(one.is_comparison for one in told)
    loss = [
        (compared, "comparisons", "left out: Biolink has no comparator" if strict else
         "predicate biolink:related_to, told in columns of our own"),
        (sum(_mute(one) for one in told if not one.is_comparison) if strict else 0,
         "effects that were derived under a partner", "left out: Biolink cannot say under which"),
        (unsaid, "effects", "without direction: Biolink has one for phenotypic features only"
         + ("" if strict else "; it stands in the column sign")),
        (len(graph.gaps), "stated gaps", "left out"),
    ]  # fmt: skip
    form = "kgx strict" if strict else "kgx"
    rows = tuple(
        _node(graph, one.id, names, strict=strict, plain=one.plain) for one in nodes(graph)
    )
    return Kgx(rows, tuple(written), Loss(form, tuple(loss)))


def _mute(edge: Edge) -> bool:
    return bool(edge.plain.get("given"))


def _identifiers(graph: Graph) -> Mapping[str, str]:
    """Give each entity one CURIE of its own."""
    names: dict[str, str] = {}
    for key, entity in graph.entities.items():
        exact = next((one.curie for one in entity.xrefs if one.match == "exact"), "")
        free = exact and exact not in names.values()
        names[key] = exact if free else f"{graph.manifest.id}:{key}"
    return names


def _node(
    graph: Graph, key: str, names: Mapping[str, str], *, strict: bool, plain: Mapping[str, Any]
) -> dict[str, Any]:
    entity: Entity = graph.entities[key]
    row: dict[str, Any] = {
        "id": names[key], "category": [f"biolink:{CATEGORIES[entity.kind]}"], "name": entity.label,
        "description": entity.definition or "", "synonym": list(entity.synonyms),
        "xref": [one.curie for one in entity.xrefs if one.curie != names[key]],
        "provided_by": [f"infores:{graph.manifest.id}"],
    }  # fmt: skip
    if not strict:
        row |= {name: value for name, value in plain.items() if name in _OWN_OF_NODES}
        row["local_id"] = key
    return {name: value for name, value in row.items() if value not in ("", [])}


def _edge(
    graph: Graph, edge: Effect | Comparison, told: Edge, names: Mapping[str, str], *, strict: bool
) -> dict[str, Any]:
    meaning = PREDICATES[edge.predicate] if isinstance(edge, Effect) else Meaning()
    records = [one.evidence for one in edge.supports]
    species = sorted({one.system.organism for one in records if one.system.organism})
    row: dict[str, Any] = {
        "id": f"{graph.manifest.id}:{edge.id}", "category": ["biolink:Association"],
        "subject": names[edge.subject], "predicate": meaning.biolink, "object": names[edge.object],
        **_direction(graph, edge),
        "knowledge_level": "logical_entailment" if edge.derived else "knowledge_assertion",
        "agent_type": "manual_agent", "primary_knowledge_source": f"infores:{graph.manifest.id}",
        "publications": _publications(graph, told),
        "has_evidence": sorted({one.evidence_type for one in records if one.evidence_type}),
        "species_context_qualifier": names[species[0]] if len(species) == 1 else "",
        "evidence_count": len(records),
    }  # fmt: skip
    if not strict:
        own = {name: value for name, value in told.plain.items() if name in _OWN_OF_EDGES}
        row |= {
            name: str(value).split(BETWEEN) if name in _SEVERAL else value
            for name, value in own.items()
        }
    return {name: value for name, value in row.items() if value not in ("", [])}


def _direction(graph: Graph, edge: Effect | Comparison) -> dict[str, Any]:
    if not isinstance(edge, Effect) or edge.sign is None:
        return {}
    if edge.sign == "0":
        return {"negated": True}
    if CATEGORIES[graph.entities[edge.object].kind] != "PhenotypicFeature":
        return {}
    return {
        "category": ["biolink:EntityToPhenotypicFeatureAssociation"],
        "qualified_predicate": "biolink:causes",
        "object_direction_qualifier": DIRECTIONS[edge.sign],
    }


def _publications(graph: Graph, told: Edge) -> list[str]:
    """Name each paper by its PMID, or its DOI; without either it stands in `papers` alone."""
    keys = str(told.plain.get("papers", "")).split(BETWEEN)
    found = [graph.references[key] for key in keys if key]
    return [f"PMID:{one.pmid}" if one.pmid else f"DOI:{one.doi}" for one in found
            if one.pmid or one.doi]  # fmt: skip


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    body = ("\t".join(_cell(row.get(name, "")) for name in columns) for row in rows)
    return "".join(f"{line}\n" for line in ("\t".join(columns), *body))


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(one_line(str(one)).replace("|", "/") for one in value)
    return one_line(str(value))


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    def each() -> Iterator[str]:
        for row in rows:
            yield json.dumps(row, ensure_ascii=False) + "\n"

    return "".join(each())


_OWN_OF_NODES = frozenset({"kind", "place", "module", "measures", "aspect", "layer"})
_OWN_OF_EDGES = frozenset({
    "kind", "sign", "comparator", "level", "basis", "differs", "given", "derived", "studies",
    "disputed", "tags", "records", "papers", "certainty", "settings",
    "conditions", "summary",
})  # fmt: skip
_SEVERAL = frozenset({
    "level", "basis", "given", "tags", "papers", "certainty", "settings", "conditions",
})  # fmt: skip

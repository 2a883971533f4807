"""What a reasoner concludes, as tables: every class with its members, or one class."""

from __future__ import annotations

from collections.abc import Iterable

from kg import owl
from kg.graph import Graph
from kg.owl import Inference
from kg.rdf import Bases, own_name
from kg.show.sheet import Answer, Cell, Sheet


def inferred(graph: Graph, words: str | None = None, *, seconds: float = 300) -> Answer:
    """Lay out what HermiT concludes of the graph: of all classes, or of the one that is named."""
    found = owl.reason(graph, seconds=seconds)
    bases = Bases.of(graph).all
    sheet = _members(graph, found, words) if words else _classes(found, bases)
    state = "no class and no relation is impossible"
    if found.impossible:
        state = f"impossible: {', '.join(_short(one, bases) for one in found.impossible)}"
    remarks = (f"HermiT read {found.triples} triples, and they can all be true; {state}.",)
    return Answer("What a reasoner makes of the graph", (sheet,), remarks)


def _classes(found: Inference, bases: Iterable[str]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for iri, label in found.labels.items():
        members = found.members(iri)
        told = sum((one, iri) in found.told for one in members)
        rows.append((_short(iri, bases), label, len(members), told, len(members) - told))
    return Sheet("classes", "", ("class", "label", "members", "told", "concluded"),
                 tuple(sorted(rows, key=str)))  # fmt: skip


def _members(graph: Graph, found: Inference, words: str) -> Sheet:
    kind, bases = found.find_class(words), Bases.of(graph).all
    rows: list[tuple[Cell, ...]] = []
    for iri in found.members(kind):
        entity = graph.entities.get(_short(iri, bases))
        kinds = tuple(sorted(found.labels.get(one, _short(one, bases)) for one in found.kinds[iri]))
        how = "told" if (iri, kind) in found.told else "concluded"
        rows.append((_short(iri, bases), entity.label if entity else None, how, kinds, iri))
    columns = ("id", "label", "how", "narrowest_classes", "iri")
    return Sheet("members", f"Who is a {found.labels[kind]}", columns, tuple(rows), _HIDDEN)


def _short(iri: str, bases: Iterable[str]) -> str:
    if iri.startswith(_TERMS):
        return f"kg:{iri.removeprefix(_TERMS)}"
    return own_name(iri, bases) or iri


_HIDDEN = frozenset({"iri"})
_TERMS = "https://w3id.org/cirt-kg/ontology#"

"""What a reasoner concludes, as tables: every class with its members, or one class."""

from __future__ import annotations

from kg import owl
from kg.graph import Graph
from kg.owl import Inference
from kg.show.sheet import Answer, Cell, Sheet


def inferred(graph: Graph, words: str | None = None, *, seconds: float = 300) -> Answer:
    """Lay out what HermiT concludes of the graph: of all classes, or of the one that is named."""
    found = owl.reason(graph, seconds=seconds)
    sheet = _members(graph, found, words) if words else _classes(found)
    state = "no class and no relation is impossible"
    if found.impossible:
        state = f"impossible: {', '.join(map(_short, found.impossible))}"
    remarks = (f"HermiT read {found.triples} triples, and they can all be true; {state}.",)
    return Answer("What a reasoner makes of the graph", (sheet,), remarks)


def _classes(found: Inference) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for iri, label in found.labels.items():
        members = found.members(iri)
        told = sum((one, iri) in found.told for one in members)
        rows.append((_short(iri), label, len(members), told, len(members) - told))
    return Sheet("classes", "", ("class", "label", "members", "told", "concluded"),
                 tuple(sorted(rows, key=str)))  # fmt: skip


def _members(graph: Graph, found: Inference, words: str) -> Sheet:
    kind = found.find_class(words)
    rows: list[tuple[Cell, ...]] = []
    for iri in found.members(kind):
        entity = graph.entities.get(_short(iri))
        kinds = tuple(sorted(found.labels.get(one, _short(one)) for one in found.kinds[iri]))
        how = "told" if (iri, kind) in found.told else "concluded"
        rows.append((_short(iri), entity.label if entity else None, how, kinds, iri))
    columns = ("id", "label", "how", "narrowest_classes", "iri")
    return Sheet("members", f"Who is a {found.labels[kind]}", columns, tuple(rows), _HIDDEN)


def _short(iri: str) -> str:
    for base, prefix in _SHORT.items():
        if iri.startswith(base):
            return prefix + iri.removeprefix(base)
    return iri


_HIDDEN = frozenset({"iri"})
_SHORT = {"https://w3id.org/cirt-kg/id/": "", "https://w3id.org/cirt-kg/ontology#": "kg:"}

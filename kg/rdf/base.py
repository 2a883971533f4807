"""Under whose address a resource stands: every corpus names what is its own under its own base.

Inside this room every resource is named under the base of the shipped corpus; what is written or
asked by others is named under the base of the corpus that it came with (`Manifest.base`). Classes,
properties and words of closed lists are terms of the vocabulary, whatever the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.graph import Graph
from kg.rdf.namespace import DATA, GRAPHS, PREFIXES, word

Node = Triple | NamedNode | BlankNode | Literal


class Bases:
    """The bases of the corpora in use, in their order, and which of them a resource stands under.

    A record, and whatever hangs on it, stands under the base of the layer that it came with; what
    is derived from several stands under that of the last layer whose things it is about. So a
    thing of the corpus below keeps its name where a layer speaks of it. Graphs are named under the
    first base, that of the corpus that all others lie on.
    """

    def __init__(
        self, bases: Mapping[str, str], layer_of: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Take the base of every layer, and the layer of every record (`Graph.layer_of`)."""
        self._of_layer, self._layer_of = dict(bases), layer_of
        self._order = {layer: number for number, layer in enumerate(self._of_layer)}
        self.all = tuple(dict.fromkeys(self._of_layer.values())) or (DATA,)
        self.first = self.all[0]
        self._renamed: dict[NamedNode, NamedNode] = {}

    @classmethod
    def of(cls, graph: Graph) -> Bases:
        """Take the bases of a graph's layers.

        >>> import kg
        >>> Bases.of(kg.load()).all
        ('https://w3id.org/cirt-kg/id/',)
        """
        layers = graph.layers or {graph.manifest.id: graph.manifest}
        first = next(iter(layers))
        came = {f"document/{key}": source.layer or first for key, source in graph.documents.items()}
        return cls({key: one.base for key, one in layers.items()}, {**graph.layer_of, **came})

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefixes of files and queries: `id` is the first base, a later one has its layer's id."""
        later = {
            layer: base for layer, base in self._of_layer.items()
            if base != self.first and layer not in PREFIXES
        }  # fmt: skip
        return {**prefixes_under(self.first), **later}

    def triples(self, triples: Iterable[Triple]) -> Iterable[Triple]:
        """Name the resources of triples as the world knows them."""
        if self.all == (DATA,):
            return triples
        return self._renaming(triples)

    def node(self, node: NamedNode) -> NamedNode:
        """Name a resource, or one of our graphs, as the world knows it; any other stays.

        >>> bases = Bases({"drugs": "https://example.org/drugs/id/"})
        >>> bases.node(NamedNode(f"{DATA}effect/metformin.decreases.hba1c")).value
        'https://example.org/drugs/id/effect/metformin.decreases.hba1c'
        >>> bases.node(NamedNode(f"{GRAPHS}claims")).value
        'https://example.org/drugs/graph/claims'
        """
        if node not in self._renamed:
            iri = node.value
            if iri.startswith(DATA):
                name = iri.removeprefix(DATA)
                iri = self.base_of(name) + name
            elif iri.startswith(GRAPHS):
                iri = f"{place_of(self.first)}graph/{iri.removeprefix(GRAPHS)}"
            self._renamed[node] = NamedNode(iri)
        return self._renamed[node]

    def base_of(self, name: str) -> str:
        """Give the base of what is called so below its base: `hmgb1`, `reference/ran2021`."""
        if len(self.all) == 1:
            return self.first
        kind, _, own = name.rpartition("/")
        return self._of_layer.get(self._layer(kind, unquote(own)), self.first)

    def _layer(self, kind: str, name: str) -> str:
        known, parts = self._layer_of, name.split(".")
        if kind in _OF_LAYER:
            return parts[0]
        if kind in _OF_RECORD and f"{_OF_RECORD[kind]}/{parts[0]}" in known:
            return known[f"{_OF_RECORD[kind]}/{parts[0]}"]
        if (whole := f"{_OF_WHOLE.get(kind)}/{name}") in known:
            return known[whole]
        if kind in _OF_EVIDENCE and (record := ".".join(parts[:4])) in known:
            return known[record]
        things = (known.get(f"entity/{one}", "") for one in _ID.findall(name))
        return max(things, key=lambda layer: self._order.get(layer, -1), default="")

    def _renaming(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        for subject, predicate, value in triples:
            named = self.node(value) if isinstance(value, NamedNode) else value
            yield Triple(self.node(subject), predicate, named)


def place_of(base: str) -> str:
    """Give what stands before the names of graphs and of the dataset, of a base of resources.

    >>> place_of("https://w3id.org/cirt-kg/id/"), place_of("https://example.org/mine#")
    ('https://w3id.org/cirt-kg/', 'https://example.org/mine/')
    """
    if base.endswith("#"):
        return f"{base[:-1]}/"
    return base.removesuffix("id/") if base.endswith("/id/") else base


def own_name(iri: str, bases: Iterable[str]) -> str | None:
    """Give what a resource is called below one of some bases; None where it stands under none.

    >>> own_name("https://example.org/drugs/id/hba1c", ["https://example.org/drugs/id/"])
    'hba1c'
    """
    fitting = [base for base in bases if iri.startswith(base) and iri != base]
    return iri.removeprefix(max(fitting, key=len)) if fitting else None


@cache
def prefixes_under(base: str) -> Mapping[str, str]:
    """Give the prefixes of our files and queries for a corpus of a base.

    >>> prefixes_under("https://example.org/drugs/id/")["evidence"]
    'https://example.org/drugs/id/evidence/'
    """
    return {
        name: base + iri.removeprefix(DATA) if iri.startswith(DATA) else iri
        for name, iri in PREFIXES.items()
    }


def at_home(triples: Collection[Triple]) -> Collection[Triple]:
    """Name the resources of triples of any corpora as this room does: the way back."""
    bases = {
        value.value for _, predicate, value in triples
        if predicate == word("base") and isinstance(value, Literal)
    }  # fmt: skip
    if not bases - {DATA}:
        return triples

    def home(node: Node) -> Node:
        name = own_name(node.value, bases) if isinstance(node, NamedNode) else None
        return node if name is None else NamedNode(DATA + name)

    return [Triple(home(s), p, home(o)) for s, p, o in triples]  # type: ignore[arg-type]


def bases_in(store: Store) -> tuple[str, ...]:
    """Give the bases of the corpora of a store, the first first; ours where it names none.

    >>> bases_in(Store())
    ('https://w3id.org/cirt-kg/id/',)
    """
    placed = []
    for layer, _, base, graph in store.quads_for_pattern(None, word("base"), None):
        for quad in store.quads_for_pattern(layer, word("position"), None, graph):
            if isinstance(base, Literal) and isinstance(quad.object, Literal):
                placed.append((quad.object.value.zfill(6), base.value != DATA, base.value))
    return tuple(dict.fromkeys(base for *_, base in sorted(placed))) or (DATA,)


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OF_LAYER = frozenset({"layer", "maker", "arm", "compartment", "basis", "facet-kind", "column"})
"""Kinds of resources that are named after a layer."""
_OF_RECORD = {
    "reference": "reference", "notice": "reference", "erratum": "reference",
    "document": "document", "citation": "document", "sentence": "document",
    "conclusion": "conclusion", "ground": "conclusion", "module": "module", "gap": "gap",
}  # fmt: skip
"""Kind of a resource -> kind of the record that it is named after."""
_OF_WHOLE = {"effect": "claim", "query": "query"}
"""Likewise, of resources whose whole name is the record's."""
_OF_EVIDENCE = frozenset({
    "evidence", "system", "conditions", "exposure", "agent", "contrast", "check", "erratum",
    "quantity", "facet", "pointer", "request",
})  # fmt: skip
"""Kinds of resources that are named after a claim (three parts) and one of its records."""

"""The assembled graph, and its face as a networkx graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import RequestError
from kg.graph.edge import Comparison, Effect
from kg.model import Claim, Conclusion, Entity, Evidence, Figure, Gap, Module, Reference

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Graph:
    """Entities, references and claims as curated; effects and comparisons as assembled.

    All mappings are sorted by id, all edges by id. `figures` are recipes, `figure_lines` where
    their fields stand: (file, line). Of a graph that is only a part, `counted` tells how often the
    whole compares two arms in this order; see `compared`.
    """

    entities: Mapping[str, Entity]
    references: Mapping[str, Reference]
    claims: Mapping[str, Claim]
    gaps: Mapping[str, Gap]
    topics: Mapping[str, str]
    effects: tuple[Effect, ...]
    comparisons: tuple[Comparison, ...]
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    modules: Mapping[str, Module] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    figure_lines: Mapping[str, Mapping[str, tuple[str, int]]] = field(
        default_factory=dict, compare=False
    )
    counted: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)

    @property
    def compared(self) -> Mapping[tuple[str, str], int]:
        """How many records compare two arms in this order, by (subject, comparator)."""
        found: Counter[tuple[str, str]] = Counter()
        for edge in self.comparisons:
            found[edge.subject, edge.comparator] += len(edge.supports)
        return {**found, **self.counted}

    @cached_property
    def networkx(self) -> nx.MultiDiGraph[str]:
        """A directed multigraph: nodes carry `entity`, edges `effect` or `comparison`.

        A comparison runs from the subject to the object; keys are edge ids.
        """
        import networkx as nx

        made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for key, entity in self.entities.items():
            made.add_node(key, entity=entity, label=entity.label, kind=entity.kind)
        for effect in self.effects:
            made.add_edge(
                effect.subject, effect.object, key=effect.id, effect=effect, sign=effect.sign
            )
        for comparison in self.comparisons:
            made.add_edge(
                comparison.subject, comparison.object, key=comparison.id, comparison=comparison
            )
        return made

    @cached_property
    def divided(self) -> tuple[Mapping[str, Module], Mapping[str, str]]:
        """The mechanism modules in use, by id in causal order, and the module of every entity.

        >>> import kg
        >>> modules, of = kg.load().divided
        >>> of["trex1-expression"], modules[of["hmgb1-release"]].label
        ('cgas-sting', 'Cell death and danger signals')
        """
        from kg.graph.division import divide

        return divide(self)

    def evidence(self) -> Iterator[tuple[Claim, Evidence]]:
        """Every curated record with its claim, in order."""
        for claim in self.claims.values():
            for evidence in claim.evidence:
                yield claim, evidence

    def effects_at(self, entity: str) -> tuple[Effect, ...]:
        """Effects that begin or end at an entity."""
        return tuple(edge for edge in self.effects if entity in (edge.subject, edge.object))

    def comparisons_at(self, entity: str) -> tuple[Comparison, ...]:
        """Comparisons in which an entity is subject, comparator or object."""
        return tuple(
            edge
            for edge in self.comparisons
            if entity in (edge.subject, edge.comparator, edge.object)
        )

    def find(self, words: str) -> Entity:
        """Find the entity of this id, label or synonym (any case); `RequestError` if none.

        A beam is known by the first word of its id as well.

        >>> import kg
        >>> graph = kg.load()
        >>> graph.find("PDL1").id, graph.find("photon").id
        ('pd-l1', 'photon-irradiation')
        """
        if words in self.entities:
            return self.entities[words]
        wanted = " ".join(words.casefold().split())
        found = self._names.get(wanted, [])
        beams = [
            key for key, entity in self.entities.items()
            if entity.kind == "radiation" and key.split("-")[0] == wanted
        ]  # fmt: skip
        if len(found or beams) == 1:
            return self.entities[(found or beams)[0]]
        if found:
            raise RequestError(f"'{words}' may be {', '.join(found)}: say which id")
        from difflib import get_close_matches

        holding = sorted((name for name in self._names if wanted in name), key=len)
        alike = get_close_matches(wanted, self._names, n=3, cutoff=0.6)
        meant = [key for name in [*holding[:3], *alike] for key in self._names[name]]
        near = list(dict.fromkeys(meant))[:4] if wanted else []
        hint = f"did you mean {', '.join(near)}?" if near else "'kg stats --entities' lists all"
        raise RequestError(f"no entity '{words}': {hint}")

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for key, entity in self.entities.items():
            for name in {word.casefold() for word in (key, entity.label, *entity.synonyms)}:
                names.setdefault(" ".join(name.split()), []).append(key)
        return names

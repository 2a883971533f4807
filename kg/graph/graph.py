"""The assembled graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType
from typing import Any

from kg.curation import Source
from kg.find import Finder, Resolved
from kg.graph.division import divide, name_lanes
from kg.graph.edge import Comparison, Effect
from kg.graph.state import Void
from kg.model import (
    Claim,
    Conclusion,
    Entity,
    Evidence,
    Figure,
    Gap,
    Manifest,
    Module,
    Reference,
)


@dataclass(frozen=True)
class Graph:
    """Entities, references and claims as curated; effects and comparisons as assembled.

    All mappings are sorted by id, all edges by id. `figures` are recipes, `figure_lines` where
    their fields stand: (file, line). Of a graph that is only a part, `counted` tells how often the
    whole compares two arms in this order, see `compared`, and `resolved` what words mean there.
    `manifest` tells what the corpus is and calls things, `layers` are the manifests of all corpora
    in use, by id, and `layer_of` names the layer of each record: of evidence under `<claim>.<id>`,
    of others under `<kind>/<id>`. `documents` are those that were read. `void` names the records
    that do not count, and why. `queries` are the texts of the named queries that came along.
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
    resolved: Resolved = field(default_factory=dict, compare=False)
    manifest: Manifest = field(default_factory=Manifest.neutral, compare=False)
    layers: Mapping[str, Manifest] = field(default_factory=dict, compare=False)
    layer_of: Mapping[str, str] = field(default_factory=dict, compare=False)
    documents: Mapping[str, Source] = field(default_factory=dict, compare=False)
    void: Mapping[str, Void] = field(default_factory=dict, compare=False)
    queries: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        """Say in a line whose graph it is, and how large."""
        return (
            f"<{type(self).__name__} {self.manifest.name!r}: {len(self.entities)} entities, "
            f"{len(self.claims)} claims, {len(self.references)} references>"
        )

    def __getstate__(self) -> dict[str, Any]:
        """Give the fields, for a pickle; what was computed from them is computed anew."""
        return {one.name: _thawed(getattr(self, one.name)) for one in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the fields back, each mapping frozen again."""
        vars(self).update({name: MappingProxyType(value) if isinstance(value, dict) else value
                           for name, value in state.items()})  # fmt: skip

    @cached_property
    def compared(self) -> Mapping[tuple[str, str], int]:
        """How many records compare two arms in this order, by (subject, comparator)."""
        found: Counter[tuple[str, str]] = Counter()
        for edge in self.comparisons:
            found[edge.subject, edge.comparator] += len(edge.supports)
        return {**found, **self.counted}

    @cached_property
    def divided(self) -> tuple[Mapping[str, Module], Mapping[str, str]]:
        """The mechanism modules in use, by id in causal order, and the module of every entity.

        >>> import kg
        >>> modules, of = kg.load().divided
        >>> of["trex1-expression"], modules[of["hmgb1-release"]].label
        ('cgas-sting', 'Cell death and danger signals')
        """
        return divide(self)

    @cached_property
    def lanes(self) -> tuple[str, ...]:
        """The compartments from cause to effect, those of the manifest first."""
        return name_lanes(self)

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """The treatments that are told apart by marks of their own, in the order of comparisons.

        Those of the manifest first; then any radiation, the most compared first.

        >>> import kg
        >>> kg.load().arms[:2]
        ('carbon-ion-irradiation', 'photon-irradiation')
        """
        named = [arm.entity for arm in self.manifest.arms if arm.entity in self.entities]
        often: Counter[str] = Counter()
        for (one, other), many in self.compared.items():
            often[one] += many
            often[other] += many
        rest = {key for key, one in self.entities.items() if one.kind == "radiation"} - set(named)
        return (*named, *sorted(rest, key=lambda key: (-often[key], key)))

    @property
    def first_pair(self) -> tuple[str, ...]:
        """The two arms that all is held against: as the manifest says, else the first two."""
        named = tuple(key for key in self.manifest.compare if key in self.entities)
        found = named if len(named) == 2 else self.arms[:2]
        return found if len(found) == 2 else ()

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

    def labelled(self, words: str) -> tuple[Entity, ...]:
        """Give the entities that bear this label, in any case: several, where layers part.

        >>> import kg
        >>> [entity.id for entity in kg.load().labelled("hmgb1 release")]
        ['hmgb1-release']
        """
        wanted = " ".join(words.casefold().split())
        alike = (one for one in self.entities.values() if one.id != words)
        named = [one for one in alike if " ".join(one.label.casefold().split()) == wanted]
        return () if words in self.entities else tuple(named)

    def find(self, words: str) -> Entity:
        """Find the entity that is called so; `RequestError` if none is, or several are.

        By id, label, synonym, identifier or gene symbol, in any spelling. What is not named exactly
        is taken as the only thing that fits, with a warning (`kg.errors.TakenAs`).

        >>> import kg
        >>> graph = kg.load()
        >>> graph.find("PDL1").id, graph.find("photon").id, graph.find("HGNC:5438").id
        ('pd-l1', 'photon-irradiation', 'ifn-gamma')
        """
        return self.finder.entity(words)

    @cached_property
    def finder(self) -> Finder:
        r"""What finds things here by words: ranked, each with its kind and the reason.

        >>> import kg
        >>> kg.load().finder.find("interferon-\N{GREEK SMALL LETTER GAMMA}")[0].id
        'ifn-gamma'
        """
        return Finder(self, self.resolved)


def _thawed(value: Any) -> Any:
    """Copy frozen mappings, and those in them, as dictionaries, which pickle can write."""
    if isinstance(value, MappingProxyType):
        return {key: _thawed(one) for key, one in value.items()}
    return value

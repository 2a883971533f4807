"""What HermiT concludes of the graph: that it can be true, what can never be, and who is what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import LimitError, RequestError
from kg.find import near_words
from kg.graph import Graph
from kg.owl.contradiction import smallest_contradiction
from kg.owl.hermit import ContradictionError, ask
from kg.owl.premise import OWL, RDF, facts, premises


@dataclass(frozen=True)
class Inference:
    """The conclusions, and what they were drawn from.

    `triples` counts the premises. `impossible` are classes that nothing can be in, and relations
    that can hold between no two things. `above` leads from a class to every class around it,
    `kinds` from an individual to the narrowest classes that it is in; `told` holds the pairs of
    individual and class that were premises. `labels` are those of the classes. All are IRIs.
    """

    triples: int
    impossible: tuple[str, ...]
    above: Mapping[str, frozenset[str]] = field(repr=False)
    kinds: Mapping[str, frozenset[str]] = field(repr=False)
    told: frozenset[tuple[str, str]] = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)

    def members(self, kind: str) -> tuple[str, ...]:
        """Give whatever is in a class, told or concluded, sorted."""
        found = (one for one, kinds in self.kinds.items() if self._within(kind) & kinds)
        return tuple(sorted(found))

    def find_class(self, words: str) -> str:
        """Find a class by its label in singular or plural, its name, or its IRI.

        Raises `RequestError` where there is none, with the nearest.
        """
        ours_last = sorted(self.labels, key=lambda iri: "cirt-kg" in iri)  # they have precedence
        names = {iri.casefold(): iri for iri in ours_last}
        names |= {_name(iri).casefold(): iri for iri in ours_last}
        names |= {self.labels[iri].casefold(): iri for iri in ours_last}
        wanted = " ".join(words.split()).casefold().removeprefix("kg:")
        for form in (wanted, wanted.removesuffix("s"), wanted.removesuffix("es")):
            if form in names:
                return names[form]
        near = near_words(wanted, names)
        hint = f"did you mean {', '.join(near)}?" if near else "without a name, all are listed"
        raise RequestError(f"no class '{words}': {hint}")

    def _within(self, kind: str) -> frozenset[str]:
        return frozenset({kind, *(one for one, above in self.above.items() if kind in above)})


def reason(graph: Graph, *, seconds: float = 300) -> Inference:
    """Ask HermiT about the vocabulary, its axioms and the whole graph; it takes some seconds.

    Raises `ContradictionError`, with the fewest triples that contradict each other, `LimitError`
    after so many seconds, and `KgError` where HermiT or Java is missing.
    """
    axioms, known = premises(), facts(graph)
    try:
        concluded = ask([*axioms, *known], seconds=seconds)
    except ContradictionError as error:
        error.add_note(_explain(axioms, known, seconds))
        raise
    return conclude([*axioms, *known], concluded)


def conclude(
    triples: Collection[ox.Triple], concluded: Collection[tuple[str, tuple[str, ...]]]
) -> Inference:
    """Order what was concluded from these triples.

    >>> a, b, x = (ox.NamedNode(f"http://a/#{name}") for name in "ABx")
    >>> found = conclude([ox.Triple(x, _TYPE, a)], [("SubClassOf", (a.value, b.value)),
    ...                                             ("Type", (x.value, a.value))])
    >>> found.members(b.value)
    ('http://a/#x',)
    """
    above: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    impossible: set[str] = set()
    for kind, (first, *others) in concluded:
        if kind.startswith("Equivalent") and {f"{OWL}{name}" for name in _NOTHING} & {
            first, *others
        }:  # fmt: skip
            impossible |= {one for one in (first, *others) if not one.startswith(OWL)}
        elif kind == "SubClassOf":
            above.setdefault(first, set()).update(others)
        elif kind == "EquivalentClasses":
            for one in (first, *others):
                above.setdefault(one, set()).update({first, *others} - {one})
        elif kind == "Type":
            kinds.setdefault(first, set()).update(others)
    told = {(str(s.value), str(o.value)) for s, p, o in triples
            if p == _TYPE and isinstance(o, ox.NamedNode)}  # fmt: skip
    labels = {s.value: o.value for s, p, o in triples if p == _LABEL}
    classes = {s for s, kind in told if kind == f"{OWL}Class"}
    return Inference(
        len(set(triples)),
        tuple(sorted(impossible)),
        {one: _closure(one, above) for one in above},
        {one: frozenset(found) for one, found in kinds.items()},
        frozenset(told),
        {one: labels.get(one, _name(one)) for one in classes if one.startswith("http")},
    )


def _closure(start: str, above: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Walk up from a class to every class around it."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for one in above.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return frozenset(found)


def _explain(axioms: list[ox.Triple], known: list[ox.Triple], seconds: float) -> str:
    try:
        culprits = smallest_contradiction(axioms, known, seconds=seconds)
    except LimitError as error:
        return str(error)
    if not culprits:
        return "the axioms alone contradict each other: see ontology/axioms.ttl"
    lines = "".join(f"\n  {one}" for one in sorted(map(str, culprits)))
    return f"with the axioms of ontology/axioms.ttl these cannot all be true:{lines}"


def _name(iri: str) -> str:
    return iri.rpartition("#" if "#" in iri else "/")[2]


_TYPE = ox.NamedNode(f"{RDF}type")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_NOTHING = ("Nothing", "bottomObjectProperty", "bottomDataProperty")

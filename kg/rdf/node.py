"""One resource and what is said of it, as a reader of records asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.rdf.namespace import DATA, EXPANSIONS, LABEL, MATCH, ONTOLOGY, word

Value = NamedNode | Literal
Said = Mapping[str, Mapping[str, Sequence[Value]]]
"""IRI of a subject -> IRI of a predicate -> what stands there."""


@dataclass(frozen=True)
class Node:
    """A resource among others; `StoreError` names it where what is said of it does not fit.

    Properties are given by their word in our vocabulary, or whole where they are others'.
    """

    iri: str
    said: Said

    def values(self, relation: str | NamedNode) -> Sequence[Value]:
        """Give whatever stands under a property."""
        key = word(relation) if isinstance(relation, str) else relation
        return self.said.get(self.iri, {}).get(key.value, ())

    def text(self, relation: str | NamedNode) -> str | None:
        """Give the one text there, or nothing."""
        return self._one(relation, self.texts(relation))

    def texts(self, relation: str | NamedNode) -> set[str]:
        """Give all texts there, of which none stands twice."""
        values = self.values(relation)
        if any(isinstance(value, NamedNode) for value in values):
            self.fault(f"has a resource where a text belongs, under {_short(relation)}")
        return {value.value for value in values}

    def number(self, relation: str | NamedNode) -> int | None:
        """Give the one whole number there: of a year, which may carry a time zone, its digits."""
        found = self.text(relation)
        digits = found and found.removesuffix("Z")
        if digits and not digits.isdecimal():
            self.fault(f"has '{found}' where a whole number belongs, under {_short(relation)}")
        return int(digits) if digits else None

    def truth(self, relation: str) -> bool | None:
        """Give the truth value there; stores write it in either way that XML Schema allows."""
        found = self.text(relation)
        return None if found is None else found in {"true", "1"}

    def word(self, relation: str | NamedNode) -> str | None:
        """Give the one word of our vocabulary there; others beside it are passed over."""
        return self._one(relation, self.words(relation))

    def words(self, relation: str | NamedNode) -> set[str]:
        """Give all words of our vocabulary there."""
        start = f"{ONTOLOGY}#"
        return {
            unquote(value.value.removeprefix(start)) for value in self.values(relation)
            if isinstance(value, NamedNode) and value.value.startswith(start)
        }  # fmt: skip

    def name(self, relation: str | NamedNode, kind: str = "") -> str:
        """Give the id of the one resource there, of a kind by its IRI; an entity has none."""
        return self._one(relation, self.names(relation, kind)) or self.lack(relation)

    def name_or_none(self, relation: str | NamedNode) -> str | None:
        """Give the id of the one entity there, or nothing."""
        return self._one(relation, self.names(relation))

    def names(self, relation: str | NamedNode, kind: str = "") -> set[str]:
        """Give the ids of all resources there."""
        return {self._id(value.value, kind) for value in self.values(relation)}

    def id(self, kind: str) -> str:
        """Give its own id."""
        return self._id(self.iri, kind)

    def nodes(self, relation: str) -> list[Node]:
        """Give the parts there, named 1, 2, 3 ... after this resource, in that order."""
        found = [Node(value.value, self.said) for value in self.values(relation)]
        for one in found:
            if one.iri not in self.said:
                self.fault(f"leads to {one.iri}, of which the store says nothing")
        return sorted(found, key=lambda node: node._position)

    def listed(self, field: str, values: set[str]) -> tuple[str, ...]:
        """Put the values of a list in the order that the record had."""
        known = sorted(values)
        for said in self.texts("order"):
            name, *places = said.split(" ")
            if name == field:
                try:
                    found = tuple(known[int(place) - 1] for place in places)
                except (ValueError, IndexError):
                    found = ()
                if set(found) != values:
                    self.fault(f"has another order of '{field}' than values")
                return found
        return tuple(known)

    def xrefs(self) -> Iterator[dict[str, str | None]]:
        """Give the matched terms of other vocabularies, in the order of the record."""
        found: dict[str, dict[str, str | None]] = {}
        for match, relation in MATCH.items():
            for value in self.values(relation):
                term = Node(value.value, self.said)
                curie = term.text("curie")
                if curie is not None:  # else a match that others made
                    made = {"curie": curie, "label": term.text(LABEL), "match": match}
                    found[f"{curie} {match}"] = made
        return (found[key] for key in self.listed("xrefs", set(found)))

    def curie(self, relation: str) -> str | None:
        """Give the CURIE of the one term there."""
        iri = self._one(relation, {value.value for value in self.values(relation)})
        return None if iri is None else contract(iri)

    def lack(self, relation: str | NamedNode) -> NoReturn:
        """Tell that a property has no value."""
        self.fault(f"has nothing under {_short(relation)}")

    def fault(self, cause: str) -> NoReturn:
        """Tell what is wrong with it."""
        raise StoreError(f"{self.iri} {cause}: load the graph anew, from a file of 'kg build'")

    def _one(self, relation: str | NamedNode, found: set[str]) -> str | None:
        if len(found) > 1:
            self.fault(f"has {len(found)} values under {_short(relation)}, where one belongs")
        return next(iter(found), None)

    def _id(self, iri: str, kind: str) -> str:
        start = f"{DATA}{kind}/" if kind else DATA
        name = iri.removeprefix(start)
        if name == iri or "/" in name:
            self.fault(f"is or names <{iri}>, which is no {kind or 'entity'} of ours")
        return unquote(name)

    @property
    def _position(self) -> tuple[int, str]:
        number = self.iri.rpartition(".")[2]
        return (int(number) if number.isdecimal() else 0), self.iri


def contract(iri: str) -> str:
    """Write the IRI of a term as its CURIE: the way back from `expand`.

    >>> contract("http://purl.obolibrary.org/obo/GO_0006915")
    'GO:0006915'
    """
    for prefix, start in EXPANSIONS.items():
        if iri.startswith(start):
            return f"{prefix}:{unquote(iri.removeprefix(start))}"
    return unquote(iri.removeprefix("https://bioregistry.io/"))


def _short(relation: str | NamedNode) -> str:
    return relation if isinstance(relation, str) else relation.value

"""Our RDF in a store elsewhere: found wherever it lies there, and read whole behind row limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import StoreError
from kg.rdf import own_name, reading
from kg.remote.service import OverloadedError, Row, Service

Report = Callable[[str], None]
Term = NamedNode | Literal | BlankNode | None


class Store:
    """Asks for lists and for descriptions, in pieces that no store cuts off.

    Stores give at most so many rows (Virtuoso 10,000) and do not say that there were more. So a
    list is read by a total key, page after page until one is empty; and what may have been cut off
    at a round number of rows is asked again in halves.
    """

    def __init__(self, service: Service, report: Report = lambda step: None) -> None:
        """Find where our graph lies: under its name, in the default graph, in others; its version.

        Under its own name neither direct triples lie beside it, nor anything of others. Of a
        corpus of another base that is another name; where several graphs have such names, ours is
        taken, else `StoreError` asks for a store of one. Every resource is named here as in this
        package (`kg.rdf.base`), whatever its base there.
        """
        self.service, self.report = service, report
        self._theirs: dict[str, str] = {}
        self._bases: tuple[str, ...] = (reading.DATA,)
        self._dataset, self._graph = "", f"GRAPH {_spelt(reading.CLAIMS)}"
        if not (versions := self._versions()) and (name := self._other_name()):
            self._graph = f"GRAPH {_spelt(name)}"
            versions = self._versions()
        if not versions:
            self._graph = ""
            versions = self._versions()
        if not versions:
            here = "GRAPH ?g { ?s a ?class } VALUES ?class { kg:Evidence kg:Entity kg:Reference }"
            graphs = sorted(row[0].value for row in self.select("DISTINCT ?g", here) if row[0])
            self._dataset = " ".join(f"FROM {_spelt(graph)}" for graph in graphs)
            versions = self._versions()
        ours = reading.version()
        if not versions:
            old = self.select("?s", "?s a kg:Evidence", "LIMIT 1")
            cause = "an earlier version's data" if old else "nothing of CIRT-KG"
            cause = f"{service.address} holds {cause}"
            raise StoreError(f"{cause}: load build/cirt-kg.nq as docs/endpoint.md tells")
        if versions != {ours}:
            theirs = " and ".join(sorted(version.rpartition("/")[2] for version in versions))
            cause = f"{service.address} holds data of vocabulary {theirs}"
            cause += f", and this is {ours.rpartition('/')[2]}"
            raise StoreError(f"{cause}: load the store anew, or use the kg that fits it")
        placed = self.select("?base ?position", "?s kg:base ?base ; kg:position ?position")
        told = sorted((row[1].value.zfill(6), row[0].value) for row in placed if row[0] and row[1])
        self._bases = tuple(dict.fromkeys(base for _, base in told)) or self._bases

    def _versions(self) -> set[str]:
        ours = 'FILTER(STRENDS(STR(?claims), "graph/claims"))'
        rows = self.select("?version", f"?claims dcterms:conformsTo ?version {ours}", "LIMIT 9")
        return {row[0].value for row in rows if row[0]}

    def _other_name(self) -> str:
        """Find the one graph that says of itself that it is one of ours; '' where none does."""
        query = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?g <{_CONFORMS}> ?v }} }}"
        rows = self.service.ask(query)
        names = sorted(row[0].value for row in rows if row[0] and _is_claims(row[0].value))
        if len(names) > 1:
            cause = f"{self.service.address} holds several corpora: {', '.join(names)}"
            raise StoreError(f"{cause}: load one of them into a store of its own")
        return names[0] if names else ""

    def told(self, words: str) -> str:
        """Write what names resources as this package does in the store's own names."""
        return _TOLD.sub(lambda match: self._name(match[1]), words)

    def select(self, what: str, where: str, rest: str = "") -> list[Row]:
        """Ask for rows once, whatever limit the store may have."""
        return self._read(self._ask(what, self._spell(where), rest))

    def _read(self, rows: list[Row]) -> list[Row]:
        return [tuple(map(self._ours, row)) for row in rows]

    def _spell(self, where: str) -> str:
        """Name the resources of a pattern as the store does."""
        if self._bases == (reading.DATA,):
            return where
        return _OURS.sub(lambda match: _spelt(self._name(match[1])), where)

    def _name(self, name: str) -> str:
        """Give the store's IRI of what is called so below its base, as far as that is known."""
        return self._theirs.get(name, f"{self._bases[0]}{name}")

    def _names(self, iri: str) -> Iterator[str]:
        """Spell every IRI that a resource may have in the store."""
        name = iri.removeprefix(reading.DATA)
        if name == iri or name in self._theirs:
            yield self._spell(_spelt(iri))
        else:
            yield from (_spelt(base + name) for base in self._bases)  # it may be of any

    def _ours(self, term: Term) -> Term:
        """Name a resource as this package does."""
        if self._bases == (reading.DATA,) or not isinstance(term, NamedNode):
            return term
        name = own_name(term.value, self._bases)
        if name is None:
            return term
        self._theirs[name] = term.value
        return NamedNode(reading.DATA + name)

    def _ask(self, what: str, where: str, rest: str = "") -> list[Row]:
        pattern = f"{self._graph} {{ {where} }}" if self._graph else where
        query = f"SELECT {what} {self._dataset} WHERE {{ {pattern} }} {rest}"
        used = [f"PREFIX {name}: <{iri}>" for name, iri in reading.PREFIXES.items()
                if f"{name}:" in query]  # fmt: skip
        return self.service.ask("\n".join([*used, query]))

    def mixes(self) -> bool:
        """Tell whether direct triples lie among the records, as where graph names were dropped."""
        direct = " UNION ".join(f"{{ ?s kg:{name} ?o }}" for name in reading.DIRECT)
        return not self._graph and bool(self.select("?s", direct, "LIMIT 1"))

    def number(self, what: str, where: str) -> int:
        """Ask for one number."""
        rows = self.select(f"({what} AS ?n)", where)
        return int(rows[0][0].value) if rows and rows[0][0] else 0

    def iris(self, where: str, name: str = "?s") -> Iterator[str]:
        """Give every IRI that a variable of a pattern takes, in order; each once."""
        last = ""
        while True:
            after = f"FILTER(isIRI({name}) && STR({name}) > {Literal(last)})"
            order = f"ORDER BY STR({name}) LIMIT {PAGE}"
            rows = self._ask(f"DISTINCT {name}", f"{self._spell(where)} {after}", order)
            page = [row[0].value for row in rows if isinstance(row[0], NamedNode)]
            if not page:
                return
            if page[0] <= last or page != sorted(page):
                raise StoreError(f"{self.service.address} does not sort: give another endpoint")
            for iri in page:
                yield str(getattr(self._ours(NamedNode(iri)), "value", iri))
            last = page[-1]

    def pairs(self, keys: Iterable[str], *wheres: str) -> Iterator[tuple[str, str]]:
        """Give (key, IRI) for whatever patterns lead from ?key to ?found, for many keys."""
        spelt = (one for key in sorted(keys) for one in self._names(key))
        for rows in self._batched(spelt, wheres, "?key ?found"):
            for key, found in rows:
                if isinstance(key, NamedNode) and isinstance(found, NamedNode):
                    yield key.value, found.value

    def between(self, pairs: Iterable[tuple[str, str]], where: str) -> Iterator[str]:
        """Give the IRIs that a pattern finds, as ?found, for many (?key, ?other)."""
        spelt = (self._spell(f"({_spelt(one)} {_spelt(other)})") for one, other in sorted(pairs))
        for rows in self._batched(spelt, (where,), "?key ?other ?found", "(?key ?other)"):
            yield from (row[2].value for row in rows if isinstance(row[2], NamedNode))

    def describe(
        self, subjects: Iterable[str], said: dict[str, dict[str, list[reading.Value]]],
        *relations: str,
    ) -> None:  # fmt: skip
        """Add what the store says of resources, or under some relations of theirs."""
        where = "?key ?relation ?found"
        if relations:
            where = f"VALUES ?relation {{ {' '.join(relations)} }} {where}"
        keys = (one for subject in sorted(subjects) for one in self._names(subject))
        for rows in self._batched(keys, (where,), "?key ?relation ?found"):
            for subject, predicate, found in rows:
                if isinstance(subject, NamedNode) and isinstance(found, NamedNode | Literal):
                    there = said.setdefault(subject.value, {}).setdefault(_iri(predicate), [])
                    if found not in there:  # stores that hold a statement in two graphs
                        there.append(found)

    def _batched(
        self, keys: Iterable[str], wheres: Sequence[str], what: str, head: str = "?key"
    ) -> Iterator[list[Row]]:
        pending = iter(keys)
        while batch := list(islice(pending, BATCH)):
            yield self._whole(batch, wheres, what, head)

    def _whole(self, keys: list[str], wheres: Sequence[str], what: str, head: str) -> list[Row]:
        """Ask for some keys, in halves where the answer fails or may have been cut off."""
        values = f"VALUES {head} {{ {' '.join(keys)} }}"
        union = " UNION ".join(f"{{ {values} {where} }}" for where in wheres)
        try:
            rows = self._read(self._ask(f"DISTINCT {what}", union))
            if not _is_round(len(rows)) or len(keys) == 1:
                return rows
        except OverloadedError:
            if len(keys) == 1:
                raise
        half = len(keys) // 2
        parts = (keys[:half], keys[half:])
        return [row for part in parts for row in self._whole(part, wheres, what, head)]


def _spelt(iri: str) -> str:
    return str(NamedNode(iri))


def _iri(value: NamedNode | Literal | BlankNode | None) -> str:
    return value.value if isinstance(value, NamedNode) else ""


def _is_round(number: int) -> bool:
    """Tell whether rows may have been cut off there: limits are round numbers.

    >>> [number for number in (0, 99, 100, 931, 1024, 4095, 10_000) if _is_round(number)]
    [100, 1024, 4095, 10000]
    """
    powers = {number, number + 1}
    return number >= 100 and (not number % 100 or any(not one & (one - 1) for one in powers))


def _is_claims(name: str) -> bool:
    return name.endswith("graph/claims")


_CONFORMS = f"{reading.PREFIXES['dcterms']}conformsTo"
_TOLD = re.compile(rf"{re.escape(reading.DATA)}([^<>\s:,]*)")
_OURS = re.compile(rf"<{re.escape(reading.DATA)}([^<>\s]*)>")
PAGE = 2000
"""IRIs in a page of a list."""

BATCH = 250
"""Resources asked for at once: some thousand rows, and a form that any service takes."""

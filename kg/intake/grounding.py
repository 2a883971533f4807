"""Which entity of the graph is meant? By identifier first, by name on request; else a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from kg.escape import one_line
from kg.graph import Graph
from kg.intake.said import Thing
from kg.model import Entity
from kg.model.letters import without_unfit
from kg.model.prefix import PREFIXES
from kg.model.vocabulary import Kind

Key = tuple[str, ...]


def folded(name: str) -> Key:
    """Bring an identifier to one form: prefixes in small letters, said once, by one name.

    >>> folded("HGNC:HGNC:12269"), folded("uniprot:P1"), folded("hgnc:12269")
    (('hgnc', '12269'), ('uniprotkb', 'p1'), ('hgnc', '12269'))
    """
    prefix, _, rest = name.strip().partition(":")
    again, mark, last = rest.rpartition(":")
    prefix = prefix.casefold()
    rest = last if mark and again.casefold() == prefix else rest
    return SAME.get(prefix, prefix), rest.casefold()


@dataclass
class Grounding:
    """The entities of a graph by what others call them, and new ones made on request.

    `by_label`: a name decides where no identifier does, if one entity alone bears it. `new`: what
    the graph lacks becomes an entity of the layer. `named` tells which words were taken.
    """

    graph: Graph
    by_label: bool = False
    new: bool = False
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    _by_name: dict[Key, str] = field(default_factory=dict)
    _measures: dict[tuple[str, str], str] = field(default_factory=dict)
    _labels: set[str] = field(default_factory=set)
    _told: dict[tuple[str, Kind | None], str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index exact identifiers, the names they have in their own lists, and measures."""
        for key, entity in self.graph.entities.items():
            self._by_name[self.graph.manifest.id.casefold(), key] = key
            for one in entity.xrefs:
                if one.match == "exact":
                    self._by_name.setdefault(folded(one.curie), key)
                    self._by_name.setdefault(_term(one.curie.partition(":")[0], one.label), key)
            if entity.of and entity.aspect and not entity.place:
                self._measures.setdefault((entity.of, entity.aspect), key)
            self._labels.update(map(str.casefold, (entity.label, *entity.synonyms)))

    def find(self, thing: Thing) -> str | None:
        """Give the entity that is meant, one made before included; None where there is none."""
        whole = self._whole(thing)
        if whole is None or not thing.aspect:
            return whole
        return self._measures.get((whole, thing.aspect))

    def give(self, thing: Thing) -> str | None:
        """Give the entity that is meant, made anew where it may be."""
        found = self.find(thing)
        if found or not self.new or thing.kind is None or not (thing.label or thing.names):
            return found
        whole = self._whole(thing) or self._make(thing)
        return self._measure(whole, thing) if thing.aspect else whole

    def _whole(self, thing: Thing) -> str | None:
        marks = [*map(folded, thing.names), *([_term(*thing.term)] if thing.term else [])]
        if not marks:
            marks = [_term("", thing.label)]
        found = next((self._by_name[one] for one in marks if one in self._by_name), None)
        if found or not (self.by_label and thing.label):
            return found
        return self._labelled(thing)

    def _labelled(self, thing: Thing) -> str | None:
        """Take a thing by its name, if one entity alone bears it, and is of a kind like it."""
        known = (thing.label, thing.kind)
        if known not in self._told:
            if len(self._told) > KEPT:
                self._told.clear()
            found = self.graph.finder.find(thing.label, ["entity"], near=False)
            exact = [one for one in found if one.how == "exact"]
            self._told[known] = exact[0].id if len(exact) == 1 else None
        key = self._told[known]
        if key is None or not _alike(thing.kind, self.graph.entities[key].kind):
            return None
        if thing.label.casefold() != self.graph.entities[key].label.casefold():
            self.named[thing.label] = key
        return key

    def _make(self, thing: Thing) -> str:
        name = thing.names[0] if thing.names else ":".join(thing.term or ())
        label = _clean(thing.label or name)
        if label.casefold() in self._labels:
            label = f"{label[:80]} ({_clean(name) or 'another'})"
        unlike = next(one for one in _numbered(label) if one.casefold() not in self._labels)
        key = self._free(unlike)
        made: dict[str, Any] = {"id": key, "label": unlike, "kind": thing.kind}
        curies = [one for one in map(spelled, thing.names) if one]
        if curies and folded(curies[0]) not in self._by_name:
            made["xrefs"] = [{"curie": curies[0], "label": label}]
        else:
            made["no_term"] = f"imported as {_clean(name) or 'a name alone'}"
        self.made[key] = made
        self._labels.add(unlike.casefold())
        marks = [*map(folded, thing.names), *([_term(*thing.term)] if thing.term else [])]
        for mark in marks or [_term("", thing.label)]:
            self._by_name.setdefault(mark, key)
        return key

    def _measure(self, whole: str, thing: Thing) -> str:
        base = self.made.get(whole) or {"label": self.graph.entities[whole].label}
        label = f"{base['label'][:100]} {thing.aspect}"
        unlike = next(one for one in _numbered(label) if one.casefold() not in self._labels)
        key = self._free(unlike)
        self.made[key] = {"id": key, "label": unlike, "kind": "measure", "of": whole,
                          "aspect": thing.aspect}  # fmt: skip
        self._labels.add(unlike.casefold())
        self._measures[whole, str(thing.aspect)] = key
        return key

    def _free(self, label: str) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", label.casefold())[:80].strip("-") or "thing"
        taken: Mapping[str, Entity] = self.graph.entities
        options = (slug if n == 1 else f"{slug}-{n}" for n in count(1))
        return next(one for one in options if one not in taken and one not in self.made)


def spelled(name: str) -> str:
    """Write an identifier as curated files have it; empty where its prefix is not one of theirs.

    >>> spelled("uniprotkb:P12345"), spelled("NCBIGENE:1"), spelled("CONSO:x")
    ('UniProtKB:P12345', 'NCBIGene:1', '')
    """
    prefix, rest = folded(name)
    own = CANON.get(prefix, "")
    last = name.strip().rpartition(":")[2]
    fits = re.fullmatch(r"[A-Za-z0-9_.-]+", last) and last.casefold() == rest
    return f"{own}:{last}" if own and fits and len(last) < 80 else ""


def _term(prefix: str, name: str) -> Key:
    """Mark the name that a thing has in a list of names."""
    return SAME.get(prefix.casefold(), prefix.casefold()), "=", name.casefold()


def _alike(kind: Kind | None, other: Kind) -> bool:
    """Tell whether one thing may be called either: APCS is a gene, and an APC a cell."""
    return kind is None or any({kind, other} <= group for group in LIKE)


def _clean(text: str) -> str:
    return one_line(without_unfit(" ".join(text.split())))[:110].strip() or ""


def _numbered(label: str) -> Iterable[str]:
    return (label if n == 1 else f"{label} {n}" for n in count(1))


SAME = {
    "uniprot": "uniprotkb", "up": "uniprotkb", "egid": "ncbigene", "entrez": "ncbigene",
    "taxonomy": "ncbitaxon", "pubchem": "pubchem.compound", "chembl": "chembl.compound",
    "ensembl gene": "ensembl", "drugcentral": "drugcentral",
}  # fmt: skip
"""Prefixes by which programs name the same list."""

LIKE: tuple[frozenset[Kind], ...] = (
    frozenset({"gene", "complex", "molecule", "agent"}),
    frozenset({"agent", "therapy", "radiation", "combination"}),
    frozenset({"cell", "model", "organism", "anatomy"}),
    frozenset({"process", "measure", "outcome", "disease"}),
)
"""Kinds whose things are told by one name in different lists."""

KEPT = 100_000
"""Names whose meaning is kept, lest they fill the memory."""

CANON = {one.casefold(): one for one in sorted(PREFIXES, reverse=True)} | {"uniprotkb": "UniProtKB"}
"""A prefix in small letters, and as curated files spell it."""

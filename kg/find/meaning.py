"""Names by what their words mean: 'release of HMGB1' is HMGB1 release, 'MDSCs in blood' a count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from kg.find.fold import tokens
from kg.model import Entity

Part = str | frozenset[str]
"""A word, or the entities that some words name."""


class Meanings:
    """Words taken apart into things that have names of their own and what is said of these."""

    def __init__(
        self, entities: Mapping[str, Entity], named: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Keep the entities, and which of them each folded name stands for."""
        self._entities, self._named = entities, named

    def same(self, words: str) -> dict[str, str]:
        """Find entities with a name of the same words in any order, or of words for the same."""
        return dict(self._by_parts.get(self.parts(words), {}))

    def measured(self, words: str) -> dict[str, str]:
        """Find the measure of a thing: each word names the thing, what is measured, or where."""
        parts = self.parts(words)
        things = [part for part in parts if isinstance(part, frozenset)]
        if len(parts) < 2 or not things:
            return {}
        return {
            key: "what is measured, and where" for key, entity in self._entities.items()
            if entity.of and self._all_said(entity, parts)
        }  # fmt: skip

    def held(self, words: str) -> dict[str, str]:
        """Find the one thing that some of the words name, where the others only say more of it.

        They name what it is measured of, where, or a kind of it; or they stand in a name of its.
        """
        parts = self.parts(words)
        hits: dict[str, str] = {}
        for one in parts:
            named = one if isinstance(one, frozenset) else ()
            for key in (key for key in named if self._entities[key].kind not in PLAIN):
                if len(parts) > 1 and all(part == one or self._adds(key, part) for part in parts):
                    hits[key] = "other words only say more of it"
                elif len(parts) == 1 and len(one) == 1:
                    hits[key] = "the same but for small words"
        return hits

    def _adds(self, key: str, part: Part) -> bool:
        entity = self._entities[key]
        if isinstance(part, str):
            said = {word for name in (entity.label, *entity.synonyms) for word in tokens(name)}
            return part in IGNORED or part in ASPECTS.get(entity.aspect or "", ()) or part in said
        return bool(part & {entity.of, entity.place, *entity.broader, *entity.part_of})

    def stripped(self, words: str) -> dict[str, str]:
        """Find a treatment or a model by its name without a word for any of its kind."""
        kept = frozenset(part for part in tokens(words) if part not in self._generic["radiation"])
        hits = dict(self._treatments.get(kept, {})) if kept else {}
        if hits:
            return hits
        said = tokens(words)
        left = said
        while left and left[-1] in TAILS:
            kinds, left = TAILS[left[-1]], left[:-1]
            found = [key for key in self._named.get("".join(left), ())
                     if self._entities[key].kind in kinds]  # fmt: skip
            if len(found) == 1:
                return {found[0]: f"without '{' '.join(said[len(left) :])}'"}
        return {}

    def parts(self, words: str, whole: bool = False) -> frozenset[Part]:
        """Take words apart, longest names first; the whole is no part of itself."""
        raw = tokens(words)
        said = [SAME.get(word, word) for word in raw]
        found: set[Part] = set()
        place = 0
        while place < len(said):
            for end in range(min(len(said), place + LONGEST), place, -1):
                if (place, end) == (0, len(said)) and not whole:
                    continue
                named = self._named.get("".join(raw[place:end]))
                if named and not (end - place == 1 and raw[place] in NO_NAMES):
                    found.add(frozenset(named))
                    place = end
                    break
            else:
                if said[place] not in SMALL:
                    placed = self._named.get(said[place]) if said[place] in PLACES else None
                    found.add(frozenset(placed) if placed else said[place])
                place += 1
        return frozenset(found)

    @cached_property
    def _by_parts(self) -> dict[frozenset[Part], dict[str, str]]:
        found: defaultdict[frozenset[Part], dict[str, str]] = defaultdict(dict)
        for key, entity in self._entities.items():
            for name in (entity.label, *entity.synonyms):
                parts = self.parts(name)
                if len(parts) > 1:
                    found[parts].setdefault(key, f"the same words as in '{name}'")
        return dict(found)

    def _all_said(self, entity: Entity, parts: frozenset[Part]) -> bool:
        aspect = ASPECTS.get(entity.aspect or "", frozenset())
        of = place = False
        for part in parts:
            if isinstance(part, str):
                if part not in aspect:
                    return False
            elif entity.of in part and not of:
                of = True
            elif entity.place in part:
                place = True
            else:
                return False
        return of and (place or any(isinstance(part, str) for part in parts))

    @cached_property
    def _generic(self) -> dict[str, frozenset[str]]:
        """Words for any radiation: the names of the kinds that are a kind of none."""
        roots = [one for one in self._entities.values() if one.kind == "radiation"
                 and not any(self._is_radiation(key) for key in one.broader)]  # fmt: skip
        named = {word for one in roots[:] if self._has_kinds(one.id)
                 for name in (one.label, *one.synonyms) for word in tokens(name)}  # fmt: skip
        return {"radiation": frozenset(named | GENERIC)}

    def _is_radiation(self, key: str) -> bool:
        return key in self._entities and self._entities[key].kind == "radiation"

    def _has_kinds(self, key: str) -> bool:
        return any(key in one.broader for one in self._entities.values())

    @cached_property
    def _treatments(self) -> dict[frozenset[str], dict[str, str]]:
        found: defaultdict[frozenset[str], dict[str, str]] = defaultdict(dict)
        for key, entity in self._entities.items():
            if entity.kind == "radiation":
                for name in (key, entity.label, *entity.synonyms):
                    kept = frozenset(tokens(name)) - self._generic["radiation"]
                    if kept:
                        found[kept].setdefault(key, f"another word for '{name}'")
        return dict(found)


LONGEST = 7
"""Words of the longest name that is looked for inside others."""

SMALL = frozenset(
    "of the a an in on by to and with from for at after during between s plus combined".split()
)
PLACES = frozenset({"blood", "spleen", "tumor"})
"""Words of `SAME` that name a place, where the corpus has it."""

PLAIN = frozenset({"anatomy", "organism", "cell", "model", "gene"})
"""Kinds of which another word makes another thing: a blood cell is no blood."""

IGNORED = frozenset({"cell", "median", "human", "murine", "total", "overall", "local"})
"""Words that say nothing of what a thing is."""

NO_NAMES = frozenset("no level effect art time os a in on alpha beta".split())
"""Short names that are plain words as well."""

SAME = {
    "axis": "pathway", "cascade": "pathway", "signaling": "pathway", "signal": "pathway",
    "block": "arrest", "antibody": "antibody", "inhibitor": "blockade", "inhibition": "blockade",
    "secreted": "release", "secretion": "release", "released": "release", "liberation": "release",
    "circulating": "blood", "splenic": "spleen", "intratumoral": "tumor", "surviving": "survival",
    "number": "amount", "abundance": "amount", "count": "amount", "level": "amount",
    "concentration": "amount", "frequency": "amount", "quantity": "amount", "exposure": "surface",
    "translocation": "surface", "mrna": "expression", "activation": "activity",
    "upregulation": "expression", "killing": "kill", "proliferation": "growth",
    "effect": "response", "migration": "migration", "recruitment": "infiltration",
    "influx": "infiltration", "infiltrating": "infiltration", "infiltrate": "infiltration",
    "serum": "blood", "plasma": "blood", "peripheral": "blood", "exposed": "surface",
}  # fmt: skip
"""Words of one meaning in names of the field; the form on the right is only compared."""

ASPECTS = {
    "abundance": frozenset({"amount", "infiltration", "expression"}),
    "expression": frozenset({"expression", "amount"}),
    "activity": frozenset({"activity", "pathway", "function"}),
    "secretion": frozenset({"release", "amount", "production", "expression"}),
    "surface": frozenset({"surface", "amount", "expression"}),
    "growth": frozenset({"growth"}), "response": frozenset({"response"}),
}  # fmt: skip
"""The words, in the form of `SAME`, by which an aspect of a thing is asked for."""

GENERIC = frozenset("therapy treatment beam ray rt ion exposure".split())
TAILS = {
    **dict.fromkeys(("cell", "line"), frozenset({"model"})),
    **dict.fromkeys(("mouse", "strain"), frozenset({"model", "organism"})),
    **dict.fromkeys(("gene", "protein", "mrna"), frozenset({"gene", "complex"})),
    "molecule": frozenset({"gene", "molecule"}),
    **dict.fromkeys(("pathway", "signaling", "axis"), frozenset({"gene", "process", "complex"})),
    **dict.fromkeys(("trial", "study"), frozenset({"trial"})),
    **dict.fromkeys(("drug", "antibody"), frozenset({"agent"})),
}
"""Last words that tell of what kind a thing is: of these kinds they may be left out."""

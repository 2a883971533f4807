"""The finder's tables as plain values: for a page that folds words in the same manner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.find import fold, meaning
from kg.find.finder import BESIDE, FAMILIES
from kg.find.gene import identifiers
from kg.find.index import RELATED, SHORT, SMALL
from kg.find.known import Known


def written_tables(known: Known) -> dict[str, Any]:
    """Write out how words are folded, and what else the finder knows besides names.

    `fold` are the tables of `kg.find.fold`, `words` those of `kg.find.meaning`; `identifiers` are
    (entity, reason, whether it fits exactly) by key; `of` are what an entity is measured of, its
    aspect, its place, its kinds and wholes; `related` what is loosely called so, `beside` of
    what a marker or a kind is; `numbers` the references of each document by number.
    `physical` are the treatments by radiation. Names are not repeated: whoever reads this has them.
    """
    found: dict[str, list[list[Any]]] = {}
    for key, entity in known.entities.items():
        for name, reason, fits in identifiers(entity):
            told = found.setdefault(name, [])
            older = next((one for one in told if one[0] == key), None)
            if older is None:
                told.append([key, reason, fits])
            elif fits:
                older[1:] = [reason, fits]
    related = {key: one.related_names for key, one in known.entities.items()}
    beside = {key: one.near_names for key, one in known.entities.items()}
    used = _used(known)
    physical = [key for key, one in known.entities.items() if one.kind == "radiation"]
    meant = {meaning.SAME.get(word, word) for word in used}
    return {
        "fold": {
            "greek": fold.GREEK, "plurals": fold.PLURALS, "irregular": fold.IRREGULAR,
            "spellings": [[pattern.pattern, new] for pattern, new in fold.SPELLINGS],
            "roman": fold.ROMAN,
        },
        "words": {
            "longest": meaning.LONGEST,
            "same": {word: other for word, other in meaning.SAME.items() if other in meant},
            "aspects": {key: sorted(words) for key, words in meaning.ASPECTS.items()},
            "tails": {word: sorted(kinds) for word, kinds in meaning.TAILS.items()},
            **{name.casefold(): sorted(getattr(meaning, name)) for name in
               ("SMALL", "PLAIN", "IGNORED", "NO_NAMES")},
            "places": sorted(meaning.PLACES & used),
            "generic": sorted(meaning.GENERIC) if physical else [],
        },
        "physical": physical,
        "related": _by_form(related), "loosely": RELATED,
        "beside": _by_form(beside), "besides": BESIDE,
        "families": FAMILIES, "short": SHORT, "joining": sorted(SMALL),
        "identifiers": {key: found[key] for key in sorted(found)},
        "of": {
            key: [one.of or "", one.aspect or "", one.place or "", one.broader, one.part_of]
            for key, one in known.entities.items()
            if one.of or one.place or one.broader or one.part_of
        },
        "numbers": {key: {str(number): name for number, name in one.numbers.items()}
                    for key, one in known.documents.items()},
    }  # fmt: skip


def _by_form(named: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Give the things by every folded form of these names of theirs."""
    found: dict[str, dict[str, None]] = {}
    for key, names in named.items():
        for form in (form for name in names for form in fold.spellings(name)):
            found.setdefault(form, {})[key] = None
    return {form: list(found[form]) for form in sorted(found)}


def _used(known: Known) -> set[str]:
    """Give every word of a name: of the others none is written into another corpus's page."""
    return {word for one in known.entities.values()
            for name in (one.label, *one.synonyms) for word in fold.tokens(name)}  # fmt: skip

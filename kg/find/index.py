"""Every name of every entity by the keys under which people find it, strictest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from kg.find.fold import compact, plain, spellings, tokens
from kg.find.gene import GENES, identifier, identifiers
from kg.find.known import How
from kg.find.meaning import Meanings
from kg.model import Entity

Hits = dict[str, str]
"""Entities that a key means, with the reason."""


class Index:
    """The names of some entities; each table is made when it is first asked."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        """Keep the entities; nothing is computed yet."""
        self._entities = entities

    def levels(self, words: str, wanted: How) -> Iterator[Hits]:
        """Yield what the words mean by ever looser rules, of those that are exact or taken."""
        if wanted == "exact":
            yield self._called.get(" ".join(words.casefold().split()), {})
            yield self._treatments.get(plain(words), {})
            yield self._spelt.get(compact(words), {})
            yield from self._identified(words, fitting=True)
            hits: Hits = {}
            for key in sorted(spellings(words)):
                hits |= self._alike.get(key, {})
            yield hits
            return
        yield from self._identified(words, fitting=False)
        yield {key: why for form in sorted(spellings(words))
               for key, why in self._related.get(form, {}).items()}  # fmt: skip
        for rule in (
            self.meanings.same,
            self.meanings.measured,
            self.meanings.stripped,
            self.meanings.held,
        ):
            yield rule(words)
        yield self.close(words)

    def gene(self, name: str) -> str | None:
        """Give the one gene, molecule or complex of a name as databases write it; no guess.

        By a symbol or identifier that fits exactly, else by its own names, else as the family or
        complex that contains the gene; in the order of their ids, should there be several.
        """
        ways = [self._identifiers.get(key, {}) for key in (plain(name), identifier(name)) if key]
        said = self._called.get(" ".join(name.casefold().split()), {})
        exact = [one for way in ways for one, (_, fits) in way.items() if fits]
        for found in (exact, said, [one for way in ways for one in way]):
            genes = [key for key in found if self._entities[key].kind in GENES]
            if genes:
                return min(genes)
        return None

    def _identified(self, words: str, *, fitting: bool) -> Iterator[Hits]:
        for key in (plain(words), identifier(words)):
            meant = self._identifiers.get(key, {})
            if fitting:
                yield {one: why for one, (why, fits) in meant.items() if fits}
            else:
                yield {one: f"{why}, which fits it loosely" for one, (why, _) in meant.items()}

    @cached_property
    def meanings(self) -> Meanings:
        """The names by what their words mean."""
        named = {**self._treatments, **self._alike}
        return Meanings(self._entities, {key: tuple(hits) for key, hits in named.items()})

    def beside(self, words: str) -> list[str]:
        """List the entities of which a marker, a member or a kind is called so."""
        forms = sorted(spellings(words))
        return list(dict.fromkeys(key for form in forms for key in self._beside.get(form, ())))

    def close(self, words: str) -> Hits:
        """Find the one entity with a name a letter away; none for short names and for numbers.

        The word with the error must be long itself, and begin as it should: macro is not micro.
        """
        wanted = tokens(words)
        if any(letter.isdigit() for word in wanted for letter in word):
            return {}
        hits: Hits = {}
        for said, found in self._of_length.get(len(wanted), ()):
            if _one_error(wanted, said):
                hits |= dict.fromkeys(found, f"a letter away from '{' '.join(said)}'")
        return hits if len(hits) == 1 else {}

    @cached_property
    def _of_length(self) -> dict[int, list[tuple[tuple[str, ...], Hits]]]:
        """The names by how many words they have."""
        found: dict[int, list[tuple[tuple[str, ...], Hits]]] = {}
        for said, hits in self._worded.items():
            found.setdefault(len(said), []).append((said, hits))
        return found

    def spelt_like(self, words: str) -> list[str]:
        """List names near in spelling, whose digits are the same: a typing error, not a cousin.

        None where the words are a name of something that stands near in meaning.
        """
        if self.beside(words):
            return []
        wanted = "".join(tokens(words))
        digits = _digits(wanted)
        longer = re.compile(re.escape(wanted) + (r"(?!\d)" if wanted[-1:].isdigit() else ""))
        short = words.isupper() or bool(digits)  # CAR-T is no beginning of cartilage
        holding = sorted((one for one in self._worded if len(wanted) > 2 and any(
            longer.match("".join(one[place:])) and (not short or _whole(wanted, one[place:]))
            for place in range(len(one)))),
            key=lambda one: (len(one), len("".join(one)), one))  # fmt: skip
        said = tokens(words)
        erring = [
            one for meant, hits in self._worded.items() for one in hits
            if (_one_error(said, meant) if len(said) == len(meant) > 1 else
                (is_close if len(wanted) > SHORT else _swapped)(wanted, "".join(meant)))
            and _digits("".join(meant)) == digits
        ]  # fmt: skip
        meant = [*erring, *(one for name in holding[:3] for one in self._worded[name])]
        return list(dict.fromkeys(meant))[:4]

    @cached_property
    def _called(self) -> dict[str, Hits]:
        found: defaultdict[str, Hits] = defaultdict(dict)
        for key, name, reason in self._names():
            found[" ".join(name.casefold().split())].setdefault(key, reason)
        return dict(found)

    @cached_property
    def _spelt(self) -> dict[str, Hits]:
        found: defaultdict[str, Hits] = defaultdict(dict)
        for key, name, reason in self._names():
            found[compact(name)].setdefault(key, reason)
        found.pop("", None)
        return dict(found)

    @cached_property
    def _alike(self) -> dict[str, Hits]:
        found: defaultdict[str, Hits] = defaultdict(dict)
        for key, name, reason in self._names():
            for form in spellings(name):
                found[form].setdefault(key, reason)
        found.pop("", None)
        return dict(found)

    @cached_property
    def _worded(self) -> dict[tuple[str, ...], Hits]:
        found: defaultdict[tuple[str, ...], Hits] = defaultdict(dict)
        for key, name, reason in self._names():
            found[tokens(name)].setdefault(key, reason)
        return dict(found)

    @cached_property
    def _treatments(self) -> dict[str, Hits]:
        """Radiations by the first word of their id, where one alone begins so."""
        found: defaultdict[str, Hits] = defaultdict(dict)
        for key, entity in self._entities.items():
            if entity.kind == "radiation":
                found[key.split("-")[0]][key] = "first word of the id"
        return dict(found)

    @cached_property
    def _related(self) -> dict[str, Hits]:
        """What is loosely called so, by the folded words."""
        return _by_words((key, one.related_names) for key, one in self._entities.items())

    @cached_property
    def _beside(self) -> dict[str, Hits]:
        """Of what a marker, a member or a kind is called so."""
        return _by_words((key, one.near_names) for key, one in self._entities.items())

    @cached_property
    def _identifiers(self) -> dict[str, dict[str, tuple[str, bool]]]:
        found: defaultdict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
        for key, entity in self._entities.items():
            for name, reason, fits in identifiers(entity):
                if fits or key not in found[name]:
                    found[name][key] = (reason, fits)
        return dict(found)

    def _names(self) -> Iterator[tuple[str, str, str]]:
        for key, entity in self._entities.items():
            yield key, key, "id"
            yield key, entity.label, "label"
            for synonym in entity.synonyms:
                yield key, synonym, f"synonym {synonym}"


def _by_words(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, Hits]:
    found: defaultdict[str, Hits] = defaultdict(dict)
    for key, names in named:
        for form in (form for name in names for form in sorted(spellings(name))):
            found[form][key] = RELATED
    return dict(found)


def _whole(wanted: str, said: tuple[str, ...]) -> bool:
    """Tell whether words begin with one that ends where a word does, or where its number starts."""
    ends = {len("".join(said[:count])) for count in range(1, len(said) + 1)}
    return len(wanted) in ends or "".join(said)[len(wanted) :][:1].isdigit()


def is_close(one: str, other: str) -> bool:
    """Tell whether a letter more, less, changed or changed places with the next makes two equal.

    >>> is_close("calreticulun", "calreticulin"), is_close("hypoxai", "hypoxia")
    (True, True)
    >>> is_close("hyperoxia", "hypoxia")
    False
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                 min(len(one), len(other)))  # fmt: skip
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[1:] == shorter


def near_words(words: str, names: Iterable[str], most: int = 3) -> list[str]:
    """List names that somebody may have meant: in another spelling, longer, or with an error.

    >>> near_words("hypoxia", ["hypoxia-reversals", "hgnc", "trials"])
    ['hypoxia-reversals']
    >>> near_words("hypoxa", ["hypoxia", "systemic"])
    ['hypoxia']
    """
    from difflib import get_close_matches

    names = list(names)
    forms = {name: "".join(tokens(name)) for name in names}
    wanted = "".join(tokens(words))
    same = [name for name in names if wanted and forms[name] == wanted]
    longer = sorted((name for name in names if len(wanted) > 2 and wanted in forms[name]),
                    key=lambda name: (len(name), name))  # fmt: skip
    close = get_close_matches(words.casefold(), [name.casefold() for name in names], n=most)
    folded = {name.casefold(): name for name in names}
    mentioned = [name for name in names if set(tokens(words)) & set(tokens(name)) - SMALL]
    found = [*same, *longer, *(folded[name] for name in close)]
    return list(dict.fromkeys(found or mentioned))[:most]


def _one_error(said: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """Tell whether one word, a long one, is a letter away, and all others agree."""
    differing = [(a, b) for a, b in zip(said, meant, strict=True) if a != b]
    if len(differing) != 1:
        return False
    ((one, other),) = differing
    return min(len(one), len(other)) > SHORT and one[:3] == other[:3] and is_close(one, other)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _swapped(one: str, other: str) -> bool:
    """Tell whether two differ by the places of two neighbours or by a doubled letter alone."""
    if len(one) < SHORT - 1 or not is_close(one, other):
        return False
    return sorted(one) == sorted(other) or set(one) == set(other)


RELATED = "a related name, which does not mean quite the same"
"""Why something is found by a related name of it."""

SHORT = 5
"""Letters of a name that a letter more or less makes another: never guessed."""
SMALL = frozenset({"of", "the", "a", "an", "in", "on", "by", "to", "and", "with", "from", "for"})

"""One finder for all who take words from a person: what they may mean, best first."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kg.errors import RequestError, TakenAs
from kg.find.fold import compact, tokens
from kg.find.index import Index, near_words
from kg.find.known import Found, How, Known
from kg.find.paper import by_author, cited
from kg.model import Entity

Resolved = Mapping[str, tuple[Found, ...]]
"""What words mean in a whole of which only a part is at hand."""

KINDS = ("entity", "paper", "claim", "figure", "module")
"""What words may mean, in the order in which they are tried."""


class Finder:
    """Finds things of a graph by words; its tables are made once, when first asked."""

    def __init__(self, known: Known, resolved: Resolved = MappingProxyType({})) -> None:
        """Look at a graph, or at what else has its shelves.

        Where it is only a part, `resolved` tells what words mean in the whole.
        """
        self._known, self._resolved = known, resolved
        self._index = Index(known.entities)

    def find(
        self, words: str, kinds: Iterable[str] = KINDS, *, near: bool = True
    ) -> tuple[Found, ...]:
        """Give what the words may mean, best first; what is `near`, if asked, where nothing fits.

        Several that are `exact` or `taken` fit equally well: nobody may choose but who asked.
        """
        asked = set(kinds)
        found = [*(self._exact(words) if "entity" in asked else ()), *self._others(words, asked)]
        if not found and "paper" in asked:
            found = [Found(one.id, "paper", one.citation, "exact", "an author of it")
                     for one in by_author(self._known, words)]  # fmt: skip
        if not found and "entity" in asked:
            found = [*self._loose(words)] or ([*self.near(words)] if near else [])
        return tuple(dict.fromkeys(found))

    def entity(self, words: str) -> Entity:
        """Give the one entity that is meant; `RequestError` if none or several.

        What is only taken as meant is said by a warning, `kg.errors.TakenAs`.
        """
        found = self._exact(words) or self._loose(words)
        if len(found) > 1:
            named = ", ".join(sorted(one.id for one in found))
            raise RequestError(f"'{words}' may be {named}: say which id")
        if not found:
            raise RequestError(self.missing(words))
        one = found[0]
        if one.how == "taken":
            note = f"'{words}' is taken as {one.label} ({one.id}): {one.reason}"
            warnings.warn(TakenAs(note), stacklevel=3)
        return self._known.entities[one.id]

    def gene(self, name: str) -> str | None:
        """Give the id of the gene that a table of a database's names means; None for any other.

        >>> import kg
        >>> [kg.load().finder.gene(name) for name in ("Cd274", "TMEM173", "Cdk4", "FDXR")]
        ['pd-l1', 'sting', 'cdk4-6', None]
        """
        return self._index.gene(name)

    def missing(self, words: str) -> str:
        """Say that nothing here is called so, and what stands near: a typing error, or a kin."""
        written = by_author(self._known, words)
        if written:
            return f"no entity '{words}': it is an author: kg show {words} lists the papers"
        if CITED.search(words):
            return f"no paper '{words}': it is not in this corpus: 'kg search' looks into titles"
        alike = self._index.spelt_like(words) if compact(words) else []
        if alike:
            return f"no entity '{words}': did you mean {', '.join(alike)}?"
        near = self.near(words)
        if near:
            named = ", ".join(f"{one.id} ({one.reason})" for one in near)
            return f"no entity '{words}': it is not in this corpus; near in meaning: {named}"
        hint = "'kg search' looks into texts, 'kg stats --entities' lists all"
        return f"no entity '{words}': it is not in this corpus: {hint}"

    def near(self, words: str) -> tuple[Found, ...]:
        """Give what stands near in meaning to what is not here, never what is spelt alike.

        What has a marker, a member or a kind of this name; what the words name in part;
        the kind that most of a family have, which a name numbers as
        IL-2 and IL-6 are; what a definition tells of by these words.
        """
        entities = self._known.entities
        found = dict.fromkeys(self._index.beside(words), BESIDE)
        for part in self._index.meanings.parts(words):
            if isinstance(part, frozenset):
                found |= {key: "named in it" for key in sorted(part) if key not in found}
        found |= {key: why for key, why in self._family(words).items() if key not in found}
        case = re.RegexFlag(0) if words.isupper() else re.IGNORECASE  # HIT is no hit
        said = re.compile(rf"(?<!\w){re.escape(words.strip())}(?!\w)", case)
        for key, entity in entities.items():
            if len(compact(words)) > 2 and entity.definition and said.search(entity.definition):
                found.setdefault(key, "its definition speaks of it")
        return tuple(Found(key, "entity", entities[key].label, "near", why)
                     for key, why in list(found.items())[:4])  # fmt: skip

    def _family(self, words: str) -> Mapping[str, str]:
        """Find the kind of what nomenclature numbers, or of what has other numbers here."""
        match = re.match(r"([a-z]+)\d+[a-z]*$", "".join(tokens(words)))
        if not match:
            return {}
        if match[1] in FAMILIES:
            return {one.id: "a kind of these" for one in self._exact(FAMILIES[match[1]])}
        kin = [key for key, entity in self._known.entities.items()
               if entity.kind in ("gene", "complex", "molecule", "agent")
               and re.match(rf"{match[1]}\d+[a-z]?$", "".join(tokens(entity.label)))]  # fmt: skip
        kinds = Counter(up for key in kin for up in self._known.entities[key].broader)
        listed = ", ".join(kin[:3])
        return {key: f"as {listed}" for key, many in sorted(kinds.items())
                if many * 2 > len(kin) and key in self._known.entities}  # fmt: skip

    def _exact(self, words: str) -> list[Found]:
        return self._decide(words, "exact")

    def _loose(self, words: str) -> list[Found]:
        return self._decide(words, "taken")

    def _decide(self, words: str, wanted: How) -> list[Found]:
        """Give the entities of the first rule that finds any."""
        if words in self._resolved:
            return [one for one in self._resolved[words] if one.how == wanted]
        entities = self._known.entities
        own = words if words in entities else _last(words)
        if own in entities:
            hits = {own: "id"} if wanted == "exact" else {}
        else:
            hits = {}
            for said in _written_out(words):
                levels = self._index.levels(said, wanted) if compact(said) else iter(())
                hits |= next(filter(None, levels), {})
        return [Found(key, "entity", entities[key].label, wanted, why) for key, why in hits.items()]

    def _others(self, words: str, kinds: set[str]) -> Iterable[Found]:
        known = self._known
        if "paper" in kinds:
            for one in cited(known, words) or ():
                yield Found(one.id, "paper", one.citation, "exact", "cited so")
        if "claim" in kinds and words in known.claims:
            yield Found(words, "claim", words, "exact", "id")
        named: tuple[tuple[str, Mapping[str, object], Callable[[str], str]], ...] = (
            ("figure", known.figures, lambda key: known.figures[key].title),
            ("module", known.modules, lambda key: known.modules[key].label),
        )
        for kind, shelf, title in named:
            for key in shelf if kind in kinds else ():
                if compact(words) and compact(words) in (compact(key), compact(title(key))):
                    yield Found(key, kind, title(key), "exact", "id or title")


def choose(words: str, names: Iterable[str], what: str, listing: str) -> str:
    """Give the name of a list that is meant, in any spelling; `RequestError` with the nearest.

    >>> choose("Hypoxia Reversals", ["hypoxia-reversals", "trials"], "query", "'kg queries'")
    'hypoxia-reversals'
    """
    names = list(names)
    if words in names:
        return words
    same = [name for name in names if compact(name) == compact(words) != ""]
    if len(same) == 1:
        return same[0]
    hint = offer(words, names, f"{listing} lists all")
    raise RequestError(f"no {what} '{words}': {hint}")


def offer(words: str, names: Iterable[str], listing: str) -> str:
    """Say which names are near, or else what lists them."""
    near = near_words(words, names)
    return f"did you mean {', '.join(near)}?" if near else listing


def _written_out(words: str) -> tuple[str, ...]:
    """Write out letters in brackets within a word, which may stand there or not: PD-(L)1."""
    if not re.search(r"[\w-]\(\w{1,2}\)\w", words):
        return (words,)
    return words.replace("(", "").replace(")", ""), re.sub(r"\(\w{1,2}\)", "", words)


def _last(words: str) -> str:
    """Give the last part of an address, which our own ids are of theirs."""
    return words.rstrip("/").rsplit("/", 1)[-1] if re.match(r"https?://\S+$", words) else words


BESIDE = "it names a marker, a member or a kind of it"
"""Why something stands near what is not here."""

CITED = re.compile(
    r"^\W*10\.\d{4,9}/|(?i:^\W*pmid|^\W*pmc\d)|doi\.org/|\w \W?(19|20)\d\d[a-z]?\W*$"
)
"""What is written like a DOI, a PMID, or an author with a year."""

FAMILIES = {
    **dict.fromkeys(("il", "ifn", "ifna", "ifnl", "tnfsf", "csf"), "cytokine"),
    **dict.fromkeys(("ccl", "cxcl", "xcl", "cxxxcl"), "chemokine"),
    **dict.fromkeys(("hla", "h2"), "MHC class I"),
}
"""Letters before the number of every member of a family (HGNC gene groups), and its kind."""

"""Edges: an effect is against nothing done, a comparison against another arm."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from kg.model import Contrast, Evidence
from kg.model.vocabulary import Action, Basis, Level, Predicate, Sign


@dataclass(frozen=True)
class Support:
    """One evidence record as it bears on one edge.

    `claim` and `evidence.id` lead back to what was curated. `contrast` is the position of the
    contrast that says it, or None for the record itself. `derivation` tells how a statement that
    nobody curated follows: 'comparator' (the other arm's own sign) or 'component' (two arms that
    differ in one treatment). `void` tells why the record does not count: 'draft', 'superseded' or
    'retracted'; empty where it does.
    """

    claim: str
    evidence: Evidence
    contrast: int | None = None
    derivation: str | None = None
    void: str = ""

    def __repr__(self) -> str:
        """Name the record, and how what it supports follows from it."""
        how = f" by {self.derivation}" if self.derivation else ""
        return f"<Support {self.claim}: {self.evidence.id}{how}>"

    @property
    def key(self) -> tuple[str, str, int]:
        """A total order: claim, evidence id, position of the contrast."""
        return self.claim, self.evidence.id, -1 if self.contrast is None else self.contrast

    @property
    def stated(self) -> Contrast | None:
        """The contrast that this support rests on."""
        return None if self.contrast is None else self.evidence.contrasts[self.contrast]


@dataclass(frozen=True)
class Effect:
    """What a subject does to an object, or how the two hang together, with all that says so.

    `given` are the co-treatments under which a derived effect was seen (derivation 'component').
    `sign` is None where the predicate has none, and where nobody found it: all supports refute.
    `action` is what an agent does to its target, where that is known.
    """

    subject: str
    predicate: Predicate
    object: str
    sign: Sign | None
    supports: tuple[Support, ...]
    given: tuple[str, ...] = ()
    action: Action | None = None

    def __repr__(self) -> str:
        """Name the edge, and count what supports it."""
        return f"<Effect {self.id}: {len(self.supports)} supports>"

    @property
    def id(self) -> str:
        """The claim's id, with the co-treatments where there are any."""
        plain = f"{self.subject}.{self.predicate}.{self.object}"
        return plain + (f".given.{'.'.join(self.given)}" if self.given else "")

    @property
    def derived(self) -> bool:
        """Whether no curated record states it directly."""
        return all(support.derivation for support in self.supports)

    @property
    def refuted(self) -> bool:
        """Whether a source argues against it."""
        return any(support.evidence.stance == "refutes" for support in self.supports)


@dataclass(frozen=True)
class Comparison:
    """The object's level under one exposure relative to another, on one basis.

    `level` and `basis` with several values stay unresolved: one of these. `differs` is set where
    a subject is compared with itself: (facet, here, there).
    """

    subject: str
    comparator: str
    object: str
    level: tuple[Level, ...]
    basis: tuple[Basis, ...]
    supports: tuple[Support, ...]
    differs: tuple[str, str, str] | None = None
    given: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Name the edge, and count what supports it."""
        return f"<Comparison {self.id}: {len(self.supports)} supports>"

    @property
    def id(self) -> str:
        """Join by full stops all that sets this comparison apart."""
        parts = [self.subject, "versus", self.comparator]
        if self.differs:
            parts += [_slug(part) for part in self.differs]
        parts += [self.object, "-or-".join(self.level)]
        parts += ["-or-".join(self.basis)] if self.basis else []
        parts += ["given", *self.given] if self.given else []
        return ".".join(parts)

    @property
    def derived(self) -> bool:
        """Whether no curated record states it directly."""
        return all(support.derivation for support in self.supports)


def _slug(text: str) -> str:
    """Write a value as part of an id; where letters are lost, a hash keeps '<=5' from '>=5'."""
    kept = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in text)
    slug = "-".join(kept.lower().split())
    if slug == text.replace(" ", "-"):
        return slug
    return "-".join(filter(None, [slug, sha256(text.encode()).hexdigest()[:6]]))

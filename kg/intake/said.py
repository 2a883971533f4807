"""What a file of another program says: things, papers, and statements of one about another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import Problem, TableError
from kg.escape import terminal
from kg.model.vocabulary import Action, Aspect, Certainty, Kind, Level, Predicate, Setting, Sign


@dataclass(frozen=True)
class Thing:
    """What is named: identifiers (CURIEs) as written, the best first, and a name.

    An entity of a corpus has an identifier, too: the corpus and its id. `term` is a list of names
    and the name that stands in it for an identifier, as BEL has them. `kind` is what it would be as
    an entity of ours, None where nothing of ours is like it; `aspect` says that not it, but this of
    it is meant.
    """

    names: tuple[str, ...]
    label: str = ""
    term: tuple[str, str] | None = None
    kind: Kind | None = None
    aspect: Aspect | None = None

    @property
    def words(self) -> str:
        """What it is called where it is told of."""
        name = self.label or (self.names[0] if self.names else "")
        return f"{self.aspect} of {name}" if self.aspect else name


@dataclass(frozen=True)
class Paper:
    """A paper, by its identifiers, and what else is told of it, as CSL fields."""

    pmid: str = ""
    doi: str = ""
    pmcid: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Versus:
    """The other arm of a comparison."""

    arm: Thing
    level: tuple[Level, ...]
    basis: tuple[str, ...] = ()
    sign: Sign | None = None


@dataclass(frozen=True)
class Said:
    """One statement, and where it stands: a line, or the number of an item, from 1.

    `own` are fields of a record that the file tells as we write them: references, read_in, locator,
    organism, models. `summary` is empty where the file has no words for it.
    """

    row: int
    subject: Thing
    predicate: Predicate
    object: Thing
    papers: tuple[Paper, ...] = ()
    summary: str = ""
    certainty: Certainty = "asserted"
    setting: Setting = "unspecified"
    organism: str = ""
    evidence_type: str = ""
    versus: Versus | None = None
    action: Action | None = None
    own: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Left:
    """What a format says and the model cannot hold: counted by its kind, the first place told."""

    many: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def out(self, what: str, row: int) -> None:
        """Count one of a kind; kinds beyond a thousand are counted together."""
        known = what in self.many or len(self.many) < KINDS
        kind = terminal(what)[:120] if known else "statements of still other kinds"
        self.many[kind] += 1
        self.first.setdefault(kind, row)

    def lines(self) -> Iterable[str]:
        """Tell each kind, the most frequent first."""
        for kind, number in sorted(self.many.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"left out: {number} {kind} (first at {self.first[kind]})"


def refuse(path: Path, row: int, name: str, cause: str, remedy: str) -> TableError:
    """Make the error of a file that is not what it should be, at a place."""
    return TableError([Problem(str(path), row, name, terminal(cause), terminal(remedy))])


def papers_of(names: Iterable[str], left: Left, row: int) -> tuple[Paper, ...]:
    """Read papers by their PMIDs, DOIs and PMCIDs; others are counted.

    >>> papers_of(["PMID:12", "doi:10.1234/x"], Left(), 1)[1].doi
    '10.1234/x'
    """
    found = []
    for name in names:
        prefix, _, rest = name.strip().partition(":")
        kind = prefix.casefold()
        if kind in ("pmid", "pubmed") and rest.isascii() and rest.isdecimal() and len(rest) < 13:
            found.append(Paper(pmid=rest))
        elif kind == "doi" and rest.startswith("10.") and "/" in rest:
            found.append(Paper(doi=rest))
        elif kind == "pmc" or name.startswith("PMC"):
            digits = rest.removeprefix("PMC") or name.removeprefix("PMC")
            found.append(Paper(pmcid=f"PMC{digits}"))
        elif name.strip():
            left.out(f"papers named by {prefix[:30] or 'no prefix'}, not by PMID or DOI", row)
    return tuple(found)


KINDS = 1_000

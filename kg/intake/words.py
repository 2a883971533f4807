"""What the cells of a table name: entities by the finder, papers by key, number or DOI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.errors import RequestError
from kg.find import near_words
from kg.graph import Graph
from kg.intake.cell import listed
from kg.model.manifest import FacetKind
from kg.model.record import WrongError
from kg.model.reference import bare_doi


class Cells(Protocol):
    """A row of a table: its cells by the names of their columns; it is told its faults."""

    def __getitem__(self, name: str) -> str: ...

    def report(self, name: str, cause: str, remedy: str) -> None: ...  # noqa: D102


@dataclass
class Words:
    """What words mean in a graph, beside references that came with the table.

    `taken` tells which words were taken as meant, `cited` the references that the graph lacks, as
    CSL fields by their key.
    """

    graph: Graph
    listed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    cited: dict[str, dict[str, Any]] = field(default_factory=dict)
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _by_doi: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the papers by DOI, those of the graph before those of the table."""
        for key, one in self.listed.items():
            if one.get("DOI"):
                self._by_doi[str(one["DOI"]).casefold()] = key
        for key, paper in self.graph.references.items():
            if paper.doi:
                self._by_doi[paper.doi.casefold()] = key

    @property
    def facets(self) -> Mapping[str, FacetKind]:
        """The conditions that the corpus names for itself."""
        return self.graph.manifest.facets

    @property
    def bases(self) -> tuple[str, ...]:
        """The bases of comparison that the corpus names; none where any may be."""
        return tuple(self.graph.manifest.bases)

    def entity(self, words: str) -> str:
        """Give the id of the one entity that is meant, else `WrongError`."""
        found = self._meant(words)
        if len(found) > 1:
            raise WrongError(f"'{words}' may be {', '.join(sorted(found))}", "say which id")
        if not found:
            cause, _, remedy = self.graph.finder.missing(words).partition("': ")
            raise WrongError(f"{cause}'", remedy or "write an id of 'kg stats --entities'")
        return found[0]

    def is_called(self, key: str, label: str) -> bool:
        """Tell whether an entity has this name, among others perhaps."""
        return label == self.graph.entities[key].label or key in self._meant(label)

    def _meant(self, words: str) -> tuple[str, ...]:
        if words not in self._known:
            found = self.graph.finder.find(words, ["entity"], near=False)
            self._known[words] = tuple(one.id for one in found)
            if len(found) == 1 and found[0].how == "taken":
                self.taken[words] = f"{found[0].label} ({found[0].id}): {found[0].reason}"
        return self._known[words]

    def references(self, row: Cells) -> list[str]:
        """Read the papers of a row by their keys, else by their DOIs; faults go into the row."""
        keys, dois = listed(row["reference"]), row["doi"].split("|")
        dois = [str(bare_doi(one)) for one in dois]
        if not keys and not any(dois):
            row.report("reference", "empty", "write the key of the paper, doe2026, or its DOI")
            return []
        if not keys:
            return [key for one in filter(None, dois) if (key := self._of_doi(one, row))]
        if any(dois) and len(dois) != len(keys):
            cause = f"{len(dois)} DOIs beside {len(keys)} references"
            row.report("doi", cause, "write one for each, parted by '|', or none")
            dois = []
        found = []
        for place, words in enumerate(keys):
            try:
                found.append(self.reference(words, dois[place] if place < len(dois) else ""))
            except WrongError as error:
                row.report("reference", error.cause, error.remedy)
        return found

    def _of_doi(self, doi: str, row: Cells) -> str | None:
        key = self._by_doi.get(doi.casefold())
        if key is None:
            row.report("doi", f"no reference has the DOI '{doi}'",
                       "write its key, such as doe2026, under reference")  # fmt: skip
            return None
        return self.reference(key)

    def reference(self, words: str, doi: str = "") -> str:
        """Give the key of a paper; one that nobody knows is new, and cited by its key and DOI."""
        known = self.graph.references
        if words not in known and words not in self.listed and words not in self.cited:
            found = self.graph.finder.find(words, ["paper"], near=False)
            exact = [one.id for one in found if one.how == "exact"]
            if len(exact) > 1 and not _is_key(words):
                raise WrongError(f"'{words}' may be {', '.join(exact)}", "say which key")
            if len(exact) == 1 and not _is_key(words):
                words = exact[0]
            if not _is_key(words):
                near = near_words(words, [*known, *self.listed])
                remedy = (
                    f"did you mean {', '.join(near)}?"
                    if near
                    else ("write first author and year: doe2026")
                )
                raise WrongError(f"no paper '{words}', and no key for a new one", remedy)
        same = self._by_doi.get(doi.casefold()) if doi else None
        if words in known:
            other = known[words].doi
            if doi and other and other.casefold() != doi.casefold():
                raise WrongError(
                    f"'{words}' has the DOI {other}, not {doi}",
                    "correct one of the two, or give a new paper a key of its own",
                )
            return words
        if same is not None and same in known:
            return same
        given = self.cited.setdefault(words, dict(self.listed.get(words, {"id": words})))
        if doi:
            if str(given.setdefault("DOI", doi)).casefold() != doi.casefold():
                raise WrongError(
                    f"'{words}' has the DOI {given['DOI']} elsewhere, not {doi}",
                    "correct one of the two",
                )
            self._by_doi.setdefault(doi.casefold(), words)
        return words


def _is_key(words: str) -> bool:
    """Tell a citation key that a reader of curated files takes as it stands."""
    return words.isascii() and words.isalnum() and words[0].isalpha() and words.islower()


def missing_columns(header: tuple[str, ...]) -> None:
    """Raise `RequestError` where a table lacks what no claim can do without."""
    either = (("subject", "subject_label"), ("predicate",), ("object", "object_label"),
              ("reference", "doi"), ("locator",), ("certainty",), ("summary",))  # fmt: skip
    lacking = [" or ".join(names) for names in either if not set(names) & set(header)]
    if lacking:
        raise RequestError(f"the table has no column {', '.join(lacking)}: 'kg new table FILE' "
                           "makes one with all of them")  # fmt: skip

"""The bibliography: CSL field names, and only identifiers that were seen."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import AfterValidator, BeforeValidator, Field, Strict

from kg.escape import doi_address
from kg.model.manifest import Date
from kg.model.record import Count, Erratum, Record, ReferenceId, Text, WrongError
from kg.model.vocabulary import StudyType

DOI = r"^10\.[0-9]{4,9}/\S+$"
"""The form of a DOI, without an address before it."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What stands after a name, and is no part of it."""


def bare_doi(given: Any) -> Any:
    """Take a DOI out of an address or a label; the letters stay as printed.

    >>> bare_doi("https://doi.org/10.1002/%28SICI%291097"), bare_doi("doi: 10.1/x ")
    ('10.1002/(SICI)1097', '10.1/x')
    """
    if not isinstance(given, str):
        return given
    bare = given.strip()
    address = re.match(r"(?i)(https?://)?(dx\.|www\.)?doi\.org/", bare)
    if address:
        return unquote(bare[address.end() :])
    return re.sub(r"(?i)^doi:?\s*", "", bare)


def _without_comma(family: str) -> str:
    if ", " in family:
        raise WrongError("a comma parts the family name from the given ones", "fill both fields")
    return family


class Name(Record):
    """An author as printed; a group is a family name, without a comma."""

    family: Annotated[Text, AfterValidator(_without_comma)]
    given: Text | None = None

    @property
    def parts(self) -> tuple[str, str, str]:
        """Family, given names and suffix.

        >>> Name(family="Smith", given="John, Jr.").parts
        ('Smith', 'John', 'Jr.')
        """
        first, comma, last = (self.given or "").rpartition(", ")
        if comma and last.casefold().rstrip(".") in SUFFIXES:
            return self.family, first, last
        return self.family, self.given or "", ""


class Notice(Record):
    """A notice on a paper: its date, its own DOI or address, and the reason it gives."""

    date: Date | None = None
    notice: Text | None = None
    reason: Text | None = None


class Reference(Record):
    """One source in CSL fields.

    `citation-number` is its number in the first document of its folder; `study_type` its design;
    `note` keeps printed errors and where the identifiers were seen. `version_of` names the paper
    with which it is one study: the article of a preprint, what a correction corrects. A paper that
    is `retracted` counts nowhere; `concern` is a caution. `members` are the studies that a
    meta-analysis takes together. `keys` are other keys by which people cite it.

    >>> Reference(id="doe2026", title="T", DOI="https://doi.org/10.1002/(SICI)1<2>3#").address
    'https://doi.org/10.1002/%28SICI%291%3C2%3E3%23'
    """

    id: ReferenceId
    type: Text = "article-journal"
    citation_number: Count | None = Field(default=None, alias="citation-number")
    title: Text
    author: tuple[Name, ...] = ()
    et_al: Annotated[bool, Strict()] = Field(
        default=False, description="the printed author list is shortened"
    )
    container_title: Text | None = Field(default=None, alias="container-title")
    issued: Annotated[int, Strict(), Field(ge=1900, le=2100)] | None = Field(
        default=None, description="year"
    )
    volume: Text | None = None
    page: Text | None = None
    doi: Annotated[
        Annotated[str, Field(pattern=DOI, max_length=300)] | None, BeforeValidator(bare_doi)
    ] = Field(default=None, alias="DOI")
    pmid: Annotated[str, Field(pattern=r"^[0-9]{1,12}$")] | None = Field(default=None, alias="PMID")
    pmcid: Annotated[str, Field(pattern=r"^PMC[0-9]{1,12}$")] | None = Field(
        default=None, alias="PMCID"
    )
    identifier_seen: Text | None = None
    study_type: StudyType = "unknown"
    version_of: ReferenceId | None = None
    retracted: Notice | None = None
    concern: Notice | None = None
    members: tuple[ReferenceId, ...] = ()
    keys: tuple[Text, ...] = ()
    errata: tuple[Erratum, ...] = ()
    note: Text | None = None

    @property
    def is_retracted(self) -> bool:
        """Whether it is retracted or withdrawn: as noted, or as its title says.

        >>> titles = ("RETRACTED: A study", "Retraction note to: A study", "A study (Retracted)",
        ...     "Retraction of the lung under irradiation")
        >>> [Reference(id="a2001", title=title).is_retracted for title in titles]
        [True, True, True, False]
        """
        return self.retracted is not None or bool(_RETRACTED.search(self.title))

    @property
    def is_questioned(self) -> bool:
        """Whether an editor has expressed concern: as noted, or as its title says."""
        return self.concern is not None or bool(_CONCERN.search(self.title))

    @property
    def address(self) -> str | None:
        """Where it is to be found: its DOI, else PubMed, as an address; none without either."""
        if self.doi:
            return doi_address(self.doi)
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else None

    @property
    def citation(self) -> str:
        """Short form for people: first author or title, year and, where there is one, the number.

        >>> Reference(id="ran2021", title="T", author=[{"family": "Ran"}], issued=2021).citation
        'Ran 2021'
        >>> Reference(id="x", title="Repair of breaks after helium", issued=2019).citation
        "'Repair of breaks ...' 2019"
        """
        number = f" [{self.citation_number}]" if self.citation_number else ""
        return f"{self.people} {self.issued or 'n.d.'}{number}"

    @property
    def people(self) -> str:
        """Who wrote it, in short; where that is not known, how its title begins.

        >>> Reference(id="x", title="T", author=[{"family": "Ran"}, {"family": "Li"}]).people
        'Ran & Li'
        """
        if not self.author:
            words = self.title.split()
            return f"'{' '.join(words[:3])}{' ...' if len(words) > 3 else ''}'"
        if len(self.author) == 2 and not self.et_al:
            return f"{self.author[0].family} & {self.author[1].family}"
        return self.author[0].family + (" et al." if self.et_al or len(self.author) > 1 else "")


_RETRACTED = re.compile("|".join((
    r"^\W*retracted(?![a-z])",
    r"^\W*(article |paper )?(retraction|withdrawn|withdrawal|removed|removal)( article| paper"
    r"| note| notice| statement| of publication)* ?[\]):\N{EN DASH}\N{EM DASH}]",
    r"^\W*(retraction|withdrawal) (note|notice|statement)\b",
    r"^\W*(retraction to|notice of (retraction|withdrawal))\b",
    r"^\W*this (article|paper) (has been|is|was) (retracted|withdrawn)\b",
    r"[\[(]\W*((this )?(article|paper) )?((has been|is) )?(retracted|retraction|withdrawn)\b"
    r"[^\])]*[\])]\W*$",
    r"[:\N{EN DASH}\N{EM DASH}-] ?(retracted|withdrawn)( article| paper)?\W*$",
)), re.IGNORECASE)  # fmt: skip
"""Titles of retracted papers and of notices, as publishers and PubMed write them: at the
beginning, before a colon or in brackets, or at the end."""

_CONCERN = re.compile(r"^\W*(editorial )?expression of concern\b|[\[(]\W*expression of concern",
                      re.IGNORECASE)  # fmt: skip

"""The bibliography: CSL field names, and only identifiers that were seen."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, Strict

from kg.model.record import Count, Erratum, Record, ReferenceId, Text
from kg.model.vocabulary import StudyType


def _without_comma(family: str) -> str:
    if ", " in family:
        raise ValueError("a comma parts the family name from the given ones: fill both fields")
    return family


class Name(Record):
    """An author as printed; a group is a family name, without a comma."""

    family: Annotated[Text, AfterValidator(_without_comma)]
    given: Text | None = None


class Reference(Record):
    """One source in CSL fields.

    `citation-number` is its number in the review; `study_type` its design; `note` keeps printed
    errors and where the identifiers were seen.
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
    doi: Annotated[str, Field(pattern=r"^10\.[0-9]{4,9}/\S+$")] | None = Field(
        default=None, alias="DOI"
    )
    pmid: Annotated[str, Field(pattern=r"^[0-9]+$")] | None = Field(default=None, alias="PMID")
    pmcid: Annotated[str, Field(pattern=r"^PMC[0-9]+$")] | None = Field(default=None, alias="PMCID")
    identifier_seen: Text | None = None
    study_type: StudyType = "unknown"
    errata: tuple[Erratum, ...] = ()
    note: Text | None = None

    @property
    def citation(self) -> str:
        """Short form for people: first author, year and, where there is one, the number.

        >>> Reference(id="ran2021", title="T", author=[{"family": "Ran"}], issued=2021).citation
        'Ran 2021'
        """
        first = self.author[0].family if self.author else self.id
        many = " et al." if self.et_al or len(self.author) > 2 else ""
        if len(self.author) == 2 and not self.et_al:
            many = f" & {self.author[1].family}"
        number = f" [{self.citation_number}]" if self.citation_number else ""
        return f"{first}{many} {self.issued or 'n.d.'}{number}"

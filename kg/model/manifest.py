"""The manifest of a corpus: who made it, and the words that are its own.

What the manifest says appears nowhere else. All but identity has a neutral default: a corpus that
names no arms, compartments, bases or facets has none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from kg.model.record import EntityId, Record, RecordId, Text, WrongError
from kg.model.vocabulary import Pictogram

Colour = Annotated[
    str, Field(pattern=r"^#[0-9A-Fa-f]{6}$", description="red, green, blue: #B34700")
]


def _of_the_calendar(written: str) -> str:
    if written.startswith("0000"):
        raise ValueError("no such year")
    datetime.date.fromisoformat(written)
    return written


Date = Annotated[
    str, Field(pattern=r"^[0-9]{4}-[01][0-9]-[0-3][0-9]$", description="year-month-day"),
    AfterValidator(_of_the_calendar),
]  # fmt: skip
Base = Annotated[
    str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+[/#]$", description="what the IRIs begin with")
]
Word = Annotated[
    str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", description="lower case, digits, - or _")
]
Made = TypeVar("Made")


class Creator(Record):
    """One who made the corpus."""

    name: Text
    orcid: Annotated[str, Field(pattern=r"^([0-9]{4}-){3}[0-9]{3}[0-9X]$")] | None = None


class ArmMark(Record):
    """How an arm is drawn: a letter for grey prints, a name, a colour and a shape.

    The order of the manifest is that of comparisons and legends.
    """

    entity: EntityId
    letter: Annotated[Text, Field(max_length=3)]
    name: Text
    colour: Colour = "#30343B"
    shape: Literal["circle", "square", "diamond", "triangle"] = "circle"


class Treatment(Record):
    """What a treatment is called in general, and its class in RDF."""

    noun: Text = "treatment"
    plural: Text = "treatments"
    rdf: Literal["Treatment", "Irradiation", "Radiation", "Agent", "Therapy", "Combination"] = (
        "Treatment"
    )


class CompartmentMark(Record):
    """A place in which things are drawn, in causal order: its label, fill, outline and lettering.

    `caption` is the shorter label that a figure gives to the place.
    """

    id: RecordId
    label: Text
    caption: Text | None = None
    tint: Colour = "#F4F5F7"
    line: Colour = "#AEB5BF"
    ink: Colour = "#4A505A"


class BasisMark(Record):
    """On which basis two arms were compared: in words, within a sentence, and as a mark.

    `both_treated`: the basis makes sense only where both arms were treated, and differently. The
    basis `unspecified` is the one of which nothing is said.
    """

    words: Text
    phrase: Text | None = Field(
        default=None, description="as it stands in a sentence: at the same dose"
    )
    short: Text | None = None
    mark: Annotated[Text, Field(max_length=2)] | None = None
    both_treated: bool = True


class FacetKind(Record):
    """A condition that limits findings: one of some words, or numbers with a unit."""

    values: tuple[Text, ...] = ()
    units: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.values) == bool(self.units):
            cause = "a facet has either values, a list of words, or units"
            raise WrongError(cause, "write [words] for the one, {units: [Gy]} for the other")
        return self


class GapColumn(Record):
    """A column of the map of gaps: what must be reported, and with which value."""

    facet: Word
    value: Text


def _footer(written: str) -> str:
    unknown = [name for name in re.findall(r"\{(.*?)\}", written) if name not in FOOTER]
    if unknown:
        cause = f"{{{unknown[0]}}} is none of {', '.join(f'{{{one}}}' for one in FOOTER)}"
        raise WrongError(cause, "name one of these, or take the braces away")
    return written


class FigureWords(Record):
    """What stands below each figure, the title of the deck, and what is shown by a pictogram.

    `pictograms` tells it of an entity (and what is measured, or a kind, of it), of a kind of
    entities, or of a compartment.
    """

    footer: Annotated[Text, AfterValidator(_footer)] = "{title}, {licence}"
    deck: Text | None = None
    pictograms: Mapping[Word, Pictogram] = Field(default={})


def _words(given: Any) -> Any:
    return {"words": given} if isinstance(given, str) else given


def _values(given: Any) -> Any:
    return {"values": given} if isinstance(given, list | tuple) else given


def _column(given: Any) -> Any:
    """Take a word as a setting, and a mapping of one as facet and value."""
    if isinstance(given, str):
        return {"facet": "setting", "value": given}
    if isinstance(given, dict) and len(given) == 1:
        ((facet, value),) = given.items()
        return {"facet": facet, "value": value}
    return given


BasisGiven = Annotated[BasisMark, BeforeValidator(_words, json_schema_input_type=str | BasisMark)]
FacetGiven = Annotated[
    FacetKind, BeforeValidator(_values, json_schema_input_type=list[str] | FacetKind)
]
ColumnGiven = Annotated[
    GapColumn,
    BeforeValidator(_column, json_schema_input_type=str | dict[str, str] | GapColumn),
    Field(description="a setting such as in_vivo, or {facet: value}"),
]


class Manifest(Record):
    """Identity of a corpus, and what it calls its arms, places, bases and facets.

    `id` is its name in joined graphs, `base` what its IRIs begin with, `extends` the corpora that
    it lies on. `compare` is the pair compared first.

    >>> made = Manifest(id="drugs", title="Drugs", base="https://example.org/drugs/",
    ...     licence="https://creativecommons.org/licenses/by/4.0/", gap_columns=["in_vivo"])
    >>> made.gap_columns[0].facet, made.treatment.noun, made.compartments
    ('setting', 'treatment', ())
    """

    id: RecordId
    title: Text
    question: Text | None = None
    version: Text | None = None
    creators: tuple[Creator, ...] = ()
    licence: Text = Field(description="its address, or its id in the SPDX list: CC-BY-4.0")
    base: Base
    extends: tuple[RecordId, ...] = ()
    date: Date | None = None
    cite: Text | None = None
    keywords: tuple[Text, ...] = ()
    arms: tuple[ArmMark, ...] = ()
    compare: tuple[EntityId, ...] = Field(
        default=(), max_length=2, description="the two arms that are compared first"
    )
    treatment: Treatment = Treatment()
    compartments: tuple[CompartmentMark, ...] = ()
    bases: Mapping[Word, BasisGiven] = Field(default={})
    facets: Mapping[Word, FacetGiven] = Field(default={})
    gap_columns: tuple[ColumnGiven, ...] = ()
    figures: FigureWords = FigureWords()

    @classmethod
    def neutral(cls, name: str = "corpus", title: str | None = None) -> Manifest:
        """Make the manifest of a folder that has none: a name, and no words of its own.

        >>> Manifest.neutral("My claims").id
        'my-claims'
        """
        key = "-".join(re.findall(r"[a-z0-9]+", name.casefold())) or "corpus"
        return cls(
            id=key, title=title or name or key, licence=UNSTATED, base=f"https://example.org/{key}/"
        )

    @property
    def name(self) -> str:
        """What the corpus is called for short: its title up to a colon.

        >>> Manifest.neutral("flash", "FLASH: what dose rate decides").name
        'FLASH'
        """
        return self.title.split(":")[0].strip() or self.title

    def arm(self, entity: str) -> ArmMark | None:
        """Give the mark of an arm; None where the manifest names none for it."""
        return next((one for one in self.arms if one.entity == entity), None)

    def compartment(self, key: str) -> CompartmentMark:
        """Give a place as the manifest draws it; one that it does not name bears its id.

        >>> Manifest.neutral().compartment("whole-animal").label
        'whole animal'
        """
        found = next((one for one in self.compartments if one.id == key), None)
        return found or CompartmentMark(id=key, label=key.replace("-", " "))

    def basis(self, key: str) -> BasisMark:
        """Give a basis in words, short, and with a mark; one that is not named bears its id.

        >>> made = Manifest.neutral().basis("equal-dose")
        >>> made.words, made.phrase, made.short, made.mark
        ('equal dose', 'equal dose', 'equal dose', 'E')
        """
        found = self.bases.get(key) or BasisMark(words=key.replace("-", " ").replace("_", " "))
        short = found.short or found.words
        return found.model_copy(update={
            "short": short, "mark": found.mark or short[0].upper(),
            "phrase": found.phrase or found.words,
        })  # fmt: skip

    def basis_text(self, key: str) -> str:
        """Say a basis in words, with its id where the words do not give it away.

        >>> made = Manifest.neutral().model_copy(update={"bases": {
        ...     "isodose": BasisMark(words="same dose"), "as-given": BasisMark(words="as given")}})
        >>> made.basis_text("isodose"), made.basis_text("as-given")
        ('same dose (isodose)', 'as given')
        """
        words = self.basis(key).words
        plain = key.replace("-", " ").replace("_", " ")
        return words if key == UNSPECIFIED or plain in words else f"{words} ({key})"

    @property
    def stated_bases(self) -> tuple[str, ...]:
        """The bases on which two arms can be compared, `unspecified` apart."""
        return tuple(key for key in self.bases if key != UNSPECIFIED)

    @property
    def gap_conditions(self) -> dict[str, tuple[str, str]]:
        """The columns of the map of gaps by their titles: a facet, and the value reported of it.

        >>> Manifest.neutral().model_copy(update={"gap_columns": (
        ...     GapColumn(facet="setting", value="in_vivo"),)}).gap_conditions
        {'in vivo': ('setting', 'in_vivo')}
        """
        return {one.value.replace("_", " "): (one.facet, one.value) for one in self.gap_columns}

    def under(self, layer: Manifest) -> Manifest:
        """Lay another corpus on this one: identity stays, words that this one lacks are added.

        >>> mine = Manifest.neutral("mine").model_copy(update={"bases": {"isodose": "same dose"}})
        >>> list(Manifest.neutral("base").under(mine).bases)
        ['isodose']
        """
        return self.model_copy(update={
            "arms": _joined(self.arms, layer.arms, "entity"),
            "compare": self.compare or layer.compare,
            "compartments": _joined(self.compartments, layer.compartments, "id"),
            "bases": {**layer.bases, **self.bases}, "facets": {**layer.facets, **self.facets},
            "gap_columns": tuple(dict.fromkeys((*self.gap_columns, *layer.gap_columns))),
            "figures": self.figures.model_copy(update={
                "pictograms": {**layer.figures.pictograms, **self.figures.pictograms},
            }),
        })  # fmt: skip


def _joined(base: tuple[Made, ...], added: Iterable[Made], key: str) -> tuple[Made, ...]:
    taken = {getattr(one, key) for one in base}
    return (*base, *(one for one in added if getattr(one, key) not in taken))


UNSPECIFIED = "unspecified"
"""The basis of a comparison that states none; it parts no sides, and settles nothing."""

UNSTATED = "no licence is stated"
"""The licence of a folder without manifest: nobody may assume one."""

LICENCES = frozenset({
    "CC0-1.0", "PDDL-1.0", "ODbL-1.0", "ODC-By-1.0", "DbCL-1.0", "CDLA-Permissive-1.0",
    "CDLA-Permissive-2.0", "CDLA-Sharing-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "OGL-Canada-2.0",
    "etalab-2.0", "DL-DE-BY-2.0", "DL-DE-ZERO-2.0", "GFDL-1.3-only", "GFDL-1.3-or-later", "FAL-1.3",
    "MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0",
    "EUPL-1.2", "Unlicense", "WTFPL", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only",
    "GPL-3.0-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "AGPL-3.0-only", "AGPL-3.0-or-later",
    *(f"CC-BY{terms}-{version}" for terms in ("", "-SA", "-NC", "-ND", "-NC-SA", "-NC-ND")
      for version in ("1.0", "2.0", "2.5", "3.0", "4.0")),
})  # fmt: skip
"""Ids of the SPDX licence list (spdx.org/licenses) under which data, text and software are given
away; any other licence is named by its address, or as `LicenseRef-...` (SPDX 2.3, annex D)."""


def is_licence(written: str) -> bool:
    """Tell whether a licence is named so that a program finds it: by an address or an SPDX id.

    >>> [is_licence(one) for one in ("CC-BY-4.0", "https://example.org/l", "LicenseRef-mine", "x")]
    [True, True, True, False]
    """
    named = re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+|LicenseRef-[A-Za-z0-9.-]+", written)
    return written in LICENCES or named is not None


FOOTER = ("title", "licence", "version", "date", "cite", "creators")
"""What the footer of a figure may name in braces."""

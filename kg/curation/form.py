"""Forms of texts in words: what is meant by each pattern of the model, for one who reads none."""

from __future__ import annotations

from typing import Any, get_args

from kg.model.manifest import Base, Colour, Date
from kg.model.record import LINE, LOCATOR, PRINTED
from kg.model.reference import DOI
from kg.model.state import RECORD


def _pattern(form: Any) -> str:
    """Give the pattern of a form of text."""
    return next(str(one.pattern) for one in get_args(form)[1].metadata if hasattr(one, "pattern"))


FORMS = {
    PRINTED: "write something, or leave the field out",
    LINE: "write something, on one line, or leave the field out",
    LOCATOR: "write section.paragraph.sentence, table1.<number>, fig.2b, table.1, supplement, "
    "abstract or full-text",
    DOI: "write the DOI as 10.1234/abc, or as its address at doi.org",
    RECORD: "write layer:subject.predicate.object.record",
    _pattern(Base): "write an http or https address that ends in / or #",
    _pattern(Colour): "write red, green and blue in hexadecimal: #B34700",
    _pattern(Date): "write year-month-day: 2026-01-31",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "lower case and digits, words joined by single hyphens: "
    "hmgb1-release",
    r"^[a-z][a-z0-9]*$": "first author and year in lower case: ran2021, or ran2021b",
    r"^[A-Za-z][A-Za-z0-9.]*:[A-Za-z0-9_.-]+$": "prefix, colon, identifier: HGNC:4983",
    r"^[0-9]{1,12}$": "the digits alone",
    r"^PMC[0-9]{1,12}$": "PMC and digits: PMC1234567",
    r"^[a-z0-9-]+\.[a-z_]+\.[a-z0-9-]+$": "subject.predicate.object, as 'kg show' gives the claim",
    r"^[<>=≤≥] ?0?\.[0-9]+$": "a bound as printed, in quotes: '<0.05' or '= 0.03'",
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$": "lower case and digits, words joined by _: dose_rate",
}
"""Pattern of a field -> how to write it."""

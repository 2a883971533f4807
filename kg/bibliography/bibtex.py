"""BibTeX and BibLaTeX, with LaTeX's accents and braces read as letters."""

from __future__ import annotations

import re
import unicodedata

from kg.bibliography.cited import Cited, filled
from kg.errors import RequestError
from kg.escape import ACCENTS


def read_bibtex(text: str, name: str) -> list[Cited]:
    r"""Read every entry; what a macro of the months or of the file says is written out.

    >>> text = r"@article{Doe_2026, author={M{\"u}ller, J}, title={A {cGAS} \& b}, year=2026}"
    >>> found = read_bibtex(text, "a.bib")[0].fields
    >>> found["title"], found["author"], found["keys"]
    ('A cGAS & b', [{'family': 'Müller', 'given': 'J'}], ['Doe_2026'])
    """
    from pybtex.database import BibliographyData, parse_string
    from pybtex.exceptions import PybtexError

    try:
        data: BibliographyData = parse_string(text, "bibtex")
    except PybtexError as error:
        line = getattr(error, "lineno", None)
        where = f"{name}:{line}" if line else name
        raise RequestError(f"{where}: no sound BibTeX ({error}): mend or export it again") from None
    return [_cited(entry, f"{name}, entry {key}") for key, entry in data.entries.items()]


def _cited(entry: object, where: str) -> Cited:
    given = {str(key).lower(): str(value) for key, value in entry.fields.items()}  # type: ignore[attr-defined]
    persons = entry.persons.get("author", [])  # type: ignore[attr-defined]
    authors = [_person(one) for one in persons]
    others = [one for one in authors if one.get("family") == "others" and len(one) == 1]
    kind = KINDS.get(str(entry.type).lower())  # type: ignore[attr-defined]
    container = next((given[one] for one in CONTAINERS if given.get(one)), "")
    fields = {
        "type": kind,
        "title": letters(given.get("title", "")),
        "author": [one for one in authors if one not in others],
        **({"et_al": True} if others else {}),
        "container-title": letters(container),
        "issued": given.get("year") or given.get("date") or "",
        "volume": letters(given.get("volume", "")), "page": letters(given.get("pages", "")),
        "DOI": given.get("doi", "").replace("\\_", "_"),
        "PMID": given.get("pmid") or _eprint(given, "pubmed"), "PMCID": given.get("pmcid"),
        "keys": [str(entry.key)],  # type: ignore[attr-defined]
    }  # fmt: skip
    return Cited(filled(fields), where, letters(given.get("abstract", "")))


def _person(one: object) -> dict[str, str]:
    """Join what BibTeX parts: 'van der Meer' is one family name, 'Jr.' stands behind the given."""
    def joined(*parts: str) -> str:
        words = (word for part in parts for word in getattr(one, part))
        return letters(" ".join(words))

    family, lineage = joined("prelast_names", "last_names"), joined("lineage_names")
    given = joined("first_names", "middle_names")
    given = ", ".join(filter(None, (given, lineage)))
    return {"family": family, **({"given": given} if given else {})}


def _eprint(given: dict[str, str], kind: str) -> str:
    return given.get("eprint", "") if given.get("eprinttype", "").lower() == kind else ""


def letters(written: str) -> str:
    """Read LaTeX as letters: accents, symbols, and braces that only keep the case.

    What LaTeX could not read is kept as it stands, without braces.
    """
    from pybtex.richtext import Text

    marked = re.sub(r"\\(?:textit|textbf|emph|textsuperscript|textsubscript|textsc)\b\s*", "",
                    written)  # fmt: skip
    marked = re.sub(r"\\text(?:underscore|backslash|dollar)\b(?:\{\}| )?",
                    lambda found: SIGNS[found[0].rstrip("{} ")], marked)  # fmt: skip
    before = ""
    while before != marked:  # the innermost first: a letter may bear several accents
        before, marked = marked, _ACCENT.sub(_accented, marked)
    try:
        read = str(Text.from_latex(marked))
    except Exception:
        read = marked
    read = re.sub(r"(?<!\\)[{}]", "", read)
    return re.sub(r"\\([&%$#_{}])", r"\1", read).replace("--", "\N{EN DASH}")


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (found[2] or found[3]) + _MARKS[found[1]])


_MARKS = {command: mark for mark, command in ACCENTS.items()}
_ACCENT = re.compile(
    r"(?<!\\)\\([`'^~=.\"]|[urHvdck](?![A-Za-z]))\s*(?:\{([^\W\d_])\}|([^\W\d_]))"
)
SIGNS = {"\\textunderscore": "_", "\\textbackslash": "\\", "\\textdollar": "$"}
CONTAINERS = ("journal", "journaltitle", "booktitle", "howpublished", "school", "institution")
KINDS = {
    "incollection": "chapter", "inbook": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "book": "book", "techreport": "report", "report": "report",
    "misc": "article", "unpublished": "article", "online": "article",
}  # fmt: skip
"""Types of entries, and of CSL; an article needs none."""

"""A file of papers in whatever format: told by its content, read by the one who knows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from kg.bibliography.bibtex import read_bibtex
from kg.bibliography.cited import Cited
from kg.bibliography.csl import read_csl
from kg.bibliography.medline import read_medline
from kg.bibliography.ris import read_ris
from kg.bibliography.tagged import read_xml
from kg.bounded import read_bounded
from kg.errors import RequestError

Reader = Callable[[str, str], list[Cited]]

FORMATS = ".ris, .bib, .nbib, PubMed XML, CSL-JSON (.json), JATS XML"
"""What is read, for people."""

LARGEST = 50_000_000
"""Bytes of a file of papers."""


def read_cited(path: Path) -> list[Cited]:
    """Read the papers of a file, in its order.

    Nothing of it is fetched or executed. Raises `RequestError` that names the file, what is wrong,
    and what to do.
    """
    try:
        raw = read_bounded(path, LARGEST, pipe=True)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise RequestError(f"{path}: {error.strerror}: name a file of papers, a DOI or a PMID"
                           ) from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RequestError(f"{path}:{line}: not UTF-8: export it again as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _reader(text)
    if reader is None:
        raise RequestError(f"{path}: no format that is known: give {FORMATS}")
    found = reader(text, str(path))
    if not found:
        raise RequestError(f"{path}: holds no paper: give {FORMATS}")
    return found


def _reader(text: str) -> Reader | None:
    """Tell the format by how it begins: names of files are what people make of them."""
    for pattern, reader in _BEGINNINGS:
        if re.match(pattern, text.lstrip()):
            return reader
    return None


_BEGINNINGS: tuple[tuple[str, Reader], ...] = (
    (r"<", read_xml),
    (r"[\[{]\s*[\[{}\"\]]", read_csl),
    (r"(?s)(?:(?!TY  ?- ).{0,400}\n)?TY  ?-", read_ris),
    (r"(?:PMID|STAT|OWN |TI  |DP  |PG  )- ", read_medline),
    (r"(?s).*?@\s*\w+\s*[{(]", read_bibtex),
)
"""How a file begins, and who reads it; BibTeX may begin with any words, and comes last."""

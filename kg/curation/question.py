"""The named queries of a folder: SPARQL with a title and a question, kept as text."""

from __future__ import annotations

import re
from pathlib import Path

from kg.bounded import read_bounded
from kg.curation.document import Document
from kg.curation.draft import Draft


def read_question(path: Path, name: str, draft: Draft) -> None:
    """Read one file of `queries/`; a layer cannot take the name of a query below it."""
    document = Document(name)
    document.layer = draft.layer
    draft.documents.append(document)
    try:
        text = read_bounded(path, LARGEST).decode("utf-8")
    except UnicodeDecodeError:
        document.report((), "is not UTF-8 text", "save it as UTF-8")
        return
    except OSError as error:
        document.report((), f"cannot be read ({error.strerror})", "let it be read")
        return
    for field in ("title", "question"):
        if not re.search(rf"^# {field}: \S", text, re.MULTILINE):
            document.report((), f"no {field}", f"add a line '# {field}: ...'")
    if path.stem in draft.queries:
        document.report((), f"a query '{path.stem}' stands below it", "give the file another name")
        return
    draft.queries[path.stem] = text
    draft.origin["queries", path.stem] = draft.layer


LARGEST = 1_000_000
"""Bytes of a query."""

"""Questions that the graph must answer: named SPARQL queries with a title and a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from kg.errors import RequestError


@dataclass(frozen=True)
class NamedQuery:
    """A query of `ontology/queries`: its name is the file's; title, question, shape its header.

    `shape` says what one row of the answer is; it may be left out.
    """

    name: str
    title: str
    question: str
    text: str
    shape: str = ""


def named_queries(folder: Path | None = None) -> Mapping[str, NamedQuery]:
    """Read the named queries by name; `RequestError` where a file lacks its header.

    >>> named_queries()["hypoxia-reversals"].title
    'Effects that reverse or vanish under hypoxia'
    """
    shelf = Path(str(files("kg.ontology"))) / "queries" if folder is None else folder
    found = {path.stem: _read(path) for path in sorted(shelf.glob("*.rq"))}
    return MappingProxyType(found)


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    for name in ("title", "question"):
        if name not in header:
            raise RequestError(f"{path.name}: no {name}: add a line '# {name}: ...'")
    return NamedQuery(path.stem, header["title"], header["question"], text, header.get("shape", ""))


_HEADER = re.compile(r"^# (title|question|shape): (\S.*?)\s*$", re.MULTILINE)

"""Questions that the graph must answer: named SPARQL queries with a title and a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal

from kg.errors import RequestError
from kg.graph import Graph
from kg.model.vocabulary import SECONDARY
from kg.rdf.base import Bases
from kg.rdf.namespace import DATA, IDENTIFIER, ONTOLOGY
from kg.rdf.query import query


@dataclass(frozen=True)
class NamedQuery:
    """A query of `ontology/queries`: its name is the file's; title, question, shape its header.

    `shape` says what one row of the answer is, `needs` on which facets and bases of a manifest it
    rests, or on a `review` that was read sentence by sentence, or `checks` of its citations; both
    may be left out.
    """

    name: str
    title: str
    question: str
    text: str
    shape: str = ""
    needs: tuple[str, ...] = ()


def named_queries(folder: Path | None = None) -> Mapping[str, NamedQuery]:
    """Read the named queries by name; `RequestError` where a file lacks its header.

    >>> named_queries()["hypoxia-reversals"].title
    'Effects that reverse or vanish under hypoxia'
    """
    shelf = Path(str(files("kg.ontology"))) / "queries" if folder is None else folder
    found = {
        path.stem: _read(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(shelf.glob("*.rq"))
    }
    return MappingProxyType(found)


def queries_for(graph: Graph) -> Mapping[str, NamedQuery]:
    """Give the named queries of a graph: its own, then the shipped ones that it can answer.

    Those are the ones whose ids exist there, and that rest on no facet, basis or reading that its
    corpora do not have.

    >>> import kg
    >>> "hypoxia-reversals" in queries_for(kg.load())
    True
    """
    own = {name: _read(name, text) for name, text in graph.queries.items()}
    rest = {
        name: one for name, one in named_queries().items()
        if name not in own and _ids(one.text) <= graph.entities.keys() and _can(one, graph)
    }  # fmt: skip
    return MappingProxyType({
        name: replace(one, text=spell(one.text, graph)) for name, one in (own | rest).items()
    })  # fmt: skip


def query_kept(address: str, name: str) -> str | None:
    """Give the text of a named query that a store holds with its corpus; None where it has none."""
    kept = f"?q a <{ONTOLOGY}#NamedQuery> ; <{IDENTIFIER.value}> {Literal(name)}"
    kept += f" ; <{ONTOLOGY}#queryText> ?text"
    found = query(address, f"SELECT ?text {{ {{ {kept} }} UNION {{ GRAPH ?g {{ {kept} }} }} }}")
    return next((row[0].value for row in found.rows if row[0]), None)


def spell(text: str, graph: Graph) -> str:
    """Let `id:` mean the things of the corpora in use, whichever base each of them has.

    >>> import kg
    >>> spell("ASK { id:hmgb1 ?p ?o }", kg.load())
    'ASK { id:hmgb1 ?p ?o }'
    """
    bases = Bases.of(graph)
    if bases.all == (DATA,):
        return text

    def name(found: re.Match[str]) -> str:
        base = bases.base_of(found[1])
        return found[0] if base == bases.first else f"<{base}{found[1]}>"

    lines = [
        line if line.startswith("#") else
        line.replace(f"<{DATA}>", f"<{bases.first}>") if line.startswith("PREFIX") else
        re.sub(r"\bid:([a-z0-9-]+)", name, line)
        for line in text.split("\n")
    ]  # fmt: skip
    return "\n".join(lines)


def _can(one: NamedQuery, graph: Graph) -> bool:
    has = {*graph.manifest.facets, *graph.manifest.bases}
    reviews = {
        key for key, one in graph.documents.items()
        if (one.sentences or one.numbers) and graph.references[key].study_type in SECONDARY
    }  # fmt: skip
    held = any(one.read_in in reviews and one.checks for _, one in graph.evidence())
    has |= {"review"} if reviews else set()
    has |= {"checks"} if held else set()
    return set(one.needs) <= has


def _ids(text: str) -> set[str]:
    """Name the entities that a query names, its comments and prefixes apart."""
    lines = [line for line in text.splitlines() if not line.startswith(("#", "PREFIX"))]
    return set(re.findall(r"\bid:([a-z0-9-]+)", "\n".join(lines)))


def _read(key: str, text: str) -> NamedQuery:
    header = dict(_HEADER.findall(text))
    for name in ("title", "question"):
        if name not in header:
            raise RequestError(f"{key}.rq: no {name}: add a line '# {name}: ...'")
    needs = tuple(word.strip() for word in header.get("needs", "").split(",") if word.strip())
    shape = header.get("shape", "")
    return NamedQuery(key, header["title"], header["question"], text, shape, needs)


_HEADER = re.compile(r"^# (title|question|shape|needs): (\S.*?)\s*$", re.MULTILINE)

"""The named queries as examples that editors and assistants load (SHACL's `sh:SPARQLExecutable`).

As the SIB's collection writes them (github.com/sib-swiss/sparql-examples), but for blank nodes, of
which our RDF has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.escape import xml
from kg.graph import Graph
from kg.rdf.base import Bases
from kg.rdf.competency import queries_for
from kg.rdf.namespace import LABEL, TYPE, text


def describe_samples(graph: Graph, here: str) -> Iterator[Triple]:
    """Give every named query with its question, and the prefixes, all under the address `here`.

    >>> import kg
    >>> made = list(describe_samples(kg.load(), "https://example.org/void"))
    >>> len({one.subject for one in made if one.object == _sh("SPARQLExecutable")}) > 30
    True
    """
    prefixes = NamedNode(f"{here}#prefixes")
    yield Triple(prefixes, TYPE, NamedNode("http://www.w3.org/2002/07/owl#Ontology"))
    for name, namespace in sorted(Bases.of(graph).prefixes.items()):
        declared = NamedNode(f"{here}#prefix-{name}")
        yield Triple(prefixes, _sh("declare"), declared)
        yield Triple(declared, _sh("prefix"), text(name))
        yield Triple(declared, _sh("namespace"), Literal(namespace, datatype=_ADDRESS))
    for name, one in queries_for(graph).items():
        asked = NamedNode(f"{here}#query-{name}")
        form = form_of(one.text)
        yield Triple(asked, TYPE, _sh("SPARQLExecutable"))
        yield Triple(asked, TYPE, _KINDS[form])
        yield Triple(asked, LABEL, Literal(one.title, language="en"))
        # Editors take the comment for HTML, as its datatype says.
        yield Triple(asked, _COMMENT, Literal(xml(one.question), datatype=_HTML))
        yield Triple(asked, _sh("prefixes"), prefixes)
        yield Triple(asked, _TEXTS[form], text(without_header(one.text)))


def form_of(query: str) -> str:
    r"""Tell which form a query has: select, ask, construct or describe.

    >>> form_of("# ask: x\nPREFIX ask: <x:select>\nSELECT * {}")
    'select'
    """
    bare = _ADDRESSES.sub("", _COMMENTS.sub("", query))
    found = _FORM.search(bare)
    return found[1].lower() if found else "select"


def without_header(query: str) -> str:
    """Give a query without the lines that stand as its title, question, shape and needs."""
    return _HEADER.sub("", query).strip()


def _sh(name: str) -> NamedNode:
    return NamedNode(f"{SHACL}{name}")


SHACL = "http://www.w3.org/ns/shacl#"
SAMPLES = "https://purl.expasy.org/sparql-examples/ontology#"
_COMMENT = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
_HTML = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML")
_ADDRESS = NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")
_TEXTS = {
    "select": _sh("select"), "ask": _sh("ask"), "construct": _sh("construct"),
    "describe": NamedNode(f"{SAMPLES}describe"),
}  # fmt: skip
_KINDS = {
    "select": _sh("SPARQLSelectExecutable"), "ask": _sh("SPARQLAskExecutable"),
    "construct": _sh("SPARQLConstructExecutable"),
    "describe": NamedNode(f"{SAMPLES}SPARQLDescribeExecutable"),
}  # fmt: skip
_HEADER = re.compile(r"^# (title|question|shape|needs): .*\n", re.MULTILINE)
_COMMENTS = re.compile(r"^\s*#.*$", re.MULTILINE)
_ADDRESSES = re.compile(r"\bPREFIX\s+[^\s:]*:\s*<[^>]*>|\bBASE\s*<[^>]*>", re.IGNORECASE)
_FORM = re.compile(r"\b(select|ask|construct|describe)\b", re.IGNORECASE)

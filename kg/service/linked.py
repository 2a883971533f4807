"""Linked data: what is known of one IRI, asked by queries, shown as a page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import jinja2
from pyoxigraph import NamedNode

from kg.rdf import own_name
from kg.service.served import Served
from kg.service.worker import Question

VOCABULARY = "https://w3id.org/cirt-kg/ontology#"


def resource_iris(name: str, bases: Sequence[str]) -> list[str]:
    """Give the IRIs that a path under `/id/` may stand for, by base; none of what can be none.

    >>> base = "https://example.org/drugs/id/"
    >>> resource_iris("effect/a.increases.b", [base])
    ['https://example.org/drugs/id/effect/a.increases.b']
    >>> resource_iris("a%2Db%3E", [base])
    ['https://example.org/drugs/id/a-b%3E']
    >>> resource_iris("a> } ; DROP ALL", [base])
    []
    """
    try:
        return [NamedNode(base + _NEEDLESS.sub(_unescape, name)).value for base in bases]
    except ValueError:
        return []


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found[0][1:], 16))


def ask_exists(iri: str) -> Question:
    """Ask whether anything is said of or with it."""
    return Question(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}")


def ask_description(iri: str, form: str) -> Question:
    """Ask for what is said of it and with it, and for the names of what it is joined to."""
    return Question(
        f"""CONSTRUCT {{ <{iri}> ?to ?object . ?object rdfs:label ?name .
            ?subject ?from <{iri}> . ?subject rdfs:label ?called }}
        WHERE {{ {{ <{iri}> ?to ?object OPTIONAL {{ ?object rdfs:label ?name }} }} UNION
            {{ ?subject ?from <{iri}> OPTIONAL {{ ?subject rdfs:label ?called }} }} }}
        LIMIT 5000""",
        graph=form,
    )


def ask_statements(iri: str) -> Question:
    """Ask for the same as rows, in the order of a page."""
    return Question(
        f"""SELECT DISTINCT ?from ?property ?other ?name WHERE {{
            {{ <{iri}> ?property ?other BIND (false AS ?from) }} UNION
            {{ ?other ?property <{iri}> BIND (true AS ?from) }}
            OPTIONAL {{ ?other rdfs:label ?name }} }}
        ORDER BY ?from ?property ?name ?other LIMIT 5000""",
        results="json",
    )


@dataclass(frozen=True)
class Value:
    """One value on the page: what is shown, and where it leads."""

    shown: str
    link: str | None


def write_page(iri: str, answer: bytes, up: str, served: Served) -> bytes:
    """Lay the rows of `ask_statements` out as a page; everything in it is escaped.

    `up` leads from the page to the root of the service ('../'), whatever path a proxy puts before;
    `served` tells what the graph is called.
    """
    said: dict[str, list[Value]] = {}
    about: dict[str, list[Value]] = {}
    for row in json.loads(answer)["results"]["bindings"]:
        group = about if row["from"]["value"] == "true" else said
        group.setdefault(row["property"]["value"], []).append(_value(row, up, served.bases))
    name = own_name(iri, served.bases) or iri
    title = next((value.shown for value in said.get(_LABEL, ())), name)
    return _TEMPLATE.render(
        title=title, iri=iri, said=_named(said, up, served.bases),
        about=_named(about, up, served.bases), name=name,
        in_explorer="/" not in name, most=_MOST, up=up, served=served.name,
        searched=served.searched,
    ).encode()  # fmt: skip


def _value(row: dict[str, dict[str, str]], up: str, bases: Sequence[str]) -> Value:
    other = row["other"]
    if other["type"] != "uri":
        return Value(other["value"], None)
    iri = other["value"]
    shown = row["name"]["value"] if "name" in row else _short(iri, bases)
    return Value(shown, _link(iri, up, bases))


def _link(iri: str, up: str, bases: Sequence[str]) -> str | None:
    """Stay on this service for our own names; leave it only by http(s)."""
    if name := own_name(iri, bases):
        return f"{up}id/{name}"
    if iri.startswith(VOCABULARY):
        return f"{up}ontology#" + iri.removeprefix(VOCABULARY)
    return iri if iri.startswith(("https://", "http://")) else None


def _short(iri: str, bases: Sequence[str]) -> str:
    if iri.startswith(VOCABULARY):
        return iri.removeprefix(VOCABULARY)
    return own_name(iri, bases) or iri


def _named(
    groups: dict[str, list[Value]], up: str, bases: Sequence[str]
) -> list[tuple[str, str | None, list[Value]]]:
    return [
        (_short(name, bases).rpartition("#")[2].rpartition("/")[2], _link(name, up, bases), values)
        for name, values in groups.items()
    ]


_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_MOST = 200
_NEEDLESS = re.compile("%(?:2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")
"""Escapes of letters, digits and `-._~`, without which an IRI is the same (RFC 3986, 6)."""
_TEMPLATE = jinja2.Environment(
    autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
).from_string((files("kg.service") / "pages" / "resource.html").read_text(encoding="utf-8"))

"""Linked data: what is known of one IRI, asked by queries, shown as a page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files

import jinja2
from pyoxigraph import NamedNode

from kg.service.worker import Question

DATA = "https://w3id.org/cirt-kg/id/"
VOCABULARY = "https://w3id.org/cirt-kg/ontology#"


def resource_iri(name: str) -> str | None:
    """Give the IRI of a path under `/id/`; None where it can be none.

    >>> resource_iri("effect/a.increases.b")
    'https://w3id.org/cirt-kg/id/effect/a.increases.b'
    >>> resource_iri("a%2Db%3E")
    'https://w3id.org/cirt-kg/id/a-b%3E'
    >>> resource_iri("a> } ; DROP ALL")
    """
    try:
        return NamedNode(DATA + _NEEDLESS.sub(_unescape, name)).value
    except ValueError:
        return None


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


def write_page(iri: str, answer: bytes) -> bytes:
    """Lay the rows of `ask_statements` out as a page; everything in it is escaped."""
    said: dict[str, list[Value]] = {}
    about: dict[str, list[Value]] = {}
    for row in json.loads(answer)["results"]["bindings"]:
        group = about if row["from"]["value"] == "true" else said
        group.setdefault(row["property"]["value"], []).append(_value(row))
    title = next((value.shown for value in said.get(_LABEL, ())), iri.removeprefix(DATA))
    name = iri.removeprefix(DATA)
    return _TEMPLATE.render(
        title=title, iri=iri, said=_named(said), about=_named(about), in_explorer="/" not in name,
        name=name, most=_MOST,
    ).encode()  # fmt: skip


def _value(row: dict[str, dict[str, str]]) -> Value:
    other = row["other"]
    if other["type"] != "uri":
        return Value(other["value"], None)
    iri = other["value"]
    shown = row["name"]["value"] if "name" in row else _short(iri)
    return Value(shown, _link(iri))


def _link(iri: str) -> str | None:
    """Stay on this service for our own names; leave it only by http(s)."""
    if iri.startswith(DATA):
        return "/id/" + iri.removeprefix(DATA)
    if iri.startswith(VOCABULARY):
        return "/ontology#" + iri.removeprefix(VOCABULARY)
    return iri if iri.startswith(("https://", "http://")) else None


def _short(iri: str) -> str:
    for start in (VOCABULARY, DATA):
        if iri.startswith(start):
            return iri.removeprefix(start)
    return iri


def _named(groups: dict[str, list[Value]]) -> list[tuple[str, str | None, list[Value]]]:
    return [
        (_short(name).rpartition("#")[2].rpartition("/")[2], _link(name), values)
        for name, values in groups.items()
    ]


_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_MOST = 200
_NEEDLESS = re.compile("%(?:2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")
"""Escapes of letters, digits and `-._~`, without which an IRI is the same (RFC 3986, 6)."""
_TEMPLATE = jinja2.Environment(
    autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
).from_string((files("kg.service") / "pages" / "resource.html").read_text(encoding="utf-8"))

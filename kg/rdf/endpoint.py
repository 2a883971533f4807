"""SPARQL on any store that speaks the SPARQL 1.1 Protocol and holds our RDF."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph

from kg.errors import QueryError, RequestError
from kg.rdf.base import prefixes_under
from kg.rdf.namespace import DATA, ONTOLOGY
from kg.rdf.result import QueryResult, Term


def ask_endpoint(address: str, text: str, seconds: float, rows: int) -> QueryResult:
    """Answer a query by the service at `address`; at most `rows` are kept.

    Prefixes that are known here and not declared go along. Raises `RequestError` where nobody
    answers there, `QueryError` with the service's own words where it refuses.

    >>> ask_endpoint("ftp://example.org", "ASK {}", 1, 1)
    Traceback (most recent call last):
    ...
    kg.errors.RequestError: 'ftp://example.org' is no SPARQL endpoint: give an http or https address
    """
    if urlsplit(address).scheme not in {"http", "https"}:
        raise RequestError(f"'{address}' is no SPARQL endpoint: give an http or https address")
    bases: tuple[str, ...] = (DATA,)
    if declare(text, DATA) != declare(text, ""):  # a prefix that means what the corpus there means
        bases = _bases_at(address, seconds)
    kind, content = _post(address, declare(text, bases[0]), seconds)
    found = _read(kind, content, rows, bases)
    if bases == (DATA,) and _names_others(found):
        bases = _bases_at(address, seconds)
        return _read(kind, content, rows, bases) if bases != (DATA,) else found
    return found


def _names_others(found: QueryResult) -> bool:
    """Tell whether an answer has names that may be those of a corpus of another base."""
    terms = (term for row in (*found.rows, *(found.triples or ())) for term in row if term)
    known = (DATA, f"{ONTOLOGY}#", "http://www.w3.org/", "http://purl.org/dc/terms/")
    return any(term.kind == "iri" and not term.value.startswith(known) for term in terms)


def _bases_at(address: str, seconds: float) -> tuple[str, ...]:
    """Ask a store for the bases of the corpora that it holds; ours where it tells none."""
    layer = f"?l <{ONTOLOGY}#base> ?base ; <{ONTOLOGY}#position> ?position"
    where = f"{{ {layer} }} UNION {{ GRAPH ?g {{ {layer} }} }}"
    asked = f"SELECT DISTINCT ?base ?position {{ {where} }}"
    try:
        found = _read(*_post(address, asked, seconds), 100, (DATA,))
    except (QueryError, RequestError):  # what was asked tells better what is wrong there
        return (DATA,)
    placed = [(row[1].value.zfill(6), row[0].value != DATA, row[0].value)
              for row in found.rows if row[0] and row[1]]  # fmt: skip
    return tuple(dict.fromkeys(base for *_, base in sorted(placed))) or (DATA,)


def _post(address: str, text: str, seconds: float) -> tuple[str, bytes]:
    body = urlencode({"query": text}).encode()
    request = Request(address, body, {"Accept": _ACCEPT, "Content-Type": _FORM})  # noqa: S310
    try:
        with urlopen(request, timeout=seconds) as answer:  # noqa: S310 # the scheme was checked
            kind, content = answer.headers.get_content_type(), answer.read(MAX_ANSWER_BYTES + 1)
    except HTTPError as error:
        said = " ".join(error.read(2000).decode("utf-8", "replace").split())[:300]
        raise QueryError(f"{address} answers {error.code}: {said or error.reason}") from None
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        cause = f"no answer from {address}: {reason}"
        raise RequestError(f"{cause}: see that the service runs, or allow more seconds") from None
    if len(content) > MAX_ANSWER_BYTES:
        cause = f"the answer is larger than {MAX_ANSWER_BYTES // 1_000_000} MB"
        raise QueryError(f"{cause}: add LIMIT, or ask for fewer columns")
    return kind, content


def declare(text: str, base: str = DATA) -> str:
    """Put the prefixes that a query uses and does not declare before it, on its first line.

    `base` is that of the corpus that is asked.

    >>> declare("ASK { id:hmgb1 ?p ?o }")
    'PREFIX id: <https://w3id.org/cirt-kg/id/> ASK { id:hmgb1 ?p ?o }'
    """
    missing = [
        f"PREFIX {name}: <{iri}> "
        for name, iri in prefixes_under(base).items()
        if re.search(rf"(?<![\w:.-]){name}:", text)
        and not re.search(rf"PREFIX\s+{name}:", text, re.IGNORECASE)
    ]
    return "".join(missing) + text


def _read(kind: str, content: bytes, rows: int, bases: tuple[str, ...]) -> QueryResult:
    try:
        if kind in _GRAPHS:
            found = [quad.triple for quad in pyoxigraph.parse(content, _GRAPHS[kind])]
            triples = tuple(tuple(_term(node, bases) for node in triple) for triple in found[:rows])
            return QueryResult(triples=triples, truncated=len(found) > rows)  # type: ignore[arg-type]
        answer = json.loads(content)
        if "boolean" in answer:
            return QueryResult(boolean=bool(answer["boolean"]))
        variables = tuple(answer["head"].get("vars", ()))
        bindings = answer["results"]["bindings"]
        listed = tuple(
            tuple(_bound(one[name], bases) if name in one else None for name in variables)
            for one in bindings[:rows]
        )
        return QueryResult(variables, listed, truncated=len(bindings) > rows)
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError):
        cause = f"the service answered in '{kind}', which holds no SPARQL results"
        raise QueryError(f"{cause}: see that the address is that of its query service") from None


def _bound(binding: dict[str, Any], bases: tuple[str, ...]) -> Term:
    kind = {"uri": "iri", "bnode": "blank", "typed-literal": "literal"}.get(
        binding["type"], binding["type"]
    )
    language = binding.get("xml:lang")
    if kind != "literal":
        return Term(kind, str(binding["value"]), bases=bases)
    datatype = binding.get("datatype") or (_LANGUAGE if language else _STRING)
    return Term(kind, str(binding["value"]), datatype, language)


def _term(node: Any, bases: tuple[str, ...]) -> Term:
    if isinstance(node, pyoxigraph.NamedNode):
        return Term("iri", node.value, bases=bases)
    if isinstance(node, pyoxigraph.Literal):
        return Term("literal", node.value, node.datatype.value, node.language)
    return Term("blank", node.value)


MAX_ANSWER_BYTES = 64_000_000
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_FORM = "application/x-www-form-urlencoded"
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_GRAPHS = {
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "text/plain": pyoxigraph.RdfFormat.N_TRIPLES,
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
}

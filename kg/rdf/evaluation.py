"""One query on the store, here and now: answered as bytes in a standard format."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import IO, Any, cast

from pyoxigraph import (
    NamedNode,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import LimitError, QueryError, RequestError
from kg.rdf.base import bases_in, place_of, prefixes_under
from kg.rdf.fault import name_fault
from kg.rdf.guard import check_query
from kg.rdf.namespace import CLAIMS, DATA

RESULT_FORMATS = {
    "json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV,
}  # fmt: skip
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip


@dataclass(frozen=True)
class Evaluated:
    """An answer written out: the name of its format, and its bytes."""

    form: str
    content: bytes


def evaluate(
    store: Store,
    text: str,
    *,
    results: str | None = "json",
    graph: str | None = "turtle",
    default_graphs: Sequence[str] | None = None,
    named_graphs: Sequence[str] | None = None,
    max_bytes: int | None = None,
) -> Evaluated:
    r"""Answer a query in this process, without any limit of time.

    `results` is the format of SELECT and ASK (json, xml, csv, tsv), `graph` that of CONSTRUCT and
    DESCRIBE (turtle, ntriples, jsonld, rdfxml). Where no dataset is given, neither here nor by
    FROM, the default graph of a store that holds our graphs is everything in it (`is_united`);
    of another it is its own. No graph is ever loaded; one that the store lacks is empty. IRIs
    that are relative stand below the base of the first corpus: `DESCRIBE <hmgb1>` (Protocol,
    2.1.3). Raises `QueryError` for a query that is
    refused or wrong, `RequestError` where the answer has no format that is wanted, and
    `LimitError` where it has more than `max_bytes`.

    >>> import kg
    >>> from kg.rdf import open_store
    >>> evaluate(open_store(kg.load()), "SELECT ?l { id:hmgb1 rdfs:label ?l }", results="csv")
    Evaluated(form='csv', content=b'l\r\nHMGB1\r\n')
    """
    base = base_in(store)
    chooses, prefixes = _prepare(text, base)
    given = default_graphs is not None or named_graphs is not None
    dataset: dict[str, Any] = {}
    if given:
        dataset["default_graph"] = _nodes(default_graphs or ())
        dataset["named_graphs"] = _nodes(named_graphs or ())
    elif not chooses:
        dataset["use_default_graph_as_union"] = is_united(store)
    called: list[str] = []
    try:
        found = ask(store, text, called, prefixes, base, **dataset)
        about_graph = isinstance(found, QueryTriples)
        form = graph if about_graph else results
        if form is None:
            raise RequestError("no wanted format")
        content = _write(found, form, max_bytes, base)
    except SyntaxError as error:
        if named := name_fault(text, dict(prefixes_under(base))):
            raise QueryError(named) from None
        cause = f"this is no SPARQL query: {one_line(error)}"
        raise QueryError(f"{cause}: take a named query as a pattern") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {one_line(error)}: correct it") from None
    if called:
        raise QueryError(f"there is no function <{called[0]}>: take one of SPARQL 1.1 or of xsd:")
    return Evaluated(form, _checked(content) if "xml" in form else content)


def _checked(content: bytes) -> bytes:
    """Refuse what no XML can hold, which the engine writes all the same; keep carriage returns.

    Most control characters are in no XML 1.0 document, and an element cannot be named for a
    property whose IRI ends in what is no name.
    """
    if bad := _NO_XML.search(content):
        what = f"a property <{bad[1].decode()}>" if bad[1] else f"the character {bad[0].decode()!r}"
        cause = f"XML cannot hold {what}, which is in the answer"
        raise QueryError(f"{cause}: ask for JSON, TSV, Turtle or N-Triples")
    return content.replace(b"\r", b"&#13;")


def ask(
    store: Store, text: str, called: list[str], prefixes: dict[str, str], base: str,
    **dataset: Any,
) -> Any:
    """Give the engine's answer; relative IRIs stand below the base.

    A function that nobody knows is no fault of the query's syntax: it is one when it is called,
    and then its name is put into `called`.
    """
    unknown: dict[NamedNode, Callable[..., Any]] = {}
    while True:
        try:
            return store.query(
                text, base_iri=base, prefixes=prefixes, custom_functions=unknown, **dataset
            )
        except RuntimeError as error:
            name = _FUNCTION.search(str(error))
            if name is None or len(unknown) > _MOST_FUNCTIONS:
                raise
            unknown[NamedNode(name[1])] = partial(_note, called, name[1])


def is_united(store: Store) -> bool:
    """Whether all graphs together are the default graph: where ours are among them.

    >>> import kg
    >>> from kg.rdf import open_store
    >>> is_united(open_store(kg.load())), is_united(Store())
    (True, False)
    """
    if store.contains_named_graph(CLAIMS):
        return True
    return store.contains_named_graph(NamedNode(f"{place_of(base_in(store))}graph/claims"))


def base_in(store: Store) -> str:
    """Give the base of the corpus that a store holds, of the first where there are several."""
    return DATA if store.contains_named_graph(CLAIMS) else bases_in(store)[0]


def _note(called: list[str], name: str, *arguments: Any) -> None:
    called.append(name)


def one_line(error: Exception) -> str:
    """Shorten a message: a parser lists every token it would have liked."""
    message = " ".join(str(error).split())
    return message if len(message) <= 300 else message[:297] + "..."


class _Sink:
    """What the engine writes into, piece by piece; it overflows rather than truncates."""

    def __init__(self, max_bytes: int | None) -> None:
        self.content, self.max_bytes = bytearray(), max_bytes

    def write(self, piece: bytes) -> int:
        self.content += piece
        if self.max_bytes is not None and len(self.content) > self.max_bytes:
            cause = f"the answer is larger than {self.max_bytes / 1e6:g} MB"
            raise LimitError(f"{cause}: add LIMIT, or ask for fewer columns")
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _prepare(text: str, base: str) -> tuple[bool, dict[str, str]]:
    """Check a query and find its prefixes; once, however often it is asked, unless it is long."""
    if len(text) <= _REMEMBERED_LENGTH:
        return _look(text, base)
    return _look.__wrapped__(text, base)


@lru_cache(maxsize=512)
def _look(text: str, base: str) -> tuple[bool, dict[str, str]]:
    """Tell whether a query chooses graphs by FROM, and which of our prefixes it leaves to us.

    Only those go to the engine, which reads each anew every time.
    """
    chooses = check_query(text, datasets=True)
    if "\\" in text:  # an escape may stand for any character
        return chooses, dict(prefixes_under(base))
    declared = set(_DECLARED.findall(_PROLOGUE.match(text)[0]))  # type: ignore[index] # or ""
    return chooses, {
        name: iri for name, iri in prefixes_under(base).items()
        if f"{name}:" in text and name not in declared
    }


def _write(found: Any, form: str, max_bytes: int | None, base: str) -> bytes:
    if max_bytes is None and not isinstance(found, QueryTriples):
        return cast("bytes", found.serialize(format=RESULT_FORMATS[form]))
    sink = _Sink(max_bytes)
    if isinstance(found, QueryTriples):
        prefixes = dict(prefixes_under(base))
        serialize(found, cast("IO[bytes]", sink), format=GRAPH_FORMATS[form], prefixes=prefixes)
    else:
        found.serialize(cast("IO[bytes]", sink), format=RESULT_FORMATS[form])
    return bytes(sink.content)


def _nodes(names: Sequence[str]) -> list[NamedNode]:
    try:
        return [NamedNode(name) for name in names]
    except ValueError:
        raise QueryError("a graph's name is no IRI: give it whole, with its scheme") from None


_REMEMBERED_LENGTH = 8_000
_DECLARED = re.compile(r"PREFIX\s+([\w-]*):", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s*PREFIX\s+[\w-]*:\s*<[^<>\s]*>)*", re.IGNORECASE)
_NO_XML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix: xmlns:oxprefix=\"([^\"]+)"
)
_FUNCTION = re.compile(r"custom function <([^>]*)> is not supported")
_MOST_FUNCTIONS = 20

"""SPARQL on the embedded store: read-only, in a process of its own, within limits."""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import select
import signal
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

import pyoxigraph

from kg.errors import QueryError
from kg.graph import Graph
from kg.rdf.base import bases_in, prefixes_under
from kg.rdf.endpoint import ask_endpoint
from kg.rdf.evaluation import ask, base_in
from kg.rdf.fault import name_fault
from kg.rdf.guard import check_query
from kg.rdf.result import QueryResult, Term
from kg.rdf.store import open_store


def query(
    source: Graph | pyoxigraph.Store | str, text: str, *, seconds: float = 10.0, rows: int = 10_000
) -> QueryResult:
    """Answer a SPARQL query over all named graphs at once, within `seconds` and `rows`.

    The source may be the address of a SPARQL service that holds our RDF. The prefixes of
    `kg.rdf.namespace` are known without being declared. Raises `QueryError` where the query is
    refused, does not parse, or runs past its time or memory.

    >>> import kg
    >>> answer = query(kg.load(), "SELECT ?label { id:hmgb1 rdfs:label ?label }")
    >>> answer.rows[0][0].value
    'HMGB1'
    """
    if not 0 < seconds <= MAX_SECONDS or rows < 1:
        cause = f"{seconds:g} seconds and {rows} rows"
        raise QueryError(f"{cause}: allow up to {MAX_SECONDS} seconds, and at least one row")
    check_query(text)
    if isinstance(source, str):
        return ask_endpoint(source, text, seconds, rows)
    store = source if isinstance(source, pyoxigraph.Store) else open_store(source)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _evaluate(store, text, rows, seconds, writer)
    os.close(writer)
    try:
        answer = _receive(reader, seconds)
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)  # a child that has ended is still ours to wait for
        os.waitpid(child, 0)
    return _read_answer(answer, bases_in(store))


def _receive(reader: int, seconds: float) -> bytes:
    """Collect what the child says until it closes the pipe or its time is up."""
    deadline, received = time.monotonic() + seconds, bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            cause = f"the query was stopped after {seconds:g} s"
            raise QueryError(f"{cause}: join its patterns, narrow them, or allow more seconds")
        piece = os.read(reader, 1 << 16)
        if not piece:
            return bytes(received)
        received += piece
        if len(received) > MAX_ANSWER_BYTES:
            cause = f"the answer is larger than {MAX_ANSWER_BYTES // 1_000_000} MB"
            raise QueryError(f"{cause}: ask for fewer columns or rows")


def _read_answer(answer: bytes, bases: tuple[str, ...]) -> QueryResult:
    try:
        content = json.loads(answer)
    except ValueError:  # it was killed in mid-sentence, or before it said anything
        cause = "the query broke off: it took too much memory or is nested too deeply"
        raise QueryError(f"{cause}: make it smaller, or ask in steps") from None
    if "error" in content:
        raise QueryError(content["error"])
    given = content["triples"]

    def read(term: list[str | None]) -> Term:
        kind, value, datatype, language = term
        return Term(str(kind), str(value), datatype, language, bases)

    return QueryResult(
        variables=tuple(content["variables"]),
        rows=tuple(tuple(term and read(term) for term in row) for row in content["rows"]),
        boolean=content["boolean"],
        triples=None
        if given is None
        else tuple((read(s), read(p), read(o)) for s, p, o in given),
        truncated=content["truncated"],
    )


# -- in the child ---------------------------------------------------------------------------------


def _evaluate(
    store: pyoxigraph.Store, text: str, rows: int, seconds: float, writer: int
) -> NoReturn:
    """Evaluate and answer in JSON; the process ends here whatever happens."""
    try:
        _limit(seconds)
        try:
            content = _ask(store, text, rows)
        except SyntaxError as error:
            cause = f"this is no SPARQL query: {_one_line(error)}"
            named = name_fault(text, dict(prefixes_under(base_in(store))))
            content = {"error": named or f"{cause}: take a named query as a pattern"}
        except (OSError, RuntimeError, ValueError) as error:
            content = {"error": f"the query failed: {_one_line(error)}: correct it"}
        unsent = memoryview(json.dumps(content, ensure_ascii=True).encode())
        while unsent:
            unsent = unsent[os.write(writer, unsent) :]
    finally:
        os._exit(0)


def _limit(seconds: float) -> None:
    """Take from the child: files and sockets, memory, core dumps, and life after its parent."""
    faulthandler.disable()
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)  # an engine that aborts says so on standard error; the parent tells better
    for name, limit in (
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, int(seconds) + 2),
        (resource.RLIMIT_AS, _address_space() + MEMORY_BYTES),
    ):
        _, hard = resource.getrlimit(name)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(name, (bound, bound))


def _address_space() -> int:
    """Measure the bytes mapped already: the parent may be large, and the limit counts all."""
    try:
        with open("/proc/self/statm") as status:
            return int(status.read().split()[0]) * resource.getpagesize()
    except OSError:  # not Linux
        return 4 * MEMORY_BYTES


def _ask(store: pyoxigraph.Store, text: str, rows: int) -> dict[str, Any]:
    called: list[str] = []
    base = base_in(store)
    prefixes = dict(prefixes_under(base))
    found: Any = ask(store, text, called, prefixes, base, use_default_graph_as_union=True)
    content: dict[str, Any] = {
        "variables": [], "rows": [], "boolean": None, "triples": None, "truncated": False,
    }  # fmt: skip
    if isinstance(found, pyoxigraph.QueryBoolean):
        content["boolean"] = bool(found)
        kind, listed = "rows", []
    elif isinstance(found, pyoxigraph.QueryTriples):
        kind, listed = "triples", _spell(found, rows)
    else:
        content["variables"] = [variable.value for variable in found.variables]
        kind, listed = "rows", _spell(found, rows)
    if called:
        raise ValueError(f"there is no function <{called[0]}>")
    return content | {kind: listed[:rows], "truncated": len(listed) > rows}


def _spell(found: Any, rows: int) -> list[list[tuple[str | None, ...] | None]]:
    """Spell out the terms of at most one row more than is wanted."""
    return [[_term(term) for term in row] for row in _first(found, rows + 1)]


def _first(found: Any, number: int) -> Iterator[Any]:
    return islice(iter(found), number)


def _term(term: Any) -> tuple[str | None, ...] | None:
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return "iri", term.value, None, None
    if isinstance(term, pyoxigraph.Literal):
        return "literal", term.value, term.datatype.value, term.language
    if isinstance(term, pyoxigraph.BlankNode):
        return "blank", term.value, None, None
    return "triple", str(term), None, None


def _one_line(error: Exception) -> str:
    """Shorten a message: a parser lists every token it would have liked."""
    message = " ".join(str(error).split())
    return message if len(message) <= 300 else message[:297] + "..."


MAX_SECONDS = 86_400
MEMORY_BYTES = 1 << 30
MAX_ANSWER_BYTES = 64_000_000

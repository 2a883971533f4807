"""SPARQL 1.1 Protocol (W3C Recommendation, 2013): a request becomes a question, or an error."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.service.limits import Limits
from kg.service.negotiation import GRAPH_TYPES, RESULT_TYPES, choose
from kg.service.worker import Question


class ProtocolError(Exception):
    """A request that is answered by a status and a sentence: cause, and remedy."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status for the answer."""
        super().__init__(message)
        self.status = status


async def read_question(request: Request, limits: Limits) -> Question | None:
    """Read a query operation (section 2.1); None for a GET without any, which asks for a page.

    Raises `ProtocolError`: 400 malformed, 405 method, 406 formats, 408 slow, 413 too large,
    415 media type.
    """
    if request.method in {"GET", "HEAD"}:
        parameters = read_parameters(request.scope["query_string"])
        if "query" not in parameters and "update" not in parameters:
            return None
    elif request.method == "POST":
        parameters = await _posted(request, limits)
    else:
        raise ProtocolError(405, f"no method {request.method}: use GET or POST")
    if "update" in parameters:
        raise ProtocolError(400, "this service only reads: change the curated files")
    if len(parameters.get("query", [])) != 1:
        count = len(parameters.get("query", []))
        raise ProtocolError(400, f"{count} queries in the request: give one parameter 'query'")
    accept = wanted(parameters.get("format")) or accepted(request)
    results, graph = choose(accept, RESULT_TYPES), choose(accept, GRAPH_TYPES)
    if results is None and graph is None:
        raise unacceptable()
    default, named = parameters.get("default-graph-uri"), parameters.get("named-graph-uri")
    if default is not None or named is not None:
        default, named = default or [], named or []
        _check_names(default + named)
    return Question(
        text=parameters["query"][0].removeprefix("\ufeff"),
        results=results,
        graph=graph,
        default_graphs=None if default is None else tuple(default),
        named_graphs=None if named is None else tuple(named),
    )


def _check_names(graphs: list[str]) -> None:
    longest = max(map(len, graphs))
    if longest > _MOST_LETTERS:
        cause = f"a graph's name of {longest} letters: no name has more than {_MOST_LETTERS}"
        raise ProtocolError(400, f"{cause}: give the IRI of a graph of this service")


def wanted(formats: list[str] | None) -> str | None:
    """Give the media types of the parameter 'format', which goes before what the client accepts.

    By name or media type; `ProtocolError` for several, or one that there is none of.

    >>> wanted(["csv"]), wanted(["text/turtle"]), wanted(None)
    ('text/csv', 'text/turtle', None)
    """
    if formats is None:
        return None
    types = {**{name: name for name in (*RESULT_TYPES, *GRAPH_TYPES)}, **FORMATS}
    if len(formats) != 1 or formats[0].lower() not in types:
        raise ProtocolError(400, f"no such format: give one 'format' of {', '.join(FORMATS)}")
    return types[formats[0].lower()]


def accepted(request: Request) -> str | None:
    """Give what the client accepts, in however many lines it says so; None where it does not.

    The parameter 'format' of an address goes before the header.
    """
    given = read_parameters(request.scope["query_string"]).get("format")
    return wanted(given) or ", ".join(request.headers.getlist("accept")) or None


def unacceptable() -> ProtocolError:
    """Say which formats there are."""
    results = ", ".join(RESULT_TYPES)
    graphs = ", ".join(GRAPH_TYPES)
    return ProtocolError(
        406, f"no format that the request accepts: SELECT and ASK have {results}; "
        f"CONSTRUCT and DESCRIBE {graphs}",
    )  # fmt: skip


async def _posted(request: Request, limits: Limits) -> dict[str, list[str]]:
    """Read a body, a form or the query itself; either may have its dataset in the URL."""
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    if kind not in _BODIES:
        given = f"a body of type '{kind}'" if kind else "a body without a content type"
        raise ProtocolError(415, f"{given}: use {' or '.join(_BODIES)}")
    charset = rest.partition("charset=")[2].split(";")[0].strip().strip('"') or "utf-8"
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise ProtocolError(415, f"a body in {charset}: SPARQL is written in UTF-8")
    body = await read_body(request, limits.request_bytes)
    parameters = read_parameters(request.scope["query_string"])
    if kind == "application/x-www-form-urlencoded":
        for key, values in read_parameters(body).items():
            parameters[key] = parameters.get(key, []) + values
        return parameters
    if kind == "application/sparql-update":
        raise ProtocolError(400, "this service only reads: change the curated files")
    if "query" in parameters:
        raise ProtocolError(400, "a query in the URL and one in the body: give one")
    return parameters | {"query": [_decode(body)]}


async def read_body(request: Request, most: int) -> bytes:
    """Read a body of at most so many bytes, sent as it is; `ProtocolError`: 400, 413, 415."""
    packed = request.headers.get("content-encoding", "identity")
    if packed.strip().lower() != "identity":
        raise ProtocolError(415, f"a body packed by '{packed}': send it as it is")
    body = bytearray()
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > most:
        raise _too_large(most)
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise _too_large(most)
    except ClientDisconnect:
        raise ProtocolError(400, "the body broke off") from None
    return bytes(body)


def _too_large(most: int) -> ProtocolError:
    return ProtocolError(413, f"the request is too large: send at most {most} bytes")


def read_parameters(encoded: bytes) -> dict[str, list[str]]:
    """Read `key=value` pairs; a key may repeat."""
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200
        )
    except UnicodeDecodeError:
        raise ProtocolError(400, "the parameters are not percent-encoded UTF-8") from None
    except ValueError:
        raise ProtocolError(400, "too many parameters: a query and its graphs are enough") from None
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError(400, "the query is not UTF-8 text") from None


FORMATS = {
    "json": "application/sparql-results+json, application/ld+json, application/json",
    "xml": "application/sparql-results+xml, application/rdf+xml", "csv": "text/csv",
    "tsv": "text/tab-separated-values", "turtle": "text/turtle", "ttl": "text/turtle",
    "ntriples": "application/n-triples", "nt": "application/n-triples",
    "jsonld": "application/ld+json", "rdfxml": "application/rdf+xml", "html": "text/html",
}  # fmt: skip
"""Names that clients give in the address, and the media types that they mean."""
_MOST_LETTERS = 4_000
"""Of the name of a graph; browsers and proxies take no longer address either."""
_BODIES = (
    "application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update",
)  # fmt: skip

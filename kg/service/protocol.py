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
        parameters = _parameters(request.scope["query_string"])
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
    accept = accepted(request)
    results, graph = choose(accept, RESULT_TYPES), choose(accept, GRAPH_TYPES)
    if results is None and graph is None:
        raise unacceptable()
    default, named = parameters.get("default-graph-uri"), parameters.get("named-graph-uri")
    if default is not None or named is not None:
        default, named = default or [], named or []
    return Question(
        text=parameters["query"][0].removeprefix("\ufeff"),
        results=results,
        graph=graph,
        default_graphs=None if default is None else tuple(default),
        named_graphs=None if named is None else tuple(named),
    )


def accepted(request: Request) -> str | None:
    """Give what the client accepts, in however many lines it says so; None where it does not."""
    return ", ".join(request.headers.getlist("accept")) or None


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
    packed = request.headers.get("content-encoding", "identity")
    if packed.strip().lower() != "identity":
        raise ProtocolError(415, f"a body packed by '{packed}': send it as it is")
    body = await _read_body(request, limits)
    parameters = _parameters(request.scope["query_string"])
    if kind == "application/x-www-form-urlencoded":
        for key, values in _parameters(body).items():
            parameters[key] = parameters.get(key, []) + values
        return parameters
    if kind == "application/sparql-update":
        raise ProtocolError(400, "this service only reads: change the curated files")
    if "query" in parameters:
        raise ProtocolError(400, "a query in the URL and one in the body: give one")
    return parameters | {"query": [_decode(body)]}


async def _read_body(request: Request, limits: Limits) -> bytes:
    body = bytearray()
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > limits.request_bytes:
        raise _too_large(limits)
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > limits.request_bytes:
                raise _too_large(limits)
    except ClientDisconnect:
        raise ProtocolError(400, "the body broke off") from None
    return bytes(body)


def _too_large(limits: Limits) -> ProtocolError:
    most = limits.request_bytes
    return ProtocolError(413, f"the request is too large: send at most {most} bytes")


def _parameters(encoded: bytes) -> dict[str, list[str]]:
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


_BODIES = (
    "application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update",
)  # fmt: skip

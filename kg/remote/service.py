"""A service that speaks the SPARQL 1.1 Protocol: one connection that is kept, and plain errors."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import unquote, urlencode

import pyoxigraph
import urllib3

from kg.errors import RequestError, StoreError
from kg.remote.deadline import Hurried, until

Row = Sequence[pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode | None]


class OverloadedError(StoreError):
    """The service gave up on one query: a smaller one may pass."""


class Service:
    """Asks by a form, which every store takes at any length, and reads rows in JSON.

    >>> Service("file:///etc/hosts")
    Traceback (most recent call last):
    ...
    kg.errors.RequestError: no SPARQL endpoint 'file:///etc/hosts': give an http or https address
    """

    def __init__(self, address: str, seconds: float = 60) -> None:
        """Take an address; a name and a password in it go along as Basic authentication."""
        try:
            url = urllib3.util.parse_url(address)
        except urllib3.exceptions.LocationParseError:
            url = urllib3.util.Url()
        if url.scheme not in {"http", "https"} or not url.host:
            given = f"no SPARQL endpoint '{address}'"
            raise RequestError(f"{given}: give an http or https address")
        self.address = url._replace(auth=None, fragment=None).url
        secret = urllib3.util.make_headers(basic_auth=unquote(url.auth)) if url.auth else {}
        again = _Again(3, connect=1, read=2, status=0, other=0, allowed_methods=None,
                       respect_retry_after_header=False)  # fmt: skip
        self._seconds, self.asked = seconds, 0
        self._pool = Hurried(
            headers={"Accept": _JSON, "Content-Type": _FORM, "Accept-Encoding": "gzip", **secret},
            timeout=urllib3.Timeout(connect=min(10, seconds), read=seconds), retries=again,
        )  # fmt: skip

    def ask(self, query: str) -> list[Row]:
        """Give the rows of a SELECT; `StoreError` for whatever else comes, or where nothing does.

        `OverloadedError` where the query was too much: it took too long, or ran into a limit.
        """
        self.asked += 1
        limit = until.set(time.monotonic() + self._seconds)
        try:
            answer = self._pool.request(
                "POST", self.address, body=urlencode({"query": query}), preload_content=False
            )
            most = MAX_ANSWER_BYTES if answer.status == 200 else MAX_ERROR_BYTES
            content = answer.read(most + 1, decode_content=True)
            if len(content) > most:
                answer.close()
            else:
                answer.release_conn()
        except urllib3.exceptions.ReadTimeoutError:
            raise self._overloaded(f"gives no answer within {self._seconds:g} s") from None
        except urllib3.exceptions.MaxRetryError as error:
            raise self._silent(error.reason or error) from None
        except urllib3.exceptions.HTTPError as error:
            raise self._silent(error) from None
        finally:
            until.reset(limit)
        if answer.status != 200:
            said = " ".join(content.decode("utf-8", "replace").split())
            cause = f"answers {answer.status}: {(said or answer.reason or '')[:300]}"
            if answer.status in _TOO_MUCH:
                raise self._overloaded(cause)
            raise StoreError(f"{self.address} {cause}: see that this is its query service")
        if len(content) > MAX_ANSWER_BYTES:
            raise self._overloaded(f"answers more than {MAX_ANSWER_BYTES // 1_000_000} MB at once")
        return self._rows(content, answer.headers.get("content-type", ""))

    def _rows(self, content: bytes, kind: str) -> list[Row]:
        try:
            if _is_deep(content):  # the parser would end the process
                raise SyntaxError("nested too deeply")
            found = pyoxigraph.parse_query_results(content, pyoxigraph.QueryResultsFormat.JSON)
            if isinstance(found, pyoxigraph.QueryBoolean):
                raise SyntaxError("a boolean")
            width = range(len(found.variables))
            return [tuple(row[n] for n in width) for row in found]
        except (SyntaxError, ValueError):
            kind = kind.partition(";")[0][:100] or "nothing"
            cause = f"{self.address} answers in '{kind}', which holds no rows of SPARQL"
            raise StoreError(f"{cause}: give the address of its query service") from None

    def _overloaded(self, cause: str) -> OverloadedError:
        return OverloadedError(f"{self.address} {cause}: ask for less, or raise its limits")

    def _silent(self, error: Exception) -> StoreError:
        reason = str(error).rpartition(": ")[2][:300] or type(error).__name__
        return StoreError(f"no answer from {self.address}: {reason}: see that the service runs")


class _Again(urllib3.Retry):
    """Asks again where a connection broke, for whoever answers may close one that is kept.

    Not where it took too long: it would take as long again.
    """

    def increment(
        self, method: str | None = None, url: str | None = None, response: Any = None,
        error: Exception | None = None, *others: Any, **named: Any,
    ) -> Self:  # fmt: skip
        if isinstance(error, urllib3.exceptions.ReadTimeoutError):
            raise error
        if error is not None and time.monotonic() > until.get():
            raise error
        return super().increment(method, url, response, error, *others, **named)


def _is_deep(content: bytes) -> bool:
    r"""Tell whether brackets of JSON are nested deeper than rows are, or do not match.

    >>> _is_deep(rb'{"a": ["}\\", {}]}'), _is_deep(b'{"a":' * 99 + b"1" + b"}" * 99)
    (False, True)
    """
    brackets = _STRING.sub(b"", _ESCAPED.sub(b"", content).translate(None, _NO_BRACKETS))
    for _ in range(_MOST_NESTED):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return bool(brackets)


MAX_ANSWER_BYTES = 64_000_000
MAX_ERROR_BYTES = 2000
_MOST_NESTED = 24
_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_STRING = re.compile(rb'"[^"]*"')
_NO_BRACKETS = bytes(set(range(256)) - set(b'{}[]"'))
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/sparql-results+json"
_TOO_MUCH = {408, 413, 414, 429, 500, 502, 503, 504}
"""Answers of services to what is too large or takes too long; Virtuoso says 500."""

"""A service below a path: what a proxy passes on with the path, or without it, is found alike."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from kg.errors import RequestError

Message = dict[str, Any]


class Root:
    """An ASGI application around another one, which knows nothing of the path before it."""

    def __init__(self, app: Callable[[Message, Any, Any], Awaitable[None]], path: str) -> None:
        """Take the path, as `check_root` gives it."""
        self.app, self.path, self.before = app, path, f"{path}/"

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Pass a request on without the path; the path alone leads to what is below it."""
        if scope["type"] == "http" and self.path:
            if scope["path"] == self.path:
                where = self.path.rpartition("/")[2].encode() + b"/"
                headers = [(b"location", where), (b"content-length", b"0")]
                await send({"type": "http.response.start", "status": 308, "headers": headers})
                await send({"type": "http.response.body", "body": b""})
                return
            if scope["path"].startswith(self.before):
                raw = scope["raw_path"].removeprefix(self.path.encode())
                scope = {**scope, "path": scope["path"].removeprefix(self.path), "raw_path": raw}
        await self.app(scope, receive, send)


def check_root(path: str) -> str:
    """Give a path without a slash at its end; `RequestError` for what is none.

    >>> check_root("/cirt/"), check_root("/a/b"), check_root("/"), check_root("")
    ('/cirt', '/a/b', '', '')
    """
    if path and not _PATH.fullmatch(path):
        cause = f"'{path}' is no path to serve below"
        raise RequestError(f"{cause}: give one as /cirt, of letters, digits and -._~")
    return path.rstrip("/")


_PATH = re.compile(r"/|(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+/?")

"""The journal: lines of JSON on standard error, which nobody has to read."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import select
import time
from collections import deque
from typing import Any


def log(event: str, **fields: Any) -> None:
    """Write one event as one line of JSON; whatever a client sent is escaped in it."""
    write_lines()
    _LOGGER.info(_spell(time.time(), event, fields))


def note(event: str, **fields: Any) -> None:
    """Keep what happens a thousand times a second for a moment, and write it in one go."""
    if not _NOTED:
        asyncio.get_running_loop().call_later(_MOMENT_SECONDS, write_lines)
    _NOTED.append((time.time(), event, fields))


def write_lines() -> None:
    """Write what was noted."""
    if _NOTED:
        lines = [_spell(*one) for one in _NOTED]
        _NOTED.clear()
        _LOGGER.info("\n".join(lines))


def _spell(now: float, event: str, fields: dict[str, Any]) -> str:
    said = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
    return json.dumps({"time": said, "event": event} | fields)


def log_to_standard_error() -> None:
    """Let the lines appear."""
    lines = Lines(2)
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _LOGGER.addHandler(handler)
    others = logging.StreamHandler(lines)
    others.setFormatter(_Line())
    for name in ("uvicorn", "asyncio", "mcp"):
        logging.getLogger(name).addHandler(others)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False


class Lines:
    """A file of text that never waits for its reader: what has no room is counted, and left out.

    A pipe that nobody reads is full after 64 kB, and the next line would stop the whole service.
    """

    def __init__(self, number: int) -> None:
        """Write to an open file, by its number."""
        self.number, self.lost = number, 0
        self._held: deque[bytes] = deque()
        self._ready = select.poll()
        self._ready.register(number, select.POLLOUT)

    def write(self, text: str) -> int:
        """Write what can be written now, hold back a little, and leave out the rest."""
        if len(self._held) < _MOST_HELD:
            if self.lost:
                said = {"lines": self.lost}
                self._hold(_spell(time.time(), "lost", said) + "\n")
                self.lost = 0
            self._hold(text)
        else:
            self.lost += text.count("\n")
        self.flush()
        return len(text)

    def flush(self) -> None:
        """Write piece by piece, as long as the file takes a whole one without waiting."""
        with contextlib.suppress(OSError):
            while self._held and self._ready.poll(0):
                left = self._held[0][os.write(self.number, self._held[0]) :]
                if left:
                    self._held[0] = left
                else:
                    self._held.popleft()

    def _hold(self, text: str) -> None:
        content = text.encode("utf-8", "backslashreplace")
        self._held += [content[at : at + _PIECE] for at in range(0, len(content), _PIECE)]


class _Line(logging.Formatter):
    """What the server and the loop have to say, as one line of JSON as well."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, str] = {"event": record.levelname.lower(), "message": record.getMessage()}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        return json.dumps({"time": now} | said)


_NOTED: list[tuple[float, str, dict[str, Any]]] = []
_MOMENT_SECONDS = 0.1
_LOGGER = logging.getLogger("kg.service")
_PIECE = select.PIPE_BUF
"""Bytes that a pipe takes without waiting when it takes any (POSIX)."""
_MOST_HELD = 256
"""Pieces: a megabyte."""

"""A question on its way through the pool, and what became of all of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from kg.errors import LimitError
from kg.service.worker import Question, Reply, Worker


class CrowdedError(LimitError):
    """A question that had no room to wait, or waited too long: its client asks too much at once."""


@dataclass
class Tally:
    """What has happened since the start, for `/metrics`."""

    answered: int = 0
    replaced: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


@dataclass(eq=False)
class Job:
    """A question on its way: waiting for a worker, or at one."""

    question: Question
    client: str
    reply: asyncio.Future[Reply]
    worker: Worker | None = None
    start: float = 0.0
    used: float = 0.0
    unsent: bytes = b""
    received: bytearray = field(default_factory=bytearray)
    timer: asyncio.TimerHandle | None = None
    demoted: bool = False

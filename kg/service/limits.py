"""What one query, one client and the whole service may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of the service; what runs past one is refused, and nobody else notices.

    `seconds` is wall time from the moment a worker has the query; `memory_mb` is what a worker may
    take beyond the graph that it shares; `answer_mb` the size of one answer; `request_bytes` of a
    body, `header_bytes` of a request's first line and headers. `patience_seconds` is how long a
    client may take to send a request, and may let an answer wait unread. `workers` answer at
    once, `slow` more go on with long queries while others are served; `waiting` queries queue.
    Answers up to `cache_mb` in all are kept for whoever asks the same; 0 keeps none.
    `unread_mb` is what all answers together may wait for clients that are slow to read, and
    `pending_mb` what all requests together may hold that arrive or wait for their answers.
    """

    seconds: float = 10.0
    memory_mb: int = 512
    answer_mb: int = 32
    request_bytes: int = 400_000
    header_bytes: int = 130_000
    patience_seconds: float = 10.0
    workers: int = 2
    slow: int = 16
    waiting: int = 512
    connections: int = 1024
    cache_mb: int = 64
    unread_mb: int = 256
    pending_mb: int = 32

    @property
    def each(self) -> int:
        """How many queries of one client are at work at once, long ones included."""
        return max(self.workers, self.slow // 2)

    @property
    def backlog(self) -> int:
        """How many connections may be accepted at one go, beyond those that there are."""
        return self.connections // 2


DEMOTIONS = ((0.06, 10), (0.6, None))
"""After so many seconds a query yields: a nice value, or None for the class SCHED_IDLE.

What answers in the twinkling of an eye is never behind what may run to the limit (a multilevel
feedback queue, as in Corbato's CTSS), and a query of half a second is before a runaway.
"""

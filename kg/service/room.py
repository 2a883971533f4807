"""The room for connections: what all of them hold together, and who makes way for whom."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Generic, Protocol, TypeVar

from kg.service.limits import Limits


class Guest(Protocol):
    """A connection, as far as the room knows it: whose it is, and how many bytes it holds."""

    whose: str
    held: int
    transport: asyncio.Transport

    def __hash__(self) -> int: ...


G = TypeVar("G", bound=Guest)


class Room(Generic[G]):
    """What all connections hold together; who holds most, or reads last, makes room for others."""

    def __init__(self, limits: Limits, proxy: str | None = None) -> None:
        """Begin empty; through the address of a proxy come many clients."""
        self.limits, self.proxy = limits, proxy
        self.pending = 0
        self.silent: dict[G, None] = {}  # who sent no whole request, the longest first
        self.unread: dict[G, None] = {}  # whose answers wait to be read, the longest first
        self.holders: dict[G, None] = {}
        self.clients: Counter[str] = Counter()

    def enter(self, one: G, count: int) -> G | None:
        """Let a connection in; give the one that has to leave for it, perhaps itself."""
        self.clients[one.whose] += 1
        # Who came long ago and asks nothing makes room for who may be about to ask.
        if self.clients[one.whose] > self.limits.connections // 2 and one.whose != self.proxy:
            return next((other for other in self.silent if other.whose == one.whose), one)
        return next(iter(self.silent), one) if count > self.limits.connections else None

    def leave(self, one: G) -> None:
        """Forget a connection."""
        self.charge(one, -one.held)
        self.silent.pop(one, None)
        self.unread.pop(one, None)
        self.clients[one.whose] -= 1
        if not self.clients[one.whose]:
            del self.clients[one.whose]

    def charge(self, one: G, size: int) -> None:
        """Count bytes that a connection holds, or lets go of."""
        one.held += size
        self.pending += size
        if one.held:
            self.holders[one] = None
        else:
            self.holders.pop(one, None)

    def find_largest(self) -> G | None:
        """Give who holds most, where all together hold too much."""
        if self.pending <= self.limits.pending_mb * 1_000_000:
            return None
        return max(self.holders, key=lambda one: one.held)

    def find_slowest(self) -> G | None:
        """Give who has not read for longest, where too much waits to be read."""
        waits = sum(one.transport.get_write_buffer_size() for one in self.unread)
        return next(iter(self.unread)) if waits > self.limits.unread_mb * 1_000_000 else None

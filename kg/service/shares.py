"""Fair shares: whose question is next, and how much of the service one client may have."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Job = TypeVar("Job")


def share_of(address: str) -> str:
    """Tell who counts as one client: an IPv4 address, or the /64 that one line of IPv6 is given.

    >>> share_of("192.0.2.7"), share_of("::ffff:192.0.2.7"), share_of("2001:db8::a:b")
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64')
    >>> share_of("whatever a proxy was told")
    'unknown'
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6:
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found.packed, 64), strict=False))
        found = found.ipv4_mapped
    return str(found)


@dataclass(eq=False)
class Share(Generic[Job]):
    """One client: its questions that wait, how many are at work, and the seconds that they took."""

    waiting: dict[Job, None] = field(default_factory=dict)
    quick: int = 0
    slow: int = 0
    spent: float = 0.0

    @property
    def at_work(self) -> int:
        """How many questions of it are being answered."""
        return self.quick + self.slow


class Shares(Generic[Job]):
    """Clients with their questions; who has had least is next, and nobody has more than a bound.

    Of those that wait, the client goes first that has fewest at work, and of these the one whose
    questions have taken the least time: short ones pass long ones, and nobody is passed for ever.

    >>> shares = Shares[str](each=1, most_waiting=8)
    >>> for job, client in ("a1", "a"), ("a2", "a"), ("b1", "b"):
    ...     _ = shares.wait(job, client)
    >>> shares.take(), shares.take(), shares.take()
    (('a1', 'a'), ('b1', 'b'), None)
    """

    def __init__(self, each: int, most_waiting: int) -> None:
        """Let a client have so many at work, and an eighth of all that may wait."""
        self.each, self.most_waiting = each, most_waiting
        self.each_waiting = max(1, most_waiting // 8)
        self.waiting = 0
        self._clients: dict[str, Share[Job]] = {}

    def of(self, client: str) -> Share[Job]:
        """Give a client's share; who is new has had as much as who has had least."""
        if client not in self._clients:
            least = min((one.spent for one in self._clients.values()), default=0.0)
            self._clients[client] = Share(spent=least)
        return self._clients[client]

    def wait(self, job: Job, client: str) -> Job | None:
        """Queue a question; give the one that has no room, which may be itself."""
        share = self.of(client)
        if len(share.waiting) >= self.each_waiting:
            return job
        share.waiting[job] = None
        self.waiting += 1
        if self.waiting <= self.most_waiting:
            return None
        newest_first = reversed(self._clients)
        longest = max(newest_first, key=lambda name: len(self._clients[name].waiting))
        last = next(reversed(self._clients[longest].waiting))
        self.drop(last, longest)
        return last

    def drop(self, job: Job, client: str) -> bool:
        """Forget a question that waits; tell whether it did."""
        share = self.of(client)
        found = job in share.waiting
        if found:
            del share.waiting[job]
            self.waiting -= 1
        self._forget(client)
        return found

    def may_begin(self, client: str, ready: int) -> bool:
        """Tell whether a client may have one of the workers that are ready, and not the last."""
        share = self.of(client)
        return share.at_work < self.each and ready > (1 if share.quick else 0)

    def find_next(self, ready: int) -> str | None:
        """Give the client who is next, if a worker is for it."""
        able = [name for name, share in self._clients.items()
                if share.waiting and self.may_begin(name, ready)]  # fmt: skip
        had = {name: (self.of(name).at_work, self.of(name).spent) for name in able}
        return min(able, key=had.__getitem__, default=None)

    def take(self, ready: int = 2) -> tuple[Job, str] | None:
        """Give the question that is next, with its client, and count it as at work."""
        client = self.find_next(ready)
        if client is None:
            return None
        job = next(iter(self.of(client).waiting))
        self.begin(client)
        self.drop(job, client)
        return job, client

    def begin(self, client: str) -> None:
        """Count a question as at work."""
        self.of(client).quick += 1

    def slow_down(self, client: str) -> None:
        """Count a question among the slow ones."""
        share = self.of(client)
        share.quick, share.slow = share.quick - 1, share.slow + 1

    def end(self, client: str, seconds: float, *, slow: bool) -> None:
        """Count the time that a question took."""
        share = self.of(client)
        share.spent += seconds
        share.quick, share.slow = share.quick - (not slow), share.slow - slow
        self._forget(client)

    def _forget(self, client: str) -> None:
        share = self.of(client)
        if not share.waiting and not share.at_work:
            del self._clients[client]

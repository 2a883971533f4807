"""Workers for many clients: short queries first, long ones out of the way, dead ones replaced."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass, field

import pyoxigraph

from kg.errors import LimitError
from kg.service.limits import DEMOTIONS, Limits
from kg.service.worker import (
    HEAD_BYTES,
    Question,
    Reply,
    Worker,
    broke_off,
    pack_question,
    read_head,
)


@dataclass
class Tally:
    """What has happened since the start, for `/metrics`."""

    answered: int = 0
    replaced: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


class Pool:
    """`limits.workers` processes at the ready, and up to `limits.slow` more at long queries.

    A query that is not answered at once (`DEMOTIONS`) leaves the ready ones: another worker takes
    the place of its own, which goes on at a lower priority until it is done or its time is up.
    """

    def __init__(self, store: pyoxigraph.Store, limits: Limits) -> None:
        """Fork the first workers."""
        self.limits, self.tally = limits, Tally()
        self._store = store
        self._ready: deque[Worker] = deque()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._slow: dict[Worker, asyncio.Task[Reply]] = {}
        self._busy: set[Worker] = set()
        self._dying: set[Worker] = set()
        for _ in range(limits.workers):
            self._ready.append(self._fork())

    @property
    def state(self) -> dict[str, int]:
        """How many workers are ready, busy and slow, and how many queries wait."""
        return {
            "ready": len(self._ready), "busy": len(self._busy) - len(self._slow),
            "slow": len(self._slow), "waiting": len(self._waiting),
        }  # fmt: skip

    async def ask(self, question: Question) -> Reply:
        """Answer, or raise `LimitError` where time, memory or room run out.

        Cancelling stops the query: its worker is killed.
        """
        worker = await self._take()
        self._busy.add(worker)
        task = asyncio.ensure_future(self._converse(worker, question))
        kept = False
        try:
            reply, demoted = await self._await(worker, task)
            kept = not (demoted or reply.spent)
        finally:
            task.cancel()
            try:  # until it has let go of the channel, whose number the next worker may get
                await asyncio.wait([task])
            finally:
                self._busy.discard(worker)
                slow = self._slow.pop(worker, None)
                if kept:
                    self._offer(worker)
                else:
                    self._bury(worker)
                    self.tally.replaced += 1
                    if slow is None:  # a demoted worker was replaced when it was demoted
                        self._replace()
        self.tally.answered += 1
        return reply

    def close(self) -> None:
        """End every process."""
        for waiting in self._waiting:
            waiting.cancel()
        for worker in (*self._ready, *self._busy):
            worker.kill()
        for worker in (*self._ready, *self._busy, *self._dying):
            worker.gone(wait=True)
        self._ready.clear()

    async def _await(self, worker: Worker, task: asyncio.Task[Reply]) -> tuple[Reply, bool]:
        """Wait for the reply in stages, with less priority at each, until the time is up."""
        start, demoted = time.monotonic(), False
        for after, nice in (*DEMOTIONS, (self.limits.seconds, None)):
            left = min(after, self.limits.seconds) - (time.monotonic() - start)
            done, _ = await asyncio.wait([task], timeout=max(left, 0))
            if done:
                return task.result(), demoted
            if after >= self.limits.seconds:
                break
            if not demoted:
                self._demote(worker, task)
                demoted = True
            worker.yield_to_others(nice)
        cause = f"the query was stopped after {self.limits.seconds:g} s"
        raise LimitError(f"{cause}: join its patterns, narrow them, or ask for less")

    def _demote(self, worker: Worker, task: asyncio.Task[Reply]) -> None:
        """Give the worker's place to a new one; where too many are slow, the oldest ends."""
        if len(self._slow) >= self.limits.slow:
            oldest = next(iter(self._slow.values()))
            oldest.cancel(_TOO_MANY)
        self._slow[worker] = task
        self._replace()

    async def _converse(self, worker: Worker, question: Question) -> Reply:
        loop, channel = asyncio.get_running_loop(), worker.channel
        channel.setblocking(False)
        try:
            await loop.sock_sendall(channel, pack_question(question))
            head = await _receive(loop, worker, HEAD_BYTES)
            length, outcome, form, spent = read_head(head)
            return Reply(outcome, form, await _receive(loop, worker, length), spent)
        except OSError:
            raise broke_off() from None
        except asyncio.CancelledError as error:
            if error.args == (_TOO_MANY,):
                raise LimitError(_TOO_MANY) from None
            raise

    async def _take(self) -> Worker:
        """Take a worker that is ready, in the order of asking."""
        while self._ready:
            worker = self._ready.popleft()
            if not worker.gone():
                return worker
            worker.channel.close()  # it died idle, and its number may be another's by now
            self.tally.replaced += 1
            self._replace()
        if len(self._waiting) >= self.limits.waiting:
            raise LimitError("too many queries are waiting: try again in a few seconds")
        waiting: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():  # given and lost in the same moment
                self._offer(waiting.result())
            raise

    def _offer(self, worker: Worker) -> None:
        """Give a free worker to who waits longest, or keep it ready."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._ready.append(worker)

    def _bury(self, worker: Worker) -> None:
        """Kill a worker, and look again later: nobody waits while the kernel takes it apart."""
        worker.kill()
        self._dying.add(worker)
        if len(self._dying) == 1:
            asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._collect)

    def _collect(self) -> None:
        self._dying = {worker for worker in self._dying if not worker.gone()}
        if self._dying:
            asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._collect)

    def _replace(self) -> None:
        """Fork a worker; where the machine has no room for one, try again in a second."""
        try:
            self._offer(self._fork())
        except OSError:
            asyncio.get_running_loop().call_later(1.0, self._replace)

    def _fork(self) -> Worker:
        return Worker(self._store, self.limits)


async def _receive(loop: asyncio.AbstractEventLoop, worker: Worker, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        piece = await loop.sock_recv(worker.channel, min(length - len(received), 1 << 20))
        if not piece:
            raise broke_off()
        received += piece
    return bytes(received)


_LOOK_SECONDS = 0.1
_TOO_MANY = "too many long queries at once, and this was the oldest: try later, or ask for less"

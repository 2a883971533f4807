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


@dataclass(eq=False)
class _Job:
    """A question on its way: waiting for a worker, or at one."""

    question: Question
    reply: asyncio.Future[Reply]
    worker: Worker | None = None
    start: float = 0.0
    used: float = 0.0
    unsent: bytes = b""
    received: bytearray = field(default_factory=bytearray)
    timer: asyncio.TimerHandle | None = None
    demoted: bool = False


class Pool:
    """`limits.workers` processes at the ready, and up to `limits.slow` more at long queries.

    A query that takes longer than most (`DEMOTIONS`) leaves the ready ones as soon as others want
    its place, and after a while in any case: another worker takes the place of its own, which goes
    on at a lower priority until it is done or its time is up.

    All is done by callbacks of the event loop, without a task for each query: what a query costs
    beside its evaluation is a fraction of a millisecond, and tasks would take most of that.
    """

    def __init__(self, store: pyoxigraph.Store, limits: Limits) -> None:
        """Fork the first workers."""
        self.limits, self.tally = limits, Tally()
        self._store = store
        self._ready: list[Worker] = []
        self._waiting: deque[_Job] = deque()
        self._jobs: dict[Worker, _Job] = {}
        self._overdue: dict[_Job, None] = {}  # in the order of becoming so
        self._slow: dict[_Job, None] = {}
        self._watched: set[Worker] = set()
        self._dying: set[Worker] = set()
        for _ in range(limits.workers):
            self._ready.append(self._fork())

    @property
    def state(self) -> dict[str, int]:
        """How many workers are ready, busy and slow, and how many queries wait."""
        return {
            "ready": len(self._ready), "busy": len(self._jobs) - len(self._slow),
            "slow": len(self._slow), "waiting": len(self._waiting),
        }  # fmt: skip

    def ask(self, question: Question) -> asyncio.Future[Reply]:
        """Give a future for the answer; it fails with `LimitError` where time, memory or room end.

        Cancelling it stops the query: its worker is killed.
        """
        if not self._watched:
            for early in self._ready:
                self._watch(early)
        job = _Job(question, asyncio.get_running_loop().create_future())
        if not self._ready and self._overdue:
            self._demote(next(iter(self._overdue)))
        if worker := self._take():
            self._begin(job, worker)
        elif len(self._waiting) < self.limits.waiting:
            self._waiting.append(job)
        else:
            cause = "too many queries are waiting: try again in a few seconds"
            job.reply.set_exception(LimitError(cause))
            return job.reply
        job.reply.add_done_callback(lambda reply: self._abandon(job) if reply.cancelled() else None)
        return job.reply

    def close(self) -> None:
        """End every process."""
        for job in self._waiting:
            job.reply.cancel()
        known = (*self._ready, *self._jobs)
        for worker in known:
            worker.kill()
        for worker in (*known, *self._dying):
            worker.gone(wait=True)
        self._ready.clear()

    # -- one query --------------------------------------------------------------------------------

    def _begin(self, job: _Job, worker: Worker) -> None:
        job.worker, job.start, job.used = worker, time.monotonic(), worker.cpu_seconds()
        self._jobs[worker] = job
        self._schedule(job, 0)
        job.unsent = pack_question(job.question)
        self._send(job)
        if job.unsent:
            asyncio.get_running_loop().add_writer(worker.channel, self._send, job)

    def _send(self, job: _Job) -> None:
        """Send what the channel takes; a worker that died meanwhile shows when it is read from."""
        assert job.worker  # noqa: S101 # it was begun
        try:
            job.unsent = job.unsent[job.worker.channel.send(job.unsent) :]
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            job.unsent = b""
        if not job.unsent:
            asyncio.get_running_loop().remove_writer(job.worker.channel)

    def _read(self, worker: Worker) -> None:
        """Take what a worker says; that it says nothing more means that it died."""
        try:
            piece = worker.channel.recv(_PIECE_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            piece = b""
        job = self._jobs.get(worker)
        if job is None:  # it was killed while nobody asked it anything
            self._ready.remove(worker)
            self._bury(worker)
            self._replace()
        elif not piece:
            self._fail(job, broke_off())
        else:
            job.received += piece
            if len(job.received) >= HEAD_BYTES:
                length, outcome, form, spent = read_head(bytes(job.received[:HEAD_BYTES]))
                if len(job.received) >= HEAD_BYTES + length:
                    content = bytes(memoryview(job.received)[HEAD_BYTES:])
                    self._answer(job, Reply(outcome, form, content, spent))

    def _answer(self, job: _Job, reply: Reply) -> None:
        self.tally.answered += 1
        self._end(job, kept=not (job.demoted or reply.spent))
        if not job.reply.done():
            job.reply.set_result(reply)

    def _fail(self, job: _Job, error: LimitError) -> None:
        self._end(job, kept=False)
        if not job.reply.done():
            job.reply.set_exception(error)

    def _abandon(self, job: _Job) -> None:
        """Drop a query that nobody wants any more."""
        if job in self._waiting:
            self._waiting.remove(job)
        elif job.worker and self._jobs.get(job.worker) is job:
            self._end(job, kept=False)

    def _end(self, job: _Job, *, kept: bool) -> None:
        """Let go of a query; its worker goes back to the ready ones or is replaced."""
        worker = job.worker
        assert worker and job.timer  # noqa: S101 # it was begun
        job.timer.cancel()
        del self._jobs[worker]
        self._overdue.pop(job, None)
        self._slow.pop(job, None)
        if job.unsent:
            asyncio.get_running_loop().remove_writer(worker.channel)
        if kept:
            self._offer(worker)
        else:
            self._bury(worker)
            self.tally.replaced += 1
            if not job.demoted:  # a demoted worker was replaced when it was demoted
                self._replace()

    # -- long queries -----------------------------------------------------------------------------

    def _schedule(self, job: _Job, stage: int) -> None:
        """Look at the query again when the next stage begins, or its time is up."""
        after = DEMOTIONS[stage][0] if stage < len(DEMOTIONS) else self.limits.seconds
        left = job.start + min(after, self.limits.seconds) - time.monotonic()
        loop = asyncio.get_running_loop()
        job.timer = loop.call_later(max(left, 0), self._look_at, job, stage)

    def _look_at(self, job: _Job, stage: int) -> None:
        """Let the query give its place to others: at the first stage only if they want it."""
        if stage >= len(DEMOTIONS) or DEMOTIONS[stage][0] >= self.limits.seconds:
            cause = f"the query was stopped after {self.limits.seconds:g} s"
            remedy = "join its patterns, narrow them, or ask for less"
            self._fail(job, LimitError(f"{cause}: {remedy}"))
            return
        if stage == 0 and self._ready and not self._waiting:
            self._overdue[job] = None
        elif job.demoted:
            self._yield(job, stage)
        else:
            self._demote(job, stage)
        self._schedule(job, stage + 1)

    def _yield(self, job: _Job, stage: int) -> None:
        """Lower the priority of what has used a processor; who only waits for one keeps it."""
        assert job.worker  # noqa: S101 # it was begun
        if job.worker.cpu_seconds() - job.used > DEMOTIONS[0][0] / 2:
            job.worker.yield_to_others(DEMOTIONS[stage][1])

    def _demote(self, job: _Job, stage: int = 0) -> None:
        """Give the worker's place to a new one; where too many are slow, the oldest ends."""
        if len(self._slow) >= self.limits.slow:
            self._fail(next(iter(self._slow)), LimitError(_TOO_MANY))
        job.demoted = True
        self._yield(job, stage)
        self._overdue.pop(job, None)
        self._slow[job] = None
        self._replace()

    # -- workers ----------------------------------------------------------------------------------

    def _take(self) -> Worker | None:
        """Take the ready worker that was last at work: its memory is still at hand."""
        while self._ready:
            worker = self._ready.pop()
            if not worker.gone():
                return worker
            self._forget(worker)  # it died idle, and its number may be another's by now
            worker.channel.close()
            self.tally.replaced += 1
            self._replace()
        return None

    def _offer(self, worker: Worker) -> None:
        """Give a free worker to who waits longest, or keep it ready."""
        while self._waiting:
            job = self._waiting.popleft()
            if not job.reply.done():
                self._begin(job, worker)
                return
        self._ready.append(worker)

    def _watch(self, worker: Worker) -> None:
        self._watched.add(worker)
        worker.channel.setblocking(False)
        asyncio.get_running_loop().add_reader(worker.channel, self._read, worker)

    def _forget(self, worker: Worker) -> None:
        if worker in self._watched:
            self._watched.remove(worker)
            asyncio.get_running_loop().remove_reader(worker.channel)

    def _bury(self, worker: Worker) -> None:
        """Kill a worker, and look again later: nobody waits while the kernel takes it apart."""
        self._forget(worker)
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
            worker = self._fork()
        except OSError:
            asyncio.get_running_loop().call_later(1.0, self._replace)
        else:
            self._watch(worker)
            self._offer(worker)

    def _fork(self) -> Worker:
        return Worker(self._store, self.limits)


_LOOK_SECONDS = 0.1
_PIECE_BYTES = 1 << 16
_TOO_MANY = "too many long queries at once, and this was the oldest: try later, or ask for less"

"""Workers for many clients: short queries first, long ones out of the way, dead ones replaced."""

from __future__ import annotations

import asyncio
import time

import pyoxigraph

from kg.errors import LimitError
from kg.service.job import CrowdedError, Job, Tally
from kg.service.limits import DEMOTIONS, Limits
from kg.service.shares import Shares
from kg.service.worker import (
    HEAD_BYTES,
    Beside,
    Question,
    Reply,
    Worker,
    broke_off,
    pack_question,
    read_head,
)


class Pool:
    """`limits.workers` processes at the ready, and up to `limits.slow` more at long queries.

    One more is ready for a client that has none at work, so that who asks much makes nobody wait
    who asks little (`kg.service.shares`).

    A query that takes longer than most (`DEMOTIONS`) leaves the ready ones as soon as others want
    its place, and after a while in any case: another worker takes the place of its own, which goes
    on at a lower priority until it is done or its time is up.

    All is done by callbacks of the event loop, without a task for each query: what a query costs
    beside its evaluation is a fraction of a millisecond, and tasks would take most of that.
    """

    def __init__(
        self, store: pyoxigraph.Store, limits: Limits, beside: Beside | None = None
    ) -> None:
        """Fork the first workers; `beside` answers what is no query."""
        self.limits, self.tally = limits, Tally()
        self._store, self._beside = store, beside
        self._ready: list[Worker] = []
        self._shares = Shares[Job](limits.each, limits.waiting)
        self._jobs: dict[Worker, Job] = {}
        self._overdue: dict[Job, None] = {}  # in the order of becoming so
        self._slow: dict[Job, None] = {}
        self._watched: set[Worker] = set()
        self._dying: set[Worker] = set()
        for _ in range(limits.workers + 1):
            self._ready.append(self._fork())

    @property
    def state(self) -> dict[str, int]:
        """How many workers are ready, busy and slow, and how many queries wait."""
        return {
            "ready": len(self._ready), "busy": len(self._jobs) - len(self._slow),
            "slow": len(self._slow), "waiting": self._shares.waiting,
        }  # fmt: skip

    def ask(self, question: Question, client: str = "") -> asyncio.Future[Reply]:
        """Give a future for the answer; it fails with `LimitError` where time, memory or room end.

        Cancelling it stops the query: its worker is killed.
        """
        if not self._watched:
            for early in self._ready:
                self._watch(early)
        loop = asyncio.get_running_loop()
        job = Job(question, client, loop.create_future())
        job.reply.add_done_callback(lambda reply: self._abandon(job) if reply.cancelled() else None)
        job.timer = loop.call_later(self.limits.seconds, self._tire, job)
        if (left_out := self._shares.wait(job, client)) is not None:
            self._leave_queue(left_out, CrowdedError(_TOO_MANY_WAIT))
        if self._overdue and self._shares.find_next(len(self._ready)) is None:
            self._make_room()
        self._offer()
        return job.reply

    def close(self) -> None:
        """End every process."""
        known = (*self._ready, *self._jobs)
        for worker in known:
            worker.kill()
        for worker in (*known, *self._dying):
            worker.gone(wait=True)
        self._ready.clear()

    # -- one query --------------------------------------------------------------------------------

    def _begin(self, job: Job, worker: Worker) -> None:
        assert job.timer  # noqa: S101 # it has waited
        job.timer.cancel()
        job.worker, job.start, job.used = worker, time.monotonic(), worker.cpu_seconds()
        self._jobs[worker] = job
        self._schedule(job, 0)
        job.unsent = pack_question(job.question)
        self._send(job)
        if job.unsent:
            asyncio.get_running_loop().add_writer(worker.channel, self._send, job)

    def _send(self, job: Job) -> None:
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

    def _answer(self, job: Job, reply: Reply) -> None:
        self.tally.answered += 1
        self._end(job, kept=not (job.demoted or reply.spent))
        if not job.reply.done():
            job.reply.set_result(reply)

    def _fail(self, job: Job, error: LimitError) -> None:
        self._end(job, kept=False)
        if not job.reply.done():
            job.reply.set_exception(error)

    def _abandon(self, job: Job) -> None:
        """Drop a query that nobody wants any more."""
        if job.worker is None:
            self._leave_queue(job)
        elif self._jobs.get(job.worker) is job:
            self._end(job, kept=False)

    def _tire(self, job: Job) -> None:
        """Tell a query that its turn did not come."""
        cause = f"the query waited {self.limits.seconds:g} s for its turn"
        self._leave_queue(job, CrowdedError(f"{cause}: ask fewer at once"))

    def _leave_queue(self, job: Job, error: LimitError | None = None) -> None:
        assert job.timer  # noqa: S101 # it waits
        job.timer.cancel()
        self._shares.drop(job, job.client)
        if error and not job.reply.done():
            job.reply.set_exception(error)

    def _end(self, job: Job, *, kept: bool) -> None:
        """Let go of a query; its worker goes back to the ready ones or is replaced."""
        worker = job.worker
        assert worker and job.timer  # noqa: S101 # it was begun
        job.timer.cancel()
        del self._jobs[worker]
        self._overdue.pop(job, None)
        self._slow.pop(job, None)
        self._shares.end(job.client, time.monotonic() - job.start, slow=job.demoted)
        if job.unsent:
            asyncio.get_running_loop().remove_writer(worker.channel)
        if kept:
            self._ready.append(worker)
        else:
            self._bury(worker)
            self.tally.replaced += 1
            if not job.demoted:  # a demoted worker was replaced when it was demoted
                self._replace()
        self._offer()

    # -- long queries -----------------------------------------------------------------------------

    def _schedule(self, job: Job, stage: int) -> None:
        """Look at the query again when the next stage begins, or its time is up."""
        after = DEMOTIONS[stage][0] if stage < len(DEMOTIONS) else self.limits.seconds
        left = job.start + min(after, self.limits.seconds) - time.monotonic()
        loop = asyncio.get_running_loop()
        job.timer = loop.call_later(max(left, 0), self._look_at, job, stage)

    def _look_at(self, job: Job, stage: int) -> None:
        """Let the query give its place to others: at the first stage only if they want it."""
        if stage >= len(DEMOTIONS) or DEMOTIONS[stage][0] >= self.limits.seconds:
            what, remedy = _TOO_LONG[bool(job.question.tool)]
            cause = f"the {what} was stopped after {self.limits.seconds:g} s"
            self._fail(job, LimitError(f"{cause}: {remedy}"))
            return
        if stage == 0 and self._shares.find_next(len(self._ready) + 1) is None:
            self._overdue[job] = None
        elif job.demoted:
            self._yield(job, stage)
        else:
            self._demote(job, stage)
        self._schedule(job, stage + 1)

    def _yield(self, job: Job, stage: int) -> None:
        """Lower the priority of what has used a processor; who only waits for one keeps it."""
        assert job.worker  # noqa: S101 # it was begun
        if job.worker.cpu_seconds() - job.used > DEMOTIONS[0][0] / 2:
            # A tool takes its second by nature: of the lowest class a busy machine would starve it.
            job.worker.yield_to_others(DEMOTIONS[0 if job.question.tool else stage][1])

    def _make_room(self) -> None:
        """Demote, of those that have had their time, one of the client that has most at work."""
        if self._shares.find_next(len(self._ready) + 1) is not None:
            self._demote(max(self._overdue, key=lambda job: self._shares.of(job.client).quick))

    def _demote(self, job: Job, stage: int = 0) -> None:
        """Give the worker's place to a new one; of too many slow ones, who has most loses one."""
        if len(self._slow) >= self.limits.slow:
            most = max(self._slow, key=lambda one: self._shares.of(one.client).slow)
            self._fail(most, LimitError(_TOO_MANY))
        job.demoted = True
        self._shares.slow_down(job.client)
        self._yield(job, stage)
        self._overdue.pop(job, None)
        self._slow[job] = None
        self._replace()

    # -- workers ----------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Give workers that are ready to who is next, the one first that was last at work."""
        while (found := self._shares.take(len(self._ready))) is not None:
            job, client = found
            worker = self._take()
            if worker is None or job.reply.done():
                self._shares.end(client, 0, slow=False)
                if worker:
                    self._ready.append(worker)
                else:
                    self._shares.wait(job, client)
                    return
            else:
                self._begin(job, worker)

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
            self._ready.insert(0, worker)  # the others are warm
            self._offer()

    def _fork(self) -> Worker:
        return Worker(self._store, self.limits, self._beside)


_LOOK_SECONDS = 0.1
_PIECE_BYTES = 1 << 16
_TOO_LONG = {
    False: ("query", "join its patterns, narrow them, or ask for less"),
    True: ("call", "name fewer things, or limit what is asked for"),
}  # fmt: skip
"""Whether it is the call of a tool -> what is stopped, and what helps."""
_TOO_MANY_WAIT = "too many queries are waiting: try again in a few seconds"
_TOO_MANY = "too many long queries at once, and this was the oldest: try later, or ask for less"

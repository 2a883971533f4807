"""A process that answers queries one at a time, can be killed, and touches nothing else."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import resource
import signal
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import pyoxigraph

from kg.errors import LimitError, QueryError, RequestError
from kg.rdf import evaluate
from kg.service.limits import Limits


@dataclass(frozen=True)
class Question:
    """A query, the dataset that the request names, and the formats it accepts.

    Where `top` is not 0, the text is words to be looked up, and `top` is how many rows are wanted.
    Where `tool` is a name, the text is the arguments of a call of that tool, as JSON.
    """

    text: str
    results: str | None = "json"
    graph: str | None = "turtle"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    top: int = 0
    tool: str = ""

    @property
    def beside(self) -> bool:
        """Whether it is no query."""
        return bool(self.top or self.tool)


Beside = Callable[[Question], bytes]
"""Answers what is no query, as JSON: words that are looked up, the call of a tool."""


@dataclass(frozen=True)
class Reply:
    """What a worker said: 'ok' with a form and content, or 'query', 'format', 'limit' and why."""

    outcome: str
    form: str
    content: bytes
    spent: bool = False
    """Whether the worker has grown so much that the next query should get another."""


class Worker:
    """The parent's end of a child process that holds the store as it was when it was forked.

    >>> worker = Worker(pyoxigraph.Store(), Limits())
    >>> worker.channel.sendall(pack_question(Question("ASK {}")))
    >>> receive_reply(worker.channel)
    Reply(outcome='ok', form='json', content=b'{"head":{},"boolean":true}', spent=False)
    >>> worker.kill()
    >>> worker.gone(wait=True)
    True
    """

    def __init__(
        self, store: pyoxigraph.Store, limits: Limits, beside: Beside | None = None
    ) -> None:
        """Fork; the child waits for questions on its end of a socket pair."""
        self.channel, far = socket.socketpair()
        gc.freeze()  # what is there already is never moved or collected: its pages stay shared
        parent = os.getpid()
        # A signal to a child that has the parent's handlers yet would wake the parent's loop.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            self.pid = os.fork()
            if self.pid == 0:
                _live(store, limits, beside, far, parent, before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        far.close()
        self.channel.setblocking(True)

    def kill(self) -> None:
        """End the process, whatever it does; `gone` tells when it has ended."""
        self.channel.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def gone(self, wait: bool = False) -> bool:
        """Collect a process that was killed: a large one takes a while to fall apart."""
        try:
            return os.waitpid(self.pid, 0 if wait else os.WNOHANG)[0] == self.pid
        except ChildProcessError:
            return True

    def cpu_seconds(self) -> float:
        """Tell how much of a processor it has used: that of a process by its number (Linux)."""
        try:
            return time.clock_gettime(~self.pid << 3 | _OF_PROCESS)
        except OSError:  # it is dying, or this is another system: count the time on the wall
            return time.monotonic()

    def yield_to_others(self, nice: int | None) -> None:
        """Let other processes go first: by a nice value, or all of them (None, SCHED_IDLE).

        Where Linux groups processes by session, the group yields as well: what a long query takes
        is then not taken from the share of the service.
        """
        with contextlib.suppress(OSError), open(f"/proc/{self.pid}/autogroup", "w") as group:
            group.write(str(19 if nice is None else nice))
        with contextlib.suppress(OSError):
            if nice is None and hasattr(os, "SCHED_IDLE"):
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, 19 if nice is None else nice)


def pack_question(question: Question) -> bytes:
    """Write a question for a worker's channel: its length, then JSON."""
    content = json.dumps(
        (question.text, question.results, question.graph, question.default_graphs,
         question.named_graphs, question.top, question.tool)
    ).encode()  # fmt: skip
    return _LENGTH.pack(len(content)) + content


def read_head(head: bytes) -> tuple[int, str, str, bool]:
    """Read what comes before a reply's content: its length, outcome, form, and whether spent."""
    length, outcome, form, spent = _HEAD.unpack(head)
    return length, _OUTCOMES[outcome], form.rstrip(b"\0").decode(), bool(spent)


def receive_reply(channel: socket.socket) -> Reply:
    """Wait for a reply; `LimitError` where the worker died over the question."""
    length, outcome, form, spent = read_head(_receive(channel, HEAD_BYTES))
    return Reply(outcome, form, _receive(channel, length), spent)


def broke_off() -> LimitError:
    """Say what it means that a worker died without a word."""
    cause = "the query broke off: it took too much memory or is nested too deeply"
    return LimitError(f"{cause}: make it smaller, or ask in steps")


# -- in the child ---------------------------------------------------------------------------------


def _live(
    store: pyoxigraph.Store, limits: Limits, beside: Beside | None, channel: socket.socket,
    parent: int, signals: set[int | signal.Signals],
) -> NoReturn:  # fmt: skip
    """Answer until the parent closes its end; the process ends here whatever happens."""
    try:
        _confine(limits, channel, parent)
        signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        _answer(store, _FIRST, limits)  # what every query needs is at hand when the first arrives
        before = _grown_mb()
        while True:
            question = _read_question(channel)
            # The parent kills at the deadline; should it be gone or stuck, the kernel does.
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
            reply = (
                _answer_beside(beside, question) if question.beside and beside
                else _answer(store, question, limits)
            )  # fmt: skip
            signal.setitimer(signal.ITIMER_REAL, 0)
            spent = _grown_mb() - before > limits.memory_mb / 4
            head = _HEAD.pack(
                len(reply.content), _OUTCOMES.index(reply.outcome), reply.form.encode(), spent
            )
            channel.sendall(head + reply.content)
    finally:
        os._exit(0)


def _answer(store: pyoxigraph.Store, question: Question, limits: Limits) -> Reply:
    try:
        found = evaluate(
            store, question.text, results=question.results, graph=question.graph,
            default_graphs=question.default_graphs, named_graphs=question.named_graphs,
            max_bytes=limits.answer_mb * 1_000_000,
        )  # fmt: skip
    except LimitError as error:
        return Reply("limit", "text", str(error).encode())
    except QueryError as error:
        return Reply("query", "text", str(error).encode())
    except RequestError as error:
        return Reply("format", "text", str(error).encode())
    except MemoryError:
        return Reply("limit", "text", str(broke_off()).encode(), spent=True)
    return Reply("ok", found.form, found.content)


def _answer_beside(beside: Beside, question: Question) -> Reply:
    try:
        return Reply("ok", "json", beside(question))
    except RequestError as error:
        return Reply("query", "text", str(error).encode())
    except MemoryError:
        return Reply("limit", "text", str(broke_off()).encode(), spent=True)


def _confine(limits: Limits, channel: socket.socket, parent: int) -> None:
    """Take from the child every open file but its channel, new files, memory, and its orphanhood.

    An engine that aborts says so on standard error; the parent tells better.
    """
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then stops us
    with contextlib.suppress(OSError):
        os.setsid()  # a group of its own for the scheduler
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")  # where memory runs out, the system ends a worker, not the service
    space = _address_space()
    kept = channel.fileno()
    silent = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silent, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, _open_files())
    for name, limit in (
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, space + limits.memory_mb * 1_000_000),
    ):
        _, hard = resource.getrlimit(name)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(name, (bound, bound))


def _read_question(channel: socket.socket) -> Question:
    (length,) = _LENGTH.unpack(_receive(channel, _LENGTH.size))
    text, results, graph, default, named, *rest = json.loads(_receive(channel, length))
    return Question(text, results, graph, default and tuple(default), named and tuple(named), *rest)


def _receive(channel: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        piece = channel.recv(min(length - len(received), 1 << 20))
        if not piece:
            raise broke_off()
        received += piece
    return bytes(received)


def _grown_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # Linux counts in kB


def _address_space() -> int:
    """Measure the bytes mapped already: the parent may be large, and the limit counts all."""
    try:
        with open("/proc/self/statm") as status:
            return int(status.read().split()[0]) * resource.getpagesize()
    except OSError:  # not Linux
        return 1 << 32


def _open_files() -> int:
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 1 << 16)


_FIRST = Question("SELECT ?s { ?s ?p ?o } LIMIT 1")
_OUTCOMES = ("ok", "query", "format", "limit")
_LENGTH = struct.Struct("!I")
_HEAD = struct.Struct("!QB12s?")
HEAD_BYTES = _HEAD.size
_PR_SET_PDEATHSIG = 1
_OF_PROCESS = 2
"""The clock of scheduled time, `MAKE_PROCESS_CPUCLOCK` in Linux' posix-timers.h."""

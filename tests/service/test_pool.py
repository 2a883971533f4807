"""The pool: who gives way to whom, and what becomes of workers that die or are left."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph
import pytest

from kg.errors import LimitError
from kg.service.job import CrowdedError
from kg.service.limits import Limits
from kg.service.pool import Pool
from kg.service.shares import Shares
from kg.service.worker import Question

CROSS = Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }")
TRUE = Question("ASK { ?s ?p ?o }")


@pytest.fixture
def store() -> pyoxigraph.Store:
    found = pyoxigraph.Store()
    node = pyoxigraph.NamedNode
    found.extend(
        pyoxigraph.Quad(node(f"http://example.org/{n % 7}"), node("http://example.org/p"),
                        pyoxigraph.Literal(n)) for n in range(300)
    )  # fmt: skip
    return found


@pytest.fixture
def run(store: pyoxigraph.Store) -> Iterator[Callable[..., None]]:
    """Give what runs a scene with a pool of two workers."""
    pools: list[Pool] = []

    def play(scene: Callable[[Pool], Awaitable[None]], **limits: float) -> None:
        pools.append(Pool(store, Limits(**{"seconds": 5.0, **limits})))  # type: ignore[arg-type]
        with ThreadPoolExecutor(1) as other:  # a browser's test leaves a loop running in this one
            other.submit(asyncio.run, asyncio.wait_for(scene(pools[0]), 60)).result()  # type: ignore[arg-type]

    yield play
    for pool in pools:
        pool.close()


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


def test_a_long_query_keeps_its_place_until_another_wants_it(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        long = pool.ask(CROSS)
        await until(lambda: bool(pool._overdue))
        assert pool.state == {"ready": 2, "busy": 1, "slow": 0, "waiting": 0}
        other = pool.ask(CROSS)  # takes the last place that is ready
        assert pool.state["slow"] == 0
        assert (await pool.ask(TRUE)).content.endswith(b"true}")  # and this one needs a place
        assert pool.state["slow"] >= 1
        long.cancel()
        other.cancel()

    run(scene)


def test_a_runaway_ends_in_time_and_its_worker_is_replaced(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        with pytest.raises(LimitError, match=r"stopped after 0\.3 s"):
            await pool.ask(CROSS)
        assert pool.state == {"ready": 3, "busy": 0, "slow": 0, "waiting": 0}
        assert pool.tally.replaced == 1
        assert (await pool.ask(TRUE)).outcome == "ok"

    run(scene, seconds=0.3)


def test_a_question_that_nobody_waits_for_is_dropped(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        running = [pool.ask(CROSS), pool.ask(CROSS)]
        waiting = pool.ask(TRUE)
        assert pool.state["waiting"] == 1
        waiting.cancel()
        await until(lambda: pool.state["waiting"] == 0)
        for one in running:
            one.cancel()
        await until(lambda: pool.state["ready"] == 3)
        assert pool.tally.replaced == 2

    run(scene)


def test_too_many_that_wait_are_told_so(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        questions = [pool.ask(CROSS) for _ in range(3)]
        with pytest.raises(LimitError, match="too many queries are waiting"):
            await pool.ask(TRUE)
        for one in questions:
            one.cancel()

    run(scene, waiting=1)


def test_where_too_many_are_slow_the_oldest_ends(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        questions = [pool.ask(CROSS) for _ in range(4)]
        with pytest.raises(LimitError, match="too many long queries"):
            await asyncio.wait_for(asyncio.shield(questions[0]), 20)
        assert not questions[3].done()
        for one in questions[1:]:
            one.cancel()

    run(scene, slow=1)


def test_an_idle_worker_that_is_killed_is_replaced_unasked(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        await pool.ask(TRUE)
        before = set(pool._ready)
        for worker in before:
            os.kill(worker.pid, signal.SIGKILL)
        await until(lambda: not before & set(pool._ready) and len(pool._ready) == 3)
        for _ in range(4):
            assert (await pool.ask(TRUE)).outcome == "ok"

    run(scene)


def test_an_idle_worker_found_dead_is_replaced_by_one(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        await pool.ask(TRUE)
        pid = pool._ready[-1].pid  # whose turn is next
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # the loop has not heard of it
        assert (await pool.ask(TRUE)).outcome == "ok"
        assert pool.state["ready"] == 3

    run(scene)


def test_a_demoted_worker_that_is_killed_is_not_replaced_twice(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        long = pool.ask(CROSS)
        await until(lambda: bool(pool._slow))  # its place is another's from now on
        (worker,) = pool._jobs
        assert pool.state["ready"] == 3
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(LimitError, match="broke off"):
            await long
        assert pool.state == {"ready": 3, "busy": 0, "slow": 0, "waiting": 0}

    run(scene, seconds=60.0)


def test_a_warm_worker_goes_before_a_fresh_one(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        await pool.ask(TRUE)
        warm = pool._ready[-1]
        pool.ask(CROSS).cancel()  # which takes the warm one along
        await until(lambda: len(pool._ready) == 3)
        assert warm not in pool._ready
        await pool.ask(TRUE)
        warm, other = pool._ready[-1], pool._ready[0]
        os.kill(other.pid, signal.SIGKILL)
        await until(lambda: other not in pool._ready and len(pool._ready) == 3)
        pool.ask(TRUE)
        assert warm in pool._jobs

    run(scene)


def test_a_worker_killed_over_a_question_fails_that_one_only(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        long = pool.ask(CROSS)
        (worker,) = pool._jobs
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(LimitError, match="broke off"):
            await long
        assert (await pool.ask(TRUE)).outcome == "ok"
        assert pool.state["ready"] == 3

    run(scene)


def test_a_question_larger_than_the_channel_arrives_whole(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        graphs = ("http://example.org/" + "y" * 900_000,)
        padded = Question("ASK { ?s ?p ?o }" + " " * 90_000, named_graphs=graphs)
        asked = [pool.ask(padded) for _ in range(3)]
        assert {one.outcome for one in await asyncio.gather(*asked)} == {"ok"}

    run(scene)


# -- fair shares ---------------------------------------------------------------------------------


def test_who_asks_much_leaves_a_worker_to_who_asks_little(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        greedy = [pool.ask(CROSS, "greedy") for _ in range(40)]
        other = pool.ask(TRUE, "other")
        assert [job.client for job in pool._jobs.values()].count("other") == 1, "it need not wait"
        assert (await other).outcome == "ok"
        for one in greedy:
            one.cancel()

    run(scene)


def test_nobody_has_more_than_a_share_at_work(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        greedy = [pool.ask(CROSS, "greedy") for _ in range(20)]
        await until(lambda: pool.state["slow"] == pool.limits.each)
        assert pool.limits.each == 3
        assert pool.state == {"ready": 3, "busy": 0, "slow": 3, "waiting": 17}
        for one in greedy:
            one.cancel()

    run(scene, slow=6, seconds=30.0)


def test_where_too_many_are_slow_who_has_most_loses_one(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        modest = pool.ask(CROSS, "modest")
        await until(lambda: pool.state["slow"] == 1)
        greedy = [pool.ask(CROSS, "greedy") for _ in range(2)]
        await until(lambda: pool.state["slow"] == 3)
        other = pool.ask(CROSS, "other")
        with pytest.raises(LimitError, match="too many long queries"):
            await asyncio.wait_for(asyncio.shield(greedy[0]), 20)
        assert not modest.done() and not other.done()
        for one in (modest, greedy[1], other):
            one.cancel()

    run(scene, slow=3, seconds=30.0)


def test_the_queue_of_one_client_is_bounded_and_leaves_room_for_others(
    run: Callable[..., None]
) -> None:
    async def scene(pool: Pool) -> None:
        greedy = [pool.ask(CROSS, "greedy") for _ in range(6)]
        assert [one.done() for one in greedy] == [False] * 4 + [True] * 2
        others = [pool.ask(CROSS, f"other {n}") for n in range(16)]
        crowded = [one for one in greedy if one.done()]
        assert len(crowded) == 3, "2 are at work, 2 of 16 may wait, and one of these makes room"
        with pytest.raises(CrowdedError, match="too many queries are waiting"):
            await crowded[0]
        assert pool.state["waiting"] == 16 and not any(one.done() for one in others)
        for one in (*greedy, *others):
            one.cancel()

    run(scene, waiting=16)


def test_who_waits_too_long_is_told_so(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        greedy = [pool.ask(CROSS, "greedy") for _ in range(20)]
        with pytest.raises(CrowdedError, match=r"waited 0\.3 s"):
            await greedy[-1]
        for one in greedy:
            one.cancel()

    run(scene, slow=2, seconds=0.3)


def test_short_questions_pass_long_ones(run: Callable[..., None]) -> None:
    """Of two that wait, the client is first whose questions have taken less time."""
    shares = Shares[str](each=4, most_waiting=64)
    for client, seconds in (("long", 9.0), ("short", 0.1), ("long", 9.0), ("short", 0.1)):
        shares.wait(f"{client} 0", client)
        shares.wait(f"{client} 1", client)
        while shares.take(9):
            pass
        shares.end(client, seconds, slow=False)
    shares.wait("long 2", "long")
    shares.wait("short 2", "short")
    assert [shares.take(9), shares.take(9)] == [("short 2", "short"), ("long 2", "long")]


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="Linux has this class")
def test_runaways_yield_to_all_others_however_many_they_are(run: Callable[..., None]) -> None:
    async def scene(pool: Pool) -> None:
        questions = [pool.ask(CROSS) for _ in range(6)]
        await until(lambda: len(pool._slow) == 6)
        await until(lambda: {os.sched_getscheduler(job.worker.pid) for job in pool._slow
                             if job.worker} == {os.SCHED_IDLE})  # fmt: skip
        assert not any(one.done() for one in questions)
        assert {os.sched_getscheduler(worker.pid) for worker in pool._ready} == {os.SCHED_OTHER}
        for one in questions:
            one.cancel()

    run(scene, seconds=30.0)

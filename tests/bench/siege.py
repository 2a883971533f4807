"""Besiege a service on this machine; ratios at the end, and exit status 1 where something gave way.

Each attack is bounded in time and count, starts a service of its own, and talks to nobody else
than to it, on the loopback address. What is measured before the attack is compared with what is
measured under it or after it, for the machine decides about seconds and megabytes.

    .venv/bin/python tests/bench/siege.py [--only NAME] [--share 0.2]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median

from besieged import KG, LOOKUP, TRUE, Place, ask, look_up, send, serving
from hostile import HOSTILE, POST, QUERIES

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HALF_SECOND = """SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a a ?b } LIMIT 850 }
    { SELECT ?c { ?c a ?d } LIMIT 850 } FILTER(CONTAINS(CONCAT(STR(?a), STR(?c)), "zzz")) }"""
SHORT = 'SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d FILTER(REGEX(STR(?a), "(x+x+)+y")) }'
FORM = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    b"content-type: application/x-www-form-urlencoded\r\ncontent-length: %d\r\n\r\n"
)


@dataclass(frozen=True)
class Finding:
    """What an attack did: a ratio to the quiet, the most that it may be, and more in words."""

    ratio: float
    most: float
    words: str


# -- attacks --------------------------------------------------------------------------------------


async def graph_names(share: float) -> Finding:
    """Post a graph name of 390 kB, no two alike."""
    count = int(5000 * share)
    with serving() as service:
        await look_up(service.place, 5)
        before = service.mb()
        for number in range(count):
            body = f"query=ASK%7B%7D&default-graph-uri=http%3A%2F%2Fx%2F{number:08}".encode()
            body += b"y" * 390_000
            await send(service.place, FORM % len(body) + body)
        after = service.mb()
    return Finding(after / before, 1.5, f"{count} posts, {before:.0f} -> {after:.0f} MB")


async def trailers(share: float) -> Finding:
    """Send headers after a chunked body, without end."""
    lines = int(9_400_000 * share)
    with serving("--patience", "30") as service:
        await look_up(service.place, 5)
        before = peak = service.mb()
        head = POST + b"transfer-encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n"
        _, writer = await asyncio.open_connection(*service.place)
        writer.write(head)
        with contextlib.suppress(OSError, TimeoutError):
            for _ in range(lines // 10_000):
                writer.write(b"abc: efg\r\n" * 10_000)
                await asyncio.wait_for(writer.drain(), 5)
                peak = max(peak, service.mb())
        writer.close()
        await look_up(service.place, 5)
    return Finding(peak / before, 1.5, f"{lines} lines, {before:.0f} -> {peak:.0f} MB")


async def pending_bodies(share: float) -> Finding:
    """Send bodies of which the last byte never comes, on many connections at once."""
    count = int(800 * share)
    with serving("--patience", "30") as service, contextlib.ExitStack() as held:
        await look_up(service.place, 5)
        before = service.mb()
        for _ in range(count):
            _, writer = await asyncio.open_connection(*service.place)
            held.callback(writer.close)
            writer.write(POST + b"content-length: 399000\r\n\r\n" + b" " * 398_999)
            with contextlib.suppress(OSError):
                await writer.drain()
        await look_up(service.place, 5)
        after = service.mb()
    return Finding(after / before, 1.5, f"{count} connections, {before:.0f} -> {after:.0f} MB")


async def runaways(share: float) -> Finding:
    """Ask runaways one after another, on 128 connections of one address."""
    return await _crowd(int(128 * min(1, share * 5)), CROSS, share, "128 runaways", 3)


async def half_seconds(share: float) -> Finding:
    """Ask queries of half a second without end, on 500 connections of one address."""
    return await _crowd(int(500 * min(1, share * 5)), HALF_SECOND, share, "500 repeaters", 3)


async def short_ones(share: float) -> Finding:
    """Ask queries of twenty milliseconds without end, on 500 connections of one address."""
    return await _crowd(int(500 * min(1, share * 5)), SHORT, share, "500 hurried", 10)


async def _crowd(count: int, query: str, share: float, name: str, most: float) -> Finding:
    with serving("--cache", "0", "--memory", "128") as service:
        await look_up(service.place, 5)
        quiet = median(await look_up(service.place, 100))
        crowd = multiprocessing.get_context("spawn").Process(
            target=_ask_again, args=(service.place, query, count), daemon=True
        )
        load = os.getloadavg()[0]
        crowd.start()
        await asyncio.sleep(4)
        crowded = await look_up(service.place, 200, seconds=max(10, 40 * share))
        crowd.kill()
        crowd.join()
    middle = median(crowded)
    words = f"honest median {quiet:.1f} -> {middle:.1f} ms, worst {max(crowded):.0f} ms"
    words += f", load of the machine {load:.1f}"
    return Finding(middle / quiet, most, f"{name}: {words} ({len(crowded)} asked)")


def _ask_again(place: Place, query: str, count: int) -> None:
    """Ask on many connections, in a process of its own, for what it takes is no matter here."""

    async def again() -> None:
        while True:
            with contextlib.suppress(OSError, TimeoutError):
                answer = await ask(place, query)
                await asyncio.sleep(0 if b" 200 " in answer[:20] else 0.2)

    async def crowd() -> None:
        await asyncio.gather(*(again() for _ in range(count)))

    asyncio.run(crowd())


async def hostile_requests(share: float) -> Finding:
    """Send every kind of bad bytes and bad queries, whole, cut off, and garbled anywhere."""
    choice = random.Random(7)  # noqa: S311 # the same siege each time
    with serving("--patience", "1", "--seconds", "1") as service:
        await look_up(service.place, 5)
        before = service.all_mb()
        sent = list(HOSTILE)
        for one in HOSTILE:
            sent += [one[: choice.randrange(len(one) + 1)] for _ in range(int(40 * share))]
            for _ in range(int(40 * share) if one else 0):
                garbled = bytearray(one)
                garbled[choice.randrange(len(one))] = choice.randrange(256)
                sent.append(bytes(garbled))
        broken = 0
        for start in range(0, len(sent), 50):
            batch = (send(service.place, one, 20) for one in sent[start : start + 50])
            for answer in await asyncio.gather(*batch):
                broken += answer.startswith(b"HTTP/1.1 500") or b"root:x:" in answer
        for answer in await asyncio.gather(*(ask(service.place, one) for one in QUERIES)):
            broken += not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 4", b"HTTP/1.1 503"))
            broken += b"root:x:" in answer
        await look_up(service.place, 20)
        after = service.all_mb()
        broken += service.log.read_bytes().count(b"Traceback")
    words = f"{len(sent) + len(QUERIES)} sent, {broken} with an error of ours"
    words += f"; all processes {before:.0f} -> {after:.0f} MB"
    return Finding(inf if broken else after / before, 3, words)


async def killed_workers(share: float) -> Finding:
    """Kill workers, half by SIGKILL and half by SIGTERM, while honest clients ask."""
    count, kills, wrong, asked = int(300 * share), 0, 0, 0
    with serving("--cache", "0") as service:
        await look_up(service.place, 5)
        before, files = service.all_mb(), len(os.listdir(f"/proc/{service.pid}/fd"))
        while kills < count:
            for pid in service.workers():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, (signal.SIGKILL, signal.SIGTERM)[kills % 2])
                    kills += 1
            for answer in await asyncio.gather(*(ask(service.place, LOOKUP) for _ in range(4))):
                asked += 1
                wrong += not (answer.endswith(TRUE) or answer.startswith(b"HTTP/1.1 503"))
        await look_up(service.place, 20)
        after, left = service.all_mb(), len(os.listdir(f"/proc/{service.pid}/fd")) - files
    words = f"{kills} killed, {wrong} of {asked} answers wrong, {left} files left open"
    words += f"; {before:.0f} -> {after:.0f} MB"
    return Finding(inf if wrong else after / before, 1.5, words)


async def killed_builds(share: float) -> Finding:
    """Kill `kg build` at moments spread over its time: all is old, or all is new."""
    count, mixed = max(2, int(20 * share)), 0
    small = str(Path(__file__).parents[1] / "data" / "small")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        start = time.monotonic()
        subprocess.run([KG, "build", "--out", str(out)], check=True, capture_output=True)
        old, took = _digests(out), time.monotonic() - start
        subprocess.run([KG, "--corpus", small, "build", "--out", str(out)], check=True,
                       capture_output=True)  # fmt: skip
        new, quick = _digests(out), time.monotonic() - start - took
        for number in range(count):
            subprocess.run([KG, "build", "--out", str(out)], check=True, capture_output=True)
            process = subprocess.Popen(
                [KG, "--corpus", small, "build", "--out", str(out)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(quick * (0.7 + 0.3 * number / count))
            process.send_signal((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3])
            process.wait()
            mixed += _digests(out) not in (old, new)
    return Finding(mixed / count, 0, f"{mixed} of {count} killed builds left a mixture")


def _digests(folder: Path) -> dict[str, bytes]:
    """Read the files that a reader sees."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*"))
            if one.is_file() and not one.relative_to(folder).parts[0].startswith(".")}  # fmt: skip


ATTACKS: dict[str, Callable[[float], Awaitable[Finding]]] = {
    one.__name__: one
    for one in (graph_names, trailers, pending_bodies, runaways, half_seconds, short_ones,
                hostile_requests, killed_workers, killed_builds)
}  # fmt: skip


def main() -> int:
    """Attack; write a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=ATTACKS, action="append")
    parser.add_argument("--share", type=float, default=0.2, help="of the count of each attack")
    options = parser.parse_args()
    worse = 0
    for name in options.only or ATTACKS:
        start = time.monotonic()
        try:
            found = asyncio.run(ATTACKS[name](options.share))
        except (AssertionError, OSError) as error:
            found = Finding(inf, 0, str(error))
        held = found.ratio <= found.most
        worse += not held
        words = f"{found.words}; {time.monotonic() - start:.0f} s"
        ratio = f"{found.ratio:6.2f} times, at most {found.most:g}"
        print(f"{'held' if held else 'GAVE':5} {name:17} {ratio}; {words}", flush=True)
    return int(worse > 0)


if __name__ == "__main__":
    sys.exit(main())

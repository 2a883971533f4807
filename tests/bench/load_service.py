"""Load a service on this machine, a tenth of the clients hostile; a table of latencies at the end.

Quiet first (the honest clients alone), then the same with the hostile ones. Honest clients ask one
question after another, with a pause, and compare every answer with the one they got at the start.
Only ever talks to a service that it started itself on the loopback address; bounded in time.

    .venv/bin/python tests/bench/load_service.py [--clients 64] [--seconds 60] [--cache 0]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, urlsplit

HONEST = {
    "lookup": "SELECT ?l { id:hmgb1-release rdfs:label ?l }",
    "carbon above photon": "SELECT DISTINCT ?o ?r { ?c kg:exposure id:carbon-ion-irradiation ; "
    "kg:comparator id:photon-irradiation ; kg:level kg:higher ; kg:object ?o ; "
    "kg:evidence/kg:reference/rdfs:label ?r } ORDER BY ?o ?r",
    "count by basis": "SELECT ?b (COUNT(*) AS ?n) { ?c kg:basis ?b } GROUP BY ?b ORDER BY ?b",
    "three hops": "SELECT DISTINCT ?d { id:carbon-ion-irradiation kg:increases/kg:increases/"
    "kg:increases ?d } ORDER BY ?d",
    "path": "SELECT ?c { ?c (kg:increases|kg:decreases)+ id:ctl-response } ORDER BY ?c",
    "text": 'SELECT ?s { ?s rdfs:label ?l FILTER (CONTAINS(LCASE(?l), "hmgb1")) } ORDER BY ?s',
}
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOSTILE = {
    "cross product": CROSS,
    "sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
    "regular expression": 'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER (REGEX(STR(?c), "(x+x+)+y")) '
    'FILTER (CONTAINS(STR(?f), "zzz")) }',
    "memory": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "braces": "SELECT * " + "{" * 2000 + "}" * 2000,
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!kg:x)* ?b . ?c (!kg:x)* ?d }",
    "big answer": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000000",
    "federation": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
}


@dataclass
class Tally:
    """What the honest clients saw: seconds of each request, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    wrong: int = 0
    hostile: int = 0


async def ask(place: tuple[str, int], query: str, patience: float = 60) -> tuple[int, bytes]:
    """Ask over a fresh connection, as a script without a session does."""
    reader, writer = await asyncio.open_connection(*place)
    try:
        writer.write(
            f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: {place[0]}\r\n"
            "Accept: text/csv\r\nConnection: close\r\n\r\n".encode()
        )
        answer = await asyncio.wait_for(reader.read(), patience)
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]) if head else 0, body


async def honest(
    place: tuple[str, int], until: float, pause: float, truth: dict[str, bytes], seed: int,
    tally: Tally,
) -> None:  # fmt: skip
    """Ask, compare, pause."""
    choice = random.Random(seed)  # noqa: S311 # a load, no secret
    await asyncio.sleep(choice.random() * pause)
    while time.monotonic() < until:
        name = choice.choice(list(HONEST))
        start = time.perf_counter()
        try:
            status, body = await ask(place, HONEST[name])
            tally.seconds.append(time.perf_counter() - start)
            tally.failed += status != 200
            tally.wrong += status == 200 and body != truth[name]
        except (TimeoutError, OSError, ValueError):
            tally.failed += 1
        await asyncio.sleep(pause * (0.5 + choice.random()))


async def hostile(place: tuple[str, int], until: float, seed: int, tally: Tally) -> None:
    """Send one bad query after another, or a request that never ends."""
    choice = random.Random(seed)  # noqa: S311
    while time.monotonic() < until:
        tally.hostile += 1
        try:
            if choice.random() < 0.1:
                _, writer = await asyncio.open_connection(*place)
                writer.write(b"GET /sparql?query=")
                await asyncio.sleep(choice.random() * 2)
                writer.close()
            else:
                await ask(place, HOSTILE[choice.choice(list(HOSTILE))], choice.uniform(0.5, 30))
        except (TimeoutError, OSError):
            pass


async def measure(place: tuple[str, int], options: argparse.Namespace) -> dict[str, Tally]:
    """Measure quiet, then under attack, with the same honest clients."""
    truth = {name: (await ask(place, query))[1] for name, query in HONEST.items()}
    bad = max(1, options.clients // 10)
    found = {}
    for name, enemies in (("quiet", 0), ("attacked", bad)):
        tally = Tally()
        until = time.monotonic() + options.seconds
        work: list[Awaitable[None]] = [
            honest(place, until, options.pause, truth, seed, tally)
            for seed in range(options.clients - bad)
        ]
        work += [hostile(place, until, 1000 + seed, tally) for seed in range(enemies)]
        await asyncio.gather(*work)
        found[name] = tally
    return found


def show(found: dict[str, Tally], say: Callable[[str], None]) -> None:
    """Write the table."""
    say(f"{'':10} {'requests':>9} {'hostile':>8} {'median ms':>10} {'p95 ms':>8} {'p99 ms':>8} "
        f"{'failed':>7} {'wrong':>6}")  # fmt: skip
    for name, tally in found.items():
        cuts = quantiles(tally.seconds, n=100)
        middle, p95, p99 = (1e3 * one for one in (median(tally.seconds), cuts[94], cuts[98]))
        say(f"{name:10} {len(tally.seconds):9} {tally.hostile:8} {middle:10.2f} {p95:8.2f} "
            f"{p99:8.2f} {tally.failed:7} {tally.wrong:6}")  # fmt: skip
    ratio = median(found["attacked"].seconds) / median(found["quiet"].seconds)
    say(f"median under attack: {ratio:.2f} times the quiet one")


def main() -> int:
    """Start a service, load it, stop it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.5, help="between honest requests")
    parser.add_argument("--cache", default="64", help="megabytes of answers kept; 0 asks all anew")
    options = parser.parse_args()
    kg = str(Path(sys.executable).with_name("kg"))
    process = subprocess.Popen(
        [kg, "serve", "--port", "0", "--cache", options.cache],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout
    parts = urlsplit(process.stdout.readline().strip())
    try:
        found = asyncio.run(measure((parts.hostname or "", parts.port or 0), options))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    show(found, print)
    return int(any(tally.failed or tally.wrong for tally in found.values()))


if __name__ == "__main__":
    sys.exit(main())

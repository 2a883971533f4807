"""Paths of generated signed graphs, against networkx in one run, with equal answers.

As a script, `python tests/bench/bench_paths.py 10000 100000 1000000` prints a table of ratios; in
`make bench` it runs at 10,000 edges. Times are CPU seconds; memory is the peak of a process of its
own. The graphs are scale-free (preferential attachment on both ends), with a sign, a number of
studies and a cost on every edge.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from heapq import nsmallest
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import networkx as nx

from kg.paths import SignedEdge, SignedGraph, simple_paths, write_graph
from kg.paths.arrays import open_graph
from kg.paths.cheapest import cheapest_paths
from kg.paths.ranked import ranked_paths
from kg.paths.reach import signed_reach

KG = Path(sys.executable).with_name("kg")
LENGTH, BEST, SOURCES, PAIRS = 5, 100, 64, 5


def test_paths_of_ten_thousand_edges_agree_with_networkx() -> None:
    measure([10_000])


def measure(sizes: list[int]) -> None:
    print("| edges | question | networkx | kg | ratio |\n| --- | --- | --- | --- | --- |")
    for size in sizes:
        for question, theirs, ours in questions(size):
            unit = "MB" if "memory" in question else "s"
            words = f"{theirs:.3g} {unit} | {ours:.3g} {unit} | {theirs / ours:,.1f}"
            print(f"| {size:,} | {question} | {words} |", flush=True)


def questions(size: int) -> Iterator[tuple[str, float, float]]:
    graph = generate(size)
    pairs = choose_pairs(graph)
    with TemporaryDirectory() as folder:
        file = Path(folder, "graph.bin")
        write_graph(graph, file)
        mapped = open_graph(file)
        peer = in_networkx(graph)
        yield "all simple paths to 5 edges, 5 pairs", *all_simple(mapped, peer, pairs)
        yield "100 best by evidence, to 5 edges, 5 pairs", *best(mapped, peer, pairs)
        yield "100 cheapest of any length, 1 pair", *cheapest(mapped, peer, pairs[0])
        yield "signed reach, per source (64 at once)", *reach(mapped, peer)
        del peer
        yield (
            "cold process: `kg --version`, then `kg chains --graph`",
            *cold(file, mapped, pairs[0]),
        )
        yield "memory of a process", *memory(file, mapped, pairs[0])


# -- the graphs -----------------------------------------------------------------------------------


def generate(size: int, seed: int = 7) -> SignedGraph:
    chance = random.Random(seed)  # noqa: S311 - a generated graph, not a secret
    nodes = size // 10
    names = [f"n{number}" for number in range(nodes)]
    sources, targets = list(range(nodes)), list(range(nodes))
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size:
        pair = chance.choice(sources), chance.choice(targets)
        if pair[0] != pair[1] and pair not in pairs:
            pairs.add(pair)
            sources.append(pair[0])
            targets.append(pair[1])
    return SignedGraph.of(
        (
            SignedEdge(names[a], names[b], chance.choice((1, 1, -1)), chance.randint(0, 9),
                       chance.uniform(1, 2))
            for a, b in sorted(pairs)
        ),
        names,
    )  # fmt: skip


def choose_pairs(graph: SignedGraph) -> list[tuple[int, int]]:
    """Choose pairs that are joined, away from the hubs."""
    chance = random.Random(11)  # noqa: S311 - a generated graph, not a secret
    found: list[tuple[int, int]] = []
    while len(found) < PAIRS:
        start, end = (chance.randrange(len(graph.names)) for _ in range(2))
        if start != end and any(simple_paths(graph, start, end, LENGTH)):
            found.append((start, end))
    return found


def in_networkx(graph: SignedGraph) -> nx.DiGraph:
    made = nx.DiGraph()
    made.add_nodes_from(range(len(graph.names)))
    for node in range(len(graph.names)):
        for edge in range(graph.first_out[node], graph.first_out[node + 1]):
            made.add_edge(node, graph.target[edge], sign=graph.sign[edge], edge=edge,
                          studies=graph.studies[edge], cost=graph.cost[edge])  # fmt: skip
    return made


# -- the questions --------------------------------------------------------------------------------


def all_simple(
    graph: SignedGraph, peer: nx.DiGraph, pairs: list[tuple[int, int]]
) -> tuple[float, float]:
    theirs, wanted = timed(
        lambda: [sorted(edges_of(peer, p) for p in nx.all_simple_paths(peer, *pair, cutoff=LENGTH))
                 for pair in pairs]
    )  # fmt: skip
    ours, found = timed(lambda: [sorted(simple_paths(graph, *pair, LENGTH)) for pair in pairs])
    assert found == wanted
    return theirs, ours


def best(graph: SignedGraph, peer: nx.DiGraph, pairs: list[tuple[int, int]]) -> tuple[float, float]:
    def rank(path: list[int]) -> tuple[object, ...]:
        behind = [peer[a][b]["studies"] for a, b in pairwise(path)]
        return -min(behind), -sum(behind), len(behind), edges_of(peer, path)

    theirs, wanted = timed(
        lambda: [nsmallest(BEST, map(rank, nx.all_simple_paths(peer, *pair, cutoff=LENGTH)))
                 for pair in pairs]
    )  # fmt: skip
    ours, found = timed(
        lambda: [ranked_paths(graph, *pair, limit=LENGTH, top=BEST) for pair in pairs]
    )
    for some, others in zip(found, wanted, strict=True):
        given = [(-one.weakest, -one.studies, len(one.signs)) for one in some]
        assert given == [other[:3] for other in others]
    return theirs, ours


def cheapest(graph: SignedGraph, peer: nx.DiGraph, pair: tuple[int, int]) -> tuple[float, float]:
    theirs, wanted = timed(
        lambda: [edges_of(peer, path)
                 for path in islice(nx.shortest_simple_paths(peer, *pair, weight="cost"), BEST)]
    )  # fmt: skip
    ours, found = timed(lambda: [edges for _, edges in cheapest_paths(graph, *pair, BEST)])
    assert found == wanted
    return theirs, ours


def reach(graph: SignedGraph, peer: nx.DiGraph) -> tuple[float, float]:
    starts = list(range(0, len(graph.names), len(graph.names) // SOURCES))[:SOURCES]
    cover = nx.DiGraph()
    for a, b, sign in peer.edges(data="sign"):
        cover.add_edge(2 * a, 2 * b + (sign < 0))
        cover.add_edge(2 * a + 1, 2 * b + (sign > 0))
    asked = starts[:2]
    theirs, wanted = timed(lambda: [nx.descendants(cover, 2 * start) for start in asked])
    ours, (raised, lowered) = timed(lambda: signed_reach(graph, starts))
    for bit, (start, walked) in enumerate(zip(asked, wanted, strict=True)):
        found = {2 * node for node, bits in enumerate(raised) if bits >> bit & 1}
        found |= {2 * node + 1 for node, bits in enumerate(lowered) if bits >> bit & 1}
        assert found - {2 * start} == walked - {2 * start}
    return theirs / len(asked), ours / SOURCES


def cold(file: Path, graph: SignedGraph, pair: tuple[int, int]) -> tuple[float, float]:
    """Ask the command anew each time, in turns with `kg --version`."""
    names = [graph.name(node) for node in pair]
    asked = [KG, "chains", "--graph", file, "--max-length", str(LENGTH), *names]
    rounds = [(spent([KG, "--version"])[0], spent(asked)[0]) for _ in range(15)]
    version, ours = (min(column) for column in zip(*rounds, strict=True))
    return version, ours


def memory(file: Path, graph: SignedGraph, pair: tuple[int, int]) -> tuple[float, float]:
    names = [graph.name(node) for node in pair]
    ours = spent([KG, "chains", "--graph", file, "--max-length", str(LENGTH), *names])[1]
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import bench_paths as b\n"
        "from pathlib import Path\n"
        "g = b.in_networkx(b.open_graph(Path(sys.argv[2])))\n"
        "print(sum(1 for _ in b.nx.all_simple_paths(g, *map(int, sys.argv[3:]), cutoff=3)))"
    )
    here = str(Path(__file__).parent)
    theirs = spent([sys.executable, "-c", code, here, file, *map(str, pair)])[1]
    return theirs, ours


def edges_of(peer: nx.DiGraph, path: list[int]) -> tuple[int, ...]:
    return tuple(peer[a][b]["edge"] for a, b in pairwise(path))


def timed(ask: Callable[[], Any]) -> tuple[float, Any]:
    before = process_time()
    found = ask()
    return process_time() - before, found


def spent(command: list[str | Path]) -> tuple[float, float]:
    """Run a command; give its CPU seconds and the most memory it held, in MB."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "r = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(r.ru_utime + r.ru_stime, r.ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, command)], check=True, capture_output=True, text=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


if __name__ == "__main__":
    measure([int(size) for size in sys.argv[1:]] or [10_000])

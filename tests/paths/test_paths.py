from __future__ import annotations

from math import prod
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import RequestError
from kg.paths import (
    SignedEdge,
    SignedGraph,
    simple_paths,
    write_graph,
)
from kg.paths.arrays import DEFINED, open_graph
from kg.paths.cheapest import cheapest_paths
from kg.paths.ranked import ranked_paths
from kg.paths.reach import signed_reach

NAMES = "abcdefgh"
edges = st.lists(
    st.builds(
        SignedEdge,
        st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from([1, -1]),
        st.sampled_from([0, 1, 2, 3, DEFINED]), st.integers(0, 9).map(float), st.booleans(),
        st.sampled_from([False, False, True]), st.sampled_from([False, False, True]),
        st.sampled_from([False, False, True]),
    ),
    max_size=26,
).map(lambda found: [edge for edge in found if edge.source != edge.target])  # fmt: skip
RANDOM = settings(max_examples=1000, deadline=None)


def in_networkx(graph: SignedGraph) -> nx.MultiDiGraph:
    made = nx.MultiDiGraph()
    made.add_nodes_from(range(len(graph.names)))
    for node in range(len(graph.names)):
        for edge in range(graph.first_out[node], graph.first_out[node + 1]):
            made.add_edge(node, graph.target[edge], key=edge)
    return made


def oracle(graph: SignedGraph, start: int, end: int, limit: int) -> list[tuple[int, ...]]:
    found = nx.all_simple_edge_paths(in_networkx(graph), start, end)
    paths = (tuple(key for _, _, key in path) for path in found)
    return sorted(path for path in paths if path and length(graph, path) <= limit)


def length(graph: SignedGraph, path: tuple[int, ...]) -> int:
    return sum(graph.studies[edge] != DEFINED for edge in path)


@given(edges, st.integers(0, 7))
@RANDOM
def test_simple_paths_are_those_of_networkx(found: list[SignedEdge], limit: int) -> None:
    graph = SignedGraph.of(found, NAMES)
    assert sorted(simple_paths(graph, 0, 7, limit)) == oracle(graph, 0, 7, limit)


@given(edges, st.sets(st.integers(0, 7)))
@RANDOM
def test_what_is_avoided_is_on_no_path(found: list[SignedEdge], avoid: set[int]) -> None:
    graph = SignedGraph.of(found, NAMES)
    kept = [
        path
        for path in oracle(graph, 0, 7, 6)
        if not avoid & {0, *(graph.target[edge] for edge in path)}
    ]
    assert sorted(simple_paths(graph, 0, 7, 6, avoid)) == kept


@given(edges, st.integers(1, 40))
@RANDOM
def test_cheapest_paths_come_in_order_and_none_is_missed(
    found: list[SignedEdge], count: int
) -> None:
    graph = SignedGraph.of(found, NAMES)
    priced = [
        (sum(graph.cost[edge] for edge in path), path) for path in oracle(graph, 0, 7, len(NAMES))
    ]
    given_back = list(cheapest_paths(graph, 0, 7, count))
    assert [cost for cost, _ in given_back] == sorted(cost for cost, _ in priced)[:count]
    assert set(given_back) <= set(priced)
    assert len(set(given_back)) == len(given_back)


@given(edges, st.lists(st.integers(0, 7), max_size=9))
@RANDOM
def test_reach_is_what_walks_of_either_sign_reach(
    found: list[SignedEdge], starts: list[int]
) -> None:
    graph = SignedGraph.of(found, NAMES)
    cover = nx.DiGraph()
    cover.add_nodes_from((node, sign) for node in range(8) for sign in (1, -1))
    for node in range(8):
        for edge in range(graph.first_out[node], graph.first_out[node + 1]):
            for sign in (1, -1):
                cover.add_edge((node, sign), (graph.target[edge], sign * graph.sign[edge]))
    raised, lowered = signed_reach(graph, starts)
    for bit, start in enumerate(starts):
        walked = {(start, 1), *nx.descendants(cover, (start, 1))}
        for node in range(8):
            assert bool(raised[node] >> bit & 1) == ((node, 1) in walked)
            assert bool(lowered[node] >> bit & 1) == ((node, -1) in walked)


@given(found=edges)
@settings(max_examples=50, deadline=None)
def test_a_file_gives_the_same_graph(
    tmp_path_factory: pytest.TempPathFactory, found: list[SignedEdge]
) -> None:
    path = tmp_path_factory.mktemp("graph") / "graph.bin"
    graph = SignedGraph.of(found, [*NAMES, "größe"])
    write_graph(graph, path)
    mapped = open_graph(path)
    for field in graph.__dataclass_fields__:
        assert list(getattr(mapped, field)) == list(getattr(graph, field)), field
    assert mapped.name(mapped.node("größe")) == "größe"
    once = path.read_bytes()
    write_graph(mapped, path)
    assert path.read_bytes() == once


def test_a_name_that_is_not_there_gets_its_neighbours(tmp_path: Path) -> None:
    graph = SignedGraph.of([SignedEdge("cat", "dog", 1), SignedEdge("dog", "eel", 1)])
    with pytest.raises(RequestError, match=r"no node 'cow': did you mean cat, dog, eel\?"):
        graph.node("cow")


@pytest.mark.parametrize("content", [b"", b"KGPATHS2", b"GIF89a" + bytes(40), "cut"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "graph.bin"
    if content == "cut":
        write_graph(SignedGraph.of([SignedEdge("a", "b", 1)]), path)
        content = path.read_bytes()[:-3]
    assert isinstance(content, bytes)
    path.write_bytes(content)
    with pytest.raises(RequestError, match=r"graph\.bin"):
        open_graph(path)


@given(edges, st.integers(1, 20), st.sets(st.sampled_from(NAMES)))
@RANDOM
def test_the_best_by_evidence_are_the_best_of_all(
    found: list[SignedEdge], top: int, outcomes: set[str]
) -> None:
    heard: dict[tuple[str, str], SignedEdge] = {}
    found = [edge for edge in found  # a pair has one edge at most that prevails
             if not (edge.plain or edge.prevailing)
             or heard.setdefault(edge[:2], edge) is edge]  # fmt: skip
    plain = {ends: edge for ends, edge in heard.items() if edge.plain}
    graph = SignedGraph.of(found, NAMES, outcomes)

    def opposed(path: tuple[int, ...], by: dict[tuple[str, str], SignedEdge]) -> bool:
        if len(path) == 1:
            return False
        nodes = ["a", *(graph.name(graph.target[edge]) for edge in path)]
        signs = [graph.sign[edge] for edge in path]
        return any(
            (edge := by.get((nodes[i], nodes[j]))) and edge.sign != prod(signs[i:j])
            for i in range(len(nodes))
            for j in range(i + 1, len(nodes))
        )

    def rank(path: tuple[int, ...]) -> tuple[object, ...]:
        behind = [n for edge in path if (n := graph.studies[edge]) != DEFINED]
        inner = {graph.name(graph.target[edge]) for edge in path[:-1]}
        return (
            opposed(path, plain), len(path) != 1 or len(behind) != 1, opposed(path, heard),
            bool(inner & outcomes), any(graph.flags[edge] & 8 for edge in path), len(behind),
            -min(behind, default=0), any(graph.flags[edge] & 1 for edge in path), -sum(behind),
            path,
        )  # fmt: skip

    wanted = sorted(oracle(graph, 0, 7, 5), key=rank)[:top]
    given_back = ranked_paths(graph, 0, 7, limit=5, top=top)
    assert [one.nodes for one in given_back] == [
        ("a", *(graph.name(graph.target[edge]) for edge in path)) for path in wanted
    ]
    assert [(one.opposed, -one.weakest, -one.studies) for one in given_back] == [
        (rank(path)[0], rank(path)[6], rank(path)[8]) for path in wanted
    ]

"""Chains, what-ifs, cuts and loops against readings that try everything."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from itertools import chain as joined
from itertools import combinations, permutations, product
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import Graph
from kg.mechanism import Chain, Chains, chains, what_if
from kg.mechanism.cut import minimal_cuts
from kg.mechanism.loop import feedback_loops
from kg.mechanism.step import Finding, Step

spec = importlib.util.spec_from_file_location("worlds", Path(__file__).with_name("worlds.py"))
assert spec and spec.loader
worlds = importlib.util.module_from_spec(spec)
sys.modules["worlds"] = worlds
spec.loader.exec_module(worlds)

MANY = settings(
    max_examples=250, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
SOME = settings(MANY, max_examples=60)
ends = st.tuples(
    st.sampled_from([*worlds.NODES, *worlds.BEAMS]), st.sampled_from(worlds.NODES)
).filter(lambda pair: pair[0] != pair[1])
wishes = st.tuples(
    st.sampled_from([None, None, "hypoxia", "normoxia"]),
    st.sampled_from([None, None, (1.0, 2.0), (3.0, 3.0)]),
    st.sampled_from([None, None, "in_vivo"]),
)


def asked(wish: tuple[str | None, tuple[float, float] | None, str | None]) -> dict[str, list[str]]:
    oxygen, dose, setting = wish
    where = [f"oxygen={oxygen}"] * bool(oxygen)
    where += [f"dose={dose[0]:g}-{dose[1]:g} Gy"] if dose else []
    return {"where": where, "systems": [setting] * bool(setting)}


@given(worlds.graphs(), ends, wishes, st.integers(1, 6))
@MANY
def test_chains_are_the_paths_that_can_hold_at_once(
    graph: Graph, pair: tuple[str, str], wish: tuple, limit: int
) -> None:
    found = chains(graph, *pair, max_length=limit, **asked(wish))
    wanted = worlds.Oracle(graph, *wish).paths(*pair, limit)
    steps = [
        tuple((link.step.subject, link.step.sign, link.step.object) for link in one.links)
        for one in found.chains
    ]
    assert len(set(steps)) == len(steps)
    assert set(steps) == wanted
    if not found.nulls:
        assert found.sign == net_of(graph, found.chains)
    ranks = [(*one.rank[:2], goes_against(one, found.sign), *one.rank[2:]) for one in found.chains]
    assert ranks == sorted(ranks)
    for one, path in zip(found.chains, steps, strict=True):
        assert one.sign == worlds.sign_of(path)
        assert one.weakest == min(link.studies for link in one.links)
        assert all(link.findings for link in one.links)
        oracle = worlds.Oracle(graph, *wish)
        against = opposing(path, oracle.plain())
        assert set(one.opposed) <= against.keys() | oracle.excepted()
        assert {pair for pair, anywhere in against.items() if anywhere} <= set(one.opposed)


def goes_against(one: Chain, sign: str | None) -> bool:
    """Tell whether a way that nothing seen opposes has the sign that is not the answer's."""
    return not one.seen and not one.opposed and sign is not None and one.sign != sign


def opposing(path: tuple, plain: dict) -> dict[tuple[str, str], bool]:
    """Tell where a path goes against a plain finding, and whether that holds anywhere."""
    found = {}
    for first in range(len(path)):
        for last in range(first + 1, len(path) + 1):
            pair = path[first][0], path[last - 1][2]
            if pair in plain and plain[pair][0] != worlds.sign_of(path[first:last]):
                found[pair] = plain[pair][1]
    return found


@given(worlds.corridors(), wishes)
@settings(MANY, max_examples=1000)
def test_conditions_of_a_road_are_tried_in_every_combination(
    drawn: tuple[Graph, str], wish: tuple
) -> None:
    graph, start = drawn
    oxygen, dose, _ = wish
    found = chains(graph, start, "d", **asked((oxygen, dose, None)))
    steps = {
        tuple((link.step.subject, link.step.sign, link.step.object) for link in one.links)
        for one in found.chains
    }
    assert steps == worlds.Oracle(graph, oxygen, dose).paths(start, "d", 5)


@given(worlds.graphs(), ends, st.sets(st.sampled_from(worlds.NODES), max_size=3),
       st.sets(st.sampled_from(worlds.NODES), max_size=2))  # fmt: skip
@SOME
def test_through_and_avoid_filter_all_chains(
    graph: Graph, pair: tuple[str, str], avoid: set[str], through: set[str]
) -> None:
    avoid -= set(pair)
    every = chains(graph, *pair).chains
    kept = chains(graph, *pair, avoid=avoid, through=through).chains
    passing = [one for one in every if one.seen or through <= set(one.nodes)]
    assert kept == tuple(one for one in passing if not avoid & set(one.nodes))


@given(worlds.graphs(14), ends, st.sampled_from(worlds.NODES),
       st.sampled_from(["block", "up", "down", "cut_out"]))  # fmt: skip
@MANY
def test_a_what_if_moves_what_the_held_acts_on(
    graph: Graph, pair: tuple[str, str], held: str, doing: str
) -> None:
    start, end = pair
    if held in pair:
        return
    (found,) = what_if(graph, **{doing: [held]}, exposures=[start], outcomes=[end]).outcomes
    own = chains(graph, start, end)
    assert found.before == state(own)
    passing = [one for one in own.chains if held in one.nodes]
    assert found.lost == sum(not one.opposed for one in passing)
    acting = chains(graph, held, end, avoid=[start])
    sign = net_of(graph, acting.chains)
    if doing == "cut_out":
        left = net_of(graph, kept := [one for one in own.chains if one not in passing])
        same = found.before == worded(left, kept)
        assert (found.change == "routes only") == same or own.nulls or own.seen
    elif not acting.chains:
        assert found.change == "routes only" and found.route is None
    elif sign is None:
        assert found.change == "becomes ambiguous"
    else:
        assert found.change == ("gains" if (sign == "+") == (doing == "up") else "loses")
        assert found.route == next(one for one in acting.chains if one.sign == sign)


def net_of(graph: Graph, ways: Sequence[Chain]) -> str | None:
    """Give the sign of what was seen, else of the unopposed ways; of these the firm decide.

    Where none is firm, those that pass no outcome, and go against nothing that prevails.
    """
    seen = {one.sign for one in ways if one.seen}
    signs = seen or {one.sign for one in ways if not one.opposed}
    if len(signs) > 1 and not seen:
        how = [one for one in ways if not one.opposed]
        inner = [one for one in how if not one.passes_outcome and not one.strained]
        signs = {one.sign for one in [one for one in how if one.firm] or inner}
    return signs.pop() if len(signs) == 1 else None


def worded(sign: str | None, ways: Sequence[Chain]) -> str:
    return sign or ("ambiguous" if any(not one.opposed for one in ways) else "none")


def state(found: Chains) -> str:
    return worded(net_of(found, found.chains), found.chains)  # type: ignore[arg-type]


# -- cuts -----------------------------------------------------------------------------------------


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=4), max_size=9),
       st.integers(0, 4))  # fmt: skip
@MANY
def test_cuts_are_all_minimal_sets_that_meet_every_route(
    routes: list[frozenset[str]], size: int
) -> None:
    every = [
        frozenset(cut)
        for cut in joined.from_iterable(combinations("abcdef", n) for n in range(size + 1))
        if all(route & set(cut) for route in routes)
    ]
    wanted = {cut for cut in every if not any(other < cut for other in every)}
    found = minimal_cuts(routes, size)
    assert len(found) == len(set(found))
    assert set(found) == wanted


# -- loops ----------------------------------------------------------------------------------------

signed_steps = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("+-"), st.sampled_from("abcde")),
    max_size=10, unique=True,
).map(lambda found: [Step(a, sign, b, "effect") for a, sign, b in found if a != b])  # fmt: skip


@given(signed_steps, st.integers(2, 5))
@MANY
def test_loops_are_all_rounds_with_their_sign(steps: list[Step], longest: int) -> None:
    found_in = Finding(None, None, frozenset())  # type: ignore[arg-type]
    steps = [Step(s.subject, s.sign, s.object, "effect", (found_in,)) for s in steps]
    signs: dict[tuple[str, str], set[int]] = {}
    for step in steps:
        pair = step.subject, step.object
        signs.setdefault(pair, set()).add(1 if step.sign == "+" else -1)
    wanted = {}
    for size in range(2, longest + 1):
        for nodes in permutations("abcde", size):
            pairs = list(zip(nodes, (*nodes[1:], nodes[0]), strict=True))
            if nodes[0] == min(nodes) and all(pair in signs for pair in pairs):
                turns = set()
                for way in product(*(signs[pair] for pair in pairs)):
                    turns.add((-1) ** way.count(-1))
                wanted[nodes] = "?" if len(turns) == 2 else "+" if 1 in turns else "-"
    assert {loop.nodes: loop.sign for loop in feedback_loops(steps, longest)} == wanted

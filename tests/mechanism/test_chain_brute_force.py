"""Chains, what-ifs, cuts and the algebra against readings that try everything."""

from __future__ import annotations

import importlib.util
import sys
from itertools import chain as joined
from itertools import combinations, permutations, product
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import Graph
from kg.mechanism import chains, what_if
from kg.mechanism.algebra import feedback_loops, steady_state
from kg.mechanism.cut import minimal_cuts
from kg.mechanism.network import Finding, Step, build_network

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
    signs = {worlds.sign_of(path) for path in wanted}
    assert found.sign == ("ambiguous" if len(signs) == 2 else next(iter(signs), None))
    ranks = [one.rank for one in found.chains]
    assert ranks == sorted(ranks)
    for one, path in zip(found.chains, steps, strict=True):
        assert one.sign == worlds.sign_of(path)
        assert one.weakest == min(link.studies for link in one.links)
        assert all(link.findings for link in one.links)


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
    assert steps == worlds.Oracle(graph, oxygen, dose).paths(start, "d", 8)


@given(worlds.graphs(), ends, st.sets(st.sampled_from(worlds.NODES), max_size=3),
       st.sets(st.sampled_from(worlds.NODES), max_size=2))  # fmt: skip
@SOME
def test_through_and_avoid_filter_all_chains(
    graph: Graph, pair: tuple[str, str], avoid: set[str], through: set[str]
) -> None:
    avoid -= set(pair)
    every = chains(graph, *pair).chains
    kept = chains(graph, *pair, avoid=avoid, through=through).chains
    assert kept == tuple(
        one for one in every if not avoid & set(one.nodes) and through <= set(one.nodes)
    )


@given(worlds.graphs(14), ends, st.dictionaries(
    st.sampled_from(worlds.NODES), st.sampled_from(["blocked", "up", "down"]),
    min_size=1, max_size=2))  # fmt: skip
@MANY
def test_a_what_if_is_a_graph_without_the_edges_into_what_is_held(
    graph: Graph, pair: tuple[str, str], held: dict[str, str]
) -> None:
    start, end = pair
    if end in held or start in held:
        return
    found = what_if(
        graph, block=[k for k, v in held.items() if v == "blocked"],
        up=[k for k, v in held.items() if v == "up"],
        down=[k for k, v in held.items() if v == "down"],
        exposures=[start], outcomes=[end], max_length=5,
    ).outcomes[0]  # fmt: skip
    before = worlds.Oracle(graph).paths(start, end, 5)
    kept_edges = [e for e in graph.effects if e.object not in held and e.object != start
                  and held.get(e.subject) != "blocked"]  # fmt: skip
    cut = Graph(
        graph.entities, graph.references, {}, {}, {},
        tuple(e for e in graph.effects if e in kept_edges or (
            e.subject in worlds.BEAMS and e.object not in held)), (),
    )  # fmt: skip
    oracle = worlds.Oracle(cut)
    after = [worlds.sign_of(path) for path in oracle.paths(start, end, 5)]
    beam = [start] if start in worlds.BEAMS else []
    for key, doing in held.items():
        if doing == "blocked":
            continue
        for path in oracle.paths(key, end, 5):
            if beam and not under(oracle, path, beam[0]):
                continue
            turned = doing == "down"
            after.append("-" if (worlds.sign_of(path) == "-") != turned else "+")
    signs = [worlds.sign_of(path) for path in before]
    assert found.raising == (signs.count("+"), after.count("+"))
    assert found.lowering == (signs.count("-"), after.count("-"))
    assert found.before == net(signs)
    assert found.after == net(after)
    if net(after) in ("+", "-"):  # the algebra sees at least what chains see
        assert found.algebra_after in (net(after), "?")
    assert bool(found.differs) == (
        {"+": "+", "-": "-", "ambiguous": "?", None: "0"}[net(after)] != found.algebra_after
    )


def under(oracle: object, path: tuple[tuple[str, str, str], ...], beam: str) -> bool:
    """Tell whether a path holds in a world of this beam."""
    only = type("Only", (worlds.Oracle,), {
        "wished": lambda self: frozenset(w for w in worlds.WORLDS if w[2] in worlds.BEAMS[beam])
    })  # fmt: skip
    return only(oracle.graph).holds(path)  # type: ignore[attr-defined]


def net(signs: list[str]) -> str | None:
    return "ambiguous" if len(set(signs)) == 2 else signs[0] if signs else None


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


# -- the algebra ----------------------------------------------------------------------------------

signed_steps = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("+-"), st.sampled_from("abcde")),
    max_size=10, unique=True,
).map(lambda found: [Step(a, sign, b, "effect") for a, sign, b in found if a != b])  # fmt: skip
fixings = st.dictionaries(st.sampled_from("abcde"), st.sampled_from("+-0?"), max_size=2)
INFORMATION = {"0": set(), "+": {1}, "-": {-1}, "?": {1, -1}}


def is_fixed_point(steps: list[Step], state: dict[str, str], fixed: dict[str, str]) -> bool:
    """Check every equation: a value is what all its causes send, taken together."""
    for key, value in state.items():
        if key in fixed:
            if value != fixed[key]:
                return False
            continue
        sent: set[int] = set()
        for step in steps:
            if step.object == key:
                turn = 1 if step.sign == "+" else -1
                sent |= {turn * one for one in INFORMATION[state[step.subject]]}
        if sent != INFORMATION[value]:
            return False
    return True


@given(signed_steps, fixings)
@settings(max_examples=150, deadline=None)
def test_the_steady_state_is_the_least_of_all_fixed_points(
    steps: list[Step], fixed: dict[str, str]
) -> None:
    found = steady_state(steps, fixed)
    keys = sorted(found)
    assert is_fixed_point(steps, found, fixed)
    for values in product("+-0?", repeat=len(keys)):
        other = dict(zip(keys, values, strict=True))
        if is_fixed_point(steps, other, fixed):
            assert all(INFORMATION[found[key]] <= INFORMATION[other[key]] for key in keys)


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


@given(worlds.graphs(), ends)
@SOME
def test_the_algebra_never_contradicts_a_chain(graph: Graph, pair: tuple[str, str]) -> None:
    state = steady_state(build_network(graph).steps, {pair[0]: "+"})
    for one in chains(graph, *pair, max_length=7).chains:
        assert state[pair[1]] in (one.sign, "?")

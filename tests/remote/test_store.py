"""Wherever our RDF lies in a store, and whatever the store cuts off, the same graph is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import Graph
from kg.rdf.dataset import claim_triples, uncontested_triples
from kg.rdf.namespace import CLAIMS, CONFORMS_TO, DATA, ONTOLOGY, TYPE, resource, word
from kg.remote.about import read_about
from kg.remote.store import Store
from kg.remote.whole import read_whole

APART = {"layer_of", "documents", "figures", "figure_lines", "counted"}
"""Fields of a graph of which a part is no RDF: figures, exclusions, sentences of inventories."""
OTHER = ox.NamedNode("https://example.org/graph")


def read(service: Any, most: int = 10_000) -> Graph:
    return read_whole(Store(service), most)


def alike(one: Graph, other: Graph) -> bool:
    """Compare a graph that was read with the whole, every field of it."""
    shelves = [field.name for field in fields(Graph) if field.name not in APART]
    told = {key: layer for key, layer in other.layer_of.items()
            if not key.startswith(("figure/", "exclusion/"))}  # fmt: skip
    read_as = {key: replace(source, sentences={}, folder=None)
               for key, source in other.documents.items()}  # fmt: skip
    return (
        all(getattr(one, shelf) == getattr(other, shelf) for shelf in shelves)
        and one.layer_of == told and one.documents == read_as
    )  # fmt: skip


def filled(*quads: ox.Quad) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def within(graph: Graph, name: Any, *, direct: bool) -> ox.Store:
    """Load the file of a graph as triples, with the direct ones or without, into one graph."""
    triples = [*claim_triples(graph), *(uncontested_triples(graph) if direct else ())]
    return filled(*(ox.Quad(s, p, o, name) for s, p, o in triples))


# -- where it lies --------------------------------------------------------------------------------


@pytest.mark.parametrize("union", [True, False], ids=["union", "no union"])
def test_quads_lie_in_their_own_graphs(
    near: Any, shipped: Graph, shipped_store: ox.Store, union: bool
) -> None:
    assert alike(read(near(shipped_store, union=union)), shipped)


@pytest.mark.parametrize("direct", [True, False], ids=["all triples", "Turtle"])
@pytest.mark.parametrize("name", [ox.DefaultGraph(), OTHER], ids=["default", "another's name"])
@pytest.mark.parametrize("union", [True, False], ids=["union", "no union"])
def test_triples_lie_wherever_they_were_put(
    near: Any, small: Graph, name: Any, direct: bool, union: bool
) -> None:
    assert alike(read(near(within(small, name, direct=direct), union=union)), small)


def test_a_claim_that_something_is_a_part_is_no_field_of_its_entity(
    near: Any, shipped: Graph
) -> None:
    assert any(effect.predicate == "part_of" for effect in shipped.effects)
    assert alike(read(near(within(shipped, ox.DefaultGraph(), direct=True))), shipped)


def test_a_graph_spread_over_many_is_put_together(near: Any, small: Graph) -> None:
    graphs = [ox.NamedNode(f"https://example.org/{n}") for n in range(3)]
    quads = [ox.Quad(*triple, graphs[n % 3]) for n, triple in enumerate(claim_triples(small))]
    assert alike(read(near(filled(*quads))), small)


def test_the_same_statement_in_two_graphs_is_one(near: Any, small: Graph) -> None:
    twice = [ox.Quad(*triple, name) for triple in claim_triples(small)
             for name in (OTHER, ox.DefaultGraph())]  # fmt: skip
    assert alike(read(near(filled(*twice), union=True)), small)


def test_what_others_say_beside_it_changes_nothing(
    near: Any, small: Graph, small_store: ox.Store
) -> None:
    theirs = filled(
        *small_store,
        ox.Quad(ox.NamedNode("https://example.org/x"), TYPE, word("Evidence"), OTHER),
        ox.Quad(resource("", "hmgb1"), ox.NamedNode(f"{ONTOLOGY}#summary"), ox.Literal("?"), OTHER),
        ox.Quad(resource("verdict", "x"), TYPE, word("Verdict"), CLAIMS),
        ox.Quad(resource("", "hmgb1"), ox.NamedNode("https://schema.org/see"), ox.BlankNode(),
                CLAIMS),
    )  # fmt: skip
    assert alike(read(near(theirs, union=True)), small)


# -- row limits, and whatever else a store refuses ------------------------------------------------


@pytest.mark.parametrize(("name", "rows"), [("small", 100), ("small", 128), ("shipped", 1024)])
def test_no_limit_of_rows_cuts_anything_off(
    near: Any, name: str, rows: int, request: pytest.FixtureRequest
) -> None:
    graph, store = (request.getfixturevalue(one) for one in (name, f"{name}_store"))
    assert alike(read(near(store, rows=rows)), graph)


def test_what_is_too_long_for_a_service_is_asked_in_pieces(
    near: Any, small: Graph, small_store: ox.Store
) -> None:
    service = near(small_store, most=1500)
    assert alike(read(service), small)
    assert max(len(query) for query in service.queries) > 1500, "a piece was refused"


def test_a_limit_that_is_no_round_number_is_found_by_counting(
    near: Any, shipped_store: ox.Store
) -> None:
    with pytest.raises(StoreError, match=r"counts \d+ statements on records, and gave|names <"):
        read(near(shipped_store, rows=1777))


def test_a_store_that_does_not_sort_is_told(near: Any, small_store: ox.Store) -> None:
    class Unsorted(near):  # type: ignore[misc]
        def ask(self, query: str) -> list[tuple[Any, ...]]:
            return list(reversed(super().ask(query)))

    with pytest.raises(StoreError, match="does not sort"):
        read(Unsorted(small_store))


def test_more_than_a_machine_should_take_is_told_before_it_is_read(
    near: Any, small_store: ox.Store
) -> None:
    service = near(small_store)
    with pytest.raises(StoreError, match="at most 5 are read at once: ask 'kg chains'"):
        read(service, most=5)
    assert service.given < 10


# -- what is not our graph, or not whole ----------------------------------------------------------


def without(store: ox.Store, *patterns: tuple[Any, ...]) -> ox.Store:
    left = filled(*store)
    for pattern in patterns:
        for quad in list(left.quads_for_pattern(*pattern)):
            left.remove(quad)
    return left


VERSION = (CLAIMS, CONFORMS_TO, None)


def versioned(store: ox.Store, *versions: str) -> ox.Store:
    made = without(store, VERSION)
    for version in versions:
        iri = ox.NamedNode(f"{ONTOLOGY}/{version}")
        made.add(ox.Quad(CLAIMS, CONFORMS_TO, iri, CLAIMS))
    return made


SUMMARY = ox.NamedNode(f"{ONTOLOGY}#summary")
A_RECORD = resource("evidence", "carbon-ion-irradiation.increases.hmgb1-release", "isodose")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda store: ox.Store(), "holds nothing of CIRT-KG: load build/cirt-kg.nq"),
        (lambda store: versioned(store), "holds an earlier version's data"),
        (lambda store: versioned(store, "9.0.0"), "holds data of vocabulary 9.0.0, and this is"),
        (lambda store: versioned(store, "9.0.0", "9.1.0"), "9.0.0 and 9.1.0"),
        (lambda store: without(store, (resource("", "hmgb1"), None, None)),
         f"names <{DATA}hmgb1>, of which"),
        (lambda store: without(store, (resource("reference", "ran2021"), None, None)),
         f"names <{DATA}reference/ran2021>, of which"),
        (lambda store: without(store, (None, TYPE, word("System"))), "counts"),
        (lambda store: without(store, (A_RECORD, None, None)), "statements on records, and gave"),
        (lambda store: without(store, (A_RECORD, SUMMARY, None)), f"{A_RECORD.value} is no sound"),
        (lambda store: without(store, (None, TYPE, word("Comparison"))),
         "holds 0 of kg:Comparison"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_by_name(
    near: Any, small_store: ox.Store, change: Callable[[ox.Store], ox.Store], words: str
) -> None:
    with pytest.raises(StoreError, match=re.escape(words)):
        read(near(change(small_store)))


@pytest.mark.parametrize("part", [0.25, 0.5, 0.75, 0.98])
def test_a_file_loaded_in_part_is_never_taken_for_the_whole(
    near: Any, small: Graph, part: float
) -> None:
    triples = claim_triples(small)
    quads = [ox.Quad(*triple) for triple in triples[: int(len(triples) * part)]]
    quads.append(ox.Quad(*next(one for one in triples if one.predicate == CONFORMS_TO)))
    with pytest.raises(StoreError):
        read(near(filled(*quads)))


def test_a_part_of_a_question_that_is_missing_is_told(near: Any, small_store: ox.Store) -> None:
    broken = without(small_store, (resource("reference", "ran2021"), None, None))
    with pytest.raises(StoreError, match="half loaded"):
        read_about(Store(near(broken)), "hmgb1-release")


@pytest.mark.parametrize(
    "words",
    ['") } # ', "'''", "\\", "hmgb1> } INSERT {", "a\nb", "?s", "x.y.z", "x.y.z> }", "", "\u202e"],
)
def test_names_that_people_give_are_only_names(
    near: Any, small_store: ox.Store, words: str
) -> None:
    from kg.remote.names import UnknownError

    service = near(small_store)
    with pytest.raises(UnknownError):
        read_about(Store(service), words)

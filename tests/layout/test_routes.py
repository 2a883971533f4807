from __future__ import annotations

from kg.graph import Effect
from kg.layout.columns import columns_of_rows
from kg.layout.measure import measure
from kg.layout.place import Place
from kg.layout.routes import route_lines
from kg.layout.rows import rows_of_lane


def effect(subject: str, thing: str) -> Effect:
    return Effect(subject, "increases", thing, "+", ())


def test_a_line_avoids_the_box_between_its_ends() -> None:
    places = {
        "a": Place(100, 10, 40, 20),
        "b": Place(100, 60, 90, 20),
        "c": Place(100, 110, 40, 20),
    }
    route = route_lines(places, [["a"], ["b"], ["c"]], [effect("a", "c")], 200)["a.increases.c"]
    beside = [point.x for point in route if 50 <= point.y <= 70]
    assert beside and all(x < 55 or x > 145 for x in beside)


def test_lines_that_share_a_gap_run_side_by_side() -> None:
    places = {"a": Place(50, 10, 40, 20), "b": Place(52, 60, 90, 20),
              "c": Place(40, 110, 30, 20), "d": Place(80, 110, 30, 20)}  # fmt: skip
    lines = [effect("a", "c"), effect("a", "d")]
    routes = route_lines(places, [["a"], ["b"], ["c", "d"]], lines, 200)
    through = [{p.x for p in route if 49 <= p.y <= 71} for route in routes.values()]
    assert through[0].isdisjoint(through[1])


def test_a_cycle_is_laid_out_and_both_lines_are_drawn() -> None:
    links = [("a", "b"), ("b", "a")]
    rows = rows_of_lane(["a", "b"], links, {"a": 10, "b": 10}, 100)
    columns = columns_of_rows(rows, links, {"a": 50, "b": 50}, 200)
    places = {
        node: Place(columns[node], 50.0 * number, 40, 20)
        for number, row in enumerate(rows) for node in row
    }  # fmt: skip
    routes = route_lines(places, rows, [effect("a", "b"), effect("b", "a")], 200)
    assert routes["a.increases.b"] != routes["b.increases.a"][::-1]


def test_two_of_one_row_are_joined_below_it() -> None:
    places = {"a": Place(30, 10, 40, 20), "b": Place(130, 10, 40, 20)}
    (route,) = route_lines(places, [["a", "b"]], [effect("a", "b")], 200).values()
    assert route[0].y == route[-1].y == 20 and max(point.y for point in route) > 20


def test_a_row_takes_no_more_than_its_room() -> None:
    nodes = list("abcdef")
    rows = rows_of_lane(nodes, [], dict.fromkeys(nodes, 40.0), 100)
    assert [len(row) for row in rows] == [2, 2, 2]


def test_a_long_word_is_broken_to_fit() -> None:
    box = measure("W" * 60, ())
    assert len(box.lines) == 3 and box.width < 400

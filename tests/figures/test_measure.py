"""The measure finds what is wrong: a figure that is spoilt on purpose must not pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.figures.measure import measure
from kg.figures.scene import Scene
from kg.figures.shape import Box, Wire

Drawn = Callable[[str], Scene]


def straight(scene: Scene) -> Wire:
    """Give the longest straight line between two nodes that runs sidewards."""
    lines = [wire for wire in scene.wires if "link-" in wire.id and len(wire.points) == 2]
    return max(lines, key=lambda wire: abs(wire.points[1][0] - wire.points[0][0]))


def test_text_that_is_moved_onto_other_text_is_found(drawn: Drawn) -> None:
    items = list(drawn("hypoxia").items)
    labels = [item for item in items if isinstance(item, Box) and item.role == "label"]
    moved = replace(labels[0], x=labels[1].x + 1, y=labels[1].y + 1)
    items[items.index(labels[0])] = moved
    assert any("on text" in fault for fault in measure(items).faults)


def test_a_node_that_is_moved_onto_a_line_is_found(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    items = list(scene.items)
    wire = straight(scene)
    (x, y), (u, v) = wire.points
    nodes = {box.id: box for box in scene.boxes if box.role == "node"}
    ends = {scene_end.removesuffix("-bar") for scene_end in (wire.source, wire.target)}
    node = next(box for name, box in nodes.items() if not any(name in end for end in ends))
    items[items.index(node)] = replace(node, x=(x + u) / 2, y=(y + v) / 2)
    found = measure(items)
    assert found.through >= 1
    assert f"line {wire.id} through {node.id}" in found.faults


def test_small_letters_are_found(drawn: Drawn) -> None:
    items = list(drawn("hypoxia").items)
    node = next(item for item in items if item.id == "node-angiogenesis")
    assert isinstance(node, Box)
    items[items.index(node)] = replace(node, size=9.0)
    assert measure(items).smallest == 9


def test_a_word_that_leaves_its_shape_is_found() -> None:
    from kg.figures.shape import Run

    box = Box("a", "node", 50, 50, 30, 20, "round", fill="#FFFFFF", lines=((Run("too long"),),))
    assert any("leaves its shape" in fault for fault in measure([box]).faults)


def test_crossings_are_counted(drawn: Drawn) -> None:
    scene = drawn("hypoxia")
    wire = straight(scene)
    (x, y), (u, v) = wire.points
    middle = (x + u) / 2, (y + v) / 2
    across = replace(wire, id="across", points=((middle[0], middle[1] - 30),
                                                (middle[0] + 1, middle[1] + 30)))  # fmt: skip
    more = measure([*scene.items, across]).crossings
    assert more > scene.measured.crossings

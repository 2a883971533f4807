"""DOT is read back by Graphviz itself; Mermaid by its own grammar of lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pygraphviz import AGraph

from kg.figures.plain import dot_text, mermaid_text
from kg.figures.scene import Scene

Drawn = Callable[[str], Scene]
NAMES = ["cgas-sting", "checkpoints", "microenvironment"]


@pytest.mark.parametrize("name", NAMES)
def test_graphviz_reads_every_node_and_link(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    graph = AGraph(string=dot_text(scene))
    links = [wire for wire in scene.wires if "link-" in wire.id]
    assert len(graph.nodes()) == sum(box.role == "node" for box in scene.boxes)
    assert len(graph.edges()) == len(links)
    heads = sorted(edge.attr["arrowhead"] for edge in graph.edges())
    ends = {"arrow": "normal", "bar": "tee", "dot": "dot", "none": "none", "diamond": "diamond"}
    assert heads == sorted(ends[wire.end] for wire in links)
    assert graph.graph_attr["label"] == scene.message


@pytest.mark.parametrize("name", NAMES)
def test_mermaid_has_every_node_and_link(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    lines = mermaid_text(scene).splitlines()
    assert lines[3] == "flowchart LR"
    nodes = [line for line in lines if re.match(r'  n\d+[\[({]+"[^"<>]*"[\])}]+$', line)]
    links = [line for line in lines if re.match(r"  n\d+ [-.<x>o]+(\|\"[^\"]*\"\|)? n\d+$", line)]
    looks = [line for line in lines if line.startswith("  linkStyle ")]
    assert len(nodes) == sum(box.role == "node" for box in scene.boxes)
    assert len(links) == len(looks) == sum("link-" in wire.id for wire in scene.wires)
    assert len(lines) == 4 + len(nodes) + len(links) + len(looks)


def test_hostile_text_stays_text(drawn: Drawn) -> None:
    evil = '"]; click n0 "javascript:alert(1)" %% <b>\\'
    scene = replace(drawn("hypoxia"), message=evil)
    graph = AGraph(string=dot_text(scene))
    assert graph.graph_attr["label"] == evil.replace("\\", "\\\\")  # as labels escape it
    title = mermaid_text(scene).splitlines()[1]
    assert '"' not in title.removeprefix('title: "').removesuffix('"')
    assert "<" not in title

"""DOT is read back and drawn by Graphviz itself; Mermaid is held against its grammar of lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pygraphviz import AGraph

from kg.figures.outline import nodes_of, table_of, ties_of, zones_of
from kg.figures.plain import dot_text, mermaid_text
from kg.figures.scene import Scene

Drawn = Callable[[str], Scene]
NAMES = ["cgas-sting", "checkpoints", "microenvironment"]
MATRICES = ["combinations", "evidence", "head-to-head"]


@pytest.mark.parametrize("name", NAMES)
def test_graphviz_reads_every_node_and_link(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    graph = AGraph(string=dot_text(scene))
    links = [wire for wire in scene.wires if "link-" in wire.id]
    assert {*graph.nodes()} == {
        "references", *(box.id for box in scene.boxes if box.role == "node"),
    }  # fmt: skip
    assert len(graph.edges()) == len(links)
    heads = sorted(edge.attr["arrowhead"] for edge in graph.edges())
    ends = {"arrow": "normal", "bar": "tee", "dot": "dot", "none": "none", "diamond": "diamond"}
    assert heads == sorted(ends[wire.end] for wire in links)
    assert graph.graph_attr["label"] == scene.message


def test_compartments_are_clusters_and_hold_their_nodes(drawn: Drawn) -> None:
    scene = drawn("checkpoints")
    graph = AGraph(string=dot_text(scene))
    held = {one.graph_attr["label"]: {*one.nodes()} for one in graph.subgraphs()}
    assert held["Drug"] == {"node-anti-pd-1"}
    assert "node-pd-l1-expression-tumour-cell" in held["Tumour cell"]  # on the membrane
    assert {*zones_of(drawn("cgas-sting")).values()} >= {"nucleus", "Tumour cell"}
    inner = [node for node in nodes_of(drawn("cgas-sting")) if node.zone.endswith("nucleus")]
    assert {node.label for node in inner} == {"double-strand breaks", "mitotic catastrophe"}


def test_a_line_says_its_condition_its_studies_and_what_limits_them(drawn: Drawn) -> None:
    ties = {tie.wire.id: tie for tie in ties_of(drawn("checkpoints"))}
    given = next(tie for name, tie in ties.items() if name.endswith("given-carbon-ion-irradiation"))
    assert given.text.startswith("given carbon-ion irradiation ")
    assert given.wire.cited in given.text
    assert all(tag in given.text for tag in given.wire.tags)
    for text in (dot_text(drawn("checkpoints")), mermaid_text(drawn("checkpoints"))):
        assert "given carbon-ion irradiation " in text


@pytest.mark.parametrize("name", NAMES)
def test_the_references_are_listed_and_marks_stand_at_their_nodes(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    graph = AGraph(string=dot_text(scene))
    listed = graph.get_node("references").attr["label"]
    for source in scene.sources:
        assert f"{source.number} {source.short}" in listed
        assert f"r{source.number}[" in mermaid_text(scene)
    for node in nodes_of(scene):
        label = graph.get_node(node.box.id).attr["label"]
        assert all(mark in label for mark in node.marks)
    badges = [box for box in scene.boxes if box.role == "badge" and "-badge-" in box.id]
    assert sum(len(node.marks) for node in nodes_of(scene)) == len(badges)


@pytest.mark.parametrize("name", MATRICES)
def test_a_matrix_is_a_table_with_every_mark(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    table = table_of(scene)
    rows = [box for box in scene.boxes if box.id.startswith("row-")]
    heads = [box for box in scene.boxes if box.id.startswith("head-")]
    assert (len(table), {*map(len, table)}) == (len(rows) + 1, {len(heads) + 1})
    words = [cell for row in table for cell in row]
    for box in scene.boxes:
        if box.role == "marker":
            assert any(box.alt in cell for cell in words)
    assert all(words[1:])
    assert [*AGraph(string=dot_text(scene)).nodes()] == ["matrix", "references"]
    assert dot_text(scene).count("<TR>") == len(table)
    text = mermaid_text(scene).splitlines()
    assert text[3:5] == ["block-beta", f"  columns {len(heads) + 1}"]
    assert sum(bool(re.match(r"  c\d+x\d+\[", line)) for line in text) == len(words)


@pytest.mark.parametrize("name", [*NAMES, *MATRICES])
def test_graphviz_draws_it(name: str, drawn: Drawn) -> None:
    svg = AGraph(string=dot_text(drawn(name))).draw(format="svg", prog="dot").decode()
    assert svg.count("<g ") > len(drawn(name).sources) / 10
    for source in drawn(name).sources[:1]:
        assert source.short.split()[0] in svg
    if name in NAMES:
        assert "cluster_0" in svg


@pytest.mark.parametrize("name", NAMES)
def test_mermaid_has_every_node_and_link(name: str, drawn: Drawn) -> None:
    scene = drawn(name)
    lines = mermaid_text(scene).splitlines()
    assert lines[3] == "flowchart LR"
    nodes = [line for line in lines if re.match(r' +n\d+[\[({]+"[^"<>]*"[\])}]+$', line)]
    links = [line for line in lines if re.match(r"  n\d+ [-.<x>o]+(\|\"[^\"]*\"\|)? n\d+$", line)]
    looks = [line for line in lines if line.startswith("  linkStyle ")]
    opened = [line for line in lines if line.startswith("  subgraph ")]
    listed = [line for line in lines if re.match(r'    r\d+\["[^"<>]*"\]$', line)]
    assert len(nodes) == sum(box.role == "node" for box in scene.boxes)
    assert len(links) == len(looks) == sum("link-" in wire.id for wire in scene.wires)
    assert len(opened) == lines.count("  end")
    assert len(listed) == len(scene.sources)
    assert len(lines) == 4 + sum(map(len, (nodes, links, looks, opened, opened, listed)))


def test_a_line_that_lowers_says_so_in_mermaid(drawn: Drawn) -> None:
    text = mermaid_text(drawn("cgas-sting"))
    assert text.count("lowers") == sum(wire.end == "bar" for wire in drawn("cgas-sting").wires
                                       if wire.source)  # fmt: skip


def test_hostile_text_stays_text(drawn: Drawn) -> None:
    evil = '"]; click n0 "javascript:alert(1)" %% <b>\\'
    scene = replace(drawn("hypoxia"), message=evil)
    graph = AGraph(string=dot_text(scene))
    assert graph.graph_attr["label"] == evil.replace("\\", "\\\\")  # as labels escape it
    title = mermaid_text(scene).splitlines()[1]
    assert '"' not in title.removeprefix('title: "').removesuffix('"')
    assert "<" not in title


def test_a_hostile_cell_stays_text(drawn: Drawn) -> None:
    scene = drawn("combinations")
    evil = '</TD></TR></TABLE>> ]; evil [label="x"'
    items = tuple(replace(item, alt=evil) if item.id.startswith("marker-") else item
                  for item in scene.items)  # fmt: skip
    assert len(AGraph(string=dot_text(replace(scene, items=items))).nodes()) == 2

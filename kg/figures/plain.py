"""A figure as text for papers and issues: Graphviz DOT and Mermaid."""

from __future__ import annotations

from collections.abc import Iterator

from kg.escape import dot, mermaid, xml
from kg.figures.outline import Node, nodes_of, table_of, ties_of, zones_of
from kg.figures.scene import Scene


def dot_text(scene: Scene) -> str:
    """Write it in the DOT language (graphviz.org/doc/info/lang.html).

    Compartments are clusters, a matrix is a table, the references a note.
    """
    lines = [
        "digraph figure {", f"  label={dot(_headline(scene))}; labelloc=t; rankdir=LR;",
        '  node [fontname="Helvetica"]; edge [fontname="Helvetica"];',
    ]  # fmt: skip
    nodes = nodes_of(scene)
    for number, (zone, label) in enumerate(zones_of(scene).items()):
        inside = [node for node in nodes if node.zone == zone]
        if inside:
            lines.append(f"  subgraph cluster_{number} {{ label={dot(label)};")
            lines += [f"  {_dot_node(node)}" for node in inside]
            lines.append("  }")
    lines += [_dot_node(node) for node in nodes if node.zone not in zones_of(scene)]
    for tie in ties_of(scene):
        wire = tie.wire
        look = [f'color="{wire.colour}"', f"penwidth={wire.width:g}",
                f"arrowhead={_DOT_HEAD[wire.end]}"]  # fmt: skip
        look += ["style=dashed"] if wire.dashed else []
        look += [f"label={dot(tie.text)}"] if tie.text else []
        lines.append(f"  {dot(tie.source)} -> {dot(tie.target)} [{' '.join(look)}];")
    if table := table_of(scene):
        rows = "".join(f"<TR>{''.join(f'<TD>{xml(cell)}</TD>' for cell in row)}</TR>"
                       for row in table)  # fmt: skip
        grid = f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0">{rows}</TABLE>'
        lines.append(f"  matrix [shape=plaintext label=<{grid}>];")
    if scene.sources:
        listed = "".join(f"{dot(text)[1:-1]}\\l" for text in _references(scene))
        lines.append(f'  references [shape=note label="{listed}"];')
    return "\n".join([*lines, "}", ""])


def mermaid_text(scene: Scene) -> str:
    """Write it as a Mermaid flowchart, a matrix as a block diagram (mermaid.js.org/syntax).

    Compartments and the list of references are subgraphs.
    """
    lines = ["---", f"title: {mermaid(_headline(scene))}", "---"]
    listed = [f"    r{number}[{mermaid(text)}]"
              for number, text in enumerate(_references(scene), start=1)]  # fmt: skip
    if table := table_of(scene):
        lines += ["block-beta", f"  columns {len(table[0])}"]
        for number, row in enumerate(table):
            # Mermaid refuses a block without letters: a blank stands in an empty cell
            lines += [f"  c{number}x{place}[{mermaid(cell) if cell.strip() else _EMPTY}]"
                      for place, cell in enumerate(row)]  # fmt: skip
        return "\n".join([*lines, *(line[2:] for line in listed), ""])
    nodes = nodes_of(scene)
    names = {node.box.id: f"n{number}" for number, node in enumerate(nodes)}
    lines.append("flowchart LR")
    for number, (zone, label) in enumerate(zones_of(scene).items()):
        inside = [node for node in nodes if node.zone == zone]
        if inside:
            lines.append(f"  subgraph z{number} [{mermaid(label)}]")
            lines += [f"  {_mermaid_node(node, names)}" for node in inside]
            lines.append("  end")
    lines += [_mermaid_node(node, names) for node in nodes if node.zone not in zones_of(scene)]
    looks = []
    for number, tie in enumerate(ties_of(scene)):
        arrow = _MERMAID_LINK[tie.wire.end][tie.wire.dashed]
        said = " ".join(filter(None, [_SIGN.get(tie.wire.end, ""), tie.text]))
        text = f"|{mermaid(said)}|" if said else ""
        lines.append(f"  {names[tie.source]} {arrow}{text} {names[tie.target]}")
        colour, wide = tie.wire.colour, tie.wire.width
        looks.append(f"  linkStyle {number} stroke:{colour},stroke-width:{wide:g}px")
    if listed:
        lines += ['  subgraph references ["References"]', *listed, "  end"]
    return "\n".join([*lines, *looks, ""])


def _headline(scene: Scene) -> str:
    return f"{scene.message}: {scene.sentence}" if scene.sentence else scene.message


def _references(scene: Scene) -> Iterator[str]:
    for source in scene.sources:
        address = f" {source.link}" if source.link else ""
        yield f"{source.number} {source.short}{address}"


def _dot_node(node: Node) -> str:
    shape = _DOT_SHAPE.get(node.box.shape, "box")
    style = ' style="rounded"' if node.box.shape in {"round", "pill"} else ""
    label = "\\n".join(dot(line)[1:-1] for line in (node.label, *node.marks))
    return f'  {dot(node.box.id)} [label="{label}" shape={shape}{style}];'


def _mermaid_node(node: Node, names: dict[str, str]) -> str:
    opening, closing = _MERMAID_SHAPE.get(node.box.shape, ("[", "]"))
    label = mermaid(" · ".join([node.label, *node.marks]))
    return f"  {names[node.box.id]}{opening}{label}{closing}"


_EMPTY = '" "'
_DOT_SHAPE = {"ellipse": "ellipse", "hexagon": "hexagon", "circle": "circle", "diamond": "diamond"}
_DOT_HEAD = {"arrow": "normal", "bar": "tee", "dot": "dot", "none": "none", "diamond": "diamond"}
_MERMAID_SHAPE = {
    "round": ("(", ")"), "ellipse": ("([", "])"), "hexagon": ("{{", "}}"), "pill": ("([", "])"),
}  # fmt: skip
_MERMAID_LINK = {
    "arrow": ("-->", "-.->"), "bar": ("--x", "-.-x"), "dot": ("--o", "-.-o"),
    "none": ("---", "-.-"), "diamond": ("---", "-.-"),
}  # fmt: skip
"""Mermaid has no T-shaped end: a cross stands for it, as in its own documentation."""

_SIGN = {"bar": "lowers", "dot": "does not change", "none": "influences", "diamond": "binds"}
"""What is written at ends that Mermaid draws for other things as well, or not at all."""

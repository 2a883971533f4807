"""A figure as text for papers and issues: Graphviz DOT and Mermaid."""

from __future__ import annotations

from collections.abc import Iterator

from kg.figures.scene import Box, Scene, Wire


def dot_text(scene: Scene) -> str:
    """Write nodes and links in the DOT language (graphviz.org/doc/info/lang.html).

    >>> quoted("a b")
    '"a b"'
    """
    lines = ["digraph figure {", f"  label={quoted(scene.message)}; labelloc=t; rankdir=LR;",
             '  node [fontname="Helvetica"]; edge [fontname="Helvetica"];']  # fmt: skip
    for box in _nodes(scene):
        shape = _DOT_SHAPE.get(box.shape, "box")
        style = ' style="rounded"' if box.shape in {"round", "pill"} else ""
        lines.append(f"  {quoted(box.id)} [label={quoted(_label(box))} shape={shape}{style}];")
    for wire, source, target, cited in _links(scene):
        look = [f'color="{wire.colour}"', f"penwidth={wire.width:g}",
                f"arrowhead={_DOT_HEAD[wire.end]}"]  # fmt: skip
        look += ["style=dashed"] if wire.dashed else []
        look += [f"label={quoted(cited)}"] if cited else []
        lines.append(f"  {quoted(source)} -> {quoted(target)} [{' '.join(look)}];")
    return "\n".join([*lines, "}", ""])


def mermaid_text(scene: Scene) -> str:
    """Write nodes and links as a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html)."""
    names = {box.id: f"n{number}" for number, box in enumerate(_nodes(scene))}
    lines = ["---", f"title: {_mermaid(scene.message)}", "---", "flowchart LR"]
    for box in _nodes(scene):
        opening, closing = _MERMAID_SHAPE.get(box.shape, ("[", "]"))
        lines.append(f"  {names[box.id]}{opening}{_mermaid(_label(box))}{closing}")
    looks = []
    for number, (wire, source, target, cited) in enumerate(_links(scene)):
        arrow = _MERMAID_LINK[wire.end][wire.dashed]
        text = f"|{_mermaid(cited)}|" if cited else ""
        lines.append(f"  {names[source]} {arrow}{text} {names[target]}")
        looks.append(f"  linkStyle {number} stroke:{wire.colour},stroke-width:{wire.width:g}px")
    return "\n".join([*lines, *looks, ""])


def quoted(text: str) -> str:
    """Quote a text for DOT: backslashes and quotation marks escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _mermaid(text: str) -> str:
    """Quote a text for Mermaid: what it could take for markup becomes an entity code."""
    kept = "".join(
        letter if letter.isalnum() or letter in " -+.,:/()≠" else f"#{ord(letter)};"
        for letter in text
    )
    return f'"{kept}"'


def _nodes(scene: Scene) -> list[Box]:
    return [box for box in scene.boxes if box.role in {"node", "marker"} and box.text]


def _label(box: Box) -> str:
    return box.text.strip() if box.role == "node" else box.alt


def _links(scene: Scene) -> Iterator[tuple[Wire, str, str, str]]:
    """Yield every link with its ends among the nodes, and its citations."""
    owners = {box.id: box.owner or box.id for box in scene.boxes}
    texts = {box.id: box.text for box in scene.boxes if box.role == "label"}
    for wire in scene.wires:
        if wire.source in owners and wire.target in owners:
            cited = texts.get(wire.id.replace("link-", "cited-", 1), "")
            yield wire, owners[wire.source], owners[wire.target], cited


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

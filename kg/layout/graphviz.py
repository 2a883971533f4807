"""What Graphviz does best: order the rows so that lines cross little.

pygraphviz bundles it, so no other program is needed.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence

from kg.layout.measure import Box


def order_rows(
    rows: Sequence[Sequence[str]], links: Iterable[tuple[str, str]], boxes: Mapping[str, Box]
) -> list[list[str]]:
    """Order each row from left to right by dot's crossing minimisation; unlinked nodes come last.

    Every row is a rank of its own, held in place by a backbone of invisible nodes.
    """
    from pygraphviz import AGraph

    drawn = AGraph(directed=True, strict=False, newrank="true", rankdir="TB", splines="false")
    drawn.node_attr.update(shape="box", fixedsize="true", label="")
    links = sorted(links)
    linked = {node for link in links for node in link}
    row_of: dict[str, int] = {}
    for number, row in enumerate(rows):
        backbone = f"row {number}"  # a blank: no entity can have this id
        drawn.add_node(backbone, width="0.01", height="0.01", style="invis")
        for node in sorted(linked.intersection(row)):
            box = boxes[node]
            drawn.add_node(node, width=_inches(box.width), height=_inches(box.height))
            row_of[node] = number
        drawn.add_subgraph([backbone, *sorted(linked.intersection(row))], rank="same")
        if number:
            drawn.add_edge(f"row {number - 1}", backbone, style="invis", weight="100")
    for number, ends in enumerate(links):
        upwards = row_of[ends[0]] > row_of[ends[1]]
        drawn.add_edge(*(ends[::-1] if upwards else ends), key=str(number))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # about fonts: no text is drawn here
        drawn.layout(prog="dot")
    left = {node: float(drawn.get_node(node).attr["pos"].split(",")[0]) for node in row_of}
    return [
        [*sorted(linked.intersection(row), key=lambda node: (left[node], node)),
         *sorted(set(row) - linked)]
        for row in rows
    ]  # fmt: skip


def _inches(points: float) -> str:
    return f"{points / 72:.4f}"

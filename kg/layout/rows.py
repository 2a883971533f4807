"""In which row a node stands: lanes one below the other, causes above effects within each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def rows_of_lane(
    nodes: Sequence[str], links: Iterable[tuple[str, str]], widths: Mapping[str, float], room: float
) -> list[list[str]]:
    """Put nodes into rows no wider than `room`, each below all that act on it (where no cycle).

    The layering of Coffman and Graham (1972, doi:10.1007/BF00288685) in its simple form. Nodes
    without links fill the rows that are emptiest.

    >>> rows_of_lane(["a", "b", "c"], [("a", "b")], {"a": 1, "b": 1, "c": 1}, 2)
    [['a', 'c'], ['b']]
    """
    inside = set(nodes)
    causes: dict[str, set[str]] = {node: set() for node in nodes}
    linked: set[str] = set()
    for subject, thing in links:
        if subject != thing and subject in inside and thing in inside:
            causes[thing].add(subject)
        linked |= {subject, thing}
    row_of: dict[str, int] = {}
    filled: list[float] = []
    for node in _causes_first({node: causes[node] for node in nodes if node in linked}):
        above = [row_of[cause] for cause in causes[node] if cause in row_of]
        row = max(above, default=-1) + 1
        while row < len(filled) and filled[row] + widths[node] > room:
            row += 1
        _put(node, row, widths[node], row_of, filled)
    for node in sorted(inside - row_of.keys(), key=lambda node: (-widths[node], node)):
        row = min(range(len(filled)), key=lambda row: (filled[row], row), default=0)
        full = not filled or filled[row] + widths[node] > room
        _put(node, len(filled) if full else row, widths[node], row_of, filled)
    return [[node for node in sorted(inside) if row_of[node] == row] for row in range(len(filled))]


def _put(node: str, row: int, width: float, row_of: dict[str, int], filled: list[float]) -> None:
    if row == len(filled):
        filled.append(0.0)
    row_of[node] = row
    filled[row] += width


def _causes_first(causes: dict[str, set[str]]) -> list[str]:
    """Order nodes so that causes come first; a cycle is opened where the fewest causes are left."""
    left = {node: set(above) for node, above in causes.items()}
    order: list[str] = []
    while left:
        chosen = min(left, key=lambda node: (len(left[node]), node))
        del left[chosen]
        order.append(chosen)
        for above in left.values():
            above.discard(chosen)
    return order

"""Where in its row a node stands: near what it is linked to, in the order that crosses least."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def columns_of_rows(
    rows: Sequence[Sequence[str]],
    links: Iterable[tuple[str, str]],
    widths: Mapping[str, float],
    room: float,
) -> dict[str, float]:
    """Give the centre of each node: within 0 to `room`, none overlapping, the order of rows kept.

    Sweeps pull each node to the mean of its neighbours; a node without any goes to the right end.

    >>> columns_of_rows([["a"], ["b", "c"]], [("a", "c")], {"a": 2, "b": 2, "c": 2}, 8)
    {'a': 7.0, 'b': 5.0, 'c': 7.0}
    """
    near: dict[str, list[str]] = {node: [] for row in rows for node in row}
    for one, other in links:
        near[one].append(other)
        near[other].append(one)
    centre: dict[str, float] = {}
    for row in rows:
        wanted = [room * (place + 0.5) / len(row) for place in range(len(row))]
        centre |= zip(row, apart(wanted, [widths[node] for node in row], room), strict=True)
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 else reversed(rows):
            wanted = [
                sum(centre[other] for other in near[node]) / len(near[node])
                if near[node] else room
                for node in row
            ]  # fmt: skip
            centre |= zip(row, apart(wanted, [widths[node] for node in row], room), strict=True)
    return {node: round(x, 1) for node, x in centre.items()}


def apart(wanted: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """Keep the order, and move as little as possible (least squares) until nothing overlaps.

    Pool adjacent violators: without the widths left of each node, 'no overlap' is 'not falling'.

    >>> apart([5, 5], [2, 2], 10)
    [4.0, 6.0]
    """
    offsets, total = [], 0.0
    for width in widths:
        offsets.append(total + width / 2)
        total += width
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wanted, offsets, strict=True):
        mean, count = wish - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, many = blocks.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        blocks.append((mean, count))
    slack = max(room - total, 0.0)
    shifts = [min(max(mean, 0.0), slack) for mean, count in blocks for _ in range(count)]
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=True)]


_SWEEPS = 24

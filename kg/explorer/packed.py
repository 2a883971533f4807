"""The page's data without its repetitions: what `packed.js` opens again, to the same values.

Ids, names, sources and facets stand in it dozens of times. A text or value that repeats stands once
in a table and is told by a short name; rows of equal fields are written by columns.

| written | stands for |
| --- | --- |
| number, true, false, null | itself |
| " text" | the text after the space |
| "name" | a value of the table: its place, in digits of `DIGITS`, the least first |
| [..] | a list |
| {"r": [value, n, ..]} | a list: each value n times |
| {"c": [shape, column, ..]} | a list of objects of one shape, by columns |
| {"o": [shape, value, ..]} | an object; a shape is a list of names in `shapes` |
| {"m": [names, values]} | an object with names of its own |

In the table a text stands as it is. No value is shared between places: each is opened anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%()*+,-./:;=?@[]^_`{|}~"
"""Of the names of the table: letters that need no escape in JSON, nor in a page."""

PROTO = "__proto__"
"""Setting this name sets no field in a page: who has it is no shape, but has names of its own."""


def packed(value: Any) -> dict[str, Any]:
    """Write plain values without their repetitions; names of objects are sorted.

    >>> made = packed([{"a": "a long text", "b": 1}, {"a": "a long text", "b": 2}])
    >>> made["table"], made["data"]
    (['a long text'], {'c': [0, ['0', '0'], [1, 2]]})
    """
    return _Packing(json.loads(json.dumps(value, sort_keys=True))).whole()


def unpacked(written: dict[str, Any]) -> Any:
    """Give the values that were packed: what the page itself does.

    >>> unpacked(packed({"a": ["", None, "~", 0.5], "b": {}})) == {"a": ["", None, "~", 0.5], "b": {}}
    True
    """  # noqa: E501
    shapes, table = written["shapes"], written["table"]

    def opened(one: Any) -> Any:
        if isinstance(one, str):
            if one.startswith(" "):
                return one[1:]
            kept = table[sum(DIGITS.index(digit) * len(DIGITS) ** n for n, digit in enumerate(one))]
            return kept if isinstance(kept, str) else opened(kept)
        if isinstance(one, list):
            return [opened(each) for each in one]
        if not isinstance(one, dict):
            return one
        ((how, inner),) = one.items()
        if how == "r":
            return [
                opened(each) for each, times in zip(inner[::2], inner[1::2], strict=True)
                for _ in range(times)
            ]  # fmt: skip
        if how == "c":
            columns = zip(*map(opened, inner[1:]), strict=True)
            return [dict(zip(shapes[inner[0]], row, strict=True)) for row in columns]
        names, values = (opened(each) for each in inner) if how == "m" else (
            shapes[inner[0]], [opened(each) for each in inner[1:]])  # fmt: skip
        return dict(zip(names, values, strict=True))

    return opened(written["data"])


class _Packing:
    """Every different value by its number, with how often it is written, and its length."""

    def __init__(self, value: Any) -> None:
        self._numbers: dict[Any, int] = {}
        self._values: list[Any] = []  # a plain value, (numbers,) of a list, (names, numbers)
        self._times: list[int] = []
        self._lengths: list[int] = []
        self._shaped: Counter[tuple[str, ...]] = Counter()
        self._root = self._number(value)
        self._shapes: dict[tuple[str, ...], int] = {}
        # A value of a table costs its own text once, and a name of three letters in each place.
        often = [
            one for one, times in enumerate(self._times)
            if times > 1 and (self._lengths[one] - 5) * (times - 1) > 6
        ]  # fmt: skip
        often.sort(key=lambda one: (-self._times[one], one))
        self._kept = often
        self._names = {one: _name(place) for place, one in enumerate(often)}

    def whole(self) -> dict[str, Any]:
        """Write all of it."""
        data = self._written(self._root)
        table = [self._in_table(one) for one in self._kept]
        return {"shapes": [list(one) for one in self._shapes], "table": table, "data": data}

    def _number(self, value: Any) -> int:
        kind = value.__class__
        if kind is list:
            inner = tuple(map(self._number, value))
            key: Any = (inner,)
            length = 1 + len(inner) + sum(self._lengths[one] for one in inner)
        elif kind is dict:
            inner = tuple(map(self._number, value.values()))
            key = (tuple(value), inner)
            length = 2 + sum(map(len, value)) + sum(4 + self._lengths[one] for one in inner)
        else:
            told = repr(value) if kind is float else value  # 0.0 and -0.0 are written apart
            inner, key = (), (told, kind, None)
            length = len(value) + 2 if kind is str else 4
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._values)
            self._values.append(value if len(key) == 3 else key)
            self._times.append(0)
            self._lengths.append(length)
            for one in inner:  # those of a value that stands in the table are written once
                self._times[one] += 1
            if kind is dict:
                self._shaped[key[0]] += 1
        return number

    def _written(self, number: int) -> Any:
        name = self._names.get(number)
        return self._spelled(number) if name is None else name

    def _in_table(self, number: int) -> Any:
        value = self._values[number]
        return value if isinstance(value, str) else self._spelled(number)

    def _spelled(self, number: int) -> Any:
        value = self._values[number]
        if isinstance(value, str):
            return f" {value}"
        if not isinstance(value, tuple):
            return value
        if len(value) == 1:
            return self._list(value[0])
        names, inner = value
        if self._shaped[names] > 1 and PROTO not in names:
            return {"o": [self._shape(names), *map(self._written, inner)]}
        return {"m": [[f" {name}" if one is None else self._names.get(one, f" {name}")
                       for name in names
                       for one in (self._numbers.get((name, str, None)),)],
                      self._list(inner)]}  # fmt: skip

    def _list(self, inner: Sequence[int]) -> Any:
        if len(inner) > 1:
            first = self._values[inner[0]]
            if isinstance(first, tuple) and len(first) == 2 and first[0] and PROTO not in first[0]:
                rows = [self._values[one] for one in inner]
                if all(isinstance(row, tuple) and row[0] == first[0] for row in rows):
                    columns = zip(*(row[1] for row in rows), strict=True)
                    return {"c": [self._shape(first[0]), *map(self._list, columns)]}
            runs = [(one, len(list(same))) for one, same in groupby(inner)]
            if 3 * len(runs) < len(inner):
                return {"r": [each for one, n in runs for each in (self._written(one), n)]}
        return [self._written(one) for one in inner]

    def _shape(self, names: tuple[str, ...]) -> int:
        return self._shapes.setdefault(names, len(self._shapes))


def _name(place: int) -> str:
    """Write a place of the table, the least digit first."""
    digits = ""
    while True:
        place, digit = divmod(place, len(DIGITS))
        digits += DIGITS[digit]
        if not place:
            return digits

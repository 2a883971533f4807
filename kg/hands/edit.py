"""Fields of a record set in the text of its file: comments, order and every other byte stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from kg.errors import RequestError

Place = tuple[str | int, ...]


def set_fields(text: str, place: Place, fields: Mapping[str, Any], name: str) -> str:
    r"""Set fields of the mapping at a place; what it has is replaced, the rest goes after its id.

    Raises `RequestError`, naming the file, where the text could not be changed in that alone.

    >>> print(set_fields("a:\n- id: x   # mine\n  b: 1\n", ("a", 0), {"b": 2, "c": "d"}, "f"))
    a:
    - id: x   # mine
      c: d
      b: 2
    <BLANKLINE>
    """
    wanted = yaml.safe_load(text)
    inner = wanted
    for step in place:
        inner = inner[step]
    inner.update(fields)
    for field, value in fields.items():
        text = _set(text, place, field, value)
    if yaml.safe_load(text) != wanted:
        raise RequestError(f"{name}: '{', '.join(fields)}' cannot be set there: write it by hand")
    return text


def _mapping_at(text: str, place: Place) -> yaml.MappingNode:
    """Find the mapping at a place of a file; KeyError where there is none."""
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            node = node.value[step] if isinstance(node, yaml.SequenceNode) else None
    if not isinstance(node, yaml.MappingNode):
        raise KeyError(place)
    return node


def _set(text: str, place: Place, field: str, value: Any) -> str:
    node = _mapping_at(text, place)
    written = _inline(value)
    held = next((pair[1] for pair in node.value if pair[0].value == field), None)
    if held is not None:
        return text[: held.start_mark.index] + written + text[held.end_mark.index :]
    pairs = [pair for pair in node.value if isinstance(pair[1], yaml.ScalarNode)]
    first = next((pair for pair in pairs if pair[0].value == "id"), pairs[0])
    end = first[1].end_mark.index
    if node.flow_style:
        return f"{text[:end]}, {field}: {written}{text[end:]}"
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    indent = " " * first[0].start_mark.column
    return f"{text[:stop]}\n{indent}{field}: {written}{text[stop:]}"


def _inline(value: Any) -> str:
    text: str = yaml.safe_dump([value], sort_keys=False, allow_unicode=True, width=float("inf"),
                               default_flow_style=True)  # fmt: skip
    return text.strip()[1:-1]

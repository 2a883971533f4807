"""Plain data to records of the model, with every fault told as cause and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from kg.curation.document import Document, Place
from kg.curation.form import FORMS
from kg.model.record import Record, WrongError

R = TypeVar("R", bound=Record)


def read_record(model: type[R], content: Any, document: Document, place: Place) -> R | None:
    """Read one record of `model`, or None with the reasons in the document."""
    try:
        # by alias only: a field has one name, the one that the JSON Schema gives to editors
        return model.model_validate(content, by_alias=True, by_name=False)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            if not _follows(fault):
                _report(fault, model, document, place)
    return None


def _follows(fault: Any) -> bool:
    """Tell a list that is 'too short' only because its faulty members were left out."""
    return bool(fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Offer the nearest known word as a remedy, or tell how to find one.

    >>> did_you_mean("hmbg1", ["hmgb1", "sting"])
    "did you mean 'hmgb1'?"
    """
    return _offer(word, known, "define it first, or correct the id")


def _offer(word: str, known: Iterable[str], otherwise: str) -> str:
    folded = {name.casefold(): name for name in sorted(known)}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean '{folded[near[0]]}'?" if near else otherwise


def _report(fault: Any, model: type[Record], document: Document, place: Place) -> None:
    steps = [step for step in fault["loc"] if not str(step).startswith("function-")]
    inner = (*place, *steps)
    kind, context, given = fault["type"], fault.get("ctx", {}), fault.get("input")
    if kind == "missing":
        document.report(inner, "missing", f"add '{steps[-1]}'")
    elif kind == "extra_forbidden":
        known = _fields(model, steps[:-1])
        remedy = _offer(str(steps[-1]), known, f"known: {', '.join(known)}")
        document.report(inner, f"unknown field '{steps[-1]}'", remedy)
    elif kind == "literal_error":
        expected = context["expected"]
        # a unit spelled alike is another unit: what it is was told where that is known
        near = () if steps[-1] == "unit" else _words(expected)
        remedy = _offer(str(given), near, f"use {expected}")
        document.report(inner, f"{_short(given)} is not in the closed list", remedy)
    elif kind == "string_pattern_mismatch":
        remedy = FORMS.get(context["pattern"], _ANY)
        document.report(inner, f"{_short(given)} has the wrong form", remedy)
    elif kind in ("model_type", "mapping_type", "dict_type"):
        cause = f"a mapping belongs here (given {_short(given)})"
        document.report(inner, cause, _mapping(model, steps))
    elif kind == "value_error":
        error = context["error"]
        if isinstance(error, WrongError):
            document.report(inner, error.cause, error.remedy)
        else:
            document.report(inner, str(error), "correct the numbers")
    else:
        remedy = _REMEDIES.get(kind, _ANY).format_map({"ge": "", "le": "", **context})
        document.report(inner, f"{fault['msg']} (given {_short(given)})", remedy)


def _mapping(model: type[Record], steps: list[Any]) -> str:
    """Say which fields a mapping has, and what stands in one whose names are the curator's."""
    known = _fields(model, steps)
    if known:
        return f"write a mapping: {{{', '.join(f'{name}: ..' for name in known)}}}"
    inner = _fields(model, [*steps, "any"])
    either = " or ".join(f"{{{name}: ..}}" for name in inner)
    return f"write a mapping: {{name: {either or '..'}}}"


def _short(given: Any) -> str:
    shown = repr(given)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _fields(model: type[Record], steps: list[Any]) -> list[str]:
    """List, as curators write them, the fields of the record at `steps` below `model`."""
    schema = _schema(model)
    node: dict[str, Any] = schema
    for step in steps:
        node = _resolve(schema, node)
        inner = node.get("properties", {})
        named = node.get("patternProperties", {}).values()
        other = next(iter(named), node.get("additionalProperties") or {})
        node = node.get("items", {}) if isinstance(step, int) else inner.get(step, other)
    return list(_resolve(schema, node).get("properties", {}))


@cache
def _schema(model: type[Record]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", ()):
        if "$ref" in option or option.get("type") == "array":
            node = option
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def _words(expected: str) -> list[str]:
    return [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]


_ANY = "see the field's description in the JSON Schema"
_REMEDIES = {
    "too_short": "give at least one",
    "string_too_long": "say it shorter",
    "string_too_short": "write something, or leave the field out",
    "string_type": "write text (quote numbers that are text)",
    "float_type": "write a number without unit",
    "int_type": "write a whole number",
    "bool_type": "write true or false",
    "finite_number": "write the number as printed",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "tuple_type": "write a list: [..]",
}

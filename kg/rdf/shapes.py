"""SHACL by tables: the constraints that `ontology/shapes.ttl` uses, run without an RDF engine.

A shape whose constraint is not in `_CHECKS` is refused, never passed over. pySHACL is the
reference: the tests hold both to the same problems on every graph that they break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import Problem, RequestError
from kg.rdf.namespace import DATA, ONTOLOGY, TYPE, shorten

Index = dict[Any, dict[str, list[Any]]]
"""Subject -> predicate IRI -> objects."""


@dataclass(frozen=True)
class Shape:
    """One rule: what it is asked of, over which path, its constraints, and what it says."""

    target: str
    paths: tuple[str, ...]
    constraints: tuple[tuple[str, Any], ...]
    message: str
    field: str
    remedy: str
    select: str = ""


def find_problems(triples: Iterable[Triple], claims: Collection[str] | None = None) -> set[Problem]:
    """Give every problem of a graph, as `kg.rdf.validate` names it; with `claims`, theirs only."""
    data, store = index(triples), Store()
    asked = set(data) if claims is None else find_touched(data, claims)
    by_class: dict[str, list[Any]] = {}
    for subject in asked:
        for kind in data[subject].get(TYPE.value, ()):
            by_class.setdefault(str(getattr(kind, "value", kind)), []).append(subject)
    store.extend(
        Quad(subject, NamedNode(predicate), value)
        for subject, said in data.items() for predicate, values in said.items() for value in values
    )  # fmt: skip
    found: set[Problem] = set()
    for shape in read_shapes():
        if shape.select:
            for row in store.query(_PREFIXES + shape.select):  # type: ignore[union-attr]
                if row["value"] in asked:
                    found.add(_problem(shape, row["value"], None))
            continue
        for node in by_class.get(shape.target, ()):
            values = [value for path in shape.paths for value in data[node].get(path, ())]
            for kind, bound in shape.constraints:
                for value in _CHECKS[kind](values, bound, data):
                    found.add(_problem(shape, node, value))
    return found


def find_touched(data: Index, claims: Collection[str]) -> set[Any]:
    """Find what an edit of these claims can put right or wrong.

    Their effects, whatever hangs on their records, and every edge that rests on one of these.
    """
    names = [quote(claim, safe="") for claim in claims]
    effects = {f"{DATA}effect/{name}" for name in names}
    begins = tuple(f"{DATA}{kind}/{name}." for kind in _OF_RECORD for name in names)
    touched = {
        node for node in data
        if node.value in effects or node.value.startswith(begins)
        or any(value.value in effects for value in data[node].get(_CLAIM, ()))
    }  # fmt: skip
    touched |= {
        node for node, said in data.items()
        if any(value in touched for path in _RESTS_ON for value in said.get(path, ()))
    }  # fmt: skip
    return touched


def index(triples: Iterable[Triple]) -> Index:
    """Sort triples by subject and predicate; one that is given twice counts once."""
    data: Index = {}
    for subject, predicate, value in triples:
        values = data.setdefault(subject, {}).setdefault(predicate.value, [])
        if value not in values:
            values.append(value)
    return data


@cache
def read_shapes() -> tuple[Shape, ...]:
    """Read the shapes; `RequestError` where one says what this module cannot check."""
    content = (files("kg.ontology") / "shapes.ttl").read_bytes()
    data = index(quad.triple for quad in parse(content, RdfFormat.TURTLE))
    return tuple(
        shape for node, said in data.items()
        for target in (*said.get(f"{_SH}targetClass", ()), *said.get(f"{_SH}targetNode", ()))
        for rule in (*said.get(f"{_SH}property", ()), *said.get(f"{_SH}sparql", ()))
        for shape in [_read(target.value, rule, data)]
    )  # fmt: skip


def _read(target: str, rule: Any, data: Index) -> Shape:
    said = data[rule]
    (path,) = said.get(f"{_SH}path", [None])
    paths: tuple[str, ...] = ()
    if path is not None and path in data:
        (first,) = data[path][f"{_SH}alternativePath"]
        paths = tuple(node.value for node in _listed(first, data))
    elif path is not None:
        paths = (path.value,)
    constraints = []
    for predicate, (value, *_) in said.items():
        name = predicate.removeprefix(_SH)
        if name in _TOLD or not predicate.startswith(_SH):
            continue
        if name not in _CHECKS:
            raise RequestError(f"shapes.ttl uses sh:{name}, which only pySHACL checks")
        bound = frozenset(_listed(value, data)) if name == "in" else value
        constraints.append((name, bound))
    (message,) = said[f"{_SH}message"]
    (field,), (remedy,) = said[f"{ONTOLOGY}#field"], said[f"{ONTOLOGY}#remedy"]
    (select,) = said.get(f"{_SH}select", [Literal("")])
    return Shape(target, paths, tuple(constraints), message.value, field.value, remedy.value,
                 select.value)  # fmt: skip


def _listed(node: Any, data: Index) -> Iterator[Any]:
    """Walk an RDF list."""
    while f"{_RDF}first" in data.get(node, {}):
        yield data[node][f"{_RDF}first"][0]
        node = data[node][f"{_RDF}rest"][0]


def _problem(shape: Shape, node: Any, value: Any) -> Problem:
    shown = "" if value is None else f" ({shorten(str(value.value))})"
    return Problem(
        file=str(node.value).removeprefix(DATA), line=0, field=shape.field,
        cause=shape.message + shown, remedy=shape.remedy,
    )  # fmt: skip


# -- constraints: each gives the values that break it, or None for the node as a whole -------------


def _too_few(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    if len(set(values)) < int(bound.value):
        yield None


def _too_many(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    if len(set(values)) > int(bound.value):
        yield None


def _unlisted(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    yield from (value for value in values if value not in bound)


def _of_other_class(values: list[Any], bound: Any, data: Index) -> Iterator[Any]:
    for value in values:
        if isinstance(value, Literal) or bound not in data.get(value, {}).get(TYPE.value, ()):
            yield value


def _of_other_datatype(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    for value in values:
        name = bound.value.rpartition("#")[2]
        well = isinstance(value, Literal) and value.datatype == bound
        if not well or not re.fullmatch(_LEXICAL.get(name, r"(?s:.*)"), value.value):
            yield value
        elif name == "date" and not _is_day(value.value):
            yield value


def _is_day(written: str) -> bool:
    """Tell whether the calendar has this day.

    >>> _is_day("2026-02-28"), _is_day("2026-02-30")
    (True, False)
    """
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False


def _unmatched(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    pattern = re.compile(bound.value)
    yield from (value for value in values if not pattern.search(value.value))


def _too_short(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    yield from (value for value in values if len(value.value) < int(bound.value))


def _not_above(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    yield from (value for value in values if not _number(value) > Decimal(bound.value))


def _below(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    yield from (value for value in values if not _number(value) >= Decimal(bound.value))


def _lacking(values: list[Any], bound: Any, _: Index) -> Iterator[Any]:
    if bound not in values:
        yield None


def _number(value: Any) -> Decimal:
    """Read a number; what is none is below every bound."""
    try:
        numeric = value.datatype.value.rpartition("#")[2] in {"decimal", "integer", "double"}
        return Decimal(value.value) if numeric else Decimal("-Infinity")
    except (AttributeError, InvalidOperation):
        return Decimal("-Infinity")


_CHECKS: Mapping[str, Callable[[list[Any], Any, Index], Iterator[Any]]] = {
    "minCount": _too_few, "maxCount": _too_many, "in": _unlisted, "class": _of_other_class,
    "datatype": _of_other_datatype, "pattern": _unmatched, "minLength": _too_short,
    "minExclusive": _not_above, "minInclusive": _below, "hasValue": _lacking,
}  # fmt: skip
"""Constraint component (SHACL, section 4) -> its check."""

_LEXICAL = {
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "integer": r"[+-]?[0-9]+",
    "boolean": r"true|false|0|1",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_OF_RECORD = (
    "evidence", "system", "conditions", "exposure", "agent", "contrast", "check", "erratum",
    "quantity", "facet", "pointer", "request",
)  # fmt: skip
"""Kinds of resources that are named after a claim and one of its records."""
_CLAIM = f"{ONTOLOGY}#claim"
_RESTS_ON = tuple(f"{ONTOLOGY}#{name}" for name in ("evidence", "statedBy", "derivedFrom"))
_TOLD = frozenset({"path", "message", "prefixes", "select"})
_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES = f"PREFIX kg: <{ONTOLOGY}#> PREFIX rdf: <{_RDF}> "

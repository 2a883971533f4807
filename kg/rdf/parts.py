"""What hangs on a record, read back: system, conditions, exposure, contrasts, checks, marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kg.rdf.namespace import LABEL
from kg.rdf.node import Node

Fields = dict[str, Any]


def read_part(node: Node, relation: str) -> Fields | None:
    """Read the one part under a relation, as the fields of its record."""
    found = read_parts(node, relation)
    if len(found) > 1:
        node.fault(f"has {len(found)} parts under {relation}, where one belongs")
    return found[0] if found else None


def read_parts(node: Node, relation: str) -> list[Fields]:
    """Read every part under a relation, in order."""
    return [given(_READERS[relation](part)) for part in node.nodes(relation)]


def read_statistics(node: Node) -> Fields | None:
    """Read the numbers that stand on a record or a contrast itself."""
    return given({
        "p": node.text("p"), "here": node.text("valueHere"), "there": node.text("valueThere"),
        "n": node.number("n"),
    }) or None  # fmt: skip


def given(fields: Fields) -> Fields:
    """Leave out what is not given."""
    return {name: value for name, value in fields.items() if value not in (None, (), [])}


def _system(node: Node) -> Fields:
    return {
        "setting": node.word("setting"), "models": node.listed("models", node.names("model")),
        "organism": node.name_or_none("organism"), "n": node.number("n"),
    }  # fmt: skip


def _conditions(node: Node) -> Fields:
    return {
        "oxygen": node.word("oxygen"), "site": node.word("site"), "route": node.word("route"),
        "dose": _amount(node, "dose"), "let_kev_um": _amount(node, "let", "keV/um"),
        "fractions": _amount(node, "fractions"), "time": _amount(node, "time"),
        "co_treatment": node.listed("co_treatment", node.names("coTreatment")),
        "facets": read_parts(node, "namedFacet"),
    }  # fmt: skip


def _facet(node: Node) -> Fields:
    amount = _amount(node, "amount")
    return {
        "name": node.text("facetName"),
        "values": node.listed("values", node.texts("facetValue")),
        "amount": {**amount, "unit": node.text("unit")} if amount else None,
    }


def _exposure(node: Node) -> Fields:
    fractions = _amount(node, "fractions")
    return {
        "dose": _amount(node, "dose"), "let_kev_um": _amount(node, "let", "keV/um"),
        "energy": _amount(node, "energy"), "dose_rate": _amount(node, "doseRate"),
        "fractions": fractions and int(fractions["value"]),
        "quality": node.word("quality"), "printed": node.text("printed"),
    }  # fmt: skip


def _agent(node: Node) -> Fields:
    return {
        "entity": node.name("administered"), "dose": node.text("dose"),
        "route": node.listed("route", node.words("route")),
        "timing": node.listed("timing", node.words("timing")),
    }  # fmt: skip


def _contrast(node: Node) -> Fields:
    differs = {name: node.text(name) for name in ("facet", "here", "there")}
    return {
        "versus": node.name("comparator"), "differs": differs if differs["facet"] else None,
        "level": _one_of(node, "level"), "basis": _one_of(node, "basis"),
        "comparator_sign": node.text("comparatorSign"), "in_kind": node.text("inKind"),
        "quantities": read_parts(node, "quantity"),
        "exposure": read_part(node, "irradiation"), "statistics": read_statistics(node),
    }  # fmt: skip


def _quantity(node: Node) -> Fields:
    amount, p = _amount(node, "amount") or {}, node.text("p")
    numbers = {name: node.text(name) for name in ("sd", "sem")}
    bare = re.fullmatch(_NUMBER, p) if p else None
    return {
        "measure": node.text("measure"), "value": amount.get("value"),
        "interval": None if "value" in amount else amount or None,
        "there": _amount(node, "amountThere"), "time": _amount(node, "time"),
        **{name: float(given) for name, given in numbers.items() if given},
        "ci95": _amount(node, "ci95"), "p": float(bare[0]) if bare else p,
        "n": given({"here": node.number("n"), "there": node.number("nThere")}) or None,
        "unit": node.text("unit"), "at": node.text("at"), "printed": node.text("printed"),
    }  # fmt: skip


def _check(node: Node) -> Fields:
    return {
        "outcome": node.word("says"), "about": node.listed("about", node.texts("differsIn")),
        "reference": node.name("reference", "reference"), "read_in": node.text("part"),
        "note": node.text("note"),
    }  # fmt: skip


def _erratum(node: Node) -> Fields:
    return {name: node.text(name) for name in ("printed", "fault", "likely")}


def _ground(node: Node) -> Fields:
    return {
        "claim": node.name("restsOn", "effect"), "versus": node.name_or_none("comparator"),
        "level": _one_of(node, "level"),
    }  # fmt: skip


def _pointer(node: Node) -> Fields:
    return {"record": node.text("recordName"), "reason": node.text("reason")}


def _request(node: Node) -> Fields:
    return {"by": node.text("askedBy"), "on": node.text("date"), "reason": node.text("reason")}


def _notice(node: Node) -> Fields:
    return {
        "date": node.text("date"), "notice": node.text("notice"), "reason": node.text("reason"),
    }  # fmt: skip


def _citation(node: Node) -> Fields:
    return {"number": node.number("citationNumber"), "document": node.name("citedIn", "document")}


def _maker(node: Node) -> Fields:
    return {"name": node.text(LABEL), "orcid": node.text("orcid")}


def _arm_mark(node: Node) -> Fields:
    return {
        "entity": node.name("arm"), "letter": node.text("letter"), "name": node.text(LABEL),
        "colour": node.text("colour"), "shape": node.text("shape"),
    }  # fmt: skip


def _compartment_mark(node: Node) -> Fields:
    return {
        "id": node.word("compartment"), "label": node.text(LABEL), "caption": node.text("caption"),
        "tint": node.text("tint"), "line": node.text("line"), "ink": node.text("ink"),
    }  # fmt: skip


def _basis_mark(node: Node) -> Fields:
    return {
        "name": node.word("basis"), "words": node.text(LABEL), "phrase": node.text("phrase"),
        "short": node.text("caption"), "mark": node.text("letter"),
        "both_treated": node.truth("bothTreated"),
    }  # fmt: skip


def _facet_kind(node: Node) -> Fields:
    return {
        "name": node.text("facetName"),
        "values": node.listed("values", node.texts("facetValue")),
        "units": node.listed("units", node.texts("unit")),
    }  # fmt: skip


def _gap_column(node: Node) -> Fields:
    return {"facet": node.text("facetName"), "value": node.text("facetValue")}


def _one_of(node: Node, relation: str) -> tuple[str, ...]:
    return node.listed(relation, node.words(relation) | node.words(f"{relation}OneOf"))


def _amount(node: Node, name: str, unit: str | None = None) -> Fields | None:
    """Read a quantity from its printed text, which has every digit: stores rewrite numbers."""
    printed = node.text(name)
    if printed is None:
        return None
    own, per = node.text(f"{name}Unit"), node.text(f"{name}Per")
    numbers = printed.removesuffix(" per fraction" if per == "fraction" else "")
    numbers = numbers.removesuffix(f" {unit or own}" if unit or own else "")
    read = _NUMBERS.fullmatch(numbers)
    if read is None:
        node.fault(f"prints '{printed}', which is no {name}")
    bounds = {"min": read["least"] or read["low"], "max": read["most"] or read["high"]}
    listed = [float(number) for number in (read["list"] or "").split(", ") if number]
    found = {side: float(bound) for side, bound in bounds.items() if bound}
    return given({**found, "values": listed, "unit": own, "per": per}) | (
        {"value": listed[0], "values": ()} if len(listed) == 1 else {}
    )


_NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
_NUMBERS = re.compile(
    rf"(?P<list>{_NUMBER}(?:, {_NUMBER})*)|<=(?P<most>{_NUMBER})|>=(?P<least>{_NUMBER})"
    rf"|(?P<low>{_NUMBER})(?:-| to )(?P<high>{_NUMBER})"
)
"""What `Interval.text` writes: values, a bound, or two."""

_READERS: dict[str, Callable[[Node], Fields]] = {
    "system": _system, "conditions": _conditions, "irradiation": _exposure, "agent": _agent,
    "contrast": _contrast, "check": _check, "erratum": _erratum, "ground": _ground,
    "quantity": _quantity, "namedFacet": _facet, "supersedes": _pointer, "retracts": _pointer,
    "asked": _request,
    "retraction": _notice, "concern": _notice, "citation": _citation, "maker": _maker,
    "armMark": _arm_mark, "compartmentMark": _compartment_mark, "basisMark": _basis_mark,
    "facetKind": _facet_kind, "gapColumn": _gap_column,
}  # fmt: skip
"""Relation to a part -> what reads it."""

RELATIONS = tuple(_READERS)
"""What leads from a record to its parts, and from a contrast to its other arm's irradiation."""

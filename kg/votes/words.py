"""Conditions of observations in words, facet by facet, as a sentence about them needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from kg.votes.facet import Span, place
from kg.votes.observation import Observation
from kg.votes.weighing import Weighing

EMPTY: Mapping[str, str] = MappingProxyType({})


def conditions_of(
    observations: Collection[Observation], facets: Iterable[str] = ("oxygen", "dose"),
    names: Mapping[str, str] = EMPTY,
) -> str:  # fmt: skip
    """Say under what something was seen, as far as its records report it.

    Records that name other things (an oxygen, a cell line) are told apart, numbers of those that
    name the same are joined; a dose is given in total where that is known. What is measured comes
    with 'at', oxygen with 'under', the rest with 'in'; 'where reported' follows where some records
    are silent. `names` are labels of ids.

    >>> conditions_of([])
    ''
    """
    wanted = sorted(facets, key=place)
    groups: dict[tuple[str, ...], list[Observation]] = {}
    silent = False
    for one in observations:
        told = tuple(_named(one.profile.reported(facet), names) for facet in wanted)
        if any(told) or any(one.profile.reported(facet) for facet in wanted):
            groups.setdefault(told, []).append(one)
        else:
            silent = True
    said = []
    for told, alike in sorted(groups.items()):
        words = []
        for facet, value in zip(wanted, told, strict=True):
            reported = [one.profile.reported(facet) for one in alike]
            spans = {_best(found) for found in reported if isinstance(found, tuple)}
            if value:
                words.append(f"{'under' if facet == 'oxygen' else 'in'} {value}")
            if spans:
                words.append(f"at {_spans(facet, spans)}")
        said.append(" ".join(words))
    silent |= any(
        len({one.profile.reported(facet) is None for one in alike}) > 1
        for alike in groups.values() for facet in wanted
    )
    return " and ".join(dict.fromkeys(said)) + (" where reported" if said and silent else "")


def decides(weighing: Weighing) -> str:
    """Say what keeps opposing findings apart, as the end of a sentence; nothing where none oppose.

    >>> decides(Weighing("explained", (("dose",),))), decides(Weighing())
    (': dose decides', '')
    >>> decides(Weighing("explained", (("basis", "dose"), ("dose", "species"))))
    ': dose with basis or species decides'
    """
    if weighing.explanations:
        return _deciding([[facet_name(facet) for facet in one] for one in weighing.explanations])
    if weighing.kind == "true":
        return ": sources disagree under the same conditions"
    if weighing.missing:
        names = _listed([facet_name(facet) for facet, _ in weighing.missing])
        return f": what tells them apart is not reported ({names})"
    return ""


def _deciding(ways: list[list[str]]) -> str:
    """Name what is in all ways once, and what goes with it in each."""
    if len(ways) == 1:
        return f": {_listed(ways[0])} decide{'s' if len(ways[0]) == 1 else ''}"
    common = [name for name in ways[0] if all(name in way for way in ways)]
    rest = [_listed([name for name in way if name not in common]) for way in ways]
    if not common:
        return f": {' or '.join(rest)} decides"
    return f": {_listed(common)} with {' or '.join(rest)} decide{'s' if len(common) == 1 else ''}"


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _named(value: object, names: Mapping[str, str]) -> str:
    if not isinstance(value, frozenset):
        return ""
    return " or ".join(sorted(names.get(name, name.replace("_", " ")) for name in value))


def many(count: int, noun: str = "study", plural: str = "studies") -> str:
    """Count things.

    >>> many(1), many(2)
    ('1 study', '2 studies')
    """
    return f"{count} {noun if count == 1 else plural}"


def facet_name(facet: str) -> str:
    """Name a facet for people.

    >>> facet_name("let"), facet_name("cell_line")
    ('LET', 'cell line')
    """
    return {"let": "LET", "co_treatment": "co-treatment"}.get(facet, facet.replace("_", " "))


def _best(value: tuple[Span, ...]) -> Span:
    """Choose the total where a dose is known in total and per fraction."""
    return next((span for span in value if " per " not in span.unit), value[0])


def _spans(facet: str, spans: set[Span]) -> str:
    """Join spans of one unit that touch or overlap, and write them in order.

    >>> _spans("dose", {Span(2, 4, "Gy"), Span(4, 4, "Gy"), Span(10, 10, "Gy")})
    '2-4, 10 Gy'
    """
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.unit, one.low, one.high)):
        last = joined[-1] if joined else None
        if last and last.unit == span.unit and span.low <= last.high:
            joined[-1] = Span(last.low, max(last.high, span.high), span.unit)
        else:
            joined.append(span)
    written = []
    for unit in dict.fromkeys(span.unit for span in joined):
        numbers = ", ".join(_number(span) for span in joined if span.unit == unit)
        many_ = {"fractions": " fractions"}.get(facet, f" {unit}" if unit else f" {facet}")
        written.append(f"{numbers}{many_}")
    return " and ".join(written)


def _number(span: Span) -> str:
    infinite = float("inf")
    if span.low == span.high:
        return f"{span.low:g}"
    if span.low == -infinite or (span.low == 0 and span.high < infinite):
        return f"up to {span.high:g}"
    return f"from {span.low:g}" if span.high == infinite else f"{span.low:g}-{span.high:g}"

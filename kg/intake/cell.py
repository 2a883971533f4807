"""One cell to what the model holds: each way back of what the evidence table writes.

Errors are `WrongError`: cause and remedy. Nothing is computed or converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from kg.model.manifest import FacetKind
from kg.model.record import WrongError
from kg.model.units import DOSE_UNITS, ENERGY_UNITS, RATE_UNITS
from kg.model.vocabulary import Facet, Quality, Route, Timing

Entity = Callable[[str], str]
"""Gives the id of what words mean."""

_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_INTERVAL = (
    rf"(?P<most><=|≤)\s*{_NUMBER}|(?P<least>>=|≥)\s*{_NUMBER}"
    rf"|(?P<low>{_NUMBER})(?:-|\u2013|\s+to\s+)(?P<high>{_NUMBER})|{_NUMBER}(?:,\s+{_NUMBER})*"
)
_AMOUNT = re.compile(rf"\s*(?P<number>{_INTERVAL})\s*(?P<unit>.*?)\s*")
_OF_DOSE = " per fraction"


def number(text: str) -> float | int:
    """Read one number, with a decimal point.

    >>> number("2.50"), number("4.0")
    (2.5, 4)
    """
    if not re.fullmatch(_NUMBER, text.strip()):
        raise WrongError(f"'{text}' is no number", "write digits, with a decimal point: 2.5")
    found = float(text)
    return int(found) if found.is_integer() and abs(found) < 1e15 else found


def whole(text: str) -> int:
    """Read a whole number."""
    found = number(text)
    if not isinstance(found, int):
        raise WrongError(f"'{text}' is no whole number", "write it without decimals")
    return found


def amount(text: str) -> tuple[dict[str, Any], str]:
    """Read an interval and its unit.

    >>> amount("2, 4 Gy"), amount(">=40 Gy/s")
    (({'values': [2, 4]}, 'Gy'), ({'min': 40}, 'Gy/s'))
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise WrongError(f"'{text}' begins with no number", "write 2, or 2, 4, or 2-4, <=4, >=2, "
                         "with a decimal point, then the unit")  # fmt: skip
    if match["low"]:
        return {"min": number(match["low"]), "max": number(match["high"])}, match["unit"]
    for name, bound in (("most", "max"), ("least", "min")):
        if match[name]:
            return {bound: number(match["number"].removeprefix(match[name]))}, match["unit"]
    values = [number(one) for one in match["number"].split(",")]
    return ({"value": values[0]} if len(values) == 1 else {"values": values}), match["unit"]


def bare(text: str) -> dict[str, Any]:
    """Read an interval that has no unit."""
    found, unit = amount(text)
    if unit:
        raise WrongError(f"'{unit}' behind the number", "write the number alone")
    return found


def let(text: str) -> dict[str, Any]:
    """Read a linear energy transfer, in keV/um whether that is written or not."""
    return bare(re.sub(r"\s*keV/[uµμ]m\s*$", "", text))


def measured(text: str) -> dict[str, Any]:
    """Read an interval with its unit: energy, time, dose rate."""
    found, unit = amount(text)
    if not unit:
        raise WrongError(f"'{text}' has no unit", "write the unit behind the number")
    return {**found, "unit": unit}


def dose(text: str) -> dict[str, Any]:
    """Read a dose.

    >>> dose("2 Gy per fraction")
    {'value': 2, 'unit': 'Gy', 'per': 'fraction'}
    """
    of_one = text.strip().endswith(_OF_DOSE)
    found = measured(text.strip().removesuffix(_OF_DOSE))
    return {**found, "per": "fraction"} if of_one else found


def exposure(text: str, first: str = "") -> dict[str, Any]:
    """Read what tells an arm's irradiation; `first` is its dose, where that is known.

    >>> exposure("10 Gy; 1 fraction; 290 MeV/u; x-ray; as told")
    {'dose': {'value': 10, 'unit': 'Gy'}, 'fractions': 1, 'energy': {'value': 290, 'unit': \
'MeV/u'}, 'quality': 'x-ray', 'printed': 'as told'}
    """
    found: dict[str, Any] = {}
    parts = text.split("; ")
    readers: tuple[tuple[str, Callable[[str], Any]], ...] = (
        ("dose", lambda part: dose(part) if part == first or _is_dose(part) else None),
        ("fractions", lambda part: whole(part.split(" ")[0])
         if re.fullmatch(r"\d+ fractions?", part) else None),
        ("let_kev_um", lambda part: let(part) if part.endswith((" keV/um", " keV/µm")) else None),
        ("energy", lambda part: _with_unit(part, ENERGY_UNITS)),
        ("dose_rate", lambda part: _with_unit(part, RATE_UNITS)),
        ("quality", lambda part: part if part in get_args(Quality) else None),
    )  # fmt: skip
    for name, read in readers:
        value = read(parts[0]) if parts else None
        if value is not None:
            found[name] = value
            parts = parts[1:]
    return {**found, "printed": "; ".join(parts)} if parts else found


def _is_dose(part: str) -> bool:
    return _with_unit(part.removesuffix(_OF_DOSE), DOSE_UNITS) is not None


def _with_unit(part: str, units: Iterable[str]) -> dict[str, Any] | None:
    match = _AMOUNT.fullmatch(part)
    return measured(part) if match and match["unit"] in units else None


def conditions(text: str, kinds: Mapping[str, FacetKind], entity: Entity) -> dict[str, Any]:
    """Read the conditions of a record: facet=value, parted by '|'."""
    found: dict[str, Any] = {}
    for part in filter(None, map(str.strip, text.split("|"))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value:
            raise WrongError(f"'{part}' is no condition", "write facet=value: oxygen=hypoxia")
        if name == "co_treatment":
            found.setdefault(name, []).append(entity(value))
        elif name in _READ or name in {"oxygen", "site", "route"}:
            key = "let_kev_um" if name == "let" else name
            if key in found:
                raise WrongError(f"'{name}' twice", "write several values in one: 2, 4 Gy")
            found[key] = _READ[name](value) if name in _READ else value
        else:
            found.setdefault("facets", {})[name] = _named(value, kinds.get(name))
    return found


def _named(value: str, kind: FacetKind | None) -> Any:
    words: str | list[str] = value.split(" or ") if " or " in value else value
    if kind and kind.values:
        return value if value in kind.values else words
    match = _AMOUNT.fullmatch(value)
    return measured(value) if match and match["unit"] else words


_READ: Mapping[str, Callable[[str], Any]] = {
    "dose": dose, "let": let, "let_kev_um": let, "fractions": bare, "time": measured,
}  # fmt: skip


def trend(text: str) -> dict[str, Any]:
    """Read a trend.

    >>> trend("let rises (isoeffective)")
    {'over': 'let', 'direction': 'rises', 'basis': 'isoeffective'}
    """
    match = re.fullmatch(r"(\w+)\s+(\w+)(?:\s+\((.+)\))?", text.strip())
    if match is None:
        raise WrongError(f"'{text}' is no trend", "write over, direction, basis: let rises "
                         "(isodose)")  # fmt: skip
    named = {"over": match[1], "direction": match[2], "basis": match[3]}
    return {name: word for name, word in named.items() if word}


def agents(text: str, entity: Entity) -> list[dict[str, Any]]:
    """Read agents, parted by '|': entity; dose; routes; timing."""
    return [_agent(part, entity) for part in filter(None, map(str.strip, text.split("|")))]


def _agent(text: str, entity: Entity) -> dict[str, Any]:
    first, *rest = (part.strip() for part in text.split(";"))
    found: dict[str, Any] = {"entity": entity(first)}
    for name, closed in (("timing", get_args(Timing)), ("route", get_args(Route))):
        words = rest[-1].split(", ") if rest else []
        if words and set(words) <= set(closed):
            found[name] = words
            rest = rest[:-1]
    return {**found, "dose": "; ".join(rest)} if rest else found


def perturbation(text: str) -> dict[str, Any]:
    """Read what was turned to learn what the subject does: down by siRNA."""
    match = re.fullmatch(r"(up|down)\s+by\s+(\S.*)", text.strip())
    if match is None:
        raise WrongError(f"'{text}' is no perturbation", "write up by .., or down by ..: down by "
                         "siRNA")  # fmt: skip
    return {"direction": match[1], "by": match[2]}


def statistics(text: str) -> dict[str, Any]:
    """Read numbers in words: p <0.05; here 12; there 3; n 5."""
    found: dict[str, Any] = {}
    for part in re.split(r";\s+(?=(?:p|here|there|n)\s)", text.strip()):
        name, _, value = part.partition(" ")
        if name not in {"p", "here", "there", "n"} or not value or name in found:
            raise WrongError(f"'{part}' is none of p, here, there, n", "write: p <0.05; here 12; "
                             "there 3; n 5")  # fmt: skip
        found[name] = whole(value) if name == "n" else value
    return found


def other_arm(text: str) -> tuple[str, str, str]:
    """Read the other arm: words for it, and in what it differs where it is the subject itself.

    >>> other_arm("carbon-ion-irradiation[oxygen=normoxia]")
    ('carbon-ion-irradiation', 'oxygen', 'normoxia')
    """
    match = re.fullmatch(rf"(.*?)\[({'|'.join(get_args(Facet))})=(.*)\]", text.strip())
    return (match[1], match[2], match[3]) if match else (text.strip(), "", "")


def facet(text: str) -> tuple[str, str]:
    """Read facet=value."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not value:
        raise WrongError(f"'{text}' is no facet with a value", "write facet=value: oxygen=hypoxia")
    return name, value


def listed(text: str) -> list[str]:
    """Part several values at '|'."""
    return [part for part in map(str.strip, text.split("|")) if part]


def closed(values: Iterable[str], what: str) -> Callable[[str], str]:
    """Make what takes a word of a closed list, with blanks and capitals or without.

    >>> closed(["does_not_change", "increases"], "predicate")("Does not change")
    'does_not_change'
    """
    folded = {_letters(value): value for value in values}

    def read(text: str) -> str:
        found = folded.get(_letters(text))
        if found is None:
            # no guess: of opposites, one may be spelt like the other's word
            raise WrongError(f"no {what} '{text}'", f"use one of: {', '.join(folded.values())}")
        return found

    return read


def _letters(text: str) -> str:
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    return plain if plain in {"+", "-"} else re.sub(r"[\s_-]+", "", plain.casefold())

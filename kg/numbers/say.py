"""What printed numbers come to, in one sentence, and each part of them in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from kg.graph import Graph
from kg.mechanism import capital
from kg.model import Quantity
from kg.model.quantity import FORMS
from kg.model.units import Range, digits
from kg.numbers.group import Cell, Group
from kg.numbers.over import Mark, Panel, Slot, View
from kg.numbers.tally import Compared, Numbers
from kg.votes import facet_name, many


def say_numbers(graph: Graph, found: Numbers) -> str:
    """Say how many numbers are printed by how many studies, how far they reach, and what is silent.

    >>> import kg
    >>> from kg.numbers.tally import numbers
    >>> graph = kg.load()
    >>> say_numbers(graph, numbers(graph, "ecto-calreticulin")).split(";")[0]
    'Ecto-calreticulin: 1.5-2.4-fold after carbon ions, photons and protons (1 study)'
    """
    name = capital(found.wanted.name) if found.wanted.name else "All quantities"
    records, studies = found.silent
    rest = f"{many(len(records), 'record', 'records')} of {many(len(studies))}"
    if not found.points:
        return f"{name}: no record of this corpus measures it under what was asked."
    if not found.printed:
        return f"{name}: no number is printed; {rest} {_only(len(records))}."
    told = [_reach(graph, found, one) for one in found.groups if one.span]
    more = len(told) - _MOST
    parts = "; ".join(told[:_MOST])
    parts += f"; {more} more group{'s' * (more > 1)}" if more > 0 else ""
    if not told:
        parts = f"{many(len(found.printed), 'number', 'numbers')} without a value"
    silent = f"; {rest} {_only(len(records))}" if records else ""
    return f"{name}: {parts}{silent}."


def _only(records: int) -> str:
    return f"say{'s' * (records == 1)} only which way it goes"


def _reach(graph: Graph, found: Numbers, one: Group) -> str:
    """Say from where to where the numbers of a group reach: of each arm, or of what relates two."""
    studies = many(len(one.studies)) if one.studies else "no study, a review"
    label = graph.entities[one.object].label
    of = "" if one.object in found.wanted.objects else f" of {label}"
    cells = [cell for row in one.rows for cell in row.cells if cell.bounds]
    if any(cell.versus for cell in cells):
        words = [f"{_span(found, one, cells)}{of}", say_relation(graph, one)]
    else:
        arms = dict.fromkeys(cell.arm for cell in cells)
        spans = {arm: _span(found, one, [cell for cell in cells if cell.arm == arm])
                 for arm in arms}  # fmt: skip
        names = {arm: arm_name(graph, arm) for arm in arms}
        if len(set(spans.values())) == 1:
            words = [f"{next(iter(spans.values()))}{of} after {_listed([*names.values()])}"]
        else:
            words = [f"{names[arm]} {span}" for arm, span in spans.items()]
            words[-1] += of
        words += [say_relation(graph, one)] if one.differs else []
    words += [say_basis(graph, one.basis)] if one.versus else []
    return f"{', '.join(filter(None, words))} ({studies})"


def _span(found: Numbers, one: Group, cells: Sequence[Cell]) -> str:
    """Write the least and the greatest number as printed; one bound where the other is open."""
    ends = [end for cell in cells if cell.bounds for end in cell.bounds]
    low, high = min(ends), max(ends)
    amount = Range(min=low if low > -inf else None, max=high if high < inf else None).text
    amount = digits(low) if low == high else amount
    text = _dressed(one, amount)
    return text.removeprefix(f"{found.wanted.name} ")


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _dressed(one: Group, amount: str) -> str:
    before, after = FORMS[one.measure] if one.measure else ("", "")
    unit = f" {one.unit}" if one.unit and one.unit != after.strip() else ""
    return f"{before} {amount}{after}{unit}".strip()


def say_relation(graph: Graph, one: Compared) -> str:
    """Say what is held against what.

    >>> import kg
    >>> from kg.numbers.tally import numbers
    >>> graph = kg.load()
    >>> say_relation(graph, numbers(graph, "RBE").groups[0])
    'carbon ions against photons'
    """
    if one.differs:
        facet, here, there = one.differs
        who = f"{arm_name(graph, one.arm)}, " if one.arm else ""
        return f"{who}{facet_name(facet)}: {here} against {there}"
    if not one.versus:
        return "against nothing done"
    return f"{arm_name(graph, one.arm)} against {arm_name(graph, one.versus)}"


def say_basis(graph: Graph, basis: Sequence[str]) -> str:
    """Say on which basis; nothing where none is needed."""
    return " or ".join(str(graph.manifest.basis(key).words) for key in basis)


def arm_name(graph: Graph, key: str) -> str:
    """Name an arm as the manifest does, else by its label; nothing done where there is none."""
    if not key:
        return "nothing done"
    named = {one.entity: one.name for one in graph.manifest.arms}
    return named.get(key) or graph.entities[key].label


def arm_letter(graph: Graph, key: str) -> str:
    """Give the letter of an arm of the manifest; nothing for any other."""
    return next((one.letter for one in graph.manifest.arms if one.entity == key), "")


def amount_of(cell: Cell) -> str:
    """Write the number of one cell, with its spread where that is its own.

    >>> import kg
    >>> from kg.numbers.tally import numbers
    >>> amount_of(numbers(kg.load(), "ecto-calreticulin").groups[0].rows[0].cells[0])
    '1.5-2.4-fold'
    """
    quantity = cell.point.quantity
    assert quantity is not None  # noqa: S101 for types only
    own = quantity.there is None or cell.bounds == quantity.bounds
    if cell.bounds is None:
        return "no value printed" if quantity.measure else quantity.text
    interval = quantity.interval if own else quantity.there
    number = interval.text if interval else digits(cell.bounds[0])
    before, after = FORMS[quantity.measure] if quantity.measure else ("", "")
    unit = f" {quantity.unit}" if quantity.unit and quantity.unit != after.strip() else ""
    text = f"{before} {number}{after}{unit}".strip()
    return text + (spread_of(quantity) if own else "")


def spread_of(quantity: Quantity) -> str:
    """Write the error that is printed with a number, in brackets."""
    found = [f"{name} {digits(one)}" for name, one in (("SD", quantity.sd), ("SEM", quantity.sem))
             if one is not None]  # fmt: skip
    found += [f"95 % CI {quantity.ci95.text}"] if quantity.ci95 else []
    return f" ({', '.join(found)})" if found else ""


# -- over an axis ---------------------------------------------------------------------------------


def say_over(graph: Graph, found: Numbers, view: View) -> str:
    """Say where along dose, LET or time the arms part, and how many findings tell no place."""
    name = capital(found.wanted.name) if found.wanted.name else "All quantities"
    head = f"{name} over {facet_name(view.axis)}"
    marks = [mark for panel in view.panels for mark in panel.counted]
    if not marks:
        return f"{head}: no record of this corpus measures it under what was asked."
    silent = sum(mark.slots[0].margin for mark in marks)
    told = [text for panel in view.panels if panel.versus and not panel.differs
            for text in [_parts(graph, panel)] if text]  # fmt: skip
    if not told:
        told = [text for panel in view.panels if not panel.versus
                for text in [_own(graph, panel)] if text]  # fmt: skip
    parts = "; ".join(told[:_MOST]) or "nobody tells one"
    rest = f"; {silent} of {len(marks)} findings state none" if silent and told else ""
    return f"{head}: {parts}{rest}."


def _parts(graph: Graph, panel: Panel) -> str:
    said = _by_word(panel.counted)
    if not said:
        return ""
    words = [say_relation(graph, panel), say_basis(graph, panel.basis)]
    return f"{', '.join(filter(None, words))}: {said}"


def _own(graph: Graph, panel: Panel) -> str:
    arms = dict.fromkeys(mark.arm for mark in panel.counted)
    told = [(arm, _by_word([mark for mark in panel.counted if mark.arm == arm])) for arm in arms]
    return "; ".join(f"{arm_name(graph, arm)} {said}" for arm, said in told if said)


def _by_word(marks: Sequence[Mark]) -> str:
    by_word: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.word and not mark.slots[0].margin:
            by_word.setdefault(mark.word, []).append(mark)
    told = []
    for word, listed in by_word.items():
        studies = {mark.voter for mark in listed if mark.voter}
        slots = sorted({slot for mark in listed for slot in mark.slots})
        count = many(len(studies)) if studies else "a review"
        told.append(f"{say_word(word)} at {say_slots(slots)} ({count})")
    return ", ".join(told)


def say_slots(slots: Iterable[Slot]) -> str:
    """Write places, the unit once.

    >>> say_slots([Slot(False, "Gy", 2, 2, "2 Gy"), Slot(False, "Gy", 4, 4, "4 Gy")])
    '2, 4 Gy'
    """
    listed = list(slots)
    units = [slot.text.partition(" ")[2] for slot in listed]
    if len(set(units)) != 1 or not units[0]:
        return ", ".join(slot.text for slot in listed)
    return f"{', '.join(slot.text.partition(' ')[0] for slot in listed)} {units[0]}"


def say_word(word: str) -> str:
    """Write a level or a sign as a person does."""
    return " or ".join(_SIGNS.get(one, one) for one in word.split(" or "))


_SIGNS = {"+": "raised", "-": "lowered", "0": "unchanged", "affects": "changed"}
_MOST = 3
"""Groups, or comparisons, that one sentence names."""

"""Printed numbers of each quantity, a study a row, as the panel of a question lists them."""

from __future__ import annotations

from typing import Any

from kg import numbers
from kg.graph import Graph


def printed(graph: Graph) -> dict[str, list[dict[str, Any]]]:
    """Give, for each object, the rows of its numbers: study, circumstances, a cell for each arm.

    A cell is (arm, the other arm where the number relates two, the number as printed). A row that
    does not count says why.

    >>> import kg
    >>> printed(kg.load())["ecto-calreticulin"][0]["cells"][0]
    ['carbon-ion-irradiation', '', '1.5-2.4-fold']
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for group in numbers.numbers(graph).groups:
        for row in group.rows:
            one = row.point
            models = [graph.entities[key].label for key in one.evidence.system.models]
            told = (
                ", ".join(models), numbers.endpoint_of(one), one.dose.text if one.dose else "",
                f"{one.let.text} keV/µm" if one.let else "", one.time.text if one.time else "",
            )  # fmt: skip
            studies = [graph.references[key].citation for key in one.evidence.references]
            found.setdefault(group.object, []).append({
                "study": "; ".join(studies), "where": "; ".join(filter(None, told)),
                "basis": group.basis, "silence": row.silence,
                "differs": numbers.say_relation(graph, group) if group.differs else "",
                "cells": [[cell.arm, cell.versus, numbers.amount_of(cell)] for cell in row.cells],
            })  # fmt: skip
    return dict(sorted(found.items()))

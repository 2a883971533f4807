"""Recipes of figures, held against the rest: ids that exist, and fields that fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.curation.document import Document, Place
from kg.curation.record import did_you_mean
from kg.model import Figure

if TYPE_CHECKING:
    from kg.curation.draft import Draft


def check_figure(figure: Figure, document: Document, place: Place, draft: Draft) -> None:
    """Report what is wrong with a recipe; whether it can be drawn is seen when it is drawn."""
    _check_source(figure, document, place)
    for inner, key in _entities(figure):
        if key not in draft.entities and ("entities", key) not in draft.faulty:
            remedy = did_you_mean(key, draft.entities)
            document.report((*place, *inner), f"no entity '{key}'", remedy)
    for number, key in enumerate(figure.without):
        subject, *_, object_ = key.split(".given.")[0].split(".")
        derived = {subject, object_} <= draft.entities.keys()
        if key not in draft.claims and not derived:
            remedy = did_you_mean(key, draft.claims)
            document.report((*place, "without", number), f"no claim '{key}'", remedy)
    _check_zones(figure, document, place)
    if (figure.form in {"mechanism", "numbers"}) == bool(figure.columns):
        cause = f"form is {figure.form}"
        remedy = "a matrix has columns, a mechanism none, nor have numbers"
        document.report((*place, "columns"), cause, remedy)
    if len(figure.panels) == 1:
        document.report((*place, "panels"), "one panel", "give two, or none")


def _check_source(figure: Figure, document: Document, place: Place) -> None:
    given = [name for name in SOURCES if getattr(figure, name)]
    if len(given) != 1:
        cause = f"made of {' and '.join(given) or 'nothing'}"
        document.report((*place, *given[1:2]), cause, f"give one of {', '.join(SOURCES)}")
    if (figure.form == "numbers") != bool(figure.numbers):
        cause = f"form is {figure.form}"
        document.report((*place, "numbers"), cause, "numbers go with the form numbers alone")
    if figure.over and not figure.numbers:
        document.report((*place, "over"), "an axis of nothing", "say of which numbers")
    if figure.form != "mechanism" and figure.chain:
        document.report((*place, "chain"), "a matrix of a chain", "list its rows under entities")


def _entities(figure: Figure) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str]] = []
    for name in ("entities", "exposures", "emphasis"):
        found += [((name, n), key) for n, key in enumerate(getattr(figure, name))]
    for name in ("labels", "pins"):
        found += [((name, key), key) for key in getattr(figure, name)]
    if figure.chain:
        found += [(("chain", "start"), figure.chain.start), (("chain", "end"), figure.chain.end)]
        for name in ("through", "avoid"):
            listed = getattr(figure.chain, name)
            found += [(("chain", name, n), key) for n, key in enumerate(listed)]
        if figure.chain.versus:
            found.append((("chain", "versus"), figure.chain.versus))
    for n, panel in enumerate(figure.panels):
        found.append((("panels", n, "exposure"), panel.exposure))
    for n, zone in enumerate(figure.compartments):
        for name in ("holds", "nucleus", "membrane"):
            listed = getattr(zone, name)
            found += [(("compartments", n, name, m), key) for m, key in enumerate(listed)]
    for n, column in enumerate(figure.columns):
        for name in ("subjects", "versus"):
            listed = getattr(column, name)
            found += [(("columns", n, name, m), key) for m, key in enumerate(listed)]
    return found


def _check_zones(figure: Figure, document: Document, place: Place) -> None:
    seen: dict[str, str] = {}
    names = [zone.id for zone in figure.compartments]
    for n, zone in enumerate(figure.compartments):
        inner = (*place, "compartments", n)
        if names.index(zone.id) < n:
            document.report((*inner, "id"), f"'{zone.id}' twice", "rename one")
        if zone.below is not None and zone.below not in names[:n]:
            remedy = "name a compartment listed before this one"
            document.report((*inner, "below"), f"no '{zone.below}' above", remedy)
        for name in ("holds", "nucleus", "membrane"):
            for m, key in enumerate(getattr(zone, name)):
                if key in seen:
                    cause = f"'{key}' stands in '{seen[key]}' already"
                    document.report((*inner, name, m), cause, "keep it in one place")
                seen.setdefault(key, zone.id)


SOURCES = ("entities", "chain", "query", "numbers")
"""Of what a figure is made: one of these."""

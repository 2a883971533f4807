"""The best part of what was asked, where the whole does not fit into one picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.figures.link import Link
from kg.figures.selection import Selection


def best_part(selection: Selection, most: int) -> Selection:
    """Keep at most so many entities: those that most lines and studies join to others.

    What is taken away is told in `dropped`. What then stands alone goes as well.
    """
    while len(selection.entities) > most:
        worth = _worth(selection)
        order = {key: place for place, key in enumerate(selection.entities)}
        weakest = min(selection.entities, key=lambda key: (worth[key], -order[key]))
        selection = _without(selection, {weakest})
        alone = {key for key, value in _worth(selection).items() if value == (0, 0)}
        if alone and len(selection.entities) - len(alone) >= _FEWEST:
            selection = _without(selection, alone)
    return selection


def can_shrink(selection: Selection) -> bool:
    """Tell whether a part would still be a picture."""
    return len(selection.entities) > _FEWEST


def say_part(selection: Selection, names: Mapping[str, str]) -> str:
    """Say what is shown of what was asked, and what is left out; nothing where all is shown.

    >>> say_part(Selection(("a",), (), (), dropped=("b",)), {"b": "IL-2"})
    'Shown are 1 of 2, those with most lines and studies; for want of room not IL-2.'
    """
    said = []
    if selection.dropped:
        count = len(selection.entities) + len(selection.dropped)
        said.append(
            f"Shown are {len(selection.entities)} of {count}, those with most lines and studies; "
            f"for want of room not {_listed(selection.dropped, names)}."
        )
    if selection.alone:
        said.append(f"Nothing here joins {_listed(selection.alone, names)} to the others.")
    return " ".join(said)


def _listed(keys: Sequence[str], names: Mapping[str, str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(names[key] for key in keys[:_NAMED]) + more


def _worth(selection: Selection) -> Mapping[str, tuple[int, int]]:
    """Count the lines of each entity, and the studies behind them and its comparisons."""
    lines, studies = Counter[str](), Counter[str]()
    for link in selection.links:
        for key in (link.subject, link.object):
            lines[key] += 1
            studies[key] += 1 + link.votes
    marks: Sequence[tuple[str, int]] = [
        *((link.object, link.votes) for link in selection.folded),
        *((one.object, one.weight.votes) for one in selection.compared),
    ]
    for key, votes in marks:
        studies[key] += 1 + votes
    return {key: (lines[key], studies[key]) for key in selection.entities}


def _without(selection: Selection, keys: set[str]) -> Selection:
    def stays(link: Link) -> bool:
        return not {link.subject, link.object, *link.given} & keys

    return replace(
        selection,
        entities=tuple(key for key in selection.entities if key not in keys),
        links=tuple(filter(stays, selection.links)),
        folded=tuple(filter(stays, selection.folded)),
        compared=tuple(one for one in selection.compared if one.object not in keys),
        dropped=(*selection.dropped, *(key for key in selection.entities if key in keys)),
    )


_FEWEST = 3
_NAMED = 4

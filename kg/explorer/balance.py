"""The first view by question: what each arm does to each module, and where a module leads.

Verdicts are sorted here into the boxes in which they count; the page counts those that its filters
let pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.explorer.modality import Arm, arm_of
from kg.graph import Graph


def balances(
    graph: Graph, found: Sequence[Mapping[str, Any]], modalities: Mapping[str, Arm]
) -> dict[str, dict[str, Any]]:
    """Name, for each module, the verdicts of each of the first two arms and those between them.

    `arms` has a list for each arm, `compared` the verdicts between the two, `partners` those
    between a treatment of the module that contains the one and another that contains the other,
    as (id, whether the other is named first). Nothing that is only derived counts.

    >>> import kg
    >>> from kg.explorer.badge import judged
    >>> from kg.explorer.modality import arms
    >>> graph = kg.load()
    >>> told = balances(graph, judged(graph, arms(graph)), arms(graph))
    >>> len(told["combination-therapy"]["partners"]) > 0
    True
    """
    _, module_of = graph.divided
    pair = list(graph.first_pair)
    told: dict[str, dict[str, Any]] = {
        key: {"arms": {arm: [] for arm in pair}, "compared": [], "partners": []}
        for key in graph.divided[0]
    }
    for one in found:
        mine, other = one["exposure"], one["comparator"]
        if one["given"] or len(pair) < 2:
            continue
        if not other:
            if mine in pair:
                told[module_of[one["object"]]]["arms"][mine].append(one["id"])
        elif [mine, other] == pair:
            told[module_of[one["object"]]]["compared"].append(one["id"])
        elif module_of.get(mine) == module_of.get(other):
            holds = [arm_of(key, graph, modalities) for key in (mine, other)]
            if sorted(map(str, holds)) == sorted(pair) and not {mine, other} & set(pair):
                told[module_of[mine]]["partners"].append([one["id"], holds != pair])
    return told


def ways(graph: Graph, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Name where each module leads: the best supported way out of it, and the way to the end.

    A way is all that entities of one module do to those of another, the arms apart; it is as well
    supported as there are independent studies behind it. `last` marks the module of the outcomes.
    """
    modules, module_of = graph.divided
    behind: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in found:
        here, there = module_of[one["exposure"]], module_of[one["object"]]
        if one["comparator"] or one["given"] or here == there:
            continue
        if one["exposure"] not in graph.arms and one["object"] not in graph.arms:
            behind.setdefault((here, there), []).append(one)
    last = graph.lanes[-1] if len(graph.lanes) > 1 else ""
    told = []
    for key in modules:
        if modules[key].compartment == last:
            continue
        out = [pair for pair in behind if pair[0] == key]
        best = min(out, key=lambda pair: (-_studies(behind[pair]), -len(behind[pair]), pair),
                   default=None)  # fmt: skip
        for pair in sorted(out):
            ending = modules[pair[1]].compartment == last
            if pair == best or ending:
                told.append({
                    "from": pair[0], "to": pair[1], "best": pair == best, "last": ending,
                    "verdicts": [one["id"] for one in behind[pair]],
                })  # fmt: skip
    return told


def _studies(listed: Sequence[Mapping[str, Any]]) -> int:
    return len({study for one in listed for side in one["sides"] for study in side["studies"]})

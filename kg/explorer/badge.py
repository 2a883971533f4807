"""Badges: what the arms do to a node, and how two of them compare there, folded into the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.explorer.modality import Arm
from kg.graph import Graph
from kg.model.vocabulary import TURNED
from kg.reasoning import MARKS, verdicts
from kg.votes import record_key


def judged(graph: Graph, modalities: Mapping[str, Arm]) -> list[dict[str, Any]]:
    """Every verdict, its sides and what does not vote; arms compared read in their order."""
    found = []
    for effects in (False, True):
        for one in verdicts(graph, effects=effects):
            topic = one.topic
            mine, other = modalities.get(topic.exposure), modalities.get(topic.comparator)
            turned = bool(mine and other and mine.rank > other.rank)
            turn: Mapping[str, str] = TURNED if turned else {}
            exposure, comparator = topic.exposure, topic.comparator
            found.append({
                "id": ":".join(["verdict", exposure, comparator or "alone", topic.object,
                                *one.basis, *(f"given.{key}" for key in topic.given)]),
                "object": topic.object,
                "exposure": comparator if turned else exposure,
                "comparator": exposure if turned else comparator,
                "given": topic.given,
                "basis": one.basis,
                "direction": turn.get(one.direction, one.direction),
                "studies": one.studies,
                "reviews": one.by_reviews,
                "manner": None if turned else one.manner,
                "kind": one.weighing.kind or "",
                "explained": [list(facets) for facets in one.weighing.explanations],
                "missing": [
                    [facet, [graph.references[key].citation for key in papers]]
                    for facet, papers in one.weighing.missing
                ],
                "sides": [
                    {
                        "outcome": [turn.get(level, level) for level in side.outcome],
                        "studies": [
                            " or ".join(graph.references[key].citation for key in voter)
                            for voter in side.studies
                        ],
                        "records": _records(side.observations),
                    }
                    for side in one.sides
                ],
                "silent": [
                    [record_key(silence.observation), silence.reason] for silence in one.silent
                ],
            })  # fmt: skip
    return found


def badges(
    graph: Graph, found: Sequence[Mapping[str, Any]], modalities: Mapping[str, Arm]
) -> dict[str, list[dict[str, Any]]]:
    """Give each node its badges: first what each arm does, then each pair of arms by basis."""
    carried: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        arms = [modalities.get(key) for key in (one["exposure"], one["comparator"]) if key]
        if one["given"] or not all(arms):
            continue
        letters = [arm.letter for arm in arms if arm]
        carried.setdefault(one["object"], []).append({
            "id": one["id"],
            "arms": [key for key in (one["exposure"], one["comparator"]) if key],
            "letters": letters,
            "mark": MARKS[one["direction"]],
            "basis": "".join(str(graph.manifest.basis(name).mark) for name in one["basis"])
            if one["comparator"] else "",
            "conflict": one["direction"] in OPEN or bool(one["kind"]),
            "width": _width(letters),
            "rank": [len(letters), *(arm.rank for arm in arms if arm), one["basis"]],
        })  # fmt: skip
    for listed in carried.values():
        listed.sort(key=lambda badge: (badge["rank"], badge["id"]))
        for badge in listed:
            del badge["rank"]
    return carried


def _width(letters: Sequence[str]) -> float:
    """Give a badge the room that its letters need."""
    many = len("".join(letters))
    return 32.0 + 10.0 * max(2, many) if len(letters) > 1 else 34.0 + 9.0 * (many - 1)


def _records(observations: Sequence[Any]) -> list[str]:
    return sorted({record_key(one) for one in observations})


OPEN = ("conflicting", "condition-dependent", "undecidable")

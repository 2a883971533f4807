"""Badges: what the beams do to a node, and how two of them compare there, folded into the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.explorer.modality import Arm
from kg.graph import Graph
from kg.reasoning import verdicts


def judged(graph: Graph, modalities: Mapping[str, Arm]) -> list[dict[str, Any]]:
    """Every verdict, its sides and what does not vote; beams compared always read carbon first."""
    found = []
    for effects in (False, True):
        for one in verdicts(graph, effects=effects):
            topic = one.topic
            mine, other = modalities.get(topic.exposure), modalities.get(topic.comparator)
            turned = bool(mine and other and mine.rank > other.rank)
            turn = _TURNED if turned else {}
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
                    [_record(silence.observation), silence.reason] for silence in one.silent
                ],
            })  # fmt: skip
    return found


def badges(
    found: Sequence[Mapping[str, Any]], modalities: Mapping[str, Arm]
) -> dict[str, list[dict[str, Any]]]:
    """Give each node its badges: first what each beam does, then each pair of beams by basis."""
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
            "mark": _MARKS.get(one["direction"], "?"),
            "basis": "".join(_BASIS[name] for name in one["basis"]) if one["comparator"] else "",
            "conflict": one["direction"] in OPEN or bool(one["kind"]),
            "width": (52.0 if len("".join(letters)) < 3 else 62.0) if one["comparator"] else 34.0,
            "rank": [len(letters), *(arm.rank for arm in arms if arm), one["basis"]],
        })  # fmt: skip
    for listed in carried.values():
        listed.sort(key=lambda badge: (badge["rank"], badge["id"]))
        for badge in listed:
            del badge["rank"]
    return carried


def _records(observations: Sequence[Any]) -> list[str]:
    return sorted({_record(one) for one in observations})


def _record(observation: Any) -> str:
    support = observation.support
    return f"{support.claim}#{support.evidence.id}"


OPEN = ("conflicting", "condition-dependent", "undecidable")
_TURNED = {"higher": "lower", "lower": "higher"}
_MARKS = {
    "higher": ">", "lower": "<", "similar": "=", "increases": "+", "decreases": "-",
    "does_not_change": "0", "conflicting": "≠", "condition-dependent": "±", "undecidable": "?",
}  # fmt: skip
_BASIS = {"isodose": "D", "isoeffective": "E", "unspecified": "?"}

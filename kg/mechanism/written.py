"""The signed network as others read it: a file for `kg.paths`, plain values for the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.graph import Graph
from kg.mechanism.circumstance import Circumstance, members
from kg.mechanism.network import Step, beams_of, build_network, write_network
from kg.mechanism.where import Where
from kg.model import Entity

__all__ = ["network_table", "write_network"]


def network_table(graph: Graph) -> dict[str, Any]:
    """Write out every step with its findings, where each holds, and what speaks against it.

    `regions` lists each circumstance once, as its named facets and its intervals; open ends of an
    interval are None. What speaks against a step depends on the records that are let in, so `only`
    gives, for each single setting, the steps that differ by number and those that are added.
    `beams` are, for every treatment, the sets of beams that it stands for.

    >>> import kg
    >>> table = network_table(kg.load())
    >>> ["of", "trex1", "trex1-expression"] in [[s[3], s[0], s[2]] for s in table["steps"]]
    True
    """
    regions = _Regions()
    whole = build_network(graph).steps
    rows = [_row(step, regions) for step in whole]
    settings = sorted({evidence.system.setting for _, evidence in graph.evidence()})
    only = {setting: _alone(graph, setting, whole, regions) for setting in settings}
    beams = {key: _beams(key, graph.entities) for key in graph.entities}
    return {
        "steps": rows,
        "regions": regions.listed,
        "only": only,
        "beams": {key: found for key, found in beams.items() if found},
    }


def _row(step: Step, regions: _Regions) -> list[Any]:
    return [
        step.subject, step.sign, step.object, step.relation,
        [
            [f"{one.support.claim}#{one.support.evidence.id}", 1 if one.support.derivation else 0,
             regions.number(one.holds), regions.numbers(one.silenced)]
            for one in step.findings
        ],
        regions.numbers(step.against), 1 if step.refuted else 0, step.general or "",
    ]  # fmt: skip


def _alone(
    graph: Graph, setting: str, whole: Iterable[Step], regions: _Regions
) -> dict[str, Any]:
    narrow = {
        step.key: step for step in build_network(graph, Where(settings=frozenset({setting}))).steps
    }
    changed: dict[str, Any] = {}
    for number, step in enumerate(whole):
        other = narrow.pop(step.key, None)
        if other is None or not other.findings:
            continue
        let_in = [one for one in step.findings if one.support.evidence.system.setting == setting]
        silenced = [regions.numbers(one.silenced) for one in other.findings]
        against = regions.numbers(other.against)
        if (silenced, against) != (
            [regions.numbers(one.silenced) for one in let_in], regions.numbers(step.against)
        ):  # fmt: skip
            changed[str(number)] = [against, silenced]
    return {"changed": changed, "added": [_row(step, regions) for step in narrow.values()]}


def _beams(treatment: str, entities: Mapping[str, Entity]) -> list[list[str]]:
    return [sorted(members(beam, entities)) for beam in sorted(set(beams_of(treatment, entities)))]


class _Regions:
    """Circumstances, each numbered once."""

    def __init__(self) -> None:
        self._numbers: dict[Circumstance, int] = {}

    def number(self, region: Circumstance) -> int:
        return self._numbers.setdefault(region, len(self._numbers))

    def numbers(self, regions: Iterable[Circumstance]) -> list[int]:
        return sorted({self.number(one) for one in regions})

    @property
    def listed(self) -> list[Any]:
        return [
            [
                {facet: sorted(values) for facet, values in region.kinds},
                {facet: [_finite(low), _finite(high)] for facet, (low, high) in region.ranges},
            ]
            for region in self._numbers
        ]


def _finite(bound: float) -> float | None:
    return None if bound in (float("inf"), float("-inf")) else bound

"""What the page needs to read a chain against another exposure as `kg chains --versus` does."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from kg.graph import Graph
from kg.mechanism.beam import beam_sets, region_of, upwards
from kg.mechanism.circumstance import Circumstance, circumstance
from kg.mechanism.where import named_facets, read_where
from kg.mechanism.written import plain_region, runs
from kg.model import Evidence
from kg.model.vocabulary import TURNED
from kg.votes import observe, poll


def contrasted_table(graph: Graph, offered: Mapping[str, Any]) -> dict[str, Any]:
    """Write out every comparison that votes, in the order in which they are polled.

    `rows`: exposure, comparator, object, bases, levels, papers, region (-1: speaks of no single
    beam). `covered`: for each wish of `network_table`, the rows that can hold there, as runs.
    `wider`: what an arm is a kind of, the nearest first. `starts`: the region of the beams that an
    arm is or contains (-1: they exclude each other).

    >>> import kg
    >>> from kg.mechanism.written import network_table
    >>> graph = kg.load()
    >>> table = contrasted_table(graph, network_table(graph)["offered"])
    >>> table["rows"][0][0] in table["starts"], "||" in table["covered"]
    (True, True)
    """
    regions: dict[Circumstance | None, int] = {None: -1}
    rows: list[list[Any]] = []
    records: list[Evidence] = []
    for topic, observations in observe(graph).items():
        if topic.given or not topic.comparator:
            continue
        for one in poll(observations).voting:
            record = one.support.evidence
            levels = sorted({TURNED[TURNED[level]] for level in one.outcomes})
            papers = list(dict.fromkeys(one.studies or one.reviews))
            where = regions.setdefault(
                circumstance(
                    record.conditions, beams=beam_sets(graph, record.conditions.co_treatment),
                    irradiated=record.irradiated,
                ),
                len(regions) - 1,
            )  # fmt: skip
            rows.append([topic.exposure, topic.comparator, topic.object, list(one.basis), levels,
                         papers, where])  # fmt: skip
            records.append(record)
    arms = {arm for row in rows for arm in row[:2]}
    wider = {key: up for key in graph.entities if (up := upwards(key, graph.entities))
             and (key in arms or arms & {*up})}  # fmt: skip
    starts = {
        key: regions.setdefault(region_of(graph, (key,)), len(regions) - 1)
        for key in sorted(arms | {*wider})
    }
    named = named_facets(graph)
    covered = {}
    wishes = product(*(offered[name] for name in ("facet", "setting", "basis")))
    for facet, setting, basis in wishes:
        asked = [f"{offered['name']}={facet}"] * bool(facet) + [f"basis={basis}"] * bool(basis)
        wish = read_where(asked, [setting] * bool(setting), graph.entities, named)
        covered["|".join((facet, setting, basis))] = runs(
            [place for place, record in enumerate(records) if wish.covers(record)]
        )
    return {
        "rows": rows, "covered": covered, "wider": wider, "starts": starts,
        "regions": [plain_region(one) for one in regions if one is not None],
    }  # fmt: skip

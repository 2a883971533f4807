"""Items of answers: verdicts, records, chains and what else, as data without empty fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from kg.graph import Graph
from kg.mechanism import Chain
from kg.reasoning import Verdict
from kg.show import Sheet
from kg.statement import Part, Testimony, witness
from kg.tools.reply import Item, bare
from kg.votes import Observation, Silence


def record_item(told: Testimony, stands: str = "") -> Item:
    """Write a record: its papers with DOIs, where it was read, basis, dose, checks, layer."""
    said = asdict(told)
    papers = [_paper(paper) for paper in said.pop("papers")]
    read_in, places = said.pop("read_in"), said.pop("locator")
    return bare({
        "kind": "record", "stands": stands, **said, "papers": papers,
        "read_in": bare({"key": read_in["key"], "citation": read_in["citation"],
                         "doi": read_in["doi"], "places": places}),
        "conditions": dict(told.conditions),
        "checks": [bare(check) for check in said["checks"]],
        "basis": " or ".join(told.basis), "dose": told.dose or "not stated",
        "check": told.checks[-1]["outcome"] if told.checks else "not checked",
    })  # fmt: skip


def _paper(said: Item) -> Item:
    """Write a paper; a DOI says where it is found."""
    return bare({**said, "address": "" if said["doi"] else said["address"]})


def records_of_parts(graph: Graph, parts: Iterable[Part]) -> Iterator[Item]:
    """Write every record of some questions with the side of the statement on which it stands."""
    for part in parts:
        for stands, one in part.records:
            yield record_item(witness(graph, one), stands)


def records_of(graph: Graph, found: Iterable[Verdict]) -> Iterator[Item]:
    """Write every record behind verdicts or conflicts once, those that vote first."""
    listed = list(found)
    voting: list[Observation | Silence] = [
        one for verdict in listed for side in verdict.sides for one in side.observations
    ]
    silent = [one for verdict in listed for one in verdict.silent]
    seen: set[tuple[object, object]] = set()
    for one in (*voting, *silent):
        own = one.observation if isinstance(one, Silence) else one
        key = own.topic, own.support.key
        if key not in seen:
            seen.add(key)
            yield record_item(witness(graph, one))


def rows_of(sheet: Sheet, kind: str, drop: Iterable[str] = ()) -> Iterator[Item]:
    """Write the rows of a table as items of a kind."""
    left = set(drop)
    for row in sheet.rows:
        cells = zip(sheet.columns, row, strict=True)
        said = {"is" if name == "kind" else name: cell for name, cell in cells if name not in left}
        yield bare({"kind": kind, **said})


def chain_item(graph: Graph, chain: Chain, place: int) -> Item:
    """Write a chain: its nodes, its sign, and per step who showed it."""
    steps = []
    for link in chain.links:
        step = link.step
        papers = [{"key": key, "doi": graph.references[key].doi or ""} for key in link.references]
        steps.append(bare({
            "from": step.subject, "to": step.object, "sign": step.sign,
            "studies": link.studies if step.counts else None,
            "true_by": "" if step.counts else step.relation, "doubts": link.doubts,
            "papers": [bare(paper) for paper in papers[:4]],
        }))  # fmt: skip
    return bare({
        "kind": "chain", "number": place, "seen": "directly" if chain.seen else "by steps",
        "sign": chain.sign, "goes": " -> ".join(graph.entities[key].label for key in chain.nodes),
        "weakest_step_studies": chain.weakest, "against_what_was_seen": bool(chain.opposed),
        "steps": steps,
    })  # fmt: skip


def records_of_chains(graph: Graph, chains: Iterable[Chain]) -> Iterator[Item]:
    """Write the records behind chains, each once, in order of the chains."""
    seen: set[object] = set()
    for chain in chains:
        for link in chain.links:
            for finding in link.findings:
                key = finding.observation.topic, finding.support.key
                if key not in seen:
                    seen.add(key)
                    yield record_item(witness(graph, finding.observation))

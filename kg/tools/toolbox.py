"""The tools at work on one graph: arguments in, a bounded answer out."""

from __future__ import annotations

import contextlib
import json
import threading
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from kg import reasoning
from kg.errors import KgError, RequestError, TakenAs
from kg.find import find_paper
from kg.graph import Graph
from kg.inquiry import Library
from kg.mechanism import chains, say_chains
from kg.numbers import numbers, say_numbers
from kg.show import answers
from kg.statement import OUTCOMES, check_statement, every_record, say_checked, witness
from kg.tools.argument import read_arguments
from kg.tools.item import (
    chain_item,
    record_item,
    records_of,
    records_of_chains,
    records_of_parts,
    rows_of,
)
from kg.tools.listing import TOOLS
from kg.tools.reply import Item, Origin, Reply, bare, origin_of, written
from kg.votes import Observation, Silence, many

Answers = Callable[..., Reply]


class Toolbox:
    """Answers calls of tools from a graph, one at a time; `RequestError` for what it cannot.

    >>> import kg
    >>> box = Toolbox(kg.load())
    >>> box.call("check_statement", {"statement": "carbon ions raise HMGB1 release"})["outcome"]
    'supported'
    """

    def __init__(self, graph: Graph) -> None:
        """Take a graph; its library and its digest are made when first asked for."""
        self.graph = graph
        self._one_at_a_time = threading.Lock()
        self._tools: dict[str, Answers] = {
            "find": self._find, "evidence": self._evidence, "verdict": self._verdict,
            "conflicts": self._conflicts, "chains": self._chains, "what_if": self._what_if,
            "gaps": self._gaps, "check_statement": self._check_statement, "numbers": self._numbers,
        }  # fmt: skip

    @cached_property
    def origin(self) -> Origin:
        """Of which state of which graph all answers are."""
        return origin_of(self.graph)

    @cached_property
    def _library(self) -> Library:
        return Library(self.graph)

    def call(self, name: str, arguments: Any = None) -> Item:
        """Answer one call, within its bytes, as JSON has it: lists, texts, numbers."""
        tool = next((one for one in TOOLS if one.name == name), None)
        if tool is None:
            raise RequestError(f"no such tool: there are {', '.join(one.name for one in TOOLS)}")
        given = read_arguments(name, tool.every, arguments)
        detail, cursor = given.pop("detail", False), given.pop("cursor", None)
        with self._one_at_a_time, warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", TakenAs)
            try:
                reply = self._tools[name](**given)
            except KgError as error:
                raise RequestError(" ".join(str(error).split())) from None
        taken = [str(one.message) for one in told if issubclass(one.category, TakenAs)]
        reply = replace(reply, notes=tuple(dict.fromkeys((*reply.notes, *taken))))
        found: Item = json.loads(
            json.dumps(written(reply, self.origin, cursor=cursor, detail=detail))
        )  # fmt: skip
        return found

    def warm(self) -> None:
        """Call every tool once, so that all it needs is at hand: imported, and computed once."""
        one = next((one for one in self.graph.claims.values() if one.subject != one.object), None)
        start, end = (one.subject, one.object) if one else ("", "")
        asked: dict[str, Item] = {
            "find": {"words": end}, "conflicts": {}, "chains": {"start": start, "end": end},
            "what_if": {"block": [start], "outcomes": [end]}, "gaps": {"about": end},
            "check_statement": {"statement": f"{start} raises {end}"},
        }  # fmt: skip
        for tool in TOOLS:
            with contextlib.suppress(RequestError):
                self.call(tool.name, asked.get(tool.name, {"about": end}))

    def _find(self, words: str) -> Reply:
        found = answers.hits(self._library, words, 40)
        exact = [
            bare({"kind": "meant", "id": one.id, "label": one.label, "is": one.kind,
                  "how": one.how, "reason": one.reason})
            for one in self.graph.finder.find(words, near=False)
        ]  # fmt: skip
        return Reply(found.sentence, [*exact, *rows_of(found.sheets[0], "hit")], {},
                     () if found.sheets[0].rows or exact else found.remarks)  # fmt: skip

    def _evidence(self, about: str, versus: str | None = None) -> Reply:
        graph = self.graph
        title, fits = self._what(about)
        other = graph.find(versus).id if versus else None
        found = [one for one in every_record(graph) if fits(_seen(one))
                 and other in (None, _seen(one).topic.comparator, _seen(one).topic.exposure)]
        items = [record_item(witness(graph, one)) for one in found]
        voting = sum(item["votes"] for item in items)
        said = f"{title}: {many(len(items), 'record', 'records')} here, {voting} of them vote."
        return Reply(said, items, {})

    def _what(self, about: str) -> tuple[str, Callable[[Observation], bool]]:
        """Say what words name, a claim, a paper or a thing, and tell its records."""
        graph = self.graph
        if about in graph.claims:
            return about, lambda one: one.support.claim == about
        if paper := find_paper(graph, about):
            key = paper.id
            return paper.citation, lambda one: key in one.cited
        entity = graph.find(about)
        of = {entity.id} | {key for key, one in graph.entities.items() if one.of == entity.id}
        return entity.label, lambda one: not of.isdisjoint(
            (one.topic.object, one.topic.exposure, one.topic.comparator)
        )

    def _verdict(self, about: str, versus: str | None = None, basis: str | None = None) -> Reply:
        graph = self.graph
        found = answers.verdicts(graph, about, versus=versus, basis=basis)
        compared = reasoning.verdicts(graph, about, versus=versus, basis=basis)
        alone = reasoning.verdicts(graph, about, effects=True) if not (versus or basis) else ()
        key = graph.find(about).id
        alone = tuple(one for one in alone if one.topic.exposure != key) or alone
        items = [*rows_of(found.sheets[0], "verdict", ("given",)),
                 *rows_of(found.sheets[1], "effect", ("given",)),
                 *records_of(graph, (*compared, *alone))]  # fmt: skip
        return Reply(found.sentence, items, {})

    def _conflicts(self, about: str | None = None) -> Reply:
        found = answers.conflicts(self.graph, about)
        items = list(rows_of(found.sheets[0], "conflict", ("given",)))
        if about:
            opposed = {(one.topic.object, one.topic.exposure, one.topic.comparator)
                       for one in reasoning.conflicts(self.graph, about)}  # fmt: skip
            everything = (*reasoning.verdicts(self.graph, about),
                          *reasoning.verdicts(self.graph, about, effects=True))  # fmt: skip
            behind = (one for one in everything if (
                one.topic.object, one.topic.exposure, one.topic.comparator) in opposed)
            items += records_of(self.graph, behind)
        return Reply(found.sentence, items, {})

    def _chains(self, start: str, end: str, **limits: Any) -> Reply:
        found = chains(self.graph, start, end, **{"max_length": 4, **limits})
        items = [chain_item(self.graph, one, n) for n, one in enumerate(found.chains[:MOST], 1)]
        items += records_of_chains(self.graph, found.chains[:5])
        items += [record_item(witness(self.graph, one.observation)) for one in found.nulls]
        sign = {"+": "raises", "-": "lowers", None: "not decided"}[found.sign]
        more = len(found.chains) - MOST
        notes = (f"{more} more chains: name 'through' or 'avoid'",) if more > 0 else ()
        return Reply(say_chains(self.graph, found), items, {"sign": sign}, notes)

    def _what_if(self, **asked: Any) -> Reply:
        found = answers.what_if(self.graph, **asked, max_length=4)
        return Reply(found.sentence, list(rows_of(found.sheets[0], "outcome")), {})

    def _gaps(self, about: str | None = None, **arms: Any) -> Reply:
        found = answers.gaps(self.graph, about, **arms)
        kinds = {"gaps": "gap", "experiments": "experiment"}
        items = [item for sheet in found.sheets
                 for item in rows_of(sheet, kinds.get(sheet.name, "stated as open"))]  # fmt: skip
        return Reply(found.sentence or " ".join(found.remarks), items, {}, found.remarks)

    def _check_statement(self, statement: str, **limits: Any) -> Reply:
        found = check_statement(self.graph, statement, **limits)
        sheet = answers.checked(self.graph, statement, **limits)
        facts = dict(sheet.facts)
        told = {key: facts[key] for key in ("outcome", "depends_on", "ask")}
        read = {key: facts[key] for key in ("subject", "object", "versus", "true_if", "basis",
                                            "where", "systems", "not_understood")}  # fmt: skip
        items = [bare({"kind": "read as", "meaning": OUTCOMES[found.outcome], **read}),
                 *rows_of(sheet.sheets[0], "question"),
                 *records_of_parts(self.graph, found.parts)]  # fmt: skip
        return Reply(say_checked(self.graph, found), items, told)

    def _numbers(self, about: str, **limits: Any) -> Reply:
        graph = self.graph
        found = numbers(graph, about, **limits)
        sheets = answers.numbers(graph, about, **limits).sheets
        items = [item for sheet in sheets for item in rows_of(sheet, sheet.name.rstrip("s"))]
        seen: dict[object, Observation] = {
            one.observation.support.key: one.observation
            for one in sorted(found.points, key=lambda one: not one.number)
        }  # those that print a number first
        items += [record_item(witness(graph, one)) for one in seen.values()]
        return Reply(say_numbers(graph, found), items, {})


def _seen(one: Observation | Silence) -> Observation:
    return one.observation if isinstance(one, Silence) else one


MOST = 40
"""Chains that are told; more are counted."""

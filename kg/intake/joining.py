"""Statements of another program to records of a layer: grounded, cited, and looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.curation import Document, read_record
from kg.errors import Problem, RequestError, TableError
from kg.escape import terminal
from kg.graph import Graph
from kg.intake.grounding import Grounding
from kg.intake.said import Left, Paper, Said, Thing
from kg.intake.table import Intake, Record
from kg.model import Claim
from kg.model.letters import without_unfit


@dataclass
class Joining:
    """Makes records of statements, and keeps what they cite and name.

    `source` is the key of the file itself, as the document in which all was read.
    """

    path: Path
    ground: Grounding
    left: Left
    source: str
    records: list[Record] = field(default_factory=list)
    worded: int = 0
    cited: dict[str, dict[str, Any]] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)
    _taken: Counter[str] = field(default_factory=Counter)
    _papers: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the papers of the graph."""
        for key, one in self.graph.references.items():
            for kind, name in (("pmid", one.pmid), ("doi", one.doi), ("pmcid", one.pmcid)):
                if name:
                    self._papers[kind, name.casefold()] = key

    @property
    def graph(self) -> Graph:
        """The graph that the layer lies on."""
        return self.ground.graph

    def join(self, said: Iterable[Said]) -> Intake:
        """Take every statement whose things are known, or may be made; the rest is counted."""
        for one in said:
            self._take(one)
            if len(self.records) > MOST:
                raise RequestError(f"'{self.path}' gives more than {MOST} records: split it, or "
                                   "take what the corpus knows, without --new-things")  # fmt: skip
        used = {str(name) for record in self.records for name in _cited(record)}
        cited = [self.cited[key] for key in sorted(used & set(self.cited))]
        return Intake(tuple(self.records), (), tuple(cited), tuple(self._notes()),
                      tuple(self.ground.made.values()))  # fmt: skip

    def _take(self, one: Said) -> None:
        things = {"subject": one.subject, "object": one.object}
        if one.versus:
            things["versus"] = one.versus.arm
        found = {name: self.ground.find(thing) for name, thing in things.items()}
        if not all(found.values()):
            if self.ground.new:
                found = {name: self.ground.give(thing) for name, thing in things.items()}
            lost = [things[name] for name, key in found.items() if not key]
            if lost:
                self._lose(lost, one.row)
                return
        if found["subject"] == found["object"]:
            self.left.out("statements of a thing about itself", one.row)
            return
        claim: dict[str, Any] = {"subject": found["subject"], "predicate": one.predicate,
                                 "object": found["object"]}  # fmt: skip
        if one.action:
            claim["action"] = one.action
        evidence = self._evidence(one, found)
        name = ".".join(map(str, (claim[part] for part in ("subject", "predicate", "object"))))
        evidence = {"id": self._id(name, evidence), **evidence}
        self._hold(claim, evidence, one.row)
        self.records.append(Record(claim, evidence, one.row))

    def _lose(self, lost: Iterable[Thing], row: int) -> None:
        self.left.out("statements about things that the corpus does not have", row)
        for thing in lost:
            if thing.words in self.unknown or len(self.unknown) < MANY:
                self.unknown[thing.words[:80]] += 1

    def _evidence(self, one: Said, found: Mapping[str, str | None]) -> dict[str, Any]:
        keys = list(dict.fromkeys(self._paper(paper) for paper in one.papers))
        told: Any = one.own.get("references")
        keys = list(told) if told else keys or [self.source]
        organism = self.ground.find(Thing((one.organism,))) if one.organism else None
        if one.organism and not organism:
            self.left.out("organisms that the corpus does not have", one.row)
        system = {"setting": one.setting, **({"organism": organism} if organism else {})}
        system |= {name: one.own[name] for name in ("organism", "models") if one.own.get(name)}
        made: dict[str, Any] = {
            "references": keys, "read_in": one.own.get("read_in") or self.source,
            "locator": one.own.get("locator") or ["full-text"], "certainty": one.certainty,
            "system": system, "status": "draft",
            "summary": self._summary(one),
        }  # fmt: skip
        if len(keys) > 1:
            made["attribution"] = "collective"
        if re.fullmatch(r"ECO:[0-9]{7}", one.evidence_type):
            made["evidence_type"] = one.evidence_type
        elif one.evidence_type:
            self.left.out("kinds of evidence that are not of ECO", one.row)
        if one.versus:
            made["contrasts"] = [{
                "versus": found["versus"], "level": list(one.versus.level),
                **({"basis": list(one.versus.basis)} if one.versus.basis else {}),
                **({"comparator_sign": one.versus.sign} if one.versus.sign else {}),
            }]  # fmt: skip
        return made

    def _summary(self, one: Said) -> str:
        text = without_unfit(one.summary).strip()
        self.worded += bool(text)
        if len(text) > LONGEST:
            self.left.out(f"ends of texts of more than {LONGEST} letters", one.row)
            text = text[:LONGEST].rstrip() + " ..."
        if not re.search(r"[^\s.]", text):
            verb = one.predicate.replace("_", " ")
            text = without_unfit(f"{one.subject.words[:200]} {verb} {one.object.words[:200]}.")
        return text

    def _paper(self, paper: Paper) -> str:
        """Give the key of a paper, of the graph before a new one."""
        given = {"PMID": paper.pmid, "DOI": paper.doi, "PMCID": paper.pmcid}
        names = [(kind.casefold(), name.casefold()) for kind, name in given.items() if name]
        for name in names:
            if name in self._papers:
                return self._papers[name]
        kind, plain = names[0]
        key = re.sub(r"[^a-z0-9]+", "", f"{kind if kind == 'doi' else ''}{plain}")[:56]
        key = key if key[:1].isalpha() else f"{kind}{key}"
        while key in self.cited or key in self.graph.references:
            key += "x"
        where = paper.doi or (f"PMID {paper.pmid}" if paper.pmid else paper.pmcid)
        self.cited[key] = {"id": key, "title": f"Title not told: {where}", **paper.fields,
                           **{name: one for name, one in given.items() if one}}  # fmt: skip
        self._papers.update(dict.fromkeys(names, key))
        return key

    def _id(self, claim: str, evidence: Mapping[str, Any]) -> str:
        if not self._taken[claim] and claim in self.graph.claims:
            ours = re.compile(rf"{re.escape(self.source)}-([0-9]{{1,9}})")
            own = [ours.fullmatch(one.id) for one in self.graph.claims[claim].evidence]
            self._taken[claim] = max((int(one[1]) for one in own if one), default=0)
        self._taken[claim] += 1
        return f"{self.source}-{self._taken[claim]}"

    def _hold(self, claim: Mapping[str, Any], evidence: Mapping[str, Any], row: int) -> None:
        """Let the model look at a record before the layer is made of it."""
        document = Document(str(self.path))
        read_record(Claim, {**claim, "evidence": [evidence]}, document, ())
        if document.problems:
            raise TableError([
                Problem(str(self.path), row, one.field, terminal(one.cause), terminal(one.remedy))
                for one in document.problems
            ])  # fmt: skip

    def _notes(self) -> Iterable[str]:
        yield from self.left.lines()
        ranked = sorted(self.unknown.items(), key=lambda pair: (-pair[1], pair[0]))
        often = [f"{terminal(words)} ({many})" for words, many in ranked[:TOLD]]
        if often:
            yield f"not in the corpus, among others: {', '.join(often)}"
        for words, key in sorted(self.ground.named.items())[:TOLD]:
            yield f"taken: '{terminal(words)}' as {key}"
        if self.worded:
            yield f"taken: {self.worded} summaries in the file's own words: mind whose they are"
        if self.ground.made:
            yield f"made: {len(self.ground.made)} entities that the corpus does not have"


def _cited(record: Record) -> Iterable[str]:
    yield from record.evidence["references"]
    yield record.evidence["read_in"]


MOST, MANY, TOLD, LONGEST = 100_000, 1_000, 12, 1_900
"""Records of a layer; unknown things that are told apart; lines of names; letters of a summary."""

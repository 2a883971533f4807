"""The audit as a page: what a source says beside what its papers say, with filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from kg import reasoning
from kg.graph import Graph
from kg.model.vocabulary import DIFFERENCES
from kg.show.audit import agreement, alike, read_twice, robustness, verdict_words
from kg.site import explorer_address, write_page


@dataclass(frozen=True)
class Card:
    """One difference as the page shows it: everything as text, ready to be escaped.

    Claims that a paper parts from in the same words share a card.
    """

    number: int
    claims: tuple[tuple[str, str], ...]
    """What it is about, and where the explorer shows it."""

    anchors: tuple[str, ...]
    """The records, as `claim.record`: where another page points to."""

    about: tuple[str, ...]
    outcome: str
    source: str
    review: tuple[str, ...]
    locators: tuple[str, ...]
    sections: tuple[str, ...]
    together: int
    paper: str
    cited: str
    link: str
    read_in: str
    findings: tuple[str, ...]
    turns: tuple[str, ...]
    chains: int
    example: str
    order: str
    """Where it comes when sorted by reference: its number in what was read, then the key."""


def audit_page(graph: Graph) -> str:
    """Write the audit as an HTML page that filters without a network.

    The same graph gives the same bytes.
    """
    found = reasoning.audit(graph)
    cards = [_card(graph, number, group) for number, group in enumerate(alike(found), start=1)]
    style, script, template = (
        files("kg.show").joinpath(f"audit.{ending}").read_text(encoding="utf-8")
        for ending in ("css", "js", "html")
    )
    about = Counter(name for card in cards for name in card.about)
    name = graph.manifest.name
    carried = robustness(graph) if graph.conclusions else None
    return write_page(
        template, here="audit.html", name=name, noun=graph.manifest.treatment.noun,
        style=style, script=script,
        title=f"{name}: what is said of papers, and what they say",
        cards=cards, differences=len(found),
        kinds=[(name, words, about[name]) for name, words in DIFFERENCES.items()],
        outcomes=Counter(card.outcome for card in cards),
        sections=list(dict.fromkeys(name for card in cards for name in card.sections)),
        robustness=carried, agreement=agreement(graph) if read_twice(graph) else None,
    )  # fmt: skip


def _card(graph: Graph, number: int, group: list[reasoning.difference.Difference]) -> Card:
    one = group[0]
    claim, source = graph.claims[one.claim], graph.references[one.reference]
    record = next(record for record in claim.evidence if record.id == one.record)
    summaries = {
        (other, evidence.id): evidence.summary
        for alike in group
        for other, _ in alike.findings
        for evidence in graph.claims[other].evidence
    }
    example = next((alike.routes.examples[0] for alike in group if alike.routes.examples), ())
    return Card(
        number=number,
        claims=tuple((_said(graph, alike.claim), explorer_address(alike.claim)) for alike in group),
        anchors=tuple(f"{alike.claim}.{alike.record}.{alike.reference}" for alike in group),
        about=one.about, outcome=one.outcome.replace("_", " "),
        source=graph.references[one.source].citation,
        review=_each(alike.review for alike in group),
        locators=_each(locator for alike in group for locator in alike.locators),
        sections=_each(name for alike in group for name in alike.sections),
        together=len(record.references),
        paper=one.paper, cited=source.citation,
        link=(source.address or "") if source.doi else "",
        read_in=one.read_in,
        findings=_each(summaries[key] for alike in group for key in alike.findings),
        turns=_each(words for alike in group for words in verdict_words(graph, alike.turns)),
        chains=sum(alike.routes.count for alike in group),
        example=" \u2192 ".join(_label(graph, key) for key in example),
        order=f"{source.citation_number or 0:04d} {one.reference}",
    )  # fmt: skip


def _said(graph: Graph, key: str) -> str:
    claim = graph.claims[key]
    words = claim.predicate.replace("_", " ")
    return f"{_label(graph, claim.subject)} {words} {_label(graph, claim.object)}"


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _label(graph: Graph, key: str) -> str:
    return graph.entities[key].label

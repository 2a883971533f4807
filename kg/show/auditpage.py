"""The audit as a page: what a source says beside what its papers say, with filters."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote

from kg import reasoning
from kg.graph import Graph
from kg.model.vocabulary import DIFFERENCES
from kg.show.audit import agreement, alike, robustness, verdict_words


@dataclass(frozen=True)
class Card:
    """One difference as the page shows it: everything as text, ready to be escaped.

    Claims that a paper parts from in the same words share a card.
    """

    number: int
    claims: tuple[str, ...]
    about: tuple[str, ...]
    outcome: str
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
    """Where it comes when sorted by reference: the number in the review, then the key."""


def audit_page(graph: Graph) -> str:
    """Write the audit as an HTML page that filters without a network.

    Its only script is named in the page's policy by its hash; the same graph gives the same bytes.
    """
    from jinja2 import Environment, StrictUndefined

    found = reasoning.audit(graph)
    cards = [_card(graph, number, group) for number, group in enumerate(alike(found), start=1)]
    style, script, template = (
        files("kg.show").joinpath(f"audit.{ending}").read_text(encoding="utf-8")
        for ending in ("css", "js", "html")
    )
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True, keep_trailing_newline=True)  # fmt: skip
    about = Counter(name for card in cards for name in card.about)
    return page.from_string(template).render(
        style=style, script=script, cards=cards, differences=len(found),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
        kinds=[(name, words, about[name]) for name, words in DIFFERENCES.items()],
        outcomes=Counter(card.outcome for card in cards),
        sections=list(dict.fromkeys(name for card in cards for name in card.sections)),
        robustness=robustness(graph), agreement=agreement(),
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
        claims=tuple(_said(graph, alike.claim) for alike in group),
        about=one.about, outcome=one.outcome.replace("_", " "),
        review=_each(alike.review for alike in group),
        locators=_each(locator for alike in group for locator in alike.locators),
        sections=_each(name for alike in group for name in alike.sections),
        together=len(record.references),
        paper=one.paper, cited=source.citation,
        link=f"https://doi.org/{quote(source.doi)}" if source.doi else "",
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


def _hash(text: str) -> str:
    """Name a text for a content security policy, as CSP level 2 asks."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"

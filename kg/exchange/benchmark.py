"""The audit as a test set for programs: JSON lines, and a card in Croissant 1.0."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from kg import reasoning
from kg.exchange.metadata import CROISSANT
from kg.graph import Graph

NAME = "audit-benchmark.jsonl"
"""The file that the card describes."""


def benchmark_text(graph: Graph) -> str:
    """Write an item on each line, sorted by id: question first, then `outcome` and `about`.

    What the second reader noted is left out, for it tells the answer.
    """
    return "".join(
        json.dumps(_item(graph, one), ensure_ascii=False) + "\n"
        for one in reasoning.benchmark.items(graph)
    )


def benchmark_card(graph: Graph) -> str:
    """Describe the test set: its fields, how many of what, its limits and the human ceiling."""
    content = benchmark_text(graph).encode()
    one = graph.manifest
    card = {
        "@context": CROISSANT, "@type": "sc:Dataset",
        "conformsTo": ["http://mlcommons.org/croissant/1.0",
                       "http://mlcommons.org/croissant/RAI/1.0"],
        "name": f"{one.id}-audit-benchmark", "description": _about(graph),
        **({"version": one.version} if one.version else {}),
        **({"datePublished": one.date} if one.date else {}),
        "license": one.licence, "citeAs": one.cite or one.title,
        "creator": [{"@type": "sc:Organization", "name": who.name} for who in one.creators],
        "rai:dataLimitations": LIMITS, "rai:dataAnnotationProtocol": PROTOCOL,
        "rai:dataAnnotationAnalysis": _ceiling(graph), "rai:annotationsPerItem": "1, settled",
        "distribution": [
            {"@type": "cr:FileObject", "@id": NAME, "name": NAME, "contentUrl": NAME,
             "description": "one item on each line",
             "encodingFormat": "application/jsonlines", "contentSize": f"{len(content)} B",
             "sha256": hashlib.sha256(content).hexdigest()},
        ],
        "recordSet": [{
            "@type": "cr:RecordSet", "@id": "items", "name": "items",
            "description": "a sentence of a source, a paper that it cites, what the paper makes "
                           "of it",
            "field": [_field(name, about) for name, about in FIELDS.items()],
        }],
    }  # fmt: skip
    return json.dumps(card, indent=1, ensure_ascii=False) + "\n"


def _item(graph: Graph, one: reasoning.benchmark.Item) -> dict[str, Any]:
    claim, evidence, paper = one.claim, one.evidence, graph.references[one.check.reference]
    return {
        "id": one.id, "subject": graph.entities[claim.subject].label,
        "predicate": claim.predicate, "object": graph.entities[claim.object].label,
        "comparisons": list(_comparisons(graph, one)), "statement": evidence.summary,
        "certainty": evidence.certainty, "setting": evidence.system.setting,
        "source": evidence.read_in, "locators": list(evidence.locator),
        "attribution": evidence.attribution, "paper": paper.id, "title": paper.title,
        "doi": paper.doi or "", "pmid": paper.pmid or "", "read_in": one.check.read_in,
        "outcome": one.check.outcome, "about": list(one.check.about),
    }  # fmt: skip


def _comparisons(graph: Graph, one: reasoning.benchmark.Item) -> list[str]:
    """Say each comparison in a few words: level, other arm, basis."""
    said = []
    for contrast in one.evidence.contrasts:
        level = " or ".join(contrast.level) or f"other in {contrast.in_kind}"
        basis = f", {' or '.join(contrast.basis)}" if contrast.basis else ""
        said.append(f"{level} against {graph.entities[contrast.versus].label}{basis}")
    return said


def _about(graph: Graph) -> str:
    asked = reasoning.benchmark.items(graph)
    counts = Counter(one.check.outcome for one in asked)
    papers = len({one.check.reference for one in asked})
    told = ", ".join(f"{counts[name]} {name}" for name in reasoning.benchmark.OUTCOMES)
    return (
        "Does a paper bear out what is said with it? Each item gives a statement, in a curator's "
        f"words, and a paper that its source cites for it. {len(asked)} items over {papers} "
        f"papers: {told}. Made from the audit of: {graph.manifest.title}"
    )


def _ceiling(graph: Graph) -> str:
    """Tell what a reader could reach at most, and what that rests on."""
    told = "; ".join(
        f"{one.what}: {one.alike} of {one.records} ({100 * one.share:.1f} per cent)"
        for one in reasoning.benchmark.ceiling(graph)
    )
    return (
        "Human ceiling: assertions that two blind readers both wrote, alike in direction, level "
        f"and basis. {told or 'Nothing was read twice'}. Outcomes themselves were not given "
        "twice: an outcome rests on a reading of either text, so that answers cannot be told from "
        "a careful reader's above the lower of the two."
    )


def _field(name: str, about: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field", "@id": f"items/{name}", "name": name, "description": about,
        "dataType": "sc:Text", **({"repeated": True} if name in MANY else {}),
        "source": {"fileObject": {"@id": NAME}, "extract": {"column": name}},
    }  # fmt: skip


FIELDS = {
    "id": "claim, record and paper; answers name it",
    "subject": "what acts, or the arm whose level is told",
    "predicate": "what it does to the object",
    "object": "what is changed or compared",
    "comparisons": "level against another arm, and basis",
    "statement": "what the source says, in a curator's words",
    "certainty": "how surely the source puts it",
    "setting": "where, as far as the source says",
    "source": "key of the document that says so",
    "locators": "section, paragraph and sentence in it",
    "attribution": "single, or collective where several papers are cited together",
    "paper": "key of the paper that it cites",
    "title": "its title",
    "doi": "its DOI, where one was seen",
    "pmid": "its PubMed identifier, where one was seen",
    "read_in": "what of the paper the answer rests on: title, abstract or full-text",
    "outcome": "the answer: agrees, adds_condition, disagrees or omits",
    "about": "in what the two differ, the gravest first; empty where they agree",
}
"""The fields of an item, in order."""
MANY = frozenset({"comparisons", "locators", "about"})
"""Fields with a list of values."""
LIMITS = (
    "Small: for testing, not for training. Items of one paper, and of one sentence, hang together. "
    "Nearly all papers were read in the abstract alone, so that 'omits' may mean that the full "
    "text says it. Papers whose abstracts could not be had are missing. The answers stand in the "
    "public graph: whoever reads it there, or was trained on it, is not tested."
)
PROTOCOL = (
    "A curator recorded what the source says; a second reading of the cited paper set the outcome "
    "and what it is about, and was itself gone through by a sceptical reader for a sample. What "
    "nobody looked up is left out."
)

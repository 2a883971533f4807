"""One record as a witness: what it says, of which papers, where it was read, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph import Graph
from kg.model.vocabulary import IRRADIATED, UNSIGNED
from kg.votes import (
    Observation,
    Silence,
    Standing,
    observe,
    observe_itself,
    observe_unsigned,
    record_key,
    tags,
)


@dataclass(frozen=True)
class Paper:
    """A paper by key, as people cite it, and where it is found; no DOI is an empty text."""

    key: str
    citation: str
    doi: str
    address: str


@dataclass(frozen=True)
class Testimony:
    """A record as it bears on one question.

    `says` is what it found, `votes` whether it is counted and `why_not` what else. `read` tells
    what was read: the paper, its abstract, or another paper that speaks of it, with the document
    and the place in it. `conditions` are (facet, value), `checks` what a second reading of the
    cited paper found. `summary` is in the words of whoever curated it.
    """

    record: str
    says: tuple[str, ...]
    subject: str
    object: str
    versus: str
    papers: tuple[Paper, ...]
    read: str
    read_in: Paper
    locator: tuple[str, ...]
    basis: tuple[str, ...]
    dose: str
    conditions: tuple[tuple[str, str], ...]
    system: str
    certainty: str
    checks: tuple[Mapping[str, str], ...]
    caution: tuple[str, ...]
    layer: str
    votes: bool
    why_not: str
    summary: str


def witness(graph: Graph, one: Observation | Silence) -> Testimony:
    """Let a record speak: one that votes, or one that does not and why.

    >>> import kg
    >>> from kg.votes import Topic, observe
    >>> graph = kg.load()
    >>> seen = observe(graph)[Topic("hmgb1-release", "carbon-ion-irradiation")]
    >>> told = witness(graph, seen[0])
    >>> bool(told.papers and told.read and told.locator)
    True
    """
    silence = one if isinstance(one, Silence) else None
    seen = silence.observation if silence else one
    assert isinstance(seen, Observation)  # noqa: S101 for types only
    evidence, topic = seen.support.evidence, seen.topic
    setting = evidence.system.setting.replace("_", " ")
    models = (graph.entities[key].label for key in
              (*evidence.system.models, *filter(None, [evidence.system.organism])))  # fmt: skip
    struck = IRRADIATED[evidence.irradiated] if evidence.irradiated else ""
    facets = [(facet.replace("_", " "), str(value)) for facet, value in evidence.conditions.facets]
    facets += [("irradiated", struck)] if struck else []
    why = ""
    if silence:
        through = ", ".join(graph.references[key].citation for key in silence.through)
        why = silence.reason + (f" ({through})" if through else "")
    return Testimony(
        record_key(seen), tuple(SAID.get(word, word) for word in sorted(seen.outcomes)),
        topic.exposure, topic.object, topic.comparator,
        tuple(paper(graph, key) for key in evidence.references),
        READ[seen.distance], paper(graph, evidence.read_in), tuple(evidence.locator), seen.basis,
        _dose(seen) or dict(facets).get("dose", ""), tuple(facets),
        "; ".join(dict.fromkeys([setting, *models])),
        evidence.certainty,
        tuple(
            {"outcome": check.outcome.replace("_", " "), "about": ", ".join(check.about),
             "paper": check.reference, "read_in": check.read_in, "note": check.note or ""}
            for check in evidence.checks
        ),
        tags([seen]), graph.layer_of.get(f"{seen.support.claim}.{evidence.id}", ""),
        silence is None, why, evidence.summary,
    )  # fmt: skip


def every_record(graph: Graph) -> Iterator[Observation | Silence]:
    """Yield every record as it bears on each question, then those that bear on none, as stated.

    Of one question those come first that vote.

    >>> import kg
    >>> graph = kg.load()
    >>> seen = (one if isinstance(one, Observation) else one.observation
    ...         for one in every_record(graph))
    >>> len({(one.support.claim, one.support.evidence.id) for one in seen}) > 1000
    True
    """
    topics = observe(graph), observe_itself(graph)
    seen: set[tuple[str, str]] = set()
    for asked in (*topics, *(observe_unsigned(graph, predicate) for predicate in UNSIGNED)):
        new: set[tuple[str, str]] = set()
        for observations in asked.values():
            poll = Standing.of(observations).poll
            everyone: tuple[Observation | Silence, ...] = (*poll.voting, *poll.silent)
            for one in everyone:
                support = (one.observation if isinstance(one, Silence) else one).support
                key = support.claim, support.evidence.id
                if support.derivation is None and key not in seen:
                    new.add(key)
                    yield one
        seen |= new


def paper(graph: Graph, key: str) -> Paper:
    """Name a paper of the graph.

    >>> import kg
    >>> paper(kg.load(), "ran2021").doi.startswith("10.")
    True
    """
    one = graph.references[key]
    return Paper(key, one.citation, one.doi or "", one.address or "")


def _dose(one: Observation) -> str:
    """Write the dose of the arm that is spoken of, and of the other where it has its own."""
    evidence = one.support.evidence
    mine = evidence.exposure.text if evidence.exposure else ""
    stated = one.support.stated
    other = stated.exposure.text if stated and stated.exposure else ""
    return f"{mine or 'not stated'} against {other}" if other else mine


READ = ("the paper", "its abstract", "another paper")
SAID = {"+": "increases", "-": "decreases", "0": "does not change"}

"""A curated corpus with all that follows from it, as `kg.votes` sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import curation
from kg.corpus.said import BITS, About, Paper, Statement, Unit, profile_text
from kg.graph import Graph, assemble
from kg.model import Reference
from kg.model.vocabulary import SECONDARY
from kg.votes import Observation, observe


def read(files: tuple[Path, ...], layer: str, skip: int) -> Iterator[Unit]:
    """Read every paper and every observation of a curated folder; it is small, and held whole."""
    graph = assemble(curation.read(files[0].parent))
    yield from list(_units(graph, layer or graph.manifest.id))[skip:]


def _units(graph: Graph, layer: str) -> Iterator[Unit]:
    papers = {key: paper_of(one, layer) for key, one in graph.references.items()}
    for key, one in graph.references.items():
        yield (About(
            papers[key], f"ref:{layer}:{one.version_of}" if one.version_of else "",
            tuple(f"ref:{layer}:{member}" for member in one.members),
            one.is_retracted, one.is_questioned, one.study_type in SECONDARY,
        ),)  # fmt: skip
    for observations in observe(graph).values():
        yield from ((_statement(one, papers, layer),) for one in observations)


def paper_of(one: Reference, layer: str) -> Paper:
    """Name a reference by its key and all its identifiers."""
    named = (("doi", one.doi), ("pmid", one.pmid))
    ids = tuple(f"{kind}:{value.lower()}" for kind, value in named if value)
    return Paper(one.id, (*ids, f"ref:{layer}:{one.id}"))


def _statement(one: Observation, papers: dict[str, Paper], layer: str) -> Statement:
    topic, evidence = one.topic, one.support.evidence

    def named(keys: Iterable[str]) -> tuple[Paper, ...]:
        return tuple(papers[key] for key in keys)

    facets = {
        facet: value if isinstance(value, frozenset)
        else tuple((span.low, span.high, span.unit) for span in value)
        for facet, value in one.profile.values if facet != "basis"
    }  # fmt: skip
    given = "".join(f" [given {other}]" for other in topic.given)
    return Statement(
        record=f"{one.support.claim}.{evidence.id}", exposure=topic.exposure + given,
        object=topic.object, comparator=topic.comparator,
        outcome=sum(BITS[outcome] for outcome in one.outcomes), papers=named(evidence.references),
        basis=one.basis, struck=named(set(one.struck) - set(one.retracted)),
        miscited=named(one.miscited), read_in=papers[evidence.read_in], distance=one.distance,
        refutes=one.refutes, state=one.void, layer=layer,
        profile=profile_text(facets, one.profile.needed - {"basis"}),
    )  # fmt: skip

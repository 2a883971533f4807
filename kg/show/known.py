"""What is known of one thing, paper or claim, and counts and lists: as answers for programs."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import RequestError
from kg.find import by_author, find_paper, offer
from kg.graph import Graph
from kg.model import Claim, Entity, Reference
from kg.show.lists import entity_list, query_list, statistics
from kg.show.screen import Rows
from kg.show.sheet import Answer, Cell, Sheet
from kg.show.statement import RECORDS, record_row
from kg.show.verdict import verdicts
from kg.statement import every_record, witness
from kg.votes import Observation, Silence


def known(graph: Graph, words: str) -> Answer:
    """Give what `kg show` tells of an entity, a paper, an author or a claim, in fields.

    `RequestError`, with the nearest names, where there is none of them.

    >>> import kg
    >>> dict(known(kg.load(), "HMGB1 release").facts)["id"]
    'hmgb1-release'
    """
    if words in graph.claims:
        return _claim(graph, graph.claims[words])
    if words not in graph.entities and (paper := find_paper(graph, words)):
        return _paper(graph, paper)
    if not graph.finder.find(words, ["entity"], near=False) and (
        papers := by_author(graph, words)
    ):
        rows = tuple((one.id, one.citation, one.title, one.doi or "") for one in papers)
        sheet = Sheet("papers", "", ("id", "citation", "title", "doi"), rows)
        return Answer(f"Papers of {words}", (sheet,), (), "", (("kind", "author"),))
    if words.count(".") > 1:
        hint = offer(words, graph.claims, "'kg show ENTITY' lists its claims")
        raise RequestError(f"no claim '{words}': {hint}")
    return _entity(graph, graph.find(words))


def counted(graph: Graph, entities: bool = False) -> Answer:
    """Give the counts of `kg stats`, or all entities, with numbers as numbers."""
    listed = entity_list(graph) if entities else statistics(graph)
    title = "Entities" if entities else "Counts"
    return _of_rows(title, "entities" if entities else "counts", listed)


def listed_queries(queries: Iterable[tuple[str, str]]) -> Answer:
    """Give the named queries of `kg queries`."""
    return _of_rows("Named queries", "queries", query_list(queries))


def _of_rows(title: str, name: str, listed: Rows) -> Answer:
    rows = tuple(tuple(map(_cell, row)) for row in listed.rows)
    return Answer(title, (Sheet(name, "", tuple(listed.header), rows),))


def _cell(text: str) -> Cell:
    return int(text) if text.isdigit() else text


def _entity(graph: Graph, one: Entity) -> Answer:
    judged = verdicts(graph, one.id)
    facts: tuple[tuple[str, Cell], ...] = (
        ("kind", "entity"), ("id", one.id), ("label", one.label), ("is", one.kind),
        ("definition", one.definition or ""), ("synonyms", one.synonyms),
        ("identifiers", tuple(xref.curie for xref in one.xrefs)), ("of", one.of or ""),
        ("aspect", one.aspect or ""), ("in", one.place or ""), ("broader", one.broader),
        ("part_of", one.part_of), ("components", one.components),
        ("measures", tuple(key for key, other in graph.entities.items() if other.of == one.id)),
        ("stated_gaps", tuple(gap.question for gap in graph.gaps.values() if one.id in gap.about)),
    )  # fmt: skip
    return Answer(one.label, judged.sheets, judged.remarks, judged.sentence, facts)


def _paper(graph: Graph, one: Reference) -> Answer:
    facts: tuple[tuple[str, Cell], ...] = (
        ("kind", "paper"), ("id", one.id), ("citation", one.citation), ("title", one.title),
        ("year", one.issued), ("doi", one.doi or ""), ("pmid", one.pmid or ""),
        ("study_type", one.study_type), ("retracted", "yes" if one.is_retracted else "no"),
        ("concern", "yes" if one.is_questioned else "no"),
    )  # fmt: skip
    found = [one_of for one_of in every_record(graph) if one.id in _seen(one_of).cited]
    return Answer(one.citation, (_records(graph, found),), (), "", facts)


def _claim(graph: Graph, one: Claim) -> Answer:
    facts: tuple[tuple[str, Cell], ...] = (
        ("kind", "claim"), ("id", one.id), ("subject", one.subject),
        ("predicate", one.predicate), ("object", one.object), ("topic", graph.topics[one.id]),
    )  # fmt: skip
    found = [one_of for one_of in every_record(graph) if _seen(one_of).support.claim == one.id]
    return Answer(one.id, (_records(graph, found),), (), "", facts)


def _records(graph: Graph, found: Iterable[Observation | Silence]) -> Sheet:
    """List records as they bear on each question."""
    rows = tuple((one.subject, one.object, one.versus, *record_row(graph, one))
                 for one in (witness(graph, heard) for heard in found))  # fmt: skip
    return Sheet("records", "", ("subject", "object", "versus", *RECORDS[1:]), rows)


def _seen(one: Observation | Silence) -> Observation:
    return one.observation if isinstance(one, Silence) else one

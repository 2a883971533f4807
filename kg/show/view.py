"""An entity, a paper or a claim by its id or name."""

from __future__ import annotations

from rich.console import Group

from kg.errors import RequestError
from kg.find import by_author, find_paper, offer
from kg.graph import Graph
from kg.show.claim import view_claim
from kg.show.entity import view_entity
from kg.show.paper import view_paper, view_papers


def show(graph: Graph, words: str, every: bool = False) -> Group:
    """Show the claim of this id, the entity of this id, label or synonym, or the paper so cited.

    Of an author, by the family name, all papers are listed.

    Entities of two layers that bear one label are shown one after the other. `every` shows long
    lists whole. Raises `RequestError`, with the nearest names, where there is
    none of them.
    """
    words = _of_today(graph, words)
    if words in graph.claims:
        return Group(*view_claim(graph, graph.claims[words]))
    if words not in graph.entities:
        paper = find_paper(graph, words)
        if paper is not None:
            return Group(*view_paper(graph, paper, every))
    if words.count(".") < 2 and len(alike := graph.labelled(words)) > 1:
        views = (view_entity(graph, entity, every) for entity in alike)
        return Group(*(line for view in views for line in (*view, "")))
    if words.count(".") < 3 and not graph.finder.find(words, ["entity"], near=False):
        if papers := by_author(graph, words):
            return Group(*view_papers(graph, words, papers, every))
    if words.count(".") < 2:
        return Group(*view_entity(graph, graph.find(words), every))
    hint = offer(words, graph.claims, "'kg show ENTITY' lists its claims")
    raise RequestError(f"no claim '{words}': {hint}")


def _of_today(graph: Graph, words: str) -> str:
    """Give the claim that is meant by the ids that its entities had before they were merged."""
    if words.count(".") < 2 or words in graph.claims:
        return words
    former = {old: key for key, one in graph.entities.items() for old in one.former}
    return ".".join(former.get(part, part) for part in words.split("."))

"""What somebody asks for in words: the things that are meant, their measures, and the finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg import reasoning
from kg.errors import RequestError
from kg.figures.arm import arm, pair
from kg.figures.mark import END
from kg.find import near_words, plain
from kg.graph import Graph
from kg.mechanism import chains, say_chains


def things(graph: Graph, words: str) -> tuple[str, ...]:
    """Find what words mean: one thing, or several that they join; each as what is measured of it.

    Raises `RequestError` for what is not here.

    >>> import kg
    >>> things(kg.load(), "PD-L1")
    ('pd-l1-expression-tumour-cell',)
    >>> things(kg.load(), "TREX1 and HMGB1 release")
    ('trex1-expression', 'hmgb1-release')
    """
    parts = [words]
    if not graph.finder.find(words, ["entity"], near=False):
        parts = [part for part in re.split(_JOINED, words) if part.strip()] or parts
    found = [lifted(graph, graph.find(part.strip()).id) for part in parts]
    return tuple(dict.fromkeys(key for keys in found for key in _spoken_of(graph, keys)))


def _spoken_of(graph: Graph, measures: tuple[str, ...]) -> tuple[str, ...]:
    """Keep of several measures of a thing those that the two arms were held against, if any."""
    both = set(pair(graph) or ())
    compared = {one.object for one in graph.comparisons if {one.subject, one.comparator} == both}
    return tuple(key for key in measures if key in compared) or measures


def is_thing(graph: Graph, words: str) -> bool:
    """Tell whether words mean things of the graph, and no recipe whose name is misspelt."""
    parts = [words, *re.split(_JOINED, words)]
    hits = [graph.finder.find(part.strip(), ["entity"], near=False) for part in parts if part]
    if hits[0] and all(one.how == "exact" for one in hits[0]):
        return True
    return not near_words(words, graph.figures) and (bool(hits[0]) or all(hits[1:]))


def lifted(graph: Graph, key: str) -> tuple[str, ...]:
    """Give what is measured of a thing of which nothing is said itself; else the thing.

    >>> import kg
    >>> lifted(kg.load(), "mdsc")[0], lifted(kg.load(), "hmgb1-release")
    ('mdsc-abundance-blood', ('hmgb1-release',))
    """
    said = {
        end for effect in graph.effects if effect.predicate in END and effect.predicate != "targets"
        for end in (effect.subject, effect.object)
    }  # fmt: skip
    measures = [one for one, entity in graph.entities.items() if entity.of == key and one in said]
    return (key,) if key in said or not measures else tuple(sorted(measures))


def finding(graph: Graph, keys: Sequence[str]) -> str:
    """Say what the evidence comes to between these things; nothing where it is silent.

    How the two arms compare in the others; else what the first does to the last of a few.
    """
    arms = [key for key in keys if arm(graph, key)]
    objects = [key for key in keys if key not in arms]
    both = pair(graph)
    if both and (len(arms) != 1 or len(objects) != 1):
        compared = [
            one for key in objects for one in reasoning.verdicts(graph, key, versus=both[1])
            if one.topic.object == key and {one.topic.exposure, one.topic.comparator} == {*both}
        ]  # fmt: skip
        if compared:
            return reasoning.say.say_verdicts(graph, compared, most=2)
    ends = [*arms[:1], *objects]
    if len(ends) != _TWO:
        return ""
    try:
        found = chains(graph, ends[0], ends[1])
        if not (found.seen or found.nulls or found.how):
            found = chains(graph, ends[1], ends[0])
    except RequestError:
        return ""
    return say_chains(graph, found) if found.seen or found.nulls or found.how else ""


def headline(sentence: str, otherwise: str) -> str:
    """Make a headline of a finding: its first statements, as far as they have room.

    >>> headline("PD-L1, C against P: higher (3 studies); basis not stated, higher (1 study).", "")
    'PD-L1, C against P: higher (3 studies); basis not stated, higher (1 study)'
    """
    first = sentence.split(". ")[0].rstrip(".")
    while len(first) > LONGEST and ("; " in first or ", " in first):
        first = first.rpartition("; " if "; " in first else ", ")[0]
    if first.count("(") > first.count(")"):
        first = first.rpartition(" (")[0]
    return first if first and len(first) <= LONGEST else otherwise


def slug(names: Iterable[str]) -> str:
    """Make a name of words, for a file.

    >>> slug(["PD-L1", "carbon ions"])
    'pd-l1-carbon-ions'
    """
    text = "-".join(re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-") for name in names)
    return text[:_NAMED].strip("-")


LONGEST = 120
"""Letters of a title, as `kg.model.record.Label` has it."""

_JOINED = r"\s+(?:and|or|with|against|versus|vs\.?|on|in)\s+|\s*[,;+&]\s*"
"""What joins the things of a phrase."""

_TWO = 2
_NAMED = 60
"""Letters of a file's name."""

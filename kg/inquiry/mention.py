"""Where a question names things of the graph: entities and papers, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.find import RELATED
from kg.graph import Graph
from kg.inquiry.grammar import ABOUT, JOINED, PLAIN_WORDS, SMALL, is_verb
from kg.model.vocabulary import TREATMENTS


@dataclass(frozen=True)
class Mention:
    """An entity as named in a question: the words from `start` to `end` (not included)."""

    id: str
    start: int
    end: int
    note: str = ""


def split_words(text: str) -> list[str]:
    """Take a question into words as typed; hyphens, slashes and plus signs stay in them.

    What is done by a thing stands apart from it: ATM-dependent is two words.

    >>> split_words("Does TNF-alpha rise in CD8+ T cells (at 2 Gy)?")
    ['Does', 'TNF-alpha', 'rise', 'in', 'CD8+', 'T', 'cells', 'at', '2', 'Gy']
    """
    apart = DONE.sub(r"\1 \2", " ".join(text.split()))
    found = (word.strip("?!.,;:()\"'\N{RIGHT SINGLE QUOTATION MARK}") for word in apart.split())
    return [word for word in found if word]


def find_mentions(graph: Graph, words: list[str]) -> list[Mention]:
    """Find the entities that are named, longest names first, and join what makes one name."""
    return _combined(graph, _widened(graph, words, list(_named(graph, words))), words)


def _named(graph: Graph, words: list[str]) -> Iterator[Mention]:
    place = 0
    while place < len(words):
        for end in range(min(len(words), place + LONGEST), place, -1):
            if end - place == 1 and _is_plain(words[place]):
                continue
            if words[place].casefold() in SMALL and words[end - 1].casefold() in SMALL:
                continue
            said = " ".join(words[place:end])
            whole = DOSED.sub("dose irradiation", said)
            found = [one for one in graph.finder.find(whole, ["entity"], near=False)
                     if one.how == "exact" or one.reason == RELATED]  # fmt: skip
            if len(found) == 1:
                one = found[0]
                note = f"'{said}' is taken as {one.label}: {one.reason}"
                yield Mention(one.id, place, end, "" if one.how == "exact" else note)
                place = end
                break
        else:
            place += 1


def _widened(graph: Graph, words: list[str], found: list[Mention]) -> list[Mention]:
    """Take words around names into them, where the whole is one thing: MDSCs in the tumour."""
    made: list[Mention] = []
    place = 0
    while place < len(found):
        one = found[place]
        for last in range(min(len(found) - 1, place + 1), place - 1, -1):
            best = _whole(graph, words, found, place, last)
            if best:
                one, place = best, last
                break
        made.append(one)
        place += 1
    return made


def _whole(
    graph: Graph, words: list[str], found: list[Mention], first: int, last: int
) -> Mention | None:
    """Try the widest phrase that holds these names and nothing of their neighbours."""
    before = found[first - 1].end if first else 0
    after = found[last + 1].start if last + 1 < len(found) else len(words)
    starts = range(max(before, found[first].start - 2), found[first].start + 1)
    ends = range(min(after, found[last].end + 2), found[last].end - 1, -1)
    for start in starts:
        for end in ends:
            if (start, end) == (found[first].start, found[first].end):
                continue
            inside = [word.casefold() for word in words[start:end]]
            if (
                "?" in inside
                or inside[0] in SMALL
                or inside[-1] in SMALL
                or any(map(_parts, inside))
            ):
                continue
            said = " ".join(words[start:end])
            meant = graph.finder.find(said, ["entity"], near=False)
            if len(meant) == 1 and meant[0].reason.startswith(("the same words", "what is")):
                return Mention(meant[0].id, start, end, f"'{said}' is {meant[0].label}")
    return None


def _combined(graph: Graph, found: list[Mention], words: list[str]) -> list[Mention]:
    """Join treatments that are given together into the entity of both, where there is one."""
    made: list[Mention] = []
    for one in found:
        if made:
            last = made[-1]
            between = {word.casefold() for word in words[last.end : one.start]}
            arms = between == {"and"} and {last.id, one.id} <= set(graph.arms)  # held apart
            arms = arms or (bool(between & {"and", "with", "to"}) and _is_compared(words, last))
            pair = {graph.entities[key].kind for key in (last.id, one.id)}
            apart = arms or (between == {"and"} and not pair <= set(TREATMENTS))
            both = "" if apart else together(graph, last.id, one.id)
            if both and between and between <= JOINED:
                label = graph.entities[both].label
                made[-1] = Mention(both, last.start, one.end, f"given together: {label}")
                continue
        made.append(one)
    return made


def _is_compared(words: list[str], first: Mention) -> bool:
    """Tell whether what is named is held against what follows: 'compare A with B'."""
    before = words[max(0, first.start - 3) : first.start]
    return any(re.match(r"(?i)compar|differ|between$|contrast", word) for word in before)


def together(graph: Graph, one: str, other: str) -> str:
    """Find the combination of a treatment and what its components or its label name."""
    entities = graph.entities
    if entities[one].kind not in TREATMENTS and entities[other].kind not in TREATMENTS:
        return ""
    parts = {key for end in (one, other) for key in (entities[end].components or (end,))}
    for key, entity in entities.items():
        if entity.components and set(entity.components) == parts:
            return key
    for key, entity in entities.items():
        if entity.components and len(parts) == len(named := entity.label.split(" + ")):
            meant = (graph.finder.find(name, ["entity"], near=False) for name in named)
            if {found[0].id for found in meant if found} == parts:
                return key
    return ""


def _parts(word: str) -> bool:
    """Tell whether a word parts two names: no phrase runs over it."""
    return word in PARTING or is_verb(word)


def _is_plain(word: str) -> bool:
    """Tell whether a word is English before it is a name, as 'no' and 'art' are."""
    low = word.casefold()
    return (low in SMALL or (low in ABOUT and not word.isupper()) or (low in PLAIN_WORDS
            and word == low) or bool(re.fullmatch(r"\d+", word)))  # fmt: skip


DONE = re.compile(
    r"(?i)\b([^\s-][^\s]*)-(induced|mediated|dependent|driven|triggered|activated|associated|related|"
    r"treated|evoked|elicited|deficient|null|knockout|blocked|depleted)\b"
)
"""What a thing does, or lacks, written with it as one word."""
DOSED = re.compile(r"(?i)(?<=\w[ -])doses?$")
"""A word that stands for an irradiation: 'low doses'."""
LONGEST = 8
"""Words of the longest name that is looked for."""
PARTING = frozenset("than versus vs and or by under after if when with without compared".split())

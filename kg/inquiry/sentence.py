"""A question as it was read: its words, the things that they name, and how these stand together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.errors import RequestError
from kg.find import by_author, find_paper, plain
from kg.graph import Graph
from kg.inquiry import grammar
from kg.inquiry.condition import Conditions
from kg.inquiry.mention import Mention, find_mentions, split_words
from kg.model.vocabulary import TREATMENTS


class Sentence:
    """The words of a question; what was understood of them is in `taken`, by place."""

    def __init__(self, graph: Graph, text: str) -> None:
        """Read conditions, papers, names and authors, in this order."""
        self.graph = graph
        self.words = [part for word in split_words(text) for part in self._apart(word)]
        self.low = plain(" ".join(self.words))
        self.conditions = Conditions.read(graph, self.low)
        self.taken = set(self.conditions.taken)
        self.paper = self._read_paper()
        open_words = [word if place not in self.taken else "?"
                      for place, word in enumerate(self.words)]  # fmt: skip
        found = self._with_plain_arm(find_mentions(graph, open_words))
        self.mentions = self.conditions.take_named(graph, self.words, found)
        self.taken |= self.conditions.taken
        self.taken |= {place for one in self.mentions for place in range(one.start, one.end)}
        self.notes = [one.note for one in self.mentions if one.note]
        self.author = self._read_author()

    def _apart(self, word: str) -> list[str]:
        """Take 'ATR/CHK1' apart where the whole is no name, and each part is one."""
        find, parts = self.graph.finder.find, word.split("/")
        apart = len(parts) > 1 and not find(word, ["entity"], near=False)
        named = apart and all(part and find(part, ["entity"], near=False) for part in parts)
        return parts if named else [word]

    def _with_plain_arm(self, found: list[Mention]) -> list[Mention]:
        """Add 'irradiation', a word of any such question, as an arm where none is named."""
        entities = self.graph.entities
        if any(entities[one.id].kind in ("radiation", "combination") for one in found):
            return found
        for place, word in enumerate(map(plain, self.words)):
            before = plain(self.words[place - 1]) if place else ""
            inside = any(one.start <= place < one.end for one in found)
            if (
                word not in grammar.PLAIN_ARMS
                or inside
                or not (before in grammar.BEFORE_ARM or place < 2)
            ):
                continue
            meant = self.graph.finder.find(word, ["entity"], near=False)
            if len(meant) == 1 and entities[meant[0].id].kind in TREATMENTS:
                added = Mention(meant[0].id, place, place + 1)
                return sorted((*found, added), key=lambda one: one.start)
        return found

    def arms(self) -> list[Mention]:
        """List the treatments named: arms of the manifest, beams, combinations, therapies."""
        listed = {one.entity for one in self.graph.manifest.arms}
        return [one for one in self.mentions if one.id in listed
                or self.graph.entities[one.id].kind in TREATMENTS]  # fmt: skip

    def others(self) -> list[Mention]:
        """List what is no treatment; without any, what a verb such as 'kill' names."""
        arms = self.arms()
        found = [one for one in self.mentions if one not in arms
                 and self.graph.entities[one.id].kind != "organism"]  # fmt: skip
        owned = {one.start for one in found if self.graph.entities[one.id].kind in OWNED}
        found = [one for one in found if one.end not in owned
                 or self.graph.entities[one.id].kind != "cell"]  # fmt: skip  # tumour cells' X
        acted = [one for one in found if self.graph.entities[one.id].kind not in SITES]
        verb = next((said for verb, said in grammar.VERB_OBJECTS.items()
                     if any(grammar.is_form(word, [verb]) for word in self.words)), "")  # fmt: skip
        if arms and verb and not acted:
            meant = self.graph.finder.find(verb, ["entity"], near=False)
            return [Mention(one.id, len(self.words), len(self.words)) for one in meant[:1]]
        return acted or found

    def ordered(self, arms: Sequence[Mention]) -> tuple[Mention, Mention]:
        """Put the arm that another is held against last."""
        before = map(plain, self.words[max(0, arms[0].start - 3) : arms[0].start])
        turned = bool({"than", "against", "over"} & set(before))
        return (arms[1], arms[0]) if turned else (arms[0], arms[1])

    def around(self, one: Mention) -> list[str]:
        """Give the few words before and after a name, as far as to the next name."""
        named = {place for other in self.mentions if other != one
                 for place in range(other.start, other.end)}  # fmt: skip
        found = []
        for places in (range(one.start - 1, max(-1, one.start - 4), -1),
                       range(one.end, min(len(self.words), one.end + 4))):  # fmt: skip
            for place in places:
                word = plain(self.words[place])
                if place in named or word in {"if", "when"}:
                    break
                if place >= one.end and word in {"without", "lacking", "blocking"}:
                    break  # it is said of what follows
                found.append(plain(self.words[place]))
        return found

    def beside(self, one: Mention) -> list[str]:
        """Give the word before a name, that before 'of' as well, and the word after it."""
        before = [plain(word) for word in self.words[max(0, one.start - 3) : one.start]]
        while before and before[-1] in {"the", "a", "an", "of", "in"}:
            before.pop()
        after = [plain(word) for word in self.words[one.end : one.end + 1]]
        return [*before[-1:], *after]

    def is_passive(self, first: Mention, second: Mention) -> bool:
        """Tell whether the first is what the second acts on: 'raised by', 'after'."""
        between = {plain(word) for word in self.words[first.end : second.start]}
        return bool(between & grammar.PASSIVE)

    def receives(self, first: Mention, second: Mention) -> bool:
        """Tell whether the second acts on the first though a verb stands between: 'A senses B'."""
        between = self.words[first.end : max(first.end, second.start)]
        return any(grammar.is_form(word, grammar.RECEIVING) for word in between)

    def supposed_to_move(self, one: Mention) -> str:
        """Read 'if A goes up', 'when A falls': the option of a what-if, or nothing."""
        before = {plain(word) for word in self.words[max(0, one.start - 2) : one.start]}
        after = map(plain, self.words[one.end : one.end + 3])
        ways = [grammar.MOVED[word] for word in after if word in grammar.MOVED]
        return ways[0] if ways and before & {"if", "when", "suppose"} else ""

    def is_under(self, acted: Mention, arm: Mention) -> bool:
        """Tell whether what is acted on is so under an arm: 'B after an arm', 'arm-induced B'."""
        induced = plain(" ".join(self.words[arm.end : arm.end + 1])) in PARTICIPLES
        return acted.start < arm.start or (induced and acted.start > arm.end)

    def turned_into(self, ends: list[Mention]) -> list[Mention]:
        """Put first what another end is said to become: 'turn A into B'."""
        for one, other in pairwise(ends[:2]):
            if "into" in map(plain, self.words[one.end : other.start]):
                return [other, one]
        return ends

    @property
    def moves(self) -> bool:
        """Whether any word is a verb of effect."""
        return any(map(grammar.is_verb, self.words))

    def other_things(self) -> list[str]:
        """Find what is another thing than was named, or is acted on, and is not known.

        'DSB repair' is no break; in 'A takes up more antigen' the antigen is what is asked of.
        Adverbs, adjectives and participles are none: 'is X smaller', 'was X altered'.
        """
        left, ends = set(self.left()), {one.end: one for one in self.mentions}
        starts, arms = {one.start for one in self.mentions}, self.arms()
        found = []
        for place, word in enumerate(self.words):
            if word not in left or place + 1 in starts or QUALIFYING.search(word):
                continue
            if place in ends and ends[place] not in arms:
                found.append(" ".join(self.words[ends[place].start : place + 1]))
            elif self._is_object(place):
                found.append(word)
        return found

    def _is_object(self, place: int) -> bool:
        """Tell whether a verb of effect stands before a word, with nothing of weight between."""
        for before in range(place - 1, 0, -1):
            word = plain(self.words[before])
            if grammar.is_verb(word) and before not in self.taken:
                return bool(self.mentions) and not grammar.is_form(word, ["show", "explain"])
            if word not in grammar.SMALL | grammar.ABOUT or before in self.taken:
                return False
        return False

    def acts(self, first: Mention, second: Mention) -> bool:
        """Tell whether the first acts on a treatment: how a thing changes the answer to it."""
        between = self.words[first.end : max(first.end, second.start)]
        passive = self.is_passive(first, second) or "to" in map(plain, between)
        return any(map(grammar.is_verb, between)) and not passive

    def undergoes(self, first: Mention, second: Mention) -> bool:
        """Tell whether the second acts on the first, a treatment: 'affected by' stands between."""
        between = [plain(word) for word in self.words[first.end : second.start]]
        return any(by == "by" and done.endswith("ed") and grammar.is_verb(done)
                   for done, by in pairwise(between))  # fmt: skip

    def left(self) -> list[str]:
        """List the words that are neither names nor of the grammar."""
        return [
            word for place, word in enumerate(self.words)
            if place not in self.taken and plain(word) not in grammar.SMALL | grammar.ABOUT
            and not grammar.is_verb(word) and not _known_form(word)
            and not re.fullmatch(r"[\W\d_]+", word)
        ]  # fmt: skip

    def _read_paper(self) -> str:
        """Find the one paper that is cited, and take its words."""
        text = " ".join(self.words)
        for match in grammar.CITED.finditer(text):
            try:
                paper = find_paper(self.graph, re.sub(r"[()]", "", match[0]))
            except RequestError:
                continue
            if paper:
                first = len(text[: match.start()].split())
                self.taken |= set(range(first, first + len(match[0].split())))
                return paper.id
        return ""

    def _read_author(self) -> str:
        """Find an author's name, where nothing of the graph is named, and take its word."""
        for place, word in enumerate(self.words if not self.mentions else ()):
            if place not in self.taken and word[:1].isupper() and by_author(self.graph, word):
                if plain(word) not in grammar.SMALL | grammar.ABOUT:
                    self.taken.add(place)
                    return word
        return ""


QUALIFYING = re.compile(r"(er|est|ly|ed|ing|ive|al|ic|ous|able|ible|ant|ent|ful|less|ward|wise)$")
"""Ends of words that say how a thing is, and name none."""
SITES = frozenset({"anatomy", "disease", "model"})
"""Kinds of what something happens in: not asked of where anything else is named."""
OWNED = frozenset({"gene", "molecule", "complex", "measure"})
"""Kinds of what a cell has."""
PARTICIPLES = frozenset("induced mediated driven triggered evoked elicited related".split())


def _known_form(word: str) -> bool:
    verbs = [*grammar.BLOCKED, *grammar.HELD_UP, *grammar.HELD_DOWN, *grammar.VERB_OBJECTS]
    patterns = (grammar.COMPARED, grammar.DISPUTED, grammar.UNKNOWN, grammar.MECHANISM)
    states = any(one.fullmatch(plain(word)) for one in grammar.STATES.values())
    return (
        states
        or grammar.is_form(word, verbs)
        or any(one.fullmatch(plain(word)) for one in patterns)
    )

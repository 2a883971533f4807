"""A question in words, read as a command: a small grammar, and a word on all that it left out."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.find import near_words
from kg.graph import Graph
from kg.inquiry import grammar
from kg.inquiry.command import Command, Rules
from kg.inquiry.sentence import Sentence


@dataclass(frozen=True)
class Question:
    """How a question was understood: a command without `kg`, or none, and what is to be said.

    `left` are words that were not understood, `offers` commands that may be meant instead.
    """

    command: Command
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Say how it was understood, what was not, and what else could be asked."""
        left = [f"not understood: {', '.join(self.left)}"] if self.left else []
        offers = [f"try: {'; '.join(self.offers)}"] if self.offers else []
        if not self.command:
            return "; ".join((*left, *self.notes, *offers))
        return "\n  ".join((f"kg {shlex.join(self.command)}", *self.notes, *left, *offers))


def read_question(graph: Graph, text: str, queries: Mapping[str, str] | None = None) -> Question:
    """Read a question; where words that may be names are unknown, there is no command.

    `queries` are named queries with their title and question.

    >>> import kg
    >>> read_question(kg.load(), "Do carbon ions raise HMGB1 release more than X-rays?").command
    ('verdict', 'hmgb1-release', '--versus', 'photon-irradiation')
    """
    said = Sentence(graph, text)
    rules = Rules(said, queries or {})
    command = rules.signature()  # whose genes may be any: `kg explain` says which it lacks
    left = said.left()
    hard = [word for word in left if _may_be_name(word)] or said.other_things()
    command = command or (() if hard else rules.command())
    if command[:1] == ("show",) and left and (rules.astray or said.moves):
        command, hard = (), left  # a thing beside what is not known is no answer
    if command:
        said.notes += _left_out(said, command)
        return Question(command, tuple(dict.fromkeys(said.notes)), tuple(left))
    asked = hard or left
    notes = [graph.finder.missing(word) for word in hard[:2]]
    if not asked:
        notes.append("it names nothing of this corpus that a command could ask of")
    return Question((), tuple(notes), tuple(left), tuple(_offers(said, asked, queries or {})))


def _offers(said: Sentence, asked: Sequence[str], queries: Mapping[str, str]) -> list[str]:
    """Offer commands on what was understood, and a search for what was not."""
    offers = [f"kg show {one.id}" for one in said.mentions[:2]]
    words = " ".join(asked) or said.low
    offers += [f"kg query {name}" for name in near_words(words, queries, 1)]
    return [*offers, f"kg search {words}"]


def _left_out(said: Sentence, command: Command) -> list[str]:
    """Say which tumours, models, species and settings of a question its command does not keep."""
    entities, kept = said.graph.entities, " ".join(command)
    named = [one.id for one in said.mentions if entities[one.id].kind in PLACED
             and one.id not in command and one not in said.conditions.standing
             and not any(entities[key].of == one.id or one.id in entities[key].broader
                         or entities[key].place == one.id
                         for key in command if key in entities)]  # fmt: skip
    told = [f"{entities[key].label} is left out: 'kg search' finds its records" for key in named]
    wishes = [*said.conditions.wishes, *said.conditions.systems]
    asked = command[:1] in (("verdict",), ("whatif",), ("conflicts",), ("gaps",))
    lost = [wish for wish in wishes if asked and wish not in kept]
    listed = ", ".join(lost)
    return told + ([f"left out, as this command keeps no such wish: {listed}"] if lost else [])


PLACED = frozenset({"disease", "model", "organism"})
"""Kinds of where something was found."""


def _may_be_name(word: str) -> bool:
    """Tell whether a word looks like a name: a digit, a capital or a hyphen within it."""
    if "-" in word[1:-1] and word.islower():
        return not any(part in grammar.SMALL for part in word.split("-"))  # head-to-head
    return any(letter.isdigit() or letter.isupper() for letter in word[1:]) or "-" in word[1:-1]

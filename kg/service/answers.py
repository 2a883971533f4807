"""Answers that are kept: the graph does not change while it is served, so neither do they."""

from __future__ import annotations

import sys
from collections import OrderedDict

from kg.service.worker import Question, Reply


class Answers:
    """The answers last asked for, up to so many bytes; who was not wanted longest goes first.

    Every byte counts that is kept for an answer: its own, and all that the question holds.

    >>> kept = Answers(1_000_000)
    >>> kept.keep(Question("ASK {}"), Reply("ok", "json", b'{"head":{},"boolean":true}'))
    >>> kept.find(Question("ASK {}")).content
    b'{"head":{},"boolean":true}'
    >>> kept.find(Question("ASK {}", results="xml")) is None
    True
    """

    def __init__(self, most_bytes: int) -> None:
        """Begin with none; 0 bytes keep none."""
        self.hits = 0
        self._most, self._size = most_bytes, 0
        self._kept: OrderedDict[Question, Reply] = OrderedDict()

    def find(self, question: Question) -> Reply | None:
        """Give the answer to the same question in the same format, if it is here."""
        reply = self._kept.get(question)
        if reply is not None:
            self.hits += 1
            self._kept.move_to_end(question)
        return reply

    def keep(self, question: Question, reply: Reply) -> None:
        """Keep an answer, unless it takes much room or would not be the same the next time."""
        size = _size(question, reply)
        fits = size <= self._most * _LARGEST_SHARE
        if reply.outcome != "ok" or not fits or question in self._kept or _varies(question):
            return
        self._kept[question] = reply
        self._size += size
        while self._size > self._most or len(self._kept) > _MOST_ANSWERS:
            self._size -= _size(*self._kept.popitem(last=False))


def _size(question: Question, reply: Reply) -> int:
    r"""Count the bytes of memory that an answer and its question hold.

    >>> named = Question("ASK {}", default_graphs=("x:" + "y" * 390_000,))
    >>> _size(named, Reply("ok", "json", b"")) > 390_000
    True
    """
    graphs = (*(question.default_graphs or ()), *(question.named_graphs or ()))
    held = (question.text, *graphs, reply.content, reply.form)
    return sum(map(sys.getsizeof, held)) + _OF_A_PLACE * len(graphs) + _OVERHEAD_BYTES


def _varies(question: Question) -> bool:
    r"""Whether a query may ask for the time, chance, or a new name, here or behind an escape.

    The engine reads keywords without a boundary, so any word that holds one counts.

    >>> asked = ("SELECT (rand() AS ?x) {}", "SELECT (\\u0052AND() AS ?x) {}", "ASK {}")
    >>> [_varies(Question(text)) for text in asked]
    [True, True, False]
    """
    upper = question.text.upper()
    return not question.beside and any(piece in upper for piece in _VARYING)


_VARYING = ("RAND", "NOW", "UUID", "BNODE", "\\U")
_LARGEST_SHARE = 1 / 16
_MOST_ANSWERS = 20_000
_OF_A_PLACE = 8
"""Bytes of a place in a tuple."""
_OVERHEAD_BYTES = 1000

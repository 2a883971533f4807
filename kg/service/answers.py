"""Answers that are kept: the graph does not change while it is served, so neither do they."""

from __future__ import annotations

from collections import OrderedDict

from kg.service.worker import Question, Reply


class Answers:
    """The answers last asked for, up to so many bytes; who was not wanted longest goes first.

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
        if reply.outcome != "ok" or not fits or question in self._kept or _varies(question.text):
            return
        self._kept[question] = reply
        self._size += size
        while self._size > self._most:
            self._size -= _size(*self._kept.popitem(last=False))


def _size(question: Question, reply: Reply) -> int:
    return len(reply.content) + 4 * len(question.text) + _OVERHEAD_BYTES


def _varies(text: str) -> bool:
    r"""Whether a query may ask for the time, chance, or a new name, here or behind an escape.

    The engine reads keywords without a boundary, so any word that holds one counts.

    >>> _varies("SELECT (rand() AS ?x) {}"), _varies("SELECT (\\u0052AND() AS ?x) {}")
    (True, True)
    """
    upper = text.upper()
    return any(piece in upper for piece in _VARYING)


_VARYING = ("RAND", "NOW", "UUID", "BNODE", "\\U")
_LARGEST_SHARE = 1 / 16
_OVERHEAD_BYTES = 1000

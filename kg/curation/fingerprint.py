"""Fingerprints of sentences: whether a text at hand is the one that was read, without its words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from kg.curation.inventory import Sentence

State = Literal["exact", "normalised", "moved", "absent"]


@dataclass(frozen=True)
class Verified:
    """What became of one sentence in the text at hand.

    exact: it stands there as it was read. normalised: the same letters and digits, in other
    blanks, case, dashes, ligatures or citation marks. moved: there, but out of order. absent: not
    there.
    """

    source: str
    locator: str
    state: State


def fingerprint(sentence: str) -> tuple[str, str]:
    """Give the SHA-256 of a sentence as printed, and of its letters and digits alone.

    As printed: in Unicode NFC, every run of blanks as one. By its letters: NFKC, small, without
    marks of citations in square brackets.

    >>> one, other = fingerprint("More  DNA [1, 2]."), fingerprint("more dna.")
    >>> one[0] == other[0], one[1] == other[1]
    (False, True)
    """
    return _hash(_printed(sentence)), _hash(_letters(sentence))


def verify(text: str, sentences: Mapping[str, Sentence]) -> tuple[Verified, ...]:
    """Look for the sentences of a document that have fingerprints, in the order of the document.

    A sentence may run over lines, and over what stands between two pages.

    >>> one = Sentence("doe2026", "text", 1, 1, (), fingerprint("Cells die."))
    >>> [found.state for found in verify("CELLS DIE. Others live.", {one.locator: one})]
    ['normalised']
    """
    printed: dict[str, list[int]] = {}
    letters: dict[str, list[int]] = {}
    for start, candidate in _candidates(text):
        printed.setdefault(_hash(_printed(candidate)), []).append(start)
        letters.setdefault(_hash(_letters(candidate)), []).append(start)
    found: list[tuple[Sentence, State, int | None]] = []
    last = -1
    for sentence in sentences.values():
        if not sentence.prints:
            continue
        exact = printed.get(sentence.prints[0], [])
        places = exact or letters.get(sentence.prints[-1], [])
        state: State = "exact" if exact else "normalised" if places else "absent"
        later = (one for one in places if one > last)
        place: int | None = next(later, places[0] if places else None)
        last = last if place is None else place
        found.append((sentence, state, place))
    ordered = _ordered([place for _, _, place in found])
    return tuple(
        Verified(
            sentence.source, sentence.locator,
            "moved" if place is not None and number not in ordered else state,
        )
        for number, (sentence, state, place) in enumerate(found)
    )  # fmt: skip


def split_sentences(text: str) -> list[str]:
    """Split a paragraph into sentences, of which `verify` finds every one again.

    >>> split_sentences("Cells died (Fig. 2A).1 Doe et al. Report that. At 2.5 Gy none did.")
    ['Cells died (Fig. 2A).1', 'Doe et al. Report that.', 'At 2.5 Gy none did.']
    """
    found: list[str] = []
    parts = 0
    for part in _SENTENCE_END.split(text.strip()):
        if found and parts < LONGEST and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part}"
            parts += 1
        elif part:
            found.append(part)
            parts = 1
    return found


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    """Yield what may be a sentence, with the position at which it begins."""
    blocks = [_SENTENCE_END.split(line.strip()) for line in text.splitlines() if line.strip()]
    flat = [(n, m, part) for n, block in enumerate(blocks) for m, part in enumerate(block)]
    for place, (block, number, part) in enumerate(flat):
        whole = ""
        for _, _, more in flat[place : place + LONGEST]:
            whole = f"{whole} {more}" if whole else more
            yield place, whole
        cut = number == len(blocks[block]) - 1 and not part.endswith((".", "?", "!"))
        if cut:  # by a page: it goes on after what stands there
            for later in blocks[block + 2 : block + BETWEEN_PAGES]:
                yield place, f"{part} {later[0]}"


def _ordered(places: list[int | None]) -> set[int]:
    """Give the numbers of a longest part of the list that only rises."""
    ends: list[int] = []
    chosen: list[int] = []
    before: dict[int, int | None] = {}
    for number, place in enumerate(places):
        if place is None:
            continue
        at = bisect_left(ends, place)
        before[number] = chosen[at - 1] if at else None
        ends[at : at + 1], chosen[at : at + 1] = [place], [number]
    kept: set[int] = set()
    last = chosen[-1] if chosen else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _printed(sentence: str) -> str:
    return " ".join(unicodedata.normalize("NFC", sentence).split())


def _letters(sentence: str) -> str:
    plain = unicodedata.normalize("NFKC", _CITED.sub(" ", sentence)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


_SENTENCE_END = re.compile(
    r"(?:(?<=[.?!])|(?<=[a-z)\]][.?!]\d)|(?<=[a-z)\]][.?!]\d\d)|(?<=[a-z)\]][.?!]\d[,\u2013-]\d)"
    r"|(?<=[a-z)\]][.?!]\d[,\u2013-]\d\d)|(?<=[a-z)\]][.?!]\d\d[,\u2013-]\d\d))"
    r"\s+(?=\W*[^\W\d_a-z])"
)
"""After a full stop, also one with the raised numbers of citations behind it."""

_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[])(?:[Ff]igs?|[Ee]qs?|[Rr]efs?|[Tt]abs?|[Nn]os?|[Vv]s|[Cc]f|[Dd]rs?|[Pp]rof|[Ss]t|"
    r"[Ss]uppl?|al|e\.g|i\.e|resp|approx|ca|Inc|Ltd|Co|[A-Z])\.$"
)
"""Ends with what is shortened, or with an initial: the sentence goes on."""

_CITED = re.compile(r"\[[\d,;\s\N{EN DASH}-]+\]")

LONGEST = 4
"""Of how many parts, split where a sentence may end, one sentence may be made."""

BETWEEN_PAGES = 40
"""Over how many lines a sentence that a page cuts may go on."""

"""Letters that no product can hold, and numbers that would not come out as they went in."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal


def unfit_letters(text: str) -> str:
    r"""Say what is wrong with a text, in words for a person; nothing if it is sound.

    Control characters and noncharacters stand in no XML (XML 1.0, 2.2), and so in no SVG, slide or
    GraphML; unpaired marks of direction turn round whatever is shown after them (Unicode, UAX 9).

    >>> unfit_letters("a\ufffe"), unfit_letters("\u202etxt"), unfit_letters("\u2067א\u2069")
    ('a noncharacter (U+FFFE) in a text', 'a mark of direction (U+202E) that is not closed', '')
    """
    if not _SUSPECT.search(text):
        return ""
    for letter in text:
        code = ord(letter)
        if unicodedata.category(letter) == "Cc" and letter not in "\n\t":
            return f"a control character in a text (U+{code:04X})"
        if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
            return f"a noncharacter (U+{code:04X}) in a text"
        if 0xD800 <= code <= 0xDFFF:
            return f"half a character (U+{code:04X}) in a text"
    return next(filter(None, map(_unpaired, text.split("\n"))), "")


def without_unfit(text: str) -> str:
    """Take out of a text all that is wrong with it: what is reported once is not told again."""
    kept = "".join(letter for letter in text if letter in "\n\t" or not unfit_letters(letter))
    return kept if not unfit_letters(kept) else kept.translate(_MARKS)


def unfit_number(text: str, value: float) -> str:
    """Say why a number as written is not the number that is kept; nothing if it is.

    >>> unfit_number("1e-400", 0.0), unfit_number("0.10", 0.1)
    ('1e-400 is nearer to 0 than any number that is kept', '')
    """
    written = Decimal(text)
    if written == 0 and text.startswith("-"):
        return f"{text} is no number of anything"
    if value == 0 and written != 0:
        return f"{text} is nearer to 0 than any number that is kept"
    if abs(value) != float("inf") and written != Decimal(repr(value)):
        return f"{text} has more digits than are kept ({value!r})"
    return ""


def _unpaired(line: str) -> str:
    opened: list[str] = []
    for letter in line:
        if letter in _CLOSED_BY:
            opened.append(letter)
        elif letter in _CLOSED_BY.values():
            if not opened or _CLOSED_BY[opened.pop()] != letter:
                return f"a mark of direction (U+{ord(letter):04X}) that closes nothing"
    return f"a mark of direction (U+{ord(opened[-1]):04X}) that is not closed" if opened else ""


_PLANES = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}"
                  for plane in range(17))  # fmt: skip
_SUSPECT = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_PLANES}]"
)
"""Every letter that may be unfit: a corpus holds none, so that one search is all it costs."""
_MARKS = dict.fromkeys([0x202A, 0x202B, 0x202C, 0x202D, 0x202E, *range(0x2066, 0x206A)])
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _POP),
    **dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE),
}

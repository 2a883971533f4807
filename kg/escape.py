"""One escape for each format that text is written into: whatever it holds stays text there."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote


def xml(text: str) -> str:
    """Escape for XML and HTML, in content and in attributes; what XML cannot hold is marked.

    >>> xml('<a href="x">&') + xml(chr(0))
    '&lt;a href=&quot;x&quot;&gt;&amp;�'
    """
    return html.escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def island(value: Any) -> str:
    r"""Write data as JSON that no HTML parser can take for markup, for a script element.

    >>> print(island({"a": "</b>"}))
    {"a":"\u003c/b\u003e"}
    """
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"))  # ASCII: U+2028 goes too
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def terminal(text: str) -> str:
    r"""Show what would move the cursor, break the line or turn the text round as an escape.

    >>> terminal("[red]\x1b[2J")
    '[red]\\x1b[2J'
    """
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def tsv(text: str) -> str:
    """Write one cell on one line, with a mark before what a spreadsheet would take for a formula.

    >>> tsv("=1+1"), tsv("+"), tsv("a" + chr(9) + "b")
    ("'=1+1", '+', 'a b')
    >>> tsv("-1.5"), tsv("-1+1")  # a number is no formula
    ('-1.5', "'-1+1")
    """
    line = one_line(text)
    formula = len(line) > 1 and line[0] in "=+-@" and not _NUMBER.fullmatch(line)
    return f"'{line}" if formula else line


def markdown(text: str) -> str:
    r"""Write words that Markdown shows as they are, in one line.

    >>> markdown("<b>|a_b"), markdown("1. # x")
    ('\\<b\\>\\|a\\_b', '1\\. \\# x')
    """
    line = "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in one_line(text))
    return _MARKDOWN_START.sub(r"\1\\\2", line)


def dot(text: str) -> str:
    r"""Quote for Graphviz' DOT (graphviz.org/doc/info/lang.html).

    >>> dot('say "\\N"')
    '"say \\"\\\\N\\""'
    """
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def mermaid(text: str) -> str:
    """Quote for Mermaid: what it could take for markup becomes an entity code.

    >>> mermaid('a"]; click')
    '"a#34;#93;#59; click"'
    """
    kept = "".join(
        letter if letter.isalnum() or letter in _MERMAID else f"#{ord(letter)};"
        for letter in one_line(text)
    )
    return f'"{kept}"'


def latex(text: str) -> str:
    r"""Leave TeX nothing to run and BibTeX no brace to count, escaped or not.

    Greek and what stands in formulas become commands, as do letters with several accents: LaTeX
    stops at them otherwise. Other letters stay UTF-8.

    >>> latex("50 % of {x_1}")
    '50 \\% of \\textbraceleft{}x\\_1\\textbraceright{}'
    >>> latex("IFN-\N{GREEK SMALL LETTER BETA}, Nguy\u1ec5n")
    'IFN-$\\beta$, Nguy{\\~{\\^e}}n'
    """
    return "".join(
        _LATEX[letter] if letter in _LATEX else _accented(letter) for letter in one_line(text)
    )


def _accented(letter: str) -> str:
    """Write a letter whose accents LaTeX's own tables lack by the commands of these."""
    if letter <= _LAST_OF_LATEX:
        return letter
    parted = unicodedata.normalize("NFD", letter)
    base, marks = parted[0], parted[1:]
    if not (base.isascii() and base.isalpha() and marks and set(marks) <= ACCENTS.keys()):
        return letter
    made = base
    for mark in marks:
        bare = made == base and not ACCENTS[mark].isalpha()
        made = f"\\{ACCENTS[mark]}" + (made if bare else f"{{{made}}}")
    return f"{{{made}}}"


def verbatim(text: str) -> str:
    r"""Write an identifier for a BibTeX field that is read as it stands, such as a DOI.

    >>> verbatim("10.1007/978-3_7"), verbatim("}\\input{x")
    ('10.1007/978-3_7', '%7D%5Cinput%7Bx')
    """
    return quote(one_line(text), safe=_VERBATIM, errors="replace").replace("~", "%7E")


def citation_key(text: str) -> str:
    """Write a key of BibTeX: letters, digits, and few signs.

    >>> citation_key("a,b}2026")
    'a-b-2026'
    """
    return re.sub(r"[^A-Za-z0-9:._-]", "-", text)


def doi_address(doi: str) -> str:
    """Give the address of a DOI, whose every sign reaches the resolver, a closing '#' too.

    >>> doi_address("10.1002/(SICI)1097<1::AID>3.0.CO;2-#")
    'https://doi.org/10.1002/%28SICI%291097%3C1%3A%3AAID%3E3.0.CO%3B2-%23'
    """
    return f"https://doi.org/{quote(doi, errors='replace')}"


def one_line(text: str) -> str:
    """Join the words of a text by single blanks."""
    return " ".join(text.split())


def _greek() -> Iterator[tuple[int, str]]:
    """Yield each Greek letter, by its code point, with its command; some are as Latin ones."""
    for number in range(0x391, 0x3CA):
        name = unicodedata.name(chr(number), "").rpartition(" LETTER ")[2].lower()
        if name == "final sigma":
            yield number, "varsigma"
        elif name:
            small = number >= 0x3B1
            name = "lambda" if name == "lamda" else name
            capital = name.title() if name in _CAPITALS else f"mathrm{{{name[0].upper()}}}"
            yield number, ("mathrm{o}" if name == "omicron" else name) if small else capital


_CAPITALS = frozenset({"gamma", "delta", "theta", "lambda", "xi", "pi", "sigma", "upsilon", "phi",
                       "psi", "omega"})  # fmt: skip
"""Greek capitals that look like no Latin letter, and so have a command."""

_NUMBER = re.compile(r"-\d+(\.\d+)?")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0 (section 2.2)."""

_MARKDOWN = frozenset("\\`*_|<>[]#&~$")
_MARKDOWN_START = re.compile(r"^(\d*)([-+.)](?=\s|$)|[-=](?=[-=\s]*$))")
"""A list, a rule or the underline of a heading, where a line begins so."""

_MERMAID = frozenset(" -+.,:/()≠")

_LAST_OF_LATEX = "\N{LATIN SMALL LETTER LONG S}"
"""The last letter of Latin Extended-A: up to it LaTeX reads UTF-8 by itself."""

ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d",
    "\u0327": "c", "\u0328": "k",
}  # fmt: skip
"""Combining mark of Unicode -> accent command of LaTeX."""

_FORMULA = {
    "\N{LESS-THAN OR EQUAL TO}": "\\leq", "\N{GREATER-THAN OR EQUAL TO}": "\\geq",
    "\N{MINUS SIGN}": "-", "\N{ALMOST EQUAL TO}": "\\approx", "\N{TILDE OPERATOR}": "\\sim",
    "\N{RIGHTWARDS ARROW}": "\\rightarrow", "\N{INFINITY}": "\\infty",
    "\N{NOT EQUAL TO}": "\\neq",
}  # fmt: skip
"""Signs of formulas -> what stands for them in one."""

_LATEX = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}",
    "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "<": "\\textless{}",
    ">": "\\textgreater{}", "|": "\\textbar{}", "\N{NULL}": "",
    **{letter: f"\\{letter}" for letter in "$&%#_"},
    **{chr(number): f"$\\{name}$" for number, name in _greek()},
    **{letter: f"${command}$" for letter, command in _FORMULA.items()},
}  # fmt: skip
_VERBATIM = "/:;.,()<>[]_-+=!*'@?#&"

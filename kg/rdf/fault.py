"""What is wrong with a query that the engine cannot read, where that can be told by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from kg.rdf.guard import Token, read_tokens


def name_fault(text: str, known: Collection[str]) -> str:
    r"""Name a stray blank or a prefix that nobody declared; nothing where it is neither.

    `known` are prefixes that need no declaration.

    >>> name_fault("SELECT *\u00a0{ ?s ?p ?o }", ())
    'line 1: a NO-BREAK SPACE (U+00A0) between words: write a plain space'
    >>> name_fault("SELECT * { ?s foo:bar ?o }", ["kg"])
    "line 1: the prefix 'foo:' is not declared: begin with PREFIX foo: <IRI>"
    """
    declared, before = set(known), Token("", "", 1)
    undeclared = ""
    for token in read_tokens(text):
        if token.kind == "other" and token.text not in " \t\r\n" and _is_blank(token.text):
            name = unicodedata.name(token.text, "blank")
            cause = f"line {token.line}: a {name} (U+{ord(token.text):04X}) between words"
            return f"{cause}: write a plain space"
        if token.kind == "prefixed":
            prefix = token.text.partition(":")[0]
            if before.text.upper() == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared and not undeclared:
                undeclared = (
                    f"line {token.line}: the prefix '{prefix}:' is not declared: "
                    f"begin with PREFIX {prefix}: <IRI>"
                )
        before = token
    return undeclared


def _is_blank(letter: str) -> bool:
    """Whether a letter looks like a blank, or like nothing at all, and is none to SPARQL."""
    return unicodedata.category(letter) in ("Zs", "Zl", "Zp", "Cf")

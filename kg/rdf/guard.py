"""What a query may not do, decided on its tokens before any engine sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import QueryError

MAX_BYTES = 100_000
MAX_DEPTH = 100


class Token(NamedTuple):
    """A piece of a query: its kind (a group of `_TOKEN`), its text, and its line from 1."""

    kind: str
    text: str
    line: int


def check_query(text: str, *, datasets: bool = False) -> bool:
    """Refuse what writes, reaches outside the store, or would exhaust the parser.

    With `datasets`, FROM may choose among the store's own graphs; True where it does. Raises
    `QueryError` with cause and remedy.

    >>> check_query("SELECT * { ?service ?p 'LOAD <x>' } # SERVICE <http://example.org/>")
    False
    """
    chooses = False
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(f"the query has {size} bytes: write one of at most {MAX_BYTES}")
    if _is_plain(text):
        return False
    depth, earlier, before = 0, Token("", "", 1), Token("", "", 1)
    for token in read_tokens(text):
        if token.kind == "word":
            chooses |= _check_word(token, datasets)
        elif token.kind == "prefixed":
            chooses |= _check_prefix(token, before, depth, datasets)
        elif token.kind == "other":
            _check_stray(token)
        elif token.kind == "open":
            _check_call(token, before, earlier)
            depth += 1
            if depth > MAX_DEPTH:
                cause = f"line {token.line}: brackets nested deeper than {MAX_DEPTH}"
                raise QueryError(f"{cause}: write the pattern flat")
        elif token.kind == "close":
            depth -= 1
        earlier, before = before, token
    return chooses


def _is_plain(text: str) -> bool:
    """Whether nothing in it can be refused, so that its tokens need no look.

    No word that is refused stands anywhere, not even inside another; nothing is quoted or
    escaped; and there are fewer brackets in all than may be nested.
    """
    opened = text.count("{") + text.count("(") + text.count("[")
    if opened > MAX_DEPTH:
        return False
    upper = text.upper()  # a dozen searches for a word are ten times faster than one expression
    return not any(piece in upper for piece in _SUSPICIOUS)


def read_tokens(text: str) -> Iterator[Token]:
    """Split a query by the terminals of SPARQL 1.1 (section 19.8); blanks and comments go.

    A word runs over dots and hyphens: were `a.a.a` split, each piece would be searched anew to
    the end for the colon of a name.

    >>> [token.kind for token in read_tokens("SELECT ?x { ?x kg:sign '-' }")]
    ['word', 'variable', 'open', 'variable', 'prefixed', 'string', 'close']
    """
    line = 1
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "other", match.group()
        if kind not in {"blank", "comment"}:
            yield Token(kind, piece, line)
        line += piece.count("\n")


def _check_word(token: Token, datasets: bool) -> bool:
    """Look for a keyword anywhere in a word; True for a FROM that is allowed.

    The engine reads keywords without a boundary after them: `trueSERVICE<...>` is a value and a
    service call, `ASKFROM<...>` a query with a dataset. No keyword of a harmless query holds these.
    """
    word = token.text.upper()
    for keyword, (cause, remedy) in _REFUSED.items():
        if keyword in word and not (datasets and keyword == "FROM"):
            raise QueryError(f"line {token.line}: {keyword} {cause}: {remedy}")
    if word in _UPDATES:
        cause = f"line {token.line}: {word} would change the graph"
        raise QueryError(f"{cause}: change the curated files; queries only read")
    return "FROM" in word


def _check_prefix(token: Token, before: Token, depth: int, datasets: bool) -> bool:
    """Refuse `FROM:x`, which the engine reads as keyword and name.

    A name such as `from:x` stays free wherever a dataset clause cannot stand.
    """
    prefix = token.text.partition(":")[0].upper()
    chooses = "FROM" in prefix and before.text.upper() != "PREFIX" and depth == 0
    if chooses and not datasets:
        cause, remedy = _REFUSED["FROM"]
        raise QueryError(f"line {token.line}: FROM {cause}: {remedy}")
    return chooses


def _check_call(bracket: Token, name: Token, before: Token) -> None:
    """Refuse `SERVICE:x {` likewise; `service:x` stays free wherever a call cannot stand."""
    prefix = name.text.partition(":")[0].upper()
    if bracket.text != "{" or name.kind != "prefixed" or "SERVICE" not in prefix:
        return
    if before.text.upper() != "GRAPH":
        cause, remedy = _REFUSED["SERVICE"]
        raise QueryError(f"line {name.line}: SERVICE {cause}: {remedy}")


def _check_stray(token: Token) -> None:
    """Stop at what no query holds there: to look for the end of it again and again takes long."""
    if token.text in {'"', "'"}:
        cause = f"line {token.line}: a quotation mark that nothing closes"
        raise QueryError(f"{cause}: close the string, and put a blank after '<' in a comparison")
    if token.text == "\\":
        cause = f"line {token.line}: a backslash outside strings, names and IRIs"
        raise QueryError(f"{cause}: write the character itself")


_REFUSED = {
    "SERVICE": ("would ask another server", "ask for what this graph holds"),
    "FROM": (
        "would choose or load other graphs",
        "leave it out; GRAPH tells the graphs of the store apart",
    ),
}

_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
)

_SUSPICIOUS = (*_REFUSED, *sorted(_UPDATES), '"', "'", "\\")

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
_LETTER += "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_NAME = rf"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_PLAIN = rf"[{_NAME}:-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    rf"""
      (?P<blank>[\x20\t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<string>\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
               | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
               | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$][{_NAME}]+)
    | (?P<blank_node>_:[{_NAME}](?:[{_NAME}.-]*[{_NAME}-])?)
    | (?P<prefixed>(?:[{_LETTER}](?:[{_NAME}.-]*[{_NAME}-])?)?
                   :(?:(?:{_PLAIN})(?:\.*(?:{_PLAIN}))*)?)
    | (?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
    | (?P<word>[{_NAME}]++(?:[.-]++[{_NAME}]++)*+)
    | (?P<open>[{{(\[])
    | (?P<close>[}})\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

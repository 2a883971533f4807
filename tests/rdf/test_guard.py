"""What a query may not do is refused before any engine sees it, and fast whatever the text."""

from __future__ import annotations

import multiprocessing

import pytest

from kg.errors import QueryError
from kg.rdf.guard import MAX_BYTES, MAX_DEPTH, check_query, read_tokens

REFUSED = {
    "service": ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    "silent service": ("SELECT * { SERVICE SILENT <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    "service in small letters": ("select * { service <http://example.org/> {} }", "SERVICE"),
    "service by variable": ("SELECT * { SERVICE ?where { ?s ?p ?o } }", "SERVICE"),
    "service glued to its name": ("SELECT * { SERVICE:x { ?s ?p ?o } }", "SERVICE"),
    "service over a comment": ("SELECT * { SERVICE:x # {\n { ?s ?p ?o } }", "SERVICE"),
    "service glued to a value": ("SELECT * { ?s ?p trueSERVICE<x:y> {} }", "SERVICE"),
    "service after dots": ("SELECT * { ?s ?p 1.SERVICE <x:y> {} }", "SERVICE"),
    "from a file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    "from the net": ("SELECT * FROM NAMED <http://example.org/> { ?s ?p ?o }", "FROM"),
    "from glued to an IRI": ("ASKFROM<file:///etc/passwd> {}", "FROM"),
    "from glued to its name": ("PREFIX FROM: <x:> SELECT * FROM:x { ?s ?p ?o }", "FROM"),
    "insert": ("INSERT DATA { <a:b> <c:d> <e:f> }", "INSERT"),
    "delete": ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
    "load": ("LOAD <file:///etc/passwd>", "LOAD"),
    "load after a query": ("SELECT * { ?s ?p ?o } ; LOAD <http://example.org/>", "LOAD"),
    "clear": ("CLEAR ALL", "CLEAR"),
    "drop": ("DROP GRAPH <a:b>", "DROP"),
    "with": ("WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
    "unclosed string": ("SELECT * { ?s ?p 'open }", "a quotation mark that nothing closes"),
    "escape outside a string": ("SELECT * { SERV\\u0049CE <x:y> {} }", "a backslash"),
    "too deep": ("SELECT * " + "{" * 2000 + "}" * 2000, f"nested deeper than {MAX_DEPTH}"),
    "too deep in brackets": ("SELECT (" + "(" * 2000 + "1", f"nested deeper than {MAX_DEPTH}"),
    "too deep in blank nodes": ("ASK { ?s ?p " + "[?p " * 2000, f"nested deeper than {MAX_DEPTH}"),
    "too long": ("ASK { ?s ?p '" + "\u00e4" * (MAX_BYTES // 2) + "' }", "write one of at most"),
}
"""A query -> what the one error names."""

HARMLESS = {
    "words in strings": "SELECT * { ?s ?p 'LOAD <x>', \"SERVICE <y> {\", '''FROM\n<z>''' }",
    "words in comments": "SELECT * { ?s ?p ?o # SERVICE <http://example.org/> {}\n}",
    "words in IRIs": "SELECT * { ?s <http://example.org/SERVICE#FROM> ?o }",
    "words in names": "PREFIX service: <x:> SELECT ?from { ?from service:insert service:load }",
    "a name before a path": "PREFIX from: <x:> SELECT * { ?s from:a/from:b ?o }",
    "a graph by name": "PREFIX service: <x:> SELECT * { GRAPH service:a { ?s ?p ?o } }",
    "escapes where they belong": r"SELECT * { ?s <x:\u0041>  'a\'b\u0022' ; kg:a\-b ?o }",
    "comparisons": "SELECT * { ?s ?p ?o FILTER (?o < 'b' && ?o > 'a') }",
    "numbers": "SELECT (1-2.5e3 AS ?n) { ?s ?p 1. ?s ?p .5 }",
    "as deep as allowed": "SELECT * " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
}

ENDLESS = {
    "words and dots": "a." * 50_000,
    "words and hyphens": "a-" * 50_000,
    "comment signs after a name": "SELECT * { ?s service:x " + "#" * 90_000 + "\n}",
    "comments after a name": "SELECT * { ?s service:x " + " #" * 45_000 + "\n}",
    "escaped quotes": '"\\' * 50_000,
    "openings of long strings": '""" "\\' * 16_000,
    "half-open IRIs": "<a" * 50_000,
    "names that ask for a service": "SELECT * {" + " service:x ?a ;" * 6_000 + "}",
    "brackets": "[" * 100_000,
    "percent signs": ":" + "%4" * 49_000,
}
"""Texts over which a careless search takes minutes or years: all were tried."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_writes_or_reaches_outside_is_refused(name: str) -> None:
    text, named = REFUSED[name]
    with pytest.raises(QueryError) as refusal:
        check_query(text)
    message = str(refusal.value)
    assert named in message
    assert "\n" not in message
    assert ": " in message, "a cause, and a remedy"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_it_is_not(name: str) -> None:
    check_query(HARMLESS[name])


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(QueryError, match=r"^line 3: SERVICE would ask another server: "):
        check_query("SELECT * {\n '''two\nlines''' SERVICE <x:y> {} }")


@pytest.mark.parametrize("name", ENDLESS)
def test_no_text_takes_long_to_judge(name: str) -> None:
    judge = multiprocessing.get_context("fork").Process(target=_judge, args=(ENDLESS[name],))
    judge.start()
    judge.join(20)  # a hundred times what the slowest takes
    code = judge.exitcode
    judge.kill()
    judge.join()
    assert code == 0, "it took longer than 20 s" if code is None else "it crashed"


def test_tokens_keep_every_letter() -> None:
    text = "SELECT?x{?x a kg:Cell;rdfs:label'it''s'@en-GB.FILTER(?x!=<x:y>)#end\n}"
    pieces = [token.text for token in read_tokens(text)]
    assert "".join(pieces) == text.replace("#end\n", "").replace(" ", "")


def _judge(text: str) -> None:
    try:
        check_query(text)
    except QueryError:
        pass


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_that_is_refused_passes_for_plain(name: str) -> None:
    """What need not be looked at word by word holds no reason to refuse."""
    from kg.rdf import guard

    text = REFUSED[name][0] if isinstance(REFUSED[name], tuple) else REFUSED[name]
    assert not guard._is_plain(str(text))

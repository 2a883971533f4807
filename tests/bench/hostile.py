"""Bytes and queries that a service should refuse, stop or answer, and that should harm nobody."""

from __future__ import annotations

_TO = b" HTTP/1.1\r\nHost: localhost\r\n"
GET = b"GET /health" + _TO
POST = b"POST /sparql" + _TO + b"content-type: application/sparql-query\r\n"
CHUNKED = POST + b"transfer-encoding: chunked\r\n\r\n"

HOSTILE = (
    b"", b"\r\n" * 9, b"\0" * 999, b"\x16\x03\x01\x00\xa5\x01", b"GET", b"GET /",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n", b"G\xc3\x89T /" + _TO + b"\r\n", b"GET  /" + _TO + b"\r\n",
    b"GET http://[" + _TO + b"\r\n", b"GET //\\\\x" + _TO + b"\r\n",
    b"GET /%00%ff/../../etc/passwd" + _TO + b"\r\n",
    b"CONNECT 127.0.0.1:22" + _TO + b"\r\n", b"TRACE /" + _TO + b"\r\n",
    b"GET /" + b"a" * 200_000 + _TO + b"\r\n",
    GET + b"a: " + b"b" * 200_000 + b"\r\n\r\n", GET + b"a:b\r\n" * 30_000 + b"\r\n",
    GET + b"Host: evil.example\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    GET + b"Origin: http://evil.example\r\n\r\n",
    GET + b"a\r\nb: c\r\n\r\n", GET + b"a: b\nc: d\n\n",
    GET + b"x-forwarded-for: 1.2.3.4\r\nforwarded: for=evil\r\n\r\n",
    GET + b"connection: upgrade\r\nupgrade: websocket\r\n\r\n" + b"\x81\x85" * 99,
    GET + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    POST + b"content-length: -1\r\n\r\n",
    POST + b"content-length: 99999999999999999999\r\n\r\n",
    POST + b"content-length: 500000\r\n\r\n" + b"a" * 500_000,
    CHUNKED + b"fffffffffffffffff\r\n",
    CHUNKED + b"1;" + b"x" * 300_000 + b"\r\nA\r\n0\r\n\r\n",
    CHUNKED + b"1\r\na\r\n" * 200_000,
    CHUNKED + b"0\r\n" + b"a: b\r\n" * 30_000,
    CHUNKED + b"0\r\na: " + b"b" * 300_000,
    POST + b"content-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\0",
    POST + b"expect: 100-continue\r\ncontent-length: 6\r\n\r\nASK {}",
    GET + b"\r\n" + (GET + b"\r\n") * 5_000,
    GET + b"\r\n" + POST + b"content-length: 9\r\n\r\nASK",
    POST + b"content-length: 2000\r\n\r\n" + b"{" * 2000,
    POST + b"content-length: 8\r\n\r\nASK {\xff\xfe}",
)  # fmt: skip
"""Bytes that are no request, half of one, two in one, or too much of one."""

QUERIES = (
    "SELECT * " + "{" * 2000 + "}" * 2000,
    "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "LOAD <file:///etc/passwd>",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "DROP ALL", "INSERT DATA { <x:a> <x:b> 1 }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000000",
    "SELECT * { ?a (!kg:x)* ?b . ?c (!kg:x)* ?d }",
    'SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), "' + "(x*)*" * 500 + '")) }', "\0", "\ufeff" * 99,
    "SELECT * { VALUES ?x { " + "1 " * 40_000 + "} }", "ASK {} # " + "\U0001f9ec" * 9_000,
)  # fmt: skip
"""Queries that should be refused, stopped or answered."""

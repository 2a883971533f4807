"""What a query answers, and the forms in which people and programs read it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import RequestError
from kg.escape import terminal
from kg.rdf.base import prefixes_under
from kg.rdf.namespace import DATA, XSD_DECIMAL, XSD_INTEGER, shorten
from kg.rdf.writing import turtle

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class Term:
    """An RDF term: 'iri', 'literal', 'blank' or 'triple' (as text); datatype as a whole IRI."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None
    bases: tuple[str, ...] = field(default=(DATA,), compare=False, repr=False)
    """Under which our own IRIs stand where it was asked."""

    @property
    def short(self) -> str:
        """As people read it: our IRIs as ids, literals as their text."""
        return shorten(self.value, self.bases) if self.kind == "iri" else self.value


@dataclass(frozen=True)
class QueryResult:
    """The answer: rows under variables (SELECT), a boolean (ASK), or triples (CONSTRUCT, DESCRIBE).

    An unbound variable is None in its row. `truncated` tells that there was more than was asked
    for.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[tuple[Term, Term, Term], ...] | None = None
    truncated: bool = False

    def written(self, form: str, width: int = 120) -> str:
        """Give the answer as 'table', 'csv', 'json' or 'turtle'; `RequestError` for others."""
        if form == "table":
            from rich.console import Console

            console = Console(file=io.StringIO(), width=width, color_system=None)
            console.print(self.table())
            return str(console.file.getvalue())  # type: ignore[attr-defined]
        forms = {"csv": self.csv, "json": self.json, "turtle": self.turtle}
        if form not in forms:
            raise RequestError(f"no format '{form}': use table, csv, json or turtle")
        return forms[form]()

    def table(self) -> Table:
        """Lay the answer out for a terminal; labels are text, never markup."""
        from rich.table import Table
        from rich.text import Text

        header, body = self._grid()
        drawn = Table()
        for name in header:
            drawn.add_column(Text(terminal(name)))
        for row in body:
            drawn.add_row(*(Text(terminal(term.short) if term else "") for term in row))
        if self.truncated:
            drawn.caption = Text(f"the first {len(body)} rows; there are more")
        return drawn

    def csv(self) -> str:
        """Write comma separated values that a spreadsheet takes as text, never as a formula."""
        out = io.StringIO()
        header, body = self._grid()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([_spreadsheet_cell(term) for term in row] for row in body)
        return out.getvalue()

    def json(self) -> str:
        """Write W3C SPARQL 1.1 Query Results JSON, IRIs whole; not for triples."""
        if self.triples is not None:
            raise RequestError("triples have no JSON results format: use turtle, csv or table")
        if self.boolean is not None:
            return json.dumps({"head": {}, "boolean": self.boolean}) + "\n"
        bindings = [
            {name: _binding(term) for name, term in zip(self.variables, row, strict=True) if term}
            for row in self.rows
        ]
        content = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def turtle(self) -> str:
        """Write the triples of a CONSTRUCT or DESCRIBE as Turtle, sorted."""
        if self.triples is None:
            raise RequestError("only CONSTRUCT and DESCRIBE give Turtle: use table, csv or json")
        import pyoxigraph

        lines = sorted({" ".join(map(_ntriples, triple)) + " .\n" for triple in self.triples})
        parsed = pyoxigraph.parse("".join(lines).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
        bases = self.triples[0][0].bases if self.triples else (DATA,)
        return turtle((quad.triple for quad in parsed), prefixes_under(bases[0])).decode()

    def _grid(self) -> tuple[tuple[str, ...], tuple[tuple[Term | None, ...], ...]]:
        """Give any answer as a header and rows."""
        if self.boolean is not None:
            return ("answer",), ((Term("literal", "yes" if self.boolean else "no"),),)
        if self.triples is not None:
            return ("subject", "predicate", "object"), self.triples
        return self.variables, self.rows


def _spreadsheet_cell(term: Term | None) -> str:
    """Put an apostrophe before what Excel would run as a formula; numbers stay numbers."""
    if term is None:
        return ""
    cell = term.short
    risky = cell.lstrip().startswith(("=", "+", "-", "@")) or cell.startswith(("\t", "\r"))
    return f"'{cell}" if risky and not (term.datatype in _NUMERIC and _is_number(cell)) else cell


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdigit()


def _binding(term: Term) -> dict[str, object]:
    """Write a term by section 3.2.2 of SPARQL 1.1 Query Results JSON."""
    kinds = {"iri": "uri", "blank": "bnode"}
    binding: dict[str, object] = {"type": kinds.get(term.kind, term.kind), "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype and term.datatype != _STRING:
        binding["datatype"] = term.datatype
    return binding


def _ntriples(term: Term) -> str:
    import pyoxigraph

    if term.kind == "iri":
        return str(pyoxigraph.NamedNode(term.value))
    if term.kind == "blank":
        return str(pyoxigraph.BlankNode(term.value))
    if term.kind == "triple":
        return term.value
    if term.language:
        return str(pyoxigraph.Literal(term.value, language=term.language))
    datatype = pyoxigraph.NamedNode(term.datatype or _STRING)
    return str(pyoxigraph.Literal(term.value, datatype=datatype))


_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NUMERIC = frozenset({XSD_DECIMAL.value, XSD_INTEGER.value})

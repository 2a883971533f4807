"""SHACL: whether the RDF says all that a valid claim must say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, parse

from kg.errors import Problem, RequestError
from kg.find import offer
from kg.graph import Graph
from kg.rdf.base import at_home
from kg.rdf.namespace import CLAIMS, DATA, ONTOLOGY, VERDICTS, shorten
from kg.rdf.shapes import find_problems

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


def validate(
    source: Graph | Path, *, claims: Collection[str] | None = None, reference: bool = False
) -> tuple[Problem, ...]:
    """Check a graph, or a Turtle or N-Triples file of one, against `ontology/shapes.ttl`.

    Of a graph both what is curated and the verdicts computed from it are checked. With `claims`,
    only what an edit of these can put right or wrong: their effects, records and all that hangs on
    these, and the derived effects and comparisons that rest on them; the same problems as the
    whole has there, found in a hundredth of the time. With `reference`, by pySHACL, which is
    slower and finds the same. Gives nothing where all is well. A problem names the resource
    (kind/id) in place of a file, with line 0. Raises `RequestError` for a claim that the graph
    lacks, a file that is no RDF, `claims` with `reference`, and a reference that is not installed.

    >>> import kg
    >>> validate(kg.load())
    ()
    >>> validate(kg.load(), claims=["carbon-ion-irradiation.increases.hmgb1-release"])
    ()
    """
    if reference and claims is not None:
        raise RequestError("pySHACL checks the whole: leave out the claims, or the reference")
    if not reference:
        return tuple(sorted(find_problems(_read(source, claims), claims)))
    try:
        import rdflib
        from pyshacl import validate as run_shacl
    except ImportError:
        raise RequestError("the reference is pySHACL: pip install pyshacl") from None

    shapes = rdflib.Graph().parse(str(files("kg.ontology") / "shapes.ttl"), format="turtle")
    _, report, _ = run_shacl(_load(source), shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):  # pySHACL gives its failures back instead of a report
        raise RequestError(f"SHACL could not run: {report}")
    result = rdflib.SH.ValidationResult
    found = {_problem(node, report, shapes) for node in report.subjects(rdflib.RDF.type, result)}
    return tuple(sorted(found))


def _read(source: Graph | Path, claims: Collection[str] | None) -> Iterable[Triple]:
    from kg.rdf.dataset import touched_triples

    if isinstance(source, Graph):
        for key in () if claims is None else claims:
            if key not in source.claims:
                hint = offer(key, source.claims, "'kg show ENTITY' lists its claims")
                raise RequestError(f"no claim '{key}': {hint}")
        return _all_triples(source) if claims is None else touched_triples(source, claims)
    if source.suffix not in {".ttl", ".nt"}:
        raise RequestError(f"'{source.name}' is no .ttl or .nt file: give one of these")
    form = RdfFormat.TURTLE if source.suffix == ".ttl" else RdfFormat.N_TRIPLES
    return at_home([quad.triple for quad in parse(path=str(source), format=form)])


def _all_triples(graph: Graph) -> Iterable[Triple]:
    """Give what the shapes are about; direct triples say what effects say."""
    from kg.rdf.dataset import named_triples

    named = named_triples(graph)
    return chain(named[CLAIMS], named[VERDICTS])


def _load(source: Graph | Path) -> rdflib.Graph:
    import rdflib

    if isinstance(source, Graph):
        # plain lines without dots: pyoxigraph escapes, rdflib reads
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in _all_triples(source))
        return rdflib.Graph().parse(data=lines, format="nt")
    formats = {".ttl": "turtle", ".nt": "nt"}
    if source.suffix not in formats:
        raise RequestError(f"'{source.name}' is no .ttl or .nt file: give one of these")
    content = source.read_bytes()
    if f"<{DATA}layer/".encode() in content or b"base" not in content:
        return rdflib.Graph().parse(data=content, format=formats[source.suffix])
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in _read(source, None))
    return rdflib.Graph().parse(data=lines, format="nt")


def _problem(result: Node, report: rdflib.Graph, shapes: rdflib.Graph) -> Problem:
    from rdflib import SH, URIRef

    node = report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    if node == URIRef(f"{ONTOLOGY}#Claims"):  # a rule over the whole graph: blame the value
        node, value = value, None
    path = report.value(result, SH.resultPath)
    rule = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
    remedy = shapes.value(rule, URIRef(f"{ONTOLOGY}#remedy"))
    field = shapes.value(rule, URIRef(f"{ONTOLOGY}#field"))
    cause = str(report.value(result, SH.resultMessage))
    if value is not None:
        cause += f" ({shorten(str(value))})"
    return Problem(
        file=str(node).removeprefix(DATA),
        line=0,
        field=str(field) if field else shorten(str(path)) if path else "claims",
        cause=cause,
        remedy=str(remedy or "correct the curated record"),
    )

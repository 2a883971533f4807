"""One record as a nanopublication: what it says, where it comes from, who published it.

Guidelines of nanopub.net; the name ends in the hash of what it holds, as Trusty URIs of module RA
do (trustyuri.net: Kuhn and Dumontier 2014). Nothing is signed.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import Graph
from kg.model import Claim, Evidence
from kg.rdf.base import Bases, place_of
from kg.rdf.description import dataset_of, licence_term
from kg.rdf.evidence import describe_evidence
from kg.rdf.namespace import (
    CREATOR,
    DATA,
    LABEL,
    LICENCE,
    OBJECT,
    PREDICATE,
    STATEMENT,
    SUBJECT,
    TYPE,
    WAS_DERIVED_FROM,
    resource,
    shorten,
    text,
    word,
)

NANOPUB = "http://www.nanopub.org/nschema#"
IS_PART_OF = NamedNode("http://purl.org/dc/terms/isPartOf")


@dataclass(frozen=True)
class Nanopublication:
    """Its name, and its four graphs: head, assertion, provenance, publication info."""

    iri: str
    graphs: Mapping[NamedNode, tuple[Triple, ...]]


def nanopublications(
    graph: Graph, records: Iterable[tuple[Claim, Evidence]]
) -> Iterator[Nanopublication]:
    """Make the nanopublication of each of some records.

    The assertion holds the statement and the record with all that limits it; the provenance the
    papers, where it was read, how surely it is put and what second readings say. It has no time and
    no signature: whoever publishes it adds both, and a new hash.

    >>> import kg
    >>> graph = kg.load()
    >>> made = next(nanopublications(graph, graph.evidence()))
    >>> made.iri.startswith("https://w3id.org/cirt-kg/np/RA"), len(made.graphs)
    (True, 4)
    """
    bases = Bases.of(graph)
    place, about = f"{place_of(bases.first)}np/", tuple(_about(graph))
    blank = f"{place} "  # stands where the hash will
    for claim, evidence in records:
        drafted = _graphs(graph, bases, (claim, evidence), blank, about)
        iri = f"{place}RA{_hash(drafted)}"
        yield Nanopublication(iri, {
            NamedNode(name.replace(blank, iri)): tuple(
                Triple(_name(one, blank, iri), _name(two, blank, iri), _settle(three, blank, iri))
                for one, two, three in triples
            ) for name, triples in drafted.items()
        })  # fmt: skip


Term = NamedNode | Literal | str
Drafted = Mapping[str, list[tuple[Term, Term, Term]]]
"""Triples by graph; a name that holds the blank is text, for no node may hold one."""


def _graphs(
    graph: Graph, bases: Bases, record: tuple[Claim, Evidence], here: str,
    about: Iterable[tuple[NamedNode, NamedNode | Literal]],
) -> Drafted:  # fmt: skip
    claim, evidence = record
    parts = {name: f"{here}#{name}" for name in ("Head", "assertion", "provenance", "pubinfo")}
    said, origin = _parted(graph, bases, claim, evidence)
    head: list[tuple[Term, Term, Term]] = [(here, TYPE, NamedNode(f"{NANOPUB}Nanopublication"))]
    head += [
        (here, NamedNode(f"{NANOPUB}{relation}"), parts[name])
        for relation, name in (("hasAssertion", "assertion"), ("hasProvenance", "provenance"),
                               ("hasPublicationInfo", "pubinfo"))
    ]  # fmt: skip
    assertion: list[tuple[Term, Term, Term]] = [_terms(one) for one in said]
    provenance: list[tuple[Term, Term, Term]] = [_terms(one) for one in origin]
    provenance += [(parts["assertion"], WAS_DERIVED_FROM, one)
                   for one in _papers(graph, bases, evidence)]  # fmt: skip
    told: list[tuple[Term, Term, Term]] = [(here, relation, value) for relation, value in about]
    told.append((here, LABEL, text(f"{claim.id}, {evidence.id}")))
    return {parts["Head"]: head, parts["assertion"]: assertion, parts["provenance"]: provenance,
            parts["pubinfo"]: told}  # fmt: skip


def _about(graph: Graph) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Say who made it, under which licence, and of which dataset it is a part."""
    for one in graph.manifest.creators:
        yield CREATOR, text(one.name)
    yield LICENCE, licence_term(graph.manifest.licence)
    yield IS_PART_OF, NamedNode(dataset_of(graph))


def _parted(
    graph: Graph, bases: Bases, claim: Claim, evidence: Evidence
) -> tuple[Iterable[Triple], Iterable[Triple]]:
    """Part what a record says from where it stands, each under the names of the world."""
    mine = list(describe_evidence(claim.id, evidence))
    checks = {one.object for one in mine if one.predicate == word("check")}
    origin = [one for one in mine if one.predicate in _ORIGIN or one.subject in checks]
    known = set(origin)
    said = [one for one in mine if one not in known]
    said += _statement(claim)
    said += _labels(graph, said)
    return bases.triples(_ordered(said)), bases.triples(_ordered(origin))


def _statement(claim: Claim) -> Iterator[Triple]:
    here = resource("effect", claim.id)
    yield Triple(here, TYPE, STATEMENT)
    yield Triple(here, SUBJECT, resource("", claim.subject))
    yield Triple(here, PREDICATE, word(claim.predicate))
    yield Triple(here, OBJECT, resource("", claim.object))
    if claim.sign is not None:
        yield Triple(here, word("sign"), text(claim.sign))


def _labels(graph: Graph, said: Iterable[Triple]) -> Iterator[Triple]:
    """Name the entities: a nanopublication is read alone."""
    objects = (one.object for one in said)
    names = (one.value for one in objects if isinstance(one, NamedNode))
    named = {shorten(name) for name in names if name.startswith(DATA)}
    for key in sorted(named & graph.entities.keys()):
        yield Triple(resource("", key), LABEL, text(graph.entities[key].label))


def _papers(graph: Graph, bases: Bases, evidence: Evidence) -> Iterator[NamedNode]:
    """Name what was read, and the papers that it speaks of: by DOI where there is one."""
    for key in sorted({*evidence.references, evidence.read_in}):
        paper = graph.references[key]
        yield NamedNode(str(paper.address)) if paper.doi else bases.node(resource("reference", key))


def _ordered(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(set(triples), key=str)


def _terms(triple: Triple) -> tuple[Term, Term, Term]:
    return triple.subject, triple.predicate, triple.object  # type: ignore[return-value]


def _name(term: Term, blank: str, iri: str) -> NamedNode:
    return NamedNode(term.replace(blank, iri) if isinstance(term, str) else term.value)


def _settle(term: Term, blank: str, iri: str) -> NamedNode | Literal:
    return NamedNode(term.replace(blank, iri)) if isinstance(term, str) else term


# -- the hash -------------------------------------------------------------------------------------


def _hash(graphs: Drafted) -> str:
    """Hash the quads in the order of their names, a blank in the place of the hash itself."""
    quads = {
        (_plain(name), *(_plain(term) for term in triple))
        for name, triples in graphs.items() for triple in triples
    }  # fmt: skip
    lines = "".join(f"{line}\n" for quad in sorted(quads) for _, _, line in quad)
    return urlsafe_b64encode(sha256(lines.encode()).digest()).decode().rstrip("=")


def _plain(term: Term) -> tuple[tuple[bool, bytes], tuple[str, str], str]:
    """Give by what a term is sorted (names, then literals, by their bytes), and its line."""
    if isinstance(term, Literal):
        written = term.value.replace("\\", "\\\\").replace("\n", "\\n")
        language = term.language
        mark = f"@{language.lower()}" if language else f"^{term.datatype.value}"
        kind = ("", language) if language else (term.datatype.value, "")
        return (True, term.value.encode()), kind, f"{mark} {written}"
    name = term if isinstance(term, str) else term.value
    return (False, name.encode()), ("", ""), name


_ORIGIN = frozenset(map(word, (
    "readIn", "reference", "locator", "attribution", "certainty", "evidenceType", "check", "note",
    "order",
)))  # fmt: skip
"""What of a record tells where it comes from, and how sure its source is."""

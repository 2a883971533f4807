"""Names: IRIs made from ids, CURIEs expanded to IRIs, and the way back for people."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

ONTOLOGY = "https://w3id.org/cirt-kg/ontology"
DATA = "https://w3id.org/cirt-kg/id/"
GRAPHS = "https://w3id.org/cirt-kg/graph/"
CLAIMS = NamedNode(f"{GRAPHS}claims")
DIRECT = NamedNode(f"{GRAPHS}direct")
VERDICTS = NamedNode(f"{GRAPHS}verdicts")


@cache
def word(name: str) -> NamedNode:
    """Name a term of our vocabulary: a class, a property, or a value of a closed list.

    >>> word("isodose").value
    'https://w3id.org/cirt-kg/ontology#isodose'
    """
    return NamedNode(f"{ONTOLOGY}#{quote(name, safe='')}")


def resource(kind: str, *parts: str | int) -> NamedNode:
    """Name a resource by its kind and id; an entity has no kind in its IRI.

    The name stands under the base of the shipped corpus, for whatever corpus: `kg.rdf.base` puts
    it under that of its own where the world sees it.

    >>> resource("", "hmgb1").value
    'https://w3id.org/cirt-kg/id/hmgb1'
    >>> resource("contrast", "a.increases.b", "isodose", 1).value
    'https://w3id.org/cirt-kg/id/contrast/a.increases.b.isodose.1'
    """
    name = quote(".".join(map(str, parts)), safe="")
    return NamedNode(f"{DATA}{kind}/{name}" if kind else DATA + name)


def expand(curie: str) -> NamedNode:
    """Expand a CURIE; a prefix that the table lacks goes through the Bioregistry's resolver.

    >>> expand("GO:0006915").value
    'http://purl.obolibrary.org/obo/GO_0006915'
    """
    prefix, _, name = curie.partition(":")
    if prefix not in EXPANSIONS:
        return NamedNode(f"https://bioregistry.io/{quote(curie, safe=':')}")
    return NamedNode(EXPANSIONS[prefix] + quote(name, safe=""))


def shorten(iri: str, bases: Iterable[str] = (DATA,)) -> str:
    """Write our own IRIs as the id or word they were made from, CURIEs as CURIEs, others whole.

    Our own are those under `bases`.

    >>> shorten("https://w3id.org/cirt-kg/id/reference/ran2021")
    'ran2021'
    >>> shorten("https://w3id.org/cirt-kg/ontology#isodose")
    'isodose'
    """
    if iri.startswith(f"{ONTOLOGY}#"):
        return unquote(iri.removeprefix(f"{ONTOLOGY}#"))
    for base in bases:
        if iri.startswith(base):
            return unquote(iri.removeprefix(base).rpartition("/")[2])
    return iri


def text(value: str) -> Literal:
    """Give a plain string literal."""
    return Literal(value)


def number(value: float) -> Literal:
    """Give an exact decimal, every digit as curated.

    >>> number(2.94).value, number(10).value
    ('2.94', '10.0')
    """
    digits = f"{Decimal(repr(float(value))):f}"
    return Literal(digits if "." in digits else f"{digits}.0", datatype=XSD_DECIMAL)


def count(value: int) -> Literal:
    """Give an integer."""
    return Literal(str(value), datatype=XSD_INTEGER)


def year(value: int) -> Literal:
    """Give a year."""
    return Literal(str(value), datatype=XSD_YEAR)


def day(value: str) -> Literal:
    """Give a day, written as year-month-day."""
    return Literal(value, datatype=XSD_DATE)


def truth(value: bool) -> Literal:
    """Give a truth value."""
    return Literal("true" if value else "false", datatype=XSD_BOOLEAN)


_XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_DECIMAL, XSD_INTEGER = NamedNode(f"{_XSD}decimal"), NamedNode(f"{_XSD}integer")
XSD_BOOLEAN, XSD_YEAR = NamedNode(f"{_XSD}boolean"), NamedNode(f"{_XSD}gYear")
XSD_DATE = NamedNode(f"{_XSD}date")

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
TYPE, STATEMENT = NamedNode(f"{_RDF}type"), NamedNode(f"{_RDF}Statement")
SUBJECT, PREDICATE = NamedNode(f"{_RDF}subject"), NamedNode(f"{_RDF}predicate")
OBJECT = NamedNode(f"{_RDF}object")
ASSOCIATION = NamedNode("https://w3id.org/biolink/vocab/Association")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SEE_ALSO = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
ALT_LABEL, DEFINITION = NamedNode(f"{_SKOS}altLabel"), NamedNode(f"{_SKOS}definition")
HIDDEN_LABEL = NamedNode(f"{_SKOS}hiddenLabel")
BROADER = NamedNode(f"{_SKOS}broader")
MATCH = {
    name: NamedNode(f"{_SKOS}{name}Match")
    for name in ("exact", "close", "broad", "narrow", "related")
}
IDENTIFIER, TITLE = NamedNode(f"{_DCTERMS}identifier"), NamedNode(f"{_DCTERMS}title")
WAS_DERIVED_FROM = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
CREATOR, ISSUED = NamedNode(f"{_DCTERMS}creator"), NamedNode(f"{_DCTERMS}issued")
CONFORMS_TO = NamedNode(f"{_DCTERMS}conformsTo")
LICENCE, RIGHTS = NamedNode(f"{_DCTERMS}license"), NamedNode(f"{_DCTERMS}rights")
CITATION = NamedNode(f"{_DCTERMS}bibliographicCitation")

PREFIXES = {
    "kg": f"{ONTOLOGY}#",
    "id": DATA,
    **{
        kind: f"{DATA}{kind}/"
        for kind in (
            "agent", "arm", "basis", "check", "citation", "column", "comparison", "compartment",
            "conclusion", "conditions", "conflict", "contrast", "document", "effect", "erratum",
            "evidence", "explanation", "exposure", "facet", "facet-kind", "gap", "ground", "layer",
            "maker", "module", "notice", "omission", "pointer", "quantity", "query", "reference",
            "request", "sentence", "side", "silence", "system", "verdict",
        )
    },
    "biolink": "https://w3id.org/biolink/vocab/",
    "dcterms": _DCTERMS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": _RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": _SKOS,
    "xsd": _XSD,
}  # fmt: skip
"""Prefixes of the files we write, known to every query without being declared."""

_OBO = "http://purl.obolibrary.org/obo/"
EXPANSIONS = {
    **{
        prefix: f"{_OBO}{prefix}_"
        for prefix in (
            "BFO", "CHEBI", "CL", "DOID", "ECO", "GO", "HP", "MAXO", "MONDO", "NCBITaxon", "NCIT",
            "OBI", "RBO", "RO", "UBERON", "UO", "VO",
        )
    },
    "DRUGBANK": "https://go.drugbank.com/drugs/",
    "EFO": "http://www.ebi.ac.uk/efo/EFO_",
    "FPLX": "https://sorgerlab.github.io/famplex/",
    "HGNC": "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/",
    "MESH": "https://meshb.nlm.nih.gov/record/ui?ui=",
    "MGI": "http://www.informatics.jax.org/accession/MGI:",
    "cellosaurus": "https://www.cellosaurus.org/",
    "clinicaltrials": "https://www.clinicaltrials.gov/study/",
    "jrct": "https://jrct.niph.go.jp/en-latest-detail/",
}  # fmt: skip
"""CURIE prefix -> start of the IRI, from the Bioregistry (0.15.6)."""

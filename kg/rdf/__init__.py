"""What the graph says in RDF: written, read back, checked by SHACL, asked by SPARQL."""

from kg.rdf import reading
from kg.rdf.competency import named_queries
from kg.rdf.evaluation import evaluate
from kg.rdf.products import WRITERS
from kg.rdf.query import query
from kg.rdf.store import open_store
from kg.rdf.validation import validate

__all__ = ["WRITERS", "evaluate", "named_queries", "open_store", "query", "reading", "validate"]

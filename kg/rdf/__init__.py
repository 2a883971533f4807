"""What the graph says in RDF: written, checked by SHACL, asked by SPARQL."""

from kg.rdf.competency import named_queries
from kg.rdf.query import query
from kg.rdf.store import open_store
from kg.rdf.validation import validate
from kg.rdf.writing import write_nquads, write_turtle

__all__ = ["named_queries", "open_store", "query", "validate", "write_nquads", "write_turtle"]

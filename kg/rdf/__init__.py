"""What the graph says in RDF: written, read back, checked by SHACL, asked by SPARQL."""

from kg.rdf import reading
from kg.rdf.base import Bases, bases_in, own_name, place_of
from kg.rdf.competency import NamedQuery, named_queries, queries_for, query_kept, spell
from kg.rdf.description import dataset_of
from kg.rdf.evaluation import evaluate
from kg.rdf.nanopublication import Nanopublication, nanopublications
from kg.rdf.products import WRITERS
from kg.rdf.query import query
from kg.rdf.result import QueryResult
from kg.rdf.store import open_store
from kg.rdf.validation import validate
from kg.rdf.writing import trig

__all__ = [
    "WRITERS", "Bases", "NamedQuery", "Nanopublication", "QueryResult", "bases_in", "dataset_of",
    "evaluate", "named_queries", "nanopublications", "open_store", "own_name", "place_of",
    "queries_for", "query", "query_kept", "reading", "spell", "trig", "validate",
]  # fmt: skip

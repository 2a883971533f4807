"""From curated files to checked claims; every fault of every file at once."""

from kg.curation.corpus import Corpus, read
from kg.curation.inventory import Sentence
from kg.curation.schema import write_schemas

__all__ = ["Corpus", "Sentence", "read", "write_schemas"]

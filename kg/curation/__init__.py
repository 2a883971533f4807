"""From curated files to checked claims; every fault of every file at once."""

from kg.curation.corpus import Corpus, read
from kg.curation.coverage import Coverage, coverage
from kg.curation.schema import write_schemas
from kg.curation.skeleton import write_skeleton

__all__ = ["Corpus", "Coverage", "coverage", "read", "write_schemas", "write_skeleton"]

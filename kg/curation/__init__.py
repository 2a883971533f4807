"""From curated files to checked claims; every fault of every file at once."""

from kg.curation.beginning import write_corpus
from kg.curation.corpus import Corpus, read
from kg.curation.coverage import Coverage, coverage
from kg.curation.document import Document, keeping, read_document
from kg.curation.fingerprint import State, Verified, fingerprint, split_sentences, verify
from kg.curation.former import KEYED, today
from kg.curation.inventory import Sentence
from kg.curation.key import KEY, make_key
from kg.curation.manifest import layer_id
from kg.curation.record import read_record
from kg.curation.retraction import check_retractions
from kg.curation.revision import unpacked
from kg.curation.schema import write_schemas
from kg.curation.searching import Search
from kg.curation.second import read_beside
from kg.curation.skeleton import write_skeleton
from kg.curation.source import Source
from kg.curation.unfilled import Unfilled

__all__ = [
    "KEY", "KEYED", "Corpus", "Coverage", "Document", "Search", "Sentence", "Source", "State",
    "Unfilled", "Verified", "check_retractions", "coverage", "fingerprint", "keeping",
    "layer_id", "make_key", "read", "read_beside", "read_document", "read_record",
    "split_sentences", "today", "unpacked", "verify", "write_corpus", "write_schemas",
    "write_skeleton",
]  # fmt: skip

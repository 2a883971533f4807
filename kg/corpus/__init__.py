"""What does the whole literature come to? Millions of records as a data set, counted and asked.

Sources stream into partitioned Parquet, votes are counted by an engine over all of it, and what
explains a contradiction is asked of `kg.votes`, on the contradicting cells alone.
"""

from kg.corpus.adding import Added, add
from kg.corpus.asking import find_records, find_verdicts, list_sources
from kg.corpus.assembling import Assembled, assemble_votes
from kg.corpus.telling import (
    tell_added,
    tell_assembled,
    tell_records,
    tell_sources,
    tell_verdicts,
)

__all__ = [
    "Added", "Assembled", "add", "assemble_votes", "find_records", "find_verdicts", "list_sources",
    "tell_added", "tell_assembled", "tell_records", "tell_sources", "tell_verdicts",
]  # fmt: skip

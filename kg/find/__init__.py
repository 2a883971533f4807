"""What do words mean? Names of people, databases and papers to things of a graph."""

from kg.find.finder import Finder, Resolved, choose, offer
from kg.find.fold import compact, plain, tokens
from kg.find.index import RELATED, near_words
from kg.find.known import Found, Known
from kg.find.paper import by_author, find_paper
from kg.find.written import written_tables

__all__ = [
    "RELATED", "Finder", "Found", "Known", "Resolved", "by_author", "choose", "compact",
    "find_paper", "near_words", "offer", "plain", "tokens", "written_tables",
]  # fmt: skip

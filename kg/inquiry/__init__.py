"""What does a person ask? Words looked up in every text, questions read as commands."""

from kg.inquiry.condition import Conditions
from kg.inquiry.grammar import STATES, is_verb
from kg.inquiry.mention import Mention, find_mentions, split_words
from kg.inquiry.question import Question, read_question
from kg.inquiry.text import Hit, Library, Page, Shelved, search, shelve

__all__ = [
    "STATES", "Conditions", "Hit", "Library", "Mention", "Page", "Question", "Shelved",
    "find_mentions", "is_verb", "read_question", "search", "shelve", "split_words",
]  # fmt: skip

"""Who may speak on a question, and how does it then stand.

Records as observations of one topic: which of them vote, how many independent studies that makes,
who disagrees, and what limits them.
"""

from kg.votes.facet import FACETS, Profile, Span, Value, separating
from kg.votes.heard import Heard, heard_of_edges, record_key, tags_of_records
from kg.votes.observation import (
    Observation,
    Topic,
    observe,
    observe_itself,
    observe_unsigned,
)
from kg.votes.standing import Side, Standing, take_sides
from kg.votes.tag import TAGS, tags
from kg.votes.vote import Silence, poll, voters
from kg.votes.weighing import ConflictKind, Weighing, opposing, weigh
from kg.votes.words import conditions_of, decides, facet_name, many

__all__ = [
    "FACETS", "TAGS", "ConflictKind", "Heard", "Observation", "Profile", "Side", "Silence", "Span",
    "Standing", "Topic", "Value", "Weighing", "conditions_of", "decides", "facet_name",
    "heard_of_edges", "many", "observe", "observe_itself", "observe_unsigned", "opposing", "poll",
    "record_key", "separating", "tags", "tags_of_records", "take_sides", "voters", "weigh",
]  # fmt: skip

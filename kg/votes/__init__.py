"""Who may speak on a question? Records as observations of one topic, and which of them vote."""

from kg.votes.facet import separating
from kg.votes.observation import Observation, Topic, observe
from kg.votes.vote import poll, voters

__all__ = ["Observation", "Topic", "observe", "poll", "separating", "voters"]

"""What does a person see on a terminal? Entities, claims, answers, counts and lists, as text."""

from kg.show import answers, lists
from kg.show.screen import display
from kg.show.sheet import deliver
from kg.show.view import show

__all__ = ["answers", "deliver", "display", "lists", "show"]

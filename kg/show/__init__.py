"""What does a person see on a terminal? Entities, claims, answers, counts and lists, as text."""

from kg.show import answers, lists
from kg.show.contract import answer_schema, answer_schemas
from kg.show.screen import display
from kg.show.sheet import Answer, Sheet, deliver
from kg.show.view import show

__all__ = [
    "Answer", "Sheet", "answer_schema", "answer_schemas", "answers", "deliver", "display", "lists",
    "show",
]  # fmt: skip

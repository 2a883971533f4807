"""What does a person see on a terminal? Entities, claims, counts and lists, as text."""

from kg.show.lists import entity_list, product_list, query_list, statistics
from kg.show.screen import display
from kg.show.view import show

__all__ = ["display", "entity_list", "product_list", "query_list", "show", "statistics"]

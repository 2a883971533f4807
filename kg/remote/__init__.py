"""What does a store elsewhere know? The graph, or the part a question needs, read over SPARQL."""

from kg.remote.read import About, Between, read, with_own_recipes, with_recipes

__all__ = ["About", "Between", "read", "with_own_recipes", "with_recipes"]

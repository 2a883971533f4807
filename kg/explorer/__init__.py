"""How does a person walk through the graph? One page, opened from disk, with all evidence."""

from kg.explorer.page import write_explorer

__all__ = ["write_explorer"]

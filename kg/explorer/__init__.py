"""How does a person walk through the graph? One page, opened from disk, with all evidence."""

from kg.explorer.embedded import Embedded, explore
from kg.explorer.page import write_explorer

__all__ = ["Embedded", "explore", "write_explorer"]

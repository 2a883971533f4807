"""How does a person walk through the graph? One page, opened from disk, with all evidence."""

from kg.explorer.embedded import Embedded, explore
from kg.explorer.page import write_explorer
from kg.explorer.part import scripts_of, styles_of

__all__ = ["Embedded", "explore", "scripts_of", "styles_of", "write_explorer"]

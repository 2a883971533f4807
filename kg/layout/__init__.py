"""Where does everything stand in the picture? A graph becomes places, lanes and routes."""

from kg.layout.arrangement import arrange
from kg.layout.atlas import Atlas, arrange_modules
from kg.layout.place import Layout, Place
from kg.layout.visible import is_hub

__all__ = ["Atlas", "Layout", "Place", "arrange", "arrange_modules", "is_hub"]

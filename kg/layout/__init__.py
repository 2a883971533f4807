"""Where does everything stand in the picture? A graph becomes places, lanes and routes."""

from kg.layout.arrangement import arrange
from kg.layout.place import Lane, Layout, Place, Point
from kg.layout.visible import is_hub

__all__ = ["Lane", "Layout", "Place", "Point", "arrange", "is_hub"]

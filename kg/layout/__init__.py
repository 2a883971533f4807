"""Where does everything stand in the picture? A graph becomes modules, places and routes."""

from kg.layout.atlas import Atlas, Room, arrange
from kg.layout.place import Place
from kg.layout.visible import is_hub

__all__ = ["Atlas", "Place", "Room", "arrange", "is_hub"]

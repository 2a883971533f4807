"""Where does everything stand in the picture? A graph becomes modules, places and routes."""

from kg.layout.atlas import Atlas, Room, arrange, routes_between
from kg.layout.place import Place

__all__ = ["Atlas", "Place", "Room", "arrange", "routes_between"]

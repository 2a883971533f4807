"""How does the world ask the graph? SPARQL, linked data and pages over HTTP, within limits."""

from kg.service.door import Door
from kg.service.limits import Limits
from kg.service.serving import serve

__all__ = ["Door", "Limits", "serve"]

"""Which topics a question is about."""

from __future__ import annotations

from kg.graph import Graph
from kg.votes import Topic


def concerns(topic: Topic, entity: str | None, graph: Graph) -> bool:
    """Tell whether a topic is about an entity, an arm of it, or a measure of it; None means any."""
    if entity is None or entity in (topic.object, topic.exposure, topic.comparator):
        return True
    return graph.entities[topic.object].of == entity

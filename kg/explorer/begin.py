"""Where a reader may begin: names to search for, and ends between which chains are worth asking."""

from __future__ import annotations

from collections import Counter

from kg.graph import Graph


def example_names(graph: Graph) -> list[str]:
    """Give three short names that somebody of the field types: of what most is known about.

    A molecule (with what is measured of it), a cell and a process, as far as there are any; an arm
    and an outcome are on the page already.
    """
    weight = _weights(graph)
    for key, entity in graph.entities.items():
        if entity.of:
            weight[entity.of] += weight[key]
    often = sorted(graph.entities, key=lambda key: (-weight[key], key))
    named = [(graph.entities[key].kind, graph.entities[key].label) for key in often
             if key not in graph.arms and len(graph.entities[key].label) <= _SHORT]  # fmt: skip
    found = []
    for kinds in _TYPED:
        found += [label for kind, label in named if kind in kinds and label not in found][:1]
    return [*found, *(label for kind, label in named if label not in found)][:3]


def beginnings(graph: Graph) -> list[tuple[str, str]]:
    """Give (arm, outcome) for the outcomes that an arm reaches, those of most effects first."""
    ways: dict[str, set[str]] = {}
    for effect in graph.effects:
        if effect.sign in ("+", "-"):
            ways.setdefault(effect.subject, set()).add(effect.object)
    weight = _weights(graph)
    found = []
    for arm in graph.first_pair or graph.arms[:1]:
        ends = [key for key in _reached(ways, arm) if graph.entities[key].kind in _ENDS]
        ends.sort(key=lambda key: (_ENDS.index(graph.entities[key].kind), -weight[key], key))
        found += [(arm, key) for key in ends[:_EACH]]
    return found


def _reached(ways: dict[str, set[str]], start: str) -> set[str]:
    """Find all that can be reached over something else."""
    found: set[str] = set()
    rim = ways.get(start, set())
    for _ in range(_STEPS - 1):
        rim = {there for here in rim for there in ways.get(here, ())} - found - {start}
        found |= rim
    return found


def _weights(graph: Graph) -> Counter[str]:
    weight: Counter[str] = Counter()
    for effect in graph.effects:
        weight.update((effect.subject, effect.object))
    for edge in graph.comparisons:
        weight.update((edge.object,))
    return weight


_TYPED = (("gene", "molecule", "complex"), ("cell",), ("process", "pathway"))
_ENDS = ("outcome", "measure", "process")
_SHORT, _STEPS, _EACH = 16, 4, 2

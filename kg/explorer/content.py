"""What the page knows: entities, edges and records as plain values, ready to be shown as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg import reasoning
from kg.explorer.modality import Arm
from kg.explorer.record import record, words_of
from kg.graph import Comparison, Effect, Graph, Support
from kg.model import Entity
from kg.model.vocabulary import TURNED
from kg.votes import Heard, heard_of_edges, tags_of_records


def entities(graph: Graph) -> dict[str, dict[str, Any]]:
    """Every entity, drawn or not, with its names, identifiers and relatives."""
    related: dict[str, list[list[str]]] = {key: [] for key in graph.entities}
    for key, entity in graph.entities.items():
        for name, back, other in _relatives(entity):
            related[key].append([name, other])
            related[other].append([back, key])
    return {
        key: {
            "label": entity.label,
            "kind": entity.kind,
            "compartment": graph.manifest.compartment(entity.compartment).label
            if entity.compartment else "",
            "said": reasoning.about.say_entity(graph, key),
            "definition": entity.definition or "",
            "synonyms": entity.synonyms,
            "loosely": [*entity.related_names, *entity.near_names],
            "xrefs": [[xref.curie, xref.label, xref.match] for xref in entity.xrefs],
            "noTerm": entity.no_term or "",
            "facts": _facts(entity),
            "related": sorted(related[key]),
        }
        for key, entity in graph.entities.items()
    }


def effects(graph: Graph) -> list[dict[str, Any]]:
    """Every effect, with its supports, and how it stands among what else was found."""
    heard = heard_of_edges(graph)
    return [
        {
            "id": effect.id,
            "subject": effect.subject,
            "predicate": effect.predicate,
            "object": effect.object,
            "sign": effect.sign,
            "firm": any(support.evidence.certainty == "asserted" for support in effect.supports),
            "refuted": effect.refuted,
            **_common(effect, heard),
        }
        for effect in graph.effects
    ]


def comparisons(graph: Graph, modalities: Mapping[str, Arm]) -> list[dict[str, Any]]:
    """Every comparison; a pair of arms always reads in the same order."""
    found, heard = [], heard_of_edges(graph)
    for edge in graph.comparisons:
        mine, other = modalities.get(edge.subject), modalities.get(edge.comparator)
        swapped = bool(mine and other and mine.rank > other.rank)
        level = [TURNED[level] if swapped else level for level in edge.level]
        first, second = (other, mine) if swapped else (mine, other)
        letters = [first.letter, second.letter] if first and second else None
        found.append(
            {
                "id": edge.id,
                "subject": edge.comparator if swapped else edge.subject,
                "comparator": edge.subject if swapped else edge.comparator,
                "object": edge.object,
                "level": level,
                "mark": _MARK_OF[frozenset(level)],
                "basis": edge.basis,
                "differs": [words_of(edge.differs[0]), *edge.differs[1:]] if edge.differs else None,
                "letters": None if edge.differs else letters,
                **_common(edge, heard),
            }
        )
    return found


def records(graph: Graph) -> dict[str, dict[str, Any]]:
    """Every evidence record by claim and id."""
    told = tags_of_records(graph)
    return {
        (key := f"{claim.id}#{evidence.id}"): record(graph, claim, evidence, told.get(key, ()))
        for claim, evidence in graph.evidence()
    }


def _common(edge: Effect | Comparison, heard: Mapping[str, Heard]) -> dict[str, Any]:
    told = heard.get(edge.id, Heard())
    return {
        "studies": told.studies,
        "tags": told.tags,
        "disputed": told.disputed,
        "otherwise": sorted(told.otherwise),
        "given": edge.given,
        "derived": edge.derived,
        "supports": [_support(support) for support in edge.supports],
    }


def _support(support: Support) -> dict[str, Any]:
    return {
        "record": f"{support.claim}#{support.evidence.id}",
        "contrast": support.contrast,
        "derivation": support.derivation,
    }


def _relatives(entity: Entity) -> list[tuple[str, str, str]]:
    """Structure around an entity: (what the other is to it, what it is to the other, other)."""
    single = [("of", entity.of), ("in", entity.place), ("opposes", entity.opposes)]
    many = [
        ("broader", entity.broader), ("part_of", entity.part_of),
        ("components", entity.components), ("species", entity.species),
    ]  # fmt: skip
    pairs = [(name, key) for name, key in single if key]
    pairs += [(name, key) for name, keys in many for key in keys]
    return [(*_RELATION[name], key) for name, key in pairs]


def _facts(entity: Entity) -> list[list[str]]:
    facts = [["aspect measured", entity.aspect]] if entity.aspect else []
    if entity.trial:
        trial = entity.trial
        facts += [
            [name, value]
            for name, value in (
                ("registry", trial.registry), ("phase", trial.phase), ("design", trial.design),
                ("status", trial.status), ("as of", trial.as_of),
            ) if value
        ]  # fmt: skip
    return facts


_MARK_OF = {
    frozenset({"higher"}): ">", frozenset({"lower"}): "<", frozenset({"similar"}): "=",
    frozenset({"higher", "similar"}): "≥", frozenset({"lower", "similar"}): "≤",
    frozenset({"higher", "lower"}): "≠", frozenset({"higher", "lower", "similar"}): "?",
}  # fmt: skip
"""Level of the first relative to the second; several levels are 'one of these, unresolved'."""

_RELATION = {
    "of": ("measures", "measured by"),
    "in": ("measured in", "place of"),
    "opposes": ("opposite of", "opposite of"),
    "broader": ("is a kind of", "has the kind"),
    "part_of": ("part of", "has the part"),
    "components": ("contains", "contained in"),
    "species": ("species", "species of"),
}

"""Schemas that know a corpus: ids, keys, bases and facets as closed lists, with what they mean."""

from __future__ import annotations

from typing import Any

from kg.curation.corpus import Corpus
from kg.model import Entity, Manifest, Reference

Schema = dict[str, Any]

ENTITY = "id of an entity, kebab-case"
REFERENCE = "citation key, best first author and year"
WORD = "one of the manifest's"
"""How the fields are told that name an entity, a paper, or a word of the manifest."""


def name_corpus(schema: Schema, corpus: Corpus) -> Schema:
    """Put lists of what a corpus has for every field of a schema that names it.

    A value that is not in the list is underlined by an editor, and one that is shows its label,
    other names and definition. Ids that a file itself gives stay free.
    """
    lists = {
        ENTITY: ("EntityNames", _entities(corpus)), REFERENCE: ("ReferenceNames", _papers(corpus)),
    }  # fmt: skip
    made: Schema = _walk(schema, lists, corpus.manifest, "")
    used = repr(made)
    for name, told in lists.values():
        if f"#/$defs/{name}" in used:
            made.setdefault("$defs", {})[name] = told
    return made


def _walk(node: Any, lists: dict[str, tuple[str, Schema]], manifest: Manifest, field: str) -> Any:
    if isinstance(node, list):
        return [_walk(one, lists, manifest, field) for one in node]
    if not isinstance(node, dict):
        return node
    told = node.get("description")
    if node.get("type") == "string" and told in lists and field not in FREE:
        name, listed = lists[told]
        return {"$ref": f"#/$defs/{name}"} if listed["enum"] else node
    words = _words(field, manifest)
    if node.get("type") == "string" and told == WORD and words:
        return {"type": "string", **_listed(words)}
    if field == "facets" and node.get("type") == "object" and manifest.facets:
        return _facets(node, manifest)
    return {
        name: {key: _walk(value, lists, manifest, key) for key, value in inner.items()}
        if name in ("properties", "$defs") and isinstance(inner, dict)
        else _walk(inner, lists, manifest, field)
        for name, inner in node.items()
    }  # fmt: skip


def _words(field: str, manifest: Manifest) -> dict[str, str]:
    """Give the words of the manifest that a field may hold, and what they mean."""
    if field == "basis":
        return {name: one.words for name, one in manifest.bases.items()}
    if field == "compartment":
        return {one.id: one.label for one in manifest.compartments}
    return {}


def _facets(node: Schema, manifest: Manifest) -> Schema:
    """List the facets that a record may report: each with its words, or as an amount."""
    free = node.get("additionalProperties", {})
    listed = {}
    for name, kind in manifest.facets.items():
        word = {"type": "string", "enum": list(kind.values)}
        many = {"type": "array", "items": word}
        listed[name] = {"anyOf": [word, many]} if kind.values else free
    return {**node, "properties": listed, "additionalProperties": False}


def _entities(corpus: Corpus) -> Schema:
    told = {key: _entity(one) for key, one in corpus.entities.items()}
    return {"type": "string", "title": "An entity of the corpus", **_listed(told)}


def _papers(corpus: Corpus) -> Schema:
    told = {key: _paper(one) for key, one in corpus.references.items()}
    told |= {name: _paper(one) for one in corpus.references.values() for name in one.keys}
    return {"type": "string", "title": "A paper of the corpus", **_listed(told)}


def _listed(told: dict[str, str]) -> Schema:
    """Give a closed list; editors show what stands beside each value."""
    names = sorted(told)
    said = [told[name] for name in names]
    return {"enum": names, "enumDescriptions": said, "markdownEnumDescriptions": said}


def _entity(one: Entity) -> str:
    also = f"; also {', '.join(one.synonyms)}" if one.synonyms else ""
    return f"{one.label} ({one.kind}){also}" + (f". {one.definition}" if one.definition else "")


def _paper(one: Reference) -> str:
    return f"{one.citation}: {one.title}"


FREE = frozenset({"id", "former", "keys"})
"""Fields that give names, in place of naming what there is."""

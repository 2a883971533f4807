"""Entities, held against each other: links that exist, kinds that fit, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.curation.document import Document, Place
from kg.curation.draft import Draft, know
from kg.curation.manifest import check_word
from kg.model import Entity


def check_entities(draft: Draft) -> None:
    """Report every fault of entities into the documents they stand in."""
    for key, entity in draft.entities.items():
        _check_entity(entity, *draft.where["entities", key])
        for part in draft.parts["entities", key]:
            _check_links(part.record, part.document, part.place, draft)
            where = (*part.place, "compartment")
            check_word(part.record.compartment, "compartment", where, part.document, draft)
    _check_quantities_unique(draft)
    for relation in ("part_of", "broader", "components", "of", "opposes"):
        _check_acyclic(relation, draft)


def _check_links(entity: Entity, document: Document, place: Place, draft: Draft) -> None:
    """Hold that every entity that one names is defined."""
    for name in ("of", "place", "opposes"):
        written = "in" if name == "place" else name
        know(getattr(entity, name), "entities", (*place, written), document, draft)
    for name in ("broader", "part_of", "components", "species"):
        know(getattr(entity, name), "entities", (*place, name), document, draft)
    if entity.trial:
        know(entity.trial.diseases, "entities", (*place, "trial", "diseases"), document, draft)


def _check_entity(entity: Entity, document: Document, place: Place) -> None:
    if (entity.kind == "trial") != (entity.trial is not None):
        remedy = "a trial has both kind: trial and its registration under 'trial', others neither"
        document.report((*place, "trial"), f"kind is {entity.kind}", remedy)
    parts = len(set(entity.components))
    if (entity.kind == "combination") != (parts > 1) or parts < len(entity.components):
        remedy = "kind: combination lists two or more different components, other kinds none"
        document.report((*place, "components"), f"{parts} in a {entity.kind}", remedy)
    for name in ("of", "aspect"):
        if (entity.kind == "measure") != (getattr(entity, name) is not None):
            remedy = "kind: measure has both 'of' and 'aspect', other kinds neither"
            document.report((*place, name), f"kind is {entity.kind}", remedy)
    if entity.place is not None and entity.of is None:
        document.report((*place, "in"), "a place of no measure", "remove it, or say 'of' what")
    if not entity.xrefs and not entity.no_term and entity.of is None and not entity.components:
        remedy = "give a verified CURIE under xrefs, or say under no_term what was looked for"
        document.report((*place, "xrefs"), "not grounded", remedy)


def _check_quantities_unique(draft: Draft) -> None:
    seen: dict[tuple[str | None, ...], str] = {}
    for key, entity in draft.entities.items():
        if entity.of is None:
            continue
        quantity = (entity.of, entity.aspect, entity.place)
        if quantity in seen:
            document, place = draft.where["entities", key]
            cause = f"'{seen[quantity]}' measures the same (of, aspect, in)"
            document.report(place, cause, "use that entity, or say in what they differ")
        seen.setdefault(quantity, key)


def _check_acyclic(relation: str, draft: Draft) -> None:
    """Report where a relation leads back to its beginning; `part_of` claims count as well."""
    above: dict[str, set[str]] = {}
    where: dict[tuple[str, str], tuple[Document, Place]] = {}
    for key, entity in draft.entities.items():
        given = getattr(entity, relation)
        above[key] = {given} if isinstance(given, str) else set(given or ())
        document, place = draft.where["entities", key]
        where |= {(key, other): (document, (*place, relation)) for other in above[key]}
    for claim in draft.claims.values():
        if claim.predicate == relation:
            above.setdefault(claim.subject, set()).add(claim.object)
            where.setdefault((claim.subject, claim.object), draft.where["claims", claim.id])
    done: set[str] = set()
    for start in sorted(above):
        for cycle in _cycles(start, above, done):
            document, place = where[cycle[0], cycle[1]]
            document.report(place, f"a cycle: {' -> '.join(cycle)}", "remove one of these links")


def _cycles(start: str, above: Mapping[str, set[str]], done: set[str]) -> Iterator[list[str]]:
    """Walk upwards from `start`, yielding each way back; above `done` all is walked already."""
    path, on_path = [start], {start}
    walks = [iter(sorted(above.get(start, ())))]
    while walks:
        step = next(walks[-1], None)
        if step is None:
            walks.pop()
            done.add(path[-1])
            on_path.discard(path.pop())
        elif step in on_path:
            cycle = path[path.index(step) :]
            first = cycle.index(min(cycle))
            yield [*cycle[first:], *cycle[: first + 1]]
        elif step not in done:
            path.append(step)
            on_path.add(step)
            walks.append(iter(sorted(above.get(step, ()))))

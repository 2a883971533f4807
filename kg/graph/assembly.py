"""Claims to edges: what was curated, and what follows from it without further reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.graph.edge import Comparison, Effect, Support
from kg.graph.graph import Graph
from kg.graph.state import Void, find_void
from kg.model import Claim, Contrast, Entity, Evidence
from kg.model.vocabulary import PREDICATE_OF, SIGN_OF, TURNED, Basis, Level, Predicate

if TYPE_CHECKING:
    from kg.curation import Corpus


def assemble(corpus: Corpus, void: Mapping[str, Void] | None = None) -> Graph:
    """Assemble the graph of a checked corpus.

    Curated once, derived here: the comparator's own effect (from `comparator_sign`), and, from two
    arms that differ in one component, the effect of that component or the comparison of the two. A
    record that refutes has no finding of its own, so nothing follows from it. Which records do not
    count follows from the corpus; of a part of one, whose other records may take these away, it is
    given as `void`.
    """
    effects: dict[_EffectKey, list[Support]] = {}
    comparisons: dict[_ComparisonKey, list[Support]] = {}
    void = find_void(corpus) if void is None else void
    for claim in corpus.claims.values():
        for evidence in claim.evidence:
            key = _EffectKey(claim.subject, claim.predicate, claim.object, ())
            known = void.get(f"{claim.id}.{evidence.id}")
            state = known.state if known else ""
            effects.setdefault(key, []).append(Support(claim.id, evidence, void=state))
            for number, contrast in enumerate(evidence.contrasts):
                if not contrast.level:
                    continue  # what differs in kind alone stands neither above nor below
                support = Support(claim.id, evidence, number, void=state)
                comparisons.setdefault(_stated(claim, contrast), []).append(support)
                if evidence.stance == "refutes":
                    continue
                for derived, how in _derived_effects(claim, contrast, evidence, corpus.entities):
                    support = Support(claim.id, evidence, number, how, state)
                    effects.setdefault(derived, []).append(support)
                for compared in _derived_comparison(claim, contrast, evidence, corpus.entities):
                    support = Support(claim.id, evidence, number, "component", state)
                    comparisons.setdefault(compared, []).append(support)
    return Graph(
        entities=corpus.entities,
        references=corpus.references,
        claims=corpus.claims,
        gaps=corpus.gaps,
        topics=corpus.topics,
        modules=corpus.modules,
        effects=tuple(
            sorted(
                (_effect(item, corpus.claims) for item in effects.items()), key=lambda edge: edge.id
            )
        ),
        comparisons=tuple(sorted(map(_comparison, comparisons.items()), key=lambda edge: edge.id)),
        conclusions=corpus.conclusions,
        figures=corpus.figures,
        figure_lines=corpus.figure_lines,
        manifest=corpus.manifest,
        layers=corpus.layers,
        layer_of=corpus.layer_of,
        documents=corpus.documents,
        void=void,
        queries=corpus.queries,
    )


class _EffectKey(NamedTuple):
    subject: str
    predicate: Predicate
    object: str
    given: tuple[str, ...]


class _ComparisonKey(NamedTuple):
    subject: str
    comparator: str
    object: str
    level: tuple[Level, ...]
    basis: tuple[Basis, ...]
    differs: tuple[str, str, str] | None
    given: tuple[str, ...]


def _stated(claim: Claim, contrast: Contrast) -> _ComparisonKey:
    differs = contrast.differs
    return _ComparisonKey(
        claim.subject,
        contrast.versus,
        claim.object,
        tuple(sorted(contrast.level)),
        tuple(sorted(contrast.basis)),
        (differs.facet, differs.here, differs.there) if differs else None,
        (),
    )


def _derived_effects(
    claim: Claim, contrast: Contrast, evidence: Evidence, entities: Mapping[str, Entity]
) -> Iterator[tuple[_EffectKey, str]]:
    """Yield the comparator's own effect, and that of a component only one arm received."""
    if contrast.comparator_sign and contrast.versus != claim.subject:
        predicate = PREDICATE_OF[contrast.comparator_sign]
        yield _EffectKey(contrast.versus, predicate, claim.object, ()), "comparator"
    here, there = arm(claim.subject, entities), arm(contrast.versus, entities)
    nested = here < there or there < here
    irradiated_alike = contrast.exposure is None or contrast.exposure == evidence.exposure
    if nested and len(here ^ there) == 1 and len(contrast.level) == 1 and irradiated_alike:
        (component,) = here ^ there
        level = contrast.level[0] if there < here else TURNED[contrast.level[0]]
        given = tuple(sorted({*(here & there), *evidence.conditions.co_treatment}))
        yield _EffectKey(component, _SHOWN_BY[level], claim.object, given), "component"


def _derived_comparison(
    claim: Claim, contrast: Contrast, evidence: Evidence, entities: Mapping[str, Entity]
) -> Iterator[_ComparisonKey]:
    """Compare the two components in which two arms differ, given the rest."""
    here, there = arm(claim.subject, entities), arm(contrast.versus, entities)
    shared = here & there
    if not shared or len(here - there) != 1 or len(there - here) != 1:
        return
    (mine,), (other,) = here - there, there - here
    given = tuple(sorted({*shared, *evidence.conditions.co_treatment}))
    level, basis = tuple(sorted(contrast.level)), tuple(sorted(contrast.basis))
    yield _ComparisonKey(mine, other, claim.object, level, basis, None, given)


def arm(entity_id: str, entities: Mapping[str, Entity]) -> frozenset[str]:
    """Collect the single treatments that an arm consists of."""
    parts = entities[entity_id].components
    if not parts:
        return frozenset({entity_id})
    return frozenset().union(*(arm(part, entities) for part in parts))


def _effect(item: tuple[_EffectKey, list[Support]], claims: Mapping[str, Claim]) -> Effect:
    key, supports = item
    found = any(one.evidence.stance == "supports" and not one.void for one in supports)
    sign = SIGN_OF.get(key.predicate) if found else None
    ordered = tuple(sorted(supports, key=lambda support: support.key))
    own = claims.get(f"{key.subject}.{key.predicate}.{key.object}")
    action = own.action if own else None
    return Effect(key.subject, key.predicate, key.object, sign, ordered, key.given, action)


def _comparison(item: tuple[_ComparisonKey, list[Support]]) -> Comparison:
    key, supports = item
    ordered = tuple(sorted(supports, key=lambda support: support.key))
    return Comparison(
        key.subject, key.comparator, key.object, key.level, key.basis, ordered,
        key.differs, key.given,
    )  # fmt: skip


_SHOWN_BY: dict[Level, Predicate] = {
    "higher": "increases", "lower": "decreases", "similar": "does_not_change",
}  # fmt: skip
"""What adding one treatment to an arm does, by the level it reaches relative to that arm."""

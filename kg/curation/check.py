"""What no single record can know: whether all records together make sense."""

from __future__ import annotations

from kg.curation.citation import check_locators, check_references
from kg.curation.draft import Draft, know
from kg.curation.figure import check_figure
from kg.curation.identity import check_identity
from kg.curation.manifest import check_manifests, check_word
from kg.curation.reading import check_documents
from kg.curation.record import did_you_mean
from kg.curation.searching import check_searches
from kg.curation.standing import check_states
from kg.curation.statement import check_claims
from kg.curation.summary import check_summaries
from kg.curation.thing import check_entities


def check_all(draft: Draft) -> None:
    """Report every fault across records into the documents they stand in."""
    check_manifests(draft)
    check_entities(draft)
    check_identity(draft)
    check_references(draft)
    check_documents(draft)
    check_searches(draft)
    check_claims(draft)
    check_summaries(draft)
    check_states(draft)
    for key, gap in draft.gaps.items():
        document, place = draft.where["gaps", key]
        know(gap.about, "entities", (*place, "about"), document, draft)
        know(gap.references, "references", (*place, "references"), document, draft)
        know(gap.read_in, "references", (*place, "read_in"), document, draft)
        check_locators(gap.locator, gap.read_in, (*place, "locator"), document, draft)
    for key, conclusion in draft.conclusions.items():
        document, place = draft.where["conclusions", key]
        know(conclusion.read_in, "references", (*place, "read_in"), document, draft)
        check_locators(conclusion.locator, conclusion.read_in, (*place, "locator"), document, draft)
        for number, ground in enumerate(conclusion.grounds):
            inner = (*place, "grounds", number)
            know(ground.claim, "claims", (*inner, "claim"), document, draft)
            know(ground.versus, "entities", (*inner, "versus"), document, draft)
    _check_modules(draft)
    for key, excluded in draft.exclusions.items():
        document, place = draft.where["exclusions", key]
        know(excluded.source, "references", (*place, "source"), document, draft)
        know(excluded.references, "references", (*place, "references"), document, draft)
        check_locators(excluded.locator, excluded.source, (*place, "locator"), document, draft)
    for key, figure in draft.figures.items():
        check_figure(figure, *draft.where["figures", key], draft)


def _check_modules(draft: Draft) -> None:
    """Hold that members exist, and that no entity or topic belongs to two modules."""
    topics = set(draft.topics.values())
    lost = any(shelf == "claims" for shelf, _ in draft.faulty)  # a topic may have fallen with them
    owner: dict[tuple[str, str], str] = {}
    for key, module in draft.modules.items():
        document, place = draft.where["modules", key]
        check_word(module.compartment, "compartment", (*place, "compartment"), document, draft)
        know(module.members, "entities", (*place, "members"), document, draft)
        for number, topic in enumerate(module.topics):
            if topic not in topics and not lost:
                remedy = did_you_mean(topic, topics)
                document.report((*place, "topics", number), f"no claims in '{topic}'", remedy)
        for name in ("members", "topics"):
            for number, one in enumerate(getattr(module, name)):
                first = owner.setdefault((name, one), key)
                if first != key:
                    cause = f"'{one}' belongs to the module '{first}' already"
                    document.report((*place, name, number), cause, "list it once")

"""Claims, held against the rest: what they name exists, and what they say can be true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.curation.amount import check_amounts
from kg.curation.citation import check_locators
from kg.curation.document import Document, Place
from kg.curation.draft import Draft, know
from kg.curation.manifest import bases, check_facets, check_word
from kg.curation.quantity import check_doses, check_quantities
from kg.model import Claim, Contrast, Entity, Evidence
from kg.model.vocabulary import IMPOSSIBLE, SIGN_OF, STRUCTURAL, TREATMENTS, UNUSUAL, Sign


def check_claims(draft: Draft) -> None:
    """Report every fault of claims and their evidence into the documents they stand in."""
    for key in draft.claims:
        for part in draft.parts["claims", key]:
            _check_claim(part.record, part.document, part.place, draft)
    _check_opposites(draft)


def _check_claim(claim: Claim, document: Document, place: Place, draft: Draft) -> None:
    know(claim.subject, "entities", (*place, "subject"), document, draft)
    know(claim.object, "entities", (*place, "object"), document, draft)
    if claim.subject == claim.object:
        document.report((*place, "object"), "the subject itself", "name what is changed")
    subject = draft.entities.get(claim.subject)
    if claim.predicate == "tests" and subject and subject.kind != "trial":
        cause = f"'{claim.subject}' is a {subject.kind}"
        document.report((*place, "subject"), cause, "only a trial tests")
    tested = draft.entities.get(claim.object)
    if claim.predicate == "tests" and tested and tested.kind not in TREATMENTS:
        cause = f"'{claim.object}' is a {tested.kind}"
        document.report((*place, "object"), cause, "a trial tests a treatment")
    if claim.action and claim.predicate != "targets":
        cause = f"'{claim.predicate}' with an action"
        document.report((*place, "action"), cause, "only 'targets' has one: remove it")
    first = draft.claims.get(claim.id)
    if first and first.action and claim.action not in (None, first.action):
        cause = f"'{first.action}' elsewhere"
        document.report((*place, "action"), cause, "an agent does one thing to its target")
    seen: set[str] = set()
    for number, evidence in enumerate(claim.evidence):
        inner = (*place, "evidence", number)
        if evidence.id in seen:
            document.report((*inner, "id"), f"'{evidence.id}' twice in one claim", "rename one")
        seen.add(evidence.id)
        _check_evidence(claim, evidence, document, inner, draft)


def _check_opposites(draft: Draft) -> None:
    """Warn of each claim of an added layer that contradicts a claim of a layer below it.

    Two claims contradict where subject and object are the same and the predicates are OPPOSITES.
    """
    if not draft.layer:
        return
    for (shelf, key), parts in draft.parts.items():
        claim = parts[-1].record
        if shelf != "claims" or draft.layers[shelf, key] == 0:
            continue
        for predicate in OPPOSITES.get(claim.predicate, ()):
            other = f"{claim.subject}.{predicate}.{claim.object}"
            if other in draft.claims and draft.layers["claims", other] < draft.layers[shelf, key]:
                document, place = draft.where["claims", other]
                cause = f"says otherwise than '{other}' at {document.name}:{document.line(place)}"
                remedy = "both stand; say in each under which conditions it holds"
                where = (*parts[-1].place, "predicate")
                parts[-1].document.report(where, cause, remedy, "warning")


def _check_evidence(
    claim: Claim, evidence: Evidence, document: Document, place: Place, draft: Draft
) -> None:
    know(evidence.references, "references", (*place, "references"), document, draft)
    know(evidence.read_in, "references", (*place, "read_in"), document, draft)
    models, organism = evidence.system.models, evidence.system.organism
    know(models, "entities", (*place, "system", "models"), document, draft)
    know(organism, "entities", (*place, "system", "organism"), document, draft)
    co_treatment = evidence.conditions.co_treatment
    know(co_treatment, "entities", (*place, "conditions", "co_treatment"), document, draft)
    for n, agent in enumerate(evidence.agents):
        know(agent.entity, "entities", (*place, "agents", n, "entity"), document, draft)
    for n, check in enumerate(evidence.checks):
        know(check.reference, "references", (*place, "checks", n, "reference"), document, draft)
    if evidence.trend:
        where = (*place, "trend", "basis")
        check_word(evidence.trend.basis, "basis", where, document, draft)
    for number, contrast in enumerate(evidence.contrasts):
        where = (*place, "contrasts", number, "versus")
        know(contrast.versus, "entities", where, document, draft)
    if evidence.status == "draft":
        return  # checked in form, and for what it names; its sense is for who curates it
    check_locators(evidence.locator, evidence.read_in, (*place, "locator"), document, draft)
    if claim.subject in co_treatment:
        cause = "the subject is no co-treatment of itself"
        document.report((*place, "conditions", "co_treatment"), cause, "remove it")
    for name in ("references", "locator"):
        if len(set(getattr(evidence, name))) < len(getattr(evidence, name)):
            document.report((*place, name), "names one twice", "name each once")
    if evidence.attribution == "collective" and len(evidence.references) < 2:
        cause = "collective, with one reference"
        document.report((*place, "attribution"), cause, "leave attribution out")
    if evidence.attribution == "single" and len(evidence.references) > 1:
        cause = "several references without attribution: collective"
        document.report((*place, "references"), cause, "split by paper, or say collective")
    read = evidence.read_in in draft.references
    if read and evidence.read_in not in (*evidence.references, *draft.inventory):
        cause = f"read in {evidence.read_in}, which is not cited"
        document.report((*place, "read_in"), cause, "cite it, or correct it")
    if claim.predicate in STRUCTURAL | {"tests"} and evidence.contrasts:
        cause = f"'{claim.predicate}' compares nothing"
        document.report((*place, "contrasts"), cause, "remove them")
    for number, contrast in enumerate(evidence.contrasts):
        inner = (*place, "contrasts", number)
        _check_contrast(claim, evidence, contrast, document, inner, draft)
    check_facets(evidence, place, document, draft)
    check_quantities(claim, evidence, document, place, draft.entities)
    check_doses(evidence, document, place)
    check_amounts(evidence, document, place)


def _check_contrast(
    claim: Claim,
    evidence: Evidence,
    contrast: Contrast,
    document: Document,
    place: Place,
    draft: Draft,
) -> None:
    if contrast.versus == claim.subject and contrast.differs is None:
        cause = "the subject is its own comparator"
        document.report((*place, "versus"), cause, "say under 'differs' in what the arms differ")
    if contrast.versus != claim.subject and contrast.differs is not None:
        cause = f"'differs' belongs to a comparison with '{claim.subject}' itself"
        document.report((*place, "differs"), cause, "remove it, or correct 'versus'")
    if len(set(contrast.level)) < len(contrast.level) or len(set(contrast.level)) == 3:
        document.report((*place, "level"), "says nothing", "name the levels that stay open, once")
    _check_basis(claim, contrast, document, place, draft)
    if evidence.stance == "supports":
        _check_signs(claim.sign, contrast, document, place)
    if claim.predicate == "affects" and contrast.comparator_sign is not None:
        cause = "the comparator is signed, the subject is not"
        remedy = "sign both (increases, decreases ...) or neither"
        document.report((*place, "comparator_sign"), cause, remedy, "warning")


def _check_basis(
    claim: Claim, contrast: Contrast, document: Document, place: Place, draft: Draft
) -> None:
    """Hold that a basis stands exactly where both arms are treated, and differently.

    What was treated is the manifest's to say, and which bases need it; radiation always is.
    """
    for number, name in enumerate(contrast.basis):
        check_word(name, "basis", (*place, "basis", number), document, draft)
    manifest = draft.manifest
    named = bases(document, draft)
    needing = [name for name, basis in named.items() if basis.both_treated]
    drawn = frozenset(arm.entity for arm in manifest.arms)
    if not {claim.subject, contrast.versus} <= draft.entities.keys():
        return  # reported as unknown
    here, there = (treated(arm, draft.entities, drawn) for arm in (claim.subject, contrast.versus))
    if here and there and here != there and not contrast.basis and needing:
        cause = f"two different {draft.manifest.treatment.plural} are compared without a basis"
        document.report((*place, "basis"), cause, _or(needing))
    same_beam = not here or not there or here == there
    facet = contrast.differs.facet if contrast.differs else None
    bound = [name for name in contrast.basis if name in needing]
    if bound and same_beam and not (here and facet in IRRADIATION):
        cause = f"a basis where the arms do not differ in their {draft.manifest.treatment.noun}"
        document.report((*place, "basis"), cause, "remove it")


def treated(
    entity_id: str, entities: Mapping[str, Entity], drawn: frozenset[str]
) -> frozenset[str]:
    """Collect the radiations, and what else is `drawn` as an arm, that an arm receives in all."""
    found, open_, seen = set(), [entity_id], set[str]()
    while open_:  # not by recursion: components that form a cycle are still to be reported
        entity = entities.get(open_.pop())
        if entity is None or entity.id in seen:
            continue
        seen.add(entity.id)
        if entity.kind == "radiation" or entity.id in drawn:
            found.add(entity.id)
        open_ += entity.components
    return frozenset(found)


def _check_signs(sign: Sign | None, contrast: Contrast, document: Document, place: Place) -> None:
    """Hold the two signs that one study reports against the levels they allow."""
    there = contrast.comparator_sign
    if sign is None or there is None or not contrast.level:
        return
    for table, severity in ((IMPOSSIBLE, "error"), (UNUSUAL, "warning")):
        expected = table.get((sign, there))
        if expected and set(contrast.level) != {expected}:
            cause = f"subject {sign} and comparator {there} with level {_or(contrast.level)}"
            remedy = f"'{expected}' follows from the signs; read the sentence again"
            document.report((*place, "level"), cause, remedy, severity)


def _or(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


OPPOSITES = {
    one: tuple(other for other in SIGN_OF if SIGN_OF[other] != sign)
    for one, sign in SIGN_OF.items()
}  # fmt: skip
"""Predicates that cannot both hold of one subject and object under the same conditions."""

IRRADIATION = frozenset({"dose", "let", "fractions", "schedule"})
"""Facets in which two arms of one beam are irradiated differently."""

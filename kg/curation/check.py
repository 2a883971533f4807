"""What no single record can know: whether all records together make sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg.curation.document import Document, Place
from kg.curation.figure import check_figure
from kg.curation.record import did_you_mean
from kg.model import Claim, Contrast, Entity, Evidence, Reference
from kg.model.vocabulary import IMPOSSIBLE, STRUCTURAL, UNUSUAL, Level, Sign

if TYPE_CHECKING:
    from kg.curation.corpus import Draft


def check_all(draft: Draft) -> None:
    """Report every fault across records into the documents they stand in."""
    for key, entity in draft.entities.items():
        _check_entity(entity, *draft.where["entities", key])
        for part in draft.parts["entities", key]:
            _check_links(part.record, part.document, part.place, draft)
    _check_quantities_unique(draft)
    for relation in ("part_of", "broader", "components", "of", "opposes"):
        _check_acyclic(relation, draft)
    for identifier in ("citation_number", "doi", "pmid", "pmcid"):
        _check_references_unique(identifier, draft)
    for source in draft.inventory:
        document, place = draft.where["inventory", source]
        _know(source, "references", place, document, draft)
    for key in draft.claims:
        for part in draft.parts["claims", key]:
            _check_claim(part.record, part.document, part.place, draft)
    _check_opposites(draft)
    for key, gap in draft.gaps.items():
        document, place = draft.where["gaps", key]
        _know(gap.about, "entities", (*place, "about"), document, draft)
        _know(gap.references, "references", (*place, "references"), document, draft)
        _know(gap.read_in, "references", (*place, "read_in"), document, draft)
        _check_locators(gap.locator, gap.read_in, (*place, "locator"), document, draft)
    for key, conclusion in draft.conclusions.items():
        document, place = draft.where["conclusions", key]
        _know(conclusion.read_in, "references", (*place, "read_in"), document, draft)
        _check_locators(
            conclusion.locator, conclusion.read_in, (*place, "locator"), document, draft
        )
        for number, ground in enumerate(conclusion.grounds):
            inner = (*place, "grounds", number)
            _know(ground.claim, "claims", (*inner, "claim"), document, draft)
            _know(ground.versus, "entities", (*inner, "versus"), document, draft)
    _check_modules(draft)
    for key, excluded in draft.exclusions.items():
        document, place = draft.where["exclusions", key]
        _know(excluded.source, "references", (*place, "source"), document, draft)
        _know(excluded.references, "references", (*place, "references"), document, draft)
        _check_locators(excluded.locator, excluded.source, (*place, "locator"), document, draft)
    for key, figure in draft.figures.items():
        check_figure(figure, *draft.where["figures", key], draft)


def _know(
    ids: str | Iterable[str] | None, shelf: str, place: Place, document: Document, draft: Draft
) -> None:
    """Report ids that nobody defines; one whose own record is faulty is reported there only."""
    shelved: Mapping[str, object] = getattr(draft, shelf)
    listed = [ids] if isinstance(ids, str) else ids or ()
    for number, name in enumerate(listed):
        where = place if isinstance(ids, str) else (*place, number)
        faulty = {(shelf, name), (shelf, "*")} if shelf == "claims" else {(shelf, name)}
        if name not in shelved and not faulty & draft.faulty:
            kind = {"entities": "entity", "references": "reference", "claims": "claim"}[shelf]
            document.report(where, f"no {kind} '{name}'", did_you_mean(name, shelved))


def _check_modules(draft: Draft) -> None:
    """Hold that members exist, and that no entity or topic belongs to two modules."""
    topics = set(draft.topics.values())
    lost = any(shelf == "claims" for shelf, _ in draft.faulty)  # a topic may have fallen with them
    owner: dict[tuple[str, str], str] = {}
    for key, module in draft.modules.items():
        document, place = draft.where["modules", key]
        _know(module.members, "entities", (*place, "members"), document, draft)
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


# -- entities -------------------------------------------------------------------------------------


def _check_links(entity: Entity, document: Document, place: Place, draft: Draft) -> None:
    """Hold that every entity that one names is defined."""
    for name in ("of", "place", "opposes"):
        written = "in" if name == "place" else name
        _know(getattr(entity, name), "entities", (*place, written), document, draft)
    for name in ("broader", "part_of", "components", "species"):
        _know(getattr(entity, name), "entities", (*place, name), document, draft)
    if entity.trial:
        _know(entity.trial.diseases, "entities", (*place, "trial", "diseases"), document, draft)


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


# -- references -----------------------------------------------------------------------------------


def _check_references_unique(identifier: str, draft: Draft) -> None:
    """Report a paper that stands in the bibliography twice: it would vote twice."""
    seen: dict[str, str] = {}
    written = Reference.model_fields[identifier].alias or identifier
    for key, reference in draft.references.items():
        given = getattr(reference, identifier)
        if given is None:
            continue
        value = str(given).casefold()
        if value in seen:
            document, place = draft.where["references", key]
            cause = f"{given} is also '{seen[value]}'"
            document.report((*place, written), cause, "correct one of the two")
        seen.setdefault(value, key)


def _check_locators(
    locators: Iterable[str], read_in: str, place: Place, document: Document, draft: Draft
) -> None:
    """Hold that an inventoried document is cited by sentence, any other by the part read."""
    if read_in not in draft.references and read_in not in draft.inventory:
        return  # reported as unknown
    places = draft.inventory.get(read_in)
    for number, locator in enumerate(locators):
        if places is None and locator not in OWN_TEXT:
            cause = f"'{locator}' in {read_in}, which has no inventory"
            document.report((*place, number), cause, f"write {' or '.join(sorted(OWN_TEXT))}")
        elif places is not None and locator not in places:
            cause = f"the inventory of {read_in} has no '{locator}'"
            document.report((*place, number), cause, did_you_mean(locator, places))


# -- claims ---------------------------------------------------------------------------------------


def _check_claim(claim: Claim, document: Document, place: Place, draft: Draft) -> None:
    _know(claim.subject, "entities", (*place, "subject"), document, draft)
    _know(claim.object, "entities", (*place, "object"), document, draft)
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
    seen: set[str] = set()
    for number, evidence in enumerate(claim.evidence):
        inner = (*place, "evidence", number)
        if evidence.id in seen:
            document.report((*inner, "id"), f"'{evidence.id}' twice in one claim", "rename one")
        seen.add(evidence.id)
        _check_evidence(claim, evidence, document, inner, draft)


def _check_opposites(draft: Draft) -> None:
    """Tell one who adds a folder where a claim of it says the opposite of one that was there."""
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
    _know(evidence.references, "references", (*place, "references"), document, draft)
    _know(evidence.read_in, "references", (*place, "read_in"), document, draft)
    _check_locators(evidence.locator, evidence.read_in, (*place, "locator"), document, draft)
    models, organism = evidence.system.models, evidence.system.organism
    _know(models, "entities", (*place, "system", "models"), document, draft)
    _know(organism, "entities", (*place, "system", "organism"), document, draft)
    co_treatment = evidence.conditions.co_treatment
    _know(co_treatment, "entities", (*place, "conditions", "co_treatment"), document, draft)
    for n, agent in enumerate(evidence.agents):
        _know(agent.entity, "entities", (*place, "agents", n, "entity"), document, draft)
    for n, check in enumerate(evidence.checks):
        _know(check.reference, "references", (*place, "checks", n, "reference"), document, draft)
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


def _check_contrast(
    claim: Claim,
    evidence: Evidence,
    contrast: Contrast,
    document: Document,
    place: Place,
    draft: Draft,
) -> None:
    _know(contrast.versus, "entities", (*place, "versus"), document, draft)
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
    """Hold that a basis stands exactly where both arms are irradiated, and differently."""
    if not {claim.subject, contrast.versus} <= draft.entities.keys():
        return  # reported as unknown
    here, there = beams(claim.subject, draft.entities), beams(contrast.versus, draft.entities)
    if here and there and here != there and not contrast.basis:
        cause = "two different beams are compared without a basis"
        document.report((*place, "basis"), cause, "isodose, isoeffective or unspecified")
    same_beam = not here or not there or here == there
    facet = contrast.differs.facet if contrast.differs else None
    if contrast.basis and same_beam and not (here and facet in IRRADIATION):
        cause = "a basis where the arms do not differ in their beam"
        document.report((*place, "basis"), cause, "remove it")


def beams(entity_id: str, entities: Mapping[str, Entity]) -> frozenset[str]:
    """Collect the radiations that an arm receives, through its components."""
    found, open_, seen = set(), [entity_id], set[str]()
    while open_:  # not by recursion: components that form a cycle are still to be reported
        entity = entities.get(open_.pop())
        if entity is None or entity.id in seen:
            continue
        seen.add(entity.id)
        if entity.kind == "radiation":
            found.add(entity.id)
        open_ += entity.components
    return frozenset(found)


def _check_signs(sign: Sign | None, contrast: Contrast, document: Document, place: Place) -> None:
    """Hold the two signs that one study reports against the levels they allow."""
    there = contrast.comparator_sign
    if sign is None or there is None:
        return
    for table, severity in ((IMPOSSIBLE, "error"), (UNUSUAL, "warning")):
        expected = table.get((sign, there))
        if expected and set(contrast.level) != {expected}:
            cause = f"subject {sign} and comparator {there} with level {_or(contrast.level)}"
            remedy = f"'{expected}' follows from the signs; read the sentence again"
            document.report((*place, "level"), cause, remedy, severity)


def _or(levels: Iterable[Level]) -> str:
    return " or ".join(levels)


OWN_TEXT = frozenset({"abstract", "full-text"})
"""How a document without an inventory is cited."""

OPPOSITES = {
    "increases": ("decreases", "does_not_change"), "decreases": ("increases", "does_not_change"),
    "does_not_change": ("increases", "decreases"),
}  # fmt: skip
"""Predicates that cannot both hold of one subject and object under the same conditions."""

TREATMENTS = frozenset({"agent", "combination", "radiation", "therapy"})
"""Kinds that a trial can test."""

IRRADIATION = frozenset({"dose", "let", "fractions", "schedule"})
"""Facets in which two arms of one beam are irradiated differently."""

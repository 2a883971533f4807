"""Entities, references and stated gaps as RDF resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg.model import Entity, Erratum, Gap, Reference
from kg.model.reference import Notice
from kg.rdf.namespace import (
    ALT_LABEL,
    BROADER,
    CREATOR,
    DEFINITION,
    HIDDEN_LABEL,
    IDENTIFIER,
    ISSUED,
    LABEL,
    MATCH,
    SEE_ALSO,
    TITLE,
    TYPE,
    count,
    day,
    expand,
    resource,
    text,
    truth,
    word,
    year,
)
from kg.rdf.sentence import lead_to_sentences


def describe_entity(entity: Entity) -> Iterator[Triple]:
    """Say what an entity is called, measures, belongs to, and is called elsewhere."""
    here = resource("", entity.id)
    yield Triple(here, TYPE, word("Entity"))
    yield Triple(here, TYPE, word(entity.kind.capitalize()))
    yield Triple(here, IDENTIFIER, text(entity.id))
    yield Triple(here, LABEL, text(entity.label))
    for synonym in entity.synonyms:
        yield Triple(here, ALT_LABEL, text(synonym))
    for name in entity.related_names:
        yield Triple(here, HIDDEN_LABEL, text(name))
    for name in entity.near_names:
        yield Triple(here, word("nearName"), text(name))
    for name in entity.former:
        yield Triple(here, word("formerId"), text(name))
    yield from texts(here, {DEFINITION: entity.definition, word("noTerm"): entity.no_term})
    yield from words(here, {"compartment": entity.compartment, "aspect": entity.aspect})
    links = {
        word("of"): (entity.of,), word("in"): (entity.place,), BROADER: entity.broader,
        word("part_of"): entity.part_of, word("opposes"): (entity.opposes,),
        word("component"): entity.components, word("species"): entity.species,
    }  # fmt: skip
    for relation, others in links.items():
        for other in filter(None, others):
            yield Triple(here, relation, resource("", other))
    for xref in entity.xrefs:
        term = expand(xref.curie)
        yield Triple(here, MATCH[xref.match], term)
        yield Triple(term, TYPE, word("Term"))
        yield Triple(term, LABEL, text(xref.label))
        yield Triple(term, word("curie"), text(xref.curie))
    yield from _describe_registration(here, entity)
    yield from ordered(here, {
        "synonyms": entity.synonyms, "related_names": entity.related_names,
        "near_names": entity.near_names, "former": entity.former,
        "broader": entity.broader, "part_of": entity.part_of,
        "components": entity.components, "species": entity.species,
        "xrefs": [f"{xref.curie} {xref.match}" for xref in entity.xrefs],
        "diseases": entity.trial.diseases if entity.trial else (),
    })  # fmt: skip


def describe_reference(reference: Reference) -> Iterator[Triple]:
    """Say what a source is: CSL fields, and a link to its DOI."""
    here = resource("reference", reference.id)
    yield Triple(here, TYPE, word("Reference"))
    yield Triple(here, IDENTIFIER, text(reference.id))
    yield Triple(here, LABEL, text(reference.citation))
    yield Triple(here, word("studyType"), word(reference.study_type))
    yield Triple(here, word("etAl"), truth(reference.et_al))
    authors = [", ".join(filter(None, (one.family, one.given))) for one in reference.author]
    for author in authors:
        yield Triple(here, CREATOR, text(author))
    yield from ordered(here, {"author": authors})
    if reference.citation_number is not None:
        yield Triple(here, word("citationNumber"), count(reference.citation_number))
    if reference.issued is not None:
        yield Triple(here, ISSUED, year(reference.issued))
    if reference.doi is not None:
        yield Triple(here, SEE_ALSO, NamedNode(str(reference.address)))
    yield from texts(here, {
        TITLE: reference.title, word("publicationType"): reference.type,
        word("containerTitle"): reference.container_title, word("volume"): reference.volume,
        word("page"): reference.page, word("doi"): reference.doi, word("pmid"): reference.pmid,
        word("pmcid"): reference.pmcid, word("identifierSeen"): reference.identifier_seen,
        word("note"): reference.note,
    })  # fmt: skip
    if reference.version_of is not None:
        yield Triple(here, word("versionOf"), resource("reference", reference.version_of))
    for member in reference.members:
        yield Triple(here, word("pools"), resource("reference", member))
    for key in reference.keys:
        yield Triple(here, word("key"), text(key))
    yield from ordered(here, {"members": reference.members, "keys": reference.keys})
    for relation, notice in (
        ("retraction", reference.retracted), ("concern", reference.concern),
    ):  # fmt: skip
        if notice is not None:
            told = resource("notice", reference.id, relation)
            yield Triple(here, word(relation), told)
            yield from _describe_notice(told, notice)
    for position, erratum in enumerate(reference.errata, start=1):
        found = resource("erratum", reference.id, position)
        yield Triple(here, word("erratum"), found)
        yield from describe_erratum(found, erratum)


def _describe_notice(here: NamedNode, notice: Notice) -> Iterator[Triple]:
    yield Triple(here, TYPE, word("Notice"))
    if notice.date is not None:
        yield Triple(here, word("date"), day(notice.date))
    yield from texts(here, {word("notice"): notice.notice, word("reason"): notice.reason})


def describe_erratum(here: NamedNode, erratum: Erratum) -> Iterator[Triple]:
    """Say what a source prints wrongly, what is wrong with it, and what was probably meant."""
    yield Triple(here, TYPE, word("Erratum"))
    yield from texts(here, {
        word("printed"): erratum.printed, word("fault"): erratum.fault,
        word("likely"): erratum.likely,
    })  # fmt: skip


def describe_gap(gap: Gap) -> Iterator[Triple]:
    """Say what is stated as unknown, about what, and where."""
    here = resource("gap", gap.id)
    yield Triple(here, TYPE, word("Gap"))
    yield Triple(here, IDENTIFIER, text(gap.id))
    yield Triple(here, LABEL, text(gap.question))
    yield Triple(here, word("certainty"), word(gap.certainty))
    yield Triple(here, word("readIn"), resource("reference", gap.read_in))
    for entity in gap.about:
        yield Triple(here, word("about"), resource("", entity))
    for reference in gap.references:
        yield Triple(here, word("reference"), resource("reference", reference))
    for locator in gap.locator:
        yield Triple(here, word("locator"), text(locator))
    yield from lead_to_sentences(here, gap)
    yield from ordered(here, {
        "about": gap.about, "references": gap.references, "locator": gap.locator,
    })  # fmt: skip


def _describe_registration(here: NamedNode, entity: Entity) -> Iterator[Triple]:
    if entity.trial is None:
        return
    trial = entity.trial
    for disease in trial.diseases:
        yield Triple(here, word("disease"), resource("", disease))
    yield from texts(here, {
        word("registry"): trial.registry, word("phase"): trial.phase,
        word("design"): trial.design, word("status"): trial.status, word("asOf"): trial.as_of,
    })  # fmt: skip


def texts(here: NamedNode, given: dict[NamedNode, str | None]) -> Iterator[Triple]:
    """Give each text that there is as a plain literal."""
    for relation, value in given.items():
        if value is not None:
            yield Triple(here, relation, Literal(value))


def ordered(here: NamedNode, lists: Mapping[str, Sequence[str]]) -> Iterator[Triple]:
    """Keep the order of a record's lists, which stand as separate triples.

    For a list that is not in the order of its values, the name of its field and, one by one, the
    places of what stands there among its values as sorted; so a value may stand twice.

    >>> [made] = ordered(word("x"), {"author": ["Ran", "Du", "Ran"], "about": ["a", "b"]})
    >>> made.object.value
    'author 2 1 2'
    """
    for name, values in lists.items():
        known = sorted(set(values))
        if list(values) != known:
            places = " ".join(str(known.index(value) + 1) for value in values)
            yield Triple(here, word("order"), text(f"{name} {places}"))


def words(here: NamedNode, given: Mapping[str, str | None]) -> Iterator[Triple]:
    """Give each value of a closed list that there is as a term of the vocabulary."""
    for relation, value in given.items():
        if value is not None:
            yield Triple(here, word(relation), word(value))

"""A commented skeleton of a claim: what to fill in, and what each field may hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import yaml

from kg.atomic import write_whole
from kg.curation.corpus import Corpus
from kg.errors import RequestError
from kg.model.vocabulary import (
    Aspect,
    Basis,
    Certainty,
    Compartment,
    Kind,
    Level,
    Outcome,
    Oxygen,
    Predicate,
    Quality,
    Setting,
    StudyType,
)


def write_skeleton(
    corpus: Corpus, subject: str, predicate: str, object_: str, reference: str, folder: Path,
    topic: str = "mine",
) -> list[Path]:  # fmt: skip
    """Begin a claim in a folder of one's own, with stubs of whatever nobody has defined yet.

    Gives the files written: the claim, and entities and references that the corpus lacks. A file
    that is there already is never touched: `RequestError`, before anything is written.
    """
    for name, given in (("subject", subject), ("object", object_), ("topic", topic)):
        if not _ID.fullmatch(given):
            raise RequestError(f"{name} '{given}' is no id: lower case, digits, single hyphens")
    if predicate not in get_args(Predicate):
        raise RequestError(f"no predicate '{predicate}': use {', '.join(get_args(Predicate))}")
    if not _KEY.fullmatch(reference):
        raise RequestError(f"reference '{reference}' is no citation key: write doe2026 or doe2026a")
    texts = {f"claims/{topic}/{subject}-{predicate}-{object_}.yaml": _claim(
        corpus, subject, predicate, object_, reference
    )}  # fmt: skip
    unknown = [key for key in dict.fromkeys((subject, object_)) if key not in corpus.entities]
    if unknown:
        name = f"entities/{unknown[0]}.yaml"
        texts[name] = _head("entities", 2) + "entities:\n" + "".join(map(_entity, unknown))
    if reference not in corpus.references:
        texts["references.yaml"] = _head("references", 1) + "references:\n" + _reference(reference)
    taken = [name for name in texts if (folder / name).exists()]
    if taken:
        raise RequestError(f"{folder / taken[0]} is there already: add to it by hand")
    for name in texts:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / name, text) for name, text in texts.items()]


def _claim(corpus: Corpus, subject: str, predicate: str, object_: str, reference: str) -> str:
    known = f"{subject}.{predicate}.{object_}" in corpus.claims
    extends = "# The shipped graph has this claim: your record is added to its evidence.\n"
    return _head("claims", 3) + (extends if known else "") + _CLAIM.format(
        subject=subject, predicate=predicate, object=object_, reference=reference,
        predicates=_choices(Predicate), settings=_choices(Setting),
        certainties=_choices(Certainty), oxygen=_choices(Oxygen), qualities=_choices(Quality),
        levels=_choices(Level), bases=_choices(Basis), outcomes=_choices(Outcome),
    )  # fmt: skip


def _entity(key: str) -> str:
    return _ENTITY.format(
        id=key, label=yaml.safe_dump(key.replace("-", " "), default_style='"', width=999).strip(),
        kinds=_choices(Kind), compartments=_choices(Compartment), aspects=_choices(Aspect),
    )  # fmt: skip


def _reference(key: str) -> str:
    year = re.search(r"[0-9]{4}", key)
    return _REFERENCE.format(id=key, year=year[0] if year else "", types=_choices(StudyType))


def _head(kind: str, up: int) -> str:
    """Name the schema for editors: `kg schema` writes it beside the folder."""
    return f"# yaml-language-server: $schema={'../' * up}build/schema/{kind}.schema.json\n"


def _choices(closed: object) -> str:
    return " | ".join(get_args(closed))


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z]+[0-9]{4}[a-z]?")

_CLAIM = """\
# Fill in what the source says; delete what it does not say. Never guess: leave the field out.
title: "..."                     # the mechanism of this file
claims:
- subject: {subject}
  predicate: {predicate}         # {predicates}
  object: {object}
  evidence:
  - id: first                    # short, kebab-case, unique in this claim, never reused
    references: [{reference}]
    read_in: {reference}         # the document that you really read
    locator: [full-text]         # or abstract
    certainty: asserted          # {certainties}
    # evidence_type: "ECO:..."   # looked up, never typed from memory
    system:
      setting: unspecified       # {settings}
      # models: []               # ids of cell lines, strains, diseases
      # organism: human
      # n: 3
    # conditions:                # only what limits the finding
    #   oxygen: hypoxia          # {oxygen}
    #   time: {{value: 24, unit: h}}
    #   co_treatment: []         # what every arm received
    # exposure:                  # as printed, nothing computed
    #   dose: {{values: [2, 4], unit: Gy}}
    #   fractions: 1
    #   let_kev_um: 70
    #   energy: {{value: 290, unit: MeV/u}}
    # contrasts:                 # one for each other arm
    # - versus: photon-irradiation
    #   level: [higher]          # of the object, in the subject's arm: {levels}
    #   basis: [isodose]         # {bases}
    #   comparator_sign: "+"     # what the other arm itself does, if it is told
    #   exposure: {{dose: {{values: [4], unit: Gy}}, quality: x-ray}}   # {qualities}
    # statistics: {{p: "<0.05", n: 10}}
    # checks:                    # what a second reading of the paper said
    # - {{outcome: agrees, reference: {reference}, read_in: abstract, note: "..."}}   # {outcomes}
    summary: "..."               # your own words, never a sentence of the source
"""

_ENTITY = """\
- id: {id}
  label: {label}                 # the field's standard term
  kind: process                  # {kinds}
  # compartment: tumour-cell     # {compartments}
  # synonyms: []
  # xrefs: [{{curie: "GO:...", label: "..."}}]   # looked up in the ontology, never from memory
  no_term: "not looked up yet"   # delete it when there is an xref
  # kind: measure has these as well:
  # of: hmgb1
  # aspect: abundance            # {aspects}
  # in: tumour
"""

_REFERENCE = """\
- id: {id}
  title: "..."
  author: [{{family: "...", given: "..."}}]
  container-title: "..."
  issued: {year}
  # volume: ""
  # page: ""
  # DOI: ""                      # only if it was seen beside the title
  # PMID: ""
  # identifier_seen: ""          # where
  study_type: unknown            # {types}
"""

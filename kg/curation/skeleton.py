"""A commented skeleton of a claim: what to fill in, and what each field may hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import yaml

from kg.bounded import read_bounded
from kg.curation.corpus import Corpus
from kg.curation.document import MAX_BYTES
from kg.curation.key import KEY
from kg.errors import RequestError
from kg.model import Manifest
from kg.model.facet import RESERVED
from kg.model.vocabulary import (
    Aspect,
    Certainty,
    Kind,
    Level,
    Outcome,
    Oxygen,
    Predicate,
    Quality,
    Setting,
    StudyType,
)
from kg.publishing import write_all


def write_skeleton(
    corpus: Corpus, subject: str, predicate: str, object_: str, reference: str, folder: Path,
    topic: str = "mine",
) -> list[Path]:  # fmt: skip
    """Begin a claim in a folder of one's own, with stubs of whatever nobody has defined yet.

    Gives the files written: the claim, and entities and references that the corpus lacks. A file
    that is there already is never touched: `RequestError`, before anything is written; only to the
    bibliography a stub is added at its end.
    """
    for name, given in (("subject", subject), ("object", object_), ("topic", topic)):
        if not _ID.fullmatch(given):
            raise RequestError(f"{name} '{given}' is no id: lower case, digits, single hyphens")
    if predicate not in get_args(Predicate):
        raise RequestError(f"no predicate '{predicate}': use {', '.join(get_args(Predicate))}")
    if not KEY.fullmatch(reference):
        raise RequestError(f"reference '{reference}' is no citation key: write doe2026 or doe2026a")
    texts = {f"claims/{topic}/{subject}-{predicate}-{object_}.yaml": _claim(
        corpus, subject, predicate, object_, reference
    )}  # fmt: skip
    unknown = [key for key in dict.fromkeys((subject, object_)) if key not in corpus.entities]
    if unknown:
        name = f"entities/{unknown[0]}.yaml"
        stubs = "".join(_entity(key, corpus) for key in unknown)
        texts[name] = _head("entities", 2) + "entities:\n" + stubs
    if reference not in corpus.references:
        texts["references.yaml"] = _bibliography(folder / "references.yaml", reference)
    taken = [name for name in texts
             if name != "references.yaml" and (folder / name).exists()]  # fmt: skip
    if taken:
        raise RequestError(f"{folder / taken[0]} is there already: add to it by hand")
    return write_all(folder, texts)


def _claim(corpus: Corpus, subject: str, predicate: str, object_: str, reference: str) -> str:
    known = f"{subject}.{predicate}.{object_}" in corpus.claims
    extends = "# The corpus has this claim: your record is added to its evidence.\n"
    return _head("claims", 3) + (extends if known else "") + _CLAIM.format(
        versus=next((arm for arm in corpus.manifest.compare if arm != subject), "another-arm"),
        subject=subject, predicate=predicate, object=object_, reference=reference,
        predicates=_choices(Predicate), settings=_choices(Setting),
        certainties=_choices(Certainty), levels=_choices(Level), outcomes=_choices(Outcome),
        conditions=_conditions(corpus.manifest), exposure=_exposure(corpus.manifest),
        basis=_basis(corpus.manifest), other=_other_arm(corpus.manifest),
    )  # fmt: skip


def _conditions(manifest: Manifest) -> str:
    """Write a line for each condition that the manifest names."""
    said = []
    if "oxygen" in manifest.facets:
        said.append(f"    #   oxygen: hypoxia          # {_choices(Oxygen)}\n")
    own = {name: kind for name, kind in manifest.facets.items()
           if name not in {*RESERVED, "dose_rate"}}  # fmt: skip
    told = [
        f"{name}: {kind.values[0] if kind.values else f'{{value: 1, unit: {kind.units[0]}}}'}"
        for name, kind in own.items()
    ]
    choices = [f"{name}: {' | '.join(kind.values or kind.units)}" for name, kind in own.items()]
    if told:
        said.append(f"    #   facets: {{{', '.join(told)}}}   # {'; '.join(choices)}\n")
    return "".join(said)


def _exposure(manifest: Manifest) -> str:
    """Write what tells how an arm was irradiated, where the manifest names it."""
    lines = {
        "dose": "    #   dose: {values: [2, 4], unit: UNIT}\n    #   fractions: 1\n",
        "let": "    #   let_kev_um: 70\n    #   energy: {value: 290, unit: MeV/u}\n",
        "dose_rate": "    #   dose_rate: {min: 40, unit: UNIT}\n",
    }
    said = "".join(
        text.replace("UNIT", _quoted(next(iter(manifest.facets[name].units), "..")))
        for name, text in lines.items() if name in manifest.facets
    )  # fmt: skip
    head = "    # exposure:                  # as printed, nothing computed\n"
    return head + said if said else ""


def _other_arm(manifest: Manifest) -> str:
    if "dose" not in manifest.facets:
        return ""
    unit = _quoted(next(iter(manifest.facets["dose"].units), ".."))
    return (f"    #   exposure: {{dose: {{values: [4], unit: {unit}}}, quality: x-ray}}   "
            f"# {_choices(Quality)}\n")  # fmt: skip


def _basis(manifest: Manifest) -> str:
    if not manifest.bases:
        return ""
    names = list(manifest.bases)
    return f"    #   basis: [{names[0]}]".ljust(33) + f"# {' | '.join(names)}\n"


def _quoted(unit: str) -> str:
    return unit if unit.replace("/", "").isalpha() else f'"{unit}"'


def _entity(key: str, corpus: Corpus) -> str:
    return _ENTITY.format(
        id=key, label=yaml.safe_dump(key.replace("-", " "), default_style='"', width=999).strip(),
        kinds=_choices(Kind), aspects=_choices(Aspect),
        compartment=_compartment(corpus.manifest),
    )  # fmt: skip


def _compartment(manifest: Manifest) -> str:
    names = [one.id for one in manifest.compartments]
    if not names:
        return ""
    return f"  # compartment: {names[0]}".ljust(33) + f"# {' | '.join(names)}\n"


def _reference(key: str) -> str:
    year = re.search(r"[0-9]{4}", key)
    return _REFERENCE.format(id=key, year=year[0] if year else "", types=_choices(StudyType))


def _bibliography(path: Path, key: str) -> str:
    """Give a bibliography with a stub at its end; one that cannot be added to so is not touched."""
    if not path.exists():
        return _head("references", 1) + "references:\n" + _reference(key)
    refused = RequestError(f"{path} is there already: add {key} to it by hand")
    try:
        text = read_bounded(path, MAX_BYTES).decode()
        before = yaml.safe_load(text)["references"]
        indent = re.search(r"(?m)^references:[^\n]*\n(?:\s*#.*\n|\n)*( *)- ", text)
        stub = "".join(f"{indent[1] if indent else ''}{line}\n"
                       for line in _reference(key).splitlines())  # fmt: skip
        whole = text.removesuffix("\n") + "\n" + stub
        after = yaml.safe_load(whole)["references"]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
        raise refused from None
    if after[:-1] != before or after[-1].get("id") != key:
        raise refused
    return whole


def _head(kind: str, up: int) -> str:
    """Name the schema for editors: `kg schema` writes it beside the folder."""
    return f"# yaml-language-server: $schema={'../' * up}build/schema/{kind}.schema.json\n"


def _choices(closed: object) -> str:
    return " | ".join(get_args(closed))


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

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
{conditions}    #   time: {{value: 24, unit: h}}
    #   co_treatment: []         # what every arm received
{exposure}    # contrasts:                 # one for each other arm
    # - versus: {versus}
    #   level: [higher]          # of the object, in the subject's arm: {levels}
{basis}    #   comparator_sign: "+"     # what the other arm itself does, if it is told
{other}    # quantities: [{{measure: fold, value: 1.8, p: "<0.05", n: {{here: 10, there: 10}}}}]
    # checks:                    # what a second reading of the paper said
    # - {{outcome: agrees, reference: {reference}, read_in: abstract, note: "..."}}   # {outcomes}
    summary: "..."               # your own words, never a sentence of the source
"""

_ENTITY = """\
- id: {id}
  label: {label}                 # the field's standard term
  kind: process                  # {kinds}
{compartment}  # synonyms: []
  # xrefs: [{{curie: "GO:...", label: "..."}}]   # looked up in the ontology, never from memory
  no_term: "not looked up yet"   # delete it when there is an xref
  # kind: measure has these as well:
  # of: the-thing-measured
  # aspect: abundance            # {aspects}
  # in: a-place
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

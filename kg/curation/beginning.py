"""The manifest of a new corpus, with comments: what each field is for, and what it may hold."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from kg.atomic import write_whole
from kg.curation.manifest import NAME
from kg.errors import RequestError
from kg.model import Manifest
from kg.model.manifest import is_licence


def write_corpus(
    key: str, folder: Path, title: str | None = None, base: str | None = None,
    licence: str = "https://creativecommons.org/licenses/by/4.0/",
) -> Path:  # fmt: skip
    """Begin a corpus: write its manifest into a folder; one that is there is never touched.

    `base` is what its IRIs begin with; a placeholder if not given. Raises `RequestError` for an
    id, base or licence that a manifest cannot have.
    """
    given = {
        "id": key, "title": title or key.replace("-", " ").capitalize(), "licence": licence,
        "base": base or f"https://example.org/{key}/",
    }  # fmt: skip
    try:
        Manifest.model_validate(given)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise RequestError(f"{field} '{given[field]}': {_FORMS[field]}") from None
    if not is_licence(licence):
        raise RequestError(f"licence '{licence}': {_FORMS['licence']}")
    path = folder / NAME
    if path.exists():
        raise RequestError(f"{path} is there already: add to it by hand")
    folder.mkdir(parents=True, exist_ok=True)
    written = {name: yaml.safe_dump(text, default_style='"', width=999).strip()
               for name, text in given.items()}  # fmt: skip
    return write_whole(path, _MANIFEST.format(**written))


_FORMS = {
    "id": "write lower case, digits, single hyphens",
    "title": "write what the corpus is called",
    "licence": "write its address, or its SPDX id such as CC-BY-4.0",
    "base": "write an http address that ends in / or #",
}

_MANIFEST = """\
# yaml-language-server: $schema=../build/schema/corpus.schema.json
# What this corpus is, and the words that are its own. The first four are needed; what you leave
# out has a neutral default: no arms, no compartments, no bases, no facets.
id: {id:<29}# its name beside other corpora: lower case, never changed
title: {title}
licence: {licence}   # of what you curate
base: {base}   # what the addresses (IRIs) of your records begin with; one that you own
# question: "What it asks, in one sentence"
# version: "0.1.0"
# date: 2026-01-31
# creators: [{{name: "Your name", orcid: 0000-0000-0000-0000}}]
# cite: "How to cite this corpus"
# keywords: ["a word for catalogues"]
# extends: []                    # ids of corpora that it lies on: kg --with this folder

# arms:                          # what is drawn with a letter of its own, in this order
# - {{entity: first-arm, letter: A, name: first arm, colour: "#B34700", shape: square}}
# - {{entity: second-arm, letter: B, name: second arm, colour: "#0063A8"}}
#                                # shapes: circle | square | diamond | triangle
# compare: [first-arm, second-arm]   # the two that are compared first
# treatment: {{noun: treatment, plural: treatments, rdf: Treatment}}   # what an arm is called

# compartments:                  # where things are drawn, from cause to effect
# - {{id: cell, label: "cell", caption: "Cell", tint: "#FBF1E7", line: "#D9A36B", ink: "#7A4310"}}
# bases:                         # on which basis two arms are compared; both were treated, and
#   equal-dose: {{words: "same dose", phrase: "at the same dose"}}   # differently, unless
#   unspecified: basis not stated   # both_treated: false; this id is of those that say nothing
#   other: {{words: "own words", short: "short", mark: "o", both_treated: false}}
# facets:                        # what limits a finding: words, or numbers with a unit
#   oxygen: [normoxia, hypoxia]
#   dose: {{units: [mg]}}
# gap_columns: [in_vitro, in_vivo, patients, {{oxygen: hypoxia}}]   # of the map of gaps
# figures: {{footer: "{{title}}, {{licence}}", deck: "Title of the deck"}}
"""

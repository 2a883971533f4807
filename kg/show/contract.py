"""What a program can rely on in the JSON of each command: facts, tables and their columns.

`kg schema` publishes it, a JSON Schema per command; an answer that leaves it is a fault.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

CELL: Mapping[str, Any] = {
    "anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array", "items": {"type": "string"}},
    ]
}
"""What a cell of a table may hold; several values are a list."""


def answer_schema(command: str) -> dict[str, Any]:
    """Write the JSON Schema of the answer of a command, as `--format json` gives it.

    A table may have further columns (`layer` where several are in use, a column per condition).

    >>> sorted(answer_schema("lint")["properties"])
    ['findings', 'remarks', 'rules', 'sentence', 'title']
    """
    facts, tables = FACTS.get(command, ""), TABLES[command]
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "title": text, "sentence": text, "remarks": {"type": "array", "items": text},
    }  # fmt: skip
    patterns: dict[str, Any] = {}
    for fact in facts.split():
        properties[fact] = {"type": "object"} if fact in MAPS else CELL
    for name, columns in tables.items():
        row = {
            "type": "object", "additionalProperties": CELL,
            "required": [] if command in SEVERAL else columns.split(),
            "properties": dict.fromkeys(columns.split(), CELL),
        }  # fmt: skip
        table = {"type": "array", "items": row}
        if name.endswith("*"):
            patterns[f"^{name[:-1]}"] = table
        else:
            properties[name] = table
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The answer of kg {command}", "type": "object",
        "required": ["title", "sentence", "remarks"], "properties": properties,
        "patternProperties": patterns, "additionalProperties": False,
    }  # fmt: skip


def answer_schemas() -> dict[str, str]:
    """Write the schemas of all commands that answer, by file name."""
    return {
        f"answer-{command}.schema.json":
            json.dumps(answer_schema(command), indent=1, sort_keys=True) + "\n"
        for command in sorted(TABLES)
    }  # fmt: skip


SEVERAL = frozenset({"show"})
"""Commands that answer of things of several kinds, by tables of one name."""
MAPS = frozenset({"read"})
"""Facts that hold names and values of their own."""

FACTS: Mapping[str, str] = {
    "chains": (
        "sign"
    ),
    "check-statement": (
        "outcome meaning ask depends_on subject object versus true_if basis where systems "
        "not_understood notes ways stated_gaps"
    ),
    "explain": (
        "read"
    ),
    "audit": "items papers missing right accuracy macro_f1 per_paper majority kappa",
    "numbers": (
        "numbers_printed studies_with_numbers records_without_number studies_without_number"
    ),
    "show": (
        "kind id label is definition synonyms identifiers of aspect in broader part_of "
        "components measures stated_gaps citation title year doi pmid study_type retracted "
        "concern subject predicate object topic"
    ),
}
"""What stands beside the tables, by command."""

EXPECTED = (
    "source printed ion let energy cells alpha beta dose_10 rbe_10 dose survival rbe oxygen_mmhg "
    "oer_10 photons_alpha photons_beta model basis"
)

TABLES: Mapping[str, Mapping[str, str]] = {
    "audit": {
        "differences": (
            "about outcome claim record said said_in paper paper_says read_in "
            "curated_from_paper verdict chains_that_hang_on_it outcomes_reached"
        ),
        "kinds": (
            "about meaning differences"
        ),
        "conclusions": (
            "conclusion statement cited read single left papers_left papers_against"
        ),
        "facets-*": (
            "facet records alike per_cent kappa where_they_differ"
        ),
        "settled-*": (
            "facet first second neither both"
        ),
        "outcomes": (
            "outcome so answered_so right precision recall f1"
        ),
        "ceiling": (
            "read records alike share"
        ),
    },
    "chains": {
        "chains": (
            "chain sign seen opposed counter_force variant_of length weakest_link studies "
            "tags holds_under passes_outcome skips route steps nodes"
        ),
        "links": (
            "chains step studies reporting tags seen_under papers from subject sign to object "
            "link"
        ),
        "seen": (
            "sign claim record references source read_in holds_under system tags found_for "
            "summary"
        ),
        "compared": (
            "level comparator versus basis studies tags papers"
        ),
        "advantages": (
            "chain basis enters_at predicted_at_end end_is along compared papers"
        ),
    },
    "check-statement": {
        "parts": (
            "object exposure comparator of in versus basis outcome finding studies_for "
            "studies_against studies_open asked"
        ),
        "records": (
            "stands record source doi says basis dose where read read_in read_in_doi locator "
            "certainty check caution votes summary"
        ),
    },
    "conflicts": {
        "conflicts": (
            "object exposure comparator given of in versus conflict why sides finding caution"
        ),
        "records": (
            "claim record object references source says basis where read certainty check "
            "votes summary caution"
        ),
    },
    "review": {
        "waiting": "record says read_in locator check state curated asked summary place",
        "papers": "paper layer unfilled draft curated",
    },
    "coverage": {
        "sentences": (
            "source locator cites state reasons records"
        ),
        "sections": (
            "document section sentences curated excluded open citations citations_curated "
            "citations_excluded citations_open"
        ),
        "open": (
            "source locator cites citation"
        ),
        "uncited": (
            "reference cited_as"
        ),
        "searches": (
            "date words found taken why_not layer"
        ),
    },
    "diff": {
        "changes": (
            "what change name before after"
        ),
        "counts": (
            "what came went turned"
        ),
    },
    "explain": {
        "hypotheses": (
            "hypothesis entity direction agree disagree abstain silent p q strength "
            "genes_agreeing genes_disagreeing genes_abstaining genes_silent likewise"
        ),
        "links": (
            "hypothesis gene verdict observed predicted chain papers"
        ),
    },
    "formats": {
        "formats": "format for_whom holds lost write read checked_with",
    },
    "gaps": {
        "gaps": (
            "object compartment of chains any wanting exposure_studies comparator_studies "
            "absence stated_as_open"
        ),
        "experiments": (
            "rank object chains experiment closes also"
        ),
        "stated": (
            "id question about source locator"
        ),
    },
    "lint": {
        "findings": (
            "severity rule where what remedy"
        ),
        "rules": (
            "rule looks_for"
        ),
    },
    "numbers": {
        "places": (
            "object of arm after comparator versus differs basis axis place low high "
            "axis_unit word said number trend dose let fractions time conditions setting "
            "models organism claim record references dois source read_in locator read "
            "certainty counts caution"
        ),
        "numbers": (
            "object of arm after comparator versus differs basis measure unit number low high "
            "low_there high_there ci95_low ci95_high sd sem n n_there p at dose let fractions "
            "time conditions setting models organism printed level claim record references "
            "dois source read_in locator read certainty counts caution"
        ),
        "groups": (
            "object of arm comparator differs basis measure unit setting at studies "
            "references mean ci95_low ci95_high predicted_low predicted_high tau2 i2 method "
            "why_none"
        ),
        "words": (
            "object of arm after comparator versus differs basis word studies references dois "
            "sources records caution"
        ),
        "expected": EXPECTED,
        "pide": (
            "cells ion let energy photons photons_alpha photons_beta alpha beta rbe_10 beam "
            "publication experiment line"
        ),
    },
    "expected": {"expected": EXPECTED},
    "queries": {
        "queries": (
            "name title"
        ),
    },
    "reason": {
        "classes": "class label members told concluded",
        "members": "id label how narrowest_classes iri",
    },
    "search": {
        "hits": (
            "label kind findings papers id where"
        ),
    },
    "show": {
        "verdicts": (
            "object exposure comparator given of in versus basis verdict studies manner "
            "finding sides because caution lifted"
        ),
        "effects": (
            "object exposure comparator given of in versus basis verdict studies manner "
            "finding sides because caution lifted"
        ),
        "records": (
            "claim record object references source says basis where read certainty check "
            "votes summary caution subject versus doi dose read_in read_in_doi locator"
        ),
        "papers": (
            "id citation title doi"
        ),
    },
    "stats": {
        "counts": (
            "count of n"
        ),
        "entities": (
            "id label kind compartment claims"
        ),
    },
    "verdict": {
        "verdicts": (
            "object exposure comparator given of in versus basis verdict studies manner "
            "finding sides because caution lifted"
        ),
        "effects": (
            "object exposure comparator given of in versus basis verdict studies manner "
            "finding sides because caution lifted"
        ),
        "records": (
            "claim record object references source says basis where read certainty check "
            "votes summary caution"
        ),
    },
    "verify": {"documents": "document sentences", "sentences": "document locator state"},
    "whatif": {
        "outcomes": (
            "under exposure outcome change before after entity route route_nodes weakest_link "
            "tags against ways_lost ways_kept shown_by papers"
        ),
        "loops": (
            "loop state around"
        ),
        "cuts": (
            "cut under exposure outcome member entity reached_by papers"
        ),
    },
}
"""The tables of each command and the columns of every row; `*` stands for any end of a name."""

"""The tools as they are listed: names, what each is for, what it takes and gives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kg.tools.argument import Parameter


@dataclass(frozen=True)
class Tool:
    """One tool: what it answers in a line or two, and its arguments."""

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def input_schema(self) -> dict[str, Any]:
        """Write its arguments as JSON Schema; what it does not know is refused."""
        return {
            "type": "object", "additionalProperties": False,
            "properties": {one.name: one.schema for one in self.every},
            "required": [one.name for one in self.parameters if one.required],
        }  # fmt: skip

    @property
    def every(self) -> tuple[Parameter, ...]:
        """Its own arguments and those that all take."""
        return (*self.parameters, DETAIL, CURSOR)

    @property
    def output_schema(self) -> dict[str, Any]:
        """Write what it gives as JSON Schema, in short: the items are told in full elsewhere."""
        kinds = {"text": "string", "texts": "array"}
        facts = {name: {"type": kinds[form]} for name, form in self.facts}
        return {
            "type": "object", "required": ["sentence", "cite", "graph", "items"],
            "properties": {
                "sentence": _TEXT, "cite": _TEXT, "graph": {"type": "object"}, **facts,
                "items": {"type": "array", "items": {"type": "object"}},
                "next": {"type": ["string", "null"]},
            },
        }  # fmt: skip


def schema_of(tool: Tool) -> dict[str, Any]:
    """Write the JSON Schema of a tool's answer in full, as it is published."""
    short = tool.output_schema
    properties = short["properties"] | {
        "total": _NUMBER, "first": _NUMBER,
        "graph": {
            "type": "object", "required": ["name", "version", "sha256"],
            "properties": {"name": _TEXT, "version": _TEXT, "sha256": _TEXT},
        },
        "notes": {"type": "array", "items": _TEXT},
        "items": {
            "type": "array",
            "items": {"oneOf": [_RECORD, {
                "type": "object", "required": ["kind"],
                "properties": {"kind": {"type": "string", "not": {"const": "record"}}},
            }]},
        },
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": tool.title,
        "description": tool.about, **short, "properties": properties, "additionalProperties": False,
    }  # fmt: skip


def tool_schemas() -> dict[str, str]:
    """Write the schemas of the answers of all tools, by file name."""
    made = {tool.name: json.dumps(schema_of(tool), indent=1, sort_keys=True) for tool in TOOLS}
    return {f"tool-{name}.schema.json": f"{text}\n" for name, text in made.items()}


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_TEXTS = {"type": "array", "items": _TEXT}
_PAPER = {
    "type": "object", "required": ["key", "citation"], "additionalProperties": False,
    "properties": {"key": _TEXT, "citation": _TEXT, "doi": _TEXT, "address": _TEXT},
}  # fmt: skip
_RECORD = {
    "type": "object", "additionalProperties": False,
    "required": ["kind", "record", "says", "subject", "object", "papers", "read", "read_in", "dose",
                 "check", "votes", "certainty"],
    "properties": {
        "kind": {"const": "record"}, "stands": {"enum": ["for", "against", "open"]},
        "record": _TEXT, "says": _TEXTS, "subject": _TEXT, "object": _TEXT, "versus": _TEXT,
        "papers": {"type": "array", "items": {"anyOf": [_PAPER, _TEXT]}},
        "read": {"enum": ["the paper", "its abstract", "another paper"]},
        "read_in": {
            "type": "object", "required": ["key", "citation", "places"],
            "properties": {"key": _TEXT, "citation": _TEXT, "doi": _TEXT, "places": _TEXTS},
        },
        "basis": _TEXT, "dose": _TEXT, "conditions": {"type": "object"}, "system": _TEXT,
        "certainty": _TEXT, "checks": {"type": "array", "items": {"type": "object"}},
        "check": _TEXT, "caution": _TEXTS, "layer": _TEXT, "votes": {"type": "boolean"},
        "why_not": _TEXT, "summary": _TEXT,
    },
}  # fmt: skip

DETAIL = Parameter("detail", "up to 64 kB instead of 8 kB", "flag")
CURSOR = Parameter("cursor", "'next' of the answer before", most=40)
WHERE = Parameter("where", "facet=value, as oxygen=hypoxia or 'dose=4 Gy'", "texts")
SYSTEMS = Parameter("systems", "in_vitro, in_vivo, patients, ex_vivo", "texts")
VERSUS = Parameter("versus", "the other arm")
BASIS = Parameter("basis", "on which doses were matched: one of the manifest's")

TOOLS = (
    Tool("find", "Find things", "What do these words mean here? Things, papers, models, trials, "
         "open questions by name; use the ids in other tools. What is not found is not here.",
         (Parameter("words", "a name", required=True),)),
    Tool("evidence", "Records", "Every record about a thing, of a paper (key, DOI, PMID), or of a "
         "claim: what it says, where it was read, basis, dose, check, and whether it votes.",
         (Parameter("about", "a thing, paper or claim", required=True), VERSUS)),
    Tool("verdict", "Who does more", "What the records of a thing come to, by independent studies: "
         "each arm against another per basis, and each by itself. Bases are never pooled.",
         (Parameter("about", "a thing", required=True), VERSUS, BASIS)),
    Tool("conflicts", "Disagreements", "Where findings oppose each other, and which condition "
         "keeps them apart, or that none does.", (Parameter("about", "a thing; all if left out"),)),
    Tool("chains", "How A acts on B", "What was seen between two things, then ways of found steps, "
         "with studies per step. A way is no finding.",
         (Parameter("start", "A", required=True), Parameter("end", "B", required=True),
          Parameter("through", form="texts"), Parameter("avoid", form="texts"), VERSUS, WHERE,
          SYSTEMS, Parameter("max_length", form="number", most=5)), (("sign", "text"),)),
    Tool("what_if", "Block or raise something", "What falls and rises if things are blocked, "
         "raised or lowered, and by which way; what was shown is marked.",
         (Parameter("block", form="texts"), Parameter("up", form="texts"),
          Parameter("down", form="texts"), Parameter("exposures", "under these", "texts"),
          Parameter("outcomes", "only these", "texts"), WHERE, SYSTEMS)),
    Tool("gaps", "What is missing", "What was measured and compared for two arms, what is not in "
         "this corpus, and what sources state as open.",
         (Parameter("about", "a thing; all if left out"), Parameter("exposure", "one arm"),
          VERSUS)),
    Tool("check_statement", "Check a sentence", "Does the corpus bear out 'A raises B', 'A does "
         "not change B', 'A raises B more than C'? supported, contradicted, depends on, only "
         "asserted by a review, looked for and not changed, undecided, or not in this corpus; both "
         "sides. Where 'ask' is set, ask the user.",
         (Parameter("statement", "one sentence in English", required=True, most=500), BASIS, WHERE,
          SYSTEMS), (("outcome", "text"), ("depends_on", "texts"), ("ask", "text"))),
    Tool("numbers", "How much", "The printed numbers of a thing or a measure (rbe, oer, fold ...), "
         "study by study; what prints none keeps its word.",
         (Parameter("about", "a thing or a measure", required=True), VERSUS, BASIS, WHERE,
          SYSTEMS)),
)  # fmt: skip
"""All tools, in the order in which they are listed; none changes anything."""

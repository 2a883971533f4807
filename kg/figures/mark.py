"""What is drawn how: the one table of colours, letters, shapes, line ends and widths."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.vocabulary import PREDICATE_OF, PREDICATES, Kind, Predicate

INK, FAINT, RULE, PAPER = "#30343B", "#5B626D", "#C9CED6", "#FFFFFF"
DISSENT = "#6B4FBB"

SHAPE: dict[Kind, str] = {
    "gene": "round", "complex": "round", "molecule": "round", "cell": "ellipse",
    "process": "hexagon", "radiation": "rect", "agent": "rect", "therapy": "rect",
    "combination": "rect", "outcome": "pill", "disease": "pill",
}  # fmt: skip
"""Shape by kind; what is missing here is `round`. A measure has the shape of what it measures."""

SHAPE_NAME = {
    "round": "molecule", "ellipse": "cell", "hexagon": "process", "rect": "treatment",
    "pill": "outcome",
}  # fmt: skip

SILENT = "own effect not in this corpus"
"""What a dashed outline says, of a node or a badge."""

END: dict[Predicate, str] = {key: one.end for key, one in PREDICATES.items() if one.end}
"""How a line ends at its object, by predicate; others are not drawn."""

END_OF: dict[str, str] = {sign: END[predicate] for sign, predicate in PREDICATE_OF.items()}
"""How a line ends, by the sign of the effect."""

END_NAME = {
    "arrow": "raises", "bar": "lowers", "dot": "no change", "none": "influences",
    "diamond": "binds",
}  # fmt: skip
"""What the legend says of a line, by its end: one word for each sign, on lines and badges."""

VERB = {**END_NAME, "dot": "does not change"}
"""What a line says in a sentence, by its end."""

DEFINITION = {
    "part_of": "part of", "broader": "a kind of", "of": "measured as", "opposes": "opposite of",
    "components": "contains",
}  # fmt: skip
"""What is written at a step that is true by definition, by its relation in `kg.mechanism`."""

ACTION = {"+": "activates", "-": "inhibits"}
"""What is written at the step from an agent to its target, by the sign of its action."""


@dataclass(frozen=True)
class Stroke:
    """Width of a line in points, and the size of its head in units of that width (3 or 5)."""

    width: float
    head: int


def stroke(studies: int) -> Stroke:
    """Width by the number of independent studies: none, one, two or three, more."""
    if studies < 1:
        return Stroke(1.25, 5)
    return Stroke(2.0, 5) if studies < 2 else Stroke(2.75, 5) if studies < 4 else Stroke(4.25, 3)


DEFINED = Stroke(1.0, 3)
"""The line of a step that is true by definition: thin, grey, without an end."""

STROKE_NAME = {1.25: "no", 2.0: "1", 2.75: "2-3", 4.25: "4 or more"}
"""How many studies a width stands for."""

LIMIT = {
    "review only": "r", "collective": "c", "unchecked": "u", "hedged": "h", "derived": "d",
    "disagrees": "x", "miscited": "m", "adds a condition": "a", "omits": "o",
    "draft": "p", "superseded": "s", "retracted": "w", "concern": "q",
}  # fmt: skip
"""The letter of each tag of `kg.votes`: it stands after the numbers of the studies."""

LIMIT_SAID = {
    "review only": "a review says so, no study", "collective": "only papers cited together",
    "unchecked": "not checked at the source", "hedged": "said with caution",
    "derived": "concluded, not stated", "disagrees": "a paper named disagrees",
    "miscited": "a paper named is not about it", "adds a condition": "paper adds a condition",
    "omits": "review or paper silent on part", "draft": "draft",
    "superseded": "replaced by a newer record", "retracted": "a paper was retracted",
    "concern": "a paper is under concern",
}  # fmt: skip
"""What the legend says of each tag, for those who never met the word."""

TOGETHER = "cited together: count as one"
"""What the legend says of numbers in brackets: papers of which one must have shown it."""

LEVELS = {
    ("higher",): ">", ("lower",): "<", ("similar",): "=", ("higher", "similar"): "≥",
    ("lower", "similar"): "≤", ("higher", "lower"): "<>",
}  # fmt: skip
"""Level of the first arm against the second; several levels are 'one of these, unresolved'."""

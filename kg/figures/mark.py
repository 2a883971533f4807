"""What is drawn how: the one table of colours, letters, shapes, line ends and widths."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Entity
from kg.model.vocabulary import Kind, Predicate

INK, FAINT, RULE, PAPER = "#30343B", "#5B626D", "#C9CED6", "#FFFFFF"
CARBON, PHOTON, DISSENT = "#B34700", "#0063A8", "#6B4FBB"


@dataclass(frozen=True)
class Arm:
    """A beam: its letter for grey prints, its colour, its rank in a comparison, its name."""

    letter: str
    colour: str
    rank: int
    name: str


ARMS = {
    "carbon-ion-irradiation": Arm("C", CARBON, 0, "carbon ions"),
    "photon-irradiation": Arm("P", PHOTON, 1, "photons"),
    "proton-irradiation": Arm("p+", INK, 2, "protons"),
    "low-let-irradiation": Arm("L", INK, 3, "low-LET radiation"),
    "heavy-ion-irradiation": Arm("H", INK, 4, "heavy ions"),
    "ionising-radiation": Arm("R", INK, 5, "any ionising radiation"),
    "low-dose-irradiation": Arm("D", INK, 6, "low-dose radiation"),
}
"""As in the explorer. Orange and blue stay apart for every colour blindness, contrast above 5.5
on white; they are alike in grey, so that the letter always stands beside."""


def arm(entity: Entity) -> Arm | None:
    """Give the mark of a beam; one that the table lacks gets its initials."""
    if entity.kind != "radiation":
        return None
    words = entity.label.replace("-", " ").split()
    other = Arm("".join(word[0].upper() for word in words[:2]), INK, len(ARMS), entity.label)
    return ARMS.get(entity.id, other)


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

END: dict[Predicate, str] = {
    "increases": "arrow", "decreases": "bar", "does_not_change": "dot", "affects": "none",
    "targets": "diamond",
}  # fmt: skip
"""How a line ends at its object, by predicate; others are not drawn."""

END_NAME = {
    "arrow": "stimulates", "bar": "inhibits", "dot": "no change", "none": "influences",
    "diamond": "binds",
}  # fmt: skip


@dataclass(frozen=True)
class Stroke:
    """Width of a line in points, and the size of its head in units of that width (3 or 5)."""

    width: float
    head: int


def stroke(studies: int) -> Stroke:
    """Width by the number of independent studies: one, two or three, more."""
    return Stroke(2.0, 5) if studies < 2 else Stroke(2.75, 5) if studies < 4 else Stroke(4.25, 3)


STROKE_NAME = {2.0: "1 study", 2.75: "2-3", 4.25: "4 or more"}

LEVEL = {"higher": ">", "lower": "<", "similar": "="}
LEVELS = {
    ("higher",): ">", ("lower",): "<", ("similar",): "=", ("higher", "similar"): "≥",
    ("lower", "similar"): "≤", ("higher", "lower"): "≠",
}  # fmt: skip
"""Level of the first arm against the second; several levels are 'one of these, unresolved'."""

BASIS_LETTER = {"isodose": "●", "isoeffective": "■", "unspecified": "○", "": "◊"}
BASIS_SHAPE = {
    "isodose": "circle", "isoeffective": "square", "unspecified": "circle", "": "diamond",
}  # fmt: skip
"""How a comparison's basis is marked, in lines of text and as a shape; the unspecified is hollow,
and without a second beam there is none."""

BASIS_NAME = {
    "isodose": "same dose", "isoeffective": "same effect", "unspecified": "basis not stated",
    "": "no second beam",
}  # fmt: skip

TINTS = {
    "physics": ("#F4F5F7", "#AEB5BF", "#4A505A"),
    "tumour-cell": ("#FBF1E7", "#D9A36B", "#7A4310"),
    "nucleus": ("#F3DFCC", "#C98B4E", "#7A4310"),
    "tumour-microenvironment": ("#EAF4EE", "#8DBB9F", "#1F5E3A"),
    "systemic": ("#FBEAEC", "#D79AA3", "#83303D"),
    "therapy": ("#EEECF7", "#A9A0D4", "#43378A"),
    "outcome": ("#F1F1ED", "#B4B4A4", "#4C4C40"),
    "other": ("#F4F5F7", "#AEB5BF", "#4A505A"),
}
"""Fill, outline and lettering of each compartment."""

ZONE_NAME = {
    "physics": "Beam", "tumour-cell": "Tumour cell", "systemic": "Whole body",
    "tumour-microenvironment": "Tumour microenvironment", "therapy": "Treatment",
    "outcome": "Outcome", "other": "",
}  # fmt: skip

"""How much, at which dose and LET, in which cells? Printed numbers, side by side."""

from kg.numbers.expected import CELLS, IONS, Expected, expected, ion_of
from kg.numbers.group import FEWEST, Cell, Group, Pooling, Row, endpoint_of
from kg.numbers.mean import Mean, pool
from kg.numbers.over import AXES, Mark, Panel, Slot, View, over
from kg.numbers.pide import Ensemble, Experiment, lines_of, read_pide
from kg.numbers.point import Point, has_beam
from kg.numbers.say import (
    amount_of,
    arm_letter,
    arm_name,
    say_basis,
    say_numbers,
    say_over,
    say_relation,
    say_word,
)
from kg.numbers.scale import Scale, scale_of
from kg.numbers.tally import Numbers, Word, numbers
from kg.numbers.wanted import MEASURES, is_measure

__all__ = [
    "AXES", "CELLS", "FEWEST", "IONS", "MEASURES", "Cell", "Ensemble", "Expected", "Experiment",
    "Group", "Mark", "Mean", "Numbers", "Panel", "Point", "Pooling", "Row", "Scale", "Slot", "View",
    "Word", "amount_of", "arm_letter", "arm_name", "endpoint_of", "expected", "has_beam", "ion_of",
    "is_measure", "lines_of", "numbers", "over", "pool", "read_pide", "say_basis", "say_numbers",
    "say_over", "say_relation", "say_word", "scale_of",
]  # fmt: skip

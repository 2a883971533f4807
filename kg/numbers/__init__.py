"""How much, at which dose and LET, in which cells? Printed numbers, side by side."""

from kg.numbers.group import FEWEST, Cell, Group, Pooling, Row, endpoint_of
from kg.numbers.mean import Mean, pool
from kg.numbers.over import AXES, Mark, Panel, Slot, View, over
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
    "AXES", "FEWEST", "MEASURES", "Cell", "Group", "Mark", "Mean", "Numbers", "Panel", "Point",
    "Pooling", "Row", "Scale", "Slot", "View", "Word", "amount_of", "arm_letter", "arm_name",
    "endpoint_of", "has_beam", "is_measure", "numbers", "over", "pool", "say_basis",
    "say_numbers", "say_over", "say_relation", "say_word", "scale_of",
]  # fmt: skip

"""Does the corpus bear a statement out? Words read as one claim, held against both sides."""

from kg.statement.checked import OUTCOMES, Checked, Part, check_statement
from kg.statement.direction import Direction, read_direction
from kg.statement.reading import Statement, read_statement
from kg.statement.say import say_checked, say_statement
from kg.statement.testimony import Paper, Testimony, every_record, witness

__all__ = [
    "OUTCOMES", "Checked", "Direction", "Paper", "Part", "Statement", "Testimony",
    "check_statement", "every_record", "read_direction", "read_statement", "say_checked",
    "say_statement", "witness",
]  # fmt: skip

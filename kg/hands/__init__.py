"""Who stands for a record? What waits for whom, decisions written back, blind second readings."""

from kg.hands.again import Difference, Readings, read_again, settle
from kg.hands.decision import Decision, decide
from kg.hands.merging import merge
from kg.hands.waiting import Waiting, find_waiting
from kg.hands.watch import watch_files

__all__ = [
    "Decision", "Difference", "Readings", "Waiting", "decide", "find_waiting", "merge",
    "read_again", "settle", "watch_files",
]  # fmt: skip

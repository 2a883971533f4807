"""Every question that has an answer in tables: what reasoning finds, laid out for people."""

from __future__ import annotations

from kg.show.coverage import coverage
from kg.show.gap import gaps, lint
from kg.show.heatmap import heat_map
from kg.show.verdict import conflicts, verdicts

__all__ = ["conflicts", "coverage", "gaps", "heat_map", "lint", "verdicts"]
"""Each is a function of what is known and the question's options that gives an `Answer`; the heat
map is a page."""

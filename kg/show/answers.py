"""Every question that has an answer in tables: what reasoning finds, laid out for people."""

from __future__ import annotations

from kg.show.coverage import coverage

__all__ = ["coverage"]
"""Each is a function of the graph and the question's options that gives an `Answer`."""

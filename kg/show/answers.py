"""Every question that has an answer in tables: what reasoning finds, laid out for people."""

from __future__ import annotations

__all__: list[str] = []
"""Each is a function of the graph and the question's options that gives an `Answer`."""

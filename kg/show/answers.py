"""Every question that has an answer in tables: what reasoning finds, laid out for people."""

from __future__ import annotations

from kg.show.chain import chains
from kg.show.explain import explain
from kg.show.whatif import what_if

__all__ = ["chains", "explain", "what_if"]
"""Each is a function of the graph and the question's options that gives an `Answer`."""

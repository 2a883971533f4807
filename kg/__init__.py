"""CIRT-KG: how carbon ions mobilise antitumour immunity, and how that differs from photons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.knowledge import Knowledge

__all__ = ["__version__", "load"]
__version__ = "0.1.0"


def load(*folders: str | Path) -> Knowledge:
    """Assemble the graph of the shipped knowledge, or of the curated folders given.

    Raises `kg.errors.CurationError` with every problem at once.

    >>> graph = load()
    >>> graph.entities["hmgb1"].label
    'HMGB1'
    """
    from importlib.resources import files
    from pathlib import Path

    from kg.curation import read
    from kg.graph import assemble
    from kg.knowledge import Knowledge
    from kg.notebook import show_in_notebooks

    show_in_notebooks()
    chosen = [Path(folder) for folder in folders] or [Path(str(files("kg.ontology")))]
    return Knowledge.of(assemble(read(*chosen)))

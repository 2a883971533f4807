"""CIRT-KG: how carbon ions mobilise antitumour immunity, and how that differs from photons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.knowledge import Knowledge

__all__ = ["__version__", "load"]
__version__ = "0.1.0"


def load(
    *folders: str | Path, endpoint: str | None = None, drafts: Iterable[str] = ()
) -> Knowledge:
    """Assemble the graph of the shipped knowledge, or of the curated folders given.

    Or of a SPARQL 1.1 store that holds our RDF, by the address of its `endpoint`; figure recipes
    are then those of the package. Drafts count only of the layers that `drafts` names. Raises
    `kg.errors.CurationError` with every problem at once; for an endpoint `StoreError`, and
    `RequestError` where folders are given as well, or no layer has the name.

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
    if endpoint is None:
        return Knowledge.of(assemble(read(*chosen, drafts=drafts)), chosen)
    from kg import remote
    from kg.errors import RequestError

    if tuple(drafts):
        cause = "drafts are chosen of folders, not of a store"
        raise RequestError(f"{cause}: choose them where the file is built that the store loads")
    return Knowledge.of(remote.with_recipes(remote.read(endpoint), *chosen))

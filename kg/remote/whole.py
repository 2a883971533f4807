"""All that a store knows, counted before and after."""

from __future__ import annotations

from kg.errors import StoreError
from kg.graph import Graph
from kg.rdf import reading
from kg.remote.gather import Gathered, build, gather
from kg.remote.store import Store


def read_whole(store: Store, most: int) -> Graph:
    """Read everything, if it is not too much, and see that nothing was lost on the way.

    What was read must be as many statements as the store counts, and assemble to as many effects
    and comparisons as the store has.
    """
    number = store.number("COUNT(DISTINCT ?s)", "?s a kg:Evidence")
    if number > most:
        cause = f"{store.service.address} holds {number:,} records of evidence, and at most "
        cause += f"{most:,} are read at once"
        raise StoreError(f"{cause}: ask 'kg chains', or 'kg show' and 'kg verdict' of one entity")
    subjects: list[str] = []
    for kind in ROOTS:
        subjects += store.iris(f"?s a kg:{kind}")
        store.report(f"{len(subjects)} of about {number} records")
    said = gather(store, subjects)
    _count(store, said)
    graph = build(store, said)
    for name, edges in (("Effect", graph.effects), ("Comparison", graph.comparisons)):
        there = store.number("COUNT(DISTINCT ?s)", f"?s a kg:{name}")
        if there != len(edges):
            cause = f"{store.service.address} holds {there} of kg:{name}, and its records make "
            raise StoreError(f"{cause}{len(edges)}: load the store anew, from one file")
    return graph


def _count(store: Store, said: Gathered) -> None:
    """Compare the statements that were read with those that the store counts."""
    classes = " ".join(f"kg:{kind}" for kind in (*ROOTS, *PARTS))
    there = store.number("COUNT(*)", (
        f"{{ SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?class {{ {classes} }} ?s a ?class . "
        "?s ?p ?o FILTER(!isBlank(?o)) } }"
    ))  # fmt: skip
    read = sum(
        len(values) for iri, about in said.items() if not iri.startswith(EFFECTS)
        for values in about.values()
    )  # fmt: skip
    if there != read:
        cause = f"{store.service.address} counts {there} statements on records, and gave {read}"
        raise StoreError(f"{cause}: it is half loaded, or was changed meanwhile: ask again")


ROOTS = (
    "Layer", "Entity", "Reference", "Document", "Evidence", "Gap", "Module", "Conclusion",
    "NamedQuery",
)  # fmt: skip
PARTS = (
    "System", "Conditions", "NamedFacet", "Exposure", "Administration", "Contrast", "Quantity",
    "Check", "Erratum", "Ground", "Term", "Pointer", "Request", "Notice", "Citation", "Maker",
    "ArmMark", "CompartmentMark", "BasisMark", "FacetKind", "GapColumn",
)  # fmt: skip
"""Classes of what is read: what stands for itself, and what hangs on it."""

EFFECTS = f"{reading.DATA}effect/"
"""What the resources begin with of which only what no record says is read."""

MAX_RECORDS = 100_000

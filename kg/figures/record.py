"""One record in the notes of a figure: studies, summary, system, numbers, where it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.figures.label import greek
from kg.graph import Graph
from kg.model.vocabulary import IRRADIATED
from kg.votes import Observation, tags


def record_line(graph: Graph, record: Observation, numbers: Mapping[str, int]) -> str:
    """Write one record: its studies, the curator's summary, system, where it was read, its limits.

    A paper whose own text does not bear it out, or is not about it, is named as that alone.
    """
    evidence = record.support.evidence
    papers = record.studies or record.reviews
    known = sorted(numbers[key] for key in papers if key in numbers)
    cited = ", ".join(f"[{number}]" for number in known)
    where = ", ".join(evidence.locator)
    system = evidence.system.setting.replace("_", " ")
    doubt = "" if evidence.certainty == "asserted" else f" ({evidence.certainty})"
    derivation = record.support.derivation
    origin = f"; follows from a comparison ({derivation})" if derivation else ""
    stance = "argues against: " if evidence.stance == "refutes" else ""
    if not papers:
        stance = "supports nothing, for its own source does not bear it out: "
    cited = f"{cited} " if cited else ""
    beside = "".join(f"; {one}" for one in particulars(graph, record))
    text = (
        f"{cited}{stance}{evidence.summary.rstrip('.')}{doubt}. {system}{beside}; read in "
        f"{_short(graph, evidence.read_in)}, {where}"
    )
    limits = [tag for tag in tags([record]) if tag not in _SAID]
    limits += [f"{_short(graph, key)} has it otherwise" for key in record.struck]
    limits += [f"{_short(graph, key)} is not about it" for key in record.miscited]
    return f"   {greek(text)}{origin}{'; ' if limits else ''}{', '.join(limits)}."


def particulars(graph: Graph, record: Observation) -> Iterator[str]:
    """Yield what a record has beside its summary: what was struck, numbers, a difference in kind.

    Numbers are those of what it bears out here: of the effect, or of the comparison.
    """
    evidence, stated = record.support.evidence, record.support.stated
    if evidence.irradiated and evidence.irradiated != "unspecified":
        yield f"irradiated: {IRRADIATED[evidence.irradiated]}"
    quantities = stated.quantities if stated else evidence.quantities
    yield from filter(None, (quantity.text for quantity in quantities))
    for contrast in (stated,) if stated else evidence.contrasts:
        if contrast.in_kind:
            versus = graph.entities[contrast.versus].label
            yield f"differs in kind from {versus}: {contrast.in_kind}"


def _short(graph: Graph, key: str) -> str:
    return graph.references[key].citation.split(" [")[0]


_SAID = frozenset({"hedged", "derived"})
"""Tags that a record's line says in other words."""

"""A signature explained: hypotheses with their counts, and the links that disagree."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.graph import Graph
from kg.mechanism import Explanation
from kg.show.chain import ARROW
from kg.show.cite import cited, label
from kg.show.sheet import Answer, Cell, Sheet


def explain(
    graph: Graph, *, up: Iterable[str] = (), down: Iterable[str] = (), table: Path | None = None,
    threshold: float = 1.0, where: Iterable[str] = (), systems: Iterable[str] = (),
    max_length: int = 3, permutations: int = 9999, seed: int = 1, top: int = 15,
) -> Answer:  # fmt: skip
    """Lay out which exposures and mechanisms fit the genes, and where they do not."""
    found = Explanation.of(
        graph, up=up, down=down, table=table, threshold=threshold, where=where,
        systems=systems, max_length=max_length, permutations=permutations, seed=seed,
    )  # fmt: skip
    genes = found.signature
    rows: list[tuple[Cell, ...]] = []
    links: list[tuple[Cell, ...]] = []
    for one in found.hypotheses[:top]:
        name = f"{label(graph, one.entity)} {WORD[one.direction]}"
        rows.append((
            name, one.entity, one.direction, len(one.agree), len(one.disagree), len(one.abstain),
            one.p, *(tuple(call.gene for call in calls)
                     for calls in (one.agree, one.disagree, one.abstain)),
        ))  # fmt: skip
        for verdict, calls in (("disagrees", one.disagree), ("abstains", one.abstain),
                               ("agrees", one.agree)):  # fmt: skip
            for call in calls:
                words = [label(graph, call.chain.nodes[0])]
                for link in call.chain.links:
                    words += [ARROW[link.step.sign], label(graph, link.step.object)]
                papers = (key for link in call.chain.links for key in link.references)
                links.append((
                    name, call.gene, verdict, call.observed, call.predicted, " ".join(words),
                    cited(graph, papers),
                ))  # fmt: skip
    remarks = [
        f"p: {found.permutations} random signatures among {found.background} genes that the graph "
        "measures; not corrected for the number of hypotheses.",
        *([f"Not in the graph: {', '.join(found.unknown)}."] if found.unknown else []),
        *([f"In the graph, but without a measure: {', '.join(found.unmeasured)}."]
          if found.unmeasured else []),
        *([f"{len(found.hypotheses) - top} more: raise --top."]
          if len(found.hypotheses) > top else []),
    ]  # fmt: skip
    return Answer(
        f"What fits {len(genes.up)} gene{'s' * (len(genes.up) != 1)} up and "
        f"{len(genes.down)} down",
        (Sheet("hypotheses", "", HYPOTHESES, tuple(rows), frozenset({"entity", "direction"})),
         Sheet("links", "The best chain to each gene", LINKS, tuple(sorted(links, key=_place)))),
        tuple(remarks),
    )  # fmt: skip


def _place(row: tuple[Cell, ...]) -> bool:
    """Put what disagrees first, else in the order of the hypotheses."""
    return row[2] != "disagrees"


HYPOTHESES = (
    "hypothesis", "entity", "direction", "agree", "disagree", "abstain", "p", "genes_agreeing",
    "genes_disagreeing", "genes_abstaining",
)  # fmt: skip
LINKS = ("hypothesis", "gene", "verdict", "observed", "predicted", "chain", "papers")
WORD = {"+": "up", "-": "down"}

"""A signature explained: hypotheses with their counts, and the links that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Unpack

from kg.expression import SCALES
from kg.graph import Graph
from kg.mechanism import Explanation, Hypothesis, Read, Reading, say_route
from kg.show.cite import cited, label
from kg.show.sheet import Answer, Cell, Sheet


def explain(
    graph: Graph, *, up: Iterable[str] = (), down: Iterable[str] = (), table: Path | None = None,
    where: Iterable[str] = (), systems: Iterable[str] = (), max_length: int = 3,
    permutations: int = 9999, seed: int = 1, top: int = 15, **reading: Unpack[Reading],
) -> Answer:  # fmt: skip
    """Lay out which exposures and mechanisms fit the genes, and where they do not."""
    found = Explanation.of(
        graph, up=up, down=down, table=table, where=where, systems=systems, max_length=max_length,
        permutations=permutations, seed=seed, **reading,
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    links: list[tuple[Cell, ...]] = []
    for one in found.hypotheses[:top]:
        name = _name(graph, one)
        rows.append((
            name, one.entity, one.direction, len(one.agree), len(one.disagree), len(one.abstain),
            len(one.silent), one.p, one.q, "weak" if one.weak else "firm",
            *(tuple(call.gene for call in calls)
              for calls in (one.agree, one.disagree, one.abstain)),
            one.silent, tuple(label(graph, key) for key in one.narrower),
        ))  # fmt: skip
        for verdict, calls in (("disagrees", one.disagree), ("abstains", one.abstain),
                               ("agrees", one.agree)):  # fmt: skip
            for call in calls:
                papers = (key for link in call.chain.links for key in link.references)
                links.append((
                    name, call.gene, verdict, call.observed, call.predicted,
                    say_route(graph, call.chain), cited(graph, papers),
                ))  # fmt: skip
    return Answer(
        f"What fits {_genes(len(found.signature.up))} up and {len(found.signature.down)} down",
        (Sheet("hypotheses", "", HYPOTHESES, tuple(rows), HIDDEN),
         Sheet("links", "The best chain to each gene", LINKS, tuple(sorted(links, key=_place)))),
        (*_said(found.read, reading), *_remarks(found, top)), _sentence(graph, found),
        (("read", _as_json(found.read)),),
    )  # fmt: skip


def _sentence(graph: Graph, found: Explanation) -> str:
    """Say what fits best, how well, and how much that is worth."""
    genes = found.signature
    head = f"{_genes(len(genes.up))} up and {len(genes.down)} down, of which the graph measures "
    head += f"{found.observed}"
    best = next(iter(found.hypotheses), None)
    if best is None or best.score <= 0:
        return f"{head}: {'nothing in it fits them' if found.observed else 'nothing to explain'}."
    equal = [_name(graph, one) for one in found.hypotheses[1:] if one.score == best.score]
    told = " and ".join(equal) if len(equal) < NAMED_BESIDE else f"{len(equal)} others"
    others = f" So do{'es' * (len(equal) == 1)} {told}." if equal else ""
    worth = (
        f"That is weak: as good a fit is found by chance (q = {best.q:.2g})." if best.weak
        else f"Chance does not explain it (q = {best.q:.2g})."
    )  # fmt: skip
    return (
        f"{head}. {_name(graph, best)} fits best: it agrees with {len(best.agree)} of "
        f"{found.observed} and is opposed by {len(best.disagree)}.{others} {worth}"
    )


def _said(read: Read, reading: Reading) -> Iterator[str]:
    """Say which columns of a table were read, how, and what was left out."""
    if read.change_column is not None:
        least, most = reading.get("threshold", 1.0), reading.get("padj", 0.05)
        judged = (
            f"adjusted p of '{read.padj_column}' below {most:g}" if read.padj_column is not None
            else "no column of adjusted p"
        )  # fmt: skip
        yield (
            f"Read: genes of '{read.gene_column}', changes of '{read.change_column}' "
            f"({SCALES[read.scale or 'log2']}), at least {least:g} in base 2; {judged}."
        )
    for why in dict.fromkeys(one.why for one in read.left_out):
        same = [one.what for one in read.left_out if one.why == why]
        more = f" and {len(same) - NAMED} more" if len(same) > NAMED else ""
        yield f"Left out: {', '.join(same[:NAMED])}{more}: {why}."


def _remarks(found: Explanation, top: int) -> Iterator[str]:
    if found.tested:
        yield (
            f"p: {found.permutations} random signatures among {found.background} genes that the "
            f"graph measures. q: corrected for {found.tested} hypotheses (Benjamini and Hochberg); "
            "weak: q above 0.05. Silent: no chain leads to the gene."
        )
    if found.unmeasured:
        yield f"In the graph, but without a measure: {', '.join(found.unmeasured)}."
    if len(found.hypotheses) > top:
        yield f"{len(found.hypotheses) - top} more: raise --top."


def _as_json(read: Read) -> dict[str, object]:
    return {
        "gene_column": read.gene_column, "change_column": read.change_column,
        "padj_column": read.padj_column, "scale": read.scale, "up": read.up, "down": read.down,
        "left_out": [{"what": one.what, "why": one.why} for one in read.left_out],
    }  # fmt: skip


def _name(graph: Graph, one: Hypothesis) -> str:
    return f"{label(graph, one.entity)} {WORD[one.direction]}"


def _genes(number: int) -> str:
    return f"{number} gene{'s' * (number != 1)}"


def _place(row: tuple[Cell, ...]) -> bool:
    """Put what disagrees first, else in the order of the hypotheses."""
    return row[2] != "disagrees"


HYPOTHESES = (
    "hypothesis", "entity", "direction", "agree", "disagree", "abstain", "silent", "p", "q",
    "strength", "genes_agreeing", "genes_disagreeing", "genes_abstaining", "genes_silent",
    "likewise",
)  # fmt: skip
HIDDEN = frozenset({"entity", "direction", "genes_silent"})
LINKS = ("hypothesis", "gene", "verdict", "observed", "predicted", "chain", "papers")
WORD = {"+": "up", "-": "down"}
NAMED, NAMED_BESIDE = 12, 3

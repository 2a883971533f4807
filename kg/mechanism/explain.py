"""Which exposures and mechanisms fit what was measured: genes up, genes down, and chance.

Causal reasoning on signed paths as Chindelevitch et al. 2012, doi:10.1093/bioinformatics/bts090,
do it, with two differences: no sign is read off the shortest path (where chains disagree the graph
abstains), and chains must be able to hold at once.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import RequestError
from kg.graph import Graph
from kg.mechanism.chain import Chain, find_chains, net_sign
from kg.mechanism.genes import find_genes, measures_of
from kg.mechanism.network import Network, build_network
from kg.mechanism.signature import Signature, read_signature
from kg.mechanism.where import read_where

Sign = Literal["+", "-"]


@dataclass(frozen=True)
class Call:
    """One gene under one hypothesis: what was observed, what chains predict, and the best chain.

    `predicted` is 'ambiguous' where chains to the gene's measures disagree: an abstention.
    """

    gene: str
    entity: str
    observed: str
    predicted: str
    chain: Chain


@dataclass(frozen=True)
class Hypothesis:
    """An entity raised or lowered, and how many observed genes agree.

    `p` is the share of permutations that agree as well or better (agreeing less disagreeing genes),
    counted with the observation itself; it is not corrected for the number of hypotheses.
    """

    entity: str
    direction: Sign
    agree: tuple[Call, ...]
    disagree: tuple[Call, ...]
    abstain: tuple[Call, ...]
    p: float


@dataclass(frozen=True)
class Explanation:
    """Hypotheses, best first; `unknown` genes are not in the graph, `unmeasured` have no measure.

    `background` counts the genes among which the observed ones were permuted.
    """

    hypotheses: tuple[Hypothesis, ...]
    unknown: tuple[str, ...]
    unmeasured: tuple[str, ...]
    background: int
    permutations: int
    signature: Signature

    @classmethod
    def of(
        cls, graph: Graph, *, up: Iterable[str] = (), down: Iterable[str] = (),
        table: Path | None = None, threshold: float = 1.0, where: Iterable[str] = (),
        systems: Iterable[str] = (), max_length: int = 3, permutations: int = 9999, seed: int = 1,
    ) -> Explanation:  # fmt: skip
        """Test every entity that acts on the genes, raised and lowered, against what they did.

        Genes as HGNC or mouse symbols, former symbols or identifiers; `table` has a gene column
        and one of log2 fold changes, of which those of at least `threshold` count. The background
        is all genes of the table that the graph measures, or without a table all that it measures.
        Raises `RequestError` where no gene is measured, or one is both up and down.

        >>> import kg
        >>> found = Explanation.of(kg.load(), up=["CD274", "Icam1"], permutations=99)
        >>> found.unknown, found.background > 2
        ((), True)
        """
        signature = read_signature(up, down, table, threshold)
        observed = _observed(graph, signature)
        if not observed:
            raise RequestError("no gene changes: name some that did, or lower the threshold")
        calm = signature.unchanged
        known = find_genes(graph, [*observed, *calm])
        signs = {known[name]: sign for name, sign in observed.items() if name in known}
        names = {entity: name for name, entity in known.items() if name in observed}
        measured = {key: found for key in graph.entities if (found := measures_of(graph, key))}
        if not signs.keys() & measured.keys():
            given = ", ".join(list(observed)[:5])
            raise RequestError(
                f"the graph measures none of these genes ({given}): nothing to explain"
            )
        background = sorted({known[name] for name in calm if name in known} | signs.keys())
        if not calm:
            background = sorted(set(_genes(graph, measured)) | signs.keys())
        background = [key for key in background if key in measured]
        signs = {key: sign for key, sign in signs.items() if key in measured}
        network = build_network(graph, read_where(where, systems, graph.entities))
        tested = _Tested(network, background, measured, signs, names, max_length)
        return cls(
            tested.hypotheses(permutations, seed),
            tuple(name for name in observed if name not in known),
            tuple(name for name in observed if name in known and known[name] not in measured),
            len(background), permutations, signature,
        )  # fmt: skip


def _observed(graph: Graph, signature: Signature) -> dict[str, Sign]:
    observed: dict[str, Sign] = dict.fromkeys(signature.up, "+")
    lowered: dict[str, Sign] = dict.fromkeys(signature.down, "-")
    entities = find_genes(graph, [*observed, *lowered])
    raised = {entities.get(name, name) for name in observed}
    for name in lowered:
        if entities.get(name, name) in raised:
            raise RequestError(f"'{name}' is both up and down: a gene goes one way")
    return observed | lowered


def _genes(graph: Graph, measured: Iterable[str]) -> list[str]:
    """Keep the measured things that are genes or their products: what a signature can name."""
    return [key for key in measured
            if any(x.curie.startswith("HGNC:") for x in graph.entities[key].xrefs)]  # fmt: skip


class _Tested:
    """Every hypothesis against the same genes, with the same permutations."""

    def __init__(
        self, network: Network, background: list[str], measured: Mapping[str, tuple[str, ...]],
        signs: Mapping[str, Sign], names: Mapping[str, str], max_length: int,
    ) -> None:  # fmt: skip
        self._network, self._background = network, background
        self._measured, self._signs, self._names = measured, signs, names
        self._max_length = max_length

    def hypotheses(self, permutations: int, seed: int) -> tuple[Hypothesis, ...]:
        """Test all that were found to act; best first: least p, most agreeing, then by name."""
        shuffles = self._shuffles(permutations, seed)
        found = []
        acting = {step.subject for step in self._network.steps if step.findings}
        for entity in sorted(acting):
            chains = self._predictions(entity)
            for direction in DIRECTIONS if chains else ():
                made = self._hypothesis(entity, direction, chains, shuffles)
                if made.agree or made.disagree:
                    found.append(made)
        return tuple(sorted(found, key=_place))

    def _predictions(self, entity: str) -> dict[str, tuple[str, Chain]]:
        """Give for each gene of the background the net sign of all chains, and the best chain."""
        found = {}
        for gene in self._background:
            ends = self._measured[gene]
            if entity == gene or entity in ends:
                continue  # what is measured does not explain itself
            chains = [
                chain for end in ends
                for chain in find_chains(self._network, entity, end, self._max_length)
            ]  # fmt: skip
            if sign := net_sign(chain.sign for chain in chains):
                found[gene] = sign, min(chains, key=lambda chain: chain.rank)
        return found

    def _hypothesis(
        self, entity: str, direction: Sign, chains: Mapping[str, tuple[str, Chain]],
        shuffles: list[dict[str, int]],
    ) -> Hypothesis:  # fmt: skip
        """Count agreement; chance deals the observed signs anew to the same genes."""
        turn = 1 if direction == "+" else -1
        firm = {gene: turn * VALUE[sign] for gene, (sign, _) in chains.items() if sign in VALUE}
        calls: dict[str, list[Call]] = {"agree": [], "disagree": [], "abstain": []}
        for gene in sorted(self._signs.keys() & chains.keys()):
            sign, chain = chains[gene]
            predicted = WORD[firm[gene]] if gene in firm else sign
            call = Call(self._names[gene], gene, self._signs[gene], predicted, chain)
            kind = "abstain" if gene not in firm else (
                "agree" if predicted == call.observed else "disagree")  # fmt: skip
            calls[kind].append(call)
        score = len(calls["agree"]) - len(calls["disagree"])
        better = sum(
            sum(value * firm.get(gene, 0) for gene, value in shuffle.items()) >= score
            for shuffle in shuffles
        )
        p = (1 + better) / (1 + len(shuffles))
        return Hypothesis(
            entity, direction, tuple(calls["agree"]), tuple(calls["disagree"]),
            tuple(calls["abstain"]), p,
        )  # fmt: skip

    def _shuffles(self, number: int, seed: int) -> list[dict[str, int]]:
        """Deal the observed signs to genes of the background at random, the same way each time."""
        chance = random.Random(seed)  # noqa: S311 - permutations, not secrets
        values = [VALUE[sign] for _, sign in sorted(self._signs.items())]
        return [
            dict(zip(chance.sample(self._background, len(values)), values, strict=True))
            for _ in range(number)
        ]


def _place(one: Hypothesis) -> tuple[object, ...]:
    """Sort those with more for than against them first, by p; the others by how much is against."""
    score = len(one.agree) - len(one.disagree)
    return score <= 0, one.p if score > 0 else -score, -score, one.entity, one.direction


DIRECTIONS: tuple[Sign, ...] = ("+", "-")
VALUE = {"+": 1, "-": -1}
WORD = {1: "+", -1: "-"}

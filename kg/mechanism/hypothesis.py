"""Hypotheses against what genes did: how many they fit, by chance how often, and which are one.

Causal reasoning on signed paths as Chindelevitch et al. 2012, doi:10.1093/bioinformatics/bts090,
do it, with two differences: no sign is read off the shortest path (where chains disagree the graph
abstains), and chains must be able to hold at once.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.mechanism.answer import net_sign, signed
from kg.mechanism.chain import Chain, find_chains
from kg.mechanism.network import Network, every_null

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

    `silent` are the measured genes that no chain of it reaches. `p` is the share of permutations
    that agree as well or better (agreeing less disagreeing genes), counted with the observation
    itself; `q` is that after Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x,
    over all hypotheses tested. `narrower` are combinations and kinds that say the same of the same
    genes, and only by this one.
    """

    entity: str
    direction: Sign
    agree: tuple[Call, ...]
    disagree: tuple[Call, ...]
    abstain: tuple[Call, ...]
    silent: tuple[str, ...]
    p: float
    q: float = 1.0
    narrower: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """Genes for it, less genes against it."""
        return len(self.agree) - len(self.disagree)

    @property
    def weak(self) -> bool:
        """Whether chance alone does as well in more than one of twenty such searches."""
        return self.q > WEAK


class Trial:
    """Every hypothesis against the same genes, with the same permutations."""

    def __init__(
        self, network: Network, background: list[str], measured: Mapping[str, tuple[str, ...]],
        signs: Mapping[str, Sign], names: Mapping[str, str], max_length: int,
    ) -> None:  # fmt: skip
        """Take the network, genes that could be seen, their measures, and what was seen."""
        self._network, self._background = network, background
        self._measured, self._signs, self._names = measured, signs, names
        self._max_length = max_length
        self._nulls = every_null(network.graph, network.where)
        self._bit = {gene: 1 << n for n, gene in enumerate(background)}
        self._chances: dict[tuple[int, int, int], float] = {}

    def hypotheses(self, permutations: int, seed: int) -> tuple[tuple[Hypothesis, ...], int]:
        """Test all that were found to act, and count them; the best first."""
        shuffles = self._shuffles(permutations, seed)
        found, idle = [], 0
        acting = {step.subject for step in self._network.steps if step.findings}
        elsewhere = [gene for gene in self._background if gene not in self._signs]
        for entity in sorted(acting):
            chains = self._predictions(entity, self._signs)
            if not chains:  # tested as well, if it leads to any gene, and of no use
                idle += 2 * any(list(self._chains(entity, gene)) for gene in elsewhere)
                continue
            chains |= self._predictions(entity, elsewhere)
            for direction in DIRECTIONS:
                found.append(self._hypothesis(entity, direction, chains, shuffles))
        tested = len(found) + idle
        corrected = _fold([one for one in _correct(found, tested) if one.agree or one.disagree])
        entities = self._network.graph.entities

        def place(one: Hypothesis) -> tuple[object, ...]:
            """Most genes for it less those against; seen before inferred; alone before jointly."""
            seen = sum(call.chain.seen for call in one.agree)
            jointly = bool(entities[one.entity].components)
            return -one.score, jointly, -seen, one.p, one.entity, one.direction

        return tuple(sorted(corrected, key=place)), tested

    def _predictions(self, entity: str, genes: Iterable[str]) -> dict[str, tuple[str, Chain]]:
        """Give for each gene that is reached the net sign of all chains, and the best chain."""
        found = {}
        for gene in genes:
            if by_end := list(self._chains(entity, gene)):
                sign = net_sign(
                    signed(chains, self._nulls.get((entity, chains[0].nodes[-1]), ()))
                    or "ambiguous"
                    for chains in by_end
                )
                best = min((chain for chains in by_end for chain in chains),
                           key=lambda chain: chain.rank)  # fmt: skip
                found[gene] = sign or "ambiguous", best
        return found

    def _chains(self, entity: str, gene: str) -> Iterator[list[Chain]]:
        """Yield all chains to each measure of a gene that they reach.

        What is measured does not explain itself, nor does what is true by definition alone, such
        as a drug's aim.
        """
        ends = self._measured[gene]
        for end in () if entity in (gene, *ends) else ends:
            ways = find_chains(self._network, entity, end, self._max_length)
            if chains := [chain for chain in ways if chain.length]:
                yield chains

    def _hypothesis(
        self, entity: str, direction: Sign, chains: Mapping[str, tuple[str, Chain]],
        shuffles: Mapping[tuple[int, int], int],
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
        return Hypothesis(
            entity, direction, tuple(calls["agree"]), tuple(calls["disagree"]),
            tuple(calls["abstain"]),
            tuple(self._names[gene] for gene in sorted(self._signs.keys() - chains.keys())),
            self._chance(firm, len(calls["agree"]) - len(calls["disagree"]), shuffles),
        )  # fmt: skip

    def _chance(
        self, firm: Mapping[str, int], score: int, shuffles: Mapping[tuple[int, int], int]
    ) -> float:
        """Give the share of the shuffles that score as well; many hypotheses predict the same."""
        up, down = (sum(self._bit[gene] for gene in firm if firm[gene] == way) for way in (1, -1))
        key = up, down, score
        if key not in self._chances:
            better = sum(
                times for (risen, fallen), times in shuffles.items()
                if (risen & up).bit_count() + (fallen & down).bit_count()
                - (risen & down).bit_count() - (fallen & up).bit_count() >= score
            )  # fmt: skip
            self._chances[key] = (1 + better) / (1 + sum(shuffles.values()))
        return self._chances[key]

    def _shuffles(self, number: int, seed: int) -> Counter[tuple[int, int]]:
        """Deal the observed signs to genes of the background at random, the same way each time.

        Genes are bits: those that rose in the first number, those that fell in the second.
        """
        chance = random.Random(seed)  # noqa: S311 - permutations, not secrets
        values = [sign for _, sign in sorted(self._signs.items())]
        bits = [self._bit[gene] for gene in self._background]
        dealt = Counter[tuple[int, int]]()
        for _ in range(number):
            risen = fallen = 0
            for bit, sign in zip(chance.sample(bits, len(values)), values, strict=True):
                if sign == "+":
                    risen |= bit
                else:
                    fallen |= bit
            dealt[risen, fallen] += 1
        return dealt


def _correct(found: Sequence[Hypothesis], tested: int) -> list[Hypothesis]:
    """Correct p for the number of hypotheses, by Benjamini and Hochberg's step-up."""
    ordered = sorted(found, key=lambda one: one.p, reverse=True)
    corrected, least = [], 1.0
    for rank, one in enumerate(ordered):
        least = min(least, one.p * tested / (len(ordered) - rank))
        corrected.append(replace(one, q=least))
    return corrected


def _fold(found: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Put what acts only by another hypothesis, by definition, with that one."""
    by_key = {(one.entity, one.direction): one for one in found}
    homes = {key: home for key, one in by_key.items() if (home := _home(one, by_key))}
    narrower: dict[tuple[str, Sign], list[str]] = {}
    for key, home in homes.items():
        while home in homes:  # by one that acts by a third: a definition never leads back
            home = homes[home]
        narrower.setdefault(home, []).append(key[0])
    return [
        replace(one, narrower=tuple(sorted(narrower.get(key, ()))))
        for key, one in by_key.items() if key not in homes
    ]  # fmt: skip


def _home(
    one: Hypothesis, by_key: Mapping[tuple[str, Sign], Hypothesis]
) -> tuple[str, Sign] | None:
    """Find the hypothesis that all chains of one pass by definition, with the same calls.

    What was found only for what it is a kind of is passed by definition as well.
    """
    firm = (*one.agree, *one.disagree)
    passed = None
    for call in firm:
        here = set[tuple[str, Sign]]()
        turn = VALUE[one.direction]
        for link in call.chain.links:
            if link.step.counts:
                break
            turn *= VALUE[link.step.sign]
            here.add((link.step.object, WORD[turn]))
        here |= {(exposure, one.direction) for exposure in _inherited(one.entity, call)}
        passed = here if passed is None else passed & here
    calls = _calls(one)
    same = (key for key in sorted(passed or ()) if key in by_key and _calls(by_key[key]) == calls)
    return next(same, None)


def _inherited(entity: str, call: Call) -> frozenset[str]:
    """Name the exposures for which the first step was found, if it was not for the entity."""
    first = next(iter(call.chain.links), None)
    found = {one.observation.topic.exposure for one in first.step.findings} if first else set()
    return frozenset() if entity in found else frozenset(found - {""})


def _calls(one: Hypothesis) -> tuple[frozenset[str], frozenset[str]]:
    return (frozenset(call.entity for call in one.agree),
            frozenset(call.entity for call in one.disagree))  # fmt: skip


DIRECTIONS: tuple[Sign, ...] = ("+", "-")
VALUE = {"+": 1, "-": -1}
WORD: dict[int, Sign] = {1: "+", -1: "-"}
WEAK = 0.05
"""The corrected p above which a hypothesis is weak."""

"""The graph with all that can be asked of it: what `kg.load()` gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from kg.mechanism import Chains, Explanation, WhatIf


@dataclass(frozen=True)
class Knowledge(Graph):
    """A graph that answers: each method is the function of `kg.reasoning` of the same name."""

    @classmethod
    def of(cls, graph: Graph) -> Knowledge:
        """Give an assembled graph its questions."""
        return cls(**{field.name: getattr(graph, field.name) for field in fields(Graph)})

    def chains(
        self, start: str, end: str, *, through: Iterable[str] = (), avoid: Iterable[str] = (),
        where: Iterable[str] = (), systems: Iterable[str] = (), versus: str | None = None,
        max_length: int = 8,
    ) -> Chains:  # fmt: skip
        """Find the signed chains from one entity to another, best supported first.

        >>> import kg
        >>> found = kg.load().chains("TREX1", "type I interferon response")
        >>> found.sign, found.chains[0].nodes[1]
        ('-', 'trex1-expression')
        """
        from kg.reasoning import chains

        return chains(
            self, start, end, through=through, avoid=avoid, where=where, systems=systems,
            versus=versus, max_length=max_length,
        )  # fmt: skip

    def what_if(
        self, *, block: Iterable[str] = (), up: Iterable[str] = (), down: Iterable[str] = (),
        exposures: Iterable[str] = (), outcomes: Iterable[str] = (), where: Iterable[str] = (),
        systems: Iterable[str] = (), cut: int = 0, max_length: int = 8,
    ) -> WhatIf:  # fmt: skip
        """Hold entities still, up or down, and tell which outcomes change.

        >>> import kg
        >>> found = kg.load().what_if(down=["TREX1"], outcomes=["ifn-beta-secretion"])
        >>> found.outcomes[-1].exposure, found.outcomes[-1].after
        (None, '+')
        """
        from kg.reasoning import what_if

        return what_if(
            self, block=block, up=up, down=down, exposures=exposures, outcomes=outcomes,
            where=where, systems=systems, cut=cut, max_length=max_length,
        )  # fmt: skip

    def explain(
        self, *, up: Iterable[str] = (), down: Iterable[str] = (), table: Path | None = None,
        threshold: float = 1.0, where: Iterable[str] = (), systems: Iterable[str] = (),
        max_length: int = 3, permutations: int = 9999, seed: int = 1,
    ) -> Explanation:  # fmt: skip
        """Tell which exposures and mechanisms fit genes that rose and fell.

        >>> import kg
        >>> found = kg.load().explain(up=["CD274"], max_length=1, permutations=99)
        >>> {call.gene for one in found.hypotheses for call in one.agree}
        {'CD274'}
        """
        from kg.mechanism import Explanation

        return Explanation.of(
            self, up=up, down=down, table=table, threshold=threshold, where=where,
            systems=systems, max_length=max_length, permutations=permutations, seed=seed,
        )  # fmt: skip

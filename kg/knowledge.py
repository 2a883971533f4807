"""The graph with all that can be asked of it: what `kg.load()` gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg import reasoning
from kg.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from kg.explorer import Embedded
    from kg.mechanism import Chains, Explanation, WhatIf


@dataclass(frozen=True)
class Knowledge(Graph):
    """A graph that answers: its methods are the functions of `kg.reasoning`.

    `gap_map` is `reasoning.gaps`, for `gaps` holds those that the sources state.
    """

    @classmethod
    def of(cls, graph: Graph) -> Knowledge:
        """Give an assembled graph its questions."""
        return cls(**{field.name: getattr(graph, field.name) for field in fields(Graph)})

    def verdicts(
        self,
        entity: str | None = None,
        *,
        versus: str | None = None,
        basis: str | None = None,
        effects: bool = False,
    ) -> tuple[reasoning.verdict.Verdict, ...]:
        """Judge every comparison, or those about one entity, by independent studies.

        >>> import kg
        >>> [(one.basis, one.direction, one.sides[0].studies)
        ...  for one in kg.load().verdicts("hmgb1-release", versus="photon")][1]
        (('isoeffective',), 'similar', (('yoshimoto2015',),))
        """
        return reasoning.verdicts(self, entity, versus=versus, basis=basis, effects=effects)

    def conflicts(self, entity: str | None = None) -> tuple[reasoning.conflict.Conflict, ...]:
        """Find where findings oppose each other, and what keeps them apart.

        >>> import kg
        >>> {one.kind for one in kg.load().conflicts("ecto-calreticulin")}
        {'explained'}
        """
        return reasoning.conflicts(self, entity)

    def lint(self) -> tuple[reasoning.doubt.Finding, ...]:
        """Find doubtful places.

        >>> import kg
        >>> [one for one in kg.load().lint() if one.severity == "error"]
        []
        """
        return reasoning.lint(self)

    def gap_map(
        self, entity: str | None = None, *, exposure: str | None = None, versus: str | None = None
    ) -> reasoning.gap.GapMap:
        """Map what two exposures were measured and compared on, and what to do next.

        >>> import kg
        >>> kg.load().gap_map("hmgb1-release").rows[0].flags
        ('no-in-vivo', 'no-human')
        """
        return reasoning.gaps(self, entity, exposure=exposure, versus=versus)

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
        from kg.mechanism import chains

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
        from kg.mechanism import what_if

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

    def explore(
        self, words: str | None = None, *, chain: tuple[str, str] | None = None,
        what_if: tuple[str, str] | None = None, height: int = 700,
    ) -> Embedded:  # fmt: skip
        """Open the explorer in a notebook, or `save` it: the whole, an entity, chains, a what-if.

        >>> import kg
        >>> kg.load().explore("HMGB1 release", height=500).height
        500
        """
        from kg.explorer import explore

        return explore(self, words, chain=chain, what_if=what_if, height=height)

"""The graph with all that can be asked of it: what `kg.load()` gives."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kg import reasoning
from kg.graph import Graph


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

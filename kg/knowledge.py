"""The graph with all that can be asked of it: what `kg.load()` gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from kg import reasoning
from kg.answers import Answers, several
from kg.graph import Graph

if TYPE_CHECKING:
    import networkx as nx

    from kg.explorer import Embedded
    from kg.mechanism import Chains, Explanation, Reading, WhatIf
    from kg.numbers import Numbers
    from kg.show import Answer
    from kg.statement import Checked


class Verdicts(tuple[reasoning.verdict.Verdict, ...]):
    """Verdicts in their order, which a notebook shows as a table."""


@dataclass(frozen=True, repr=False)
class Knowledge(Graph):
    """A graph that answers: its methods are the functions of `kg.reasoning`.

    `gap_map` is `kg gaps`, for `gaps` holds those that the sources state. Arguments are named as
    options of the commands are; one that may be given several times takes several, or a text.
    `answers` has a method for every command that answers, of its name, which gives what it prints.
    """

    folders: tuple[Path, ...] = field(default=(), compare=False)
    """Where the graph was read; nothing if in a store."""

    @classmethod
    def of(cls, graph: Graph, folders: Iterable[Path] = ()) -> Knowledge:
        """Give an assembled graph its questions, and the folders that it was read from."""
        held = {one.name: getattr(graph, one.name) for one in fields(Graph)}
        return cls(**held, folders=tuple(folders))

    @property
    def answers(self) -> Answers:
        """The commands that answer, each as a method of its name.

        >>> import kg
        >>> kg.load().answers.queries().data()["queries"][0]["name"]
        'basis-unspecified'
        """
        return Answers(self, self.folders)

    def search(self, words: str, *, top: int = 15) -> Answer:
        """Look words up as `kg search` does.

        >>> import kg
        >>> kg.load().search("HMGB1 release", top=1).data()["hits"][0]["id"]
        'hmgb1-release'
        """
        return self.answers.search(words, top=top)

    def show(self, words: str) -> Answer:
        """Tell what is known of an entity, a paper, an author or a claim, as `kg show` does.

        >>> import kg
        >>> kg.load().show("PDL1").data()["id"]
        'pd-l1'
        """
        return self.answers.show(words)

    def stats(self, *, entities: bool = False) -> Answer:
        """Count claims and evidence, or list every entity, as `kg stats` does.

        >>> import kg
        >>> graph = kg.load()
        >>> graph.stats().data()["counts"][0]["n"] == len(graph.entities)
        True
        """
        return self.answers.stats(entities=entities)

    def coverage(self, *, every: bool = False, document: str | None = None) -> Answer:
        """Hold the inventories of sentences against the claims, as `kg coverage` does.

        >>> import kg
        >>> kg.load().coverage().data()["open"]
        []
        """
        return self.answers.coverage(every=every, document=document)

    def diff(self, before: str | Path | Graph, after: str | Path | Graph | None = None) -> Answer:
        """Tell what came, went or turned up to this state, or between two, as `kg diff` does.

        >>> import kg
        >>> graph = kg.load()
        >>> graph.diff(graph).data()["changes"]
        []
        """
        return self.answers.diff(before, after)

    @cached_property
    def networkx(self) -> nx.MultiDiGraph[str]:
        """A directed multigraph of effects and comparisons, with attributes that any writer takes.

        >>> import kg
        >>> graph = kg.load().networkx
        >>> [step["sign"] for step in graph["hmgb1-release"]["apc-maturation"].values()]
        ['+']
        """
        from kg.exchange import to_networkx

        return to_networkx(self)

    def to_dataframe(self) -> Any:
        """Give the evidence table as a `pandas.DataFrame`; needs pandas."""
        from kg.exchange import to_dataframe

        return to_dataframe(self)

    def verdicts(
        self,
        entity: str | None = None,
        *,
        versus: str | None = None,
        basis: str | None = None,
        effects: bool = False,
    ) -> Verdicts:
        """Judge every comparison, or those about one entity, by independent studies.

        >>> import kg
        >>> [(one.basis, one.direction, one.sides[0].studies)
        ...  for one in kg.load().verdicts("hmgb1-release", versus="photon")][1]
        (('isoeffective',), 'similar', (('yoshimoto2015',),))
        """
        return Verdicts(
            reasoning.verdicts(self, entity, versus=versus, basis=basis, effects=effects)
        )

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

    def numbers(
        self, words: str | None = None, *, versus: str | None = None, basis: str | None = None,
        where: Iterable[str] = (), systems: Iterable[str] = (),
    ) -> Numbers:  # fmt: skip
        """Lay the printed numbers of a quantity or of a measure side by side.

        >>> import kg
        >>> [one.measure for one in kg.load().numbers("ecto-calreticulin").groups][0]
        'fold'
        """
        from kg.numbers import numbers

        return numbers(
            self, words, versus=versus, basis=basis, where=several(where), systems=several(systems)
        )  # fmt: skip

    def check_statement(
        self, words: str, *, basis: str | None = None, where: Iterable[str] = (),
        systems: Iterable[str] = (),
    ) -> Checked:  # fmt: skip
        """Hold a statement in plain English against the corpus.

        >>> import kg
        >>> kg.load().check_statement("carbon ions lower HMGB1 release").outcome
        'contradicted'
        """
        from kg.statement import check_statement

        return check_statement(
            self, words, basis=basis, where=several(where), systems=several(systems)
        )

    def chains(
        self, start: str, end: str, *, through: Iterable[str] = (), avoid: Iterable[str] = (),
        where: Iterable[str] = (), systems: Iterable[str] = (), versus: str | None = None,
        max_length: int = 5, without_direct: bool = False,
    ) -> Chains:  # fmt: skip
        """Tell what was seen between two entities, and find the signed ways, the shortest first.

        >>> import kg
        >>> found = kg.load().chains("TREX1", "type I interferon response")
        >>> found.sign, found.chains[0].nodes[1]
        ('-', 'trex1-expression')
        """
        from kg.mechanism import chains

        return chains(
            self, start, end, through=several(through), avoid=several(avoid),
            where=several(where), systems=several(systems), versus=versus,
            max_length=max_length, without_direct=without_direct,
        )  # fmt: skip

    def what_if(
        self, *, block: Iterable[str] = (), up: Iterable[str] = (), down: Iterable[str] = (),
        cut_out: Iterable[str] = (), exposures: Iterable[str] = (), outcomes: Iterable[str] = (),
        where: Iterable[str] = (), systems: Iterable[str] = (), cut: int = 0, max_length: int = 5,
    ) -> WhatIf:  # fmt: skip
        """Inhibit, raise, lower or cut out entities, and tell which quantities move.

        >>> import kg
        >>> found = kg.load().what_if(down=["TREX1"], outcomes=["ifn-beta-secretion"])
        >>> found.outcomes[-1].exposure, found.outcomes[-1].after
        (None, '+')
        """
        from kg.mechanism import what_if

        return what_if(
            self, block=several(block), up=several(up), down=several(down),
            cut_out=several(cut_out), exposures=several(exposures), outcomes=several(outcomes),
            where=several(where), systems=several(systems), cut=cut, max_length=max_length,
        )  # fmt: skip

    def explain(
        self, *, up: Iterable[str] = (), down: Iterable[str] = (), table: Path | None = None,
        where: Iterable[str] = (), systems: Iterable[str] = (), max_length: int = 3,
        permutations: int = 9999, seed: int = 1, **reading: Unpack[Reading],
    ) -> Explanation:  # fmt: skip
        """Tell which exposures and mechanisms fit genes that rose and fell, in lists or a table.

        >>> import kg
        >>> found = kg.load().explain(up=["CD274"], max_length=1, permutations=99)
        >>> {call.gene for one in found.hypotheses for call in one.agree}
        {'CD274'}
        """
        from kg.mechanism import Explanation

        return Explanation.of(
            self, up=several(up), down=several(down), table=table, where=several(where),
            systems=several(systems), max_length=max_length, permutations=permutations,
            seed=seed, **reading,
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

"""What one entity does to another as a line: who votes for it, who against, what limits it.

Nothing is counted here: `kg.votes` says who votes, and a line carries its result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.figures.mark import END, END_OF, LIMIT
from kg.graph import Effect, Graph
from kg.model.vocabulary import SIGN_OF, UNSIGNED
from kg.votes import Observation, Standing, Topic, observe, observe_unsigned, tags

SIGNED = frozenset(END_OF.values())
"""Ends of lines that state a direction, or that there is none."""

Voters = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Weight:
    """What stands behind one statement, as `kg.votes` counts it.

    `voters` are the independent studies, each a paper or papers of which one must have shown it;
    `references` what is cited for it: their papers, or the reviews where nobody else says so.
    `struck` are papers that its records name as well and that do not bear them out.
    """

    voters: Voters = ()
    references: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()
    struck: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, voters: Voters, voting: Collection[Observation], beside: Collection[Observation] = ()
    ) -> Weight:
        """Weigh what votes for a statement, and what stands `beside` it without a vote.

        >>> Weight.of((), []).said
        'no study'
        """
        papers = {key for voter in voters for key in voter}
        papers = papers or {key for one in voting for key in one.reviews}
        named = {key for one in (*voting, *beside) for key in (*one.struck, *one.miscited)}
        return cls(voters, frozenset(papers), tags(voting, beside), frozenset(named - papers))

    @property
    def votes(self) -> int:
        """How many independent studies."""
        return len(self.voters)

    @property
    def letters(self) -> str:
        """The letters of the tags, in their order."""
        return "".join(LIMIT[tag] for tag in self.tags)

    @property
    def said(self) -> str:
        """The number and the tags in words."""
        return ", ".join([count_of(self.votes, self.tags), *self.rest])

    @property
    def rest(self) -> tuple[str, ...]:
        """The tags that the number in words does not say already."""
        return tuple(tag for tag in self.tags if tag != "review only" or self.votes)


def count_of(votes: int, limits: Collection[str] = ()) -> str:
    """Write a number of studies; a review's word is none.

    >>> count_of(2), count_of(1), count_of(0, ["review only"])
    ('2 independent studies', '1 independent study', 'review only')
    """
    if votes:
        return f"{votes} independent {'study' if votes == 1 else 'studies'}"
    return "review only" if "review only" in limits else "no study"


@dataclass(frozen=True)
class Link:
    """What one entity does to another, all claims about the pair together.

    `end` is that of the side with more independent studies, 'none' where raising and lowering have
    equally many; `weight` is that side's, `against` what is cited for the others. `disputed` is
    set where sources that vote disagree, or one argues against it. `given` are treatments under
    which alone it was seen. `word` is set where it is true by definition. `general` is the broader
    treatment for which it was seen. `records` are all that is said of the pair, for the notes.
    `seen` is set on the direct finding between the ends of a chain.
    """

    subject: str
    object: str
    end: str
    weight: Weight = Weight()
    against: frozenset[str] = frozenset()
    disputed: bool = False
    records: tuple[Observation, ...] = ()
    given: tuple[str, ...] = ()
    word: str = ""
    general: str | None = None
    seen: bool = False
    twin: bool = False

    @property
    def name(self) -> str:
        """What tells it from the other links of a figure, a `twin` of the same pair included."""
        name = f"{self.subject}-{self.object}" + (f"-{self.word or self.end}" if self.twin else "")
        return name + (f"-given-{'-'.join(self.given)}" if self.given else "")

    @property
    def votes(self) -> int:
        """How many independent studies vote for its side."""
        return self.weight.votes

    @property
    def references(self) -> frozenset[str]:
        """What is cited for its side."""
        return self.weight.references

    @property
    def hedged(self) -> bool:
        """Whether every record of its side is hedged."""
        return "hedged" in self.weight.tags

    @property
    def remarks(self) -> str:
        """The number of studies, tags and dissent, in words."""
        if self.word:
            return "by definition"
        return self.weight.said + ("; sources disagree" if self.disputed else "")


def links_among(
    graph: Graph, entities: Iterable[str], without: Iterable[str] = ()
) -> tuple[Link, ...]:
    """Collect what these entities do to one another; in order of subject and object.

    `without` names claims and effects whose line is left out; those that stay are judged together
    with all that is said of the pair.
    """
    inside, left_out = frozenset(entities), frozenset(without)
    pairs: dict[tuple[str, str, tuple[str, ...]], list[Effect]] = {}
    for effect in graph.effects:
        key = effect.subject, effect.object, effect.given
        wanted = effect.predicate in END and {*key[:2], *effect.given} <= inside
        kept = {support.claim for support in effect.supports} - left_out
        if wanted and kept and effect.id not in left_out:
            pairs.setdefault(key, []).append(effect)
    made = {key: link for key, effects in sorted(pairs.items()) if (link := _link(graph, effects))}
    plain = {key[:2] for key, link in made.items() if not key[2] and link.end in SIGNED}
    return tuple(link for key, link in made.items() if not key[2] or key[:2] not in plain)


def standing_of(graph: Graph, topic: Topic) -> Standing:
    """Give how a topic stands."""
    return Standing.of(observe(graph).get(topic, ()))


def sides_of(standing: Standing) -> Iterator[tuple[str, Weight]]:
    """Yield every side of what one thing does to another, by its sign, with its weight."""
    for side in standing.sides:
        (sign,) = side.outcome
        beside = [one for one in standing.counted if one.outcomes == {sign}]
        yield sign, Weight.of(side.studies, side.observations, beside)


def chosen(weights: Sequence[tuple[str, Weight]]) -> str | None:
    """Choose the sign that is drawn: of most studies, a change before none, None where equal.

    >>> one, two = Weight((("a",),)), Weight((("b",), ("c",)))
    >>> chosen([("+", one), ("-", two)]), chosen([("+", one), ("-", one)]), chosen([("0", two)])
    ('-', None, '0')
    """
    most = max((weight.votes for _, weight in weights), default=0)
    first = {sign for sign, weight in weights if weight.votes == most}
    signed = first - {"0"} or first
    return signed.pop() if len(signed) == 1 else None


def _link(graph: Graph, effects: Sequence[Effect]) -> Link | None:
    """Draw a pair by how it stands; None where nothing supports it and nobody argues against it."""
    first = effects[0]
    topic = Topic(first.object, first.subject, "", first.given)
    drawn = {SIGN_OF[effect.predicate] for effect in effects if effect.predicate in SIGN_OF}
    link = Link(first.subject, first.object, "none", given=first.given)
    if not drawn:
        return _unsigned(graph, link, effects)
    standing = standing_of(graph, topic)
    link = replace(link, records=everyone(standing))
    weights = list(sides_of(standing))
    shown = [(sign, weight) for sign, weight in weights if sign in drawn]
    if not shown and not standing.refuted:
        return _unsigned(graph, link, effects)
    return joined(link, shown, weights, standing.disputed or standing.refuted, against(standing))


def joined(
    link: Link, shown: Sequence[tuple[str, Weight]], weights: Sequence[tuple[str, Weight]],
    disputed: bool, arguing: frozenset[str] = frozenset(),
) -> Link:  # fmt: skip
    """Make one line of the sides of a pair."""
    sign = chosen(shown)
    mine = next((weight for key, weight in weights if key == sign), None)
    if mine is None and shown:  # as many raise it as lower it: the first is cited before the stroke
        mine = shown[0][1]
    others = [weight.references for _, weight in weights if weight is not mine]
    return replace(
        link, end=END_OF[sign] if sign else "none", weight=mine or Weight(),
        against=frozenset().union(arguing, *others), disputed=disputed,
    )  # fmt: skip


def against(standing: Standing) -> frozenset[str]:
    """Collect the papers that argue against, without a finding of their own."""
    found = (silence.observation for silence in standing.poll.silent)
    return frozenset(key for one in found if one.refutes for key in (*one.studies, *one.reviews))


def everyone(standing: Standing) -> tuple[Observation, ...]:
    """Give all that is said of a topic, what has no vote included."""
    silent = (silence.observation for silence in standing.poll.silent)
    return in_order((*standing.poll.voting, *silent))


def in_order(records: Iterable[Observation]) -> tuple[Observation, ...]:
    """Sort records by their keys, each once."""
    found = {one.support.key: one for one in records}
    return tuple(found[key] for key in sorted(found))


def _unsigned(graph: Graph, link: Link, effects: Sequence[Effect]) -> Link | None:
    """Draw what states no direction: 'affects' before 'targets'.

    Votes are cast on directions; whether there is such an effect at all is a poll of its own.
    """
    topic = Topic(link.object, link.subject, "", link.given)
    stated = {effect.predicate for effect in effects}
    for predicate in (one for one in DRAWN_UNSIGNED if one in stated):
        standing = Standing.of(observe_unsigned(graph, predicate).get(topic, ()))
        weights = list(sides_of(standing))
        if weights or standing.refuted:
            weight = weights[0][1] if weights else Weight()
            return replace(
                link, end=END[predicate], weight=weight, disputed=standing.refuted,
                against=against(standing), records=everyone(standing),
            )  # fmt: skip
    return None


DRAWN_UNSIGNED = tuple(key for key in UNSIGNED if key in END)
"""What states no direction and is drawn, the stronger word first."""

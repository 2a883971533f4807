"""How one thing acts on another, as lanes of a figure: what was seen, the best ways, the brake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kg.errors import RequestError
from kg.figures.contrast import Compared, comparisons_at
from kg.figures.link import Link, Weight, against, in_order, joined, sides_of
from kg.figures.mark import ACTION, DEFINITION, END_OF
from kg.figures.refusal import refuse
from kg.graph import Graph
from kg.mechanism import Chain, Chains, chains, say_chains
from kg.model import Figure
from kg.model.figure import Span
from kg.votes import Observation, Standing, many, observe, voters

Kind = Literal["seen", "way", "counter-force", "opposed"]


@dataclass(frozen=True)
class Lane:
    """One line of the answer: its nodes in order, its links, and what it is called.

    `against` is set on a way, no counter-force, that goes against what was seen.
    """

    kind: Kind
    sign: str
    links: tuple[Link, ...]
    title: str
    detail: str = ""
    against: bool = False

    @property
    def nodes(self) -> tuple[str, ...]:
        """The entities, from start to end."""
        return (self.links[0].subject, *(link.object for link in self.links))


@dataclass(frozen=True)
class Told:
    """What `kg chains` says of two entities, as far as it is drawn; `sentence` says it in words."""

    start: str
    end: str
    lanes: tuple[Lane, ...]
    sentence: str
    compared: tuple[Compared, ...] = ()


def find_lanes(graph: Graph, figure: Figure) -> Told:
    """Answer a recipe's chain: what was seen, the best way of each sign, the best counter-force."""
    span = figure.chain
    if span is None:
        raise ValueError("a recipe without a chain has no lanes")
    found = _asked(graph, figure, span)
    narrowed = bool(span.where or span.systems)
    lanes = list(_seen(graph, found, narrowed))
    seen = {lane.sign for lane in lanes}
    drawn: list[Chain] = []
    for sign, verb in (("+", "raise"), ("-", "lower")):
        ways = [chain for chain in found.how if chain.sign == sign]
        for chain in ways[:1]:
            drawn.append(chain)
            best = f"best of {len(ways)}" if len(ways) > 1 else ""
            turned = bool({"+", "-"} & seen) and sign not in seen
            details = ["against what was seen" if turned else "", best, _condition(chain)]
            detail = "; ".join(filter(None, details))
            made = _lane(graph, "way", chain, f"May {verb} it", detail, narrowed)
            lanes.append(replace(made, against=turned))
    forces = [*found.counter_forces[:1], *([] if lanes else found.opposed[:1])][:1]
    for chain in forces:
        drawn.append(chain)
        kind: Kind = "counter-force" if chain.counter_force else "opposed"
        title = "Counter-force" if chain.counter_force else "Not as seen"
        title += ": raises it" if chain.sign == "+" else ": lowers it"
        detail = "; ".join(filter(None, [_against(graph, chain, found), _condition(chain)]))
        lanes.append(_lane(graph, kind, chain, title, detail, narrowed))
    compared = _compared(graph, found.start, span.versus, drawn)
    return Told(
        found.start, found.end, tuple(_told_apart(lanes)), say_chains(graph, found), compared
    )


def _condition(chain: Chain) -> str:
    """Say under what alone all steps of a chain can hold at once."""
    return f"if {chain.holds.text}" if chain.holds.text else ""


def _asked(graph: Graph, figure: Figure, span: Span) -> Chains:
    asked = partial(
        chains, graph, span.start, span.end, through=span.through, avoid=span.avoid,
        where=span.where, systems=span.systems, versus=span.versus,
    )  # fmt: skip
    try:
        return asked(max_length=span.max_length) if span.max_length else asked()
    except RequestError as error:
        cause, _, remedy = str(error).partition(": ")
        raise refuse(graph, figure, "chain", cause, remedy or "see 'kg chains --help'") from error


def _seen(graph: Graph, found: Chains, narrowed: bool) -> Iterator[Lane]:
    """Draw the direct findings as one line: the side of most studies, the others cited against."""
    weights = []
    records: list[Observation] = []
    general = None
    disputed = False
    for chain in found.seen:
        step = chain.links[0].step
        voting = step.side.observations if step.side else ()
        beside = [one.observation for one in step.findings]
        weights.append((chain.sign, Weight.of(step.voters, voting, beside)))
        records += beside
        general, disputed = step.general or general, disputed or step.contested
    if found.nulls:
        told = [one.observation for one in found.nulls]
        studies = tuple(sorted(set(voters(told).values()) - {()}))
        weights.append(("0", Weight.of(studies, told)))
        records += told
    if not weights:
        return
    disputed = disputed or len(weights) > 1
    plain = Link(
        found.start, found.end, "none", records=in_order(records), general=general, seen=True
    )
    link = joined(plain, weights, weights, disputed, _arguing(graph, plain, narrowed, disputed))
    sign = next((key for key, end in END_OF.items() if end == link.end), "")
    detail = many(link.votes) if link.votes else link.weight.said
    yield Lane("seen", sign, (link,), "What was seen", detail)


def _lane(
    graph: Graph, kind: Kind, chain: Chain, title: str, detail: str, narrowed: bool
) -> Lane:  # fmt: skip
    steps = f"{many(chain.length, 'step', 'steps')}"
    links = tuple(_links(graph, chain, narrowed))
    return Lane(kind, chain.sign, links, title, "; ".join(filter(None, [steps, detail])))


def _links(graph: Graph, chain: Chain, narrowed: bool) -> Iterator[Link]:
    """Draw the steps of a chain, each with its own sign and with the studies of its side."""
    for one in chain.links:
        step = one.step
        if not step.counts:
            word = DEFINITION.get(step.relation) or ACTION[step.sign]
            yield Link(step.subject, step.object, "none", word=word)
            continue
        voting = step.side.observations if step.side else ()
        weight = Weight.of(step.voters, voting, [each.observation for each in step.findings])
        link = Link(
            step.subject, step.object, END_OF[step.sign], weight, disputed=step.contested,
            records=in_order(each.observation for each in one.findings), general=step.general,
        )  # fmt: skip
        argued = _arguing(graph, link, narrowed, step.contested, step.sign)
        yield replace(link, against=argued)


def _arguing(
    graph: Graph, link: Link, narrowed: bool, disputed: bool, sign: str | None = None
) -> frozenset[str]:
    """Collect what is cited against a line: the other sides, and who argues without a finding.

    Not where conditions were asked for: what speaks outside of them says nothing here.
    """
    if narrowed or not disputed:
        return frozenset()
    standing = Standing.of(_observed(graph, link.general or link.subject, link.object))
    others = [weight.references for key, weight in sides_of(standing) if sign not in (None, key)]
    return frozenset().union(against(standing), *others)


def _observed(graph: Graph, subject: str, obj: str) -> Sequence[Observation]:
    """Collect what was observed of a pair; beside another treatment, only if nowhere else."""
    by_given = {
        topic.given: list(observations) for topic, observations in observe(graph).items()
        if (topic.exposure, topic.object, topic.comparator) == (subject, obj, "")
    }  # fmt: skip
    return by_given.get(()) or [one for listed in by_given.values() for one in listed]


def _against(graph: Graph, chain: Chain, found: Chains) -> str:
    """Name what a chain goes against."""
    if (found.start, found.end) in chain.opposed:
        return "against what was seen"
    here, there = chain.opposed[0]
    names = [graph.entities[key].label for key in (here, there)]
    return f"against what was seen of {names[0]} and {names[1]}"


def _compared(
    graph: Graph, start: str, versus: str | None, drawn: Iterable[Chain]
) -> tuple[Compared, ...]:
    """Give the comparisons with another arm on the chains, and say where an advantage enters."""
    if versus is None:
        return ()
    found: dict[tuple[object, ...], Compared] = {}
    for advantage in (one for chain in drawn for one in chain.advantages):
        for level in advantage.compared:
            arms = {start, versus}
            for one in comparisons_at(graph, [level.entity], {*arms, *level.lifted}):
                pair = {one.first, one.second}
                fits = pair == arms if not level.lifted else set(level.lifted) <= pair
                bases = one.basis or ("",)
                heard = one.references & set(level.references)  # what was asked for admits them
                if not fits or not heard or advantage.basis not in bases:
                    continue
                enters = advantage.enters == level.entity and advantage.predicted
                key = one.object, one.first, one.second, one.level, one.basis
                note = "; ".join(filter(None, [one.note, "enters" if enters else ""]))
                if key not in found or enters:
                    found[key] = replace(one, note=note)
    return tuple(found[key] for key in sorted(found, key=repr))


def _told_apart(lanes: Iterable[Lane]) -> Iterator[Lane]:
    """Give links of one pair with different ends names of their own."""
    known: dict[str, Link] = {}
    for lane in lanes:
        links = []
        for link in lane.links:
            old = known.setdefault(link.name, link)
            if (old.end, old.word) != (link.end, link.word):
                link = replace(link, twin=True)
            links.append(link)
        yield replace(lane, links=tuple(links))

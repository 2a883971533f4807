"""The first sentence of an answer: direction, studies, what decides; then what opposes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.graph import Graph
from kg.mechanism.answer import Chains
from kg.mechanism.chain import Chain
from kg.mechanism.level import Level
from kg.mechanism.whatif import WhatIf
from kg.votes import Observation, conditions_of, decides, many


def say_chains(graph: Graph, found: Chains) -> str:
    """Say in a few plain sentences what chains come to.

    >>> import kg
    >>> graph = kg.load()
    >>> say_chains(graph, graph.chains("carbon-ion-irradiation", "hmgb1-release")).split(" (")[0]
    'Carbon-ion irradiation raises HMGB1 release'
    """
    unseen = not (found.seen or found.nulls)
    return " ".join(
        filter(None, (headline(graph, found), say_compared(graph, found.speaking) * unseen,
                      _ways(graph, found), _brakes(graph, found)))
    )  # fmt: skip


def headline(graph: Graph, found: Chains) -> str:
    """Say what was seen between the two, and what decides where it differs."""
    start, end = name(graph, found.start), name(graph, found.end)
    voting = [chain for chain in found.seen if chain.links[0].step.side]
    if not voting and not found.nulls:
        return UNSEEN[found.left_out].format(start=start, end=end)
    apart = [facet for chosen in found.weighing.explanations[:1] for facet in chosen]
    sides = [
        (VERB[chain.sign], side.observations, side.studies, chain.links[0].step.general)
        for chain in sorted(voting, key=lambda chain: -chain.studies)
        if (side := chain.links[0].step.side)
    ]
    if found.nulls:
        told = tuple(one.observation for one in found.nulls)
        sides.append(("does not change", told, found.null_studies, None))
    parts, before = list[str](), set[tuple[str, ...]]()
    for verb, told, voters, general in sides:
        what = "it" if parts else end
        parts.append(f"{verb} {what}" + _behind(graph, told, voters, before, apart, general))
        before |= set(voters)
    said = f"{capital(start)} {', '.join(parts)}{decides(found.weighing)}."
    parted = len({chain.sign for chain in voting} | set("0" * bool(found.nulls))) > 1
    return said + _net(found) if parted else said


def say_compared(graph: Graph, levels: Sequence[Level]) -> str:
    """Say what was seen against other arms, where all of it goes one way; '' where none speaks."""
    if not levels:
        return ""
    arms = [name(graph, key) for key in dict.fromkeys(one.versus for one in levels)]
    studies = {voter for one in levels for voter in one.voters}
    more = f" and {many(len(arms) - 3, 'more arm', 'more arms')}" if len(arms) > 3 else ""
    return (
        f"It was seen {levels[0].level[0]} than with {', '.join(arms[:3])}{more} "
        f"({many(len(studies))})."
    )


def _net(found: Chains) -> str:
    """Say what becomes of the sign where what was seen parts."""
    exceptions = {
        one.holds.text for chain in found.seen for one in chain.links[0].findings
        if any(other.links[0].step.rules for other in found.seen) and not chain.links[0].step.rules
    }  # fmt: skip
    if exceptions:
        return f" No net sign: another for {' / '.join(sorted(exceptions))}."
    if not found.sign:
        return " No net sign."
    own = max(chain.studies for chain in found.seen if chain.sign == found.sign)
    return f" Net sign {found.sign}, by {many(own)} against {len(found.null_studies)}."


def _behind(
    graph: Graph, told: Iterable[Observation], voters: Collection[tuple[str, ...]],
    before: Collection[tuple[str, ...]], apart: list[str], general: str | None = None,
) -> str:  # fmt: skip
    """Say where a side was seen, as far as that tells it apart, and count who says so.

    `general` is what it was found for, where the subject is but a kind of that.
    """
    listed = list(told)
    where = ""
    if apart:
        named = {key: one.label for key, one in graph.entities.items()}
        where = conditions_of(listed, apart, named)
    again = set(voters) <= set(before)
    studies = many(len(voters)) if voters else "only a review says so"
    if voters and again:
        studies = f"{len(voters)} of them"
    derived = listed and all(one.support.derivation == "component" for one in listed)
    beside = ", seen beside another treatment" if derived else ""
    beside += f", found for {name(graph, general)}" if general else ""
    return (f" {where}" if where else "") + f" ({studies}{beside})"


def _ways(graph: Graph, found: Chains) -> str:
    ways = found.how
    if not ways:
        return (
            ""
            if found.seen or found.nulls
            else f"No signed way of at most {found.max_length} steps."
        )
    raising = sum(chain.sign == "+" for chain in ways)
    lowering = len(ways) - raising
    if not raising or not lowering:
        verb = "raise" if raising else "lower"
        said = f"{capital(many(len(ways), 'way', 'ways'))} {verb}{'s' * (len(ways) == 1)} it"
        unseen = not (found.seen or found.nulls)
        return f"{said}{AGAINST_COMPARED if unseen and not found.sign else ''}."
    said = f"{many(raising, 'way raises', 'ways raise')} it, "
    said += f"{many(lowering, 'lowers', 'lower')} it"
    if found.seen or found.nulls:
        return said + "."
    if found.sign:
        verb = "raise" if found.sign == "+" else "lower"
        which = DECIDING[any(way.firm for way in ways)]
        return f"{said}; those {which} {verb} it."
    return f"{said}; {say_parting(graph, found, 1)}."


def say_parting(graph: Graph, found: Chains, most: int = 4) -> str:
    """Say which steps all ways of the rarer sign pass; nothing where ways do not part."""
    parting = found.parting
    if not parting or not parting.steps:
        return "they pass the same steps" if parting else ""
    passed = ", ".join(f"{name(graph, a)} to {name(graph, b)}" for a, b in parting.steps[:most])
    few = parting.raising if parting.sign == "+" else parting.lowering
    s = "s" * (few == 1)
    who = "the one that" if few == 1 else "those that"
    verb = "raise" if parting.sign == "+" else "lower"
    said = f"{who} {verb}{s} it pass{'es' * bool(s)} {passed}"
    more = len(parting.steps) - most
    return said + (f" or {many(more, 'more step', 'more steps')}" if more > 0 else "")


def _brakes(graph: Graph, found: Chains) -> str:
    told = found.heads(found.counter_forces)
    if not told:
        return ""
    listed = []
    for chain in told[:2]:
        held = f" ({chain.holds.text})" if chain.holds.text else ""
        inner = " and ".join(name(graph, key) for key in chain.nodes[1:-1][:2])
        listed.append(f"by way of {inner}{held}")
    more = f"; {len(told) - 2} more" if len(told) > 2 else ""
    return f"Against it: {'; '.join(listed)}{more}."


def say_what_if(graph: Graph, found: WhatIf) -> str:
    """Say in a plain sentence how many quantities move, and which way.

    >>> import kg
    >>> graph = kg.load()
    >>> say_what_if(graph, graph.what_if(block=["trex1"]))[:14]
    'TREX1 blocked:'
    """
    held = ", ".join(f"{name(graph, key)} {DONE[doing]}" for key, doing in found.held)
    under = {one.exposure for one in found.outcomes if one.exposure}
    beams = " and ".join(name(graph, key) for key in sorted(under))
    where = f" under {beams}" if beams else ""
    if not found.held:
        return "What cuts every chain."
    counts = list(_moves(found))
    return f"{capital(held)}{where}: {'; '.join(counts) or 'nothing in this corpus depends on it'}."


def _moves(found: WhatIf) -> Iterator[str]:
    for change, word in MOVES.items():
        number = sum(one.change == change for one in found.outcomes)
        if number:
            yield f"{many(number, 'quantity', 'quantities')} {word[0] if number == 1 else word[1]}"


def say_route(graph: Graph, chain: Chain) -> str:
    """Write a chain in one line: arrows raise, bars lower."""
    words = [name(graph, chain.nodes[0])]
    for link in chain.links:
        words += [ARROW[link.step.sign], name(graph, link.step.object)]
    return " ".join(words)


def name(graph: Graph, key: str) -> str:
    """Give the label of an entity."""
    return graph.entities[key].label


def capital(text: str) -> str:
    """Begin a sentence with a capital, unless the word has capitals of its own."""
    first = text.split(" ")[0]
    return text if any(letter.isupper() for letter in first) else text[:1].upper() + text[1:]


DONE = {"blocked": "blocked", "up": "raised", "down": "lowered", "cut out": "cut out"}
UNSEEN = {
    "": "What {start} does to {end} was not measured directly in this corpus.",
    "hidden": "What was seen between {start} and {end} is left out.",
    "asked": "What {start} does to {end} was not found directly under what was asked.",
}
"""What is said where nothing direct is shown: whether it is left out, and by what."""

DECIDING = {
    True: "with an undisputed study at every step",
    False: "past no outcome and against nothing seen",
}
"""Which ways decide where they part, by whether some are firm."""

AGAINST_COMPARED = "; what was compared goes against it: no net sign"
VERB = {"+": "raises", "-": "lowers"}
ARROW = {"+": "→", "-": "⊣"}
MOVES = {
    "loses": ("falls", "fall"), "gains": ("rises", "rise"),
    "becomes definite": ("becomes definite", "become definite"),
    "no route left": ("has no way left", "have no way left"),
    "becomes ambiguous": ("moves both ways", "move both ways"),
    "routes only": ("keeps its sign", "keep their sign"),
}  # fmt: skip
"""How a change reads, of one quantity and of several."""

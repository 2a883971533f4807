"""What the evidence comes to, in a plain sentence: direction, studies, what decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kg import mechanism
from kg.graph import Graph
from kg.reasoning.conflict import Conflict
from kg.reasoning.gap import Absence, GapMap
from kg.reasoning.verdict import Verdict, kinds_of
from kg.votes import (
    Observation,
    Side,
    Silence,
    Topic,
    Weighing,
    conditions_of,
    decides,
    many,
    tags,
)


def say_verdicts(
    graph: Graph, compared: Sequence[Verdict], alone: Sequence[Verdict] = (), most: int = 1
) -> str:
    """Say in a few sentences what comparisons and effects come to, those of arms first.

    A few questions are told one by one, many are counted, by basis; `most` are told.

    >>> import kg
    >>> graph = kg.load()
    >>> print(say_verdicts(graph, graph.verdicts("hmgb1-release", versus="photon")))
    HMGB1 release, carbon-ion irradiation against photon irradiation: at equal dose higher (2 studies, adds a condition); at doses matched for effect similar (1 study).
    """  # noqa: E501
    said = list(_comparisons(graph, compared, most))
    said += _effects(graph, alone, most)
    return " ".join(said)


def say_verdict(graph: Graph, one: Verdict, lean: bool = False) -> str:
    """Say what one verdict comes to, with the studies behind each side, and what decides.

    `lean` leaves the limits and conditions that decide nothing to the table.

    >>> import kg
    >>> graph = kg.load()
    >>> [found] = graph.verdicts("ecto-calreticulin", versus="proton", basis="isodose")[:1]
    >>> say_verdict(graph, found)
    'higher at 2-4 Gy (2 studies), lower at 10 Gy (1 of them): dose decides'
    """
    if not one.sides:
        return _unborne(one.silent)
    return _sides(graph, one.sides, one.weighing, lean) + decides(one.weighing)


def say_conflicts(graph: Graph, found: Sequence[Conflict], most: int = 3) -> str:
    """Say where findings oppose each other: a few one by one, many by number."""
    if not found:
        return "No findings oppose each other."
    if len(found) > most:
        kinds = Counter[str](one.kind for one in found)
        told = ", ".join(f"{kinds[kind]} {words}" for kind, words in KINDS.items() if kinds[kind])
        return f"Findings oppose each other in {len(found)} places: {told}."
    said = [(say_conflict(graph, one), say_conflict(graph, one, lean=True)) for one in found]
    return " ".join(f"{whole if len(whole) <= LONG else short}." for whole, short in said)


def say_conflict(graph: Graph, one: Conflict, lean: bool = False) -> str:
    """Say what stands on each side of one conflict, basis by basis, and what keeps them apart.

    >>> import kg
    >>> graph = kg.load()
    >>> [found] = [one for one in graph.conflicts("hmgb1-release") if one.topic.comparator]
    >>> say_conflict(graph, found).endswith("effect similar (1 study): basis decides")
    True
    """
    # the words for a basis part what it parts, and are not said again of each side
    ways = tuple(
        tuple(facet for facet in way if facet != "basis") for way in one.weighing.explanations
    )
    weighing = replace(one.weighing, explanations=ways)
    said = "; ".join(
        " ".join(filter(None, (_basis(graph, basis), _sides(graph, sides, weighing, lean))))
        for basis, sides in one.by_basis
    )
    end = ": one study written about twice, and no conflict" if one.kind == "double-counted" else ""
    return f"{_question(graph, one.topic)}: {said}{end or decides(one.weighing)}"


def say_lifted(graph: Graph, one: Verdict, lean: bool = False) -> str:
    """Say a comparison with what the asked arm is a kind of, marked as such."""
    general, kind = _name(graph, one.topic.comparator), _name(graph, str(one.lifted))
    which = "" if lean else f", of which {kind} is a kind"
    return f"against {general}{which}: {_on_basis(graph, one, lean)}"


def say_gaps(graph: Graph, found: GapMap) -> str:
    """Say of how many quantities two exposures were compared, and in which ways the rest is absent.

    >>> import kg
    >>> graph = kg.load()
    >>> say_gaps(graph, graph.gap_map("hmgb1-release"))
    'Carbon-ion irradiation and photon irradiation, 1 quantity: 1 compared.'
    """
    if not found.exposure:
        return "Nothing is compared in this corpus."
    # each quantity once: what was compared, and of the rest what is absent
    counts = Counter[str](
        COMPARED[row.overall.state] if row.overall.compared or not row.absences
        else row.absences[0] for row in found.rows
    )  # fmt: skip
    told = [f"{counts[name]} {name}" for name in (*COMPARED_ORDER, *ABSENT) if counts[name]]
    open_ = sum(bool(row.stated) for row in found.rows if row.overall.compared)
    told += [f"of the compared, a source states {open_} as open"] if open_ else []
    arms = " and ".join(_name(graph, key) for key in (found.exposure, found.comparator))
    number = many(len(found.rows), "quantity", "quantities")
    return mechanism.say.capital(f"{arms}, {number}: {'; '.join(told)}.")


# -- sentences ------------------------------------------------------------------------------------


def _comparisons(graph: Graph, compared: Sequence[Verdict], most: int) -> Iterator[str]:
    topics: dict[Topic, list[Verdict]] = {}
    for one in compared:
        if not one.lifted:
            topics.setdefault(one.topic, []).append(one)
    lifted = [one for one in compared if one.lifted]
    for topic in list(topics):  # what a narrower arm was compared with as well is told beside it
        for other in topics:
            asked = ((one.object, one.exposure, one.given) for one in (topic, other))
            if len({*asked}) == 1 and topic.comparator in kinds_of(graph, other.comparator):
                lifted += [replace(one, lifted=other.comparator) for one in topics.pop(topic)]
                break
    ordered = sorted(topics, key=lambda topic: _place(graph, topic, topics[topic]))
    objects = {topic.object for topic in topics} | {one.topic.object for one in lifted}
    if len(objects) > MOST_TOLD:
        yield from _counted(topics, ordered, graph, most)
        return
    last = ""
    for topic in ordered[:most]:
        mine = [one for one in lifted if one.topic.object == topic.object]
        lifted = [one for one in lifted if one.topic.object != topic.object]
        question = _question(graph, topic, last == f"{topic.object} {topic.exposure}")
        for lean in (False, True):
            told = [_on_basis(graph, one, lean) for one in topics[topic]]
            told += [say_lifted(graph, one, lean) for one in mine]
            said = f"{question}: {'; '.join(told)}."
            if len(said) <= LONG:
                break
        yield mechanism.say.capital(said)
        last = f"{topic.object} {topic.exposure}"
    for one in lifted:
        arm, what = _name(graph, one.topic.exposure), _name(graph, one.topic.object)
        yield mechanism.say.capital(f"{what}, {arm} {say_lifted(graph, one)}.")
    if len(ordered) > most:
        yield f"{many(len(ordered) - most, 'more comparison', 'more comparisons')} below."


def _place(graph: Graph, topic: Topic, found: Sequence[Verdict]) -> tuple[object, ...]:
    """Put arms before combinations, what nothing was added to first, then the most looked at."""
    marked = sum(key in graph.arms for key in (topic.exposure, topic.comparator))
    records = sum(len(side.observations) for one in found for side in one.sides)
    often = graph.compared
    asked = sum(
        often.get(pair, 0)
        for pair in ((topic.exposure, topic.comparator), (topic.comparator, topic.exposure))
    )
    return bool(topic.given), -marked, -asked, -records, topic


def _counted(
    topics: dict[Topic, list[Verdict]], ordered: Sequence[Topic], graph: Graph, most: int
) -> Iterator[str]:
    """Count directions by pair of arms and by basis, the pair with most quantities first."""
    pairs: dict[tuple[str, str], list[Topic]] = {}
    for topic in ordered:
        pairs.setdefault((topic.exposure, topic.comparator), []).append(topic)
    chosen = sorted(pairs, key=lambda pair: -len(pairs[pair]))
    for pair in chosen[:most]:
        judged = [one for topic in pairs[pair] for one in topics[topic]]
        told = list(_by_basis(graph, judged))
        arms = " against ".join(_name(graph, key) for key in pair)
        number = many(len({topic.object for topic in pairs[pair]}), "quantity", "quantities")
        yield mechanism.say.capital(f"{arms}, {number}: {'; '.join(told)}.")
    rest = sum(len(pairs[pair]) for pair in chosen[most:])
    if rest:
        yield f"{many(rest, 'comparison', 'comparisons')} of other arms below."


def _by_basis(graph: Graph, judged: Iterable[Verdict]) -> Iterator[str]:
    """Count higher, lower and the rest on each basis; one of several, unresolved, is in the table.

    What is alike, open, or hangs on conditions is neither.
    """
    bases: dict[tuple[str, ...], Counter[str]] = {}
    behind: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for one in judged:
        if len(one.basis) < 2:
            way = one.direction if one.direction in ("higher", "lower") else "neither"
            bases.setdefault(one.basis, Counter())[way] += 1
            studies = {study for side in one.sides for study in side.studies}
            behind.setdefault(one.basis, set()).update(studies)
    order = {basis: number for number, basis in enumerate(graph.manifest.bases)}
    for basis in sorted(bases, key=lambda basis: order.get("".join(basis), -1)):
        ways = bases[basis]
        told = [f"{ways[way]} {way}" for way in ("higher", "lower", "neither") if ways[way]]
        said = many(len(behind[basis])) if behind[basis] else "only a review says so"
        yield " ".join(filter(None, (_basis(graph, basis), f"{', '.join(told)} ({said})")))


def _effects(graph: Graph, alone: Sequence[Verdict], most: int) -> Iterator[str]:
    plain = [one for one in alone if not one.topic.given]
    causes = {one.topic.exposure for one in plain}
    if not plain:
        return
    if len({one.topic.object for one in plain}) > MOST_TOLD:
        ways = Counter(one.direction if one.sides else "unborne" for one in plain)
        told = ", ".join(f"{count} {COUNTED.get(way, way)}" for way, count in ways.most_common())
        who = (
            f"{_name(graph, *causes)}, by itself"
            if len(causes) == 1
            else "What changes them by itself"
        )
        number = many(len({one.topic.object for one in plain}), "quantity", "quantities")
        yield mechanism.say.capital(f"{who}, {number}: {told}.")
        return
    ordered = sorted(plain, key=lambda one: _effect_place(graph, one))
    said: list[str] = []
    previous: str | None = None
    for one in ordered[:most]:
        what = "it" if previous == one.topic.object else _name(graph, one.topic.object)
        previous = one.topic.object
        said.append(f"{_name(graph, one.topic.exposure)} {_verbs(graph, one, what)}")
    more = len(ordered) - most
    rest = f"; {many(more, 'more effect', 'more effects')} below" if more > 0 else ""
    yield f"By itself {'; '.join(said)}{rest}."


def _effect_place(graph: Graph, one: Verdict) -> tuple[object, ...]:
    return one.topic.exposure not in graph.arms, -one.studies, one.topic


def _verbs(graph: Graph, one: Verdict, what: str) -> str:
    """Say an effect; its object is named once."""
    said = say_verdict(graph, one)
    for verb in VERBS.values():
        if one.sides and said.startswith(verb):
            for other in VERBS.values():
                said = said.replace(f", {other}", f", {other} it")
            return said.replace(verb, f"{verb} {what}", 1)
    return f"on {what}: {said}"


def _question(graph: Graph, topic: Topic, same: bool = False) -> str:
    given = (
        f", {' and '.join(_name(graph, key) for key in topic.given)} given to both"
        if topic.given
        else ""
    )
    if not topic.comparator:
        return f"{_name(graph, topic.object)}, by {_name(graph, topic.exposure)}{given}"
    against = f"against {_name(graph, topic.comparator)}{given}"
    if same:
        return against
    return f"{_name(graph, topic.object)}, {_name(graph, topic.exposure)} {against}"


def _on_basis(graph: Graph, one: Verdict, lean: bool = False) -> str:
    said = say_verdict(graph, one, lean)
    return " ".join(filter(None, (_basis(graph, one.basis), said)))


def _basis(graph: Graph, basis: Sequence[str]) -> str:
    return " or ".join(str(graph.manifest.basis(word).phrase) for word in basis) + (
        "," if tuple(basis) == ("unspecified",) else ""
    )


# -- sides ----------------------------------------------------------------------------------------


def _sides(graph: Graph, sides: Sequence[Side], weighing: Weighing, lean: bool = False) -> str:
    apart = weighing.explanations[0] if weighing.explanations else ()
    ordered = sorted(sides, key=lambda side: (-len(side.studies), side.outcome))
    told, before = [], set[tuple[str, ...]]()
    for number, side in enumerate(ordered):
        where = apart
        if weighing.kind in ("true", "undecidable") and number:
            where = ("dose", "oxygen", "cell_line")  # where the fewer saw it otherwise
        stands = _where(graph, side.observations, where)
        behind = _behind(side, before, settled=not weighing.kind, lean=lean)
        told.append(f"{_outcome(side.outcome)}{stands} ({behind})")
        before |= set(side.studies)
    return ", ".join(told)


def _outcome(outcome: Sequence[str]) -> str:
    words = " or ".join(VERBS.get(word, word) for word in outcome)
    return words + (", which is left open" if len(outcome) > 1 else "")


def _where(graph: Graph, told: Collection[Observation], facets: Iterable[str]) -> str:
    """Say under what a side was seen: bases in words, the rest by labels."""
    wanted = list(facets)
    said = []
    if "basis" in wanted:
        bases = sorted({word for one in told for word in one.basis})
        said.append(" or ".join(str(graph.manifest.basis(word).phrase) for word in bases))
    rest = [facet for facet in wanted if facet != "basis"]
    if rest:
        names = {key: one.label for key, one in graph.entities.items()}
        said.append(conditions_of(told, rest, names))
    return "".join(f" {words}" for words in said if words)


def _behind(side: Side, before: set[tuple[str, ...]], settled: bool, lean: bool) -> str:
    """Count who says so, the same studies once, and name what limits all of them."""
    number, again = len(side.studies), len(before & set(side.studies))
    if not number:
        count = "only a review says so"
    elif again == number:
        count = f"{number} of them"
    else:
        count = many(number) + (f", {again} of them on both sides" if again else "")
    if lean:
        return count
    limits = [tag for tag in tags(side.observations) if tag not in ("review only", "omits")]
    said = ", ".join([count, *limits])
    where = conditions_of(side.observations, ("oxygen", "dose")) if settled and number else ""
    if where:
        said += f"; {where}"
    return said


def _listed(words: Sequence[str]) -> str:
    """Join words with commas, and the last with 'and'.

    >>> _listed(["dose", "species", "setting"]), _listed(["dose"])
    ('dose, species and setting', 'dose')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _unborne(silent: Sequence[Silence]) -> str:
    reasons = dict.fromkeys(silence.reason for silence in silent)
    return f"nothing stands: {' and '.join(reasons)}"


def _name(graph: Graph, key: str) -> str:
    return graph.entities[key].label


NAMED = ("cell_line", "disease", "species")
"""Facets whose values are entities."""

LONG = 200
"""Characters beyond which a first sentence leaves limits and conditions to the table."""

MOST_TOLD = 3
"""Quantities up to which each is told by itself; beyond, directions are counted."""

VERBS = {
    "+": "raises", "-": "lowers", "0": "does not change",
}  # fmt: skip
"""A sign as a verb."""

COUNTED = {
    "increases": "raised", "decreases": "lowered", "does_not_change": "looked for and not changed",
    "similar": "alike", "condition-dependent": "by conditions", "conflicting": "disputed",
    "undecidable": "open", "unborne": "not borne out",
}  # fmt: skip
"""A direction as it is counted."""

COMPARED = {
    "compared": "compared", "one-basis": "compared", "basis-unstated": "compared",
    "conflicting": "compared, with sources that disagree",
    "never-compared": "found for both, not compared in this corpus",
}  # fmt: skip
"""How far two exposures were compared, as it is counted; what is absent says so itself."""

COMPARED_ORDER = tuple(dict.fromkeys(COMPARED.values()))
ABSENT: tuple[Absence, ...] = (
    "looked for and not changed", "stated as open by the source",
    "found for one arm only, in this corpus", "not in this corpus",
)  # fmt: skip
"""The kinds of absence, in the order in which they are told."""

KINDS = {
    "true": "under the same conditions",
    "undecidable": "for want of a condition that is not reported",
    "explained": "kept apart by conditions",
    "double-counted": "only because one study was counted twice",
}  # fmt: skip
"""The kinds of conflict, as they are counted."""

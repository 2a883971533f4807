"""Rows of the data set as observations of `kg.votes`, and what it makes of them.

The oracle of what engines count, the whole answer to one question, and the only judge of what
explains a contradiction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.corpus.identity import MEMBER, REVIEWER, STUDY
from kg.corpus.said import LEVELS, SIGNS, STATES, outcomes_of, turned
from kg.graph import Support
from kg.model import Evidence
from kg.votes import (
    Observation,
    Profile,
    Span,
    Topic,
    Value,
    Weighing,
    poll,
    take_sides,
    weigh,
)


class Cell(NamedTuple):
    """What the evidence comes to on one topic and basis, as it is written and compared.

    `direction` is as `kg.reasoning.Verdict` has it, `studies` the independent voters behind it.
    `votes_higher` to `votes_open` count voters by what they say (of effects: increases, decreases,
    does not change); the last say one of several. `voting` records vote, of `records` in all.
    `decides` are the smallest sets of facets that tell both sides apart ('dose+time|let'),
    `missing` facets that are not reported.
    """

    object: str
    exposure: str
    comparator: str
    basis: str
    direction: str
    studies: int
    votes_higher: int
    votes_lower: int
    votes_similar: int
    votes_open: int
    voting: int
    records: int
    conflict: str
    decides: str
    missing: str


@dataclass(frozen=True)
class Behind:
    """Who stands behind a citation, by the labels of studies."""

    studies: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    retracted: bool = False


@dataclass(frozen=True)
class Texts:
    """The texts of the numbers that some rows hold."""

    names: Mapping[int, str]
    bases: Mapping[int, str]
    profiles: Mapping[int, str]
    behind: Mapping[int, Behind]
    ways: frozenset[tuple[int, int]]
    layers: frozenset[int] = frozenset()


def behind(rows: Iterable[tuple[int, int | None, int, bool]], labels: Mapping[int, str]
           ) -> dict[int, Behind]:  # fmt: skip
    """Gather rows of the table `who` by citation."""
    parts: dict[int, dict[int, list[str]]] = {}
    gone: set[int] = set()
    for citation, study, part, retracted in rows:
        mine = parts.setdefault(citation, {STUDY: [], REVIEWER: [], MEMBER: []})
        if study is not None:
            mine[part].append(labels[study])
        elif retracted:
            gone.add(citation)
    return {
        key: Behind(tuple(sorted(mine[STUDY])), tuple(sorted(mine[REVIEWER])),
                    tuple(sorted(mine[MEMBER])), key in gone)
        for key, mine in parts.items()
    }  # fmt: skip


def observe_rows(rows: Iterable[Mapping[str, Any]], texts: Texts) -> dict[Topic, list[Observation]]:
    """Make observations of rows, by topic; drafts of layers that are not named have no vote."""
    found: dict[Topic, list[Observation]] = {}
    profiles: dict[tuple[int, int], Profile] = {}
    for row in rows:
        pair = row["exposure"], row["comparator"]
        turn = pair in texts.ways
        one, other = pair[::-1] if turn else pair
        bits = turned(row["outcome"]) if turn else row["outcome"]
        topic = Topic(texts.names[row["object"]], texts.names[one],
                      texts.names[other] if other else "")  # fmt: skip
        basis = texts.bases[row["basis"]]
        key = row["profile"], row["basis"]
        if key not in profiles:
            profiles[key] = read_profile(texts.profiles[key[0]], basis)
        found.setdefault(topic, []).append(
            _observation(row, topic, bits, basis, profiles[key], texts)
        )
    return found


def judge_rows(rows: Iterable[Mapping[str, Any]], texts: Texts) -> Iterator[Cell]:
    """Judge every cell of which anybody votes by `kg.votes`, record by record."""
    for topic, observations in sorted(observe_rows(rows, texts).items()):
        cells: dict[tuple[str, ...], list[Observation]] = {}
        every: dict[tuple[str, ...], int] = {}
        for one in observations:
            every[one.basis] = every.get(one.basis, 0) + 1
        for one in poll(observations).voting:
            cells.setdefault(one.basis, []).append(one)
        for basis, voting in sorted(cells.items()):
            yield _cell(topic, basis, voting, every[basis])


def _cell(
    topic: Topic, basis: tuple[str, ...], voting: list[Observation], records: int
) -> Cell:
    sides, weighing = take_sides(voting), weigh(voting)
    plain = [side for side in sides if len(side.outcome) == 1]
    if weighing.kind:
        direction, behind_it = DIRECTION_OF_KIND[weighing.kind], list(sides)
    elif plain:
        direction, behind_it = DIRECTIONS[plain[0].outcome[0]], plain
    else:
        direction, behind_it = "undecidable", list(sides)
    counts = {side.outcome: len(side.studies) for side in sides}
    names = LEVELS if topic.comparator else SIGNS
    higher, lower, similar = (counts.get((name,), 0) for name in names)
    conflict, decides, missing = weighed(weighing)
    return Cell(
        topic.object, topic.exposure, topic.comparator, "|".join(basis), direction,
        len({study for side in behind_it for study in side.studies}),
        higher, lower, similar,
        sum(count for outcome, count in counts.items() if len(outcome) > 1),
        len(voting), records, conflict, decides, missing,
    )  # fmt: skip


def weighed(weighing: Weighing) -> tuple[str, str, str]:
    """Write what a contradiction comes to: its kind, what decides, what is not reported.

    >>> weighed(Weighing("explained", (("dose", "time"), ("let",))))
    ('explained', 'dose+time|let', '')
    """
    decides = "|".join("+".join(one) for one in weighing.explanations)
    return weighing.kind or "", decides, "|".join(facet for facet, _ in weighing.missing)


def explain(
    parties: Iterable[tuple[int, int, int]], basis: str, compared: bool, texts: Texts,
) -> Weighing:  # fmt: skip
    """Weigh those who vote in one contradicting cell: (outcome, profile, citation) of each."""
    topic = Topic("", "", "compared" if compared else "")
    observations = []
    for place, (bits, profile, citation) in enumerate(sorted(set(parties))):
        who = texts.behind[citation]
        observations.append(Observation(
            topic, Support(f"{place}", _NO_RECORD), frozenset(outcomes_of(bits, compared)),
            tuple(filter(None, basis.split("|"))), read_profile(texts.profiles[profile], basis),
            who.studies, who.reviews,
        ))  # fmt: skip
    return weigh(observations)


def read_profile(text: str, basis: str) -> Profile:
    """Read what a record reports; its basis is a facet where the source states it."""
    told = json.loads(text)
    found: dict[str, Value] = {}
    bases = frozenset(filter(None, basis.split("|")))
    if bases and "unspecified" not in bases:
        found["basis"] = bases
    for facet, values in told["f"]:
        found[facet] = (
            tuple(Span(*one) for one in values) if isinstance(values[0], list)
            else frozenset(values)
        )  # fmt: skip
    needed = frozenset(told["n"]) | ({"basis"} if bases else set())
    return Profile(tuple(found.items()), needed)


def _observation(
    row: Mapping[str, Any], topic: Topic, bits: int, basis: str, profile: Profile, texts: Texts
) -> Observation:
    who = texts.behind[row["citation"]]
    state = STATES[row["state"]]
    if state == "draft" and row["layer"] in texts.layers:
        state = ""
    record = _REFUTING if row["refutes"] else _NO_RECORD
    return Observation(
        topic, Support(f"{row['record']}#{row['row']:020}", record, void=state),
        frozenset(outcomes_of(bits, bool(topic.comparator))),
        tuple(filter(None, basis.split("|"))), profile, who.studies, who.reviews,
        distance=row["distance"], members=who.members,
    )  # fmt: skip


_RECORD = {
    "id": "none", "references": ["none"], "read_in": "none", "locator": ["abstract"],
    "certainty": "asserted", "summary": "None.", "system": {"setting": "unspecified"},
}  # fmt: skip
_NO_RECORD = Evidence.model_validate(_RECORD)
_REFUTING = Evidence.model_validate({**_RECORD, "stance": "refutes"})
"""Records themselves stay in their sources; these stand for them where votes are counted."""

DIRECTION_OF_KIND = {
    "true": "conflicting", "explained": "condition-dependent", "undecidable": "undecidable",
}  # fmt: skip
DIRECTIONS = {
    "higher": "higher", "lower": "lower", "similar": "similar",
    "+": "increases", "-": "decreases", "0": "does_not_change",
}  # fmt: skip

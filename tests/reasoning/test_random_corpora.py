"""The definitions of docs/reasoning.md, held on thousands of small random corpora."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import MISSING, dataclass, fields, replace
from itertools import combinations
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.curation.corpus import Corpus
from kg.graph import Graph, assemble
from kg.model import Claim, Entity, Evidence, Reference
from kg.reasoning.conflict import conflicts, opposing, weigh
from kg.reasoning.verdict import verdicts
from kg.votes.facet import FACETS
from kg.votes.observation import Observation, observe
from kg.votes.vote import poll

many = settings(max_examples=300, deadline=None)

PRIMARY = ("ann2001", "bob2002", "cyd2003", "dan2004")
REVIEW = "rev2020"


@dataclass(frozen=True)
class Draft:
    """What varies of a record: small domains, so that conditions often meet."""

    papers: tuple[str, ...]
    level: tuple[str, ...]
    basis: str
    read: str = "review"  # review | abstract | full-text
    oxygen: str | None = None
    dose: tuple[int, int] | None = None
    hours: tuple[int, int] | None = None
    lines: tuple[str, ...] = ()
    refutes: bool = False
    denied: tuple[str, ...] = ()


spans = st.tuples(st.integers(1, 5), st.integers(1, 5)).map(lambda pair: (min(pair), max(pair)))
levels = st.sampled_from(
    [("higher",), ("lower",), ("similar",), ("higher", "similar"), ("lower", "similar")]
)
conditions = {
    "oxygen": st.sampled_from([None, None, "normoxia", "hypoxia", "any"]),
    "dose": st.none() | spans,
    "hours": st.none() | spans,
    "lines": st.sampled_from([(), (), ("a549",), ("hela",), ("a549", "hela")]),
}
drafts = st.builds(
    Draft,
    papers=st.sampled_from(
        [*((paper,) for paper in PRIMARY), *combinations(PRIMARY, 2), (REVIEW,),
         (REVIEW, "ann2001")]
    ),
    level=levels,
    basis=st.sampled_from(["isodose", "isoeffective", "unspecified"]),
    read=st.sampled_from(["review", "abstract", "full-text"]),
    refutes=st.sampled_from([False] * 9 + [True]),
    denied=st.sampled_from([(), (), (), ("ann2001",)]),
    **conditions,
)  # fmt: skip
corpora = st.lists(drafts, min_size=1, max_size=6)


@st.composite
def independent(draw: st.DrawFn) -> list[Draft]:
    """Up to five studies with one reading each: all of them vote."""
    size = draw(st.integers(1, 5))
    varied = st.builds(
        Draft, papers=st.just(()), level=levels,
        basis=st.sampled_from(["isodose", "isoeffective"]), **conditions,
    )  # fmt: skip
    return [
        replace(draw(varied), papers=(f"own{2000 + number}",), read="abstract")
        for number in range(size)
    ]


additions = st.tuples(
    st.integers(0, 4),
    st.sampled_from(["oxygen", "dose", "hours", "lines"]),
).flatmap(
    lambda pair: st.tuples(
        st.just(pair[0]), st.just(pair[1]), conditions[pair[1]].filter(bool)
    )
)  # fmt: skip


# -- what must hold -------------------------------------------------------------------------------


@many
@given(corpora, st.randoms())
def test_order_never_matters(given_drafts: list[Draft], random: Any) -> None:
    records = list(enumerate(given_drafts))
    expected = graph_of(records)
    random.shuffle(records)
    shuffled = graph_of(records)
    assert verdicts(shuffled) == verdicts(expected)
    assert conflicts(shuffled) == conflicts(expected)


@many
@given(corpora, st.data())
def test_a_duplicate_never_changes_a_verdict(given_drafts: list[Draft], data: Any) -> None:
    again = data.draw(st.sampled_from(given_drafts))
    once, twice = graph_of(given_drafts), graph_of([*given_drafts, again])
    assert told(twice) == told(once)
    assert [(one.kind, one.weighing) for one in conflicts(twice)] == [
        (one.kind, one.weighing) for one in conflicts(once)
    ]


@many
@given(corpora, levels)
def test_a_review_never_adds_a_vote_to_primary_studies(
    given_drafts: list[Draft], level: tuple[str, ...]
) -> None:
    before = graph_of(given_drafts)
    for verdict in verdicts(before):
        if verdict.studies and len(verdict.basis) == 1:
            said = Draft((REVIEW,), level, verdict.basis[0])
            after = graph_of([*given_drafts, said])
            if all(_silent_on_conditions(draft) for draft in given_drafts):
                assert told(after)[verdict.basis] == told(before)[verdict.basis]
            else:
                assert told(after)[verdict.basis][1] == told(before)[verdict.basis][1]


@many
@given(corpora, st.sets(st.integers(0, 5)))
def test_both_ways_round_a_comparison_says_the_same(
    given_drafts: list[Draft], turned: set[int]
) -> None:
    assert told(graph_of(given_drafts, turned)) == told(graph_of(given_drafts))


@many
@given(corpora)
def test_an_unresolved_level_is_never_counted_as_one_of_its_values(
    given_drafts: list[Draft],
) -> None:
    for verdict in verdicts(graph_of(given_drafts)):
        plain = {
            study for side in verdict.sides if side.outcome == (verdict.direction,)
            for study in side.studies
        }  # fmt: skip
        if verdict.direction in LEVELS:
            assert verdict.studies == len(plain)
            assert all(verdict.direction in side.outcome for side in verdict.sides)


@many
@given(corpora)
def test_who_votes_is_what_the_rules_say(given_drafts: list[Draft]) -> None:
    for observations in observe(graph_of(given_drafts)).values():
        polled = poll(observations)
        assert set(polled.voting) == naive_poll(observations)
        silent = {silence.observation for silence in polled.silent}
        assert silent | set(polled.voting) == set(observations)
        assert not silent & set(polled.voting)


@many
@given(corpora)
def test_one_study_stands_once_on_a_side_and_no_study_is_invented(
    given_drafts: list[Draft],
) -> None:
    named = {paper for draft in given_drafts for paper in draft.papers} - {REVIEW}
    for verdict in verdicts(graph_of(given_drafts)):
        assert verdict.studies <= len(named)
        for side in verdict.sides:
            assert len(set(side.studies)) == len(side.studies)
            members = [paper for study in side.studies for paper in study]
            assert len(members) == len(set(members)), "one paper in two voters of a side"


@many
@given(independent())
def test_kinds_and_explanations_are_those_of_brute_force(given_drafts: list[Draft]) -> None:
    observations = voting(given_drafts)
    found = weigh(observations)
    assert (found.kind, found.explanations) == naive_weighing(observations)


@many
@given(independent(), st.data())
def test_leaving_studies_out_never_creates_a_true_conflict(
    given_drafts: list[Draft], data: Any
) -> None:
    kept = data.draw(st.lists(st.sampled_from(given_drafts), unique=True))
    if weigh(voting(kept)).kind == "true":
        assert weigh(voting(given_drafts)).kind == "true"
    if weigh(voting(given_drafts)).kind in (None, "explained"):
        assert weigh(voting(kept)).kind in (None, "explained")


@many
@given(independent(), additions)
def test_adding_a_condition_never_undoes_an_explanation(
    given_drafts: list[Draft], addition: tuple[int, str, Any]
) -> None:
    """Nor does it create a true conflict, then; where silence was read, it may be broken."""
    after = added(given_drafts, addition)
    before = weigh(voting(given_drafts))
    if before.kind in (None, "explained") and not (before.presumed and addition[1] == "oxygen"):
        assert weigh(voting(after)).kind == before.kind


@many
@given(independent(), additions)
def test_a_condition_that_others_do_not_report_never_creates_a_true_conflict(
    given_drafts: list[Draft], addition: tuple[int, str, Any]
) -> None:
    facet = addition[1] if addition[1] != "oxygen" else "hours"  # silence on oxygen is read
    value = addition[2] if facet == addition[1] else (1, 4)
    before = [replace(draft, **{facet: () if facet == "lines" else None}) for draft in given_drafts]
    after = added(before, (addition[0], facet, value))
    if weigh(voting(after)).kind == "true":
        assert weigh(voting(before)).kind == "true"


def added(given_drafts: list[Draft], addition: tuple[int, str, Any]) -> list[Draft]:
    number, facet, value = addition
    number %= len(given_drafts)
    assume(not getattr(given_drafts[number], facet))
    changed = replace(given_drafts[number], **{facet: value})
    return [changed if n == number else other for n, other in enumerate(given_drafts)]


@many
@given(independent(), st.data())
def test_narrowing_what_is_reported_never_creates_a_true_conflict(
    given_drafts: list[Draft], data: Any
) -> None:
    number = data.draw(st.integers(0, len(given_drafts) - 1))
    draft = given_drafts[number]
    assume(draft.dose is not None and draft.dose[0] < draft.dose[1])
    low, high = draft.dose
    after = [*given_drafts]
    after[number] = replace(draft, dose=data.draw(st.sampled_from([(low, low), (high, high)])))
    if weigh(voting(given_drafts)).kind in (None, "explained"):
        touching = any(
            other.dose and other.dose[0] < other.dose[1] and set(other.dose) & {low, high}
            for n, other in enumerate(given_drafts) if n != number
        )  # fmt: skip
        assume(not touching)  # a threshold stated from both sides: the point itself is on both
        assert weigh(voting(after)).kind in (None, "explained")


# -- the definitions, naively ---------------------------------------------------------------------


def naive_poll(observations: tuple[Observation, ...]) -> set[Observation]:
    """Vote by the letter of the definition: nobody nearer who votes says the same thing."""
    able = {
        one for one in observations if not one.refutes and (one.studies or one.reviews)
    }  # fmt: skip

    def rank(one: Observation) -> int:
        if not one.studies:
            return 9
        return 8 if len(one.studies) > 1 else one.distance

    def votes(one: Observation) -> bool:
        return not any(
            votes(other)
            for other in able
            if rank(other) < rank(one) and related(one, other)
            and (one.basis == other.basis or one.basis == ("unspecified",))
            and shares_a_world(one, other)
        )  # fmt: skip

    def related(one: Observation, other: Observation) -> bool:
        if not one.studies:
            return bool(other.studies)
        return len(other.studies) == 1 and other.studies[0] in one.studies

    return {one for one in able if votes(one)}


def shares_a_world(one: Observation, other: Observation) -> bool:
    return all(
        not disjoint(one, other, facet, presume=False) for facet in FACETS if facet != "basis"
    )


def naive_weighing(observations: list[Observation]) -> tuple[str | None, tuple[Any, ...]]:
    pairs = list(opposing(observations))
    if not pairs:
        return None, ()
    together = [
        (one, other) for one, other in pairs
        if not any(disjoint(one, other, facet) for facet in FACETS)
    ]  # fmt: skip
    if together:
        full = any(
            all(
                (one.profile.reported(facet) is None) == (other.profile.reported(facet) is None)
                and not (facet in NEEDED and one.profile.reported(facet) is None)
                for facet in FACETS if facet not in ("oxygen", "co_treatment")
            )
            for one, other in together
        )  # fmt: skip
        return ("true" if full else "undecidable"), ()
    for size in range(1, len(FACETS) + 1):
        found = tuple(
            chosen
            for chosen in combinations(FACETS, size)
            if all(any(disjoint(one, other, facet) for facet in chosen) for one, other in pairs)
        )
        if found:
            return "explained", found
    raise AssertionError("no explanation of separable pairs")


def disjoint(one: Observation, other: Observation, facet: str, presume: bool = True) -> bool:
    """Look for a common point of two values, on a grid of halves."""
    mine, theirs = points(one, facet, presume), points(other, facet, presume)
    if mine is None or theirs is None:
        return False
    common = len(mine & theirs)
    degenerate = facet not in ("dose", "time") or 1 in (len(mine), len(theirs))
    return common < (1 if degenerate else 2)


def points(one: Observation, facet: str, presume: bool) -> set[Any] | None:
    evidence: Evidence = one.support.evidence
    grid = [number / 2 for number in range(2, 11)]
    if facet == "dose" and evidence.exposure:
        low, high = evidence.exposure.dose.bounds  # type: ignore[union-attr]
        return {point for point in grid if low <= point <= high}
    if facet == "time" and evidence.conditions.time:
        low, high = evidence.conditions.time.bounds
        return {point for point in grid if low <= point <= high}
    if facet == "oxygen":
        oxygen = evidence.conditions.oxygen or ("normoxia" if presume else None)
        return {"normoxia", "hypoxia"} if oxygen == "any" else {oxygen} if oxygen else None
    if facet == "cell_line" and evidence.system.models:
        return set(evidence.system.models)
    if facet == "setting":
        return {"in_vitro"}
    if facet == "species" and evidence.system.models:
        return {"human"}
    if facet == "basis" and "unspecified" not in one.basis:
        return set(one.basis)
    return None


# -- making corpora -------------------------------------------------------------------------------


def graph_of(given_drafts: Any, turned: Collection[int] = ()) -> Graph:
    """Assemble drafts, numbered or not, as records about one object; some said the other way."""
    listed = list(given_drafts)
    numbered = listed if isinstance(listed[0], tuple) else list(enumerate(listed))
    claims = []
    for arms, chosen in ((("carbon", "photon"), False), (("photon", "carbon"), True)):
        records = tuple(
            record(n, draft, arms[1], chosen) for n, draft in numbered if (n in turned) == chosen
        )
        if records:
            claims.append(Claim(subject=arms[0], predicate="affects", object="x", evidence=records))
    papers = {paper for _, draft in numbered for paper in draft.papers} | {REVIEW}
    references = {
        paper: Reference(
            id=paper, title=paper, study_type="review" if paper == REVIEW else "primary_invitro"
        )
        for paper in sorted(papers)
    }
    made: dict[str, Any] = {
        "entities": ENTITIES, "references": references,
        "claims": {claim.id: claim for claim in claims},
    }  # fmt: skip
    needed = [field.name for field in fields(Corpus)
              if field.default is MISSING and field.default_factory is MISSING]  # fmt: skip
    return assemble(Corpus(**{name: made.get(name, {}) for name in needed}))


def record(number: int, draft: Draft, versus: str, turned: bool) -> Evidence:
    single = len(draft.papers) == 1
    own = draft.read != "review" and single
    level = [TURNED[level] if turned else level for level in draft.level]
    conditions: dict[str, Any] = {"oxygen": draft.oxygen}
    if draft.hours:
        conditions["time"] = {"min": draft.hours[0], "max": draft.hours[1], "unit": "h"}
    dose = draft.dose and {"min": draft.dose[0], "max": draft.dose[1], "unit": "Gy"}
    return Evidence.model_validate({
        "id": f"r{number}", "references": draft.papers,
        "attribution": "single" if single else "collective",
        "read_in": draft.papers[0] if own else REVIEW,
        "locator": [draft.read] if own else ["icd.1.1"],
        "stance": "refutes" if draft.refutes else "supports", "certainty": "asserted",
        "system": {"setting": "in_vitro", "models": draft.lines},
        "conditions": conditions,
        "exposure": {"dose": dose} if dose else None,
        "contrasts": [{"versus": versus, "level": level, "basis": [draft.basis]}],
        "checks": [
            {"outcome": "disagrees", "reference": paper, "read_in": "abstract", "note": "no"}
            for paper in draft.denied
        ],
        "summary": "s",
    })  # fmt: skip


def voting(given_drafts: list[Draft]) -> list[Observation]:
    if not given_drafts:
        return []
    return list(poll(*observe(graph_of(given_drafts)).values()).voting)


def told(graph: Graph) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Tell what each verdict says of carbon against photons."""
    found = {}
    for verdict in verdicts(graph):
        names = TURNED if verdict.topic.exposure == "photon" else {}
        found[verdict.basis] = (
            names.get(verdict.direction, verdict.direction), verdict.studies,
            {(tuple(sorted(names.get(level, level) for level in side.outcome)), side.studies)
             for side in verdict.sides},
        )  # fmt: skip
    return found


def _silent_on_conditions(draft: Draft) -> bool:
    return not (draft.oxygen or draft.dose or draft.hours or draft.lines)


NEEDED = ("basis", "dose", "setting")
LEVELS = ("higher", "lower", "similar")
TURNED = {"higher": "lower", "lower": "higher", "similar": "similar"}
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(id="carbon", label="carbon", kind="radiation"),
        Entity(id="photon", label="photon", kind="radiation"),
        Entity(id="x", label="x", kind="process"),
        Entity(id="human", label="human", kind="organism"),
        Entity(id="a549", label="A549", kind="model", species=("human",)),
        Entity(id="hela", label="HeLa", kind="model", species=("human",)),
    )
}

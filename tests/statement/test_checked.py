"""What a statement comes to: every outcome, from records that were made for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.errors import RequestError
from kg.graph import Graph
from kg.model import Gap
from kg.statement import OUTCOMES, check_statement, say_checked, witness
from kg.votes import Silence

Make = Callable[..., Graph]
RAN, ZHOU, HU, REVIEW = ({"references": [key]} for key in
                         ("ran2021", "zhou2022", "hu2024", "liu2025"))  # fmt: skip
HYPOXIA, NORMOXIA = ({"conditions": {"oxygen": word}} for word in ("hypoxia", "normoxia"))
DISPUTED = {"checks": [{"reference": "ran2021", "outcome": "disagrees", "about": ["direction"],
                        "read_in": "full-text", "note": "it fell"}]}  # fmt: skip


def outcome(graph: Graph, words: str, **more: object) -> str:
    return check_statement(graph, words, **more).outcome  # type: ignore[arg-type]


def test_what_studies_found_is_supported_and_its_opposite_is_not(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "fervour", RAN, ZHOU))
    assert outcome(graph, "The heavy beam raises fervour") == "supported"
    assert outcome(graph, "fervour is increased by the heavy beam") == "supported"
    assert outcome(graph, "fervour rises after the heavy beam") == "supported"
    assert outcome(graph, "The heavy beam lowers fervour") == "contradicted"
    assert outcome(graph, "The heavy beam does not change fervour") == "contradicted"
    assert outcome(graph, "fervour raises the heavy beam") == "not in this corpus"
    assert outcome(graph, "The heavy beam affects fervour") == "supported"


def test_a_null_is_told_as_looked_for(make: Make) -> None:
    graph = make(("heavy-beam", "does_not_change", "fervour", RAN))
    assert outcome(graph, "The heavy beam raises fervour") == "looked for and not changed"
    assert outcome(graph, "The heavy beam has no effect on fervour") == "supported"
    assert outcome(graph, "The heavy beam does not raise fervour") == "supported"


def test_a_review_alone_is_told_as_such(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "fervour", REVIEW))
    assert outcome(graph, "The heavy beam raises fervour") == "only asserted by a review"
    assert outcome(graph, "The heavy beam lowers fervour") == "contradicted"


def test_what_its_paper_does_not_bear_out_is_an_assertion(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "fervour", RAN | DISPUTED))
    found = check_statement(graph, "The heavy beam raises fervour")
    assert found.outcome == "only asserted by a review"
    [(stand, one)] = found.parts[0].records
    assert stand == "for" and isinstance(one, Silence)
    told = witness(graph, one)
    assert not told.votes and "bear it out" in told.why_not and told.checks[0]["note"] == "it fell"


def test_what_a_condition_decides_depends_on_it(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "fervour", RAN | NORMOXIA),
                 ("heavy-beam", "decreases", "fervour", ZHOU | HYPOXIA))  # fmt: skip
    found = check_statement(graph, "The heavy beam raises fervour")
    assert (found.outcome, found.facets) == ("depends on", (("oxygen",),))
    [part] = found.parts
    assert part.studies("for") == (("ran2021",),) and part.studies("against") == (("zhou2022",),)
    under = {"where": ["oxygen=hypoxia"]}
    assert outcome(graph, "The heavy beam raises fervour", **under) == "contradicted"
    assert outcome(graph, "The heavy beam raises fervour under normoxia") == "supported"


def test_sources_that_disagree_leave_it_undecided(make: Make) -> None:
    dose = {"exposure": {"dose": {"value": 2, "unit": "Gy"}}}
    graph = make(("heavy-beam", "increases", "fervour", RAN | dose),
                 ("heavy-beam", "decreases", "fervour", ZHOU | dose))  # fmt: skip
    found = check_statement(graph, "The heavy beam raises fervour")
    assert found.outcome == "undecided"
    assert "disagree under the same conditions" in say_checked(graph, found)


def test_a_record_silent_on_a_condition_says_nothing_of_it(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "fervour", RAN))
    found = check_statement(graph, "The heavy beam raises fervour under hypoxia")
    assert found.outcome == "not in this corpus" and not found.parts
    assert [part.outcome for part in found.elsewhere] == ["supported"]


def test_a_comparison_asks_for_the_basis_where_it_matters(make: Make) -> None:
    graph = make(compared=(("heavy-beam", "light-beam", "fervour", "higher", "equal", RAN),
                           ("heavy-beam", "light-beam", "fervour", "similar", "matched", ZHOU)))
    said = "The heavy beam raises fervour more than the light beam"
    found = check_statement(graph, said)
    assert (found.outcome, found.facets) == ("depends on", (("basis",),))
    assert "equal" in found.ask and "matched" in found.ask and "Say on which basis" in say_checked(
        graph, found)  # fmt: skip
    assert outcome(graph, said, basis="equal") == "supported"
    assert outcome(graph, said, basis="matched") == "contradicted"
    with pytest.raises(RequestError, match="no basis 'other': it is equal or matched"):
        check_statement(graph, said, basis="other")


def test_a_basis_is_not_asked_for_where_it_does_not_matter(make: Make) -> None:
    graph = make(compared=(("heavy-beam", "light-beam", "fervour", "higher", "equal", RAN),
                           ("heavy-beam", "light-beam", "fervour", "higher", "matched", ZHOU)))
    found = check_statement(graph, "fervour is higher after the heavy beam than the light beam")
    assert (found.outcome, found.ask) == ("supported", "")
    assert outcome(graph, "fervour is lower after the light beam than the heavy beam") == (
        "supported")  # fmt: skip
    assert outcome(graph, "fervour is higher after the light beam than the heavy beam") == (
        "contradicted")  # fmt: skip
    assert outcome(graph, "fervour is the same after the heavy beam and the light beam") == (
        "contradicted")  # fmt: skip


def test_a_false_premise_is_told(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "fervour", RAN),
                 compared=(("heavy-beam", "light-beam", "fervour", "lower", "equal", RAN),))
    found = check_statement(graph, "The heavy beam suppresses fervour more than the light beam")
    assert found.outcome == "contradicted"
    assert "premise does not hold" in say_checked(graph, found)


def test_the_loss_of_a_thing_is_read_the_other_way(make: Make) -> None:
    graph = make(("xylose", "decreases", "fervour", RAN))
    assert outcome(graph, "Loss of xylose raises fervour") == "supported"
    assert outcome(graph, "xylose inhibition lowers fervour") == "contradicted"


def test_a_thing_is_taken_for_what_is_measured_of_it_and_it_is_told(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "zeal-release", RAN))
    found = check_statement(graph, "The heavy beam raises zeal")
    assert found.outcome == "supported" and "zeal is measured as zeal-release" in found.notes


def test_a_response_to_a_thing_is_not_its_amount(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "zeal-answer", RAN), entities={
        "zeal-answer": {"kind": "measure", "of": "zeal", "aspect": "response"}})  # fmt: skip
    assert outcome(graph, "The heavy beam raises zeal") == "not in this corpus"


def test_measures_that_part_are_asked_for(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "zeal-release", RAN),
                 ("heavy-beam", "decreases", "zeal-surface", RAN), entities={
        "zeal-surface": {"kind": "measure", "of": "zeal", "aspect": "surface"}})  # fmt: skip
    found = check_statement(graph, "The heavy beam raises zeal")
    assert (found.outcome, found.facets) == ("depends on", (("measure",),))
    assert "zeal-release" in found.ask and "zeal-surface" in found.ask


def test_a_word_that_is_not_understood_supports_nothing(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "fervour", RAN))
    found = check_statement(graph, "The heavy beam raises fervour in zebrafish")
    assert found.outcome == "not in this corpus"
    assert found.statement.unread == ("zebrafish",) and "supported" in found.notes[-1]
    unknown = check_statement(graph, "The heavy beam raises frobnicase")
    assert unknown.outcome == "not in this corpus" and not unknown.statement.object


def test_what_was_only_found_by_steps_is_not_in_the_corpus(make: Make) -> None:
    graph = make(("heavy-beam", "increases", "xylose", RAN),
                 ("xylose", "decreases", "fervour", RAN))  # fmt: skip
    found = check_statement(graph, "The heavy beam lowers fervour")
    assert found.outcome == "not in this corpus" and "1 by which it lowers it" in found.ways


def test_what_a_source_states_as_open_is_told(make: Make) -> None:
    gap = Gap(id="g", question="Does it?", about=("heavy-beam", "fervour"), references=("liu2025",),
              read_in="liu2025", locator=("abstract",))  # fmt: skip
    graph = make(gaps={"g": gap})
    found = check_statement(graph, "The heavy beam raises fervour")
    assert found.stated_gaps == ("Does it?",)


@pytest.mark.parametrize("unsigned", ["affects"])
def test_what_is_said_to_be_affected_has_no_direction(make: Make, unsigned: str) -> None:
    graph = make(("heavy-beam", unsigned, "fervour", RAN))
    assert outcome(graph, "The heavy beam affects fervour") == "supported"
    assert outcome(graph, "The heavy beam raises fervour") == "undecided"


@pytest.mark.parametrize(("words", "said"), [
    ("heavy beam", "no direction is stated"),
    ("The heavy beam is better than the light beam for fervour", "'better' states no direction"),
    ("The heavy beam kills fervour", "'kills' states no direction"),
    ("raises fervour", "only one thing of this corpus"),
    ("The heavy beam raises fervour and xylose", "more than one thing"),
    ("", "no words to check"), ("?!", "no words to check"), ("a " * 300, "letters: say one thing"),
])  # fmt: skip
def test_what_cannot_be_read_is_one_error(make: Make, words: str, said: str) -> None:
    graph = make(("heavy-beam", "increases", "fervour", RAN))
    with pytest.raises(RequestError, match=said) as caught:
        check_statement(graph, words)
    assert "\n" not in str(caught.value)


def test_every_outcome_has_a_meaning() -> None:
    assert len(OUTCOMES) == 7 and all(OUTCOMES.values())

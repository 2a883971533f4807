from __future__ import annotations

from typing import Any

import pytest

from kg.errors import RequestError
from kg.mechanism import chains

Make = Any
CHAIN = (("carbon", "increases", "a"), ("a", "decreases", "b"))
AT_A = ("carbon", "photon", "a", "higher", "isodose")
BOTH = [("carbon", "photon", "b", level, "isodose") for level in ("higher", "lower")]


@pytest.mark.parametrize(
    ("compared", "read"),
    [
        ([AT_A], ("a", "lower", "predicted")),
        ([AT_A, ("carbon", "photon", "b", "lower", "isodose")], ("a", "lower", "explained")),
        ([AT_A, ("carbon", "photon", "b", "higher", "isodose")], ("a", "lower", "contradicted")),
        ([AT_A, ("carbon", "photon", "b", "similar", "isodose")], ("a", "lower", "contradicted")),
        ([AT_A, *BOTH], ("a", "lower", None)),
        ([("carbon", "photon", "b", "lower", "isodose")], (None, None, "unexplained")),
        ([("carbon", "photon", "b", "similar", "isodose")], (None, None, None)),
        (BOTH, (None, None, None)),
        ([("photon", "carbon", "a", "lower", "isodose")], ("a", "lower", "predicted")),
        ([AT_A, ("carbon", "photon", "a", "similar", "isodose")], (None, None, None)),
    ],
)  # fmt: skip
def test_where_it_enters_and_what_it_explains(make: Make, compared: Any, read: Any) -> None:
    (chain,) = chains(make(*CHAIN, compared=tuple(compared)), "carbon", "b", versus="photon").chains
    (one,) = chain.advantages
    assert (one.enters, one.predicted, one.verdict) == read


def test_bases_are_never_pooled(make: Make) -> None:
    compared = (AT_A, ("carbon", "photon", "b", "lower", "isoeffective"))
    (chain,) = chains(make(*CHAIN, compared=compared), "carbon", "b", versus="photon").chains
    assert [(one.basis, one.verdict) for one in chain.advantages] == [
        ("isodose", "predicted"), ("isoeffective", "unexplained"),
    ]  # fmt: skip


def at(dose: float, **more: Any) -> dict[str, Any]:
    return {"exposure": {"dose": {"values": [dose], "unit": "Gy"}}} | more


@pytest.mark.parametrize(
    ("wish", "levels"),
    [(["dose=4 Gy"], ("higher",)), (["dose=10 Gy"], ("lower",)), ([], ("higher", "lower"))],
)
def test_only_comparisons_count_that_hold_where_asked(make: Make, wish: Any, levels: Any) -> None:
    compared = (
        ("carbon", "photon", "a", "higher", "isodose", at(4.0)),
        ("carbon", "photon", "a", "lower", "isodose", at(10.0)),
    )
    found = chains(make(*CHAIN, compared=compared), "carbon", "a", versus="photon", where=wish)
    assert found.chains[0].advantages[0].compared[0].levels == levels


def test_no_comparison_in_hypoxia_counts_for_normoxia(make: Make) -> None:
    compared = (("carbon", "photon", "a", "lower", "isodose",
                 {"conditions": {"oxygen": "hypoxia"}}),)  # fmt: skip
    graph = make(*CHAIN, compared=compared)
    (chain,) = chains(graph, "carbon", "a", versus="photon", where=["oxygen=normoxia"]).chains
    assert chain.advantages == ()


def test_a_silent_restatement_does_not_carry_a_finding_to_another_dose(make: Make) -> None:
    closer = at(4.0, read_in="ran2021")
    compared = (("carbon", "photon", "a", "higher", "isodose", {}, closer),)
    graph = make(*CHAIN, compared=compared)
    (four,) = chains(graph, "carbon", "a", versus="photon", where=["dose=4 Gy"]).chains
    (ten,) = chains(graph, "carbon", "a", versus="photon", where=["dose=10 Gy"]).chains
    assert four.advantages[0].compared[0].levels == ("higher",)
    assert ten.advantages == ()


MORE_AT_B = ("carbon", "photon", "b", "higher", "isoeffective")
AFFECTED = (("carbon", "affects", "m"), ("m", "increases", "b"))
LESS = ("carbon", "photon", "m", "lower", "isodose")
THING = {"m": {"kind": "process"}}


@pytest.mark.parametrize(
    ("compared", "read"),
    [
        ([LESS], [("m", "lower", "predicted")]),
        ([LESS, ("carbon", "photon", "b", "lower", "isodose")], [("m", "lower", "explained")]),
        ([LESS, ("photon", "carbon", "b", "lower", "isodose")], [("m", "lower", "contradicted")]),
        ([LESS, MORE_AT_B], [("m", "lower", "predicted")]),
        ([LESS, ("carbon", "photon", "m", "similar", "isodose")], []),
        ([("carbon", "photon", "m", "similar", "isodose")], []),
    ],
)  # fmt: skip
def test_a_level_needs_no_sign_before_it(make: Make, compared: Any, read: Any) -> None:
    graph = make(*AFFECTED, entities=THING, compared=tuple(compared))
    found = chains(graph, "carbon", "b", versus="photon")
    assert found.chains == () and found.sign is None
    assert [(one.enters, one.predicted, one.verdict) for one in found.by_level] == read


def test_what_a_signed_chain_reaches_is_read_there_alone(make: Make) -> None:
    found = chains(make(*CHAIN, compared=(AT_A,)), "carbon", "b", versus="photon")
    assert found.chains[0].advantages[0].enters == "a" and found.by_level == ()


def test_by_level_nothing_is_predicted_where_the_ways_on_disagree(make: Make) -> None:
    more = (("m", "decreases", "c"), ("c", "increases", "b"))
    graph = make(*AFFECTED, *more, entities=THING, compared=(LESS,))
    (one,) = chains(graph, "carbon", "b", versus="photon").by_level
    assert ([chain.sign for chain in one.chains], one.predicted, one.verdict) == (
        ["+", "-"], None, None,
    )  # fmt: skip
    (one,) = chains(graph, "carbon", "b", versus="photon", avoid=["c"]).by_level
    assert one.predicted == "lower"
    (one,) = chains(graph, "carbon", "b", versus="photon", through=["c"]).by_level
    assert one.predicted == "higher"
    assert chains(graph, "carbon", "b", versus="photon", avoid=["m"]).by_level == ()


def test_by_level_the_comparison_and_the_way_on_must_hold_at_once(make: Make) -> None:
    def graph(seen: str, passes: str) -> Any:
        at_m = (*LESS, {"conditions": {"oxygen": seen}})
        step = ("m", "increases", "b", {"conditions": {"oxygen": passes}})
        return make(AFFECTED[0], step, entities=THING, compared=(at_m,))

    together, apart = graph("hypoxia", "hypoxia"), graph("hypoxia", "normoxia")
    asked: dict[str, Any] = {"versus": "photon"}
    assert len(chains(together, "carbon", "b", **asked).by_level) == 1
    assert chains(apart, "carbon", "b", **asked).by_level == ()
    assert chains(together, "carbon", "b", **asked, where=["oxygen=normoxia"]).by_level == ()
    assert chains(together, "carbon", "b", **asked, systems=["in_vivo"]).by_level == ()
    assert chains(together, "carbon", "b", **asked, max_length=1).by_level == ()


def test_by_level_a_way_on_does_not_depend_on_the_beam(make: Make) -> None:
    step = ("m", "increases", "b", {"conditions": {"co_treatment": ["photon"]}})
    graph = make(AFFECTED[0], step, entities=THING, compared=(LESS,))
    assert len(chains(graph, "carbon", "b", versus="photon").by_level) == 1


def test_a_comparison_of_the_kinds_speaks_where_the_two_were_never_compared(make: Make) -> None:
    things = {"heavy": {"kind": "radiation", "broader": ["ionising"]},
              "carbon": {"kind": "radiation", "broader": ["heavy"]},
              "low": {"kind": "radiation", "broader": ["ionising"]},
              "photon": {"kind": "radiation", "broader": ["low"]}}  # fmt: skip
    lifted = ("carbon", "low", "a", "higher", "isodose")
    (chain,) = chains(make(*CHAIN, entities=things, compared=(lifted,)), "carbon", "b",
                      versus="photon").chains  # fmt: skip
    (one,) = chain.advantages[0].compared
    assert (one.levels, one.lifted) == (("higher",), ("low",))
    nearer = ("carbon", "photon", "a", "similar", "isodose")
    (chain,) = chains(make(*CHAIN, entities=things, compared=(lifted, nearer)), "carbon", "b",
                      versus="photon").chains  # fmt: skip
    (one,) = chain.advantages[0].compared
    assert (one.levels, one.lifted) == (("similar",), ())
    shared = ("ionising", "low", "a", "higher", "isodose")
    (chain,) = chains(make(*CHAIN, entities=things, compared=(shared,)), "carbon", "b",
                      versus="photon").chains  # fmt: skip
    assert chain.advantages == ()


def test_a_measured_null_is_named(make: Make) -> None:
    null = ("carbon", "does_not_change", "b", {"conditions": {"oxygen": "hypoxia"}})
    graph = make(*CHAIN, null)
    (found,) = chains(graph, "carbon", "b", where=["oxygen=hypoxia"]).nulls
    assert found.support.evidence.references == ("ran2021",)
    assert chains(graph, "carbon", "b", where=["oxygen=normoxia"]).nulls == ()
    assert chains(graph, "carbon", "b", systems=["in_vivo"]).nulls == ()
    broad = make(*CHAIN, ("carbon", "does_not_change", "b"),
                 ("carbon", "increases", "b", {"conditions": {"oxygen": "hypoxia"}}))  # fmt: skip
    assert chains(broad, "carbon", "b", where=["oxygen=hypoxia"]).nulls == ()
    assert len(chains(broad, "carbon", "b").nulls) == 1


def test_studies_that_report_what_was_asked_are_counted_apart(make: Make) -> None:
    graph = make(
        ("carbon", "increases", "b", at(10.0), {"references": ["zhou2022"]},
         {"references": ["hu2024"]}, at(10.0, id="y")),
    )  # fmt: skip
    (link,) = chains(graph, "carbon", "b", where=["dose=10 Gy"]).chains[0].links
    assert (link.studies, link.measured) == (3, (("dose", 1),))
    assert chains(graph, "carbon", "b").chains[0].links[0].measured == ()


def test_a_joint_citation_that_is_silent_reports_nothing(make: Make) -> None:
    joint = {"references": ["zhou2022", "hu2024"], "attribution": "collective"}
    graph = make(("carbon", "increases", "b", at(10.0), joint))
    (link,) = chains(graph, "carbon", "b", where=["dose=10 Gy"]).chains[0].links
    assert (link.studies, link.measured) == (2, (("dose", 1),))


def test_nothing_has_an_advantage_over_itself(make: Make) -> None:
    with pytest.raises(RequestError, match="versus itself"):
        chains(make(*CHAIN), "carbon", "b", versus="carbon")


@pytest.mark.parametrize(
    ("other", "enters"),
    [
        # a review's reading of the same paper yields to the paper; another paper's does not
        ({}, "a"),
        ({"references": ["zhou2022"]}, None),
        # what its own source does not bear out, and what a review says beside a study, is not heard
        ({"references": ["zhou2022"], "checks": [
            {"outcome": "disagrees", "about": ["level"], "reference": "zhou2022",
             "read_in": "abstract", "note": "Not so."}]}, "a"),
        ({"references": ["liu2025"]}, "a"),
        ({"references": ["zhou2022"], "stance": "refutes"}, "a"),
    ],
)  # fmt: skip
def test_who_votes_is_ruled_as_for_verdicts(make: Make, other: Any, enters: Any) -> None:
    compared = (
        (*AT_A, {"read_in": "ran2021"}),
        ("carbon", "photon", "a", "similar", "isodose", other),
    )
    (chain,) = chains(make(*CHAIN, compared=compared), "carbon", "b", versus="photon").chains
    assert chain.advantages[0].enters == enters
    assert ("liu2025" in chain.advantages[0].compared[0].references) is False


def test_where_only_a_review_compares_it_is_heard(make: Make) -> None:
    compared = ((*AT_A, {"references": ["liu2025"]}),)
    (chain,) = chains(make(*CHAIN, compared=compared), "carbon", "b", versus="photon").chains
    assert chain.advantages[0].compared[0].references == ("liu2025",)

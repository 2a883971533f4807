"""Where a review and its papers part: each demand on a corpus made for it, then the shipped one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg
from kg.curation import read
from kg.graph import Graph, assemble
from kg.reasoning import audit, robustness
from kg.reasoning.carried import Carried
from kg.reasoning.difference import Difference

SMALL = Path(__file__).parents[1] / "data" / "small"
HMGB1 = "carbon-ion-irradiation.increases.hmgb1-release"


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return kg.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def change(folder: Path, old: str, new: str, name: str = "claims/icd/hmgb1.yaml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def checked(folder: Path, outcome: str, about: str) -> None:
    """Let a check stand on the isodose record of HMGB1."""
    check = (
        f"{{outcome: {outcome}, about: [{about}], reference: ran2021, read_in: abstract, "
        "note: Otherwise.}"
    )
    change(
        folder,
        '    summary: "Equal physical dose',
        f'    checks: [{check}]\n    summary: "Equal physical dose',
    )


def graph_of(folder: Path) -> Graph:
    return assemble(read(folder))


def of(graph: Graph, record: str) -> Difference:
    return next(one for one in audit(graph) if one.record == record)


def test_only_what_parts_is_listed(folder: Path) -> None:
    before = {(one.claim, one.record) for one in audit(graph_of(folder))}
    checked(folder, "agrees", "")
    assert {(one.claim, one.record) for one in audit(graph_of(folder))} == before
    change(folder, "outcome: agrees", "outcome: disagrees")
    after = {(one.claim, one.record) for one in audit(graph_of(folder))}
    assert after - before == {(HMGB1, "isodose")}


def test_both_readings_stand_side_by_side_with_where_each_was_read(folder: Path) -> None:
    checked(folder, "adds_condition", "condition")
    one = of(graph_of(folder), "isodose")
    assert one.review.startswith("Equal physical dose")
    assert (one.source, one.locators, one.sections) == ("liu2025", ("icd.2.4",), ("icd",))
    assert (one.reference, one.paper, one.read_in) == ("ran2021", "Otherwise.", "abstract")


def test_a_paper_that_does_not_bear_it_out_turns_the_verdict(folder: Path) -> None:
    checked(folder, "disagrees", "direction")
    turns = {
        (turn.topic.comparator, turn.basis): (turn.alone, turn.now)
        for turn in of(graph_of(folder), "isodose").turns
    }
    assert turns["photon-irradiation", ("isodose",)] == ("higher", "undecidable")


def test_a_check_that_only_adds_turns_nothing(folder: Path) -> None:
    checked(folder, "adds_condition", "condition")
    assert not any(turn.turned for turn in of(graph_of(folder), "isodose").turns)


def test_the_gravest_comes_first_whatever_else_hangs_on_it(folder: Path) -> None:
    checked(folder, "omits", "direction")
    change(
        folder,
        '    summary: "Matched for killing',
        "    checks: [{outcome: disagrees, about: [certainty], reference: yoshimoto2015, "
        'read_in: abstract, note: B.}]\n    summary: "Matched for killing',
    )
    records = [one.record for one in audit(graph_of(folder))]
    assert records.index("isodose") < records.index("isoeffective")


def test_chains_that_lose_their_only_support_are_counted(folder: Path) -> None:
    """Two steps lead from the beam to an outcome; the first rests on one record."""
    (folder / "entities/more.yaml").write_text(
        "entities:\n- {id: survival, label: survival, kind: outcome, no_term: none}\n"
    )
    (folder / "claims/icd/more.yaml").write_text(
        "title: More\ndefaults: {read_in: liu2025, certainty: asserted, references: [liu2025], "
        "system: {setting: unspecified}}\nclaims:\n"
        "- {subject: hmgb1-release, predicate: increases, object: survival, evidence: "
        "[{id: a, locator: [icd.2.2], summary: Lives.}]}\n"
    )
    checked(folder, "disagrees", "direction")
    assert not of(graph_of(folder), "isodose").only_support  # two other records show it too
    assert of(graph_of(folder), "isodose").routes.count == 0
    path = folder / "claims/icd/hmgb1.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("  - id: isoeffective")[0])
    (folder / "conclusions.yaml").unlink()
    one = of(graph_of(folder), "isodose")
    assert one.only_support
    assert one.routes.count == 1
    assert one.routes.outcomes == ("survival",)
    assert one.routes.examples == (("carbon-ion-irradiation", "hmgb1-release", "survival"),)


def test_what_was_curated_from_the_paper_is_named() -> None:
    one = next(
        one for one in audit(kg.load())
        if (one.reference, one.record) == ("huang2019", "isodose") or one.reference == "huang2019"
    )  # fmt: skip
    assert any(claim.endswith(".ecto-calreticulin") for claim, _ in one.findings)


# -- what carries a conclusion ---------------------------------------------------------------------


def carried(folder: Path) -> Carried:
    (one,) = robustness(graph_of(folder))
    return one


def test_nothing_is_left_of_what_nobody_read(folder: Path) -> None:
    one = carried(folder)
    assert one.cited == ("ran2021",)  # the other two records state another level, or none
    assert (one.read, one.single, one.left) == ((), (), ())


def test_a_checked_single_paper_is_left(folder: Path) -> None:
    checked(folder, "adds_condition", "condition")
    assert carried(folder).left == ("ran2021",)


def test_a_paper_that_disagrees_is_set_aside_and_named(folder: Path) -> None:
    checked(folder, "disagrees", "direction")
    one = carried(folder)
    assert (one.read, one.single, one.left) == (("ran2021",), (), ())
    assert one.against == ("ran2021",)


def test_papers_cited_together_are_read_but_show_nothing_alone(folder: Path) -> None:
    checked(folder, "agrees", "")
    together = "    references: [ran2021, onishi2018]\n    attribution: collective\n"
    change(folder, "    references: [ran2021]\n", together)
    one = carried(folder)
    assert one.cited == ("onishi2018", "ran2021")
    assert (one.read, one.single) == (("ran2021",), ())


def test_a_paper_whose_own_text_has_it_otherwise_is_against(folder: Path) -> None:
    checked(folder, "agrees", "")
    record = (
        "  - {id: own, references: [ran2021], read_in: ran2021, locator: [abstract], "
        "contrasts: [{versus: photon-irradiation, level: [lower], basis: [isodose]}], "
        "summary: Less.}\n"
    )
    path = folder / "claims/icd/hmgb1.yaml"
    path.write_text(path.read_text(encoding="utf-8") + record, encoding="utf-8")
    one = carried(folder)
    assert one.against == ("ran2021",)
    assert one.left == ()


# -- the shipped review ----------------------------------------------------------------------------


def test_the_differences_that_the_papers_are_known_for(shipped: Graph) -> None:
    """Each read by hand in the abstract named."""
    found = {(one.reference, about) for one in audit(shipped) for about in one.about}
    assert ("huang2019", "direction") in found  # the order turns round at 10 Gy
    assert ("huang2020b", "direction") in found  # nothing rises further without oxygen
    assert ("hu2023", "direction") in found  # Treg rise in patients
    assert ("lieverse2020", "citation") in found  # the protocol never names carbon
    assert ("vanpouillebox2017", "citation") in found  # no ions


def test_every_difference_says_in_what(shipped: Graph) -> None:
    assert [(one.claim, one.record) for one in audit(shipped) if not one.about] == []


def test_a_verdict_turns_where_the_paper_takes_it_back(shipped: Graph) -> None:
    turned = {one.reference for one in audit(shipped) if any(t.turned for t in one.turns)}
    assert {"huang2019", "pignatola2013"} <= turned


def test_setting_aside_only_ever_takes_away(shipped: Graph) -> None:
    for one in robustness(shipped):
        assert set(one.left) <= set(one.single) <= set(one.read) <= set(one.cited)
        assert not set(one.left) & set(one.against)

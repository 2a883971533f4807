from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.curation import read
from kg.graph import Comparison, Effect, Graph, assemble, evidence_table

SMALL = Path(__file__).parents[1] / "data" / "small"
Change = Callable[..., Graph]

HMGB1 = "claims/icd/hmgb1.yaml"
ABSCOPAL = "claims/combination/abscopal.yaml"
IL2 = "claims/time/il2.yaml"
BASIS = "carbon-ion-irradiation.versus.photon-irradiation.hmgb1-release"


def effect(graph: Graph, key: str) -> Effect:
    return {edge.id: edge for edge in graph.effects}[key]


def comparison(graph: Graph, key: str) -> Comparison:
    return {edge.id: edge for edge in graph.comparisons}[key]


def ids(graph: Graph) -> set[str]:
    return {edge.id for edge in (*graph.effects, *graph.comparisons)}


# -- what was curated ------------------------------------------------------------------------------


def test_one_effect_per_claim_with_all_its_records(graph: Graph) -> None:
    edge = effect(graph, "carbon-ion-irradiation.increases.hmgb1-release")
    assert edge.sign == "+"
    assert not edge.derived
    assert [s.evidence.id for s in edge.supports] == ["isodose", "isoeffective", "let"]
    assert {s.contrast for s in edge.supports} == {None}


def test_affects_has_no_sign(graph: Graph) -> None:
    edge = effect(graph, "carbon-ion-irradiation.affects.mdsc-abundance-tumour")
    assert edge.sign is None


def test_a_null_is_an_effect_like_any_other(graph: Graph) -> None:
    assert effect(graph, "carbon-ion-irradiation.does_not_change.ecto-calreticulin").sign == "0"
    assert effect(graph, "carbon-ion-irradiation.increases.ecto-calreticulin").sign == "+"


def test_bases_are_never_pooled(graph: Graph) -> None:
    found = [edge for edge in graph.comparisons if edge.object == "hmgb1-release"]
    assert [(edge.id, edge.level, edge.basis) for edge in found] == [
        (f"{BASIS}.higher.isodose", ("higher",), ("isodose",)),
        (f"{BASIS}.similar.isoeffective", ("similar",), ("isoeffective",)),
    ]
    assert all(len(edge.supports) == 1 for edge in found)


def test_the_same_level_on_two_bases_stays_two_comparisons(changed: Change) -> None:
    graph = changed((HMGB1, "level: [similar]", "level: [higher]"))
    assert {f"{BASIS}.higher.isodose", f"{BASIS}.higher.isoeffective"} <= ids(graph)


def test_an_unresolved_basis_stays_unresolved(changed: Change) -> None:
    graph = changed((HMGB1, "basis: [isodose]", "basis: [unspecified, isodose]"))
    edge = comparison(graph, f"{BASIS}.higher.isodose-or-unspecified")
    assert edge.basis == ("isodose", "unspecified")


def test_a_comparison_never_makes_an_effect(graph: Graph) -> None:
    between = {
        (edge.predicate, edge.sign)
        for edge in graph.effects
        if edge.object == "mdsc-abundance-tumour"
    }
    assert between == {("affects", None)}  # 'lower than photons' is no decrease
    assert not {edge.id for edge in graph.effects} & {edge.id for edge in graph.comparisons}


def test_a_self_comparison_says_in_what_the_arms_differ(graph: Graph) -> None:
    edge = comparison(graph, "cirt-dc.versus.cirt-dc.route.iv.it.lung-metastasis.lower")
    assert edge.differs == ("route", "iv", "it")


def test_values_that_differ_in_signs_only_stay_apart(changed: Change) -> None:
    file = "claims/combination/dendritic-cells.yaml"
    more = "".join(
        "    - {versus: cirt-dc, level: [lower], "
        f"differs: {{facet: dose, here: '{dose}', there: a}}}}\n"
        for dose in ("<=5 Gy", ">=5 Gy")
    )
    graph = changed((file, "    summary:", f"{more}    summary:"))
    assert len([edge for edge in graph.comparisons if edge.subject == "cirt-dc"]) == 3
    assert len(ids(graph)) == len(graph.effects) + len(graph.comparisons)


# -- what follows ----------------------------------------------------------------------------------


def test_the_comparators_own_effect_is_derived_from_its_sign(graph: Graph) -> None:
    edge = effect(graph, "photon-irradiation.increases.hmgb1-release")
    assert edge.sign == "+"
    assert edge.derived
    assert [(s.evidence.id, s.contrast, s.derivation) for s in edge.supports] == [
        ("isodose", 0, "comparator"),
        ("isoeffective", 0, "comparator"),
    ]
    assert edge.supports[0].claim == "carbon-ion-irradiation.increases.hmgb1-release"
    stated = edge.supports[0].stated
    assert stated is not None
    assert stated.versus == "photon-irradiation"


@pytest.mark.parametrize(
    ("sign", "level", "predicate"),
    [("-", "higher", "decreases"), ("0", "lower", "does_not_change"), ("+", "lower", "increases")],
)
def test_each_sign_of_a_comparator_gives_its_predicate(
    sign: str, level: str, predicate: str, changed: Change
) -> None:
    graph = changed(
        (IL2, 'level: [higher], basis: [isodose], comparator_sign: "-"',
         f'level: [{level}], basis: [isodose], comparator_sign: "{sign}"'),
    )  # fmt: skip
    assert f"photon-irradiation.{predicate}.il2-secretion-t-cell" in ids(graph)


def test_no_sign_no_effect(changed: Change) -> None:
    graph = changed((IL2, ', comparator_sign: "-"', ""))
    assert not [edge for edge in graph.effects if edge.subject == "photon-irradiation"
                and edge.object == "il2-secretion-t-cell"]  # fmt: skip


def test_a_combination_above_one_arm_shows_what_the_added_component_does(graph: Graph) -> None:
    edge = effect(
        graph,
        "carbon-ion-irradiation.increases.abscopal-response.given.anti-ctla-4.anti-pd-1",
    )
    assert edge.sign == "+"
    assert edge.given == ("anti-ctla-4", "anti-pd-1")
    assert edge.derived
    assert [(s.contrast, s.derivation) for s in edge.supports] == [(1, "component")]


def test_two_added_components_show_nothing_of_either(graph: Graph) -> None:
    # carbon + two antibodies against carbon alone
    found = [edge for edge in graph.effects if edge.subject.startswith("anti-")]
    assert found == []


@pytest.mark.parametrize(
    ("level", "predicate"),
    [("higher", "increases"), ("lower", "decreases"), ("similar", "does_not_change")],
)
def test_the_added_components_effect_follows_the_level(
    level: str, predicate: str, changed: Change
) -> None:
    graph = changed(
        (ABSCOPAL, "{versus: anti-pd-1-anti-ctla-4, level: [higher]}",
         f"{{versus: anti-pd-1-anti-ctla-4, level: [{level}]}}"),
    )  # fmt: skip
    key = f"carbon-ion-irradiation.{predicate}.abscopal-response.given.anti-ctla-4.anti-pd-1"
    assert key in ids(graph)


def test_an_open_level_shows_nothing(changed: Change) -> None:
    graph = changed(
        (ABSCOPAL, "{versus: anti-pd-1-anti-ctla-4, level: [higher]}",
         "{versus: anti-pd-1-anti-ctla-4, level: [higher, similar]}"),
    )  # fmt: skip
    assert not [edge for edge in graph.effects if edge.given]


def test_one_component_against_the_combination_shows_the_same(changed: Change) -> None:
    graph = changed(
        (IL2, "{versus: photon-irradiation, level: [higher], basis: [isodose], comparator_sign: ",
         "{versus: cirt-dc, level: [higher], comparator_sign: "),
    )  # fmt: skip
    key = "dendritic-cell-therapy.decreases.il2-secretion-t-cell.given.carbon-ion-irradiation"
    assert effect(graph, key).derived


def test_arms_at_two_doses_show_nothing_of_a_component(changed: Change) -> None:
    graph = changed(
        (IL2, "{versus: photon-irradiation, level: [higher], basis: [isodose], comparator_sign: ",
         "{versus: cirt-dc, exposure: {dose: {value: 4, unit: Gy}}, level: [higher], "
         "comparator_sign: "),
    )  # fmt: skip
    assert "dendritic-cell-therapy" not in {edge.subject for edge in graph.effects}


def test_two_combinations_compare_the_components_in_which_they_differ(graph: Graph) -> None:
    edge = comparison(
        graph,
        "carbon-ion-irradiation.versus.photon-irradiation.abscopal-response.similar.isodose"
        ".given.anti-ctla-4.anti-pd-1",
    )
    assert edge.derived
    assert edge.given == ("anti-ctla-4", "anti-pd-1")
    assert [(s.contrast, s.derivation) for s in edge.supports] == [(2, "component")]
    stated = comparison(
        graph,
        "cirt-anti-pd-1-anti-ctla-4.versus.phrt-anti-pd-1-anti-ctla-4.abscopal-response"
        ".similar.isodose",
    )
    assert not stated.derived


def test_a_co_treatment_is_given_in_every_derivation(changed: Change) -> None:
    graph = changed(
        (ABSCOPAL, "    agents:\n", "    conditions: {co_treatment: [gm-csf]}\n    agents:\n"),
    )
    given = {edge.given for edge in (*graph.effects, *graph.comparisons) if edge.given}
    assert given == {("anti-ctla-4", "anti-pd-1", "gm-csf")}


def test_nothing_follows_from_a_refutation(changed: Change) -> None:
    graph = changed((IL2, "    locator:", "    stance: refutes\n    locator:"))
    edge = effect(graph, "carbon-ion-irradiation.decreases.il2-secretion-t-cell")
    assert edge.refuted
    assert edge.sign is None  # nobody found it
    assert "photon-irradiation.decreases.il2-secretion-t-cell" not in ids(graph)


def test_a_sign_that_somebody_found_survives_a_refutation(changed: Change) -> None:
    graph = changed((HMGB1, "  - id: let\n", "  - id: let\n    stance: refutes\n"))
    edge = effect(graph, "carbon-ion-irradiation.increases.hmgb1-release")
    assert (edge.sign, edge.refuted) == ("+", True)


# -- order -----------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_the_order_of_files_and_records_never_changes_the_graph(
    seed: int, graph: Graph, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("shuffled") / "small"
    shutil.copytree(SMALL, folder)
    _shuffle(folder, random.Random(seed))  # noqa: S311  no secret
    other = assemble(read(folder))
    assert other.effects == graph.effects
    assert other.comparisons == graph.comparisons
    assert [list(other.entities), list(other.references), list(other.claims)] == [
        list(graph.entities), list(graph.references), list(graph.claims),
    ]  # fmt: skip
    assert other == graph
    assert evidence_table(other) == evidence_table(graph)


def _shuffle(folder: Path, dice: random.Random) -> None:
    """Reorder records and fields, and swap the names of the files within each topic."""
    for path in sorted(folder.rglob("*.yaml")):
        typed = yaml.safe_load(path.read_text(encoding="utf-8"))
        for shelf in ("entities", "references", "claims", "gaps"):
            records = typed.get(shelf, [])
            dice.shuffle(records)
            for record in records:
                dice.shuffle(record.get("evidence", []))
        shuffled = list(typed.items())
        dice.shuffle(shuffled)
        path.write_text(yaml.safe_dump(dict(shuffled), sort_keys=False), encoding="utf-8")
        path.rename(path.with_name(f"{path.stem}.moving"))
    for number, path in enumerate(sorted(folder.rglob("*.moving"), key=lambda _: dice.random())):
        kept = path.parent == folder  # references.yaml and gaps.yaml are known by name
        path.rename(path.with_name(f"{path.stem if kept else number}.yaml"))

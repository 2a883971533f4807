"""What `kg show ENTITY` tells: names, what changes it, what it changes, arm against arm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

from kg.errors import RequestError
from kg.graph import Graph
from kg.show import show

Print = Callable[[object], str]


def test_a_measure_with_everything_around_it(small: Graph, printed: Print) -> None:
    assert printed(show(small, "hmgb1-release")) == (
        "HMGB1 release  (hmgb1-release)\n"
        "kind         measure\n"
        "also called  extracellular HMGB1\n"
        "measures     secretion of HMGB1\n"
        "\n"
        "What changes it\n"
        "effect         by                      evidence\n"
        "increases (+)  carbon-ion irradiation  Ran et al. 2021 [88]; "
        "Yoshimoto et al. 2015 [89]; Onishi et al. 2018 [90]\n"
        "increases (+)  photon irradiation      Ran et al. 2021 [88]; "
        "Yoshimoto et al. 2015 [89], derived\n"
        "\n"
        "One arm versus another\n"
        "of             level    in                      versus              basis         "
        "evidence\n"
        "HMGB1 release  higher   carbon-ion irradiation  photon irradiation  isodose       "
        "Ran et al. 2021 [88]\n"
        "HMGB1 release  similar  carbon-ion irradiation  photon irradiation  isoeffective  "
        "Yoshimoto et al. 2015 [89]\n"
        "\n"
        "Every record of a claim: kg show CLAIM\n"
        "claim\n"
        "carbon-ion-irradiation.increases.hmgb1-release\n"
    )


@pytest.mark.parametrize("words", ["hmgb1-release", "HMGB1 release", "EXTRACELLULAR  hmgb1"])
def test_id_label_and_synonym_name_the_same(words: str, small: Graph, printed: Print) -> None:
    assert printed(show(small, words)).startswith("HMGB1 release  (hmgb1-release)\n")


def test_a_beam_shows_what_it_changes_and_by_which_sign(small: Graph, printed: Print) -> None:
    text = printed(show(small, "CIRT"))
    changes = text.split("What it changes\n")[1].split("\n\n")[0]
    assert "does_not_change (0)  ecto-calreticulin" in changes
    assert "increases (+)        ecto-calreticulin" in changes, "both findings stand side by side"
    assert "affects              MDSC in the tumour" in changes
    assert "What changes it" not in text


def test_what_was_given_to_both_arms_is_told(small: Graph, printed: Print) -> None:
    compared = printed(show(small, "abscopal-response")).split("One arm versus another\n")[1]
    row = next(line for line in compared.splitlines() if "derived" in line and "similar" in line)
    assert "carbon-ion irradiation, with anti-CTLA-4 antibody, with anti-PD-1 antibody" in row


def test_a_route_against_another_is_told_by_its_values(small: Graph, printed: Print) -> None:
    text = printed(show(small, "lung-metastasis"))
    assert "carbon ions + dendritic cells (route iv)  route it" in text


def test_a_trial_tells_registry_disease_and_status(small: Graph, printed: Print) -> None:
    text = printed(show(small, "nct02946138"))
    assert "registry    ClinicalTrials.gov\n" in text
    assert "diseases    hepatocellular carcinoma\n" in text
    assert "status      withdrawn: enrolment\n" in text
    (row,) = (line for line in text.splitlines() if line.endswith("Liu et al. 2025"))
    assert row.split("  ")[0:2] == ["NCT02946138", "tests"]
    assert "How it hangs together" in text


def test_a_combination_and_what_is_unknown_of_it(small: Graph, printed: Print) -> None:
    text = printed(show(small, "cirt-anti-pd-1-anti-ctla-4"))
    parts = "carbon-ion irradiation; anti-PD-1 antibody; anti-CTLA-4 antibody"
    assert f"given together  {parts}\n" in text
    assert "Stated as unknown\nquestion\nIn which order should carbon ions" in text


def test_a_thing_leads_to_what_is_measured_of_it(small: Graph, printed: Print) -> None:
    text = printed(show(small, "hmgb1"))
    assert "identifier    HGNC:4983  HMGB1 (exact)\n" in text
    assert "look also at  HMGB1 release (hmgb1-release)\n" in text


def test_an_effect_that_is_argued_against_says_so(small: Graph, printed: Print) -> None:
    (effect,) = (edge for edge in small.effects if edge.subject == "trex1-expression")
    (support,) = effect.supports
    doubted = replace(support, evidence=support.evidence.model_copy(update={"stance": "refutes"}))
    graph = replace(small, effects=(replace(effect, supports=(support, doubted)),))
    assert "Liu et al. 2024 [161], argued against" in printed(show(graph, "trex1-expression"))


# -- what is not found ----------------------------------------------------------------------------


def test_an_unknown_word_offers_the_nearest_names(small: Graph) -> None:
    with pytest.raises(RequestError, match=r"^no entity 'hgmb1': did you mean hmgb1"):
        show(small, "hgmb1")


def test_a_part_of_a_name_offers_the_names_that_hold_it(small: Graph) -> None:
    with pytest.raises(RequestError, match=r"did you mean low-let-irradiation\?$"):
        show(small, "low-LET")


@pytest.mark.parametrize("words", ["zzz", "", " "])
def test_what_nothing_is_like_offers_the_list(words: str, small: Graph) -> None:
    with pytest.raises(RequestError, match=rf"^no entity '{words}': 'kg stats --entities'"):
        show(small, words)


def test_a_word_for_two_asks_which(small: Graph, printed: Print) -> None:
    two = {key: small.entities[key].model_copy(update={"synonyms": ("checkpoint blockade",)})
           for key in ("anti-pd-1", "anti-ctla-4")}  # fmt: skip
    graph = replace(small, entities=MappingProxyType({**small.entities, **two}))
    with pytest.raises(RequestError) as refusal:
        show(graph, "Checkpoint  Blockade")
    assert str(refusal.value) == (
        "'Checkpoint  Blockade' may be anti-ctla-4, anti-pd-1: say which id"
    )
    assert printed(show(graph, "anti-pd-1")).startswith("anti-PD-1 antibody  (anti-pd-1)\n")

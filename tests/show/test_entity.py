"""What `kg show ENTITY` tells: names, what changes it, what it changes, arm against arm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

import kg
from kg.errors import RequestError, TakenAs
from kg.graph import Graph
from kg.reasoning.about import About
from kg.show import show
from kg.show.screen import plain

Print = Callable[[object], str]


def test_a_measure_begins_with_what_people_ask(small: Graph, printed: Print) -> None:
    first, sentence, _, *rest = printed(show(small, "hmgb1-release")).splitlines()
    assert first == "HMGB1 release  (hmgb1-release)"
    assert sentence.startswith(
        "HMGB1 release, carbon-ion irradiation against photon irradiation: at equal dose "
        "higher (1 study"
    )
    text = "\n".join(rest)
    assert text.index("What changes it") < text.index("What it is")
    changes = text.split("What changes it\n")[1].split("\n\n")[0].splitlines()
    assert changes[0].split() == ["arms", "finding", "sources"]
    assert changes[1].startswith("carbon-ion irradiation versus photon irradiation, isodose")
    assert "higher: Ran et al. 2021 [88]" in changes[1]
    assert changes[2].startswith("carbon-ion irradiation versus photon irradiation, isoeffective")
    assert changes[3].split("  ")[0] == "carbon-ion irradiation", "arms first, then each by itself"
    assert "kind         measure\n" in text
    assert "measures     secretion of HMGB1\n" in text
    assert text.endswith("claim\ncarbon-ion-irradiation.increases.hmgb1-release")


@pytest.mark.parametrize("words", ["hmgb1-release", "HMGB1 release", "EXTRACELLULAR  hmgb1"])
def test_id_label_and_synonym_name_the_same(words: str, small: Graph, printed: Print) -> None:
    assert printed(show(small, words)).startswith("HMGB1 release  (hmgb1-release)\n")


def test_a_beam_shows_what_it_changes_and_by_which_sign(small: Graph, printed: Print) -> None:
    text = printed(show(small, "CIRT"))
    changes = text.split("What it changes\n")[1].split("\n\n")[0]
    (row,) = [line for line in changes.splitlines() if line.startswith("ecto-calreticulin")]
    assert "raises" in row and "does not change" in row, "both findings stand side by side"
    affects = text.split("Affects, without a direction\n")[1].split("\n\n")[0]
    assert "MDSC in the tumour" in affects
    assert "What changes it" not in text


def test_what_was_given_to_both_arms_is_told(small: Graph, printed: Print) -> None:
    compared = printed(show(small, "abscopal-response"))
    row = next(line for line in compared.splitlines() if "derived" in line and "similar" in line)
    assert "with anti-CTLA-4 antibody, with anti-PD-1 antibody" in row


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
    assert "Stated as open by the source\nquestion\nIn which order should carbon ions" in text


def test_a_thing_leads_to_what_is_measured_of_it(small: Graph, printed: Print) -> None:
    text = printed(show(small, "hmgb1"))
    assert "identifier    HGNC:4983  HMGB1 (exact)\n" in text
    assert "look also at  HMGB1 release (hmgb1-release)\n" in text


def test_a_thing_opens_on_its_measures_and_what_acts_on_it() -> None:
    text = plain(show(kg.load(), "PD-L1"))
    assert text.splitlines()[0] == "PD-L1  (pd-l1)"
    assert text.splitlines()[1].startswith("PD-L1 on tumour cells, carbon-ion irradiation against ")
    measure = text.index("PD-L1 on tumour cells  (pd-l1-expression-tumour-cell)\n")
    assert measure < text.index("What acts on it\n") < text.index("What it is\n")
    assert "more: kg show pd-l1 --all\n" in text
    every = plain(show(kg.load(), "PD-L1", every=True))
    assert "more: kg show" not in every and len(every) > len(text)


def test_a_kind_shows_what_was_found_of_what_is_a_kind_of_it() -> None:
    kinds = {key for key, one in kg.load().entities.items() if "anti-pd-l1" in one.broader}
    assert "durvalumab" in kinds
    found = About.of(kg.load(), "immune-checkpoint-inhibitor")
    arms = {one.topic.exposure for one in found.does} | {
        one.topic.comparator for one in found.compares
    }
    assert arms >= {"anti-pd-1"}


@pytest.mark.parametrize("words", ["A549", "melanoma"])
def test_a_model_or_disease_shows_what_was_measured_in_it(words: str) -> None:
    graph = kg.load()
    key = graph.find(words).id
    text = plain(show(graph, words))
    assert "measured in it by" in text.splitlines()[1]
    assert "What was measured in it\n" in text
    for one in About.of(graph, key).inside:
        for side in one.sides:
            for seen in side.observations:
                models = seen.support.evidence.system.models
                kinds = {up for model in models for up in graph.entities[model].broader}
                assert key in {*models, *kinds}, "in it, or in a line of this disease"


def test_a_trial_says_what_it_tests_and_how_it_stands(small: Graph, printed: Print) -> None:
    assert (
        "A trial of carbon ions + GM-CSF; withdrawn"
        in printed(show(small, "nct02946138")).splitlines()[1]
    )


# -- what is not found ----------------------------------------------------------------------------


def test_an_unknown_word_offers_the_nearest_names(small: Graph) -> None:
    with pytest.raises(RequestError, match=r"^no entity 'hgmb1': did you mean hmgb1"):
        show(small, "hgmb1")


def test_a_part_of_a_name_offers_the_names_that_hold_it(small: Graph) -> None:
    with pytest.raises(RequestError, match=r"did you mean myeloid|did you mean mdsc\?$"):
        show(small, "myeloid-der")


def test_a_beam_without_the_word_for_any_beam_is_taken_as_it(small: Graph) -> None:
    with pytest.warns(TakenAs, match=r"^'low-LET' is taken as .*\(low-let-irradiation\)"):
        show(small, "low-LET")


@pytest.mark.parametrize("words", ["zzz", "", " "])
def test_what_nothing_is_like_offers_the_list(words: str, small: Graph) -> None:
    with pytest.raises(RequestError, match=rf"^no entity '{words}': it is not in this corpus: "):
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


def test_what_has_no_finding_points_to_what_it_belongs_with(printed: Print) -> None:
    graph = kg.load()
    text = printed(show(graph, "STING"))
    told = text.splitlines()[1]
    assert told.startswith("No finding on it by itself in this corpus; see cGAS-STING signalling")
    pathway = About.of(graph, "cgas-sting-signalling")
    judged = [*pathway.compared, *pathway.alone, *pathway.does]
    mine = [one for one in judged
            if "cgas-sting-signalling" in (one.topic.object, one.topic.exposure)]  # fmt: skip
    findings = {one.topic for one in mine if one.sides}
    assert f"{len(findings)} findings" in told
    table = text.split("Findings on what it belongs with\n")[1]
    assert "the whole that it is part of" in table and "cgas-sting-signalling" in table


def test_every_entity_with_a_neighbour_that_has_findings_points_to_it() -> None:
    graph = kg.load()
    for key, entity in graph.entities.items():
        near = kg.reasoning.about.near(graph, key)
        assert all(one.findings and one.entity != key for one in near)
        if entity.kind in ("gene", "complex") and near:
            assert "No finding on it by itself in this corpus." not in plain(show(graph, key))


def test_a_disease_lists_what_was_measured_in_its_cell_lines(printed: Print) -> None:
    graph = kg.load()
    disease, line = (printed(show(graph, key, every=True)) for key in ("osteosarcoma", "u2os"))
    rows = line.split("What was measured in it\n")[1].split("\n\n")[0]
    assert "Permata et al. 2021 [134]" in rows
    inside = disease.split("What was measured in it\n")[1].split("\n\n")[0]
    assert "Permata et al. 2021 [134]" in inside and "Helm et al. 2021 [160]" in inside
    assert "Nothing was measured" not in disease

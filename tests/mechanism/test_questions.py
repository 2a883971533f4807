"""Questions to the shipped graph, each reasoned by hand from the curated evidence.

Others add claims: every answer rests on records that stand, and none counts all chains.
"""

from __future__ import annotations

import pytest

import kg
from kg.knowledge import Knowledge

CARBON, PHOTON = "carbon-ion-irradiation", "photon-irradiation"


@pytest.fixture(scope="module")
def graph() -> Knowledge:
    return kg.load()


def test_carbon_reaches_interferon_through_micronuclei(graph: Knowledge) -> None:
    # nickoloff2020: lost fragments become micronuclei; liu2025: these start cGAS-STING;
    # yang2023: which ends in interferon. Three pluses make a plus.
    found = graph.chains(CARBON, "type-i-ifn-response", through=["micronuclei"], max_length=3)
    chain = next(one for one in found.chains if one.nodes[1] == "micronuclei")
    assert chain.nodes[2:] == ("cgas-sting-signalling", "type-i-ifn-response")
    assert chain.sign == "+"
    assert "nickoloff2020" in chain.links[0].references
    assert "yang2023" in chain.links[2].references


def test_dose_decides_what_carbon_does_to_interferon(graph: Knowledge) -> None:
    # hu2024: carbon raises the response; liu2024: a large single dose lowers it, by way of TREX1.
    ends = CARBON, "type-i-ifn-response"
    found = graph.chains(*ends, max_length=3)
    assert found.sign is None  # both were seen, and neither is the answer for every dose
    (brake,) = (one for one in found.chains if "trex1-expression" in one.nodes)
    assert brake.nodes == (CARBON, "trex1-expression", "type-i-ifn-response")
    assert (brake.sign, brake.holds.text) == ("-", "dose 8-10 Gy; fractions 1")
    assert graph.chains(*ends, max_length=3, where=["dose=2 Gy"]).sign == "+"
    assert graph.chains(*ends, max_length=3, where=["dose=10 Gy", "fractions=1"]).sign == "-"


def test_blocking_trex1_sets_interferon_free(graph: Knowledge) -> None:
    # liu2024 did just this, with siRNA; every way past TREX1 to cytosolic DNA lowers it.
    found = graph.what_if(block=["trex1"], exposures=[CARBON])
    moves = {one.entity: one for one in found.outcomes}
    assert {moves[key].change for key in ("cytosolic-dsdna", "type-i-ifn-response")} == {"gains"}
    shown = moves["type-i-ifn-response"].shown
    assert [one.support.evidence.references for one in shown] == [("liu2024",)]


def test_blocking_sting_lets_interferon_fall(graph: Knowledge) -> None:
    found = graph.what_if(block=["STING"], exposures=[CARBON])
    moves = {one.entity: (one.before, one.change) for one in found.outcomes}
    assert moves["type-i-ifn-response"] == ("ambiguous", "loses")  # at 8-10 Gy carbon lowers it
    assert moves["primary-tumour-growth"] == ("-", "gains")
    assert all(one.exposure == CARBON for one in found.outcomes)


def test_hypoxia_silences_the_direct_effect_on_calreticulin(graph: Knowledge) -> None:
    # huang2020b: under hypoxia carbon adds nothing; the broader claims do not speak there.
    direct = {"max_length": 1, "systems": []}
    assert not graph.chains(CARBON, "ecto-calreticulin", where=["oxygen=hypoxia"], **direct).chains
    (kept,) = graph.chains(CARBON, "ecto-calreticulin", where=["oxygen=normoxia"], **direct).chains
    assert "huang2020b" in kept.links[0].references


def test_the_trex1_threshold_is_a_dose(graph: Knowledge) -> None:
    # vanpouillebox2017: up above 12 Gy a fraction, unchanged below.
    ends = "ionising-radiation", "trex1-expression"
    below = graph.chains(*ends, where=["dose=8 Gy per fraction"], max_length=1)
    above = graph.chains(*ends, where=["dose=20 Gy per fraction"], max_length=1)
    assert (below.sign, above.sign) == (None, "+")


def test_what_icam_1_does_does_not_depend_on_the_beam_that_raised_it(graph: Knowledge) -> None:
    # chakraborty2004 saw the step from ICAM-1 to T cells under photons; it holds for carbon too.
    for beam in (CARBON, PHOTON):
        found = graph.chains(beam, "ctl-response", through=["icam-1-surface-tumour-cell"])
        assert any(len(one.links) == 2 for one in found.chains)
    assert graph.chains(PHOTON, "type-i-ifn-response", through=["micronuclei"]).chains


def test_hif_brings_regulatory_t_cells_under_hypoxia_only(graph: Knowledge) -> None:
    # ma2017: HIF-1alpha calls Treg in under hypoxia; nothing is said of normoxia.
    ends = "hif-1alpha-expression", "treg-abundance-tumour"
    (chain,) = graph.chains(*ends, max_length=1).chains
    assert chain.holds.text == "oxygen hypoxia"
    assert not graph.chains(*ends, where=["oxygen=normoxia"], max_length=1).chains


def test_a_gene_acts_through_what_is_measured_of_it(graph: Knowledge) -> None:
    # liu2024, vanpouillebox2017: TREX1 keeps interferon-beta down; the gene itself has no claim.
    found = graph.chains("TREX1", "ifn-beta-secretion", max_length=2)
    assert found.sign == "-"
    assert found.chains[0].nodes == ("trex1", "trex1-expression", "ifn-beta-secretion")
    assert found.chains[0].links[0].step.relation == "of"
    assert {"liu2024", "vanpouillebox2017"} <= set(found.chains[0].links[1].references)


def test_fewer_suppressor_cells_spare_killing(graph: Knowledge) -> None:
    # zhou2021: carbon lowers MDSC in the tumour; sadegh2015: these lower NK killing. Two minuses.
    found = graph.chains(CARBON, "nk-cell-cytotoxicity", through=["mdsc-abundance-tumour"],
                         max_length=2)  # fmt: skip
    (chain,) = found.how
    assert [link.step.sign for link in chain.links] == ["-", "-"]
    assert chain.sign == "+"


def test_the_advantage_enters_at_mitotic_catastrophe_at_equal_dose(graph: Knowledge) -> None:
    # kobayashi2017: more failed mitoses than with X-rays at equal dose; they start cGAS-STING.
    found = graph.chains(CARBON, "cgas-sting-signalling", through=["mitotic-catastrophe"],
                         versus=PHOTON, max_length=2)  # fmt: skip
    (advantage,) = (one for one in found.how[0].advantages if one.basis == "isodose")
    assert advantage.enters == "mitotic-catastrophe"
    assert advantage.predicted == "higher"


def test_losing_cgas_stops_the_pathway(graph: Knowledge) -> None:
    # cGAS is part of cGAS-STING signalling: without it nothing passes from micronuclei on.
    found = graph.what_if(block=["cGAS"], exposures=["micronuclei"],
                          outcomes=["type-i-ifn-response"], max_length=2)  # fmt: skip
    (outcome,) = found.outcomes
    assert (outcome.before, outcome.after, outcome.change) == ("+", "-", "loses")


def test_cutting_interferon_off_takes_the_pathway_and_the_brake(graph: Knowledge) -> None:
    # Chains end by cGAS-STING or by TREX1; hu2024 blocked the one, liu2024 silenced the other.
    found = graph.what_if(exposures=[CARBON], outcomes=["type-i-ifn-response"], cut=4)
    wanted = {"cgas-sting-signalling", "trex1-expression"}
    cut = next(one for one in found.cuts if wanted <= set(one.members))
    tools = {reach.by for _, reaches in cut.reached_by for reach in reaches}
    assert {"siRNA", "STING inhibitor C-176"} <= tools
    assert found.set_aside == ((CARBON, "type-i-ifn-response"),)

"""What `kg show CLAIM` tells: every record, with all that limits it, in the record's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

import kg
from kg.errors import RequestError
from kg.graph import Graph
from kg.model import Evidence
from kg.show import show
from kg.show.screen import plain

Print = Callable[[object], str]
CLAIM = "carbon-ion-irradiation.decreases.il2-secretion-t-cell"


def changed(graph: Graph, **update: object) -> Graph:
    """Give the graph with fields of the one record of the claim replaced, as a curator writes."""
    claim = graph.claims[CLAIM]
    written = claim.evidence[0].model_dump(exclude_defaults=True, by_alias=True) | update
    record = Evidence.model_validate(written)
    claims = {**graph.claims, CLAIM: claim.model_copy(update={"evidence": (record,)})}
    return replace(graph, claims=MappingProxyType(claims))


def test_a_claim_in_full(small: Graph, printed: Print) -> None:
    assert printed(show(small, CLAIM)) == (
        "carbon-ion irradiation decreases (-) IL-2 secretion by T cells\n"
        f"{CLAIM}  (topic: time)\n"
        "\n"
        "jurkat: T cells lose less IL-2 than after photons.\n"
        "  source     Miranda et al. 2023 [119]  https://doi.org/10.3390/ijms242316943\n"
        "  read in    Liu et al. 2025, time.3.9\n"
        "  certainty  asserted\n"
        "  system     in vitro; Jurkat; human\n"
        "  exposure   1 Gy\n"
        "  contrast   higher versus photon irradiation; isodose; the other arm's own sign: -\n"
    )


def test_what_was_irradiated_is_told_in_words(small: Graph, printed: Print) -> None:
    text = printed(show(changed(small, irradiated="none"), CLAIM))
    assert "  irradiated  nothing that was observed: medium or cells taken from" in text


def test_numbers_kinds_and_actions_are_told(small: Graph, printed: Print) -> None:
    number = {"measure": "fold", "value": 1.8, "p": "<0.05", "printed": "nearly twofold"}
    contrast = {"versus": "photon-irradiation", "in_kind": "other genes", "quantities": [number]}
    text = printed(show(changed(small, quantities=[number], contrasts=[contrast]), CLAIM))
    said = "1.8-fold, p <0.05; printed 'nearly twofold'"
    assert f"  quantity   {said}\n" in text
    assert f"different in kind versus photon irradiation; other genes; {said}" in text
    drug = printed(show(kg.load(), "anti-pd-1.targets.pd-1"))
    assert drug.startswith("anti-PD-1 antibody targets PD-1, and inhibits it\n")


def test_arms_doses_agents_and_routes_are_told(small: Graph, printed: Print) -> None:
    text = printed(show(small, "cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response"))
    for line in (
        "  exposure   10 Gy; 1 fraction; 50 keV/um; 290 MeV/u",
        "  agent      anti-PD-1 antibody; 600 ug/mouse; ip; before",
        "  agent      anti-CTLA-4 antibody; 200 ug/mouse; ip; concurrent, after",
        "  contrast   higher versus carbon-ion irradiation",
        "  contrast   similar versus photons + anti-PD-1 + anti-CTLA-4; isodose; "
        "the other arm's exposure: 10 Gy; 1 fraction; x-ray",
    ):
        assert line in text.splitlines()
    route = printed(show(small, "cirt-dc.decreases.lung-metastasis"))
    assert "lower versus itself: route iv here, it there; the other arm's own sign: -" in route


def test_checks_conditions_and_perturbations_are_told(small: Graph, printed: Print) -> None:
    null = printed(show(small, "carbon-ion-irradiation.does_not_change.ecto-calreticulin"))
    assert null.startswith("carbon-ion irradiation does not change (0) ecto-calreticulin\n")
    assert "conditions  oxygen: hypoxia\n" in null
    said = "check       adds condition (Huang et al. 2020 [93], abstract): Seen at one dose.\n"
    assert said in null
    silenced = printed(show(small, "trex1-expression.decreases.type-i-ifn-response"))
    assert "conditions    co treatment: carbon-ion-irradiation\n" in silenced
    assert "perturbation  down by sirna\n" in silenced
    together = printed(show(small, "carbon-ion-irradiation.affects.mdsc-abundance-tumour"))
    assert "attribution  who of them showed what is not said\n" in together
    assert together.count("  source  ") == 2
    assert "certainty    hedged\n" in together
    trends = printed(show(small, "carbon-ion-irradiation.increases.hmgb1-release"))
    assert "trend      flat with dose\n" in trends
    assert "trend      rises with let (isoeffective)\n" in trends


@pytest.mark.parametrize(
    ("update", "line"),
    [
        ({"stance": "refutes"}, "stance     argues against"),
        ({"baseline": "before"}, "baseline   before treatment"),
        ({"statistics": {"p": "<0.05", "n": 6}}, "statistics  p <0.05; n 6"),
        ({"note": "Dose not printed."}, "note       Dose not printed."),
        ({"system": {"setting": "patients", "n": 32}}, "system     patients; n = 32"),
        ({"evidence_type": "ECO:0001565"}, "evidence type  ECO:0001565"),
        ({"exposure": {"fractions": 3, "printed": "3 x 2 Gy"}}, "exposure   3 fractions; 3 x 2 Gy"),
        ({"contrasts": [{"versus": "photon-irradiation", "level": ["higher", "similar"],
                         "basis": ["isodose", "isoeffective"], "statistics": {"p": "= .04"}}]},
         "contrast   higher or similar versus photon irradiation; isodose or isoeffective; "
         "p = .04"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_what_a_record_may_say_is_shown(
    update: dict[str, object], line: str, small: Graph, printed: Print
) -> None:
    assert f"  {line}\n" in printed(show(changed(small, **update), CLAIM))


def test_an_unknown_claim_offers_the_nearest(small: Graph) -> None:
    with pytest.raises(RequestError, match=rf"^no claim '{CLAIM}s': did you mean {CLAIM}"):
        show(small, f"{CLAIM}s")
    with pytest.raises(RequestError, match=r"^no claim 'x\.y\.z': 'kg show ENTITY' lists"):
        show(small, "x.y.z")


def test_a_printed_error_and_what_a_check_is_about_are_shown(small: Graph, printed: Print) -> None:
    shown = printed(show(small, "trex1-expression.decreases.type-i-ifn-response"))
    assert "printed 'siRNA': the sequence is not given" in shown
    check = {"outcome": "disagrees", "about": ["direction", "condition"], "reference": "ran2021",
             "read_in": "abstract", "note": "Otherwise."}  # fmt: skip
    shown = printed(show(changed(small, checks=[check]), CLAIM))
    assert "disagrees, about direction and condition (Ran" in shown


def test_a_record_that_has_no_vote_says_what_votes_in_its_place(write) -> None:
    folder = write("own", {
        "ann2001": "study_type: cohort",
        "met2002": "study_type: meta_analysis, members: [ann2001]",
    }, {"one": "ann2001", "pooled": "met2002"})  # fmt: skip
    text = plain(show(kg.load(folder), "drug-a.increases.pain"))
    one, pooled = text.split("pooled: ")
    assert "does not vote  a meta-analysis, beside studies that it takes together ('Study" in pooled
    assert "does not vote" not in one

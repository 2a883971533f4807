from __future__ import annotations

import kg
from kg.show import answers


def test_where_no_mechanism_leads_there_the_kind_is_pointed_to() -> None:
    """Only beams and combinations raise CD8+ cells; ICAM-1 leads to T cells at large."""
    answer = answers.chains(kg.load(), "carbon-ion-irradiation", "cd8-t-cell-infiltration")
    (told,) = (remark for remark in answer.remarks if "a kind of" in remark)
    assert "kg chains carbon-ion-irradiation t-cell-infiltration" in told


def test_where_a_mechanism_leads_there_nothing_is_pointed_to() -> None:
    answer = answers.chains(kg.load(), "carbon-ion-irradiation", "type-i-ifn-response")
    assert not any("a kind of" in remark for remark in answer.remarks)

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from kg.model import Check, Claim, Conditions, Contrast, Entity, Evidence, Gap, Reference, System
from kg.model.record import Record
from kg.model.vocabulary import (
    IMPOSSIBLE,
    PREDICATE_OF,
    SIGN_OF,
    STRUCTURAL,
    UNUSUAL,
    Predicate,
    Sign,
)

EVIDENCE: dict[str, Any] = {
    "id": "isodose", "references": ["ran2021"], "read_in": "liu2025", "locator": ["icd.2.4"],
    "certainty": "asserted", "system": {"setting": "in_vitro"}, "summary": "More.",
}  # fmt: skip
CLAIM: dict[str, Any] = {
    "subject": "carbon-ion-irradiation", "predicate": "increases", "object": "hmgb1-release",
    "evidence": [EVIDENCE],
}  # fmt: skip


@pytest.mark.parametrize("predicate", get_args(Predicate))
def test_a_claim_has_the_sign_of_its_predicate(predicate: str) -> None:
    claim = Claim.model_validate({**CLAIM, "predicate": predicate})
    signs = {"increases": "+", "decreases": "-", "does_not_change": "0"}
    assert claim.sign == signs.get(predicate)
    assert claim.id == f"carbon-ion-irradiation.{predicate}.hmgb1-release"


def test_defaults_of_a_record() -> None:
    evidence = Evidence.model_validate(EVIDENCE)
    assert evidence.stance == "supports"
    assert evidence.attribution == "single"
    assert evidence.baseline == "untreated"
    assert evidence.conditions.facets == ()


def test_facets_in_the_order_of_the_model() -> None:
    conditions = Conditions.model_validate({
        "co_treatment": ["cisplatin", "lps"], "oxygen": "hypoxia", "let_kev_um": 80,
        "dose": {"min": 2, "max": 4, "unit": "Gy"}, "fractions": {"value": 4},
        "time": {"value": 24, "unit": "h"}, "site": "non-irradiated", "route": "iv",
    })  # fmt: skip
    assert conditions.facets == (
        ("oxygen", "hypoxia"), ("dose", "2-4 Gy"), ("let", "80 keV/um"), ("fractions", "4"),
        ("time", "24 h"), ("site", "non-irradiated"), ("route", "iv"),
        ("co_treatment", "cisplatin"), ("co_treatment", "lps"),
    )  # fmt: skip


def test_named_facets_follow_in_the_order_of_their_names() -> None:
    given = {"facets": {"sex": ["female", "male"], "dose_rate": {"min": 40, "unit": "Gy/s"}}}
    conditions = Conditions.model_validate({**given, "oxygen": "hypoxia"})
    assert conditions.facets == (
        ("oxygen", "hypoxia"), ("dose_rate", ">=40 Gy/s"), ("sex", "female or male"),
    )  # fmt: skip
    assert Conditions.model_validate(conditions.model_dump(by_alias=True)) == conditions
    assert hash(conditions)


@pytest.mark.parametrize(
    ("record", "given"),
    [
        (Claim, CLAIM),
        (Evidence, EVIDENCE),
        (Contrast, {"versus": "a", "level": ["higher"]}),
        (Check, {"outcome": "agrees", "reference": "ran2021", "read_in": "abstract", "note": "x"}),
        (System, {"setting": "in_vivo"}),
        (Entity, {"id": "a", "label": "A", "kind": "gene"}),
        (Reference, {"id": "ran2021", "title": "T"}),
        (Gap, {"id": "a", "question": "?", "about": ["a"], "references": ["liu2025"],
               "read_in": "liu2025", "locator": ["icd.2.4"]}),
    ],
)  # fmt: skip
def test_records_are_frozen_and_closed(record: type[Record], given: dict[str, Any]) -> None:
    made = record.model_validate(given)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(made, next(iter(given)), "x")
    with pytest.raises(ValidationError, match="Extra inputs"):
        record.model_validate({**given, "colour": "red"})
    assert record.model_validate(made.model_dump(by_alias=True)) == made
    for field in record.model_fields.values():
        if field.is_required():
            name = next(n for n, other in record.model_fields.items() if other is field)
            with pytest.raises(ValidationError, match="Field required"):
                record.model_validate({k: v for k, v in given.items() if k != name})


@pytest.mark.parametrize("wrong", ["", "HMGB1", "hmgb_1", "-a", "a-", "a--b", "a b", "é", "a\n"])
def test_what_is_no_id(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Entity.model_validate({"id": wrong, "label": "A", "kind": "gene"})


@pytest.mark.parametrize(
    ("authors", "et_al", "expected"),
    [
        (["Ran"], False, "Ran 2021 [88]"),
        (["Ran"], True, "Ran et al. 2021 [88]"),
        (["Durante", "Loeffler"], False, "Durante & Loeffler 2021 [88]"),
        (["Durante", "Loeffler"], True, "Durante et al. 2021 [88]"),
        (["A", "B", "C"], False, "A et al. 2021 [88]"),
        ([], False, "'T' 2021 [88]"),
    ],
)
def test_citation_text(authors: list[str], et_al: bool, expected: str) -> None:
    reference = Reference.model_validate({
        "id": "ran2021", "title": "T", "issued": 2021, "citation-number": 88, "et_al": et_al,
        "author": [{"family": name} for name in authors],
    })  # fmt: skip
    assert reference.citation == expected


def test_a_citation_without_year_or_number() -> None:
    reference = Reference.model_validate({"id": "ran2021", "title": "T"})
    assert reference.citation == "'T' n.d."


def test_sign_tables_agree() -> None:
    assert {sign: predicate for predicate, sign in SIGN_OF.items()} == PREDICATE_OF
    assert set(PREDICATE_OF) == set(get_args(Sign))
    assert set(get_args(Predicate)) == {*SIGN_OF, *STRUCTURAL, "affects", "tests"}
    assert not IMPOSSIBLE.keys() & UNUSUAL.keys()
    other = {"higher": "lower", "lower": "higher", "similar": "similar"}
    for table in (IMPOSSIBLE, UNUSUAL):  # seen from the other arm, the opposite level follows
        for (here, there), level in table.items():
            assert table[there, here] == other[level]

"""What two claims say is not one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.curation import read
from kg.errors import CurationError

SECOND = """\
title: A second look
defaults: {{read_in: liu2025, certainty: asserted, system: {{setting: in_vitro}}}}
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: ecto-calreticulin
  evidence:
  - {{id: again, references: [{cited}], read_in: {read_in}, locator: [{place}], {state}
     summary: "{words}"}}
"""


def words(small: Path) -> str:
    """Give the words of a record of the small corpus under another claim."""
    for claim in read(small).claims.values():
        for record in claim.evidence:
            if record.read_in == "liu2025" and claim.object != "ecto-calreticulin":
                return record.summary
    raise AssertionError("no record")


def add(small: Path, text: str, **given: str) -> None:
    fields = {"cited": "ran2021", "read_in": "liu2025", "place": "icd.2.4", "state": ""} | given
    path = small / "claims" / "icd" / "second.yaml"
    path.write_text(SECOND.format(words=text, **fields), encoding="utf-8")


def test_a_summary_copied_to_another_claim_is_an_error(small: Path) -> None:
    text = words(small)
    add(small, text.upper().rstrip("."))  # case and full stop make no sentence of one's own
    with pytest.raises(CurationError) as caught:
        read(small)
    told = str(caught.value)
    assert ".summary: the words of 'carbon-ion-irradiation.increases.ecto-calreticulin'" in told
    assert "if it was copied here, remove the record" in told


def test_words_of_ones_own_and_another_document_are_none(small: Path) -> None:
    text = words(small)
    add(small, f"{text} And more.")
    read(small)
    add(small, text, read_in="ran2021", place="abstract")
    read(small)


def test_what_nobody_curated_yet_is_left_alone(small: Path) -> None:
    text = words(small)
    add(small, text, state="status: draft,")
    read(small)


def test_one_claim_may_say_a_thing_twice(small: Path) -> None:
    add(small, "It rises.")
    path = small / "claims" / "icd" / "second.yaml"
    text = path.read_text()
    path.write_text(text + text[text.index("  - {") :].replace("again", "twin"))
    read(small)

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RequestError
from kg.readings import agreement, settled
from kg.readings.agreement import kappa

COLUMNS = (
    "locator", "subject", "object", "versus", "read_by",
    "first_direction", "second_direction", "first_level", "second_level",
)  # fmt: skip
HEAD = "\t".join(COLUMNS) + "\n"


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "readings.tsv"
    path.write_text(HEAD + "".join(row.replace(" ", "\t") + "\n" for row in rows))
    return path


def test_kappa_of_a_table_worked_by_hand() -> None:
    """20 yes-yes, 15 no-no, 5 yes-no, 10 no-yes: observed 0.7, by chance 0.5."""
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert kappa(pairs) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_at_most_one_and_the_same_both_ways(pairs: list[tuple[str, str]]) -> None:
    value = kappa(pairs)
    turned = kappa([(other, one) for one, other in pairs])
    if value is None:
        assert turned is None
    else:
        assert value <= 1
        assert turned == pytest.approx(value)
        assert (value == pytest.approx(1)) == all(one == other for one, other in pairs)


def test_records_of_one_reader_count_for_presence_only(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "a.1.1 x y  both increases increases higher higher",
        "a.1.1 x z  both increases affects  ",
        "a.1.2 x y  first decreases   ",
        "a.1.3 x y  second  decreases  ",
    )
    presence, (direction, level) = agreement(path)
    assert (presence.both, presence.first, presence.second) == (2, 1, 1)
    assert presence.share == pytest.approx(2 / 3)
    assert (direction.records, direction.alike) == (2, 1)
    assert direction.differ == (("increases", "affects", 1),)
    assert (level.records, level.alike) == (1, 1)  # agreeing on nothing does not count


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="give the table"):
        agreement(tmp_path / "none.tsv")
    with pytest.raises(RequestError, match="no rows"):
        agreement(table(tmp_path))


def test_the_shipped_second_reading_covers_a_third_of_the_review_and_more() -> None:
    from importlib.resources import files

    from kg.curation import read

    corpus = read(Path(str(files("kg.ontology"))))
    sentences = set(corpus.inventory["liu2025"])
    home = Path(str(files("kg.ontology"))) / "documents" / "liu2025"
    lines = (home / "second-reading.tsv").read_text(encoding="utf-8")
    again = {
        row.split("\t")[0] for row in lines.splitlines()[1:]
        if row.split("\t")[4] in {"both", "second"}
    }  # fmt: skip
    assert again <= sentences
    assert len(again) > len(sentences) / 3
    assert {one.locator for one in settled(home / "settled.tsv")} <= sentences
    assert all(one.why for one in settled(home / "settled.tsv"))


@pytest.fixture(scope="module")
def shipped() -> Path:
    from importlib.resources import files

    return Path(str(files("kg.ontology")))


def test_no_record_of_the_review_was_read_once_only(shipped: Path) -> None:
    """Each record read in the review stands, by place and both ends, in one table of readings."""
    from kg.curation import read

    home = shipped / "documents" / "liu2025"
    rows = [
        row.split("\t")[:3]
        for name in ("second-reading.tsv", "settled.tsv")
        for row in (home / name).read_text(encoding="utf-8").splitlines()[1:]
    ]
    twice = {(place, one, other) for place, one, other in rows}
    once = {
        f"{claim.id} at {', '.join(record.locator)}"
        for claim in read(shipped).claims.values()
        for record in claim.evidence
        if record.read_in == "liu2025"
        and not any((place, claim.subject, claim.object) in twice for place in record.locator)
    }
    assert not once, f"read them again and settle them in settled.tsv: {sorted(once)}"


def test_citations_of_another_sentence_are_said_to_be_that(shipped: Path) -> None:
    """A record cites what its own sentence cites, or the review, or its note says whose."""
    from kg.curation import read

    corpus = read(shipped)
    numbers = corpus.documents["liu2025"].numbers
    carried = {
        f"{claim.id} at {', '.join(record.locator)}"
        for claim in corpus.claims.values()
        for record in claim.evidence
        if record.read_in == "liu2025"
        and set(record.references) != {"liu2025"}
        and not set(record.references) <= {
            numbers[number]
            for place in record.locator
            for number in corpus.inventory["liu2025"][place].references
        }
        and not re.search(r"[Cc]itations? stands? (with|at)", record.note or "")
    }  # fmt: skip
    assert not carried, f"ontology/README.md, 'Whose citation it is': {sorted(carried)}"

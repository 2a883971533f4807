"""What `kg show PAPER` tells: what it found, against what others say of it."""

from __future__ import annotations

import pytest

import kg
from kg.curation import read
from kg.errors import RequestError
from kg.find import find_paper
from kg.show import answers, show
from kg.show.screen import plain


@pytest.mark.parametrize(
    "words",
    ["helm2021", "HELM2021", "Helm 2021", "Helm et al. 2021", "Helm et al., 2021", "Helm (2021)",
     "Helm et al. 2021 [160]", "[160]"],
)  # fmt: skip
def test_a_paper_by_any_of_its_names(words: str) -> None:
    found = find_paper(kg.load(), words)
    assert found is not None and found.id == "helm2021"


def test_identifiers_name_a_paper() -> None:
    graph = kg.load()
    paper = graph.references["huang2020b"]
    for words in (str(paper.doi), f"https://doi.org/{paper.doi}", f"doi:{str(paper.doi).upper()}",
                  str(paper.pmid), f"PMID:{paper.pmid}", f"PMID {paper.pmid}"):  # fmt: skip
        found = find_paper(graph, words)
        assert found is not None and found.id == paper.id, words


def test_two_papers_of_one_name_ask_which() -> None:
    with pytest.raises(RequestError, match=r"may be huang2020a .*, huang2020b .*: say which key"):
        show(kg.load(), "Huang 2020")


@pytest.mark.parametrize("words", ["[999]", "10.1000/none", "99999999", "Nobody 1999"])
def test_an_unknown_paper_is_told(words: str) -> None:
    with pytest.raises(RequestError, match="no paper"):
        show(kg.load(), words)


def test_entities_and_words_are_no_papers() -> None:
    graph = kg.load()
    for words in ("hmgb1-release", "anti-PD-1", "zzz", "", "70 keV/um", "IL-2"):
        assert find_paper(graph, words) is None


def test_what_it_found_stands_against_what_is_said_of_it() -> None:
    first, sentence, *rest = plain(show(kg.load(), "[93]")).splitlines()
    assert first == "Huang et al. 2020 [93]  (huang2020b)"
    assert "read in its own abstract" in sentence and "1 it disagrees with" in sentence
    text = "\n".join(rest)
    assert text.index("What it found\n") < text.index("What is said of it alone")
    (row,) = [line for line in rest if "tumour immunogenicity" in line and "struck" in line]
    assert "disagrees (direction)" in row and "time.4.5" in row


def test_a_paper_that_nobody_could_read_shows_what_is_told_of_it() -> None:
    text = plain(show(kg.load(), "helm2021"))
    assert text.splitlines()[0].endswith("(helm2021)")
    assert text.splitlines()[1].startswith("No finding was read in the paper itself; Liu")
    assert "What it found" not in text
    assert "more: kg show helm2021 --all" in text


def test_a_review_is_counted_and_not_listed() -> None:
    text = plain(show(kg.load(), "liu2025"))
    sentence = text.splitlines()[1]
    assert sentence.startswith("A review: ") and "records read from" in sentence
    own = [one for _, one in kg.load().evidence() if one.read_in == "liu2025"]
    assert f"{len(own)} records" in sentence
    rows = text.split("Its sections\n")[1].splitlines()[1:]
    assert rows[0].split()[0] == "abstract"
    assert len(text.splitlines()) < 40


def test_a_retracted_paper_is_said_to_be_and_counts_nowhere(write) -> None:
    notice = "study_type: case_report, retracted: {date: 2021-01-02, reason: Made up}"
    folder = write("own", {
        "ann2001": notice, "bob2002": "study_type: cohort, version_of: ann2001",
        "cat2003": "study_type: cohort, concern: {reason: Images}", "dan2004": "study_type: cohort",
    }, {"a": "ann2001", "b": "bob2002", "c": "cat2003", "d": "dan2004"})  # fmt: skip
    graph = kg.load(folder)
    told = {key: plain(show(graph, key)) for key in ("ann2001", "bob2002", "cat2003", "dan2004")}
    assert told["ann2001"].splitlines()[1] == (
        "It is retracted, on 2021-01-02 (Made up): it counts nowhere."
    )
    assert "bear" not in told["ann2001"] and "votes" not in told["ann2001"]
    assert told["bob2002"].splitlines()[1] == (
        "What it is a version of is retracted: it counts nowhere."
    )
    assert "(Images): it counts, with that caution." in told["cat2003"]
    assert "It votes on 1 question" in told["cat2003"]
    assert "retracted" not in told["dan2004"]
    for key in ("ann2001", "bob2002"):  # none of them is a review
        assert "review only" not in told[key] and "retracted" in told[key].splitlines()[-1]


def test_two_papers_of_one_key_are_told_apart(write) -> None:
    said = "study_type: cohort, author: [{family: Doe}], DOI: 10.1000/"
    base = write("base", {"doe2020": said + "one"}, {"one": "doe2020"})
    mine = write("mine", {"doe2020": said + "two"}, {"two": "doe2020"})
    (mine / "entities" / "e.yaml").unlink()
    (warning,) = [one for one in read(base, mine).warnings if "below" in one.cause]
    assert str(warning).startswith("mine/references.yaml:2: references.0.id: warning: 'doe2020' is")
    assert "yours is kept apart as 'doe2020a'" in warning.remedy
    graph = kg.load(base, mine)
    first, second = (plain(show(graph, key)).splitlines() for key in ("doe2020", "doe2020a"))
    assert first[:2] == [
        "Doe 2020  (doe2020)", "'doe2020' is also another paper: Study doe2020 (doe2020a)",
    ]  # fmt: skip
    assert second[:2] == [
        "Doe 2020a  (doe2020a)", "'doe2020' is also another paper: Study doe2020 (doe2020)",
    ]  # fmt: skip
    told = answers.verdicts(graph, "pain", records=True).written("table")
    assert "increases: Doe 2020, Doe 2020a" in told
    assert "Doe 2020a" in plain(show(graph, "drug-a.increases.pain"))
    assert "Huang et al. 2020 [93]" in plain(show(kg.load(), "huang2020b")), "numbers tell apart"

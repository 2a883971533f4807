"""Whatever stands in a curated folder, the reader returns a corpus or one CurationError."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.curation import Corpus, read
from kg.curation.document import read_document
from kg.curation.record import did_you_mean
from kg.errors import CurationError, Problem

SMALL = Path(__file__).parents[1] / "data" / "small"
FILES = sorted(p.relative_to(SMALL).as_posix() for p in SMALL.rglob("*.*") if p.is_file())
WORDS = [
    "claims", "entities", "references", "gaps", "defaults", "title", "evidence", "contrasts", "id",
    "subject", "versus", "in", "level", "dose", "value", "no", "true", "1", "1e999", "-", "- ",
    ": ", ":", "\n", "\n  ", "\t", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!python/object:x ",
    '"', "'", "|\n", ">", "? ", "#", "%YAML 1.1\n", "---\n", "...", "\u2028", "\x85", "é", "\0",
]  # fmt: skip
YAMLISH = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=40).map("".join)
FAST = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def outcome(folder: Path) -> Corpus | CurationError:
    try:
        return read(folder)
    except CurationError as error:
        assert error.problems
        for line, problem in zip(str(error).split("\n"), error.problems, strict=True):
            assert line == str(problem)
            assert line.isprintable()
            assert problem.line >= 1
            assert problem.cause
            assert problem.remedy
        return error


@FAST
@given(file=st.sampled_from(FILES), text=YAMLISH)
def test_any_text_in_place_of_a_file(
    file: str, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("any") / "small"))
    (folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
    outcome(folder)


@FAST
@given(file=st.sampled_from(FILES), data=st.data())
def test_any_damage_to_a_file(
    file: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("any") / "small"))
    whole = (folder / file).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(whole)), label="start")
    end = data.draw(st.integers(start, min(len(whole), start + 40)), label="end")
    other = data.draw(YAMLISH, label="other")
    (folder / file).write_bytes((whole[:start] + other + whole[end:]).encode("utf-8", "replace"))
    outcome(folder)


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=60))
@example(raw=b"\xff\xfea\0")
@example(raw=b"a: &a [*a]")
@example(raw=b"- " * 5000)
@example(raw=b"{a: " * 500)
@example(raw=b"\xef\xbb\xbf")
def test_any_bytes(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x.yaml"
    path.write_bytes(raw)
    document = read_document(path, "x.yaml")
    assert document.content is not None or document.problems


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_did_you_mean_offers_only_what_is_known(word: str, known: list[str]) -> None:
    remedy = did_you_mean(word, known)
    assert remedy in {f"did you mean '{name}'?" for name in known} | {
        "define it first, or correct the id"
    }


UNLIKE = st.lists(st.sampled_from("abcdefghij-"), min_size=4, unique=True).map("".join)


@given(UNLIKE, st.integers(0, 19))
def test_did_you_mean_forgives_one_letter(word: str, place: int) -> None:
    wrong = word[: place % len(word)] + "z" + word[place % len(word) + 1 :]
    assert did_you_mean(wrong, [word, "0" * 30]) == f"did you mean '{word}'?"


@given(st.lists(st.builds(
    Problem, st.text(max_size=3), st.integers(0, 99), st.text(max_size=3), st.text(max_size=3),
    st.text(max_size=3),
), min_size=1))  # fmt: skip
def test_problems_come_in_order_of_file_and_line(problems: list[Problem]) -> None:
    places = [(problem.file, problem.line) for problem in CurationError(problems).problems]
    assert places == sorted(places)

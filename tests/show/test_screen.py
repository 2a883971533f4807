"""How a view reaches the eye: plain in a pipe, whole on a narrow terminal, words never commands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.text import Text

from kg.graph import Graph
from kg.show import answers, show
from kg.show.entity import HEADER
from kg.show.lists import entity_list, product_list, query_list, statistics
from kg.show.screen import Rows, fields, hang, plain, text

Print = Callable[[object], str]
Draw = Callable[[object, int], str]

STYLE = re.compile(r"\x1b\[[0-9;]*m")
NAMES = {
    *HEADER,
    "what",
    "is",
    "evidence",
    "on",
    "level",
    "in",
    "versus",
    "basis",
    "claim",
    "question",
}
"""Names of columns, which go unsaid where a table stacks and its values speak for themselves."""

RULE = "\u2500\u2501 "
VIEWS = ("hmgb1-release", "abscopal-response", "nct02946138",
         "cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response")  # fmt: skip


@pytest.mark.parametrize("words", VIEWS)
@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_a_narrow_terminal_loses_no_letter(
    words: str, width: int, small: Graph, printed: Print, drawn: Draw
) -> None:
    wide = printed(show(small, words))
    narrow = STYLE.sub("", drawn(show(small, words), width))
    assert all(cell_len(line) <= width for line in narrow.splitlines())
    lost = letters(wide) - letters(narrow)
    assert not lost - letters("".join(NAMES) * 3), "names of columns alone may stand less often"
    assert "\u2026" not in narrow


@pytest.mark.parametrize("words", VIEWS)
@pytest.mark.parametrize("width", [60, 80, 119])
def test_no_word_is_cut_at_the_width_of_a_screen(
    words: str, width: int, small: Graph, printed: Print, drawn: Draw
) -> None:
    wide = printed(show(small, words))
    narrow = {word.rstrip(":") for word in STYLE.sub("", drawn(show(small, words), width)).split()}
    cut = [
        word for word in wide.split() if word.rstrip(":") not in narrow and len(word) < width - 20
    ]
    cut = [word for word in cut if "." not in word.strip(".,;:") and "/" not in word]
    assert set(cut) <= NAMES


def test_a_pipe_is_as_wide_as_columns_ask(
    small: Graph, printed: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = printed(answers.verdicts(small, "hmgb1-release"))
    assert max(map(len, shown.splitlines())) <= 80
    assert "carbon-ion irradiation · versus: photon irradiation · isodose" in shown
    assert "\x1b" not in shown
    for nonsense in ("", "0", "7", "wide", "-80", "\u0668\u0660"):
        monkeypatch.setenv("COLUMNS", nonsense)
        assert max(map(len, printed(answers.verdicts(small, "hmgb1-release")).splitlines())) > 120


def test_a_table_stacks_only_where_it_does_not_fit() -> None:
    table = Rows(("name", "says"), (("a", "b " * 30), ("c", "")), frozenset({"name"}))
    assert plain(table, 70).splitlines()[0].startswith("name  says")
    stacked = plain(table, 40).splitlines()
    assert stacked[0] == f"a · says: {'b ' * 15}".rstrip()
    assert stacked[1].startswith("  b b")
    assert stacked[-1] == "c", "what is empty is not named"
    assert "name  says" in plain(Rows(("name", "says"), (("a", "b " * 90),)), 120)


def test_what_is_longer_than_a_line_is_cut_and_nothing_lost() -> None:
    lines = [str(line) for line in hang("see https://doi.org/" + "x" * 50 + " end", 30)]
    assert all(len(line) <= 30 for line in lines)
    whole = "".join(lines).replace(" ", "")
    assert whole == "seehttps://doi.org/" + "x" * 50 + "end"


@pytest.mark.parametrize("words", VIEWS)
def test_a_pipe_is_plain_and_breaks_no_line(words: str, small: Graph, printed: Print) -> None:
    piped = printed(show(small, words))
    assert "\x1b" not in piped
    assert not set(RULE.strip()) & set(piped)
    assert all(line == line.rstrip() for line in piped.splitlines())
    assert max(map(len, piped.splitlines())) > 80 or "nct" in words


def test_a_terminal_has_headers_with_a_line_under_them(small: Graph, drawn: Draw) -> None:
    seen = drawn(show(small, "hmgb1-release"), 200)
    assert "\x1b[1m" in seen
    assert "\u2500" * 10 in seen or "\u2501" * 10 in seen


HOSTILE_VIEWS: tuple[Callable[[Graph], object], ...] = (
    lambda graph: show(graph, "hmgb1-release"),
    lambda graph: show(graph, "carbon-ion-irradiation.increases.hmgb1-release"),
    entity_list,
)


@pytest.mark.parametrize("view", HOSTILE_VIEWS)
def test_hostile_words_are_shown_in_a_pipe_and_never_obeyed(
    view: Callable[[Graph], object], hostile: Graph, printed: Print
) -> None:
    shown = printed(view(hostile))
    for said in ("[red]<script>alert(1)</script>", "\\x1b[2J", "\\x07", "\\n\\u202eevil\\u2066",
                 "[link=https://x.y]z[/link]"):  # fmt: skip
        assert said in shown
    assert not set("\x1b\x07\u202e\u2066") & set(shown)


@pytest.mark.parametrize("view", HOSTILE_VIEWS)
def test_hostile_words_are_shown_on_a_terminal_and_never_obeyed(
    view: Callable[[Graph], object], hostile: Graph, drawn: Draw
) -> None:
    shown = drawn(view(hostile), 3000)
    assert "[red]<script>alert(1)</script>\\x1b[2J" in shown
    assert not set("\x07\u202e\u2066") & set(shown)
    assert "\x1b" not in STYLE.sub("", shown), "nothing but letters that are bold"


def test_cells_stay_in_their_rows() -> None:
    drawn = plain(Rows(("a", "b"), (("x\ny", "1"), ("\tz", "2"))))
    assert drawn.splitlines() == ["a     b", "x\\ny  1", "\\tz   2"]


def test_wide_letters_keep_columns_in_line() -> None:
    rows = plain(Rows(("name", "n"), (("\u91cd\u7c92\u5b50", "1"), ("ion", "2"))))
    assert {cell_len(line[: line.index(mark)]) for line, mark in
            zip(rows.splitlines(), "n12", strict=True) if mark != "n"} == {8}  # fmt: skip


def test_fields_without_a_value_are_left_out() -> None:
    assert plain(fields([("kind", "gene"), ("phase", ""), ("no", "0")])) == "kind  gene\nno    0\n"


def test_text_is_never_markup() -> None:
    made = text("[bold]a[/bold] \x1b[31m :smile:")
    assert isinstance(made, Text)
    assert made.plain == "[bold]a[/bold] \\x1b[31m :smile:"
    assert made.spans == []


# -- lists ----------------------------------------------------------------------------------------


def test_statistics_add_up(small: Graph) -> None:
    rows = {(count, of): int(n) for count, of, n in statistics(small).rows}
    assert rows["all", "entities"] == len(small.entities)
    assert rows["all", "claims"] == 9
    for title in ("claims by predicate", "claims by topic"):
        assert sum(n for (count, _), n in rows.items() if count == title) == 9
    for title in ("evidence by certainty", "evidence by system"):
        found = sum(n for (count, _), n in rows.items() if count == title)
        assert found == rows["all", "evidence records"] == 11
    for title in ("contrasts by level", "contrasts by basis"):
        found = sum(n for (count, _), n in rows.items() if count == title)
        assert found == rows["all", "contrasts"] == 10
    assert rows["claims by predicate", "increases"] == 3
    assert rows["contrasts by basis", "(none)"] == 3


def test_entities_are_listed_with_their_claims(small: Graph) -> None:
    rows = {row[0]: row[1:] for row in entity_list(small).rows}
    assert set(rows) == set(small.entities)
    assert rows["hmgb1-release"] == ("HMGB1 release", "measure", "", "1")
    assert rows["carbon-ion-irradiation"] == (
        "carbon-ion irradiation", "radiation", "physics", "5",
    )  # fmt: skip
    assert rows["il2"][-1] == "0"


def test_products_and_queries_are_listed_plainly() -> None:
    assert plain(product_list([("build/a.tsv", 1_500, "less"), ("b", 12, "cat")])) == (
        "product      size    how to open it\nbuild/a.tsv  1.5 kB  less\nb            12 B    cat\n"
    )
    assert plain(query_list([("mine", "Mine")])) == "name  title\nmine  Mine\n"


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter not in RULE and letter != "\n")

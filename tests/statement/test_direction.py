from __future__ import annotations

import pytest

from kg.statement import read_direction


@pytest.mark.parametrize(("words", "signs"), [
    ("raises", "+"), ("increased", "+"), ("is up-regulated by", "+"), ("triggers", "+"),
    ("lowers", "-"), ("suppresses", "-"), ("is inhibited by", "-"), ("prevents", "-"),
    ("leads to", "+"), ("leads to less", "-"), ("leads to more", "+"), ("causes a loss of", "-"),
    ("prevents the increase of", "-"), ("induces a decrease in", "-"),
    ("does not change", "0"), ("has no effect on", "0"), ("leaves unchanged", "0"),
    ("is unaffected by", "0"), ("has no significant effect on", "0"),
    ("does not raise", "-0"), ("never lowers", "+0"), ("fails to induce", "-0"),
    ("affects", "+-"), ("is altered by", "+-"), ("does not affect", "0"), ("and", ""),
])  # fmt: skip
def test_an_effect_is_read(words: str, signs: str) -> None:
    assert read_direction(words.split()).effects() == frozenset(signs)


@pytest.mark.parametrize(("words", "levels"), [
    ("raises more than", "higher"), ("is higher than", "higher"), ("more than", "higher"),
    ("raises less than", "lower"), ("is lower than", "lower"), ("fewer than", "lower"),
    ("suppresses more than", "lower"), ("lowers less than", "higher"),
    ("lower more than", "lower"), ("is reduced less than", "higher"),
    ("leads to lower than", "lower"), ("leads to more than", "higher"),
    ("raises as much as", "similar"), ("raises equally", "similar"), ("is similar", "similar"),
    ("does not differ between", "similar"), ("differs between", "higher lower"),
    ("is not higher than", "lower similar"), ("raises no more than", "lower similar"),
    ("does not raise less than", "higher similar"), ("is increased compared with", "higher"),
    ("is reduced versus", "lower"), ("and", ""),
])  # fmt: skip
def test_a_comparison_is_read(words: str, levels: str) -> None:
    assert read_direction(words.split()).levels() == frozenset(levels.split())


def test_praise_is_no_direction() -> None:
    found = read_direction("works better than".split())
    assert not found.levels() and found.vague == ("better",)

"""The page's scripts share one scope: a second thing of the same name would replace the first."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

from kg.explorer.network import _SCRIPTS


def test_no_name_is_given_twice() -> None:
    own = files("kg.explorer")
    code = "\n".join((own / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    named = re.findall(
        r"^(?:async )?(?:function\*? |const |let )(\w+)", code, re.MULTILINE)  # fmt: skip
    assert len(named) > 300
    assert [name for name, many in Counter(named).items() if many > 1] == []


def test_every_script_is_in_the_page() -> None:
    lying = {one.name for one in files("kg.explorer").iterdir() if one.name.endswith(".js")}
    assert set(_SCRIPTS) == lying


def test_no_line_is_longer_than_a_hundred_letters() -> None:
    lying = [*files("kg.explorer").iterdir(), *files("kg.site").iterdir()]
    long = [(one.name, number) for one in lying if one.name.endswith((".js", ".css"))
            for number, line in enumerate(one.read_text(encoding="utf-8").splitlines(), 1)
            if len(line) > 100]  # fmt: skip
    assert long == []


def test_no_script_is_longer_than_a_reader_can_hold() -> None:
    many = {one.name: one.read_text(encoding="utf-8").count("\n")
            for one in files("kg.explorer").iterdir() if one.name.endswith(".js")}  # fmt: skip
    assert {name for name, lines in many.items() if lines > 300} == set()

"""The page's data without its repetitions: nothing of it is lost, in Python and in the page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.explorer.packed import packed, unpacked

SCRIPT = Path(__file__).parents[2] / "kg" / "explorer" / "packed.js"
TEXTS = st.sampled_from(["", " ", "~", "0", "o", "a text that is long", "\ud83e\uddec</b>"])
LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-1, 1) | TEXTS
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(TEXTS, inner, max_size=4)
    | st.lists(st.fixed_dictionaries({"a": inner, "b": LEAVES}), max_size=6),
    max_leaves=60,
)  # fmt: skip
KNOWN = {
    "__proto__": {"a": 1, "b": [0.0, -0.0, 1, True, "1"]}, "constructor": "toString",
    "runs": [False] * 9 + [None, 0], "rows": [{"a": "a text that is long", "b": []}] * 3,
    "empty": [{}, {}, [], ""], "names": ["o", "c", "r", "m", " o"],
}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_what_is_packed_opens_to_the_same(value: Any) -> None:
    written = json.loads(json.dumps(packed(value)))
    assert json.dumps(unpacked(written)) == json.dumps(value, sort_keys=True)


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
def test_the_page_opens_the_same(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    found = re.search(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    cases = [json.loads(found[1]), packed(KNOWN), packed([KNOWN, KNOWN])]
    code = SCRIPT.read_text(encoding="utf-8") + """
        const cases = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
        console.log(JSON.stringify(cases.map(unpacked)));"""
    done = subprocess.run(["node", "-e", code], input=json.dumps(cases), capture_output=True,
                          text=True, check=True)  # fmt: skip
    assert json.loads(done.stdout) == [unpacked(one) for one in cases]
    assert unpacked(cases[1]) == KNOWN


def test_a_text_stands_once(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    found = re.search(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    table = [one for one in json.loads(found[1])["table"] if isinstance(one, str)]
    assert len(table) == len(set(table)) > 20
    assert len(found[1]) < 0.6 * len(json.dumps(unpacked(json.loads(found[1]))))

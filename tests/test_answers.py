"""Each command that answers has a method of its name, which gives the same JSON.

`python tests/test_answers.py` writes the table of methods in docs/python.md anew.
"""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kg
from kg.answers import Answers
from kg.cli import main
from kg.commands import COMMANDS
from kg.errors import RequestError
from kg.graph import Graph
from kg.knowledge import Knowledge

SMALL = str(Path(__file__).parent / "data" / "small")
FLASH = str(Path(__file__).parent / "corpora" / "flash")
ASKED: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "audit --top 2": ((), {"top": 2}), "audit --robustness": ((), {"robustness": True}),
    "chains TREX1 type-i-ifn-response --max-length 3":
        (("TREX1", "type-i-ifn-response"), {"max_length": 3}),
    "check-statement 'carbon ions lower HMGB1 release'":
        (("carbon ions lower HMGB1 release",), {}),
    "conflicts hmgb1-release": (("hmgb1-release",), {}),
    "coverage --every": ((), {"every": True}),
    f"diff {SMALL} {FLASH}": ((SMALL, FLASH), {}),
    "explain --up CD274 --permutations 99 --max-length 1":
        ((), {"up": "CD274", "permutations": 99, "max_length": 1}),
    "expected --let 75 --dose 2": ((), {"let": 75.0, "dose": 2.0}),
    "formats": ((), {}), "gaps hmgb1-release": (("hmgb1-release",), {}), "lint": ((), {}),
    "numbers hmgb1-release --where time='48 h'":
        (("hmgb1-release",), {"where": "time=48 h"}),
    "queries": ((), {}), "query hypoxia-reversals --rows 3": (("hypoxia-reversals",), {"rows": 3}),
    "review --every": ((), {"every": True}),
    "search HMGB1 --top 3": (("HMGB1",), {"top": 3}),
    "show 'HMGB1 release'": (("HMGB1 release",), {}), "show ran2021": (("ran2021",), {}),
    "stats": ((), {}), "stats --entities": ((), {"entities": True}),
    "verdict hmgb1-release --versus photon": (("hmgb1-release",), {"versus": "photon"}),
    "verify --text TEXT --document liu2025": (("TEXT",), {"document": "liu2025"}),
    "whatif --block TREX1 --to ifn-beta-secretion":
        ((), {"block": "TREX1", "outcomes": "ifn-beta-secretion"}),
}  # fmt: skip
ALONE = {"reason"}
"""Needs Java, which may not be there."""


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return kg.load()


@pytest.fixture(scope="module", autouse=True)
def _read_once(shipped: Knowledge) -> Any:
    plain = kg.load
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg, "load", lambda *a, **k: plain(*a, **k) if a else shipped)
        yield


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text("Nothing of it. Is here.\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("words", ASKED)
def test_a_method_gives_what_the_command_prints(shipped: Knowledge, text: str, words: str) -> None:
    name = words.split()[0].replace("-", "_")
    given, options = ASKED[words]
    given = tuple(text if one == "TEXT" else one for one in given)
    printed = CliRunner().invoke(main, f"{words.replace('TEXT', text)} --format json")
    assert printed.exit_code in (0, 1) and printed.stdout, printed.stderr
    found = getattr(shipped.answers, name)(*given, **options)
    assert found.written("json") == printed.stdout
    if name != "query":
        assert found.data() == json.loads(printed.stdout)
    if short := getattr(shipped, name, None):
        if name in SAME:
            assert short(*given, **options).data() == found.data()


SAME = ("coverage", "diff", "search", "show", "stats")
"""Methods of the graph that are shorthands of answers; others give what was found, typed."""


def test_every_command_that_answers_has_its_method() -> None:
    forms = {
        command.name for command in COMMANDS for option in command.params
        if option.name == "form" and "json" in getattr(option.type, "choices", ())
    }  # fmt: skip
    assert forms == {words.split()[0] for words in ASKED} | ALONE
    methods = {name for name in vars(Answers) if not name.startswith("_")}
    assert methods >= {str(name).replace("-", "_") for name in forms}
    assert all(callable(getattr(Knowledge, name)) for name in SAME)


def test_a_reasoner_is_asked_alike(tmp_path: Path) -> None:
    """Or, where there is none, missed in the same words."""
    given = ["--corpus", SMALL, "reason", "measure", "--format", "json"]
    printed = CliRunner().invoke(main, given)
    try:
        found = kg.load(SMALL).answers.reason("measure").written("json")
    except RequestError as error:
        assert (printed.exit_code, printed.stderr) == (2, f"kg: {error}\n")
    else:
        assert found == printed.stdout


def test_an_option_has_the_name_of_the_commands() -> None:
    """What a method takes, its command takes: by the same name, or the name after `--`."""
    told = {"explain": {"options"}}
    for command in COMMANDS:
        method = getattr(Answers, str(command.name).replace("-", "_"), None)
        if method is None:
            continue
        known = {str(one.name) for one in command.params} | {
            word.lstrip("-").replace("-", "_") for one in command.params for word in one.opts
        }  # fmt: skip
        taken = set(inspect.signature(method).parameters) - {"self"}
        assert taken <= known | told.get(str(command.name), set()), command.name


def test_a_graph_of_a_store_says_what_it_lacks(shipped: Knowledge) -> None:
    with pytest.raises(RequestError, match="stands in curated folders, not in a store"):
        Answers(shipped).coverage()


def test_a_difference_is_up_to_this_state(shipped: Knowledge) -> None:
    small: Graph = kg.load(SMALL)
    [claims] = [row for row in shipped.diff(small).data()["counts"] if row["what"] == "claim"]
    assert claims["came"] > 500


def test_tables_become_data_frames(shipped: Knowledge) -> None:
    pytest.importorskip("pandas")
    frame = shipped.stats().to_dataframe()
    assert list(frame.columns) == ["count", "of", "n"] and frame["n"][0] == len(shipped.entities)
    assert len(shipped.show("ran2021").to_dataframe("records"))
    with pytest.raises(RequestError, match="no table 'x': there are counts"):
        shipped.stats().to_dataframe("x")


PAGE = Path(__file__).parents[1] / "docs" / "python.md"
HEAD = "| command | method of `graph.answers` | what it answers |\n| --- | --- | --- |\n"


def methods() -> str:
    """Write the table of methods: the command, what it takes, what it answers."""
    rows = []
    for name, method in sorted(vars(Answers).items()):
        if name.startswith("_") or not callable(method):
            continue
        taken = []
        for one in list(inspect.signature(method).parameters.values())[1:]:
            bare = one.default in (inspect.Parameter.empty, None, (), False)
            shown = one.name if bare else f"{one.name}={one.default!r}"
            stars = "**" * (one.kind == one.VAR_KEYWORD) + "*" * (one.kind == one.VAR_POSITIONAL)
            taken.append(stars + shown)
        does = (method.__doc__ or "").splitlines()[0]
        rows.append(f"| `kg {name.replace('_', '-')}` | `{name}({', '.join(taken)})` | {does} |\n")
    return HEAD + "".join(rows)


def renewed(page: str) -> str:
    """Put the table in the place of the one that is there."""
    return re.sub(re.escape(HEAD) + r"(\|.*\n)*", lambda _: methods(), page)


def test_the_page_lists_every_method() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert methods() in page, "renew it: python tests/test_answers.py"


def test_the_examples_of_the_page_run(shipped: Knowledge) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    told: dict[str, Any] = {}
    exec(code, told)  # noqa: S102
    assert told["graph"] is shipped and told["outcome"] == "contradicted"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

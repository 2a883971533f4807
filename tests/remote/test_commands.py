"""Every command that asks the graph answers over HTTP as it does from the curated files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.commands import COMMANDS
from kg.explorer import write_explorer

SMALL = Path(__file__).parents[1] / "data" / "small"
Serving = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Read each corpus once: what differs between the commands is what they ask."""
    with pytest.MonkeyPatch.context() as patch:
        plain, kept = kg.load, dict[Any, Any]()

        def load(*folders: Any, endpoint: str | None = None, drafts: Any = ()) -> Any:
            if endpoint is not None:
                return plain(*folders, endpoint=endpoint, drafts=drafts)
            key = folders, tuple(drafts)
            if key not in kept:
                kept[key] = plain(*folders, drafts=drafts)
            return kept[key]

        patch.setattr(kg, "load", load)
        yield


@pytest.fixture(scope="module")
def small_address(serving: Serving) -> Iterator[str]:
    with serving("--corpus", str(SMALL)) as address:
        yield address


@pytest.fixture(scope="module")
def shipped_address(serving: Serving) -> Iterator[str]:
    with serving() as address:
        yield address


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def outcome(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


ALIKE = [
    "show hmgb1-release", "show HMGB1", "show photon", "show nonsense", "show hmgb",
    "show carbon-ion-irradiation.increases.hmgb1-release",
    "show carbon-ion-irradiation.increases.hmgb1-relase",
    "verdict", "verdict hmgb1-release --format json", "verdict hmgb1-release --versus photon",
    "verdict photon --versus carbon", "verdict hmgb1 --versus nobody", "verdict --basis isodose",
    "numbers", "numbers hmgb1 --format json", "numbers hmgb1-release --over dose",
    "numbers rbe --format tsv", "numbers nothing", "numbers hmgb1-release --versus photon",
    "conflicts", "conflicts ecto-calreticulin --format json", "conflicts hypoxia",
    "lint", "gaps", "gaps hmgb1-release --format json", "gaps --format html",
    "audit", "audit --robustness", "audit --agreement --format tsv",
    "chains carbon-ion-irradiation type-i-ifn-response",
    "chains trex1-expression type-i-ifn-response --format json",
    "chains TREX1 type-i-ifn-response --versus photon --max-length 3",
    "chains carbon-ion-irradiation hmgb1-release --where oxygen=hypoxia --where co_treatment=none",
    "chains carbon-ion-irradiation hmgb1-release --where co_treatment=nobody",
    "chains carbon-ion-irradiation hmgb1-release --where organism=cat",
    "chains carbon-ion-irradiation hmgb1-release --where dose=1e400Gy",
    "chains carbon hmgb1-release --through TREX1 --avoid photon",
    "chains carbon carbon", "chains nobody hmgb1", "chains carbon hmgb1-release --versus carbon",
    "whatif --block TREX1 --from carbon --to hmgb1-release", "whatif --raise nobody",
    "check-statement carbon ions raise HMGB1 release more than photons",
    "check-statement HMGB1 release is higher after carbon ions --format json",
    "check-statement carbon ions are better",
    "search MDSC", "search HMGB1 --format json", "search nothing at all",
    "ask does carbon raise HMGB1 release more than photons", "ask what is MDSC",
    "show interferon-beta", "show carbon ion RT", "show CD47", "verdict HMGB-1 --versus X-rays",
    "chains Trex-1 type-i-ifn-response", "show calreticulun",
    "explain --up HMGB1 --down TREX1 --permutations 99", "stats", "stats --entities",
    "export evidence", "export bibtex", "export csl-json", "query high-let --format csv",
]


@pytest.mark.parametrize("words", ALIKE)
def test_a_command_answers_alike(words: str, small_address: str) -> None:
    here = run("--corpus", str(SMALL), *words.split())
    there = run(*words.split(), "--endpoint", small_address)
    assert outcome(there) == outcome(here)
    assert here.stdout or here.exit_code == 2


SHIPPED = [
    "verdict ecto-calreticulin --format json", "conflicts",
    "numbers ecto-calreticulin --over dose --format json", "numbers PD-L1", "numbers rbe",
    "gaps --format tsv",
    "chains carbon-ion-irradiation ctl-response --max-length 4 --versus photon --format json",
    "whatif --block TREX1 --from carbon-ion-irradiation --to cytosolic-dsdna --max-length 2",
    "show MDSC", "show PD-L1", "show durvalumab", "show melanoma", "show helm2021", "show [93]",
    "search hypoxia --format json", "search talk figure",
    "show immune-checkpoint-inhibitor", "verdict cytosolic-dsdna --versus photon",
]


@pytest.mark.parametrize("words", SHIPPED)
def test_a_command_answers_alike_on_the_shipped_graph(words: str, shipped_address: str) -> None:
    here, there = run(*words.split()), run(*words.split(), "--endpoint", shipped_address)
    assert outcome(there) == outcome(here)
    assert here.exit_code == 0


def test_the_explorer_is_the_same_to_the_byte(shipped_address: str, tmp_path: Path) -> None:
    for name, more in (("here", ()), ("there", ("--endpoint", shipped_address))):
        assert run("export", "explorer", "--out", str(tmp_path / name), *more).exit_code == 0
    assert (tmp_path / "there").read_bytes() == (tmp_path / "here").read_bytes()
    assert b"hmgb1-release" in (tmp_path / "here").read_bytes()


def test_figures_take_their_recipes_from_the_package(
    shipped_address: str, tmp_path: Path
) -> None:
    for name, more in (("here", ()), ("there", ("--endpoint", shipped_address))):
        drawn = run("figure", "hypoxia", "--format", "svg", "--out", str(tmp_path / name), *more)
        assert drawn.exit_code == 0, drawn.output
    [here], [there] = (list((tmp_path / name).glob("*.svg")) for name in ("here", "there"))
    assert there.read_bytes() == here.read_bytes()


def test_a_network_and_a_page_of_the_small_graph(small_address: str, tmp_path: Path) -> None:
    here, there = tmp_path / "network-here", tmp_path / "network-there"
    assert run("--corpus", str(SMALL), "export", "paths", "--out", str(here)).exit_code == 0
    asked = ("--endpoint", small_address)
    assert run("export", "paths", "--out", str(there), *asked).exit_code == 0
    assert there.read_bytes() == here.read_bytes()
    here, there = tmp_path / "page-here", tmp_path / "page-there"
    # recipes of figures are no part of a store: those of another corpus lie with its curators
    write_explorer(replace(kg.load(SMALL), figures={}), here)
    assert run("export", "explorer", "--out", str(there), *asked).exit_code == 0
    assert there.read_bytes() == here.read_bytes()


def test_python_loads_the_same(small_address: str) -> None:
    here, there = kg.load(SMALL), kg.load(endpoint=small_address)
    assert there.claims == here.claims
    assert there.verdicts("hmgb1-release") == here.verdicts("hmgb1-release")
    assert there.figures == kg.load().figures


# -- what does not go together --------------------------------------------------------------------

EXCEPT = {
    "check", "queries", "coverage", "schema", "new", "verify", "diff", "verify-products",
    "completion", "expected", "import", "formats", "corpus", "review", "read-again", "merge",
}  # fmt: skip
"""Commands that ask no graph: on curated files themselves (`verify` needs the sentences of an
inventory, `diff` two states of folders, `import` the folders that its layer lies on, `review`,
`read-again` and `merge` the files that they write into), on data sets and products, the lists of
named queries and of formats, a model of cell killing, and the shell's completion."""


def leaves() -> Iterator[tuple[str, ...]]:
    for command in COMMANDS:
        inner = getattr(command, "commands", None)
        if command.name in EXCEPT:
            continue
        yield from (((str(command.name), name) for name in inner) if inner
                    else [(str(command.name),)])  # fmt: skip


@pytest.mark.parametrize("command", list(leaves()), ids=" ".join)
def test_every_command_takes_an_endpoint(command: tuple[str, ...]) -> None:
    shown = run(*command, "--help").stdout
    assert "--endpoint URL" in shown


@pytest.mark.parametrize("command", sorted(EXCEPT))
def test_a_command_that_asks_no_graph_says_so(command: str) -> None:
    result = run(command, "--endpoint", "http://127.0.0.1:9/sparql")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: No such option '--endpoint'." in result.stderr


def test_drafts_are_chosen_where_the_store_is_filled() -> None:
    result = run("--drafts", "more", "verdict", "--endpoint", "http://127.0.0.1:9/sparql")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("kg: --drafts chooses what counts of folders here, not of a ")


@pytest.mark.parametrize(
    "words",
    [
        "--with {small} verdict", "--corpus {small} chains a b", "--corpus {small} query high-let",
        "--corpus {small} show x", "--corpus {small} export explorer --out {out}",
        "--corpus {small} build --out {out}", "--corpus {small} figure", "--corpus {small} serve",
    ],
)  # fmt: skip
def test_folders_and_a_store_are_one_clear_error(words: str, tmp_path: Path) -> None:
    given = words.format(small=SMALL, out=tmp_path / "out").split()
    result = run(*given, "--endpoint", "http://127.0.0.1:9/sparql")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "kg: --endpoint asks a store elsewhere, --corpus and --with choose folders here: "
        "give one of them\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_written_network_and_a_store_are_one_clear_error(tmp_path: Path) -> None:
    result = run("chains", "a", "b", "--graph", str(tmp_path / "x"), "--endpoint", "http://x/")
    assert result.exit_code == 2
    assert "--graph takes --max-length and --top only" in result.stderr


@pytest.mark.parametrize("words", ["verdict", "show hmgb1", "chains a b", "stats", "export bibtex"])
def test_nobody_there_is_one_clear_error(words: str) -> None:
    result = run(*words.split(), "--endpoint", "http://127.0.0.1:9/sparql")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("kg: no answer from http://127.0.0.1:9/sparql: ")
    assert result.stderr.count("\n") == 1


def test_a_build_that_fails_leaves_what_stood(tmp_path: Path) -> None:
    (tmp_path / "explorer.html").write_text("old")
    result = run("build", "--out", str(tmp_path), "--endpoint", "http://127.0.0.1:9/sparql")
    assert result.exit_code == 2
    assert "nothing was replaced" in result.stderr
    assert (tmp_path / "explorer.html").read_text() == "old"

"""Nothing of one corpus stands in another's products, answers, help or errors."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.commands import COMMANDS
from kg.service.description import describe_service
from kg.service.served import Served

HERE = Path(__file__).parent
spec = importlib.util.spec_from_file_location("words", HERE / "words.py")
assert spec and spec.loader
words = importlib.util.module_from_spec(spec)
spec.loader.exec_module(words)
foreign, own_words, read_product = words.foreign, words.own_words, words.read_product

CORPORA = ("drugs", "flash")
NAMES_OF_THE_SOFTWARE = ("schema/", "evidence.schema.json", "context.jsonld", "terms.html")
"""Fields, columns and terms, which are the same for every corpus."""

ANSWERS = {
    "drugs": [
        "show metformin", "show hba1c", "show ampk", "show hong2013", "verdict",
        "verdict hypoglycaemia --records", "conflicts", "conflicts hepatic-glucose-production",
        "chains metformin blood-glucose", "chains metformin blood-glucose --versus sulfonylurea",
        "chains metformin hba1c --all", "whatif --block ampk --from metformin",
        "gaps", "gaps hba1c", "lint", "audit", "audit --robustness", "audit --agreement",
        "coverage", "stats", "stats --entities", "queries", "query fewer-lows", "check", "figure",
        "show metformin.decreases.hba1c", "export bibtex",
    ],
    "flash": [
        "show flash-irradiation", "show memory", "show yan2024", "verdict memory --records",
        "conflicts", "chains conventional-irradiation lung-regeneration",
        "whatif --block lung-senescence --from conventional-irradiation", "gaps", "lint", "audit",
        "coverage", "stats", "queries", "query spared-at-same-dose", "check", "export bibtex",
        "show flash-irradiation.affects.bone-necrosis",
    ],
}  # fmt: skip
ERRORS = {
    "drugs": [
        "show nobody", "verdict hba1c --basis nothing", "verdict nobody", "chains metformin nobody",
        "chains metformin hba1c --where nothing=1", "chains metformin hba1c --where weight=thin",
        "gaps --exposure hba1c", "figure nobody", "query nobody", "audit --top x",
        "whatif --block nobody", "new claim metformin increases nobody --in .",
    ],
    "flash": ["show nobody", "verdict memory --basis nothing", "verify --text nowhere"],
}  # fmt: skip


@pytest.mark.parametrize("name", CORPORA)
def test_no_product_holds_a_word_of_the_shipped_corpus(name: str, built) -> None:
    _, folder = built(name)
    own = own_words(HERE / name)
    found = {}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).as_posix()
        if path.is_dir() or path.suffix == ".png" or inner.startswith(NAMES_OF_THE_SOFTWARE):
            continue
        if hits := foreign(read_product(path), own):
            found[inner] = hits[:5]
    assert found == {}


@pytest.mark.parametrize("name", CORPORA)
def test_no_answer_holds_one(name: str, tmp_path: Path) -> None:
    own = own_words(HERE / name)
    found = {}
    for line in ANSWERS[name]:
        done = CliRunner().invoke(main, ["--corpus", str(HERE / name), *line.split()])
        assert done.exit_code in (0, 1) or "--agreement" in line, (line, done.output)
        if hits := foreign(done.output, own):
            found[line] = hits[:5]
    assert found == {}


@pytest.mark.parametrize("name", CORPORA)
def test_no_error_holds_one(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = own_words(HERE / name)
    found = {}
    for line in ERRORS[name]:
        done = CliRunner().invoke(main, ["--corpus", str(HERE / name), *line.split()])
        assert done.exit_code == 2, (line, done.output)
        if hits := foreign(done.output, own):
            found[line] = hits
    broken = Path(shutil.copytree(HERE / name, tmp_path / name))
    file = min(broken.glob("claims/*/*.yaml"))
    text = file.read_text(encoding="utf-8")
    for old, new in (("basis: [", "basis: [nothing, "), ("certainty: asserted", "certainty: odd"),
                     ("setting: ", "setting: un"), ("level: [", "level: [odd, ")):  # fmt: skip
        file.write_text(text.replace(old, new), encoding="utf-8")
        done = CliRunner().invoke(main, ["check", str(broken)])
        assert done.exit_code == 2, (old, done.output)
        if hits := foreign(done.output, own):
            found[new] = hits
    assert found == {}


def test_no_skeleton_holds_one(tmp_path: Path) -> None:
    line = ["--corpus", str(HERE / "drugs"), "new", "claim", "metformin", "increases", "a-thing",
            "--reference", "doe2026", "--in", str(tmp_path / "mine")]  # fmt: skip
    assert CliRunner().invoke(main, line).exit_code == 0
    # 'radiation' is a kind of entity, in the closed list of every corpus
    made = [path.read_text(encoding="utf-8").replace("| radiation |", "|")
            for path in (tmp_path / "mine").rglob("*.yaml")]  # fmt: skip
    own = own_words(HERE / "drugs")
    assert [hits for text in made if (hits := foreign(text, own))] == []
    assert any("basis: [titrated]" in text and "weight: overweight" in text for text in made)


def test_no_help_holds_one() -> None:
    """What the program says of itself is said of every corpus."""
    found = {}
    names = [one.name or "" for one in COMMANDS if one.name != "expected"]  # a model of ions alone
    lines = [["--help"], *([name, "--help"] for name in names), ["new", "claim", "--help"],
             ["new", "corpus", "--help"]]  # fmt: skip
    for line in lines:
        done = CliRunner().invoke(main, ["--corpus", str(HERE / "drugs"), *line])
        assert done.exit_code == 0, line
        if hits := foreign(done.output, frozenset()):
            found[" ".join(line)] = hits
    assert found == {}


def test_no_description_of_a_field_or_column_speaks_of_one_review(built) -> None:
    _, folder = built("drugs")
    paths = [folder / "evidence.schema.json", *sorted((folder / "schema").glob("*.json"))]
    one = re.compile(r"\bthe review\b|liu2025", re.IGNORECASE)
    assert [path.name for path in paths if one.search(path.read_text(encoding="utf-8"))] == []


def test_what_is_said_of_conclusions_stands_where_there_are_some(built) -> None:
    _, folder = built("drugs")
    assert "What carries the main conclusions" not in (folder / "audit.html").read_text("utf-8")
    done = CliRunner().invoke(main, ["--corpus", str(HERE / "drugs"), "audit", "--robustness"])
    assert "no conclusions are stated" in done.output and "primary papers" not in done.output


@pytest.mark.parametrize("name", CORPORA)
def test_no_page_of_the_service_holds_one(name: str, built) -> None:
    graph, _ = built(name)
    own = own_words(HERE / name)
    served = Served.of(graph)
    described = describe_service("http://localhost/sparql", "turtle", (), served)
    pages = [page.decode() for page in (served.editor(), served.queries, described)]
    assert [hits for page in pages if (hits := foreign(page, own))] == []
    assert all(graph.manifest.name in page for page in (pages[0], pages[2]))


def test_a_corpus_offers_its_own_questions_and_those_that_it_can_answer(built) -> None:
    from kg.rdf import named_queries, queries_for

    graph, _ = built("drugs")
    offered = queries_for(graph)
    assert next(iter(offered)) == "fewer-lows"
    assert "contradictions" in offered and "hypoxia-reversals" not in offered
    assert set(named_queries()) & set(offered) < set(named_queries())
    graph, _ = built("flash")  # its review was read, and held against no paper
    offered = queries_for(graph)
    assert "read-again" in offered and "primary-papers-disagree" not in offered

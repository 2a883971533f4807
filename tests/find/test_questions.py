"""Questions in words come to the right command, and what is not understood is said."""

from __future__ import annotations

import csv
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.graph import Graph
from kg.inquiry import read_question, search
from kg.rdf import named_queries

PHRASINGS = [(row[0], row[1]) for row in csv.reader(
    (Path(__file__).parent / "phrasings.tsv").read_text(encoding="utf-8").splitlines()[1:],
    delimiter="\t")]  # fmt: skip
TITLES = {one.name: f"{one.title} {one.question}" for one in named_queries().values()}
SMALL = Path(__file__).parents[1] / "data" / "small"


def test_there_are_enough_phrasings() -> None:
    assert len(PHRASINGS) >= 100


@pytest.mark.parametrize(("question", "command"), PHRASINGS)
def test_a_question_comes_to_its_command(graph: Graph, question: str, command: str) -> None:
    read = read_question(graph, question, TITLES)
    assert (shlex.join(("kg", *read.command)) if read.command else "-") == command


def test_commands_that_questions_come_to_can_be_typed() -> None:
    for _, command in PHRASINGS:
        if command != "-":
            _, name, *words = shlex.split(command)
            main.commands[name].make_context(name, words, resilient_parsing=False)


def test_words_not_understood_are_named_and_commands_offered(graph: Graph) -> None:
    read = read_question(graph, "Does carbon raise CD47 more than X-rays?", TITLES)
    assert read.command == ()
    assert read.left == ("CD47",)
    assert "kg show carbon-ion-irradiation" in read.offers
    assert "no entity 'CD47': it is not in this corpus" in read.told


def test_a_plain_word_left_out_is_said(graph: Graph) -> None:
    read = read_question(graph, "Does carbon grumpily raise HMGB1 release?", TITLES)
    assert read.command == ("chains", "carbon-ion-irradiation", "hmgb1-release")
    assert "not understood: grumpily" in read.told


def test_arms_are_those_of_the_corpus_and_not_of_the_code(graph: Graph) -> None:
    for path in sorted((Path(__file__).parents[2] / "kg" / "inquiry").glob("*.py")):
        code = "\n".join(
            line
            for line in path.read_text("utf-8").splitlines()
            if not line.startswith("    ('") and ">>>" not in line
        )
        for word in ("carbon", "photon", "X-ray"):
            assert word not in code, f"{path.name} speaks of {word}"


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["--corpus", str(SMALL), *words])
    return done.exit_code, done.stdout, done.stderr


def test_ask_says_the_command_and_answers_it() -> None:
    code, said, _ = run("ask", "Do carbon ions raise HMGB1 release more than photons?")
    first, _, answer = said.partition("\n\n")
    assert (code, first) == (0, "kg verdict hmgb1-release --versus photon-irradiation")
    assert answer == run("verdict", "hmgb1-release", "--versus", "photon-irradiation")[1]
    assert run("ask", "--dry", "what is MDSC?")[1] == "kg show mdsc\n"


def test_ask_refuses_what_it_does_not_understand() -> None:
    code, said, error = run("ask", "Does carbon raise CD47?")
    assert (code, said) == (2, "")
    assert error.startswith("kg: not understood: CD47; ")
    assert "kg search CD47" in error


def test_search_puts_what_is_called_so_first(graph: Graph) -> None:
    hits = search(graph, "PDL1")
    assert (hits[0].id, hits[0].kind) == ("pd-l1", "gene")
    assert hits[0].findings > 10
    assert hits[0].papers > 5
    assert {"paper", "claim"} <= {hit.kind for hit in hits}
    assert search(graph, "CD47 zzz") == ()


def test_search_finds_queries_and_texts(graph: Graph) -> None:
    pages = [(one.name, one.title, one.question) for one in named_queries().values()]
    hits = search(graph, "vanish under hypoxia", queries=pages)
    assert hits[0].id == "hypoxia-reversals"
    summary = next(one.summary for claim in graph.claims.values() for one in claim.evidence
                   if one.summary and len(one.summary.split()) > 5)  # fmt: skip
    assert any(hit.kind == "claim" for hit in search(graph, summary))


def test_search_in_every_form() -> None:
    code, table, _ = run("search", "HMGB1")
    assert code == 0
    assert "HMGB1 release" in table
    header, first, *_ = run("search", "HMGB1", "--format", "tsv")[1].splitlines()
    assert header.split("\t") == ["label", "kind", "findings", "papers", "id", "where"]
    assert first.split("\t")[4] == "hmgb1"
    assert run("search", "?!")[0] == 2
    assert run("search", '") OR names:(a')[0] == 0


def test_what_a_question_calls_loosely_is_said(graph: Graph) -> None:
    told = read_question(graph, "Does carbon improve local control?", TITLES).told
    assert "'local control' is taken as growth of the irradiated tumour" in told
    assert "local control" not in read_question(graph, "Does carbon lower tumour growth?").told


def test_search_for_let_leads_to_what_is_there_about_it(graph: Graph) -> None:
    found = [hit.id for hit in search(graph, "LET")][:4]
    assert {"high-let-irradiation", "low-let-irradiation"} <= set(found)


def test_show_lists_the_papers_of_an_author() -> None:
    done = CliRunner().invoke(main, ["show", "Helm"])
    assert done.exit_code == 0
    assert "helm2021" in done.stdout
    assert "helm2022" in done.stdout


@pytest.mark.parametrize(("question", "says"), [
    ("In osteosarcoma, does carbon increase PD-L1?", "osteosarcoma is left out"),
    ("What does anti-CTLA-4 add to carbon-ion therapy in mice?", "left out, as this command keeps"),
    ("what blocks STING after carbon", "what lowers STING stands there"),
])  # fmt: skip
def test_what_a_command_does_not_keep_is_said(graph: Graph, question: str, says: str) -> None:
    assert says in read_question(graph, question, TITLES).told


def test_let_as_an_axis_is_taken_for_no_irradiation(graph: Graph) -> None:
    assert "is taken as" not in read_question(graph, "does LET matter for HMGB1", TITLES).told

"""Every engine loads the same file and answers every named question alike."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, cast

import pytest

from kg.rdf import evaluate, named_queries

NAMES = ("rdflib", "oxigraph", "jena", "virtuoso")
ROOT = Path(__file__).parents[2]


def rows(text: str) -> list[tuple[str, ...]]:
    """Read CSV into sorted rows; numbers are numbers however an engine writes them."""
    listed = list(csv.reader(io.StringIO(text)))
    return sorted(tuple(_plain(cell) for cell in row) for row in listed[1:] if row)


def _plain(cell: str) -> str:
    try:
        return f"{float(cell):g}"
    except ValueError:
        return cell


@pytest.fixture(scope="session")
def expected(quads: Path) -> dict[str, list[tuple[str, ...]]]:
    """Answer by the store inside the package."""
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load(path=str(quads), format=pyoxigraph.RdfFormat.N_QUADS)
    return {
        name: rows(evaluate(store, one.text, results="csv").content.decode())
        for name, one in named_queries().items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_engine_answers_every_question_alike(
    name: str, engines: Any, quads: Path, expected: Any, tmp_path: Path
) -> None:
    answers, present, how = engines.ENGINES[name]
    if not present():
        pytest.skip(f"{name} is absent: {how}")
    found = {query: rows(text) for query, text in answers(quads, tmp_path).items()}
    assert set(found) == set(expected)
    for query, wanted in expected.items():
        assert found[query] == wanted, f"{name} answers '{query}' otherwise"


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_the_command_asks_a_server_as_it_asks_itself(
    name: str, engines: Any, quads: Path, tmp_path: Path
) -> None:
    _, present, how = engines.ENGINES[name]
    if not present():
        pytest.skip(f"{name} is absent: {how}")
    kg = str(Path(sys.executable).with_name("kg"))
    serve = getattr(engines, f"{name}_server")
    with serve(quads, tmp_path) as address:
        for query in ("carbon-above-photon-isodose", "high-let", "leads-to"):
            own = subprocess.run([kg, "query", query, "--format", "csv"], capture_output=True)
            there = subprocess.run([kg, "query", query, "--format", "csv", "--endpoint", address],
                                   capture_output=True, text=True)  # fmt: skip
            assert there.returncode == 0, there.stderr
            assert rows(there.stdout) == rows(own.stdout.decode())


QUESTIONS = (
    "show MDSC", "show carbon-ion-irradiation.increases.hmgb1-release", "show nonsense",
    "verdict ecto-calreticulin --format json", "verdict photon --versus carbon", "conflicts",
    "chains carbon-ion-irradiation ctl-response --max-length 4 --versus photon --format json",
    "chains TREX1 type-i-ifn-response --where oxygen=hypoxia", "gaps --format tsv", "lint",
    "whatif --block TREX1 --from carbon-ion-irradiation --to cytosolic-dsdna --max-length 2",
    "explain --up CD274,ICAM1 --down TREX1", "export evidence", "audit --robustness",
)


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_every_command_asks_a_server_as_it_asks_itself(
    name: str, engines: Any, quads: Path, tmp_path: Path
) -> None:
    _, present, how = engines.ENGINES[name]
    if not present():
        pytest.skip(f"{name} is absent: {how}")
    kg = str(Path(sys.executable).with_name("kg"))
    pages = tmp_path / "here.html", tmp_path / "there.html"
    # Virtuoso as Debian ships it: 10,000 rows, and not a word that there are more
    limit = {"rows": 10_000} if name == "virtuoso" else {}
    (tmp_path / "server").mkdir()
    with getattr(engines, f"{name}_server")(quads, tmp_path / "server", **limit) as address:
        there = ["--endpoint", address]
        for words in QUESTIONS:
            asked = [kg, *words.split()]
            one, other = (subprocess.run([*asked, *more], capture_output=True, text=True)
                          for more in ([], there))  # fmt: skip
            assert (other.returncode, other.stdout, other.stderr) == (
                one.returncode, one.stdout, one.stderr), words  # fmt: skip
        for page, more in zip(pages, ([], there), strict=True):
            subprocess.run([kg, "export", "explorer", "--out", str(page), *more], check=True)
    assert pages[1].read_bytes() == pages[0].read_bytes()


@pytest.fixture(scope="module")
def served() -> Any:
    kg = str(Path(sys.executable).with_name("kg"))
    process = subprocess.Popen([kg, "serve", "--port", "0"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)  # fmt: skip
    yield cast("IO[str]", process.stdout).readline().strip() + "sparql"
    process.terminate()
    process.wait(20)


def test_jena_asks_our_service(engines: Any, served: str, tmp_path: Path) -> None:
    if not engines.has_jena():
        pytest.skip("jena is absent: apt install libapache-jena-java default-jdk-headless")
    run = subprocess.run(
        ["java", "-cp", engines.jena_class_path(tmp_path), "arq.rsparql", "--service", served,
         "--results", "csv", "--query", str(ROOT / "ontology/queries/explained-by-basis.rq")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert "hmgb1-release" in run.stdout, run.stderr


def test_comunica_asks_our_service(engines: Any, served: str) -> None:
    if not (engines.comunica() and shutil.which("node")):
        pytest.skip("comunica is absent: npm install @comunica/query-sparql")
    query = named_queries()["explained-by-basis"].text
    run = subprocess.run(
        [str(engines.comunica()), f"sparql@{served}", query, "-t",
         "application/sparql-results+json"], capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    bindings = json.loads(run.stdout)["results"]["bindings"]
    assert any(row["object"]["value"].endswith("hmgb1-release") for row in bindings)

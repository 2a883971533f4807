from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg import __version__
from kg.cli import main
from kg.graph.table import COLUMNS

SMALL = Path(__file__).parent / "data" / "small"
KG = Path(sys.executable).with_name("kg")
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command on the small corpus in this process."""

    def invoke(*words: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["--corpus", str(SMALL), *map(str, words)], input=stdin)

    return invoke


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Make a curated folder with three faults in two files."""
    folder = tmp_path / "broken"
    (folder / "claims" / "icd").mkdir(parents=True)
    (folder / "entities").mkdir()
    (folder / "entities" / "a.yaml").write_text("entities:\n- id: a\n  label: A\n  kind: gen\n")
    (folder / "claims" / "icd" / "b.yaml").write_text(
        "title: B\nclaims:\n- subject: aa\n  predicate: increases\n  object: a\n  colour: red\n"
    )
    return folder


def test_version(run: Run) -> None:
    assert run("--version").output == f"kg, version {__version__}\n"


# -- check ----------------------------------------------------------------------------------------


def test_check_of_sound_files_counts_what_it_read(run: Run) -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("no errors: ")


def test_check_tells_every_error_of_every_file_at_once(run: Run, broken: Path) -> None:
    result = run("check", broken)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert "broken/claims/icd/b.yaml:6: " in result.stderr
    assert "broken/entities/a.yaml:4: " in result.stderr
    assert all(line.count(": ") >= 3 for line in lines[:-1])
    assert lines[-1] == f"kg: {len(lines) - 1} errors in the curated files"


def test_check_prints_warnings_and_succeeds(run: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "small"))
    file = folder / "claims" / "icd" / "hmgb1.yaml"
    text = file.read_text(encoding="utf-8")
    likewise = 'level: [similar], basis: [isoeffective], comparator_sign: "+"'
    assert text.count(likewise) == 1
    file.write_text(text.replace(likewise, likewise.replace('"+"', '"0"')), encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 0
    assert result.stderr.startswith("small/claims/icd/hmgb1.yaml:")
    assert ": warning: " in result.stderr


def test_check_shacl_fails_where_a_shape_does(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.errors import Problem

    found = (Problem("evidence/x", 0, "reference", "none", "name the source"),)
    monkeypatch.setattr("kg.rdf.validate", lambda graph, claims=None: found)
    result = run("check", "--shacl")
    assert result.exit_code == 2
    assert result.stderr.startswith("evidence/x:0: reference: none: name the source\n")
    assert run("check").exit_code == 0


def test_check_of_no_folder_says_so(run: Run, tmp_path: Path) -> None:
    result = run("check", tmp_path / "absent")
    assert result.exit_code == 2
    assert "absent" in result.stderr


# -- errors reach a person ------------------------------------------------------------------------


def test_unknown_names_offer_the_nearest(run: Run) -> None:
    for words, offer in (
        (("show", "hgmb1"), "did you mean hmgb1"),
        (("show", "carbon-ion-irradiation.increases.hmgb1-releas"), "hmgb1-release"),
        (("query", "hypoxia-reversal"), "did you mean hypoxia-reversals"),
    ):
        result = run(*words)
        assert result.exit_code == 2
        assert result.stderr.startswith("kg: no ")
        assert offer in result.stderr
        assert "Traceback" not in result.output


def test_faulty_queries_are_told_without_traceback(run: Run, tmp_path: Path) -> None:
    binary = tmp_path / "binary.rq"
    binary.write_bytes(b"\xff\xfe")
    for words, stdin in ((("query", "-"), "SELEC ?s"), (("query", binary), None)):
        result = run(*words, stdin=stdin)
        assert result.exit_code == 2
        assert result.stderr.startswith("kg: ")
        assert result.stderr.count("\n") == 1


def test_unwritable_output_is_told_without_traceback(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for words in (("build", "--out", file), ("schema", "--out", file / "x")):
        result = run(*words)
        assert result.exit_code == 2
        assert result.stderr.startswith("kg: ")
        assert str(file) in result.stderr
    missing = run("export", "evidence", "--out", tmp_path / "absent" / "x.tsv")
    assert missing.exit_code == 2
    assert "No such file or directory" in missing.stderr
    assert not re.search(r"/\.", missing.stderr), "it names a file that nobody asked for"


# -- query ----------------------------------------------------------------------------------------

LABELS = "SELECT ?label { id:hmgb1 rdfs:label ?label }"


def test_query_by_name_file_and_standard_input(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "labels.rq"
    file.write_text(LABELS)
    assert run("query", file, "--format", "csv").stdout.split() == ["label", "HMGB1"]
    assert run("query", "-", "--format", "csv", stdin=LABELS).stdout.split() == ["label", "HMGB1"]
    named = run("query", "carbon-above-photon-isodose", "--format", "csv")
    assert "hmgb1-release" in named.stdout


def test_query_formats(run: Run) -> None:
    answer = json.loads(run("query", "-", "--format", "json", stdin=LABELS).stdout)
    assert answer["results"]["bindings"][0]["label"]["value"] == "HMGB1"
    table = run("query", "-", stdin=LABELS).stdout.splitlines()
    assert table == ["label", "HMGB1"]
    turtle = run("query", "-", "--format", "turtle", stdin="DESCRIBE id:hmgb1").stdout
    assert '"HMGB1"' in turtle


def test_query_limits(run: Run) -> None:
    first = run("query", "-", "--rows", 2, "--format", "csv", stdin="SELECT ?s { ?s ?p ?o }")
    assert len(first.stdout.splitlines()) == 3
    assert "the first 2 rows; there are more" in first.stderr
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    stopped = run("query", "-", "--seconds", 0.3, stdin=endless)
    assert stopped.exit_code == 2
    assert stopped.stderr.startswith("kg: the query was stopped")


def test_queries_lists_every_named_query_that_the_corpus_can_answer(run: Run) -> None:
    from kg.rdf import named_queries, queries_for

    listed = run("queries").stdout
    offered = queries_for(kg.load(SMALL))
    for name, query in offered.items():
        assert name in listed
        assert query.title in listed
    assert "contradictions" in offered and "high-let" not in listed, "it names no such facet"
    whole = CliRunner().invoke(main, ["queries"]).stdout
    assert all(name in whole for name in named_queries())


# -- show, stats, export, schema ------------------------------------------------------------------


def test_show_entity(run: Run) -> None:
    shown = run("show", "HMGB1", "release").stdout
    changed, changes, claims = (
        shown.index(title)
        for title in ("What changes it", "What it is", "Every record of a claim")
    )
    assert "secretion of HMGB1" in shown[changes:claims]
    rows = [line for line in shown[changed:changes].splitlines() if line.startswith("carbon-ion")]
    compared, alone = (
        next(row for row in rows if said in row) for said in ("isoeffective", "raises")
    )
    assert "similar" in compared and "Yoshimoto" in compared
    assert alone.startswith("carbon-ion irradiation  ")
    assert "carbon-ion-irradiation.increases.hmgb1-release" in shown[claims:]
    assert "What it changes" in run("show", "carbon-ion-irradiation").stdout


def test_show_claim_gives_every_record(run: Run) -> None:
    shown = run("show", "carbon-ion-irradiation.increases.hmgb1-release").stdout
    for words in ("Ran", "Yoshimoto", "Onishi", "icd.2.4", "in vitro", "isodose", "isoeffective",
                  "higher versus", "similar versus", "rises with let", "asserted"):  # fmt: skip
        assert words in shown, words


def test_show_gives_exposure_agents_and_arms(run: Run) -> None:
    shown = run("show", "cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response").stdout
    for words in ("10 Gy", "50 keV/um", "290 MeV/u", "600 ug/mouse", "x-ray"):
        assert words in shown, words


def test_a_pipe_cuts_nothing_and_adds_nothing(run: Run) -> None:
    shown = run("show", "carbon-ion-irradiation").stdout
    assert max(map(len, shown.splitlines())) > 80
    assert "…" not in shown
    assert "\x1b" not in shown
    assert not any(line.endswith(" ") for line in shown.splitlines())


def test_stats_add_up(run: Run) -> None:
    rows = [line.rsplit(maxsplit=1) for line in run("stats").stdout.splitlines()[1:]]
    counts = [(" ".join(words.split()), int(number)) for words, number in rows]
    total = dict(counts)["all claims"]
    for kind in ("predicate", "topic"):
        parts = [n for words, n in counts if words.startswith(f"claims by {kind}")]
        assert sum(parts) == total
    listed = run("stats", "--entities").stdout.splitlines()
    assert len(listed) == dict(counts)["all entities"] + 1


def test_export_evidence(run: Run, tmp_path: Path) -> None:
    shown = run("export", "evidence").stdout
    rows = list(csv.reader(io.StringIO(shown), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert rows[1:] == sorted(rows[1:])
    file = tmp_path / "evidence.tsv"
    written = run("export", "evidence", "--out", file)
    assert (written.exit_code, written.stdout) == (0, "")
    assert file.read_text(encoding="utf-8") == shown


def test_schema_writes_what_editors_read(run: Run, tmp_path: Path) -> None:
    printed = run("schema", "--out", tmp_path / "schema").stdout.split()
    assert {Path(path).name for path in printed} >= {"claims.schema.json", "entities.schema.json"}
    for path in printed:
        assert json.loads(Path(path).read_text())["$schema"].endswith("2020-12/schema")


# -- as a process ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    ["export evidence", "show carbon-ion-irradiation", "stats --entities", "query hedged",
     "query hedged --format csv", "queries", "check"],
)  # fmt: skip
def test_a_closed_pipe_is_quiet(command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)  # before anything is written, as `| head -1` may do at any moment
    line = [KG, "--corpus", SMALL, *command.split()]
    done = subprocess.run(line, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert done.stderr == ""


def test_the_installed_command_prints_errors_without_traceback(broken: Path) -> None:
    done = subprocess.run([KG, "--corpus", broken, "stats"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "broken/entities/a.yaml:4: " in done.stderr


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from kg.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'rich', 'rdflib', 'networkx', 'pyoxigraph', 'pyvis', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_progress_shows_on_a_terminal_only(tmp_path: Path) -> None:
    command = [KG, "--corpus", SMALL, "check"]
    quiet = subprocess.run(command, capture_output=True, check=True)
    assert quiet.stderr == b""
    parent, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=terminal, env=environment, check=True)
    os.close(terminal)
    assert b"checking" in os.read(parent, 65536)
    os.close(parent)


def test_a_narrow_terminal_breaks_words_and_drops_none() -> None:
    parent, terminal = pty.openpty()
    command = [KG, "--corpus", SMALL, "show", "hmgb1-release"]
    narrow = {**os.environ, "COLUMNS": "40", "TERM": "xterm"}
    drawing = subprocess.Popen(command, env=narrow, stdout=terminal, stderr=terminal)
    os.close(terminal)
    shown = b""
    while piece := _read(parent):
        shown += piece
    os.close(parent)
    assert drawing.wait() == 0
    assert "What changes it" in shown.decode()
    assert "…" not in shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux tells the end of a terminal in this way
        return b""

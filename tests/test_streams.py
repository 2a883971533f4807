"""What is written where: odd names for --out, and streams that are closed or of few letters."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.atomic import write_whole
from kg.cli import main
from kg.publishing import renew, write_all

SMALL = Path(__file__).parent / "data" / "small"
WRITERS = (
    "export evidence", "export bibtex", "export csl-json", "export explorer", "export paths",
    "export graphml", "export cx2", "export indra", "export xlsx", "export parquet", "export bel",
    "export nanopub", "export gpml", "export sbgn", "deck",
)  # fmt: skip
MORE = dict.fromkeys(("export gpml", "export sbgn"), ("carbon-ion-irradiation", "hmgb1-release"))
"""What a command asks for besides."""


def run(*words: str) -> Any:
    return CliRunner().invoke(main, ["--corpus", str(SMALL), *words])


@pytest.mark.parametrize("command", WRITERS)
def test_out_never_destroys_what_is_no_plain_file(command: str, tmp_path: Path) -> None:
    words = [*command.split(), *MORE.get(command, ())]
    (tmp_path / "link").symlink_to("file")
    assert run(*words, "--out", str(tmp_path / "link")).exit_code == 0
    assert (tmp_path / "link").is_symlink()
    content = (tmp_path / "file").read_bytes()
    assert content
    assert run(*words, "--out", "/dev/null").exit_code == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_text("x")
    assert run(*words, "--out", str(tmp_path / "folder")).exit_code == 2
    assert (tmp_path / "folder" / "mine").read_text() == "x"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "link"]


def test_all_commands_that_write_a_file_are_tried_here() -> None:
    def walk(command: Any, path: tuple[str, ...] = ()) -> Any:
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, (*path, name))
        if any("--out" in one.opts and not getattr(one.type, "dir_okay", True)
               for one in command.params):  # fmt: skip
            yield " ".join(path)

    assert set(walk(main)) == set(WRITERS)


def test_a_pipe_takes_what_is_written(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run("export", "bibtex", "--out", str(tmp_path / "pipe")).exit_code == 0
    assert os.read(reader, 9).startswith(b"@")
    os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_stream_that_is_held_open_is_written_to(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    write_whole(Path(f"/dev/fd/{writing}"), "through")
    assert os.read(reading, 99) == b"through"
    os.close(reading)
    os.close(writing)
    with (tmp_path / "log").open("wb") as log:
        write_whole(Path(f"/proc/self/fd/{log.fileno()}"), "here")
        assert os.fstat(log.fileno()).st_ino == (tmp_path / "log").stat().st_ino
    assert (tmp_path / "log").read_text() == "here"


def test_a_full_device_is_told(tmp_path: Path) -> None:
    done = run("export", "bibtex", "--out", "/dev/full")
    assert (done.exit_code, done.stderr) == (2, "kg: No space left on device\n")


def test_a_file_keeps_its_permissions_and_a_folder_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o640)
    write_whole(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    with pytest.raises(IsADirectoryError, match="a folder, not a file"):
        write_whole(tmp_path, "x")


def test_links_and_pipes_in_a_folder_of_figures_stay(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "a.svg").symlink_to(tmp_path / "elsewhere.svg")
    os.mkfifo(folder / "b.svg")
    reader = os.open(folder / "b.svg", os.O_RDONLY | os.O_NONBLOCK)
    write_all(folder, {"a.svg": "A", "b.svg": "B", "c.svg": "C"})
    assert os.read(reader, 9) == b"B"
    os.close(reader)
    assert (folder / "a.svg").is_symlink() and (folder / "c.svg").read_text() == "C"
    assert (tmp_path / "elsewhere.svg").read_text() == "A"


def test_a_build_onto_a_link_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "a").symlink_to("../mine")
    (folder / "b").write_text("old")

    def make(scratch: Path) -> tuple[str, ...]:
        (scratch / "a").write_text("A")
        (scratch / "b").write_text("B")
        return ()

    with pytest.raises(Exception, match="a is no plain file: remove it"):
        renew(folder, make)
    assert (folder / "a").is_symlink() and (folder / "b").read_text() == "old"


ASKED = (
    "audit", "chains carbon-ion-irradiation type-i-ifn-response", "check {small}", "conflicts",
    "coverage", "explain --up TREX1 --permutations 99", "export evidence", "export bibtex",
    "figure", "gaps", "gaps --format html", "lint", "queries", "query trials", "show trex1",
    "stats", "verdict", "stats --entities", "whatif --block trex1", "--help", "explain --help",
    "--version", "no such",
    "show nothing-like-it", "schema --out {tmp}/schema", "export paths --out {tmp}/paths",
)  # fmt: skip


class Closed(io.RawIOBase):
    """A pipe whose reader has seen enough."""

    def writable(self) -> bool:
        """Take what is written."""
        return True

    def write(self, _: Any) -> int:
        """Fail as the system does."""
        raise BrokenPipeError(32, "Broken pipe")


class Screen(io.TextIOWrapper):
    """A terminal that knows the letters of Windows alone."""

    def isatty(self) -> bool:
        """Claim that a person looks."""
        return True


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("stream", ["closed pipe", "cp1252 screen", "cp1252 pipe", "closed"])
def test_no_stream_makes_a_command_crash(
    asked: str, stream: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal without colours, a reader that leaves, and no standard output at all."""
    made: dict[str, Any] = {
        "closed pipe": lambda: io.TextIOWrapper(io.BufferedWriter(Closed()), "utf-8"),
        "cp1252 screen": lambda: Screen(io.BytesIO(), "cp1252"),
        "cp1252 pipe": lambda: io.TextIOWrapper(io.BytesIO(), "cp1252"), "closed": lambda: None,
    }  # fmt: skip
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", made[stream]())
    words = asked.format(small=SMALL, tmp=tmp_path).split()
    with pytest.raises(SystemExit) as ended:
        main(["--corpus", str(SMALL), *words])
    assert ended.value.code in (0, 1, 2)


def drawn(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """Answer on a terminal of this environment."""
    screen = Screen(io.BytesIO(), "utf-8")
    for name in ("TERM", "NO_COLOR", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", screen)
    with pytest.raises(SystemExit):
        main(["--corpus", str(SMALL), "verdict", "hmgb1-release"])
    screen.flush()
    return screen.buffer.getvalue().decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("environment", [
    {"NO_COLOR": "1", "TERM": "xterm-256color"}, {"TERM": "dumb"}])  # fmt: skip
def test_a_terminal_that_asks_for_none_gets_no_escapes(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[1m" in drawn(monkeypatch, TERM="xterm-256color")
    said = drawn(monkeypatch, **environment)
    assert "HMGB1 release" in said and "\x1b" not in said


def test_the_encoding_that_is_asked_for_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = ("carbon-ion-irradiation", "hmgb1-release")
    assert "\u2192" in CliRunner().invoke(main, ["chains", *ends]).stdout_bytes.decode()
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    said = CliRunner().invoke(main, ["chains", *ends]).stdout_bytes
    assert b"\\u2192" in said and "\u00b7" in said.decode("cp1252")
    data = CliRunner().invoke(main, ["chains", *ends, "--format", "json"]).stdout_bytes
    assert json.loads(data.decode())["title"]


def test_that_nothing_was_compared_is_said_once() -> None:
    said = CliRunner().invoke(
        main, ["verdict", "tumour-immunogenicity", "--versus", "photon-irradiation"]
    )
    assert said.stdout.count("Nothing was compared") == 1


def test_a_chain_with_arrows_is_written_in_few_letters(tmp_path: Path) -> None:
    file = str(tmp_path / "paths.bin")
    assert run("export", "paths", "--out", file).exit_code == 0
    ends = ("carbon-ion-irradiation", "hmgb1-release")
    done = CliRunner(charset="cp1252").invoke(main, ["chains", *ends, "--graph", file])
    assert done.exit_code == 0 and "\\u2192" in done.stdout


def test_a_program_without_standard_output_ends_well() -> None:
    """What the shell closes has no number: the next file opened would be written to instead."""
    code = "import os, sys; os.close(1); os.execv(sys.argv[1], sys.argv[1:])"
    script = "from kg.cli import main; main(['--version'])"
    done = subprocess.run([sys.executable, "-c", code, sys.executable, "-c", script],
                          capture_output=True, text=True)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_in_the_way_of_a_folder_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep")
    done = CliRunner().invoke(main, ["figure", "hypoxia", "--out", str(tmp_path / "mine")])
    assert done.exit_code == 2
    assert "no folder, and one is asked for" in done.stderr
    assert (tmp_path / "mine").read_text() == "keep"

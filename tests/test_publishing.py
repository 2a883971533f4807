"""Whatever ends a process, at whichever of its moves: all files are old, or all are new."""

from __future__ import annotations

import fcntl
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import publishing
from kg.atomic import MAKING, opened, write_whole
from kg.errors import KgError
from kg.publishing import BusyError, recover, renew, write_all

OLD = {"a.html": "old", "figures/b.svg": "old", "gone.tsv": "old"}
NEW = {"a.html": "new", "figures/b.svg": "new", "fresh/c.ttl": "new"}
MINE = {"README.md": "mine", "notes/deep/x": "mine"}
MOVES = ("open", "os.", "shutil.", "ctypes.", "fcntl.")


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*")) if path.is_file() and MAKING not in str(path)
    }  # fmt: skip


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.parent.rglob("*") if MAKING in path.name]


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def make(scratch: Path) -> list[str]:
    for name, text in NEW.items():
        write_whole_in(scratch, name, text)
    return ["gone.tsv"]


def write_whole_in(scratch: Path, name: str, text: str) -> None:
    (scratch / name).parent.mkdir(parents=True, exist_ok=True)
    write_whole(scratch / name, text)


def renewed(folder: Path) -> None:
    renew(folder, make)


def moved(folder: Path) -> None:
    """Renew a folder that cannot be exchanged: somebody stands in it."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        renew(folder, make)
    finally:
        os.chdir(here)


def added(folder: Path) -> None:
    write_all(folder, NEW)


def ended(work: Callable[[], None], at: int, by: signal.Signals) -> bool:
    """Do work in a process that a signal meets right before its move number `at`.

    Every call that touches the file system is a move: the interpreter tells of each before it.
    """
    child = os.fork()
    if not child:
        moves = 0

        def count(event: str, _: object) -> None:
            nonlocal moves
            if event.startswith(MOVES):
                moves += 1
                if moves == at:
                    signal.raise_signal(by)

        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.addaudithook(count)
        try:
            work()
        except BaseException:
            os._exit(3)
        os._exit(4 if moves >= at else 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def every_move(
    tmp_path: Path, work: Callable[[Path], None], by: signal.Signals
) -> Iterator[Path]:
    """Give the folder as the signal left it, for each move of the work in turn."""
    for at in range(1, 1000):
        folder = tmp_path / str(at) / "build"
        fill(folder, {**OLD, **MINE})
        if not ended(lambda folder=folder: work(folder), at, by):  # type: ignore[misc]
            assert at > 30, "the moves were not seen"
            return
        yield folder
    raise AssertionError("never done")


def after(work: Callable[[Path], None]) -> dict[str, str]:
    kept = {"gone.tsv": "old"} if work is added else {}
    return {**MINE, **kept, **NEW}


@pytest.mark.parametrize("work", [renewed, moved, added])
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_at_any_move_leaves_all_old_or_all_new(
    tmp_path: Path, work: Callable[[Path], None], by: signal.Signals
) -> None:
    seen = []
    for folder in every_move(tmp_path, work, by):
        found = contents(folder)
        assert found in ({**OLD, **MINE}, after(work))
        seen.append(found == after(work))
        recover(folder)
        assert contents(folder) == found
        assert leftovers(folder) == []
    assert set(seen) == {False, True}
    assert seen == sorted(seen), "once new, never old again"


def test_a_kill_at_any_move_leaves_all_old_or_all_new(tmp_path: Path) -> None:
    seen = []
    for folder in every_move(tmp_path, renewed, signal.SIGKILL):
        found = contents(folder)
        assert found in ({**OLD, **MINE}, after(renewed))
        seen.append(found == after(renewed))
        renew(folder, make)
        assert contents(folder) == after(renewed)
        assert leftovers(folder) == []
    assert seen == sorted(seen)
    assert set(seen) == {False, True}


@pytest.mark.parametrize("work", [moved, added])
def test_where_files_are_moved_the_next_start_finishes_what_a_kill_cut_short(
    tmp_path: Path, work: Callable[[Path], None]
) -> None:
    seen = []
    for folder in every_move(tmp_path, work, signal.SIGKILL):
        recover(folder)
        found = contents(folder)
        assert found in ({**OLD, **MINE}, after(work))
        assert leftovers(folder) == []
        seen.append(found == after(work))
    assert seen == sorted(seen)
    assert set(seen) == {False, True}


def failing(monkeypatch: pytest.MonkeyPatch, *fails: tuple[str, str]) -> None:
    """Let the system refuse to move a file of this name out of the 'new' or the 'old' ones."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if any(Path(target).name == name and part in Path(source).parts for part, name in fails):
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(publishing.os, "replace", replace)


FIRST = {"0.tsv": "new", **NEW}
"""What is moved first was not there before: taking it back removes it."""


@pytest.mark.parametrize("name", ["a.html", "b.svg", "c.ttl"])
def test_a_move_that_fails_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "build"
    fill(folder, {**OLD, **MINE})
    failing(monkeypatch, ("new", name))
    with pytest.raises(PermissionError):
        write_all(folder, FIRST)
    assert contents(folder) == {**OLD, **MINE}
    assert leftovers(folder) == []


def test_a_taking_back_that_is_cut_short_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "build"
    fill(folder, {**OLD, **MINE})
    with monkeypatch.context() as broken:
        failing(broken, ("new", "c.ttl"), ("old", "b.svg"))
        with pytest.raises(PermissionError):
            write_all(folder, FIRST)
        assert contents(folder) == {**OLD, **MINE, "figures/b.svg": "new"}
    recover(folder)
    assert contents(folder) == {**OLD, **MINE}, "what was put back already is not removed"
    assert leftovers(folder) == []


def test_a_folder_in_the_place_of_a_file_is_refused_before_anything_moves(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    fill(folder, {**OLD, "fresh/c.ttl/inside": "mine"})
    before = contents(folder)
    with pytest.raises(IsADirectoryError):
        write_all(folder, NEW)
    assert contents(folder) == before
    assert leftovers(folder) == []


def test_what_is_no_product_keeps_its_identity(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    fill(folder, {**OLD, **MINE})
    (folder / "link").symlink_to("README.md")
    (folder / "empty").mkdir(mode=0o750)
    os.chmod(folder, 0o700)
    before = (folder / "README.md").stat().st_ino
    renewed(folder)
    assert (folder / "README.md").stat().st_ino == before
    assert os.readlink(folder / "link") == "README.md"
    assert stat.S_IMODE((folder / "empty").stat().st_mode) == 0o750
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_folder_is_exchanged_in_one_step(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    fill(folder, OLD)
    before = folder.stat().st_ino
    renewed(folder)
    assert folder.stat().st_ino != before
    held = folder.stat().st_ino
    moved(folder)
    assert folder.stat().st_ino == held, "a shell may stand there"


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    fill(tmp_path / "disk" / "real", OLD)
    (tmp_path / "build").symlink_to("disk/real")
    renewed(tmp_path / "build")
    assert (tmp_path / "build").is_symlink()
    assert contents(tmp_path / "disk" / "real") == NEW


def test_two_builds_are_told_of_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    fill(folder, OLD)

    def inner(scratch: Path) -> list[str]:
        with pytest.raises(BusyError, match="another kg is writing into"):
            renew(folder, make)
        return make(scratch)

    renew(folder, inner)
    assert contents(folder) == NEW


def test_what_is_being_made_is_not_swept(tmp_path: Path) -> None:
    alive, dead = tmp_path / f".a{MAKING}1", tmp_path / f".a{MAKING}2"
    alive.write_text("half")
    dead.write_text("half")
    with opened(alive) as number:
        fcntl.flock(number, fcntl.LOCK_EX)
        write_whole(tmp_path / "a", "whole")
    assert alive.exists()
    assert not dead.exists()
    assert (tmp_path / "a").read_text() == "whole"


@pytest.mark.parametrize("name", ["../out", "/out", ""])
def test_a_planted_journal_moves_nothing_out_of_its_folder(tmp_path: Path, name: str) -> None:
    scratch = tmp_path / "build" / f".build{MAKING}planted"
    fill(scratch, {"new/a": "x"})
    names = f'{{"names": ["{name}"], "gone": [], "kept": []}}'
    (scratch / "forward").write_text(names)
    with pytest.raises(KgError, match="no place in the folder"):
        recover(tmp_path / "build")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_pipe_or_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(tmp_path / "pipe", "through")
    assert os.read(reader, 99) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    (tmp_path / "link").symlink_to("file")
    write_whole(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "x"

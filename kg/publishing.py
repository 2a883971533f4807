"""Several files as one step: whatever dies, and when, all of them are old or all are new.

A folder of our own is made anew beside the old one, and the two change names in one call of the
system. Where that cannot be (a folder that others work in, a mount), the files are moved under a
journal: from one rename on, the next who writes there finishes what was begun.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import shutil
import signal
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from kg.atomic import MAKING, beside, is_stream, lock, opened, sweep, sync, write_whole
from kg.errors import KgError

Make = Callable[[Path], Collection[str]]


class BusyError(KgError):
    """Somebody else is writing into the same folder."""


def renew(folder: Path, make: Make) -> None:
    """Let `make` fill an empty folder, then put all of it in the place of what `folder` holds.

    `make` gives the names of older products that are to go; whatever else stands in the folder
    stays. Until the one step that publishes it, nothing is changed. `BusyError` where another
    process renews the same folder.
    """
    folder = Path(os.path.realpath(folder))
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder, wait=False):
        recover(folder)
        within = os.path.ismount(folder) or not os.access(folder.parent, os.W_OK)
        with beside(folder, Path.mkdir, within=within, keep=_unfinished) as scratch:
            new = scratch / "new"
            new.mkdir()
            gone = make(new)
            names = list(_files(new))
            _refuse_odd(folder, names)
            if within or not _swap(folder, new, {*names, *gone}):
                _move(folder, scratch, names, gone)


def write_all(folder: Path, files: Mapping[str, str | bytes]) -> list[Path]:
    """Write files into a folder that may hold others', all of them or none; gives their paths.

    What is a link there, a pipe or a device stays that: it is written to, after the others.
    """
    real = Path(os.path.realpath(folder))
    real.mkdir(parents=True, exist_ok=True)
    with _locked(real, wait=True):
        recover(real)
        odd = {name for name in files if _is_odd(real / _inner(name))}
        plain = {name: content for name, content in files.items() if name not in odd}
        with beside(real, Path.mkdir, within=True, keep=_unfinished) as scratch:
            for name, content in plain.items():
                path = scratch / "new" / _inner(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
            _move(real, scratch, list(plain), ())
        for name in sorted(odd):
            write_whole(real / name, files[name])
    return [Path(folder, name) for name in files]


def recover(folder: Path) -> None:
    """Finish, or take back, what a process began that died; then sweep what it left."""
    for home in (folder, folder.parent):
        for scratch in sorted(home.glob(f".{folder.name}{MAKING}*")):
            with suppress(FileNotFoundError), opened(scratch) as number:
                if lock(number) and (scratch / _FORWARD).exists():
                    _forward(folder, scratch)
                elif lock(number) and (scratch / _BACK).exists():
                    _back(folder, scratch)
        sweep(folder, within=home == folder)


# -- a folder of our own: one exchange of names ---------------------------------------------------


def _swap(folder: Path, new: Path, ours: Collection[str]) -> bool:
    """Exchange the two folders' names; False, with nothing changed, where that cannot be done."""
    try:
        if Path.cwd().is_relative_to(folder):
            return False  # a shell that stands there would be left in a folder without a name
        _carry(folder, new, ours)
        _sync_tree(new)
        with _locked(new, wait=False), _uninterrupted():  # who finds the new one finds it locked
            if not _exchange(folder, new):
                return False
            sync(folder.parent)
            sync(new.parent)
    except OSError:
        return False
    return True


def _carry(folder: Path, new: Path, ours: Collection[str]) -> None:
    """Give whatever else stands in the old folder a second name in the new one."""
    others = [name for name in _files(folder) if name not in ours]
    if len(others) > _MANY:
        raise OSError(f"more than {_MANY} files of others")
    for place in (".", *_folders(folder)):
        (new / place).mkdir(exist_ok=True)
        shutil.copystat(folder / place, new / place)
        with suppress(PermissionError):
            os.chown(new / place, (folder / place).stat().st_uid, (folder / place).stat().st_gid)
    for name in others:
        os.link(folder / name, new / name, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names, in one step that no reader can see half of (Linux)."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    paths = os.fsencode(one), os.fsencode(other)
    return call is not None and call(_CWD, paths[0], _CWD, paths[1], _RENAME_EXCHANGE) == 0


# -- a folder of others: moves under a journal ----------------------------------------------------


def _move(folder: Path, scratch: Path, names: Collection[str], gone: Iterable[str]) -> None:
    """Move files to their places; from the rename of the journal on, they will all get there."""
    gone = [name for name in gone if (folder / name).exists()]
    kept = [name for name in (*names, *gone) if os.path.lexists(folder / name)]
    for name in kept:
        old = scratch / "old" / name
        old.parent.mkdir(parents=True, exist_ok=True)
        if (folder / name).is_dir():
            raise IsADirectoryError(21, os.strerror(21), str(folder / name))
        try:
            os.link(folder / name, old, follow_symlinks=False)
        except OSError:
            shutil.copy2(folder / name, old, follow_symlinks=False)
    journal = {"names": [*names], "gone": gone, "kept": kept}
    (scratch / "journal").write_text(json.dumps(journal), encoding="utf-8")
    _sync_tree(scratch)
    with _uninterrupted():
        os.rename(scratch / "journal", scratch / _FORWARD)
        sync(scratch)
        _forward(folder, scratch)


def _forward(folder: Path, scratch: Path) -> None:
    """Do what the journal says and is not done yet; take all of it back if that fails."""
    journal = _journal(scratch / _FORWARD)
    try:
        for name in journal["names"]:
            if os.path.lexists(scratch / "new" / name):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(scratch / "new" / name, folder / name)
        for name in journal["gone"]:
            (folder / name).unlink(missing_ok=True)
        for place in {(folder / name).parent for name in journal["names"]}:
            sync(place)
    except BaseException:
        os.rename(scratch / _FORWARD, scratch / _BACK)
        _back(folder, scratch)
        raise


def _back(folder: Path, scratch: Path) -> None:
    """Put back what the journal moved; what it needs for that is kept until it is done."""
    journal = _journal(scratch / _BACK)
    for name in (*journal["names"], *journal["gone"]):
        if os.path.lexists(scratch / "old" / name):
            os.replace(scratch / "old" / name, folder / name)
        elif name not in journal["kept"]:
            (folder / name).unlink(missing_ok=True)
    sync(folder)
    (scratch / _BACK).unlink()


def _unfinished(scratch: Path) -> bool:
    return (scratch / _BACK).exists()


def _journal(path: Path) -> dict[str, list[str]]:
    read: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {field: [_inner(name) for name in read[field]] for field in ("names", "gone", "kept")}


# -- what both stand on ---------------------------------------------------------------------------


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[None]:
    """Have a folder for oneself; with `wait`, also keep the one around it from being renewed."""
    exclusive = fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB)
    while True:
        with opened(folder.parent) as around, opened(folder) as number:
            if wait:
                lock(around, fcntl.LOCK_SH)
            if not lock(number, exclusive):
                remedy = "wait until it has ended, or write elsewhere (--out)"
                raise BusyError(f"another kg is writing into {folder}: {remedy}")
            if os.path.samestat(os.fstat(number), folder.stat()):  # not renewed meanwhile
                yield
                return


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals that would end the process wait."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _files(folder: Path) -> Iterator[str]:
    """Name every file below a folder but those that are being made; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if MAKING not in name)
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted((*names, *links)):
            if MAKING not in name:
                yield Path(place, name).relative_to(folder).as_posix()


def _folders(folder: Path) -> Iterator[str]:
    """Name every folder below one, those above first."""
    for place, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if MAKING not in name)
        for name in folders:
            if not os.path.islink(os.path.join(place, name)):
                yield Path(place, name).relative_to(folder).as_posix()


def _is_odd(path: Path) -> bool:
    """Tell a link, a pipe or a device: what would be lost if a file took its place."""
    return path.is_symlink() or is_stream(path)


def _refuse_odd(folder: Path, names: Iterable[str]) -> None:
    """Refuse to publish onto what is no plain file: all products change in one step, or none."""
    odd = next((name for name in names if _is_odd(folder / name)), None)
    if odd is not None:
        raise KgError(f"{folder / odd} is no plain file: remove it, or write elsewhere (--out)")


def _sync_tree(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                sync(path)
        sync(Path(place))


def _inner(name: str) -> str:
    """Hold that a name stays in its folder: a journal may lie in a folder that came from others."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        raise KgError(f"'{name}' is no place in the folder: remove what is named {MAKING}* there")
    return name


_FORWARD, _BACK = "forward", "back"
_ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT}
_MANY = 10_000
"""Files of others; beyond them the folder is hardly one of products alone."""

_CWD, _RENAME_EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux' renameat2(2)."""

"""Files that are whole or not there: written beside their place, synced, then moved into it."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

MAKING = ".making-"
"""Stands in the name of whatever is not finished; what its maker left by dying is swept."""

OPEN = re.compile(r"/dev/(?:fd/|stdout$|stderr$)|/proc/[^/]+/fd/")
"""Names of what a process holds open; behind one may be a file that is being written to."""


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file so that no reader ever sees half of it; text as UTF-8, lines as they are."""
    with replacing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
    return Path(path)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` once it is whole and on the disk.

    A link stays a link, to the new content, and a file keeps its permissions. A pipe, a device or
    an open stream (/dev/stdout) has nothing that could be kept whole: it is written to as it is,
    never replaced. Raises OSError, with words for a person, for a folder and a socket.
    """
    target = Path(os.path.realpath(path))
    if is_stream(path):
        with open(path, "wb", buffering=0) as raw, io.BufferedWriter(raw) as stream:
            yield stream
        return
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder, not a file", str(path))
        sweep(target)
        with beside(target, lambda scratch: scratch.touch(exist_ok=False)) as scratch:
            with scratch.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, scratch)
            os.replace(scratch, target)
            sync(target.parent)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # the name that was asked for
        raise


def is_stream(path: Path) -> bool:
    """Tell what is written to as it is: a pipe, a device, or a stream that a process holds open.

    Looked at by the name that was given: that of a stream, such as /dev/fd/3, leads to no file.
    """
    try:
        about = os.stat(path)
    except OSError:
        return False
    plain = stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)
    return not plain or OPEN.match(os.path.abspath(path)) is not None


@contextmanager
def beside(
    target: Path, make: Callable[[Path], object], *, within: bool = False,
    keep: Callable[[Path], bool] = lambda scratch: False,
) -> Iterator[Path]:  # fmt: skip
    """Make a scratch file or folder beside `target` (or in it); in the end remove it, or `keep` it.

    It is locked meanwhile: that is how `sweep` knows that somebody still works on it.
    """
    home = target if within else target.parent
    while True:
        scratch = home / f".{target.name}{MAKING}{secrets.token_hex(4)}"
        make(scratch)
        with opened(scratch) as number:
            if lock(number) and os.fstat(number).st_nlink:  # else a sweep was faster
                try:
                    yield scratch
                finally:
                    if not keep(scratch):
                        remove(scratch)
                return


def sweep(target: Path, within: bool = False) -> list[Path]:
    """Remove what makers of `target` left by dying; gives what was not removed, for it lives."""
    alive = []
    home = target if within else target.parent
    for left in home.glob(f".{escape(target.name)}{MAKING}*"):
        with suppress(FileNotFoundError), opened(left) as number:
            if lock(number):
                remove(left)
            else:
                alive.append(left)
    return alive


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open a file or a folder as a bare descriptor."""
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        yield number
    finally:
        os.close(number)


def lock(number: int, how: int = fcntl.LOCK_EX | fcntl.LOCK_NB) -> bool:
    """Lock a descriptor; False where another process has it, True where no locks are known."""
    try:
        fcntl.flock(number, how)
    except BlockingIOError:
        return False
    except OSError:
        pass  # some network file systems
    return True


def sync(path: Path) -> None:
    """Put a file, or the names in a folder, on the disk."""
    with opened(path) as number:
        os.fsync(number)


def remove(path: Path) -> None:
    """Remove a file or a folder with all in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

"""What is read of a file that others made: a file indeed, and no larger than it may be."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_bounded(path: Path, most: int, *, pipe: bool = False) -> bytes:
    """Read a file of at most `most` bytes, looked at before anything is read.

    A pipe, a device or a folder is refused unopened, for reading it may never end or have an
    effect; `pipe` allows one that a person named, such as <(zcat FILE). Raises OSError, with
    words for a person.
    """
    if pipe and stat.S_ISFIFO(os.stat(path).st_mode):
        with open(path, "rb") as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise OSError(errno.EFBIG, f"more than the {most} bytes that it may give", str(path))
        return content
    hold_regular(path)
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(number, "rb") as file:
        about = os.fstat(number)  # of what was opened, whoever changed the name meanwhile
        _hold_regular(about, path)
        content = file.read(most + 1) if about.st_size <= most else b""
    if max(len(content), about.st_size) > most:
        raise OSError(errno.EFBIG, f"larger than the {most} bytes that it may have", str(path))
    return content


def hold_regular(path: Path) -> None:
    """Raise OSError, with words for a person, for anything but a file; it is not opened."""
    _hold_regular(os.stat(path), path)


def _hold_regular(about: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(about.st_mode):
        kind = next((word for test, word in _KINDS if test(about.st_mode)), "no file")
        raise OSError(errno.EINVAL, f"{kind}, not a file", str(path))


_KINDS = (
    (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"), (stat.S_ISSOCK, "a socket"),
)  # fmt: skip

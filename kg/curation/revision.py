"""Curated folders of another time: of a git revision, of a release, or as they lie on the disk."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kg.errors import RequestError


@contextmanager
def unpacked(name: str, home: Path) -> Iterator[tuple[Path, ...]]:
    """Give the curated folders behind a name, for as long as they are needed.

    A folder; several joined by '+', each on the one before; a release (wheel, zip or tar), which
    holds a folder with references.yaml; or a revision of the git repository of `home`, of which the
    folder `home` is taken. Raises `RequestError` where it is none of these.

    >>> with unpacked("nowhere", Path("/")) as folders:
    ...     pass
    Traceback (most recent call last):
    ...
    kg.errors.RequestError: 'nowhere' is no folder, no release, and no revision of /
    """
    path = Path(name)
    layers = [Path(part) for part in name.split("+")]
    if path.is_dir():
        yield (path,)
    elif len(layers) > 1 and all(layer.is_dir() for layer in layers):
        yield tuple(layers)
    else:
        with TemporaryDirectory() as scratch:
            into = Path(scratch, home.name or "corpus")
            if path.is_file():
                _unpack_release(path, into)
            else:
                _unpack_revision(name, home, into)
            yield (into,)


def _unpack_revision(name: str, home: Path, into: Path) -> None:
    none = RequestError(f"'{name}' is no folder, no release, and no revision of {home}")
    if name.startswith("-"):
        raise none
    try:
        commit = _git(home, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        packed = _git(home, "archive", "--format=tar", commit.decode().strip(), ".")
    except (OSError, subprocess.CalledProcessError):
        raise none from None
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")


def _git(home: Path, *words: str) -> bytes:
    """Ask git, which is told words and never a command line."""
    command = [shutil.which("git") or "git", "-C", str(home), *words]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603


def _unpack_release(path: Path, into: Path) -> None:
    """Take out of an archive the folder that holds the bibliography; nothing leaves its place."""
    files = dict(_files(path))
    homes = [PurePosixPath(name).parent for name in files if name.endswith("references.yaml")]
    if not homes:
        raise RequestError(f"{path} holds no references.yaml: give a folder, a wheel, zip or tar")
    home = min(homes, key=lambda folder: (len(folder.parts), str(folder)))
    for name, content in files.items():
        inner = PurePosixPath(name)
        if inner.is_relative_to(home) and ".." not in inner.parts:
            target = into / inner.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every small file of an archive with its name."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for one in packed.infolist():
                    if not one.is_dir() and one.file_size <= LARGEST:
                        yield one.filename, packed.read(one)
        else:
            with tarfile.open(path) as archive:
                for member in archive:
                    content = archive.extractfile(member) if member.isfile() else None
                    if content is not None and member.size <= LARGEST:
                        yield member.name, content.read()
    except (tarfile.TarError, zipfile.BadZipFile, OSError) as error:
        cause = f"{path} is no archive ({error})"
        raise RequestError(f"{cause}: give a folder, a wheel, zip or tar") from None


LARGEST = 8_000_000
"""Bytes of a curated file; what is larger is none."""

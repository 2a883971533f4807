"""The manifest of a folder of products: name, SHA-256 and bytes of each, and what holds to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from kg.atomic import write_whole
from kg.bounded import read_bounded
from kg.errors import KgError

MANIFEST = "manifest.tsv"
"""Name, digest and bytes of every product; tracked, so that a change of a product is seen."""


@dataclass(frozen=True, order=True)
class Listed:
    """One product as the manifest lists it; `size` in bytes."""

    name: str
    sha256: str
    size: int


def listed(name: str, content: bytes) -> Listed:
    """Describe a product by what it holds."""
    return Listed(name, sha256(content).hexdigest(), len(content))


def write_manifest(products: Iterable[Listed], path: Path) -> None:
    """Write the manifest, sorted by name."""
    rows = sorted((one.name, one.sha256, str(one.size)) for one in products)
    write_whole(path, "".join("\t".join(row) + "\n" for row in (_HEADER, *rows)))


def read_manifest(folder: Path) -> tuple[Listed, ...]:
    """Read the manifest of a folder; `KgError` by line where it is none, OSError if not there."""
    path = folder / MANIFEST
    lines = read_bounded(path, _LARGEST).decode("utf-8", "replace").splitlines()
    if not lines or tuple(lines[0].split("\t")) != _HEADER:
        raise KgError(f"{path}:1: no manifest: 'kg build' writes one")
    return tuple(_listed(line, f"{path}:{n}") for n, line in enumerate(lines[1:], start=2))


def differences(folder: Path) -> Iterator[tuple[str, str]]:
    """Tell each product of a folder that is not what its manifest lists, and how it differs."""
    for one in read_manifest(folder):
        try:
            found = listed(one.name, read_bounded(folder / one.name, max(one.size, _LARGEST)))
        except OSError as error:
            yield one.name, error.strerror or "cannot be read"
            continue
        if found.size != one.size:
            yield one.name, f"{found.size} bytes where the manifest lists {one.size}"
        elif found != one:
            yield one.name, "another content than the manifest lists"


def _listed(line: str, where: str) -> Listed:
    name, *rest = line.split("\t")
    places = PurePosixPath(name)
    if len(rest) != 2 or not rest[1].isdecimal() or places.is_absolute() or ".." in places.parts:
        raise KgError(f"{where}: no line of a manifest: 'kg build' writes it anew")
    return Listed(name, rest[0], int(rest[1]))


_HEADER = ("product", "sha256", "bytes")
_LARGEST = 1_000_000

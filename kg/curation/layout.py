"""What a curated folder may hold, and what is told of everything else in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from kg.curation.files import (
    ClaimFile,
    ConclusionFile,
    EntityFile,
    ExclusionFile,
    FigureFile,
    GapFile,
    ModuleFile,
    PaperFile,
    ReferenceFile,
    WithdrawalFile,
)
from kg.curation.reading import FILES as OF_DOCUMENTS


@dataclass(frozen=True)
class Kind:
    """Files of one kind: where they stand, and the records that they hold.

    What has no `shelf` is not read here. What is read `elsewhere` is read in the shipped folder.
    """

    pattern: str
    shelf: str = ""
    model: type[Any] | None = None
    elsewhere: bool = False

    def fits(self, name: str) -> bool:
        """Tell whether a file, named from the folder on, is of this kind.

        >>> Kind("claims/*/*.yaml").fits("claims/icd/a.yaml"), Kind("*.md").fits("a/b.md")
        (True, False)
        """
        given, wanted = name.split("/"), self.pattern.split("/")
        hidden = given[-1].startswith(".")
        return not hidden and len(given) == len(wanted) and all(map(fnmatchcase, given, wanted))


KINDS = (
    Kind("corpus.yaml", "manifest"),
    Kind("entities/*.yaml", "entities", EntityFile),
    Kind("references.yaml", "references", ReferenceFile),
    Kind("claims/*/*.yaml", "claims", ClaimFile),
    Kind("gaps.yaml", "gaps", GapFile),
    Kind("exclusions.yaml", "exclusions", ExclusionFile),
    Kind("conclusions.yaml", "conclusions", ConclusionFile),
    Kind("modules.yaml", "modules", ModuleFile),
    Kind("figures/*.yaml", "figures", FigureFile),
    Kind("withdrawals.yaml", "withdrawals", WithdrawalFile),
    Kind("papers/*.yaml", "papers", PaperFile),
    Kind("searches.tsv", "searches"),
    Kind("queries/*.rq", "queries"),
    *(Kind(f"documents/*/{name}", "documents") for name in OF_DOCUMENTS),
    Kind("inventory.tsv", "documents"),
    Kind("README*"), Kind("LICENSE*"), Kind("CHANGELOG*"), Kind("CITATION.cff"),
    Kind("*/README*"), Kind("*/*/README*"),
    Kind("*.ttl", elsewhere=True), Kind("*.tsv", elsewhere=True),
    Kind("__init__.py", elsewhere=True),
)  # fmt: skip
"""Every kind of file, in the order in which they are read."""



def _form(pattern: str) -> str:
    """Write a pattern for people."""
    inner = "<key>/" if pattern.startswith("documents/") else "<topic>/"
    return pattern.replace("*/", inner).replace("*", "<name>")


LAYOUT = "use " + ", ".join(_form(kind.pattern) for kind in KINDS if kind.shelf)


@dataclass(frozen=True)
class Stray:
    """What stands where nothing reads it; `grave` where curated records may be lost by it."""

    name: str
    cause: str
    remedy: str
    grave: bool


def survey(folder: Path) -> tuple[list[tuple[Path, Kind]], list[Stray]]:
    """Find the files to read, kind by kind, and whatever is not read, with its likely meaning."""
    strays: dict[str, Stray] = {}
    found: list[tuple[int, str]] = []
    shipped = folder.resolve() == Path(str(files("kg.ontology"))).resolve()
    for name in _names(folder, strays):
        number = next((n for n, kind in enumerate(KINDS) if kind.fits(name)), None)
        if number is None:
            told = _stray(name)
            strays.setdefault(told.name, told)
        elif KINDS[number].shelf:
            found.append((number, name))
        elif KINDS[number].elsewhere and not shipped:
            remedy = "remove it; 'kg check' names what is read"
            strays[name] = Stray(name, "is read in the shipped folder only", remedy, False)
    files_ = [(folder / name, KINDS[number]) for number, name in sorted(found)]
    return files_, list(strays.values())


def _names(folder: Path, strays: dict[str, Stray]) -> Iterator[str]:
    """Name every file, as deep as anything is read and one more; what is hidden is passed over."""

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        strays[name] = Stray(name, f"cannot be read ({error.strerror})", "let it be read", True)

    for place, folders, names in os.walk(folder, onerror=unreadable, followlinks=True):
        inner = PurePosixPath(Path(place).relative_to(folder).as_posix())
        below = [name for name in folders if not (name.startswith(".") or name == "__pycache__")]
        folders[:] = sorted(below) if len(inner.parts) < _DEPTH else []
        for name in sorted(names):
            if not name.startswith(".") or _is_yaml(name):
                yield (inner / name).as_posix()
        for name in below:
            path = (inner / name).as_posix()
            if any(kind.shelf and kind.fits(path) for kind in KINDS):
                yield path  # a folder in the place of a file
            elif not folders:
                strays[path] = Stray(path, "is deeper than anything that is read", LAYOUT, True)


def _stray(name: str) -> Stray:
    """Say what a file that nothing reads was likely meant for."""
    first, *rest = name.split("/")
    cause = "stands where nothing reads it"
    near = _nearest(first, bool(rest))
    if rest and first not in _FOLDERS:  # told once for the whole folder
        remedy = f"did you mean '{near}/'?" if near else LAYOUT
        return Stray(first if near else name, cause, remedy, bool(near) or _is_yaml(name))
    if not rest and near:
        return Stray(name, cause, f"did you mean '{near}'?", grave=True)
    if name.rsplit("/", 1)[-1].startswith("."):
        return Stray(name, "is hidden, and not read", "give it another name", grave=False)
    wanted = next((kind.pattern for kind in KINDS if kind.pattern.startswith(f"{first}/")), "")
    form = _form(wanted)
    return Stray(name, cause, f"use {form}" if form else LAYOUT, _is_yaml(name))


def _nearest(first: str, folder: bool) -> str:
    """Find the folder or file of the layout that a name was likely meant for."""
    known = _FOLDERS if folder else _FILES
    if first in known:
        return ""
    stems = {name.split(".")[0]: name for name in known}
    near = get_close_matches(first.casefold().split(".")[0], stems, n=1, cutoff=0.7)
    return stems[near[0]] if near and (folder or _is_yaml(first) or first.count(".") == 0) else ""


def _is_yaml(name: str) -> bool:
    return any(part in {"yaml", "yml"} for part in name.casefold().split(".")[1:])


_READ = [kind.pattern for kind in KINDS if kind.shelf or "/" in kind.pattern]
_FOLDERS = {pattern.split("/")[0] for pattern in _READ if "/" in pattern} - {"*"}
_FILES = {pattern for pattern in _READ if "/" not in pattern}
_DEPTH = 3
"""Folders below one another that are looked into: claims/<topic>, and one more."""

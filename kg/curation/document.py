"""YAML files with line numbers: plain scalars by YAML 1.2 core rules, nothing executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from kg.bounded import read_bounded
from kg.errors import Problem
from kg.escape import terminal
from kg.model.letters import unfit_letters, unfit_number, without_unfit

Place = tuple[str | int, ...]
MAX_BYTES = 8_000_000
MAX_DEPTH = 40


@dataclass
class Document:
    """One file's content as plain Python, with the line of every place in it and what was wrong.

    `layer` counts the folders, the file's own included. `shared` leads from a place that was filled
    from the file's defaults to where it is written. `waits` tells whether the dots of a skeleton
    stand anywhere in it.
    """

    name: str
    content: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    shared: dict[Place, Place] = field(default_factory=dict)
    layer: int = 0
    waits: bool = False

    def line(self, place: Place) -> int:
        """Find the line (from 1) of a place, or of the nearest place that encloses it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def report(self, place: Place, cause: str, remedy: str, severity: str = "error") -> None:
        """Add a problem at a place of this document; one in the defaults is told once."""
        written = self._written(place)
        where = terminal(".".join(map(str, written))) or "file"
        problem = Problem(
            self.name, self.line(written), where, terminal(cause), terminal(remedy), severity
        )
        if written == place or problem not in self.problems:
            self.problems.append(problem)

    def _written(self, place: Place) -> Place:
        for length in range(len(place), 0, -1):
            if place[:length] in self.shared:
                return self.shared[place[:length]] + place[length:]
        return place


_KEPT: ContextVar[dict[tuple[str, str, int, int], Document] | None] = ContextVar(
    "kept", default=None
)
"""What was read of files that did not change, while somebody watches them."""


@contextmanager
def keeping() -> Iterator[None]:
    """Keep what is read of a file while it does not change, for one who reads again and again."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def read_document(path: Path, name: str) -> Document:
    """Read one YAML file; problems are collected in the document, never raised."""
    kept = _KEPT.get()
    if kept is None:
        return _read(path, name)
    try:
        about = path.stat()
    except OSError:
        return _read(path, name)
    key = (str(path), name, about.st_mtime_ns, about.st_size)
    if key not in kept:
        for old in [one for one in kept if one[:2] == key[:2]]:
            del kept[old]
        kept[key] = _read(path, name)
    found = kept[key]
    return replace(found, lines=dict(found.lines), problems=list(found.problems), shared={})


def _read(path: Path, name: str) -> Document:
    document = Document(name)
    try:
        text = _text(path, document)
        node = yaml.compose(text, Loader=_Loader)
        if "*" in text:
            _refuse_aliases(text, document)
        if node is not None and not document.problems:
            document.content = _plain(node, (), document)
        if document.content is None and not document.problems:
            document.report((), "the file is empty", "add content or delete the file")
    except _UnreadableError as error:
        document.report((), f"cannot be read ({error})", "give a readable UTF-8 YAML file")
    except yaml.reader.ReaderError as error:
        document.lines[()] = text.count("\n", 0, error.position) + 1
        document.report((), f"YAML syntax: {error.reason}", "remove the character")
    except yaml.MarkedYAMLError as error:
        document.lines[()] = error.problem_mark.line + 1 if error.problem_mark else 1
        cause = error.problem or "not YAML"
        document.report((), f"YAML syntax: {cause}", "mend the syntax (indent, quotes, brackets)")
    return document


class _UnreadableError(Exception):
    """Bytes that are not there, are too many, or are not UTF-8."""


def _text(path: Path, document: Document) -> str:
    try:
        raw = read_bounded(path, MAX_BYTES)
    except OSError as error:
        raise _UnreadableError(error.strerror or "not a file") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        document.lines[()] = raw.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(f"byte 0x{raw[error.start]:02x} is not UTF-8") from error


def _refuse_aliases(text: str, document: Document) -> None:
    """Report each alias where it is used: the composed node only knows where the anchor is."""
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) and event.start_mark:
            document.lines[()] = event.start_mark.line + 1
            cause = f"a YAML alias, '*{event.anchor}'"
            document.report((), cause, "write the value out; file defaults spare repeats")


def _plain(node: yaml.Node, place: Place, document: Document) -> Any:
    """Give the node as Python values; its line and its faults go into the document."""
    document.lines.setdefault(place, node.start_mark.line + 1)
    if len(place) > MAX_DEPTH:
        document.report(place, f"nested deeper than {MAX_DEPTH}", "flatten the record")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, document)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, n), document) for n, item in enumerate(node.value)]
    return _scalar(node, place, document) if isinstance(node, yaml.ScalarNode) else None


def _mapping(node: yaml.MappingNode, place: Place, document: Document) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            document.lines[*place, "?"] = key_node.start_mark.line + 1
            document.report((*place, "?"), "a key that is not a word", "use a plain field name")
            continue
        key = str(key_node.value)
        inner = (*place, key)
        first = document.lines.get(inner)
        document.lines[inner] = key_node.start_mark.line + 1
        if unfit := unfit_letters(key):
            document.report(inner, unfit, "remove it")
        if key in content:
            remedy = f"keep one; the other is in line {first}"
            document.report(inner, f"'{key}' is given twice", remedy)
            continue
        content[key] = _plain(value_node, inner, document)
    return content


def _scalar(node: yaml.ScalarNode, place: Place, document: Document) -> Any:
    """Read a scalar by YAML 1.2 core: so `no`, `on` and `12:30` stay words."""
    text = str(node.value)
    if unfit := unfit_letters(text):
        document.report(place, unfit, "remove it")
        text = without_unfit(text) or "-"
    document.waits |= DOTS.fullmatch(text) is not None
    if node.style:  # libyaml writes plain as an empty string, PyYAML as None
        return text
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if not (_INTEGER.fullmatch(text) or _FLOAT.fullmatch(text)):
        return text
    value = float(text)
    if unfit := unfit_number(text, value):
        document.report(place, unfit, "write the number as printed, or as text in quotes")
    return int(text) if _INTEGER.fullmatch(text) else value


DOTS = re.compile(r"\s*(\.\.\.+|\N{HORIZONTAL ELLIPSIS})\s*")
"""What a skeleton has where something is to be filled in."""

_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the one of libyaml, where it is
    """YAML's own grammar without its types: `_scalar` reads these, and nobody asks for a tag."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, node: Any, index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


_INTEGER = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+")

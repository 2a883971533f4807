"""YAML files with line numbers: plain scalars by YAML 1.2 core rules, nothing executed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.errors import Problem

Place = tuple[str | int, ...]
MAX_BYTES = 8_000_000
MAX_DEPTH = 40


@dataclass
class Document:
    """One file's content as plain Python, with the line of every place in it and what was wrong.

    `shared` leads from a place that was filled from the file's defaults to where it is written.
    """

    name: str
    content: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    shared: dict[Place, Place] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Find the line (from 1) of a place, or of the nearest place that encloses it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def report(self, place: Place, cause: str, remedy: str, severity: str = "error") -> None:
        """Add a problem at a place of this document; one in the defaults is told once."""
        written = self._written(place)
        where = _printable(".".join(map(str, written))) or "file"
        problem = Problem(
            self.name, self.line(written), where, _printable(cause), _printable(remedy), severity
        )
        if written == place or problem not in self.problems:
            self.problems.append(problem)

    def _written(self, place: Place) -> Place:
        for length in range(len(place), 0, -1):
            if place[:length] in self.shared:
                return self.shared[place[:length]] + place[length:]
        return place


def read_document(path: Path, name: str) -> Document:
    """Read one YAML file; problems are collected in the document, never raised."""
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
        raw = path.read_bytes()
    except OSError as error:
        raise _UnreadableError(error.strerror or "not a file") from error
    if len(raw) > MAX_BYTES:
        raise _UnreadableError(f"{len(raw)} bytes, more than {MAX_BYTES}")
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
        if key in content:
            remedy = f"keep one; the other is in line {first}"
            document.report(inner, f"'{key}' is given twice", remedy)
            continue
        content[key] = _plain(value_node, inner, document)
    return content


def _scalar(node: yaml.ScalarNode, place: Place, document: Document) -> Any:
    """Read a scalar by YAML 1.2 core: so `no`, `on` and `12:30` stay words."""
    text = str(node.value)
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
        # no XML, and so no SVG, PPTX or GraphML, can hold them
        document.report(place, "a control character in a text", "remove it")
    if node.style:  # libyaml writes plain as an empty string, PyYAML as None
        return text
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _printable(text: str) -> str:
    """Escape what would break a message of one line, or move a terminal's cursor."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+")

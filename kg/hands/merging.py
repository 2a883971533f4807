"""Two entities of a layer become one: all that names the old is rewritten, its id goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from kg.curation import KEYED, Corpus, read, today
from kg.errors import CurationError, Problem, RequestError
from kg.hands.edit import set_fields
from kg.model import Entity
from kg.publishing import write_all


def merge(folders: Sequence[Path], old: str, new: str, home: Path | None = None) -> list[Path]:
    """Let `old` be `new` in one folder, the last if none is named; gives the files that changed.

    Whatever names the old one there names the new one; its names, identifiers and id stand with
    the new one, and files of other layers may go on using the id. All files are written or none:
    the whole is read first as it would be. Raises `RequestError` for what cannot be merged,
    `CurationError` where records then collide, by file and line.
    """
    home = home or folders[-1]
    corpus = read(*folders)
    gone, kept = _entity(corpus, old), _entity(corpus, new)
    if old == new or gone.kind != kept.kind:
        cause = f"'{old}' is a {gone.kind}, '{new}' a {kept.kind}" if old != new else "one thing"
        raise RequestError(f"{cause}: only two of one kind are merged")
    files = {path: path.read_text(encoding="utf-8") for path in sorted(home.rglob("*.yaml"))
             if not any(part.startswith(".") for part in path.relative_to(home).parts)}  # fmt: skip
    defined = next((path for path, text in files.items() if _has(text, old)), None)
    if defined is None:
        raise RequestError(f"{home} does not define '{old}': merge where it is defined (--in)")
    texts = {path: rewritten(text, old, new) for path, text in files.items()}
    texts = {path: text for path, text in texts.items() if text != files[path]}
    text = _without(texts.get(defined, files[defined]), old)
    host = next((path for path in files if _has(files[path], new)), None)
    added = _additions(gone, kept)
    if host is None:
        text += yaml.safe_dump([{"id": new, **added}], sort_keys=False, allow_unicode=True)
    texts[defined] = text
    if host is not None:
        before = texts.get(host, files[host])
        place = _has(before, new)
        texts[host] = set_fields(before, ("entities", place[0]), _joined(before, place[0], added),
                                 str(host))  # fmt: skip
    empty = yaml.safe_load(texts[defined]).get("entities") is None
    inner = {path.relative_to(home).as_posix(): text for path, text in texts.items()
             if not (empty and path == defined)}  # fmt: skip
    gone_file = defined.relative_to(home).as_posix() if empty else ""
    _try(folders, home, inner, gone_file)
    paths = write_all(home, inner)
    if gone_file:
        defined.unlink()
    return paths


def rewritten(text: str, old: str, new: str) -> str:
    r"""Put one id for another in the text of a file, where it names an entity; the rest stays.

    >>> rewritten("subject: a   # a\nlabel: a\nclaim: a.increases.b\n", "a", "c")
    'subject: c   # a\nlabel: a\nclaim: c.increases.b\n'
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for node, field in sorted(_named(root), key=lambda pair: -pair[0].start_mark.index):
        word = today(node.value, {old: new}, field)
        if word != node.value:
            start, end = node.start_mark.index, node.end_mark.index
            text = text[:start] + text[start:end].replace(node.value, word) + text[end:]
    return text


def _named(node: Any, field: str = "") -> Iterator[tuple[yaml.ScalarNode, str]]:
    """Yield every text of a file with the field that it stands under."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if field in KEYED:
                yield key, "entity"
            yield from _named(value, str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _named(one, field)
    elif isinstance(node, yaml.ScalarNode):
        yield node, field


def _entity(corpus: Corpus, key: str) -> Entity:
    if key not in corpus.entities:
        raise RequestError(f"no entity '{key}': 'kg search WORDS' finds ids")
    return corpus.entities[key]


def _has(text: str, key: str) -> tuple[int, ...]:
    """Tell at which number of a file of entities one is defined: one number, or none."""
    content = yaml.safe_load(text)
    listed = content.get("entities") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        return ()
    return tuple(n for n, one in enumerate(listed)
                 if isinstance(one, dict) and one.get("id") == key)[:1]  # fmt: skip


def _without(text: str, key: str) -> str:
    """Take one entity out of a file, with the lines that it stands on."""
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    listed = next(value for name, value in root.value if name.value == "entities")
    (number,) = _has(text, key)
    if listed.flow_style:
        raise RequestError(f"'{key}' stands in a list in brackets: write it on lines of its own")
    lines = text.splitlines(keepends=True)
    first = listed.value[number].start_mark.line
    after = listed.value[number + 1].start_mark.line if number + 1 < len(listed.value) else None
    last = after if after is not None else listed.end_mark.line
    if after is None and not (last < len(lines) and listed.end_mark.column == 0):
        last = len(lines)
    return "".join(lines[:first] + lines[last:])


def _additions(gone: Entity, kept: Entity) -> dict[str, Any]:
    """Tell what of an entity stands with the other one from now on."""
    names = (gone.label, *gone.synonyms, gone.id)
    xrefs = [one.model_dump(exclude_none=True) for one in gone.xrefs if one not in kept.xrefs]
    return {"former": [gone.id, *gone.former],
            "synonyms": [one for one in dict.fromkeys(names)
                         if one not in (kept.label, *kept.synonyms)],
            **({"xrefs": xrefs} if xrefs else {})}  # fmt: skip


def _joined(text: str, number: int, added: dict[str, Any]) -> dict[str, Any]:
    held = yaml.safe_load(text)["entities"][number]
    return {name: [*(held.get(name) or ()), *more] for name, more in added.items()}


def _try(folders: Sequence[Path], home: Path, texts: dict[str, str], gone: str) -> None:
    """Read the whole as it would be; what collides is told by the file that it stands in."""
    with TemporaryDirectory(prefix="kg-") as scratch:
        copy = Path(shutil.copytree(home, Path(scratch, home.resolve().name)))
        write_all(copy, texts)
        if gone:
            (copy / gone).unlink()
        try:
            read(*(copy if one.resolve() == home.resolve() else one for one in folders))
        except CurationError as error:
            told = [Problem(one.file, one.line, one.field, f"merged so, {one.cause}", one.remedy)
                    for one in error.problems if one.severity == "error"]  # fmt: skip
            raise CurationError(told) from None

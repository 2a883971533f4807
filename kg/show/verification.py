"""Texts at hand against what was read: which sentences stand there, and which do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from kg.curation import Corpus, Source, State, Verified, verify
from kg.errors import RequestError
from kg.show.sheet import Answer, Cell, Sheet
from kg.votes import many

STATES: tuple[State, ...] = get_args(State)


def verified(corpus: Corpus, text: Path, document: str | None = None) -> Answer:
    """Lay out what became of every sentence that has a fingerprint.

    `text` is a file, or a folder with one file for each document, named by its key. A file is of
    the `document` named, of that whose key is its name, or of the only one with fingerprints.
    """
    found: dict[str, tuple[Verified, ...]] = {}
    for key, path in _texts(corpus, text, document).items():
        found[key] = verify(_read(path), corpus.documents[key].sentences)
    counts = {key: Counter(one.state for one in ones) for key, ones in found.items()}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (key, len(found[key]), *(counts[key][state] for state in STATES)) for key in found
    )
    lost: tuple[tuple[Cell, ...], ...] = tuple(
        (one.source, one.locator, one.state)
        for ones in found.values()
        for one in ones
        if one.state != "exact"
    )
    absent = sum(count["absent"] for count in counts.values())
    verb = "is" if absent == 1 else "are"
    lacking = f"{many(absent, 'sentence', 'sentences')} {verb} not there"
    title = lacking if absent else "Every sentence is there"
    sheets = (
        Sheet("documents", "", ("document", "sentences", *STATES), rows),
        Sheet("sentences", "Not as it was read", ("document", "locator", "state"), lost),
    )
    return Answer(title, sheets, tuple(_unread(corpus, text, found)))


def _unread(corpus: Corpus, text: Path, found: Mapping[str, object]) -> Iterator[str]:
    """Tell of files that were held against nothing, and why."""
    marked = [key for key, one in corpus.documents.items() if _is_marked(one)]
    for path in sorted(text.iterdir()) if text.is_dir() else ():
        if path.is_file() and path.stem not in found:
            asked = path.stem in marked
            why = "not asked for" if asked else "no document with fingerprints has that name"
            known = "" if asked else f": name it by one of {', '.join(marked)}"
            yield f"{path.name} was not read: {why}{known}"


def _texts(corpus: Corpus, text: Path, document: str | None) -> Mapping[str, Path]:
    marked = {key: one for key, one in corpus.documents.items() if _is_marked(one)}
    if document is not None and document not in marked:
        known = ", ".join(marked) or "none has any"
        raise RequestError(f"no document '{document}' with fingerprints: {known}")
    if not text.exists():
        raise RequestError(f"{text}: no such file or folder")
    if text.is_dir():
        wanted = [document] if document else list(marked)
        files = {path.stem: path for path in sorted(text.iterdir()) if path.is_file()}
        named = {key: files[key] for key in wanted if key in files}
        if not named:
            cause = f"{text} holds no text of {', '.join(wanted) or 'any document'}"
            raise RequestError(f"{cause}: name each file by its document, such as KEY.txt")
        return named
    keys = [document] if document else [key for key in marked if key == text.stem] or list(marked)
    if len(keys) != 1:
        raise RequestError(f"{text} may be {' or '.join(keys) or 'no document'}: give --document")
    return {keys[0]: text}


def _is_marked(source: Source) -> bool:
    return any(sentence.prints for sentence in source.sentences.values())


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestError(f"{path}: not UTF-8: give plain text") from None

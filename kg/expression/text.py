"""The bytes of a table to its text: packed or not, in whatever letters it was saved."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from pathlib import Path

from kg.bounded import read_bounded
from kg.errors import RequestError


def read_text(path: Path) -> str:
    """Give the text of a file: gzip unpacked, UTF-8, UTF-16 and UTF-32 by their marks or zeros.

    Other letters are guessed: what is read of a table is ASCII in all of them. Raises
    `RequestError` for a workbook, an archive or anything else that is no text, and OSError for
    what is no file or too large.
    """
    content = read_bounded(path, LARGEST, pipe=True)
    if content.startswith(b"\x1f\x8b"):
        content = _unpack(path, content)
    for mark, what in FOREIGN:
        if content.startswith(mark):
            if what == "a zip archive" and b"xl/" in content:
                what = "an Excel workbook"
            raise RequestError(f"'{path}' is {what}: save the table as text, TSV or CSV")
    text = _decode(path, content)
    if "\0" in text:
        raise RequestError(f"'{path}' is no text: save the table as TSV or CSV")
    if not text.strip():
        raise RequestError(f"'{path}' is empty: it needs a header and rows")
    if text.lstrip()[0] in "<{":
        raise RequestError(f"'{path}' is a web page, XML or JSON: save the table as TSV or CSV")
    return text


def _unpack(path: Path, content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            unpacked = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise RequestError(f"'{path}' is a broken gzip file: fetch or pack it again") from None
    if len(unpacked) > LARGEST:
        raise RequestError(f"'{path}' unpacks to more than {LARGEST} bytes: keep the genes only")
    return unpacked


def _decode(path: Path, content: bytes) -> str:
    marked = (encoding for mark, encoding in MARKS if content.startswith(mark))
    encoding = next(marked, None) or _zeros(content[:1000])
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise RequestError(f"'{path}' is broken {encoding} text: save it as UTF-8") from None
    from charset_normalizer import from_bytes  # only here, where letters must be guessed

    # Only the lines with foreign letters tell which these are; the rest would water the guess.
    told = b"\n".join(line for line in content.splitlines() if not line.isascii())
    guess = from_bytes(told[:50_000]).best()
    return content.decode(guess.encoding if guess else "latin-1", errors="replace")


def _zeros(start: bytes) -> str:
    """Tell UTF-16 without its mark by where the zeros of ASCII letters are."""
    odd, even = start[1::2].count(0), start[::2].count(0)
    enough = len(start) // 4
    return "utf-16-le" if odd > enough else "utf-16-be" if even > enough else "utf-8"


LARGEST = 200_000_000
"""Bytes of a table: every gene of every organism, with room to spare."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""UTF-32 before UTF-16, whose mark is how the other's begins."""

FOREIGN = (
    (b"PK\x03\x04", "a zip archive"), (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"BZh", "packed with bzip2"), (b"\xfd7zXZ", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"), (b"\x89HDF", "an HDF5 file"),
    (b"%PDF", "a PDF"), (b"{\\rtf", "a rich text document"), (b"RDX", "an R data file"),
    (b"X\n\0\0", "an R object"), (b"PAR1", "a Parquet file"),
)  # fmt: skip
"""How files begin that hold tables in other forms."""

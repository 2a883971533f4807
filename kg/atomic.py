"""Files that are whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file so that no reader ever sees half of it; text as UTF-8, lines as they are."""
    path = Path(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)
        os.replace(beside, path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # the name that was asked for
        raise
    finally:
        beside.unlink(missing_ok=True)
    return path

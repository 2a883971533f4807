"""Files are looked at as they are saved: what is wrong is told when it changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.curation import document, keeping, read
from kg.hands import watch_files

SMALL = Path(__file__).parents[1] / "data" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def test_what_is_wrong_is_told_each_time_that_a_file_is_saved(small: Path) -> None:
    looks = watch_files([small], every=0)
    assert [one for one in next(looks) if one.severity == "error"] == []
    path = small / "references.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("issued: 2021", "issued: soon", 1), encoding="utf-8")
    (told,) = [one for one in next(looks) if one.severity == "error"]
    assert told.file == "small/references.yaml"
    path.write_text(text, encoding="utf-8")
    assert [one for one in next(looks) if one.severity == "error"] == []
    (small / "gaps.yaml").unlink()
    assert [one for one in next(looks) if one.severity == "error"] == []
    looks.close()


def test_only_what_changed_is_parsed_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    inner = document._read

    def count(path: Path, name: str) -> document.Document:
        parsed.append(name)
        return inner(path, name)

    monkeypatch.setattr(document, "_read", count)
    with keeping():
        first = read(small)
        number = len(parsed)
        path = small / "references.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert read(small) == first
    assert parsed[number:] == ["small/references.yaml"]
    assert document._KEPT.get() is None

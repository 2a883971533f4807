"""`make` looks at what is there: sources and products by digest, the environment by its files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KG = Path(sys.executable).with_name("kg")
LOCKS = ("requirements.lock", "requirements-dev.lock")
UP_TO_DATE = "Nothing changed since the last build: build/ is up to date.\n"


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give a checkout of two files, whose `kg build` writes one product and its manifest."""
    for name in ("Makefile", "setup.cfg", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "environment.py", tmp_path / "tests")
    for folder in ("kg", "ontology"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "source").write_text("1")
    build = """mkdir -p build; cat ontology/* > build/page; echo built
digest=$(sha256sum build/page | cut -d' ' -f1); size=$(wc -c < build/page)
printf 'product\\tsha256\\tbytes\\npage\\t%s\\t%s\\n' $digest $size > build/manifest.tsv"""
    script(
        tmp_path / ".venv" / "bin" / "kg",
        f'if [ "$1" = build ]; then {build}\nelse exec "{KG}" "$@"; fi',
    )
    script(tmp_path / ".venv" / "bin" / "python", f'exec "{sys.executable}" "$@"')
    script(tmp_path / "python", 'case "$1$2" in *venv*--clear*|-mvenv) echo anew; exit 1; esac')
    listed = [sys.executable, "-I", "tests/environment.py", "list"]
    kept = subprocess.run(listed, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    (tmp_path / ".venv" / ".installed").write_text(kept)
    assert "built" in made(tmp_path)
    assert made(tmp_path) == UP_TO_DATE
    return tmp_path


def made(house: Path) -> str:
    outside = {name: text for name, text in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "PYTHON=./python"], cwd=house, capture_output=True, text=True, env=outside
    )
    return done.stdout + done.stderr


def test_a_product_of_another_content_is_built_anew(house: Path) -> None:
    page = house / "build" / "page"
    page.write_text("2")
    os.utime(page)
    assert "build/page: another content than the manifest lists\n" in made(house)
    assert page.read_text() == "1"
    page.unlink()
    assert "built" in made(house)
    assert made(house) == UP_TO_DATE


def test_a_source_of_another_content_is_built_whatever_its_date(house: Path) -> None:
    source = house / "ontology" / "source"
    source.write_text("2")
    os.utime(source, (0, 0))
    assert "built" in made(house)
    os.utime(source)
    assert made(house) == UP_TO_DATE
    source.rename(house / "ontology" / "renamed")
    assert "built" in made(house)


def test_a_damaged_environment_is_made_anew(house: Path) -> None:
    with (house / ".venv" / ".installed").open("a") as file:
        file.write("lost-1.0.dist-info\n")
    told = made(house)
    assert "lost-1.0.dist-info is not there" in told
    assert ".venv is damaged and is made anew." in told
    assert "-m venv --clear .venv\nanew\n" in told


def test_a_file_cut_short_in_the_environment_is_found(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "a-1.dist-info").mkdir(parents=True)
    (site / "a.py").write_text("1234")
    (site / "a-1.dist-info" / "RECORD").write_text("a.py,sha256=x,4\na-1.dist-info/RECORD,,\n")
    (tmp_path / "kept").write_text("a-1.dist-info\n")
    code = (
        "import runpy, sys; from pathlib import Path\n"
        "found = runpy.run_path(sys.argv[1])\n"
        "found['amiss'].__globals__['SITE'] = Path(sys.argv[2])\n"
        "print(*found['amiss'](Path(sys.argv[3])))"
    )

    def told() -> str:
        command = [sys.executable, "-c", code, str(ROOT / "tests" / "environment.py"), str(site),
                   str(tmp_path / "kept")]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert told() == "\n"
    (site / "a.py").write_text("12")
    assert told() == "a.py is missing or of another size\n"
    (site / "a.py").unlink()
    assert told() == "a.py is missing or of another size\n"

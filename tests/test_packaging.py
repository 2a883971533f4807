"""The wheel in a clean environment outside the checkout: what is in it, and that it answers."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

ROOT = Path(__file__).parents[1]
TRACKED_IN_BUILD = {"README.md", "manifest.tsv"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the checkout as git would give it, and build the wheel there."""
    unwanted = ignore_patterns(".?*", "*.egg-info", "__pycache__", "node_modules", "dist")

    def ignore(folder: str, names: list[str]) -> set[str]:
        if Path(folder) == ROOT / "build":
            return set(names) - TRACKED_IN_BUILD
        return set(unwanted(folder, names))

    copy = tmp_path_factory.mktemp("packaging") / "checkout"
    copytree(ROOT, copy, ignore=ignore)
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", "../dist"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    (found,) = (checkout.parent / "dist").glob("*.whl")
    return found


def test_the_wheel_holds_the_package_and_the_knowledge_and_nothing_else(
    checkout: Path, wheel: Path
) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    code = {
        path.relative_to(checkout).as_posix() for path in (checkout / "kg").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }  # fmt: skip
    knowledge = {
        f"kg/{path.relative_to(checkout).as_posix()}"
        for path in (checkout / "ontology").rglob("*") if path.is_file()
    }  # fmt: skip
    assert held == code | knowledge


def test_the_licences_travel_with_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for licence in ("LICENSE", "LICENSE-DATA"):
        assert any(name.endswith(f".dist-info/licenses/{licence}") for name in names)


def test_building_the_wheel_leaves_no_scratch_in_build(checkout: Path, wheel: Path) -> None:
    assert {path.name for path in (checkout / "build").iterdir()} <= TRACKED_IN_BUILD
    assert not (ROOT / "build" / "lib").exists()
    assert not (ROOT / "build" / "__init__.py").exists()


def test_the_installed_wheel_answers_elsewhere(wheel: Path, tmp_path: Path) -> None:
    python = install(wheel, tmp_path / "venv")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def run(*command: str | Path) -> str:
        done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = Path(run(python, "-c", "import kg; print(kg.__file__)").strip())
    assert where.is_relative_to(tmp_path)
    kg = python.with_name("kg")
    answer = run(kg, "query", "carbon-above-photon-isodose", "--format", "csv")
    assert "hmgb1-release" in answer
    assert run(kg, "check").startswith("no errors")
    run(kg, "build")
    assert (elsewhere / "build" / "explorer.html").stat().st_size > 100_000
    for name in ("build", "ontology", "tests"):
        code = f"import importlib.util; print(importlib.util.find_spec('{name}'))"
        found = run(python, "-P", "-c", code)
        assert str(wheel.parent.parent) not in found
        assert str(tmp_path) not in found


def install(wheel: Path, venv: Path) -> Path:
    """Install the wheel alone; what it depends on is lent by the environment of the tests."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    python = venv / "bin" / "python"
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip", "--python", python, "install", *options, wheel]
    subprocess.run(pip, check=True, capture_output=True, text=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    lent = sysconfig.get_path("purelib")
    # Paths that a .pth file adds are not searched for further .pth files, so that the editable
    # installation of this checkout stays out.
    (packages / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return python

"""The house in order: what its pages promise exists, and what exists is on its pages."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg import __version__
from kg.cli import main

ROOT = Path(__file__).parents[1]
README, TOUR, COMMANDS, DEPENDENCIES = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "docs/tour.md", "docs/commands.md", "docs/dependencies.md")
)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent

SETUP = configparser.ConfigParser()
SETUP.read(ROOT / "setup.cfg")


def commands(group: click.Group, path: str = "kg") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def direct_dependencies() -> list[str]:
    extras = SETUP["options.extras_require"].values()
    listed = " ".join([SETUP["options"]["install_requires"], *extras]).split()
    return [re.split(r"[<>=!~\[]", one)[0] for one in listed]


def targets() -> list[str]:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    return [target for target in phony[1].split() if target.islower()]


# -- the README -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "command"), list(commands(main)), ids=lambda value: str(value))
def test_every_command_is_documented(name: str, command: click.Command) -> None:
    assert f"| `{name}" in COMMANDS, f"'{name}' has no line in docs/commands.md"
    assert command.help, f"'{name}' has no help"
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"'{name} {option.opts[0]}' has no help"


@pytest.mark.parametrize("target", targets())
def test_every_make_target_is_documented(target: str) -> None:
    assert f"`make {target}`" in COMMANDS
    assert re.search(rf"^{target}:.* ## \S", MAKEFILE, re.MULTILINE), f"make help omits {target}"


def test_make_knows_what_the_house_needs() -> None:
    wanted = "help install check lint types test bench build wheel serve clean"
    assert set(wanted.split()) <= set(targets())
    helped = subprocess.run(
        ["make", "-s", "-C", ROOT, "help"], capture_output=True, text=True, check=True
    )
    assert all(f"make {target} " in helped.stdout for target in targets())


def test_every_measurement_can_be_collected() -> None:
    benches = sorted(map(str, (ROOT / "tests" / "bench").glob("bench_*.py")))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", "--collect-only", *benches],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", direct_dependencies())
def test_every_dependency_has_a_reason_and_is_pinned(package: str) -> None:
    assert re.search(rf"^\| {package} \| \S.*\|$", DEPENDENCIES, re.MULTILINE), "no reason"
    if package == "pyspark":  # whoever has a cluster has its version
        return
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    pinned = rf"^{package}==\S+ [^\n]*\\\n    --hash=sha256:"
    assert re.search(pinned, lock, re.MULTILINE | re.IGNORECASE), "run make lock"


def test_what_a_user_installs_is_what_the_tests_run_with() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([\w.-]+==[^ ;]+)", text, re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-dev.lock")


@pytest.mark.parametrize("needed", SETUP["options"]["install_requires"].split())
def test_what_is_needed_has_a_lower_bound_that_was_tried(needed: str) -> None:
    name, _, bound = needed.split(",")[0].partition(">=")
    assert bound, f"{name}: the oldest version that is known to work"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.search(rf"^{name}==([0-9.]+)", lock, re.MULTILINE | re.IGNORECASE)
    assert pinned
    assert pinned[1].split(".")[: len(bound.split("."))] == bound.split("."), "tests run with it"


@pytest.mark.parametrize("asked", [
    ("show", "hmgb1"), ("verdict", "hmgb1-release"), ("query", "trials"),
    ("chains", "carbon-ion-irradiation", "hmgb1-release"), ("gaps", "hmgb1-release"),
])  # fmt: skip
def test_a_question_is_answered_with_what_is_said_to_be_always_needed(
    asked: tuple[str, ...]
) -> None:
    after = DEPENDENCIES.split("For tests and development only")[0]
    rows = re.findall(r"^\| ([\w-]+) \| [^|]+ \| ([^|]+) \|$", after, re.MULTILINE)
    absent = {name.removeprefix("python-").replace("-", "_") for name, needed in rows
              if needed not in ("always", "needed")}  # fmt: skip
    assert {"pyvis", "pptx", "pygraphviz", "starlette"} <= absent
    code = (
        "import sys\nclass Absent:\n"
        " def find_spec(self, name, path=None, target=None):\n"
        f"  if name.split('.')[0] in {absent | {'IPython', 'jedi'}}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, Absent())\nfrom kg.cli import main\nmain(sys.argv[1:])"
    )
    done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_only_tests_need_is_not_imported_by_the_package() -> None:
    """The reference for SHACL is asked for by name, and says what it lacks."""
    for path in sorted((ROOT / "kg").rglob("*.py")):
        for name in ("bibtexparser", "pyshacl", "rdflib"):
            imported = re.search(rf"^ *(import|from) {name}", path.read_text("utf-8"), re.MULTILINE)
            assert not imported or path.name == "validation.py", path


def test_no_reason_is_given_for_what_is_not_needed() -> None:
    listed = set(re.findall(r"^\| ([A-Za-z][\w-]*) \|", DEPENDENCIES, re.MULTILINE)) - {"package"}
    assert listed == set(direct_dependencies())


def examples() -> Iterator[tuple[str, list[str]]]:
    for block in re.findall(r"^```console\n(.*?)^```$", README + TOUR, re.MULTILINE | re.DOTALL):
        command, *shown = block.splitlines()
        yield command.removeprefix("$ "), [line for line in shown if line != "..."]


@pytest.mark.parametrize(("command", "shown"), list(examples()), ids=lambda value: str(value)[:60])
def test_the_tour_shows_what_the_commands_print(command: str, shown: list[str]) -> None:
    line = re.sub(r"\bkg (?=[a-z])", lambda _: f"{shlex.quote(str(BIN / 'kg'))} ", command)
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    printed = (" ".join(line.split()) for line in done.stdout.splitlines())
    for wanted in shown:  # in this order, with gaps; what ends in dots may go on
        start, dots = " ".join(wanted.split()).removesuffix(" ..."), wanted.endswith(" ...")
        found = any(line == start or (dots and line.startswith(start)) for line in printed)
        assert found, f"'{command}' no longer prints: {wanted}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *(
    path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").glob("*.md"))
)])  # fmt: skip
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        there = (ROOT / page).parent / target
        assert re.match("https?://", target) or there.exists(), target


def test_the_readme_is_read_in_three_minutes() -> None:
    assert len(README.split()) < 1500


# -- licences, version, citation ------------------------------------------------------------------


def test_every_format_has_one_escape() -> None:
    """What escapes by itself, beside kg/escape.py, would be missed when an escape is mended."""
    for path in sorted((ROOT / "kg").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        pattern = r"^(import html|from html)|unicode_escape|def _?escaped?\b"
        own = re.search(pattern, text, re.MULTILINE)
        assert not own or path.name == "escape.py", f"{path}: {own and own[0]}"
    raw = {"style", "script", "code", "drawing", "island"}
    for path in sorted((ROOT / "kg").rglob("*.html")):
        unescaped = re.findall(r"(\w+) *\| *safe", path.read_text(encoding="utf-8"))
        assert set(unescaped) <= raw, f"{path}: only files of the package, and the island of data"


def test_the_licences_stand() -> None:
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert code.startswith("MIT License\n\nCopyright (c) 2026 The CIRT-KG contributors\n")
    data = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in data
    assert "Creative Commons Attribution 4.0 International Public" in data
    assert SETUP["metadata"]["license_files"].split() == ["LICENSE", "LICENSE-DATA"]


def test_version_and_changelog_agree() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = changes.split("\n## ")[1]
    assert newest.startswith(__version__)
    assert "### Knowledge" in newest
    assert "### Code" in newest


def test_every_product_is_explained() -> None:
    from kg.products import MANIFEST, patterns

    explained = (ROOT / "build" / "README.md").read_text(encoding="utf-8")
    for name in (*(name for name, _ in patterns()), MANIFEST):
        assert f"| `{name}` |" in explained


def test_long_differences_are_cut_short_in_ci_too(tmp_path: Path) -> None:
    """Two pages that differ would otherwise be compared line by line for hours."""
    conftest = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    failing = "def test() -> None:\n    assert 'a\\n' * 999 == 'b\\n' * 999\n"
    (tmp_path / "test_pages.py").write_text(failing, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_pages.py"],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "CI": "true"},
    )  # fmt: skip
    assert "1 failed" in done.stdout
    assert len(done.stdout.splitlines()) < 60


def test_ci_runs_what_a_person_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert "export KG_BROWSER=required" in lines
    assert any(line.split("#")[0].strip() == "make test" for line in lines)

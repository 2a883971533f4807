"""The house in order: what the README promises exists, and what exists is in the README."""

from __future__ import annotations

import configparser
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
README = (ROOT / "README.md").read_text(encoding="utf-8")
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
    return " ".join([SETUP["options"]["install_requires"], *extras]).split()


def targets() -> list[str]:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    return [target for target in phony[1].split() if target.islower()]


# -- the README -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "command"), list(commands(main)), ids=lambda value: str(value))
def test_every_command_is_documented(name: str, command: click.Command) -> None:
    assert f"| `{name}" in README, f"'{name}' has no line in README.md"
    assert command.help, f"'{name}' has no help"
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"'{name} {option.opts[0]}' has no help"


@pytest.mark.parametrize("target", targets())
def test_every_make_target_is_documented(target: str) -> None:
    assert f"`make {target}`" in README
    assert re.search(rf"^{target}:.* ## \S", MAKEFILE, re.MULTILINE), f"make help omits {target}"


def test_make_knows_what_the_house_needs() -> None:
    wanted = "help install check lint types test bench build wheel serve clean"
    assert set(wanted.split()) <= set(targets())
    helped = subprocess.run(
        ["make", "-s", "-C", ROOT, "help"], capture_output=True, text=True, check=True
    )
    assert all(f"make {target} " in helped.stdout for target in targets())


@pytest.mark.parametrize("package", direct_dependencies())
def test_every_dependency_has_a_reason_and_is_pinned(package: str) -> None:
    assert re.search(rf"^\| {package} \| \S.*\|$", README, re.MULTILINE), "no reason in README.md"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = rf"^{package}==\S+ [^\n]*\\\n    --hash=sha256:"
    assert re.search(pinned, lock, re.MULTILINE | re.IGNORECASE), "run make lock"


def test_the_readme_gives_no_reason_for_what_is_not_needed() -> None:
    after = README.split("## Dependencies")[1].split("## Licences")[0]
    listed = set(re.findall(r"^\| ([A-Za-z][\w-]*) \|", after, re.MULTILINE)) - {"package"}
    assert listed == set(direct_dependencies())


def examples() -> Iterator[tuple[str, list[str]]]:
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
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


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


# -- licences, version, citation ------------------------------------------------------------------


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
    from kg.products import MANIFEST, OPENED

    explained = (ROOT / "build" / "README.md").read_text(encoding="utf-8")
    for name in (*OPENED, MANIFEST):
        assert f"| `{name}` |" in explained


def test_ci_runs_what_a_person_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert "export KG_BROWSER=required" in lines
    assert any(line.split("#")[0].strip() == "make test" for line in lines)

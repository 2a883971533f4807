"""A shell completes names; every help has an example that can be typed."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from kg.cli import main

SMALL = Path(__file__).parents[1] / "data" / "small"


def offered(*words: str) -> list[str]:
    *typed, begun = words
    completer = ShellComplete(main, {}, "kg", "_KG_COMPLETE")
    return [item.value for item in completer.get_completions(list(typed), begun)]


@pytest.mark.parametrize(("words", "wanted"), [
    (("show", "hmgb"), "hmgb1-release"), (("show", "Myeloid-der"), "mdsc"),
    (("show", "helm"), "helm2021"), (("verdict", "ecto"), "ecto-calreticulin"),
    (("chains", "carbon-ion-irradiation", "type-i"), "type-i-ifn-response"),
    (("query", "hypox"), "hypoxia-reversals"), (("figure", "hyp"), "hypoxia"),
    (("verdict", "hmgb1", "--versus", "phot"), "photon-irradiation"),
    (("chains", "--where", "oxy"), "oxygen=hypoxia"), (("chains", "--system", "in_"), "in_vivo"),
    (("whatif", "--block", "tre"), "trex1"),
])  # fmt: skip
def test_a_name_is_completed(words: tuple[str, ...], wanted: str) -> None:
    assert wanted in offered(*words)


def test_names_are_those_of_the_corpus_that_was_chosen() -> None:
    assert offered("--corpus", str(SMALL), "show", "ferropt") == []
    assert "hmgb1" in offered("--corpus", str(SMALL), "show", "hmgb")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    said = CliRunner().invoke(main, ["completion", shell]).stdout
    assert f"_KG_COMPLETE={shell}_complete" in said


def test_a_label_is_completed_only_where_no_id_begins_so() -> None:
    assert all(one.startswith("photon") for one in offered("chains", "photon"))
    assert offered("chains", "photons + anti-PD-1")[0] == "phrt-anti-pd-1"


def installed(shell: str, folder: Path) -> dict[str, str]:
    """Give an environment where `kg` is this package, for a shell that is there."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed: its completion cannot be tried")
    command = folder / "kg"
    command.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c 'from kg.cli import main; main(prog_name=\"kg\")' "
        '"$@"\n'
    )
    command.chmod(0o755)
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "TERM": "xterm",
            "PYTHONPATH": root, "HOME": str(folder), "ZDOTDIR": str(folder)}  # fmt: skip


def test_fish_completes(tmp_path: Path) -> None:
    env = installed("fish", tmp_path)
    asked = 'kg completion fish | source; complete -C "kg show hmgb"; complete -C "kg chai"'
    done = subprocess.run(["fish", "--no-config", "-c", asked], env=env, cwd=tmp_path,
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert "hmgb1-release\tHMGB1 release" in done.stdout.splitlines()
    assert "chains\tTell how A acts on B: what was seen, then..." in done.stdout.splitlines()


def test_zsh_completes(tmp_path: Path) -> None:
    env = installed("zsh", tmp_path)
    screen, typing = pty.openpty()
    with subprocess.Popen(["zsh", "-f", "-i"], env=env, cwd=tmp_path, stdin=typing, stdout=typing,
                          stderr=typing, start_new_session=True) as shell:  # fmt: skip
        os.close(typing)
        try:
            os.write(screen, b"autoload -U compinit; compinit -u -D; "
                             b"eval \"$(kg completion zsh)\"; PS1='rea''dy>'\n")  # fmt: skip
            # Keys typed before the prompt would be shown by the terminal, and tell nothing.
            until(screen, b"ready>")
            os.write(screen, b"kg show hmgb1-rele\t")
            until(screen, b"hmgb1-release")
        finally:
            shell.kill()
    os.close(screen)


def until(screen: int, wanted: bytes) -> None:
    """Read a terminal until it shows something; it fails where nothing more comes."""
    seen = b""
    while wanted not in seen:
        readable, _, _ = select.select([screen], [], [], 120)
        assert readable, f"the shell showed {seen!r}, and never {wanted!r}"
        seen += os.read(screen, 4096)


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(leaves(main)), ids=" ".join)
def test_every_help_has_an_example_that_can_be_typed(path: tuple[str, ...]) -> None:
    shown = " ".join(CliRunner().invoke(main, [*path, "--help"]).stdout.split())
    assert "Example: " in shown
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    example = str(command.epilog).removeprefix("Example: ")
    words = shlex.split(example.split("$(")[-1].rstrip(')"') if "$(" in example else example)
    assert words[: len(path) + 1] == ["kg", *path]
    command.make_context(path[-1], words[len(path) + 1 :])


def test_a_wrong_name_of_a_query_and_a_figure_is_met_alike() -> None:
    for words, wanted in ((("query", "hypoxia"), "did you mean hypoxia-reversals?"),
                          (("figure", "hypoxa"), "did you mean hypoxia?")):  # fmt: skip
        done = CliRunner().invoke(main, list(words))
        assert done.exit_code == 2
        assert wanted in done.stderr

"""What `kg --help` costs, as a ratio to importing click, both measured in the same run."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

KG = Path(sys.executable).with_name("kg")
ROUNDS = 15
LIMIT = 1.5


def test_help_costs_little_more_than_click() -> None:
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "click": [sys.executable, "-c", "import click"],
        "kg --help": [KG, "--help"],
    }
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):  # in turns, so that whatever else the machine does hits all alike
        for name, command in commands.items():
            spent[name].append(cpu_seconds(command))
    # The least is what the work costs; all above it is disturbance.
    empty, click, ours = (min(spent[name]) for name in commands)
    over = (ours - empty) / (click - empty)
    print(f"\npython {empty:.3f} s, click {click:.3f} s, kg --help {ours:.3f} s of CPU time")
    print(f"kg --help / importing click: {ours / click:.2f}")
    print(f"the same over an empty python: {over:.2f}")
    print(slowest_imports())
    assert ours / click <= LIMIT


def cpu_seconds(command: list[str | Path]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def slowest_imports() -> str:
    """List the ten modules of kg --help that take longest themselves, in microseconds."""
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-c",
        "from kg.cli import main; main(['--help'])",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split("|") for line in done.stderr.splitlines() if line.count("|") == 2][1:]
    times = sorted(((int(own.split(":")[1]), name.strip()) for own, _, name in lines), reverse=True)
    return "\n".join(f"{time:>8} us  {name}" for time, name in times[:10])

"""Name the tests that a change can break: `python tests/changed.py [REVISION]`.

What changed since the revision (default: the last commit) leads to rooms, and each room to those
above it. Prints the folders and files to give to pytest, the nearest first, one to a line.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTHING = ("docs/", "CHANGELOG", "build/")
"""What only the tests of the pages read."""


def changed(since: str) -> list[str]:
    """List the files that differ from a revision, those that git does not know yet included."""
    asked = (["diff", "--name-only", since, "--"], ["ls-files", "--others", "--exclude-standard"])
    told = [subprocess.run(["git", *one], cwd=ROOT, check=True, capture_output=True, text=True)
            for one in asked]  # fmt: skip
    return sorted({line for one in told for line in one.stdout.splitlines()})


def touched(files: Iterable[str], above: dict[str, str]) -> list[str]:
    """Give what to run for files that changed; `above` is each room with those right below it.

    >>> rooms = {"model": "", "votes": "model", "show": "votes"}
    >>> touched(["kg/votes/side.py", "tests/model/test_units.py"], rooms)
    ['tests/model/test_units.py', 'kg/votes', 'tests/votes', 'tests/show', 'tests/test_*.py']
    >>> touched(["docs/chains.md"], rooms)
    ['tests/test_docs.py']
    >>> touched(["ontology/entities/cells.yaml"], rooms)
    ['tests', 'kg']
    """
    wanted: dict[str, None] = {}
    rooms: set[str] = set()
    for file in files:
        first, *rest = file.split("/")
        if first == "tests" and rest[-1].startswith("test_"):
            wanted[file] = None
        elif first == "kg" and rest:
            rooms.add(rest[0].removesuffix(".py"))
        elif file.startswith(NOTHING) or file.endswith(".md"):
            wanted["tests/test_docs.py"] = None
        else:
            return ["tests", "kg"]
    wanted |= {f"kg/{room}": None for room in sorted(rooms)}
    reached = {room: _depth(room, rooms, above) for room in above}
    near = sorted((depth, room) for room, depth in reached.items() if depth is not None)
    wanted |= dict.fromkeys(f"tests/{room}" for _, room in near)
    if rooms:
        wanted["tests/test_*.py"] = None
    return list(wanted)


def _depth(room: str, rooms: set[str], above: dict[str, str]) -> int | None:
    """Tell how far a room stands above one that changed; None where it does not."""
    if room in rooms:
        return 0
    below = [_depth(one, rooms, above) for one in above.get(room, "").split()]
    return min((one + 1 for one in below if one is not None), default=None)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    from test_layers import ABOVE

    found = touched(changed(*sys.argv[1:] or ["HEAD"]), ABOVE)
    places = [path.relative_to(ROOT) for one in found
              for path in sorted([*ROOT.glob(one), *ROOT.glob(f"{one}.py")])]  # fmt: skip
    sys.stdout.write("".join(f"{place}\n" for place in places))

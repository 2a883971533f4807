"""Whether .venv still holds what was installed: every distribution, every file in its size.

It runs in that environment, needs nothing of it, and says on standard error what is amiss. With
the argument `list` it prints the distributions, which is what an installation keeps to be held to.
"""

from __future__ import annotations

import csv
import sys
import sysconfig
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

SITE = Path(sysconfig.get_path("purelib"))


def distributions() -> list[str]:
    """Name every distribution that lists its files."""
    return sorted(record.parent.name for record in SITE.glob("*.dist-info/RECORD"))


def amiss(*kept: Path) -> Iterator[str]:
    """Tell what is missing or of another size than when it was installed."""
    wanted = {name for path in kept for name in path.read_text(encoding="utf-8").split()}
    for name in sorted(wanted - set(distributions())):
        yield f"{name} is not there"
    for name in distributions():
        with (SITE / name / "RECORD").open(encoding="utf-8", newline="") as file:
            for path, _, size in csv.reader(file):
                place = SITE / path
                if size and (not place.is_file() or place.stat().st_size != int(size)):
                    yield f"{path} is missing or of another size"


if __name__ == "__main__":
    if sys.argv[1] == "list":
        sys.stdout.writelines(f"{name}\n" for name in distributions())
    else:
        found = list(islice(amiss(*map(Path, sys.argv[1:])), 3))
        sys.stderr.writelines(f"{line}\n" for line in found)
        sys.exit(bool(found))

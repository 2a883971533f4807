"""A generated data set: rows against seconds, beside pandas and a query by hand, and many kills.

KG_CORPUS_ROWS=1000000 and KG_CORPUS_KILLS=50 ask for more than the quick run.
"""

from __future__ import annotations

import os
import random
import runpy
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.corpus import add, assemble_votes, find_verdicts

for name in ("duckdb", "ibis", "pyarrow", "pandas"):
    pytest.importorskip(name)

GENERATED = runpy.run_path(str(Path(__file__).with_name("generated.py")))
ROWS = int(os.environ.get("KG_CORPUS_ROWS", "20000"))
KILLS = int(os.environ.get("KG_CORPUS_KILLS", "4"))


def spent(what: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    found = what()
    return time.process_time() - begun, found


def by_hand(table: Path) -> int:
    """Count voters per topic, basis and level over text, as a query by hand does: no strikes."""
    import duckdb

    with duckdb.connect(config={"threads": 2}) as connection:
        return len(connection.execute(
            "SELECT object, subject, comparator, basis, comparison, count(DISTINCT reference) "
            "FROM read_csv(?, delim='\t', header=true, all_varchar=true, quote='') "
            "WHERE comparison IS NOT NULL AND stance = 'supports' GROUP BY ALL", [str(table)],
        ).fetchall())  # fmt: skip


def by_pandas(table: Path) -> int:
    import pandas

    rows = pandas.read_csv(table, sep="\t", dtype=str, quoting=3)
    rows = rows[rows["comparison"].notna() & (rows["stance"] == "supports")]
    keys = ["object", "subject", "comparator", "basis", "comparison"]
    return len(rows.groupby(keys, dropna=False)["reference"].nunique())


def test_rows_against_seconds(tmp_path: Path) -> None:
    print()
    print(f"{'records':>9}{'add':>9}{'rows/s':>9}{'assemble':>10}{'verdicts':>10}{'torn':>8}"
          f"{'by hand':>9}{'pandas':>8}{'one':>7}")  # fmt: skip
    for count in (ROWS // 10, ROWS):
        table, papers = GENERATED["write"](tmp_path, count)
        folder = tmp_path / f"set-{count}"
        adding, added = spent(lambda: add([table, papers], folder))  # noqa: B023
        assembling, found = spent(lambda: assemble_votes(folder))  # noqa: B023
        hand, _ = spent(lambda: by_hand(table))  # noqa: B023
        panda, _ = spent(lambda: by_pandas(table))  # noqa: B023
        one, _ = spent(lambda: find_verdicts(folder, "object-0"))  # noqa: B023
        print(f"{count:9}{adding:9.2f}{added[0].rows / adding:9.0f}{assembling:10.2f}"
              f"{found.cells:10}{found.contradicting:8}{hand:9.2f}{panda:8.2f}"
              f"{one:7.3f}")  # fmt: skip
        assert found.cells > 0


DOOMED = """
import signal, sys
from pathlib import Path
from kg.corpus import add, assemble_votes, assembling
import duckdb, ibis, pyarrow.parquet
assembling.PASS = 1500
table, papers, folder, moment = *map(Path, sys.argv[1:4]), float(sys.argv[4])
if moment:
    signal.setitimer(signal.ITIMER_PROF, moment)  # ends the process there, with nothing cleaned up
add([table, papers], folder, batch=500)
print(assemble_votes(folder).digest)
"""


def test_it_survives_being_killed_at_any_moment(tmp_path: Path) -> None:
    table, papers = GENERATED["write"](tmp_path, 3000)

    def run(folder: str, moment: float) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", DOOMED, str(table), str(papers), str(tmp_path / folder),
             str(moment)], capture_output=True, text=True, check=False,
        )  # fmt: skip

    begun = os.times().children_user
    unharmed = run("unharmed", 0)
    longest = os.times().children_user - begun
    assert unharmed.returncode == 0, unharmed.stderr
    draw = random.Random(26)  # noqa: S311
    killed = 0
    for number in range(KILLS):
        folder = f"killed-{number // 5}"  # five times in one folder, each within what is left
        died = run(folder, 0.05 + longest * draw.random())
        killed += died.returncode < 0
        assert died.returncode in (0, -27), died.stderr
        if number % 5 == 4 or number == KILLS - 1:
            again = run(folder, 0)
            assert (again.returncode, again.stdout) == (0, unharmed.stdout), again.stderr
    print(f"\n{killed} of {KILLS} killed within {longest:.1f} s of CPU; the digest is the same")
    assert killed

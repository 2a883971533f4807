"""A data set comes to the same verdicts on a Spark Connect endpoint as in this process."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest

from kg.corpus import add, assemble_votes
from kg.errors import DatasetError

for name in ("duckdb", "ibis", "pyarrow", "pyspark", "pysail"):
    pytest.importorskip(name, reason="the extra corpus-remote, or pysail, is not installed")

GENERATED = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "generated.py"))


def test_sail_and_duckdb_come_to_one_digest(tmp_path: Path) -> None:
    from pysail.spark import SparkConnectServer

    table, papers = tmp_path / "table.tsv", tmp_path / "papers.tsv"
    table.write_text("".join(f"{line}\n" for line in GENERATED["rows"](2000, 3, 20, 40, 0.4)))
    papers.write_text("".join(f"{line}\n" for line in GENERATED["papers_rows"](40, 3)))
    add([table, papers], tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    here = assemble_votes(tmp_path / "here", layers=["generated"], by=["species"])
    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    try:
        address = "sc://{}:{}".format(*server.listening_address)
        there = assemble_votes(tmp_path / "there", layers=["generated"], by=["species"],
                               remote=address)  # fmt: skip
    finally:
        server.stop()
    assert here.cells > 100
    assert there.digest == here.digest
    with pytest.raises(DatasetError, match="what was whole before is kept"):
        assemble_votes(tmp_path / "there", remote=address)  # the engine has gone away
    assert assemble_votes(tmp_path / "there", layers=["generated"], by=["species"]).kept == 16

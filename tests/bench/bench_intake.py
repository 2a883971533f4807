"""What the import of a large network takes of memory, as a ratio to that of a tenth of it.

Of both files the corpus knows the same few edges: what is read and left out is not kept.
"""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

from kg.curation import read
from kg.graph import Graph, assemble
from kg.intake import take_network

SMALL = Path(__file__).parents[1] / "data" / "small"
LINES, LIMIT = 50_000, 1.2


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    graph = assemble(read(SMALL))
    few, many = (_file(tmp_path / str(size), size) for size in (LINES // 10, LINES))
    _peak(graph, few)  # what is imported and indexed once counts for neither
    small, _ = _peak(graph, few)
    large, seconds = _peak(graph, many)
    print(f"\n{LINES // 10} lines: {small / 1e6:.2f} MB at most")
    print(f"{LINES} lines: {large / 1e6:.2f} MB, in {seconds:.1f} s; ratio {large / small:.2f}")
    assert large <= LIMIT * small


def _file(folder: Path, size: int) -> Path:
    folder.mkdir()
    with Path(folder, "nodes.tsv").open("w") as nodes:
        nodes.write("id\tname\tcategory\n")
        nodes.writelines(f"NCBIGene:{one}\tgene {one}\tbiolink:Gene\n" for one in range(size))
    with Path(folder, "edges.tsv").open("w") as edges:
        edges.write("subject\tpredicate\tobject\tpublications\n")
        edges.write("HGNC:4983\tbiolink:affects\tHGNC:12269\tPMID:1\n")
        edges.writelines(f"NCBIGene:{one}\tbiolink:affects\tNCBIGene:{one + 1}\tPMID:{one}\n"
                         for one in range(size))  # fmt: skip
    return folder


def _peak(graph: Graph, folder: Path) -> tuple[int, float]:
    """Give the bytes at most, and the seconds, of one reading."""
    tracemalloc.start()
    begun = time.perf_counter()
    found = take_network(graph, "kgx", [folder / "nodes.tsv", folder / "edges.tsv"], "source")
    seconds = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.records) == 1
    return peak, seconds

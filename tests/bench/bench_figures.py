"""What a figure costs: each stage, and Graphviz drawing the same nodes and links as the peer."""

from __future__ import annotations

import time
from collections.abc import Callable

from pygraphviz import AGraph

import kg
from kg.figures import compose
from kg.figures.pdf import pdf_bytes
from kg.figures.plain import dot_text
from kg.figures.png import png_bytes
from kg.figures.pptx import Section, pptx_bytes
from kg.figures.svg import svg_text

ROUNDS = 5
FIGURE = "immunogenic-cell-death"


def test_a_figure_in_all_formats_against_graphviz() -> None:
    graph = kg.load()
    figure = graph.figures[FIGURE]
    scene = compose(graph, figure)
    dot = dot_text(scene)
    stages: dict[str, Callable[[], object]] = {
        "compose": lambda: compose(graph, figure),
        "svg": lambda: svg_text(scene),
        "pdf": lambda: pdf_bytes(scene),
        "png 1920": lambda: png_bytes(scene),
        "pptx": lambda: pptx_bytes([Section("A", (scene,))], "T"),
        "graphviz svg + png": lambda: [
            AGraph(string=dot).draw(format=form, prog="dot") for form in ("svg", "png:cairo")
        ],
    }
    spent = {name: min(seconds(stage) for _ in range(ROUNDS)) for name, stage in stages.items()}
    ours = sum(value for name, value in spent.items() if not name.startswith("graphviz"))
    peer = spent["graphviz svg + png"]
    print()
    for name, value in spent.items():
        print(f"{name:26}{value:8.3f} s of CPU time")
    print(f"{'all formats / graphviz':26}{ours / peer:8.1f}")


def seconds(stage: Callable[[], object]) -> float:
    start = time.process_time()
    stage()
    return time.process_time() - start

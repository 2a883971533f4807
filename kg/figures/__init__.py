"""How is it shown in a talk or a paper? A graph and a recipe become one scene in every format."""

from kg.figures.compose import compose
from kg.figures.journal import check_print
from kg.figures.outline import Node, Tie, nodes_of, ties_of, zones_of
from kg.figures.paper import compose_print, write_paper
from kg.figures.print import Column
from kg.figures.request import recipes
from kg.figures.scene import Scene
from kg.figures.write import (
    FORMATS,
    check_figures,
    write_deck,
    write_figure,
    write_figures,
    write_slides,
)

__all__ = [
    "FORMATS", "Column", "Node", "Scene", "Tie", "check_figures", "check_print", "compose",
    "compose_print", "nodes_of", "recipes", "ties_of", "write_deck", "write_figure",
    "write_figures", "write_paper", "write_slides", "zones_of",
]  # fmt: skip

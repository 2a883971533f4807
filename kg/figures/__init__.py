"""How is it shown in a talk or a paper? A graph and a recipe become one scene in every format."""

from kg.figures.compose import compose, find
from kg.figures.measure import measure
from kg.figures.write import check_figures, write_deck, write_figure

__all__ = ["check_figures", "compose", "find", "measure", "write_deck", "write_figure"]

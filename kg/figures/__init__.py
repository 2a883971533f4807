"""How is it shown in a talk or a paper? A graph and a recipe become one scene in every format."""

from kg.figures.compose import compose
from kg.figures.request import recipes
from kg.figures.write import check_figures, write_deck, write_figure, write_figures

__all__ = [
    "check_figures", "compose", "recipes", "write_deck", "write_figure", "write_figures",
]  # fmt: skip

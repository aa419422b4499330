"""The monthly grid: its cells, its rows, the page."""

from inventories.selectors.grid.cell import CELL_WORDS, MARKED, Cell
from inventories.selectors.grid.page import CategoryGroup, Grid, ScopeGroup, grid, uses_of_page
from inventories.selectors.grid.row import Row, row_or_404
from inventories.selectors.grid.touched import Touched, touched
from inventories.selectors.grid.years import same_figures

__all__ = [
    "CELL_WORDS",
    "MARKED",
    "CategoryGroup",
    "Cell",
    "Grid",
    "Row",
    "ScopeGroup",
    "Touched",
    "grid",
    "row_or_404",
    "same_figures",
    "touched",
    "uses_of_page",
]

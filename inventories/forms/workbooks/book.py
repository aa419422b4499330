"""An upload as sheets of cells, whatever kind of file it was."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from inventories.forms.workbooks.parts import Position, cell_name
from inventories.forms.workbooks.reading import Notice

Value = str | float | bool | dt.date | dt.time | dt.timedelta
LONGEST_SHOWN = 200  # characters of a cell that are shown to people


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with contents. `error`: as #REF!. `formula`: its value was calculated; `missing`: it was never calculated."""

    value: Value
    error: str = ""
    formula: bool = False
    missing: bool = False

    @property
    def text(self) -> str:
        """Return the contents of a text cell, "" for any other."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def raw(self) -> str:
        """Return the contents as a person sees them, shortened where there is very much."""
        value = self.value
        if self.error or self.missing:
            return self.error or "="
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float):
            return f"{value:,.15g}"
        if isinstance(value, dt.datetime) and value.time() == dt.time():
            value = value.date()
        shown = value if isinstance(value, str) else str(value)
        return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"

    @property
    def is_number(self) -> bool:
        """Say whether it holds a number, an error or a formula, not a text."""
        return bool(self.error) or self.missing or isinstance(self.value, float)


@dataclass(slots=True, eq=False)
class Sheet:
    """Cells with contents by position (from 1), in reading order. `typed`: numbers are told from texts, not so in CSV."""

    name: str
    cells: dict[Position, Cell]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: Sequence[tuple[int, int]] = ()
    merged: Sequence[tuple[Position, Position]] = ()
    typed: bool = True
    rows: int = field(init=False)
    columns: int = field(init=False)
    memo: dict[str, object] = field(init=False, default_factory=dict)  # what was found out about it once
    _by_row: dict[int, list[int]] = field(init=False)
    _filled: list[int] = field(init=False)
    _anchors: dict[Position, Position] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = max((row for row, _column in self.cells), default=0)
        self.columns = max((column for _row, column in self.cells), default=0)
        self._by_row = {}
        for row, column in self.cells:
            self._by_row.setdefault(row, []).append(column)
        self._filled = sorted(self._by_row)
        self._anchors = {}
        for (top, first), (bottom, last) in self.merged:
            for row in range(top, min(bottom, self.rows) + 1):
                for column in range(first, min(last, self.columns) + 1):
                    self._anchors[row, column] = (top, first)

    def get(self, row: int, column: int) -> Cell | None:
        """Return the cell that stands in a place."""
        return self.cells.get((row, column))

    def shown(self, row: int, column: int) -> Cell | None:
        """Return what is seen in a place: inside merged cells, what stands in their first."""
        return self.cells.get(self._anchors.get((row, column), (row, column)))

    def text(self, row: int, column: int) -> str:
        """Return the text seen in a place, "" where there is none."""
        cell = self.shown(row, column)
        return cell.text.strip() if cell else ""

    def columns_of(self, row: int) -> Sequence[int]:
        """Return the columns of a row that hold something."""
        return self._by_row.get(row, ())

    def filled_rows(self, first: int = 1, last: int | None = None) -> Sequence[int]:
        """Return the rows that hold something, from `first` to `last`."""
        end = len(self._filled) if last is None else bisect_right(self._filled, last)
        return self._filled[bisect_left(self._filled, first) : end]

    def places(self, first: Position, last: Position) -> Iterator[Position]:
        """Go through the cells with contents of a range, row by row."""
        for row in self.filled_rows(first[0], last[0]):
            for column in self._by_row[row]:
                if first[1] <= column <= last[1]:
                    yield row, column

    def is_hidden(self, row: int, column: int) -> bool:
        """Say whether a cell's row, column or sheet is hidden."""
        inside = any(first <= column <= last for first, last in self.hidden_columns)
        return self.hidden or row in self.hidden_rows or inside

    @property
    def used(self) -> str:
        """Return the range that holds everything: A1:N40."""
        if not self.cells:
            return "A1"
        rows, columns = {row for row, _column in self.cells}, {column for _row, column in self.cells}
        return f"{cell_name(min(rows), min(columns))}:{cell_name(max(rows), max(columns))}"


@dataclass
class Book:
    """A whole upload. `notices` are of the file: its characters, its links, how it calculates."""

    sheets: list[Sheet]
    notices: list[Notice] = field(default_factory=list)

    @cached_property
    def by_name(self) -> dict[str, Sheet]:
        """Return the sheets by name."""
        return {sheet.name: sheet for sheet in self.sheets}

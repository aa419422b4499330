"""Where things stand: the sheets' names, the row of the heads, and addresses of cells."""

from dataclasses import dataclass
from decimal import Decimal

from reports.exports.workbook.terms import Term

SUMMARY = "สรุป"
SOURCES = "แหล่งปล่อย"
WORKINGS = "วิธีคำนวณ"
FACTORS = "ค่า EF"
POTENTIALS = "GWP"
GASES = "ผลตามก๊าซ"
GASES_BY_SOURCE = "ก๊าซรายแหล่ง"
README = "คำอธิบาย"

HEAD_ROW = 4  # title, organisation, marks and one row to spare stand above; counted from 0
FIRST_ROW = HEAD_ROW + 1
FIRST_AMOUNT = 6  # the column of the first month's amount on the sheet of sources

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that holds a number, and the number. Rows and columns count from 0."""

    sheet: str
    row: int
    column: int
    value: Decimal

    @property
    def here(self) -> Term:
        """Return the cell for a formula on the same sheet."""
        return Term(cell(self.row, self.column), self.value)

    @property
    def there(self) -> Term:
        """Return the cell for a formula on any sheet."""
        return Term(f"'{self.sheet}'!{cell(self.row, self.column, fixed=True)}", self.value)


def letters(column: int) -> str:
    """Return the letters of a column: A for 0, AA for 26."""
    before, last = divmod(column, _LETTERS)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """Return a cell as formulas name it: A1, or $A$1."""
    sign = "$" if fixed else ""
    return f"{sign}{letters(column)}{sign}{row + 1}"


def span(first: tuple[int, int], last: tuple[int, int], *, sheet: str = "") -> str:
    """Return a range of cells, of this sheet or (fixed) of another."""
    before = f"'{sheet}'!" if sheet else ""
    return f"{before}{cell(*first, fixed=bool(sheet))}:{cell(*last, fixed=bool(sheet))}"

"""The parts of a workbook read as a stream, before any library sees them: how large, which formulas, what is hidden.

Every function raises defusedxml's DTDForbidden for a DTD, SAXException for broken XML and Unreadable beyond the limits.
"""

import posixpath
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax

from inventories.forms.workbooks.refusals import refusal

MOST_ROWS = 10_000
MOST_COLUMNS = 500
MOST_CELLS = 100_000
MOST_ELEMENTS = 1_000_000
MOST_STRINGS = 500_000
MOST_TEXT = 20_000_000  # characters over all cells, a shared text counted in each cell that shows it
LARGEST_AREA = 2_000_000  # cells of the rectangle around a sheet's contents
DEEPEST = 60
MOST_MERGED = 100_000  # cells inside merged ranges of a sheet
LONGEST_INDEX = 40  # characters of a number that points to a shared text, or of an error
PIECE = 1 << 16
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

Position = tuple[int, int]  # row and column, counted from 1


def column_name(column: int) -> str:
    """Return the letters of a column counted from 1: 14 is N."""
    letters = ""
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return a cell as people name it: N3."""
    return f"{column_name(column)}{row}"


def position(name: str) -> Position:
    """Return row and column of a cell's name. Raises ValueError if it is none."""
    match = _CELL.fullmatch(name.replace("$", ""))
    if match is None:
        raise ValueError(name)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


@dataclass(slots=True)
class Limits:
    """What is left of a workbook's allowances."""

    elements: int = MOST_ELEMENTS
    cells: int = MOST_CELLS
    text: int = MOST_TEXT


@dataclass(slots=True)
class SheetFacts:
    """What the values alone do not tell of a sheet. Positions are those of cells with contents."""

    rows: int = 0  # the last row with contents
    columns: int = 0
    formulas: dict[Position, bool] = field(default_factory=dict)  # whether a calculated value stands beside it
    errors: dict[Position, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Position, Position]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    hidden: bool


class _Counting(ContentHandler):
    """Counts elements and depth; a part that exceeds either is a bomb."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits, self.depth = limits, 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Count."""
        self.depth += 1
        self.limits.elements -= 1
        if self.limits.elements < 0 or self.depth > DEEPEST:
            raise refusal("bomb")
        self.begin(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        """Go up again."""
        self.depth -= 1
        self.end(name.rpartition(":")[2])

    def begin(self, name: str, attrs: AttributesImpl) -> None:
        """Meet an element, named without its prefix."""

    def end(self, name: str) -> None:
        """Leave an element."""


Handler = TypeVar("Handler", bound=_Counting)


class _Book(_Counting):
    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.sheets: list[ListedSheet] = []
        self.kinds: set[str] = set()
        self.recalculates = False

    def begin(self, name: str, attrs: AttributesImpl) -> None:
        if name == "sheet":
            relation = next((value for key, value in attrs.items() if key.rpartition(":")[2] == "id"), "")
            hidden = attrs.get("state", "visible") != "visible"
            self.sheets.append(ListedSheet(attrs.get("name", ""), relation, hidden))
        elif name == "calcPr":
            self.recalculates = attrs.get("fullCalcOnLoad", "") in {"1", "true"}
        elif name in {"Override", "Default"} and "macroenabled" in attrs.get("ContentType", "").lower():
            self.kinds.add("macro")


class _Strings(_Counting):
    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.lengths, self.inside, self.length = array("L"), False, 0

    def begin(self, name: str, attrs: AttributesImpl) -> None:
        if name == "si":
            self.length = 0
        self.inside = name == "t"

    def characters(self, content: str) -> None:
        if self.inside:
            self.length += len(content)

    def end(self, name: str) -> None:
        self.inside = False
        if name == "si":
            self.lengths.append(self.length)
            if len(self.lengths) > MOST_STRINGS:
                raise refusal("too_much_text")


class _Sheet(_Counting):
    def __init__(self, limits: Limits, sheet: str, strings: Sequence[int] | None) -> None:
        super().__init__(limits)
        self.facts, self.sheet, self.strings = SheetFacts(), sheet, strings
        self.row = self.column = self.filled_rows = 0
        self.row_filled = False
        self.kind, self.collecting = "n", False
        self.formula = False
        self.text: list[str] = []
        self.chars = self.merged = 0

    def begin(self, name: str, attrs: AttributesImpl) -> None:
        if name == "c":
            self.begin_cell(attrs)
        elif name in {"v", "t"}:
            self.collecting = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = int(attrs.get("r", str(self.row + 1)))
            self.column, self.row_filled = 0, False
            if attrs.get("hidden", "") in {"1", "true"}:
                self.facts.hidden_rows.add(self.row)
        elif name == "col" and attrs.get("hidden", "") in {"1", "true"}:
            self.facts.hidden_columns.append((int(attrs["min"]), int(attrs["max"])))
        elif name == "mergeCell":
            first, _colon, last = attrs["ref"].partition(":")
            (top, left), (bottom, right) = position(first), position(last or first)
            self.merged += max(bottom - top + 1, 0) * max(right - left + 1, 0)
            if self.merged > MOST_MERGED:
                raise refusal("merged_too_wide", sheet=self.sheet)
            self.facts.merged.append(((top, left), (bottom, right)))

    def begin_cell(self, attrs: AttributesImpl) -> None:
        if "r" in attrs:
            self.row, self.column = position(attrs["r"])
        else:
            self.column += 1
        self.kind, self.formula, self.chars = attrs.get("t", "n"), False, 0
        self.text.clear()

    def characters(self, content: str) -> None:
        if self.collecting:
            self.chars += len(content)
            if self.kind in {"s", "e"} and self.chars < LONGEST_INDEX:
                self.text.append(content)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.collecting = False
        elif name == "c" and (self.chars or self.formula):
            self.end_cell()

    def end_cell(self) -> None:
        facts, here = self.facts, (self.row, self.column)
        if not self.row_filled:
            self.row_filled = True
            self.filled_rows += 1
        if self.filled_rows > MOST_ROWS or self.row > LARGEST_AREA:
            raise refusal("too_many_rows", sheet=self.sheet, limit=f"{MOST_ROWS:,}")
        if self.column > MOST_COLUMNS:
            raise refusal("too_many_columns", sheet=self.sheet, cell=cell_name(*here), limit=f"{MOST_COLUMNS:,}")
        facts.rows, facts.columns = max(facts.rows, self.row), max(facts.columns, self.column)
        self.limits.cells -= 1
        if self.limits.cells < 0 or facts.rows * facts.columns > LARGEST_AREA:
            raise refusal("too_many_cells", limit=f"{MOST_CELLS:,}")
        length = self.chars
        if self.kind == "s":
            index = int("".join(self.text) or -1)
            if self.strings is None or not 0 <= index < len(self.strings):
                raise refusal("damaged")
            length = self.strings[index]
        elif self.kind == "e":
            facts.errors[here] = "".join(self.text).strip()
        self.limits.text -= length
        if self.limits.text < 0:
            raise refusal("too_much_text")
        if self.formula:
            facts.formulas[here] = self.chars > 0


def scan(data: bytes, limits: Limits) -> _Book:
    """Read a part for what a workbook lists, and refuse a DTD, broken XML and bombs in it."""
    return _read(data, _Book(limits))


def strings_of(data: bytes, limits: Limits) -> Sequence[int]:
    """Return the length of each shared text."""
    return _read(data, _Strings(limits)).lengths


def facts_of_sheet(data: bytes, limits: Limits, *, sheet: str, strings: Sequence[int] | None) -> SheetFacts:
    """Return what a sheet's values do not tell. `strings`: lengths of the shared texts, None where there are none."""
    return _read(data, _Sheet(limits, sheet, strings)).facts


def targets_of(data: bytes) -> dict[str, str]:
    """Return the paths of the parts that a workbook points to, by the relation's id."""

    class Relations(_Counting):
        def __init__(self) -> None:
            super().__init__(Limits())
            self.targets: dict[str, str] = {}

        def begin(self, name: str, attrs: AttributesImpl) -> None:
            if name == "Relationship" and attrs.get("TargetMode", "") != "External":
                path = posixpath.normpath(posixpath.join("/xl", attrs.get("Target", "")))
                self.targets[attrs.get("Id", "")] = path.lstrip("/")

    return _read(data, Relations()).targets


def _read(data: bytes, handler: Handler) -> Handler:
    parser = sax.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    for start in range(0, len(data), PIECE):
        parser.feed(data[start : start + PIECE])
    parser.close()
    return handler

"""One sheet: cells of three kinds (text, number, formula), columns as wide as what they hold, a page that prints."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from reports.exports.workbook.looks import LOOKS, SIZE, Looks
from reports.exports.workbook.measure import clean, lines_of, shown
from reports.exports.workbook.places import FIRST_ROW, HEAD_ROW, Place
from reports.exports.workbook.terms import Term

LINE_HEIGHT = 16  # points of a line of Sarabun 10, which is taller than Latin fonts for its marks
TEMPTING = tuple("=+-@\t\r")  # what a calculating program takes for the beginning of a formula when it is typed

_A4 = 9
_A4_ACROSS_MM = 297 - 2 * 10
_MM_PER_PIXEL = 25.4 / 96
_LEAST_SCALE = 30
_USUAL_WIDTH = 8.43  # of a column whose width nobody said
_SURELY = 0.92  # programs differ in how wide a character is; a column must not slip to a page of its own


class Sheet:
    """A sheet being written. Rows and columns count from 0."""

    def __init__(self, workbook: Any, name: str, looks: Looks) -> None:
        self.name = name
        self._sheet = workbook.add_worksheet(name)
        self._looks = looks
        self._widths: dict[int, float] = {}
        self._lines: dict[int, list[tuple[int, str]]] = {}  # texts that may take several lines, by row
        self._heights: dict[int, float] = {}
        self.last_row = 0

    def text(self, row: int, column: int, text: str, look: str = "text") -> None:
        """Write a text; whatever it begins with, it is never a formula."""
        text = clean(text)
        self._sheet.write_string(row, column, text, self._looks.of(look, quoted=text.startswith(TEMPTING)))
        if LOOKS[look].get("text_wrap"):
            self._lines.setdefault(row, []).append((column, text))
        if size := LOOKS[look].get("font_size"):
            self._heights[row] = LINE_HEIGHT * size / SIZE
        self.last_row = max(self.last_row, row)

    def wide_text(self, row: int, column: int, last: int, text: str) -> None:
        """Write a text over several columns of a row, in as many lines as it needs."""
        text = clean(text)
        look = self._looks.of("paragraph", quoted=text.startswith(TEMPTING))
        self._sheet.merge_range(row, column, row, last, "", look)
        self._sheet.write_string(row, column, text, look)
        self._heights[row] = LINE_HEIGHT * lines_of(text, sum(self._width(each) for each in range(column, last + 1)))
        self.last_row = max(self.last_row, row)

    def number(self, row: int, column: int, value: Decimal | int, look: str = "given") -> Place:
        """Write a number that was given, and return where it stands."""
        self._sheet.write_number(row, column, float(value), self._looks.of(look))
        return self._placed(row, column, Decimal(value), look)

    def formula(self, row: int, column: int, term: Term, look: str, *, stored: Decimal | None = None) -> Place:
        """Write a formula with its value beside it: `stored`, the application's own figure, or what the term comes to."""
        value = term.value if stored is None else stored
        self._sheet.write_formula(row, column, f"={term.text}", self._looks.of(look), float(value))
        return self._placed(row, column, value, look)

    def formula_or_text(self, row: int, column: int, formula: str, stored: Decimal | str, look: str) -> None:
        """Write a formula (without =) that may come to a text, with its value beside it."""
        value = stored if isinstance(stored, str) else float(stored)
        self._sheet.write_formula(row, column, f"={formula}", self._looks.of(look), value)
        if not isinstance(stored, str):
            self._placed(row, column, stored, look)
        self.last_row = max(self.last_row, row)

    def blank(self, row: int, columns: Iterable[int], look: str) -> None:
        """Give empty cells of a row a look; they stay empty until something is written there."""
        for column in columns:
            self._sheet.write_blank(row, column, None, self._looks.of(look))

    def heads(self, heads: Sequence[str], *, row: int = HEAD_ROW, left: int = 0) -> None:
        """Write a row of heads, the first `left` of them over columns of texts."""
        for column, head in enumerate(heads):
            self.text(row, column, head, "head_left" if column < left else "head")

    def top(self, title: str, lines: Sequence[str], marks: Sequence[str]) -> None:
        """Write what stands above the heads: the title, whose year it is, and what must not be overlooked."""
        self.text(0, 0, title, "title")
        self.text(1, 0, " · ".join(filter(None, lines)), "line")
        self.text(2, 0, " · ".join(filter(None, marks)), "mark")

    def widths(self, columns: Iterable[float | None], *, first: int = 0) -> None:
        """Say how wide columns are, in characters; None: as wide as the numbers in them need."""
        for column, width in enumerate(columns, first):
            if width is not None:
                self._widths[column] = width

    def finish(
        self,
        *,
        header: str,
        footer: str,
        repeat: bool = True,
        freeze: tuple[int, int] | None = (FIRST_ROW, 0),
        kept_columns: int = 0,
        pages: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Set widths, panes and the printed page: A4 across, heads on every page, หน้า x จาก y.

        `pages`: the columns (first, last) of each page of a sheet too wide for one; its first `kept_columns` come again
        on every page.
        """
        sheet = self._sheet
        for column, width in self._widths.items():
            sheet.set_column(column, column, width)
        self._set_heights()
        if freeze:
            sheet.freeze_panes(*freeze)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.39, right=0.39, top=0.75, bottom=0.75)  # inches: 10 mm and 19 mm
        sheet.set_header(header)
        sheet.set_footer(footer)
        sheet.hide_gridlines(2)
        if repeat:
            sheet.repeat_rows(HEAD_ROW)
        if not pages:
            sheet.fit_to_pages(1, 0)
            return
        sheet.repeat_columns(0, kept_columns - 1)
        sheet.set_v_pagebreaks([last + 1 for _, last in pages[:-1]])
        widest = max(self._mm(first, last) + (self._mm(0, kept_columns - 1) if first else 0) for first, last in pages)
        sheet.set_print_scale(max(_LEAST_SCALE, min(100, int(_SURELY * 100 * _A4_ACROSS_MM / widest))))

    def _mm(self, first: int, last: int) -> float:
        return sum(self._width(column) * 7 + 5 for column in range(first, last + 1)) * _MM_PER_PIXEL

    def _width(self, column: int) -> float:
        return self._widths.get(column, _USUAL_WIDTH)

    def _set_heights(self) -> None:
        """Make rows as high as their texts: not every program does so by itself when it opens a file."""
        heights = dict(self._heights)
        for row, texts in self._lines.items():
            lines = max(lines_of(text, self._width(column)) for column, text in texts)
            heights[row] = max(heights.get(row, 0), LINE_HEIGHT * lines)
        self._sheet.set_default_row(LINE_HEIGHT)
        for row, height in heights.items():
            if height != LINE_HEIGHT:
                self._sheet.set_row(row, height)

    def _placed(self, row: int, column: int, value: Decimal, look: str) -> Place:
        needed = len(shown(value, look)) + 1.5
        self._widths[column] = max(self._widths.get(column, 0), needed)
        self.last_row = max(self.last_row, row)
        return Place(self.name, row, column, value)

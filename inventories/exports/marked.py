"""An uploaded file given back with its faulty cells coloured and told, so that people mend it where it was made.

Formulas, formats, comments and links within the file stay. Pictures, charts and macros are not taken along, and formulas
that reach beyond the file leave only their last value. A text stays a text also where it begins like a formula.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Any

from inventories.calc.workbooks.marks import REMARKS_COLUMN, REMARKS_SHEET

Mark = tuple[str, str, str]  # sheet, cell or range, sentence
COLOUR = "F8D7D2"
AUTHOR = "ระบบบัญชีก๊าซเรือนกระจก"
LONGEST_REMARK = 1_000  # characters in one cell's comment
LARGEST_CHANGED = 8_000_000  # bytes unpacked: openpyxl takes some fifty times as much
MOST_COLOURED = 500  # cells of one range
_HEADS = ("แผ่นงาน", "เซลล์", "ข้อสังเกตและวิธีแก้")
_WIDTHS = (28, 12, 100)
_KEPT = re.compile(
    r"(?i)\[content_types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels|xl/comments/[^/]+\.xml"
    r"|xl/(worksheets|theme|tables|chartsheets)/[^/]+\.xml|xl/(worksheets|chartsheets)/_rels/[^/]+\.rels"
)
_LEFT_OUT = re.compile(r"(?i)xl/(calcchain|connections|metadata|volatiledependencies)\.xml")
_OF_A_SHEET = re.compile(r"(?i)xl/(worksheets|chartsheets)/_rels/.+")
_CARRIED = ("/hyperlink", "/comments", "/table")  # what a sheet may still point to
_BEYOND = re.compile(r"\[[^\]]*\][^!]*!|\||\b(WEBSERVICE|HYPERLINK|CALL|REGISTER|RTD|IMPORTDATA)\s*\(", re.IGNORECASE)
_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]")  # in the name of a sheet
LONGEST_TITLE = 31
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def mark_faults(content: bytes, marks: Iterable[Mark]) -> bytes:
    """Return an .xlsx like `content` with the cells of `marks` coloured and commented, and a sheet that lists them.

    `content`: an .xlsx that was accepted by the reading of uploads, which bounds it. Where it is too unusual to be
    changed cell by cell, or too large for that to stay within bounds, its values are written anew, marked alike.
    """
    import openpyxl  # noqa: PLC0415  a quarter of a second, so only when a file is given back

    listed = _tidy(marks)
    plain = _plain_copy(content)
    if len(plain) > LARGEST_CHANGED:
        return _values_anew(plain, listed)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not carry along
            workbook = openpyxl.load_workbook(io.BytesIO(plain), keep_vba=False, keep_links=False)
            _settle(workbook, plain)
            _mark(workbook, listed)
            output = io.BytesIO()
            workbook.save(output)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, LookupError):
        return _values_anew(plain, listed)
    return output.getvalue()


def mark_table(rows: Sequence[Sequence[str]], marks: Iterable[Mark], *, sheet: str) -> bytes:
    """Return the rows of a CSV file as an .xlsx: all texts, faulty cells coloured, remarks in a column behind."""
    return _write({sheet: rows}, _tidy(marks), remarks_in=sheet)


def _tidy(marks: Iterable[Mark]) -> list[Mark]:
    return [(sheet, cell, _CONTROL.sub("", sentence).strip()[:LONGEST_REMARK]) for sheet, cell, sentence in marks]


def _plain_copy(content: bytes) -> bytes:
    """Return the package with nothing but cells, formats, comments and tables."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as copy:
        for name in source.namelist():
            if _KEPT.fullmatch(name) and not _LEFT_OUT.fullmatch(name):
                data = source.read(name)
                copy.writestr(name, _relations(data) if _OF_A_SHEET.fullmatch(name) else data)
    return output.getvalue()


def _relations(data: bytes) -> bytes:
    """Return a sheet's relations without those to parts that are left out."""
    from defusedxml import ElementTree  # noqa: PLC0415

    root = ElementTree.fromstring(data, forbid_dtd=True)
    for relation in list(root):
        if not relation.get("Type", "").endswith(_CARRIED):
            root.remove(relation)
    return bytes(ElementTree.tostring(root))


def _settle(workbook: Any, content: bytes) -> None:
    """Put its last value in the place of each formula that reaches beyond the file: other workbooks, DDE, web services."""
    reaching = [
        (sheet.title, cell)
        for sheet in workbook.worksheets
        for cell in list(sheet._cells.values())  # noqa: SLF001  going through its rows would make every empty cell
        if cell.data_type == "f" and _BEYOND.search(str(getattr(cell.value, "text", cell.value)))
    ]
    if not reaching:
        return
    import python_calamine  # noqa: PLC0415

    source = python_calamine.load_workbook(io.BytesIO(content))
    values = {title: source.get_sheet_by_name(title).to_python(skip_empty_area=False) for title, _cell in reaching}
    for title, cell in reaching:
        rows = values[title]
        value = rows[cell.row - 1][cell.column - 1] if cell.row <= len(rows) and cell.column <= len(rows[0]) else ""
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def _mark(workbook: Any, marks: Sequence[Mark]) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    fill = PatternFill("solid", start_color=COLOUR, end_color=COLOUR)
    for title, name, sentence in marks:
        if title not in workbook.sheetnames or not hasattr(workbook[title], "merged_cells"):
            continue
        for first, cell in enumerate(_cells(workbook[title], name)):
            cell.fill = fill
            if first == 0:
                before = f"{cell.comment.text}\n" if cell.comment else ""
                cell.comment = Comment(f"{before}{sentence}", AUTHOR, height=120, width=320)
    _list(workbook, marks)


def _cells(sheet: Any, name: str) -> Iterator[Any]:
    """Go through the cells of a name or range; inside merged cells, their first one."""
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415
    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415

    left, top, right, bottom = range_boundaries(name)
    places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)][:MOST_COLOURED]
    seen = set()
    for row, column in places:
        inside = isinstance(sheet.cell(row, column), MergedCell)
        for merged in sheet.merged_cells.ranges if inside else ():
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                row, column = merged.min_row, merged.min_col  # noqa: PLW2901
        if (row, column) not in seen:
            seen.add((row, column))
            yield sheet.cell(row, column)


def _list(workbook: Any, marks: Sequence[Mark]) -> None:
    """Put a sheet with all remarks at the end; one of an earlier return is replaced."""
    if REMARKS_SHEET in workbook.sheetnames:
        del workbook[REMARKS_SHEET]
    sheet = workbook.create_sheet(REMARKS_SHEET)
    for number, line in enumerate([_HEADS, *marks], 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s"  # also where it begins with =
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width


def _values_anew(content: bytes, marks: Sequence[Mark]) -> bytes:
    """Return a workbook's values in a new one."""
    import python_calamine  # noqa: PLC0415

    source = python_calamine.load_workbook(io.BytesIO(content))
    names = [sheet.name for sheet in source.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
    return _write({name: source.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}, marks)


def _write(sheets: dict[str, Sequence[Sequence[Any]]], marks: Sequence[Mark], *, remarks_in: str = "") -> bytes:
    """Write values as they are, texts always as texts, with marks; remarks in a sheet, or behind the rows of one."""
    import xlsxwriter  # noqa: PLC0415

    output = io.BytesIO()
    workbook = xlsxwriter.Workbook(output, {"in_memory": True})
    look = workbook.add_format({"bg_color": f"#{COLOUR}"})
    names = _titles(sheets)
    for title, rows in sheets.items():
        sheet = workbook.add_worksheet(names[title])
        remarks = _remarks(mark for mark in marks if mark[0] == title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                _write_value(sheet, number, column, value, look if (number, column) in remarks else None)
        for (number, column), texts in remarks.items():
            sheet.write_comment(number, column, "\n".join(texts), {"author": AUTHOR})
        if title == remarks_in:
            _write_behind(sheet, max((len(row) for row in rows), default=0), remarks)
    if not remarks_in and REMARKS_SHEET not in sheets:
        sheet = workbook.add_worksheet(REMARKS_SHEET)
        for number, line in enumerate([_HEADS, *marks]):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text)
    workbook.close()
    return output.getvalue()


def _titles(names: Iterable[str]) -> dict[str, str]:
    """Return under which name each sheet can be written: the name of a CSV file may have what a sheet's may not."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for place, name in enumerate(names, 1):
        title = _UNFIT.sub("_", name)[:LONGEST_TITLE].strip("'") or f"Sheet{place}"
        if title.casefold() in taken:
            title = f"{title[: LONGEST_TITLE - 6]} ({place})"
        taken.add(title.casefold())
        found[name] = title
    return found


def _remarks(marks: Iterable[Mark]) -> dict[tuple[int, int], list[str]]:
    """Return the sentences by row and column, counted from 0; of a range, at its first cell."""
    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415

    remarks: dict[tuple[int, int], list[str]] = {}
    for _sheet, name, sentence in marks:
        left, top, _right, _bottom = range_boundaries(name)
        remarks.setdefault((top - 1, left - 1), []).append(sentence)
    return remarks


def _write_behind(sheet: Any, column: int, remarks: dict[tuple[int, int], list[str]]) -> None:
    """Write the remarks of each row into the column behind the table."""
    sheet.write_string(0, column, REMARKS_COLUMN)
    by_row: dict[int, list[str]] = {}
    for (row, _column), texts in sorted(remarks.items()):
        by_row.setdefault(row, []).extend(texts)
    for row, texts in by_row.items():
        sheet.write_string(row, column, " ".join(texts))


def _write_value(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float) and isfinite(value):
        sheet.write_number(row, column, value, look)
    elif value is not None and (text := _CONTROL.sub("", str(value))):
        sheet.write_string(row, column, text, look)
    elif look is not None:
        sheet.write_blank(row, column, None, look)

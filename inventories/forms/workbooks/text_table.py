"""A CSV or text file as a book of one sheet: characters by strict trial, the separator by what makes even rows."""

import csv
import io
import re
from collections import Counter
from pathlib import PurePath

from django.utils.translation import gettext as _

from inventories.forms.workbooks.book import Book, Cell, Sheet
from inventories.forms.workbooks.parts import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Position, cell_name
from inventories.forms.workbooks.reading import Notice
from inventories.forms.workbooks.refusals import refusal

LONGEST_NAME = 31  # of a sheet, as Excel has it
SEPARATORS = ",;\t|"
_SAMPLE = 40  # lines on which the separator is tried
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "cp874": "TIS-620 (CP874)"}


def read_text(data: bytes, name: str) -> Book:
    """Return a text file's table. `name`: the upload's, for the sheet's label. Raises Unreadable."""
    text, charset = _decode(data)
    if not text.strip():
        raise refusal("empty")
    if _CONTROL.search(text):
        raise refusal("not_a_workbook", kind=_("ไฟล์ข้อมูลที่ไม่ใช่ตัวอักษร"))
    if len(text) > MOST_TEXT:
        raise refusal("too_much_text")
    separator = _separator(text)
    sheet = Sheet(PurePath(name).stem[:LONGEST_NAME] or "CSV", _cells(text, separator, name), typed=False)
    if not sheet.cells:
        raise refusal("nothing_in_it")
    words = {",": _("จุลภาค"), ";": _("อัฒภาค"), "\t": _("แท็บ"), "|": _("ขีดตั้ง")}
    sentence = _("อ่านไฟล์ข้อความด้วยรหัสอักษร %(charset)s คั่นด้วย%(separator)s") % {
        "charset": _NAMES[charset],
        "separator": words[separator],
    }
    return Book([sheet], [Notice("charset", sentence, _("ถ้าชื่อรายการอ่านไม่ออก ให้บันทึกไฟล์เป็น .xlsx หรือ CSV UTF-8"))])


def _decode(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, else the first of UTF-8, UTF-16 and TIS-620 that fits throughout."""
    trials = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    if not trials:
        odd, even = data[1:2000:2].count(0), data[:2000:2].count(0)
        trials = ["utf-16-le"] if odd > 0 == even else ["utf-8", "cp874"]
    for encoding in trials:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise refusal("charset")


def _separator(text: str) -> str:
    """Return the separator with which most lines have the same number of fields, more than one."""
    sample = "\n".join(text.splitlines()[:_SAMPLE])
    best, score = ",", 0
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if len(row) > 1)
        except csv.Error:
            continue
        even = max((width * count for width, count in widths.items()), default=0)
        if even > score:
            best, score = separator, even
    return best


def _cells(text: str, separator: str, name: str) -> dict[Position, Cell]:
    cells: dict[Position, Cell] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row, fields in enumerate(reader, 1):
            if row > MOST_ROWS:
                raise refusal("too_many_rows", sheet=name, limit=f"{MOST_ROWS:,}")
            if len(fields) > MOST_COLUMNS and any(field.strip() for field in fields[MOST_COLUMNS:]):
                cell = cell_name(row, len(fields))
                raise refusal("too_many_columns", sheet=name, cell=cell, limit=f"{MOST_COLUMNS:,}")
            cells.update(((row, column), Cell(field)) for column, field in enumerate(fields, 1) if field.strip())
            if len(cells) > MOST_CELLS:
                raise refusal("too_many_cells", limit=f"{MOST_CELLS:,}")
    except csv.Error as wrong:
        raise refusal("broken_csv", line=reader.line_num) from wrong
    return cells

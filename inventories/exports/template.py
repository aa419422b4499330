"""Our own workbook to fill in and bring back: a row a source, a column a month, the figures in force already there.

Heads are locked, cells for figures are not; a hidden sheet and a hidden column say whose it is and what it was made from
(inventories.calc.workbooks.template), so that what changed since is found when it comes back.
"""

import datetime as dt
import io
import math
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cfo_site.language import in_thai
from cfo_site.templatetags.cfo import thai_month, unit
from inventories.calc.workbooks import template as places
from inventories.models import AmountRevision, Inventory, Notation
from inventories.selectors.amounts import Cell
from inventories.selectors.grid import CELL_WORDS
from inventories.selectors.imports.targets import Target, in_force, targets

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT, SIZE = "Sarabun", 10
OFFERED = (Notation.NOT_OCCURRING, Notation.NOT_ESTIMATED, Notation.ELSEWHERE)
TEMPTING = tuple("=+-@\t\r")  # what a calculating program takes for the beginning of a formula when it is typed

_A4 = 9
_NAMES = ("รหัส", "ประเภท", "แหล่งปล่อย", "หน่วย")
_PAPERS = ("กองที่รับผิดชอบ", "เลขมิเตอร์ / ทะเบียน", "เอกสารที่ใช้")
_WIDTHS = (12, 7, 38, 9)
_AFTER = (13, 20, 18, 28)  # total, then the papers
_MONTH_WIDTH = 11.5
_LINE = 18  # points of a line of Sarabun 10, which is taller than Latin fonts for its marks
_GIVEN = "[=0]0;#,##0.00#######"  # 0 is 0: never 0.00
_HELP = (
    ("กรอกที่ไหน", "แผ่น ข้อมูล ช่องสีขาวเท่านั้น แต่ละแถวคือหนึ่งแหล่งปล่อย แต่ละคอลัมน์คือหนึ่งเดือน ตัวเลขต้องเป็นหน่วยในคอลัมน์ หน่วย"),
    ("ตัวเลขที่มีอยู่แล้ว", "คือตัวเลขในระบบขณะดาวน์โหลด แก้เฉพาะช่องที่ต้องการเปลี่ยน ช่องที่ไม่แก้ระบบจะไม่บันทึกซ้ำ"),
    ("ไม่มีกิจกรรม", "เลือกคำว่า ไม่มี จากรายการในช่อง (หรือ ไม่ประเมิน, รวมที่อื่น) ศูนย์คือวัดแล้วได้ศูนย์ ไม่เหมือนกับไม่มีกิจกรรม"),
    ("ช่องว่าง", "คือยังไม่มีข้อมูล การลบตัวเลขในไฟล์ให้ว่างไม่ลบตัวเลขในระบบ ถ้าต้องการลบให้ลบในหน้ากรอกข้อมูล"),
    ("ช่องสีเทา", "แหล่งปล่อยไม่ได้ใช้ในเดือนนั้น หรือเดือนนั้นล็อกฉบับแล้ว จึงกรอกไม่ได้"),
    ("ช่องสีแดง", "ไม่ใช่ตัวเลขตั้งแต่ 0 ขึ้นไปและไม่ใช่คำในรายการ"),
    ("ตัวเอนบนพื้นเหลือง", "ตัวเลขที่เป็นค่าประมาณ ถ้าแก้ตัวเลข ระบบถือว่าเป็นตัวเลขจริง"),
    (
        "เมื่อกรอกเสร็จ",
        "บันทึกเป็น .xlsx แล้วนำเข้าที่หน้า นำเข้าไฟล์ ระบบแสดงทุกตัวเลขให้ตรวจก่อน ยังไม่บันทึกจนกว่าท่านจะสั่ง และเลิกการนำเข้าได้",
    ),
    ("ข้อห้าม", "อย่าเปลี่ยนหัวตาราง อย่าเพิ่มคอลัมน์ และอย่าคัดลอกแถวข้ามปีหรือข้ามเทศบาล แหล่งปล่อยใหม่ให้เพิ่มในระบบก่อนแล้วดาวน์โหลดใหม่"),
)


@in_thai
def year_template(inventory: Inventory) -> bytes:
    """Return the template of a year as .xlsx; the same figures give the same bytes. Sources that only derive have no row."""
    import xlsxwriter  # noqa: PLC0415  a quarter of a second, so only when a workbook is made

    found = [target for target in targets(inventory) if target.months]
    file = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": SIZE}}
    workbook = xlsxwriter.Workbook(file, options)
    title = f"แบบกรอกข้อมูลกิจกรรมรายเดือน {inventory.title}"
    whose = inventory.municipality.name_on(inventory.last_day).name_th
    workbook.set_properties({"title": title, "author": whose, "created": inventory.opened_at})
    data = workbook.add_worksheet(places.DATA_SHEET)
    data.set_default_row(_LINE)
    _write_help(workbook, title, whose)
    _write_mark(workbook, inventory)
    looks = _Looks(workbook)
    data.write_string(0, places.SCOPE - 1, title, looks.title)
    data.write_string(1, places.SCOPE - 1, f"{whose} · {inventory.period_text}", looks.line)
    data.write_string(2, places.SCOPE - 1, "กรอกเฉพาะช่องสีขาว วิธีกรอกอยู่ในแผ่น วิธีใช้", looks.line)
    _write_heads(data, inventory, looks)
    amounts = in_force(inventory, found)
    for row, target in enumerate(found, places.FIRST_ROW - 1):
        _write_row(data, row, target, inventory.month_list, amounts, looks=looks)
    _finish(data, inventory, len(found), looks)
    workbook.close()
    return file.getvalue()


class _Looks:
    """The formats of the data sheet."""

    def __init__(self, workbook: Any) -> None:
        line = {"bottom": 4, "bottom_color": "#BFBFBF", "valign": "vcenter"}
        head = {"bold": True, "bg_color": "#E7EDF1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        open_cell = line | {"locked": False, "num_format": _GIVEN, "align": "right", "left": 4, "left_color": "#BFBFBF"}
        self._add = workbook.add_format
        self.title = self._add({"bold": True, "font_size": 14})
        self.line = self._add({})
        self.head = self._add(head)
        self.month = self._add(head | {"align": "center"})
        self.text = self._add(line | {"text_wrap": True})
        self.quoted = self._add(line | {"text_wrap": True, "quote_prefix": True})
        self.key = self._add({"font_color": "#808080"})
        self.open = self._add(open_cell)
        self.estimated = self._add(open_cell | {"italic": True, "bg_color": "#FFF7DF"})
        self.off = self._add(line | {"bg_color": "#D9D9D9", "pattern": 1, "align": "right", "num_format": _GIVEN})
        self.total = self._add(line | {"num_format": _GIVEN, "align": "right", "bg_color": "#F3F6F8", "left": 1})
        self.bad = self._add({"bg_color": "#F8D7D2", "font_color": "#9C2B00"})

    def of_text(self, text: str) -> Any:
        """Return the look of a text; one that could be taken for a formula stays a text also when typed over."""
        return self.quoted if text.startswith(TEMPTING) else self.text


def _write_heads(data: Any, inventory: Inventory, looks: _Looks) -> None:
    row, months = places.HEAD_ROW - 1, inventory.month_list
    for column, head in enumerate(_NAMES, places.KEY - 1):
        data.write_string(row, column, head, looks.head)
    for column, month in enumerate(months, places.FIRST_MONTH - 1):
        data.write_string(row, column, thai_month(month), looks.month)
    for column, head in enumerate(("รวม", *_PAPERS), places.FIRST_MONTH - 1 + len(months)):
        data.write_string(row, column, head, looks.head)


def _write_row(
    data: Any,
    row: int,
    target: Target,
    months: Sequence[dt.date],
    amounts: Mapping[Cell, AmountRevision],
    *,
    looks: _Looks,
) -> None:
    source = target.source
    revisions = [amounts.get((source.pk, month)) for month in months]
    key = places.key_for(source.pk, [revision.number if revision else 0 for revision in revisions])
    data.write_string(row, places.KEY - 1, key, looks.key)
    scope = "แยก" if target.use.scope == "separate" else target.use.scope
    for column, text in ((places.SCOPE, scope), (places.NAME, source.name_th), (places.UNIT, str(unit(source.unit)))):
        data.write_string(row, column - 1, text, looks.of_text(text))
    first = places.FIRST_MONTH - 1
    known = Decimal(0)
    for column, (month, revision) in enumerate(zip(months, revisions, strict=True), first):
        writable = month in target.months and month not in target.locked
        shown = revision if month in target.months else None
        look = looks.off if not writable else looks.estimated if shown and shown.estimated else looks.open
        _write_figure(data, row, column, shown, look)
        known += shown.amount if shown and shown.amount is not None else Decimal(0)
    last = first + len(months) - 1
    formula = f"=SUM({_cell(row, first)}:{_cell(row, last)})"
    data.write_formula(row, last + 1, formula, looks.total, float(known))
    papers = (source.division.name_th if source.division else "", source.identifier, source.paper)
    for column, text in enumerate(papers, last + 2):
        data.write_string(row, column, text, looks.of_text(text))
    widths = (_WIDTHS[places.NAME - 1], *_AFTER[1:])
    lines = max(_lines(text, width) for text, width in zip((source.name_th, *papers), widths, strict=True))
    if lines > 1:
        data.set_row(row, _LINE * lines)


def _lines(text: str, width: float) -> int:
    """Return in how many lines a text stands in a column; marks above and below the line take no room."""
    return max(1, math.ceil(sum(unicodedata.category(sign) != "Mn" for sign in text) * 1.1 / width))


def _write_figure(data: Any, row: int, column: int, revision: AmountRevision | None, look: Any) -> None:
    """Write a figure as a number where a program keeps all its digits, else as text; a notation as its word."""
    if revision is None or (revision.amount is None and not revision.notation):
        data.write_blank(row, column, None, look)
    elif revision.amount is None:
        data.write_string(row, column, str(CELL_WORDS[Notation(revision.notation)]), look)
    elif Decimal(repr(float(revision.amount))) == revision.amount:
        data.write_number(row, column, float(revision.amount), look)
    else:
        data.write_string(row, column, f"{revision.amount.normalize():f}", look)


def _finish(data: Any, inventory: Inventory, sources: int, looks: _Looks) -> None:
    """Set drop-downs, marks, widths, panes, protection and the printed page."""
    first, count = places.FIRST_MONTH - 1, inventory.months
    top, bottom = places.FIRST_ROW - 1, places.FIRST_ROW - 1 + max(sources, 1) - 1
    words = [str(CELL_WORDS[notation]) for notation in OFFERED]
    data.data_validation(top, first, bottom, first + count - 1, {
        "validate": "list", "source": words, "ignore_blank": True,
        "show_error": False,  # a number is as good as a word of the list; what is neither turns red
        "input_title": "ปริมาณของเดือน", "input_message": "พิมพ์ตัวเลขตั้งแต่ 0 หรือเลือกคำจากรายการ",
    })  # fmt: skip
    cell = _cell(top, first)
    known = ",".join(f'{cell}="{word}"' for word in words)
    data.conditional_format(top, first, bottom, first + count - 1, {
        "type": "formula", "format": looks.bad,
        "criteria": f"=NOT(OR(ISBLANK({cell}),AND(ISNUMBER({cell}),N({cell})>=0),{known}))",
    })  # fmt: skip
    for column, width in enumerate(_WIDTHS):
        data.set_column(column, column, width, None, {"hidden": column == places.KEY - 1})
    data.set_column(first, first + count - 1, _MONTH_WIDTH)
    for column, width in enumerate(_AFTER, first + count):
        data.set_column(column, column, width)
    data.set_row(places.HEAD_ROW - 1, 30)
    data.freeze_panes(places.HEAD_ROW, first)
    data.protect("", {"format_columns": True, "format_rows": True})
    data.set_landscape()
    data.set_paper(_A4)
    data.set_margins(left=0.39, right=0.39, top=0.6, bottom=0.6)
    data.repeat_rows(places.HEAD_ROW - 1)
    data.print_area(0, places.SCOPE - 1, bottom, first + count)  # without the papers, so that figures stay readable
    data.fit_to_pages(1, 0)
    data.set_footer(f'&L&"{FONT}"&8{inventory.title}&R&"{FONT}"&8หน้า &P จาก &N')
    data.activate()


def _write_help(workbook: Any, title: str, whose: str) -> None:
    sheet = workbook.add_worksheet(places.HELP_SHEET)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24, workbook.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 100, wrapped)
    sheet.write_string(0, 0, f"วิธีใช้ {title}", workbook.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, whose)
    for row, (what, how) in enumerate(_HELP, 3):
        sheet.write_string(row, 0, what)
        sheet.write_string(row, 1, how)
        sheet.set_row(row, 34)
    sheet.protect("")
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_mark(workbook: Any, inventory: Inventory) -> None:
    sheet = workbook.add_worksheet(places.MARK_SHEET)
    months = ",".join(f"{month:%Y-%m}" for month in inventory.month_list)
    lines: Sequence[str] = (places.MARKER, places.VERSION, inventory.municipality.key, inventory.token, months)
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text)
    sheet.protect("")
    sheet.very_hidden()


def _cell(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415  see year_template

    return str(xl_rowcol_to_cell(row, column))

"""A verifier's workbook of one year: the plan of the draw, every figure with room for what was found, papers asked for.

For verifiers without an account: the municipality's owner hands it out and brings it back. Cells for the verifier are
white and open, all others are locked; a hidden sheet and a hidden column say what it was made from
(inventories.calc.workbooks.sample).
"""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cfo_site.language import in_thai
from cfo_site.templatetags.cfo import thai_date, thai_month, unit
from inventories.calc.sampling.draw import Risk
from inventories.calc.workbooks import sample as places
from inventories.models import Checked, Inventory, Notation, RequestedDocument, Sample, Scope, Verified
from inventories.selectors.grid import CELL_WORDS
from inventories.selectors.sampling.population import Figure, Population, Row
from inventories.selectors.sampling.rules import defaults, risks_of
from inventories.selectors.sampling.samples import Item

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT, SIZE = "Sarabun", 10
TEMPTING = tuple("=+-@\t\r")
_A4 = 9
_NUMBER = "[=0]0;#,##0.00#######"
_HEADS = (
    "รหัส", "สุ่ม", "ประเภท", "แหล่งปล่อย", "สถานที่", "เดือน", "ค่าในรายงาน", "หน่วย", "kgCO2e", "รหัสหลักฐาน",
    "ตรวจแล้ว", "ค่าที่ตรวจพบ", "ค่าที่ตรวจพบ (kgCO2e)", "ผลต่าง", "หมายเหตุ",
)  # fmt: skip
_WIDTHS = (10, 8, 7, 36, 18, 10, 14, 8, 14, 20, 12, 14, 14, 14, 40)
_HELP = (
    ("ใช้เมื่อใด", "ผู้ทวนสอบที่ไม่มีบัญชีผู้ใช้กรอกไฟล์นี้ แล้วผู้รับผิดชอบบัญชีของเทศบาลนำเข้า ระบบแสดงทุกรายการให้ตรวจก่อนบันทึก"),
    ("แผนสุ่มตรวจ", "กรอกค่าเริ่มสุ่ม เกณฑ์ และความเสี่ยง ถ้ายังไม่เคยสุ่ม นำเข้าแล้วระบบสุ่มให้ ดาวน์โหลดไฟล์ใหม่ซึ่งบอกรายการที่สุ่มได้ ถ้าสุ่มไปแล้ว กรอกเหตุผลเมื่อต้องการสุ่มใหม่เท่านั้น"),
    ("รายการตรวจ", "เลือกผลในช่อง ตรวจแล้ว ถ้ามีผลต่าง กรอกค่าที่ตรวจพบในหน่วยเดียวกับรายงาน หรือเป็น kgCO2e อย่างใดอย่างหนึ่ง และกรอกหมายเหตุ"),
    ("เลือกตรวจเพิ่ม", "กรอกผลในรายการที่ไม่ได้สุ่มได้ ต้องกรอกหมายเหตุว่าเลือกเพราะเหตุใด ระบบนับเป็นรายการที่ผู้ทวนสอบเลือกเอง"),
    ("เอกสารที่ขอ", "เพิ่มแถวใหม่ต่อท้าย กรอกเอกสาร ขอจากใคร และวันกำหนดส่งให้ครบสามช่อง"),
    ("ข้อห้าม", "อย่าเปลี่ยนหัวตาราง อย่าเพิ่มคอลัมน์ และอย่าใช้ไฟล์ข้ามปีหรือข้ามเทศบาล เรียงลำดับและกรองแถวได้"),
)  # fmt: skip


@in_thai
def sample_workbook(
    inventory: Inventory,
    people: Population,
    sample: Sample | None,
    found: Sequence[Item],
    papers: Sequence[RequestedDocument],
) -> bytes:
    """Return the workbook as .xlsx; the same state gives the same bytes. Touches no database."""
    import xlsxwriter  # noqa: PLC0415  a quarter of a second, so only when a workbook is made

    file = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": SIZE}}
    book = xlsxwriter.Workbook(file, options)
    title = f"สมุดงานผู้ทวนสอบ {inventory.title} ฉบับที่ {people.version}"
    whose = inventory.municipality.name_on(inventory.last_day).name_th
    book.set_properties({"title": title, "author": whose, "created": inventory.opened_at})
    looks = _Looks(book)
    _write_items(book, looks, people, found, title=title, whose=whose)
    _write_plan(book, looks, people, sample, title=title)
    _write_papers(book, looks, papers, title=title)
    _write_help(book, looks, title=title, whose=whose)
    _write_mark(book, inventory, people, sample)
    book.close()
    return file.getvalue()


class _Looks:
    """The formats of the workbook."""

    def __init__(self, book: Any) -> None:
        line = {"bottom": 4, "bottom_color": "#BFBFBF", "valign": "vcenter"}
        grey = line | {"bg_color": "#F3F6F8"}
        white = line | {"locked": False, "left": 4, "left_color": "#BFBFBF"}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.line = book.add_format({})
        self.head = book.add_format({"bold": True, "bg_color": "#E7EDF1", "bottom": 1, "text_wrap": True})
        self.text = book.add_format(grey | {"text_wrap": True})
        self.quoted = book.add_format(grey | {"text_wrap": True, "quote_prefix": True})
        self.number = book.add_format(grey | {"num_format": _NUMBER, "align": "right"})
        self.drawn = book.add_format(grey | {"bold": True})
        self.open = book.add_format(white | {"text_wrap": True})
        self.open_number = book.add_format(white | {"num_format": _NUMBER, "align": "right"})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, text: str) -> Any:
        """Return the look of a locked text; one that could be taken for a formula stays a text."""
        return self.quoted if text.startswith(TEMPTING) else self.text


def _sheet(book: Any, looks: _Looks, name: str, title: str, line: str) -> Any:
    """Add a sheet with its title and one line of advice, protected but for its open cells."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 1, title, looks.title)
    sheet.write_string(1, 1, line, looks.line)
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f'&L&"{FONT}"&8{title}&R&"{FONT}"&8หน้า &P จาก &N')
    return sheet


def _write_items(
    book: Any, looks: _Looks, people: Population, found: Sequence[Item], *, title: str, whose: str
) -> None:
    sheet = _sheet(book, looks, places.ITEM_SHEET, title, f"{whose} · กรอกเฉพาะช่องสีขาว วิธีกรอกอยู่ในแผ่น วิธีใช้")
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.write_string(places.ITEM_HEAD - 1, column, head, looks.head)
        sheet.set_column(column, column, width, None, {"hidden": column == places.KEY - 1})
    by_key = {item.key: item for item in found}
    row = places.FIRST_ITEM - 1
    for source in people.rows.values():
        for figure in source.figures:
            _write_item(sheet, looks, row, source, figure=figure, item=by_key.get((figure.line, figure.month)))
            row += 1
    last = max(row - 1, places.FIRST_ITEM - 1)
    sheet.data_validation(places.FIRST_ITEM - 1, places.OUTCOME - 1, last, places.OUTCOME - 1, {
        "validate": "list", "source": list(places.OUTCOMES.values()), "ignore_blank": True,
    })  # fmt: skip
    sheet.autofilter(places.ITEM_HEAD - 1, places.DRAWN - 1, last, places.REMARK - 1)
    sheet.freeze_panes(places.ITEM_HEAD, places.NAME)
    sheet.repeat_rows(places.ITEM_HEAD - 1)


def _write_item(sheet: Any, looks: _Looks, row: int, source: Row, *, figure: Figure, item: Item | None) -> None:
    month = f"{figure.month:%Y-%m}" if figure.month else ""
    key = places.ItemKey(figure.line, month, item.seen if item else 0, figure.amount)
    sheet.write_string(row, places.KEY - 1, str(key))
    sheet.write_string(row, places.DRAWN - 1, item.row.get_stratum_display() if item else "", looks.drawn)
    texts = {
        places.SCOPE: "แยก" if source.scope == Scope.SEPARATE else source.scope,
        places.NAME: source.name,
        places.SITE: source.site,
        places.MONTH: thai_month(figure.month) if figure.month else "ทั้งปี",
        places.UNIT: str(unit(source.unit)),
        places.EVIDENCE: ", ".join(source.codes(figure.month)),
    }
    for column, text in texts.items():
        sheet.write_string(row, column - 1, text, looks.of(text))
    _write_figure(sheet, row, places.REPORTED - 1, figure.amount, looks.number)
    sheet.write_number(row, places.KGCO2E - 1, float(figure.kgco2e), looks.number)
    look = item.look if item and item.state in set(Checked.values) else None
    sheet.write(row, places.OUTCOME - 1, places.OUTCOMES[look.outcome] if look else None, looks.open)
    _write_found(sheet, looks, row, places.FOUND, look.found_amount if look else None)
    _write_found(sheet, looks, row, places.FOUND_KGCO2E, look.found_kgco2e if look else None)
    found, reported = _cell(row, places.FOUND), _cell(row, places.REPORTED)
    kilograms, kgco2e = _cell(row, places.FOUND_KGCO2E), _cell(row, places.KGCO2E)
    formula = f'=IF(ISNUMBER({found}),{found}-N({reported}),IF(ISNUMBER({kilograms}),{kilograms}-{kgco2e},""))'
    sheet.write_formula(row, places.DIFFERENCE - 1, formula, looks.number, _difference(look, figure))
    sheet.write(row, places.REMARK - 1, look.remark if look else None, looks.open)


def _write_figure(sheet: Any, row: int, column: int, amount: str, look: Any) -> None:
    """Write a figure as a number where a program keeps all its digits, else as text; a notation as its word."""
    if amount[:1].isdigit() and Decimal(repr(float(amount))) == Decimal(amount):
        sheet.write_number(row, column, float(amount), look)
    elif not amount or amount[:1].isdigit():
        sheet.write_string(row, column, amount, look)
    else:
        sheet.write_string(row, column, str(CELL_WORDS[Notation(amount)]), look)


def _write_found(sheet: Any, looks: _Looks, row: int, column: int, value: Decimal | None) -> None:
    if value is None:
        sheet.write_blank(row, column - 1, None, looks.open_number)
    else:
        _write_figure(sheet, row, column - 1, f"{value.normalize():f}", looks.open_number)


def _difference(look: Any, figure: Figure) -> float | str:
    """Return the value that stands beside the formula of a difference, for programs that do not calculate."""
    if look is not None and look.found_amount is not None and figure.amount[:1].isdigit():
        return float(look.found_amount - Decimal(figure.amount))
    return float(look.found_kgco2e - figure.kgco2e) if look is not None and look.found_kgco2e is not None else ""


def _write_plan(book: Any, looks: _Looks, people: Population, sample: Sample | None, *, title: str) -> None:
    advice = "สุ่มแล้ว กรอกเหตุผลเฉพาะเมื่อต้องการสุ่มใหม่" if sample else "กรอกช่องสีขาว แล้วให้เทศบาลนำเข้า ระบบจะสุ่มรายการให้"
    sheet = _sheet(book, looks, places.PLAN_SHEET, title, advice)
    materiality = sample.materiality if sample else defaults().materiality
    rows: Sequence[tuple[int, str, str]] = (
        (places.SEED_ROW, "ค่าเริ่มสุ่ม (ตัวอักษรอังกฤษ ตัวเลข หรือขีด)", sample.seed if sample else ""),
        (places.MATERIALITY_ROW, "เกณฑ์ความมีสาระสำคัญ (ร้อยละ)", f"{materiality.normalize():f}"),
        (places.VERIFIED_ROW, "ยอดที่ทวนสอบ", places.TOTALS[sample.verified if sample else Verified.ONE_TWO_THREE]),
        (places.REASON_ROW, "เหตุผลที่สุ่มใหม่", ""),
    )
    for row, words, value in rows:
        sheet.write_string(row - 1, 1, words, looks.line)
        sheet.write_string(row - 1, places.PLAN_VALUE - 1, value, looks.open)
    sheet.data_validation(places.VERIFIED_ROW - 1, places.PLAN_VALUE - 1, places.VERIFIED_ROW - 1, places.PLAN_VALUE - 1, {
        "validate": "list", "source": list(places.TOTALS.values()),
    })  # fmt: skip
    heads = ("รหัส", "แหล่งปล่อย", "kgCO2e", "ความเสี่ยงโดยธรรมชาติ", "ความเสี่ยงจากการควบคุม", "ความเสี่ยงที่จะตรวจไม่พบ")
    for column, (head, width) in enumerate(zip(heads, (10, 52, 16, 22, 22, 22), strict=True)):
        sheet.write_string(places.RISK_HEAD - 1, column, head, looks.head)
        sheet.set_column(column, column, width, None, {"hidden": column == 0})
    risks: Mapping[str, Risk] = risks_of(sample.risks) if sample else {}
    last = places.FIRST_RISK - 1
    for row, source in enumerate(people.rows.values(), places.FIRST_RISK - 1):
        risk = risks.get(source.line, Risk())
        sheet.write_string(row, places.KEY - 1, source.line)
        sheet.write_string(row, 1, source.name, looks.of(source.name))
        sheet.write_number(row, 2, float(source.kgco2e), looks.number)
        for column, level in (
            (places.INHERENT, risk.inherent),
            (places.CONTROL, risk.control),
            (places.DETECTION, risk.detection),
        ):
            sheet.write_string(row, column - 1, places.LEVELS[level], looks.open)
        last = row
    sheet.data_validation(places.FIRST_RISK - 1, places.INHERENT - 1, last, places.DETECTION - 1, {
        "validate": "list", "source": list(places.LEVELS.values()),
    })  # fmt: skip


def _write_papers(book: Any, looks: _Looks, papers: Sequence[RequestedDocument], *, title: str) -> None:
    sheet = _sheet(
        book, looks, places.PAPER_SHEET, title, "เพิ่มเอกสารที่ขอในแถวสีขาว กรอกให้ครบสามช่อง วันกำหนดส่งเช่น 30/9/2568"
    )
    for column, (head, width) in enumerate(
        zip(("ลำดับ", "เอกสารที่ขอ", "ขอจาก", "ภายในวันที่", "สถานะ"), (8, 60, 26, 14, 20), strict=True)
    ):
        sheet.write_string(places.PAPER_HEAD - 1, column, head, looks.head)
        sheet.set_column(column, column, width, None, {"hidden": column == 0})
    row = places.FIRST_PAPER - 1
    for paper in papers:
        state = "ได้รับแล้ว" if paper.received_on else "ไม่ต้องใช้แล้ว" if paper.dropped_for else "รอเอกสาร"
        sheet.write_string(row, places.KEY - 1, str(paper.number))
        for column, text in ((places.WHAT, paper.what), (places.FROM_WHOM, paper.from_whom), (places.DUE, thai_date(paper.due_on)), (places.STATE, state)):  # fmt: skip
            sheet.write_string(row, column - 1, text, looks.of(text))
        row += 1
    for empty in range(row, row + places.PAPER_ROWS):
        for column in (places.WHAT, places.FROM_WHOM, places.DUE):
            sheet.write_blank(empty, column - 1, None, looks.open)
    sheet.repeat_rows(places.PAPER_HEAD - 1)


def _write_help(book: Any, looks: _Looks, *, title: str, whose: str) -> None:
    sheet = book.add_worksheet(places.HELP_SHEET)
    sheet.set_column(0, 0, 24, looks.bold)
    sheet.set_column(1, 1, 100, looks.wrapped)
    sheet.write_string(0, 0, title, looks.title)
    sheet.write_string(1, 0, whose)
    for row, (what, how) in enumerate(_HELP, 3):
        sheet.write_string(row, 0, what)
        sheet.write_string(row, 1, how)
        sheet.set_row(row, 36)
    sheet.protect("")
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_mark(book: Any, inventory: Inventory, people: Population, sample: Sample | None) -> None:
    sheet = book.add_worksheet(places.MARK_SHEET)
    number = str(sample.number if sample else 0)
    lines = (places.MARKER, places.VERSION, inventory.municipality.key, inventory.token, number, str(people.version))
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text)
    sheet.protect("")
    sheet.very_hidden()


def _cell(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415  see sample_workbook

    return str(xl_rowcol_to_cell(row, column - 1))

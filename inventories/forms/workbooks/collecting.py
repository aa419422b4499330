"""Gathers what is read of a book: rows, and everything that was left with its reason, so that no figure is passed over."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace as _replaced
from decimal import Decimal
from math import isfinite
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import number
from inventories.forms.workbooks.book import Book, Cell, Sheet
from inventories.forms.workbooks.figures import decimal_of, read_figure
from inventories.forms.workbooks.known_rows import KnownRow
from inventories.forms.workbooks.parts import Position, cell_name, column_name
from inventories.forms.workbooks.reading import Fault, Found, Ignored, Notice, Reading, Row, Sum

_t = gettext_lazy
STRAYS_TOLD = 20  # on a sheet one by one; more are told as a number
LEAST_TO_COMPARE = 4  # months of a row before one can be unlike the others
UNLIKE = 20  # times the median of the other months
NOISE = Decimal("1e-9")

WHY = {
    "totals": _t("แถวผลรวม: ระบบคำนวณเอง จึงไม่นำเข้าเป็นแหล่งปล่อย"),
    "total_column": _t("คอลัมน์ผลรวม: ใช้เทียบกับผลบวกของเดือน ไม่นำเข้า"),
    "emissions": _t("ค่าการปล่อย (CF) หรือค่า EF: ระบบคำนวณเองจากปริมาณ"),
    "not_quantity": _t("ไม่ใช่ปริมาณกิจกรรม (เช่น จำนวนเงิน จำนวนคน หรือร้อยละ)"),
    "other_month": _t("เดือนนี้อยู่นอกปีของบัญชี"),
    "other_year": _t("แผ่นงานหรือตารางของปีอื่น"),
    "base_year": _t("แผ่นของปีฐาน"),
    "reference_sheet": _t("แผ่นอ้างอิงหรือแผ่นผลลัพธ์ ไม่มีข้อมูลกิจกรรม"),
    "sheet_not_understood": _t("ไม่พบตารางที่ระบบรู้จักในแผ่นนี้"),
    "below_table": _t("อยู่ใต้หรือนอกตารางข้อมูลกิจกรรม"),
    "heading_not_understood": _t("หัวคอลัมน์ไม่ใช่เดือนหรือหัวข้อที่ระบบรู้จัก"),
    "stray": _t("ตัวเลขอยู่นอกตารางข้อมูล"),
    "no_label": _t("ตัวเลขในแถวที่ไม่มีชื่อรายการ"),
    "no_date": _t("บันทึกที่ไม่มีวันที่ จึงไม่ทราบเดือน"),
    "own_mark": _t("แผ่นที่ระบบใช้เอง"),
}


class Collector:
    """What a layout reads, in the order of the file. `months`: those of the inventory."""

    def __init__(self, book: Book, months: Sequence[dt.date]) -> None:
        self.book, self.months = book, tuple(months)
        self.within = frozenset(months)
        self.near = self.months[-1].year
        self.rows: list[Row] = []
        self.ignored: list[Ignored] = []
        self.faults: list[Fault] = []
        self.notices: list[Notice] = list(book.notices)
        self.sums: list[Sum] = []
        self._doubts: dict[str, list[Notice]] = {}
        self.years: list[int] = []  # of the common era, of what was read
        self.other_years: list[int] = []  # of what was left because of its year
        self._seen: dict[str, set[Position]] = {sheet.name: set() for sheet in book.sheets}

    def see(self, sheet: Sheet, places: Iterable[Position]) -> None:
        """Note that cells were understood: headings and labels are no strays."""
        self._seen[sheet.name].update(places)

    def note(self, notice: Notice) -> None:
        """Say something of the whole file, once."""
        if notice not in self.notices:
            self.notices.append(notice)

    def doubt(self, sheet: Sheet, notice: Notice) -> None:
        """Have every figure read from a sheet from now on carry a notice: a question about the sheet as a whole."""
        if notice not in self._doubts.setdefault(sheet.name, []):
            self._doubts[sheet.name].append(notice)

    def assume_year(self, sheet: Sheet) -> None:
        """Ask whether a sheet that says no year is of this inventory's."""
        sentence = _("แผ่น “%(sheet)s” ไม่บอกปี จึงถือว่าเป็นเดือนของบัญชีนี้") % {"sheet": sheet.name}
        self.doubt(sheet, Notice("year_assumed", sentence, _("ยืนยันว่าเป็นข้อมูลของปีนี้")))

    def ignore(self, sheet: Sheet, why: str, first: Position, last: Position | None = None) -> None:
        """Tell a cell or range that is not read; nothing where it holds nothing."""
        last = last or first
        inside = [place for place in sheet.places(first, last) if place not in self._seen[sheet.name]]
        if not inside:
            return
        self.see(sheet, inside)
        name = cell_name(*inside[0]) if len(inside) == 1 else f"{cell_name(*first)}:{cell_name(*last)}"
        raw = sheet.cells[inside[0]].raw if len(inside) == 1 else ""
        self.ignored.append(Ignored(sheet.name, name, raw, why, str(WHY[why])))

    def ignore_sheet(self, sheet: Sheet, why: str, *, year: int | None = None) -> None:
        """Tell a whole sheet that is not read."""
        if sheet.cells.keys() <= self._seen[sheet.name]:
            return
        self.see(sheet, sheet.cells)
        sentence = str(WHY[why])
        if year is not None:
            self.other_years.append(year)
            sentence = _("แผ่นงานหรือตารางของปี %(year)s ไม่ใช่ปีของบัญชีนี้") % {"year": year + thai.BE}
        self.ignored.append(Ignored(sheet.name, sheet.used, "", why, sentence))

    def ignore_columns(self, sheet: Sheet, why: str, columns: Sequence[int], rows: tuple[int, int]) -> None:
        """Tell columns that are not read, together; `raw` names them."""
        wanted, seen = set(columns), self._seen[sheet.name]
        around = sheet.places((rows[0], 1), (rows[1], sheet.columns))
        inside = [place for place in around if place[1] in wanted and place not in seen]
        if not inside:
            return
        self.see(sheet, inside)
        held = sorted({column for _row, column in inside})
        name = f"{cell_name(rows[0], held[0])}:{cell_name(rows[1], held[-1])}"
        raw = ", ".join(column_name(column) for column in held)
        self.ignored.append(Ignored(sheet.name, name, raw, why, str(WHY[why])))

    def found(
        self, sheet: Sheet, place: Position, *, label: str, key: str, unit: str, month: dt.date | None
    ) -> Found | None:
        """Read a cell where a figure belongs; None where it is empty or of a month that is not the inventory's."""
        cell = sheet.get(*place)
        if cell is None or place in self._seen[sheet.name]:
            return None
        if month is not None and month not in self.within:
            self.other_years.append(month.year)
            self.ignore(sheet, "other_month", place)
            return None
        figure = read_figure(cell, unit=unit, typed=sheet.typed)
        if figure is None:
            return None
        self.see(sheet, [place])
        notices = [*figure.notices, *self._doubts.get(sheet.name, ())]
        if sheet.is_hidden(*place):
            notices.append(Notice("hidden", _("เซลล์นี้อยู่ในแถว คอลัมน์ หรือแผ่นที่ซ่อนไว้"), _("ตรวจว่าต้องการนำเข้าจริง")))
        return Found(
            sheet.name, cell_name(*place), cell.raw, label, key, month, unit,
            figure.amount, figure.notation, figure.fault, tuple(notices),
        )  # fmt: skip

    def row(
        self,
        sheet: Sheet,
        place: Position,
        *,
        label: str,
        cells: Iterable[Found | None],
        unit: str = "",
        known: KnownRow | None = None,
        key: str = "",
        scope: str = "",
        total: Position | None = None,
    ) -> None:
        """Add a row that has at least one figure; `place`: of its label, `total`: of the file's own sum of it."""
        kept = _once_a_month([cell for cell in cells if cell is not None])
        in_file = total_of(sheet.get(*total)) if total else None
        if total:
            self.see(sheet, [total])
        if not kept:
            return
        row = Row(
            sheet.name, label, key or (known.key if known else ""), unit, _told_unlike(kept),
            in_file, cell_name(*total) if total and in_file is not None else "",
            scope or (known.scope if known else ""), known.catalogue if known else (), cell_name(*place),
        )  # fmt: skip
        self.rows.append(row)

    def compare(self, sheet: Sheet, place: Position, *, label: str, read: Decimal) -> None:
        """Put a sum that stands in the file beside what was read."""
        in_file = total_of(sheet.get(*place))
        if in_file is not None:
            differs = _differ(in_file, read)
            self.sums.append(Sum(sheet.name, cell_name(*place), label, in_file, read, differs))
            if differs:
                self.note(_sum_notice(label, in_file, read))

    def finish(self, *, layout: str, label: str, version: str = "", municipality_key: str = "") -> Reading:
        """Tell what is left on every sheet and return the reading."""
        for sheet in self.book.sheets:
            self._tell_strays(sheet)
        sums = [*(found for row in self.rows if (found := _sum_of(row))), *self.sums]
        differing = {(each.sheet, each.cell) for each in sums if each.differs}
        rows = [
            _with_notice(row) if (row.sheet, row.total_cell) in differing else row for row in self._never_twice(layout)
        ]
        year = self.years[0] if self.years else self.other_years[0] if self.other_years else None
        if not rows and self.other_years:
            self.faults.append(self._wrong_year(sorted(set(self.other_years))))
        elif not rows and not self.faults:
            self.faults.append(
                Fault("no_figures", _("อ่านตารางได้ แต่ไม่มีตัวเลขของเดือนในบัญชีนี้เลย"), _("กรอกตัวเลขในไฟล์ บันทึก แล้วส่งใหม่"))
            )
        return Reading(
            layout, label, version, year + thai.BE if year else None, municipality_key, tuple(rows),
            tuple(self.ignored), tuple(self.faults), tuple(self.notices), tuple(sums),
        )  # fmt: skip

    def _wrong_year(self, years: Sequence[int]) -> Fault:
        first, last = thai.month_and_year(self.months[0]), thai.month_and_year(self.months[-1])
        sentence = _("ตัวเลขในไฟล์เป็นของปี %(years)s แต่บัญชีนี้เป็นของ %(first)s – %(last)s") % {
            "years": ", ".join(str(year + thai.BE) for year in years),
            "first": first,
            "last": last,
        }
        return Fault("wrong_year", sentence, _("เลือกบัญชีของปีที่ตรงกับไฟล์ หรือแก้ปีในหัวตารางถ้าพิมพ์ผิด แล้วส่งใหม่"))

    def _never_twice(self, layout: str) -> list[Row]:
        """Return the rows; a month given for the same key on two sheets, or twice in our template, is a fault."""
        first: dict[tuple[str, dt.date | None], Found] = {}
        rows = []
        for row in self.rows:
            cells = []
            for found in row.cells:
                before = first.setdefault((row.key, found.month), found) if row.key else found
                if before is not found and (before.sheet != found.sheet or layout == "template"):
                    cells.append(_as_fault(found, _twice(before)))
                else:
                    cells.append(found)
            rows.append(_replaced(row, cells=tuple(cells)))
        return rows

    def _tell_strays(self, sheet: Sheet) -> None:
        left = [
            place for place, cell in sheet.cells.items()
            if place not in self._seen[sheet.name] and (cell.is_number or looks_like_number(cell))
        ]  # fmt: skip
        for place in left[:STRAYS_TOLD]:
            self.ignore(sheet, "stray", place)
        if len(left) > STRAYS_TOLD:
            count = len(left) - STRAYS_TOLD
            sentence = _("ตัวเลขอีก %(count)s เซลล์อยู่นอกตารางข้อมูล") % {"count": f"{count:,}"}
            self.ignored.append(Ignored(sheet.name, sheet.used, "", "stray", sentence))


def total_of(cell: Cell | None) -> Decimal | None:
    """Return the number in a cell of totals, None where there is none."""
    if cell is None or not isinstance(cell.value, float) or isinstance(cell.value, bool):
        figure = read_figure(cell, unit="") if cell is not None and cell.text else None
        return figure.amount if figure else None
    return decimal_of(cell.value) if isfinite(cell.value) else None


def looks_like_number(cell: Cell) -> bool:
    """Say whether a text is a figure that somebody typed as text."""
    text = thai.arabic_digits(cell.text).strip().replace(",", "")
    return bool(text) and text.replace(".", "", 1).isdigit()


def _once_a_month(cells: Sequence[Found]) -> list[Found]:
    """Return the cells; a month that stands twice in one row is a fault the second time."""
    first: dict[dt.date | None, Found] = {}
    return [
        found if (before := first.setdefault(found.month, found)) is found else _as_fault(found, _twice(before))
        for found in cells
    ]


def _twice(before: Found) -> Fault:
    sentence = _("เดือนนี้ของรายการเดียวกันมีอยู่แล้วที่ %(sheet)s!%(cell)s") % {"sheet": before.sheet, "cell": before.cell}
    return Fault("twice", sentence, _("เก็บไว้ที่เดียว แล้วส่งใหม่ ระบบไม่รวมหรือทับให้เอง"))


def _as_fault(found: Found, fault: Fault) -> Found:
    return _replaced(found, amount=None, notation="", fault=fault)


def _told_unlike(cells: Sequence[Found]) -> tuple[Found, ...]:
    """Return the cells, those far above the row's other months with a notice."""
    amounts = [found.amount for found in cells if found.amount]
    if len(amounts) < LEAST_TO_COMPARE:
        return tuple(cells)
    told = []
    for found in cells:
        if found.amount:
            others = list(amounts)
            others.remove(found.amount)
            usual = median(others)
            if found.amount > UNLIKE * usual:
                sentence = _("มากกว่าเดือนอื่นของแถวเดียวกันผิดปกติ (ค่ากลาง %(usual)s)") % {"usual": number(usual)}
                notice = Notice("unlike_others", sentence, _("ตรวจกับเอกสาร อาจพิมพ์ตัวเลขซ้ำหรือวางจุดทศนิยมผิด"))
                told.append(_replaced(found, notices=(*found.notices, notice)))
                continue
        told.append(found)
    return tuple(told)


def _sum_of(row: Row) -> Sum | None:
    """Return the file's total beside ours, where months were read and the file has one."""
    if row.total_in_file is None or all(found.month is None for found in row.cells):
        return None
    differs = _differ(row.total_in_file, row.total_read)
    return Sum(row.sheet, row.total_cell, row.label, row.total_in_file, row.total_read, differs)


def _differ(in_file: Decimal, read: Decimal) -> bool:
    """Say whether two sums are further apart than half of the last digit that the file gives."""
    exponent = in_file.as_tuple().exponent
    half = Decimal(5).scaleb(min(int(exponent), 0) - 1)
    return abs(in_file - read) > max(half, NOISE)


def _sum_notice(label: str, in_file: Decimal, read: Decimal) -> Notice:
    values = {"label": label, "in_file": number(in_file), "read": number(read)}
    return Notice(
        "sum_differs",
        _("%(label)s: ผลรวมในไฟล์คือ %(in_file)s แต่ผลบวกของตัวเลขที่อ่านได้คือ %(read)s") % values,
        _("ตรวจเดือนที่ขาด ตัวเลขที่เป็นข้อความ หรือสูตรรวมในไฟล์ ระบบใช้ตัวเลขรายเดือน"),
    )


def _with_notice(row: Row) -> Row:
    assert row.total_in_file is not None  # noqa: S101 - only rows with a sum come here
    return _replaced(row, notices=(*row.notices, _sum_notice(row.label, row.total_in_file, row.total_read)))

"""A history of deposits as people type or paste it: a line for each year, in total or by kind of waste."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name
from cfo_site.thai import BE
from emission_factors.calc.decimals import NotAPlainDecimal, plain
from emission_factors.models import fold
from inventories.forms.parameters.fields import read_decimal
from inventories.selectors.waste import waste_types

ESTIMATED = "ประมาณ"
TOTAL = "total"
MARK = "mark"
LONGEST_TEXT = 20_000
_TOTALS = {fold(word) for word in ("รวม", "รวมทั้งหมด", "ทั้งหมด", "ปริมาณ", "ปริมาณขยะ", "ตัน", "total", "t")}
_MARKS = {fold(word) for word in ("ประมาณ", "หมายเหตุ", "ที่มา", "estimated", "note")}
_YEAR_HEADS = {fold(word) for word in ("ปี", "ปี พ.ศ.", "พ.ศ.", "ปี ค.ศ.", "ค.ศ.", "year")}
_LEAST_BUDDHIST, _GREATEST_BUDDHIST = 2443, 2743  # so that 1900 to 2200 are years of the common era


class WrongHistory(ValueError):
    """A line that cannot be read; the message is written for the person at the screen."""


@dataclass(slots=True)
class History:
    """What was read: tonnes by year of the common era, in total or by kind of waste, and which years are estimates."""

    totals: dict[str, Decimal] = field(default_factory=dict)
    by_type: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    estimated: list[str] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        """Return the years in order."""
        tables = (self.totals, *self.by_type.values())
        return sorted({int(year) for table in tables for year in table})

    def deposits(self, shares: Mapping[str, str] | None) -> dict[str, dict[str, str]]:
        """Return {waste type: {year: t}} as the inventory document writes it; totals are divided by `shares`."""
        if not self.totals:
            return {kind: {year: plain(t) for year, t in table.items()} for kind, table in self.by_type.items()}
        return {
            kind: {year: plain(total * Decimal(share)) for year, total in self.totals.items()}
            for kind, share in (shares or {}).items()
        }


def read_history(text: str, *, last: int) -> History:
    """Read lines of a year and tonnes; years of either era, tabs from a spreadsheet, a heading of kinds of waste.

    `last` is the last year (CE) of the inventory. Raises WrongHistory naming the line: what is wrong and how to mend it.
    """
    lines = [(number, _cells(line)) for number, line in enumerate(thai.normalise(text).splitlines(), 1) if line.strip()]
    if not lines:
        raise WrongHistory(_("โปรดกรอกปริมาณขยะรายปี หนึ่งปีต่อหนึ่งบรรทัด เช่น 2560 3,240"))
    columns = _columns(lines[0][1])
    if columns is not None:
        lines = lines[1:]
    history = History()
    seen: set[str] = set()
    for number, cells in lines:
        year = _year(cells[0], number)
        if year in seen:
            raise WrongHistory(
                _("บรรทัดที่ %(line)s: ปี %(year)s มีซ้ำ โปรดเหลือไว้บรรทัดเดียว") % {"line": number, "year": _be(year)}
            )
        if int(year) > last:
            values = {"line": number, "year": _be(year), "last": last + BE}
            raise WrongHistory(_("บรรทัดที่ %(line)s: ปี %(year)s อยู่หลังรอบปีของบัญชี (%(last)s) โปรดลบบรรทัดนี้") % values)
        seen.add(year)
        _take(history, year, cells[1:], columns or [TOTAL, MARK], number)
    _check_years(history, last)
    return history


def written(totals: Mapping[str, str], deposits: Mapping[str, Mapping[str, str]], estimated: Iterable[str]) -> str:
    """Return a history as its text: what `read_history` reads back the same."""
    marked = set(estimated)
    if totals:
        head, rows = ["ปี", "รวม (ตัน)"], [(year, [tonnes]) for year, tonnes in totals.items()]
    else:
        kinds = list(deposits)
        years = sorted({year for table in deposits.values() for year in table})
        head = [_("ปี"), *(plain_name(waste_types()[kind]) if kind in waste_types() else kind for kind in kinds)]
        rows = [(year, [deposits[kind].get(year, "") for kind in kinds]) for year in years]
    if marked:
        head.append(ESTIMATED)
    lines = ["\t".join(head)]
    for year, cells in sorted(rows):
        lines.append("\t".join([str(_be(year)), *cells, *([ESTIMATED] if year in marked else [])]))
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    """Divide a line at tabs; without any at semicolons, wide gaps, and last at single blanks."""
    for divider in (r"\t", r"\s*;\s*", r" {2,}"):
        if len(cells := re.split(divider, line.strip(" "))) > 1:
            return [cell.strip() for cell in cells]
    return line.split()


def _columns(cells: list[str]) -> list[str] | None:
    """Return what each column after the year holds, None where the first line is no heading."""
    if fold(cells[0]) not in _YEAR_HEADS:
        return None
    kinds = {
        fold(name): kind.key for kind in waste_types().values() for name in (kind.key, kind.name_th, plain_name(kind))
    }
    columns: list[str] = []
    for cell in cells[1:]:
        name = fold(re.sub(r"\(.*?\)", "", cell))
        found = TOTAL if name in _TOTALS else MARK if name in _MARKS else kinds.get(name)
        if found is None:
            known = ", ".join(plain_name(kind) for kind in waste_types().values())
            raise WrongHistory(
                _("หัวตาราง “%(cell)s” ไม่รู้จัก ใช้ได้: รวม, ประมาณ, %(known)s") % {"cell": cell, "known": known}
            )
        if found in columns:
            raise WrongHistory(_("หัวตาราง “%(cell)s” มีซ้ำ โปรดเหลือไว้คอลัมน์เดียว") % {"cell": cell})
        columns.append(found)
    if TOTAL in columns and set(columns) - {TOTAL, MARK}:
        raise WrongHistory(_("มีทั้งคอลัมน์รวมและคอลัมน์รายชนิด โปรดเหลือไว้อย่างเดียว เพื่อไม่ให้นับซ้ำ"))
    return columns


def _year(text: str, line: int) -> str:
    typed = thai.arabic_digits(text).strip().removeprefix("พ.ศ.").removeprefix("ค.ศ.").strip()
    if not re.fullmatch(r"[0-9]{4}", typed):
        values = {"line": line, "cell": text}
        raise WrongHistory(_("บรรทัดที่ %(line)s: “%(cell)s” ไม่ใช่ปี โปรดขึ้นต้นบรรทัดด้วยปีสี่หลัก เช่น 2560") % values)
    year = int(typed)
    if _LEAST_BUDDHIST <= year <= _GREATEST_BUDDHIST:
        year -= BE
    if not _LEAST_BUDDHIST - BE <= year <= _GREATEST_BUDDHIST - BE:
        values = {"line": line, "cell": text}
        raise WrongHistory(_("บรรทัดที่ %(line)s: ปี %(cell)s เป็นไปไม่ได้ โปรดตรวจปี พ.ศ. หรือ ค.ศ.") % values)
    return str(year)


def _take(history: History, year: str, cells: list[str], columns: list[str], line: int) -> None:
    """Put the tonnes of a line where they belong. An empty cell of a kind of waste is 0 of it."""
    if len(cells) > len(columns) or not any(cells):
        values: dict[str, object] = {"line": line, "year": _be(year)}
        sentence = _("บรรทัดที่ %(line)s (ปี %(year)s): จำนวนช่องไม่ตรงกับหัวตาราง โปรดตรวจว่าหนึ่งบรรทัดมีปีและปริมาณครบ")
        raise WrongHistory(sentence % values)
    for column, cell in zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True):
        if column == MARK:
            if cell:
                history.estimated.append(year)
            continue
        try:
            tonnes = read_decimal(cell) if cell or column == TOTAL else Decimal(0)
        except NotAPlainDecimal:
            values = {"line": line, "year": _be(year), "cell": cell}
            sentence = _("บรรทัดที่ %(line)s (ปี %(year)s): “%(cell)s” ไม่ใช่จำนวนตัน โปรดพิมพ์ตัวเลขตั้งแต่ 0 ขึ้นไป เช่น 3,240")
            raise WrongHistory(sentence % values) from None
        table = history.totals if column == TOTAL else history.by_type.setdefault(column, {})
        table[year] = tonnes


def _check_years(history: History, last: int) -> None:
    years = history.years
    if not years:
        raise WrongHistory(_("โปรดกรอกปริมาณขยะรายปี หนึ่งปีต่อหนึ่งบรรทัด เช่น 2560 3,240"))
    for year in range(years[0], years[-1]):
        if year not in years:
            values = {"year": year + BE, "first": years[0] + BE, "last": years[-1] + BE}
            sentence = _("ขาดปี %(year)s ซึ่งอยู่ระหว่าง %(first)s กับ %(last)s ถ้าปีนั้นไม่ได้ฝังกลบ โปรดกรอก 0")
            raise WrongHistory(sentence % values)
    if years[-1] < last - 1:
        values = {"last": years[-1] + BE, "until": last - 1 + BE}
        sentence = _("ประวัติสิ้นสุดที่ปี %(last)s โปรดกรอกต่อถึงปี %(until)s ถ้าปิดหลุมแล้ว กรอก 0 ในปีที่ไม่มีการฝังกลบ")
        raise WrongHistory(sentence % values)


def _be(year: str) -> int:
    return int(year) + BE

"""Reading a verifier's workbook back: what it says that is not known yet, and every fault with its cell and remedy."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from inventories.calc.sampling.draw import MEDIUM, Risk
from inventories.calc.workbooks import sample as places
from inventories.converters import MonthConverter
from inventories.forms.amount import LIMIT
from inventories.forms.dates import read_date
from inventories.forms.sampling.drawing import PercentField, SeedField
from inventories.forms.sampling.papers import LONGEST_WHAT, LONGEST_WHOM
from inventories.forms.workbooks.book import Book, Cell, Sheet
from inventories.forms.workbooks.figures import read_figure
from inventories.forms.workbooks.parts import cell_name
from inventories.models import Checked, Inventory, Sample, Verified
from inventories.models.sampling import LONGEST_REMARK
from inventories.policies import Refused
from inventories.selectors.sampling.population import Key, Population
from inventories.selectors.sampling.samples import Item
from inventories.services.sampling.bringing import Brought, Pick
from inventories.services.sampling.checking import Look, differences
from inventories.services.sampling.papers import Request

_OUTCOMES = {word: Checked(key) for key, word in places.OUTCOMES.items()}
_LEVELS = {word: level for level, word in places.LEVELS.items()}
_TOTALS = {word: Verified(key) for key, word in places.TOTALS.items()}
_NUMBER_ROW, _TOKEN_ROW, _TOWN_ROW, _VERSION_ROW = 5, 4, 3, 2
_NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell, and how to mend it."""

    sheet: str
    cell: str
    sentence: str
    remedy: str


@dataclass(slots=True)
class Reading:
    """What a workbook says, and what is wrong with it: with a fault nothing of it is stored."""

    brought: Brought = field(default_factory=lambda: Brought(0))
    faults: list[Fault] = field(default_factory=list)


class SampleReader:
    """Reads one workbook against the sample and the frozen version in force."""

    def __init__(
        self, book: Book, inventory: Inventory, people: Population, sample: Sample | None, found: Sequence[Item]
    ) -> None:
        self._book, self._inventory, self._people, self._sample = book, inventory, people, sample
        self._items = {item.key: item for item in found}
        self._faults: list[Fault] = []

    def read(self) -> Reading:
        """Return what the workbook says that is not known yet."""
        number = self._number()
        if number is None:
            return Reading(faults=self._faults)
        plan = self._plan()
        looks, picks = self._looks()
        if plan is not None and looks:
            self._fault(
                places.PLAN_SHEET, places.SEED_ROW, places.PLAN_VALUE, _("สุ่มและบันทึกผลในไฟล์เดียวกันไม่ได้"),
                _("นำเข้าแผนสุ่มก่อน แล้วดาวน์โหลดสมุดงานใหม่เพื่อกรอกผล"),
            )  # fmt: skip
        return Reading(Brought(number, plan, looks, picks, self._requests()), self._faults)

    def _number(self) -> int | None:
        """Return the draw that the workbook was made from, or note why it is no workbook of this year."""
        mark = self._book.by_name.get(places.MARK_SHEET)
        expected = [places.VERSION, self._inventory.municipality.key, self._inventory.token]
        texts = [mark.text(row, 1) for row in (_VERSION_ROW, _TOWN_ROW, _TOKEN_ROW)] if mark else []
        text = mark.text(_NUMBER_ROW, 1) if mark else ""
        missing = {places.PLAN_SHEET, places.ITEM_SHEET, places.PAPER_SHEET} - self._book.by_name.keys()
        if mark is None or mark.text(1, 1) != places.MARKER or texts != expected or not text.isdigit() or missing:
            self._faults.append(
                Fault(
                    "",
                    "",
                    _("ไฟล์นี้ไม่ใช่สมุดงานผู้ทวนสอบของบัญชีปีนี้ของเทศบาลนี้"),
                    _("ดาวน์โหลดสมุดงานจากหน้านี้ แล้วคัดลอกผลไปกรอก โดยไม่ลบหรือเปลี่ยนชื่อแผ่น"),
                )
            )
            return None
        if int(text) != (self._sample.number if self._sample else 0):
            self._faults.append(
                Fault(
                    "",
                    "",
                    _("มีการสุ่มใหม่หลังจากดาวน์โหลดสมุดงานนี้"),
                    _("ดาวน์โหลดสมุดงานใหม่ แล้วคัดลอกผลไปกรอก"),
                )
            )
            return None
        return int(text)

    def _plan(self) -> Mapping[str, Any] | None:
        """Return what a draw takes: where there is none yet and a seed was given, or another is asked for with a reason."""
        sheet = self._book.by_name[places.PLAN_SHEET]
        seed = _shown(sheet, places.SEED_ROW, places.PLAN_VALUE)
        reason = self._text(sheet, places.REASON_ROW, places.PLAN_VALUE, LONGEST_REMARK)
        if (self._sample and not reason) or (not self._sample and not seed):
            return None
        said = {
            "seed": self._cleaned(sheet, places.SEED_ROW, SeedField(), seed),
            "materiality": self._cleaned(
                sheet, places.MATERIALITY_ROW, PercentField(), _shown(sheet, places.MATERIALITY_ROW, places.PLAN_VALUE)
            ),
            "verified": self._word(sheet, places.VERIFIED_ROW, places.PLAN_VALUE, _TOTALS),
            "reason": reason,
        }
        risks: dict[str, Risk] = {}
        for row in sheet.filled_rows(places.FIRST_RISK):
            line = sheet.text(row, places.KEY)
            columns = (places.INHERENT, places.CONTROL, places.DETECTION)
            levels = [self._word(sheet, row, column, _LEVELS, empty=MEDIUM) for column in columns]
            if line in self._people.rows and all(levels):
                risks[line] = Risk(*levels)
        return said | {"risks": {line: risk for line, risk in risks.items() if risk != Risk()}}

    def _looks(self) -> tuple[tuple[tuple[Key, Look], ...], tuple[Pick, ...]]:
        sheet = self._book.by_name[places.ITEM_SHEET]
        looks: list[tuple[Key, Look]] = []
        picks: list[Pick] = []
        seen: set[Key] = set()
        for row in sheet.filled_rows(places.FIRST_ITEM):
            columns = (places.OUTCOME, places.FOUND, places.FOUND_KGCO2E, places.REMARK)
            if not any(_shown(sheet, row, column) for column in columns):
                continue
            key = places.key_of(sheet.text(row, places.KEY))
            where: Key = (key.line, MonthConverter().to_python(key.month) if key.month else None) if key else ("", None)
            if key is None or where not in self._people.figures or where in seen:
                self._fault(
                    sheet.name,
                    row,
                    places.NAME,
                    _("แถวนี้ไม่ใช่รายการของฉบับที่ล็อก หรือมีสองแถว"),
                    _("ลบแถวนี้ แล้วกรอกในแถวของรายการนั้นที่ดาวน์โหลดมา"),
                )
                continue
            seen.add(where)
            if (look := self._look(sheet, row, key, where)) is None:
                continue
            looks.append((where, look))
            if where not in self._items:
                picks.append(Pick(where, look.remark))
        return tuple(looks), tuple(picks)

    def _look(self, sheet: Sheet, row: int, key: places.ItemKey, where: Key) -> Look | None:
        """Return what a row says, None where it is known already or faulty."""
        before = len(self._faults)
        outcome = self._word(sheet, row, places.OUTCOME, _OUTCOMES)
        amount = self._figure(sheet, row, places.FOUND)
        kgco2e = self._figure(sheet, row, places.FOUND_KGCO2E)
        remark = self._text(sheet, row, places.REMARK, LONGEST_REMARK)
        item = self._items.get(where)
        if len(self._faults) == before and item is not None and _is_known(item, outcome, amount, kgco2e, remark):
            return None
        if self._sample is None:
            self._fault(
                sheet.name,
                row,
                places.OUTCOME,
                _("ยังไม่ได้สุ่มตรวจ จึงบันทึกผลไม่ได้"),
                _("กรอกแผนสุ่มตรวจแล้วนำเข้าก่อน จากนั้นดาวน์โหลดสมุดงานใหม่"),
            )
        figure = self._people.figures[where]
        if key.figure != figure.amount or key.seen != (item.seen if item else 0):
            self._fault(
                sheet.name,
                row,
                places.OUTCOME,
                _("ตัวเลขหรือผลการตรวจของรายการนี้เปลี่ยนไปหลังดาวน์โหลด"),
                _("ดาวน์โหลดสมุดงานใหม่ ดูรายการนี้อีกครั้ง แล้วกรอกผล"),
            )
        if len(self._faults) == before and outcome == Checked.DIFFERS and (amount is None) == (kgco2e is None):
            self._fault(
                sheet.name,
                row,
                places.FOUND,
                _("มีผลต่าง แต่ไม่มีค่าที่ตรวจพบ หรือกรอกไว้สองช่อง"),
                _("กรอกค่าที่ตรวจพบในหน่วยของรายงาน หรือเป็น kgCO2e อย่างใดอย่างหนึ่ง"),
            )
        if outcome and outcome != Checked.DIFFERS and (amount is not None or kgco2e is not None):
            self._fault(sheet.name, row, places.FOUND, _("มีค่าที่ตรวจพบ แต่ผลไม่ใช่มีผลต่าง"), _("เลือกว่ามีผลต่าง หรือลบค่าที่ตรวจพบ"))
        if not remark and (outcome in {Checked.DIFFERS, Checked.CANNOT} or item is None):
            self._fault(
                sheet.name,
                row,
                places.REMARK,
                _("ไม่มีหมายเหตุ"),
                _("กรอกว่าพบอะไร เพราะเหตุใดจึงตรวจไม่ได้ หรือเลือกรายการนี้เพราะเหตุใด"),
            )
        if outcome and item is not None and len(self._faults) == before and outcome == Checked.DIFFERS:
            self._try(sheet, row, item, amount, kgco2e)
        if len(self._faults) > before or outcome is None:
            return None
        return Look(0, outcome, amount, kgco2e, remark, seen=key.seen, figure=key.figure)

    def _try(self, sheet: Sheet, row: int, item: Item, amount: Decimal | None, kgco2e: Decimal | None) -> None:
        """Note what would refuse a difference when it is stored."""
        try:
            differences(item, self._people, amount=amount, kgco2e=kgco2e)
        except Refused as refusal:
            self._fault(sheet.name, row, places.FOUND, str(refusal), _("แก้ค่าที่ตรวจพบในช่องนี้"))

    def _requests(self) -> tuple[Request, ...]:
        sheet = self._book.by_name[places.PAPER_SHEET]
        requests = []
        for row in sheet.filled_rows(places.FIRST_PAPER):
            if sheet.text(row, places.KEY):
                continue  # asked for already
            what = self._text(sheet, row, places.WHAT, LONGEST_WHAT)
            whom = self._text(sheet, row, places.FROM_WHOM, LONGEST_WHOM)
            due = self._day(sheet, row, places.DUE)
            if what and whom and due:
                requests.append(Request(what, whom, due))
            elif what or whom or _shown(sheet, row, places.DUE):
                column = places.WHAT if not what else places.FROM_WHOM if not whom else places.DUE
                self._fault(
                    sheet.name, row, column, _("ข้อมูลของเอกสารที่ขอไม่ครบ"), _("กรอกเอกสารที่ขอ ขอจากใคร และวันกำหนดส่งให้ครบ")
                )
        return tuple(requests)

    def _day(self, sheet: Sheet, row: int, column: int) -> dt.date | None:
        cell = sheet.get(row, column)
        value = cell.value if cell else ""
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            return read_date(cell.raw) if cell and cell.raw.strip() else None
        except ValidationError as wrong:
            self._fault(sheet.name, row, column, str(wrong.message), _("พิมพ์วันที่ เช่น 30/9/2568"))
            return None

    def _figure(self, sheet: Sheet, row: int, column: int) -> Decimal | None:
        cell = sheet.get(row, column)
        figure = read_figure(cell, unit="") if cell else None
        if figure is None:
            return None
        if figure.fault is not None:
            self._fault(sheet.name, row, column, figure.fault.sentence, figure.fault.remedy)
        elif figure.notation or (figure.amount is not None and figure.amount >= LIMIT):
            self._fault(sheet.name, row, column, _("ช่องนี้ไม่ใช่ตัวเลข"), _("พิมพ์ค่าที่ตรวจพบเป็นตัวเลข ถ้าพบว่าไม่มีกิจกรรม ให้พิมพ์ 0"))
        return figure.amount

    def _word(self, sheet: Sheet, row: int, column: int, words: Mapping[str, Any], *, empty: Any = None) -> Any:
        """Return what a word of a drop-down means."""
        text = thai.normalise(_shown(sheet, row, column)).strip()
        if not text and empty is not None:
            return empty
        if text not in words:
            sentence = _("“%(text)s” ไม่ใช่คำในรายการ") % {"text": text} if text else _("ยังไม่ได้เลือกในช่องนี้")
            remedy = _("เลือกจาก: %(words)s") % {"words": ", ".join(words)}
            self._fault(sheet.name, row, column, sentence, remedy)
            return None
        return words[text]

    def _cleaned(self, sheet: Sheet, row: int, of: Any, text: str) -> Any:
        try:
            return of.clean(text)
        except ValidationError as wrong:
            self._fault(sheet.name, row, places.PLAN_VALUE, " ".join(wrong.messages), _("แก้ในช่องนี้"))
            return None

    def _text(self, sheet: Sheet, row: int, column: int, longest: int) -> str:
        cell = sheet.get(row, column)
        whole = str(cell.value) if cell and isinstance(cell.value, str) else _shown(sheet, row, column)
        text = " ".join(thai.normalise(whole).split())
        if len(text) > longest:
            self._fault(sheet.name, row, column, _("ข้อความยาวเกิน %(count)s ตัวอักษร") % {"count": longest}, _("ย่อข้อความ"))
        return text[:longest]

    def _fault(self, sheet: str, row: int, column: int, sentence: str, remedy: str) -> None:
        self._faults.append(Fault(sheet, cell_name(row, column), sentence, remedy))


def _is_known(item: Item, outcome: Checked | None, amount: Decimal | None, kgco2e: Decimal | None, remark: str) -> bool:
    """Say whether a row says what the newest look says already."""
    look = item.look
    if look is None or item.state not in set(Checked.values):
        return False
    known = " ".join(look.remark.split())
    return (look.outcome, look.found_amount, look.found_kgco2e, known) == (outcome, amount, kgco2e, remark)


def _shown(sheet: Sheet, row: int, column: int) -> str:
    cell: Cell | None = sheet.get(row, column)
    return cell.raw.strip() if cell else ""

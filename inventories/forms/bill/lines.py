"""Reading one line of a bill as it was typed or pasted; what is wrong is said of the field it is wrong in."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from inventories.forms.bill.reading import read_day, read_figure
from inventories.models import Bill, BillKind, BillLine, Dates, Meter
from inventories.models.meter import LONGEST_NUMBER
from inventories.selectors.meters import Directory, Named, folded

LONGEST_PERIOD = 400  # days
DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class LineReader:
    """Reads the lines of one bill. `signed`: units may be below zero, as a credit bill's are."""

    kind: str
    directory: Directory
    dates_are: str
    signed: bool
    bill: Bill
    faults: dict[str, str] = field(default_factory=dict)
    learned: dict[tuple[int, str], Meter] = field(default_factory=dict)  # new numbers, each once a bill

    def read(self, typed: Mapping[str, str]) -> tuple[BillLine | None, dict[str, str]]:
        """Return a line and no faults, or None and what is wrong, by field."""
        self.faults = {}
        first, last = self._period(typed)
        units = self._figure("units", typed, places=9, signed=self.signed)
        if units is None and "units" not in self.faults:
            self.faults["units"] = _("โปรดพิมพ์จำนวนหน่วยตามบิล")
        multiplier = self._figure("multiplier", typed, places=4, digits=8)
        if multiplier is not None and multiplier == 0:
            self.faults["multiplier"] = _("ตัวคูณต้องมากกว่า 0 โปรดดูที่บิล หรือเว้นว่าง")
        values: dict[str, Any] = {
            "reading_before": self._figure("before", typed, places=3, digits=15),
            "reading_after": self._figure("after", typed, places=3, digits=15),
            "on_peak": self._figure("on_peak", typed, places=9, signed=self.signed),
            "off_peak": self._figure("off_peak", typed, places=9, signed=self.signed),
            "baht": self._figure("baht", typed, places=2, digits=12, signed=True),
        }
        named = self._named(typed, last)
        if self.faults or named is None or first is None or last is None or units is None:
            return None, dict(self.faults)
        standard = named.meter.multiplier if named.meter and self.kind != BillKind.FUEL else Decimal(1)
        line = BillLine(
            bill=self.bill,
            source=named.source,
            meter=named.meter,
            first_day=first,
            last_day=last,
            units=units,
            multiplier=standard if multiplier is None else multiplier,
            **values,
        )
        return line, {}

    def _period(self, typed: Mapping[str, str]) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day that a line covers."""
        last = self._day("last", typed)
        if self.kind == BillKind.FUEL:
            return last, last
        first = self._day("first", typed)
        if first is None or last is None:
            return None, None
        if self.dates_are == Dates.READINGS:
            if first >= last:
                self.faults["first"] = _("วันอ่านครั้งก่อนต้องมาก่อนวันอ่านครั้งหลัง โปรดตรวจวันที่")
                return None, None
            first += DAY
        if first > last:
            self.faults["first"] = _("วันแรกอยู่หลังวันสุดท้าย โปรดตรวจวันที่")
            return None, None
        if (last - first).days >= LONGEST_PERIOD:
            self.faults["first"] = _("ช่วงวันที่ยาวเกิน 400 วัน โปรดตรวจปี พ.ศ.")
            return None, None
        return first, last

    def _day(self, name: str, typed: Mapping[str, str]) -> dt.date | None:
        found: dt.date | None = self._try(name, lambda: read_day(typed.get(name, "")))
        if found is None and name not in self.faults:
            self.faults[name] = _("โปรดพิมพ์วันที่ เช่น 15/2/2567")
        return found

    def _figure(
        self, name: str, typed: Mapping[str, str], *, places: int, digits: int = 15, signed: bool = False
    ) -> Decimal | None:
        figure: Decimal | None = self._try(
            name, lambda: read_figure(typed.get(name, ""), places=places, digits=digits, signed=signed)
        )
        return figure

    def _try(self, name: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except ValidationError as wrong:
            self.faults[name] = (
                _("หน่วยติดลบได้เฉพาะบิลลดหนี้ โปรดเลือกบิลที่ถูกลดหนี้ด้านล่างก่อน") if wrong.code == "negative" and name == "units"
                else str(wrong.messages[0])
            )  # fmt: skip
            return None

    def _named(self, typed: Mapping[str, str], day: dt.date | None) -> Named | None:
        """Return what a line is of: what was chosen, else what its number names on its day."""
        if chosen := self.directory.choices.get(typed.get("what", "")):
            return self._learn(chosen, typed.get("number", ""), typed.get("multiplier", ""))
        if "number" not in typed or not (text := typed["number"].strip()):
            self.faults["what"] = _("โปรดเลือกมิเตอร์หรือแหล่งปล่อย")
            return None
        found = self.directory.find(text, day)
        if not found:
            self.faults["what"] = _(
                "ไม่พบเลข %(number)s ในมิเตอร์ หมายเลขผู้ใช้ หรือเลขของแหล่งปล่อยในปีนี้ โปรดเลือกจากรายการ หรือเพิ่มมิเตอร์ก่อน"
            ) % {"number": text}
            return None
        if len(found) > 1:
            self.faults["what"] = _("เลข %(number)s ตรงกับหลายมิเตอร์ โปรดเลือกจากรายการ") % {"number": text}
            return None
        return found[0]

    def _learn(self, chosen: Named, number: str, multiplier: str) -> Named:
        """Return a source with its meter-to-be where the paper named it by a number that nobody knew."""
        number = thai.arabic_digits(thai.normalise(number)).strip()[:LONGEST_NUMBER]
        if not number or chosen.meter:
            return chosen
        if known := self.directory.find(number, None):
            own = [named for named in known if named.source.pk == chosen.source.pk and named.meter]
            return own[0] if len(own) == 1 else chosen
        key = chosen.source.pk, folded(number)
        if key not in self.learned:
            times = (
                None
                if self.kind == BillKind.FUEL
                else self._figure("multiplier", {"multiplier": multiplier}, places=4, digits=8)
            )
            self.learned[key] = Meter(
                source=chosen.source, kind=self.kind, number=number, multiplier=times or Decimal(1)
            )
        return Named(chosen.source, self.learned[key])

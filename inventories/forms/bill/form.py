"""The form of a bill. After `is_valid`, `bill` and `lines` are what would be stored; neither is saved yet."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import number, plain_name, thai_date, thai_month
from emission_factors.calc.decimals import plain
from inventories.calc.bills import first_of
from inventories.forms.bill.kinds import WORDS, Column
from inventories.forms.bill.lines import LineReader
from inventories.forms.bill.paste import MOST_LINES
from inventories.forms.bill.reading import read_day, read_figure
from inventories.forms.dates import ThaiDateField
from inventories.models import Bill, BillKind, BillLine, Dates
from inventories.models.bill import LONGEST_REASON
from inventories.selectors.bill_list import BillTold
from inventories.selectors.meters import Directory, Named

_t = gettext_lazy
EMPTY_LINES = 8  # without JavaScript there is no other way to have more at once
MONEY = ("energy", "service", "ft", "vat")
CA_DIGITS = 12
OF_BILL_DATE = "date"


class DayField(ThaiDateField):
    """A day of a paper, also with a short year."""

    def to_python(self, value: Any) -> Any:
        """Return a date, None for nothing typed."""
        return read_day(forms.CharField.to_python(self, value) or "")


class BahtField(forms.CharField):
    """An amount of money as typed; of a credit below zero."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        """Return the amount, None for nothing typed."""
        return read_figure(str(super().clean(value) or ""), places=2, digits=12, signed=True)


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a line with its column."""

    field: forms.BoundField
    column: Column


@dataclass(slots=True)
class LineControls:
    """The fields of a line; `spare`: an empty one that is there for whoever has no JavaScript."""

    number: int
    controls: list[Control]
    hidden: forms.BoundField
    spare: bool
    source_unit: str = ""
    errors: list[str] = field(default_factory=list)


class BillForm(forms.Form):
    """Head and lines of a bill of one kind. `lenient`: lines alone are checked, as while they are being pasted."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kind: str,
        directory: Directory,
        months: Sequence[dt.date],
        credited: Sequence[Bill],
        initial: Mapping[str, Any] | None = None,
        count: int = 1,
        correcting: bool = False,
        lenient: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.kind, self.words, self.directory, self.lenient = kind, WORDS[kind], directory, lenient
        self.credited = {str(bill.pk): bill for bill in credited}
        self.open = min(max(_count(data) if data is not None else count, 1), MOST_LINES)
        self.count = min(max(self.open, EMPTY_LINES), MOST_LINES)
        self.bill = Bill(kind=kind)
        self.lines: list[BillLine] = []
        self.notices: list[str] = []
        made = self._head_fields(months)
        for name in (*self.words.head, *self.words.foot):
            self.fields[name] = made[name]
            if lenient:
                self.fields[name].required = False
        if correcting:
            self.fields["reason"] = forms.CharField(
                label=_t("เหตุผลที่แก้ไข"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_t("บิลเดิมจะถูกถอนและเก็บไว้ให้ตรวจย้อน เช่น พิมพ์เลขอ่านผิด"),
                error_messages={"required": _t("โปรดพิมพ์เหตุผลที่แก้ไข"), "max_length": _t("เหตุผลยาวเกินไป โปรดย่อ")},
                required=not lenient,
            )  # fmt: skip
        self.fields["unknown"] = forms.ChoiceField(
            label=_t("เลขที่ยังไม่มีในระบบ ให้เป็นของ"), required=False,
            choices=[("", _t("ถามทีละบรรทัด")), *((key, _label(named)) for key, named in directory.choices.items() if not named.meter)],
            help_text=_t("เลขใหม่จะถูกจำเป็นมิเตอร์หรือรถของแหล่งปล่อยที่เลือก เมื่อบันทึกบิล"),
            error_messages={"invalid_choice": _t("โปรดเลือกจากรายการ")},
        )  # fmt: skip
        offered = [("", str(_t("เลือก"))), *((key, _label(named)) for key, named in directory.choices.items())]
        for place in range(1, self.count + 1):
            self._add_line(place, offered)

    @property
    def head(self) -> list[forms.BoundField]:
        """Return the short fields before the lines, in the order of the paper; issuer and kind of dates stand apart."""
        return [self[name] for name in self.words.head if name not in {"issuer", "dates_are"}]

    @property
    def asks_dates(self) -> bool:
        """Say whether it is asked what the two dates of a line are."""
        return "dates_are" in self.fields

    @property
    def learned(self) -> list[str]:
        """Return the numbers that become meters or vehicles with the bill, as nobody knew them."""
        return list(dict.fromkeys(line.meter.number for line in self.lines if line.meter and line.meter.pk is None))

    @property
    def learned_text(self) -> str:
        """Return those numbers in a row."""
        return ", ".join(self.learned)

    @property
    def foot(self) -> list[forms.BoundField]:
        """Return the fields after the lines."""
        return [self[name] for name in (*self.words.foot, *(["reason"] if "reason" in self.fields else []))]

    @property
    def rows(self) -> list[LineControls]:
        """Return the lines with their fields."""
        return [
            LineControls(
                place,
                [Control(self[f"l{place}_{column.name}"], column) for column in self.words.columns],
                self[f"l{place}_number"],
                spare=place > self.open and not self._is_filled(place),
                source_unit=next((each.source.unit for each in self.lines if each.position == place), "")
                if self.kind in {BillKind.FUEL, BillKind.OTHER}
                else "",
            )
            for place in range(1, self.count + 1)
        ]

    @property
    def is_fuel(self) -> bool:
        """Say whether its lines are slips of vehicles."""
        return self.kind == BillKind.FUEL

    def leave_unchecked(self) -> None:
        """Show what was typed without a word about it: somebody is in the middle of typing."""
        self._errors = ErrorDict()

    @property
    def may_grow(self) -> bool:
        """Say whether another line may be added."""
        return self.count < MOST_LINES or self.open < self.count

    @property
    def reason(self) -> str:
        """Return why a bill is corrected; empty for a new one."""
        return thai.normalise(str(self.cleaned_data.get("reason", ""))).strip()

    def clean(self) -> dict[str, Any]:
        """Read the lines, then put bill and lines together; every fault of a line names the line."""
        cleaned = super().clean() or self.cleaned_data
        filled = [place for place in range(1, self.count + 1) if self._is_filled(place)]
        signed = bool(cleaned.get("refers_to"))
        reader = LineReader(
            kind=self.kind,
            directory=self.directory,
            dates_are=cleaned.get("dates_are") or Dates.DAYS,
            signed=signed,
            bill=self.bill,
        )
        said: dict[tuple[object, ...], int] = {}
        for place in filled:
            typed = {column.name: str(cleaned.get(f"l{place}_{column.name}") or "") for column in self.words.columns}
            typed["number"] = str(cleaned.get(f"l{place}_number") or "")
            line, faults = reader.read(typed)
            for name, sentence in faults.items():
                self.add_error(f"l{place}_{name}", _("บรรทัดที่ %(line)s: %(said)s") % {"line": place, "said": sentence})
            if line is None:
                continue
            line.position = place
            meter = line.meter.number if line.meter else ""
            content = (line.source_id, meter, line.first_day, line.last_day, line.units, line.reading_after)
            if content in said:
                self.add_error(
                    f"l{place}_what",
                    _("บรรทัดที่ %(line)s: ซ้ำกับบรรทัดที่ %(other)s ทุกช่อง โปรดลบออกหนึ่งบรรทัด")
                    % {"line": place, "other": said[content]},
                )
            said.setdefault(content, place)
            self.lines.append(line)
        if not filled and not self.lenient:
            self.add_error("l1_units", _("โปรดกรอกอย่างน้อยหนึ่งบรรทัด"))
        if not self.errors and not self.lenient:
            self._build(cleaned)
        return cleaned

    def _build(self, cleaned: Mapping[str, Any]) -> None:
        bill = self.bill
        bill.issuer = thai.normalise(cleaned["issuer"]).strip()
        bill.account = thai.arabic_digits(thai.normalise(cleaned.get("account", ""))).strip()
        bill.number = thai.arabic_digits(thai.normalise(cleaned.get("number", ""))).strip()
        bill.bill_date = cleaned["bill_date"]
        month = cleaned["invoice_month"]
        bill.invoice_month = first_of(bill.bill_date) if month == OF_BILL_DATE else dt.date.fromisoformat(f"{month}-01")
        bill.dates_are = cleaned.get("dates_are") or Dates.DAYS
        bill.baht = cleaned["baht"]
        texts = {name: thai.normalise(cleaned.get(name) or "").strip() for name in ("office", "tariff")}
        money = {name: plain(value) for name in MONEY if (value := cleaned.get(name)) is not None}
        bill.particulars = {name: text for name, text in texts.items() if text} | money
        bill.refers_to = self.credited.get(cleaned.get("refers_to") or "")
        self._notice()

    def _notice(self) -> None:
        """Say what is odd but may be right: nothing of it keeps a bill from being stored."""
        bill = self.bill
        digits = "".join(each for each in bill.account if each.isdigit())
        if bill.kind == BillKind.ELECTRICITY and bill.account and len(digits) != CA_DIGITS:
            self.notices.append(
                _("บัญชีแสดงสัญญาของการไฟฟ้ามักมี 12 หลัก แต่ที่พิมพ์มี %(count)s หลัก โปรดตรวจกับบิล") % {"count": len(digits)}
            )
        parts = [Decimal(bill.particulars[name]) for name in MONEY if name in bill.particulars]
        if (
            bill.baht is not None
            and "energy" in bill.particulars
            and "vat" in bill.particulars
            and sum(parts) != bill.baht
        ):
            said = _("ค่าพลังงาน ค่าบริการ Ft และ VAT รวมเป็น %(total)s บาท ไม่เท่ากับรวมเงินของบิล %(baht)s บาท โปรดตรวจ")
            self.notices.append(said % {"total": number(sum(parts, Decimal(0)), 2), "baht": number(bill.baht, 2)})
        by_line = [line.baht for line in self.lines if line.baht is not None]
        if bill.baht is not None and len(by_line) == len(self.lines) and sum(by_line) != bill.baht:
            said = _("เงินของทุกบรรทัดรวมเป็น %(total)s บาท ไม่เท่ากับรวมเงินของบิล %(baht)s บาท โปรดตรวจ")
            self.notices.append(said % {"total": number(sum(by_line, Decimal(0)), 2), "baht": number(bill.baht, 2)})
        for line in self.lines:
            if (expected := line.expected) is not None:
                self.notices.append(
                    _(
                        "บรรทัดที่ %(line)s: เลขอ่านและตัวคูณได้ %(expected)s หน่วย แต่บิลระบุ %(units)s หน่วย ระบบจะเก็บตามบิลและขอคำชี้แจงก่อนล็อกปี"
                    )
                    % {"line": line.position, "expected": number(expected), "units": number(line.units)}
                )

    def _is_filled(self, place: int) -> bool:
        """Say whether somebody gave a line anything."""
        names = [f"l{place}_{column.name}" for column in self.words.columns] + [f"l{place}_number"]
        if not self.is_bound:
            return any(self.initial.get(name) for name in names)
        return any(str(self.data.get(name, "")).strip() for name in names)

    def _add_line(self, place: int, offered: Sequence[tuple[str, str]]) -> None:
        for column in self.words.columns:
            label = f"{column.label} {place}"
            if column.name == "what":
                made: forms.Field = forms.ChoiceField(
                    label=label, required=False, choices=offered,
                    error_messages={"invalid_choice": _t("โปรดเลือกจากรายการ")},
                )  # fmt: skip
            else:
                made = forms.CharField(label=label, required=False, max_length=80)
                made.widget.attrs |= {"autocomplete": "off"}
                if column.name not in {"first", "last"}:
                    made.widget.attrs["inputmode"] = "decimal"
            self.fields[f"l{place}_{column.name}"] = made
        self.fields[f"l{place}_number"] = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def _head_fields(self, months: Sequence[dt.date]) -> dict[str, forms.Field]:
        too_long = {"max_length": _t("ข้อความยาวเกินไป โปรดย่อ")}
        fuel = self.kind == BillKind.FUEL
        return {
            "issuer": forms.CharField(
                label=_t("ผู้ออกบิล"), max_length=160, initial=self.words.issuer,
                error_messages={"required": _t("โปรดพิมพ์ชื่อผู้ออกบิล"), **too_long},
            ),
            "account": forms.CharField(
                label=_t("หมายเลขบัตรหรือสัญญา") if fuel else _t("บัญชีแสดงสัญญาหรือหมายเลขผู้ใช้ (CA)"),
                max_length=60, required=False, error_messages=too_long,
            ),
            "office": forms.CharField(label=_t("รหัสการไฟฟ้า"), max_length=40, required=False, error_messages=too_long),
            "number": forms.CharField(
                label=_t("เลขที่ใบแจ้งหนี้"), max_length=60, required=self.kind in {BillKind.ELECTRICITY, BillKind.WATER},
                error_messages={"required": _t("โปรดพิมพ์เลขที่ใบแจ้งหนี้"), **too_long},
            ),
            "tariff": forms.CharField(label=_t("ประเภท (อัตราค่าไฟฟ้า)"), max_length=40, required=False, error_messages=too_long),
            "bill_date": DayField(
                label=_t("วันที่ในบิล"), help_text=_t("เช่น 15/2/2567"),
                error_messages={"required": _t("โปรดพิมพ์วันที่ในบิล เช่น 15/2/2567")},
            ),
            "invoice_month": forms.ChoiceField(
                label=_t("เป็นใบแจ้งหนี้ของเดือน"),
                choices=[(OF_BILL_DATE, _t("เดือนของวันที่ในบิล")), *((f"{month:%Y-%m}", thai_month(month)) for month in months)],
                error_messages={"required": _t("โปรดเลือกเดือน"), "invalid_choice": _t("โปรดเลือกเดือนจากรายการ")},
            ),
            "dates_are": forms.ChoiceField(
                label=_t("วันที่สองวันในแต่ละบรรทัดคือ"), choices=Dates.choices,
                error_messages={"required": _t("โปรดเลือก"), "invalid_choice": _t("โปรดเลือกจากรายการ")},
            ),
            "energy": BahtField(label=_t("ค่าพลังงานไฟฟ้า (บาท)")),
            "service": BahtField(label=_t("ค่าบริการ (บาท)")),
            "ft": BahtField(label=_t("ค่า Ft (บาท)")),
            "vat": BahtField(label=_t("ภาษีมูลค่าเพิ่ม (บาท)")),
            "baht": BahtField(label=_t("รวมเงิน (บาท)"), help_text=_t("ไม่บังคับ ใช้กระทบยอดกับบัญชีรายจ่าย")),
            "refers_to": forms.ChoiceField(
                label=_t("เป็นบิลลดหนี้ของ"), required=False,
                choices=[("", _t("ไม่ใช่บิลลดหนี้")), *((key, _named(bill)) for key, bill in self.credited.items())],
                help_text=_t("บิลลดหนี้ใส่จำนวนหน่วยติดลบได้ เช่น -120"),
                error_messages={"invalid_choice": _t("โปรดเลือกบิลจากรายการ")},
            ),
        }  # fmt: skip


def initial_of(told: BillTold) -> dict[str, Any]:
    """Return with what the form of a correction begins: the bill as it stands, dates as they stand on the paper."""
    bill = told.bill
    begun: dict[str, Any] = {
        "issuer": bill.issuer, "account": bill.account, "number": bill.number, "bill_date": bill.bill_date,
        "invoice_month": f"{bill.invoice_month:%Y-%m}", "dates_are": bill.dates_are, "baht": _typed(bill.baht),
        "refers_to": str(bill.refers_to_id or ""), **bill.particulars,
    }  # fmt: skip
    back = dt.timedelta(days=1 if bill.dates_are == Dates.READINGS and bill.kind != BillKind.FUEL else 0)
    for place, each in enumerate(told.lines, 1):
        line = each.line
        begun |= {
            f"l{place}_what": Named(line.source, line.meter).key,
            f"l{place}_first": _day(line.first_day - back), f"l{place}_last": _day(line.last_day),
            f"l{place}_before": _typed(line.reading_before), f"l{place}_after": _typed(line.reading_after),
            f"l{place}_multiplier": _typed(line.multiplier), f"l{place}_units": _typed(line.units),
            f"l{place}_on_peak": _typed(line.on_peak), f"l{place}_off_peak": _typed(line.off_peak),
            f"l{place}_baht": _typed(line.baht),
        }  # fmt: skip
    return begun


def _typed(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _day(day: dt.date) -> str:
    return f"{day.day}/{day.month}/{day.year if thai.in_english() else day.year + thai.BE}"


def _count(data: Mapping[str, Any]) -> int:
    text = str(data.get("open", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000") else 1


def _label(named: Named) -> str:
    if named.meter is None:
        return plain_name(named.source)
    return f"{named.meter.number} · {plain_name(named.source)}"


def _named(bill: Bill) -> str:
    return f"{bill.number or bill.issuer} · {thai_date(bill.bill_date)}"

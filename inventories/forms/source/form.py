"""What is asked of a source: only what its method needs, with what is usual filled in."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.calc.faults import Fault
from inventories.forms.parameters import (
    GUIDES,
    PREFILL,
    PREFIX,
    Guide,
    HistoryBlock,
    Part,
    Wrong,
    blocks_of,
    described,
    described_whole,
)
from inventories.forms.source.asking import Answers, Asking
from inventories.forms.source.conversion import CONVERSION, conversion_fields, conversion_initial, read_conversion
from inventories.forms.source.frequency import (
    FREQUENCY,
    frequency_fields,
    frequency_initial,
    read_frequency,
    rhythm_of,
)
from inventories.forms.source.kind import Kind
from inventories.forms.source.life import cut_off, month_choices
from inventories.models import Division, Inventory, InventorySource, Method, Origin
from inventories.selectors.catalogue import LONGEST_DELAY
from inventories.selectors.factor_choices import FactorChoice, FactorChoices, factor_choices
from inventories.selectors.fault_sentences import fault_sentence
from inventories.selectors.sources import divisions
from inventories.selectors.working import example

_t = gettext_lazy
OPTIONAL = ("name_en", "identifier", "location", "first_month", "last_month")


class SourceForm(forms.Form):
    """A source and its use in a year. Factor values, units, scope and method never come from the browser."""

    name_th = forms.CharField(
        label=_t("ชื่อแหล่งปล่อย"),
        max_length=160,
        help_text=_t("ตั้งให้เจ้าหน้าที่รู้ว่าเป็นเครื่อง รถ หรือมิเตอร์ใด"),
        error_messages={
            "required": _t("โปรดพิมพ์ชื่อแหล่งปล่อย เช่น น้ำมันดีเซล รถเก็บขนขยะ 6 คัน"),
            "max_length": _t("ชื่อแหล่งปล่อยยาวเกิน 160 ตัวอักษร โปรดย่อ"),
        },
    )
    name_en = forms.CharField(
        label=_t("ชื่อภาษาอังกฤษ"),
        required=False,
        max_length=160,
        help_text=_t("ใช้ในหน้าภาษาอังกฤษ เว้นว่างได้"),
        error_messages={"max_length": _t("ชื่อภาษาอังกฤษยาวเกิน 160 ตัวอักษร โปรดย่อ")},
    )
    division = forms.ChoiceField(
        label=_t("กองที่รับผิดชอบ"),
        required=False,
        error_messages={"invalid_choice": _t("ไม่มีกองนี้ในเทศบาลของท่าน โปรดเลือกจากรายการ หรือพิมพ์ชื่อกองใหม่")},
    )
    new_division = forms.CharField(
        label=_t("หรือพิมพ์ชื่อกองใหม่"),
        required=False,
        max_length=120,
        error_messages={"max_length": _t("ชื่อกองยาวเกิน 120 ตัวอักษร โปรดย่อ")},
    )
    factor = forms.ChoiceField(
        label=_t("ค่าการปล่อยก๊าซเรือนกระจก (EF)"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _t("โปรดเลือกค่า EF หนึ่งค่าจากรายการ"),
            "invalid_choice": _t("ค่า EF ที่เลือกไม่อยู่ในรุ่นที่ใช้ในบัญชีนี้ โปรดเลือกจากรายการ"),
        },
    )
    origin = forms.ChoiceField(
        label=_t("ที่มาของข้อมูล"),
        choices=Origin.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _t("โปรดเลือกที่มาของข้อมูล"),
            "invalid_choice": _t("โปรดเลือกที่มาของข้อมูลจากรายการ"),
        },
    )
    paper = forms.CharField(
        label=_t("เอกสารที่ใช้"),
        required=False,
        max_length=160,
        help_text=_t("ตัวเลขของแหล่งนี้มาจากเอกสารใด"),
        error_messages={"max_length": _t("ชื่อเอกสารยาวเกิน 160 ตัวอักษร โปรดย่อ")},
    )
    delay_days = forms.CharField(
        label=_t("ปกติได้เอกสารหลังสิ้นเดือนกี่วัน"),
        help_text=_t("ระบบจะเตือนว่าล่าช้าเมื่อพ้นจำนวนวันนี้แล้วเท่านั้น แหล่งที่กรอกปีละครั้งหรือทุกไตรมาสนับจากสิ้นเดือนที่ให้กรอก"),
        error_messages={"required": _t("โปรดพิมพ์จำนวนวันที่ปกติได้เอกสารหลังสิ้นเดือน เช่น 30")},
    )
    identifier = forms.CharField(
        label=_t("เลขมิเตอร์ / ทะเบียน"),
        required=False,
        max_length=60,
        error_messages={"max_length": _t("เลขมิเตอร์หรือทะเบียนยาวเกิน 60 ตัวอักษร โปรดย่อ")},
    )
    location = forms.CharField(
        label=_t("ที่ตั้ง"),
        required=False,
        max_length=160,
        error_messages={"max_length": _t("ที่ตั้งยาวเกิน 160 ตัวอักษร โปรดย่อ")},
    )
    first_month = forms.ChoiceField(
        label=_t("เริ่มใช้เดือน"),
        required=False,
        error_messages={"invalid_choice": _t("โปรดเลือกเดือนที่เริ่มใช้จากรายการ")},
    )
    last_month = forms.ChoiceField(
        label=_t("เลิกใช้เดือน"),
        required=False,
        error_messages={"invalid_choice": _t("โปรดเลือกเดือนที่เลิกใช้จากรายการ")},
    )
    boundary_note = forms.CharField(
        label=_t("หมายเหตุเรื่องขอบเขต"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_t("พิมพ์ในรายงาน แก้ให้ตรงกับเทศบาล หรือลบถ้าไม่เกี่ยวข้อง"),
        error_messages={"max_length": _t("หมายเหตุยาวเกิน 2,000 ตัวอักษร โปรดย่อ")},
    )

    def __init__(
        self, data: Any = None, *, inventory: Inventory, kind: Kind, use: InventorySource | None = None
    ) -> None:
        self.prefill_fault: Wrong | None = None
        self.prefilling = bool(data) and PREFILL in data and kind.method == Method.LANDFILL_FOD
        super().__init__(self._prefilled(data, inventory, kind) if self.prefilling else data)
        self.inventory, self.kind, self.use = inventory, kind, use
        self.answers = Answers()
        self.conversion: dict[str, str] | None = None
        self.rhythm = rhythm_of(use)
        self.parameters: dict[str, Any] = dict(use.parameters) if use else {}
        # What the catalogue fixes (R-32 in "สารทำความเย็น R-32") is told, not asked.
        fixed = kind.item.parameters if kind.item and kind.method == Method.REFRIGERANT else {}
        self.fixed = {name: value for name, value in fixed.items() if self.parameters.get(name, value) == value}
        self.asking = Asking(kind.method, inventory, self.parameters, self.fixed)
        self._divisions = {str(each.pk): each for each in divisions(inventory.municipality)}
        self._choices(
            "division", [("", _("ยังไม่ระบุ")), *((key, plain_name(each)) for key, each in self._divisions.items())]
        )
        self.fields["delay_days"].widget.attrs["inputmode"] = "numeric"
        for name, choices in month_choices(inventory, use).items():
            self._choices(name, choices)
        self.factors = self._prepare_factors()
        self.fields |= conversion_fields(self.factors, kind.unit) | self.asking.fields()
        if Method(kind.method).has_months:
            self.fields |= frequency_fields()
        self.initial = self._as_it_is() if use else self._as_usual()

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def _prepare_factors(self) -> FactorChoices:
        if self.kind.method != Method.FACTOR:
            del self.fields["factor"]
            return FactorChoices([], "")
        current = self.use.factor if self.use else None
        offered = factor_choices(
            self.inventory, unit=self.kind.unit, category=self.kind.category, item=self.kind.item, current=current
        )
        self._choices("factor", [(choice.key, plain_name(choice.factor)) for choice in offered.choices])
        return offered

    def _as_usual(self) -> dict[str, Any]:
        """Return what the catalogue holds to be usual."""
        usual = self.kind.item
        if usual is None:
            return {}
        named = next((key for key, each in self._divisions.items() if each.name_th == usual.division), "")
        return {
            "name_th": usual.name_th,
            "name_en": usual.name_en,
            "division": named,
            "new_division": "" if named else usual.division,
            "factor": self.factors.choices[0].key if self.factors.choices and self.factors.choices[0].fits else None,
            "origin": usual.origin,
            "paper": usual.paper,
            "delay_days": usual.delay_days,
            "boundary_note": usual.boundary_th,
            **frequency_initial(None, usual, self.inventory),
            **self.asking.initial(usual.parameters, usual.assumptions),
        }

    def _as_it_is(self) -> dict[str, Any]:
        assert self.use is not None  # noqa: S101 - for the type checker
        use, source = self.use, self.use.source
        return {
            "name_th": source.name_th,
            "name_en": source.name_en,
            "division": str(source.division_id or ""),
            "factor": str(use.factor_id or ""),
            "origin": use.origin,
            "paper": source.paper,
            "delay_days": source.delay_days,
            "identifier": source.identifier,
            "location": source.location,
            "first_month": f"{source.first_month:%Y-%m}" if source.first_month else "",
            "last_month": f"{source.last_month:%Y-%m}" if source.last_month else "",
            "boundary_note": use.boundary_note,
            **frequency_initial(use, None, self.inventory),
            **conversion_initial(use.conversion, use.factor, self.kind.unit),
            **self.asking.initial(self.parameters, use.assumptions),
        }

    def clean_name_th(self) -> str:
        """Return the name with SARA AM as one character."""
        return thai.normalise(self.cleaned_data["name_th"])

    def clean_new_division(self) -> str:
        """Return the name with SARA AM as one character and single blanks."""
        return " ".join(thai.normalise(self.cleaned_data["new_division"]).split())

    def clean_delay_days(self) -> int:
        """Return the number of days."""
        typed = thai.arabic_digits(self.cleaned_data["delay_days"]).strip()
        digits = typed.lstrip("0") or typed[:1]
        too_long = len(digits) > len(str(LONGEST_DELAY))  # told before int(), which refuses thousands of digits
        if not (typed.isascii() and typed.isdigit()) or too_long or int(digits) > LONGEST_DELAY:
            message = _("จำนวนวันที่ปกติได้เอกสารต้องเป็นจำนวนเต็มตั้งแต่ 0 ถึง %(longest)s โปรดพิมพ์เช่น 30")
            raise ValidationError(message, params={"longest": LONGEST_DELAY}, code="days")
        return int(digits)

    def clean_first_month(self) -> dt.date | None:
        """Return the month's first day."""
        return _month(self.cleaned_data["first_month"])

    def clean_last_month(self) -> dt.date | None:
        """Return the month's first day."""
        return _month(self.cleaned_data["last_month"])

    def clean(self) -> dict[str, Any]:
        """Check what concerns two fields: one division only, months in order and not past figures."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("division") and cleaned.get("new_division"):
            self.add_error("new_division", _("เลือกกองไว้แล้วและพิมพ์ชื่อกองใหม่ด้วย โปรดเหลือไว้อย่างเดียว"))
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and last < first:
            message = _("เดือนที่เลิกใช้ (%(last)s) อยู่ก่อนเดือนที่เริ่มใช้ (%(first)s) โปรดเลือกใหม่")
            self.add_error("last_month", message % {"last": thai_month(last), "first": thai_month(first)})
        elif self.use and "first_month" in cleaned and "last_month" in cleaned:
            for name, sentence in cut_off(self.use, first, last):
                self.add_error(name, sentence)
        cleaned["name_en"] = self._english_name(cleaned)
        if not self.errors.keys() & set(FREQUENCY):
            try:
                self.rhythm = read_frequency(cleaned, self.use)
            except Wrong as wrong:
                self.add_error(wrong.field, wrong.sentence)
        self.answers = self.asking.read(cleaned, self.errors, self.add_error)
        try:
            factor = self.factors.get(cleaned.get("factor", ""))
            self.conversion = read_conversion(cleaned, factor, self.kind.unit)
        except Wrong as wrong:
            self.add_error(wrong.field, wrong.sentence)
        return cleaned

    def _english_name(self, cleaned: dict[str, Any]) -> str:
        """Return the English name typed; none where it is still the one that went with another Thai name."""
        known = self.use.source if self.use else self.kind.item
        typed = str(cleaned.get("name_en", ""))
        if known is None:
            return typed
        same = cleaned.get("name_th") == known.name_th
        if "name_en" not in self.data:
            return known.name_en if same else ""
        return typed if same or typed != known.name_en else ""

    def rhythm_parts(self) -> list[forms.BoundField]:
        """Return the fields of how often a figure comes; none for what has no months."""
        return [self[name] for name in FREQUENCY if name in self.fields]

    @property
    def chosen_division(self) -> Division | None:
        """Return the existing division that was chosen."""
        return self._divisions.get(self.cleaned_data["division"])

    def source_values(self) -> dict[str, Any]:
        """Return the fields of Source, the division apart."""
        names = ("name_th", "name_en", "paper", "delay_days", "identifier", "location", "first_month", "last_month")
        rhythm = {"frequency": self.rhythm.frequency, "due_month": self.rhythm.due_month}
        return {name: self.cleaned_data[name] for name in names} | rhythm

    def use_values(self) -> dict[str, Any]:
        """Return the fields of InventorySource that can change."""
        values = {
            "origin": self.cleaned_data["origin"],
            "boundary_note": self.cleaned_data["boundary_note"],
            "parameters": self.fixed | self.answers.parameters,
            "assumptions": self.answers.assumptions,
        }
        if self.kind.method == Method.FACTOR:
            values["conversion"] = self.conversion
            values["factor"] = self.factors.get(self.cleaned_data["factor"])
        return values

    # What the template asks for, in the order of the page.

    def told_parameters(self) -> list[tuple[Any, Any]]:
        """Return what the catalogue fixes, in words."""
        return described(self.kind.method, self.fixed)

    def all_parameters(self) -> list[tuple[Any, Any]]:
        """Return every parameter of the source in words, defaults too, for those who only read."""
        return [] if self.fixed else described_whole(self.kind.method, self.parameters)

    def asked_parameters(self) -> list[Part]:
        """Return what is always asked, piece by piece."""
        return self.asking.parts(self.__getitem__, asked=True)

    def folded_parameters(self) -> list[Part]:
        """Return what has a standard value, piece by piece."""
        return self.asking.parts(self.__getitem__, asked=False)

    def folded_open(self) -> bool:
        """Say whether something folded away needs to be seen: a value, or an error."""
        return self.asking.needs_to_be_seen(self.__getitem__)

    def conversion_parts(self) -> list[forms.BoundField]:
        """Return the fields of the conversion; none where every factor offered counts in the unit of the amounts."""
        return [self[name] for name in CONVERSION if name in self.fields]

    def guide(self) -> tuple[Guide, str] | None:
        """Return where the figures of the method are found, and an example with its calculated result."""
        found = GUIDES.get(self.kind.method)
        if found is None:
            return None
        return found, example(self.inventory, self.kind.method, self.kind.unit, found.amount, found.parameters)

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Say beside the fields what the calculator has against the source."""
        for fault in faults:
            name = f"{PREFIX}{fault.field.removeprefix('parameters.').partition('.')[0]}"
            self.add_error(name if name in self.fields else None, fault_sentence(fault))

    def keep_prefill_faults(self) -> None:
        """Tell, after a pre-fill, only what is wrong with that; the rest of the form is not finished yet."""
        self.errors.clear()
        if self.prefill_fault:
            self.add_error(self.prefill_fault.field, self.prefill_fault.sentence)

    def more_open(self) -> bool:
        """Say whether an optional field needs to be seen."""
        return any(self[name].value() or self[name].errors for name in OPTIONAL)

    def expected_factors(self) -> list[tuple[forms.boundfield.BoundWidget, FactorChoice]]:
        """Return radio buttons of the factors of the expected kind, each with what is said of it."""
        return self._buttons(self.factors.expected)

    def other_factors(self) -> list[tuple[forms.boundfield.BoundWidget, FactorChoice]]:
        """Return radio buttons of the other factors of the category."""
        return self._buttons(self.factors.others)

    def other_factors_open(self) -> bool:
        """Say whether one of the other factors is chosen."""
        return any(button.data["selected"] for button, _choice in self.other_factors())

    def _prefilled(self, data: Any, inventory: Inventory, kind: Kind) -> Any:
        """Return what was typed with the history of a landfill filled in, or as it was where that cannot be done."""
        blocks = blocks_of(kind.method, inventory, {})
        history = next(block for block in blocks if isinstance(block, HistoryBlock))
        typed = data.copy()
        try:
            typed[history.key] = history.prefilled(data)
        except Wrong as wrong:
            self.prefill_fault = wrong
        return typed

    def _buttons(self, choices: list[FactorChoice]) -> list[tuple[forms.boundfield.BoundWidget, FactorChoice]]:
        if "factor" not in self.fields:
            return []
        buttons = {str(button.data["value"]): button for button in self["factor"]}
        return [(buttons[choice.key], choice) for choice in choices]


def _month(text: str) -> dt.date | None:
    return dt.date.fromisoformat(f"{text}-01") if text else None

"""The form of one item of a register, and that of its link to a source."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from cfo_site.templatetags.cfo import plain_name
from inventories.forms.dates import ThaiDateField
from inventories.forms.meter import FigureField
from inventories.forms.registers.reading import CHARGE_DIGITS, CHARGE_PLACES, read_charge, read_pieces, read_text
from inventories.models import Division, RegisterItem, RegisterKind, Source
from inventories.models.meter import LONGEST_NUMBER
from inventories.selectors.registers.rules import agents_of
from inventories.services.registers.items import FIELDS

_t = gettext_lazy
TOO_LONG = {"max_length": _t("ข้อความยาวเกินไป โปรดย่อ")}
CHARGED = ("agent", "charge_kg")


class ItemForm(forms.Form):
    """An item as its register asks for it. The number of a meter's item is the meter's and is not asked."""

    number = forms.CharField(
        max_length=LONGEST_NUMBER, error_messages={"required": _t("โปรดพิมพ์เลขประจำรายการ"), **TOO_LONG}
    )
    description = forms.CharField(
        label=_t("รายการ"),
        max_length=200,
        required=False,
        error_messages=TOO_LONG,
        help_text=_t("เช่น ยี่ห้อ รุ่น ขนาด การใช้งาน"),
    )
    place = forms.CharField(label=_t("ที่ตั้งหรือที่ใช้"), max_length=200, required=False, error_messages=TOO_LONG)
    division = forms.TypedChoiceField(
        label=_t("กองที่รับผิดชอบ"), coerce=int, empty_value=None, required=False,
        error_messages={"invalid_choice": _t("โปรดเลือกกองจากรายการ")},
    )  # fmt: skip
    quantity = forms.CharField(
        label=_t("จำนวน"),
        max_length=12,
        required=False,
        help_text=_t("เว้นว่าง = 1 เครื่องแบบเดียวกันหลายเครื่องรวมเป็นรายการเดียวได้"),
    )
    agent = forms.ChoiceField(
        label=_t("ชนิดสาร"), required=False, error_messages={"invalid_choice": _t("โปรดเลือกชนิดสารจากรายการ")}
    )
    charge_kg = FigureField(
        label=_t("ปริมาณสารต่อหน่วย (กก.)"), places=CHARGE_PLACES, digits=CHARGE_DIGITS, required=False,
        help_text=_t("ดูที่ป้ายเครื่องหรือข้างถัง เว้นว่างถ้าไม่ทราบ"),
    )  # fmt: skip
    first_day = ThaiDateField(
        label=_t("ได้มาเมื่อวันที่"), required=False, help_text=_t("เช่น 28/9/2569 เว้นว่างถ้าไม่ทราบหรือมีมานานแล้ว")
    )
    last_day = ThaiDateField(label=_t("จำหน่ายหรือเลิกใช้วันที่"), required=False, help_text=_t("วันสุดท้ายที่ใช้ เว้นว่างถ้ายังใช้อยู่"))

    def __init__(
        self,
        data: Any = None,
        *,
        register: RegisterKind,
        divisions: Sequence[Division],
        item: RegisterItem | None = None,
    ) -> None:
        begun: dict[str, Any] = {"quantity": "1"}
        if item is not None:
            begun = {name: getattr(item, name) for name in FIELDS} | {"division": item.division_id}
        super().__init__(data, initial=begun)
        self.register, self._divisions = register, {each.pk: each for each in divisions}
        self.fields["number"].label = register.number_label
        if item is not None and item.meter_id is not None:
            del self.fields["number"]
        if register.has_charge:
            offered = [("", _t("ไม่ทราบ")), *((agent.key, agent.label) for agent in agents_of(register))]
            self.fields["agent"].choices = offered  # type: ignore[attr-defined]  # a field of choices
        else:
            for name in CHARGED:
                del self.fields[name]
        self.fields["division"].choices = [  # type: ignore[attr-defined]
            ("", _t("ไม่ระบุ")),
            *((str(each.pk), each.name_th) for each in divisions),
        ]
        self.fields["quantity"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean_number(self) -> str:
        """Return the number, with Arabic digits."""
        return read_text(self.cleaned_data["number"])

    def clean_quantity(self) -> int:
        """Return how many pieces it is."""
        return read_pieces(self.cleaned_data["quantity"])

    def clean_charge_kg(self) -> Decimal | None:
        """Refuse a charge of nothing."""
        charge: Decimal | None = self.cleaned_data["charge_kg"]
        return None if charge is None else read_charge(f"{charge:f}")

    def clean(self) -> dict[str, Any]:
        """Say of the days what does not fit together."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_t("วันสุดท้ายอยู่ก่อนวันที่ได้มา โปรดตรวจวันที่")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of RegisterItem that were asked."""
        values = dict(self.cleaned_data)
        chosen = values["division"]
        values |= {name: read_text(values[name]) for name in ("description", "place")}
        return values | {"division": self._divisions[chosen] if chosen else None}


class LinkForm(forms.Form):
    """The source behind which an item stands, and from when to when."""

    source = forms.TypedChoiceField(
        label=_t("แหล่งปล่อย"), coerce=int,
        error_messages={"required": _t("โปรดเลือกแหล่งปล่อย"), "invalid_choice": _t("โปรดเลือกแหล่งปล่อยจากรายการ")},
    )  # fmt: skip
    first_day = ThaiDateField(label=_t("ตั้งแต่วันที่"), required=False, help_text=_t("เว้นว่างถ้าตั้งแต่ได้มา"))
    last_day = ThaiDateField(label=_t("ถึงวันที่"), required=False, help_text=_t("เว้นว่างถ้ายังใช้กับแหล่งนี้"))

    def __init__(self, data: Any = None, *, sources: Sequence[Source]) -> None:
        super().__init__(data, auto_id="link_%s")
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("", _t("เลือก")),
            *((str(source.pk), plain_name(source)) for source in sources),
        ]

    def clean(self) -> dict[str, Any]:
        """Say of the days what does not fit together."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_t("วันสุดท้ายอยู่ก่อนวันแรก โปรดตรวจวันที่")))
        return cleaned

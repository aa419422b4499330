"""The form of a line beside the inventory: only the fields that its table has."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.forms.boundary import read_figure
from inventories.models import ApartLine
from inventories.selectors.apart import Wording

_t = gettext_lazy
PLACES = 9
TEXTS = ("name", "place", "standard", "period", "evidence")


class ApartForm(forms.Form):
    """Name, quantity and unit, where, by which standard, when, and which paper shows it."""

    name = forms.CharField(
        max_length=200, error_messages={"required": _t("โปรดพิมพ์ชื่อ"), "max_length": _t("ชื่อยาวเกิน 200 ตัวอักษร โปรดย่อ")}
    )
    quantity = forms.CharField(label=_t("ปริมาณ (เว้นว่างได้ถ้าไม่ทราบ)"), required=False)
    unit = forms.ChoiceField(
        label=_t("หน่วย"),
        error_messages={"required": _t("โปรดเลือกหน่วย"), "invalid_choice": _t("โปรดเลือกหน่วยจากรายการ")},
    )
    place = forms.CharField(
        required=False, max_length=200, error_messages={"max_length": _t("ข้อความยาวเกิน 200 ตัวอักษร โปรดย่อ")}
    )
    standard = forms.CharField(
        required=False, max_length=120, error_messages={"max_length": _t("มาตรฐานยาวเกิน 120 ตัวอักษร โปรดย่อ")}
    )
    period = forms.CharField(
        required=False, max_length=120, error_messages={"max_length": _t("ช่วงเวลายาวเกิน 120 ตัวอักษร โปรดย่อ")}
    )
    evidence = forms.CharField(
        label=_t("หลักฐาน"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_t("ชื่อเอกสาร เลขที่ และที่เก็บต้นฉบับ"),
        error_messages={"max_length": _t("หลักฐานยาวเกิน 1,000 ตัวอักษร โปรดย่อ")},
    )

    def __init__(self, data: Any = None, *, wording: Wording, line: ApartLine | None = None) -> None:
        super().__init__(data)
        self.fields["name"].label, self.fields["place"].label = str(wording.name), str(wording.place)
        for name, label in (("standard", wording.standard), ("period", wording.period)):
            if label:
                self.fields[name].label = str(label)
            else:
                del self.fields[name]
        units = self.fields["unit"]
        assert isinstance(units, forms.ChoiceField)  # noqa: S101 - for the type checker
        units.choices = list(wording.units)
        self.fields["quantity"].widget.attrs["inputmode"] = "decimal"
        if line is not None:
            self.initial = {name: getattr(line, name) for name in (*TEXTS, "unit")}
            self.initial["quantity"] = f"{line.quantity.normalize():f}" if line.quantity is not None else ""

    def clean_quantity(self) -> Decimal | None:
        """Return the quantity, None where it is not known."""
        return read_figure(self.cleaned_data["quantity"], places=PLACES)

    def values(self) -> dict[str, Any]:
        """Return the fields of ApartLine."""
        texts = {name: thai.normalise(self.cleaned_data[name]).strip() for name in TEXTS if name in self.fields}
        return texts | {"quantity": self.cleaned_data["quantity"], "unit": self.cleaned_data["unit"]}

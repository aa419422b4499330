"""Forms of what changes in mid-year: what takes the place of a meter or vehicle, and another factor from some month on."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.models import InventorySource
from inventories.selectors.catalogue import item
from inventories.selectors.factor_choices import FactorChoice, factor_choices
from inventories.selectors.sources import month_after
from inventories.services.changeover import Successor

_t = gettext_lazy
LONGEST_NAME = 160
SAME, NEXT = "same", "next"


def months_in_use(use: InventorySource) -> list[dt.date]:
    """Return the months of a year in which a use counts."""
    return [month for month in use.inventory.month_list if use.counts_in(month)]


class ReplaceForm(forms.Form):
    """The old one's last month, the successor's first, its number and its name."""

    last_month = forms.ChoiceField(
        label=_t("เดือนสุดท้ายที่ใช้ของเดิม"),
        error_messages={
            "required": _t("โปรดเลือกเดือนสุดท้ายที่ใช้ของเดิม"),
            "invalid_choice": _t("โปรดเลือกเดือนจากรายการ"),
        },
    )
    start = forms.ChoiceField(
        label=_t("ของใหม่เริ่มใช้"),
        widget=forms.RadioSelect,
        initial=NEXT,
        choices=[
            (NEXT, _t("เดือนถัดไป เช่น เปลี่ยนตอนสิ้นเดือน")),
            (SAME, _t("เดือนเดียวกัน เดือนนั้นกรอกทั้งสองรายการ แต่ละรายการเฉพาะส่วนของตน")),
        ],
        error_messages={
            "required": _t("โปรดเลือกเดือนที่ของใหม่เริ่มใช้"),
            "invalid_choice": _t("โปรดเลือกเดือนที่ของใหม่เริ่มใช้จากรายการ"),
        },
    )
    identifier = forms.CharField(
        label=_t("เลขมิเตอร์หรือทะเบียนของใหม่"),
        required=False,
        max_length=60,
        error_messages={"max_length": _t("เลขมิเตอร์หรือทะเบียนยาวเกิน 60 ตัวอักษร โปรดย่อ")},
    )
    name_th = forms.CharField(
        label=_t("ชื่อของใหม่ (ไม่บังคับ)"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_t("เว้นว่างไว้ ระบบตั้งให้จากชื่อเดิมและเลขของใหม่"),
        error_messages={"max_length": _t("ชื่อแหล่งปล่อยยาวเกิน 160 ตัวอักษร โปรดย่อ")},
    )

    def __init__(self, data: Any = None, *, use: InventorySource) -> None:
        super().__init__(data)
        self.use = use
        months = [(f"{month:%Y-%m}", thai_month(month)) for month in months_in_use(use)]
        self.fields["last_month"].choices = [("", _("เลือกเดือน")), *months]  # type: ignore[attr-defined]  # of a ChoiceField

    def clean_identifier(self) -> str:
        """Return the number with single blanks."""
        return " ".join(thai.normalise(self.cleaned_data["identifier"]).split())

    def clean(self) -> dict[str, Any]:
        """Ask for a number or a name: two sources of one name cannot be told apart."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["name_th"] = " ".join(thai.normalise(cleaned.get("name_th", "")).split())
        if (
            not cleaned["name_th"]
            and not cleaned.get("identifier")
            and not self.errors.keys() & {"name_th", "identifier"}
        ):
            self.add_error("identifier", _("โปรดพิมพ์เลขมิเตอร์หรือทะเบียนของใหม่ หรือตั้งชื่อใหม่ เพื่อแยกจากของเดิม"))
        if cleaned["name_th"] == self.use.source.name_th:
            self.add_error("name_th", _("ชื่อนี้คือชื่อของเดิม โปรดตั้งชื่อที่แยกจากของเดิมได้"))
        return cleaned

    @property
    def last(self) -> dt.date:
        """Return the first day of the old one's last month."""
        return dt.date.fromisoformat(f"{self.cleaned_data['last_month']}-01")

    def successor(self) -> Successor:
        """Return what a valid form says of the successor."""
        identifier = self.cleaned_data["identifier"]
        name = self.cleaned_data["name_th"] or proposed_name(self.use, identifier)
        first = self.last if self.cleaned_data["start"] == SAME else month_after(self.last)
        return Successor(name, identifier, first)


def proposed_name(use: InventorySource, identifier: str) -> str:
    """Return the old name with the new number in the place of the old one, or after it."""
    source = use.source
    name, before = str(source.name_th), str(source.identifier)
    if before and before in name:
        return name.replace(before, identifier)[:LONGEST_NAME]
    return f"{name[: LONGEST_NAME - len(identifier) - 3]} ({identifier})"


class SplitForm(forms.Form):
    """From which month on which other factor counts."""

    from_month = forms.ChoiceField(
        label=_t("ใช้ค่าใหม่ตั้งแต่เดือน"),
        error_messages={
            "required": _t("โปรดเลือกเดือนที่เริ่มใช้ค่าใหม่"),
            "invalid_choice": _t("โปรดเลือกเดือนจากรายการ"),
        },
    )
    factor = forms.ChoiceField(
        label=_t("ค่า EF ใหม่"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _t("โปรดเลือกค่า EF หนึ่งค่าจากรายการ"),
            "invalid_choice": _t("ค่า EF ที่เลือกไม่อยู่ในรุ่นที่ใช้ในบัญชีนี้ โปรดเลือกจากรายการ"),
        },
    )

    def __init__(self, data: Any = None, *, use: InventorySource) -> None:
        super().__init__(data)
        self.offered = _other_factors(use)
        months = [(f"{month:%Y-%m}", thai_month(month)) for month in months_in_use(use)[1:]]
        self.fields["from_month"].choices = [("", _("เลือกเดือน")), *months]  # type: ignore[attr-defined]  # of a ChoiceField
        choices = [(choice.key, plain_name(choice.factor)) for choice in self.offered]
        self.fields["factor"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField

    @property
    def month(self) -> dt.date:
        """Return the first day of the month."""
        return dt.date.fromisoformat(f"{self.cleaned_data['from_month']}-01")

    @property
    def chosen(self) -> FactorChoice:
        """Return the factor that a valid form names."""
        return next(choice for choice in self.offered if choice.key == self.cleaned_data["factor"])

    def rows(self) -> list[tuple[forms.boundfield.BoundWidget, FactorChoice]]:
        """Return the radio buttons with what is said of each factor."""
        return list(zip(self["factor"], self.offered, strict=True))


def _other_factors(use: InventorySource) -> list[FactorChoice]:
    """Return the factors on offer besides the one in use, in the same unit, so that the amounts still fit."""
    if use.factor is None:
        return []
    offered = factor_choices(
        use.inventory, unit=use.source.unit, category=use.category, item=item(use.source.catalogue_key)
    )
    unit, pk = use.factor.unit, use.factor_id
    return [choice for choice in offered.choices if choice.factor.pk != pk and choice.factor.unit == unit]

"""Which missing months to estimate, by which method, and why there is no figure."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import thai_month
from emission_factors.calc.decimals import NotAPlainDecimal, parse_amount, plain
from inventories.forms.mark import LONGEST_REASON
from inventories.models import Estimation, InventorySource
from inventories.selectors.estimates import OpenMonth, Proposal, methods_for


class EstimateForm(forms.Form):
    """The request for estimates. `shown` carries what the preview came to, so that nothing else is stored."""

    months = forms.MultipleChoiceField(
        label=_("เดือนที่จะประมาณ"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("โปรดเลือกอย่างน้อยหนึ่งเดือน"),
            "invalid_choice": _("มีเดือนที่ประมาณไม่ได้แล้ว โปรดเลือกจากรายการ"),
        },
    )
    method = forms.ChoiceField(
        label=_("วิธีประมาณ"),
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกวิธีประมาณ"), "invalid_choice": _("โปรดเลือกวิธีประมาณจากรายการ")},
    )
    reason = forms.CharField(
        label=_("เหตุผลที่ไม่มีตัวเลขจริง"),
        help_text=_("เช่น ใบแจ้งหนี้หาย มิเตอร์เสีย พิมพ์ในรายงานพร้อมวิธีคิด"),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("โปรดพิมพ์เหตุผลที่ไม่มีตัวเลขจริง เช่น ใบแจ้งหนี้หาย"),
            "max_length": _("หมายเหตุยาวเกิน 500 ตัวอักษร โปรดย่อ"),
        },
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, data: Any = None, *, use: InventorySource, months: Sequence[OpenMonth]) -> None:
        self.open = {each.key: each for each in months}
        methods = methods_for(use)
        begun = {"method": methods[0].value if len(methods) == 1 else ""}
        super().__init__(data, initial=begun)
        self.fields["months"].choices = [(each.key, thai_month(each.month)) for each in months]  # type: ignore[attr-defined]
        self.fields["method"].choices = [(each.value, each.label) for each in methods]  # type: ignore[attr-defined]

    def clean_shown(self) -> dict[str, Decimal]:
        """Return what the preview showed, by month."""
        pairs = (each.partition(":") for each in self.cleaned_data["shown"].split(",") if each)
        try:
            return {month: parse_amount(amount) for month, _colon, amount in pairs}
        except NotAPlainDecimal:
            raise ValidationError(_("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้ากรอกข้อมูลใหม่แล้วลองอีกครั้ง")) from None

    @property
    def chosen(self) -> list[OpenMonth]:
        """Return the months chosen, in order."""
        return [self.open[key] for key in sorted(self.cleaned_data["months"])]

    @property
    def chosen_method(self) -> Estimation:
        """Return the method chosen."""
        return Estimation(self.cleaned_data["method"])

    def shown_by_month(self) -> dict[dt.date, Decimal]:
        """Return the months chosen with what each was shown to come to; one that was not shown is absent."""
        shown = self.cleaned_data["shown"]
        return {each.month: shown[each.key] for each in self.chosen if each.key in shown}


def written(proposed: Sequence[Proposal]) -> str:
    """Return what a preview comes to as `shown` carries it."""
    return ",".join(f"{each.key}:{plain(each.amount)}" for each in proposed if each.amount is not None)

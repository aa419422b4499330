"""Why months have no figure, said once for all of them."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import plain_name
from inventories.converters import MonthConverter
from inventories.forms.mark import LONGEST_REASON
from inventories.models import InventorySource, Notation
from inventories.selectors.beside import may_include
from inventories.selectors.notations import Bare

_SEEN = re.compile(rf"({MonthConverter.regex}):([0-9]{{1,9}})")


class NotationReasonForm(forms.Form):
    """The reason of months that have a notation without one; of those included elsewhere also where."""

    elsewhere = forms.TypedChoiceField(
        label=_("รวมอยู่ในรายการ"),
        coerce=int,
        error_messages={
            "required": _("โปรดเลือกว่ารวมอยู่ในรายการใด"),
            "invalid_choice": _("โปรดเลือกจากรายการของบัญชีปีนี้"),
        },
    )
    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("โปรดพิมพ์เหตุผล"),
            "max_length": _("หมายเหตุยาวเกิน 500 ตัวอักษร โปรดย่อ"),
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(self, data: Any = None, *, use: InventorySource, notation: Notation, bare: Sequence[Bare]) -> None:
        said = next((each for each in bare if each.reason or each.elsewhere_id), None)
        begun = {
            "reason": said.reason if said else "",
            "elsewhere": str(said.elsewhere_id or "") if said else "",
            "seen": ",".join(f"{each.month:%Y-%m}:{each.number}" for each in bare),
        }
        super().__init__(data, initial=begun)
        if notation != Notation.ELSEWHERE:
            del self.fields["elsewhere"]
            return
        sources = [(str(source.pk), plain_name(source)) for source in may_include(use)]
        self.fields["elsewhere"].choices = [("", _("ยังไม่ระบุ")), *sources]  # type: ignore[attr-defined]

    def clean_seen(self) -> dict[dt.date, int]:
        """Return the months with the revisions that were shown."""
        parts = (_SEEN.fullmatch(each) for each in self.cleaned_data["seen"].split(","))
        found = {match[1]: int(match[2]) for match in parts if match}
        if not found:
            raise forms.ValidationError(_("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้ากรอกข้อมูลใหม่แล้วลองอีกครั้ง"))
        return {MonthConverter().to_python(month): number for month, number in found.items()}

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        cleaned = self.cleaned_data
        return {"months": cleaned["seen"], "reason": cleaned["reason"], "elsewhere_id": cleaned.get("elsewhere")}

"""What a figure is: metered, estimated, or none at all and why."""

import re
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import plain_name
from inventories.models import Notation
from inventories.selectors.beside import Neighbourhood, may_include
from inventories.services.marks import ESTIMATED, METERED

LONGEST_REASON = 500
_THAI = re.compile(r"[\u0e01-\u0e5b]")
WITH_A_FIGURE = [
    (METERED, _("เป็นตัวเลขจากมิเตอร์หรือเอกสาร")),
    (ESTIMATED, _("เป็นค่าประมาณ (พิมพ์วิธีประมาณในหมายเหตุ)")),
]
WITHOUT = [
    (Notation.NOT_OCCURRING.value, _("ไม่มีกิจกรรม")),
    (Notation.NOT_ESTIMATED.value, _("ยังไม่ประเมิน (พิมพ์เหตุผล)")),
    (Notation.ELSEWHERE.value, _("รวมในรายการอื่น (เลือกรายการและพิมพ์เหตุผล)")),
    (Notation.CONFIDENTIAL.value, _("ข้อมูลลับ")),
]
RARE = {Notation.CONFIDENTIAL.value}  # not in sight until it is looked for


class MarkForm(forms.Form):
    """What one figure is, why, and in which other source's figure it is included. Never the figure itself."""

    state = forms.ChoiceField(
        label=_("ตัวเลขเดือนนี้"),
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกว่าตัวเลขเดือนนี้เป็นอย่างไร"), "invalid_choice": _("โปรดเลือกจากรายการ")},
    )
    elsewhere = forms.TypedChoiceField(
        label=_("รวมอยู่ในรายการ"),
        help_text=_("เฉพาะเมื่อเลือก รวมในรายการอื่น"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("โปรดเลือกจากรายการของบัญชีปีนี้")},
    )
    reason = forms.CharField(
        label=_("หมายเหตุหรือเหตุผล"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("หมายเหตุยาวเกิน 500 ตัวอักษร โปรดย่อ")},
    )
    based_on = forms.RegexField(
        regex=r"\A[0-9]{1,9}\Z",
        widget=forms.HiddenInput,
        error_messages={
            "required": _("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้ากรอกข้อมูลใหม่แล้วลองอีกครั้ง"),
            "invalid": _("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้ากรอกข้อมูลใหม่แล้วลองอีกครั้ง"),
        },
    )

    def __init__(self, data: Any = None, *, around: Neighbourhood) -> None:
        super().__init__(data, initial=_as_it_is(around), auto_id="beside_%s")
        self.has_figure = around.beside.amount is not None
        states = [*(WITH_A_FIGURE if self.has_figure else ()), *WITHOUT]
        self.fields["state"].choices = states  # type: ignore[attr-defined]  # of a ChoiceField
        included = [(str(source.pk), plain_name(source)) for source in may_include(around.use)]
        self.fields["elsewhere"].choices = [("", _("ยังไม่ระบุ")), *included]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what a state needs: how it was estimated, why there is no figure, what includes it."""
        cleaned = super().clean() or self.cleaned_data
        state = cleaned.get("state", "")
        needs_reason = state == ESTIMATED or (state in Notation.values and Notation(state).needs_reason)
        if needs_reason and "reason" not in self.errors and not cleaned.get("reason", "").strip():
            missing = _("โปรดพิมพ์ว่าประมาณค่าด้วยวิธีใด") if state == ESTIMATED else _("โปรดพิมพ์เหตุผล")
            self.add_error("reason", missing)
        if state == Notation.ELSEWHERE and "elsewhere" not in self.errors and cleaned.get("elsewhere") is None:
            self.add_error("elsewhere", _("โปรดเลือกว่ารวมอยู่ในรายการใด"))
        return cleaned

    def included_in(self) -> list[tuple[str, str, bool, bool]]:
        """Return value, words, whether chosen and whether Thai, of each entry of `elsewhere`.

        The page draws them itself: a form draws hundreds of them too slowly to follow the cursor.
        """
        chosen = str(self["elsewhere"].value() or "")
        choices = self.fields["elsewhere"].choices  # type: ignore[attr-defined]  # of a ChoiceField
        return [(value, str(words), value == chosen, bool(_THAI.search(str(words)))) for value, words in choices]

    def common(self) -> list[BoundWidget]:
        """Return the buttons that are always in sight."""
        return [each for each in self["state"] if each.data["value"] not in RARE]

    def rare(self) -> list[BoundWidget]:
        """Return the buttons that are folded away."""
        return [each for each in self["state"] if each.data["value"] in RARE]

    def rare_open(self) -> bool:
        """Say whether one of those is chosen."""
        return any(each.data["selected"] for each in self.rare())

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        cleaned = self.cleaned_data
        return {
            "state": cleaned["state"],
            "reason": cleaned["reason"],
            "elsewhere_id": cleaned["elsewhere"],
            "based_on": int(cleaned["based_on"]),
        }


def _as_it_is(around: Neighbourhood) -> dict[str, Any]:
    """Return with what the form begins: the figure as it is marked now."""
    figure = around.figure
    if figure is None:
        return {"based_on": "0"}
    state = figure.notation
    if figure.amount is not None:
        state = ESTIMATED if figure.estimated else METERED
    return {
        "state": state,
        "elsewhere": str(figure.elsewhere_id or ""),
        "reason": figure.reason,
        "based_on": str(figure.number),
    }

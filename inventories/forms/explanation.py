"""Forms of unlikely figures: which of them to show, why one is right, which to clear at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inventories.models import Division
from inventories.models.flag import LONGEST_TEXT
from inventories.selectors.plausibility_rules import reasons

DEMANDED, ALL = "demanded", "all"


class ChecklistForm(forms.Form):
    """Which figures to show: of a division or of all, those that must be explained or all."""

    show = forms.ChoiceField(
        label=_("แสดง"),
        choices=[(ALL, _("ทุกรายการ")), (DEMANDED, _("เฉพาะที่ต้องชี้แจง"))],
        required=False,
        error_messages={"invalid_choice": _("โปรดเลือกจากรายการ")},
    )
    division = forms.TypedChoiceField(
        label=_("กองที่รับผิดชอบ"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("โปรดเลือกกองจากรายการ")},
    )

    def __init__(self, data: Any = None, *, divisions: Iterable[Division]) -> None:
        super().__init__(data)
        choices = [("", _("ทุกกอง")), *((str(each.pk), each.name_th) for each in divisions)]
        self.fields["division"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField


class ExplanationForm(forms.Form):
    """Why a figure is right: a ready reason, and words of one's own, which `อื่น ๆ` needs."""

    cell = forms.CharField(max_length=60, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("เหตุผล"),
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกเหตุผล"), "invalid_choice": _("โปรดเลือกเหตุผลจากรายการ")},
    )
    text = forms.CharField(
        label=_("คำอธิบายเพิ่มเติม"),
        help_text=_("ถ้าเลือก อื่น ๆ ต้องพิมพ์ เช่น รถเสริมช่วงงานประเพณี"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("คำอธิบายยาวเกิน 1,000 ตัวอักษร โปรดย่อ")},
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["reason"].choices = [(each.key, each.label) for each in reasons()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason is none by itself."""
        cleaned = super().clean() or self.cleaned_data
        needing = {each.key for each in reasons() if each.needs_text}
        if cleaned.get("reason") in needing and not cleaned.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", forms.ValidationError(_("โปรดพิมพ์คำอธิบายว่าเหตุใดตัวเลขนี้จึงถูกต้อง")))
        return cleaned

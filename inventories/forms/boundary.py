"""Forms of the boundary: the questions of a source, something left out, the reason against a warning."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.selectors.boundary import Asked, AskedOfUse
from inventories.services.boundary import Answer

_t = gettext_lazy
LONGEST_REASON = 1000
_TOO_LONG = _t("เหตุผลยาวเกิน 1,000 ตัวอักษร โปรดย่อ")


class BoundaryForm(forms.Form):
    """The questions that a source raises, each with a reason that may be added."""

    def __init__(self, data: Any = None, *, asked: AskedOfUse) -> None:
        super().__init__(data)
        self.asked = asked.asked
        for each in self.asked:
            question, answer = each.question, each.answer
            self.fields[question.key] = forms.ChoiceField(
                label=_(question.question_th),
                help_text=_(question.why_th),
                choices=[(choice.key, _(choice.label_th)) for choice in question.choices],
                widget=forms.RadioSelect,
                initial=each.choice.key if each.choice else None,
                error_messages={
                    "required": _("โปรดเลือกคำตอบของคำถาม “%s”") % _(question.question_th),
                    "invalid_choice": _("โปรดเลือกคำตอบจากรายการ"),
                },
            )
            self.fields[f"{question.key}-reason"] = forms.CharField(
                label=_("คำอธิบายเพิ่มเติม (ไม่บังคับ)"),
                required=False,
                max_length=LONGEST_REASON,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=answer.reason if answer else "",
                error_messages={"max_length": _TOO_LONG},
            )

    def rows(self) -> list[tuple[Asked, forms.BoundField, forms.BoundField]]:
        """Return each question with its answers and its reason."""
        return [(each, self[each.question.key], self[f"{each.question.key}-reason"]) for each in self.asked]

    def answers(self) -> list[Answer]:
        """Return what was answered."""
        return [
            Answer(each.question.key, choice, thai.normalise(self.cleaned_data[f"{each.question.key}-reason"]).strip())
            for each in self.asked
            if (choice := each.question.choice(self.cleaned_data[each.question.key]))
        ]


class ExclusionForm(forms.Form):
    """Something that was never a source and is left out of a year."""

    what = forms.CharField(
        label=_t("สิ่งที่ไม่รวม"),
        max_length=200,
        help_text=_t("เช่น น้ำมันหล่อลื่น 2T ของเครื่องตัดหญ้า"),
        error_messages={
            "required": _t("โปรดพิมพ์ว่าไม่รวมสิ่งใด"),
            "max_length": _t("ชื่อสิ่งที่ไม่รวมยาวเกิน 200 ตัวอักษร โปรดย่อ"),
        },
    )
    why = forms.CharField(
        label=_t("เหตุผลที่ไม่รวม"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_t("พิมพ์ในรายงาน ข้อ 3.1.5 ขอบเขตที่เพิ่มหรือไม่รวม"),
        error_messages={"required": _t("โปรดพิมพ์เหตุผลที่ไม่รวม"), "max_length": _TOO_LONG},
    )
    tco2e = forms.CharField(
        label=_t("ปริมาณโดยประมาณ (ไม่บังคับ)"),
        required=False,
        help_text=_t("ถ้ายังไม่ได้ประเมิน ให้เว้นว่างไว้"),
    )

    def clean_what(self) -> str:
        """Return the name with SARA AM as one character."""
        return thai.normalise(self.cleaned_data["what"])

    def clean_tco2e(self) -> Decimal | None:
        """Return tonnes, None where it was not estimated."""
        return read_figure(self.cleaned_data["tco2e"], places=3)


class WarningForm(forms.Form):
    """The reason why nothing is counted twice."""

    rule = forms.CharField(max_length=40)
    subject = forms.CharField(max_length=2000)
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        error_messages={"required": _t("โปรดพิมพ์คำชี้แจงว่าเหตุใดจึงไม่นับซ้ำ"), "max_length": _TOO_LONG},
    )


def read_figure(typed: str, *, places: int) -> Decimal | None:
    """Return a figure from 0 as people type it (Thai digits, thousands commas), None for nothing.

    Raises forms.ValidationError with what to type.
    """
    text = thai.arabic_digits(typed).replace(",", "").strip()
    if not text:
        return None
    whole, _point, fraction = text.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 12 and len(fraction) <= places):  # noqa: PLR2004
        raise forms.ValidationError(
            _("โปรดพิมพ์เป็นตัวเลขตั้งแต่ 0 ทศนิยมไม่เกิน %(places)s ตำแหน่ง เช่น 12.5") % {"places": places}, code="figure"
        )
    if fraction and not (fraction.isascii() and fraction.isdigit()):
        raise forms.ValidationError(_("โปรดพิมพ์เป็นตัวเลข เช่น 12.5"), code="figure")
    return Decimal(text)

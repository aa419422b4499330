"""The days of a renewal, and TGO's rounds."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.forms.dates import BuddhistYearField, ThaiDateField
from inventories.selectors.rounds import KnownRound

_t = gettext_lazy
MOST_DAYS, MOST_ROUNDS, LONGEST_NUMBER = 365, 24, 4


class WholeNumberField(forms.CharField):
    """A whole number from 0, Thai digits too."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, *, label: Any, most: int, least: int = 0) -> None:
        super().__init__(label=label, error_messages={"required": _t("โปรดพิมพ์ตัวเลข")})
        self._least, self._most = least, most

    def to_python(self, value: Any) -> Any:
        """Return the number."""
        typed = thai.arabic_digits(super().to_python(value) or "").strip()
        if not typed:
            return None
        fits = typed.isascii() and typed.isdigit() and len(typed) < LONGEST_NUMBER
        if not (fits and self._least <= int(typed) <= self._most):
            raise ValidationError(
                _("โปรดพิมพ์จำนวนเต็มตั้งแต่ %(least)s ถึง %(most)s") % {"least": self._least, "most": self._most},
                code="number",
            )
        return int(typed)


class RenewalForm(forms.Form):
    """How many days before the documents are due verification and correction begin."""

    verification_days = WholeNumberField(label=_t("วันสำหรับการทวนสอบ"), most=MOST_DAYS)
    correction_days = WholeNumberField(label=_t("วันสำหรับการแก้ไข"), most=MOST_DAYS)


class RoundForm(forms.Form):
    """A round as it was announced, or that it is not held."""

    year = BuddhistYearField(label=_t("ปี พ.ศ."), error_messages={"required": _t("โปรดพิมพ์ปี พ.ศ.")})
    number = WholeNumberField(label=_t("รอบที่"), least=1, most=MOST_ROUNDS)
    documents_by = ThaiDateField(
        label=_t("ส่งเอกสารภายใน"), help_text=_t("เช่น 28/9/2569"), error_messages={"required": _t("โปรดพิมพ์วันส่งเอกสาร")}
    )
    fee_by = ThaiDateField(label=_t("ชำระค่าธรรมเนียมภายใน (ไม่บังคับ)"), required=False)
    announced_on = ThaiDateField(label=_t("ประกาศผล"), error_messages={"required": _t("โปรดพิมพ์วันประกาศผล")})
    source = forms.CharField(
        label=_t("ที่มา"), max_length=300, help_text=_t("ประกาศหรือหน้าเว็บที่อ่าน และวันที่อ่าน"),
        error_messages={"required": _t("โปรดพิมพ์ที่มา"), "max_length": _t("ข้อความยาวเกิน 300 ตัวอักษร โปรดย่อ")},
    )  # fmt: skip
    withdrawn = forms.BooleanField(label=_t("รอบนี้ไม่จัด"), required=False)

    def __init__(self, data: Any = None, *, begun: KnownRound | None = None) -> None:
        super().__init__(data)
        if begun is not None:
            self.initial = {name: getattr(begun, name) for name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Refuse an announcement before the documents are due."""
        cleaned: dict[str, Any] = super().clean() or {}
        documents, announced = cleaned.get("documents_by"), cleaned.get("announced_on")
        if isinstance(documents, dt.date) and isinstance(announced, dt.date) and announced <= documents:
            self.add_error("announced_on", _("วันประกาศผลต้องหลังวันส่งเอกสาร โปรดตรวจวันที่"))
        return cleaned

"""A year's working days as a form: a number and a reason for each month that differs from the calendar."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cfo_site import thai
from inventories.selectors.sheets import MonthOfWork, days_of

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Statement:
    """What a municipality says of a month; days None goes back to the calendar."""

    month: dt.date
    days: int | None
    reason: str


class WorkingDaysForm(forms.Form):
    """Twelve months. `changes` are those that somebody changed; the others are left as they are."""

    def __init__(self, data: Any = None, *, months: list[MonthOfWork]) -> None:
        super().__init__(data)
        self.months = months
        for each in months:
            stated = each.stated
            wrong = _("วันทำงานต้องเป็นจำนวนเต็มตั้งแต่ 0 ถึง %(most)s หรือเว้นว่างไว้ใช้ตามปฏิทิน") % {"most": days_of(each.month)}
            self.fields[f"days_{each.month.month}"] = forms.CharField(
                label=_("วันทำงาน"), required=False, max_length=4, show_hidden_initial=True,
                initial=str(stated.days) if stated else "", error_messages={"max_length": wrong, "wrong": wrong},
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"reason_{each.month.month}"] = forms.CharField(
                label=_("เหตุผล"), required=False, max_length=LONGEST_REASON, show_hidden_initial=True,
                initial=stated.reason if stated else "",
                error_messages={"max_length": _("เหตุผลยาวเกิน 200 ตัวอักษร โปรดย่อให้สั้นลง")},
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[MonthOfWork, forms.BoundField, forms.BoundField, list[SafeString]]]:
        """Return each month with its two fields, and hidden what both held when the page was made."""
        lines = []
        for each in self.months:
            days, reason = self[f"days_{each.month.month}"], self[f"reason_{each.month.month}"]
            lines.append((each, days, reason, [field.as_hidden(only_initial=True) for field in (days, reason)]))
        return lines

    @property
    def changes(self) -> list[Statement]:
        """Return what was changed, after `is_valid`."""
        return [self._statement(each) for each in self.months if self._changed(each)]

    def clean(self) -> dict[str, Any]:
        """Each changed month needs a number that it can have, and a reason; and nobody else's change is overwritten."""
        cleaned = super().clean() or {}
        for each in self.months:
            if self._changed(each):
                self._check(each, cleaned)
        return cleaned

    def _check(self, each: MonthOfWork, cleaned: dict[str, Any]) -> None:
        days, reason = f"days_{each.month.month}", f"reason_{each.month.month}"
        if days in self.errors or reason in self.errors:
            return
        text = thai.arabic_digits(cleaned[days]).strip()
        if text and not (text.isascii() and text.isdecimal() and int(text) <= days_of(each.month)):
            self.add_error(days, ValidationError(self.fields[days].error_messages["wrong"], code="wrong"))
        elif text and not cleaned[reason].strip():
            self.add_error(reason, ValidationError(_("โปรดบอกเหตุผลที่วันทำงานต่างจากปฏิทิน"), code="required"))
        elif self._seen(each) != self._stored(each):
            message = _("มีผู้อื่นแก้เดือนนี้ไปแล้ว โปรดเปิดหน้านี้ใหม่แล้วตรวจก่อนแก้อีกครั้ง")
            self.add_error(days, ValidationError(message, code="clash"))

    def _statement(self, each: MonthOfWork) -> Statement:
        text = thai.arabic_digits(self.cleaned_data[f"days_{each.month.month}"]).strip()
        reason = thai.normalise(self.cleaned_data[f"reason_{each.month.month}"]).strip()
        return Statement(each.month, int(text) if text else None, reason if text else "")

    def _changed(self, each: MonthOfWork) -> bool:
        number = each.month.month
        now = tuple(str(self.data.get(f"{name}_{number}", "")).strip() for name in ("days", "reason"))
        return now != self._seen(each)

    def _seen(self, each: MonthOfWork) -> tuple[str, ...]:
        number = each.month.month
        return tuple(str(self.data.get(f"initial-{name}_{number}", "")).strip() for name in ("days", "reason"))

    @staticmethod
    def _stored(each: MonthOfWork) -> tuple[str, ...]:
        return (str(each.stated.days), each.stated.reason) if each.stated else ("", "")

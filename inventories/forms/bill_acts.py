"""Small forms about bills: why one is withdrawn, the rule of months, which paper is tied, which cells take their bills."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from inventories.models import BillRule, Evidence
from inventories.models.bill import LONGEST_REASON
from inventories.selectors.amounts import Cell

_t = gettext_lazy
_SEEN = re.compile(r"([0-9]{1,18}):([12][0-9]{3})-(0[1-9]|1[0-2]):([0-9]{1,9})")


class WithdrawalForm(forms.Form):
    """Why a bill is withdrawn."""

    reason = forms.CharField(
        label=_t("เหตุผลที่ถอน"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_t("เช่น บันทึกซ้ำ หรือเป็นบิลของหน่วยงานอื่น"),
        error_messages={"required": _t("โปรดพิมพ์เหตุผลที่ถอน"), "max_length": _t("เหตุผลยาวเกิน 500 ตัวอักษร โปรดย่อ")},
    )  # fmt: skip


class RuleForm(forms.Form):
    """By which rule bills count in months."""

    rule = forms.ChoiceField(
        label=_t("บิลนับเข้าเดือน"), choices=BillRule.choices, widget=forms.RadioSelect,
        error_messages={"required": _t("โปรดเลือกวิธีนับ"), "invalid_choice": _t("โปรดเลือกวิธีนับจากรายการ")},
    )  # fmt: skip


class PaperForm(forms.Form):
    """Which line of the index of evidence is the bill's paper."""

    evidence = forms.TypedChoiceField(
        label=_t("หลักฐานในดัชนี"), coerce=int,
        error_messages={"required": _t("โปรดเลือกหลักฐาน"), "invalid_choice": _t("โปรดเลือกหลักฐานจากรายการ")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, papers: Iterable[Evidence]) -> None:
        super().__init__(data)
        offered = self.fields["evidence"]
        assert isinstance(offered, forms.TypedChoiceField)  # noqa: S101 - for the type checker
        offered.choices = [
            ("", _t("เลือก")), *((str(each.pk), " · ".join(filter(None, [each.code, each.number, each.issuer]))) for each in papers)
        ]  # fmt: skip


def read_seen(text: str) -> dict[Cell, int]:
    """Read cells and revisions as a page carried them: 12:2024-01:3, by commas; what was not made by a page is left."""
    found: dict[Cell, int] = {}
    for part in text.split(","):
        if match := _SEEN.fullmatch(part):
            found[int(match[1]), dt.date(int(match[2]), int(match[3]), 1)] = int(match[4])
    return found

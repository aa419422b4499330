"""Linking many items to one source with one act, or leaving many out with one reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from inventories.forms.dates import ThaiDateField
from inventories.models.register import LONGEST_REASON

_t = gettext_lazy
_MOST_DIGITS = 18


class ChosenItems(forms.Field):
    """The keys of the items that were ticked."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        """Return the keys, each once. Raises ValidationError where nothing was ticked."""
        keys = [each for each in value or () if each.isascii() and each.isdigit() and len(each) <= _MOST_DIGITS]
        if not keys:
            raise ValidationError(_t("โปรดเลือกรายการในทะเบียนอย่างน้อยหนึ่งรายการ"), code="required")
        return [int(key) for key in dict.fromkeys(keys)]


class ManyLinkForm(forms.Form):
    """The items that were ticked, and the source of the year behind which they stand."""

    item = ChosenItems()
    source = forms.TypedChoiceField(
        label=_t("โยงกับแหล่งปล่อย"), coerce=int, help_text=_t("แหล่งปล่อยของปีนี้"),
        error_messages={"required": _t("โปรดเลือกแหล่งปล่อย"), "invalid_choice": _t("โปรดเลือกแหล่งปล่อยจากรายการ")},
    )  # fmt: skip
    first_day = ThaiDateField(label=_t("ตั้งแต่วันที่"), required=False, help_text=_t("เว้นว่างถ้าตั้งแต่ได้มา"))
    last_day = ThaiDateField(label=_t("ถึงวันที่"), required=False, help_text=_t("เว้นว่างถ้ายังใช้กับแหล่งนี้"))

    def __init__(self, data: Any = None, *, names: Mapping[int, str], kind: str) -> None:
        super().__init__(data, auto_id=f"{kind}_%s")
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("", _t("เลือก")),
            *((str(pk), name) for pk, name in names.items()),
        ]


class ManyExcludeForm(forms.Form):
    """The items that were ticked, and why they stand behind no source of the year."""

    item = ChosenItems()
    reason = forms.CharField(
        label=_t("หรือระบุเหตุผลที่ไม่รวม"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_t("เช่น รถจอดเสียทั้งปี ไม่ได้เติมน้ำมัน หรือมิเตอร์อยู่นอกขอบเขต"),
        error_messages={
            "required": _t("โปรดพิมพ์เหตุผลที่ไม่รวม เหตุผลนี้จะแสดงต่อผู้ทวนสอบ"),
            "max_length": _t("เหตุผลยาวเกิน 500 ตัวอักษร โปรดย่อ"),
        },
    )  # fmt: skip

    def __init__(self, data: Any = None, *, kind: str) -> None:
        super().__init__(data, auto_id=f"{kind}_%s")

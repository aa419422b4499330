"""Forms of divisions: what the town says of one, and which one a calendar or a letter is for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.models import Division

_t = gettext_lazy
OPEN, YEAR = "open", "year"
ARABIC, THAI = "arabic", "thai"


class DivisionForm(forms.Form):
    """Name, whom to write to, whom to ask."""

    name_th = forms.CharField(
        label=_t("ชื่อกอง"),
        help_text=_t("เช่น กองคลัง สำนักปลัดเทศบาล"),
        max_length=120,
        error_messages={"required": _t("โปรดพิมพ์ชื่อกอง"), "max_length": _t("ชื่อยาวเกิน 120 ตัวอักษร โปรดย่อ")},
    )
    addressee = forms.CharField(
        label=_t("ตำแหน่งผู้รับหนังสือ"),
        help_text=_t("ต่อจากคำว่า เรียน ในบันทึกข้อความ เช่น ผู้อำนวยการกองคลัง เว้นว่างไว้ ระบบจะใช้หัวหน้าหน่วยงานตามชื่อกอง"),
        required=False,
        max_length=120,
        error_messages={"max_length": _t("ตำแหน่งยาวเกิน 120 ตัวอักษร โปรดย่อ")},
    )
    contact = forms.CharField(
        label=_t("ติดต่อใคร"),
        help_text=_t("งานหรือตำแหน่งที่ให้ตัวเลข และเบอร์ภายใน พิมพ์ลงในใบส่งมอบงาน"),
        required=False,
        max_length=160,
        error_messages={"max_length": _t("ข้อความยาวเกิน 160 ตัวอักษร โปรดย่อ")},
    )
    email = forms.EmailField(
        label=_t("อีเมลของกอง"),
        help_text=_t("ใช้อีเมลกลางของกอง ไม่ใช่ของบุคคล ถ้ามี"),
        required=False,
        error_messages={
            "invalid": _t("อีเมลนี้ไม่ถูกต้อง โปรดตรวจ เช่น khlang@example.go.th"),
            "max_length": _t("อีเมลยาวเกิน 254 ตัวอักษร โปรดตรวจ"),
        },
        max_length=254,
    )
    reminds = forms.BooleanField(label=_t("ส่งอีเมลเตือนเองเวลา 07:00 น. เมื่อเลยกำหนด ไม่เกินสัปดาห์ละครั้ง"), required=False)

    def __init__(self, data: Any = None, *, division: Division | None = None) -> None:
        super().__init__(data)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if division is not None:
            self.initial = {name: getattr(division, name) for name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Refuse letters without an address."""
        cleaned = super().clean() or {}
        if cleaned.get("reminds") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", ValidationError(_("โปรดพิมพ์อีเมลของกอง หรือไม่เลือกให้ส่งอีเมลเตือน")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of Division."""
        texts = {name: thai.normalise(self.cleaned_data[name]).strip() for name in ("name_th", "addressee", "contact")}
        return texts | {"email": self.cleaned_data["email"], "reminds": self.cleaned_data["reminds"]}


class OfDivisionForm(forms.Form):
    """Of which division; none is all of them."""

    division = forms.TypedChoiceField(
        label=_t("กองที่รับผิดชอบ"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _t("โปรดเลือกกองจากรายการ")},
    )

    def __init__(self, data: Any = None, *, divisions: Iterable[Division]) -> None:
        super().__init__(data)
        choices = [("", _("ทุกกอง")), *((str(each.pk), each.name_th) for each in divisions)]
        self.fields["division"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField


class MemoForm(OfDivisionForm):
    """To which division a memo goes, for which months it asks, in which digits."""

    months = forms.ChoiceField(
        label=_t("ขอข้อมูล"),
        choices=[(OPEN, _t("เดือนที่ผ่านมาและยังไม่มีตัวเลข")), (YEAR, _t("ทุกเดือนของปีที่ยังไม่มีตัวเลข"))],
        required=False,
        error_messages={"invalid_choice": _t("โปรดเลือกจากรายการ")},
    )
    digits = forms.ChoiceField(
        label=_t("ตัวเลขในหนังสือ"),
        choices=[(ARABIC, _t("เลขอารบิก")), (THAI, _t("เลขไทย"))],
        required=False,
        error_messages={"invalid_choice": _t("โปรดเลือกจากรายการ")},
    )

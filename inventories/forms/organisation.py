"""The form of what a report says of the organisation in a year."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import thai_date
from inventories.forms.boundary import read_figure
from inventories.forms.dates import ThaiDateField
from inventories.models import Inventory, Organisation

_t = gettext_lazy
TEXTS = ("address", "executive", "coordinator", "coordinator_contact", "responsible", "proof", "output_unit")
_LONG = _t("ข้อความยาวเกินไป โปรดย่อ")


def _text(label: Any, longest: int, hint: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, required=False, error_messages={"max_length": _LONG}, **more
    )


class OrganisationForm(forms.Form):
    """Nothing is compulsory: what is not known yet stays empty, and the check of readiness names it."""

    filing_date = ThaiDateField(
        label=_t("วันที่คาดว่าจะยื่น อบก."), required=False, help_text=_t("วัน/เดือน/ปี พ.ศ. เช่น 28/9/2569 ใช้ตรวจค่า EF ด้วย")
    )
    address = _text(
        _t("ที่อยู่ของสำนักงาน"), 500, _t("พิมพ์ในปกและข้อ 2.2 ของรายงาน"), widget=forms.Textarea(attrs={"rows": 2})
    )
    executive = _text(_t("นายกเทศมนตรี"), 160, _t("ชื่อ-สกุล"))
    coordinator = _text(_t("ผู้ประสานงาน"), 160, _t("ชื่อ-สกุล ตำแหน่ง และสำนักหรือกอง (ข้อ 2.4)"))
    coordinator_contact = _text(_t("ติดต่อผู้ประสานงาน"), 160, _t("โทรศัพท์หรืออีเมลของสำนักงาน"))
    responsible = _text(_t("ผู้รับผิดชอบข้อมูล"), 160, _t("ชื่อ-สกุล และตำแหน่ง (ข้อ 2.5)"))
    proof = _text(_t("เอกสารยืนยันขอบเขต"), 300, _t("เช่น ประกาศจัดตั้งเทศบาล แผนที่เขต และที่เก็บ (ข้อ 3.1)"))
    output = forms.CharField(
        label=_t("ผลผลิต"), required=False, help_text=_t("ตัวหารของความเข้มคาร์บอน เช่น จำนวนประชากร ครัวเรือน หรือพื้นที่")
    )
    output_unit = _text(_t("หน่วยของผลผลิต"), 60, _t("เช่น คน ครัวเรือน ตร.ม."))

    def __init__(self, data: Any = None, *, inventory: Inventory, organisation: Organisation) -> None:
        super().__init__(data)
        self.inventory = inventory
        self.fields["output"].widget.attrs["inputmode"] = "decimal"
        self.initial = {name: getattr(organisation, name) for name in TEXTS} | {
            "filing_date": inventory.filing_date,
            "output": f"{organisation.output.normalize():f}" if organisation.output is not None else "",
        }

    def clean_filing_date(self) -> Any:
        """Return the day if it lies after the period."""
        day = self.cleaned_data["filing_date"]
        if day and day <= self.inventory.last_day:
            message = _("วันที่คาดว่าจะยื่น %(day)s อยู่ก่อนสิ้นรอบปี (%(last)s) โปรดพิมพ์วันหลังสิ้นรอบปี")
            raise ValidationError(message % {"day": thai_date(day), "last": thai_date(self.inventory.last_day)})
        return day

    def clean_output(self) -> Decimal | None:
        """Return the output, None where it is not known."""
        output = read_figure(self.cleaned_data["output"], places=9)
        if output is not None and output <= 0:
            raise ValidationError(_("ผลผลิตต้องมากกว่า 0 ยังไม่ทราบให้เว้นว่าง"))
        return output

    def clean(self) -> dict[str, Any]:
        """Refuse an output without its unit, and a unit of nothing."""
        cleaned = super().clean() or {}
        output, unit = cleaned.get("output"), (cleaned.get("output_unit") or "").strip()
        if "output" not in self.errors:
            if output is not None and not unit:
                self.add_error("output_unit", _("โปรดพิมพ์หน่วยของผลผลิต"))
            elif output is None and unit:
                self.add_error("output", _("โปรดพิมพ์จำนวนผลผลิต หรือลบหน่วยออก"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of the service."""
        texts = {name: thai.normalise(self.cleaned_data[name]).strip() for name in TEXTS}
        return texts | {name: self.cleaned_data[name] for name in ("filing_date", "output")}

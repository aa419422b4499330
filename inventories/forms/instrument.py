"""Forms of an instrument and of a calibration."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name
from inventories.forms.dates import ThaiDateField
from inventories.models import Instrument, Source

_t = gettext_lazy
TEXTS = ("name", "serial", "accuracy")
_LONG = _t("ข้อความยาวเกินไป โปรดย่อ")


class InstrumentForm(forms.Form):
    """What measures which source."""

    source = forms.ChoiceField(
        label=_t("แหล่งปล่อยที่วัด"),
        error_messages={"required": _t("โปรดเลือกแหล่งปล่อย"), "invalid_choice": _t("โปรดเลือกแหล่งปล่อยจากรายการ")},
    )
    name = forms.CharField(
        label=_t("เครื่องมือ"),
        max_length=160,
        help_text=_t("เช่น เครื่องชั่งรถบรรทุก มาตรวัดน้ำมัน"),
        error_messages={"required": _t("โปรดพิมพ์ชื่อเครื่องมือ"), "max_length": _LONG},
    )
    serial = forms.CharField(
        label=_t("หมายเลขเครื่อง"),
        max_length=80,
        error_messages={"required": _t("โปรดพิมพ์หมายเลขเครื่อง ถ้าไม่มีให้ใช้เลขครุภัณฑ์"), "max_length": _LONG},
    )
    accuracy = forms.CharField(
        label=_t("ช่วงวัดและความละเอียด (ไม่บังคับ)"), max_length=120, required=False, error_messages={"max_length": _LONG}
    )

    def __init__(self, data: Any = None, *, sources: Iterable[Source], instrument: Instrument | None = None) -> None:
        super().__init__(data)
        self.sources = {str(each.pk): each for each in sources}
        if instrument is not None:
            self.sources.setdefault(str(instrument.source_id), instrument.source)
        choices = [("", _("เลือกแหล่งปล่อย")), *((key, plain_name(each)) for key, each in self.sources.items())]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField
        if instrument is not None:
            self.initial = {name: getattr(instrument, name) for name in TEXTS} | {"source": str(instrument.source_id)}

    def values(self) -> dict[str, Any]:
        """Return the fields of the service."""
        texts = {name: thai.normalise(self.cleaned_data[name]).strip() for name in TEXTS}
        return texts | {"source": self.sources[self.cleaned_data["source"]]}


class CalibrationForm(forms.Form):
    """From which day to which day, by which paper."""

    calibrated_on = ThaiDateField(
        label=_t("วันที่สอบเทียบ"),
        help_text=_t("วัน/เดือน/ปี พ.ศ. เช่น 28/9/2567"),
        error_messages={"required": _t("โปรดพิมพ์วันที่สอบเทียบ")},
    )
    valid_to = ThaiDateField(
        label=_t("ใช้ได้ถึงวันที่"),
        help_text=_t("ถ้าใบรับรองไม่ระบุ ให้นับตามรอบสอบเทียบของเทศบาล"),
        error_messages={"required": _t("โปรดพิมพ์วันที่ใช้ได้ถึง")},
    )
    paper = forms.CharField(
        label=_t("ใบรับรองการสอบเทียบและที่เก็บ"),
        max_length=200,
        error_messages={"required": _t("โปรดพิมพ์เลขที่ใบรับรองและที่เก็บ"), "max_length": _LONG},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("calibrated_on"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("วันที่ใช้ได้ถึงอยู่ก่อนวันที่สอบเทียบ โปรดตรวจปี"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of the service."""
        return self.cleaned_data | {"paper": thai.normalise(self.cleaned_data["paper"]).strip()}

"""What is told with a step on the path of a year: why, which paper, until when; and which figures a correction opens."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cfo_site import thai
from cfo_site.files.uploads import was_too_large
from inventories.converters import MonthConverter
from inventories.forms.dates import ThaiDateField
from inventories.models import Review
from inventories.services.path import Paper

LONGEST_REASON = 2000
LONGEST_NAME = 120
SCANS = ".pdf,.jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp,application/pdf"
_CELL = re.compile(rf"([0-9]{{1,9}}):({MonthConverter.regex})")


class TidyField(forms.CharField):
    """A line of text without doubled spaces, in the one way of writing Thai."""

    def clean(self, value: Any) -> Any:
        """Return the text as it is kept."""
        return thai.normalise(super().clean(value)).strip()


def _reason() -> forms.CharField:
    return TidyField(
        label=_("เหตุผล"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("โปรดพิมพ์เหตุผล")},
    )


def _line(label: Any, missing: Any) -> TidyField:
    return TidyField(label=label, max_length=LONGEST_NAME, error_messages={"required": missing})


def _day(label: Any, missing: Any) -> ThaiDateField:
    return ThaiDateField(label=label, help_text=_("เช่น 30/9/2568"), error_messages={"required": missing})


class StepForm(forms.Form):
    """A step with nothing to tell. `request` tells whether a file was let go for its size."""

    def __init__(self, request: HttpRequest | None = None, **more: Any) -> None:
        data, files = (request.POST, request.FILES) if request is not None else (None, None)
        super().__init__(data, files, **more)
        self.request = request

    def reason(self) -> str:
        """Return why, empty where it is not asked."""
        return str(self.cleaned_data.get("why", ""))

    def paper(self) -> Paper:
        """Return what the paper of the step says."""
        names = {"signed_by", "signed_position", "signed_on", "reference", "ends_on", "scan"}
        return Paper(**{name: value for name, value in self.cleaned_data.items() if name in names})


class ReasonForm(StepForm):
    """A step that must be explained."""

    why = _reason()


class PaperForm(StepForm):
    """A step for which a paper stands, whose scan may be handed in with it."""

    scan = forms.FileField(
        label=_("ภาพสแกนหรือภาพถ่ายของเอกสาร (ไม่บังคับ)"),
        required=False,
        allow_empty_file=True,  # the service says what is wrong with it
        max_length=None,
        help_text=_("PDF หรือภาพถ่ายที่อ่านออก ไม่เกิน 20 MB"),
        widget=forms.FileInput(attrs={"accept": SCANS}),
        error_messages={"required": _("โปรดแนบภาพถ่ายหรือสแกนของบันทึกข้อความที่ลงนามแล้ว")},
    )

    def clean_scan(self) -> "UploadedFile[Any] | None":
        """Return the file that came; one let go for its size is told."""
        if self.request is not None and was_too_large(self.request, self.add_prefix("scan")):
            raise forms.ValidationError(_("ไฟล์ใหญ่เกิน 20 MB โปรดย่อหรือแบ่งไฟล์ แล้วเลือกใหม่"), code="too_large")
        return self.cleaned_data["scan"] or None


class SignedForm(PaperForm):
    """A paper that was signed by hand: who signed needs no account."""

    signed_by = _line(_("ชื่อผู้ลงนาม"), _("โปรดพิมพ์ชื่อผู้ลงนาม"))
    signed_position = _line(_("ตำแหน่ง"), _("โปรดพิมพ์ตำแหน่งของผู้ลงนาม"))
    signed_on = _day(_("วันที่ลงนาม"), _("โปรดพิมพ์วันที่ลงนาม"))


class ApprovedForm(SignedForm):
    """An approval on paper: the signed memo is handed in with it."""

    field_order = ("signed_by", "signed_position", "signed_on", "scan")

    def __init__(self, request: HttpRequest | None = None, **more: Any) -> None:
        super().__init__(request, **more)
        self.fields["scan"].required = request is None or not was_too_large(request, self.add_prefix("scan"))
        self.fields["scan"].label = _("ภาพสแกนหรือภาพถ่ายของบันทึกข้อความที่ลงนามแล้ว")


class StatementForm(SignedForm):
    """The verifier's statement."""

    reference = _line(_("เลขที่ถ้อยแถลง"), _("โปรดพิมพ์เลขที่ถ้อยแถลง"))
    field_order = ("reference", "signed_by", "signed_position", "signed_on", "scan")


class FiledForm(StepForm):
    """The letter by which a year was filed."""

    reference = _line(_("เลขที่หนังสือนำส่ง"), _("โปรดพิมพ์เลขที่หนังสือนำส่ง"))


class RegisteredForm(PaperForm):
    """The certificate of the registration."""

    field_order = ("reference", "ends_on", "scan")

    reference = _line(_("เลขที่ใบรับรอง"), _("โปรดพิมพ์เลขที่ใบรับรอง"))
    ends_on = _day(_("ใบรับรองใช้ได้ถึงวันที่"), _("โปรดพิมพ์วันที่ใบรับรองสิ้นอายุ"))


FORMS: dict[str, type[StepForm]] = {
    "send_back": ReasonForm,
    "approve_on_paper": ApprovedForm,
    "stop_verifying": ReasonForm,
    "file": FiledForm,
    "return": ReasonForm,
    "register": RegisteredForm,
}


def step_form(key: str, request: HttpRequest | None = None) -> StepForm:
    """Return the form of a step; its fields are named apart from those of the other steps on the page."""
    return FORMS.get(key, StepForm)(request, auto_id=f"id_{key}_%s")


class CorrectionForm(forms.Form):
    """Which figures a correction opens, or the whole year, and why."""

    whole = forms.ChoiceField(
        label=_("เปิดให้แก้"),
        choices=[("", _("เฉพาะตัวเลขที่ติ๊กในตาราง")), ("1", _("ทั้งบัญชี รวมแหล่งปล่อย ขอบเขต และทุกเดือน"))],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    reason = _reason()

    @property
    def chosen(self) -> frozenset[str]:
        """Return what was ticked, as it was sent; before that, what is to be ticked to begin with."""
        if not self.is_bound:
            return frozenset(self.initial.get("cells", ()))
        return frozenset(self.data.getlist("cell")) if hasattr(self.data, "getlist") else frozenset()

    def cells(self) -> set[tuple[int, dt.date]]:
        """Return the ticked figures; what is no figure is passed over."""
        found = (_CELL.fullmatch(each) for each in self.chosen)
        return {(int(match[1]), MonthConverter().to_python(match[2])) for match in found if match}


class ReviewForm(forms.Form):
    """What the province's working group says of a year."""

    flag = forms.ChoiceField(label=_("ผลการตรวจทานของจังหวัด"), choices=Review.choices, widget=forms.RadioSelect)
    remark = TidyField(
        label=_("ข้อสังเกตของจังหวัด"), max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

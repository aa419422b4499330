"""Forms of one-time links: making one, sending through one, deciding on what came."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.accounts.bearer import is_secret, new_secret
from cfo_site.files.uploads import was_too_large
from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.forms.amount import read_amount, read_based_on
from inventories.models import InventorySource, Notation
from inventories.models.link import LONGEST_NAME, LONGEST_NOTE
from inventories.selectors.links import SentMonth
from inventories.services.links import EXPIRY_DAYS, USUAL_DAYS, Sent

_t = gettext_lazy
_NOT_A_MONTH = _t("โปรดเลือกเดือนจากรายการ")
PHOTOS = "image/jpeg,image/png,image/webp"


class LinkForm(forms.Form):
    """Which source, which months, for whom, and how long it can be used."""

    use = forms.ChoiceField(
        label=_t("แหล่งปล่อย"),
        error_messages={"required": _t("โปรดเลือกแหล่งปล่อย"), "invalid_choice": _t("โปรดเลือกแหล่งปล่อยจากรายการ")},
    )
    first_month = forms.ChoiceField(
        label=_t("ตั้งแต่เดือน"),
        error_messages={"required": _t("โปรดเลือกเดือนแรกที่ขอ"), "invalid_choice": _NOT_A_MONTH},
    )
    last_month = forms.ChoiceField(
        label=_t("ถึงเดือน"),
        error_messages={"required": _t("โปรดเลือกเดือนสุดท้ายที่ขอ"), "invalid_choice": _NOT_A_MONTH},
    )
    for_whom = forms.CharField(
        label=_t("ส่งให้ใคร"),
        max_length=LONGEST_NAME,
        help_text=_t("ชื่อโรงเรียน สถานี หรือหน่วยงาน เช่น ศูนย์พัฒนาเด็กเล็กบ้านหนอง"),
        error_messages={
            "required": _t("โปรดพิมพ์ชื่อหน่วยงานที่จะส่งลิงก์ให้"),
            "max_length": _t("ชื่อหน่วยงานยาวเกิน 120 ตัวอักษร โปรดย่อ"),
        },
    )
    days = forms.TypedChoiceField(
        label=_t("ใช้ได้นาน"),
        coerce=int,
        widget=forms.RadioSelect,
        initial=USUAL_DAYS,
        error_messages={"required": _t("โปรดเลือกว่าลิงก์ใช้ได้กี่วัน"), "invalid_choice": _t("โปรดเลือกจำนวนวันจากรายการ")},
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, uses: Iterable[InventorySource], months: Sequence[dt.date], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._uses = {str(use.pk): use for use in uses}
        named = [(key, plain_name(use.source)) for key, use in self._uses.items()]
        listed = [(f"{month:%Y-%m}", thai_month(month)) for month in months]
        self._offer("use", [("", _("เลือกแหล่งปล่อย")), *named])
        self._offer("first_month", [("", _("เลือกเดือน")), *listed])
        self._offer("last_month", [("", _("เลือกเดือน")), *listed])
        self._offer("days", [(str(days), _("%(days)s วัน") % {"days": days}) for days in EXPIRY_DAYS])
        self.initial.setdefault("secret", new_secret())

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Check the months' order, and that the page is one of ours."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("เดือนสุดท้ายอยู่ก่อนเดือนแรก โปรดเลือกใหม่"))
        if not is_secret(cleaned.get("secret", "")):
            self.add_error(None, _("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้าสร้างลิงก์ใหม่แล้วลองอีกครั้ง"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what `make_link` takes."""
        cleaned = self.cleaned_data
        return {
            "use": self._uses[cleaned["use"]],
            "first_month": dt.date.fromisoformat(f"{cleaned['first_month']}-01"),
            "last_month": dt.date.fromisoformat(f"{cleaned['last_month']}-01"),
            "for_whom": cleaned["for_whom"],
            "days": cleaned["days"],
            "secret": cleaned["secret"],
        }


class SendForm(forms.Form):
    """What somebody without an account sends: a figure to a month, a photograph, who they are and what they say."""

    camera = forms.FileField(
        label=_t("ถ่ายรูปบิลหรือเอกสาร"),
        required=False,
        allow_empty_file=True,  # the service says what is wrong with it
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    gallery = forms.FileField(
        label=_t("หรือเลือกรูปที่ถ่ายไว้แล้ว"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": f"{PHOTOS},application/pdf"}),
    )
    sender = forms.CharField(
        label=_t("ชื่อผู้ส่ง (ไม่บังคับ)"),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": _t("ชื่อผู้ส่งยาวเกิน 120 ตัวอักษร โปรดย่อ")},
    )
    note = forms.CharField(
        label=_t("หมายเหตุ (ไม่บังคับ)"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _t("หมายเหตุยาวเกิน 500 ตัวอักษร โปรดย่อ")},
    )

    def __init__(self, request: HttpRequest | None = None, *, months: Sequence[dt.date]) -> None:
        super().__init__(*((request.POST, request.FILES) if request is not None else ()))
        self.request = request
        self._months = {f"m{month:%Y-%m}": month for month in months}
        asked = {
            name: forms.CharField(
                label=thai_month(month), required=False, max_length=60, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages={"max_length": _("ตัวเลขยาวเกินไป โปรดตรวจ")},
            )
            for name, month in self._months.items()
        }  # fmt: skip
        self.fields = {**asked, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Read the figures; at least one is needed, and nothing but an amount or that there was none."""
        cleaned = super().clean() or self.cleaned_data
        self.figures: dict[dt.date, Decimal | None] = {}
        for name, month in self._months.items():
            try:
                reading = read_amount(cleaned.get(name, ""))
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)
                continue
            if reading.notation and reading.notation != Notation.NOT_OCCURRING:
                self.add_error(name, _("โปรดพิมพ์ตัวเลข หรือพิมพ์ ไม่มี ถ้าเดือนนี้ไม่ได้ใช้"))
            elif reading.amount is not None or reading.notation:
                self.figures[month] = reading.amount
        if not self.figures and not self.errors:
            self.add_error(next(iter(self._months)), _("โปรดพิมพ์ตัวเลขอย่างน้อยหนึ่งเดือน"))
        for name in ("camera", "gallery"):
            if self.request is not None and was_too_large(self.request, name):
                self.add_error(name, _("ไฟล์ใหญ่เกิน 20 MB โปรดถ่ายรูปใหม่หรือเลือกรูปอื่น"))
        return cleaned

    def month_fields(self) -> list[forms.BoundField]:
        """Return the fields of the months, in order."""
        return [self[name] for name in self._months]

    def photo_fields(self) -> list[forms.BoundField]:
        """Return the two ways to a photograph: taking one, choosing one."""
        return [self["camera"], self["gallery"]]

    def sent(self) -> Sent:
        """Return what a valid form sends."""
        cleaned = self.cleaned_data
        photo: UploadedFile[Any] | None = cleaned["camera"] or cleaned["gallery"] or None
        return Sent(self.figures, cleaned["sender"], cleaned["note"], photo)


class DeclineForm(forms.Form):
    """Why what was sent does not count."""

    reason = forms.CharField(
        label=_t("เหตุผลที่ไม่รับ"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_t("ผู้ส่งเห็นเหตุผลนี้เมื่อเปิดลิงก์อีกครั้ง และส่งใหม่ได้"),
        error_messages={
            "required": _t("โปรดพิมพ์เหตุผลที่ไม่รับ ผู้ส่งจะเห็นเหตุผลนี้"),
            "max_length": _t("เหตุผลยาวเกิน 500 ตัวอักษร โปรดย่อ"),
        },
    )


def read_seen(data: QueryDict, months: Iterable[SentMonth]) -> dict[dt.date, int]:
    """Return the numbers of the revisions that the page of a decision showed. Raises ValidationError."""
    return {each.figure.month: read_based_on(data.get(f"seen-{each.key}", "")) for each in months}

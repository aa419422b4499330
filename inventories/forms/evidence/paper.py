"""The form of a paper: what it is, who gave it, where its original lies, and its file where there is one."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.files.uploads import was_too_large
from inventories.forms.dates import ThaiDateField
from inventories.forms.evidence.places import PlacesForm
from inventories.models import Evidence
from inventories.selectors.evidence.kinds import kinds
from inventories.services.evidence.entries import FIELDS

_t = gettext_lazy
_BAHT = re.compile(r"[-−]?\d{1,12}(\.\d{1,2})?")
TAKES = ".pdf,.jpg,.jpeg,.png,.webp,.xlsx,.csv,image/jpeg,image/png,image/webp,application/pdf"


class PaperForm(forms.Form):
    """One line of the index. Nothing but the kind must be said: papers are filed quickly and completed when asked for.

    `request` tells whether a file was let go for its size.
    """

    file = forms.FileField(
        label=_t("ไฟล์ (ไม่บังคับ)"),
        required=False,
        allow_empty_file=True,  # the service says what is wrong with it
        max_length=None,
        help_text=_t(
            "รูปถ่ายหรือ PDF ไม่เกิน 20 MB รับ PDF, JPEG, PNG, WebP, XLSX, CSV รูปที่ย่อได้จะถูกย่อและตัดพิกัดสถานที่ออกในเครื่องของท่านก่อนส่ง "
            "รูปที่เล็กอยู่แล้วหรือย่อไม่ได้จะส่งไปตามเดิม"
        ),
        widget=forms.FileInput(attrs={"accept": TAKES}),
    )
    kind = forms.ChoiceField(
        label=_t("ชนิดเอกสาร"),
        error_messages={
            "required": _t("โปรดเลือกชนิดเอกสาร"),
            "invalid_choice": _t("โปรดเลือกชนิดเอกสารจากรายการ"),
        },
    )
    number = forms.CharField(
        label=_t("เลขที่เอกสาร"), required=False, max_length=80,
        error_messages={"max_length": _t("เลขที่เอกสารยาวเกิน 80 ตัวอักษร โปรดย่อ")},
    )  # fmt: skip
    issued_on = ThaiDateField(label=_t("วันที่เอกสาร"), required=False, help_text=_t("เช่น 28/9/2569"))
    issuer = forms.CharField(
        label=_t("ผู้ออกเอกสาร"), required=False, max_length=160, help_text=_t("เช่น การไฟฟ้าส่วนภูมิภาค หรือชื่อสถานีบริการน้ำมัน"),
        error_messages={"max_length": _t("ชื่อผู้ออกเอกสารยาวเกิน 160 ตัวอักษร โปรดย่อ")},
    )  # fmt: skip
    baht = forms.CharField(label=_t("จำนวนเงิน (บาท)"), required=False, max_length=40)
    kept_at = forms.CharField(
        label=_t("ที่เก็บต้นฉบับ"), required=False, max_length=200, help_text=_t("แฟ้ม / กอง / เลขที่ฎีกา"),
        error_messages={"max_length": _t("ที่เก็บต้นฉบับยาวเกิน 200 ตัวอักษร โปรดย่อ")},
    )  # fmt: skip
    note = forms.CharField(
        label=_t("หมายเหตุ"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _t("หมายเหตุยาวเกิน 1,000 ตัวอักษร โปรดย่อ")},
    )  # fmt: skip

    def __init__(
        self, request: HttpRequest | None = None, *, paper: Evidence | None = None, kind: str = "", **more: Any
    ) -> None:
        data, files = (request.POST, request.FILES) if request is not None else (None, None)
        super().__init__(data, files, **more)
        self.request, self.likely = request, kind
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        chosen.choices = [(each.key, each.label) for each in kinds()]
        chosen.required = not kind
        self.fields["baht"].widget.attrs["inputmode"] = "decimal"
        if paper is not None:
            self.initial.update({name: getattr(paper, name) for name in FIELDS})
            self.initial["baht"] = "" if paper.baht is None else f"{paper.baht:,.2f}"
        elif kind:
            self.initial.setdefault("kind", kind)

    def clean_kind(self) -> str:
        """Return the kind; of a file that was only dropped, the likely one."""
        return str(self.cleaned_data["kind"] or self.likely)

    def clean_baht(self) -> Decimal | None:
        """Return the amount in baht, below zero on a credit note; None where it is not known."""
        typed = (
            thai.arabic_digits(self.cleaned_data["baht"])
            .replace(",", "")
            .replace(thai.BAHT, "")
            .replace(" ", "")
            .strip()
        )
        if not typed:
            return None
        if not _BAHT.fullmatch(typed):
            raise forms.ValidationError(_("โปรดพิมพ์จำนวนเงินเป็นตัวเลข ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 1,234.50"), code="baht")
        return Decimal(typed.replace("−", "-"))

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Return the file that came; one let go for its size is told."""
        if self.request is not None and was_too_large(self.request, self.add_prefix("file")):
            raise forms.ValidationError(_("ไฟล์ใหญ่เกิน 20 MB โปรดย่อหรือแบ่งไฟล์ แล้วเลือกใหม่"), code="too_large")
        return self.cleaned_data["file"] or None

    def fields_of_paper(self) -> dict[str, Any]:
        """Return what the services take as `fields`."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class NewPaperForm(PaperForm, PlacesForm):
    """A paper, and at once what it stands for."""

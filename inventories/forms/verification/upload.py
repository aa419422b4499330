"""A verifier's workbook as it comes: checked, read as cells, and carried from its preview to its storing under our seal.

Nothing of it is stored before somebody has seen it: what was read goes with the page, signed, and comes back with the
button. Shared by everything that verifiers send in workbooks.
"""

import hashlib
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.files import clamav, content
from inventories.forms.workbooks.book import Book
from inventories.forms.workbooks.reading import Unreadable
from inventories.forms.workbooks.refusals import refusal
from inventories.forms.workbooks.safety import Kind, kind_of, take
from inventories.forms.workbooks.xlsx import read_xlsx
from inventories.models import Inventory

_t = gettext_lazy
ONE_DAY = 24 * 60 * 60  # seconds: so long a preview can be stored


class BookForm(forms.Form):
    """One .xlsx. After is_valid, `book` is what its cells hold, and `sha256` names its bytes."""

    file = forms.FileField(
        label=_t("ไฟล์ .xlsx"),
        help_text=_t("สมุดงานที่ดาวน์โหลดจากหน้านี้และผู้ทวนสอบกรอกแล้ว ไม่เกิน 20 MB ระบบอ่านให้ดูก่อน ยังไม่บันทึก"),
        error_messages={
            "required": _t("โปรดเลือกไฟล์"),
            "empty": _t("ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"),
            "invalid": _t("โปรดเลือกไฟล์"),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        max_length=255,
    )
    book: Book
    sha256: str

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:  # it was let go while it came in (cfo_site.files.uploads)
            message = _("ไฟล์ใหญ่เกิน 20 MB โปรดลบแผ่นที่ไม่ใช้หรือแบ่งไฟล์")
            self.fields["file"].error_messages = {"required": message, "invalid": message}

    def clean_file(self) -> "UploadedFile[Any]":
        """Check the file as every upload is checked, and read its cells."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if not upload.size or upload.size > settings.UPLOAD_BYTES or upload.file is None:
            raise ValidationError(_("ไฟล์ใหญ่เกิน 20 MB โปรดลบแผ่นที่ไม่ใช้หรือแบ่งไฟล์"), code="too_large")
        try:
            clamav.check(upload.file)
            file = cast("BinaryIO", upload.file)
            file.seek(0)
            data = take(file)
            if kind_of(data) is not Kind.WORKBOOK:
                raise refusal("not_a_workbook", kind=_("ไฟล์ข้อความ (CSV)"))
            self.book = read_xlsx(data)
        except content.NotAccepted as wrong:
            raise ValidationError(str(wrong), code="not_accepted") from None
        except Unreadable as wrong:
            raise ValidationError(f"{wrong} {wrong.remedy}", code=wrong.rule) from None
        self.sha256 = hashlib.sha256(data).hexdigest()
        return upload


def sealed(purpose: str, inventory: Inventory, person: int, said: Any) -> str:
    """Return what was read from a workbook as one signed text that only its reader can store, for this year alone."""
    return signing.dumps([inventory.pk, person, said], salt=f"verification.{purpose}", compress=True)


def unsealed(purpose: str, inventory: Inventory, person: int, text: str) -> Any:
    """Return what `sealed` carried. Raises ValidationError where it is old, altered, or of another year or person."""
    try:
        year, whose, said = signing.loads(text, salt=f"verification.{purpose}", max_age=ONE_DAY)
    except (signing.BadSignature, ValueError):
        year, whose, said = 0, 0, None
    if (year, whose) != (inventory.pk, person):
        raise ValidationError(_("หน้าตรวจก่อนบันทึกนี้หมดอายุแล้ว โปรดอัปโหลดไฟล์อีกครั้ง"), code="expired")
    return said

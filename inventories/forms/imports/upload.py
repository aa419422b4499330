"""The form that brings a workbook: looked at and read before anything of it is kept."""

from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cfo_site import thai
from cfo_site.files import clamav, content
from inventories.calc.workbooks.lines import Contents
from inventories.forms.imports.contents import contents_of
from inventories.forms.workbooks.reading import Reading, Unreadable
from inventories.forms.workbooks.text_table import read_text
from inventories.forms.workbooks.upload import read_upload
from inventories.models import ImportBatch, Inventory
from inventories.selectors.imports.batches import file_of

_t = gettext_lazy


class UploadForm(forms.Form):
    """One file. After is_valid, `contents` is what was read from it."""

    file = forms.FileField(
        label=_t("ไฟล์ .xlsx หรือ .csv"),
        help_text=_t("ไม่เกิน 20 MB ระบบอ่านให้ดูก่อน ยังไม่บันทึกตัวเลขใด"),
        error_messages={
            "required": _t("โปรดเลือกไฟล์"),
            "empty": _t("ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"),
            "invalid": _t("โปรดเลือกไฟล์"),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
        max_length=255,
    )
    contents: Contents

    def __init__(self, *args: Any, inventory: Inventory, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._inventory = inventory
        if too_large:  # it was let go while it came in (cfo_site.files.uploads)
            message = _("ไฟล์ใหญ่เกิน 20 MB โปรดลบแผ่นที่ไม่ใช้หรือแบ่งไฟล์")
            self.fields["file"].error_messages = {"required": message, "invalid": message}

    def clean_file(self) -> "UploadedFile[Any]":
        """Read the file; what is kept of it in Thai, so that it does not follow the language of the screen."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if not upload.size or upload.size > settings.UPLOAD_BYTES or upload.file is None:
            raise ValidationError(_("ไฟล์ใหญ่เกิน 20 MB โปรดลบแผ่นที่ไม่ใช้หรือแบ่งไฟล์"), code="too_large")
        try:
            clamav.check(upload.file)
            reading = self._read(upload)
            if thai.in_english():
                with override("th"):
                    reading = self._read(upload)
        except content.NotAccepted as refusal:
            raise ValidationError(str(refusal), code="not_accepted") from None
        except Unreadable as wrong:
            raise ValidationError(f"{wrong} {wrong.remedy}", code=wrong.rule) from None
        self.contents = contents_of(reading)
        return upload

    def _read(self, upload: "UploadedFile[Any]") -> Reading:
        file = cast("BinaryIO", upload.file)
        file.seek(0)
        return read_upload(file, upload.name or "", months=self._inventory.month_list)


def rows_of_text(content: bytes, name: str) -> tuple[str, list[list[str]]]:
    """Return the sheet's name and the rows of a text file that was read before, to be given back as a workbook."""
    (sheet,) = read_text(content, name).sheets
    places = [
        [sheet.cells.get((row, column)) for column in range(1, sheet.columns + 1)] for row in range(1, sheet.rows + 1)
    ]
    return sheet.name, [[str(cell.value) if cell else "" for cell in row] for row in places]


def contents_in_language(batch: ImportBatch) -> Contents | None:
    """Return what a file says in the language of the page, read anew; None where its bytes are gone."""
    there = file_of(batch)
    if there is None:
        return None
    with there.open("rb") as file:
        try:
            return contents_of(read_upload(file, batch.name, months=batch.inventory.month_list))
        except Unreadable:  # it was read once; a newer reader may think otherwise
            return None

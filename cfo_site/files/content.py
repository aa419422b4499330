"""What a file is, by its content. Its name is only asked where the content is plain text."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

import puremagic
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cfo_site.files.pdf import is_whole, page_count

PDF, JPEG, PNG, WEBP, CSV = "application/pdf", "image/jpeg", "image/png", "image/webp", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp", XLSX: ".xlsx", CSV: ".csv"}
ALSO = {".jpeg": JPEG, ".jpe": JPEG, ".txt": CSV, ".tsv": CSV}
ACCEPTED = "PDF, JPEG, PNG, WebP, XLSX, CSV"
MOST_PIXELS = 80_000_000  # a telephone's largest photograph is 50; a drawing of one pixel can claim a thousand million
MOST_PARTS, MOST_UNPACKED = 5_000, 200 * 1024 * 1024  # of a workbook
HEAD = 4096
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")  # in no table of text


class NotAccepted(Exception):
    """A file that cannot be taken. The message is written for the person at the screen."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is: its media type, a picture's size in pixels, a PDF's pages where it says so plainly."""

    media_type: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None

    @property
    def is_picture(self) -> bool:
        """Say whether it is a photograph or a scan."""
        return self.media_type in {JPEG, PNG, WEBP}


def recognise(file: IO[bytes], name: str) -> Content:
    """Say what a file is, reading no more of it than that needs; leaves it at its beginning.

    Raises NotAccepted with a sentence: a kind that is not taken, a damaged file, one with macros or a password.
    """
    try:
        return _recognised(file, name)
    finally:
        file.seek(0)


def suffix_fits(name: str, media_type: str) -> bool:
    """Say whether a name ends as a file of that kind does."""
    lower = name.lower()
    return lower.endswith((SUFFIXES[media_type], *(each for each, kind in ALSO.items() if kind == media_type)))


def _recognised(file: IO[bytes], name: str) -> Content:
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip(b"\0 \r\n\t"):
        raise NotAccepted(_("ไฟล์ว่างเปล่า โปรดเลือกไฟล์อื่น"))
    if b"%PDF-" in head[:1024]:
        return _pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return _workbook(file)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return _picture(file)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAccepted(
            _("ไฟล์นี้เป็น Office รุ่นเก่า (.xls, .doc) หรือมีรหัสผ่าน โปรดบันทึกเป็น .xlsx ที่ไม่มีรหัสผ่าน หรือเป็น PDF แล้วเลือกใหม่")
        )
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif"}:
        raise NotAccepted(
            _(
                "ไฟล์นี้เป็นภาพแบบ HEIC ซึ่งเครื่องอื่นมักเปิดไม่ได้ โปรดส่งเป็น JPEG (ใน iPhone: การตั้งค่า › กล้อง › รูปแบบ › ใช้ได้กับอุปกรณ์ส่วนใหญ่)"
            )
        )
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return _text(file, head)
    raise NotAccepted(_("ไม่รับไฟล์ชนิดนี้%(kind)s รับเฉพาะ %(accepted)s") % {"kind": _kind(head), "accepted": ACCEPTED})


def _kind(head: bytes) -> str:
    """Return what a file that is not taken seems to be, for the sentence: " (.mp4)"; nothing where nobody knows."""
    try:
        return f" ({puremagic.from_string(head)})"
    except (puremagic.PureError, ValueError):
        return ""


def _pdf(file: IO[bytes]) -> Content:
    file.seek(0)
    content = file.read()
    if not is_whole(content):
        raise NotAccepted(_("ไฟล์ PDF นี้ไม่สมบูรณ์ อาจส่งมาไม่ครบ โปรดเปิดดูในเครื่องก่อน แล้วเลือกใหม่"))
    return Content(PDF, pages=page_count(content))


def _picture(file: IO[bytes]) -> Content:
    damaged = NotAccepted(_("ภาพนี้ไม่สมบูรณ์ อาจส่งมาไม่ครบ โปรดเปิดดูในเครื่องก่อน แล้วเลือกใหม่"))
    too_large = NotAccepted(_("ภาพนี้มีขนาดเกิน 80 ล้านพิกเซล โปรดย่อภาพก่อน แล้วเลือกใหม่"))
    file.seek(0)
    try:
        picture = Image.open(file, formats=["JPEG", "PNG", "WEBP"])
        width, height, kind = *picture.size, Image.MIME[picture.format or ""]
        if width * height > MOST_PIXELS:
            raise too_large
        picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # Pillow's own limits lie above ours
        raise too_large from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError):
        raise damaged from None
    if not _ends_as(file, kind):
        raise damaged
    return Content(kind, width=width, height=height)


def _ends_as(file: IO[bytes], kind: str) -> bool:
    """Say whether a picture is there to its end; decoding it would take two hundred megabytes to tell the same."""
    size = file.seek(0, 2)
    if kind == WEBP:  # says its length at its beginning
        file.seek(4)
        return int.from_bytes(file.read(4), "little") + 8 <= size
    file.seek(max(0, size - 65536))  # telephones write a second small picture or words behind the end
    return (b"\xff\xd9" if kind == JPEG else b"IEND") in file.read()


def _workbook(file: IO[bytes]) -> Content:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            names = {part.filename.lower() for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise NotAccepted(_("ไฟล์นี้คลายออกแล้วใหญ่ผิดปกติ จึงไม่รับ โปรดบันทึกใหม่เฉพาะแผ่นงานที่ใช้ แล้วเลือกใหม่"))
            if any(name.endswith("vbaproject.bin") for name in names):
                raise NotAccepted(_("ไม่รับไฟล์ Excel ที่มีมาโคร โปรดบันทึกเป็น .xlsx (สมุดงาน Excel) แล้วเลือกใหม่"))
            if not {"[content_types].xml", "xl/workbook.xml"} <= names:
                raise NotAccepted(_("ไฟล์นี้เป็นไฟล์บีบอัดที่ไม่ใช่ Excel (.xlsx) รับเฉพาะ %(accepted)s") % {"accepted": ACCEPTED})
            if any(part.flag_bits & 1 for part in parts):
                raise NotAccepted(_("ไฟล์นี้มีรหัสผ่าน โปรดบันทึกแบบไม่มีรหัสผ่าน แล้วเลือกใหม่"))
            packed.read("[Content_Types].xml")  # small in every real workbook, and its check sum is looked at
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, KeyError, NotImplementedError, zlib.error):
        raise NotAccepted(_("ไฟล์ Excel นี้ไม่สมบูรณ์ อาจส่งมาไม่ครบ โปรดเปิดดูในเครื่องก่อน แล้วเลือกใหม่")) from None
    return Content(XLSX)


def _text(file: IO[bytes], head: bytes) -> Content:
    """Take plain text in UTF-8 or CP874; nothing that a browser or a shell would take for its own."""
    file.seek(0)
    content = file.read()
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"#!", b"%!", b"{\\rtf", b"MZ")):
        raise NotAccepted(_("ไฟล์นี้ไม่ใช่ตารางข้อความ (CSV) รับเฉพาะ %(accepted)s") % {"accepted": ACCEPTED})
    if CONTROLS.search(content) or not _decodes(content):
        raise NotAccepted(_("อ่านไฟล์ CSV นี้ไม่ออก โปรดบันทึกเป็น CSV UTF-8 แล้วเลือกใหม่"))
    return Content(CSV)


def _decodes(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False

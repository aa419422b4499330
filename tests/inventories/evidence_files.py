"""Files as people hand them in, made in the tests: whole ones of each kind, and ones with something wrong."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Pages /Count 3 /Kids [] >>\nendobj\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """Return a file as a form gets it; what the browser says it is counts for nothing."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), colour: str = "white") -> bytes:
    """Return a small picture; of another colour it has another hash."""
    into = io.BytesIO()
    Image.new("RGB", size, colour).save(into, kind)
    return into.getvalue()


def workbook(*, parts: dict[str, bytes] | None = None, without: str = "") -> bytes:
    """Return a zip that holds what a workbook needs, with more parts or without one."""
    kept = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"} | (parts or {})
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in kept.items():
            if name != without:
                packed.writestr(name, content)
    return into.getvalue()


def huge_png() -> bytes:
    """Return a picture of a few bytes that says it has 900 million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")

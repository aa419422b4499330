"""What an uploaded file is by its content, and a package that a parser may see: checked, and written anew.

A workbook is a zip of XML parts. Nothing here trusts a name or a declared size: parts are unpacked within limits, read
once by a streaming parser that refuses any DTD, and packed again. Parsers see only that new package, never the upload:
what was checked is what is read. Macros are refused; pictures, charts, links to other files and embedded objects are
left out; nothing is ever followed or run.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from enum import Enum
from typing import BinaryIO
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from django.utils.translation import gettext_lazy

from inventories.forms.workbooks.parts import Limits, SheetFacts, facts_of_sheet, scan, strings_of, targets_of
from inventories.forms.workbooks.refusals import refusal

_t = gettext_lazy
MB = 1_000_000
LARGEST_FILE = 20 * MB
MOST_PARTS = 1_000
LARGEST_UNPACKED = 40 * MB  # of the parts that are read
LARGEST_DECLARED = 500 * MB  # of all parts, read or not
STEEPEST = 300  # times smaller when packed: sheets reach 100, a bomb 1,000
STEEPNESS_COUNTS_FROM = MB
CHUNK = 1 << 16
_MAIN = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


class Kind(Enum):
    """What may be read."""

    WORKBOOK = "xlsx"
    TEXT = "csv"


_SIGNATURES = (
    (b"%PDF", _t("เอกสาร PDF")),
    (b"\xff\xd8\xff", _t("ภาพ JPEG")),
    (b"\x89PNG", _t("ภาพ PNG")),
    (b"GIF8", _t("ภาพ GIF")),
    (b"RIFF", _t("ภาพหรือเสียง")),
    (b"{\\rtf", _t("เอกสาร RTF")),
    (b"Rar!", _t("ไฟล์บีบอัด RAR")),
    (b"7z\xbc\xaf", _t("ไฟล์บีบอัด 7z")),
    (b"\x1f\x8b", _t("ไฟล์บีบอัด gzip")),
    (b"MZ", _t("โปรแกรม")),
    (b"\x7fELF", _t("โปรแกรม")),
)
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|table|meta|style|\?xml|div)", re.IGNORECASE)
_UNSAFE_NAME = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f]")
_READ = re.compile(r"(?i)\[content_types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels|xl/(worksheets|theme|tables|chartsheets|dialogsheets)/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels|xl/comments/[^/]+\.xml")  # fmt: skip
_LEFT_OUT = re.compile(r"(?i)xl/(calcchain|connections|metadata|volatiledependencies)\.xml")


@dataclass(slots=True)
class Package:
    """A checked workbook: the package written anew, and what its sheets hold by the path of their part."""

    data: bytes
    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)  # name of a sheet → path of its part
    names: list[str] = field(default_factory=list)  # worksheets in the workbook's order
    hidden: set[str] = field(default_factory=set)
    external_links: bool = False
    recalculates: bool = False  # asks Excel to calculate on opening: its cached values may be fillers


def take(file: BinaryIO) -> bytes:
    """Return the bytes of an upload. Raises Unreadable if it is empty or larger than LARGEST_FILE."""
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise refusal("too_big", limit=LARGEST_FILE // MB)
    if not data.strip(b"\x00 \t\r\n"):
        raise refusal("empty")
    return data


def kind_of(data: bytes) -> Kind:
    """Say by its content what a file is. Raises Unreadable, with the way out, for anything but .xlsx and text."""
    if data.startswith(_ZIP):
        return Kind.WORKBOOK
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refusal("password")
        raise refusal("old_xls")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise refusal("not_a_workbook", kind=kind)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(start):
        raise refusal("other_spreadsheet", kind=_t("หน้าเว็บ (HTML หรือ XML) ที่ตั้งชื่อเป็น Excel"))
    return Kind.TEXT


def open_package(data: bytes) -> Package:
    """Check a zip and return it written anew with only the parts that are read. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _checked(archive)
            parts = _unpack(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as wrong:
        raise refusal("damaged") from wrong
    try:
        return _package(parts, links=any("/externallinks/" in name.lower() for name in members))
    except DefusedXmlException as wrong:
        raise refusal("entities") from wrong
    except (SAXException, ValueError, KeyError, LookupError) as wrong:
        raise refusal("damaged") from wrong


def _checked(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the members by name after looking at the directory alone."""
    listed = archive.infolist()
    if len(listed) > MOST_PARTS:
        raise refusal("too_many_parts")
    members = {member.filename: member for member in listed}
    lower = {name.lower() for name in members}
    if len(lower) < len(listed) or any(_UNSAFE_NAME.search(member.orig_filename) for member in listed):
        raise refusal("bad_names")
    if any(member.flag_bits & 1 for member in listed):
        raise refusal("password")
    _no_overlap(listed, archive.start_dir)
    if sum(member.file_size for member in listed) > LARGEST_DECLARED or any(
        member.file_size > STEEPNESS_COUNTS_FROM and member.file_size > STEEPEST * max(member.compress_size, 1)
        for member in listed
    ):
        raise refusal("bomb")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        raise refusal("macros")
    if _MAIN not in lower:
        _say_what_it_is(archive, lower)
    return members


def _no_overlap(listed: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse members that share bytes: how a small file unpacks to petabytes."""
    ordered = sorted(listed, key=lambda member: member.header_offset)
    ends = [member.header_offset for member in ordered[1:]] + [directory]
    for member, end in zip(ordered, ends, strict=False):
        if member.header_offset + 30 + len(member.orig_filename.encode()) + member.compress_size > end:
            raise refusal("bomb")


def _say_what_it_is(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise refusal("other_spreadsheet", kind=_t("Excel แบบไบนารี (.xlsb)"))
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            if b"opendocument.spreadsheet" in part.read(100):
                raise refusal("other_spreadsheet", kind=_t("ตารางของ LibreOffice (.ods)"))
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise refusal("not_a_workbook", kind=_t("เอกสาร Word หรือ PowerPoint"))
    if any(name.startswith("xl/") for name in names):
        raise refusal("damaged")
    raise refusal("not_a_workbook", kind=_t("ไฟล์บีบอัด zip"))


def _unpack(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    """Return the parts that are read, within LARGEST_UNPACKED whatever the directory declares."""
    parts: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    for name, member in members.items():
        if member.is_dir() or not _READ.fullmatch(name) or _LEFT_OUT.fullmatch(name):
            continue
        pieces: list[bytes] = []
        with archive.open(member) as part:
            while piece := part.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise refusal("bomb")
                pieces.append(piece)
        parts[name] = b"".join(pieces)
    return parts


def _package(parts: dict[str, bytes], *, links: bool) -> Package:
    """Scan every part once and write the new package."""
    limits = Limits()
    by_lower = {name.lower(): name for name in parts}
    main = by_lower[_MAIN]
    book = scan(parts[main], limits)
    if any(kind == "macro" for kind in scan(parts[by_lower["[content_types].xml"]], limits).kinds):
        raise refusal("macros")
    targets = targets_of(parts[by_lower[_RELATIONS]]) if _RELATIONS in by_lower else {}
    strings = next((strings_of(data, limits) for name, data in parts.items() if "sharedstrings" in name.lower()), None)
    package = Package(b"", external_links=links, recalculates=book.recalculates)
    for sheet in book.sheets:
        path = by_lower.get(targets.get(sheet.relation, "").lower(), "")
        if not path:
            continue
        if path.lower().startswith("xl/worksheets/"):
            package.names.append(sheet.name)
            package.paths[sheet.name] = path
            package.sheets[sheet.name] = facts_of_sheet(parts[path], limits, sheet=sheet.name, strings=strings)
            if sheet.hidden:
                package.hidden.add(sheet.name)
    read = {main, *package.paths.values()}
    with io.BytesIO() as output:
        with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as anew:
            for name, data in parts.items():
                if name not in read:
                    scan(data, limits)
                anew.writestr(zipfile.ZipInfo(name), data)
        package.data = output.getvalue()
    return package

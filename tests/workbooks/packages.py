"""Workbooks written byte by byte, so that they can be wrong in ways that no program would write."""

import io
import zipfile
import zlib
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")


def letters(column):
    """Return the letters of a column counted from 1."""
    name = ""
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name


def text_cell(row, column, text):
    return f'<c r="{letters(column)}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def number_cell(row, column, number):
    return f'<c r="{letters(column)}{row}"><v>{number}</v></c>'


def row_of(row, *cells):
    return f'<row r="{row}">{"".join(cells)}</row>'


def sheet_xml(*rows, before="", after="", prolog=DECLARATION, dimension=""):
    return (
        f'{prolog}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{dimension}{before}'
        f"<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"
    )


def head(row=1, months=SHORT):
    """A row of headings: รายการ, หน่วย and the months."""
    texts = ("รายการ", "หน่วย", *months)
    return row_of(row, *(text_cell(row, column, text) for column, text in enumerate(texts, 1)))


def line(row, label, unit, cells):
    """A row: label, unit, and cells given as XML, by month from 1."""
    return row_of(row, text_cell(row, 1, label), text_cell(row, 2, unit), *(cells[month] for month in sorted(cells)))


def plain_sheet(value="<v>120.5</v>", kind="", title="ปี 2568"):
    """A small good table whose January cell (C3) holds `value`."""
    january = f'<c r="C3"{kind}>{value}</c>'
    return sheet_xml(
        row_of(1, text_cell(1, 1, title)),
        head(2),
        line(3, "ไฟฟ้า อาคาร", "kWh", {1: january, 2: number_cell(3, 4, 99)}),
    )


def parts_of(*sheets, names=None, states=None, extra=None, workbook_extra="", content_type="sheet.main"):
    """The parts of a workbook with the given sheets' XML, as a mapping of names to bytes."""
    names = names or [f"แผ่น{number}" for number in range(1, len(sheets) + 1)]
    states = states or {}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"{states.get(name, "")}/>'
        for number, name in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{content_type}+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{workbook_extra}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        **{f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(sheets, 1)},
        **(extra or {}),
    }
    return {name: data if isinstance(data, bytes) else data.encode() for name, data in parts.items()}


def zipped(parts, *, compression=zipfile.ZIP_DEFLATED):
    """The parts as a zip; a mapping, or pairs where a name stands twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return file.getvalue()


def workbook(*sheets, **how):
    return zipped(parts_of(*sheets, **how))


def zeros(megabytes, *, before=b"", after=b""):
    """Deflated bytes of a file of so many megabytes of blanks, with its size and checksum, made without holding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block, pieces, check, size = b" " * 1_000_000, [packer.compress(before)], zlib.crc32(before), len(before)
    for _each in range(megabytes):
        pieces.append(packer.compress(block))
        check, size = zlib.crc32(block, check), size + len(block)
    pieces += [packer.compress(after), packer.flush()]
    return b"".join(pieces), size + len(after), zlib.crc32(after, check)


def with_deflated(parts, name, packed, size, check, *, declared=None):
    """A zip with one more member whose bytes are already packed; `declared`: the size that its directory claims."""
    whole = zipped(parts)
    directory = whole.rfind(b"PK\x05\x06")
    count = int.from_bytes(whole[directory + 10 : directory + 12], "little")
    length = int.from_bytes(whole[directory + 12 : directory + 16], "little")
    start = int.from_bytes(whole[directory + 16 : directory + 20], "little")
    encoded, claimed = name.encode(), size if declared is None else declared
    common = b"\x14\x00\x00\x08\x08\x00\x00\x00\x21\x00" + b"".join(
        each.to_bytes(4, "little") for each in (check, len(packed), claimed)
    ) + len(encoded).to_bytes(2, "little") + b"\x00\x00"  # fmt: skip
    local = b"PK\x03\x04" + common + encoded + packed
    entry = b"PK\x01\x02\x14\x03" + common + b"\x00" * 10 + start.to_bytes(4, "little") + encoded
    members = whole[start : start + length] + entry
    end = b"PK\x05\x06\x00\x00\x00\x00" + (count + 1).to_bytes(2, "little") * 2
    end += len(members).to_bytes(4, "little") + (start + len(local)).to_bytes(4, "little") + b"\x00\x00"
    return whole[:start] + local + members + end


def ole(stream):
    """An OLE2 container (as old .xls and encrypted .xlsx are) that names one stream in its directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    name = stream.encode("utf-16-le") + b"\x00\x00"
    root = "Root Entry".encode("utf-16-le").ljust(128, b"\x00")
    return header.ljust(512, b"\x00") + root + name.ljust(128, b"\x00") + b"\x00" * 4096

"""Word documents in Thai as officials write them: fonts, digits, paper and the pieces of an official letter.

Word takes Thai for "complex script": font, size and boldness must be said twice, for Latin letters and for Thai ones
(w:cs, w:szCs, w:bCs), and the language as w:lang w:bidi="th-TH", else Thai is shown in the wrong font and broken
anywhere. python-docx is imported here only when a document is made.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cfo_site.templatetags.cfo import unit

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FONT = "TH SarabunPSK"  # of every Thai office; its other names stand in the document's table of fonts
OTHER_FONTS = "TH Sarabun New,Sarabun,TH Sarabun IT๙"
BODY, HEADING, LABEL, SMALL = 16, 29, 20, 14  # points
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can hold


def blank(*, title: str, made: dt.date) -> "Document":
    """Return an empty document in the house's font, on A4."""
    import docx  # noqa: PLC0415  # takes a tenth of a second

    document = docx.Document()
    _style(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, "", "", "th-TH"
    properties.created = properties.modified = dt.datetime.combine(made, dt.time())  # written as UTC
    properties.last_modified_by, properties.revision = "", 1
    return document


def content(document: "Document") -> bytes:
    """Return the document's bytes, the same for the same words: times in the archive are left out."""
    first = io.BytesIO()
    document.save(first)
    again = io.BytesIO()
    with zipfile.ZipFile(first) as read, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            written.writestr(zipfile.ZipInfo(name, EARLIEST), _with_fonts(name, read.read(name)), zipfile.ZIP_DEFLATED)
    return again.getvalue()


def page(document: "Document", *, across: bool, first: bool = False) -> None:
    """Begin a page of its own, upright or across, with the margins of an official letter."""
    from docx.enum.section import WD_ORIENT, WD_SECTION  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    section = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if across else (Cm(21), Cm(29.7))
    section.left_margin, section.right_margin = (Cm(2), Cm(2)) if across else (Cm(3), Cm(2))
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(1.5 if across else 2)


def heading(document: "Document", words: str, *, small: bool = False) -> None:
    """Write บันทึกข้อความ in the middle of the sheet, leaving the corner of the emblem free."""
    paragraph = _paragraph(document, centred=True, after=4)
    _write(paragraph, words, points=LABEL if small else HEADING, bold=True)


def labelled(document: "Document", pairs: Sequence[tuple[str, str]], *, ruled: bool = False, bold: bool = True) -> None:
    """Write labels with their words on one line; `ruled` draws the line below the head of the letter."""
    from docx.shared import Cm  # noqa: PLC0415

    paragraph = _paragraph(document)
    for place, (label, words) in enumerate(pairs):
        if place:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(8))
            _write(paragraph, "\t")
        _write(paragraph, f"{label}  ", points=LABEL if bold else BODY, bold=bold)
        _write(paragraph, words)
    if ruled:
        paragraph.paragraph_format.space_after = _points(6)
        borders = _element("w:pBdr")
        borders.append(_element("w:bottom", val="single", sz="6", space="1", color="auto"))
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no word for it
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def body(document: "Document", words: str, *, spaced: bool = False) -> None:
    """Write a paragraph of the letter, its first line indented by 2.5 cm, spread as Thai is."""
    from docx.shared import Cm  # noqa: PLC0415

    paragraph = _paragraph(document, before=8 if spaced else 4, after=4)
    paragraph.paragraph_format.first_line_indent = Cm(2.5)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.get_or_add_jc().set(_name("w:val"), "thaiDistribute")
    _write(paragraph, words)


def plain(document: "Document", words: str) -> None:
    """Write a line."""
    _write(_paragraph(document, before=4), words, points=SMALL)


def signature(document: "Document", lines: Sequence[str]) -> None:
    """Leave room for a hand-written name above the lines, in the right half."""
    from docx.shared import Cm  # noqa: PLC0415

    for place, words in enumerate(lines):
        paragraph = _paragraph(document, before=36 if place == 0 else 0, centred=True)
        paragraph.paragraph_format.left_indent = Cm(7)
        paragraph.paragraph_format.keep_with_next = place < len(lines) - 1
        _write(paragraph, words)


def table(
    document: "Document",
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    small: bool = False,
    tall: bool = False,
    centred_from: int | None = None,
) -> None:
    """Write a ruled table whose head is repeated on each page; widths in cm, columns centred from a number on."""
    from docx.enum.table import WD_TABLE_ALIGNMENT  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    made = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    for number, cells in enumerate([heads, *rows]):
        row = made.add_row()
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
        elif tall:
            row.height = Cm(1)
        for place, (cell, words, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            cell.width = Cm(width)
            centred = number == 0 or (centred_from is not None and place >= centred_from)
            paragraph = cell.paragraphs[0]
            _shape(paragraph, centred=centred)
            _write(paragraph, words, points=SMALL if small else BODY - 1, bold=number == 0)


def unit_in_words(value: str) -> str:
    """Return a unit as Thai readers know it."""
    return unit(value)


def _style(document: "Document") -> None:
    from docx.shared import Pt  # noqa: PLC0415

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(_name(attribute), FONT)
    properties.append(_element("w:szCs", val=str(2 * BODY)))
    properties.append(_element("w:lang", val="en-US", bidi="th-TH"))


def _paragraph(document: "Document", *, before: int = 0, after: int = 0, centred: bool = False) -> "Paragraph":
    paragraph = document.add_paragraph()
    _shape(paragraph, before=before, after=after, centred=centred)
    return paragraph


def _shape(paragraph: "Paragraph", *, before: int = 0, after: int = 0, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = _points(before), _points(after), 1.0
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write(paragraph: "Paragraph", words: str, *, points: int = BODY, bold: bool = False) -> None:
    """Add words in a size, bold or not, said for Thai as for Latin letters."""
    run = paragraph.add_run(words)
    run.bold = bold or None
    run.font.size = _points(points)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001
    run.font.cs_bold = bold or None
    properties.append(_element("w:szCs", val=str(2 * points)))


def _points(points: int) -> Any:
    from docx.shared import Pt  # noqa: PLC0415

    return Pt(points)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415

    return str(qn(tag))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_name(f"w:{name}"), value)
    return element


def _with_fonts(name: str, part: bytes) -> bytes:
    """Return the table of fonts with the names under which offices have the same one."""
    if name != "word/fontTable.xml":
        return part
    entry = (
        f'<w:font w:name="{FONT}"><w:altName w:val="{OTHER_FONTS}"/><w:charset w:val="DE"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    return part.replace(b"</w:fonts>", f"{entry}</w:fonts>".encode())

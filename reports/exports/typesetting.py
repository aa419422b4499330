"""The last touch to a page before it is laid out: what HTML alone does not say about Thai text.

Works on the parsed page, on the text between tags, so no text can become markup.

* CO2e, CH4, N2O are written with a lowered figure (the font has no "₂").
* Set terms are kept together: the line breaker knows words, not compounds, and would split ก๊าซเรือน|กระจก.
* SARA AM is one character, a tone mark stands before it, and a character that the font lacks is named ([U+1F69B])
  instead of being left to whatever fonts the machine has.
"""

import functools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

from cfo_site.thai import MONTHS_LONG, MONTHS_SHORT, normalise

FONTS = Path(__file__).resolve().parent.parent / "fonts"
TERMS = (
    "การปล่อยก๊าซเรือนกระจก", "ก๊าซเรือนกระจก", "คาร์บอนฟุตพริ้นท์", "คาร์บอนไดออกไซด์เทียบเท่า", "คาร์บอนไดออกไซด์",
    "รายงานแยก", "ข้อมูลกิจกรรม", "ข้อมูลจำลอง", "ไม่มีกิจกรรม", "ไม่มีข้อมูล", "ยังไม่ประเมิน",
    "หลักฐานการชำระเงิน", "ปีงบประมาณ", "ปีปฏิทิน", "สารทำความเย็น", "บ่อเกรอะ", "คน-วัน", "อื่น ๆ",
)  # fmt: skip
TIGHT = "tight"  # class of cells too narrow to keep anything together

_DATE = rf"(?:\d{{1,2}} )?(?:{'|'.join(map(re.escape, MONTHS_SHORT + MONTHS_LONG))}) (?:พ\.ศ\. )?(?:\d{{4}}|\d{{2}})"
_TERM = "|".join(map(re.escape, TERMS))
_TOKEN = re.compile(
    rf"(?P<term>{_DATE}|ปี(?:งบประมาณ)? \d{{4}}|ประเภทที่ [123]|ความเชื่อมั่น(?:สูง|ปานกลาง|ต่ำ)|{_TERM})"
    r"|(?P<formula>(?<![A-Za-z0-9.,])(?:\d[\d,.]* )?(?:kg|g|t)?(?:CO2e|CO2|CH4|N2O|SF6|NF3)(?![A-Za-z0-9]))"
)
_LOWERED_FIGURE = re.compile(r"(.*(?:CO|CH|SF|NF|N))(\d)(e|O|)")
_TYPED_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_TONE_AFTER_AM = re.compile("\u0e33([\u0e48-\u0e4b])")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_SVG = "{http://www.w3.org/2000/svg}"

Piece = str | ET.Element


@functools.cache
def characters() -> frozenset[int]:
    """Return the characters that the font of the PDF can draw."""
    with TTFont(FONTS / "Sarabun-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable(text: str) -> str:
    """Return a text in the spelling and the characters that the font can draw; any other character is named."""
    text = _TONE_AFTER_AM.sub("\\1\u0e33", normalise(_UNSEEN.sub("", text).translate(_TYPED_LOWERED)))
    known = characters()
    return "".join(letter if ord(letter) in known or letter in "\t\n" else f"[U+{ord(letter):04X}]" for letter in text)


def typeset(element: ET.Element) -> None:
    """Set the text of an element of a parsed page and of all within it, in place; in drawings only the characters."""
    if element.tag.startswith(_SVG):
        for each in element.iter():
            each.text = printable(each.text) if each.text else each.text
            each.tail = printable(each.tail) if each.tail else each.tail
        return
    if element.tag == "a":
        element.text = printable(element.text or "")  # an element within a link would be tagged as a link of its own
        return
    tight = TIGHT in (element.get("class") or "").split()
    children = list(element)
    pieces: list[Piece] = list(_set(element.text, tight=tight))
    for child in children:
        typeset(child)
        pieces += [child, *_set(child.tail, tight=tight)]
        child.tail = None
        element.remove(child)
    element.text = None
    _fill(element, pieces)


def _set(text: str | None, *, tight: bool) -> Iterator[Piece]:
    """Yield a text with its terms and formulas as elements of their own."""
    if not text:
        return
    text = printable(text)
    end = 0
    for found in _TOKEN.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        end = found.end()
        if found["formula"]:
            yield _formula(found["formula"])
        else:
            yield found["term"] if tight else _together(found["term"])
    if end < len(text):
        yield text[end:]


def _together(text: str) -> ET.Element:
    span = ET.Element("span", {"class": "nb"})
    span.text = text
    return span


def _formula(text: str) -> ET.Element:
    found = _LOWERED_FIGURE.fullmatch(text)
    span = _together(found[1] if found else text)
    if found:
        lowered = ET.SubElement(span, "sub")
        lowered.text, lowered.tail = found[2], found[3]
    return span


def _fill(element: ET.Element, pieces: list[Piece]) -> None:
    last: ET.Element | None = None
    for piece in pieces:
        if isinstance(piece, ET.Element):
            element.append(piece)
            last = piece
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece

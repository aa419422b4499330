"""Thai text and Thai reckoning of years: normalising, digits, Buddhist years, an order that needs no ICU.

Days, months and years in words follow the language of the page: พ.ศ. and Thai months in Thai; in English the common
era, and beside the year of an inventory, which is its name, the year of the common era.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import get_language

BE = 543  # Buddhist era = common era + 543
BAHT = "บาท"  # as people write it behind an amount of money
MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_LONG = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_in_thai_digits: ContextVar[bool] = ContextVar("in_thai_digits", default=False)
_SARA_AM_APART = "\u0e4d\u0e32"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_VOWEL_FIRST = re.compile("([เแโใไ])([ก-ฮ])")
_ABOVE = dict.fromkeys(map(ord, "็่้๊๋์ํ๎"))
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def normalise(text: str) -> str:
    """Return text in NFC with SARA AM as one character, also where a tone mark stands inside it, and plain blanks."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u200b", "")
    for tone in _TONES:
        text = text.replace(f"\u0e4d{tone}\u0e32", f"{tone}\u0e33").replace(f"{tone}{_SARA_AM_APART}", f"{tone}\u0e33")
    return text.replace(_SARA_AM_APART, "\u0e33")


def arabic_digits(text: str) -> str:
    """Return text with Thai digits as Arabic ones."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """Return text with Arabic digits as Thai ones."""
    return text.translate(_TO_THAI)


def sort_key(text: str) -> str:
    """Return a key whose code point order is Thai dictionary order: consonant before its leading vowel, marks last."""
    moved = _VOWEL_FIRST.sub(r"\2\1", normalise(text))
    return f"{moved.translate(_ABOVE)} {moved}"


def in_english() -> bool:
    """Say whether the page is in English."""
    return (get_language() or "th").startswith("en")


@contextmanager
def digits(*, thai: bool) -> Iterator[None]:
    """Have figures written in Thai digits within, or not."""
    token = _in_thai_digits.set(thai)
    try:
        yield
    finally:
        _in_thai_digits.reset(token)


def figures(text: str) -> str:
    """Return text with its figures in the digits of the page: Thai ones only on a Thai page, and only where chosen."""
    return thai_digits(text) if _in_thai_digits.get() and not in_english() else text


def month_short(month: dt.date) -> str:
    """Return ก.ย. or Sep."""
    return ENGLISH_MONTHS[month.month - 1][:3] if in_english() else MONTHS_SHORT[month.month - 1]


def month_and_year(month: dt.date) -> str:
    """Return ก.ย. 2569 or Sep 2026."""
    return figures(f"{month_short(month)} {month.year if in_english() else month.year + BE}")


def day_short(day: dt.date) -> str:
    """Return 28 ก.ย. 2569 or 28 Sep 2026."""
    return f"{figures(str(day.day))} {month_and_year(day)}"


def day_long(day: dt.date) -> str:
    """Return 28 กันยายน พ.ศ. 2569 or 28 September 2026."""
    if in_english():
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return figures(f"{day.day} {MONTHS_LONG[day.month - 1]} พ.ศ. {day.year + BE}")


def year_of_era(year: int) -> str:
    """Return the Buddhist-era year that names an inventory: 2568, or 2568 BE (2025)."""
    return f"{year} BE ({year - BE})" if in_english() else figures(str(year))


def year_title(year: int, *, fiscal: bool = False) -> str:
    """Return an inventory's year in words: ปี 2568 or 2568 BE (2025); ปีงบประมาณ 2568 or FY 2568 BE (2025)."""
    if in_english():
        return f"{'FY ' if fiscal else ''}{year_of_era(year)}"
    return f"{'ปีงบประมาณ' if fiscal else 'ปี'} {year_of_era(year)}"

"""Months and years as people head their columns: ม.ค., มค 68, มกราคม ๒๕๖๘, ม.ค.-68, Jan-25, 1/2568, or a date."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cfo_site import thai
from inventories.forms.workbooks.book import Cell

EARLIEST_BE = 2400
TWO_DIGITS, CENTURY_BE, CENTURY_CE = 100, 2500, 2000
MISREAD_BEFORE = 1990  # Excel takes "Jan-68" for 1968 where somebody meant 2568
MOST_REMEMBERED = 5_000  # texts: a table says the same words again and again
LONGEST_COMPARED = 300  # characters
LONGEST = 40  # characters of a heading that may name a month
OCTOBER = 10
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(2[45]\d\d|26\d\d|19[89]\d|20\d\d)(?!\d)")
_NUMBERED = re.compile(r"(0?[1-9]|1[0-2])\s*[/.-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.-]\s*(0?[1-9]|1[0-2])")
_AFTER = re.compile(r"(?<!\d)(\d{2}|\d{4})$")
_WORDS_BESIDE = re.compile(r"^(ประจำเดือน|เดือน|month)|(ปีพศ|ปีคศ|พศ|คศ|ปี|be|ad|ce)$")


def without_marks(text: str) -> str:
    """Return text without characters that are not seen (zero width, direction), in normal form, without outer blanks."""
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return " ".join(thai.normalise(text).split())


def folded(text: str) -> str:
    """Return text as spellings are compared: small letters and digits only, Arabic digits; of a very long one its start."""
    return _folded(text[:LONGEST_COMPARED])


@lru_cache(maxsize=MOST_REMEMBERED)
def _folded(text: str) -> str:
    kept = thai.arabic_digits(without_marks(text)).casefold()
    return "".join(letter for letter in kept if unicodedata.category(letter)[0] in "LMN")


def _months() -> dict[str, int]:
    names: dict[str, int] = {"sept": 9}
    for number in range(1, 13):
        english, long = thai.ENGLISH_MONTHS[number - 1], thai.MONTHS_LONG[number - 1]
        spoken = long.removesuffix("คม").removesuffix("ยน").removesuffix("พันธ์")  # มกรา, กุมภา, เมษา: as people say
        names |= {folded(name): number for name in (thai.MONTHS_SHORT[number - 1], long, english, english[:3], spoken)}
    return names


_NAMES = _months()


@dataclass(frozen=True, slots=True)
class MonthHead:
    """A heading that names a month; `year` of the common era where it says one."""

    month: int
    year: int | None = None


def common_era(year: int, near: int) -> int:
    """Return a year of the common era from one of either era; of two digits, the era that comes nearer to `near`."""
    if year >= EARLIEST_BE:
        return year - thai.BE
    if year < TWO_DIGITS:
        return min(CENTURY_BE + year - thai.BE, CENTURY_CE + year, key=lambda choice: abs(choice - near))
    return year


def month_of(cell: Cell | None, *, near: int) -> MonthHead | None:
    """Return the month that a heading names, None if it names none. `near`: the inventory's year of the common era."""
    if cell is None:
        return None
    if isinstance(cell.value, dt.date):
        written = cell.value.year
        return MonthHead(
            cell.value.month, common_era(written % TWO_DIGITS if written < MISREAD_BEFORE else written, near)
        )
    text = cell.text
    return _month_in(text, near) if text and len(text) <= LONGEST else None


@lru_cache(maxsize=MOST_REMEMBERED)
def _month_in(text: str, near: int) -> MonthHead | None:
    text = thai.arabic_digits(without_marks(text)).casefold()
    for pattern, month_first in ((_NUMBERED, True), (_YEAR_FIRST, False)):
        if match := pattern.fullmatch(text):
            month, year = (match[1], match[2]) if month_first else (match[2], match[1])
            return MonthHead(int(month), common_era(int(year), near))
    letters = _DIGITS.sub("", folded(text))
    month_number = _NAMES.get(letters) or _NAMES.get(_WORDS_BESIDE.sub("", letters))
    if month_number is None:
        return None
    digits = _AFTER.search(text)
    if digits is None:
        return MonthHead(month_number) if not any(letter.isdigit() for letter in text) else None
    return MonthHead(month_number, common_era(int(digits[1]), near))


def years_in(texts: Iterable[str]) -> list[int]:
    """Return the years of the common era that titles name, each once, in their order."""
    found: dict[int, None] = {}
    for text in texts:
        for match in _YEAR.finditer(thai.arabic_digits(without_marks(text))):
            year = int(match[1])
            found[year - thai.BE if year >= EARLIEST_BE else year] = None
    return list(found)


def dated(
    heads: Sequence[MonthHead], year: int | None, months: Sequence[dt.date], *, fiscal: bool
) -> list[dt.date | None]:
    """Return the month of each heading.

    A heading's own year counts first. Else `year`, that of the sheet (of the common era; of a fiscal year, the one it
    ends in): the months before January of a row that begins with October belong to the year before. With neither, the
    inventory's `months` are meant.
    """
    by_number = {month.month: month for month in months}
    result: list[dt.date | None] = []
    for head in heads:
        if head.year is not None:
            result.append(dt.date(head.year, head.month, 1))
        elif year is None:
            result.append(by_number.get(head.month))
        else:
            before = fiscal and head.month >= OCTOBER
            result.append(dt.date(year - before, head.month, 1))
    return result

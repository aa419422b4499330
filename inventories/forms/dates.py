"""Years and dates as Thai officials type them: Buddhist or common era, Thai or Arabic digits."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.thai import BE, ENGLISH_MONTHS, MONTHS_LONG, MONTHS_SHORT

FIRST_BE, LAST_BE = 2400, 2700  # a year from here is of the Buddhist era
FIRST_CE, LAST_CE = 1900, 2157
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d+)")
_WORDS = re.compile(r"(\d{1,2})\s*([ก-๙a-z.]+?)\s*(\d+)")
_MONTHS = {
    name.replace(".", "").lower(): number
    for names in (MONTHS_SHORT, MONTHS_LONG, ENGLISH_MONTHS, [name[:3] for name in ENGLISH_MONTHS])
    for number, name in enumerate(names, 1)
}


def read_date(text: str) -> dt.date:
    """Read 28/9/2569, 28 ก.ย. 2569, 28 กันยายน พ.ศ. 2569, 28/9/2026, 28 Sep 2026 or 2026-09-28.

    Raises ValidationError with a sentence that says what to type.
    """
    typed = (
        thai.arabic_digits(thai.normalise(text))
        .strip()
        .removeprefix("วันที่")
        .replace("พ.ศ.", " ")
        .replace("ค.ศ.", " ")
        .strip()
        .lower()
    )
    if match := _ISO.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMBERS.fullmatch(typed):
        day, month, year = (int(part) for part in match.groups())
    elif (match := _WORDS.fullmatch(typed)) and (named := _MONTHS.get(match[2].replace(".", ""))):
        day, month, year = int(match[1]), named, int(match[3])
    else:
        raise ValidationError(
            _("อ่านวันที่ “%(text)s” ไม่ออก โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 28/9/2569") % {"text": text.strip()},
            code="unreadable",
        )
    if FIRST_BE <= year <= LAST_BE:
        year -= BE
    elif not FIRST_CE <= year <= LAST_CE:
        raise ValidationError(_("โปรดพิมพ์ปีเป็นสี่หลัก เช่น 2569 (หรือ ค.ศ. 2026)"), code="year")
    try:
        return dt.date(year, month, day)
    except ValueError:
        message = _("ไม่มีวันที่ %(day)s เดือน %(month)s ของปี พ.ศ. %(year)s โปรดตรวจวันและเดือน")
        raise ValidationError(message % {"day": day, "month": month, "year": year + BE}, code="no_such_day") from None


class ThaiDateField(forms.CharField):
    """A day; shown again as 28/9/2569, on an English page as 28/9/2026."""

    def to_python(self, value: Any) -> Any:
        """Return a date, None for nothing typed."""
        text = super().to_python(value)
        return read_date(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Return a date as it would be typed, and what was typed as it was typed."""
        if not isinstance(value, dt.date):
            return value
        return f"{value.day}/{value.month}/{value.year if thai.in_english() else value.year + BE}"


class BuddhistYearField(forms.CharField):
    """A year of the Buddhist era."""

    def to_python(self, value: Any) -> Any:
        """Return the year as a number, None for nothing typed."""
        text = super().to_python(value)
        typed = thai.arabic_digits(thai.normalise(text or "")).replace("พ.ศ.", "").replace("ปี", "").strip()
        if not typed:
            return None
        if not re.fullmatch(r"\d{4}", typed):
            raise ValidationError(_("ปีต้องเป็นตัวเลขสี่หลัก โปรดพิมพ์ปี พ.ศ. เช่น 2568"), code="not_a_year")
        year = int(typed)
        if FIRST_CE <= year <= LAST_CE:
            raise ValidationError(
                _("%(ce)s เป็นปี ค.ศ. โปรดพิมพ์เป็นปี พ.ศ. คือ %(be)s") % {"ce": year, "be": year + BE}, code="common_era"
            )
        return year

"""Reading what stands on a bill: figures with a sign where a credit may have one, dates with a short year."""

import datetime as dt
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from inventories.forms.amount import read_amount
from inventories.forms.dates import read_date

_SHORT_YEAR = re.compile(r"(.*[^\d])(\d{2})")
_CENTURY = 2500
_EARLIEST = 40  # a year of two digits from here on is of the century from 2500
_SIGN = re.compile(r"[-−–]\s*|\((?=.*\)$)")


def read_day(text: str) -> dt.date | None:
    """Read a day as `read_date` does, and also 15/2/67, which is of 2567; None for nothing."""
    typed = thai.arabic_digits(thai.normalise(text)).strip()
    if not typed:
        return None
    short = _SHORT_YEAR.fullmatch(typed)
    if short and int(short[2]) >= _EARLIEST and re.search(r"\d", short[1]):
        typed = f"{short[1]}{_CENTURY + int(short[2])}"
    return read_date(typed)


def read_figure(text: str, *, places: int, digits: int = 15, signed: bool = False) -> Decimal | None:
    """Read a number as typed, None for nothing; a minus or brackets only where `signed`. Raises ValidationError."""
    typed = thai.normalise(text).strip()
    negative = signed and _SIGN.match(typed)
    reading = read_amount(typed[negative.end() :].rstrip(")") if negative else typed)
    if reading.notation:
        raise ValidationError(_("โปรดพิมพ์เป็นตัวเลข เช่น 1,234.50"), code="not_a_number")
    if reading.amount is None:
        return None
    exponent = reading.amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        message = _("ทศนิยมเกิน %(places)s ตำแหน่ง โปรดตรวจตัวเลข") % {"places": places}
        raise ValidationError(message, code="places")
    if reading.amount >= Decimal(10) ** digits:
        raise ValidationError(_("ตัวเลขมากเกินไป โปรดตรวจจุดทศนิยม"), code="too_large")
    return -reading.amount if negative else reading.amount

"""Bills: what a line's readings say it should hold, and to which months its units belong.

Practice, section 4: by month of invoice, twelve invoices a year, or by days; one rule for an inventory.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT

BY_INVOICE, BY_DAYS = "invoice", "days"
PLACES = 3  # a month's share of a line is written to so many places, more where the line itself has more
FEWEST_DIGITS = 4  # a register with fewer digits before the point is not taken to have gone round
QUARTER = 3  # months
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What a line says of its meter: readings before and after, multiplier, units; of TOU, units on and off peak."""

    units: Decimal
    before: Decimal | None = None
    after: Decimal | None = None
    multiplier: Decimal = Decimal(1)
    on_peak: Decimal | None = None
    off_peak: Decimal | None = None


def by_readings(line: Readings) -> Decimal | None:
    """Return (after - before) x multiplier, None without both readings.

    A register that went round past its last digit (99,998 to 12) is counted on where that gives the line's units.
    """
    if line.before is None or line.after is None:
        return None
    with localcontext(EXACT):
        plainly = (line.after - line.before) * line.multiplier
        digits = len(str(int(line.before)))
        if line.after < line.before and digits >= FEWEST_DIGITS:
            round_once = (line.after + Decimal(10) ** digits - line.before) * line.multiplier
            if round_once == line.units:
                return round_once
        return plainly


def expected_units(line: Readings) -> Decimal | None:
    """Return the units that the line should have where it contradicts itself, None where it does not.

    Source: (หลัง − ก่อน) × ตัวคูณ = หน่วย on the bill of PEA; of TOU, on and off peak together. A credit line has no
    readings of its own period to hold it against.
    """
    by_meter = by_readings(line)
    if by_meter is not None and by_meter != line.units and line.units >= 0:
        return by_meter
    if line.on_peak is not None and line.off_peak is not None and line.on_peak + line.off_peak != line.units:
        return line.on_peak + line.off_peak
    return None


def first_of(day: dt.date) -> dt.date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def last_of(month: dt.date) -> dt.date:
    """Return the last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def days_by_month(first: dt.date, last: dt.date) -> dict[dt.date, int]:
    """Return how many days of a period, both ends included, lie in each month it touches."""
    found: dict[dt.date, int] = {}
    month = first_of(first)
    while month <= last:
        end = last_of(month)
        found[month] = (min(end, last) - max(month, first)).days + 1
        month = end + DAY
    return found


def by_days(units: Decimal, first: dt.date, last: dt.date) -> dict[dt.date, Decimal]:
    """Return what of a line's units belongs to each month: each day of the period has the same share.

    The shares are rounded once, by largest remainder at PLACES (or the line's own) places, so that their sum is the
    line's units exactly; where remainders are equal the earlier month has the rest. A credit is shared as its opposite
    is.
    """
    months = days_by_month(first, last)
    with localcontext(EXACT):
        exponent = units.normalize().as_tuple().exponent
        places = max(PLACES, -exponent if isinstance(exponent, int) else 0)
        whole = int(abs(units).scaleb(places))
        days = (last - first).days + 1
        parts = {month: divmod(whole * count, days) for month, count in months.items()}
        left = whole - sum(quotient for quotient, _rest in parts.values())
        first_served = sorted(parts, key=lambda month: (-parts[month][1], month))
        sign = -1 if units < 0 else 1
        return {
            month: sign * Decimal(quotient + (month in first_served[:left])).scaleb(-places)
            for month, (quotient, _rest) in parts.items()
        }


def attribute(
    units: Decimal, *, rule: str, invoice_month: dt.date, first: dt.date, last: dt.date, dated: bool = False
) -> dict[dt.date, Decimal]:
    """Return the months to which a line's units belong, and how much of them to each; the sum is the units exactly.

    ``dated``: a slip of fuel, which counts in the month of its own day under either rule.
    """
    if dated and first == last:
        return {first_of(first): units}
    if rule == BY_INVOICE:
        return {invoice_month: units}
    return by_days(units, first, last)


def sum_of(shares: Iterable[Mapping[dt.date, Decimal]]) -> dict[dt.date, Decimal]:
    """Return the sum of shares by month, whatever their order."""
    total: dict[dt.date, Decimal] = {}
    with localcontext(EXACT):
        for each in shares:
            for month, units in each.items():
                total[month] = total.get(month, Decimal(0)) + units
    return total


def quarter_month(month: dt.date) -> dt.date:
    """Return the last month of a month's quarter, which is the one that a quarterly source's figure stands in."""
    return month.replace(month=(month.month + QUARTER - 1) // QUARTER * QUARTER)

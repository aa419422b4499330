"""Heads and days of work against the staff that is registered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from inventories.calc.plausibility.finding import OVER_STAFF, Finding, Thresholds
from inventories.calc.plausibility.series import Series
from inventories.calc.sheets.calendar import month_days

HEADS, PERSON_DAYS = "person", "person.day"
OF_STAFF = frozenset({"septic-staff"})  # kinds of the catalogue that count the municipality's own people


@dataclass(frozen=True, slots=True)
class Staff:
    """Registered staff of the year (None: not known) and the working days of its months."""

    heads: int | None = None
    working_days: Mapping[dt.date, int] = field(default_factory=dict)


def over_staff(series: Series, month: dt.date, staff: Staff, thresholds: Thresholds) -> Finding | None:
    """Return that more people, or more days of work, are counted than the registered staff can give; None if not.

    More days than all of them could work in the days the month has cannot be: broken.
    """
    if staff.heads is None or series.kind not in OF_STAFF or series.unit not in {HEADS, PERSON_DAYS}:
        return None
    amount, slack = series.figures[month], 1 + thresholds.staff_slack
    days = most = 1
    if series.unit == PERSON_DAYS:
        most = len(month_days(month))
        days = staff.working_days.get(month, most)
    can = Decimal(staff.heads * days)
    if amount <= can * slack:
        return None
    return Finding(
        rule=OVER_STAFF,
        source=series.source,
        month=month,
        amount=amount,
        doubt=amount - can,
        compared=can,
        broken=amount > staff.heads * most * slack,
    )

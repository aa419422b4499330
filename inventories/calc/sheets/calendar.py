"""Working days of a month: its weekdays less the public holidays that fall on them."""

import datetime as dt
from collections.abc import Collection

SATURDAY = 5


def month_days(month: dt.date) -> list[dt.date]:
    """Return all days of a month that is named by its first."""
    after = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return [month + dt.timedelta(days=number) for number in range((after - month).days)]


def weekdays(month: dt.date) -> list[dt.date]:
    """Return the Mondays to Fridays of a month."""
    return [day for day in month_days(month) if day.weekday() < SATURDAY]


def working_days(month: dt.date, holidays: Collection[dt.date]) -> int:
    """Return the number of weekdays that are no holiday. Source: office hours of Thai authorities, Monday to Friday."""
    return sum(day not in holidays for day in weekdays(month))

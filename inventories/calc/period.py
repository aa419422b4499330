"""The months of an inventory."""

import re
from dataclasses import dataclass

MONTHS_IN_YEAR = 12
# A year outside these is a typing error or a Buddhist-era year (2567), which the document never holds.
FIRST_YEAR, LAST_YEAR = 1900, 2399

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_is_month = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])").fullmatch
_is_year = re.compile(r"[0-9]{4}").fullmatch


def is_year(text: str) -> bool:
    """Tell whether ``text`` is a CE year of four digits between 1900 and 2399."""
    return _is_year(text) is not None and FIRST_YEAR <= int(text) <= LAST_YEAR


def is_month(text: str) -> bool:
    """Tell whether ``text`` is a month ``YYYY-MM`` of a CE year between 1900 and 2399."""
    return _is_month(text) is not None and is_year(text[:4])


def days_in_month(month: str) -> int:
    """Return the number of days of ``YYYY-MM`` in the Gregorian calendar."""
    year, number = int(month[:4]), int(month[5:])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[number - 1] + (1 if leap and number == 2 else 0)  # noqa: PLR2004 - February


@dataclass(frozen=True, slots=True)
class Period:
    """The consecutive months of an inventory, first to last, as ``YYYY-MM``."""

    months: tuple[str, ...]

    @classmethod
    def starting(cls, first_month: str, count: int) -> "Period":
        """Return the period of ``count`` months beginning with ``first_month`` (a valid ``YYYY-MM``)."""
        start = int(first_month[:4]) * MONTHS_IN_YEAR + int(first_month[5:]) - 1
        numbers = range(start, start + count)
        return cls(tuple(f"{n // MONTHS_IN_YEAR:04d}-{n % MONTHS_IN_YEAR + 1:02d}" for n in numbers))

    def months_by_year(self) -> dict[int, int]:
        """Return how many of the months lie in each calendar year."""
        counts: dict[int, int] = {}
        for month in self.months:
            year = int(month[:4])
            counts[year] = counts.get(year, 0) + 1
        return counts

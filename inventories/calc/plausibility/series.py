"""The months of one source, and what a month is compared with."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from statistics import median as middle

YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Compared:
    """What a month is compared with, each in the source's unit, None where there is nothing above zero to compare with."""

    previous: Decimal | None
    last_year: Decimal | None
    median: Decimal | None
    spread: Decimal | None  # median distance of the months from their median, as a share of it

    @property
    def usual(self) -> Decimal | None:
        """Return what would be usual: the median, else the same month last year, else the month before."""
        return next((each for each in (self.median, self.last_year, self.previous) if each is not None), None)


@dataclass(frozen=True)
class Series:
    """The amounts of a source by month, in its unit: of the year looked at and of the twelve months before it.

    ``months``: those of the year in which the source is in use; ``kind``: what of the catalogue it is; ``category``:
    its category; ``estimated``: months marked as estimated, which are no copies and are not rounded by mistake.
    """

    source: int
    unit: str
    figures: Mapping[dt.date, Decimal]
    months: tuple[dt.date, ...]
    category: str = ""
    kind: str = ""
    estimated: Collection[dt.date] = field(default_factory=frozenset)

    @cached_property
    def of_year(self) -> list[dt.date]:
        """Return the months of the year that have an amount, in order."""
        return sorted(month for month in self.months if month in self.figures)

    @cached_property
    def positive(self) -> list[tuple[dt.date, Decimal]]:
        """Return the months with more than nothing, those of the year first, the newest of the time before next."""
        own = [(month, self.figures[month]) for month in self.of_year if self.figures[month] > 0]
        before = sorted((month for month in self.figures if month not in set(self.months)), reverse=True)
        return own + [(month, self.figures[month]) for month in before if self.figures[month] > 0]

    @cached_property
    def middle_range(self) -> tuple[Decimal, Decimal] | None:
        """Return between which amounts the median of the other months lies, whichever month is left out of it."""
        pool = sorted(amount for _month, amount in self.positive[: YEAR + 1])
        return (pool[(len(pool) - 2) // 2], pool[(len(pool) + 1) // 2]) if len(pool) > 1 else None

    def compared(self, month: dt.date, *, history: int) -> Compared:
        """Return what a month is compared with: its median is that of twelve other months, of ``history`` at least."""
        others = [amount for other, amount in self.positive if other != month][:YEAR]
        centre = spread = None
        if len(others) >= history:
            centre = middle(others)
            spread = middle(abs(amount - centre) for amount in others) / centre
        return Compared(self._positive(back(month)), self._positive(back(month, YEAR)), centre, spread)

    def _positive(self, month: dt.date) -> Decimal | None:
        amount = self.figures.get(month)
        return amount if amount is not None and amount > 0 else None


def back(month: dt.date, months: int = 1) -> dt.date:
    """Return the first of the month so many months before."""
    count = month.year * YEAR + month.month - 1 - months
    return dt.date(count // YEAR, count % YEAR + 1, 1)


def times(one: Decimal, other: Decimal) -> Decimal:
    """Return how many times the larger of two amounts above zero is the smaller: 1 or more."""
    return one / other if one >= other else other / one


def significant(amount: Decimal) -> int:
    """Return the number of significant digits: 3 of 12.50 and of 12500."""
    digits = "".join(map(str, amount.as_tuple().digits)).lstrip("0")
    return len(digits.rstrip("0"))


def repeated(amounts: Iterable[Decimal]) -> int:
    """Return how many amounts say again what another says."""
    listed = list(amounts)
    return len(listed) - len(set(listed))

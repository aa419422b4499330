"""What a missing month probably was: the three stated methods, exact up to one rounding.

Source of the methods: the project's practice, section 4 (missing months only on request, by a stated method).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from emission_factors.calc.decimals import AMOUNT_PLACES, WORKING, plain

FEWEST_PLACES = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A metered figure: the first and last day it is for, and the amount in the source's unit."""

    first_day: dt.date
    last_day: dt.date
    amount: Decimal

    @property
    def days(self) -> int:
        """Return how many days it is for."""
        return (self.last_day - self.first_day).days + 1


def same_as(known: Known) -> Decimal:
    """Return the figure of the same month a year before, as it is."""
    return known.amount


def middle(before: Known, after: Known) -> Decimal:
    """Return the mean of the figure before and the one after: (before + after) ÷ 2."""
    with localcontext(WORKING):
        return rounded((before.amount + after.amount) / 2, [before, after])


def by_days(neighbours: Sequence[Known], days: int) -> Decimal:
    """Return sum of the neighbours' amounts ÷ sum of their days × days to be estimated. Raises ValueError without any."""
    if not neighbours or days < 1:
        raise ValueError(f"{days} days by {len(neighbours)} neighbours")
    with localcontext(WORKING):
        amount = sum((each.amount for each in neighbours), Decimal(0))
        return rounded(amount * days / sum(each.days for each in neighbours), neighbours)


def rounded(value: Decimal, like: Sequence[Known]) -> Decimal:
    """Round half up to as many decimals as the figures it comes from have: two at least, nine at most."""
    with localcontext(WORKING):
        return value.quantize(Decimal(1).scaleb(-places_of(like)), ROUND_HALF_UP)


def places_of(like: Sequence[Known]) -> int:
    """Return to how many decimals an estimate from figures is rounded."""
    most = max((_places(each.amount) for each in like), default=0)
    return min(max(FEWEST_PLACES, most), AMOUNT_PLACES)


def _places(amount: Decimal) -> int:
    """Return how many decimals a figure has that say something: 1 of 12.50."""
    text = plain(amount)
    return len(text.partition(".")[2].rstrip("0"))

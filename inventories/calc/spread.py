"""Where the figures of several towns lie: quartiles, coarse enough that none of them is anybody's own figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from emission_factors.calc.decimals import AMOUNT_PLACES, WORKING

FEWEST = 5  # towns: of fewer, who knows the place knows whose figure it is
DIGITS = (
    3  # significant digits kept of a quartile: with few towns it is one town's figure, and must not tell it exactly
)
QUARTER, HALF, THREE_QUARTERS = Decimal("0.25"), Decimal("0.5"), Decimal("0.75")


@dataclass(frozen=True, slots=True)
class Spread:
    """Lower quartile, median and upper quartile, in the unit of the figures."""

    p25: Decimal
    median: Decimal
    p75: Decimal


def spread_of(figures: Iterable[Decimal]) -> Spread | None:
    """Return the quartiles of figures, one to a town, to three significant digits; None of fewer than five towns."""
    ordered = sorted(figures)
    if len(ordered) < FEWEST:
        return None
    p25, median, p75 = (coarse(quantile(ordered, share)) for share in (QUARTER, HALF, THREE_QUARTERS))
    return Spread(p25, median, p75)


def quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the value below which a share (0 to 1) of ordered figures lies.

    Between two figures it is interpolated in a straight line, as QUARTILE.INC of a spreadsheet does (definition 7 of
    Hyndman and Fan, The American Statistician 50, 1996). Raises ValueError where there are none, or for another share.
    """
    if not ordered or not 0 <= share <= 1:
        raise ValueError(f"{share} of {len(ordered)} figures")
    with localcontext(WORKING):
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def coarse(value: Decimal) -> Decimal:
    """Return a figure to three significant digits, half up, and to no more places than an amount has."""
    if not value:
        return Decimal(0)
    with localcontext(WORKING):
        exponent = max(value.adjusted() - DIGITS + 1, -AMOUNT_PLACES)
        return value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) + Decimal(0)

"""Propagation of uncertainty, approach 1: half-widths of 95 % intervals in per cent, independent of each other.

Source: IPCC 2006 Guidelines, Vol. 1 ch. 3, equations 3.1 (multiplication) and 3.2 (addition).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING

ZERO = Decimal(0)


class NothingToWeigh(ValueError):
    """The quantities sum to 0: a share of nothing has no percentage."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The emission of one source (kg CO2e) with the uncertainties of its activity data and its factor (per cent)."""

    kgco2e: Decimal
    activity: Decimal
    factor: Decimal


def of_product(percentages: Iterable[Decimal]) -> Decimal:
    """Return the uncertainty (per cent) of a product: the root of the sum of squares (equation 3.1)."""
    with localcontext(WORKING):
        return sum((each * each for each in percentages), ZERO).sqrt()


def of_sum(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Return the uncertainty (per cent) of a sum of (quantity, per cent) (equation 3.2). Raises NothingToWeigh."""
    with localcontext(WORKING):
        given = list(parts)
        total = abs(sum((quantity for quantity, _ in given), ZERO))
        if not total:
            raise NothingToWeigh
        return sum(((quantity * each) ** 2 for quantity, each in given), ZERO).sqrt() / total


def of_inventory(sources: Sequence[Uncertain]) -> Decimal:
    """Return the uncertainty (per cent) of an inventory: each source as a product, all of them as a sum."""
    return of_sum((source.kgco2e, of_product((source.activity, source.factor))) for source in sources)


def contributions(sources: Sequence[Uncertain]) -> list[Decimal]:
    """Return each source's share (0 to 1) of the variance of the inventory; all 0 where there is no uncertainty."""
    with localcontext(WORKING):
        variances = [(each.kgco2e * of_product((each.activity, each.factor))) ** 2 for each in sources]
        total = sum(variances, ZERO)
        return [variance / total if total else ZERO for variance in variances]

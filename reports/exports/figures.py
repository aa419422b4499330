"""Figures on paper: exact where they can be checked, in columns whose points stand under one another."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from cfo_site.templatetags.cfo import number

NOTHING = "–"  # nothing is known; never 0
CHECKED_PLACES = 6  # of a kilogram: the places from which TGO's whole tonnes are reckoned (inventory document, rule 1)

_KG_PER_TONNE = 1000
_DIGITS = 120  # more than any document can hold, so that nothing is rounded unasked


def exact(value: Decimal | str) -> str:
    """Return a number with thousands commas and all its decimals, without trailing zeros."""
    return number(Decimal(value))


def checked(kg: Decimal) -> Decimal:
    """Return kilograms rounded half-even to the places from which whole tonnes are reckoned."""
    with localcontext() as context:
        context.prec = _DIGITS
        return kg.quantize(Decimal(1).scaleb(-CHECKED_PLACES), ROUND_HALF_EVEN)


def tonnes_of(kg: Decimal) -> Decimal:
    """Return kilograms in tonnes, exactly."""
    with localcontext() as context:
        context.prec = _DIGITS
        return kg / _KG_PER_TONNE


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of numbers."""
    with localcontext() as context:
        context.prec = _DIGITS
        return sum(values, Decimal(0))


def column(values: Iterable[Decimal | None]) -> list[str]:
    """Return the numbers of a column with as many decimals as the longest of them needs.

    Nothing and none differ: where nothing is known stands –, and 0 is written 0, without decimals.
    """
    known = list(values)
    places = max((_places(value) for value in known if value is not None), default=0)
    return [NOTHING if value is None else number(value, places) if value else "0" for value in known]


def rounded(tonnes: Decimal, places: int = 2) -> str:
    """Return tonnes with so many decimals (two, as report TCFO_R_02 prints its lines); a trace reads <0.01, not 0.00."""
    if not tonnes:
        return "0"
    step = Decimal(1).scaleb(-places)
    return f"<{step}" if 0 < tonnes < step / 2 else number(tonnes, places)


def percent(part: Decimal, whole: Decimal) -> str:
    """Return which share of `whole` a part is, in percent with two decimals; – where there is no whole."""
    return rounded(part * 100 / whole) if whole else NOTHING


def product(factors: Mapping[str, Any], values: Mapping[str, Any]) -> Decimal:
    """Return the exact sum of factor × value over all keys of `factors`, numbers as documents write them.

    Raises KeyError where a key has no value.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return sum((Decimal(factor) * Decimal(values[key]) for key, factor in factors.items()), Decimal(0))


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

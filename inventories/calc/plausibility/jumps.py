"""Amounts far from what is usual: jumps, one digit or one unit too many, nothing where there always was something.

A season is no jump (the same month last year was like it), nor is a source that swings anyhow (months lie far from
their median all year), nor the second month at a new level, unless it is grossly off.
"""

import datetime as dt
from decimal import Decimal

from inventories.calc.plausibility.finding import (
    JUMP_LAST_YEAR,
    JUMP_MEDIAN,
    JUMP_PREVIOUS,
    NEGATIVE,
    SLIP_OVER,
    SLIP_UNDER,
    ZERO,
    Finding,
    Thresholds,
)
from inventories.calc.plausibility.series import YEAR, Compared, Series, back, times

POWERS = (10, 100, 1000, 10000, 1000000)  # a digit or two; kg for t, litres for cubic metres, Wh for kWh, g for t


def level(series: Series, month: dt.date, thresholds: Thresholds) -> Finding | None:
    """Return what is unlikely in the size of a month's amount, None if nothing."""
    amount = series.figures[month]
    if amount < 0:
        return Finding(rule=NEGATIVE, source=series.source, month=month, amount=amount, doubt=-amount, broken=True)
    if amount == 0:
        return _zero(series, month, thresholds)
    last_year = series.figures.get(back(month, YEAR))
    if last_year and last_year > 0 and times(amount, last_year) <= 1 + thresholds.near:
        return None  # most months: the season was the same, no median is needed
    if _is_near_any_median(series, amount, thresholds):
        return None  # most others: whichever months the median is taken of, it is near
    compared = series.compared(month, history=thresholds.history)
    usual = compared.usual
    if usual is None or _is_usual(amount, compared, usual, thresholds):
        return None
    rule, against, factor = _named(amount, compared, usual, thresholds)
    return Finding(
        rule=rule,
        source=series.source,
        month=month,
        amount=amount,
        doubt=abs(amount - usual),
        compared=against,
        factor=factor,
    )


def _is_near_any_median(series: Series, amount: Decimal, thresholds: Thresholds) -> bool:
    """Say whether an amount is near the median of the others without taking one: a quick yes, and no tells nothing."""
    if series.middle_range is None or len(series.positive) <= thresholds.history:
        return False
    near = 1 + min(thresholds.near, thresholds.near_alone)
    return all(times(amount, each) <= near for each in series.middle_range)


def _is_usual(amount: Decimal, compared: Compared, usual: Decimal, thresholds: Thresholds) -> bool:
    near, gross = 1 + thresholds.near, times(amount, usual) >= thresholds.gross
    known = [each for each in (compared.previous, compared.last_year, compared.median) if each is not None]
    if len(known) == 1:
        near = 1 + thresholds.near_alone
    if compared.last_year is not None and times(amount, compared.last_year) <= near:
        return True
    if compared.median is not None and compared.spread is not None:
        swing = min(1 + thresholds.spreads * compared.spread, thresholds.gross)
        if times(amount, compared.median) <= max(near, swing):
            return True
    return not gross and compared.previous is not None and times(amount, compared.previous) <= near


def _named(
    amount: Decimal, compared: Compared, usual: Decimal, thresholds: Thresholds
) -> tuple[str, Decimal, int | None]:
    for power in POWERS:
        if times(times(amount, usual), Decimal(power)) <= thresholds.slip_slack:
            return SLIP_OVER if amount > usual else SLIP_UNDER, usual, power
    if compared.last_year is not None:
        return JUMP_LAST_YEAR, compared.last_year, None
    if compared.median is not None:
        return JUMP_MEDIAN, compared.median, None
    return JUMP_PREVIOUS, usual, None


def _zero(series: Series, month: dt.date, thresholds: Thresholds) -> Finding | None:
    others = [amount for other, amount in series.figures.items() if other != month]
    if len(others) < thresholds.zero_history or not all(amount > 0 for amount in others):
        return None
    usual = series.compared(month, history=thresholds.history).usual
    if usual is None:
        return None
    return Finding(
        rule=ZERO, source=series.source, month=month, amount=Decimal(0), doubt=usual, compared=usual, count=len(others)
    )

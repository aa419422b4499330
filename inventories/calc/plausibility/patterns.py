"""Amounts that look typed rather than measured: round month after month, or the same as another month or source."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from inventories.calc.plausibility.finding import (
    COPIED_MONTH,
    COPIED_SOURCE,
    COPIED_YEAR,
    ROUND,
    Finding,
    Thresholds,
)
from inventories.calc.plausibility.series import YEAR, Series, back, repeated, significant


def patterns(series: Series, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield runs of round numbers and copies within one source. A series that never changes is neither."""
    if len(set(series.figures.values())) > 1:
        yield from _round_runs(series, thresholds)
        yield from _copies(series, thresholds)


def _round_runs(series: Series, thresholds: Thresholds) -> Iterator[Finding]:
    run: list[dt.date] = []
    for month in [*series.of_year, None]:
        amount = series.figures[month] if month else Decimal(0)
        if month and amount > 0 and amount % thresholds.round_step == 0 and month not in series.estimated:
            run.append(month)
            continue
        if len(run) >= thresholds.round_run and len({series.figures[each] for each in run}) > 1:
            yield Finding(
                rule=ROUND,
                source=series.source,
                month=run[0],
                amount=series.figures[run[0]],
                doubt=thresholds.round_step / 2 * len(run),
                compared=thresholds.round_step,
                other_month=run[-1],
                count=len(run),
            )
        run = []


def _copies(series: Series, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield months that repeat last year's year, or else another month. Amounts in whole packs repeat by themselves."""
    of_last_year = [
        month
        for month in series.of_year
        if series.figures.get(back(month, YEAR)) == series.figures[month]
        and _tells(series, month, thresholds.copy_digits)
    ]
    packs = repeated(series.figures[month] for month in series.of_year) > thresholds.copy_most
    if len(of_last_year) >= thresholds.copy_year_months and not packs:
        first = of_last_year[0]
        yield Finding(
            rule=COPIED_YEAR,
            source=series.source,
            month=first,
            amount=series.figures[first],
            doubt=_distance(series, of_last_year, thresholds),
            other_month=back(first, YEAR),
            count=len(of_last_year),
        )
        return
    if repeated(series.figures.values()) > thresholds.copy_most:
        return
    mine, seen = set(series.of_year), dict[Decimal, dt.date]()
    for month in sorted(series.figures):
        amount = series.figures[month]
        twin = seen.setdefault(amount, month)
        if twin == month or month not in mine:
            continue
        digits = thresholds.copy_digits if back(month) == twin else thresholds.copy_far_digits
        if _tells(series, month, digits):
            yield Finding(
                rule=COPIED_MONTH,
                source=series.source,
                month=month,
                amount=amount,
                doubt=_distance(series, [month], thresholds),
                other_month=twin,
            )


def copies_of_sources(every: Iterable[Series], thresholds: Thresholds) -> Iterator[Finding]:
    """Yield sources of one category and unit that say the same in several months, and not always one amount."""
    alike: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for series in sorted(every, key=lambda each: each.source):
        alike[series.category, series.unit].append(series)
    for group in alike.values():
        said: dict[tuple[dt.date, Decimal], int] = {}
        for series in group:
            yield from _copied_from(series, said, thresholds)
            for month in series.of_year:
                said.setdefault((month, series.figures[month]), series.source)


def _copied_from(series: Series, said: dict[tuple[dt.date, Decimal], int], thresholds: Thresholds) -> Iterator[Finding]:
    same: dict[int, list[dt.date]] = defaultdict(list)
    for month in series.of_year:
        other = said.get((month, series.figures[month]))
        if other is not None and _tells(series, month, thresholds.copy_source_digits):
            same[other].append(month)
    for other, months in same.items():
        several = len({series.figures[month] for month in months}) > 1
        if several and len(months) >= thresholds.copy_source_months:
            yield Finding(
                rule=COPIED_SOURCE,
                source=series.source,
                month=months[0],
                amount=series.figures[months[0]],
                doubt=sum((series.figures[month] for month in months), Decimal(0)),
                other_source=other,
                other_month=months[-1],
                count=len(months),
            )


def _tells(series: Series, month: dt.date, digits: int) -> bool:
    """Say whether a month's amount has enough digits not to come about twice by chance."""
    return month not in series.estimated and significant(series.figures[month]) >= digits


def _distance(series: Series, months: Sequence[dt.date], thresholds: Thresholds) -> Decimal:
    """Return how far months lie from what is usual, together."""
    total = Decimal(0)
    for month in months:
        usual = series.compared(month, history=thresholds.history).usual
        total += abs(series.figures[month] - usual) if usual is not None else Decimal(0)
    return total

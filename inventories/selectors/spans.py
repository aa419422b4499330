"""Months in few words: what follows on one another is told from first to last."""

import datetime as dt
from collections.abc import Iterable

from cfo_site.templatetags.cfo import thai_month, thai_month_short


def spans(months: Iterable[dt.date]) -> str:
    """Return months, in their order, as ม.ค. มี.ค.–ธ.ค."""
    return " ".join(_told(run) for run in _runs(months))


def spans_with_years(months: Iterable[dt.date]) -> str:
    """Return months, in their order, as ม.ค. 2569, มี.ค.–ธ.ค. 2569, with the year where it ends."""
    told = []
    for run in _runs(months):
        first = thai_month_short(run[0]) if run[0].year == run[-1].year else thai_month(run[0])
        told.append(thai_month(run[-1]) if len(run) == 1 else f"{first}–{thai_month(run[-1])}")
    return ", ".join(told)


def _runs(months: Iterable[dt.date]) -> list[list[dt.date]]:
    """Return months that follow on one another together."""
    runs: list[list[dt.date]] = []
    for month in months:
        if runs and _number(month) == _number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _told(run: list[dt.date]) -> str:
    if len(run) < 3:  # noqa: PLR2004 - two months are as short one by one
        return " ".join(map(thai_month_short, run))
    return f"{thai_month_short(run[0])}–{thai_month_short(run[-1])}"


def _number(month: dt.date) -> int:
    return month.year * 12 + month.month

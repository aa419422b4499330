"""Months in few words: what follows on one another is told from first to last."""

import datetime as dt
from collections.abc import Iterable

from cfo_site.templatetags.cfo import thai_month_short


def spans(months: Iterable[dt.date]) -> str:
    """Return months, in their order, as ม.ค. มี.ค.–ธ.ค."""
    runs: list[list[dt.date]] = []
    for month in months:
        if runs and _number(month) == _number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return " ".join(_told(run) for run in runs)


def _told(run: list[dt.date]) -> str:
    if len(run) < 3:  # noqa: PLR2004 - two months are as short one by one
        return " ".join(map(thai_month_short, run))
    return f"{thai_month_short(run[0])}–{thai_month_short(run[-1])}"


def _number(month: dt.date) -> int:
    return month.year * 12 + month.month

"""In which months an instrument was in calibration."""

import datetime as dt
from collections.abc import Iterable

from inventories.calc.bills import last_of


def uncovered(months: Iterable[dt.date], spans: Iterable[tuple[dt.date, dt.date]]) -> list[dt.date]:
    """Return the months (first days) of which a day lies in no calibration (first and last day, both included)."""
    held = sorted(spans)
    return [month for month in months if not _covers(month, last_of(month), held)]


def _covers(first: dt.date, last: dt.date, held: list[tuple[dt.date, dt.date]]) -> bool:
    """Say whether spans, sorted, hold every day from first to last: one may follow on another the next day."""
    wanted = first
    for begins, ends in held:
        if begins <= wanted <= ends:
            if ends >= last:
                return True
            wanted = ends + dt.timedelta(days=1)
    return False

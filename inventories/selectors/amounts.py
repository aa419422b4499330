"""Reading amounts: the newest revision of each source × month is the figure in force."""

import datetime as dt
from collections.abc import Iterable, Mapping

from cfo_site.accounts.models import Municipality
from inventories.models import AmountRevision

Cell = tuple[int, dt.date]


def amounts_in_force(
    municipality: Municipality, *, source_ids: Iterable[int], months: Iterable[dt.date]
) -> Mapping[Cell, AmountRevision]:
    """Return the newest revision by (source id, month); a month never entered is absent."""
    newest = (
        AmountRevision.objects.of(municipality)
        .filter(source__in=list(source_ids), month__in=list(months))
        .order_by("source_id", "month", "-number")
        .distinct("source_id", "month")
    )
    return {(row.source_id, row.month): row for row in newest}


def history(municipality: Municipality, *, source_id: int, month: dt.date) -> list[AmountRevision]:
    """Return all revisions of one cell, newest first, with who recorded them."""
    return list(
        AmountRevision.objects.of(municipality)
        .filter(source=source_id, month=month)
        .select_related("recorded_by")
        .order_by("-number")
    )

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
    """Return all revisions of one cell, newest first, with who recorded them and what included them."""
    return list(
        AmountRevision.objects.of(municipality)
        .filter(source=source_id, month=month)
        .select_related("recorded_by", "elsewhere")
        .order_by("-number")
    )


def revisions_seen(municipality: Municipality, seen: Mapping[Cell, int]) -> Mapping[Cell, AmountRevision]:
    """Return certain revisions by (source id, month), `seen` being their numbers; 0, nothing ever entered, is absent."""
    wanted = {cell: number for cell, number in seen.items() if number}
    rows = AmountRevision.objects.of(municipality).filter(
        source__in={source for source, _month in wanted},
        month__in={month for _source, month in wanted},
        number__in=set(wanted.values()),
    )
    return {(row.source_id, row.month): row for row in rows if wanted.get((row.source_id, row.month)) == row.number}


def newest_with_people(municipality: Municipality, cells: Iterable[Cell]) -> Mapping[Cell, AmountRevision]:
    """Return the revisions in force of some cells, with who recorded them."""
    wanted = set(cells)
    rows = (
        AmountRevision.objects.of(municipality)
        .filter(source__in={source for source, _month in wanted}, month__in={month for _source, month in wanted})
        .order_by("source_id", "month", "-number")
        .distinct("source_id", "month")
        .select_related("recorded_by")
    )
    return {(row.source_id, row.month): row for row in rows if (row.source_id, row.month) in wanted}

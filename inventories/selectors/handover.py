"""What whoever takes over must know of each source: what it gave last, and where its papers lie."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from inventories.models import AmountRevision, Evidence, EvidenceUse, Inventory
from inventories.selectors.collection import Collection, Line, collections

LOOKED_BACK = 24  # months before the year's last in which the last figure is looked for


@dataclass(frozen=True, slots=True)
class Handed:
    """A source: what is expected of it, its newest month with a figure, where its newest paper lies."""

    line: Line
    last: AmountRevision | None
    paper: Evidence | None


@dataclass(frozen=True, slots=True)
class Handover:
    """One division's part of the sheet."""

    collection: Collection
    sources: tuple[Handed, ...]


def handovers(inventory: Inventory, *, today: dt.date) -> list[Handover]:
    """Return the sheet of a year, division by division, in a fixed number of queries."""
    collected = collections(inventory, today=today)
    sources = [line.use.source_id for each in collected for line in each.lines]
    last, papers = _last_figures(inventory, sources), _newest_papers(inventory, sources)
    return [
        Handover(
            each,
            tuple(Handed(line, last.get(line.use.source_id), papers.get(line.use.source_id)) for line in each.lines),
        )
        for each in collected
    ]


def _last_figures(inventory: Inventory, sources: Sequence[int]) -> dict[int, AmountRevision]:
    """Return the figure of the newest month that has one (an amount or a notation), by source."""
    end = inventory.month_list[-1]
    begin = dt.date(end.year - LOOKED_BACK // 12, end.month, 1)
    newest = (
        AmountRevision.objects.of(inventory.municipality)
        .filter(source__in=sources, month__gt=begin, month__lte=end)
        .order_by("source_id", "month", "-number")
        .distinct("source_id", "month")
    )
    return {row.source_id: row for row in newest if row.amount is not None or row.notation}


def _newest_papers(inventory: Inventory, sources: Sequence[int]) -> dict[int, Evidence]:
    """Return the newest line of the index of evidence that is not cancelled, by source."""
    uses = (
        EvidenceUse.objects.of(inventory.municipality)
        .filter(source__in=sources, evidence__cancelled_at__isnull=True, evidence__year__lte=inventory.year)
        .select_related("evidence")
        .order_by("source_id", "-evidence__year", "-evidence__month", "-evidence__running")
        .distinct("source_id")
    )
    return {use.source_id: use.evidence for use in uses}

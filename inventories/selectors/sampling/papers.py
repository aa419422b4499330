"""Reading which papers a verifier asked for, and what of the index could be one of them."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from inventories.models import Evidence, Inventory, RequestedDocument
from inventories.selectors.evidence.entries import of_year

WAITING, LATE, RECEIVED, DROPPED = "waiting", "late", "received", "dropped"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that was asked for, and how it stands on a day."""

    row: RequestedDocument
    state: str


def wanted(inventory: Inventory, *, today: dt.date) -> list[Wanted]:
    """Return the papers that were asked for of a year, those that are waited for first, each by its day."""
    rows = RequestedDocument.objects.of(inventory.municipality).filter(inventory=inventory)
    listed = rows.select_related("evidence", "asked_by", "closed_by", "item__source")
    found = [Wanted(row, _state(row, today)) for row in listed]
    return sorted(found, key=lambda each: (not each.row.is_open, each.row.due_on, each.row.number))


def requested(inventory: Inventory) -> list[RequestedDocument]:
    """Return the papers that were asked for of a year, in the order of their numbers."""
    return list(RequestedDocument.objects.of(inventory.municipality).filter(inventory=inventory).order_by("number"))


def waiting_count(inventory: Inventory) -> int:
    """Return how many papers are waited for."""
    rows = RequestedDocument.objects.of(inventory.municipality).filter(inventory=inventory, closed_at__isnull=True)
    return rows.count()


def wanted_or_404(inventory: Inventory, pk: int) -> RequestedDocument:
    """Return one paper that was asked for, or answer 404."""
    rows = RequestedDocument.objects.of(inventory.municipality).filter(inventory=inventory, pk=pk)
    found = rows.select_related("evidence", "inventory", "municipality", "asked_by", "closed_by").first()
    if found is None:
        raise Http404
    return found


def evidence_choices(inventory: Inventory) -> list[Evidence]:
    """Return the papers of a year's index that were not struck out, the newest first."""
    return list(of_year(inventory).filter(cancelled_at__isnull=True).order_by("-recorded_at", "-pk"))


def _state(row: RequestedDocument, today: dt.date) -> str:
    if row.is_open:
        return LATE if row.due_on < today else WAITING
    return RECEIVED if row.received_on else DROPPED

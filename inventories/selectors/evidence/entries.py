"""Reading the index of evidence: a year's, one line of it, and what happened to that line."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Q, QuerySet
from django.http import Http404

from cfo_site.accounts.gate import Visitor
from cfo_site.accounts.models import Municipality
from cfo_site.ledger.models import Entry
from cfo_site.ledger.selectors import Line, lines
from inventories.models import Evidence, EvidenceUse, FileWithdrawal, Inventory, InventorySource, Snapshot, State
from inventories.selectors.evidence.kinds import kind_label

WITH_FILE, WITHOUT_FILE = "with", "without"


@dataclass(slots=True)
class Paper:
    """A line of the index with what it stands for in one year.

    `added_later`: after the year was locked, so the frozen papers do not name it.
    """

    evidence: Evidence
    uses: list[EvidenceUse] = field(default_factory=list)
    withdrawn: FileWithdrawal | None = None
    added_later: bool = False

    @property
    def kind(self) -> str:
        """Return the name of its kind in the language of the page."""
        return kind_label(self.evidence.kind)

    @property
    def has_file(self) -> bool:
        """Say whether there are bytes to be had."""
        return self.evidence.file_id is not None and self.withdrawn is None


def uses_in(inventory: Inventory) -> QuerySet[EvidenceUse]:
    """Return what stands for figures of a year: its months, and the papers of the whole year of its sources."""
    sources = InventorySource.objects.of(inventory.municipality).filter(inventory=inventory).values("source")
    within = Q(month__in=inventory.month_list) | Q(month__isnull=True, evidence__year=inventory.year)
    rows = EvidenceUse.objects.of(inventory.municipality).filter(within, source__in=sources)
    return rows.select_related("source").order_by("source_id", "month")


def of_year(inventory: Inventory) -> QuerySet[Evidence]:
    """Return the lines of a year's index in the order of their codes, cancelled ones too: no number is missing."""
    rows = Evidence.objects.of(inventory.municipality).filter(pk__in=uses_in(inventory).order_by().values("evidence"))
    return rows.select_related("file", "recorded_by", "cancelled_by").order_by("scope", "year", "month", "running")


def index(
    inventory: Inventory, *, scope: str = "", month: dt.date | None = None, file: str = "", kind: str = ""
) -> list[Paper]:
    """Return a year's index, of all or of a scope, a month, a kind, with or without a file; in a fixed number of queries.

    `file`: WITH_FILE, WITHOUT_FILE or nothing.
    """
    rows = of_year(inventory)
    if scope:
        rows = rows.filter(scope=scope)
    if kind:
        rows = rows.filter(kind=kind)
    if month is not None:
        of_month = uses_in(inventory).filter(month=month).order_by().values("evidence")
        rows = rows.filter(pk__in=of_month)
    found = papers(inventory, rows)
    if file:
        found = [paper for paper in found if paper.has_file is (file == WITH_FILE)]
    return found


def papers(inventory: Inventory, rows: Iterable[Evidence]) -> list[Paper]:
    """Return lines of the index with what they stand for in a year."""
    evidence = list(rows)
    uses: dict[int, list[EvidenceUse]] = defaultdict(list)
    for use in uses_in(inventory).filter(evidence__in=[each.pk for each in evidence]):
        uses[use.evidence_id].append(use)
    files = {each.file_id for each in evidence if each.file_id}
    withdrawn = {
        row.file_id: row
        for row in FileWithdrawal.objects.of(inventory.municipality)
        .filter(file__in=files)
        .select_related("withdrawn_by")
    }
    locked_at = _locked_at(inventory)
    return [
        Paper(
            each,
            uses[each.pk],
            withdrawn.get(each.file_id or 0),
            added_later=locked_at is not None and each.recorded_at > locked_at,
        )
        for each in evidence
    ]


def paper_or_404(inventory: Inventory, pk: int) -> Paper:
    """Return one line of a year's index, or answer 404: also for one that stands for nothing in this year."""
    found = papers(inventory, of_year(inventory).filter(pk=pk))
    if not found:
        raise Http404
    return found[0]


def use_or_404(inventory: Inventory, evidence: Evidence, pk: int) -> EvidenceUse:
    """Return one thing that a paper stands for in a year, or answer 404."""
    found = uses_in(inventory).filter(evidence=evidence, pk=pk).first()
    if found is None:
        raise Http404
    return found


def use_at(uses: Iterable[InventorySource], place: EvidenceUse) -> InventorySource | None:
    """Return, of the uses of a year, the one whose figure a paper stands for; of the whole year the first of its source."""
    own = [use for use in uses if use.source_id == place.source_id and use.parent_id is None]
    return next((use for use in own if place.month is None or use.counts_in(place.month)), None)


def history(evidence: Evidence, *, visitor: Visitor) -> list[Line]:
    """Return what was done to a line of the index, newest first, as the ledger tells it."""
    entries = Entry.objects.of(evidence.municipality).filter(subject=f"evidence:{evidence.pk}")
    return lines(entries.select_related("text").order_by("-number"), visitor=visitor)


def stands_for(evidence: Evidence) -> set[tuple[int, dt.date | None]]:
    """Return (source, month) of what a line stands for, in any year; month None: the whole year."""
    rows = EvidenceUse.objects.of(evidence.municipality).filter(evidence=evidence)
    return set(rows.values_list("source_id", "month"))


def next_running(municipality: Municipality, *, scope: str, year: int, month: int) -> int:
    """Return the next running number of a code; ask only while the municipality is held (services.locking)."""
    rows = Evidence.objects.of(municipality).filter(scope=scope, year=year, month=month)
    return (rows.aggregate(last=Max("running"))["last"] or 0) + 1


def frozen_at(municipality: Municipality, uses: Iterable[EvidenceUse], *, year: int) -> dt.datetime | None:
    """Return when the last of the locked years that these uses are in was locked; None where none is locked.

    `year`: of the paper, for a use over the whole year.
    """
    uses = list(uses)
    rows = InventorySource.objects.of(municipality).filter(source__in={use.source_id for use in uses})
    inventories = {row.inventory for row in rows.select_related("inventory") if row.inventory.state != State.DRAFT}
    by_source = {(row.inventory_id, row.source_id) for row in rows}
    touched = {
        inventory.pk
        for inventory in inventories
        for use in uses
        if (inventory.pk, use.source_id) in by_source
        and (use.month in inventory.month_list if use.month else inventory.year == year)
    }
    last = Snapshot.objects.of(municipality).filter(inventory__in=touched).aggregate(last=Max("locked_at"))["last"]
    return last if touched else None


def _locked_at(inventory: Inventory) -> dt.datetime | None:
    if not inventory.is_locked:
        return None
    rows = Snapshot.objects.of(inventory.municipality).filter(inventory=inventory)
    found: dt.datetime | None = rows.aggregate(last=Max("locked_at"))["last"]
    return found

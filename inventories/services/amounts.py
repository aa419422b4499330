"""The one door by which figures enter: a cell, a pasted block, an import, the demonstration loader."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import AmountRevision, CameBy, Inventory, InventorySource, Source, State
from inventories.policies import Refused, check_month
from inventories.selectors import row_hashes
from inventories.selectors.amounts import Cell, amounts_in_force
from inventories.selectors.path import opened_cells
from inventories.services.results import recalculate


@dataclass(frozen=True, slots=True)
class AmountChange:
    """What somebody wants a cell to hold. Neither amount nor notation empties it.

    `amount` is in the source's unit. `based_on` is the number of the revision they saw (0: the cell was empty).
    `estimated` None: as it was where the figure stays, else no (a cell of the grid says nothing about it).
    `estimation`: by which method, where it is estimated. `elsewhere_id`: the source that includes it, of notation IE.
    `came_by`: the door it came through. `afresh` makes a revision even where the figure stays: what it was computed from is another.
    """

    source_id: int
    month: dt.date
    amount: Decimal | None = None
    notation: str = ""
    based_on: int = 0
    estimated: bool | None = None
    estimation: str = ""
    elsewhere_id: int | None = None
    came_by: str = CameBy.TYPED
    reason: str = ""
    afresh: bool = False


class ChangedSince(Refused):
    """Somebody else changed cells after they were shown; nothing of the batch was stored."""

    def __init__(self, message: str, changes: Sequence[AmountChange]) -> None:
        super().__init__(message)
        self.changes = changes


@transaction.atomic
def record_amounts(
    *, municipality: Municipality, actor: User, changes: Sequence[AmountChange], now: dt.datetime | None = None
) -> list[AmountRevision]:
    """Record amounts, all or none, with one ledger entry, and calculate what they touch. Return the new revisions.

    A change that says what the cell already holds is passed over. Lock order: inventories by primary key, then the
    head of the chain. Raises Refused (wrong source or month, locked year) and ChangedSince (cells changed meanwhile).
    """
    now = now or timezone.now()
    source_ids = {change.source_id for change in changes}
    uses = _locked_uses(municipality, source_ids)
    sources = {source: of_source[0].source for source, of_source in uses.items()}
    if unused := source_ids - sources.keys():
        sources |= {source.pk: source for source in Source.objects.of(municipality).filter(pk__in=unused)}
    if source_ids - sources.keys():
        raise Refused(_("ไม่พบแหล่งปล่อยนี้ในเทศบาลของท่าน โปรดเปิดหน้ากรอกข้อมูลใหม่"))
    correcting = {use.inventory for of in uses.values() for use in of if use.inventory.state == State.CORRECTING}
    opened = opened_cells(sorted(correcting, key=attrgetter("pk")))
    for change in changes:
        check_month(sources[change.source_id], change.month, uses[change.source_id], opened)
    months = {change.month for change in changes}
    if len({(change.source_id, change.month) for change in changes}) != len(changes):
        raise Refused(_("มีเดือนเดียวกันของแหล่งปล่อยเดียวกันซ้ำในชุดข้อมูล โปรดเหลือไว้รายการเดียว"))
    in_force = amounts_in_force(municipality, source_ids=source_ids, months=months | _months_of_years(uses, months))
    wanted = [
        change
        for change in (_settled(change, in_force.get((change.source_id, change.month))) for change in changes)
        if change.afresh or not _says_the_same(change, in_force.get((change.source_id, change.month)))
    ]
    _check_unchanged(wanted, in_force)
    if not wanted:
        return []
    rows = [
        AmountRevision(
            municipality=municipality,
            source=sources[change.source_id],
            month=change.month,
            number=change.based_on + 1,
            amount=change.amount,
            notation=change.notation,
            estimated=bool(change.estimated) and change.amount is not None,
            estimation=change.estimation if change.estimated and change.amount is not None else "",
            elsewhere_id=change.elsewhere_id,
            came_by=change.came_by,
            reason=change.reason,
            recorded_by=actor,
            recorded_at=now,
        )
        for change in sorted(wanted, key=lambda change: (change.source_id, change.month))
    ]
    touched = _touched(rows, uses)
    entry = ledger.append(
        municipality=municipality,
        actor=actor,
        act=acts.AMOUNTS_RECORDED,
        facts={
            "count": len(rows),
            "years": ", ".join(sorted({use.inventory.token for use in touched})),
            "rows_sha256": row_hashes.of_revisions(rows),
        },
        now=now,
    )
    for row in rows:
        row.entry_number = entry.number
        row.clean_fields(exclude=["municipality", "source", "recorded_by"])
    AmountRevision.objects.bulk_create(rows, batch_size=2000)
    by_inventory: dict[int, list[InventorySource]] = defaultdict(list)
    for use in touched:
        by_inventory[use.inventory_id].append(use)
    known = {**in_force, **{(row.source_id, row.month): row for row in rows}}
    for inventory_uses in by_inventory.values():
        recalculate(inventory_uses[0].inventory, inventory_uses, amounts=known)
    return rows


def _months_of_years(uses: Mapping[int, Iterable[InventorySource]], months: set[dt.date]) -> set[dt.date]:
    """Return all months of the years that hold one of some months: what is calculated again is read once."""
    years = {use.inventory for of_source in uses.values() for use in of_source}
    return {month for year in years if not months.isdisjoint(year.month_list) for month in year.month_list}


def _locked_uses(municipality: Municipality, source_ids: set[int]) -> dict[int, list[InventorySource]]:
    """Lock the inventories in which the sources count, then return the uses by source."""
    of_sources = InventorySource.objects.of(municipality).filter(source__in=source_ids)
    list(
        Inventory.objects.of(municipality)
        .filter(pk__in=of_sources.values("inventory"))
        .order_by("pk")
        .select_for_update()
        .values_list("pk")
    )
    uses: dict[int, list[InventorySource]] = defaultdict(list)
    for use in of_sources.select_related("inventory__gwp_set", "source", "factor__edition"):
        use.inventory.municipality = municipality  # whose names have been read
        uses[use.source_id].append(use)
    return uses


def _settled(change: AmountChange, row: AmountRevision | None) -> AmountChange:
    """Return a change that says whether its figure is estimated, and where one included elsewhere is, if it stays so."""
    if row is not None and change.notation and change.notation == row.notation and change.elsewhere_id is None:
        change = replace(change, elsewhere_id=row.elsewhere_id)
    if change.estimated is not None:
        return change
    stays = row is not None and change.amount is not None and change.amount == row.amount
    return replace(change, estimated=stays and row is not None and row.estimated)


def _says_the_same(change: AmountChange, row: AmountRevision | None) -> bool:
    if row is None:
        return change.amount is None and not change.notation
    said = (change.amount, change.notation, change.estimated, change.elsewhere_id)
    return said == (row.amount, row.notation, row.estimated, row.elsewhere_id)


def _check_unchanged(wanted: Sequence[AmountChange], in_force: Mapping[Cell, AmountRevision]) -> None:
    seen = {cell: row.number for cell, row in in_force.items()}
    if changed := [change for change in wanted if change.based_on != seen.get((change.source_id, change.month), 0)]:
        message = _("มีผู้อื่นแก้ตัวเลขนี้ไปแล้วหลังจากที่ท่านเปิดหน้า จึงยังไม่ได้บันทึก โปรดเลือกว่าจะใช้ตัวเลขใด")
        raise ChangedSince(message, changed)


def _touched(rows: Sequence[AmountRevision], uses: dict[int, list[InventorySource]]) -> list[InventorySource]:
    months: dict[int, list[dt.date]] = defaultdict(list)
    for row in rows:
        months[row.source_id].append(row.month)
    return [
        use
        for source_id in sorted(months)
        for use in uses[source_id]
        if any(use.counts_in(month) for month in months[source_id])
    ]

"""From register to number: linking items to sources, leaving them out of a year with a reason, and back."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.calc.registers import Life, Standing
from inventories.models import Inventory, ItemExclusion, ItemLink, RegisterItem, Source
from inventories.policies import Refused
from inventories.policies.registers import check_exclusion, check_link
from inventories.selectors import row_hashes
from inventories.selectors.registers.items import links_of
from inventories.selectors.registers.reconciling import reconciliation
from inventories.services.locking import held_for_figures, hold_municipality, hold_years


@transaction.atomic
def link_items(
    *,
    municipality: Municipality,
    actor: User,
    items: Sequence[RegisterItem],
    source: Source,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    inventory: Inventory | None = None,
    now: dt.datetime | None = None,
) -> list[ItemLink]:
    """Link items to a source from a day to a day (None: as long as the item is there), with one ledger entry.

    Items that stand behind the source in those days already are passed over. `inventory`: the year from which it is
    done. Raises Refused (nothing chosen, an item left out of that year) and ValidationError (the days).
    """
    if first_day and last_day and last_day < first_day:
        raise ValidationError({"last_day": _("วันสุดท้ายอยู่ก่อนวันแรก โปรดตรวจวันที่")})
    now = now or timezone.now()
    hold_years(municipality, [source.pk])
    hold_municipality(municipality)
    left_out = set[int]()
    if inventory is not None:
        rows = ItemExclusion.objects.of(municipality).filter(inventory=inventory, item__in=items)
        left_out = set(rows.values_list("item", flat=True))
    check_link(numbers=[item.number for item in items], excluded=[item.number for item in items if item.pk in left_out])
    days, there = Life(first_day, last_day), links_of(municipality, items)
    new = [
        ItemLink(
            municipality=municipality, item=item, source=source, first_day=first_day, last_day=last_day,
            linked_by=actor, linked_at=now,
        )
        for item in items
        if not any(
            link.source_id == source.pk and Life(link.first_day, link.last_day).meets(days)
            for link in there.get(item.pk, ())
        )
    ]  # fmt: skip
    stored = ItemLink.objects.bulk_create(new)
    if stored:
        ledger.append(
            municipality=municipality,
            actor=actor,
            act=acts.ITEMS_LINKED,
            subject=f"source:{source.pk}",
            facts={
                "source": source.pk,
                "count": len(stored),
                "first_day": first_day.isoformat() if first_day else "",
                "last_day": last_day.isoformat() if last_day else "",
                "rows_sha256": row_hashes.of_items([link.item for link in stored]),
            },
            now=now,
        )
    return stored


@transaction.atomic
def unlink_item(*, link: ItemLink, actor: User, now: dt.datetime | None = None) -> None:
    """Take a link back that was a mistake. What a locked year says of it stays there. Raises Refused where it is gone."""
    municipality = link.municipality
    hold_years(municipality, [link.source_id])
    rows = ItemLink.objects.of(municipality).filter(pk=link.pk)
    if not rows.exists():
        raise Refused(_("การโยงนี้ถูกยกเลิกไปแล้ว โปรดเปิดหน้านี้ใหม่"))
    rows.delete()
    ledger.append(
        municipality=municipality,
        actor=actor,
        act=acts.ITEM_UNLINKED,
        subject=f"item:{link.item_id}",
        facts={"item": link.item_id, "source": link.source_id},
        now=now,
    )


@transaction.atomic
def exclude_items(
    *,
    inventory: Inventory,
    actor: User,
    items: Sequence[RegisterItem],
    reason: str,
    now: dt.datetime | None = None,
) -> list[ItemExclusion]:
    """Say why items stand behind no source of a year; an item that was left out already gets the new reason.

    Raises Refused: a closed year, no reason, an item that is linked or was not there in the year.
    """
    now = now or timezone.now()
    inventory = held_for_figures(inventory)
    municipality, reason = inventory.municipality, thai.normalise(reason).strip()
    stands = {line.item: line.standing for line in reconciliation(inventory).items}
    check_exclusion(standings=[(item.number, stands.get(item.pk, Standing.OUTSIDE)) for item in items], reason=reason)
    rows = ItemExclusion.objects.of(municipality).filter(inventory=inventory, item__in=items)
    there = {row.item_id: row for row in rows}
    kept = []
    for item in items:
        row = there.get(item.pk) or ItemExclusion(municipality=municipality, inventory=inventory, item=item)
        row.reason, row.decided_by, row.decided_at = reason, actor, now
        row.clean_fields(exclude=["municipality", "inventory", "item", "decided_by"])
        row.save()
        kept.append(row)
    ledger.append(
        municipality=municipality,
        actor=actor,
        act=acts.ITEMS_EXCLUDED,
        subject=f"inventory:{inventory.pk}",
        facts={"year": inventory.token, "count": len(kept), "rows_sha256": row_hashes.of_items(items)},
        text=reason,
        now=now,
    )
    return kept


@transaction.atomic
def include_item(*, inventory: Inventory, item: RegisterItem, actor: User, now: dt.datetime | None = None) -> None:
    """Take back that an item was left out of a year: it is open again. Raises Refused: a closed year, or nothing there."""
    inventory = held_for_figures(inventory)
    rows = ItemExclusion.objects.of(inventory.municipality).filter(inventory=inventory, item=item)
    if not rows.exists():
        raise Refused(_("รายการนี้ไม่ได้ระบุว่าไม่รวมแล้ว โปรดเปิดหน้านี้ใหม่"))
    rows.delete()
    ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.ITEM_INCLUDED,
        subject=f"item:{item.pk}",
        facts={"year": inventory.token, "item": item.pk},
        now=now,
    )

"""Copying last year's set-up into a new year, and confirming that it still holds."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Exclusion, Inventory, InventorySource
from inventories.selectors.boundary import exclusions
from inventories.selectors.setup import Planned, plan, stale_uses
from inventories.selectors.upstream import upstream_choice
from inventories.services.locking import locked_open
from inventories.services.sources import Addition, Uncalculable, add_sources
from inventories.services.upstream import WrongDensity, count_upstream


def copy_setup(*, older: Inventory, newer: Inventory, actor: User, now: dt.datetime) -> int:
    """Copy sources, exclusions and the upstream switch into a year just opened, inside its transaction.

    Every copy is marked until somebody confirms it. What cannot be calculated in the new year is left out; the page of
    the set-up names it. Answers to boundary questions belong to the source and need no copy. Return how many sources.
    """
    copied = _add(newer, actor, [each for each in plan(older, newer) if not each.why_not])
    left_out = [
        Exclusion(
            municipality=newer.municipality, inventory=newer, source=each.source, what=each.what, why=each.why,
            tco2e=each.tco2e, use=each.use, copied_from=older, decided_by=actor, decided_at=now,
        )
        for each in exclusions(older)
    ]  # fmt: skip
    Exclusion.objects.bulk_create(left_out)
    rows = InventorySource.objects.of(newer.municipality).filter(pk__in=[use.pk for use in copied])
    rows.update(copied_from=older)
    if (choice := upstream_choice(older)) is not None:
        densities = {fuel: (Decimal(own["ratio"]), own["reason"]) for fuel, own in choice.densities.items()}
        try:
            with transaction.atomic():
                count_upstream(inventory=newer, actor=actor, densities=densities, now=now)
        except WrongDensity:  # a bound that was narrowed since: the switch is set anew by hand
            pass
    ledger.append(
        municipality=newer.municipality, actor=actor, act=acts.SETUP_COPIED, subject=f"inventory:{newer.pk}",
        facts={
            "year": newer.token, "from_year": older.token, "count": len(copied), "exclusions": len(left_out),
        }, now=now,
    )  # fmt: skip
    return len(copied)


@transaction.atomic
def confirm_setup(*, inventory: Inventory, actor: User, uses: Collection[int], left_out: Collection[int]) -> int:
    """Say of copied sources and exclusions of a draft year that they still hold. Return how many; raises policies.Refused.

    What is confirmed already, was never copied, or still counts by a factor of no chosen edition, is passed over.
    """
    inventory = locked_open(inventory)
    stale = set(stale_uses(inventory).values_list("pk", flat=True))
    mine = {"inventory": inventory, "copied_from__isnull": False}
    count = InventorySource.objects.of(inventory.municipality).filter(**mine, pk__in=set(uses) - stale).update(
        copied_from=None
    ) + Exclusion.objects.of(inventory.municipality).filter(**mine, pk__in=list(left_out)).update(copied_from=None)
    if count:
        ledger.append(
            municipality=inventory.municipality, actor=actor, act=acts.SETUP_CONFIRMED,
            subject=f"inventory:{inventory.pk}", facts={"year": inventory.token, "count": count},
        )  # fmt: skip
    return count


def _add(newer: Inventory, actor: User, wanted: list[Planned]) -> list[InventorySource]:
    """Add what was planned at once; where the calculator cannot calculate some of it, one by one without those."""
    additions = [Addition(each.use.source, each.fields) for each in wanted]
    try:
        return add_sources(inventory=newer, actor=actor, additions=additions)
    except Uncalculable:
        added: list[InventorySource] = []
        for addition in additions:
            try:
                added += add_sources(inventory=newer, actor=actor, additions=[addition])
            except ValidationError:
                continue
        return added

"""Holding still what is about to change.

Lock order: inventories by primary key, then the source, then the municipality's own row, then the chain's head.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality
from inventories import policies
from inventories.models import Inventory, InventorySource, Source


def locked_open(inventory: Inventory, *, besides: Sequence[InventorySource] = ()) -> Inventory:
    """Lock an inventory against a lock or a change at the same time, and refuse if it is no draft.

    Those of the uses `besides` are locked with it, all by primary key, and the uses given the locked rows.
    """
    wanted = {inventory.pk, *(use.inventory_id for use in besides)}
    rows = Inventory.objects.of(inventory.municipality).filter(pk__in=wanted).order_by("pk")
    locked = {row.pk: row for row in rows.select_for_update(of=("self",)).select_related("municipality", "gwp_set")}
    policies.check_open(locked[inventory.pk])
    for use in besides:
        use.inventory = locked[use.inventory_id]
    return locked[inventory.pk]


def held_for_figures(inventory: Inventory) -> Inventory:
    """Lock a year of which figures are written or explained, and refuse if it is neither draft nor being corrected."""
    rows = Inventory.objects.of(inventory.municipality).select_for_update(of=("self",))
    held = rows.select_related("municipality", "gwp_set").get(pk=inventory.pk)
    if not policies.takes_figures(held):
        policies.check_open(held)
    return held


def hold(use: InventorySource) -> Inventory:
    """Lock every year in which a use's source counts, and read the use and its source as they are now.

    Somebody may have changed them since they were shown. Raises policies.Refused where the year is no draft, or the use
    was taken out of it.
    """
    inventory = locked_open(use.inventory, besides=uses_of(use.municipality, [use.source_id]))
    sources = Source.objects.of(inventory.municipality).select_for_update(of=("self",)).select_related("division")
    source = sources.get(pk=use.source_id)
    try:
        use.refresh_from_db(from_queryset=InventorySource.objects.of(inventory.municipality))
    except InventorySource.DoesNotExist:
        message = _("แหล่งปล่อยนี้ถูกนำออกจากบัญชีแล้ว โปรดเปิดรายการแหล่งปล่อยใหม่")
        raise policies.Refused(message) from None
    use.inventory, use.source, use.municipality = inventory, source, inventory.municipality
    return inventory


def uses_of(municipality: Municipality, sources: Iterable[int]) -> list[InventorySource]:
    """Return the uses of sources in all years: a figure that is recorded meanwhile locks those years."""
    rows = InventorySource.objects.of(municipality).filter(source__in=list(sources))
    return list(rows.select_related("inventory", "source", "factor__edition", "municipality"))


def hold_years(municipality: Municipality, sources: Iterable[int]) -> None:
    """Lock every year in which sources count, a locked one too: none is frozen while something is written beside it."""
    wanted = InventorySource.objects.of(municipality).filter(source__in=list(sources)).values("inventory")
    years = Inventory.objects.of(municipality).filter(pk__in=wanted).order_by("pk")
    list(years.select_for_update(of=("self",)).values_list("pk"))


def hold_municipality(municipality: Municipality) -> None:
    """Lock a municipality's row: what is counted or stored once for all of it waits its turn. References are not hindered."""
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)

"""Looking at one check of readiness of a year as it stands."""

from django.utils import timezone

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Inventory
from inventories.selectors.readiness import readiness


def found(year, key):
    """Return what a check finds in the year as it stands now."""
    with tenant_scope(year.municipality):
        fresh = Inventory.objects.of(year.municipality).select_related("municipality", "gwp_set").get(pk=year.pk)
        looked = readiness(fresh, today=timezone.localdate())
    every = [*looked.musts, *looked.shoulds, *looked.notes, *looked.done, *looked.nothing]
    return next(line for line in every if line.check.key == key)


def told(line):
    """Return name and sentence of each open thing."""
    return [(str(item.name), str(item.told)) for item in line.found.items]

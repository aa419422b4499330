"""What the acts on findings have in common: holding the years, and reading how a finding stands while it is held."""

from inventories.models import Finding, Inventory
from inventories.policies.findings import check
from inventories.selectors.findings.register import Standing, standing


def held_with(inventory: Inventory, finding: Finding) -> Inventory:
    """Lock the year in which something is done and the finding's own, by primary key, and return the first as it is now."""
    wanted = {inventory.pk, finding.inventory_id}
    rows = Inventory.objects.of(inventory.municipality).filter(pk__in=wanted).order_by("pk")
    locked = {row.pk: row for row in rows.select_for_update(of=("self",)).select_related("municipality", "gwp_set")}
    return locked[inventory.pk]


def held_standing(inventory: Inventory, finding: Finding, act: str) -> tuple[Inventory, Standing]:
    """Hold the years and return them with the finding as it stands now. Raises Refused where the act is not due."""
    inventory = held_with(inventory, finding)
    stands = standing(inventory, finding)
    check(inventory, act, stands.finding, state=stands.state)
    return inventory, stands

"""Reading the statements of a year."""

from inventories.models import Inventory, Statement


def statements(inventory: Inventory) -> list[Statement]:
    """Return the statements of a year, newest first, with their step and agreement."""
    rows = Statement.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.select_related("step__changed_by", "verification").order_by("-step__number"))

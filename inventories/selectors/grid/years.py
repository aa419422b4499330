"""Years that show the same months: a figure belongs to source and month, so a calendar and a budget year share it."""

from inventories.models import Inventory
from inventories.selectors.inventories import inventories


def same_figures(inventory: Inventory) -> list[Inventory]:
    """Return the municipality's years of the other kind that overlap this one, the earliest first."""
    others = inventories(inventory.municipality).exclude(year_kind=inventory.year_kind)
    last = inventory.last_day
    return sorted(
        (year for year in others if year.first_month <= last and year.last_day >= inventory.first_month),
        key=lambda year: year.first_month,
    )

"""The list of unlikely figures of a year as its page shows it: ranked by what is at stake, chosen by division."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.models import Division, Inventory
from inventories.selectors.plausibility import Flag, flags, owed
from inventories.selectors.sources import divisions


@dataclass(frozen=True, slots=True)
class Checklist:
    """Cells in doubt: those that are open, what is at stake first, and those explained already."""

    open: list[Flag]
    explained: list[Flag]
    owed_in_all: int  # demanded and missing, of every division
    divisions: list[Division]

    @property
    def clearable(self) -> list[Flag]:
        """Return what may be cleared at once: open, and no explanation is demanded."""
        return [flag for flag in self.open if not flag.demanded]

    @property
    def owed(self) -> list[Flag]:
        """Return what must be explained one by one."""
        return [flag for flag in self.open if flag.demanded]

    @property
    def kgco2e(self) -> Decimal:
        """Return what is at stake in the open cells together."""
        return sum((flag.kgco2e or Decimal(0) for flag in self.open), Decimal(0))


def checklist(inventory: Inventory, *, division: int | None = None, demanded_only: bool = False) -> Checklist:
    """Return the list of a year, of one division if told so, or only what must be explained."""
    every = flags(inventory)
    shown = [
        flag
        for flag in every
        if (division is None or flag.use.source.division_id == division) and (flag.demanded or not demanded_only)
    ]
    return Checklist(
        open=[flag for flag in shown if flag.open],
        explained=[flag for flag in shown if not flag.open],
        owed_in_all=sum(flag.owed for flag in every),
        divisions=list(divisions(inventory.municipality)),
    )


def unexplained(inventory: Inventory) -> list[str]:
    """Return the cells without which a year cannot be locked: name and month of each, the heaviest first."""
    return cell_names(owed(inventory))


def cell_names(listed: Sequence[Flag]) -> list[str]:
    """Return name and month of cells."""
    return [f"{plain_name(flag.use.source)} {thai_month(flag.month)}" for flag in listed]

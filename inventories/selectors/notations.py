"""Months without a figure, and why: notation keys in force with their reasons, told once for the months they share."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.models import Inventory, InventorySource, Notation, Source
from inventories.selectors.cells import read_cells
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.spans import spans

_NOTED = """
SELECT use_id, notation, coalesce(reason, ''), elsewhere_id, array_agg(month ORDER BY month) FROM cell
 WHERE notation <> '' GROUP BY use_id, category_order, position, scope, notation, coalesce(reason, ''), elsewhere_id
 ORDER BY scope, category_order, position, use_id, min(month)
"""
# What lacks a reason, or, being included elsewhere, where that is.
_LACKS = (
    """notation IN ('NE', 'IE') AND (coalesce(trim(reason), '') = '' OR (notation = 'IE' AND elsewhere_id IS NULL))"""
)
_BARE_OF_USE = f"""
SELECT month, number, coalesce(reason, ''), elsewhere_id FROM cell
 WHERE use_id = %(use)s AND notation = %(notation)s AND {_LACKS} ORDER BY month
"""  # noqa: S608 - of constants
_COUNT = f"SELECT count(*) FROM cell WHERE {_LACKS}"  # noqa: S608
_BARE = f"""
SELECT use_id, month FROM cell WHERE notation = 'IE' AND {_LACKS}
 ORDER BY scope, category_order, position, use_id, month
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Noted:
    """Months of one source that have the same notation for the same reason. `elsewhere`: what includes them, if said."""

    use: InventorySource
    notation: Notation
    reason: str
    elsewhere: Source | None
    months: tuple[dt.date, ...]

    @property
    def label(self) -> str:
        """Return the notation in words."""
        return str(self.notation.label)

    @property
    def months_words(self) -> str:
        """Return the months in few words."""
        return spans(self.months)

    @property
    def lacks(self) -> bool:
        """Say whether a reason, or what includes them, is missing."""
        bare = self.notation.needs_reason and not self.reason.strip()
        return bare or (self.notation == Notation.ELSEWHERE and self.elsewhere is None)


def noted(inventory: Inventory, uses: Mapping[int, InventorySource], sources: Mapping[int, Source]) -> list[Noted]:
    """Return the notations of a year in the order of the grid, those that lack something first, in one query.

    `uses` and `sources` are those of the year by primary key; what includes a month is named where it is one of them.
    """
    rows = read_cells(_NOTED, [inventory])
    found = [
        Noted(uses[use], Notation(notation), reason, sources.get(elsewhere), tuple(months))
        for use, notation, reason, elsewhere, months in rows
    ]
    return sorted(found, key=lambda each: not each.lacks)


@dataclass(frozen=True, slots=True)
class Bare:
    """A month whose notation lacks a reason or what includes it. `number` is its revision; what is said so far beside."""

    month: dt.date
    number: int
    reason: str
    elsewhere_id: int | None


def bare_months(use: InventorySource, notation: Notation) -> list[Bare]:
    """Return the months of a source whose notation lacks something, in order."""
    rows = read_cells(_BARE_OF_USE, [use.inventory], use=use.pk, notation=notation.value)
    return [Bare(*row) for row in rows]


def lacking_months(inventory: Inventory) -> int:
    """Return how many cells of a year say why there is no figure without a reason, or without what includes them."""
    ((count,),) = read_cells(_COUNT, [inventory])
    return int(count)


def unreasoned(inventory: Inventory) -> list[str]:
    """Return the cells said to be included elsewhere without saying where or why: name and month of each."""
    bare = read_cells(_BARE, [inventory])
    if not bare:
        return []
    uses = {use.pk: use for use in inventory_sources(inventory).filter(pk__in={use for use, _month in bare})}
    return [f"{plain_name(uses[use])} {thai_month(month)}" for use, month in bare]

"""A year as a heat map: months × categories, and the months of each source of one category, counted by the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventories.models import Category, Inventory, InventorySource, Notation, Scope
from inventories.selectors.cells import (
    CELL_LOOKS,
    ESTIMATED,
    FULL,
    LATER,
    LOOKS,
    MISSING,
    OFF,
    Look,
    MonthCount,
    read_cells,
)
from inventories.selectors.inventories import inventory_sources

ZERO = "zero"
Mark = tuple[Look, str | Promise]
# As a cell looks to those who fill it in: zero is not a figure like others, and each reason for none is its own.
SOURCE_LOOKS = {
    FULL: CELL_LOOKS[FULL],
    ZERO: Look("k-full", "i-zero", _("กรอกแล้ว เป็นศูนย์")),
    ESTIMATED: CELL_LOOKS[ESTIMATED],
    Notation.NOT_OCCURRING: Look("k-no", "i-tick", Notation.NOT_OCCURRING.label),
    Notation.ELSEWHERE: Look("k-no", "i-clash", Notation.ELSEWHERE.label),
    Notation.NOT_ESTIMATED: Look("k-part", "i-part", Notation.NOT_ESTIMATED.label),
    Notation.CONFIDENTIAL: Look("k-no", "i-lock", Notation.CONFIDENTIAL.label),
    MISSING: LOOKS[MISSING],
    LATER: LOOKS[LATER],
    OFF: Look("k-off", "i-ring", _("ไม่ต้องกรอกในเดือนนี้")),
}
_BY_CATEGORY = """
SELECT scope, category, month, count(*), count(*) FILTER (WHERE filled), count(*) FILTER (WHERE estimated),
       count(*) FILTER (WHERE notation = 'NE'), count(*) FILTER (WHERE missing AND due <= %(today)s),
       count(*) FILTER (WHERE missing AND due > %(today)s), count(*) FILTER (WHERE notation = 'NO'),
       count(*) FILTER (WHERE notation = 'IE'), count(*) FILTER (WHERE notation = 'C')
  FROM cell GROUP BY scope, category_order, category, month ORDER BY scope, category_order, month
"""
_BY_USE = """
SELECT use_id, month, CASE WHEN missing THEN CASE WHEN due <= %(today)s THEN 'missing' ELSE 'later' END
                           WHEN notation <> '' THEN notation WHEN estimated THEN 'est'
                           WHEN amount = 0 THEN 'zero' ELSE 'full' END
  FROM cell WHERE scope = %(scope)s AND category = %(category)s ORDER BY use_id, month
"""


@dataclass(slots=True)
class Tally:
    """How many cells are what. Together they are all cells; an estimate is counted apart from what was metered."""

    metered: int = 0
    estimated: int = 0
    no_activity: int = 0
    elsewhere: int = 0
    confidential: int = 0
    not_estimated: int = 0
    late: int = 0
    waiting: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Tally)))

    @property
    def cells(self) -> int:
        """Return the number of all cells."""
        return sum(getattr(self, each.name) for each in fields(Tally))

    @property
    def filled(self) -> int:
        """Return how many are done: a figure, or a reason why there is none that leaves nothing out."""
        return self.metered + self.estimated + self.no_activity + self.elsewhere + self.confidential


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category of one scope: its months in the order of the year, and what its cells are."""

    scope: str
    category: str
    months: list[MonthCount]
    tally: Tally

    @property
    def key(self) -> str:
        """Return what names the category in an address."""
        return f"{self.scope}.{self.category}"

    @property
    def label(self) -> str:
        """Return the category in words."""
        return str(Category(self.category).label)

    @property
    def marks(self) -> list[Mark]:
        """Return how each month shows, with its word and count."""
        return [(count.look, _told(count)) for count in self.months]


@dataclass(frozen=True, slots=True)
class SourceMonths:
    """A source with the state of each month of the year."""

    use: InventorySource
    states: list[str]

    @property
    def marks(self) -> list[Mark]:
        """Return how each month shows, and its word."""
        return [(SOURCE_LOOKS[state], SOURCE_LOOKS[state].word) for state in self.states]

    @property
    def has_gaps(self) -> bool:
        """Say whether a month could be estimated: nothing was entered, or that it is not estimated."""
        return bool({MISSING, LATER, Notation.NOT_ESTIMATED} & set(self.states))


@dataclass(frozen=True, slots=True)
class HeatScope:
    """Categories of one scope."""

    scope: str
    lines: list[CategoryLine]

    @property
    def label(self) -> str:
        """Return the scope in words."""
        return str(Scope(self.scope).label)


def heat(inventory: Inventory, *, today: dt.date) -> list[HeatScope]:
    """Return the categories of a year that have cells, by scope in the order of the grid, in one query."""
    by_key: dict[tuple[str, str], tuple[dict[dt.date, MonthCount], list[Tally]]] = {}
    for scope, category, month, *counted in read_cells(_BY_CATEGORY, [inventory], today=today):
        cells, filled, estimated, not_estimated, late, waiting, no_activity, elsewhere, confidential = counted
        months, tallies = by_key.setdefault((scope, category), ({}, []))
        months[month] = MonthCount(cells, filled, estimated, not_estimated, late, waiting)
        metered = filled - estimated - no_activity - elsewhere - confidential
        tallies.append(Tally(metered, estimated, no_activity, elsewhere, confidential, not_estimated, late, waiting))
    scopes: list[HeatScope] = []
    for (scope, category), (months, tallies) in by_key.items():
        if not scopes or scopes[-1].scope != scope:
            scopes.append(HeatScope(scope, []))
        every = [months.get(month, MonthCount()) for month in inventory.month_list]
        scopes[-1].lines.append(CategoryLine(scope, category, every, sum(tallies, Tally())))
    return scopes


def tally_of(scopes: Iterable[HeatScope]) -> Tally:
    """Return what all cells of a year are."""
    return sum((line.tally for scope in scopes for line in scope.lines), Tally())


def source_months(inventory: Inventory, line: CategoryLine, *, today: dt.date) -> list[SourceMonths]:
    """Return the sources of a category of a year, in the order of the grid, in two queries."""
    states: dict[int, dict[dt.date, str]] = {}
    chosen = {"scope": line.scope, "category": line.category}
    for use, month, state in read_cells(_BY_USE, [inventory], today=today, **chosen):
        states.setdefault(use, {})[month] = state
    uses = inventory_sources(inventory).filter(**chosen, parent__isnull=True)
    return [
        SourceMonths(use, [states[use.pk].get(month, OFF) for month in inventory.month_list])
        for use in uses
        if use.pk in states
    ]


def _told(count: MonthCount) -> str:
    """Return a month's word, with how many of its cells are filled."""
    word = str(count.look.word)
    return f"{word} {count.filled}/{count.cells}" if count.cells else word

"""Which figures are expected when, from which division: what is late, what may come now, what comes later."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inventories.models import Division, Inventory, InventorySource
from inventories.selectors.cells import LATER, MISSING, Look, cells_by_use, month_counts
from inventories.selectors.cells import Cell as YearCell
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.sources import divisions
from inventories.selectors.spans import spans_with_years

SOON = 45  # days that "the next days" of the calendar are


class Stand(StrEnum):
    """How a figure stands on a day."""

    DONE = "done"  # entered, or said why there is none
    LATE = "late"  # its paper has usually come by now
    WAITING = "waiting"  # its month is over, its paper may still be on its way
    AHEAD = "ahead"  # its month is not over


@dataclass(frozen=True, slots=True)
class Expected:
    """One figure that a source gives: of which month, by when, and how it stands."""

    use: InventorySource
    month: dt.date
    due: dt.date
    stand: Stand
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """A source and the figures expected of it, in the order of months."""

    use: InventorySource
    expected: tuple[Expected, ...]

    @property
    def across(self) -> list[Expected | None]:
        """Return a place for each month of the year: the figure expected then, or None."""
        by_month = {each.month: each for each in self.expected}
        return [by_month.get(month) for month in self.use.inventory.month_list]

    def standing(self, *stands: Stand) -> list[Expected]:
        """Return the figures that stand so."""
        return [each for each in self.expected if each.stand in stands]

    @property
    def late(self) -> list[Expected]:
        """Return the figures that are late."""
        return self.standing(Stand.LATE)

    @property
    def waiting(self) -> list[Expected]:
        """Return the figures of months gone by that are not late yet."""
        return self.standing(Stand.WAITING)

    @property
    def to_come(self) -> list[Expected]:
        """Return the figures that are still to come and not late."""
        return self.standing(Stand.WAITING, Stand.AHEAD)

    @property
    def to_come_words(self) -> str:
        """Return the months still to come, in few words."""
        return months_in_words(self.to_come)

    @property
    def late_words(self) -> str:
        """Return the late months in few words."""
        return months_in_words(self.late)

    @property
    def waiting_words(self) -> str:
        """Return the months whose paper may still be on its way, in few words."""
        return months_in_words(self.waiting)


@dataclass(frozen=True, slots=True)
class Collection:
    """What one division gives; `division` is None for sources that nobody was named for."""

    division: Division | None
    lines: tuple[Line, ...]

    @property
    def key(self) -> int:
        """Return the division's primary key, 0 for none."""
        return self.division.pk if self.division else 0

    @property
    def late(self) -> list[Expected]:
        """Return all late figures."""
        return [each for line in self.lines for each in line.late]

    @property
    def waiting(self) -> list[Expected]:
        """Return all figures whose paper may still be on its way."""
        return [each for line in self.lines for each in line.waiting]

    @property
    def left(self) -> list[Expected]:
        """Return all figures that are still to come, those of months to come too."""
        return [each for line in self.lines for each in line.expected if each.stand != Stand.DONE]

    @property
    def late_lines(self) -> list[Line]:
        """Return the sources with late figures."""
        return [line for line in self.lines if line.late]

    @property
    def waiting_lines(self) -> list[Line]:
        """Return the sources with figures whose paper may still be on its way."""
        return [line for line in self.lines if line.waiting]


@dataclass(frozen=True, slots=True)
class Day:
    """What is due on one day from one division."""

    due: dt.date
    division: Division | None
    expected: tuple[Expected, ...]


def collections(inventory: Inventory, *, today: dt.date) -> list[Collection]:
    """Return what each division of a year gives, in the municipality's order; sources of no division come last.

    Divisions without a source in the year are left out. A fixed number of queries.
    """
    cells = cells_by_use(inventory, today=today)
    by_division: dict[int | None, list[Line]] = {}
    for use in inventory_sources(inventory):
        if use.pk in cells:
            expected = tuple(_expected(use, cell, today) for cell in cells[use.pk].values())
            by_division.setdefault(use.source.division_id, []).append(Line(use, expected))
    found = [
        Collection(division, tuple(by_division[division.pk]))
        for division in divisions(inventory.municipality)
        if division.pk in by_division
    ]
    return found + [Collection(None, tuple(lines)) for key, lines in by_division.items() if key is None]


def collection_of(inventory: Inventory, division: Division, *, today: dt.date) -> Collection:
    """Return what one division gives in a year; without lines where it has no source there."""
    found = (each for each in collections(inventory, today=today) if each.division == division)
    return next(found, Collection(division, ()))


def days(collected: Iterable[Collection], *, today: dt.date) -> list[Day]:
    """Return what falls due in the next days, by day and division."""
    grouped: dict[tuple[dt.date, int], list[Expected]] = {}
    listed = list(collected)
    for place, each in enumerate(listed):
        for expected in each.left:
            if today < expected.due <= today + dt.timedelta(days=SOON):
                grouped.setdefault((expected.due, place), []).append(expected)
    return [
        Day(due, listed[place].division, tuple(expected))
        for (due, place), expected in sorted(grouped.items(), key=lambda item: item[0])
    ]


def late_by_year(years: Iterable[Inventory], *, today: dt.date) -> dict[int, int]:
    """Return how many figures are late in years that may still be changed, by primary key, in one query."""
    counts = month_counts([year for year in years if year.is_open], today=today)
    late = {year: sum(month.late for month in months.values()) for year, months in counts.items()}
    return {year: count for year, count in late.items() if count}


def months_in_words(expected: Sequence[Expected]) -> str:
    """Return the months of figures in few words, with their years."""
    return spans_with_years(each.month for each in expected)


def _expected(use: InventorySource, cell: YearCell, today: dt.date) -> Expected:
    after = dt.date(cell.month.year + cell.month.month // 12, cell.month.month % 12 + 1, 1)
    stand = Stand.DONE
    if cell.state == MISSING:
        stand = Stand.LATE
    elif cell.state == LATER:
        stand = Stand.WAITING if after <= today else Stand.AHEAD
    return Expected(use, cell.month, cell.due, stand, cell.look)

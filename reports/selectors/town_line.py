"""One municipality in the province's year: what its inventory came to and how far it has come."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import Kind, Municipality, MunicipalityName
from emission_factors.calc.decimals import EXACT, WORKING
from inventories.models import Inventory, Scope
from inventories.selectors.cells import PART, Look, MonthCount

COUNTED = (Scope.ONE.value, Scope.TWO.value, Scope.THREE.value)
MONTHS = 12
SHORT_KINDS = {Kind.CITY: "ทน.", Kind.TOWN: "ทม.", Kind.SUBDISTRICT: "ทต."}


@dataclass(frozen=True, slots=True)
class Population:
    """How many inhabitants, and of which year that is the newest known number."""

    people: int
    year: int

    @property
    def title(self) -> str:
        """Return that year in words."""
        return thai.year_title(self.year, fiscal=False)


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month of a municipality: its first day and what is in it; None where its year does not reach."""

    month: dt.date | None
    count: MonthCount

    @property
    def word(self) -> str:
        """Return the month's state in words, with what is late or still to come."""
        words = [str(self.count.look.word)]
        if self.count.state == PART and self.count.late:
            words.append(_("เลยกำหนด %(count)s ช่อง") % {"count": self.count.late})
        elif self.count.state == PART and self.count.waiting:
            words.append(_("ที่เหลือยังไม่ถึงกำหนด"))
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class TownLine:
    """A municipality in the province's year. `inventory` is None where none is open; nothing of it is 0 then.

    `kgco2e`: unrounded, by scope (`1`, `2`, `3`, `separate`), None where nothing is known.
    """

    municipality: Municipality
    name: MunicipalityName
    inventory: Inventory | None
    second: Inventory | None  # the budget year of a municipality that keeps both
    months: list[MonthCell]  # January first, whatever month the year begins with
    kgco2e: Mapping[str, Decimal | None]
    population: Population | None

    @property
    def short_name(self) -> str:
        """Return ทต.บ้านเพ: the kind in two letters, as lists and minutes write it; or Ban Phe Subdist."""
        if thai.in_english() and self.name.name_en:
            return self.name.name_en.removesuffix(" Municipality").replace(" Subdistrict", " Subdist.")
        kind = Kind(self.name.kind)
        place = self.name.name_th.removeprefix(str(kind.label))
        return f"{SHORT_KINDS[kind]}{place}" if place != self.name.name_th else self.name.name_th

    @property
    def marks(self) -> list[tuple[Look, str]]:
        """Return how each month shows, and its state in words."""
        return [(month.count.look, month.word) for month in self.months]

    @property
    def has_cells(self) -> bool:
        """Say whether there is anything to fill."""
        return self.cells > 0

    @property
    def cells(self) -> int:
        """Return the number of cells of the year."""
        return sum(each.count.cells for each in self.months)

    @property
    def filled(self) -> int:
        """Return the number of cells that are filled."""
        return sum(each.count.filled for each in self.months)

    @property
    def late(self) -> int:
        """Return the number of cells whose paper should have come by now."""
        return sum(each.count.late for each in self.months)

    @property
    def waiting(self) -> int:
        """Return the number of empty cells that are not due yet."""
        return sum(each.count.waiting for each in self.months)

    @property
    def not_estimated(self) -> int:
        """Return the number of cells marked as not estimated."""
        return sum(each.count.not_estimated for each in self.months)

    @property
    def complete_months(self) -> int:
        """Return in how many months every cell is filled; a month without a source in use counts with the others."""
        inside = [each for each in self.months if each.month is not None]
        return sum(each.count.filled == each.count.cells for each in inside) if self.has_cells else 0

    @property
    def is_complete(self) -> bool:
        """Say whether every cell of a whole year is filled."""
        whole = self.inventory is not None and self.inventory.months == MONTHS
        return whole and self.has_cells and self.filled == self.cells

    @property
    def total(self) -> Decimal | None:
        """Return kgCO2e of Scope 1, 2 and 3, None where nothing of them is known."""
        return exact_sum(self.kgco2e.get(scope) for scope in COUNTED)

    @property
    def per_person(self) -> Decimal | None:
        """Return kgCO2e per inhabitant of a complete year, None where the population is not known."""
        if self.total is None or self.population is None or not self.is_complete or not self.population.people:
            return None
        with localcontext(WORKING):
            return self.total / self.population.people


def exact_sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is known, without any rounding; None where nothing is."""
    known = [value for value in values if value is not None]
    with localcontext(EXACT):
        return sum(known, Decimal(0)) if known else None

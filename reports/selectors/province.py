"""The province's year: every municipality, its sums, its gaps. To be read inside the scope of every municipality.

The number of queries does not grow with the number of municipalities.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import groupby
from operator import attrgetter

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import Kind, Municipality, MunicipalityYear
from emission_factors.calc.decimals import EXACT
from inventories.models import Inventory, MonthlyResult, Part, Scope, State, YearKind
from inventories.selectors.cells import LOOKS, OFF, Look, MonthCount, month_counts
from reports.selectors.town_line import COUNTED, MONTHS, MonthCell, Population, TownLine, exact_sum

NOTHING = MonthCount()


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the province is asked for: a Buddhist-era year, and one district or kind (empty: all)."""

    year: int
    district: str = ""
    kind: str = ""

    @property
    def title(self) -> str:
        """Return the year in words."""
        return thai.year_title(self.year, fiscal=False)

    @property
    def is_part(self) -> bool:
        """Say whether only some municipalities are asked for."""
        return bool(self.district or self.kind)


@dataclass(frozen=True, slots=True)
class Totals:
    """Of several municipalities together: how many there are, how many have figures, and the sums of those."""

    towns: int
    counted: int
    complete: int
    cells: int
    filled: int
    late: int
    kgco2e: Mapping[str, Decimal | None]

    @property
    def total(self) -> Decimal | None:
        """Return kgCO2e of Scope 1, 2 and 3, None where nothing is known."""
        return exact_sum(self.kgco2e.get(scope) for scope in COUNTED)

    @property
    def filled_percent(self) -> Decimal | None:
        """Return which share of the cells is filled, None where there are none; 100 only when all are."""
        return Decimal(1000 * self.filled // self.cells) / 10 if self.cells else None


@dataclass(frozen=True, slots=True)
class ScopeSum:
    """kgCO2e of a scope, None where nothing is known, and in how many municipalities something is."""

    scope: str
    label: str
    kgco2e: Decimal | None
    towns: int


@dataclass(frozen=True, slots=True)
class Province:
    """The page: what is shown, and what could be chosen instead."""

    choice: Choice
    lines: list[TownLine]  # by district, then by name
    apart: list[TownLine]  # the demonstration office: in no total
    totals: Totals

    @property
    def scopes(self) -> list[ScopeSum]:
        """Return the sums of Scope 1, 2 and 3."""
        return [
            ScopeSum(
                scope,
                str(Scope(scope).label),
                self.totals.kgco2e[scope],
                sum(line.kgco2e[scope] is not None for line in self.lines),
            )
            for scope in COUNTED
        ]

    @property
    def states(self) -> list[tuple[str, int]]:
        """Return how many municipalities stand where: without an inventory, without a source, then as inventories say."""
        found = Counter(_standing(line) for line in self.lines)
        return [(word, found[word]) for word in (_("ยังไม่เปิดบัญชี"), _("ยังไม่มีแหล่งปล่อย")) if found[word]] + [
            (word, found[word]) for state in State if found[word := str(state.label)]
        ]

    @property
    def months(self) -> list[dt.date]:
        """Return the months that head the columns, January first."""
        return [dt.date(self.choice.year - thai.BE, number, 1) for number in range(1, MONTHS + 1)]

    @property
    def legend(self) -> list[Look]:
        """Return what the marks mean."""
        return list(LOOKS.values())

    @property
    def has_budget_years(self) -> bool:
        """Say whether any row is a budget year, which begins in October of the year before."""
        kept = [line.inventory for line in (*self.lines, *self.apart)]
        return any(inventory is not None and inventory.year_kind == YearKind.FISCAL for inventory in kept)

    @property
    def year_before(self) -> str:
        """Return the year in which the budget years begin, in words."""
        return thai.year_title(self.choice.year - 1, fiscal=False)

    @property
    def complete_by_month(self) -> list[int | None]:
        """Return how many municipalities are complete in each month, None where none has a source in use."""
        counts: list[int | None] = []
        for column in range(MONTHS):
            cells = [line.months[column].count for line in self.lines]
            used = [count for count in cells if count.state != OFF]
            counts.append(sum(count.filled == count.cells for count in used) if used else None)
        return counts

    @property
    def by_district(self) -> list[tuple[str, list[TownLine]]]:
        """Return the municipalities by district, named in the language of the page."""
        groups = groupby(self.lines, key=attrgetter("municipality.district_th", "municipality.district_en"))
        return [(_district(*names), list(lines)) for names, lines in groups]

    @property
    def of_kinds(self) -> list[tuple[str, list[TownLine]]]:
        """Return the municipalities that can be compared per inhabitant, by kind: never one kind with another."""
        comparable = [line for line in self.lines if line.per_person is not None]
        return [
            (str(kind.label), found)
            for kind in Kind
            if (found := [each for each in comparable if each.name.kind == kind])
        ]

    @property
    def simulated(self) -> list[TownLine]:
        """Return the municipalities whose figures are invented, or borrowed for a demonstration."""
        return [line for line in (*self.lines, *self.apart) if line.municipality.credit_th]


def _standing(line: TownLine) -> str:
    if line.inventory is None:
        return _("ยังไม่เปิดบัญชี")
    return line.inventory.get_state_display() if line.has_cells else _("ยังไม่มีแหล่งปล่อย")


def years_kept() -> list[int]:
    """Return the years of which any municipality has an inventory, newest first."""
    rows = Inventory.objects.of_every_municipality().order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def districts() -> list[tuple[str, str]]:
    """Return the districts, key and name, in the order of every list: that of the province's seat first."""
    rows = Municipality.objects.filter(of_province=True).order_by().values_list("district_th", "district_en").distinct()
    return [(in_thai, _district(in_thai, in_english)) for in_thai, in_english in sorted(rows, key=_place_of_pair)]


def province(choice: Choice, *, today: dt.date) -> Province:
    """Return the province's year."""
    kept = _inventories(choice.year)
    standing = [inventory for inventory, _other in kept.values()]
    counts, stored = month_counts(standing, today=today), _kgco2e(standing)
    people = _populations(choice.year)
    at = min(today, dt.date(choice.year - thai.BE, 12, 31))
    everywhere = []
    for town in Municipality.objects.prefetch_related("names"):
        inventory, second = kept.get(town.pk, (None, None))
        of_year = counts.get(inventory.pk, {}) if inventory else {}
        everywhere.append(
            TownLine(
                municipality=town,
                name=town.name_on(at),
                inventory=inventory,
                second=second,
                months=_months(inventory, of_year),
                kgco2e=_known(of_year, stored.get(inventory.pk, {}) if inventory else {}),
                population=people.get(town.pk),
            )
        )
    everywhere.sort(key=_place_in_list)
    in_province = [line for line in everywhere if line.municipality.of_province]
    lines = [line for line in in_province if _is_wanted(line, choice)]
    return Province(
        choice=choice,
        lines=lines,
        apart=[] if choice.is_part else [line for line in everywhere if not line.municipality.of_province],
        totals=_totals(lines),
    )


def _inventories(year: int) -> dict[int, tuple[Inventory, Inventory | None]]:
    """Return the inventory that stands for each municipality: its calendar year, else its budget year; and the other."""
    found: dict[int, tuple[Inventory, Inventory | None]] = {}
    every = Inventory.objects.of_every_municipality().filter(year=year)
    for inventory in sorted(every, key=lambda each: each.year_kind != YearKind.CALENDAR):
        first = found.get(inventory.municipality_id)
        found[inventory.municipality_id] = (first[0], inventory) if first else (inventory, None)
    return found


def _kgco2e(inventories: list[Inventory]) -> dict[int, dict[str, Decimal]]:
    """Return stored kgCO2e by the primary key of the year and by scope, summed by the database."""
    found: dict[int, dict[str, Decimal]] = {}
    rows = (
        MonthlyResult.objects.of_every_municipality()
        .filter(inventory_source__inventory__in=inventories, municipality=F("inventory_source__municipality"))
        .exclude(part=Part.BIOGENIC)
        .values("inventory_source__inventory", "inventory_source__scope", "part")
        .annotate(total=Sum("kgco2e"))
    )
    with localcontext(EXACT):
        for row in rows:
            of_year = found.setdefault(row["inventory_source__inventory"], {})
            scope = Scope.SEPARATE.value if row["part"] == Part.SEPARATE else row["inventory_source__scope"]
            of_year[scope] = of_year.get(scope, Decimal(0)) + row["total"]
    return found


def _populations(year: int) -> dict[int, Population]:
    """Return the newest number of inhabitants known up to a year, by municipality."""
    rows = MunicipalityYear.objects.filter(year__lte=year, population__isnull=False).order_by("year")
    return {
        municipality: Population(people, of)
        for municipality, people, of in rows.values_list("municipality", "population", "year")
        if people is not None
    }


def _months(inventory: Inventory | None, counts: Mapping[dt.date, MonthCount]) -> list[MonthCell]:
    """Return twelve cells, January first: the same column is the same month, also of a budget year."""
    months = {month.month: month for month in inventory.month_list} if inventory else {}
    return [
        MonthCell(month, counts.get(month, NOTHING) if month else NOTHING) for month in map(months.get, range(1, 13))
    ]


def _known(counts: Mapping[dt.date, MonthCount], stored: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """Return kgCO2e by scope: 0 only where something is known that came to nothing, None where nothing is known."""
    known = {scope for count in counts.values() for scope in count.scopes} | {each for each, kg in stored.items() if kg}
    return {scope.value: stored.get(scope.value, Decimal(0)) if scope in known else None for scope in Scope}


def _is_wanted(line: TownLine, choice: Choice) -> bool:
    return choice.district in {"", line.municipality.district_th} and choice.kind in {"", line.name.kind}


def _totals(lines: list[TownLine]) -> Totals:
    return Totals(
        towns=len(lines),
        counted=sum(line.total is not None for line in lines),
        complete=sum(line.is_complete for line in lines),
        cells=sum(line.cells for line in lines),
        filled=sum(line.filled for line in lines),
        late=sum(line.late for line in lines),
        kgco2e={scope.value: exact_sum(line.kgco2e[scope] for line in lines) for scope in Scope},
    )


def _place_in_list(line: TownLine) -> tuple[bool, str, str]:
    """Order: by district, by name within; never by a figure."""
    return *_place_of_district(line.municipality.district_th), line.municipality.sort_key


def _place_of_pair(names: tuple[str, str]) -> tuple[bool, str]:
    return _place_of_district(names[0])


def _district(in_thai: str, in_english: str) -> str:
    return in_english if thai.in_english() and in_english else in_thai


def _place_of_district(name: str) -> tuple[bool, str]:
    return not name.startswith("เมือง"), thai.sort_key(name)

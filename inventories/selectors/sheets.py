"""Reading calculation sheets: of a cell, of a grid, what the next one begins with; and the working-day calendar."""

import csv
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.conf import settings

from cfo_site.accounts.models import Municipality
from emission_factors.calc.decimals import plain
from inventories.calc.sheets.calendar import month_days, weekdays, working_days
from inventories.calc.sheets.catalogue import SHEETS, offered
from inventories.calc.sheets.schema import Input, Sheet
from inventories.models import AmountRevision, CalculationSheet, InventorySource, WorkingDays
from inventories.selectors.amounts import history

LONGEST_MONTH = dt.timedelta(days=31)
HOLIDAYS = settings.BASE_DIR / "fixtures" / "calendar" / "holidays.csv"

Texts = dict[str, str]


def offered_for(use: InventorySource) -> list[Sheet]:
    """Return the sheets that suit a source of a year, the one meant for its kind of source first."""
    if not use.has_months:
        return []
    return list(_offered(use.source.unit, use.category, _MEANT.get(use.source.catalogue_key, "")))


@lru_cache(maxsize=1000)
def _offered(unit: str, category: str, meant: str) -> tuple[Sheet, ...]:
    return tuple(sorted(offered(unit=unit, category=category), key=lambda sheet: sheet.kind != meant))


_MEANT = {
    "electricity-unmetered-light": "lamps",
    "septic-pupils": "pupil_days",
    "septic-visitors": "visitor_days",
    "lpg-kitchen": "cylinders",
    "crematorium-lpg": "cylinders",
    "acetylene": "cylinders",
    "travel-hired-van": "distance",
    "waste-collection-hired": "distance",
}


def days_of(month: dt.date) -> int:
    """Return how many days a month has."""
    return len(month_days(month))


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A revision of a cell, with the sheet it came from if it came from one."""

    revision: AmountRevision
    sheet: CalculationSheet | None


def figures_of(use: InventorySource, month: dt.date) -> list[KeptFigure]:
    """Return all revisions of a cell, newest first, each with its sheet."""
    revisions = history(use.municipality, source_id=use.source_id, month=month)
    sheets = sheets_of(use.municipality, [row.pk for row in revisions])
    return [KeptFigure(row, sheets.get(row.pk)) for row in revisions]


def sheet_in_force(use: InventorySource, month: dt.date) -> CalculationSheet | None:
    """Return the sheet of a cell's figure in force, None where it was typed by hand or there is none."""
    newest = figures_of(use, month)[:1]
    return newest[0].sheet if newest else None


def sheets_of(municipality: Municipality, revisions: Iterable[int]) -> Mapping[int, CalculationSheet]:
    """Return sheets by the primary key of their revision, with who recorded them."""
    rows = CalculationSheet.objects.of(municipality).filter(revision__in=list(revisions))
    return {row.revision_id: row for row in rows.select_related("recorded_by")}


def kinds_by_revision(municipality: Municipality, revisions: Iterable[int]) -> Mapping[int, str]:
    """Return the kind of sheet by the primary key of its revision: what a grid marks."""
    rows = CalculationSheet.objects.of(municipality).filter(revision__in=list(revisions))
    return dict(rows.values_list("revision_id", "kind"))


def sheet_for_dossier(sheet: CalculationSheet) -> dict[str, object]:
    """Return a sheet as a frozen year keeps it."""
    return {
        "kind": sheet.kind,
        "version": sheet.version,
        "unit": sheet.unit,
        "inputs": sheet.inputs,
        "inputs_sha256": sheet.inputs_sha256,
        "working": sheet.working,
        "result": plain(sheet.result),
        "entry": sheet.entry_number,
    }


@dataclass(frozen=True, slots=True)
class Beginning:
    """With what a form begins: texts asked once and by row, and the month of the sheet they come from."""

    fields: Texts
    rows: list[Texts]
    month: dt.date | None = None


def beginning(use: InventorySource, month: dt.date, sheet: Sheet) -> Beginning:
    """Return what a sheet's form begins with: its own inputs, else what the last month's sheet leaves for this one.

    What belongs to a month alone begins empty, a stock or a reading where last month ended, days as this month has them.
    """
    unit = sheet.counts_in(use.source.unit) or use.source.unit
    before = (
        CalculationSheet.objects.of(use.municipality)
        .filter(revision__source=use.source_id, revision__month__lte=month, kind=sheet.kind, unit=use.source.unit)
        .select_related("revision")
        .order_by("-revision__month", "-revision__number")
        .first()
    )
    if before is not None and before.revision.month == month:
        return Beginning(dict(before.inputs.get("fields", {})), list(before.inputs.get("rows", [])), month)
    inputs: dict[str, list[Texts]] = {"fields": [{}], "rows": [dict(row) for row in sheet.first_rows]}
    next_door = False
    if before is not None:
        inputs = {"fields": [before.inputs.get("fields", {})], "rows": before.inputs.get("rows", [])}
        next_door = month - before.revision.month <= LONGEST_MONTH
    days = {"days": str(days_of(month)), "working_days": str(working_days_in(use.municipality, month))}

    def begun(asked: tuple[Input, ...], last: Texts) -> Texts:
        return {each.name: _begun(each, last, days, next_door=next_door) for each in asked}

    return Beginning(
        begun(sheet.asked("fields", unit), inputs["fields"][0]),
        [begun(sheet.asked("rows", unit), row) for row in inputs["rows"]] if sheet.rows else [],
        before.revision.month if before else None,
    )


def _begun(each: Input, last: Texts, days: Mapping[str, str], *, next_door: bool) -> str:
    if each.start in days:
        return days[each.start]
    if each.carried and next_door:
        return last.get(each.carried, "")
    return last.get(each.name, "") if each.start == "keep" else ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which government offices are closed; where the date was seen, and how sure it is."""

    date: dt.date
    name_th: str
    kind: str
    source: str
    confidence: str


@cache
def holidays() -> tuple[Holiday, ...]:
    """Return all public holidays known, in order."""
    with HOLIDAYS.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Holiday(dt.date.fromisoformat(row["date"]), row["name_th"], row["kind"], row["source"], row["confidence"])
            for row in csv.DictReader(lines)
        )


@cache
def known_years() -> Collection[int]:
    """Return the years (of the common era) whose holidays are known."""
    return frozenset(each.date.year for each in holidays())


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """A month's working days: by the calendar, and as the municipality states them where it does."""

    month: dt.date
    weekdays: int
    computed: int
    holidays: list[Holiday] = field(default_factory=list)  # those that fall on a weekday
    stated: WorkingDays | None = None

    @property
    def days(self) -> int:
        """Return the days that count."""
        return self.stated.days if self.stated else self.computed


def year_of_work(municipality: Municipality, year: int) -> list[MonthOfWork]:
    """Return the months of a calendar year (of the common era)."""
    rows = WorkingDays.objects.of(municipality).filter(month__year=year)
    stated = {row.month: row for row in rows}
    return [_month_of_work(dt.date(year, number, 1), stated) for number in range(1, 13)]


def working_days_in(municipality: Municipality, month: dt.date) -> int:
    """Return the working days of one month."""
    stated = {row.month: row for row in WorkingDays.objects.of(municipality).filter(month=month)}
    return _month_of_work(month, stated).days


def _month_of_work(month: dt.date, stated: Mapping[dt.date, WorkingDays]) -> MonthOfWork:
    closed = {each.date for each in holidays()}
    open_days = set(weekdays(month))
    told = [each for each in holidays() if each.date in open_days]
    return MonthOfWork(month, len(open_days), working_days(month, closed), told, stated.get(month))


def kind_or_none(kind: str) -> Sheet | None:
    """Return a sheet by its kind, None for an unknown one."""
    return SHEETS.get(kind)

"""Unlikely figures of a year, found afresh at each look in a fixed number of queries; only explanations are stored."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from cfo_site.accounts.models import MunicipalityYear
from emission_factors.calc.decimals import WORKING
from inventories.calc.plausibility.finding import Finding
from inventories.calc.plausibility.look import at_stake, findings, is_demanded
from inventories.calc.plausibility.people import OF_STAFF, Staff
from inventories.calc.plausibility.series import YEAR, Compared, Series, back
from inventories.calc.sheets.calendar import working_days
from inventories.models import AmountRevision, Explanation, Inventory, InventorySource, WorkingDays
from inventories.selectors import results
from inventories.selectors.bill_papers import papers_of_year
from inventories.selectors.doubt_sentences import sentence
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.plausibility_rules import reason_label, thresholds
from inventories.selectors.sheets import holidays

ZERO = Decimal(0)
Cell = tuple[int, dt.date]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One rule's doubt about a cell: its sentence, kgCO2e at stake (None: not known), and what was said to it."""

    finding: Finding
    sentence: str
    kgco2e: Decimal | None
    demanded: bool
    explanation: Explanation | None

    @property
    def open(self) -> bool:
        """Say whether nobody has explained the figure as it stands."""
        return self.explanation is None

    @property
    def reason(self) -> str:
        """Return the ready reason that was given, in the language of the page."""
        return reason_label(self.explanation.reason) if self.explanation else ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A cell in doubt. `number` is the revision in force; `doubts`, the heaviest first."""

    use: InventorySource
    month: dt.date
    number: int
    amount: Decimal
    doubts: tuple[Doubt, ...]

    @property
    def kgco2e(self) -> Decimal | None:
        """Return what is at stake, None where that is not known."""
        return max((doubt.kgco2e for doubt in self.doubts if doubt.kgco2e is not None), default=None)

    @property
    def demanded(self) -> bool:
        """Say whether it must be explained before the year is locked."""
        return any(doubt.demanded for doubt in self.doubts)

    @property
    def open(self) -> bool:
        """Say whether a doubt is not explained yet."""
        return any(doubt.open for doubt in self.doubts)

    @property
    def cell(self) -> str:
        """Return what names the cell and its figure in a form."""
        return f"{self.use.source_id}:{self.month:%Y-%m}:{self.number}"

    @property
    def owed(self) -> bool:
        """Say whether an explanation is demanded and missing."""
        return any(doubt.demanded and doubt.open for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a figure: what it is compared with, in its unit, and its kgCO2e (None: not calculated)."""

    amount: Decimal | None
    compared: Compared
    kgco2e: Decimal | None

    @property
    def median(self) -> Decimal | None:
        """Return the median for the eye: to two places, where a middle of months left more."""
        return None if self.compared.median is None else round(self.compared.median, 2)

    @property
    def against_last_year(self) -> Decimal | None:
        """Return the change against the same month last year, in percent."""
        return _change(self.amount, self.compared.last_year)

    @property
    def against_median(self) -> Decimal | None:
        """Return the distance from the median, in percent."""
        return _change(self.amount, self.compared.median)


@dataclass(frozen=True, slots=True)
class Known:
    """What a page has read of a year already: all its sources, their stored results, the totals."""

    uses: Sequence[InventorySource]
    by_use: Mapping[int, results.UseTotals]
    totals: results.Totals


def flags(inventory: Inventory, known: Known | None = None) -> list[Flag]:
    """Return the cells in doubt, what is at stake first, what cannot be weighed last."""
    return _Look(inventory, known or _read(inventory)).flags()


def flags_of(use: InventorySource) -> list[Flag]:
    """Return the cells in doubt of one source alone, and so no copies of other sources."""
    return _look_at(use).flags()


def owed(inventory: Inventory, known: Known | None = None) -> list[Flag]:
    """Return the cells whose explanation is demanded and missing: a year cannot be locked with them."""
    return [flag for flag in flags(inventory, known) if flag.owed]


def flag_and_beside(use: InventorySource, month: dt.date) -> tuple[Flag | None, Beside]:
    """Return the doubt about one cell, None if there is none, and what stands beside it."""
    look = _Look(use.inventory, _read(use.inventory))
    found = next((flag for flag in look.flags() if (flag.use.pk, flag.month) == (use.pk, month)), None)
    return found, look.beside(use, month)


def look_beside(use: InventorySource, month: dt.date) -> tuple[Flag | None, Beside]:
    """Return as flag_and_beside, but look at this source alone: quick enough to follow the cursor.

    Copies of other sources do not show, and what is demanded is judged without what is doubtful elsewhere.
    """
    look = _look_at(use)
    found = next((flag for flag in look.flags() if (flag.use.pk, flag.month) == (use.pk, month)), None)
    return found, look.beside(use, month)


def _look_at(use: InventorySource) -> "_Look":
    """Return a look at one source with the lines that derive from it."""
    inventory = use.inventory
    lines = list(inventory_sources(inventory).filter(source=use.source_id))
    return _Look(inventory, Known(lines, results.totals_by_use(inventory, uses=lines), results.totals(inventory)))


def _read(inventory: Inventory) -> Known:
    return Known(list(inventory_sources(inventory)), results.totals_by_use(inventory), results.totals(inventory))


class _Look:
    """One look at a year: what was read for it, and what the rules say."""

    def __init__(self, inventory: Inventory, known: Known) -> None:
        self.inventory, self.town, self.known = inventory, inventory.municipality, known
        self.uses = [use for use in known.uses if use.parent_id is None and use.has_months]
        self.months = tuple(inventory.month_list)
        self.used = {use.pk: months_in_use(use, self.months) for use in self.uses}
        self.figures, self.estimated = self._figures()
        self.numbers = {cell: number for cell, (number, _amount) in self.figures.items()}
        self.amounts = {cell: amount for cell, (_number, amount) in self.figures.items()}
        self.series = {series.source: series for series in self._series()}
        self.rates, self.rates_1_2 = self._rates()

    def flags(self) -> list[Flag]:
        found: dict[Cell, list[tuple[Finding, Decimal | None]]] = {}
        papers = papers_of_year(self.inventory, {use.source_id for use in self.uses})
        for finding in findings(self.series.values(), thresholds(), self._staff(), papers):
            stake = at_stake(finding, self.rates.get(finding.source))
            found.setdefault((finding.source, finding.month), []).append((finding, stake))
        base = self._base(found)
        said = self._said(found)
        owner = {(use.source_id, month): use for use in self.uses for month in self.used[use.pk]}
        names = {use.source_id: use for use in self.uses}
        listed = []
        for cell, pairs in found.items():
            number = self.numbers[cell]
            doubts = [
                Doubt(
                    finding,
                    sentence(finding, names),
                    stake,
                    is_demanded(finding, stake, base, thresholds()),
                    said.get((*cell, finding.rule, number)),
                )
                for finding, stake in pairs
            ]
            doubts.sort(key=lambda doubt: -(doubt.kgco2e or ZERO))
            listed.append(Flag(owner[cell], cell[1], number, self.amounts[cell], tuple(doubts)))
        return sorted(listed, key=lambda flag: (flag.kgco2e is None, -(flag.kgco2e or ZERO), flag.month))

    def beside(self, use: InventorySource, month: dt.date) -> Beside:
        series = self.series[use.source_id]
        rate, amount = self.rates.get(use.source_id), self.amounts.get((use.source_id, month))
        with localcontext(WORKING):
            compared = series.compared(month, history=thresholds().history)
            return Beside(amount, compared, amount * rate if amount is not None and rate is not None else None)

    def _figures(self) -> tuple[dict[Cell, tuple[int, Decimal]], dict[int, set[dt.date]]]:
        rows = (
            AmountRevision.objects.of(self.town)
            .filter(
                source__in={use.source_id for use in self.uses},
                month__gte=back(self.months[0], YEAR),
                month__lte=self.months[-1],
            )
            .order_by("source_id", "month", "-number")
            .distinct("source_id", "month")
            .values_list("source_id", "month", "number", "amount", "estimated")
        )
        found: dict[Cell, tuple[int, Decimal]] = {}
        estimated: dict[int, set[dt.date]] = {}
        for source, month, number, amount, is_estimated in rows:
            if amount is not None:
                found[source, month] = number, amount
                if is_estimated:
                    estimated.setdefault(source, set()).add(month)
        return found, estimated

    def _series(self) -> Iterable[Series]:
        by_source: dict[int, dict[dt.date, Decimal]] = {}
        for (source, month), amount in self.amounts.items():
            by_source.setdefault(source, {})[month] = amount
        used: dict[int, list[dt.date]] = {}
        for use in self.uses:
            used.setdefault(use.source_id, []).extend(self.used[use.pk])
        for use in {use.source_id: use for use in self.uses}.values():
            yield Series(
                source=use.source_id,
                unit=use.source.unit,
                figures=by_source.get(use.source_id, {}),
                months=tuple(sorted(used[use.source_id])),
                category=use.category,
                kind=use.source.catalogue_key,
                estimated=frozenset(self.estimated.get(use.source_id, ())),
            )

    def _rates(self) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
        """Return kgCO2e per unit of each source by stored results, lines that derive from it included; and of Scope 1+2."""
        whole: dict[int, Decimal] = {}
        of_1_2: dict[int, Decimal] = {}
        for use in self.known.uses:
            if (totals := self.known.by_use.get(use.pk)) is None:
                continue
            whole[use.source_id] = whole.get(use.source_id, ZERO) + totals.counted + totals.separate
            if use.scope in {"1", "2"}:
                of_1_2[use.source_id] = of_1_2.get(use.source_id, ZERO) + totals.counted
        with localcontext(WORKING):
            amounts = {
                source: sum((series.figures[month] for month in series.of_year), ZERO)
                for source, series in self.series.items()
            }
            return (
                {source: kg / amounts[source] for source, kg in whole.items() if amounts.get(source)},
                {source: kg / amounts[source] for source, kg in of_1_2.items() if amounts.get(source)},
            )

    def _base(self, found: Mapping[Cell, Iterable[tuple[Finding, Decimal | None]]]) -> Decimal:
        """Return kgCO2e of Scope 1 and 2 of a whole year, without what is doubtful: a slip must not hide the others.

        Months without any figure are counted as the others are; where there is no Scope 1 and 2, all scopes stand in.
        """
        totals = self.known.totals
        begun = {month for series in self.series.values() for month in series.of_year}
        with localcontext(WORKING):
            excess = ZERO
            for (source, _month), pairs in found.items():
                over = (finding.doubt for finding, _stake in pairs if finding.amount > (finding.compared or ZERO))
                excess += max(over, default=ZERO) * self.rates_1_2.get(source, ZERO)
            base = totals.scope_1_2 - excess
            if base <= 0:
                base = totals.scope_1_2 or totals.scope_1_2_3
            return base * len(self.months) / max(len(begun), 1)

    def _staff(self) -> Staff:
        if not any(series.kind in OF_STAFF for series in self.series.values()):
            return Staff()
        known = MunicipalityYear.objects.filter(
            municipality=self.town, year__lte=self.inventory.year, staff__isnull=False
        )
        heads = known.order_by("-year").values_list("staff", flat=True).first()
        if heads is None:
            return Staff()
        rows = WorkingDays.objects.of(self.town).filter(month__in=self.months)
        stated = dict(rows.values_list("month", "days"))
        closed = {each.date for each in holidays()}
        return Staff(heads, {month: stated.get(month, working_days(month, closed)) for month in self.months})

    def _said(self, found: Iterable[Cell]) -> dict[tuple[int, dt.date, str, int], Explanation]:
        rows = (
            Explanation.objects.of(self.town)
            .filter(source__in={source for source, _month in found}, month__in=self.months)
            .select_related("explained_by")
            .order_by("pk")
        )
        return {(row.source_id, row.month, row.rule, row.revision_number): row for row in rows}


def months_in_use(use: InventorySource, months: Iterable[dt.date]) -> list[dt.date]:
    """Return the months of the year in which a source counts, as InventorySource.counts_in says it month by month."""
    first = max(filter(None, (use.first_month, use.source.first_month)), default=dt.date.min)
    last = min(filter(None, (use.last_month, use.source.last_month)), default=dt.date.max)
    return [month for month in months if first <= month <= last and use.source.asks_in(month)]


def _change(amount: Decimal | None, against: Decimal | None) -> Decimal | None:
    if amount is None or not against:
        return None
    return (amount - against) / against * 100

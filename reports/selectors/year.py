"""One year of a municipality: what its page shows beside the totals. A fixed number of queries."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from cfo_site.accounts.gate import Visitor
from emission_factors.calc.decimals import WORKING
from inventories.models import Inventory, InventorySource, Scope, Source
from inventories.selectors import path
from inventories.selectors.boundary import open_questions
from inventories.selectors.cells import (
    CELL_LOOKS,
    ENTERED,
    ESTIMATED,
    FULL,
    OFF,
    Cell,
    Look,
    MonthCount,
    cells_by_use,
    month_counts,
)
from inventories.selectors.inventories import inventories
from inventories.selectors.overview import YearSummary, year_summary
from inventories.selectors.plausibility import Known, owed
from inventories.selectors.results import UseTotals, totals_by_scope_and_month, totals_by_use
from inventories.selectors.spans import spans
from inventories.selectors.stations import Station, stations
from reports.selectors.comparison import Comparison, comparison
from reports.selectors.matters import Matter, matters
from reports.selectors.tasks import Task, month_of_sources, tasks
from reports.selectors.town_line import COUNTED, exact_sum

FILLED = frozenset({FULL, ESTIMATED, ENTERED})
MOST_RANKED = 7
FIRST_TASKS = 7
ByMonth = Mapping[tuple[str, dt.date | None], Decimal]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month's kgCO2e by scope, None where nothing is known, and how far it is filled. No month: annual results."""

    month: dt.date | None
    scopes: tuple[Decimal | None, ...]
    count: MonthCount

    @property
    def total(self) -> Decimal | None:
        """Return kgCO2e of the scopes together, None where nothing is known."""
        return exact_sum(self.scopes)

    @property
    def is_partial(self) -> bool:
        """Say whether something is known of the month, and something is not."""
        return self.total is not None and self.count.filled < self.count.cells


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source: its months (None where it is not in use), its amount and kgCO2e of the year, None where not known."""

    use: InventorySource
    cells: tuple[Cell | None, ...]
    amount: Decimal | None
    kgco2e: Decimal | None

    @property
    def marks(self) -> list[tuple[Look, str]]:
        """Return how each month shows, and its word."""
        states = [cell.state if cell else OFF for cell in self.cells]
        marks = {state: (CELL_LOOKS[state], str(CELL_LOOKS[state].word)) for state in set(states)}
        return [marks[state] for state in states]

    @property
    def thing(self) -> Source | InventorySource:
        """Return what gives the line its name: its source, or itself where it derives from another line."""
        return self.use if self.use.label else self.use.source

    @property
    def in_use(self) -> list[Cell]:
        """Return the months in which the source is in use."""
        return [cell for cell in self.cells if cell]

    @property
    def filled(self) -> int:
        """Return in how many months there is a figure or a reason why there is none."""
        return sum(cell.state in FILLED for cell in self.in_use)

    @property
    def key_class(self) -> str:
        """Return the style of the numbered square of its scope."""
        return Scope(self.use.scope).key_class

    @property
    def mark(self) -> str:
        """Return what stands in that square."""
        return Scope(self.use.scope).mark


@dataclass(frozen=True, slots=True)
class Rank:
    """One of the largest sources: its share of the total in percent, and its bar, of which the longest is 100."""

    line: SourceLine
    share: Decimal
    bar: Decimal

    @property
    def bar_width(self) -> str:
        """Return the bar's length as a coordinate."""
        return f"{self.bar:.1f}"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The largest sources, and the others together."""

    ranks: list[Rank]
    others: int
    others_kgco2e: Decimal
    others_share: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class YearPage:
    """Everything the page of a year shows."""

    inventory: Inventory
    summary: YearSummary
    lines: list[SourceLine]  # in the order of grid and report
    months: list[MonthLine]
    annual: MonthLine | None  # results that no month has
    ranking: Ranking | None  # None where nothing emits
    tasks: list[Task]
    matters: list[Matter]  # what else waits for a decision, for those who may decide
    open_questions: int  # of the boundary
    comparison: Comparison | None  # None where there is no year before that the visitor may see
    steps: list[Station]
    years: list[Inventory]  # those the visitor may see, newest first

    @property
    def legend(self) -> list[Look]:
        """Return what the marks of months and sources mean."""
        return list(CELL_LOOKS.values())

    @property
    def to_do(self) -> int:
        """Return how many things are to be done."""
        return len(self.tasks) + len(self.matters)

    @property
    def first_tasks(self) -> list[Task]:
        """Return what is to be done first."""
        return self.tasks[:FIRST_TASKS]

    @property
    def more_tasks(self) -> list[Task]:
        """Return what else is to be done."""
        return self.tasks[FIRST_TASKS:]

    @property
    def month_filled(self) -> list[int | None]:
        """Return how many sources have each month filled, None where none is in use."""
        return [line.count.filled if line.count.cells else None for line in self.months]

    @property
    def partial_months(self) -> str:
        """Return the months whose bars are lower than they will be."""
        return spans(line.month for line in self.months if line.month and line.is_partial)

    @property
    def waiting(self) -> list[Cell]:
        """Return the empty cells that are not due yet, the next one first."""
        cells = (cell for line in self.lines for cell in line.in_use if cell.state == "later")
        return sorted(cells, key=lambda cell: cell.due)

    @property
    def scope_months(self) -> list[MonthLine]:
        """Return the lines of the table beside the chart."""
        return [*self.months, *([self.annual] if self.annual else [])]


def year_page(inventory: Inventory, *, visitor: Visitor, today: dt.date) -> YearPage:
    """Return a year for its page."""
    summary = year_summary(inventory)
    visible = [year for year in inventories(inventory.municipality) if visitor.sees_year(year.token)]
    before = _year_before(inventory, visible)
    counts = month_counts([inventory, *([before] if before else [])], today=today)
    by_month, by_use = totals_by_scope_and_month(inventory), totals_by_use(inventory)
    cells = cells_by_use(inventory, today=today)
    lines = [_source_line(use, inventory.month_list, cells.get(use.pk, {}), by_use.get(use.pk)) for use in summary.uses]
    own = counts.get(inventory.pk, {})
    months = _month_lines(inventory.month_list, by_month, lines, own)
    questions = open_questions(inventory)
    return YearPage(
        inventory=inventory,
        summary=summary,
        lines=lines,
        months=months,
        annual=_annual(by_month),
        ranking=_ranking(lines),
        tasks=tasks(
            summary.uses,
            cells,
            by_use,
            month_of_sources(before) if before else {},
            owed(inventory, Known(summary.uses, by_use, summary.totals)),
        ),
        matters=matters(inventory, summary.uses, _rates(lines), visitor=visitor, questions=questions),
        open_questions=questions,
        comparison=comparison(inventory, before, by_month, own, counts.get(before.pk, {})) if before else None,
        steps=stations(inventory, path.steps(inventory), summary.progress),
        years=visible,
    )


def _rates(lines: Sequence[SourceLine]) -> dict[int, Decimal]:
    """Return kgCO2e per unit by source, the lines that derive from it included, of sources that have figures."""
    kgco2e: dict[int, Decimal] = {}
    for line in lines:
        kgco2e[line.use.source_id] = kgco2e.get(line.use.source_id, Decimal(0)) + (line.kgco2e or Decimal(0))
    amounts: dict[int, Decimal] = {}
    for line in lines:
        if line.use.parent_id is None and line.amount:
            amounts[line.use.source_id] = amounts.get(line.use.source_id, Decimal(0)) + line.amount
    with localcontext(WORKING):
        return {source: kgco2e[source] / amount for source, amount in amounts.items()}


def _year_before(inventory: Inventory, visible: Sequence[Inventory]) -> Inventory | None:
    """Return the year before of the same kind, if the visitor may see it."""
    wanted = (inventory.year - 1, inventory.year_kind)
    return next((year for year in visible if (year.year, year.year_kind) == wanted), None)


def _source_line(
    use: InventorySource, months: Sequence[dt.date], cells: Mapping[dt.date, Cell], totals: UseTotals | None
) -> SourceLine:
    kgco2e = None
    if totals is not None:
        kgco2e = totals.separate if use.scope == Scope.SEPARATE else totals.counted
    return SourceLine(
        use=use,
        cells=tuple(cells.get(month) for month in months),
        amount=exact_sum(cell.amount for cell in cells.values()),
        kgco2e=kgco2e,
    )


def _month_lines(
    months: Sequence[dt.date], by_month: ByMonth, lines: Sequence[SourceLine], counts: Mapping[dt.date, MonthCount]
) -> list[MonthLine]:
    known = {
        (line.use.scope, cell.month) for line in lines for cell in line.in_use if cell.state in FILLED
    }  # fmt: skip
    return [
        MonthLine(
            month,
            tuple(
                by_month.get((scope, month), Decimal(0))
                if (scope, month) in known or by_month.get((scope, month))
                else None
                for scope in COUNTED
            ),
            counts.get(month, MonthCount()),
        )
        for month in months
    ]


def _annual(by_month: ByMonth) -> MonthLine | None:
    scopes = tuple(by_month.get((scope, None)) for scope in COUNTED)
    return MonthLine(None, scopes, MonthCount()) if any(scopes) else None


def _ranking(lines: Sequence[SourceLine]) -> Ranking | None:
    """Return the largest sources of scopes 1 to 3, the largest first; those that emit nothing are among the others."""
    counted = [line for line in lines if line.use.scope in COUNTED]
    total = exact_sum(line.kgco2e for line in counted)
    if not total:
        return None
    largest = sorted((line for line in counted if line.kgco2e), key=lambda line: -(line.kgco2e or 0))[:MOST_RANKED]
    highest = largest[0].kgco2e or Decimal(1)
    others = [line for line in counted if line not in largest]
    others_kgco2e = exact_sum(line.kgco2e for line in others) or Decimal(0)
    ranks = [Rank(line, percent(line.kgco2e, total), percent(line.kgco2e, highest)) for line in largest]
    return Ranking(ranks, len(others), others_kgco2e, percent(others_kgco2e, total), total)


def percent(part: Decimal | None, whole: Decimal) -> Decimal:
    """Return a share in percent, for the eye."""
    return Decimal(100) * (part or Decimal(0)) / whole

"""The monthly grid as a page shows it: scopes, categories, a row per source, twelve cells each."""

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import number
from inventories.models import AmountRevision, Category, Inventory, InventorySource, Notation, Scope
from inventories.selectors import results
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.plausibility import Known, flags_of, owed
from inventories.selectors.sheets import kinds_by_revision, offered_for

PLACES_SHOWN = 4
CELL_WORDS = {
    Notation.NOT_OCCURRING: _("ไม่มี"),
    Notation.NOT_ESTIMATED: _("ไม่ประเมิน"),
    Notation.ELSEWHERE: _("รวมที่อื่น"),
    Notation.CONFIDENTIAL: _("ลับ"),
}  # short enough for a cell; the whole term stands under it


@dataclass(slots=True)
class Cell:
    """One month of one source. `number` is the revision shown: 0 where nothing was ever entered.

    `state`: amount, est (estimated), odd (an amount that must be explained), no (a notation), void (empty), later (empty
    and not yet due), off (not in use).
    """

    column: int
    month: dt.date
    text: str
    number: int
    state: str
    word: str = ""  # the term of a notation
    error: str = ""  # what was wrong with `text` as typed, or who changed the cell meanwhile
    theirs: str | None = None  # after a clash: what the cell holds now, while `text` is what was typed
    sheet: bool = False  # its figure came from a calculation sheet
    near: bool = True  # shown on a telephone at first: the months around today, or all of a year gone by

    @property
    def key(self) -> str:
        """Return the month as addresses have it."""
        return f"{self.month:%Y-%m}"

    @property
    def field(self) -> str:
        """Return the name of the cell's field in its row's form."""
        return f"m{self.column}"


@dataclass(slots=True)
class Row:
    """A source with its cells, its amount of the year and its kgCO2e (None where nothing was calculated)."""

    use: InventorySource
    cells: list[Cell]
    amount: Decimal | None
    kgco2e: Decimal | None
    sheet_kind: str = ""  # the sheet to begin with: the one last used this year, else the likeliest; empty: none suits

    @property
    def amount_text(self) -> str:
        """Return the amount of the year for a narrow column: as it is, or to 4 places where a division left more."""
        if self.amount is None or self.amount == round(self.amount, PLACES_SHOWN):
            return number(self.amount)
        return number(self.amount, PLACES_SHOWN)

    @property
    def seen(self) -> str:
        """Return the revision numbers shown, for the conflict check of a whole row."""
        return ",".join(str(cell.number) for cell in self.cells)

    @property
    def shown(self) -> str:
        """Return the texts shown, so that only what was typed over counts as changed."""
        return "|".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class CategoryGroup:
    """Rows of one category."""

    label: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class ScopeGroup:
    """Categories of one scope, and its kgCO2e by month and in all."""

    scope: str
    label: str
    months: list[Decimal | None]
    kgco2e: Decimal
    categories: list[CategoryGroup] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Return what stands in the numbered square before the scope's name."""
        return "–" if self.scope == Scope.SEPARATE else self.scope

    @property
    def key_class(self) -> str:
        """Return the style of that square."""
        return "ap" if self.scope == Scope.SEPARATE else f"s{self.scope}"


@dataclass(slots=True)
class Grid:
    """The page: months, groups, totals, and how many of the sources in use have a figure in each month."""

    inventory: Inventory
    months: list[dt.date]
    scopes: list[ScopeGroup]
    totals: results.Totals
    filled: list[tuple[int, int]]

    @property
    def heads(self) -> list[tuple[dt.date, tuple[int, int]]]:
        """Return the months, each with (sources that have a figure, sources in use)."""
        return list(zip(self.months, self.filled, strict=True))

    @property
    def width(self) -> int:
        """Return the number of columns: name, unit, months, total."""
        return len(self.months) + 3

    @property
    def rows(self) -> list[Row]:
        """Return all rows, top to bottom."""
        return [row for scope in self.scopes for category in scope.categories for row in category.rows]

    def row(self, use: int) -> Row | None:
        """Return the row of an InventorySource by primary key."""
        return next((row for row in self.rows if row.use.pk == use), None)


def grid(inventory: Inventory, *, today: dt.date) -> Grid:
    """Read a whole grid in a fixed number of queries."""
    uses, months = list(inventory_sources(inventory)), inventory.month_list
    amounts = amounts_in_force(inventory.municipality, source_ids={use.source_id for use in uses}, months=months)
    kinds = kinds_by_revision(inventory.municipality, [row.pk for row in amounts.values()])
    by_use, by_month = results.totals_by_use(inventory), results.totals_by_scope_and_month(inventory)
    totals = results.totals(inventory)
    odd = {(flag.use.pk, flag.month) for flag in owed(inventory, Known(uses, by_use, totals))}
    scopes: list[ScopeGroup] = []
    filled = [[0, 0] for _month in months]
    for use in uses:
        if not scopes or scopes[-1].scope != use.scope:
            scope_months = [by_month.get((use.scope, month)) for month in months]
            scopes.append(ScopeGroup(use.scope, str(Scope(use.scope).label), scope_months, totals.scopes[use.scope]))
        label = str(Category(use.category).label)
        if not scopes[-1].categories or scopes[-1].categories[-1].label != label:
            scopes[-1].categories.append(CategoryGroup(label))
        row = make_row(use, amounts, months, by_use.get(use.pk), kinds=kinds, odd=odd, today=today)
        if use.parent_id is not None:  # nothing to enter: on a telephone its totals are enough
            for cell in row.cells:
                cell.near = cell.sheet = False
        scopes[-1].categories[-1].rows.append(row)
        for count, cell in zip(filled, row.cells, strict=True):
            count[0] += use.parent_id is None and cell.state in {"amount", "est", "odd", "no"}
            count[1] += use.parent_id is None and cell.state != "off"
    return Grid(inventory, months, scopes, totals, [(done, of) for done, of in filled])


def row_or_404(inventory: Inventory, use: int, *, today: dt.date, doubts: bool = False) -> Row:
    """Return one source's row alone, or answer 404, also for a line that derives from another.

    `doubts`: look also which of its figures must be explained.
    """
    found = inventory_sources(inventory).filter(pk=use, parent__isnull=True).first()
    if found is None:
        raise Http404
    months = inventory.month_list
    amounts = amounts_in_force(inventory.municipality, source_ids=[found.source_id], months=months)
    kinds = kinds_by_revision(inventory.municipality, [row.pk for row in amounts.values()])
    totals = results.totals_by_use(inventory, use=found).get(use)
    odd = {(flag.use.pk, flag.month) for flag in flags_of(found) if flag.owed} if doubts else set()
    return make_row(found, amounts, months, totals, kinds=kinds, odd=odd, today=today)


def derived_rows(row: Row) -> list[Row]:
    """Return the rows that derive from one, with nothing but their totals."""
    inventory = row.use.inventory
    uses = list(inventory_sources(inventory).filter(parent=row.use))
    by_use = results.totals_by_use(inventory) if uses else {}
    return [Row(use, [], row.amount, totals.counted if (totals := by_use.get(use.pk)) else None) for use in uses]


def make_row(
    use: InventorySource,
    amounts: Mapping[tuple[int, dt.date], AmountRevision],
    months: list[dt.date],
    totals: results.UseTotals | None,
    *,
    kinds: Mapping[int, str],
    odd: Container[tuple[int, dt.date]],
    today: dt.date,
) -> Row:
    """Return one source's row. `kinds`: sheets by the revision that came from one; `odd`: cells that must be explained."""
    cells = [
        make_cell(use, column, month, amounts.get((use.source_id, month)), today=today)
        for column, month in enumerate(months, 1)
    ]
    figures = [
        amounts[key].amount for cell in cells if cell.state != "off" and (key := (use.source_id, cell.month)) in amounts
    ]
    sheet_kind = next((sheet.kind for sheet in offered_for(use)), "")
    for cell in cells:
        revision = amounts.get((use.source_id, cell.month))
        if revision is not None and revision.pk in kinds and cell.state != "off":
            cell.sheet, sheet_kind = True, kinds[revision.pk]
        if (use.pk, cell.month) in odd:
            cell.state = "odd"
    now = today.replace(day=1)
    if now in months:
        for cell in cells:
            cell.near = abs(months.index(now) - months.index(cell.month)) <= 1
    known = [figure for figure in figures if figure is not None]
    kgco2e = None
    if totals is not None:
        kgco2e = totals.separate if use.scope == Scope.SEPARATE else totals.counted
    return Row(use, cells, sum(known, Decimal(0)) if known else None, kgco2e, sheet_kind)


def make_cell(use: InventorySource, column: int, month: dt.date, row: AmountRevision | None, *, today: dt.date) -> Cell:
    """Return one cell as it stands."""
    seen = row.number if row else 0
    if not use.counts_in(month):
        return Cell(column, month, "", seen, "off")
    if row is not None and row.amount is not None:
        return Cell(column, month, number(row.amount), seen, "est" if row.estimated else "amount")
    if row is not None and row.notation:
        notation = Notation(row.notation)
        return Cell(column, month, str(CELL_WORDS[notation]), seen, "no", word=str(notation.label))
    due = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1) + dt.timedelta(days=use.source.delay_days)
    return Cell(column, month, "", seen, "later" if today < due else "void")

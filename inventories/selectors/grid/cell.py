"""One cell of the grid: a month of a source, as it stands."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.models import Municipality
from cfo_site.templatetags.cfo import number
from inventories.models import (
    AmountRevision,
    CalculationSheet,
    CameBy,
    Frequency,
    Inventory,
    InventorySource,
    Notation,
    Source,
    State,
)
from inventories.selectors.amounts import Cell as Key
from inventories.selectors.path import opened_cells

CELL_WORDS = {
    Notation.NOT_OCCURRING: _("ไม่มี"),
    Notation.NOT_ESTIMATED: _("ไม่ประเมิน"),
    Notation.ELSEWHERE: _("รวมที่อื่น"),
    Notation.CONFIDENTIAL: _("ลับ"),
}  # short enough for a cell; the whole term stands under it
MARKED = {
    CameBy.BILL: _("มาจากบิล"),
    CameBy.WORKBOOK: _("มาจากไฟล์ที่นำเข้า"),
    CameBy.LINK: _("มาจากลิงก์ใช้ครั้งเดียว"),
    CameBy.ESTIMATE: _("ระบบประมาณค่าให้"),
}  # doors that a cell shows; of a sheet it shows the way to it
ENTERED = frozenset({"amount", "est", "odd", "no"})  # states in which a month is filled
CLOSED = frozenset({"off", "kept"})  # states in which nothing can be typed


@dataclass(slots=True)
class Cell:
    """One month of one source. `number` is the revision shown: 0 where nothing was ever entered.

    `state`: amount, est (estimated), odd (an amount that must be explained), no (a notation), void (empty), later (empty
    and not yet due), off (not in use), kept (also in a year that is locked), clash (somebody else was quicker).
    """

    column: int
    month: dt.date
    text: str
    number: int
    state: str
    word: str = ""  # the term of a notation; of a kept cell, where it is locked; of an off one, why it is not asked
    error: str = ""  # what was wrong with `text` as typed, or who changed the cell meanwhile
    theirs: str | None = None  # after a clash: what the cell holds now, while `text` is what was typed
    sheet: bool = False  # its figure came from a calculation sheet
    came_by: str = ""  # by which other door its figure came, where a cell shows it (MARKED)

    @property
    def key(self) -> str:
        """Return the month as addresses have it."""
        return f"{self.month:%Y-%m}"

    @property
    def field(self) -> str:
        """Return the name of the cell's field in its row's form."""
        return f"m{self.column}"

    @property
    def typed_over(self) -> str:
        """Return what somebody would type to say the same: the text, without what only helps the eye."""
        return self.text.replace(",", "")


class InForce(NamedTuple):
    """What a cell needs of the revision in force."""

    pk: int
    number: int
    amount: Decimal | None
    notation: str
    estimated: bool
    came_by: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What was read for the cells of some sources."""

    amounts: Mapping[Key, InForce]
    sheets: Mapping[int, str]  # kinds of calculation sheets, by revision
    odd: Container[Key]  # cells that must be explained, by InventorySource
    kept: Mapping[Key, str]  # months that count in a locked year as well, with that year's title
    today: dt.date


def cells_of(use: InventorySource, months: Iterable[dt.date], read: Figures) -> list[Cell]:
    """Return the cells of one source."""
    listed = list(months)
    counted = frozenset(use.counted(listed))
    return [_cell(use, column, month, read, counts=month in counted) for column, month in enumerate(listed, 1)]


def _cell(use: InventorySource, column: int, month: dt.date, read: Figures, *, counts: bool) -> Cell:
    row = read.amounts.get((use.source_id, month))
    seen = row.number if row else 0
    if not counts:
        return Cell(column, month, "", seen, "off", word=_not_asked(use.source, month))
    cell = _entered(column, month, row) if row is not None else None
    if cell is None:
        due = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
        late = read.today >= due + dt.timedelta(days=use.source.delay_days)
        cell = Cell(column, month, "", seen, "void" if late else "later")
    if use.parent_id is not None:
        return cell
    if row is not None:
        cell.sheet = row.pk in read.sheets
        if row.came_by in MARKED and not cell.sheet and cell.state in ENTERED:
            cell.came_by = row.came_by
    if (use.pk, month) in read.odd:
        cell.state = "odd"
    if year := read.kept.get((use.source_id, month)):
        cell.state, cell.word = "kept", year
    return cell


def _not_asked(source: Source, month: dt.date) -> str:
    """Return why no figure is asked for a month of a source that is not monthly; empty where it is just not in use."""
    if source.asks_in(month):
        return ""
    if source.frequency == Frequency.ANNUAL:
        return str(_("ไม่ต้องกรอกเดือนนี้ (ปีละครั้ง)"))
    return str(_("ไม่ต้องกรอกเดือนนี้ (ทุกไตรมาส)"))


def _entered(column: int, month: dt.date, row: InForce) -> Cell | None:
    if row.amount is not None:
        return Cell(column, month, number(row.amount), row.number, "est" if row.estimated else "amount")
    if row.notation:
        notation = Notation(row.notation)
        return Cell(column, month, str(CELL_WORDS[notation]), row.number, "no", word=str(notation.label))
    return None


def in_force(
    municipality: Municipality, months: Sequence[dt.date], source_ids: Iterable[int] | None = None
) -> dict[Key, InForce]:
    """Return the figures in force of consecutive months by (source id, month), of all sources or of some."""
    rows = AmountRevision.objects.of(municipality).filter(month__gte=months[0], month__lte=months[-1])
    if source_ids is not None:
        rows = rows.filter(source__in=list(source_ids))
    newest = rows.order_by("source_id", "month", "-number").distinct("source_id", "month")
    values = newest.values_list("source_id", "month", "pk", "number", "amount", "notation", "estimated", "came_by")
    return {
        (source, month): InForce(pk, seen, amount, notation, estimated, door)
        for source, month, pk, seen, amount, notation, estimated, door in values
    }


def sheet_kinds(
    municipality: Municipality, months: Sequence[dt.date], source_ids: Iterable[int] | None = None
) -> dict[int, str]:
    """Return the kinds of the calculation sheets of consecutive months by revision, of all sources or of some."""
    rows = CalculationSheet.objects.of(municipality).filter(
        revision__month__gte=months[0], revision__month__lte=months[-1]
    )
    if source_ids is not None:
        rows = rows.filter(revision__source__in=list(source_ids))
    return dict(rows.values_list("revision_id", "kind"))


def kept_months(inventory: Inventory, source_ids: Iterable[int] | None = None) -> dict[Key, str]:
    """Return the months of a year's sources that count in a year which is closed to them, with that year's title.

    A figure serves the calendar and the budget year alike: where one of them is locked it can be changed in neither. A
    year that is being corrected is closed but for the figures that were opened; so it keeps months of its own, too.
    """
    beside = (
        InventorySource.objects.of(inventory.municipality)
        .filter(parent__isnull=True)
        .exclude(inventory__state=State.DRAFT)
        .exclude(inventory__corrects_whole=True)
        .exclude(inventory__first_month__gt=inventory.last_day)
        .select_related("inventory", "source")
    )
    if source_ids is None:
        of_year = InventorySource.objects.of(inventory.municipality).filter(inventory=inventory)
        beside = beside.filter(source__in=of_year.values("source"))
    else:
        beside = beside.filter(source__in=list(source_ids))
    if inventory.state != State.CORRECTING:  # of a closed year nothing is written anyway
        beside = beside.exclude(inventory=inventory.pk)
    closed, months = list(beside), inventory.month_list
    correcting = {use.inventory_id: use.inventory for use in closed if use.inventory.state == State.CORRECTING}
    opened = opened_cells(list(correcting.values()))
    return {
        (use.source_id, month): use.inventory.title
        for use in closed
        for month in use.counted(months)
        if (use.inventory_id, use.source_id, month) not in opened
    }

"""The monthly grid: read it, save one cell, save one row."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, wants_part
from inventories.forms.amount import Typed, read_cell, read_row
from inventories.models import Inventory
from inventories.policies import Refused, may_change
from inventories.selectors.grid import Row, derived_rows, row_or_404
from inventories.selectors.grid import grid as read_grid
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.results import totals
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts

PAGE = "inventories/grid.html"


@dataclass(slots=True)
class Outcome:
    """What became of a form: its status, the cells as typed with what is wrong in each, and a sentence about the whole."""

    status: HTTPStatus = HTTPStatus.OK
    typed: Sequence[Typed] = field(default_factory=list)
    note: str = ""


@municipality_view(needs=READERS)
@require_GET
def grid(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the months of all sources; writable for those who may write while the year is a draft."""
    return _page(request, inventory_or_404(request.municipality, year))


@municipality_view(needs=WRITERS)
@require_POST
def amount_save(request: MunicipalityRequest, year: str, use: int, month: dt.date) -> HttpResponse:
    """Save one cell: answer with the cell and, out of band, the totals of its row and of the year."""
    inventory = inventory_or_404(request.municipality, year)
    row = row_or_404(inventory, use, today=timezone.localdate())
    try:
        outcome = _record(request, row, [read_cell(request.POST, month)])
    except ValidationError as wrong:
        outcome = Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, note=str(wrong.message))
    if not wants_part(request):
        return _after(request, inventory, row, outcome)
    row = row_or_404(inventory, use, today=timezone.localdate(), doubts=True)
    cell = next((cell for cell in row.cells if cell.month == month), None)
    if cell is None:  # a month outside the year has no cell to show the sentence in
        return HttpResponse(outcome.note, status=outcome.status, content_type="text/plain; charset=utf-8")
    _put_back(row, outcome)
    cell.error = cell.error or outcome.note
    context = _frame(request, inventory) | {"row": row, "cell": cell, "totals": totals(inventory)}
    context["derived"] = derived_rows(row)
    return render(request, f"{PAGE}#cell-saved", context, status=outcome.status)


@municipality_view(needs=WRITERS)
@require_POST
def row_save(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Save what was typed in a row, all or none of it: the way without JavaScript."""
    inventory = inventory_or_404(request.municipality, year)
    row = row_or_404(inventory, use, today=timezone.localdate())
    try:
        outcome = _record(request, row, read_row(request.POST, row))
    except ValidationError as wrong:
        outcome = Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, note=str(wrong.message))
    return _after(request, inventory, row, outcome)


def _record(request: MunicipalityRequest, row: Row, typed: Sequence[Typed]) -> Outcome:
    """Record cells, all or none; what is wrong with a single cell is written into it."""
    if any(cell.error for cell in typed):
        return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, typed)
    changes = [
        AmountChange(row.use.source_id, cell.month, cell.reading.amount, cell.reading.notation, cell.based_on)
        for cell in typed
    ]
    try:
        record_amounts(municipality=request.municipality, actor=request.user, changes=changes)
    except ChangedSince as clash:
        months = {change.month for change in clash.changes}
        for cell in typed:
            cell.clash = cell.month in months
        return Outcome(HTTPStatus.CONFLICT, typed)
    except Refused as refusal:
        for cell in typed:
            cell.error = str(refusal)
        shown = {cell.month for cell in typed} <= {cell.month for cell in row.cells}
        return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, typed, "" if shown else str(refusal))
    return Outcome(typed=typed)


def _after(request: MunicipalityRequest, inventory: Inventory, row: Row, outcome: Outcome) -> HttpResponse:
    """Answer a form sent without htmx: back to the row, or the whole page with everything as it was typed."""
    if outcome.status == HTTPStatus.OK:
        address = reverse("inventories:grid", args=[request.municipality.key, inventory.token])
        return redirect(f"{address}#r{row.use.pk}")
    return _page(request, inventory, use=row.use.pk, outcome=outcome)


def _page(
    request: MunicipalityRequest, inventory: Inventory, *, use: int | None = None, outcome: Outcome | None = None
) -> HttpResponse:
    page, outcome = read_grid(inventory, today=timezone.localdate()), outcome or Outcome()
    wrong = page.row(use) if use is not None else None
    if wrong is not None:
        _put_back(wrong, outcome)
    context = _frame(request, inventory) | {"grid": page, "totals": page.totals, "note": outcome.note, "wrong": wrong}
    return render(request, PAGE, context, status=outcome.status)


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.writes and may_change(inventory)
    return {"inventory": inventory, "writable": writable, "year": inventory.token}


def _put_back(row: Row, outcome: Outcome) -> None:
    """Show cells that were not stored as they were typed, each with what is wrong or what it holds now."""
    by_month = {cell.month: cell for cell in outcome.typed}
    for cell in row.cells:
        if (attempt := by_month.get(cell.month)) is None:
            continue
        if attempt.clash:
            cell.theirs, cell.text, cell.state = cell.text, attempt.text, "clash"
            cell.error = _("มีผู้อื่นแก้ตัวเลขนี้ไปแล้ว")
        elif outcome.status != HTTPStatus.OK:
            cell.text, cell.error = attempt.text, attempt.error

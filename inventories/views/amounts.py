"""The monthly grid: read it, save one cell, save one row."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, wants_part
from inventories.forms.amount import numbers_seen, read_cell, read_row
from inventories.forms.block import drafts_of
from inventories.models import Inventory
from inventories.policies import takes_figures
from inventories.selectors.amounts import revisions_seen
from inventories.selectors.grid import MARKED, Grid, Row, row_or_404, same_figures
from inventories.selectors.grid import grid as read_grid
from inventories.selectors.inventories import inventory_or_404
from inventories.templatetags.grid import Shown
from inventories.views.saving import Outcome, put_back, record, saved_part

PAGE = "inventories/grid.html"


@municipality_view(needs=READERS)
@require_GET
def grid(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the months of all sources, or of the one asked for; writable for who may write while the year is a draft."""
    return _page(request, inventory_or_404(request.municipality, year), single=request.GET.get("source", ""))


@municipality_view(needs=WRITERS)
@require_POST
def amount_save(request: MunicipalityRequest, year: str, use: int, month: dt.date) -> HttpResponse:
    """Save one cell: answer with its row and the totals, or, without JavaScript, with the page."""
    inventory = inventory_or_404(request.municipality, year)
    try:
        outcome = record(request, inventory, [read_cell(request.POST, use, month)])
    except ValidationError as wrong:
        outcome = Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, note=str(wrong.message))
    if wants_part(request):
        return saved_part(request, inventory, outcome)
    return _after(request, inventory, use, outcome)


@municipality_view(needs=WRITERS)
@require_POST
def row_save(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Save what was typed in a row, all or none of it: the way without JavaScript."""
    inventory = inventory_or_404(request.municipality, year)
    row = row_or_404(inventory, use, today=timezone.localdate())
    try:
        numbers = numbers_seen(request.POST, row)
        seen = {(row.use.source_id, cell.month): number for cell, number in zip(row.cells, numbers, strict=True)}
        before = revisions_seen(request.municipality, seen)
        typed = read_row(request.POST, row, {month: figure for (_source, month), figure in before.items()})
        outcome = record(request, inventory, typed)
    except ValidationError as wrong:
        outcome = Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, note=str(wrong.message))
    return _after(request, inventory, use, outcome, single="single" in request.POST)


def _after(
    request: MunicipalityRequest, inventory: Inventory, use: int, outcome: Outcome, *, single: bool = False
) -> HttpResponse:
    """Answer a form sent without htmx: back to the row, or the whole page with everything as it was typed."""
    if outcome.status == HTTPStatus.OK:
        address = reverse("inventories:grid", args=[request.municipality.key, inventory.token])
        return redirect(f"{address}?source={use}" if single else f"{address}#r{use}")
    return _page(request, inventory, use=use, outcome=outcome, single=str(use) if single else "")


def _page(
    request: MunicipalityRequest,
    inventory: Inventory,
    *,
    use: int | None = None,
    outcome: Outcome | None = None,
    single: str = "",
) -> HttpResponse:
    page, outcome = read_grid(inventory, today=timezone.localdate()), outcome or Outcome()
    wrong = page.row(use) if use is not None else None
    note = outcome.note
    if wrong is not None:
        put_back(wrong, outcome)
        if not any(cell.error for cell in wrong.cells):  # what is wrong is in no cell of the page
            note = note or next((cell.error for cell in outcome.typed), "")
    writable = request.visitor.writes and takes_figures(inventory)
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "writable": writable,
        "grid": page,
        "totals": page.totals,
        "note": note,
        "wrong": wrong,
        "marks": MARKED.items(),
        "drafts": drafts_of(request.user),
        "same": [each for each in same_figures(inventory) if request.visitor.sees_year(each.token)],
    }
    one = _one(page, single)
    shown = Shown.of(inventory, writable=writable, single=one is not None)
    return render(
        request, PAGE, context | {"shown": shown} | (_beside(page, one) if one else {}), status=outcome.status
    )


def _one(page: Grid, asked: str) -> Row | None:
    """Return the row that is shown by itself, if one was asked for and months are typed into it."""
    found = page.row(int(asked)) if asked.isascii() and asked.isdigit() else None
    return found if found is not None and found.takes_figures else None


def _beside(page: Grid, one: Row) -> dict[str, Any]:
    """Return one row with those before and after it, for the page that goes source by source."""
    rows = [row for row in page.rows if row.takes_figures]
    place = rows.index(one)
    return {
        "one": one,
        "rows": rows,
        "place": place + 1,
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
        "one_months": list(zip(page.months, one.cells, strict=True)),
    }

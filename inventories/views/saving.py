"""What the ways of entering figures share: record what was typed, all or none, and say what became of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.http import MunicipalityRequest
from cfo_site.templatetags.cfo import number, thai_datetime
from inventories.forms.amount import Typed
from inventories.models import AmountRevision, CameBy, Inventory, InventorySource, Notation
from inventories.policies import Refused
from inventories.selectors.amounts import newest_with_people, revisions_seen
from inventories.selectors.grid import CELL_WORDS, Row, touched, uses_of_page
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts
from inventories.templatetags.grid import Shown

OVERTAKEN = gettext_lazy("มีผู้อื่นแก้ตัวเลขนี้ไปแล้ว")


@dataclass(slots=True)
class Outcome:
    """What became of a form: its status, the cells as typed with what is wrong in each, and a sentence about the whole.

    `theirs`: after a clash, what the cells hold now, by InventorySource and month.
    """

    status: HTTPStatus = HTTPStatus.OK
    typed: Sequence[Typed] = field(default_factory=list)
    note: str = ""
    theirs: Mapping[tuple[int, dt.date], AmountRevision] = field(default_factory=dict)
    uses: Sequence[InventorySource] = ()  # of what was typed, and what shares their figures


def record(request: MunicipalityRequest, inventory: Inventory, typed: Sequence[Typed]) -> Outcome:
    """Record cells, all or none; what is wrong with a single cell is written into it. 404 for a source of another year."""
    wanted = {cell.use for cell in typed}
    uses = uses_of_page(inventory, wanted)
    sources = {use.pk: use.source_id for use in uses if use.parent_id is None and use.pk in wanted}
    if wanted - sources.keys():
        raise Http404
    if any(cell.error for cell in typed):
        return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, typed, uses=uses)
    changes = _changes(request, typed, sources)
    try:
        record_amounts(municipality=request.municipality, actor=request.user, changes=changes)
    except ChangedSince as clash:
        changed = {(change.source_id, change.month) for change in clash.changes}
        now = newest_with_people(request.municipality, changed)
        theirs = {}
        for cell in typed:
            key = sources[cell.use], cell.month
            cell.clash = key in changed
            if cell.clash and key in now:
                cell.error = overtaken(now[key])
                theirs[cell.use, cell.month] = now[key]
        return Outcome(HTTPStatus.CONFLICT, typed, theirs=theirs, uses=uses)
    except Refused as refusal:
        for cell in typed:
            cell.error = str(refusal)
        return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, typed, uses=uses)
    return Outcome(typed=typed, uses=uses)


def overtaken(row: AmountRevision) -> str:
    """Return the sentence that names who changed a cell meanwhile, when, and to what."""
    return _("%(who)s แก้ตัวเลขนี้เป็น %(now)s เมื่อ %(when)s") % {
        "who": row.recorded_by.display_name,
        "now": said(row) or _("ช่องว่าง"),
        "when": thai_datetime(row.recorded_at),
    }


def said(row: AmountRevision | None) -> str:
    """Return what a revision says, as a cell shows it."""
    if row is None or (row.amount is None and not row.notation):
        return ""
    return number(row.amount) if row.amount is not None else str(CELL_WORDS[Notation(row.notation)])


def put_back(row: Row, outcome: Outcome) -> None:
    """Show cells that were not stored as they were typed, each with what is wrong or what it holds now."""
    if outcome.status == HTTPStatus.OK:
        return
    by_month = {cell.month: cell for cell in outcome.typed if cell.use == row.use.pk}
    for cell in row.cells:
        if (attempt := by_month.get(cell.month)) is None:
            continue
        if attempt.clash:
            cell.theirs, cell.text, cell.state = cell.text, attempt.text, "clash"
            cell.error = attempt.error or str(OVERTAKEN)
        elif cell.state not in {"off", "kept"}:
            cell.text, cell.error = attempt.text, attempt.error


def _changes(request: MunicipalityRequest, typed: Sequence[Typed], sources: Mapping[int, int]) -> list[AmountChange]:
    wanted = {(sources[cell.use], cell.month): cell.back for cell in typed if cell.back}
    earlier = revisions_seen(request.municipality, wanted) if wanted else {}
    return [_change(cell, sources[cell.use], earlier.get((sources[cell.use], cell.month))) for cell in typed]


def _change(cell: Typed, source_id: int, earlier: AmountRevision | None) -> AmountChange:
    if cell.back is None:
        return AmountChange(source_id, cell.month, cell.reading.amount, cell.reading.notation, cell.based_on)
    if earlier is None:
        return AmountChange(source_id, cell.month, based_on=cell.based_on)
    cell.text = said(earlier)
    return AmountChange(
        source_id, cell.month, earlier.amount, earlier.notation, cell.based_on,
        estimated=earlier.estimated, estimation=earlier.estimation, elsewhere_id=earlier.elsewhere_id,
        came_by=CameBy.ESTIMATE if earlier.came_by == CameBy.ESTIMATE else CameBy.TYPED, reason=earlier.reason,
    )  # fmt: skip


def saved_part(request: MunicipalityRequest, inventory: Inventory, outcome: Outcome) -> HttpResponse:
    """Answer a saved cell or block: the cells of its rows, the totals of rows, of scopes and of the year, and no page.

    Of what was refused the cells as typed, each with what is wrong or what it holds now. A cell without a place on the
    page is told in words alone.
    """
    read = touched(inventory, outcome.uses, today=timezone.localdate())
    note = outcome.note
    for row in read.rows:
        put_back(row, outcome)
    if outcome.status != HTTPStatus.OK and not any(cell.error for row in read.rows for cell in row.cells):
        note = note or next((cell.error for cell in outcome.typed if cell.error), "")
    context = {
        "inventory": inventory,
        "shown": Shown.of(inventory, writable=True, fresh=True),
        "read": read,
        "months": inventory.month_list,
        "totals": read.totals,
        "note": note,
        "refused": outcome.status != HTTPStatus.OK,
    }
    return render(request, "inventories/_block_saved.html", context, status=outcome.status)

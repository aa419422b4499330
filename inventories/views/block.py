"""A block of cells at once: as the grid sends it, and as a table pasted into a page of its own without JavaScript."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cfo_site.accounts.gate import WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.block import drafts_of, read_block, write_block
from inventories.forms.paste import PasteForm
from inventories.models import Inventory
from inventories.policies import may_change
from inventories.selectors.grid import Grid
from inventories.selectors.grid import grid as read_grid
from inventories.selectors.inventories import inventory_or_404
from inventories.views.saving import Outcome, record, said, saved_part

PASTE = "inventories/paste.html"


@municipality_view(needs=WRITERS)
@require_POST
def block_save(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Save a block of cells, all or none: 200, 422 with what cannot be read, 409 with who was quicker.

    412 where somebody else has signed in since the page was opened: what is kept in a browser goes out under no other name.
    """
    inventory = inventory_or_404(request.municipality, year)
    if request.POST.get("who", "") != drafts_of(request.user):
        message = _("มีผู้อื่นเข้าสู่ระบบในเบราว์เซอร์นี้แล้ว ตัวเลขที่ค้างอยู่จึงยังไม่ถูกส่ง โปรดเปิดหน้านี้ใหม่")
        return HttpResponse(message, status=HTTPStatus.PRECONDITION_FAILED, content_type="text/plain; charset=utf-8")
    try:
        outcome = record(request, inventory, read_block(request.POST))
    except ValidationError as wrong:
        outcome = Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, note=str(wrong.message))
    return saved_part(request, inventory, outcome)


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def paste(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Paste a table: first where each value would go and what it would replace, then, when told so, all of it."""
    inventory = inventory_or_404(request.municipality, year)
    page = read_grid(inventory, today=timezone.localdate())
    confirmed = "confirm" in request.POST
    pasted = request.POST if request.method == "POST" and not confirmed else None
    form = PasteForm(page, pasted, initial=request.GET.dict())
    outcome = Outcome()
    if confirmed:
        outcome = _confirmed(request, inventory)
        if outcome.status == HTTPStatus.OK:
            return redirect(reverse("inventories:grid", args=[request.municipality.key, year]))
    elif form.is_bound and not (may_change(inventory) and form.is_valid()):
        outcome.status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _paste_page(request, inventory, form, outcome)


def _confirmed(request: MunicipalityRequest, inventory: Inventory) -> Outcome:
    try:
        return record(request, inventory, read_block(request.POST))
    except ValidationError as wrong:
        return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, note=str(wrong.message))


def _paste_page(request: MunicipalityRequest, inventory: Inventory, form: PasteForm, outcome: Outcome) -> HttpResponse:
    context: dict[str, Any] = {
        "inventory": inventory,
        "year": inventory.token,
        "open": may_change(inventory),
        "form": form,
        "note": outcome.note,
    }
    if outcome.typed:
        context |= _refused(form.page, outcome)
    elif form.is_bound and outcome.status == HTTPStatus.OK and context["open"]:
        placed = form.placement.placed
        context |= {"placement": form.placement, "cells": write_block(each.typed for each in placed)}
    return render(request, PASTE, context, status=outcome.status)


def _refused(page: Grid, outcome: Outcome) -> dict[str, Any]:
    """Return what the page says of a commit that did not pass: who was quicker where, and both ways on."""
    names = {row.use.pk: row.use for row in page.rows}
    clashing = [
        (names[cell.use], cell, said(outcome.theirs.get((cell.use, cell.month))))
        for cell in outcome.typed
        if cell.clash
    ]
    mine = [
        replace(cell, based_on=theirs.number) if (theirs := outcome.theirs.get((cell.use, cell.month))) else cell
        for cell in outcome.typed
    ]
    return {
        "clashing": clashing,
        "mine": write_block(mine),
        "others": write_block(cell for cell in outcome.typed if not cell.clash) if len(clashing) < len(mine) else "",
        "note": outcome.note or ("" if clashing else next((cell.error for cell in outcome.typed if cell.error), "")),
    }

"""Calculation sheets: which months have one, what a figure came from, filling one in; and the working-day calendar."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from cfo_site.templatetags.cfo import number, plain_name, thai_month, unit
from cfo_site.thai import BE
from emission_factors.calc.decimals import plain
from inventories.calc.sheets.catalogue import calculate
from inventories.calc.sheets.schema import Sheet
from inventories.forms.amount import read_based_on
from inventories.forms.sheet import KINDS, SheetForm, WorkingDaysForm, explain_inputs, explain_working
from inventories.models import Inventory, InventorySource
from inventories.policies import Refused, may_change
from inventories.selectors.grid import row_or_404
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.path import is_opened
from inventories.selectors.sheets import (
    LONGEST_MONTH,
    Beginning,
    KeptFigure,
    beginning,
    figures_of,
    kind_or_none,
    known_years,
    offered_for,
    working_days_in,
    year_of_work,
)
from inventories.selectors.sources import inventory_source_or_404
from inventories.services.amounts import ChangedSince
from inventories.services.sheets import record_sheet, state_working_days

FILL = "inventories/sheet_fill.html"
FIRST_YEAR, LAST_YEAR = 2540, 2640  # Buddhist era


@municipality_view(needs=READERS)
@require_GET
def sheet_list(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Show a source's months: the figure of each, whether it came from a sheet, and the way to compute it."""
    inventory = inventory_or_404(request.municipality, year)
    row = row_or_404(inventory, use, today=timezone.localdate())
    context = _frame(request, inventory, row.use) | {"row": row}
    return render(request, "inventories/sheet_list.html", context)


@municipality_view(needs=READERS)
@require_GET
def sheet_detail(request: MunicipalityRequest, year: str, use: int, month: dt.date) -> HttpResponse:
    """Show what a figure came from: its sheet, or that it was typed; and the figures before it."""
    inventory = inventory_or_404(request.municipality, year)
    found = _in_use_or_404(inventory, use, month)
    figures = [_told(each) for each in figures_of(found, month)]
    context = _frame(request, inventory, found, month) | {"month": month, "figures": figures}
    return render(request, "inventories/sheet_detail.html", context)


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def sheet_fill(request: MunicipalityRequest, year: str, use: int, month: dt.date, kind: str) -> HttpResponse:
    """Fill in a sheet: add a row, compute, or record what was computed. Nothing is stored before the last."""
    inventory = inventory_or_404(request.municipality, year)
    found = _in_use_or_404(inventory, use, month)
    sheet = kind_or_none(kind)
    if sheet is None or sheet not in offered_for(found):
        raise Http404
    begun = beginning(found, month, sheet)
    if request.method == "GET":
        if not (may_change(inventory) or is_opened(found, month)):
            return redirect("inventories:sheet_detail", request.municipality.key, year, use, month)
        return _fill_page(request, found, month, _form(found, sheet, month, begun), begun=begun.month)
    form = _form(found, sheet, month, begun, request.POST)
    if request.POST.get("do") == "row" and form.may_grow:
        return _fill_page(request, found, month, form.grown(request.POST))
    if not form.is_valid() or request.POST.get("do") != "use":
        return _fill_page(request, found, month, form)
    return _use(request, found, month, form)


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def working_days(request: MunicipalityRequest, calendar_year: int) -> HttpResponse:
    """Show a year's working days by the calendar; who writes figures may state others, each with a reason."""
    if not FIRST_YEAR <= calendar_year <= LAST_YEAR:
        raise Http404
    if request.method == "POST" and not request.visitor.writes:
        raise PermissionDenied
    months = year_of_work(request.municipality, calendar_year - BE)
    form = WorkingDaysForm(request.POST if request.method == "POST" else None, months=months)
    if form.is_valid():
        for each in form.changes:
            state_working_days(
                municipality=request.municipality, actor=request.user, month=each.month, days=each.days,
                reason=each.reason,
            )  # fmt: skip
        messages.success(request, _("บันทึกวันทำงานปี %(year)s แล้ว ตัวเลขที่คำนวณไว้ก่อนหน้าไม่เปลี่ยน") % {"year": calendar_year})
        return redirect("inventories:working_days", request.municipality.key, calendar_year)
    context = {
        "form": form,
        "calendar_year": calendar_year,
        "known": calendar_year - BE in known_years(),
        "writable": request.visitor.writes,
        "total": sum(each.days for each in months),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/sheet_working_days.html", context, status=status)


def _use(request: MunicipalityRequest, use: InventorySource, month: dt.date, form: SheetForm) -> HttpResponse:
    """Record what a valid form came to, if that is what its sender saw."""
    if form.working is None or plain(form.working.amount) != request.POST.get("shown", ""):
        note = _("ค่าที่กรอกเปลี่ยนไปหลังจากคำนวณ จึงยังไม่ได้บันทึก โปรดตรวจผลลัพธ์ใหม่ด้านล่างแล้วกด “ใช้ตัวเลขนี้” อีกครั้ง")
        return _fill_page(request, use, month, form, note=note, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        kept = record_sheet(
            use=use, month=month, actor=request.user, sheet=form.sheet, inputs=form.inputs, note=form.note,
            based_on=read_based_on(request.POST.get("based_on", "")),
        )  # fmt: skip
    except ChangedSince:
        return _fill_page(request, use, month, form, clash=True, status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        return _fill_page(request, use, month, form, note=str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except ValidationError as wrong:
        note = str(wrong.messages[0])
        return _fill_page(request, use, month, form, note=note, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    values = {"source": plain_name(use.source), "month": thai_month(month), "amount": number(kept.result), "unit": unit(kept.unit)}  # fmt: skip
    messages.success(request, _("บันทึก %(source)s %(month)s %(amount)s %(unit)s พร้อมใบคำนวณแล้ว") % values)
    grid = reverse("inventories:grid", args=[request.municipality.key, use.inventory.token])
    return redirect(f"{grid}#r{use.pk}")


def _form(
    use: InventorySource, sheet: Sheet, month: dt.date, begun: Beginning, data: Any = None
) -> SheetForm:  # fmt: skip
    return SheetForm(data, sheet=sheet, unit=use.source.unit, month=month, begun=begun)


def _fill_page(
    request: MunicipalityRequest,
    use: InventorySource,
    month: dt.date,
    form: SheetForm,
    *,
    begun: dt.date | None = None,
    note: str = "",
    clash: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Show the form; with its working where it can be computed, and with what the cell holds now."""
    sheet, source_unit = form.sheet, use.source.unit
    now = next(iter(figures_of(use, month)), None)
    working = form.working.as_mapping() if form.working and not form.errors else None
    counting = sheet.counts_in(source_unit) or source_unit
    example = calculate(sheet, sheet.example_in(counting), unit=source_unit, days=LONGEST_MONTH.days)
    context = _frame(request, use.inventory, use, month) | {
        "month": month,
        "form": form,
        "sheet": sheet,
        "words": KINDS[sheet.kind],
        "others": [(each.kind, KINDS[each.kind]) for each in offered_for(use) if each is not sheet],
        "example": explain_working(sheet.kind, example.as_mapping()),
        "working": explain_working(sheet.kind, working) if working else None,
        "shown": working["amount"] if working else "",
        "begun": begun,
        "now": now.revision if now else None,
        "based_on": _based_on(request, now, settle=clash),
        "clash": clash,
        "refused": note,
        "days": working_days_in(use.municipality, month) if _asks_working_days(sheet) else None,
    }
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, FILL, context, status=status)


def _based_on(request: MunicipalityRequest, now: KeptFigure | None, *, settle: bool) -> str:
    """Return the revision that a form was made from: the one first seen, until a clash is settled."""
    if request.method == "POST" and not settle:
        return request.POST.get("based_on", "")
    return str(now.revision.number if now else 0)


def _asks_working_days(sheet: Sheet) -> bool:
    return any(each.start == "working_days" for each in sheet.rows)


def _in_use_or_404(inventory: Inventory, use: int, month: dt.date) -> InventorySource:
    found = inventory_source_or_404(inventory, use)
    if not found.counts_in(month):
        raise Http404
    return found


def _told(each: KeptFigure) -> dict[str, Any]:
    """Return a revision with its sheet in words."""
    if each.sheet is None:
        return {"revision": each.revision, "sheet": None}
    sheet = kind_or_none(each.sheet.kind)
    return {
        "revision": each.revision,
        "sheet": each.sheet,
        "words": KINDS.get(each.sheet.kind),
        "working": explain_working(each.sheet.kind, each.sheet.working),
        "inputs": explain_inputs(sheet, each.sheet.inputs, each.sheet.unit) if sheet else None,
    }


def _frame(
    request: MunicipalityRequest, inventory: Inventory, use: InventorySource, month: dt.date | None = None
) -> dict[str, Any]:
    opened = may_change(inventory) or (month is not None and is_opened(use, month))
    writable = request.visitor.writes and opened
    return {
        "inventory": inventory,
        "year": inventory.token,
        "use": use,
        "writable": writable,
        "kinds": [(each.kind, KINDS[each.kind]) for each in offered_for(use)],
    }

"""Instruments by which sources are measured, and their calibrations."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import OWNERS, READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.instrument import CalibrationForm, InstrumentForm
from inventories.models import Instrument, Inventory, Source
from inventories.policies import Refused
from inventories.selectors.instruments import calibrations_of, instrument_or_404, measured_sources
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.services.instruments import add_calibration, remove_calibration, save_instrument


@municipality_view(needs=READERS)
@require_GET
def instrument_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the sources of a year that are measured, with their instruments."""
    inventory = inventory_or_404(request.municipality, year)
    context = {"inventory": inventory, "year": inventory.token, "measured": measured_sources(inventory)}
    return render(request, "inventories/quality/instrument_list.html", context)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def instrument_add(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Add an instrument; its calibrations follow on its own page."""
    inventory = inventory_or_404(request.municipality, year)
    form = InstrumentForm(request.POST if request.method == "POST" else None, sources=_sources(inventory))
    if request.method == "GET" and request.GET.get("source") in form.sources:
        form.initial["source"] = request.GET["source"]
    if form.is_valid() and (saved := _saved(request, form, None)):
        messages.success(request, _("บันทึกเครื่องมือแล้ว ต่อไปบันทึกการสอบเทียบ"))
        return redirect("inventories:instrument_edit", request.municipality.key, inventory.token, saved.pk)
    return _page(request, inventory, form)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def instrument_edit(request: MunicipalityRequest, year: str, instrument: int) -> HttpResponse:
    """Change an instrument, write down a calibration, or remove one that was entered by mistake."""
    inventory = inventory_or_404(request.municipality, year)
    row = instrument_or_404(request.municipality, instrument)
    act, data, refused = request.POST.get("act", ""), request.POST if request.method == "POST" else None, ""
    form = InstrumentForm(data if act == "save" else None, sources=_sources(inventory), instrument=row)
    calibration = CalibrationForm(data if act == "calibrate" else None)
    done = ""
    if form.is_valid() and _saved(request, form, row):
        done = _("บันทึกเครื่องมือแล้ว")
    if calibration.is_valid():
        try:
            add_calibration(instrument=row, actor=request.user, fields=calibration.values())
            done = _("บันทึกการสอบเทียบแล้ว")
        except ValidationError as wrong:
            calibration.add_error(None, ValidationError(wrong.messages))
    if act.startswith("remove-") and act.removeprefix("remove-").isdecimal():
        try:
            remove_calibration(instrument=row, calibration=int(act.removeprefix("remove-")), actor=request.user)
            done = _("ลบการสอบเทียบแล้ว")
        except Refused as refusal:
            refused = str(refusal)
    if done:
        messages.success(request, done)
        return redirect("inventories:instrument_edit", request.municipality.key, inventory.token, row.pk)
    return _page(request, inventory, form, calibration=calibration, row=row, refused=refused)


def _saved(request: MunicipalityRequest, form: InstrumentForm, row: Instrument | None) -> Instrument | None:
    try:
        return save_instrument(
            municipality=request.municipality, actor=request.user, fields=form.values(), instrument=row
        )
    except ValidationError as wrong:
        form.add_error(None if not hasattr(wrong, "error_dict") else "serial", ValidationError(wrong.messages))
        return None


def _sources(inventory: Inventory) -> list[Source]:
    found = {use.source_id: use.source for use in inventory_sources(inventory) if use.parent_id is None}
    return list(found.values())


def _page(
    request: MunicipalityRequest,
    inventory: Inventory,
    form: InstrumentForm,
    *,
    calibration: CalibrationForm | None = None,
    row: Instrument | None = None,
    refused: str = "",
) -> HttpResponse:
    wrong = form if form.errors else calibration if calibration is not None and calibration.errors else None
    context: dict[str, Any] = {
        "inventory": inventory,
        "year": inventory.token,
        "form": form,
        "calibration": calibration,
        "instrument": row,
        "calibrations": calibrations_of(row) if row else [],
        "wrong": wrong,
        "refused": refused,
    }
    status = 422 if wrong or refused else 200
    return page_or_part(request, "inventories/quality/instrument_form.html", "form", context, status=status)

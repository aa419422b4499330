"""Meters and vehicles of a year's sources: the list, adding, changing, replacing one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.meter import MeterForm, ReplacementForm
from inventories.models import Inventory, Meter
from inventories.policies import Refused
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.meters import billable_uses, meter_or_404
from inventories.selectors.meters import meter_list as read_meters
from inventories.services.meters import replace_meter, save_meter


@municipality_view(needs=READERS)
@require_GET
def meter_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the meters and vehicles of the year's sources with their dates."""
    inventory = inventory_or_404(request.municipality, year)
    context = _frame(request, inventory) | {"listed": read_meters(inventory)}
    return render(request, "inventories/meter_list.html", context)


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def meter_add(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Add a meter or a vehicle."""
    return _form_page(request, inventory_or_404(request.municipality, year), None)


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def meter_edit(request: MunicipalityRequest, year: str, meter: int) -> HttpResponse:
    """Show a meter or a vehicle; who writes may change it."""
    inventory = inventory_or_404(request.municipality, year)
    if request.method == "POST" and not request.visitor.writes:
        raise PermissionDenied
    return _form_page(request, inventory, meter_or_404(inventory, meter))


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def meter_replace(request: MunicipalityRequest, year: str, meter: int) -> HttpResponse:
    """Replace a meter on a day: the old one's last reading, the new one's first."""
    inventory = inventory_or_404(request.municipality, year)
    found = meter_or_404(inventory, meter)
    form = ReplacementForm(request.POST if request.method == "POST" else None, meter=found)
    if form.is_bound and form.is_valid():
        try:
            new = replace_meter(
                meter=found,
                actor=request.user,
                day=form.cleaned_data["day"],
                closing=form.cleaned_data["closing"],
                fields=form.values(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            messages.success(
                request, _("เปลี่ยนเป็นมิเตอร์ %(number)s แล้ว เดือนนี้บันทึกบิลได้ทั้งสองมิเตอร์") % {"number": new.number}
            )
            return redirect("inventories:meter_list", request.municipality.key, year)
    context = _frame(request, inventory) | {"form": form, "meter": found}
    return render(request, "inventories/meter_replace.html", context, status=_status(form))


def _form_page(request: MunicipalityRequest, inventory: Inventory, meter: Meter | None) -> HttpResponse:
    asked = request.GET.get("source", "")
    form = MeterForm(
        request.POST if request.method == "POST" else None,
        uses=billable_uses(inventory),
        meter=meter,
        source=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1" * 18) else None,
    )
    if form.is_bound and form.is_valid():
        try:
            save_meter(municipality=request.municipality, actor=request.user, fields=form.values(), meter=meter)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            messages.success(request, _("บันทึกมิเตอร์แล้ว"))
            return redirect("inventories:meter_list", request.municipality.key, inventory.token)
    context = _frame(request, inventory) | {"form": form, "meter": meter}
    return render(request, "inventories/meter_form.html", context, status=_status(form))


def _status(form: MeterForm | ReplacementForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    return {"inventory": inventory, "year": inventory.token, "writable": request.visitor.writes}

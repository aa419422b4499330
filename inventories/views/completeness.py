"""How complete a year is, month by month and category by category; and why months have no figure."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.notation_reason import NotationReasonForm
from inventories.models import Inventory, Notation
from inventories.policies import Refused, may_change
from inventories.selectors.cells import LOOKS
from inventories.selectors.heat import SOURCE_LOOKS, HeatScope, heat, source_months, tally_of
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.selectors.notations import bare_months, noted
from inventories.selectors.sources import inventory_source_or_404
from inventories.services.marks import give_reason


@municipality_view(needs=READERS)
@require_GET
def completeness(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show months × categories; the sources of the category that the address names; months without a figure and why."""
    inventory = inventory_or_404(request.municipality, year)
    today = timezone.localdate()
    scopes = heat(inventory, today=today)
    chosen = next((line for scope in scopes for line in scope.lines if line.key == request.GET.get("category")), None)
    context = _frame(request, inventory) | {
        "scopes": scopes,
        "months": inventory.month_list,
        "tally": tally_of(scopes),
        "legend": list(LOOKS.values()),
        "chosen": chosen,
        "sources": source_months(inventory, chosen, today=today) if chosen else [],
        "source_legend": list(SOURCE_LOOKS.values()),
        **_notations(inventory, scopes),
    }
    return page_or_part(request, "inventories/completeness.html", "page", context)


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def notation_reason(request: MunicipalityRequest, year: str, use: int, notation: str) -> HttpResponse:
    """Say once why several months of a source have no figure, and where they are included."""
    inventory = inventory_or_404(request.municipality, year)
    found = inventory_source_or_404(inventory, use)
    key = notation.upper()
    if key not in Notation.values or not Notation(key).needs_reason:
        raise Http404
    asked = Notation(key)
    bare = bare_months(found, asked)
    data = request.POST if request.method == "POST" and bare else None
    form = NotationReasonForm(data, use=found, notation=asked, bare=bare)
    context = _frame(request, inventory) | {"use": found, "notation": asked, "bare": bare, "form": form, "refused": ""}
    if request.method == "POST" and not bare:
        context["refused"] = _("มีผู้อื่นแก้เดือนเหล่านี้ไปแล้ว โปรดดูรายการล่าสุด")
    if form.is_valid():
        try:
            new = give_reason(use=found, notation=asked.value, actor=request.user, **form.values())
        except Refused as refusal:
            context["refused"] = str(refusal)
        else:
            said = ngettext("บันทึกเหตุผล %(count)s เดือนแล้ว", "บันทึกเหตุผล %(count)s เดือนแล้ว", len(new))
            messages.success(request, said % {"count": len(new)})
            return redirect("inventories:completeness", request.municipality.key, year)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or context["refused"] else HTTPStatus.OK
    return page_or_part(request, "inventories/completeness_reason.html", "form", context, status=status)


def _notations(inventory: Inventory, scopes: list[HeatScope]) -> dict[str, Any]:
    """Return the months without a figure: those that lack a reason, those that leave something out or name a place, the rest."""
    if not scopes:
        return {"lacking": [], "noted": [], "no_activity": []}
    uses = {use.pk: use for use in inventory_sources(inventory).filter(parent__isnull=True)}
    every = noted(inventory, uses, {use.source_id: use.source for use in uses.values()})
    told = [each for each in every if not each.lacks]
    return {
        "lacking": [each for each in every if each.lacks],
        "noted": [each for each in told if each.notation != Notation.NOT_OCCURRING],
        "no_activity": [each for each in told if each.notation == Notation.NOT_OCCURRING],
    }


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    return {
        "inventory": inventory,
        "year": inventory.token,
        "writable": request.visitor.writes and may_change(inventory),
    }

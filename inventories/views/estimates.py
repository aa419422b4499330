"""Estimating missing months of a source: choose months and method, look at the working, record."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.estimate import EstimateForm, written
from inventories.models import InventorySource
from inventories.policies import Refused, may_change
from inventories.selectors.estimates import Proposal, open_months, proposals
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sources import inventory_source_or_404
from inventories.services.estimates import estimate_months

PAGE = "inventories/estimate.html"


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def estimate(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Show the missing months of a source, what they would be by a method, and on a second request record that."""
    found = inventory_source_or_404(inventory_or_404(request.municipality, year), use)
    months = open_months(found, today=timezone.localdate()) if found.has_months else []
    form = EstimateForm(request.POST if request.method == "POST" and months else None, use=found, months=months)
    if request.method == "POST" and not months:
        refused = _("ไม่มีเดือนที่ผ่านไปแล้วและยังไม่มีตัวเลข")
        return _page(request, found, form, refused=refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.is_valid():
        return _page(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    proposed = proposals(found, form.chosen, form.chosen_method)
    shown = form.shown_by_month()
    if request.POST.get("do") != "record" or len(shown) < len(form.chosen):
        return _page(request, found, form, proposed)
    try:
        new = estimate_months(
            use=found, actor=request.user, method=form.chosen_method, shown=shown, reason=form.cleaned_data["reason"]
        )
    except Refused as refusal:  # ChangedSince too: somebody has entered a figure meanwhile, and it stays
        return _page(request, found, form, proposed, refused=str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said = ngettext("บันทึกค่าประมาณ %(count)s เดือนแล้ว", "บันทึกค่าประมาณ %(count)s เดือนแล้ว", len(new))
    messages.success(request, said % {"count": len(new)})
    return redirect("inventories:completeness", request.municipality.key, year)


def _page(
    request: MunicipalityRequest,
    use: InventorySource,
    form: EstimateForm,
    proposed: list[Proposal] | None = None,
    *,
    refused: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Show the form; with the preview where months and method are chosen."""
    inventory = use.inventory
    context: dict[str, Any] = {
        "inventory": inventory,
        "year": inventory.token,
        "use": use,
        "form": form,
        "open": list(form.open.values()),
        "proposed": proposed,
        "possible": bool(proposed) and all(each.amount is not None for each in proposed or ()),
        "shown": written(proposed or ()),
        "refused": refused,
        "writable": may_change(inventory),
    }
    return page_or_part(request, PAGE, "estimate", context, status=status)

"""Unlikely figures of a year: the list, one cell with what stands beside it, clearing what nobody must explain."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.explanation import DEMANDED, ChecklistForm, ExplanationForm
from inventories.models import Inventory, InventorySource
from inventories.policies import Refused, takes_figures
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.plausibility import Flag, flag_and_beside, months_in_use
from inventories.selectors.sources import divisions, inventory_source_or_404
from inventories.selectors.todo import checklist
from inventories.services.explanations import clear, explain


@municipality_view(needs=READERS)
@require_GET
def check_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the figures in doubt, what is at stake first; those explained already are folded away."""
    inventory = inventory_or_404(request.municipality, year)
    form = ChecklistForm(request.GET, divisions=divisions(request.municipality))
    chosen = form.cleaned_data if form.is_valid() else {}
    listed = checklist(inventory, division=chosen.get("division"), demanded_only=chosen.get("show") == DEMANDED)
    context = _frame(request, inventory) | {"form": form, "listed": listed}
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/plausibility_list.html", "list", context, status=status)


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def check_cell(request: MunicipalityRequest, year: str, use: int, month: dt.date) -> HttpResponse:
    """Show one cell with what it is compared with and the doubts about it; on POST say why it is right."""
    inventory = inventory_or_404(request.municipality, year)
    of_cell = inventory_source_or_404(inventory, use)
    if month not in months_in_use(of_cell, inventory.month_list) or not of_cell.has_months:
        raise Http404
    if request.method == "GET":
        return _cell_page(request, of_cell, month)
    if not request.visitor.writes:
        raise PermissionDenied
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return _cell_page(request, of_cell, month, form=form)
    try:
        explain(inventory=inventory, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _cell_page(request, of_cell, month, form=form, refused=str(refusal))
    messages.success(request, _("บันทึกคำชี้แจงแล้ว ถ้าแก้ตัวเลขภายหลัง ต้องชี้แจงใหม่"))
    return redirect("inventories:check_list", request.municipality.key, year)


@municipality_view(needs=WRITERS)
@require_POST
def check_clear(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Take from the list, as it was shown, all that nobody must explain."""
    inventory = inventory_or_404(request.municipality, year)
    try:
        count = len(clear(inventory=inventory, actor=request.user, cells=request.POST.get("cells", "").split(",")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("บันทึกว่าตรวจกับเอกสารแล้ว %(count)s รายการ", "บันทึกว่าตรวจกับเอกสารแล้ว %(count)s รายการ", count)
        messages.success(request, said % {"count": count})
    return redirect("inventories:check_list", request.municipality.key, year)


def _cell_page(
    request: MunicipalityRequest,
    use: InventorySource,
    month: dt.date,
    *,
    form: ExplanationForm | None = None,
    refused: str = "",
) -> HttpResponse:
    flag, beside = flag_and_beside(use, month)
    frame = _frame(request, use.inventory)
    context = frame | {
        "use": use,
        "month": month,
        "flag": flag,
        "beside": beside,
        "form": form or ExplanationForm(initial=_said(flag)),
        "refused": refused,
    }
    status = 200 if form is None else 422
    return page_or_part(request, "inventories/plausibility_cell.html", "cell", context, status=status)


def _said(flag: Flag | None) -> dict[str, str]:
    """Return with what the form begins: what was said to the figure as it stands."""
    if flag is None:
        return {"cell": ""}
    said = next((doubt.explanation for doubt in flag.doubts if doubt.explanation), None)
    return {"cell": flag.cell, "reason": said.reason if said else "", "text": said.text if said else ""}


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.writes and takes_figures(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}

"""What stands beside one figure: a page of its own, and the part that follows the cursor in the grid."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part, wants_part
from inventories.forms.mark import MarkForm
from inventories.models import InventorySource
from inventories.policies import Refused, may_change
from inventories.selectors.beside import neighbourhood
from inventories.selectors.bill_list import bills_of_cell
from inventories.selectors.evidence.cells import of_cell
from inventories.selectors.grid import touched, uses_of_page
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.path import is_opened
from inventories.selectors.sources import inventory_source_or_404
from inventories.services.amounts import ChangedSince
from inventories.services.marks import mark_figure
from inventories.templatetags.grid import Shown

PAGE = "inventories/beside.html"
OWN_PAGE = "beside-panel"  # the id of what is exchanged on the page itself; in the grid it is the panel


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def beside(request: MunicipalityRequest, year: str, use: int, month: dt.date) -> HttpResponse:
    """Show what stands beside a figure; on POST say what the figure is, or why there is none."""
    found = inventory_source_or_404(inventory_or_404(request.municipality, year), use)
    if not found.counts_in(month):
        raise Http404
    if request.method == "GET":
        return _page(request, found, month)
    if not request.visitor.writes:
        raise PermissionDenied
    form = MarkForm(request.POST, around=neighbourhood(found, month))
    if not form.is_valid():
        return _page(request, found, month, form=form)
    try:
        marked = mark_figure(use=found, month=month, actor=request.user, **form.values())
    except ChangedSince:
        return _page(request, found, month, form=form, clash=True)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, month, form=form)
    said = _("บันทึกแล้ว") if marked else _("เหมือนเดิม ไม่ต้องบันทึก")
    if not wants_part(request):
        messages.success(request, said)
        return redirect("inventories:beside", request.municipality.key, year, use, month)
    return _page(request, found, month, said=said, marked=marked is not None)


def _page(
    request: MunicipalityRequest,
    use: InventorySource,
    month: dt.date,
    *,
    form: MarkForm | None = None,
    clash: bool = False,
    said: str = "",
    marked: bool = False,
) -> HttpResponse:
    """Show the figure as it is now. After a clash the form holds what was chosen, based on what is there now.

    `marked`: the figure is another since; the grid beside the panel gets its row and totals with the answer.
    """
    around = neighbourhood(use, month)
    writable = request.visitor.writes and (may_change(use.inventory) or is_opened(use, month))
    status = HTTPStatus.OK
    if form is not None:
        status = HTTPStatus.CONFLICT if clash else HTTPStatus.UNPROCESSABLE_ENTITY
    if clash:
        typed = request.POST.copy()
        typed["based_on"] = str(around.number)
        form = MarkForm(typed, around=around)
    context: dict[str, Any] = {
        "inventory": use.inventory,
        "year": use.inventory.token,
        "use": use,
        "month": month,
        "around": around,
        "figure": around.figure,
        "beside": around.beside,
        "form": form or (MarkForm(around=around) if writable else None),
        "clash": clash,
        "said": said,
        "alone": not wants_part(request) or request.htmx.target == OWN_PAGE,
        "writable": writable,
        "adds": request.visitor.writes,
        "papers": of_cell(use, month),
        "cell_bills": bills_of_cell(use, month),
    }
    if marked and not context["alone"]:
        context |= _for_the_grid(use)
    return page_or_part(request, PAGE, "panel", context, status=status)


def _for_the_grid(use: InventorySource) -> dict[str, Any]:
    """Return what the grid needs to bring its page up to date (see _block_saved.html)."""
    inventory = use.inventory
    read = touched(inventory, uses_of_page(inventory, {use.pk}), today=timezone.localdate())
    shown = Shown.of(inventory, writable=True, fresh=True)
    return {"shown": shown, "read": read, "months": inventory.month_list, "totals": read.totals, "refused": False}

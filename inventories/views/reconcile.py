"""From register to number (กระทบยอดทะเบียน): a year's items with their sources, many linked or left out with one act."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cfo_site.accounts.gate import OWNERS, READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from cfo_site.templatetags.cfo import plain_name
from inventories.forms.registers import ManyExcludeForm, ManyLinkForm
from inventories.models import Inventory, RegisterKind
from inventories.policies import Refused, takes_figures
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.selectors.registers.items import items_or_404, register_or_404, source_or_404
from inventories.selectors.registers.reconciling import reconciliation_in_force
from inventories.services.registers.links import exclude_items, include_item, link_items


@municipality_view(needs=READERS)
@require_GET
def reconcile(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show each register's items with their sources or reasons, and the sources without an item."""
    return _page(request, inventory_or_404(request.municipality, year))


@municipality_view(needs=WRITERS)
@require_POST
def items_link(request: MunicipalityRequest, year: str, register: str) -> HttpResponse:
    """Link the items that were ticked to one source of the year."""
    inventory, kind = inventory_or_404(request.municipality, year), register_or_404(register)
    form = ManyLinkForm(request.POST, names=_sources(inventory), kind=kind.value)
    if form.is_valid():
        chosen = dict(form.cleaned_data)
        items = items_or_404(request.municipality, chosen.pop("item"))
        source = source_or_404(request.municipality, chosen.pop("source"))
        try:
            new = link_items(
                municipality=request.municipality,
                actor=request.user,
                items=items,
                source=source,
                inventory=inventory,
                **chosen,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            said = {"count": len(new), "source": plain_name(source)}
            messages.success(request, _("โยง %(count)s รายการกับ %(source)s แล้ว") % said)
            return redirect("inventories:reconcile", request.municipality.key, year)
    elif "source" in form.errors and request.POST.get("source"):
        raise Http404  # a source that is not of the year
    return _page(request, inventory, kind, form)


@municipality_view(needs=OWNERS)
@require_POST
def items_exclude(request: MunicipalityRequest, year: str, register: str) -> HttpResponse:
    """Leave the items that were ticked out of the year, with one reason."""
    inventory, kind = inventory_or_404(request.municipality, year), register_or_404(register)
    form = ManyExcludeForm(request.POST, kind=kind.value)
    if form.is_valid():
        items = items_or_404(request.municipality, form.cleaned_data["item"])
        try:
            exclude_items(inventory=inventory, actor=request.user, items=items, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("บันทึกเหตุผลที่ไม่รวม %(count)s รายการแล้ว") % {"count": len(items)})
            return redirect("inventories:reconcile", request.municipality.key, year)
    return _page(request, inventory, kind, form)


@municipality_view(needs=OWNERS)
@require_POST
def item_include(request: MunicipalityRequest, year: str, register_item: int) -> HttpResponse:
    """Take back that an item was left out."""
    inventory = inventory_or_404(request.municipality, year)
    (found,) = items_or_404(request.municipality, [register_item])
    try:
        include_item(inventory=inventory, item=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("ยกเลิกการไม่รวมแล้ว รายการนี้ยังต้องโยงกับแหล่งปล่อยหรือระบุเหตุผล"))
    return redirect("inventories:reconcile", request.municipality.key, year)


def _page(
    request: MunicipalityRequest,
    inventory: Inventory,
    refused_in: RegisterKind | None = None,
    refused: forms.Form | None = None,
) -> HttpResponse:
    """Show the page; `refused`: the form of a register that was not stored, as it was typed."""
    found = reconciliation_in_force(inventory)
    writable = request.visitor.writes and not found.frozen
    names = _sources(inventory)
    sent = set(request.POST.getlist("item")) if refused else set()
    registers = [
        (
            each,
            refused if isinstance(refused, ManyLinkForm) and each.kind is refused_in else ManyLinkForm(names=names, kind=each.kind.value),
            refused if isinstance(refused, ManyExcludeForm) and each.kind is refused_in else ManyExcludeForm(kind=each.kind.value),
        )
        for each in found.registers
    ]  # fmt: skip
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "found": found,
        "registers": registers,
        "sent": sent,
        "refused": refused,
        "writable": writable,
        "excludes": request.visitor.owns and takes_figures(inventory),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "inventories/registers/reconcile.html", context, status=status)


def _sources(inventory: Inventory) -> dict[int, str]:
    uses = inventory_sources(inventory).filter(parent__isnull=True)
    return {use.source_id: plain_name(use.source) for use in uses}

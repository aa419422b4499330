"""What stands beside the inventory and is in none of its totals: own solar, energy sold, sinks, projects, RECs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import OWNERS, READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.apart import ApartForm
from inventories.models import ApartLine, Inventory
from inventories.policies import Refused, may_change
from inventories.selectors.apart import apart_line_or_404, apart_tables, wording_or_404
from inventories.selectors.inventories import inventory_or_404
from inventories.services.apart import remove_apart_line, save_apart_line


@municipality_view(needs=READERS)
@require_GET
def apart_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the tables, empty ones too."""
    inventory = inventory_or_404(request.municipality, year)
    context = _frame(request, inventory) | {"tables": apart_tables(inventory)}
    return render(request, "inventories/apart_list.html", context)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def apart_add(request: MunicipalityRequest, year: str, table: str) -> HttpResponse:
    """Add a line to one of the tables."""
    return _form_page(request, inventory_or_404(request.municipality, year), table, None)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def apart_edit(request: MunicipalityRequest, year: str, line: int) -> HttpResponse:
    """Change a line, or remove it."""
    inventory = inventory_or_404(request.municipality, year)
    found = apart_line_or_404(inventory, line)
    return _form_page(request, inventory, found.kind, found)


def _form_page(request: MunicipalityRequest, inventory: Inventory, kind: str, line: ApartLine | None) -> HttpResponse:
    wording = wording_or_404(kind)
    removing = line is not None and request.POST.get("act") == "remove"
    form = ApartForm(request.POST if request.method == "POST" and not removing else None, wording=wording, line=line)
    refused = ""
    try:
        if removing and line is not None:
            remove_apart_line(line=line, actor=request.user)
            messages.success(request, _("นำรายการออกแล้ว"))
            return redirect("inventories:apart_list", request.municipality.key, inventory.token)
        if form.is_valid():
            fields = form.values() | {"kind": kind}
            save_apart_line(inventory=inventory, actor=request.user, fields=fields, line=line)
            messages.success(request, _("บันทึกแล้ว รายการนี้ไม่รวมในยอดใด"))
            return redirect("inventories:apart_list", request.municipality.key, inventory.token)
    except Refused as refusal:
        refused = str(refusal)
        if form.is_bound:
            form.add_error(None, refused)
    except ValidationError as wrong:
        form.add_error(None, ValidationError(wrong.messages))
    context = _frame(request, inventory) | {
        "form": form,
        "kind": kind,
        "wording": wording,
        "line": line,
        "refused": refused,
    }
    status = 422 if form.errors or refused else 200
    return page_or_part(request, "inventories/apart_form.html", "form", context, status=status)


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, object]:
    writable = request.visitor.owns and may_change(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}

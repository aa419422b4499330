"""Who keeps the data of a year, and how good its sources' data are."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import OWNERS, READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.quality import QualityRoleForm, ScoresForm
from inventories.models import Inventory, QualityRole
from inventories.policies import Refused, may_change
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.quality import mean_score, role_or_404, roles_of, scored_sources
from inventories.selectors.sources import divisions
from inventories.services.quality import remove_quality_role, save_quality_role, score_sources


@municipality_view(needs=READERS)
@require_GET
def role_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the roles of data management."""
    inventory = inventory_or_404(request.municipality, year)
    context = _frame(request, inventory) | {"roles": roles_of(inventory)}
    return render(request, "inventories/quality/role_list.html", context)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def role_add(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Add a role."""
    return _role_page(request, inventory_or_404(request.municipality, year), None)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def role_edit(request: MunicipalityRequest, year: str, role: int) -> HttpResponse:
    """Change a role, or remove it."""
    inventory = inventory_or_404(request.municipality, year)
    return _role_page(request, inventory, role_or_404(inventory, role))


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def score_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the scores A and B of each source; whoever keeps the inventory gives them."""
    if request.method == "POST" and not request.visitor.owns:
        raise PermissionDenied
    inventory = inventory_or_404(request.municipality, year)
    scored = scored_sources(inventory)
    form = ScoresForm(request.POST if request.method == "POST" else None, scored=scored)
    if form.is_valid():
        try:
            count = score_sources(inventory=inventory, actor=request.user, scores=form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("บันทึกคะแนน %(count)s แหล่งแล้ว") % {"count": count})
            return redirect("inventories:score_list", request.municipality.key, inventory.token)
    context = _frame(request, inventory) | {"form": form, "mean": mean_score(scored)}
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/quality/score_list.html", "form", context, status=status)


def _role_page(request: MunicipalityRequest, inventory: Inventory, role: QualityRole | None) -> HttpResponse:
    removing = role is not None and request.POST.get("act") == "remove"
    data = request.POST if request.method == "POST" and not removing else None
    form = QualityRoleForm(data, divisions=divisions(request.municipality), role=role)
    refused = ""
    try:
        if removing and role is not None:
            remove_quality_role(role=role, actor=request.user)
            messages.success(request, _("นำบทบาทออกแล้ว"))
            return redirect("inventories:role_list", request.municipality.key, inventory.token)
        if form.is_valid():
            save_quality_role(inventory=inventory, actor=request.user, fields=form.values(), role=role)
            messages.success(request, _("บันทึกบทบาทแล้ว"))
            return redirect("inventories:role_list", request.municipality.key, inventory.token)
    except Refused as refusal:
        refused = str(refusal)
        if form.is_bound:
            form.add_error(None, refused)
    except ValidationError as wrong:
        form.add_error(None, ValidationError(wrong.messages))
    context = _frame(request, inventory) | {"form": form, "role": role, "refused": refused}
    status = 422 if form.errors or refused else 200
    return page_or_part(request, "inventories/quality/role_form.html", "form", context, status=status)


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.owns and may_change(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}

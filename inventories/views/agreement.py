"""The agreement with a verifying body: its fields and the plan of its days, on screen and as a Word document."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.verification.agreement import AgreementForm
from inventories.models import Inventory, State, Verification
from inventories.policies import Refused
from inventories.policies.findings import RULES, may
from inventories.selectors.agreement import agreement, agreements, prefilled
from inventories.selectors.inventories import inventory_or_404
from inventories.services.agreement import keep_agreement


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def verify_agreement(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the agreement of a year, and keep it; `another` in the address begins one with another body."""
    inventory = inventory_or_404(request.municipality, year)
    kept = agreement(inventory)
    another = "another" in request.GET and kept is not None
    if request.method == "POST" and not request.visitor.capacities & RULES["agree"].who:
        raise PermissionDenied
    begun: dict[str, Any] = prefilled(inventory) if kept is None or another else _as_kept(kept)
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid():
        try:
            keep_agreement(inventory=inventory, actor=request.user, fields=form.values(), another=another)
        except (Refused, ValidationError) as wrong:
            form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        else:
            messages.success(request, _("บันทึกข้อตกลงการทวนสอบแล้ว"))
            return redirect("inventories:verify_agreement", request.municipality.key, year)
    return _page(request, inventory, form, kept, another=another)


def _as_kept(kept: Verification) -> dict[str, Any]:
    return model_to_dict(kept)


def _page(
    request: MunicipalityRequest, inventory: Inventory, form: AgreementForm, kept: Verification | None, *, another: bool
) -> HttpResponse:
    writes = may(request.visitor, inventory, "agree")
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "form": form,
        "kept": kept,
        "another": another,
        "former": agreements(inventory)[1:],
        "writes": writes,
        "begins_another": writes and kept is not None and inventory.state == State.LOCKED and not another,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/verification/agreement.html", context, status=status)

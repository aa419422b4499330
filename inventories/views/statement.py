"""The statement of a verification: what still prevents it, the form, and what was stated."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.verification.statement import StatedForm, usual_wording
from inventories.models import Inventory
from inventories.policies import Refused
from inventories.policies.path import STEPS, may
from inventories.selectors.agreement import agreement
from inventories.selectors.findings.statements import statements
from inventories.selectors.findings.weighing import readiness
from inventories.selectors.inventories import inventory_or_404, latest_snapshot
from inventories.services.statement import make_statement


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def verify_statement(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show what a statement of the newest version stands on and what prevents it; make it on POST."""
    inventory = inventory_or_404(request.municipality, year)
    if request.method == "GET":
        return _page(request, inventory)
    if not request.visitor.capacities & STEPS["state"].who:
        raise PermissionDenied
    form = StatedForm(request)
    if not form.is_valid():
        return _page(request, inventory, form=form)
    try:
        stated = make_statement(
            inventory=inventory, actor=request.user, version=form.cleaned_data["version"], said=form.stated(),
            paper=form.paper(),
        )  # fmt: skip
    except (Refused, ValidationError) as wrong:
        form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        return _page(request, inventory, form=form)
    messages.success(request, _("บันทึกถ้อยแถลงของฉบับที่ %(version)s แล้ว") % {"version": stated.version})
    return redirect("inventories:verify_statement", request.municipality.key, year)


def _page(request: MunicipalityRequest, inventory: Inventory, *, form: StatedForm | None = None) -> HttpResponse:
    kept, snapshot = agreement(inventory), latest_snapshot(inventory)
    ready = readiness(inventory, kept, snapshot) if kept and snapshot else None
    due = may(request.visitor, inventory, "state")
    if form is None and due and kept and ready and ready.can_be_stated:
        begun: dict[str, Any] = {"version": ready.snapshot.version, "wording": usual_wording(kept)}
        form = StatedForm(initial=begun)
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "agreement": kept,
        "ready": ready,
        "due": due,
        "form": form,
        "statements": statements(inventory),
    }
    wrong = form is not None and form.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "inventories/verification/statement.html", context, status=status)

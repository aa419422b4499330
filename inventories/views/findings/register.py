"""The register of a year's findings, and raising one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.verification.finding import FindingForm, RegisterForm
from inventories.models import Inventory
from inventories.policies import Refused
from inventories.policies.findings import RULES, may
from inventories.selectors.agreement import agreement
from inventories.selectors.evidence.entries import of_year
from inventories.selectors.findings.register import register
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.services.findings.raising import raise_finding


@municipality_view(needs=READERS)
@require_safe
def finding_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the findings of a year and the FARs of former years, filtered by kind and state; also as it is printed."""
    inventory = inventory_or_404(request.municipality, year)
    form = RegisterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = register(inventory, **chosen)
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "form": form,
        "chosen": any(chosen.values()),
        "own": [each for each in found if not each.carried],
        "carried": [each for each in found if each.carried],
        "waiting": sum(each.is_unsettled for each in found),
        "agreement": agreement(inventory),
        "raises": may(request.visitor, inventory, "raise"),
        "brings": may(request.visitor, inventory, "bring"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page_or_part(request, "inventories/verification/finding_list.html", "list", context, status=status)


@municipality_view(needs=RULES["raise"].who)
@require_http_methods(["GET", "POST"])
def finding_add(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Raise a finding; the address may say about which source, month and paper."""
    inventory = inventory_or_404(request.municipality, year)
    form = FindingForm(
        request.POST if request.method == "POST" else None, initial=_begun(request), **_of_year(inventory)
    )
    if form.is_valid():
        try:
            raised = raise_finding(inventory=inventory, actor=request.user, found=form.found())
        except (Refused, ValidationError) as wrong:
            form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        else:
            messages.success(request, _("ออกข้อค้นพบ %(finding)s แล้ว เทศบาลเห็นแล้ว") % {"finding": raised.label})
            return redirect("inventories:finding_detail", request.municipality.key, year, raised.pk)
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "form": form,
        "may": may(request.visitor, inventory, "raise"),
        "agreement": agreement(inventory),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/verification/finding_form.html", context, status=status)


def _begun(request: MunicipalityRequest) -> dict[str, Any]:
    """Return what the address says of the figure that a finding is about."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "use", "month", "evidence")}
    return {name: value for name, value in asked.items() if value}


def _of_year(inventory: Inventory) -> dict[str, Any]:
    uses = list(inventory_sources(inventory))
    return {"uses": uses, "months": inventory.month_list, "papers": list(of_year(inventory))}

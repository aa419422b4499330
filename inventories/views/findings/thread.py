"""One finding: what was found, what was done to it, and what may be done now."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cfo_site.accounts.gate import READERS, As, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.verification.finding import AnswerForm, CloseForm, ReturnForm, WithdrawForm
from inventories.models import Inventory
from inventories.policies import Refused
from inventories.policies import path as path_rules
from inventories.policies.findings import RULES, may
from inventories.selectors.evidence.entries import of_year
from inventories.selectors.findings.register import Standing, standing_or_404, thread
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.services.findings.steps import take_finding_step

Form = AnswerForm | CloseForm | ReturnForm
ACTS = ("answer", "close", "return", "withdraw")


@municipality_view(needs=READERS)
@require_safe
def finding_detail(request: MunicipalityRequest, year: str, finding: int) -> HttpResponse:
    """Show a finding with its thread, and the forms of what the visitor may do now."""
    inventory = inventory_or_404(request.municipality, year)
    return _page(request, inventory, standing_or_404(inventory, finding))


@municipality_view(needs=frozenset({As.OWNER, As.VERIFIER}))
@require_POST
def finding_step(request: MunicipalityRequest, year: str, finding: int, act: str) -> HttpResponse:
    """Answer a finding, or close, return or withdraw it, as `policies.findings` allows it to the visitor."""
    inventory = inventory_or_404(request.municipality, year)
    standing = standing_or_404(inventory, finding)
    if act not in ACTS:
        raise Http404
    if not request.visitor.capacities & RULES[act].who:
        raise PermissionDenied
    form = _form(act, inventory, standing, request.POST)
    if not form.is_valid():
        return _page(request, inventory, standing, form=form)
    try:
        take_finding_step(inventory=inventory, finding=standing.finding, actor=request.user, said=form.said())
    except (Refused, ValidationError) as wrong:
        form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        return _page(request, inventory, standing, form=form)
    messages.success(request, _("บันทึกแล้ว: %(act)s %(finding)s") % {"act": RULES[act].words, "finding": standing.name})
    return redirect("inventories:finding_detail", request.municipality.key, year, finding)


def _form(act: str, inventory: Inventory, standing: Standing, data: Any = None) -> Form:
    match act:
        case "answer":
            return AnswerForm(data, papers=list(of_year(inventory)))
        case "close":
            return CloseForm(data, effect=standing.finding.effect)
        case "return":
            return ReturnForm(data)
        case _:
            return WithdrawForm(data)


def _page(
    request: MunicipalityRequest, inventory: Inventory, standing: Standing, *, form: Form | None = None
) -> HttpResponse:
    """Show the finding; after a refused step its form as it was filled in."""
    finding = standing.finding
    now = [
        (RULES[act], form if form is not None and form.act == act else _form(act, inventory, standing))
        for act in ACTS
        if may(request.visitor, inventory, act, finding, state=standing.state) or (form is not None and form.act == act)
    ]
    corrects = standing.is_unsettled and not standing.carried and path_rules.may(request.visitor, inventory, "correct")
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "standing": standing,
        "finding": finding,
        "told": thread(finding),
        "now": now,
        "wrong": form,
        "use": _use(inventory, standing),
        "corrects": corrects,
    }
    status = HTTPStatus.OK if form is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "inventories/verification/finding_detail.html", context, status=status)


def _use(inventory: Inventory, standing: Standing) -> Any:
    """Return the use in this year of the source that a finding is about, None where there is none."""
    if standing.finding.source_id is None:
        return None
    rows = inventory_sources(inventory).filter(source=standing.finding.source_id, parent__isnull=True)
    return rows.first()

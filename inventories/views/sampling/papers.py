"""Papers that a verifier asks for: the list to read and to print, asking for one, and what came of it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.sampling.papers import DropForm, ReceiveForm, RequestForm
from inventories.policies import Refused
from inventories.policies.sampling import VERIFIERS, may_sample, verifies
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sampling.papers import evidence_choices, wanted, wanted_or_404
from inventories.selectors.sampling.samples import items, population, sample_in_force
from inventories.services.sampling.papers import drop_document, receive_document, request_documents
from inventories.views.sampling.samples import frame

LIST, ONE = "inventories/verification/document_list.html", "inventories/verification/document_close.html"


@municipality_view(needs=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def document_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the papers that were asked for; the verifier asks for one more."""
    inventory = inventory_or_404(request.municipality, year)
    verifier = verifies(request.visitor, inventory)
    if request.method == "POST" and not verifier:
        raise PermissionDenied
    form, refused = None, ""
    if verifier and may_sample(inventory):
        sample, people = sample_in_force(inventory), population(inventory)
        found = items(sample, people) if sample and people else []
        chosen = request.GET.get("item", "")
        form = RequestForm(
            request.POST if request.method == "POST" else None,
            items=found,
            item=int(chosen) if chosen.isdigit() else None,
        )
    if form is not None and form.is_valid():
        try:
            request_documents(inventory=inventory, actor=request.user, requests=[form.request()])
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("ขอเอกสารแล้ว"))
            return redirect("inventories:document_list", request.municipality.key, year)
    context = frame(request, inventory) | {
        "form": form,
        "refused": refused,
        "wanted": wanted(inventory, today=timezone.localdate()),
        "closes": may_sample(inventory) and (verifier or request.visitor.writes),
    }
    wrong = refused or (form is not None and form.errors)
    return page_or_part(request, LIST, "page", context, status=_status(wrong))


@municipality_view(needs=WRITERS | VERIFIERS)
@require_http_methods(["GET", "HEAD", "POST"])
def document_close(request: MunicipalityRequest, year: str, paper: int) -> HttpResponse:
    """Record the day on which a paper came and its line in the index; or, by the verifier, that it is not wanted."""
    inventory = inventory_or_404(request.municipality, year)
    verifier = verifies(request.visitor, inventory)
    if not (verifier or request.visitor.writes):
        raise PermissionDenied
    document = wanted_or_404(inventory, paper)
    drops = verifier and request.POST.get("act") == "drop"
    form = ReceiveForm(
        request.POST if request.method == "POST" and not drops else None, papers=evidence_choices(inventory)
    )
    drop = DropForm(request.POST if drops else None)
    refused = ""
    try:
        if drops and drop.is_valid():
            drop_document(document=document, actor=request.user, reason=drop.cleaned_data["reason"])
        elif form.is_valid():
            received = form.cleaned_data["received_on"]
            receive_document(document=document, actor=request.user, received_on=received, evidence=form.chosen())
    except Refused as refusal:
        refused = str(refusal)
    if not refused and (drop.is_valid() or form.is_valid()):
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("inventories:document_list", request.municipality.key, year)
    context = frame(request, inventory) | {
        "document": document,
        "form": form,
        "drop": drop if verifier else None,
        "wrong": drop if drop.errors else form,
        "refused": refused,
        "may": document.is_open and may_sample(inventory),
    }
    return page_or_part(request, ONE, "page", context, status=_status(refused or form.errors or drop.errors))


def _status(wrong: object) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK

"""Evidence from the figure's side: of one month of a source, and of a source over the year."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, wants_part
from inventories.forms.evidence import PaperForm, TakeForm
from inventories.models import InventorySource
from inventories.policies import Refused
from inventories.selectors.bill_list import bills_of_cell
from inventories.selectors.evidence.cells import choices_for, of_cell, of_source
from inventories.selectors.evidence.kinds import kind_label, likely_kind
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sources import inventory_source_or_404
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from inventories.services.evidence.uses import link_evidence

PAGE, PART = "inventories/evidence_cell.html", "inventories/_beside_evidence.html"


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def evidence_cell(request: MunicipalityRequest, year: str, use: int, month: dt.date) -> HttpResponse:
    """Show the evidence of a figure; on POST add a paper, or take one that is in the index already.

    A file that was only dropped needs nothing else: its kind is the likely one, the rest is told when somebody asks.
    """
    found = inventory_source_or_404(inventory_or_404(request.municipality, year), use)
    if not found.counts_in(month):
        raise Http404
    if request.method == "GET":
        return _answer(request, found, month)
    if not request.visitor.writes:
        raise PermissionDenied
    return _take(request, found, month) if request.POST.get("act") == "take" else _add(request, found, month)


@municipality_view(needs=READERS)
@require_GET
def evidence_source(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Show the evidence of a source over the year."""
    found = inventory_source_or_404(inventory_or_404(request.municipality, year), use)
    context = {
        "inventory": found.inventory,
        "year": year,
        "use": found,
        "adds": request.visitor.writes,
        "listed": of_source(found),
    }
    return render(request, "inventories/evidence_source.html", context)


def _add(request: MunicipalityRequest, use: InventorySource, month: dt.date) -> HttpResponse:
    form = PaperForm(request, kind=likely_kind(use.category))
    if not form.is_valid():
        return _answer(request, use, month, form=form)
    if request.POST.get("act") == "drop" and form.cleaned_data["file"] is None:
        form.add_error("file", _("โปรดเลือกไฟล์"))
        return _answer(request, use, month, form=form)
    try:
        done = hand_in(
            inventory=use.inventory, actor=request.user, fields=form.fields_of_paper(),
            places=[Place(use.source_id, month)], upload=form.cleaned_data["file"],
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _answer(request, use, month, form=form)
    except ValidationError as wrong:
        form.add_error(None, " ".join(wrong.messages))
        return _answer(request, use, month, form=form)
    said = _("ลงทะเบียนหลักฐาน %(code)s แล้ว") % {"code": done.evidence.code}
    return _done(request, use, month, " ".join(filter(None, [said, done.notice])), code=done.evidence.pk)


def _take(request: MunicipalityRequest, use: InventorySource, month: dt.date) -> HttpResponse:
    form = _take_form(use, month, request.POST)
    if form.is_valid():
        place = Place(use.source_id, month, form.cleaned_data["page"])
        try:
            link_evidence(evidence=form.chosen(), inventory=use.inventory, actor=request.user, places=[place])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, use, month, _("ใช้หลักฐาน %(code)s กับตัวเลขนี้แล้ว") % {"code": form.chosen().code})
    return _answer(request, use, month, take=form)


def _done(
    request: MunicipalityRequest, use: InventorySource, month: dt.date, said: str, *, code: int | None = None
) -> HttpResponse:
    if wants_part(request):
        return _answer(request, use, month, said=said, new=code)
    messages.success(request, said)
    return redirect("inventories:evidence_cell", request.municipality.key, use.inventory.token, use.pk, month)


def _answer(
    request: MunicipalityRequest,
    use: InventorySource,
    month: dt.date,
    *,
    form: PaperForm | None = None,
    take: TakeForm | None = None,
    said: str = "",
    new: int | None = None,
) -> HttpResponse:
    """Answer with the page, or for a file that was dropped with the part that the panel has."""
    wrong = form or take
    context: dict[str, Any] = {
        "inventory": use.inventory,
        "year": use.inventory.token,
        "use": use,
        "month": month,
        "adds": request.visitor.writes,
        "papers": of_cell(use, month),
        "cell_bills": bills_of_cell(use, month),
        "form": wrong,
        "said": said,
        "new": new,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong is not None else HTTPStatus.OK
    if wants_part(request):
        return render(request, PART, context | {"refused": wrong}, status=status)
    context["paper_form"] = form or PaperForm(kind=likely_kind(use.category))
    context["take_form"] = take or _take_form(use, month)
    return render(request, PAGE, context, status=status)


def _take_form(use: InventorySource, month: dt.date, data: Any = None) -> TakeForm:
    return TakeForm(data, papers=[(each, kind_label(each.kind)) for each in choices_for(use, month)])

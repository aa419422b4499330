"""A line of the index of evidence: add one, read it, change or cancel it, let it stand for more or fewer figures."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.evidence import NewPaperForm, PaperForm, PlacesForm, ReasonForm
from inventories.models import Inventory
from inventories.policies import Refused
from inventories.selectors.bill_list import BillTold, bill_or_404, bills_of_paper, cells_in
from inventories.selectors.evidence.entries import Paper, history, paper_or_404, use_at, use_or_404
from inventories.selectors.evidence.kinds import likely_kind
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.services.bill_papers import file_paper
from inventories.services.evidence.entries import cancel_evidence
from inventories.services.evidence.handing_in import hand_in, hand_in_again
from inventories.services.evidence.uses import link_evidence, unlink_evidence

LONGEST_KEY = 18  # digits


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def evidence_add(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Add a line to the index; the address may say for which source and month, or of which bill it is the paper."""
    inventory = inventory_or_404(request.municipality, year)
    if "bill" in request.GET:
        return _of_bill(request, inventory, _bill_or_404(inventory, request.GET["bill"]))
    begun = {"use": request.GET.get("use", ""), "months": request.GET.getlist("month")}
    form = NewPaperForm(_posted(request), initial=begun, **_year(inventory))
    if form.is_valid():
        try:
            done = hand_in(
                inventory=inventory, actor=request.user, fields=form.fields_of_paper(), places=form.places(),
                upload=form.cleaned_data["file"],
            )  # fmt: skip
        except (Refused, ValidationError) as wrong:
            form.add_error(None, _sentence(wrong))
        else:
            _tell(request, _("ลงทะเบียนหลักฐาน %(code)s แล้ว") % {"code": done.evidence.code}, done.notice)
            return redirect("inventories:evidence_detail", request.municipality.key, year, done.evidence.pk)
    context = {"inventory": inventory, "year": year, "form": form, "paper": None}
    return render(request, "inventories/evidence_form.html", context, status=_status(form))


@municipality_view(needs=READERS)
@require_GET
def evidence_detail(request: MunicipalityRequest, year: str, evidence: int) -> HttpResponse:
    """Show a paper: what it says, its file, what it stands for, and what was done to it."""
    inventory = inventory_or_404(request.municipality, year)
    return _detail(request, inventory, paper_or_404(inventory, evidence))


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def evidence_edit(request: MunicipalityRequest, year: str, evidence: int) -> HttpResponse:
    """Change what a line says, or give it its file."""
    inventory = inventory_or_404(request.municipality, year)
    paper = paper_or_404(inventory, evidence)
    form = PaperForm(_posted(request), paper=paper.evidence)
    if form.is_valid():
        try:
            done = hand_in_again(
                evidence=paper.evidence, inventory=inventory, actor=request.user, fields=form.fields_of_paper(),
                upload=form.cleaned_data["file"],
            )  # fmt: skip
        except (Refused, ValidationError) as wrong:
            form.add_error(None, _sentence(wrong))
        else:
            _tell(request, _("บันทึกหลักฐาน %(code)s แล้ว") % {"code": done.evidence.code}, done.notice)
            return redirect("inventories:evidence_detail", request.municipality.key, year, evidence)
    context = {"inventory": inventory, "year": year, "form": form, "paper": paper}
    return render(request, "inventories/evidence_form.html", context, status=_status(form))


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def evidence_cancel(request: MunicipalityRequest, year: str, evidence: int) -> HttpResponse:
    """Strike out a line that was entered by mistake."""
    inventory = inventory_or_404(request.municipality, year)
    paper = paper_or_404(inventory, evidence)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            cancel_evidence(
                evidence=paper.evidence, inventory=inventory, actor=request.user, reason=form.cleaned_data["reason"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("ยกเลิกหลักฐาน %(code)s แล้ว") % {"code": paper.evidence.code})
            return redirect("inventories:evidence_detail", request.municipality.key, year, evidence)
    context = {"inventory": inventory, "year": year, "form": form, "paper": paper}
    return render(request, "inventories/evidence_cancel.html", context, status=_status(form))


@municipality_view(needs=WRITERS)
@require_POST
def evidence_link(request: MunicipalityRequest, year: str, evidence: int) -> HttpResponse:
    """Let a paper stand for more figures, all of them or none."""
    inventory = inventory_or_404(request.municipality, year)
    paper = paper_or_404(inventory, evidence)
    form = PlacesForm(request.POST, **_year(inventory))
    if not form.is_valid():
        return _detail(request, inventory, paper, form=form)
    try:
        link_evidence(evidence=paper.evidence, inventory=inventory, actor=request.user, places=form.places())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _detail(request, inventory, paper, form=form)
    messages.success(request, _("เพิ่มตัวเลขที่ใช้หลักฐานนี้แล้ว"))
    return redirect("inventories:evidence_detail", request.municipality.key, year, evidence)


@municipality_view(needs=WRITERS)
@require_POST
def evidence_unlink(request: MunicipalityRequest, year: str, evidence: int, place: int) -> HttpResponse:
    """Let a paper no longer stand for one of its figures."""
    inventory = inventory_or_404(request.municipality, year)
    paper = paper_or_404(inventory, evidence)
    use = use_or_404(inventory, paper.evidence, place)
    try:
        unlink_evidence(use=use, inventory=inventory, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("เอาออกแล้ว"))
    return redirect("inventories:evidence_detail", request.municipality.key, year, evidence)


def _of_bill(request: MunicipalityRequest, inventory: Inventory, told: BillTold) -> HttpResponse:
    """Add the paper of a bill, begun with what the bill says, for all figures in which it counts."""
    cells = cells_in(told, inventory)
    uses = {use.source_id: use for use in inventory_sources(inventory)}
    if not cells:
        raise Http404
    bill = told.bill
    begun = {
        "number": bill.number, "issued_on": bill.bill_date, "issuer": bill.issuer,
        "baht": "" if bill.baht is None else f"{bill.baht:,.2f}",
    }  # fmt: skip
    form = PaperForm(_posted(request), kind=likely_kind(uses[cells[0][0]].category), initial=begun)
    if form.is_valid():
        try:
            done = file_paper(
                told=told, inventory=inventory, actor=request.user, fields=form.fields_of_paper(),
                upload=form.cleaned_data["file"],
            )  # fmt: skip
        except (Refused, ValidationError) as wrong:
            form.add_error(None, _sentence(wrong))
        else:
            said = _("ลงทะเบียนหลักฐาน %(code)s และผูกกับบิลแล้ว") % {"code": done.evidence.code}
            _tell(request, said, done.notice)
            return redirect("inventories:bill_detail", request.municipality.key, inventory.token, bill.pk)
    listed = [(uses[source].source, month) for source, month in cells]
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "form": form,
        "paper": None,
        "bill": bill,
        "cells": listed,
    }
    return render(request, "inventories/evidence_form.html", context, status=_status(form))


def _bill_or_404(inventory: Inventory, asked: str) -> BillTold:
    """Return the bill that an address names; a withdrawn one takes no paper."""
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_KEY):
        raise Http404
    told = bill_or_404(inventory, int(asked))
    if told.withdrawal is not None:
        raise Http404
    return told


def _detail(
    request: MunicipalityRequest, inventory: Inventory, paper: Paper, *, form: PlacesForm | None = None
) -> HttpResponse:
    adds = request.visitor.writes and not paper.evidence.is_cancelled
    uses = list(inventory_sources(inventory))
    context: dict[str, Any] = {
        "inventory": inventory,
        "year": inventory.token,
        "paper": paper,
        "adds": adds,
        "form": form or (PlacesForm(**_year(inventory)) if adds else None),
        "uses": [(place, use_at(uses, place)) for place in paper.uses],
        "bills": bills_of_paper(inventory, paper.evidence),
        "history": history(paper.evidence, visitor=request.visitor),
    }
    status = HTTPStatus.OK if form is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "inventories/evidence_detail.html", context, status=status)


def _year(inventory: Inventory) -> dict[str, Any]:
    months: list[dt.date] = inventory.month_list
    return {"uses": list(inventory_sources(inventory)), "months": months}


def _posted(request: HttpRequest) -> HttpRequest | None:
    return request if request.method == "POST" else None


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _sentence(wrong: Refused | ValidationError) -> str:
    return " ".join(wrong.messages) if isinstance(wrong, ValidationError) else str(wrong)


def _tell(request: HttpRequest, done: str, notice: str) -> None:
    messages.success(request, done)
    if notice:
        messages.warning(request, notice)

"""The boundary of a year: the questions of one source, all that is open or decided, what is left out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site.accounts.gate import OWNERS, READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from cfo_site.templatetags.cfo import plain_name
from inventories.forms.boundary import BoundaryForm, ExclusionForm, WarningForm
from inventories.models import Inventory
from inventories.policies import Refused, may_change
from inventories.selectors.boundary import asked_in, asked_of, exclusion_or_404, exclusions
from inventories.selectors.double_counting import warnings
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sources import inventory_source_or_404
from inventories.services.boundary import add_exclusion, answer_questions, answer_warning, withdraw_exclusion

LIST = "inventories/boundary_list.html"


@municipality_view(needs=READERS)
@require_GET
def boundary_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show open questions, answers, what may be counted twice, and what is left out."""
    return _list_page(request, inventory_or_404(request.municipality, year))


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def source_boundary(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Show the questions of one source; answer them on POST."""
    inventory = inventory_or_404(request.municipality, year)
    asked = asked_of(inventory_source_or_404(inventory, use))
    if request.method == "POST" and not request.visitor.owns:
        raise PermissionDenied
    form = BoundaryForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        try:
            stays = answer_questions(use=asked.use, actor=request.user, answers=form.answers())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            return _answered(request, plain_name(asked.use.source), year, stays=stays)
    context = _frame(request, inventory) | {"asked": asked, "use": asked.use, "form": form}
    return page_or_part(
        request, "inventories/boundary_source.html", "form", context, status=422 if form.errors else 200
    )


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def exclusion_add(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Write down something that is left out."""
    inventory = inventory_or_404(request.municipality, year)
    form = ExclusionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_exclusion(inventory=inventory, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("บันทึกสิ่งที่ไม่รวมแล้ว"))
            return redirect("inventories:boundary_list", request.municipality.key, year)
    context = _frame(request, inventory) | {"form": form}
    return page_or_part(
        request, "inventories/boundary_exclusion.html", "form", context, status=422 if form.errors else 200
    )


@municipality_view(needs=OWNERS)
@require_POST
def exclusion_withdraw(request: MunicipalityRequest, year: str, exclusion: int) -> HttpResponse:
    """Withdraw an exclusion; a source that it took out is put back."""
    inventory = inventory_or_404(request.municipality, year)
    found = exclusion_or_404(inventory, exclusion)
    try:
        back = withdraw_exclusion(exclusion=found, actor=request.user)
    except Refused as refusal:
        return _list_page(request, inventory, refused=str(refusal))
    if back is not None:
        messages.success(request, _("นำ “%(name)s” กลับเข้าบัญชีแล้ว") % {"name": plain_name(back.source)})
        return redirect("inventories:source_boundary", request.municipality.key, year, back.pk)
    messages.success(request, _("ยกเลิกสิ่งที่ไม่รวมแล้ว"))
    return redirect("inventories:boundary_list", request.municipality.key, year)


@municipality_view(needs=OWNERS)
@require_POST
def warning_answer(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Keep the reason why a warning of double counting does not hold."""
    inventory = inventory_or_404(request.municipality, year)
    form = WarningForm(request.POST)
    known = {(each.rule, each.subject) for each in warnings(inventory)}
    if not form.is_valid():
        return _list_page(
            request, inventory, refused=" ".join(str(text) for texts in form.errors.values() for text in texts)
        )
    if (form.cleaned_data["rule"], form.cleaned_data["subject"]) not in known:
        return _list_page(request, inventory, refused=_("คำเตือนนี้เปลี่ยนไปแล้ว โปรดตรวจรายการล่าสุด"))
    try:
        answer_warning(inventory=inventory, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _list_page(request, inventory, refused=str(refusal))
    messages.success(request, _("บันทึกคำชี้แจงแล้ว คำชี้แจงนี้จะพิมพ์ในรายงาน"))
    return redirect("inventories:boundary_list", request.municipality.key, year)


def _answered(request: MunicipalityRequest, name: str, year: str, *, stays: bool) -> HttpResponse:
    if stays:
        messages.success(request, _("บันทึกคำตอบเรื่องขอบเขตของ “%(name)s” แล้ว") % {"name": name})
    else:
        messages.success(request, _("นำ “%(name)s” ออกจากบัญชีตามคำตอบแล้ว ตัวเลขที่กรอกไว้ยังอยู่กับแหล่งปล่อย") % {"name": name})
    return redirect("inventories:boundary_list", request.municipality.key, year)


def _list_page(request: MunicipalityRequest, inventory: Inventory, *, refused: str = "") -> HttpResponse:
    asked = asked_in(inventory)
    context = _frame(request, inventory) | {
        "asked": asked,
        "open": sum(each.open for each in asked),
        "exclusions": exclusions(inventory),
        "warnings": warnings(inventory),
        "refused": refused,
    }
    return render(request, LIST, context, status=422 if refused else 200)


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.owns and may_change(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}

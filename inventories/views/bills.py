"""Bills of a year: the list with what it leaves open, one bill, withdrawing one, the rule of months."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.bill import WORDS
from inventories.forms.bill_acts import PaperForm, RuleForm, WithdrawalForm, read_seen
from inventories.models import BillRule, Inventory
from inventories.policies import Refused, check_bill_rule, may_change
from inventories.selectors.bill_cells import plan, rule_in_force
from inventories.selectors.bill_list import (
    BillTold,
    bill_or_404,
    bills_in_force,
    cells_in,
    counted_lines,
    credits_of,
    papers_of,
    papers_to_tie,
    successor,
)
from inventories.selectors.bill_vehicles import vehicle_sums
from inventories.selectors.bill_year import year_bills
from inventories.selectors.inventories import inventory_or_404
from inventories.services.amounts import ChangedSince
from inventories.services.bill_papers import tie_paper
from inventories.services.bills import set_bill_rule, use_bills, withdraw_bill

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@municipality_view(needs=READERS)
@require_GET
def bill_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the bills of a year, the meters' gaps and overlaps, invoices that have not come, cells that say otherwise."""
    inventory = inventory_or_404(request.municipality, year)
    return _list_page(request, inventory)


@municipality_view(needs=READERS)
@require_GET
def bill_detail(request: MunicipalityRequest, year: str, bill: int) -> HttpResponse:
    """Show a bill as it was entered, the months it counts in, and its papers."""
    inventory = inventory_or_404(request.municipality, year)
    return _detail_page(request, inventory, bill_or_404(inventory, bill))


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def bill_withdraw(request: MunicipalityRequest, year: str, bill: int) -> HttpResponse:
    """Show what withdrawing a bill does to which cells; on POST withdraw it."""
    inventory = inventory_or_404(request.municipality, year)
    told = bill_or_404(inventory, bill)
    if told.withdrawal is not None or not may_change(inventory):
        return redirect("inventories:bill_detail", request.municipality.key, year, bill)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    refused, status = "", HTTPStatus.OK
    if form.is_bound and not form.is_valid():
        status = REFUSED
    elif form.is_bound:
        try:
            seen = read_seen(request.POST.get("seen", ""))
            withdraw_bill(bill=told.bill, actor=request.user, reason=form.cleaned_data["reason"].strip(), seen=seen)
        except ChangedSince as clash:
            refused, status = str(clash), HTTPStatus.CONFLICT
        except Refused as refusal:
            refused, status = str(refusal), REFUSED
        else:
            messages.success(request, _("ถอนบิลแล้ว บิลยังอยู่ในรายการให้ตรวจย้อนได้ แต่ไม่นับในตัวเลข"))
            return redirect("inventories:bill_list", request.municipality.key, year)
    rule = rule_in_force(request.municipality)
    plans = plan(request.municipality, rule=rule, going=[told.bill.pk])
    context = _frame(request, inventory) | {"form": form, "told": told, "plans": plans, "refused": refused}
    return render(request, "inventories/bill_withdraw.html", context, status=status)


@municipality_view(needs=WRITERS)
@require_POST
def bill_paper(request: MunicipalityRequest, year: str, bill: int) -> HttpResponse:
    """Tie a line of the index of evidence to a bill."""
    inventory = inventory_or_404(request.municipality, year)
    told = bill_or_404(inventory, bill)
    papers = papers_to_tie(inventory, told.bill)
    form = PaperForm(request.POST, papers=papers)
    if not form.is_valid():
        return _detail_page(request, inventory, told, form=form)
    chosen = next(each for each in papers if each.pk == form.cleaned_data["evidence"])
    try:
        tie_paper(told=told, inventory=inventory, evidence=chosen, actor=request.user)
    except Refused as refusal:
        form.add_error("evidence", str(refusal))
        return _detail_page(request, inventory, told, form=form)
    messages.success(request, _("ผูกหลักฐาน %(code)s กับบิลแล้ว") % {"code": chosen.code})
    return redirect("inventories:bill_detail", request.municipality.key, year, bill)


@municipality_view(needs=WRITERS)
@require_POST
def bills_use(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Give the cells that were shown as differing the sums of their bills."""
    inventory = inventory_or_404(request.municipality, year)
    seen = read_seen(",".join(request.POST.getlist("cell")))
    months = set(inventory.month_list)
    cells = [cell for cell in seen if cell[1] in months]
    if not cells:
        return _list_page(request, inventory, refused=_("ยังไม่ได้เลือกช่อง โปรดเลือกช่องที่จะใช้ยอดจากบิล"))
    try:
        count = use_bills(municipality=request.municipality, actor=request.user, cells=cells, seen=seen)
    except ChangedSince as clash:
        return _list_page(request, inventory, refused=str(clash), status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        return _list_page(request, inventory, refused=str(refusal))
    said = ngettext("ใช้ยอดจากบิลแล้ว %(count)s ช่อง", "ใช้ยอดจากบิลแล้ว %(count)s ช่อง", count)
    messages.success(request, said % {"count": count})
    return redirect("inventories:bill_list", request.municipality.key, year)


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def bill_rule(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show by which rule bills count in months; on POST the owner says another while no bill counts."""
    inventory = inventory_or_404(request.municipality, year)
    if request.method == "POST" and not request.visitor.owns:
        raise PermissionDenied
    now = rule_in_force(request.municipality)
    form = RuleForm(request.POST if request.method == "POST" else None, initial={"rule": now})
    if form.is_bound and form.is_valid():
        try:
            set_bill_rule(municipality=request.municipality, actor=request.user, rule=form.cleaned_data["rule"])
        except Refused as refusal:
            form.add_error("rule", ValidationError(str(refusal)))
        else:
            messages.success(request, _("บันทึกวิธีนับบิลแล้ว ใช้กับทุกปีที่ยังไม่ล็อก"))
            return redirect("inventories:bill_list", request.municipality.key, year)
    frozen = ""
    try:
        check_bill_rule(bills=bills_in_force(request.municipality).count())
    except Refused as refusal:
        frozen = str(refusal)
    context = _frame(request, inventory) | {
        "form": form,
        "rule": BillRule(now),
        "frozen": frozen,
        "owns": request.visitor.owns and not frozen,
    }
    return render(request, "inventories/bill_rule.html", context, status=REFUSED if form.errors else HTTPStatus.OK)


def _list_page(
    request: MunicipalityRequest, inventory: Inventory, *, refused: str = "", status: HTTPStatus = REFUSED
) -> HttpResponse:
    listed = year_bills(inventory, today=timezone.localdate())
    context = _frame(request, inventory) | {
        "listed": listed,
        "rule": BillRule(listed.rule),
        "kinds": [(kind, words.title) for kind, words in WORDS.items()],
        "refused": refused,
    }
    return render(request, "inventories/bill_list.html", context, status=status if refused else HTTPStatus.OK)


def _detail_page(
    request: MunicipalityRequest, inventory: Inventory, told: BillTold, *, form: PaperForm | None = None
) -> HttpResponse:
    papers = papers_to_tie(inventory, told.bill)
    context = _frame(request, inventory) | {
        "told": told,
        "lines": counted_lines(told, inventory),
        "words": WORDS[told.bill.kind],
        "vehicles": vehicle_sums(each.line for each in told.lines) if told.is_fuel else [],
        "successor": successor(told.bill),
        "credits": credits_of(told.bill),
        "papers": papers_of(told.bill),
        "adds": request.visitor.writes and told.withdrawal is None and bool(cells_in(told, inventory)),
        "to_tie": papers,
        "form": form or PaperForm(papers=papers),
    }
    return render(request, "inventories/bill_detail.html", context, status=REFUSED if form else HTTPStatus.OK)


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.writes and may_change(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}

"""Entering a bill and correcting one: paste a table, add a line, look at what it does, record it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.bill import WORDS, BillForm, Pasted, as_typed, initial_of, pasted
from inventories.forms.bill_acts import read_seen
from inventories.models import BillRule, Inventory
from inventories.policies import Refused, may_change
from inventories.selectors.amounts import Cell
from inventories.selectors.bill_cells import CellPlan, plan, rule_in_force
from inventories.selectors.bill_list import BillTold, bill_or_404, creditable, invoice_months
from inventories.selectors.bill_vehicles import vehicle_sums
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.meters import directory
from inventories.services.amounts import ChangedSince
from inventories.services.bills import record_bill

PAGE = "inventories/bill_form.html"
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def bill_add(request: MunicipalityRequest, year: str, bill_kind: str) -> HttpResponse:
    """Enter a bill of a kind."""
    inventory = inventory_or_404(request.municipality, year)
    if bill_kind not in WORDS:
        raise Http404
    if not may_change(inventory):
        return redirect("inventories:bill_list", request.municipality.key, year)
    return _Entry(request, inventory, bill_kind).answer()


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def bill_correct(request: MunicipalityRequest, year: str, bill: int) -> HttpResponse:
    """Correct a bill: it is withdrawn and what was meant is entered in its place."""
    inventory = inventory_or_404(request.municipality, year)
    told = bill_or_404(inventory, bill)
    if told.withdrawal is not None or not may_change(inventory):
        return redirect("inventories:bill_detail", request.municipality.key, year, bill)
    return _Entry(request, inventory, told.bill.kind, told).answer()


class _Entry:
    """One request to the form of a bill."""

    def __init__(
        self, request: MunicipalityRequest, inventory: Inventory, kind: str, correcting: BillTold | None = None
    ) -> None:
        self.request, self.inventory, self.kind, self.correcting = request, inventory, kind, correcting
        self.rule = rule_in_force(request.municipality)
        self.known = directory(inventory, kind)
        self.said: Pasted | None = None
        self.refused = ""

    def answer(self) -> HttpResponse:
        if self.request.method == "GET":
            return self._page(self._begun())
        do, data = self.request.POST.get("do"), self.request.POST
        if do == "paste":
            return self._paste(data)
        if do == "line":
            grown = data.copy()
            grown["open"] = str(self._form(data, lenient=True).open + 1)
            return self._page(self._form(grown, lenient=True, checked=False))
        form = self._form(data)
        if not form.is_valid():
            return self._page(form, status=REFUSED)
        plans = self._plans(form)
        if do != "save":
            return self._page(form, plans=plans)
        return self._save(form, plans)

    def _begun(self) -> BillForm:
        if self.correcting is not None:
            lines = len(self.correcting.lines)
            return self._form(None, initial=initial_of(self.correcting), count=lines)
        asked = {"l1_what": self.request.GET.get("what", ""), "invoice_month": self.request.GET.get("month", "date")}
        return self._form(None, initial=asked)

    def _paste(self, data: QueryDict) -> HttpResponse:
        try:
            self.said = pasted(data.get("table", ""), self.kind)
        except ValidationError as wrong:
            self.refused = str(wrong.messages[0])
            return self._page(self._form(data, lenient=True, checked=False), status=REFUSED)
        filled = QueryDict(mutable=True)
        for name, values in data.lists():
            if not (name.startswith("l") and name[1:2].isdigit()):
                filled.setlist(name, values)
        filled.update(as_typed(self.said, self.kind, self.known, unknown=data.get("unknown", "")))
        filled["table"] = ""
        form = self._form(filled, lenient=True)
        return self._page(form, status=HTTPStatus.OK if form.is_valid() else REFUSED)

    def _save(self, form: BillForm, plans: list[CellPlan]) -> HttpResponse:
        data = self.request.POST
        if not data.get("seen"):  # nothing was looked at yet: to save without seeing what it does is no way
            return self._page(form, plans=plans)
        chosen: dict[str, list[Cell]] = {"keep": [], "replace": []}
        for each in plans:
            if (answer := data.get(f"c-{each.key}", "")) in chosen:
                chosen[answer].append(each.cell)
        try:
            bill = record_bill(
                municipality=self.request.municipality,
                actor=self.request.user,
                bill=form.bill,
                lines=form.lines,
                seen=read_seen(data["seen"]),
                replaces=self.correcting.bill if self.correcting else None,
                reason=form.reason,
                keep=chosen["keep"],
                replace=chosen["replace"],
            )
        except ChangedSince as clash:
            self.refused = str(clash)
            return self._page(form, plans=self._plans(form), status=HTTPStatus.CONFLICT)
        except Refused as refusal:
            self.refused = str(refusal)
            return self._page(form, plans=plans, status=REFUSED)
        except ValidationError as wrong:
            self.refused = str(wrong.messages[0])
            return self._page(form, plans=plans, status=REFUSED)
        messages.success(self.request, _("บันทึกบิลแล้ว ตัวเลขของเดือนที่เกี่ยวข้องเป็นยอดจากบิล"))
        return redirect("inventories:bill_detail", self.request.municipality.key, self.inventory.token, bill.pk)

    def _plans(self, form: BillForm) -> list[CellPlan]:
        going = [self.correcting.bill.pk] if self.correcting else []
        return plan(self.request.municipality, rule=self.rule, coming=form.lines, going=going)

    def _form(self, data: QueryDict | None, *, checked: bool = True, lenient: bool = False, **begun: Any) -> BillForm:
        """Return the form; one that is not `checked` shows what was typed and says nothing about it."""
        form = BillForm(
            data,
            kind=self.kind,
            directory=self.known,
            months=invoice_months(self.inventory, self.correcting),
            credited=creditable(self.inventory, self.kind, self.correcting),
            correcting=self.correcting is not None,
            lenient=lenient,
            **begun,
        )
        if not checked:
            form.leave_unchecked()
        return form

    def _page(
        self, form: BillForm, *, plans: list[CellPlan] | None = None, status: HTTPStatus = HTTPStatus.OK
    ) -> HttpResponse:
        visitor, chosen = self.request.visitor, self.request.POST.get
        context = {
            "inventory": self.inventory,
            "year": self.inventory.token,
            "writable": visitor.writes,
            "form": form,
            "words": form.words,
            "kind": self.kind,
            "rule": BillRule(self.rule),
            "correcting": self.correcting,
            "plans": None if plans is None else [(each, chosen(f"c-{each.key}", "")) for each in plans],
            "vehicles": vehicle_sums(form.lines) if plans and form.lines and form.is_fuel else [],
            "said": self.said,
            "table": self.request.POST.get("table", "") if self.refused else "",
            "refused": self.refused,
            "seen": ",".join(each.seen for each in plans or ()),
        }
        return page_or_part(self.request, PAGE, "lines", context, status=status)

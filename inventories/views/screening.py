"""The screening of Scope 3: the criteria of a year, and the 15 categories judged by them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import OWNERS, READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.screening import CategoryForm, CriteriaForm
from inventories.models import Inventory
from inventories.policies import Refused, may_change
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.screening import kind_or_404, screening
from inventories.services.screening import screen_category, set_criteria


@municipality_view(needs=READERS)
@require_GET
def screening_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the criteria and the 15 categories."""
    inventory = inventory_or_404(request.municipality, year)
    context = _frame(request, inventory) | {"found": screening(inventory)}
    return render(request, "inventories/quality/screening_list.html", context)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def screening_criteria(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Set the criteria: weights, scales, cut-off, and why."""
    inventory = inventory_or_404(request.municipality, year)
    form = CriteriaForm(request.POST if request.method == "POST" else None, found=screening(inventory))
    if form.is_valid():
        try:
            set_criteria(inventory=inventory, actor=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error("cut_off" if hasattr(wrong, "error_dict") else None, ValidationError(wrong.messages))
        else:
            messages.success(request, _("บันทึกเกณฑ์แล้ว"))
            return redirect("inventories:screening_list", request.municipality.key, inventory.token)
    context = _frame(request, inventory) | {"form": form}
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/quality/screening_criteria.html", "form", context, status=status)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def screening_category(request: MunicipalityRequest, year: str, number: int) -> HttpResponse:
    """Judge one category; then the next one that is not judged yet."""
    inventory, kind = inventory_or_404(request.municipality, year), kind_or_404(number)
    found = screening(inventory)
    line = next(each for each in found.lines if each.kind == kind)
    form = CategoryForm(request.POST if request.method == "POST" else None, found=found, line=line)
    if form.is_valid():
        try:
            screen_category(inventory=inventory, actor=request.user, number=number, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            messages.success(request, _("บันทึกหมวด 3.%(number)s แล้ว") % {"number": number})
            open_ones = [each.kind.number for each in found.lines if not each.is_judged and each.kind.number != number]
            following = next((each for each in open_ones if each > number), next(iter(open_ones), None))
            if following is None or request.POST.get("then") != "next":
                return redirect("inventories:screening_list", request.municipality.key, inventory.token)
            return redirect("inventories:screening_category", request.municipality.key, inventory.token, following)
    context = _frame(request, inventory) | {"form": form, "found": found, "line": line}
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/quality/screening_category.html", "form", context, status=status)


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.owns and may_change(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}

"""What changes in mid-year: a meter or vehicle that takes another's place, and another factor from some month on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import OWNERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.forms.changeover import ReplaceForm, SplitForm
from inventories.models import Inventory, InventorySource, Method
from inventories.policies import Refused, may_change
from inventories.selectors.fault_sentences import fault_sentence
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sources import inventory_source_or_404, next_use
from inventories.services.changeover import join_uses, replace_source, split_use
from inventories.services.sources import Uncalculable


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def source_replace(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """End a source in mid-year and let its successor count from then on."""
    inventory = inventory_or_404(request.municipality, year)
    found = inventory_source_or_404(inventory, use)
    if not found.has_months:
        raise Http404
    form = ReplaceForm(request.POST if request.method == "POST" else None, use=found)
    if form.is_valid():
        try:
            new = replace_source(use=found, actor=request.user, last_month=form.last, successor=form.successor())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(_in_words(wrong)))
        else:
            values = {
                "old": plain_name(found.source), "last": thai_month(form.last), "new": plain_name(new.source),
                "first": thai_month(form.successor().first_month),
            }  # fmt: skip
            messages.success(request, _("%(old)s ใช้ถึง %(last)s และ “%(new)s” ใช้ตั้งแต่ %(first)s แล้ว") % values)
            return redirect("inventories:source_edit", request.municipality.key, year, new.pk)
    context = _frame(inventory, found) | {"form": form}
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/source_replace.html", "form", context, status=status)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def source_split(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Count a source by another factor from some month on; or undo that."""
    inventory = inventory_or_404(request.municipality, year)
    found = inventory_source_or_404(inventory, use)
    if found.method != Method.FACTOR:
        raise Http404
    joining = request.POST.get("act") == "join"
    form = SplitForm(request.POST if request.method == "POST" and not joining else None, use=found)
    refused = ""
    try:
        if joining:
            join_uses(use=found, actor=request.user)
            messages.success(request, _("รวมเป็นค่าเดียวแล้ว ใช้ค่าเดิมจนสิ้นช่วง"))
            return redirect("inventories:source_edit", request.municipality.key, year, found.pk)
        if form.is_valid():
            new = split_use(use=found, actor=request.user, from_month=form.month, factor=form.chosen.factor)
            values = {"name": plain_name(found.source), "month": thai_month(form.month)}
            messages.success(request, _("%(name)s ใช้ค่า EF ใหม่ตั้งแต่ %(month)s แล้ว เดือนก่อนหน้าใช้ค่าเดิม") % values)
            return redirect("inventories:source_edit", request.municipality.key, year, new.pk)
    except Refused as refusal:
        refused = str(refusal)
        if form.is_bound:
            form.add_error(None, refused)
    except ValidationError as wrong:
        form.add_error(None, ValidationError(_in_words(wrong)))
    context = _frame(inventory, found) | {"form": form, "refused": refused, "following": next_use(found)}
    status = 422 if form.errors or refused else 200
    return page_or_part(request, "inventories/source_split.html", "form", context, status=status)


def _in_words(wrong: ValidationError) -> list[str]:
    if isinstance(wrong, Uncalculable):
        return [fault_sentence(fault) for fault in wrong.faults]
    return wrong.messages


def _frame(inventory: Inventory, use: InventorySource) -> dict[str, object]:
    return {"inventory": inventory, "year": inventory.token, "use": use, "writable": may_change(inventory)}

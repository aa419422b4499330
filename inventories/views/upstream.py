"""Counting how fuels and electricity are come by: what would be derived, the switch, own densities."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.upstream import UpstreamForm
from inventories.policies import Refused, may_change
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.results import totals_by_use
from inventories.selectors.upstream import derived_uses, plan, upstream_choice
from inventories.services.upstream import WrongDensity, count_upstream, leave_upstream


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def upstream(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the upstream lines that there are or would be; turn the switch on or off on POST."""
    inventory = inventory_or_404(request.municipality, year)
    if request.method == "POST" and not request.visitor.owns:
        raise PermissionDenied
    choice = upstream_choice(inventory)
    form = UpstreamForm(request.POST if request.method == "POST" else None, choice=choice)
    if form.is_valid():
        try:
            if request.POST.get("act") == "off":
                leave_upstream(inventory=inventory, actor=request.user)
                messages.success(request, _("เลิกคำนวณการได้มาซึ่งเชื้อเพลิงและพลังงานแล้ว รายการที่คำนวณต่อถูกนำออก"))
            else:
                count_upstream(inventory=inventory, actor=request.user, densities=form.densities())
                messages.success(request, _("คำนวณการได้มาซึ่งเชื้อเพลิงและพลังงานแล้ว"))
        except WrongDensity as wrong:
            form.add_error(wrong.fuel, str(wrong))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("inventories:upstream", request.municipality.key, year)
    by_use = totals_by_use(inventory)
    context = {
        "inventory": inventory,
        "year": year,
        "writable": request.visitor.owns and may_change(inventory),
        "choice": choice,
        "form": form,
        "plan": plan(inventory, choice),
        "lines": [(use, found.counted if (found := by_use.get(use.pk)) else None) for use in derived_uses(inventory)],
    }
    return page_or_part(request, "inventories/upstream.html", "form", context, status=422 if form.errors else 200)

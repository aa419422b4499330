"""What a report says of the organisation in a year, and when the year is to be filed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.organisation import OrganisationForm
from inventories.policies import Refused, may_change
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.organisation import organisation_of
from inventories.services.organisation import save_organisation


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def organisation(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show it; whoever keeps the inventory changes it while the year may be changed."""
    if request.method == "POST" and not request.visitor.owns:
        raise PermissionDenied
    inventory = inventory_or_404(request.municipality, year)
    row = organisation_of(inventory)
    form = OrganisationForm(request.POST if request.method == "POST" else None, inventory=inventory, organisation=row)
    if form.is_valid():
        try:
            save_organisation(inventory=inventory, actor=request.user, fields=form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            messages.success(request, _("บันทึกข้อมูลองค์กรแล้ว"))
            return redirect("inventories:organisation", request.municipality.key, inventory.token)
    context = {
        "form": form,
        "row": row,
        "inventory": inventory,
        "year": inventory.token,
        "writable": request.visitor.owns and may_change(inventory),
    }
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/quality/organisation.html", "form", context, status=status)

"""Divisions of a municipality: whom to write to and whom to ask."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import OWNERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.division import DivisionForm
from inventories.models import Division
from inventories.selectors.reminders import division_or_404
from inventories.selectors.sources import divisions
from inventories.services.divisions import save_division


@municipality_view(needs=OWNERS)
@require_GET
def division_list(request: MunicipalityRequest) -> HttpResponse:
    """Show the divisions."""
    return render(request, "inventories/division_list.html", {"divisions": list(divisions(request.municipality))})


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def division_add(request: MunicipalityRequest) -> HttpResponse:
    """Add a division."""
    return _form_page(request, None)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def division_edit(request: MunicipalityRequest, division: int) -> HttpResponse:
    """Change a division."""
    return _form_page(request, division_or_404(request.municipality, division))


def _form_page(request: MunicipalityRequest, division: Division | None) -> HttpResponse:
    form = DivisionForm(request.POST if request.method == "POST" else None, division=division)
    if form.is_valid():
        try:
            saved = save_division(
                municipality=request.municipality, actor=request.user, fields=form.values(), division=division
            )
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("บันทึก%(division)sแล้ว") % {"division": saved.name_th})
            return redirect("inventories:division_list", request.municipality.key)
    context = {"form": form, "division": division}
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/division_form.html", "form", context, status=status)

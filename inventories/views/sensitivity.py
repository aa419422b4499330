"""What the total of a year depends on: electricity factors in a transition, GWP sets."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sensitivity import sensitivities


@municipality_view(needs=READERS)
@require_GET
def sensitivity(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the total either way."""
    inventory = inventory_or_404(request.municipality, year)
    context = {"inventory": inventory, "year": year, "sensitivities": sensitivities(inventory)}
    return render(request, "inventories/sensitivity.html", context)

"""How ready a year is for verification, before anybody pays a verifier."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.readiness import readiness as look


@municipality_view(needs=READERS)
@require_safe
def readiness(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the score, in words too, and every check: what blocks first, each with the page where it is mended."""
    inventory = inventory_or_404(request.municipality, year)
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "found": look(inventory, today=timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "inventories/readiness.html", context)

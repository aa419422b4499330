"""The verification of a year: its home, and the year recalculated in front of whoever asks."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.calc.document import Faults
from inventories.models import Inventory
from inventories.selectors.fault_sentences import fault_sentence
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.recalculation import recalculation
from inventories.selectors.sampling.papers import waiting_count
from inventories.selectors.sampling.samples import progress
from inventories.selectors.verification.year import verified_year

HOME, RECALCULATION = "inventories/verification/year.html", "inventories/verification/recalculation.html"


@municipality_view(needs=READERS)
@require_safe
def verify_year(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the year as a verifier meets it: its version and hashes, totals, every source by weight, what must be known."""
    inventory = inventory_or_404(request.municipality, year)
    context = frame(inventory) | {
        "page": verified_year(inventory),
        "sample_progress": progress(inventory),
        "papers_waiting": waiting_count(inventory),
    }
    return page_or_part(request, HOME, "page", context)


@municipality_view(needs=READERS)
@require_safe
def verify_recalculation(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Recalculate the whole year now, and show it beside what is stored; nothing is written."""
    inventory = inventory_or_404(request.municipality, year)
    context = frame(inventory)
    try:
        context["done"] = recalculation(inventory)
    except Faults as faults:
        context["faults"] = [fault_sentence(fault) for fault in faults.faults]
    return page_or_part(request, RECALCULATION, "done", context)


def frame(inventory: Inventory) -> dict[str, Any]:
    """Return what every page of a year's verification needs."""
    return {"inventory": inventory, "year": inventory.token}

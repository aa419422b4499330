"""A frozen version of a year: what it says, its two texts to take away, and it recalculated in front of the reader."""

import json
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.calc.document import Faults
from inventories.calc.hashing import figures_sha256
from inventories.models import Inventory, Snapshot
from inventories.selectors.fault_sentences import fault_sentence
from inventories.selectors.inventories import inventory_or_404, latest_snapshot
from inventories.selectors.path import against_the_one_before, decided_otherwise, version_or_404
from inventories.selectors.recalculation import recalculation

PAGE = "inventories/version_detail.html"


@municipality_view(needs=READERS)
@require_safe
def version_detail(request: MunicipalityRequest, year: str, version: int) -> HttpResponse:
    """Show a frozen version with its hashes, and what it says otherwise than the one it supersedes."""
    inventory = inventory_or_404(request.municipality, year)
    return page_or_part(request, PAGE, "page", _context(inventory, version_or_404(inventory, version)))


@municipality_view(needs=READERS)
@require_safe
def version_recalculation(request: MunicipalityRequest, year: str, version: int) -> HttpResponse:
    """Recalculate a frozen version now, from its two texts and nothing else; nothing is written."""
    inventory = inventory_or_404(request.municipality, year)
    snapshot = version_or_404(inventory, version)
    context = _context(inventory, snapshot) | {"asked": True}
    try:
        context["done"] = recalculation(snapshot)
    except Faults as faults:
        context["faults"] = [fault_sentence(fault) for fault in faults.faults]
    return page_or_part(request, PAGE, "page", context)


@municipality_view(needs=READERS)
@require_safe
def version_document(request: MunicipalityRequest, year: str, version: int) -> HttpResponse:
    """Send the frozen document of a version as it was hashed: anyone recalculates it, and `sha256sum` gives its hash."""
    inventory = inventory_or_404(request.municipality, year)
    snapshot = version_or_404(inventory, version)
    return _download(snapshot.document, f"cfo-{request.municipality.key}-{inventory.token}-v{version}.json")


@municipality_view(needs=READERS)
@require_safe
def version_dossier(request: MunicipalityRequest, year: str, version: int) -> HttpResponse:
    """Send the frozen dossier of a version as it was hashed."""
    inventory = inventory_or_404(request.municipality, year)
    snapshot = version_or_404(inventory, version)
    return _download(snapshot.dossier, f"cfo-{request.municipality.key}-{inventory.token}-v{version}-dossier.json")


def _context(inventory: Inventory, snapshot: Snapshot) -> dict[str, Any]:
    newest = latest_snapshot(inventory)
    return {
        "inventory": inventory,
        "year": inventory.token,
        "snapshot": snapshot,
        "newest": newest,
        "figures_sha256": figures_sha256(json.loads(snapshot.document)),
        "difference": against_the_one_before(snapshot),
        "decided": decided_otherwise(snapshot),
        "asked": False,
    }


def _download(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.encode(), content_type="application/json", headers=headers)

"""The index of evidence of a year (ดัชนีหลักฐาน): to read, to print, and as dividers for the folders."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.evidence import IndexForm
from inventories.selectors.evidence.cells import dividers, without_evidence
from inventories.selectors.evidence.entries import index
from inventories.selectors.evidence.files import room
from inventories.selectors.inventories import inventory_or_404


@municipality_view(needs=READERS)
@require_GET
def evidence_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the index, of all or of a part; below it the figures that no paper stands for."""
    inventory = inventory_or_404(request.municipality, year)
    form = IndexForm(request.GET, months=inventory.month_list)
    chosen = form.chosen()
    found = index(inventory, **chosen)
    context = {
        "inventory": inventory,
        "year": year,
        "adds": request.visitor.writes,
        "form": form,
        "papers": found,
        "chosen": any(chosen.values()),
        "with_file": sum(paper.has_file for paper in found),
        "bare": without_evidence(inventory),
        "room": room(request.municipality),
    }
    status = 422 if form.errors else 200
    return page_or_part(request, "inventories/evidence_list.html", "list", context, status=status)


@municipality_view(needs=READERS)
@require_GET
def evidence_dividers(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show a sheet for each source, to be printed and put into the folder before its papers."""
    inventory = inventory_or_404(request.municipality, year)
    context = {"inventory": inventory, "year": year, "sheets": dividers(inventory)}
    return render(request, "inventories/evidence_dividers.html", context)

"""Downloads of one year."""

import json

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest
from cfo_site.language import in_thai
from inventories.selectors.document import document_in_force
from inventories.selectors.inventories import inventory_or_404
from reports.exports.gathering import year_facts
from reports.exports.workbook.year import MIME, year_workbook
from reports.exports.year import year_pdf as write_pdf


@municipality_view(needs=READERS)
@require_GET
@in_thai
def year_pdf(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with the report of a year as PDF."""
    inventory = inventory_or_404(request.municipality, year)
    pdf = write_pdf(year_facts(inventory))
    return _download(pdf, "application/pdf", f"cfo-{request.municipality.key}-{inventory.token}.pdf")


@municipality_view(needs=READERS)
@require_GET
@in_thai
def year_xlsx(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with the workbook of a year: its figures with the formulas that give them."""
    inventory = inventory_or_404(request.municipality, year)
    workbook = year_workbook(year_facts(inventory))
    return _download(workbook, MIME, f"cfo-{request.municipality.key}-{inventory.token}.xlsx")


@municipality_view(needs=READERS)
@require_GET
@in_thai
def year_json(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with the inventory document, from which anyone can recalculate the year."""
    inventory = inventory_or_404(request.municipality, year)
    text = json.dumps(document_in_force(inventory), ensure_ascii=False, indent=1)
    return _download(text.encode(), "application/json", f"cfo-{request.municipality.key}-{inventory.token}.json")


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""The ledger as people read it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest
from cfo_site.ledger import selectors


@municipality_view(needs=READERS)
@require_safe
def entry_list(request: MunicipalityRequest) -> HttpResponse:
    """Show who did what when, newest first."""
    page = selectors.page_of(request.municipality, number=request.GET.get("page", "1"))
    lines = selectors.lines(page.object_list, visitor=request.visitor)
    context = {"page": page, "lines": lines, "head": selectors.head(request.municipality)}
    return render(request, "ledger/entry_list.html", context)

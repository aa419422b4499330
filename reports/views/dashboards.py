"""What is seen at a glance: the province's year, and one municipality's."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import READERS, As, municipality_view, province_view
from cfo_site.http import MunicipalityRequest, SignedInRequest, page_or_part
from cfo_site.thai import BE
from inventories.policies import may_change
from inventories.selectors.certificates import certificates_due
from inventories.selectors.double_counting import open_warnings
from inventories.selectors.findings.province import waiting_findings
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sensitivity import electricity_sensitivities
from reports.forms import ProvinceForm
from reports.selectors import province as provinces
from reports.selectors.year import year_page
from reports.views.drawings import monthly_charts, per_person_charts


@province_view(needs=frozenset({As.PROVINCE}))
@require_safe
def province(request: SignedInRequest) -> HttpResponse:
    """Show a year of every municipality: sums, progress by month, gaps. Filtered by the address; never ranked."""
    today = timezone.localdate()
    years = provinces.years_kept() or [today.year + BE - 1]
    form = ProvinceForm(request.GET.dict(), years=years, districts=provinces.districts())
    shown = provinces.province(form.choice(), today=today) if form.is_valid() else None
    context = {
        "form": form,
        "shown": shown,
        "charts": per_person_charts(shown) if shown else None,
        "today": today,
        "at_province": True,
        "certificates": certificates_due(today=today),
        "waiting": waiting_findings(),
    }
    return page_or_part(request, "reports/province.html", "shown", context, status=422 if form.errors else 200)


@municipality_view(needs=READERS)
@require_safe
def year_overview(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show one year: its totals first, then what is to be done, months, sources, gaps, documents and its state."""
    inventory = inventory_or_404(request.municipality, year)
    page = year_page(inventory, visitor=request.visitor, today=timezone.localdate())
    context = {
        "page": page,
        "summary": page.summary,
        "inventory": inventory,
        "year": inventory.token,
        "chart": monthly_charts(page),
        "may_change": may_change(inventory),
        "open_questions": page.open_questions,
        "open_warnings": open_warnings(inventory),
        "transitions": electricity_sensitivities(inventory),
    }
    return page_or_part(request, "reports/year_overview.html", "totals", context)

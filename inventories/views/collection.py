"""Papers about what divisions give: the calendar of collection, the hand-over sheet, the memo that asks for figures."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cfo_site.accounts.gate import MEMBERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.exports import icalendar
from inventories.exports import memo as word_memo
from inventories.forms.division import THAI, YEAR, MemoForm, OfDivisionForm
from inventories.models import Inventory
from inventories.selectors.collection import Collection, collections, days
from inventories.selectors.handover import handovers
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sources import divisions


@municipality_view(needs=MEMBERS)
@require_GET
def collection_calendar(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show which figure is expected on which day, by month and division."""
    inventory = inventory_or_404(request.municipality, year)
    form, collected = _chosen(request, inventory)
    today = timezone.localdate()
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "form": form,
        "collections": collected,
        "days": days(collected, today=today),
        "late": sum(len(each.late) for each in collected),
        "months": inventory.month_list,
        "today": today,
    }
    return render(request, "inventories/collection_calendar.html", context, status=422 if form.errors else 200)


@municipality_view(needs=MEMBERS)
@require_GET
def collection_ics(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with the days of a division, or of all, as a calendar file."""
    inventory = inventory_or_404(request.municipality, year)
    form, collected = _chosen(request, inventory)
    if form.errors:
        raise Http404
    if not any(each.left for each in collected):
        messages.error(request, _("ไม่มีข้อมูลที่ต้องรออีกในปีนี้ จึงไม่มีปฏิทินให้ดาวน์โหลด"))
        return redirect("inventories:collection_calendar", request.municipality.key, year)
    content = icalendar.calendar_file(inventory, collected, now=timezone.now())
    name = f"cfo-{request.municipality.key}-{inventory.token}.ics"
    return _download(content, icalendar.MIME, name)


@municipality_view(needs=MEMBERS)
@require_GET
def handover(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show, for paper, what whoever takes over must know."""
    inventory = inventory_or_404(request.municipality, year)
    today = timezone.localdate()
    site = settings.SITE_URL or request.build_absolute_uri("/")
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "parts": handovers(inventory, today=today),
        "today": today,
        "site": site,
    }
    return render(request, "inventories/handover.html", context)


@municipality_view(needs=MEMBERS)
@require_GET
def memo(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with the letter that asks a division, or each, for its figures, as a Word document."""
    inventory = inventory_or_404(request.municipality, year)
    form = MemoForm(request.GET, divisions=divisions(request.municipality))
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    digits = chosen["digits"] == THAI if chosen["digits"] else settings.CFO_THAI_DIGITS
    collected = _of_division(collections(inventory, today=timezone.localdate()), chosen["division"])
    try:
        content = word_memo.memo(
            inventory, collected, today=timezone.localdate(), whole_year=chosen["months"] == YEAR, thai_digits=digits
        )
    except ValueError:
        messages.error(request, _("ไม่มีข้อมูลที่ต้องขอ ตัวเลขของเดือนที่เลือกมีครบแล้ว"))
        return redirect("inventories:reminders", request.municipality.key, year)
    return _download(content, word_memo.MIME, f"cfo-memo-{request.municipality.key}-{inventory.token}.docx")


def _chosen(request: MunicipalityRequest, inventory: Inventory) -> tuple[OfDivisionForm, list[Collection]]:
    """Return the choice of a division and what it leaves."""
    form = OfDivisionForm(request.GET, divisions=divisions(request.municipality))
    division = form.cleaned_data["division"] if form.is_valid() else None
    return form, _of_division(collections(inventory, today=timezone.localdate()), division)


def _of_division(collected: list[Collection], division: int | None) -> list[Collection]:
    if division is None:
        return collected
    return [each for each in collected if each.division and each.division.pk == division]


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

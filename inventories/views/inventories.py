"""A municipality's years: the overview, opening one, locking it. The page of a year is a report."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import LOCKERS, OWNERS, READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from cfo_site.templatetags.cfo import plain_name
from cfo_site.thai import BE
from inventories.forms.inventory import PeriodForm, YearForm
from inventories.forms.setup import read_confirmed
from inventories.models import Inventory
from inventories.policies import Refused, check_complete, may_change
from inventories.policies.path import check_step
from inventories.selectors.certificates import certificate_due
from inventories.selectors.collection import late_by_year
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.links import waiting_by_year
from inventories.selectors.notations import unreasoned
from inventories.selectors.opening import all_editions, all_gwp_sets, opened_tokens, year_to_open
from inventories.selectors.overview import YearSummary, year_lines, year_summary
from inventories.selectors.setup import setup_of, years_to_copy
from inventories.selectors.todo import unexplained
from inventories.services.inventories import open_year
from inventories.services.path import lock
from inventories.services.setup import confirm_setup


@municipality_view(needs=READERS)
@require_GET
def municipality_overview(request: MunicipalityRequest) -> HttpResponse:
    """Show the municipality and the years that the visitor may see; without any, how to begin."""
    years = year_lines(request.municipality, request.visitor)
    late = {}
    if request.visitor.writes:  # who could do something about it
        late = late_by_year([line.inventory for line in years], today=timezone.localdate())
    context = {
        "years": years,
        "late": [(line.inventory, late[line.inventory.pk]) for line in years if line.inventory.pk in late],
        "waiting": waiting_by_year(request.municipality) if request.visitor.writes else [],
        "name": request.municipality.name_today,
        "certificate": certificate_due(request.municipality, visitor=request.visitor, today=timezone.localdate()),
    }
    return page_or_part(request, "inventories/municipality_overview.html", "years", context)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def year_open(request: MunicipalityRequest) -> HttpResponse:
    """Open a year in two steps: which year (asked in the address), then what it stands on, suggested from the first."""
    if request.method == "GET":
        bounds = _bounds(request)
        if "change" in request.GET:  # back from the second step: ask again, with what was said
            return _year_page(request, PeriodForm(**bounds | {"initial": request.GET.dict()}))
        asked = PeriodForm(request.GET if "year" in request.GET else None, **bounds)
        if not asked.is_valid():
            return _year_page(request, asked, status=422 if asked.errors else 200)
        return _year_page(request, _year_form(request, initial=asked.cleaned_data))
    form = _year_form(request, data=request.POST)
    if not form.is_valid():
        return _year_page(request, form, status=422)
    try:
        inventory = open_year(municipality=request.municipality, actor=request.user, **form.cleaned_data)
    except ValidationError as wrong:
        form.add_error(None, ValidationError(wrong.messages))
        return _year_page(request, form, status=422)
    if form.cleaned_data["copy_from"] is not None:
        messages.success(request, _("เปิดบัญชี%(year)s แล้ว โปรดตรวจสิ่งที่คัดลอกมา") % {"year": inventory.title})
        return redirect("inventories:year_setup", request.municipality.key, inventory.token)
    messages.success(request, _("เปิดบัญชี%(year)s แล้ว ต่อไปเลือกแหล่งปล่อยที่เทศบาลมี") % {"year": inventory.title})
    return redirect("inventories:source_choose", request.municipality.key, inventory.token)


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def year_setup(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show what was copied from another year, by which factors, and what was not; confirm that it still holds."""
    inventory = inventory_or_404(request.municipality, year)
    refused = ""
    if request.method == "POST":
        if not request.visitor.owns:
            raise PermissionDenied
        setup = setup_of(inventory)
        uses, left_out = read_confirmed(request.POST, setup)
        try:
            count = confirm_setup(inventory=inventory, actor=request.user, uses=uses, left_out=left_out)
        except Refused as refusal:
            refused = str(refusal)
        else:
            if not count:
                refused = _("ยังไม่ได้เลือกรายการที่ยืนยันได้ โปรดติ๊กรายการที่ตรวจแล้ว รายการที่ยังใช้ค่า EF นอกรุ่นต้องเลือกค่าใหม่ก่อน")
            else:
                messages.success(request, _("ยืนยันแล้ว %(count)s รายการ") % {"count": count})
                return redirect("inventories:year_setup", request.municipality.key, year)
    writable = request.visitor.owns and may_change(inventory)
    context = {
        "inventory": inventory,
        "year": year,
        "setup": setup_of(inventory),
        "writable": writable,
        "refused": refused,
    }
    status = 422 if refused else 200
    return page_or_part(request, "inventories/year_setup.html", "setup", context, status=status)


@municipality_view(needs=LOCKERS)
@require_http_methods(["GET", "POST"])
def inventory_lock(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show what locking would freeze and what is missing; lock on POST."""
    inventory = inventory_or_404(request.municipality, year)
    if request.method == "GET":
        return _lock_page(request, inventory)
    try:
        snapshot = lock(inventory=inventory, actor=request.user)
    except Refused as refusal:
        return _lock_page(request, inventory, refused=str(refusal))
    values = {"year": inventory.title, "version": snapshot.version}
    messages.success(request, _("ล็อกบัญชี%(year)s ฉบับที่ %(version)s แล้ว ตัวเลขและค่า EF ที่ใช้ไม่เปลี่ยนอีก") % values)
    return redirect("reports:year_overview", request.municipality.key, year)


def _bounds(request: MunicipalityRequest) -> dict[str, Any]:
    """Return which years can still be opened, and the one to begin with."""
    today = timezone.localdate()
    return {
        "opened": opened_tokens(request.municipality),
        "latest": today.year + BE + 1,
        "initial": {"year": year_to_open(request.municipality, today=today)},
    }


def _year_form(request: MunicipalityRequest, *, data: Any = None, initial: dict[str, Any] | None = None) -> YearForm:
    bounds = _bounds(request) | ({"initial": initial} if initial else {})
    years = years_to_copy(request.municipality)
    return YearForm(data, editions=all_editions(), gwp_sets=all_gwp_sets(), years=years, **bounds)


def _year_page(request: MunicipalityRequest, form: PeriodForm, *, status: int = 200) -> HttpResponse:
    """Show the second step where the period is settled, the first one otherwise."""
    context: dict[str, Any] = {"form": form}
    if isinstance(form, YearForm) and (period := form.settled_period()):
        context |= form.second_step(period)
    return page_or_part(request, "inventories/year_open.html", "form", context, status=status)


def _year_context(summary: YearSummary) -> dict[str, Any]:
    return {"inventory": summary.inventory, "summary": summary, "year": summary.inventory.token}


def _lock_page(request: MunicipalityRequest, inventory: Inventory, *, refused: str = "") -> HttpResponse:
    """Show the page of locking; a refusal of the act itself is an error, one that is foreseen is advice."""
    summary = year_summary(inventory)
    advice = "" if refused else _foreseen_refusal(summary)
    context = _year_context(summary) | {"refused": refused, "advice": advice}
    return page_or_part(request, "inventories/inventory_lock.html", "verdict", context, status=422 if refused else 200)


def _foreseen_refusal(summary: YearSummary) -> str:
    """Return why the year could not be locked now, empty if it could."""
    try:
        check_complete(
            summary.inventory,
            incomplete=[plain_name(each.use.source) for each in summary.open_sources],
            unexplained=unexplained(summary.inventory),
            unreasoned=unreasoned(summary.inventory),
        )
        check_step(summary.inventory, "lock")
    except Refused as refusal:
        return str(refusal)
    return ""

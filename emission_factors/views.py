"""The library as everybody signed in may read it."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import signed_in_view
from cfo_site.http import SignedInRequest, page_or_part
from emission_factors import selectors
from emission_factors.forms import FactorFilterForm, GwpFilterForm
from emission_factors.models import Factor

PER_PAGE = 50


@signed_in_view
@require_safe
def factor_list(request: SignedInRequest) -> HttpResponse:
    """Show factors, searched and filtered by the address."""
    form = FactorFilterForm(request.GET)
    page = None
    if form.is_valid():
        wanted = form.cleaned_data
        found = selectors.factor_list(
            words=wanted["q"],
            category=wanted["category"],
            edition=wanted["edition"],
            unit=wanted["unit"],
            scope=wanted["scope"],
        )
        page = _page(found, request.GET.get("page") or "1")
    given = {name for name in form.fields if form.data.get(name)}
    context = {"form": form, "page": page, "filtered": bool(given), "narrowed": bool(given - {"q"})}
    return page_or_part(
        request, "emission_factors/factor_list.html", "found", context, status=422 if form.errors else 200
    )


@signed_in_view
@require_safe
def factor_detail(request: SignedInRequest, edition: str, key: str) -> HttpResponse:
    """Show one factor: its gases, its totals, where it is from."""
    try:
        factor = selectors.factor_of(edition, key)
    except Factor.DoesNotExist:
        raise Http404(_("ไม่มีค่า EF รหัส %(key)s ในรุ่น %(edition)s") % {"key": key, "edition": edition}) from None
    sets = list(selectors.gwp_set_list())
    basis = selectors.basis_of(factor, sets)
    context = {
        "factor": factor,
        "basis": basis,
        "lines": selectors.gas_lines(factor, basis),
        "totals": selectors.totals(factor, sets),
        "derivation": selectors.derivation(factor),
        "others": selectors.same_elsewhere(factor),
    }
    return render(request, "emission_factors/factor_detail.html", context)


@signed_in_view
@require_safe
def edition_list(request: SignedInRequest) -> HttpResponse:
    """Show every edition with its dates, source and what superseded it."""
    return render(request, "emission_factors/edition_list.html", {"editions": selectors.edition_list()})


@signed_in_view
@require_safe
def gwp_list(request: SignedInRequest) -> HttpResponse:
    """Show the GWP sets side by side, gas by gas, and the blends under each."""
    form = GwpFilterForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    sets = list(selectors.gwp_set_list())
    context = {
        "form": form,
        "sets": sets,
        "gases": [] if form.errors else selectors.gas_list(sets, words),
        "blends": [] if form.errors else selectors.blend_list(sets, words),
    }
    return page_or_part(request, "emission_factors/gwp_list.html", "found", context, status=422 if form.errors else 200)


def _page(found: QuerySet[Factor], number: str) -> Page[Factor]:
    try:
        return Paginator(found, PER_PAGE).page(number)
    except (PageNotAnInteger, EmptyPage):
        raise Http404(_("ไม่มีหน้า %(number)s ในรายการนี้") % {"number": number}) from None

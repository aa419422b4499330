"""Editions, factors and GWP sets, found and filtered."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet

from cfo_site.templatetags.cfo import plain_name
from emission_factors.models import Edition, Factor, GwpSet, Scope, Unit, fold

_SCOPES = {
    Scope.ONE: Q(scope_hint="1") | Q(scope_hint__contains="Scope 1"),
    Scope.TWO: Q(scope_hint="2"),
    Scope.THREE: Q(scope_hint__startswith="3"),
    Scope.NONE: Q(scope_hint="CFP"),
}


def factor_list(
    *, words: str = "", category: str = "", edition: str = "", unit: str = "", scope: str = ""
) -> QuerySet[Factor]:
    """Return factors in Thai order, newest edition first within a name; every word must be found, Thai or English.

    The filters are values of Category, Edition.key, Unit and Scope; empty ones do not filter.
    """
    found = Factor.objects.select_related("edition__publisher", "retirement")
    for word in fold(words).split():
        found = found.filter(search__contains=word)
    if category:
        found = found.filter(category=category)
    if edition:
        found = found.filter(edition__key=edition)
    if unit:
        found = found.filter(unit=unit)
    if scope:
        found = found.filter(_SCOPES[Scope(scope)])
    return found


def factor_of(edition: str, key: str) -> Factor:
    """Return one factor by its edition's key and its own. Raises Factor.DoesNotExist."""
    if "\0" in key:  # which PostgreSQL cannot even look for
        raise Factor.DoesNotExist
    return Factor.objects.select_related("edition__publisher", "retirement").get(edition__key=edition, key=key)


def factors_by_key(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Factor]:
    """Return factors by (key, edition's key), as an inventory document names them; unknown ones are absent."""
    wanted = set(pairs)
    found = Factor.objects.select_related("edition__publisher", "retirement").filter(
        key__in={key for key, _edition in wanted}, edition__key__in={edition for _key, edition in wanted}
    )
    return {(factor.key, factor.edition.key): factor for factor in found if (factor.key, factor.edition.key) in wanted}


def same_elsewhere(factor: Factor) -> QuerySet[Factor]:
    """Return the rows of other editions that bear the same name in the same category and unit, newest first."""
    return (
        Factor.objects.select_related("edition__publisher", "retirement")
        .filter(name_th=factor.name_th, category=factor.category, unit=factor.unit)
        .exclude(pk=factor.pk)
    )


def factors_valid(
    period: tuple[dt.date, dt.date], filing_date: dt.date | None = None, *, editions: Iterable[Edition] | None = None
) -> QuerySet[Factor]:
    """Return the factors that may be offered: valid on any day of the period (first, last) or on the planned filing date.

    Undated rows are offered too (`Factor.undated`: the page marks them), retired ones are not. `editions` narrows to
    those chosen for an inventory.
    """
    first, last = period
    offered = Q(valid_from__isnull=True) | Q(valid_from__lte=last)
    offered &= Q(valid_to__isnull=True) | Q(valid_to__gte=first)
    if filing_date is not None:
        filed = Q(valid_from__isnull=True) | Q(valid_from__lte=filing_date)
        offered |= filed & (Q(valid_to__isnull=True) | Q(valid_to__gte=filing_date))
    found = Factor.objects.select_related("edition__publisher").filter(offered, retirement=None)
    return found if editions is None else found.filter(edition__in=list(editions))


def edition_list() -> QuerySet[Edition]:
    """Return the editions, newest first, each with its number of rows and what superseded it."""
    return (
        Edition.objects.select_related("publisher", "supersedes")
        .prefetch_related(Prefetch("superseded_by", Edition.objects.order_by("key")))
        .annotate(rows=Count("factors"))
    )


def editions_by_key() -> list[tuple[str, str]]:
    """Return (key, title) of the editions, newest first."""
    return [(edition.key, plain_name(edition)) for edition in Edition.objects.only("key", "title_th", "title_en")]


def units_in_use() -> list[tuple[str, str]]:
    """Return (unit, label) of the units that factors have, in the order of Unit."""
    used = set(Factor.objects.order_by().values_list("unit", flat=True).distinct())
    return [(unit.value, str(unit.label)) for unit in Unit if unit.value in used]


def gwp_set_list() -> QuerySet[GwpSet]:
    """Return the GWP sets, oldest first."""
    return GwpSet.objects.all()

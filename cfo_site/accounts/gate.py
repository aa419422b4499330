"""The gate: who may. First line of every view; 404 for outsiders, 403 for insiders without the role."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.db.models import Value
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cfo_site.accounts.models import Membership, Municipality, ProvinceRole, User, VerifierAssignment
from cfo_site.accounts.tenancy import every_municipality, tenant_scope

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[Any, Arguments], HttpResponseBase]


class As(StrEnum):
    """In which capacity somebody stands at a gate."""

    ENTRY = "entry"
    OWNER = "owner"
    APPROVER = "approver"
    PROVINCE = "province"
    STEWARD = "steward"
    VERIFIER = "verifier"


MEMBERS = frozenset({As.ENTRY, As.OWNER, As.APPROVER})
READERS = MEMBERS | {As.PROVINCE, As.VERIFIER}
WRITERS = frozenset({As.ENTRY, As.OWNER})
OWNERS = frozenset({As.OWNER})
APPROVERS = frozenset({As.APPROVER})
LOCKERS = OWNERS | APPROVERS
REVIEWERS = frozenset({As.PROVINCE})


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a person is at a municipality: capacities, and for a verifier the years they are assigned to."""

    capacities: frozenset[As]
    assigned_years: frozenset[str] = frozenset()

    @property
    def sees_every_year(self) -> bool:
        """Say whether all inventories show, not only the assigned ones."""
        return bool(self.capacities - {As.VERIFIER})

    def sees_year(self, year: str) -> bool:
        """Say whether one inventory shows."""
        return self.sees_every_year or year in self.assigned_years

    @property
    def writes(self) -> bool:
        """Say whether they may enter figures."""
        return bool(self.capacities & WRITERS)

    @property
    def owns(self) -> bool:
        """Say whether they keep the inventory."""
        return bool(self.capacities & OWNERS)

    @property
    def is_member(self) -> bool:
        """Say whether they work in the municipality."""
        return bool(self.capacities & MEMBERS)

    @property
    def approves(self) -> bool:
        """Say whether they approve the year."""
        return bool(self.capacities & APPROVERS)


def visitor_at(user: User, municipality: Municipality, *, today: dt.date) -> Visitor:
    """Return what a person is at a municipality on a day; no capacity means an outsider."""
    member = Membership.objects.filter(user=user, municipality=municipality).exclude(until__lt=today)
    province = ProvinceRole.objects.filter(user=user, role=As.PROVINCE).exclude(until__lt=today)
    assigned = VerifierAssignment.objects.filter(
        user=user, municipality=municipality, valid_from__lte=today, valid_to__gte=today
    )
    found = list(  # one query: every page asks it
        member.annotate(of=Value("member"))
        .values_list("of", "role")
        .union(
            province.annotate(of=Value("province")).values_list("of", "role"),
            assigned.annotate(of=Value("verifier")).values_list("of", "year"),
            all=True,
        )
    )
    years = frozenset(year for of, year in found if of == "verifier")
    capacities = {As(role) for of, role in found if of != "verifier"}
    if years:
        capacities.add(As.VERIFIER)
    return Visitor(frozenset(capacities), years)


def province_capacities(user: User, *, today: dt.date) -> frozenset[As]:
    """Return a person's province-wide capacities on a day."""
    roles = ProvinceRole.objects.filter(user=user).exclude(until__lt=today).values_list("role", flat=True)
    return frozenset(As(role) for role in roles)


def municipality_view(*, needs: frozenset[As]) -> Callable[[View[Arguments]], Callable[..., HttpResponseBase]]:
    """Gate of a view under /m/<municipality>/: resolves it, judges the visitor, opens the tenant scope.

    The view gets request.municipality and request.visitor. A `year` in the address is shown to a verifier only if
    assigned. Outsiders get 404 so that they learn nothing; insiders without a needed capacity get 403.
    """

    def gate(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def gated(request: Any, municipality: str, **kwargs: Any) -> HttpResponseBase:
            town = Municipality.objects.prefetch_related("names").filter(key=municipality).first()
            visitor = town and visitor_at(request.user, town, today=timezone.localdate())
            if town is None or not visitor or not visitor.capacities:
                raise Http404
            if "year" in kwargs and not visitor.sees_year(str(kwargs["year"])):
                raise Http404
            if not visitor.capacities & needs:
                raise PermissionDenied
            request.municipality, request.visitor = town, visitor
            with tenant_scope(town):
                return view(request, **kwargs)  # type: ignore[call-arg]  # the address gives exactly what the view takes

        gated.needs = needs  # type: ignore[attr-defined]  # read by the walk over every address
        return gated

    return gate


def province_view(*, needs: frozenset[As]) -> Callable[[View[Arguments]], Callable[..., HttpResponseBase]]:
    """Gate of a view across municipalities: everyone without a needed capacity gets 404."""

    def gate(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def gated(request: Any, **kwargs: Any) -> HttpResponseBase:
            if not province_capacities(request.user, today=timezone.localdate()) & needs:
                raise Http404
            with every_municipality(reason="a view of the province"):
                return view(request, **kwargs)  # type: ignore[call-arg]  # the address gives exactly what the view takes

        gated.needs = needs  # type: ignore[attr-defined]  # read by the walk over every address
        return gated

    return gate


def signed_in_view(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
    """Gate of a view that any signed-in person may see and that shows no municipality's rows."""

    @wraps(view)
    def gated(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            raise PermissionDenied  # LoginRequiredMiddleware has sent everybody else to the sign-in
        return view(request, **kwargs)  # type: ignore[call-arg]  # the address gives exactly what the view takes

    gated.needs = frozenset()  # type: ignore[attr-defined]  # read by the walk over every address
    return gated

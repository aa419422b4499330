"""The gate: 404 for outsiders, 403 for insiders without the role, 200 for the others."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from cfo_site.accounts.gate import (
    APPROVERS,
    OWNERS,
    READERS,
    WRITERS,
    As,
    municipality_view,
    province_view,
    signed_in_view,
)
from cfo_site.accounts.models import Membership
from cfo_site.ledger.models import Chain


def knock(view, person, town=None, **kwargs):
    request = RequestFactory().get("/")
    request.user = person
    if town:
        kwargs["municipality"] = town if isinstance(town, str) else town.key
    try:
        return view(request, **kwargs).status_code
    except Http404:
        return 404
    except PermissionDenied:
        return 403


def inside(needs):
    return municipality_view(needs=needs)(lambda request, **kwargs: HttpResponse("in"))


VISITORS = ("nid", "orn", "anan", "pim", "wichai", "olarn", "suda", "stranger")


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (READERS, [200, 200, 200, 200, 200, 404, 404, 404]),
        (WRITERS, [200, 200, 403, 403, 403, 404, 404, 404]),
        (OWNERS, [403, 200, 403, 403, 403, 404, 404, 404]),
        (APPROVERS, [403, 403, 200, 403, 403, 404, 404, 404]),
    ],
)
def test_who_may(request, town, needs, expected):
    view = inside(needs)
    assert [knock(view, request.getfixturevalue(name), town) for name in VISITORS] == expected


def test_a_municipality_that_is_none_looks_like_one_of_others(nid, other_town):
    assert knock(inside(READERS), nid, "nowhere") == knock(inside(READERS), nid, other_town) == 404


def test_a_verifier_sees_the_assigned_year_only(wichai, nid, town):
    assert knock(inside(READERS), wichai, town, year="2567") == 200
    assert knock(inside(READERS), wichai, town, year="2568") == 404
    assert knock(inside(READERS), wichai, town, year="fy2567") == 404
    assert knock(inside(READERS), nid, town, year="2568") == 200


def test_a_leaver_is_an_outsider_the_day_after(nid, town):
    Membership.objects.update(until=dt.date(2020, 1, 1))
    assert knock(inside(READERS), nid, town) == 404


def test_the_view_runs_inside_its_municipality(nid, town, other_town):
    def view(request):
        assert (request.municipality, request.visitor.capacities) == (town, {As.ENTRY})
        Chain.objects.create(municipality=town, last_hash="0" * 64)
        return HttpResponse(str(Chain.objects.of_every_municipality().count()))

    assert knock(municipality_view(needs=READERS)(view), nid, town) == 200
    assert Chain.objects.of_every_municipality().count() == 0  # outside again


def test_the_province_stands_behind_its_own_gate(request, town):
    view = province_view(needs=frozenset({As.PROVINCE}))(lambda request: HttpResponse("in"))
    expected = {"pim": 200, "suda": 404, "nid": 404, "orn": 404, "wichai": 404, "stranger": 404}
    assert {name: knock(view, request.getfixturevalue(name)) for name in expected} == expected


def test_whoever_is_signed_in_may_see_what_is_nobodys(stranger):
    view = signed_in_view(lambda request: HttpResponse("in"))
    assert knock(view, stranger) == 200
    assert knock(view, AnonymousUser()) == 403

"""The way to one's municipality, for each kind of person."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts import selectors, services
from cfo_site.accounts.models import Membership, VerifierAssignment
from tests.conftest import make_town


def overview(town):
    return reverse("inventories:municipality_overview", args=[town.key])


@pytest.fixture
def home(sign_in):
    return lambda person, **query: sign_in(person).get(reverse("home"), query)


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in(db, home):
    response = home(None)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["nid", "orn", "anan", "wichai"])
def test_one_municipality_is_opened_at_once(request, home, town, other_town, name):
    response = home(request.getfixturevalue(name))
    assert (response.status_code, response.url) == (302, overview(town))


def test_several_are_listed_with_district_and_roles(home, nid, town, other_town):
    for role in ("entry", "owner"):
        services.grant_role(person=nid, municipality=other_town, role=role, actor=None)
    page = home(nid).content.decode()
    assert overview(town) in page
    assert overview(other_town) in page
    assert "อำเภออำเภอสมมติ" in page
    assert "ผู้บันทึกข้อมูล, ผู้รับผิดชอบบัญชี" in page
    assert 'name="q"' not in page


def test_a_verifier_sees_the_years_they_are_assigned_to(home, wichai, town, other_town):
    today = timezone.localdate()
    for year in ("2568", "fy2569"):
        services.assign_verifier(
            person=wichai, municipality=other_town, year=year, valid_from=today, valid_to=today, actor=None
        )
    page = home(wichai).content.decode()
    assert "ผู้ทวนสอบ ปี 2567" in page
    assert "ผู้ทวนสอบ ปี 2568, ปีงบประมาณ 2569" in page


def test_an_assignment_that_has_ended_opens_nothing(wichai, town):
    VerifierAssignment.objects.update(valid_to=dt.date(2021, 1, 1))
    assert selectors.reach(wichai, today=timezone.localdate()) == []


def test_a_membership_that_has_ended_opens_nothing(nid, town):
    Membership.objects.update(until=timezone.localdate() - dt.timedelta(days=1))
    assert selectors.reach(nid, today=timezone.localdate()) == []
    Membership.objects.update(until=timezone.localdate())
    assert len(selectors.reach(nid, today=timezone.localdate())) == 1


def test_the_province_sees_all_and_may_search_without_javascript(home, pim, town, other_town):
    page = home(pim).content.decode()
    assert overview(town) in page
    assert overview(other_town) in page
    assert 'name="q"' in page
    found = home(pim, q="ทุ่ง").content.decode()
    assert overview(town) in found
    assert overview(other_town) not in found
    assert "พบ 1 แห่ง" in found


@pytest.mark.parametrize("words", ["thung", "SAI thung", "ทุ่งทราย", "ทุ่ง สมมติ"])
def test_the_search_knows_both_languages_and_the_district(home, pim, town, other_town, words):
    assert overview(town) in home(pim, q=words).content.decode()


def test_a_search_that_finds_nothing_says_what_to_try(home, pim, town, other_town):
    page = home(pim, q="<zzz>").content.decode()
    assert "ไม่พบเทศบาลที่ค้นหา" in page
    assert "<zzz>" not in page
    assert "&lt;zzz&gt;" in page


def test_whoever_has_no_role_is_told_whom_to_ask(home, stranger):
    page = home(stranger).content.decode()
    assert "stranger" in page
    assert "กองสาธารณสุขและสิ่งแวดล้อม" in page


def test_a_steward_is_led_to_the_factors(home, suda):
    page = home(suda).content.decode()
    assert "ท่านเป็นผู้ดูแลค่า EF" in page
    assert reverse("emission_factors:factor_list") in page


def test_the_list_costs_as_many_queries_for_twenty_as_for_two(
    sign_in, pim, town, other_town, django_assert_num_queries
):
    client = sign_in(pim)
    with CaptureQueriesContext(connection) as two:
        client.get(reverse("home"))
    for number in range(18):
        make_town(f"town-{number}", f"เทศบาลตำบลที่ {number}", f"Town {number}")
    with django_assert_num_queries(len(two)):
        client.get(reverse("home"))

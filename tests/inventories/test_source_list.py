"""The list of a year's sources."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.services.sources import add_division, add_source, change_source
from tests.inventories.conftest import lock

from .conftest import make_diesel


@pytest.fixture
def address(town):
    return reverse("inventories:source_list", args=[town.key, "2567"])


@pytest.fixture
def r22(town, orn, year):
    """Air-conditioners with R-22, which is in no scope."""
    with tenant_scope(town):
        return add_source(
            inventory=year,
            actor=orn,
            source={"name_th": "แอร์สำนักงาน", "unit": "kg"},
            use={
                "scope": "1",
                "category": "refrigerant",
                "method": "refrigerant",
                "parameters": {"refrigerant": "R-22"},
            },
        )


def test_sources_stand_under_scope_and_category_with_factor_and_edition(sign_in, nid, address, diesel, electricity):
    page = sign_in(nid).get(address).content.decode()
    order = [
        "ประเภทที่ 1 ทางตรง",
        "การเผาไหม้ที่มีการเคลื่อนที่ (ทางถนน)",
        "รถเก็บขนขยะ",
        "ประเภทที่ 2",
        "พลังงานไฟฟ้า",
        "ไฟฟ้าสำนักงาน",
    ]
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert "ค่า EF สำหรับ CFO ฐาน AR5 เมษายน 2565" in page


def test_it_shows_division_paper_months_and_tonnes(sign_in, nid, orn, town, address, electricity, record):
    with tenant_scope(town):
        division = add_division(municipality=town, actor=orn, name_th="กองคลัง")
        changes = {"division": division, "paper": "ใบแจ้งค่าไฟฟ้า กฟภ.", "identifier": "5566"}
        change_source(use=electricity, actor=orn, source_changes=changes, use_changes={})
    record(electricity, "1000")
    page = sign_in(nid).get(address).content.decode()
    for each in ("กองคลัง", "ใบแจ้งค่าไฟฟ้า กฟภ.", "5566", "1/12", "0.500"):
        assert each in page


def test_what_was_never_calculated_shows_a_dash(sign_in, nid, address, diesel):
    page = sign_in(nid).get(address).content.decode()
    assert '<td class="n">0/12</td>' in page
    assert '<td class="n">–</td>' in page


def test_what_is_reported_apart_is_said_apart(sign_in, nid, address, r22, record):
    record(r22, "2")
    page = sign_in(nid).get(address).content.decode()
    assert "รายงานแยก 3.520" in page  # 2 kg x 1,760
    assert "0.000" in page


def test_only_the_owner_of_a_draft_may_add(sign_in, orn, nid, anan, pim, town, address, diesel, fill):
    choose = reverse("inventories:source_choose", args=[town.key, "2567"])
    assert choose in sign_in(orn).get(address).content.decode()
    for person in (nid, anan, pim):
        assert choose not in sign_in(person).get(address).content.decode()
    fill(diesel, "5")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    page = sign_in(orn).get(address).content.decode()
    assert choose not in page
    assert "แก้ไขไม่ได้" in page


def test_a_year_without_sources_says_so(sign_in, nid, address, year):
    assert "ปีนี้ยังไม่มีแหล่งปล่อย" in sign_in(nid).get(address).content.decode()


def test_another_towns_sources_do_not_show(sign_in, orn, address, year, their_diesel):
    assert "เมืองอื่น" not in sign_in(orn).get(address).content.decode()


def test_it_asks_as_often_for_1_source_as_for_20(
    sign_in, nid, orn, town, address, diesel, fill, django_assert_num_queries
):
    fill(diesel, "5")
    client = sign_in(nid)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(19):
        with tenant_scope(town):
            make_diesel(diesel.inventory, orn, f"รถคันที่ {number}")
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_htmx_gets_only_the_tables(sign_in, nid, address, diesel):
    response = sign_in(nid).get(address, headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"<table" in response.content


def test_a_name_with_html_in_it_stays_text(sign_in, nid, orn, town, address, year):
    with tenant_scope(town):
        make_diesel(year, orn, "<script>alert(1)</script>")
    assert "<script>alert" not in sign_in(nid).get(address).content.decode()

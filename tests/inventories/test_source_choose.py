"""Choosing from the catalogue."""

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.selectors.catalogue import catalogue
from inventories.services.sources import add_source
from tests.inventories.conftest import lock


@pytest.fixture
def address(town):
    return reverse("inventories:source_choose", args=[town.key, "2567"])


def add_link(town, key: str) -> str:
    return reverse("inventories:source_add", args=[town.key, "2567", key])


def test_everything_is_there_by_scope_and_category(sign_in, orn, town, address, year):
    page = sign_in(orn).get(address).content.decode()
    for key in catalogue():
        assert add_link(town, key) in page
    assert page.index("ประเภทที่ 1") < page.index("สารทำความเย็น R-22") < page.index("ประเภทที่ 2") < page.index("ประเภทที่ 3")


def test_the_box_filters_without_javascript_and_keeps_the_words(sign_in, orn, town, address, year):
    page = sign_in(orn).get(address, {"q": "ไฟ ถนน"}).content.decode()
    assert add_link(town, "electricity-street-light") in page
    assert add_link(town, "diesel-vehicle") not in page
    assert 'value="ไฟ ถนน"' in page


def test_words_that_occur_nowhere_are_answered_with_a_sentence(sign_in, orn, address, year):
    page = sign_in(orn).get(address, {"q": "<b>ยาน</b>"}).content.decode()
    assert "ไม่พบ “&lt;b&gt;ยาน&lt;/b&gt;”" in page


def test_what_the_year_has_already_is_marked_with_its_number(sign_in, orn, town, address, year, diesel):
    assert "มีแล้ว" not in sign_in(orn).get(address).content.decode().replace("บัญชีนี้มีแล้ว", "")
    for name in ("แอร์ 1", "แอร์ 2"):
        with tenant_scope(town):
            add_source(
                inventory=year,
                actor=orn,
                source={"name_th": name, "unit": "kg"},
                use={
                    "scope": "1",
                    "category": "refrigerant",
                    "method": "refrigerant",
                    "parameters": {"refrigerant": "R-32"},
                },
                catalogue_key="refrigerant-r32",
            )
    page = sign_in(orn).get(address).content.decode()
    assert page.count("มีแล้ว 2") == 1
    assert "บัญชีนี้มีแล้ว 3 แหล่ง" in page


def test_lines_of_the_green_office_form_are_marked(sign_in, orn, address, year):
    page = sign_in(orn).get(address, {"q": "เครื่องปั่นไฟ (Generator)"}).content.decode()
    assert ">1.5(1)</small>" in page


def test_htmx_gets_only_what_was_found(sign_in, orn, town, address, year):
    response = sign_in(orn).get(address, {"q": "r32"}, headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"<form" not in response.content
    assert add_link(town, "refrigerant-r32") in response.content.decode()


def test_a_locked_year_offers_nothing(sign_in, orn, anan, town, address, diesel, fill):
    fill(diesel, "5")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    page = sign_in(orn).get(address).content.decode()
    assert "ล็อกแล้ว จึงเพิ่มแหล่งปล่อยไม่ได้" in page
    assert add_link(town, "diesel-vehicle") not in page


@pytest.mark.parametrize("person", ["nid", "anan", "pim", "wichai"])
def test_only_the_owner_chooses(sign_in, request, address, year, person):
    assert sign_in(request.getfixturevalue(person)).get(address).status_code == 403

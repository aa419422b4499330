"""The page on which a year is locked (what the service itself refuses and keeps is in test_lock)."""

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Inventory, Snapshot
from tests.inventories.conftest import approve, lock


@pytest.fixture
def address(town):
    return reverse("inventories:inventory_lock", args=[town.key, "2567"])


@pytest.fixture
def approved(town, anan, diesel, fill):
    fill(diesel, "100")
    with tenant_scope(town):
        approve(inventory=diesel.inventory, actor=anan)


def state(town) -> str:
    with tenant_scope(town):
        return Inventory.objects.of(town).get(year=2567).state


def test_a_complete_year_shows_what_will_be_frozen_and_one_button(sign_in, anan, address, approved):
    page = sign_in(anan).get(address).content.decode()
    assert "ข้อมูลครบทั้ง 12 ช่อง ของ 1 แหล่งปล่อย" in page
    assert "IPCC AR5 ตามที่ อบก. ใช้ตั้งแต่ 1 เมษายน 2565" in page
    assert "ค่า EF สำหรับ CFO ฐาน AR5 เมษายน 2565" in page
    assert page.count('class="btn"') == 1


def test_locking_freezes_the_year_and_shows_its_hash(sign_in, anan, town, address, approved):
    response = sign_in(anan).post(address, follow=True)
    page = response.content.decode()
    assert state(town) == "locked"
    with tenant_scope(town):
        snapshot = Snapshot.objects.of(town).get()
    assert snapshot.locked_by_id == anan.pk
    assert snapshot.document_sha256 in page
    assert "ฉบับที่ 1 แล้ว" in page


def test_looking_locks_nothing(sign_in, anan, town, address, approved):
    sign_in(anan).get(address)
    assert state(town) == "approved"


def test_a_complete_draft_is_told_that_it_must_be_approved_first(sign_in, anan, town, address, diesel, fill):
    fill(diesel, "100")
    page = sign_in(anan).get(address).content.decode()
    assert "อยู่ในสถานะ “กำลังจัดทำ” จึงล็อกฉบับไม่ได้" in page
    assert 'class="btn"' not in page


def test_an_incomplete_year_shows_why_not_in_place_of_the_button(sign_in, anan, address, diesel, record):
    record(diesel, "100")
    response = sign_in(anan).get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert "ข้อมูลไม่ครบ 12 เดือน: น้ำมันดีเซล รถเก็บขนขยะ" in page
    assert 'class="btn"' not in page


def test_a_refusal_is_a_sentence_with_422(sign_in, anan, town, address, diesel, fill):
    fill(diesel, "100")
    response = sign_in(anan).post(address)
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>มีข้อผิดพลาด" in page
    assert "จึงล็อกฉบับไม่ได้" in page
    assert 'role="alert"' in page
    assert state(town) == "draft"


def test_a_year_without_sources_is_refused(sign_in, anan, town, address, year):
    assert "ยังไม่มีแหล่งปล่อย" in sign_in(anan).get(address).content.decode()
    assert sign_in(anan).post(address).status_code == 422
    assert state(town) == "draft"


def test_a_locked_year_is_not_locked_again(sign_in, anan, town, address, diesel, fill):
    fill(diesel, "100")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    assert "อยู่ในสถานะ “ล็อกฉบับ”" in sign_in(anan).get(address).content.decode()
    assert sign_in(anan).post(address).status_code == 422
    with tenant_scope(town):
        assert Snapshot.objects.of(town).count() == 1


@pytest.mark.parametrize("person", ["orn", "anan"])
def test_owner_and_approver_lock(sign_in, request, town, address, approved, person):
    assert sign_in(request.getfixturevalue(person)).post(address).status_code == 302
    assert state(town) == "locked"


@pytest.mark.parametrize("person", ["nid", "pim", "wichai", "olarn"])
def test_nobody_else_locks(sign_in, request, town, address, approved, person):
    response = sign_in(request.getfixturevalue(person)).post(address)
    assert response.status_code == (404 if person == "olarn" else 403)
    assert state(town) == "approved"

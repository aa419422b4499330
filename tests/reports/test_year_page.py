"""One year's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Snapshot
from inventories.selectors.overview import year_summary
from inventories.services.sources import add_source
from tests.inventories.conftest import lock, make_diesel


@pytest.fixture
def address(town):
    return reverse("reports:year_overview", args=[town.key, "2567"])


@pytest.fixture
def r22(town, orn, year):
    """Air-conditioners with R-22, which is in no scope."""
    with tenant_scope(town):
        return add_source(
            inventory=year,
            actor=orn,
            source={"name_th": "สารทำความเย็น R-22", "unit": "kg"},
            use={
                "scope": "1",
                "category": "refrigerant",
                "method": "refrigerant",
                "parameters": {"refrigerant": "R-22"},
            },
        )


def test_scope_totals_come_unrounded_and_as_whole_tonnes_rounded_up(
    sign_in, nid, town, address, diesel, electricity, fill
):
    fill(diesel, "100")
    fill(electricity, "1000")
    page = sign_in(nid).get(address).content.decode()
    assert '<td class="n">5.998800</td><td class="n">6</td>' in page  # 12 x 1,000 x 0.4999 kg
    with tenant_scope(town):
        summary = year_summary(diesel.inventory)
    one, two = summary.scopes[0], summary.scopes[1]
    assert (one.reported, two.reported) == (4, 6)
    assert f"<b>{summary.totals.scope_1_2 / 1000:.6f}</b></td>" in page
    assert summary.totals.reported["1_2"] == 10
    assert '<td class="n"><b>10</b></td>' in page


def test_sums_are_of_the_rounded_tonnes_and_so_may_exceed_the_rounded_sum(
    sign_in, nid, town, address, diesel, electricity, fill
):
    fill(diesel, "10")
    fill(electricity, "10")
    page = sign_in(nid).get(address).content.decode()
    with tenant_scope(town):
        summary = year_summary(diesel.inventory)
    assert summary.totals.scope_1_2_3 < 1000
    assert "รายงานต่อ อบก. 2 ตัน" in page


def test_what_is_reported_apart_is_in_no_total(sign_in, nid, town, address, diesel, r22, fill):
    fill(diesel, "0")
    fill(r22, "1")
    page = sign_in(nid).get(address).content.decode()
    assert "21.120000" in page  # 12 kg x 1,760
    assert '<p class="fig">0.00 ' in page


def test_nothing_known_is_a_dash_and_never_zero(sign_in, nid, address, diesel):
    page = sign_in(nid).get(address).content.decode()
    assert "0.00" not in page
    assert "ยังไม่มีข้อมูล" in page


def test_a_zero_that_was_entered_is_a_zero(sign_in, nid, address, electricity, record):
    record(electricity, "0")
    assert '<td class="n">0.000000</td><td class="n">0</td>' in sign_in(nid).get(address).content.decode()


def test_an_incomplete_year_says_so_and_names_source_and_months(
    sign_in, nid, town, address, diesel, electricity, fill, record
):
    fill(electricity, "5")
    record(diesel, "5")
    page = sign_in(nid).get(address).content.decode()
    assert "ข้อมูลไม่ครบ 12 เดือน" in page
    assert "กรอกแล้ว 13 จาก 24 ช่อง" in page
    assert "ครบ 1 จาก 12 เดือน ยังขาด 11 ช่อง" in page
    missing = page[page.index('<ol class="todo') : page.index("ตารางตัวเลขของแผนภูมิ")]
    assert "รถเก็บขนขยะ" in missing
    assert "ยังไม่กรอก ก.พ.–ธ.ค." in missing
    assert "ไฟฟ้าสำนักงาน" not in missing


def test_a_complete_year_says_so(sign_in, nid, address, diesel, fill):
    fill(diesel, "5")
    page = sign_in(nid).get(address).content.decode()
    assert "ข้อมูลครบทุกเดือน" in page
    assert "ข้อมูลไม่ครบ" not in page


def test_a_year_without_sources_tells_the_owner_what_to_do_first(sign_in, orn, nid, town, year, address):
    choose = reverse("inventories:source_choose", args=[town.key, "2567"])
    assert choose in sign_in(orn).get(address).content.decode()
    assert choose not in sign_in(nid).get(address).content.decode()


def test_it_leads_to_grid_sources_documents_and_ledger(sign_in, pim, town, address, diesel):
    page = sign_in(pim).get(address).content.decode()
    for name in ("inventories:grid", "inventories:source_list", "reports:year_pdf", "reports:year_json"):
        assert reverse(name, args=[town.key, "2567"]) in page
    assert reverse("ledger:entry_list", args=[town.key]) in page


def test_everybody_is_led_to_the_path_and_the_owner_of_a_complete_draft_to_handing_it_in(
    sign_in, anan, orn, nid, pim, town, address, diesel, fill
):
    path = reverse("inventories:year_path", args=[town.key, "2567"])
    fill(diesel, "5")
    for person in (orn, anan, nid, pim):
        assert path in sign_in(person).get(address).content.decode()
    handing_in = "ส่งตรวจภายใน</a>"
    assert handing_in in sign_in(orn).get(address).content.decode()
    for person in (nid, anan, pim):
        assert handing_in not in sign_in(person).get(address).content.decode()
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    assert handing_in not in sign_in(orn).get(address).content.decode()


def test_a_locked_year_shows_its_version_and_hashes(sign_in, wichai, anan, town, address, diesel, fill):
    fill(diesel, "5")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
        snapshot = Snapshot.objects.of(town).get()
    page = sign_in(wichai).get(address).content.decode()
    assert "ล็อกฉบับ" in page
    assert snapshot.document_sha256 in page
    assert snapshot.dossier_sha256 in page
    assert "กรอกข้อมูลรายเดือน</a>" not in page


def test_a_year_that_was_never_opened_is_not_found(sign_in, nid, town, year):
    assert sign_in(nid).get(reverse("reports:year_overview", args=[town.key, "2566"])).status_code == 404
    assert sign_in(nid).get(reverse("reports:year_overview", args=[town.key, "fy2567"])).status_code == 404


def test_a_verifier_of_2567_does_not_see_another_year(sign_in, wichai, town, year):
    assert sign_in(wichai).get(reverse("reports:year_overview", args=[town.key, "2567"])).status_code == 200
    assert sign_in(wichai).get(reverse("reports:year_overview", args=[town.key, "2566"])).status_code == 404


def test_it_asks_as_often_for_1_source_as_for_20(
    sign_in, nid, orn, town, address, diesel, fill, django_assert_num_queries
):
    fill(diesel, "5")
    client = sign_in(nid)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(19):
        with tenant_scope(town):
            use = make_diesel(diesel.inventory, orn, f"รถคันที่ {number}")
        if number % 2:
            fill(use, "3")
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_htmx_gets_only_the_totals(sign_in, nid, address, diesel):
    response = sign_in(nid).get(address, headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    part = response.content.decode()
    assert "รวมประเภทที่ 1, 2 และ 3" in part
    assert "สิ่งที่ต้องทำ" not in part
    assert "HX-Request" in response.headers["Vary"]


def test_the_page_cannot_be_posted_to(sign_in, orn, address, year):
    assert sign_in(orn).post(address).status_code == 405

"""What a figure came from, which months have a sheet, the marks in the grid, and the dossier of a frozen year."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.hashing import document_sha256
from inventories.calc.sheets.catalogue import SHEETS
from inventories.selectors import sheets as selectors
from inventories.services.sheets import record_sheet
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel

FEBRUARY = dt.date(2024, 2, 1)
TANK = {"fields": {"opening": "450", "bought": "2000", "closing": "380"}}


@pytest.fixture
def keep(town, nid):
    """Return a function that keeps a tank sheet of a source as นิด."""

    def kept(use, *, month=JANUARY, based_on=0, inputs=TANK, kind="tank_stock", note=""):
        with tenant_scope(town):
            return record_sheet(
                use=use, month=month, actor=nid, sheet=SHEETS[kind], inputs=inputs, based_on=based_on, note=note
            )

    return kept


@pytest.fixture
def detail(town, diesel):
    return reverse("inventories:sheet_detail", args=[town.key, "2567", diesel.pk, JANUARY])


def test_readers_see_inputs_working_who_and_when_and_no_way_to_change(
    sign_in, nid, anan, pim, wichai, diesel, keep, detail
):
    kept = keep(diesel, note="ใบส่งของ 12/2567")
    for reader in (anan, pim, wichai):
        body = sign_in(reader).get(detail).content.decode()
        for told in (
            "2,070",
            "450 ลิตร",
            "380 ลิตร",
            "ยอดยกมาต้นเดือน",
            "นิด ผู้บันทึกข้อมูล",
            "ใบส่งของ 12/2567",
            kept.inputs_sha256,
        ):
            assert told in body
        assert "คำนวณใหม่" not in body
    assert "คำนวณใหม่" in sign_in(nid).get(detail).content.decode()


def test_a_figure_typed_later_has_no_sheet_and_the_history_shows_which_had_one(
    sign_in, nid, diesel, keep, record, detail
):
    keep(diesel)
    record(diesel, "2100", based_on=1)
    body = sign_in(nid).get(detail).content.decode()
    assert "พิมพ์ตัวเลขเอง ไม่มีใบคำนวณ" in body.split("ตัวเลขก่อนหน้า")[0]
    assert "สต๊อกในถังหรือคลัง" in body.split("ตัวเลขก่อนหน้า")[1]
    assert "2,070" in body


def test_an_empty_month_says_so_and_offers_the_sheets(sign_in, nid, diesel, detail):
    body = sign_in(nid).get(detail).content.decode()
    assert "เดือนนี้ยังไม่มีข้อมูล" in body
    assert "/2024-01/sheet/tank_stock/" in body
    assert "/2024-01/sheet/distance/" in body


def test_the_months_of_a_source_lead_to_form_and_origin(sign_in, nid, pim, town, diesel, keep, record):
    keep(diesel)
    record(diesel, "5", month=FEBRUARY)
    address = reverse("inventories:sheet_list", args=[town.key, "2567", diesel.pk])
    body = sign_in(nid).get(address).content.decode()
    assert body.count("/sheet/tank_stock/") == 12
    assert body.count(">ใบคำนวณ<span") == 1
    assert body.count(">พิมพ์เอง<span") == 1
    assert "/sheet/tank_stock/" not in sign_in(pim).get(address).content.decode()


def test_the_grid_marks_figures_that_came_from_a_sheet_and_leads_to_the_sheets(
    sign_in, nid, pim, town, diesel, electricity, keep, record
):
    keep(diesel)
    record(electricity, "5")
    address = reverse("inventories:grid", args=[town.key, "2567"])
    body = sign_in(nid).get(address).content.decode()
    assert body.count('class="calc-mark"') == 1
    assert 'data-kind="tank_stock"' in body
    assert 'data-kind="meter"' in body
    readers = sign_in(pim).get(address).content.decode()
    assert readers.count('class="calc-mark"') == 1
    assert 'class="calc"' not in readers


def test_typing_over_a_computed_figure_takes_the_mark_away(sign_in, nid, town, diesel, keep):
    keep(diesel)
    address = reverse("inventories:amount_save", args=[town.key, "2567", diesel.pk, JANUARY])
    body = (
        sign_in(nid).post(address, {"amount": "2100", "based_on": "1"}, headers={"HX-Request": "true"}).content.decode()
    )
    assert 'value="2,100"' in body
    assert "calc-mark" not in body


def test_the_sheet_used_last_is_offered_first(sign_in, nid, town, diesel, keep):
    keep(diesel, kind="distance", inputs={"rows": [{"vehicle": "van", "km": "100"}]})
    body = sign_in(nid).get(reverse("inventories:grid", args=[town.key, "2567"])).content.decode()
    assert 'data-kind="distance"' in body


def test_the_grid_asks_as_often_with_sheets_as_without(
    sign_in, nid, orn, town, year, diesel, keep, django_assert_max_num_queries
):
    client, address = sign_in(nid), reverse("inventories:grid", args=[town.key, "2567"])
    keep(diesel)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    asked = len(few)
    for number in range(5):
        with tenant_scope(town):
            use = make_diesel(year, orn, f"รถคันที่ {number}")
        for month in (JANUARY, FEBRUARY):
            keep(use, month=month)
    with django_assert_max_num_queries(asked):
        client.get(address)


def test_another_towns_sheet_is_not_found(sign_in, nid, town, year, their_diesel):
    for name, args in (("sheet_detail", [JANUARY]), ("sheet_list", [])):
        address = reverse(f"inventories:{name}", args=[town.key, "2567", their_diesel.pk, *args])
        assert sign_in(nid).get(address).status_code == 404


def test_a_sheet_of_an_older_definition_is_shown_as_it_was_kept(sign_in, nid, diesel, keep, detail, monkeypatch):
    keep(diesel)
    monkeypatch.setattr(selectors, "SHEETS", {})  # its kind no longer exists
    body = sign_in(nid).get(detail).content.decode()
    assert "2,070" in body
    assert "450" in body


def test_the_inputs_reproduce_figure_and_hash(town, diesel, keep):
    kept = keep(diesel)
    with tenant_scope(town):
        kept.refresh_from_db()
        assert document_sha256(kept.inputs) == kept.inputs_sha256
        assert kept.result == kept.revision.amount == Decimal(2070)
        assert json.loads(json.dumps(kept.working))["amount"] == "2070"


def test_a_locked_year_freezes_the_sheets_of_the_figures_in_force(town, nid, anan, diesel, keep, fill, record):
    fill(diesel, "2070")
    kept = keep(diesel, based_on=1)
    keep(diesel, month=FEBRUARY, based_on=1)
    record(diesel, "2071", month=FEBRUARY, based_on=2)
    with tenant_scope(town):
        snapshot = lock(inventory=diesel.inventory, actor=anan)
        revisions = json.loads(snapshot.dossier)["sources"][0]["revisions"]
    frozen = revisions["2024-01"]["sheet"]
    assert (frozen["kind"], frozen["version"], frozen["result"]) == ("tank_stock", 1, "2070")
    assert frozen["inputs"] == TANK
    assert frozen["inputs_sha256"] == kept.inputs_sha256 == document_sha256(frozen["inputs"])
    assert frozen["working"]["steps"]
    assert "sheet" not in revisions["2024-02"]  # typed over by hand
    assert "sheet" not in revisions["2024-03"]

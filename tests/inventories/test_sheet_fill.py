"""Filling in a sheet: compute, then use the figure; nothing lost, nothing stored that was not meant."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import AmountRevision, CalculationSheet
from inventories.services.sources import add_source
from tests.inventories.conftest import lock

from .conftest import JANUARY

FEBRUARY = dt.date(2024, 2, 1)
TANK = {"f_opening": "450", "f_bought": "2,000", "f_closing": "๓๘๐", "rows": "1", "based_on": "0"}


@pytest.fixture
def fill_address(town):
    def address(use, kind, month=JANUARY):
        return reverse("inventories:sheet_fill", args=[town.key, use.inventory.token, use.pk, month, kind])

    return address


@pytest.fixture
def septic(town, orn, year):
    """Person-days of the town hall."""
    with tenant_scope(town):
        return add_source(
            inventory=year, actor=orn,
            source={"name_th": "บ่อเกรอะสำนักงาน", "unit": "person.day"},
            use={"scope": "1", "category": "septic", "method": "septic_tank"},
        )  # fmt: skip


def kept(town) -> list[tuple[int, Decimal, str]]:
    with tenant_scope(town):
        rows = CalculationSheet.objects.of(town).select_related("revision").order_by("revision__month", "pk")
        return [(row.revision.number, row.result, row.kind) for row in rows]


def amounts(town) -> list[tuple[int, Decimal | None]]:
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).order_by("month", "number")
        return [(row.number, row.amount) for row in rows]


def fields(body: str) -> dict[str, str]:
    """Return the names and values of the inputs that a page sends."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", body):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            found[name.group(1)] = value.group(1) if value else ""
    return found


def test_the_empty_form_asks_only_what_the_sheet_needs(sign_in, nid, diesel, fill_address):
    body = sign_in(nid).get(fill_address(diesel, "tank_stock")).content.decode()
    assert {"f_opening", "f_bought", "f_closing"} <= fields(body).keys()
    assert "ทะเบียนคุมน้ำมัน" in body  # where it is found
    assert "กองช่าง" in body  # who has it
    assert "2,070" in body  # the worked example
    assert "แถวที่" not in body


def test_computing_shows_the_working_and_stores_nothing(sign_in, nid, town, diesel, fill_address):
    response = sign_in(nid).post(fill_address(diesel, "tank_stock"), TANK | {"do": "show"})
    body = response.content.decode()
    assert response.status_code == 200
    assert "วิธีทำ" in body
    assert "2,070" in body
    assert fields(body)["shown"] == "2070"
    assert 'value="2,000"' in body
    assert 'value="๓๘๐"' in body
    assert kept(town) == []
    assert amounts(town) == []


def test_using_the_figure_records_it_and_keeps_the_sheet(sign_in, nid, town, diesel, fill_address):
    client = sign_in(nid)
    response = client.post(
        fill_address(diesel, "tank_stock"), TANK | {"do": "use", "shown": "2070", "note": "ใบ 12/2567"}
    )
    assert response.status_code == 302
    assert response.url.endswith(f"/grid/#r{diesel.pk}")
    assert amounts(town) == [(1, Decimal(2070))]
    with tenant_scope(town):
        sheet = CalculationSheet.objects.of(town).get()
        assert sheet.inputs == {"fields": {"opening": "450", "bought": "2000", "closing": "380"}}
        assert (sheet.kind, sheet.version, sheet.unit, sheet.note) == ("tank_stock", 1, "litre", "ใบ 12/2567")
        assert Entry.objects.of(town).order_by("-number")[1].act == "amounts.recorded"
    assert "2,070" in client.get(response.url).content.decode()


def test_a_second_click_changes_nothing(sign_in, nid, town, diesel, fill_address):
    client = sign_in(nid)
    for _click in range(2):
        response = client.post(fill_address(diesel, "tank_stock"), TANK | {"do": "use", "shown": "2070"})
        assert response.status_code == 302
    assert amounts(town) == [(1, Decimal(2070))]
    assert len(kept(town)) == 1


def test_inputs_changed_after_computing_are_shown_again_before_anything_is_stored(
    sign_in, nid, town, diesel, fill_address
):
    response = sign_in(nid).post(
        fill_address(diesel, "tank_stock"), TANK | {"f_bought": "3000", "do": "use", "shown": "2070"}
    )
    body = response.content.decode()
    assert response.status_code == 422
    assert "เปลี่ยนไปหลังจากคำนวณ" in body
    assert fields(body)["shown"] == "3070"
    assert amounts(town) == []


def test_whoever_was_slower_is_told_and_may_use_the_figure_all_the_same(
    sign_in, nid, town, diesel, fill_address, record
):
    record(diesel, "41")
    client, address = sign_in(nid), fill_address(diesel, "tank_stock")
    response = client.post(address, TANK | {"do": "use", "shown": "2070"})
    body = response.content.decode()
    assert response.status_code == 409
    assert "นิด ผู้บันทึกข้อมูล แก้ตัวเลขของเดือนนี้" in body
    assert "41" in body
    assert amounts(town) == [(1, Decimal(41))]
    again = client.post(address, TANK | {"do": "use", "shown": "2070", "based_on": fields(body)["based_on"]})
    assert again.status_code == 302
    assert amounts(town) == [(1, Decimal(41)), (2, Decimal(2070))]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("f_bought", "มาก", "ต้องเป็นตัวเลข"),
        ("f_bought", "ไม่มี", "ต้องเป็นตัวเลข"),
        ("f_bought", "-5", "ติดลบไม่ได้"),
        ("f_bought", "1e400", "ตัวเลขธรรมดา"),
        ("f_bought", "1.0000000001", "9 ตำแหน่ง"),
        ("f_bought", "9" * 30, "มากเกินไป"),
        ("f_bought", "", "โปรดกรอกซื้อในเดือน"),
        ("f_closing", "9000", "มากกว่ายอดยกมา"),
    ],
)
@pytest.mark.parametrize("do", ["show", "use"])
def test_wrong_input_is_told_beside_its_field_with_everything_as_typed(
    sign_in, nid, town, diesel, fill_address, field, typed, sentence, do
):
    response = sign_in(nid).post(
        fill_address(diesel, "tank_stock"), TANK | {field: typed, "note": "ใบ 12", "do": do, "shown": "2070"}
    )
    body = response.content.decode()
    assert response.status_code == 422
    assert "มีข้อผิดพลาด" in body.split("</title>")[0]
    assert f'href="#id_{field}"' in body
    assert sentence in body.split(f'id="id_{field}_error"')[1][:400]
    assert fields(body)[field] == typed
    assert "ใบ 12" in body
    assert amounts(town) == []


def test_a_row_is_added_without_javascript_and_nothing_typed_is_lost(sign_in, nid, town, electricity, fill_address):
    typed = {"r1_lamps": "12o", "r1_watts": "46", "rows": "1", "based_on": "0", "do": "row", "note": "ถนน"}
    response = sign_in(nid).post(fill_address(electricity, "lamps"), typed)
    body = response.content.decode()
    assert response.status_code == 200
    found = fields(body)
    assert (found["rows"], found["r1_lamps"], found["r1_watts"]) == ("2", "12o", "46")
    assert found["r2_days"] == "31"
    assert "ถนน" in body
    assert re.search(r'name="r2_label"[^>]* autofocus', body)


def test_an_error_in_a_row_names_the_row(sign_in, nid, electricity, fill_address):
    typed = {
        "r1_lamps": "12", "r1_watts": "46", "r1_hours": "11", "r1_days": "31",
        "r2_lamps": "3.5", "r2_watts": "46", "r2_hours": "25", "r2_days": "31", "rows": "2", "do": "show",
    }  # fmt: skip
    body = sign_in(nid).post(fill_address(electricity, "lamps"), typed).content.decode()
    assert "จำนวนดวง (แถวที่ 2) ต้องเป็นจำนวนเต็ม" in body
    assert "ชั่วโมงต่อวัน (แถวที่ 2) ต้องอยู่ระหว่าง 0 ถึง 24" in body


def test_a_result_that_was_not_metered_is_marked_estimated(sign_in, nid, town, electricity, fill_address):
    typed = {"r1_lamps": "120", "r1_watts": "46", "r1_hours": "11", "r1_days": "30", "rows": "1", "based_on": "0"}
    sign_in(nid).post(fill_address(electricity, "lamps"), typed | {"do": "use", "shown": "1821.6"})
    with tenant_scope(town):
        row = AmountRevision.objects.of(town).get()
        assert (row.amount, row.estimated) == (Decimal("1821.6"), True)


def test_next_month_begins_where_last_month_ended(sign_in, nid, diesel, fill_address):
    client = sign_in(nid)
    client.post(fill_address(diesel, "tank_stock"), TANK | {"do": "use", "shown": "2070"})
    body = client.get(fill_address(diesel, "tank_stock", FEBRUARY)).content.decode()
    found = fields(body)
    assert (found["f_opening"], found["f_bought"], found["f_closing"]) == ("380", "", "")
    assert "ม.ค. 2567" in body
    march = fields(client.get(fill_address(diesel, "tank_stock", dt.date(2024, 3, 1))).content.decode())
    assert march["f_opening"] == ""  # February's closing stock is not known


def test_the_same_month_begins_with_what_was_typed(sign_in, nid, diesel, fill_address):
    client = sign_in(nid)
    client.post(fill_address(diesel, "tank_stock"), TANK | {"do": "use", "shown": "2070"})
    found = fields(client.get(fill_address(diesel, "tank_stock")).content.decode())
    assert (found["f_opening"], found["f_bought"], found["f_closing"], found["based_on"]) == (
        "450",
        "2,000",
        "380",
        "1",
    )


def test_person_days_begin_with_the_working_days_of_the_calendar(sign_in, nid, septic, fill_address):
    body = sign_in(nid).get(fill_address(septic, "person_days")).content.decode()
    assert fields(body)["r1_days"] == "22"  # January 2567: 23 weekdays less New Year
    assert "ตามปฏิทินคือ 22 วัน" in body


@pytest.mark.parametrize("kind", ["lamps", "no_such_sheet", "person_days"])
def test_a_sheet_that_does_not_suit_the_source_is_not_found(sign_in, nid, diesel, fill_address, kind):
    assert sign_in(nid).get(fill_address(diesel, kind)).status_code == 404


def test_a_month_in_which_the_source_is_not_used_is_not_found(sign_in, nid, diesel, fill_address):
    assert sign_in(nid).get(fill_address(diesel, "tank_stock", dt.date(2025, 1, 1))).status_code == 404


def test_a_locked_year_leads_to_the_page_that_reads_and_takes_nothing(
    sign_in, nid, anan, town, diesel, fill, fill_address
):
    fill(diesel, "3")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    client, address = sign_in(nid), fill_address(diesel, "tank_stock")
    assert client.get(address).url.endswith("/2024-01/sheet/")
    response = client.post(address, TANK | {"do": "use", "shown": "2070", "based_on": "1"})
    assert response.status_code == 422
    assert "ล็อกฉบับแล้ว" in response.content.decode()
    assert kept(town) == []


@pytest.mark.parametrize("based_on", ["", "x", "-1"])
def test_a_form_that_was_tampered_with_is_refused(sign_in, nid, town, diesel, fill_address, based_on):
    response = sign_in(nid).post(
        fill_address(diesel, "tank_stock"), TANK | {"do": "use", "shown": "2070", "based_on": based_on}
    )
    assert response.status_code == 422
    assert amounts(town) == []


@pytest.mark.parametrize("rows", ["", "0", "999", "-3", "x", "๒"])
def test_a_count_of_rows_that_no_page_made_is_survived(sign_in, nid, electricity, fill_address, rows):
    response = sign_in(nid).post(fill_address(electricity, "lamps"), {"rows": rows, "do": "show"})
    assert response.status_code == 422
    assert "ยังไม่ได้กรอกแถวใดเลย" in response.content.decode()


def test_the_form_asks_as_often_for_20_months_as_for_1(
    sign_in, nid, diesel, fill_address, django_assert_max_num_queries
):
    client = sign_in(nid)
    client.post(fill_address(diesel, "tank_stock"), TANK | {"do": "use", "shown": "2070"})
    client.get(fill_address(diesel, "tank_stock", FEBRUARY))
    with django_assert_max_num_queries(40) as few:
        client.get(fill_address(diesel, "tank_stock", FEBRUARY))
    asked = len(few)  # now: the next request empties the log
    for number in range(3, 13):
        month = dt.date(2024, number, 1)
        client.post(fill_address(diesel, "tank_stock", month), TANK | {"do": "use", "shown": "2070"})
    with django_assert_max_num_queries(asked):
        client.get(fill_address(diesel, "tank_stock", dt.date(2024, 12, 1)))


def test_another_towns_source_is_not_found(sign_in, nid, town, year, their_diesel):
    address = reverse("inventories:sheet_fill", args=[town.key, "2567", their_diesel.pk, JANUARY, "tank_stock"])
    assert sign_in(nid).get(address).status_code == 404


def test_a_default_is_offered_with_its_value(sign_in, nid, diesel, fill_address):
    body = sign_in(nid).get(fill_address(diesel, "distance")).content.decode()
    assert "รถตู้ (10.204 กม./ลิตร)" in body
    assert "CNG" not in body  # counts in kg, this source in litres


def test_a_default_that_was_taken_is_told_with_its_source_and_confidence(sign_in, nid, diesel, fill_address):
    typed = {"r1_vehicle": "van", "r1_km": "1250", "rows": "1", "do": "show"}
    body = sign_in(nid).post(fill_address(diesel, "distance"), typed).content.decode()
    assert "≈122.500" in body
    assert "ความเชื่อมั่นปานกลาง" in body
    assert "ประมาณ" in body

"""A register pasted from Excel: previewed, faults by line with their remedy, stored as a whole or not at all."""

import datetime as dt
from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.services.sources import add_division

from .register_forms import here, items_of, paste, register

TABLE = (
    "บัญชีเครื่องปรับอากาศ เทศบาลตำบลทุ่งทราย\n"
    "เลขครุภัณฑ์\tรายการ\tสถานที่ติดตั้ง\tจำนวน\tน้ำยา\tปริมาณสาร (กก.)\tวันที่ซื้อ\tราคา\n"
    "๔๒๐-๕๘-๐๐๐๑\tแบบแยกส่วน 18,000 BTU\tห้องประชุม\t2\tR32\t0.85\t1/10/2562\t25,000\n"
    "420-58-0002\tแบบตู้ตั้ง\tโถง\t\tr-410a\t3.2\t\t48,000\n"
    "รวม\t\t\t3\t\t\t\t73,000\n"
)


def test_a_table_is_shown_first_and_stored_as_it_was_seen(sign_in, nid, town):
    looked, stored = paste(sign_in(nid), town, "cooling", TABLE)
    assert [line.outcome for line in looked.context["table"].lines] == ["new", "new"]
    assert looked.context["table"].columns_left == ["ราคา"]
    assert stored.status_code == 302
    first, second = items_of(town)
    assert (first.number, first.quantity, first.agent, first.charge_kg) == ("420-58-0001", 2, "R-32", Decimal("0.85"))
    assert first.first_day == dt.date(2019, 10, 1)
    assert (second.quantity, second.agent, second.first_day) == (1, "R-410A", None)


def test_nothing_is_stored_by_looking(sign_in, nid, town):
    assert sign_in(nid).post(here(town, "register_paste", "cooling"), {"table": TABLE}).status_code == 200
    assert items_of(town) == []


def test_the_same_table_pasted_again_changes_and_doubles_nothing(sign_in, nid, town):
    client = sign_in(nid)
    paste(client, town, "cooling", TABLE)
    looked, _stored = paste(client, town, "cooling", TABLE)
    assert [line.outcome for line in looked.context["table"].lines] == ["same", "same"]
    changed, stored = paste(client, town, "cooling", TABLE.replace("โถง", "ชั้น 2"))
    assert [line.outcome for line in changed.context["table"].lines] == ["same", "changed"]
    assert stored.status_code == 302
    assert [item.place for item in items_of(town)] == ["ห้องประชุม", "ชั้น 2"]
    with tenant_scope(town):
        entries = Entry.objects.of(town).filter(act="register.kept").order_by("number")
        assert [(entry.facts["added"], entry.facts["changed"]) for entry in entries] == [(2, 0), (0, 1)]


def test_an_empty_cell_leaves_what_the_register_says(sign_in, nid, town):
    paste(sign_in(nid), town, "cooling", TABLE)
    paste(sign_in(nid), town, "cooling", "เลขครุภัณฑ์\tรายการ\tจำนวน\n420-58-0001\t\t5")
    first = items_of(town)[0]
    assert (first.description, first.quantity) == ("แบบแยกส่วน 18,000 BTU", 5)


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("\tไม่มีเลข\t\t1", "โปรดใส่เลขของรายการ"),
        ("A1\tซ้ำ\t\t1", "ซ้ำกับบรรทัดที่ 2"),
        ("A2\tเศษ\t\t1.5", "ต้องเป็นจำนวนเต็ม"),
        ("A2\tน้ำยา\tR-999\t1", "ไม่รู้จักสาร"),
        ("A2\tวัน\tR-32\t1\t40/1/2567", "ไม่มีวันที่"),
    ],
)
def test_a_fault_is_named_by_its_line_with_its_remedy_and_nothing_is_stored(sign_in, nid, town, line, remedy):
    table = f"เลขครุภัณฑ์\tรายการ\tน้ำยา\tจำนวน\tวันที่ซื้อ\nA1\tดี\tR-32\t1\n{line}"
    looked, stored = paste(sign_in(nid), town, "cooling", table)
    assert (looked.status_code, stored) == (422, None)
    html = looked.content.decode()
    assert "บรรทัดที่ 3" in html
    assert remedy in html
    assert "A1\tดี" in html  # everything as it was pasted
    assert items_of(town) == []


def test_divisions_are_named_as_they_are_in_the_system(sign_in, nid, town):
    with tenant_scope(town):
        add_division(municipality=town, actor=nid, name_th="กองช่าง")
    unknown, stored = paste(sign_in(nid), town, "vehicle", "ทะเบียนรถ\tกอง\nกข 1\tกองอื่น")
    assert (unknown.status_code, stored) == (422, None)
    assert "ไม่มีกอง" in unknown.content.decode()
    paste(sign_in(nid), town, "vehicle", "ทะเบียนรถ\tกอง\nกข 1\tกองช่าง")
    assert items_of(town)[0].division.name_th == "กองช่าง"


def test_what_changed_since_the_preview_is_shown_again_before_it_is_stored(sign_in, nid, town):
    where = here(town, "register_paste", "vehicle")
    table = "ทะเบียนรถ\tรายการ\nกข 1\tรถกระบะ"
    client = sign_in(nid)
    seen = client.post(where, {"table": table}).context["seen"]
    register(town, nid, "vehicle", "กข 1")
    again = client.post(where, {"table": table, "seen": seen})
    assert again.status_code == 200
    assert [line.outcome for line in again.context["table"].lines] == ["changed"]
    assert items_of(town)[0].description == ""
    assert client.post(where, {"table": table, "seen": again.context["seen"]}).status_code == 302
    assert items_of(town)[0].description == "รถกระบะ"


def test_without_headings_the_columns_come_in_their_order(sign_in, nid, town):
    paste(sign_in(nid), town, "vehicle", "กข 1\tรถกระบะ\tโรงรถ")
    assert [(item.number, item.description, item.place) for item in items_of(town)] == [("กข 1", "รถกระบะ", "โรงรถ")]


@pytest.mark.parametrize("table", ["", "เลขครุภัณฑ์\tรายการ", "   \n  "])
def test_a_table_without_a_line_says_what_to_copy(sign_in, nid, town, table):
    looked, _stored = paste(sign_in(nid), town, "cooling", table)
    assert looked.status_code == 422
    assert "โปรดคัดลอก" in looked.content.decode()

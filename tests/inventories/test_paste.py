"""A table pasted on a page of its own: first where each value would go, and stored when told so. Without JavaScript."""

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.forms.block import read_table
from inventories.models import AmountRevision
from inventories.services.sources import change_source
from tests.inventories.conftest import lock


@pytest.fixture
def address(town):
    return reverse("inventories:paste", args=[town.key, "2567"])


@pytest.fixture
def client(sign_in, nid):
    return sign_in(nid)


def preview(client, address, use, table, *, month="1", dash=""):
    return client.post(address, {"first": str(use.pk), "month": month, "table": table, "dash": dash})


def cells_of(response) -> str:
    return html.unescape(re.search(r'name="cells" value="([^"]*)"', response.content.decode())[1])


def stored(town) -> list[tuple[str, Decimal | None, str]]:
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).order_by("source", "month", "number")
        return [(f"{row.month:%m}", row.amount, row.notation) for row in rows]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ('"1,234"\t"a ""b"""\n', [["1,234", 'a "b"']]),
        ('"two\nlines"\t5', [["two lines", "5"]]),
        (" 24 \t๑๒", [["24", "๑๒"]]),
        ("\n\n", []),
        ('"never closed\t1', [["never closed 1"]]),
    ],
)
def test_a_table_is_read_as_spreadsheets_copy_it(text, table):
    assert read_table(text) == table


def test_the_preview_says_where_each_value_goes_and_what_it_replaces_and_stores_nothing(
    client, town, address, diesel, electricity, record
):
    record(diesel, "41")
    response = preview(client, address, diesel, "50\t60\r\n๑,๐๐๐\t\r\n")
    page = response.content.decode()
    assert response.status_code == 200
    assert re.search(r"รถเก็บขนขยะ</th><td>ม.ค. 2567</td><td class=\"n\">41</td><td class=\"n\">50</td>", page)
    assert re.search(r"ไฟฟ้าสำนักงาน</th><td>ม.ค. 2567</td><td class=\"n\">–</td><td class=\"n\">1,000</td>", page)
    assert "จะบันทึก 3 ช่อง · เหมือนเดิม 1 ช่อง" in page
    assert stored(town) == [("01", Decimal(41), "")]


def test_what_the_preview_showed_is_stored_when_confirmed(client, town, address, diesel, electricity):
    cells = cells_of(preview(client, address, diesel, "50\t60\n1000\tไม่มี", month="2"))
    response = client.post(address, {"cells": cells, "confirm": "1"})
    assert response.status_code == 302
    assert stored(town) == [("02", 50, ""), ("03", 60, ""), ("02", 1000, ""), ("03", None, "NO")]


def test_a_dash_is_asked_about_before_it_counts_as_anything(client, town, address, diesel):
    asked = preview(client, address, diesel, "50\t-\t–")
    assert asked.status_code == 422
    assert "มีเครื่องหมาย - อยู่ 2 ช่อง" in asked.content.decode()
    as_no = preview(client, address, diesel, "50\t-", dash="no")
    assert client.post(address, {"cells": cells_of(as_no), "confirm": "1"}).status_code == 302
    assert stored(town) == [("01", 50, ""), ("02", None, "NO")]


def test_a_dash_left_empty_takes_no_figure_and_is_not_zero(client, town, address, diesel):
    left = preview(client, address, diesel, "50\t-", dash="leave")
    assert client.post(address, {"cells": cells_of(left), "confirm": "1"}).status_code == 302
    assert stored(town) == [("01", 50, "")]


def test_an_empty_cell_of_the_table_empties_the_month_and_the_preview_says_so(client, town, address, diesel, record):
    record(diesel, "41")
    response = preview(client, address, diesel, "\t60")
    assert '<td class="n">41</td><td class="n">ช่องว่าง</td>' in response.content.decode()
    client.post(address, {"cells": cells_of(response), "confirm": "1"})
    assert stored(town) == [("01", 41, ""), ("01", None, ""), ("02", 60, "")]


def test_what_cannot_be_read_is_named_cell_by_cell_and_the_table_stays(client, town, address, diesel):
    response = preview(client, address, diesel, "50\tห้าสิบ\t-3")
    page = response.content.decode()
    assert response.status_code == 422
    assert "ก.พ. 2567 (ห้าสิบ): ไม่ใช่ตัวเลข" in page
    assert "มี.ค. 2567 (-3): ปริมาณติดลบไม่ได้" in page
    assert "50\tห้าสิบ\t-3" in page
    assert "มีข้อผิดพลาด" in page.split("</title>")[0]
    assert stored(town) == []


def test_what_has_no_place_is_told_exactly_and_the_rest_waits_for_the_word(
    client, town, orn, address, diesel, electricity
):
    with tenant_scope(town):
        change_source(use=diesel, actor=orn, source_changes={"last_month": dt.date(2024, 10, 1)}, use_changes={})
    response = preview(client, address, diesel, "1\t2\t3\n4\t5\t6\n7", month="10")
    page = response.content.decode()
    assert "รถเก็บขนขยะ พ.ย. 2567: ไม่ได้ใช้ในเดือนนี้" in page
    assert "บรรทัดที่ 3 ของข้อมูลที่วาง: เลยบรรทัดสุดท้ายของตาราง" in page
    assert stored(town) == []
    client.post(address, {"cells": cells_of(response), "confirm": "1"})
    assert stored(town) == [("10", 1, ""), ("10", 4, ""), ("11", 5, ""), ("12", 6, "")]


def test_a_table_wider_than_the_year_names_what_goes_beyond_it(client, address, diesel):
    page = preview(client, address, diesel, "1\t2\t3", month="12").content.decode()
    assert page.count("เลยเดือนสุดท้ายของตาราง") == 2
    assert "จะบันทึก 1 ช่อง" in page


def test_who_was_quicker_since_the_preview_is_named_and_nothing_is_stored_until_chosen(
    client, town, address, diesel, record
):
    cells = cells_of(preview(client, address, diesel, "50\t60"))
    record(diesel, "41")
    response = client.post(address, {"cells": cells, "confirm": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "นิด ผู้บันทึกข้อมูล แก้ตัวเลขนี้เป็น 41 เมื่อ" in page
    assert "ของท่าน 50" in page
    assert stored(town) == [("01", 41, "")]
    mine, others = (html.unescape(each) for each in re.findall(r'name="cells" value="([^"]*)"', page))
    assert client.post(address, {"cells": others, "confirm": "1"}).status_code == 302
    assert stored(town) == [("01", 41, ""), ("02", 60, "")]
    assert client.post(address, {"cells": mine, "confirm": "1"}).status_code == 302
    assert stored(town)[1] == ("01", 50, "")


def test_the_same_table_again_has_nothing_to_store(client, address, diesel, record):
    record(diesel, "41")
    page = preview(client, address, diesel, "41.00").content.decode()
    assert "ไม่มีอะไรต้องบันทึก" in page
    assert 'name="confirm"' not in page


@pytest.mark.parametrize("changes", [{"first": "0"}, {"month": "13"}, {"table": ""}, {"table": "1\t" * 6000}])
def test_a_form_with_a_hole_comes_back_refused_with_the_field_named(client, address, diesel, changes):
    response = client.post(address, {"first": str(diesel.pk), "month": "1", "table": "5"} | changes)
    assert response.status_code == 422
    assert 'class="err-sum" role="alert"' in response.content.decode()
    assert f'<a href="#id_{next(iter(changes))}">' in response.content.decode()


def test_a_locked_year_offers_no_form_and_takes_no_table(client, town, anan, address, diesel, fill):
    fill(diesel, "3")
    cells = f'[[{diesel.pk}, "2024-01", 1, "5"]]'
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    assert "<textarea" not in client.get(address).content.decode()
    assert preview(client, address, diesel, "5").status_code == 422
    refused = client.post(address, {"cells": cells, "confirm": "1"})
    assert refused.status_code == 422
    assert "ล็อกฉบับแล้ว" in refused.content.decode()


def test_a_block_that_was_tampered_with_is_refused(client, town, address, diesel):
    refused = client.post(address, {"cells": "x", "confirm": "1"})
    assert refused.status_code == 422
    assert "หน้านี้ไม่สมบูรณ์" in refused.content.decode()
    assert stored(town) == []

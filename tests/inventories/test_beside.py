"""What stands beside a figure: the page and the panel, for those who read and those who write."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision, CameBy, Frequency, Source, SourceSpread
from inventories.services.amounts import AmountChange, record_amounts
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel, make_year

PANEL = {"headers": {"HX-Request": "true"}}


def address(town, use, month=JANUARY, *, year="2567") -> str:
    return reverse("inventories:beside", args=[town.key, year, use.pk, month])


def newest(town, use) -> AmountRevision:
    with tenant_scope(town):
        return AmountRevision.objects.of(town).filter(source=use.source_id, month=JANUARY).latest("number")


def row_of(page: str, head: str) -> str:
    return page.partition(f'<th scope="row">{head}</th>')[2].partition("</tr>")[0]


def test_the_figure_stands_with_last_year_and_the_median(sign_in, orn, nid, town, diesel, fill):
    fill(diesel, "100")
    with tenant_scope(town):
        before = make_year(town, orn, year=2566)
        again = make_diesel(before, orn, "อีกคัน")
        again.source_id = diesel.source_id
        again.save()
        change = AmountChange(diesel.source_id, dt.date(2023, 1, 1), Decimal(80))
        record_amounts(municipality=town, actor=nid, changes=[change])
    page = sign_in(nid).get(address(town, diesel)).content.decode()
    assert "100" in row_of(page, "ที่กรอก")
    assert "80" in row_of(page, "เดือนเดียวกันของปีก่อน")
    assert "+25" in row_of(page, "ต่างจากปีก่อน")
    assert "100" in row_of(page, "มัธยฐาน 12 เดือน")
    assert "0.0" in row_of(page, "ต่างจากมัธยฐาน")
    assert "274.06" in row_of(page, "คิดเป็น")  # 100 litres of diesel


@pytest.mark.parametrize(("amount", "notation", "shown"), [("0", "", "0"), (None, "NO", "ไม่มีกิจกรรม")])
def test_zero_and_not_occurring_are_not_nothing(sign_in, nid, town, diesel, record, amount, notation, shown):
    client = sign_in(nid)
    empty = row_of(client.get(address(town, diesel)).content.decode(), "ที่กรอก")
    assert "ยังไม่มีข้อมูล" in empty
    record(diesel, amount, notation=notation)
    told = row_of(client.get(address(town, diesel)).content.decode(), "ที่กรอก")
    assert f">{shown}<" in told
    assert "ยังไม่มีข้อมูล" not in told


def test_the_past_is_told_newest_first_with_who_and_by_which_door(sign_in, nid, town, diesel, record):
    record(diesel, "100", came_by=CameBy.WORKBOOK)
    record(diesel, "120", based_on=1, reason="พิมพ์ผิด")
    past = sign_in(nid).get(address(town, diesel)).content.decode().partition('id="beside-history"')[2]
    assert past.index("120") < past.index("100")
    assert past.count("นิด ผู้บันทึกข้อมูล") == 2
    assert "ไฟล์ที่นำเข้า" in past
    assert "พิมพ์ผิด" in past


def test_an_estimate_says_how(sign_in, nid, town, diesel, record):
    record(diesel, "100", estimated=True, estimation="neighbours", came_by=CameBy.ESTIMATE)
    page = sign_in(nid).get(address(town, diesel)).content.decode()
    assert "ค่าประมาณ" in page
    assert "ค่าเฉลี่ยของเดือนก่อนและเดือนหลัง" in page


def test_its_own_kind_is_told_where_there_are_enough_towns(sign_in, nid, town, diesel, record):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(catalogue_key="diesel-garbage-truck")
    client = sign_in(nid)
    assert "ต้องมีเทศบาลตำบลอย่างน้อย 5 แห่ง" in client.get(address(town, diesel)).content.decode()
    SourceSpread.objects.create(
        year="2567", kind="subdistrict", catalogue_key="diesel-garbage-truck", unit="litre", towns=7, generated=7,
        p25=210, median=340, p75=560, refreshed_at=timezone.now(),
    )  # fmt: skip
    page = client.get(address(town, diesel)).content.decode()
    assert "เดือนละ 210 ถึง 560 ลิตร กลาง 340" in page
    assert "ข้อมูลจำลอง" in page


def test_the_figure_of_a_year_is_compared_with_its_kind_by_the_month(sign_in, nid, town, diesel, record):
    december = dt.date(2024, 12, 1)
    with tenant_scope(town):
        rows = Source.objects.of(town).filter(pk=diesel.source_id)
        rows.update(frequency=Frequency.ANNUAL, due_month=12, catalogue_key="diesel-vehicle")
    record(diesel, "1200", month=december)
    SourceSpread.objects.create(
        year="2567", kind="subdistrict", catalogue_key="diesel-vehicle", unit="litre", towns=5,
        p25=50, median=90, p75=120, refreshed_at=timezone.now(),
    )  # fmt: skip
    page = sign_in(nid).get(address(town, diesel, december)).content.decode()
    assert "ของท่านเดือนละ 100 ลิตร" in page
    assert "เป็นตัวเลขของทั้งปี" in page
    assert sign_in(nid).get(address(town, diesel)).status_code == 404  # January is not asked for


def test_who_only_reads_has_no_form(sign_in, anan, wichai, pim, nid, town, diesel):
    for reader in (anan, wichai, pim):
        page = sign_in(reader).get(address(town, diesel))
        assert page.status_code == 200
        assert 'id="beside-form"' not in page.content.decode()
        assert sign_in(reader).post(address(town, diesel), {"state": "NO", "based_on": "0"}).status_code == 403
    assert 'id="beside-form"' in sign_in(nid).get(address(town, diesel)).content.decode()


def test_nor_has_anybody_in_a_locked_year(sign_in, anan, nid, town, diesel, fill):
    fill(diesel, "1")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    client = sign_in(nid)
    assert 'id="beside-form"' not in client.get(address(town, diesel)).content.decode()
    response = client.post(address(town, diesel), {"state": "NO", "based_on": "1"})
    assert response.status_code == 422
    assert "ล็อกฉบับแล้ว" in response.content.decode()


def test_a_figure_is_marked_and_the_grid_is_told(sign_in, nid, town, diesel, record):
    record(diesel, "100")
    sent = {"state": "NO", "reason": "จอดซ่อม", "elsewhere": "", "based_on": "1"}
    response = sign_in(nid).post(address(town, diesel), sent, **PANEL)
    assert response.status_code == 200
    assert newest(town, diesel).notation == "NO"
    page = response.content.decode()
    assert "บันทึกแล้ว" in page
    assert "<h1" not in page
    assert 'name="based_on" value="2"' in page
    fresh = page.partition('<template id="beside-fresh">')[2]
    assert f'<tr data-use="{diesel.pk}"' in fresh
    assert 'data-seen="2"' in fresh
    assert "ไม่มี" in fresh


def test_on_its_own_page_the_answer_stays_on_its_own_page(sign_in, nid, town, diesel, record):
    record(diesel, "100")
    headers = PANEL["headers"] | {"HX-Target": "beside-panel"}
    response = sign_in(nid).post(address(town, diesel), {"state": "NO", "based_on": "1"}, headers=headers)
    page = response.content.decode()
    assert 'hx-target="#beside-panel"' in page
    assert "beside-fresh" not in page
    assert "<h2 id=" not in page


def test_without_javascript_it_goes_back_to_the_page(sign_in, nid, town, diesel, record):
    record(diesel, "100")
    client = sign_in(nid)
    sent = {"state": "estimated", "reason": "เลขไมล์", "based_on": "1"}
    response = client.post(address(town, diesel), sent)
    assert (response.status_code, response.url) == (302, address(town, diesel))
    assert newest(town, diesel).estimated
    again = client.post(address(town, diesel), sent | {"based_on": "2"})
    assert again.status_code == 302
    assert newest(town, diesel).number == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"state": ""}, "โปรดเลือกว่าตัวเลขเดือนนี้"),
        ({"state": "metered"}, "โปรดเลือกจากรายการ"),  # there is no figure
        ({"state": "NE"}, "โปรดพิมพ์เหตุผล"),
        ({"state": "IE", "reason": "ถังเดียวกัน"}, "โปรดเลือกว่ารวมอยู่ในรายการใด"),
        ({"state": "IE", "reason": "ถังเดียวกัน", "elsewhere": "999999"}, "โปรดเลือกจากรายการของบัญชีปีนี้"),
        ({"state": "NO", "reason": "x" * 501}, "ยาวเกิน 500"),
        ({"state": "NO", "based_on": "x"}, "หน้านี้ไม่สมบูรณ์"),
    ],
)
def test_what_is_wrong_is_told_and_stays_as_typed(sign_in, nid, town, diesel, sent, told):
    response = sign_in(nid).post(address(town, diesel), {"based_on": "0"} | sent, **PANEL)
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    if sent.get("reason"):
        assert sent["reason"] in page
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()


def test_a_clash_shows_both_and_a_second_press_settles_it(sign_in, nid, town, diesel, record):
    record(diesel, "100")
    record(diesel, "130", based_on=1)
    client = sign_in(nid)
    response = client.post(address(town, diesel), {"state": "NO", "reason": "จอดซ่อม", "based_on": "1"}, **PANEL)
    page = response.content.decode()
    assert response.status_code == 409
    assert "มีผู้อื่นแก้ตัวเลขนี้ไปแล้ว" in page
    assert "130 ลิตร" in page
    assert "จอดซ่อม" in page
    assert 'name="based_on" value="2"' in page
    assert newest(town, diesel).amount == 130
    settled = client.post(address(town, diesel), {"state": "NO", "reason": "จอดซ่อม", "based_on": "2"}, **PANEL)
    assert settled.status_code == 200
    assert newest(town, diesel).notation == "NO"


def test_confidential_is_folded_away_until_it_is_chosen(sign_in, nid, town, diesel, record):
    client = sign_in(nid)
    assert "<details><summary>ตัวเลือกอื่น" in client.get(address(town, diesel)).content.decode()
    record(diesel, None, notation="C")
    assert "<details open><summary>ตัวเลือกอื่น" in client.get(address(town, diesel)).content.decode()


def test_words_of_people_are_shown_as_words(sign_in, nid, town, diesel, record):
    record(diesel, "1", reason="<script>alert(1)</script>")
    page = sign_in(nid).get(address(town, diesel)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_month_outside_the_year_or_the_sources_life_is_not_found(sign_in, nid, town, diesel):
    assert sign_in(nid).get(address(town, diesel, dt.date(2025, 1, 1))).status_code == 404


def test_the_queries_do_not_grow_with_the_year(sign_in, orn, nid, town, year, diesel, record):
    record(diesel, "100")
    client = sign_in(nid)
    client.get(address(town, diesel))
    with CaptureQueriesContext(connection) as few:
        client.get(address(town, diesel))
    with tenant_scope(town):
        for place in range(12):
            more = make_diesel(year, orn, f"รถคันที่ {place}")
            changes = [AmountChange(more.source_id, month, Decimal(place + 1)) for month in year.month_list]
            record_amounts(municipality=town, actor=nid, changes=changes)
    with CaptureQueriesContext(connection) as many:
        client.get(address(town, diesel))
    assert len(many) == len(few)

"""The page of completeness: months × categories, each source's own delay, reasons given and missing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision, Frequency, Notation, Source
from inventories.policies import Refused
from inventories.selectors.heat import SOURCE_LOOKS, heat, source_months, tally_of
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.notations import bare_months, noted, unreasoned
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.marks import give_reason
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel

FEBRUARY, MARCH, APRIL, MAY = (dt.date(2024, month, 1) for month in (2, 3, 4, 5))


def address(town, **query: str) -> str:
    return reverse("inventories:completeness", args=[town.key, "2567"], query=query)


def line_of(town, year, category: str, *, today: dt.date):
    with tenant_scope(town):
        return next(line for scope in heat(year, today=today) for line in scope.lines if line.category == category)


def test_a_month_is_late_only_after_its_sources_own_delay(town, year, diesel):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(delay_days=45)
    day_before = line_of(town, year, "mobile_onroad", today=dt.date(2024, 3, 16))
    on_the_day = line_of(town, year, "mobile_onroad", today=dt.date(2024, 3, 17))
    assert (day_before.months[0].state, on_the_day.months[0].state) == ("later", "missing")
    assert (day_before.tally.late, day_before.tally.waiting) == (0, 12)
    assert (on_the_day.tally.late, on_the_day.tally.waiting) == (1, 11)


def test_every_cell_is_counted_as_one_thing(town, year, diesel, electricity, record):
    record(diesel, "100")
    record(diesel, "0", month=FEBRUARY)
    record(diesel, "90", month=MARCH, estimated=True)
    record(diesel, None, month=APRIL, notation="NO")
    record(diesel, None, month=MAY, notation="IE", elsewhere_id=electricity.source_id)
    record(diesel, None, month=dt.date(2024, 6, 1), notation="NE")
    record(diesel, None, month=dt.date(2024, 7, 1), notation="C")
    tally = line_of(town, year, "mobile_onroad", today=dt.date(2024, 9, 15)).tally
    assert (tally.metered, tally.estimated, tally.no_activity, tally.elsewhere) == (2, 1, 1, 1)
    assert (tally.not_estimated, tally.confidential, tally.late, tally.waiting) == (1, 1, 0, 5)
    assert (tally.cells, tally.filled) == (12, 6)
    with tenant_scope(town):
        assert tally_of(heat(year, today=dt.date(2024, 9, 15))).cells == 24


def test_nothing_zero_and_not_occurring_look_different(town, year, diesel, record):
    record(diesel, "100")
    record(diesel, "0", month=FEBRUARY)
    record(diesel, None, month=MARCH, notation="NO")
    line = line_of(town, year, "mobile_onroad", today=dt.date(2024, 6, 15))
    with tenant_scope(town):
        (source,) = source_months(year, line, today=dt.date(2024, 6, 15))
    assert source.states[:6] == ["full", "zero", "NO", "missing", "later", "later"]
    looks = [(look.tint, look.mark) for look in SOURCE_LOOKS.values()]
    assert len(set(looks)) == len(looks)
    assert len({str(look.word) for look in SOURCE_LOOKS.values()}) == len(looks)


def test_months_of_an_annual_source_that_nobody_asks_for_are_off(town, year, diesel, record):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(frequency=Frequency.ANNUAL, due_month=9)
    line = line_of(town, year, "mobile_onroad", today=dt.date(2025, 1, 1))
    assert line.tally.cells == 1
    with tenant_scope(town):
        (source,) = source_months(year, line, today=dt.date(2025, 1, 1))
    assert source.states == ["off"] * 8 + ["missing"] + ["off"] * 3


def test_the_page_shows_the_sources_of_a_category_when_asked(sign_in, nid, town, diesel, electricity):
    client = sign_in(nid)
    page = client.get(address(town)).content.decode()
    assert "การเผาไหม้ที่มีการเคลื่อนที่ (ทางถนน)" in page
    assert "น้ำมันดีเซล รถเก็บขนขยะ" not in page
    page = client.get(address(town, category="1.mobile_onroad")).content.decode()
    assert "น้ำมันดีเซล รถเก็บขนขยะ" in page
    assert "ไฟฟ้าสำนักงาน" not in page
    assert reverse("inventories:estimate", args=[town.key, "2567", diesel.pk]) in page
    assert client.get(address(town, category="x'--")).status_code == 200


def test_who_only_reads_is_offered_nothing_to_do(sign_in, anan, town, diesel, record):
    record(diesel, None, notation="IE")
    page = sign_in(anan).get(address(town, category="1.mobile_onroad")).content.decode()
    assert "ยังขาดเหตุผล 1 รายการ" in page
    assert "/estimate/" not in page
    assert "ระบุเหตุผล" not in page


def test_a_year_without_sources_says_so(sign_in, nid, town, year):
    assert "ยังไม่มีเดือนให้กรอก" in sign_in(nid).get(address(town)).content.decode()


def test_reasons_are_told_once_for_the_months_they_share(town, year, diesel, electricity, record):
    for month in (JANUARY, FEBRUARY, MARCH):
        record(diesel, None, month=month, notation="IE", reason="ถังเดียวกัน", elsewhere_id=electricity.source_id)
    record(diesel, None, month=MAY, notation="NE")
    with tenant_scope(town):
        uses = {use.pk: use for use in inventory_sources(year)}
        first, second = noted(year, uses, {use.source_id: use.source for use in uses.values()})
    assert (first.notation, first.lacks, first.months_words) == (Notation.NOT_ESTIMATED, True, "พ.ค.")
    assert (second.lacks, second.months_words, second.elsewhere) == (False, "ม.ค.–มี.ค.", electricity.source)


@pytest.mark.parametrize(
    ("notation", "reason", "where", "lacks"),
    [
        ("IE", "", False, True), ("IE", "ถังเดียวกัน", False, True), ("IE", "", True, True), ("IE", "ถังเดียวกัน", True, False),
        ("NE", "", False, True), ("NE", "  ", False, True), ("NE", "รอบิล", False, False), ("NO", "", False, False),
        ("C", "", False, False),
    ],
)  # fmt: skip
def test_the_page_and_the_lock_agree_on_what_lacks(
    town, year, diesel, electricity, record, notation, reason, where, lacks
):
    elsewhere = electricity.source_id if where else None
    record(diesel, None, notation=notation, reason=reason, elsewhere_id=elsewhere)
    with tenant_scope(town):
        uses = {use.pk: use for use in inventory_sources(year)}
        (found,) = noted(year, uses, {use.source_id: use.source for use in uses.values()})
        assert found.lacks == lacks
        assert bool(bare_months(diesel, Notation(notation))) == lacks
        assert bool(unreasoned(year)) == (lacks and notation == "IE")


def test_a_year_is_locked_once_what_is_elsewhere_says_where_and_why(town, nid, anan, diesel, electricity, fill, record):
    fill(diesel, "100")
    fill(electricity, "50")
    record(diesel, None, month=MARCH, notation="IE", based_on=1)
    with tenant_scope(town):
        with pytest.raises(Refused, match=r"รวมอยู่ในรายการใด.*รถเก็บขนขยะ มี\.ค\. 2567"):
            lock(inventory=diesel.inventory, actor=anan)
        give_reason(
            use=diesel, notation="IE", months={MARCH: 2}, actor=nid, reason="ถังเดียวกัน",
            elsewhere_id=electricity.source_id,
        )  # fmt: skip
        lock(inventory=diesel.inventory, actor=anan)


def test_the_page_before_locking_says_it_too(sign_in, anan, town, diesel, fill, record):
    fill(diesel, "100")
    record(diesel, None, month=MARCH, notation="IE", based_on=1)
    page = sign_in(anan).get(reverse("inventories:inventory_lock", args=[town.key, "2567"])).content.decode()
    assert "ยังไม่ได้บอกว่ารวมอยู่ในรายการใด" in page
    assert '<button class="btn" type="submit">ล็อกฉบับ' not in page


def reason_page(town, use, notation: str = "ie") -> str:
    return reverse("inventories:notation_reason", args=[town.key, "2567", use.pk, notation])


def test_a_reason_is_given_once_for_all_months(sign_in, nid, town, diesel, electricity, record):
    for month in (JANUARY, FEBRUARY):
        record(diesel, None, month=month, notation="IE")
    client = sign_in(nid)
    page = client.get(reason_page(town, diesel)).content.decode()
    assert 'value="2024-01:1,2024-02:1"' in page
    sent = {"reason": "ถังเดียวกัน", "elsewhere": str(electricity.source_id), "seen": "2024-01:1,2024-02:1"}
    assert client.post(reason_page(town, diesel), sent).status_code == 302
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).filter(number=2)
        assert {(row.reason, row.elsewhere_id) for row in rows} == {("ถังเดียวกัน", electricity.source_id)}
    assert "ไม่มีเดือนที่ขาดเหตุผล" in client.get(reason_page(town, diesel)).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"reason": ""}, "โปรดพิมพ์เหตุผล"),
        ({"elsewhere": ""}, "โปรดเลือกว่ารวมอยู่ในรายการใด"),
        ({"elsewhere": "999999"}, "โปรดเลือกจากรายการของบัญชีปีนี้"),
        ({"seen": "x"}, "หน้านี้ไม่สมบูรณ์"),
        ({"seen": "2024-01:7"}, "มีผู้อื่นแก้"),
        ({"seen": "2024-02:0"}, "มีผู้อื่นแก้"),
    ],
)
def test_what_is_wrong_with_a_reason_is_told(sign_in, nid, town, diesel, electricity, record, sent, told):
    record(diesel, None, notation="IE")
    typed = {"reason": "ถังเดียวกัน", "elsewhere": str(electricity.source_id), "seen": "2024-01:1"} | sent
    response = sign_in(nid).post(reason_page(town, diesel), typed)
    assert response.status_code == 422
    assert told in response.content.decode()
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 1


def test_no_activity_needs_no_reason_and_has_no_such_page(sign_in, nid, town, diesel, record):
    record(diesel, None, notation="NO")
    client = sign_in(nid)
    assert client.get(reason_page(town, diesel, "no")).status_code == 404
    assert client.get(reason_page(town, diesel, "zz")).status_code == 404
    assert client.get(reason_page(town, diesel, "ne")).status_code == 200


def test_the_queries_do_not_grow_with_the_year(sign_in, orn, nid, town, year, diesel, record):
    record(diesel, None, notation="IE")
    client = sign_in(nid)
    here = address(town, category="1.mobile_onroad")
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    with tenant_scope(town):
        for place in range(12):
            more = make_diesel(year, orn, f"รถคันที่ {place}")
            changes = [AmountChange(more.source_id, month, Decimal(place)) for month in year.month_list[:6]]
            changes.append(AmountChange(more.source_id, year.month_list[7], None, "IE", reason=f"เหตุ {place}"))
            record_amounts(municipality=town, actor=nid, changes=changes)
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) == len(few)

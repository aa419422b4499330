"""Printed beside the figures: of which months they are, how they were estimated, why there is none; also when locked."""

import datetime as dt

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import CameBy, Frequency, Source
from reports.exports.gathering import year_facts
from reports.exports.parts.amounts import amount_groups
from reports.exports.parts.completeness import completeness, reasons
from reports.exports.year import year_parts
from tests.inventories.conftest import lock

MONTHS = [dt.date(2024, month, 1) for month in range(1, 13)]
DECEMBER = MONTHS[-1]


@pytest.fixture
def told_year(town, year, diesel, electricity, record):
    """A truck whose figure is that of the whole year; a meter with an estimate, a month elsewhere and one without use."""
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(frequency=Frequency.ANNUAL, due_month=12)
    record(diesel, "1200", month=DECEMBER)
    for month in MONTHS[3:]:
        record(electricity, "500", month=month)
    record(
        electricity, "480", month=MONTHS[0], estimated=True, estimation="neighbours", came_by=CameBy.ESTIMATE,
        reason="ใบแจ้งหนี้หาย · (ธ.ค. 2566 460 + ก.พ. 2567 500) ÷ 2 kWh",
    )  # fmt: skip
    record(electricity, None, month=MONTHS[1], notation="IE", elsewhere_id=diesel.source_id, reason="มิเตอร์รวม")
    record(electricity, None, month=MONTHS[2], notation="NO", reason="ปิดอาคาร")
    return year


def test_months_that_the_figure_of_a_year_covers_are_neither_missing_nor_without_activity(town, told_year):
    with tenant_scope(town):
        facts = year_facts(told_year)
    (truck,) = amount_groups(facts.inventory, facts.sources)[0].rows
    assert [cell.kind for cell in truck.cells] == ["off"] * 11 + ["given"]
    assert truck.rhythm == "กรอกปีละครั้ง ตัวเลขเดือน ธ.ค. เป็นของทั้งปี"
    gaps = {gap.name for gap in completeness(facts.inventory, facts.result, facts.sources).gaps}
    assert gaps == {"ไฟฟ้าสำนักงาน"}


def test_how_and_why_is_told_once_for_the_months_that_share_it(town, told_year):
    with tenant_scope(town):
        facts = year_facts(told_year)
    told = [(each.months, each.what, each.why) for each in reasons(facts.inventory, facts.sources)]
    assert told == [
        (
            "ม.ค. 67", "ค่าเฉลี่ยของเดือนก่อนและเดือนหลัง",
            "ใบแจ้งหนี้หาย · (ธ.ค. 2566 460 + ก.พ. 2567 500) ÷ 2 kWh",
        ),
        ("ก.พ. 67", "รวมในรายการอื่น: น้ำมันดีเซล รถเก็บขนขยะ", "มิเตอร์รวม"),
        ("มี.ค. 67", "ไม่มีกิจกรรม", "ปิดอาคาร"),
    ]  # fmt: skip


def test_it_stands_on_paper_and_stays_when_the_year_is_locked(town, orn, anan, told_year, electricity):
    with tenant_scope(town):
        before = year_parts(year_facts(told_year))["page"]
        lock(inventory=told_year, actor=anan)
        told_year.refresh_from_db(from_queryset=told_year.__class__.objects.of(town))
        after = year_parts(year_facts(told_year))["page"]
    for page in (before, after):
        assert "ใบแจ้งหนี้หาย" in page
        assert "ผลของทั้งช่วงอยู่ในเดือนที่กรอก: น้ำมันดีเซล รถเก็บขนขยะ (กรอกปีละครั้ง ตัวเลขเดือน ธ.ค. เป็นของทั้งปี)" in page


def test_a_figure_of_which_nothing_was_said_has_no_line(town, year, diesel, electricity, record):
    record(diesel, "100", estimated=True)
    record(diesel, None, month=MONTHS[1], notation="NO")
    record(diesel, "5", month=MONTHS[2], reason="หมายเหตุของตัวเลขจริง")
    with tenant_scope(town):
        facts = year_facts(year)
    assert reasons(facts.inventory, facts.sources) == ()
    assert facts.sources[f"s{diesel.pk}"].rhythm_th == ""

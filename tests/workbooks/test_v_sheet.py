"""TGO's V-Sheet TCFO_R_01: annual quantities by their heads, wherever offices have moved them."""

from decimal import Decimal

import pytest

from tests.workbooks.conftest import months_from
from tests.workbooks.lifelike import v_sheet

ROWS = (
    ("ขอบเขต 1", "น้ำมันดีเซล", "ลิตร", 1200.5),
    ("การปล่อย GHG โดยตรงที่ทำการรายงานแยก", "R-22", "กก.", 2),
    ("ขอบเขต 2", "การใช้ไฟฟ้า", "kWh", "45,000"),
    ("ขอบเขต 3", "น้ำเสียจากที่อื่น", "ลบ.ม.", 7),
)


@pytest.mark.parametrize("inserted", [0, 3])
def test_the_amounts_of_the_year_are_read_with_their_scopes(read, inserted):
    reading = read(v_sheet(ROWS, inserted=inserted, base_rows=ROWS))
    assert (reading.layout, reading.year) == ("tcfo-r01", 2568)
    assert [(row.label, row.scope, row.unit, row.cells[0].amount) for row in reading.rows] == [
        ("น้ำมันดีเซล", "1", "ลิตร", Decimal("1200.5")),
        ("R-22", "separate", "กก.", 2),
        ("การใช้ไฟฟ้า", "2", "kWh", 45000),
        ("น้ำเสียจากที่อื่น", "3", "ลบ.ม.", 7),
    ]
    assert {found.month for found in reading.found} == {None}
    assert [notice.rule for notice in reading.notices] == ["annual_only"]
    assert reading.rows[0].cells[0].cell == f"D{10 + inserted}"
    assert [row.key for row in reading.rows] == [
        "tcfo-r01:diesel",
        "tcfo-r01:refrigerant-r22",
        "tcfo-r01:electricity",
        "",
    ]
    assert not reading.sums


def test_base_year_results_and_factors_are_told_not_read(read):
    reading = read(v_sheet(ROWS, base_rows=ROWS))
    assert {(each.sheet, each.why) for each in reading.ignored} == {
        ("Fr-04.1", "emissions"), ("Fr-04.2", "base_year"), ("Fr-01", "reference_sheet"), ("EF TGO AR5", "reference_sheet"),
    }  # fmt: skip


def test_another_year_is_refused_for_this_one(read):
    reading = read(v_sheet(ROWS, period="ม.ค.63-ธ.ค.63"))
    assert not reading.rows
    assert (reading.faults[0].rule, reading.year) == ("wrong_year", 2563)


def test_a_fiscal_period_fits_its_fiscal_year(read):
    reading = read(v_sheet(ROWS, period="ต.ค.67-ก.ย.68"), months=months_from(2024, 10))
    assert len(reading.rows) == 4
    assert not reading.faults


@pytest.mark.parametrize("period", ["", " ระบุปีที่เก็บข้อมูล เช่น ม.ค.63-ธ.ค.63"])
def test_a_period_left_open_is_asked_about(read, period):
    reading = read(v_sheet(ROWS, period=period))
    assert {tuple(notice.rule for notice in found.asks) for found in reading.found} == {("year_assumed",)}


def test_supporting_sheets_give_their_months(read):
    reading = read(v_sheet(ROWS, supporting=True))
    (row,) = [row for row in reading.rows if row.sheet == "1.2 Mobile"]
    assert (row.label, row.unit, row.total_in_file) == ("รถเก็บขยะ 80-1234", "ลิตร", 1266)
    assert [found.amount for found in row.cells] == list(range(100, 112))

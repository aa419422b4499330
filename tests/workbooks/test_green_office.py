"""Green Office forms as they come in life. The figures are invented; the faults are those of a real office's file."""

from datetime import date
from decimal import Decimal

import pytest

from tests.workbooks.conftest import months_from
from tests.workbooks.lifelike import (
    LINES,
    SHORT,
    figures_of,
    green_office_electricity,
    green_office_fuel,
    green_office_gases,
    green_office_waste,
)

LONG = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WITHOUT_DOTS = tuple(month.replace(".", "") for month in SHORT)
WITH_YEAR = tuple(f"{month}-68" for month in SHORT)


def amounts(reading, label):
    (row,) = [row for row in reading.rows if row.label == label]
    return [found.amount for found in row.cells]


@pytest.mark.parametrize("heads", [SHORT, LONG, ENGLISH, WITHOUT_DOTS, WITH_YEAR], ids=lambda heads: heads[0])
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "not merged"])
def test_every_quantity_of_form_1_5_is_read_and_no_cf(read, heads, merged):
    reading = read(green_office_gases(heads=heads, merged=merged, extra_column=not merged, septic=False))
    assert (reading.layout, reading.year) == ("goffice-1.5", 2568)
    labels = [label for _scope, _group, label, *_rest in LINES if label]
    assert [row.label for row in reading.rows] == labels
    for number, (_scope, _group, label, *_rest) in enumerate(LINES):
        if label:
            assert amounts(reading, label) == [Decimal(str(value)) for value in figures_of(number)]
    assert {found.month for found in reading.found} == set(months_from(2025))
    assert not [each for each in reading.sums if each.differs]


def test_rows_of_form_1_5_carry_scope_unit_and_what_they_usually_are(read):
    reading = read(green_office_gases(septic=False))
    told = {row.label: (row.key, row.scope, row.unit, row.catalogue[:1]) for row in reading.rows}
    assert told["Diesel"] == ("goffice-1.5:diesel-mobile", "1", "ลิตร", ("diesel-vehicle",))
    assert told["Diesel (Generator)"] == ("goffice-1.5:diesel-generator", "1", "ลิตร", ("diesel-generator",))
    assert told["ไฟฟ้า"] == ("goffice-1.5:electricity", "2", "kWh", ("electricity-office",))
    assert told["ขยะฝังกลบ"][1] == "3"


def test_a_head_count_of_a_million_keeps_its_cell_and_cannot_be_missed(read):
    reading = read(green_office_gases(cells={"septic": [24] * 11 + [1122222]}))
    (row,) = [row for row in reading.rows if row.key == "goffice-1.5:septic-heads"]
    december = row.cells[-1]
    assert (december.sheet, december.cell, december.amount) == ("CH4จาก Septic tank 2568", "N3", 1122222)
    assert [notice.rule for notice in december.notices] == ["unlike_others"]
    assert not any(found.notices for found in row.cells[:-1])


def test_head_counts_typed_as_text_with_blanks_are_numbers_with_a_notice(read):
    reading = read(green_office_gases(cells={"septic": [" 24 "] * 12}))
    (row,) = [row for row in reading.rows if row.key == "goffice-1.5:septic-heads"]
    assert {(found.amount, found.raw, found.notices[0].rule) for found in row.cells} == {(24, " 24 ", "text_number")}


def test_a_sum_that_is_not_the_sum_of_its_months_is_told_with_both_figures(read):
    reading = read(green_office_gases(septic=False, total={"กระดาษ A4": 1417.52}))
    (differing,) = [each for each in reading.sums if each.differs]
    assert (differing.row_label, differing.in_file, differing.read) == (
        "กระดาษ A4",
        Decimal("1417.52"),
        Decimal("1417.5"),
    )
    (row,) = [row for row in reading.rows if row.label == "กระดาษ A4"]
    assert "1,417.52" in row.notices[0].sentence
    assert "1,417.5 " in row.notices[0].sentence + " "


def test_the_sheet_of_another_year_is_told_and_left(read):
    reading = read(green_office_gases(other_years=(2566, 2567)))
    assert {found.sheet for found in reading.found} == {"สรุปการคำนวณ ปี 2568", "CH4จาก Septic tank 2568"}
    left = {each.sheet for each in reading.ignored if each.why == "other_year"}
    assert left == {"สรุปการคำนวณ ปี 2566", "สรุปการคำนวณ ปี 2567"}
    assert not reading.faults


def test_a_copied_sheet_that_still_says_last_year_is_asked_about(read):
    reading = read(green_office_gases(title="ปี 2567", septic=False))
    assert {tuple(notice.rule for notice in found.asks) for found in reading.found} == {("years_disagree",)}
    assert {found.month.year for found in reading.found} == {2025}


def test_a_file_of_the_wrong_year_gives_no_figure_and_says_both_years(read):
    reading = read(green_office_gases(year=2560))
    assert not reading.rows
    assert [fault.rule for fault in reading.faults] == ["wrong_year"]
    assert "2560" in reading.faults[0].sentence
    assert "2568" in reading.faults[0].sentence


def test_a_sheet_that_says_no_year_is_taken_for_this_one_only_with_a_question(read):
    reading = read(green_office_gases(sheet_name="สรุป {year:.0s}".replace("{year:.0s}", ""), title="", septic=False))
    assert reading.year == 2568
    assert {tuple(notice.rule for notice in found.asks) for found in reading.found} == {("year_assumed",)}


def test_in_a_fiscal_year_only_its_own_months_are_taken_and_the_others_told(read):
    reading = read(green_office_gases(septic=False), months=months_from(2024, 10))
    assert {found.month for found in reading.found} == set(months_from(2025)[:9])
    outside = [each for each in reading.ignored if each.why == "other_month"]
    assert len(outside) == 3 * len([line for line in LINES if line[2]])
    assert not reading.sums, "the sum of another twelve months proves nothing"


def test_months_from_october_belong_to_the_fiscal_year_that_the_sheet_names(read):
    heads = (*SHORT[9:], *SHORT[:9])
    reading = read(
        green_office_gases(heads=heads, septic=False, title="ปีงบประมาณ {year}"), months=months_from(2024, 10)
    )
    row = reading.rows[0]
    assert row.cells[0].month == date(2024, 10, 1)
    assert row.cells[-1].month == date(2025, 9, 1)
    assert len(row.cells) == 12


def test_totals_and_what_stands_below_are_told_not_read(read):
    reading = read(green_office_gases(septic=False))
    whys = {each.why for each in reading.ignored}
    assert {"totals", "below_table", "emissions", "reference_sheet"} <= whys
    assert all(each.sentence and each.cell for each in reading.ignored)


def test_empty_months_are_no_zeros(read):
    reading = read(green_office_gases(cells={("ไฟฟ้า", 2): None, ("ไฟฟ้า", 3): 0}, septic=False))
    (row,) = [row for row in reading.rows if row.label == "ไฟฟ้า"]
    by_month = {found.month.month: found.amount for found in row.cells}
    assert 2 not in by_month
    assert by_month[3] == 0


def test_form_3_2_1_gives_the_kwh_of_this_year_only(read):
    reading = read(green_office_electricity())
    (row,) = reading.rows
    assert (reading.layout, row.key, row.unit) == ("goffice-3.2.1", "goffice-3.2.1:electricity", "kWh")
    assert [found.amount for found in row.cells] == [2000 + month for month in range(12)]
    assert [(found.cell, found.month) for found in row.cells][:1] == [("G4", date(2025, 1, 1))]
    whys = {each.cell.partition("4")[0]: each.why for each in reading.ignored}
    assert whys["C"] == "other_year"
    assert whys["B"] == whys["H"] == "not_quantity"
    assert not reading.sums[0].differs


def test_form_3_2_1_with_a_wrong_sum_says_so(read):
    reading = read(green_office_electricity(total=24065))
    assert reading.sums[0].differs
    assert [notice.rule for notice in reading.rows[0].notices] == ["sum_differs"]


def test_form_3_2_1_of_last_year_is_read_for_last_year(read):
    reading = read(green_office_electricity(), months=months_from(2024))
    assert [found.amount for found in reading.rows[0].cells] == [1000 + month for month in range(12)]


def test_form_3_2_2_sums_the_lines_of_a_month_and_tells_them(read):
    reading = read(green_office_fuel())
    diesel, gasoline = reading.rows
    assert [(found.cell, found.amount) for found in diesel.cells] == [("B3:B5", 33), ("B11:B13", 63)]
    assert [found.amount for found in gasoline.cells] == [Decimal("4.5"), Decimal("4.5")]
    assert {notice.rule for found in diesel.cells for notice in found.notices} == {"summed"}
    assert [(each.cell, each.differs) for each in reading.sums] == [
        (cell, False) for cell in ("B6", "C6", "B14", "C14")
    ]


def test_form_3_2_2_by_vehicle_keeps_the_vehicles_apart(read):
    reading = read(green_office_fuel(by_vehicle=True))
    assert [row.label for row in reading.rows] == ["น้ำมันดีเซล กข 1234 ระยอง", "น้ำมันดีเซล 80-1234"]
    assert len({row.key for row in reading.rows}) == 2
    assert [[found.amount for found in row.cells] for row in reading.rows] == [[Decimal("75.5"), 41]] * 2
    assert {each.why for each in reading.ignored} == {"not_quantity"}


def test_a_line_that_cannot_be_read_makes_its_month_faulty_and_no_other(read):
    lines = (("5/1/2568", 40), ("19/1/2568", "สามสิบ"), ("3/2/2568", 41))
    reading = read(green_office_fuel(by_vehicle=True, lines=lines))
    january, february = reading.rows[0].cells
    assert (january.cell, january.amount, january.fault.rule) == ("F5", None, "not_a_number")
    assert february.amount == 41


def test_a_line_without_a_date_is_told(read):
    reading = read(green_office_fuel(by_vehicle=True, lines=(("5/1/2568", 40), ("ไม่ทราบ", 7))))
    assert [found.amount for found in reading.rows[0].cells] == [40]
    assert [(each.cell, each.raw) for each in reading.ignored if each.why == "no_date"] == [("F5", "7")] * 2


@pytest.mark.parametrize("down", [False, True], ids=["months across", "months down"])
def test_form_4_1_gives_kilograms_by_kind(read, down):
    reading = read(green_office_waste(down=down))
    assert [row.key for row in reading.rows] == [
        "goffice-4.1:landfill",
        "goffice-4.1:hazardous",
        "goffice-4.1:recycled",
    ]
    assert {row.unit for row in reading.rows} == {"กก."}
    assert reading.rows[0].total_read == reading.rows[0].total_in_file == 1266
    assert {len(row.cells) for row in reading.rows} == {12}

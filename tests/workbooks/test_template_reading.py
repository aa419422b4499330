"""Our own template read back: by the keys of its rows, whatever was sorted, added or damaged."""

import io

import pytest
import xlsxwriter

from inventories.calc.workbooks import template as places
from tests.workbooks.conftest import months_from
from tests.workbooks.lifelike import SHORT


def template(rows, *, version=places.VERSION, months=None, marker=places.MARKER, town="demo", head=True):
    """A file as the export writes it: `rows` of (key, scope, name, unit, twelve values, total)."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    data, helping, mark = (
        book.add_worksheet(name) for name in (places.DATA_SHEET, places.HELP_SHEET, places.MARK_SHEET)
    )
    months = months if months is not None else ",".join(f"{month:%Y-%m}" for month in months_from(2025))
    for row, text in enumerate((marker, version, town, "2568", months)):
        mark.write_string(row, 0, text)
    mark.very_hidden()
    helping.write(0, 0, "วิธีใช้ 2568")
    data.set_column(0, 0, 12, None, {"hidden": True})
    data.write_row(0, 1, ["แบบกรอกข้อมูลกิจกรรมรายเดือน ปี 2568"])
    data.write_row(places.HEAD_ROW - 1, 0, ["รหัส", "ประเภท", "แหล่งปล่อย", "หน่วย", *SHORT, "รวม"])
    for number, (key, scope, name, unit, values, total) in enumerate(rows, places.FIRST_ROW - 1):
        for column, text in enumerate((key, scope, name, unit)):
            data.write_string(number, column, text)
        for column, value in enumerate(values, places.FIRST_MONTH - 1):
            if isinstance(value, str):
                data.write_string(number, column, value)
            elif value is not None:
                data.write_number(number, column, value)
        data.write_formula(number, places.FIRST_MONTH + 11, "=SUM(E5:P5)", None, total)
        data.write_row(number, places.FIRST_MONTH + 12, ["กองคลัง", "020012345678", "ใบแจ้งหนี้"])
    book.close()
    return file.getvalue()


KEY = "7:" + ".".join(["1"] * 12)
OTHER = "12:" + ".".join(["0"] * 12)
ROWS = (
    (KEY, "2", "ไฟฟ้า อาคาร", "kWh", [1, None, 3.5, *[None] * 8, "ไม่มี"], 4.5),
    (OTHER, "แยก", "=R-22", "กก.", [None] * 11 + [2], 2),
)


def test_rows_come_back_with_their_keys_and_nothing_is_left_over(read):
    reading = read(template(ROWS))
    assert (reading.layout, reading.version, reading.municipality_key, reading.year) == ("template", "1", "demo", 2568)
    assert [(row.key, row.label, row.scope, row.unit) for row in reading.rows] == [
        (KEY, "ไฟฟ้า อาคาร", "2", "kWh"), (OTHER, "=R-22", "separate", "กก."),
    ]  # fmt: skip
    assert [(found.cell, found.amount, found.notation) for found in reading.rows[0].cells] == [
        ("E5", 1, ""), ("G5", 3.5, ""), ("P5", None, "NO"),
    ]  # fmt: skip
    assert not [each for each in reading.sums if each.differs]
    assert {each.why for each in reading.ignored} <= {"own_mark"}
    assert not reading.faults


def test_sorted_rows_keep_their_sources(read):
    reading = read(template(tuple(reversed(ROWS))))
    assert [row.key for row in reading.rows] == [OTHER, KEY]


def test_a_row_added_by_hand_is_told_not_read(read):
    reading = read(template((*ROWS, ("", "1", "รถใหม่", "ลิตร", [5] * 12, 60))))
    assert len(reading.rows) == 2
    assert [(each.cell, each.why) for each in reading.ignored if each.why != "own_mark"] == [("A7:T7", "no_label")]


def test_a_row_copied_below_is_a_fault_where_both_give_a_month(read):
    reading = read(template((ROWS[0], ROWS[0])))
    assert [found.fault for found in reading.rows[0].cells] == [None] * 3
    assert {found.fault.rule for found in reading.rows[1].cells} == {"twice"}
    assert "E5" in reading.rows[1].cells[0].fault.sentence


@pytest.mark.parametrize(
    ("how", "rule"),
    [
        ({"version": "99"}, "template_version"),
        ({"months": "2025-13,x"}, "template_mark"),
        ({"months": ""}, "template_mark"),
    ],
)
def test_an_unknown_version_or_a_damaged_mark_stops_the_whole_file(read, how, rule):
    reading = read(template(ROWS, **how))
    assert not reading.rows
    assert [fault.rule for fault in reading.faults] == [rule]
    assert reading.faults[0].remedy


def test_the_template_of_another_year_is_the_wrong_year(read):
    reading = read(template(ROWS), months=months_from(2023))
    assert not reading.rows
    assert ([fault.rule for fault in reading.faults], reading.year) == (["wrong_year"], 2568)


def test_without_its_mark_it_is_a_table_like_any_other_and_its_keys_mean_nothing(read):
    reading = read(template(ROWS, marker="something else"))
    assert reading.layout != "template"
    assert not reading.municipality_key

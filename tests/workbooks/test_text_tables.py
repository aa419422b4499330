"""CSV and text files: any usual encoding and separator, told; the same table."""

from decimal import Decimal

import pytest

from inventories.forms.imports.upload import rows_of_text
from inventories.forms.workbooks.reading import Unreadable

TABLE = 'ปี 2568,,,,\nรายการ,หน่วย,ม.ค.,ก.พ.,มี.ค.,รวม\n"ไฟฟ้า, อาคาร",kWh,"1,200.50",๙๙,-,1299.5\nรวมทั้งหมด,,9,9,9,9\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_is_the_same_in_every_encoding(read, encoding, newline):
    reading = read(TABLE.replace("\n", newline).encode(encoding), "ไฟฟ้า 2568.csv")
    (row,) = reading.rows
    assert (reading.layout, row.sheet, row.label, row.unit) == ("month-table", "ไฟฟ้า 2568", "ไฟฟ้า, อาคาร", "kWh")
    assert [(found.cell, found.amount, found.notation) for found in row.cells] == [
        ("C3", Decimal("1200.5"), ""), ("D3", 99, ""), ("E3", None, "NO"),
    ]  # fmt: skip
    assert [notice.rule for notice in reading.notices] == ["charset"]
    assert [(each.in_file, each.differs) for each in reading.sums] == [(Decimal("1299.5"), False)]
    assert [each.why for each in reading.ignored] == ["totals"]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_table_is_the_same_with_every_separator(read, separator):
    table = TABLE.replace('"ไฟฟ้า, อาคาร"', "ไฟฟ้า").replace('"1,200.50"', "1200.5").replace(",", separator)
    assert [found.amount for found in read(table.encode(), "x.csv").found] == [Decimal("1200.5"), 99, None]


def test_its_rows_can_be_given_back():
    _sheet, rows = rows_of_text(TABLE.encode("cp874"), "ไฟฟ้า.csv")
    assert rows[2][:3] == ["ไฟฟ้า, อาคาร", "kWh", "1,200.50"]


def test_a_text_without_any_table_is_refused_with_what_is_missing(read):
    with pytest.raises(Unreadable) as refusal:
        read("สวัสดีครับ\nส่งข้อมูลแล้วนะครับ\n".encode(), "x.csv")
    assert refusal.value.rule == "layout_unknown"

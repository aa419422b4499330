"""Months and years as people write them over columns."""

import datetime as dt

import pytest

from inventories.forms.workbooks.book import Cell
from inventories.forms.workbooks.headings import MonthHead, folded, month_of, years_in


@pytest.mark.parametrize(
    ("written", "month", "year"),
    [
        ("ม.ค.", 1, None), ("มค", 1, None), ("ม.ค", 1, None), ("มกราคม", 1, None), ("มกรา", 1, None),
        ("มี.ค.", 3, None), ("มีค", 3, None), ("มีนาคม", 3, None), ("พ.ค.", 5, None), ("พ.ย.", 11, None),
        ("เม.ย.", 4, None), ("กุมภา", 2, None), ("เดือนมีนาคม", 3, None), ("ประจำเดือน เม.ย. 2568", 4, 2025),
        ("ม.ค.-68", 1, 2025), ("ม.ค. 68", 1, 2025), ("ม.ค.68", 1, 2025), ("ธ.ค. ๒๕๖๘", 12, 2025),
        ("กันยายน พ.ศ. 2567", 9, 2024), ("Jan", 1, None), ("Sept", 9, None), ("January 2025", 1, 2025), ("Dec-25", 12, 2025),
        ("1/2568", 1, 2025), ("2025-03", 3, 2025), ("12/2024", 12, 2024), ("\u200fก.พ.\u200b ", 2, None),
        (dt.datetime.fromisoformat("2025-06-01"), 6, 2025), (dt.date(2568, 6, 1), 6, 2025), (dt.date(1968, 6, 1), 6, 2025),
    ],
)  # fmt: skip
def test_a_month_is_known_however_it_is_written(written, month, year):
    assert month_of(Cell(written), near=2025) == MonthHead(month, year)


@pytest.mark.parametrize(
    "written", ["รวม", "ปริมาณ", "1", "13/2568", "ม.ค. – มี.ค.", "ก.พ. 15 วัน", "", "ม", "x" * 100, 7.0]
)
def test_what_is_no_month_is_none(written):
    assert month_of(Cell(written), near=2025) is None


def test_nothing_in_the_cell_is_no_month():
    assert month_of(None, near=2025) is None


def test_years_of_titles_are_of_either_era_and_each_once():
    assert years_in(["แบบฟอร์ม 1.5(1) ปี พ.ศ. ๒๕๖๘", "ปี 2568 เทียบกับ 2024", "เลขที่ 12345678"]) == [2025, 2024]


def test_spellings_are_compared_without_blanks_signs_and_capitals():
    assert folded(" Diesel (Fire-pump) ๙๑\u200b") == folded("dieselfirepump91")
    assert folded("มีค") != folded("มค")

"""A file given back with its faulty cells marked: the same file otherwise, and safe to open."""

import io
import zipfile

import openpyxl
import pytest

from inventories.exports.marked import COLOUR, mark_faults, mark_table
from inventories.forms.imports.upload import rows_of_text
from tests.workbooks.lifelike import green_office_gases
from tests.workbooks.malformed import MALFORMED
from tests.workbooks.packages import head, line, number_cell, parts_of, plain_sheet, sheet_xml, workbook, zipped

SHEET = "แผ่น1"


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_marked_cells_are_coloured_and_told_and_the_others_are_as_they_were():
    before = green_office_gases()
    sheet = "สรุปการคำนวณ ปี 2568"
    marked, original = opened(mark_faults(before, [(sheet, "J15", "ติดลบไม่ได้")])), opened(before)
    assert marked[sheet]["J15"].fill.start_color.rgb.endswith(COLOUR)
    assert marked[sheet]["J15"].comment.text == "ติดลบไม่ได้"
    assert [name for name in marked.sheetnames if name != "ข้อสังเกต"] == original.sheetnames
    for own in original.worksheets:
        assert [[cell.value for cell in row] for row in own] == [
            [cell.value for cell in row] for row in marked[own.title]
        ]
        assert own.merged_cells.ranges == marked[own.title].merged_cells.ranges
    assert str(marked[sheet]["G7"].value).startswith("=")
    assert [[cell.value for cell in row] for row in marked["ข้อสังเกต"]][1] == [sheet, "J15", "ติดลบไม่ได้"]


def test_a_marked_file_reads_as_before_and_its_remarks_are_not_taken_for_data(read):
    before = green_office_gases(septic=False, cells={("ไฟฟ้า", 3): "สามสิบ"})
    sheet = "สรุปการคำนวณ ปี 2568"
    once = mark_faults(before, [(sheet, "J15", "อ่านไม่ได้")])
    again = mark_faults(once, [(sheet, "J15", "ยังอ่านไม่ได้")])
    for data in (once, again):
        faulty = [found.cell for found in read(data).found if found.fault]
        assert faulty == ["J15"]
        assert [(each.sheet, each.why) for each in read(data).ignored if each.sheet == "ข้อสังเกต"] == [
            ("ข้อสังเกต", "own_mark")
        ]
    assert len(list(opened(again)["ข้อสังเกต"].rows)) == 2


def test_texts_like_formulas_stay_texts():
    data = workbook(sheet_xml(head(1), line(2, "=cmd|' /C calc'!A0", "+kWh", {1: number_cell(2, 3, 7)})))
    marked = mark_faults(data, [(SHEET, "A2", "=HYPERLINK(1)"), (SHEET, "C2", "@x")])
    cells = opened(marked)[SHEET]
    assert (cells["A2"].value, cells["A2"].data_type) == ("=cmd|' /C calc'!A0", "s")
    assert opened(marked)["ข้อสังเกต"]["C2"].data_type == "s"
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_a_range_is_coloured_whole_and_a_merged_cell_at_its_first():
    data = workbook(
        plain_sheet().replace("</worksheet>", '<mergeCells><mergeCell ref="E3:G4"/></mergeCells></worksheet>')
    )
    marked = opened(mark_faults(data, [(SHEET, "C3:D3", "รวมผิด"), (SHEET, "F4", "ผิด")]))[SHEET]
    assert marked["C3"].comment.text == "รวมผิด"
    assert marked["D3"].fill.start_color.rgb.endswith(COLOUR)
    assert marked["D3"].comment is None
    assert marked["E3"].comment.text == "ผิด"


def test_two_remarks_on_one_cell_are_both_there():
    marked = opened(mark_faults(workbook(plain_sheet()), [(SHEET, "C3", "หนึ่ง"), (SHEET, "C3", "สอง")]))
    assert marked[SHEET]["C3"].comment.text == "หนึ่ง\nสอง"


def test_macros_links_and_pictures_are_not_given_back():
    extra = {
        "xl/externalLinks/externalLink1.xml": "<x/>", "xl/media/image1.png": b"\x89PNG", "xl/drawings/drawing1.xml": "<x/>",
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
    }  # fmt: skip
    marked = mark_faults(zipped(parts_of(plain_sheet(), extra=extra)), [(SHEET, "C3", "ผิด")])
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        assert not [
            name for name in archive.namelist() if "external" in name or "media" in name or "vba" in name.lower()
        ]


@pytest.mark.parametrize(
    "formula", ["[1]แผ่น1!A1", "'C:\\[ปี 2567.xlsx]แผ่น1'!A1", "cmd|'/C calc'!A0", 'WEBSERVICE("http://127.0.0.1:9/")']
)
def test_a_formula_that_reaches_beyond_the_file_leaves_only_its_value(formula):
    data = workbook(plain_sheet(f"<f>{formula}</f><v>120.5</v>"))
    cell = opened(mark_faults(data, [(SHEET, "D3", "ผิด")]))[SHEET]["C3"]
    assert (cell.value, cell.data_type) == (120.5, "n")


def test_a_formula_within_the_file_stays():
    data = workbook(plain_sheet("<f>SUM(A1:B1)</f><v>120.5</v>"))
    assert opened(mark_faults(data, [(SHEET, "D3", "ผิด")]))[SHEET]["C3"].value == "=SUM(A1:B1)"


def test_a_file_that_openpyxl_cannot_change_comes_back_as_values(monkeypatch):
    def broken(*_given, **_how):
        raise KeyError

    data = workbook(plain_sheet("<is><t>=1+1</t></is>", ' t="inlineStr"'))
    with monkeypatch.context() as patch:
        patch.setattr(openpyxl, "load_workbook", broken)
        marked = mark_faults(data, [(SHEET, "C3", "ผิด")])
    cells = opened(marked)[SHEET]
    assert (cells["C3"].value, cells["C3"].data_type, cells["C3"].comment.text) == ("=1+1", "s", "ผิด")
    assert cells["D3"].value == 99


def test_a_csv_comes_back_as_a_workbook_with_a_column_of_remarks():
    _sheet, rows = rows_of_text("รายการ,ม.ค.\n=1+1,สิบ\n".encode("cp874"), "x.csv")
    cells = opened(mark_table(rows, [("x", "B2", "อ่านไม่ได้"), ("x", "A2", "ชื่อแปลก")], sheet="x"))["x"]
    assert [[cell.value for cell in row] for row in cells] == [
        ["รายการ", "ม.ค.", "ข้อสังเกต"], ["=1+1", "สิบ", "ชื่อแปลก อ่านไม่ได้"],
    ]  # fmt: skip
    assert cells["A2"].data_type == "s"
    assert cells["B2"].fill.start_color.rgb.endswith(COLOUR)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ดีเซล [แก้ไข]", "ดีเซล _แก้ไข_"),
        ("1/2: ครึ่งปี?", "1_2_ ครึ่งปี_"),
        ("'ปี'", "ปี"),
        ("ก" * 40, "ก" * 31),
        ("'", "Sheet1"),
    ],
)
def test_a_name_that_no_sheet_may_have_is_written_as_near_as_it_can_be(name, title):
    (sheet,) = opened(mark_table([["รายการ"], ["x"]], [(name, "A2", "ผิด")], sheet=name)).worksheets
    assert (sheet.title, sheet["A2"].comment.text, sheet["B1"].value) == (title, "ผิด", "ข้อสังเกต")


ACCEPTED = [each for each in MALFORMED if each.reads and not each.name.startswith("a_csv")]  # a CSV: by mark_table


@pytest.mark.parametrize("upload", ACCEPTED, ids=lambda upload: upload.name)
def test_whatever_was_accepted_can_be_given_back_marked(upload, read):
    data = upload.make()
    reading = read(data)
    marks = [(found.sheet, found.cell, "ผิด") for found in reading.found] or [("ไม่มีแผ่นนี้", "A1", "ผิด")]
    assert opened(mark_faults(data, marks))["ข้อสังเกต"]["C2"].value == "ผิด"

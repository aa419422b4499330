"""The workbook of a year as people and programs read it: figures, words, what is missing, marks, pages."""

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from reports.exports.facts import YearFacts
from reports.exports.workbook import places
from reports.exports.workbook.year import year_workbook
from tests.reports import sample_years

CALCULATING = (places.SUMMARY, places.SOURCES, places.FACTORS, places.GASES, places.GASES_BY_SOURCE)
SHEETS = [places.SUMMARY, places.SOURCES, places.WORKINGS, places.FACTORS, places.POTENTIALS, places.GASES,
          places.GASES_BY_SOURCE, places.README]  # fmt: skip
SHEETS_OF_DATA = (places.SOURCES, places.GASES_BY_SOURCE, places.GASES)
YEARS = ("published_year", "year_of_every_method", "year_with_gaps", "year_with_long_names", "large_year", "empty_year")
TEMPTING = ('=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "=1+1|cmd", "\t=1", "=สูตร")
every_year = pytest.mark.parametrize("name", YEARS)


@cache
def made(name: str) -> bytes:
    return year_workbook(getattr(sample_years, name)())


def formulas(workbook: bytes, sheet: str) -> dict[str, str]:
    cells = (cell for row in openpyxl.load_workbook(io.BytesIO(workbook))[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if cell.data_type == "f"}


def stored(workbook: bytes, sheet: str) -> list[list[object]]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return read.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def table(workbook: bytes, sheet: str) -> pd.DataFrame:
    """The rows of a sheet under its heads, without the sums below."""
    frame = pd.read_excel(io.BytesIO(workbook), sheet_name=sheet, header=places.HEAD_ROW, engine="calamine")
    return frame[frame.iloc[:, 0].notna()] if sheet == places.SOURCES else frame


def totals(workbook: bytes) -> pd.DataFrame:
    return table(workbook, places.SUMMARY).head(7).set_index("ประเภท")


def with_names(facts: YearFacts, names: tuple[str, ...]) -> YearFacts:
    mapping = sample_years.published_inventory()
    for source, name in zip(mapping["sources"], names, strict=False):
        source["name"] = name
    return replace(sample_years.facts_of(mapping), organisation=replace(facts.organisation, name_th=names[0]))


@every_year
def test_the_sheets_come_in_their_order(name):
    assert CalamineWorkbook.from_filelike(io.BytesIO(made(name))).sheet_names == SHEETS


@pytest.mark.parametrize("sheet", CALCULATING)
@pytest.mark.parametrize("name", [name for name in YEARS if name != "empty_year"])
def test_every_calculating_sheet_calculates(name, sheet):
    assert formulas(made(name), sheet)


def test_methods_other_than_the_factor_show_their_formula():
    wanted = {"EXP(", "*44/28*", "/365*", "44/12"}
    found = " ".join(formulas(made("year_of_every_method"), places.WORKINGS).values())
    assert all(piece in found for piece in wanted)


def test_a_parameter_says_where_its_value_is_from():
    facts = sample_years.published_year()
    pond = replace(facts.sources["s3"], assumptions_th={"mcf": "ผลสำรวจบ่อ พ.ศ. 2566"})
    workbook = year_workbook(replace(facts, sources={**facts.sources, "s3": pond}))
    said = [row[3] for row in stored(workbook, places.WORKINGS) if row[0] == "ค่าปรับแก้การเกิด CH4 (MCF)"]
    assert [each.partition(":")[0] for each in said] == ["ค่าตั้งต้น", "กำหนดในบัญชีนี้"]
    assert said[1].endswith(" · ผลสำรวจบ่อ พ.ศ. 2566")


@every_year
def test_no_cell_holds_an_error(name):
    for sheet in SHEETS:
        assert not [cell for row in stored(made(name), sheet) for cell in row if str(cell).startswith("#")]


def test_the_totals_are_those_of_the_published_inventory():
    frame = totals(made("published_year"))
    assert frame.loc["รวมประเภทที่ 1, 2 และ 3", "kgCO2e ก่อนปัด"] == 220986.93744
    assert frame.loc["ประเภทที่ 1 ทางตรง", "kgCO2e ก่อนปัด"] == 11017.13228
    assert list(frame["tCO2e ที่รายงาน"].head(5)) == [12, 193, 205, 18, 223]


@every_year
def test_every_source_has_a_row_with_the_figures_of_the_result(name):
    facts = getattr(sample_years, name)()
    frame = table(made(name), places.SOURCES)
    results = {source["id"]: source for source in facts.result["sources"]}
    assert len(frame) == len(results)
    by_name = {source["name"]: results[source["id"]] for source in facts.inventory["sources"]}
    for _, row in frame.iterrows():
        expected = by_name[row["แหล่งปล่อย"]]
        assert row["รวม kgCO2e"] == float(expected["kgco2e"])
        for month, kgco2e in expected.get("kgco2e_by_month", {}).items():
            assert row[f"kgCO2e {sample_month(month)}"] == float(kgco2e)


def sample_month(key: str) -> str:
    from reports.exports.thai_words import month

    return month(key)


def test_gases_are_those_of_the_result():
    facts = sample_years.year_of_every_method()
    frame = table(made("year_of_every_method"), places.GASES)
    kg = frame[frame["ประเภท"] == "ประเภทที่ 1 ทางตรง"].set_index("ก๊าซ")["กก. ก๊าซ"]
    for gas, expected in facts.result["scopes"]["1"]["kg"].items():
        assert kg[{"CH4_fossil": "CH4 จากฟอสซิล"}.get(gas, gas)] == float(expected)


def test_empty_nought_and_not_occurring_differ():
    row = table(made("year_with_gaps"), places.SOURCES).iloc[0]
    amounts = [row[head] for head in ("ก.พ. 67", "มี.ค. 67", "เม.ย. 67", "มิ.ย. 67")]
    assert amounts[:2] == [0, "ไม่มีกิจกรรม"]
    assert pd.isna(amounts[2])
    assert amounts[3] == "ยังไม่ประเมิน"
    assert row["kgCO2e ก.พ. 67"] == 0
    assert row["kgCO2e มี.ค. 67"] == "ไม่มีกิจกรรม"
    assert pd.isna(row["kgCO2e เม.ย. 67"])


def test_a_month_in_which_nothing_is_known_has_no_sum():
    rows = stored(made("year_with_gaps"), places.SOURCES)
    column = rows[places.HEAD_ROW].index("kgCO2e ธ.ค. 67")
    sums = [row for row in rows if str(row[2]).startswith("รวม")]
    assert {row[column] for row in sums} == {""}
    assert all(row[column - 1] for row in sums[:4])


def test_estimates_look_different_and_are_named():
    sheet = openpyxl.load_workbook(io.BytesIO(made("year_with_gaps")))[places.SOURCES]
    heads = {cell.value: cell.column for cell in sheet[places.HEAD_ROW + 1]}
    row = next(row for row in sheet.iter_rows(min_row=6) if row[2].value == "ไฟฟ้า อาคารสำนักงาน")
    assert [row[heads[month] - 1].font.italic for month in ("ก.ย. 67", "ต.ค. 67", "พ.ย. 67")] == [False, True, True]
    assert row[heads["เดือนที่ประมาณค่า"] - 1].value == "ต.ค. 67 – พ.ย. 67"


def test_an_empty_year_says_that_nothing_is_known():
    frame = totals(made("empty_year"))
    assert set(frame["kgCO2e ก่อนปัด"].head(5)) == {"–"}
    assert frame.loc["ประเภทที่ 1 ทางตรง", "หมายเหตุ"] == "ไม่มีแหล่งปล่อยในบัญชีนี้"


def test_numbers_too_long_for_a_cell_are_written_out():
    frame = table(made("year_with_long_names"), places.SOURCES)
    written = frame.set_index("แหล่งปล่อย")["ตัวเลขเต็ม (เกิน 15 หลัก)"]
    assert written["กระดาษ A4 และ A3 (สีขาว)"] == "ม.ค. 67 = 999,999,999,999.123456789"
    assert written.isna().sum() == len(frame) - 1


@pytest.mark.parametrize("name", ["published_year", "locked_year"])
def test_the_mark_of_invented_data_is_on_every_sheet_page_and_row(name):
    workbook, simulated = made(name), name == "published_year"
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for sheet in book:
        assert ("ข้อมูลจำลอง" in sheet["A3"].value) is simulated
        assert ("ข้อมูลจำลอง" in (sheet.oddHeader.right.text or "")) is simulated
    for sheet in SHEETS_OF_DATA:
        frame = table(workbook, sheet)
        rows = frame[~frame.iloc[:, 0].astype(str).str.startswith("รวม")]
        assert set(rows["ข้อมูลจำลอง"]) == {"ใช่" if simulated else "ไม่ใช่"}
    credited = [cell for row in stored(workbook, places.SUMMARY) for cell in row if "มหาวิทยาลัยแม่โจ้" in str(cell)]
    assert bool(credited) is simulated


def test_no_name_becomes_a_formula():
    workbook = year_workbook(with_names(sample_years.published_year(), TEMPTING))
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert {cell.value for cell in texts} >= set(TEMPTING)
    assert all(cell.quotePrefix for cell in texts if cell.value in TEMPTING)
    names = " ".join(formula for sheet in SHEETS for formula in formulas(workbook, sheet).values())
    assert "HYPERLINK" not in names
    assert "cmd" not in names


@pytest.mark.parametrize("name", ["ทต. A&B", "ทต. &P &[Picture] [x]", "ก" * 400, "\x00\x0bทต.\ufffe\n2", "🚛" * 300])
def test_any_name_makes_a_file_that_opens(name):
    facts = with_names(sample_years.published_year(), (name,))
    book = openpyxl.load_workbook(io.BytesIO(year_workbook(facts)))
    for part in ("oddHeader", "oddFooter"):
        assert len(str(getattr(book[places.SUMMARY], part).left.text)) < 120


def test_the_printed_page():
    book = openpyxl.load_workbook(io.BytesIO(made("published_year")))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.oddFooter.center.text.endswith("หน้า &P จาก &N")
        if sheet.title not in {places.SUMMARY, places.README}:
            assert sheet.print_title_rows == f"${places.FIRST_ROW}:${places.FIRST_ROW}"
            assert sheet.freeze_panes is not None
    assert book[places.SOURCES].print_title_cols == "$A:$D"
    assert {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row} == {"Sarabun"}


def test_the_file_says_what_it_is():
    facts = sample_years.published_year()
    book = openpyxl.load_workbook(io.BytesIO(made("published_year")))
    properties = book.properties
    assert properties.title == "คาร์บอนฟุตพริ้นท์ขององค์กร ปี 2567 เทศบาลตัวอย่าง"
    assert properties.created == facts.prepared_at.astimezone(dt.UTC).replace(tzinfo=None)
    assert facts.document_sha256 in properties.description
    cells = {str(cell) for row in stored(made("published_year"), places.SUMMARY) for cell in row}
    assert facts.document_sha256 in cells
    assert f"{facts.ledger.number} · {facts.ledger.hash}" in cells


@every_year
def test_the_same_facts_give_the_same_bytes(name):
    assert year_workbook(getattr(sample_years, name)()) == made(name)


def test_the_parts_of_the_file_bear_no_date_of_their_own():
    with zipfile.ZipFile(io.BytesIO(made("published_year"))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_figures_are_reported_as_tgo_rounds_them():
    found = formulas(made("published_year"), places.SUMMARY)
    assert found["D6"] == '=IF(ISNUMBER(B6),ROUNDUP(ROUND(B6,6)/1000,0),"–")'
    assert found["D8"] == '=IF(COUNT(D6,D7),SUM(D6,D7),"–")'


def test_a_sum_is_a_sum_of_rows():
    found = formulas(made("published_year"), places.SOURCES)
    ranges = [re.fullmatch(r'=IF\(COUNT\((\w+:\w+)\),SUM\(\1\),""\)', formula) for formula in found.values()]
    assert sum(each is not None for each in ranges) >= 7 + 4


def test_a_workbook_is_asked_for_before_the_library_is_loaded():
    code = "import django, sys; django.setup(); import cfo_site.urls; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_number_stored_is_the_nearest_that_a_cell_can_hold():
    facts = sample_years.year_of_every_method()
    values = {cell for row in stored(made("year_of_every_method"), places.SOURCES) for cell in row}
    for source in facts.result["sources"]:
        assert float(Decimal(source["kgco2e"])) in values

"""A calculating program reckons the workbooks anew from their formulas alone, and comes to the application's figures."""

import io
from functools import cache

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from reports.exports.workbook import places
from reports.exports.workbook.year import year_workbook
from tests.reports import sample_years, workbook_corners
from tests.reports.libreoffice import SPOILED, needs_libreoffice, recalculated, same, spoil
from tests.reports.pdf_reading import by_poppler, glued, needs_poppler

SAMPLES = {
    name: getattr(sample_years, name)
    for name in (
        "published_year", "year_of_every_method", "year_with_gaps", "year_without_scope_3", "year_with_long_names",
        "fiscal_year", "empty_year", "large_year",
    )
}  # fmt: skip
YEARS = SAMPLES | {"corners": workbook_corners.year_of_corners, "short": workbook_corners.short_year_of_corners}
CHANGED = "changed"  # the published year in which somebody typed other figures
LITRES, POTENTIAL = 200.65, 29

pytestmark = needs_libreoffice


@cache
def made(name: str) -> bytes:
    return year_workbook(YEARS[name]())


def typed_over(workbook: bytes) -> bytes:
    """January's diesel and the GWP of methane typed over, and a missing month filled in; nothing stored is left."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    heads = {cell.value: cell.column for cell in book[places.SOURCES][places.HEAD_ROW + 1]}
    book[places.SOURCES].cell(places.FIRST_ROW + 1, heads["ม.ค. 67"], LITRES)
    book[places.SOURCES].cell(places.FIRST_ROW + 1, heads["ธ.ค. 67"], 10)
    methane = next(row for row in book[places.POTENTIALS].iter_rows(min_row=6) if row[1].value == "CH4")
    methane[2].value = POTENTIAL
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(scope="module")
def outcome() -> dict[str, tuple[bytes, int]]:
    """Each workbook as recalculated, and how many of its formulas had been spoiled before."""
    spoiled = {name: spoil(made(name)) for name in YEARS}
    asked = {name: workbook for name, (workbook, _) in spoiled.items()}
    again = recalculated(asked | {CHANGED: typed_over(made("year_with_gaps"))})
    return {name: (workbook, spoiled.get(name, (b"", 0))[1]) for name, workbook in again.items()}


def values(workbook: bytes) -> dict[str, list[list[object]]]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return {name: read.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in read.sheet_names}


def formula_cells(workbook: bytes) -> list[tuple[str, int, int, str]]:
    return [
        (sheet.title, cell.row - 1, cell.column - 1, cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def at(sheet: list[list[object]], row: int, column: int) -> object:
    return sheet[row][column] if row < len(sheet) and column < len(sheet[row]) else ""


@pytest.mark.parametrize("name", YEARS)
def test_every_formula_comes_to_the_value_stored_beside_it(name, outcome):
    workbook, spoiled = outcome[name]
    stored, again, cells = values(made(name)), values(workbook), formula_cells(made(name))
    assert len(cells) == spoiled > 0
    wrong = [
        (sheet, row, column, formula, at(stored[sheet], row, column), at(again[sheet], row, column))
        for sheet, row, column, formula in cells
        if not same(at(stored[sheet], row, column), at(again[sheet], row, column))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", [*YEARS, CHANGED])
def test_nothing_spoiled_and_no_error_is_left(name, outcome):
    sheets = values(outcome[name][0])
    left = [cell for sheet in sheets.values() for row in sheet for cell in row]
    assert not [cell for cell in left if cell == float(SPOILED) or str(cell).startswith(("#", "Err:"))]


def test_the_whole_workbook_follows_what_is_typed_over(outcome):
    mapping = dict(sample_years.year_with_gaps().inventory)
    diesel = mapping["sources"][0]
    diesel["amounts"] |= {"2024-01": str(LITRES), "2024-12": "10"}
    mapping["gwp"] = {**mapping["gwp"], "values": {**mapping["gwp"]["values"], "CH4": str(POTENTIAL)}}
    expected = sample_years.calculated(mapping)
    summary = values(outcome[CHANGED][0])[places.SUMMARY]
    lines = {row[0]: row for row in summary[places.FIRST_ROW : places.FIRST_ROW + 6]}
    for label, key in (("ประเภทที่ 1 ทางตรง", "1"), ("ประเภทที่ 3 ทางอ้อมอื่น ๆ", "3")):
        assert same(lines[label][1], float(expected["scopes"][key]["kgco2e"]))
        assert lines[label][3] == int(expected["scopes"][key]["reported_tco2e"])
    assert same(lines["รวมประเภทที่ 1, 2 และ 3"][1], float(expected["scope_1_2_3"]["kgco2e"]))
    checks = [
        row[1] for row in summary[places.FIRST_ROW + 8 : places.FIRST_ROW + 13] if str(row[0]).startswith("ประเภท")
    ]
    assert checks == [0, 0, 0]


@needs_poppler
def test_on_paper_no_number_is_cut_and_no_name_is_lost():
    name = "year_with_long_names"
    text = by_poppler(recalculated({name: made(name)}, to="pdf")[name])
    assert "###" not in text
    for source in YEARS[name]().inventory["sources"][4:]:
        assert glued(source["name"]) in glued(text)

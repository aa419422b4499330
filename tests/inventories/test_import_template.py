"""Our template: filled out of the system, filled in with a spreadsheet program, brought back."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.workbooks import template as places
from inventories.exports.template import year_template
from inventories.forms.imports.contents import contents_of
from inventories.forms.workbooks.upload import read_upload
from inventories.models import Source
from inventories.services.sources import Addition, add_sources

from .bringing import Bringing
from .conftest import JANUARY, make_diesel, make_year
from .test_import_store import State, figures

FIRST = places.FIRST_MONTH


def made(inventory) -> bytes:
    with tenant_scope(inventory.municipality):
        return year_template(inventory)


def opened(content: bytes):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book, book[places.DATA_SHEET]


def saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bring(inventory, actor, content: bytes) -> Bringing:
    reading = read_upload(io.BytesIO(content), "แบบ.xlsx", months=inventory.month_list)
    return Bringing(inventory, actor, contents_of(reading), content)


def row_of(sheet, use) -> int:
    (row,) = [
        row
        for row in range(places.FIRST_ROW, sheet.max_row + 1)
        if str(sheet.cell(row, places.KEY).value).startswith(f"{use.source_id}:")
    ]
    return row


def later_use(inventory, use, owner) -> None:
    """Let the same source count in another inventory."""
    again = {"scope": use.scope, "category": use.category, "method": use.method, "factor": use.factor}
    add_sources(inventory=inventory, actor=owner, additions=[Addition(source=use.source, use=again)])


def test_it_has_a_row_a_source_and_a_column_a_month_with_what_is_there(year, diesel, electricity, record):
    record(diesel, "1234.5")
    record(electricity, None, notation="NO")
    _book, sheet = opened(made(year))
    heads = [sheet.cell(places.HEAD_ROW, column).value for column in range(FIRST, FIRST + 13)]
    assert (heads[0], heads[11], heads[12]) == ("ม.ค. 2567", "ธ.ค. 2567", "รวม")
    first, second = row_of(sheet, diesel), row_of(sheet, electricity)
    assert sheet.cell(first, places.NAME).value == "น้ำมันดีเซล รถเก็บขนขยะ"
    assert (sheet.cell(first, places.UNIT).value, sheet.cell(second, places.UNIT).value) == ("ลิตร", "kWh")
    assert (sheet.cell(first, FIRST).value, sheet.cell(first, FIRST + 1).value) == (1234.5, None)
    assert sheet.cell(second, FIRST).value == "ไม่มี"


def test_only_cells_for_figures_are_open_and_the_marks_are_hidden(year, diesel, town):
    book, sheet = opened(made(year))
    assert sheet.protection.sheet
    row = row_of(sheet, diesel)
    assert sheet.cell(places.HEAD_ROW, FIRST).protection.locked
    assert sheet.cell(row, places.NAME).protection.locked
    assert not sheet.cell(row, FIRST).protection.locked
    assert sheet.column_dimensions["A"].hidden
    mark = book[places.MARK_SHEET]
    assert mark.sheet_state == "veryHidden"
    assert [mark.cell(number, 1).value for number in (1, 2, 3, 4)] == [places.MARKER, places.VERSION, town.key, "2567"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"ไม่มี,ไม่ประเมิน,รวมที่อื่น"'


def test_a_month_in_which_a_source_does_not_count_is_locked_and_grey(town, orn, year, diesel):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(first_month=JANUARY.replace(month=7))
    _book, sheet = opened(made(year))
    row = row_of(sheet, diesel)
    june, july = sheet.cell(row, FIRST + 5), sheet.cell(row, FIRST + 6)
    assert (june.protection.locked, july.protection.locked) == (True, False)
    assert june.fill.start_color.rgb == "FFD9D9D9"


def test_a_name_that_looks_like_a_formula_stays_a_text(town, orn, year):
    with tenant_scope(town):
        use = make_diesel(year, orn, '=HYPERLINK("http://x")')
    _book, sheet = opened(made(year))
    cell = sheet.cell(row_of(sheet, use), places.NAME)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://x")', "s", True)


def test_a_long_name_has_room_and_what_is_printed_ends_with_the_total(town, orn, year, diesel):
    with tenant_scope(town):
        long = make_diesel(year, orn, "น้ำมันดีเซล รถบรรทุกน้ำและรถดับเพลิงของงานป้องกันและบรรเทาสาธารณภัย คันที่ 12")
    _book, sheet = opened(made(year))
    short = sheet.row_dimensions[row_of(sheet, diesel)].height or sheet.sheet_format.defaultRowHeight
    assert sheet.row_dimensions[row_of(sheet, long)].height >= 2 * short
    assert sheet.print_area == f"'{places.DATA_SHEET}'!$B$1:$Q${sheet.max_row}"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("E5", "$4:$4")


def test_the_same_figures_give_the_same_bytes(year, diesel, record):
    first = made(year)
    assert made(year) == first
    record(diesel, "1")
    assert made(year) != first


def test_what_comes_back_untouched_has_nothing_to_store(year, diesel, electricity, nid, record):
    record(diesel, "0.1")
    record(diesel, "123456789012345.123456789", month=JANUARY.replace(month=2))
    record(electricity, None, notation="NE")
    brought = bring(year, nid, made(year))
    seen = brought.look()
    assert (seen.blocks, seen.problems, seen.unplaced) == ([], [], [])
    assert seen.counts == {State.SAME: 3}


def test_what_is_filled_in_comes_back_as_it_was_typed(year, diesel, electricity, nid, record):
    record(diesel, "5")
    book, sheet = opened(made(year))
    row = row_of(sheet, diesel)
    sheet.cell(row, FIRST).value = 6.25
    sheet.cell(row, FIRST + 1).value = "๑,๒๓๔.๕"
    sheet.cell(row, FIRST + 2).value = "ไม่มี"
    sheet.cell(row, FIRST + 3).value = 0
    sheet.cell(row_of(sheet, electricity), FIRST + 11).value = 999999.5
    brought = bring(year, nid, saved(book))
    assert brought.look().counts == {State.CHANGED: 1, State.NEW: 4}
    assert brought.commit().stored == 5
    assert figures(diesel) == {
        "2024-01": Decimal("6.25"), "2024-02": Decimal("1234.5"), "2024-03": "NO", "2024-04": Decimal(0),
    }  # fmt: skip
    assert figures(electricity) == {"2024-12": Decimal("999999.5")}
    assert bring(year, nid, made(year)).look().counts == {State.SAME: 5}


def test_a_figure_deleted_in_the_file_is_not_deleted_in_the_system(year, diesel, nid, record):
    record(diesel, "5")
    book, sheet = opened(made(year))
    sheet.cell(row_of(sheet, diesel), FIRST).value = None
    assert bring(year, nid, saved(book)).look().counts == {}


def test_what_was_typed_in_the_system_since_the_download_is_told_only_where_the_file_says_otherwise(
    year, diesel, nid, record
):
    record(diesel, "5")
    record(diesel, "6", month=JANUARY.replace(month=2))
    book, sheet = opened(made(year))
    sheet.cell(row_of(sheet, diesel), FIRST).value = 50
    record(diesel, "500", based_on=1)
    record(diesel, "600", month=JANUARY.replace(month=2), based_on=1)
    seen = bring(year, nid, saved(book)).look()
    assert seen.counts == {State.CHANGED: 1, State.SAME: 1}
    (clash,) = seen.clashes
    assert (clash.outcome.amount, clash.outcome.now.amount) == (Decimal(50), Decimal(500))


def test_a_calendar_years_template_brought_to_the_fiscal_year_knows_what_its_months_held(
    town, orn, nid, year, diesel, record
):
    """Both years show the same figures; the numbers in a row's key are those of its own months."""
    with tenant_scope(town):
        fiscal = make_year(town, orn, year=2567, kind="fiscal")
        later_use(fiscal, diesel, orn)
    record(diesel, "5")
    book, sheet = opened(made(year))
    sheet.cell(row_of(sheet, diesel), FIRST).value = 50
    sheet.cell(row_of(sheet, diesel), FIRST + 3).value = 8
    record(diesel, "500", based_on=1)
    seen = bring(fiscal, nid, saved(book)).look()
    assert (seen.blocks, seen.counts) == ([], {State.CHANGED: 1, State.NEW: 1})
    (clash,) = seen.clashes
    assert (clash.outcome.month, clash.outcome.seen.amount, clash.outcome.now.amount) == ("2024-01", 5, 500)


def test_rows_may_be_sorted_and_still_find_their_source(year, diesel, electricity, nid):
    book, sheet = opened(made(year))
    one, other = row_of(sheet, diesel), row_of(sheet, electricity)
    for column in range(1, FIRST):
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value
    sheet.cell(one, FIRST).value = 77
    bring(year, nid, saved(book)).commit()
    assert (figures(diesel), figures(electricity)) == ({}, {"2024-01": Decimal(77)})


def test_another_towns_template_and_another_years_are_not_stored(town, year, diesel, their_diesel, orn, nid):
    with tenant_scope(town):
        later = make_year(town, orn, year=2568)
        make_diesel(later, orn)
    for inventory in (their_diesel.inventory, later):
        book, sheet = opened(made(inventory))
        sheet.cell(places.FIRST_ROW, FIRST).value = 77
        brought = bring(year, nid, saved(book))
        assert brought.look().blocks, inventory
    assert figures(diesel) == {}


def test_it_is_downloaded_by_whoever_may_read(sign_in, nid, wichai, town, diesel):
    for person in (nid, wichai):
        response = sign_in(person).get(reverse("inventories:import_template", args=[town.key, "2567"]))
        assert response.headers["Content-Disposition"] == 'attachment; filename="cfo-thung-sai-2567-entry.xlsx"'
        assert opened(response.content)[1].cell(places.FIRST_ROW, places.NAME).value == "น้ำมันดีเซล รถเก็บขนขยะ"


@pytest.mark.parametrize("language", ["th", "en"])
def test_its_words_are_thai_whoever_asks(sign_in, nid, town, diesel, settings, language):
    client = sign_in(nid)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    content = client.get(reverse("inventories:import_template", args=[town.key, "2567"])).content
    assert opened(content)[1].cell(places.HEAD_ROW, FIRST).value == "ม.ค. 2567"

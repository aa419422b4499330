"""What is wrong with the XML within."""

from tests.workbooks.malformed.register import (
    amount_in_january,
    reads,
    refused,
)
from tests.workbooks.packages import (
    DECLARATION,
    MAIN,
    head,
    letters,
    number_cell,
    parts_of,
    plain_sheet,
    row_of,
    sheet_xml,
    workbook,
    zipped,
)


def _with_entities(prolog, cell):
    return zipped(parts_of(plain_sheet().replace(DECLARATION, prolog).replace("<v>120.5</v>", f"<v>{cell}</v>")))


@refused("entities")
def a_billion_laughs():
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _with_entities(f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{lols}]>', "&l9;")


@refused("entities")
def an_external_entity():
    return _with_entities('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;")


@refused("entities")
def an_external_dtd_in_the_shared_strings():
    strings = f'<?xml version="1.0"?><!DOCTYPE sst SYSTEM "http://127.0.0.1:9/x.dtd"><sst xmlns="{MAIN}"/>'
    return zipped(parts_of(plain_sheet(), extra={"xl/sharedStrings.xml": strings}))


@refused("damaged")
def a_sheet_of_broken_xml():
    return workbook(plain_sheet().replace("</sheetData>", ""))


@refused("damaged")
def shared_strings_that_are_missing():
    return workbook(plain_sheet("<v>0</v>", ' t="s"'))


@refused("damaged")
def a_sheet_that_its_part_is_missing_of():
    parts = parts_of(plain_sheet())
    del parts["xl/workbook.xml"]
    return zipped(parts)


@refused("too_much_text")
def a_long_text_shared_by_very_many_cells():
    text = f'<sst xmlns="{MAIN}"><si><t>{"ก" * 30_000}</t></si></sst>'
    rows = [row_of(row, *(f'<c r="{letters(column)}{row}" t="s"><v>0</v></c>' for column in range(1, 51)))
            for row in range(1, 2_001)]  # fmt: skip
    return zipped(parts_of(sheet_xml(*rows), extra={"xl/sharedStrings.xml": text}))


@refused("bomb")
def elements_without_end_inside_one_another():
    return workbook(plain_sheet().replace("<sheetData>", "<a>" * 5_000 + "<sheetData>"))


@refused("too_many_rows")
def a_hundred_thousand_rows():
    rows = [head(1), *(f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>ไฟฟ้า</t></is></c><c r="C{row}"><v>{row}</v></c></row>'
                       for row in range(2, 100_001))]  # fmt: skip
    return workbook(sheet_xml(*rows))


@refused("too_many_columns")
def sixteen_thousand_columns():
    return workbook(sheet_xml(row_of(1, *(number_cell(1, column, column) for column in range(1, 16_001)))))


@refused("too_many_columns")
def a_stray_figure_in_the_last_cell_of_the_sheet():
    return workbook(sheet_xml(head(1), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


@refused("too_many_cells")
def more_figures_than_a_year_can_need():
    return workbook(
        sheet_xml(
            *(row_of(row, *(number_cell(row, column, row) for column in range(1, 42))) for row in range(1, 5_001))
        )
    )


@reads(amount_in_january("120.5"))
def a_dimension_that_lies():
    return workbook(plain_sheet().replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'))


@refused("merged_too_wide")
def merged_ranges_over_the_whole_sheet():
    merges = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(5, 1_005))
    return workbook(plain_sheet().replace("</worksheet>", f"<mergeCells>{merges}</mergeCells></worksheet>"))

"""What stands in the sheets."""

from decimal import Decimal

from tests.workbooks.malformed.register import (
    january,
    noticed,
    reads,
    refused,
)
from tests.workbooks.packages import (
    DECLARATION,
    MAIN,
    OFFICE,
    PACKAGE,
    SHORT,
    head,
    letters,
    line,
    number_cell,
    parts_of,
    plain_sheet,
    row_of,
    sheet_xml,
    text_cell,
    workbook,
    zipped,
)


@refused("no_worksheet")
def a_workbook_of_charts_only():
    parts = parts_of("")
    del parts["xl/worksheets/sheet1.xml"]
    parts["xl/chartsheets/sheet1.xml"] = f'{DECLARATION}<chartsheet xmlns="{MAIN}"/>'.encode()
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
    ).encode()
    return zipped(parts)


@refused("nothing_in_it")
def an_empty_workbook():
    return workbook(sheet_xml())


@refused("layout_unknown")
def a_workbook_of_something_else():
    return workbook(
        sheet_xml(
            row_of(1, text_cell(1, 1, "ชื่อ"), text_cell(1, 2, "เงินเดือน")),
            row_of(2, text_cell(2, 1, "ก"), number_cell(2, 2, 9)),
        )
    )


@reads(
    lambda reading: (
        january(reading).amount == Decimal("120.5") and "hidden" in {n.rule for n in january(reading).notices}
    )
)
def a_table_on_a_hidden_sheet():
    return workbook(plain_sheet(), names=["ซ่อน"], states={"ซ่อน": ' state="veryHidden"'})


@reads(lambda reading: not reading.rows and reading.year == 2560 and reading.faults[0].rule == "wrong_year")
def a_table_of_the_wrong_year():
    return workbook(plain_sheet(title="ปี 2560"))


@reads(
    lambda reading: (
        not reading.rows and reading.faults[0].rule == "no_figures" and "totals" in {i.why for i in reading.ignored}
    )
)
def a_table_of_totals_only():
    return workbook(sheet_xml(head(1), line(2, "รวมทั้งหมด", "kWh", {1: number_cell(2, 3, 5), 2: number_cell(2, 4, 6)})))


@reads(lambda reading: [str(found.amount) for found in reading.found] == ["11", "22"])
def headings_merged_over_pairs_of_columns():
    rows = [
        row_of(1, text_cell(1, 1, "รายการ"), *(text_cell(1, 2 + 2 * n, month) for n, month in enumerate(SHORT))),
        row_of(2, *(text_cell(2, 2 + n, ("ปริมาณ", "CF")[n % 2]) for n in range(24))),
        row_of(
            3,
            text_cell(3, 1, "ไฟฟ้า"),
            number_cell(3, 2, 11),
            number_cell(3, 3, 999),
            number_cell(3, 4, 22),
            number_cell(3, 5, 999),
        ),
    ]
    merges = "".join(f'<mergeCell ref="{letters(2 + 2 * n)}1:{letters(3 + 2 * n)}1"/>' for n in range(12))
    return workbook(sheet_xml(*rows, after=f'<mergeCells count="13"><mergeCell ref="A1:A2"/>{merges}</mergeCells>'))


@reads(lambda reading: [str(found.amount) for found in reading.found] == ["5"])
def headings_with_characters_that_nobody_sees():
    months = [f"\u200f{month}\u200b\u00a0" for month in SHORT]
    rows = [
        row_of(
            1,
            text_cell(1, 1, "\u202bราย\u200bการ\ufeff"),
            *(text_cell(1, 3 + n, month) for n, month in enumerate(months)),
        )
    ]
    return workbook(sheet_xml(*rows, row_of(2, text_cell(2, 1, "\u200eไฟฟ้า"), number_cell(2, 3, 5))))


@reads(lambda reading: [found.month.isoformat() for found in reading.found] == ["2025-01-01", "2025-02-01"])
def months_that_are_dates():
    styles = f'{DECLARATION}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="17" applyNumberFormat="1"/></cellXfs></styleSheet>'
    heads = [f'<c r="{letters(3 + n)}1" s="1"><v>{45658 + day}</v></c>' for n, day in enumerate((0, 31, 59))]
    parts = parts_of(
        sheet_xml(
            row_of(1, text_cell(1, 1, "รายการ"), *heads),
            row_of(2, text_cell(2, 1, "ไฟฟ้า"), number_cell(2, 3, 5), number_cell(2, 4, 6)),
        ),
        extra={"xl/styles.xml": styles},
    )
    relation = f'<Relationship Id="rId9" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", relation.encode()
    )
    return zipped(parts)


@reads(noticed("external_links"))
def formulas_that_point_to_another_file():
    links = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": "<Relationships/>",
    }
    return zipped(parts_of(plain_sheet("<f>[1]แผ่น1!A1</f><v>120.5</v>"), extra=links))

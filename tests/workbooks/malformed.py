"""Malformed uploads, each made anew by a function whose name says what is wrong, with what reading must answer.

`refused`: the rule of the refusal. Else `reads`: what is asked of the reading. All figures are invented (ข้อมูลจำลอง).
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

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
    ole,
    parts_of,
    plain_sheet,
    row_of,
    sheet_xml,
    text_cell,
    with_deflated,
    workbook,
    zeros,
    zipped,
)


@dataclass(frozen=True)
class Malformed:
    make: Callable[[], bytes]
    refused: str = ""
    reads: Callable[[object], bool] | None = None

    @property
    def name(self) -> str:
        return self.make.__name__


MALFORMED: list[Malformed] = []


def refused(rule):
    def register(make):
        MALFORMED.append(Malformed(make, refused=rule))
        return make

    return register


def reads(check):
    def register(make):
        MALFORMED.append(Malformed(make, reads=check))
        return make

    return register


def january(reading):
    """The first cell that was read."""
    return reading.found[0]


def fault_in_january(rule):
    return lambda reading: january(reading).fault is not None and january(reading).fault.rule == rule


def amount_in_january(amount, *notices):
    return lambda reading: (
        january(reading).amount == Decimal(amount) and {each.rule for each in january(reading).notices} == set(notices)
    )


def noticed(rule, amount="120.5"):
    return lambda reading: (
        rule in {each.rule for each in reading.notices} and january(reading).amount == Decimal(amount)
    )


# ---- the container


@refused("damaged")
def a_zip_cut_off_in_the_middle():
    return workbook(plain_sheet())[:900]


@refused("damaged")
def a_zip_with_a_flipped_byte():
    whole = bytearray(zipped(parts_of(plain_sheet()), compression=zipfile.ZIP_STORED))
    whole[whole.index(b"120.5")] ^= 1
    return bytes(whole)


@refused("bomb")
def a_zip_bomb_in_a_sheet():
    packed, size, check = zeros(300, before=sheet_xml().encode())
    parts = parts_of(plain_sheet())
    del parts["xl/worksheets/sheet1.xml"]
    return with_deflated(parts, "xl/worksheets/sheet1.xml", packed, size, check)


@refused("damaged")
def a_zip_bomb_that_declares_a_small_size():
    packed, _size, check = zeros(300)
    parts = parts_of(plain_sheet())
    del parts["xl/worksheets/sheet1.xml"]
    return with_deflated(parts, "xl/worksheets/sheet1.xml", packed, 5_000, check)


@refused("bomb")
def a_bomb_below_the_steepest_ratio():
    xml = sheet_xml(*(row_of(row, *(f'<c r="{letters(column)}{row}" s="{(row * column) % 7}"/>' for column in range(1, 101)))
                      for row in range(1, 20_001)))  # fmt: skip
    return workbook(xml)


@reads(amount_in_january("120.5"))
def a_nested_zip_bomb_beside_a_good_table():
    packed, size, check = zeros(40)
    inner = with_deflated({"a.txt": b"a"}, "bomb.txt", packed, size, check)
    return zipped(parts_of(plain_sheet(), extra={"xl/embeddings/bomb.zip": inner}))


@refused("bomb")
def members_that_share_their_bytes():
    """Quoted overlap: the directory lists the same bytes many times."""
    whole = zipped(parts_of(plain_sheet()))
    directory = whole.rfind(b"PK\x05\x06")
    start = int.from_bytes(whole[directory + 16 : directory + 20], "little")
    members = whole[start:directory]
    target = members.index(b"xl/worksheets/sheet1.xml") - 46
    entry = members[target : target + 46 + len(b"xl/worksheets/sheet1.xml")]
    extra = b"".join(entry.replace(b"sheet1.xml", b"sheet%d.xml" % number) for number in range(2, 9))
    count = int.from_bytes(whole[directory + 10 : directory + 12], "little") + 7
    end = b"PK\x05\x06\x00\x00\x00\x00" + count.to_bytes(2, "little") * 2
    end += (len(members) + len(extra)).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\x00\x00"
    return whole[:start] + members + extra + end


@refused("bad_names")
def two_members_of_the_same_name():
    import warnings

    parts = [*parts_of(plain_sheet()).items(), ("xl/worksheets/sheet1.xml", plain_sheet("<v>9</v>").encode())]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped(parts)


@refused("bad_names")
def a_member_that_climbs_out_of_the_archive():
    return zipped(parts_of(plain_sheet(), extra={"../../etc/cron.d/x": b"x"}))


@refused("bad_names")
def a_member_with_an_absolute_name():
    return zipped(parts_of(plain_sheet(), extra={"/etc/passwd": b"x"}))


@refused("too_many_parts")
def thousands_of_members():
    return zipped(parts_of(plain_sheet(), extra={f"xl/media/{number}.png": b"" for number in range(3_000)}))


@refused("password")
def a_workbook_with_a_password():
    return ole("EncryptedPackage")


@refused("password")
def a_zip_with_encrypted_members():
    whole = bytearray(workbook(plain_sheet()))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(signature)
        while place >= 0:
            whole[place + offset] |= 1
            place = whole.find(signature, place + 4)
    return bytes(whole)


@refused("old_xls")
def an_old_xls():
    return ole("Workbook")


@refused("macros")
def a_workbook_with_macros():
    extra = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    return zipped(parts_of(plain_sheet(), extra=extra, content_type="sheet.macroEnabled.main"))


@refused("macros")
def a_workbook_with_macros_renamed_to_xlsx():
    return zipped(parts_of(plain_sheet(), extra={"xl/VBAProject.BIN": b"\xd0\xcf\x11\xe0"}))


@refused("other_spreadsheet")
def a_libreoffice_ods():
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})


@refused("other_spreadsheet")
def a_binary_xlsb():
    return zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"\x00"})


@refused("not_a_workbook")
def a_word_document():
    return zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})


@refused("not_a_workbook")
def a_pdf_named_xlsx():
    return b"%PDF-1.7\n1 0 obj\n"


@refused("not_a_workbook")
def a_jpeg_named_csv():
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256))


@refused("empty")
def an_empty_file():
    return b""


@refused("empty")
def a_file_of_nothing_but_nuls():
    return b"\x00" * 70_000


@refused("other_spreadsheet")
def a_web_page_saved_as_xls():
    return "<html><body><table><tr><td>รายการ</td><td>120</td></tr></table></body></html>".encode()


@refused("too_big")
def a_file_larger_than_the_limit():
    return b"PK\x03\x04" + b"\x01" * 20_100_000


# ---- the XML within


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


# ---- what stands in the sheets


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


# ---- what stands in the cells


@reads(lambda reading: reading.rows[0].label == "=cmd|' /C calc'!A0" and january(reading).amount == 7)
def a_label_that_looks_like_a_formula():
    return workbook(sheet_xml(head(1), line(2, "=cmd|' /C calc'!A0", "kWh", {1: number_cell(2, 3, 7)})))


@reads(fault_in_january("not_a_number"))
def a_figure_that_is_a_formula_as_text():
    return workbook(plain_sheet("<is><t>=1+1</t></is>", ' t="inlineStr"'))


@reads(fault_in_january("no_cached_value"))
def a_formula_that_was_never_calculated():
    return workbook(plain_sheet("<f>A1+1</f><v></v>"))


@reads(fault_in_january("no_cached_value"))
def a_formula_with_a_filler_for_its_value():
    return workbook(plain_sheet("<f>A1+1</f><v>0</v>"), workbook_extra='<calcPr calcId="1" fullCalcOnLoad="1"/>')


@reads(amount_in_january("120.5", "formula"))
def a_formula_with_its_value():
    return workbook(plain_sheet("<f>A1+1</f><v>120.5</v>"))


@reads(fault_in_january("error_value"))
def an_error_for_a_figure():
    return workbook(plain_sheet("<f>1/0</f><v>#DIV/0!</v>", ' t="e"'))


@reads(amount_in_january("24", "text_number"))
def a_number_typed_as_text_with_blanks():
    return workbook(plain_sheet("<is><t xml:space='preserve'> 24\u00a0</t></is>", ' t="inlineStr"'))


@reads(amount_in_january("1234.5", "text_number"))
def a_number_in_thai_digits():
    return workbook(plain_sheet("<is><t>๑,๒๓๔.๕</t></is>", ' t="inlineStr"'))


@reads(amount_in_january("120", "text_number", "unit_in_text"))
def a_number_with_its_unit_behind():
    return workbook(plain_sheet("<is><t>120 kWh</t></is>", ' t="inlineStr"'))


@reads(fault_in_january("text_behind"))
def a_number_with_another_unit_behind():
    return workbook(plain_sheet("<is><t>120 บาท</t></is>", ' t="inlineStr"'))


@reads(lambda reading: january(reading).notation == "NO" and january(reading).asks and january(reading).amount is None)
def a_dash_for_a_figure():
    return workbook(plain_sheet("<is><t>-</t></is>", ' t="inlineStr"'))


@reads(fault_in_january("negative"))
def a_negative_figure():
    return workbook(plain_sheet("<v>-5</v>"))


@reads(fault_in_january("too_large"))
def a_figure_with_three_hundred_digits():
    return workbook(plain_sheet("<v>1e308</v>"))


@reads(fault_in_january("too_small"))
def a_figure_too_small_to_keep():
    return workbook(plain_sheet("<v>1e-300</v>"))


@reads(amount_in_january("0.3"))
def a_figure_with_binary_noise():
    return workbook(plain_sheet("<v>0.30000000000000004</v>"))


@reads(fault_in_january("not_a_number"))
def a_figure_that_is_not_a_number():
    return workbook(plain_sheet("<is><t>NaN</t></is>", ' t="inlineStr"'))


@reads(fault_in_january("not_a_number"))
def a_number_cell_that_holds_infinity():
    return workbook(plain_sheet("<v>INF</v>"))


@reads(fault_in_january("not_a_number"))
def a_number_cell_that_holds_no_number():
    return workbook(plain_sheet("<v>NaN</v>"))


@reads(fault_in_january("not_a_number"))
def a_number_cell_that_holds_words():
    return workbook(plain_sheet("<v>สิบสอง</v>"))


@reads(lambda reading: january(reading).fault is not None and len(january(reading).raw) < 300)
def a_text_of_32767_characters():
    return workbook(plain_sheet(f"<is><t>{'ก' * 32_767}</t></is>", ' t="inlineStr"'))


@reads(fault_in_january("not_a_number"))
def a_figure_that_is_true():
    return workbook(plain_sheet("<v>1</v>", ' t="b"'))


# ---- CSV

_CSV = "รายการ,หน่วย,ม.ค. 2568,ก.พ. 2568,มี.ค. 2568\nไฟฟ้า อาคาร,kWh,120.5,99,\n"


@reads(noticed("charset"))
def a_csv_in_thai_windows_characters():
    return _CSV.encode("cp874")


@reads(noticed("charset"))
def a_csv_in_utf_8_with_its_mark():
    return _CSV.encode("utf-8-sig")


@reads(noticed("charset"))
def a_csv_in_utf_16_with_tabs():
    return _CSV.replace(",", "\t").encode("utf-16")


@reads(noticed("charset"))
def a_csv_with_semicolons_and_line_breaks_within():
    return _CSV.replace(",", ";").replace("ไฟฟ้า อาคาร", '"ไฟฟ้า\nอาคาร"').encode()


@refused("charset")
def a_csv_of_no_known_characters():
    return b"a,b\n\xff\xfd\xfc\xdb\xdc,1\n"


@refused("broken_csv")
def a_csv_with_a_quotation_that_never_ends():
    return (_CSV + '"' + "ก" * 200_000).encode()


@refused("too_many_rows")
def a_csv_of_a_hundred_thousand_rows():
    return (_CSV + "ไฟฟ้า,kWh,1,2,3\n" * 100_000).encode()


@refused("not_a_workbook")
def a_text_file_with_control_characters():
    return b"a,b\n\x01\x02,1\n"

"""What stands in the cells."""

from tests.workbooks.malformed.register import (
    amount_in_january,
    fault_in_january,
    january,
    reads,
)
from tests.workbooks.packages import (
    head,
    line,
    number_cell,
    plain_sheet,
    sheet_xml,
    workbook,
)


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

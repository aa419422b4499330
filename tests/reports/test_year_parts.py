"""The parts of a year's document: their figures are those of the result document, and nothing reads as 0."""

from decimal import Decimal
from itertools import chain

import pytest

from inventories.calc.catalogue import METHODS
from reports.exports import thai_parameters, thai_words
from reports.exports.parts.amounts import amount_groups
from reports.exports.parts.completeness import completeness
from reports.exports.parts.methods import FORMULAS, method_notes
from reports.exports.parts.months import months
from reports.exports.parts.sources import apart_rows, factor_rows, source_groups
from reports.exports.parts.totals import totals
from tests.reports import sample_years

EVERY_YEAR = [
    sample_years.published_year,
    sample_years.year_with_gaps,
    sample_years.year_without_scope_3,
    sample_years.year_with_long_names,
    sample_years.year_of_every_method,
    sample_years.empty_year,
    sample_years.fiscal_year,
]
every_year = pytest.mark.parametrize("year", EVERY_YEAR, ids=lambda year: year.__name__)


def value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_the_totals_of_the_published_year_are_the_published_ones():
    year = sample_years.published_year()
    rows = totals(year.inventory, year.result).rows
    assert [(row.label, row.kgco2e, row.tonnes, row.reported) for row in rows] == [
        ("ประเภทที่ 1 ทางตรง", "11,017.13228", "11.01713228", "12"),
        ("ประเภทที่ 2 ทางอ้อมจากพลังงาน", "192,534.68536", "192.53468536", "193"),
        ("รวมประเภทที่ 1 และ 2", "203,551.81764", "203.55181764", "205"),
        ("ประเภทที่ 3 ทางอ้อมอื่น ๆ", "17,435.11980", "17.43511980", "18"),
        ("รวมประเภทที่ 1, 2 และ 3", "220,986.93744", "220.98693744", "223"),
    ]


def test_shares_are_of_the_reported_tonnes_as_in_fr_05():
    year = sample_years.published_year()
    rows = totals(year.inventory, year.result).rows
    assert [(row.share_1_2, row.share_1_2_3) for row in rows] == [
        ("5.85", "5.38"),
        ("94.15", "86.55"),
        ("100.00", "91.93"),
        ("–", "8.07"),
        ("–", "100.00"),
    ]


@every_year
def test_the_kilograms_of_gases_times_gwp_make_each_scope(year):
    facts = year()
    for group in totals(facts.inventory, facts.result).gases:
        for row in group.rows:
            assert value(row.kg) * value(row.gwp) == pytest.approx(value(row.kgco2e), abs=Decimal("0.01"))
        assert sum(value(row.kgco2e) for row in group.rows) == pytest.approx(
            value(group.kgco2e), abs=Decimal("0.00001")
        )


def test_where_nothing_is_known_no_total_reads_0():
    year = sample_years.empty_year()
    result = totals(year.inventory, year.result)
    assert {row.reported for row in result.rows} == {"–"}
    assert result.total.word == "ยังไม่มีข้อมูล"
    assert {row.word for row in result.rows if row.mark} == {"ไม่มีแหล่งปล่อยในบัญชีนี้"}


def test_a_scope_without_sources_says_so_and_the_sums_stand():
    year = sample_years.year_without_scope_3()
    rows = {row.label: row for row in totals(year.inventory, year.result).rows}
    assert rows["ประเภทที่ 3 ทางอ้อมอื่น ๆ"].word == "ไม่มีแหล่งปล่อยในบัญชีนี้"
    assert rows["ประเภทที่ 3 ทางอ้อมอื่น ๆ"].reported == "–"
    assert rows["รวมประเภทที่ 1, 2 และ 3"].reported == "205"


def test_a_scope_that_did_not_occur_is_0_and_not_unknown():
    mapping = sample_years.published_inventory()
    mapping["sources"][3]["amounts"] = dict.fromkeys(sample_years.MONTHS, "NO")
    facts = sample_years.facts_of(mapping)
    row = totals(facts.inventory, facts.result).rows[1]
    assert (row.reported, row.word) == ("0", "")


def test_what_is_reported_apart_is_in_no_total():
    year = sample_years.year_of_every_method()
    result = totals(year.inventory, year.result)
    assert result.separate.kgco2e == "211,200.00000"  # 120 kg of R-22, GWP 1760
    assert value(result.total.kgco2e) == value(result.rows[2].kgco2e) + value(result.rows[3].kgco2e)
    assert [(row.name.split()[-1], row.separate) for row in apart_rows(year.inventory, year.result)][1] == (
        "r22",
        "211,200",
    )


@every_year
def test_the_table_of_months_adds_up_to_the_sources_with_monthly_results(year):
    facts = year()
    table = months(facts.inventory, facts.result)
    scope_of = {source["id"]: source["scope"] for source in facts.inventory["sources"]}
    monthly = sum(
        Decimal(amount)
        for source in facts.result["sources"]
        if scope_of[source["id"]] != "separate"
        for amount in source.get("kgco2e_by_month", {}).values()
    )
    assert sum(sum(month.scopes) for month in table.chart) * 1000 == pytest.approx(monthly, abs=Decimal("0.0001"))
    assert len(table.rows) == len(table.chart) == 12


def test_a_month_in_which_nothing_is_known_has_no_figures():
    year = sample_years.year_with_gaps()
    december = months(year.inventory, year.result).rows[-1]
    assert not december.known
    assert {*december.scopes, december.total} == {"–"}
    assert [row.missing for row in months(year.inventory, year.result).rows[:4]] == [0, 0, 0, 1]


def test_a_scope_without_sources_has_no_figures_in_any_month():
    year = sample_years.year_without_scope_3()
    table = months(year.inventory, year.result)
    assert {row.scopes[2] for row in table.rows} == {"–"}
    assert table.sums[2] == "–"


def test_sources_reckoned_by_the_year_are_named_beside_the_months():
    year = sample_years.year_of_every_method()
    assert months(year.inventory, year.result).yearly_only == ("แหล่งปล่อย cod2", "แหล่งปล่อย landfill")


def test_a_budget_year_runs_from_october():
    year = sample_years.fiscal_year()
    labels = [row.label for row in months(year.inventory, year.result).rows]
    assert (labels[0], labels[-1]) == ("ต.ค. 66", "ก.ย. 67")


def test_empty_zero_and_not_occurring_are_three_things():
    year = sample_years.year_with_gaps()
    diesel = amount_groups(year.inventory, year.sources)[0].rows[0]
    assert [(cell.kind, cell.text) for cell in diesel.cells[:6]] == [
        ("given", "71.65"),
        ("zero", "0"),
        ("key", "ไม่มีกิจกรรม"),
        ("void", "ไม่มีข้อมูล"),
        ("given", "12.5"),
        ("key", "ยังไม่ประเมิน"),
    ]
    assert (diesel.total, diesel.partial) == ("84.15", True)


def test_an_estimate_is_marked():
    year = sample_years.year_with_gaps()
    power = amount_groups(year.inventory, year.sources)[1].rows[0]
    assert [cell.kind for cell in power.cells[9:]] == ["est", "est", "void"]


@every_year
def test_amounts_are_printed_as_the_document_holds_them(year):
    facts = year()
    rows = {
        row.name: row
        for row in chain.from_iterable(group.rows for group in amount_groups(facts.inventory, facts.sources))
    }
    keys = sorted(f"{row.label}" for row in months(facts.inventory, facts.result).rows)
    assert len(keys) == 12
    for source in facts.inventory["sources"]:
        if "parent" in source or source["method"] == "landfill_fod":
            continue
        numbers = [Decimal(each) for each in source["amounts"].values() if each not in thai_words.NOTATIONS]
        printed = [value(cell.text) for cell in rows[source["name"]].cells if cell.kind in {"given", "zero", "est"}]
        assert sorted(printed) == sorted(numbers)


def test_a_derived_source_shows_the_amounts_of_its_parent():
    year = sample_years.year_of_every_method()
    groups = {group.mark: group for group in amount_groups(year.inventory, year.sources)}
    upstream = groups["3"].rows[0]
    assert upstream.derived_from == "แหล่งปล่อย lpg"
    assert upstream.total == "120"


@every_year
def test_the_sources_of_a_scope_make_its_total(year):
    facts = year()
    factors = factor_rows(facts.inventory, facts.factors)
    for group in source_groups(facts.inventory, facts.result, facts.sources, factors):
        assert sum(value(row.kgco2e) for row in group.rows) == pytest.approx(
            value(group.kgco2e), abs=Decimal("0.00001")
        )
    assert sum(
        len(group.rows) for group in source_groups(facts.inventory, facts.result, facts.sources, factors)
    ) == len(facts.inventory["sources"])


def test_a_source_names_amount_factor_edition_and_confidence():
    year = sample_years.published_year()
    factors = factor_rows(year.inventory, year.factors)
    diesel, septic, _ = source_groups(year.inventory, year.result, year.sources, factors)[0].rows
    assert (diesel.amount, diesel.unit, diesel.factor, diesel.factor_number) == ("900.2", "ลิตร", "2.7406", 1)
    assert diesel.edition.startswith("ค่า EF ที่พิมพ์ในบัญชีปี 2567")
    assert (diesel.confidence, diesel.kgco2e, diesel.tonnes, diesel.share) == ("สูง", "2,467.08812", "2.47", "1.12")
    assert (septic.amount, septic.unit, septic.factor) == ("23,180", "คน-วัน", "คำนวณตามวิธี")
    assert diesel.origin == "หลักฐานการชำระเงิน · แบบฟอร์ม 1.5(1) แถว 12"


def test_a_factor_is_listed_once_with_its_gases_and_what_must_be_known_of_it():
    year = sample_years.year_of_every_method()
    rows = {row.name.split()[-1]: row for row in factor_rows(year.inventory, year.factors).values()}
    assert rows["diesel"].total == "2.74062321"
    assert rows["diesel"].gases == (("CO2", "2.698722"), ("CH4 จากฟอสซิล", "0.000142038"), ("N2O", "0.000142038"))
    assert rows["diesel"].remarks == ()
    assert rows["wood"].biogenic == "1.792"
    assert rows["power"].remarks == ("ค่า CO2e ไม่แยกก๊าซ",)
    assert "ฐาน GWP ของค่า EF (AR4) ต่างจากชุดของบัญชี (AR5-TGO-2565)" in rows["upstream"].remarks


def test_a_printed_total_that_its_gases_do_not_make_is_told():
    mapping = sample_years.published_inventory()
    mapping["sources"][0]["factor"]["printed_kgco2e"] = "2.7405"
    facts = sample_years.facts_of(mapping)
    row = next(iter(factor_rows(facts.inventory, facts.factors).values()))
    assert "ค่าที่พิมพ์ในเอกสารต้นทาง 2.7405 ต่างจากค่ารวมตามก๊าซ" in row.remarks


def test_a_factor_that_the_library_no_longer_knows_is_printed_from_the_document():
    facts = sample_years.published_year()
    row = next(iter(factor_rows(facts.inventory, {}).values()))
    assert (row.name, row.edition, row.source, row.confidence) == ("row-s1", "form-1.5-2567", sample_years.FORM, "")


def test_the_arithmetic_of_the_published_year_is_written_out():
    year = sample_years.published_year()
    lines = dict(chain.from_iterable(note.lines for note in method_notes(year.inventory, year.result)))
    assert lines == {
        "บ่อเกรอะของบุคลากร": "23,180 คน-วัน × 0.04 × 0.6 × 0.5 × 1 = 278.16 กก. CH4; × GWP 28 = 7,788.48 kgCO2e",
        "บ่อบำบัดน้ำเสียแบบไม่เติมอากาศ": "5,666.4 ลบ.ม. × 0.8 × 0.12 × 0.25 × 0.2 = 27.19872 กก. CH4; × GWP 28 = 761.56416 kgCO2e",
    }


def test_arithmetic_that_is_written_out_comes_out():
    """Left of = multiplied gives right of =, for every line that is a chain of products."""
    year = sample_years.year_of_every_method()
    lines = dict(chain.from_iterable(note.lines for note in method_notes(year.inventory, year.result)))
    for name in ("septic", "septic2", "cod"):
        factors, kg, _ = lines[f"แหล่งปล่อย {name}"].replace(" กก. CH4; × GWP 28", "").split(" = ")
        product = Decimal(1)
        for factor in factors.split(" × "):
            product *= value(factor.split(" ")[0])
        assert product == value(kg), name


def test_refrigerants_are_written_by_component():
    year = sample_years.year_of_every_method()
    lines = dict(chain.from_iterable(note.lines for note in method_notes(year.inventory, year.result)))
    assert lines["แหล่งปล่อย r410a"] == "120 กก. R-410A × GWP (0.5 × R-32 677 + 0.5 × R-125 3,170) = 230,820 kgCO2e"
    assert lines["แหล่งปล่อย r32"] == "120 กก. R-32 × GWP 677 = 81,240 kgCO2e"
    assert lines["แหล่งปล่อย upstream"] == "1 litre = 0.54 kg (อบก.)"


def test_a_value_tells_whether_it_was_stated_or_taken_from_the_method():
    year = sample_years.year_of_every_method()
    note = next(note for note in method_notes(year.inventory, year.result) if note.name == "บ่อเกรอะ")
    rows = [(row.label, row.value, row.origin) for row in note.parameters]
    assert rows[:2] == [
        ("BOD ต่อคนต่อวัน", "40", "ค่าตั้งต้น: IPCC 2006 เล่ม 5 ตาราง 6.4, เอเชีย; V-Sheet ของ อบก."),
        ("BOD ต่อคนต่อวัน", "45", "กำหนดในบัญชีนี้ (ค่าตั้งต้น 40: IPCC 2006 เล่ม 5 ตาราง 6.4, เอเชีย; V-Sheet ของ อบก.)"),
    ]


def test_a_default_that_hangs_on_another_choice_is_the_one_taken():
    year = sample_years.year_of_every_method()
    note = next(note for note in method_notes(year.inventory, year.result) if note.name.startswith("น้ำเสีย จาก"))
    returned = {row.sources: row.value for row in note.parameters if row.label.startswith("สัดส่วนน้ำใช้")}
    assert returned == {"แหล่งปล่อย cod": "0.8", "แหล่งปล่อย cod2": "1"}


def test_every_method_and_parameter_of_the_calculation_has_thai_words():
    assert set(FORMULAS) == set(thai_words.METHODS) == set(METHODS)
    for method in METHODS.values():
        for parameter in method.parameters:
            assert parameter.name in thai_parameters.LABELS
            assert parameter.unit in thai_parameters.UNITS
            assert set(parameter.choices) <= set(thai_parameters.CHOICES)


def test_every_source_of_a_default_is_told_in_thai():
    known = {
        "IPCC",
        "BOD",
        "COD",
        "CH",
        "N",
        "O",
        "GWP",
        "CFO",
        "FracGASF",
        "FracGASM",
        "U",
        "T",
        "V",
        "Sheet",
        "f",
        "U×T",
    }
    import re

    for method in METHODS.values():
        for parameter in method.parameters:
            told = thai_parameters.source(parameter.source)
            words = set(re.findall("[A-Za-z]+", told)) - known
            assert not words, (method.name, parameter.name, told)


@every_year
def test_completeness_is_that_of_the_result(year):
    facts = year()
    part = completeness(facts.inventory, facts.result)
    assert part.complete is (facts.result["completeness"]["complete"] and bool(facts.inventory["sources"]))
    assert part.word == ("ข้อมูลครบ 12 เดือนทุกแหล่ง" if part.complete else "ข้อมูลไม่ครบ 12 เดือน")


def test_gaps_are_told_source_by_source():
    year = sample_years.year_with_gaps()
    gaps = {gap.name: gap for gap in completeness(year.inventory, year.result).gaps}
    diesel = gaps["น้ำมันดีเซล รถยนต์ของสำนักงาน"]
    assert (diesel.missing, diesel.not_estimated, diesel.others) == (
        "เม.ย. 67, ก.ค. 67 – ธ.ค. 67",
        "มิ.ย. 67",
        "ไม่มีกิจกรรม มี.ค. 67",
    )
    assert gaps["ไฟฟ้า อาคารสำนักงาน"].estimated == "ต.ค. 67 – พ.ย. 67"
    assert gaps["กระดาษ A4 และ A3 (สีขาว)"].others == "ไม่มีกิจกรรม เม.ย. 67; รวมในรายการอื่น พ.ค. 67; ข้อมูลลับ มิ.ย. 67"


def test_part_of_a_year_is_not_a_whole_year():
    mapping = sample_years.published_inventory()
    mapping["period"]["months"] = 6
    for source in mapping["sources"]:
        source["amounts"] = {key: source["amounts"][key] for key in sample_years.MONTHS[:6]}
    facts = sample_years.facts_of(mapping)
    assert facts.result["completeness"]["complete"]
    assert completeness(facts.inventory, facts.result).word == "ข้อมูลไม่ครบ 12 เดือน"

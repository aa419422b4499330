"""A working leads from the amounts to the calculator's own result, step by step, on page and paper alike."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.calc.decimals import WORKING
from inventories.calc.catalogue import METHODS
from inventories.forms.parameters import FORMULAS, GUIDES, WORDING
from inventories.models import Method
from inventories.selectors.working import example, working_of
from tests.calc.example_town import town as example_town
from tests.inventories.conftest import lock
from tests.reports.sample_years import calculated, year_of_every_method

FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def reckoned(numbers: str) -> Decimal:
    """Reckon the numbers of a step as they are printed: units and words left out."""
    text = re.sub(r"[^0-9.,()+−×/ ]", "", re.sub(r"CH4|N2O|CO2|R-[0-9]+[A-Za-z]*|ลบ\.ม\.|กก\.", "", numbers))
    text = re.sub(r"\(\s*\)", "", text)
    text = FIGURE.sub(lambda found: f"Decimal('{found[0].replace(',', '')}')", text)
    return eval(text.replace("×", "*").replace("−", "-"), {"Decimal": Decimal})


def cases():
    for mapping in (year_of_every_method().inventory, example_town()):
        results = {each["id"]: each for each in calculated(mapping)["sources"]}
        for source in mapping["sources"]:
            yield pytest.param(mapping, source, results[source["id"]], id=f"{source['id']}-{source['method']}")


@pytest.mark.parametrize(("mapping", "source", "result"), list(cases()))
def test_the_steps_come_to_the_calculators_result(mapping, source, result):
    working = working_of(mapping, source, result)
    gases = [step for step in working.steps if step.gas and not step.biogenic]
    assert {step.gas for step in gases if step.value} == {gas for gas, kg in result["kg"].items() if Decimal(kg)}
    for step in gases:
        assert abs(step.reckoned - step.value) <= Decimal("1e-15") * 12 + abs(step.value) * Decimal("1e-15"), step
    last = working.last[0]
    assert last.value in {Decimal(result["kgco2e"]), Decimal(result["separate_kgco2e"])}


@pytest.mark.parametrize(("mapping", "source", "result"), list(cases()))
def test_the_printed_numbers_come_out(mapping, source, result):
    for step in working_of(mapping, source, result).steps:
        if step.numbers == step.formula:
            continue  # a sum over months, shown in its table
        printed = reckoned(step.numbers)
        assert abs(printed - step.value) <= max(abs(step.value) * Decimal("0.0001"), Decimal("0.000001")), step.line


def test_the_calculators_catalogue_and_the_words_of_the_application_cover_each_other():
    assert set(Method.values) == set(METHODS) == set(FORMULAS)
    assert set(METHODS) - set(GUIDES) == {"factor"}
    for method in METHODS.values():
        assert {name for known, name in WORDING if known == method.name} == set(method.by_name)


def test_every_example_is_calculated(full_year):
    for method, guide in GUIDES.items():
        unit = {"septic_tank": "person.day", "wastewater_cod": "m3", "wastewater_domestic": "person"}.get(method, "kg")
        told = example(full_year, method, unit, guide.amount, guide.parameters)
        assert told.endswith("kgCO2e"), method


@pytest.mark.parametrize("line", ["fertiliser-urea", "landfill-own", "open-burning-garden", "sewage-plant-overloaded",
                                  "lpg-kitchen-cylinders", "wastewater-lagoon-shallow", "fire-hcfc-123"])  # fmt: skip
def test_the_page_shows_the_same_working_to_readers(line, add_line, sign_in, wichai, town, full_year):
    use = add_line(line)
    page = sign_in(wichai).get(reverse("inventories:source_working", args=[town.key, "2567", use.pk]))
    assert page.status_code == 200
    body = page.content.decode()
    assert "ทีละขั้น" in body
    assert "kgCO2e" in body
    for step in page.context["working"].all_steps:
        assert step.result.split(" ")[0] in body


def test_of_a_locked_year_the_frozen_document_is_worked(add_line, sign_in, anan, wichai, town, full_year):
    use = add_line("compost-own")
    with tenant_scope(town):
        lock(inventory=full_year, actor=anan)
    page = sign_in(wichai).get(reverse("inventories:source_working", args=[town.key, "2567", use.pk])).content.decode()
    assert "14,814 กก. × 4 / 1000" in page


def test_reasons_and_presets_are_told_on_the_page(add_line, sign_in, wichai, town, full_year):
    use = add_line("digester-own")
    page = sign_in(wichai).get(reverse("inventories:source_working", args=[town.key, "2567", use.pk])).content.decode()
    assert "เหตุผล: ผลตรวจวัดรั่วไหล" in page
    use = add_line("landfill-own")
    page = sign_in(wichai).get(reverse("inventories:source_working", args=[town.key, "2567", use.pk])).content.decode()
    assert "ภูมิอากาศร้อนชื้น" in page
    assert "คงเหลือสิ้นปี" in page


def test_the_working_is_reckoned_as_the_calculator_reckons():
    assert WORKING.prec == 50

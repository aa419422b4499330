"""Which factors are offered for a source, in which order, and what is said of them."""

import datetime as dt

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, GwpSet
from emission_factors.services import retire
from inventories.selectors.catalogue import item
from inventories.selectors.factor_choices import factor_choices, library_categories
from inventories.services.inventories import open_year

BOTH = ("tgo-cfo-2565", "tgo-cfo-2569")


@pytest.fixture
def offered(town, orn):
    """Return a function that gives what is offered for a catalogue line in a year opened for it."""

    def choices(
        key: str, *, year=2567, kind="calendar", editions=("tgo-cfo-2565",), filing_date=None, gwp="AR5-TGO-2565"
    ):
        with tenant_scope(town):
            inventory = open_year(
                municipality=town,
                actor=orn,
                year=year,
                year_kind=kind,
                gwp_set=GwpSet.objects.get(key=gwp),
                editions=list(Edition.objects.filter(key__in=editions)),
                filing_date=filing_date,
            )
            line = item(key)
            return factor_choices(inventory, unit=line.unit, category=line.category, item=line)

    return choices


def keys(found) -> list[str]:
    return [choice.factor.key for choice in found.choices]


def test_only_the_chosen_editions_and_the_right_category_and_unit_are_offered(offered):
    found = offered("diesel-vehicle", editions=("tgo-cfo-2565", "tgo-landfill", "ipcc-2006"))
    assert {choice.factor.edition.key for choice in found.choices} == {"tgo-cfo-2565"}
    assert {choice.factor.category for choice in found.choices} == {"mobile_onroad"}
    assert {choice.factor.unit for choice in found.choices} == {"litre"}
    assert "tgo-cfo-2565.on.cng.kg" not in keys(found)


def test_the_kind_that_the_catalogue_expects_comes_first_and_the_others_are_folded(offered):
    found = offered("diesel-vehicle")
    assert keys(found)[0] == "tgo-cfo-2565.on.diesel.l"
    assert [choice.factor.key for choice in found.expected] == ["tgo-cfo-2565.on.diesel.l"]
    assert "tgo-cfo-2565.on.gas.unc.l" in [choice.factor.key for choice in found.others]
    assert "ตรงกับชนิดของแหล่งปล่อย และใช้ได้ตลอดรอบปี" in found.why_first


def test_pump_diesel_of_2569_is_b7(offered):
    assert keys(offered("diesel-vehicle", year=2569, editions=BOTH, gwp="AR5-TGO-2569"))[:2] == [
        "tgo-cfo-2569.on.b7.l",
        "tgo-cfo-2569.on.diesel.l",
    ]


def test_a_year_before_the_list_begins_sees_it_only_by_its_filing_date(offered):
    assert "tgo-cfo-2569.on.b7.l" not in keys(offered("diesel-vehicle", year=2568, editions=BOTH))


def test_the_factor_of_the_period_stands_before_that_of_the_filing_date(offered):
    found = offered("electricity-office", year=2568, editions=BOTH, filing_date=dt.date(2026, 9, 28))
    assert keys(found) == ["tgo-grid-2016-2018.scope2.kwh", "tgo-grid-2022-2024.scope2.kwh"]
    assert "สิ้นสุดก่อนวันที่คาดว่าจะยื่น 28 ก.ย. 2569" in found.choices[0].validity
    assert "ไม่ใช่ในรอบปี แต่ใช้ได้ในวันที่คาดว่าจะยื่น" in found.choices[1].validity


def test_a_factor_of_a_part_of_the_period_says_so(offered):
    found = offered("electricity-office", year=2569, kind="fiscal", editions=BOTH)
    assert all("เพียงบางส่วนของรอบปี" in choice.validity for choice in found.choices)


def test_a_life_cycle_factor_of_electricity_is_never_offered(offered):
    found = offered("electricity-office", year=2569, editions=BOTH)
    assert not [key for key in keys(found) if "cfp" in key or "scope3" in key]


def test_undated_rows_are_offered_and_marked(offered):
    found = offered("waste-landfill-town", editions=("tgo-landfill", "tgo-cfp-2565"))
    assert keys(found)[:2] == ["tgo-landfill.msw.kg", "tgo-cfp-2565.waste.msw-landfill.kg"]
    assert found.choices[0].validity == "ไม่ระบุวันใช้"
    assert "ไม่ระบุวันใช้" in found.why_first


def test_a_total_without_gases_on_another_gwp_basis_is_warned_of(offered):
    found = offered("waste-landfill-town", editions=("tgo-landfill", "tgo-cfp-2565"))
    assert any("ไม่แยกก๊าซ คิดด้วย AR4" in warning for warning in found.choices[0].warnings)
    assert found.choices[1].warnings == ()


def test_a_printed_value_that_the_years_gwp_set_does_not_reproduce_is_warned_of(offered):
    found = offered("diesel-vehicle", year=2569, editions=BOTH)  # fossil CH4 30 over a list that used 28
    assert any("ค่าที่พิมพ์คือ 2.5504" in warning for warning in found.choices[0].warnings)
    assert all(choice.warnings == () for choice in offered("diesel-vehicle", year=2567).choices)


def test_foreign_factors_never_come_first(offered):
    found = offered("paper-a4", editions=("tgo-cfp-2565", "desnz-2025"))
    foreign = [choice.factor.edition.key == "desnz-2025" for choice in found.choices]
    assert any(foreign)
    assert foreign == sorted(foreign)


def test_a_unit_that_converts_exactly_is_offered_another_is_not(offered):
    found = offered("paper-a4", editions=("tgo-cfp-2565", "desnz-2025"))
    assert {choice.factor.unit for choice in found.choices} == {"kg", "t"}


def test_a_retired_factor_is_no_longer_offered_but_stays_where_it_is_used(town, orn, year, diesel):
    with tenant_scope(town):
        retire(factor=diesel.factor, reason="พิมพ์ผิด", retired_on=dt.date(2026, 1, 1), actor=orn)
        line = item("diesel-vehicle")
        fresh = factor_choices(year, unit="litre", category=line.category, item=line)
        kept = factor_choices(year, unit="litre", category=line.category, item=line, current=diesel.factor)
    assert diesel.factor.key not in keys(fresh)
    assert diesel.factor.key in keys(kept)


def test_where_no_edition_has_one_nothing_is_offered(offered):
    found = offered("electricity-office", editions=("tgo-landfill",))
    assert (found.choices, found.why_first) == ([], "")


def test_a_source_without_a_catalogue_line_looks_where_its_category_does():
    assert set(library_categories("purchased_goods", None)) == {"purchased_goods", "water"}
    assert library_categories("electricity", None) == ("electricity",)

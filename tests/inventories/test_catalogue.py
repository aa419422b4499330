"""The catalogue of sources: the file that is served fits the library and the calculator, and a wrong line is named."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from emission_factors.calc.units import dimension
from emission_factors.models import Factor, GwpSet
from emission_factors.selectors import resolve_refrigerant
from inventories.calc.catalogue import METHODS
from inventories.models import Source
from inventories.selectors import catalogue
from inventories.selectors.catalogue import CatalogueFault, find, grouped, item
from inventories.selectors.conversions import conversions_to

ITEMS = list(catalogue.catalogue().values())
FORM_1_5_1 = [
    "diesel-generator", "diesel-fire-pump", "diesel-vehicle", "gasohol-91", "gasohol-e20", "gasohol-e85", "gasohol-95",
    "fire-co2", "septic-staff", "wastewater-lagoon-shallow", "refrigerant-r22", "refrigerant-r32", "electricity-office",
    "paper-a4", "paper-a3", "water-mwa", "water-pwa", "waste-landfill-office", "waste-burnt-diesel",
]  # fmt: skip


@pytest.fixture
def file(tmp_path):
    """A copy of the served file whose first line can be spoilt."""

    def spoilt(**changes: str):
        with catalogue.FILE.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))[:2]
        rows[0] |= changes
        path = tmp_path / "sources.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return path

    return spoilt


def test_the_lines_of_the_green_office_form_come_first_in_its_order():
    assert [each.key for each in ITEMS[: len(FORM_1_5_1)]] == FORM_1_5_1
    assert [each.key for each in ITEMS if each.in_green_office_form] == FORM_1_5_1


def test_it_holds_what_a_municipality_has_besides():
    keys = {each.key for each in ITEMS}
    assert {
        "electricity-street-light", "electricity-unmetered-light", "electricity-waterworks", "mower-2-stroke",
        "mower-4-stroke", "diesel-offroad", "lpg-vehicle", "ngv-vehicle", "fire-hcfc-123", "fire-hfc-227ea",
        "refrigerant-r410a", "refrigerant-r134a", "refrigerant-r404a", "refrigerant-r407c", "wastewater-untreated",
        "waste-landfill-town", "commuting-motorcycle",
    } <= keys  # fmt: skip


@pytest.mark.parametrize("each", ITEMS, ids=lambda each: each.key)
def test_every_line_can_become_a_source(each):
    longest = {
        name: Source._meta.get_field(name).max_length for name in ("name_th", "name_en", "paper", "catalogue_key")
    }
    assert len(each.name_th) <= longest["name_th"]
    assert len(each.name_en) <= longest["name_en"]
    assert len(each.paper) <= longest["paper"]
    assert len(each.key) <= longest["catalogue_key"]
    assert len(each.division) <= 120


def _bridged(unit: str, pattern: str) -> bool:
    """Say whether a stated conversion leads from a unit to all factors of a pattern."""
    return all(
        conversions_to(unit, factor) for factor in Factor.objects.all() if catalogue.fnmatchcase(factor.key, pattern)
    )


def test_every_pattern_finds_factors_of_the_right_category_and_unit(db):
    library = list(Factor.objects.values_list("key", "category", "unit"))
    for each in ITEMS:
        for pattern in each.factors:
            alone = [row for row in library if catalogue.fnmatchcase(row[0], pattern)]
            assert alone, f"{each.key}: nothing is called {pattern}"
            for unit in {row[2] for row in alone}:
                assert dimension(unit) == dimension(each.unit) or _bridged(each.unit, pattern), f"{each.key}: {pattern}"
            assert {row[1] for row in alone} <= set(each.factor_categories), f"{each.key}: {pattern}"


def test_every_refrigerant_can_be_weighed_by_both_sets_of_tgo(db):
    named = [each for each in ITEMS if "refrigerant" in each.parameters]
    assert len(named) >= 8
    for each in named:
        for gwp_set in GwpSet.objects.filter(key__startswith="AR5-TGO"):
            assert resolve_refrigerant(each.parameters["refrigerant"], gwp_set).name == each.parameters["refrigerant"]


def test_what_the_gwp_set_reports_apart_says_so_in_its_boundary_sentence(db):
    outside = set(GwpSet.objects.get(key="AR5-TGO-2565").outside)
    apart = {each.key for each in ITEMS if each.parameters.get("refrigerant") in outside}
    assert apart == {"refrigerant-r22", "fire-hcfc-123", "fire-halon-1211"}
    assert all("รายงานแยก" in each.boundary_th for each in ITEMS if each.key in apart)


def test_parameters_are_numbers_or_choices_of_their_method():
    for each in ITEMS:
        for name, value in each.parameters.items():
            parameter = METHODS[each.method].by_name[name]
            if parameter.choices:
                assert value in parameter.choices
            elif parameter.shape == "shares":
                assert sum(map(Decimal, value.values())) == 1
            elif parameter.shape == "flag":
                assert isinstance(value, bool)
            elif parameter.shape != "text":
                assert float(value) <= float(parameter.maximum or 1e9)


def test_electricity_and_water_take_30_days_schools_60_and_what_is_annual_60_from_its_month():
    delays = {each.key: each.delay_days for each in ITEMS}
    assert delays["electricity-office"] == delays["water-pwa"] == 30
    assert delays["electricity-school"] == 60
    assert delays["refrigerant-r32"] == delays["fire-co2"] == 60
    assert 15 <= delays["diesel-vehicle"] <= 45


def test_service_and_surveys_give_one_figure_a_year():
    annual = {each.key for each in ITEMS if each.frequency == "annual"}
    assert {"refrigerant-r32", "fire-co2", "fire-hcfc-123", "commuting-motorcycle"} <= annual
    assert not annual & {"electricity-office", "diesel-vehicle", "landfill-own"}
    assert {each.frequency for each in ITEMS} == {"annual", "monthly"}


def test_pump_diesel_means_b7_where_an_edition_has_it_and_diesel_otherwise():
    diesel = item("diesel-vehicle")
    assert diesel.place_of("tgo-cfo-2569.on.b7.l") < diesel.place_of("tgo-cfo-2569.on.diesel.l") < len(diesel.factors)
    assert diesel.place_of("tgo-cfo-2569.on.b20.l") == len(diesel.factors)


def test_hired_collection_and_own_collection_stand_in_different_scopes():
    assert (item("diesel-garbage-truck").scope, item("waste-collection-hired").scope) == ("1", "3")
    assert item("diesel-garbage-truck").boundary_th == item("waste-collection-hired").boundary_th


@pytest.mark.parametrize(
    ("words", "key"),
    [("ไฟถนน", "electricity-street-light"), ("แก๊สโซฮอล", "gasohol-91"), ("r410a", "refrigerant-r410a"),
     ("DIESEL garbage", "diesel-garbage-truck"), ("กองการศึกษา ไฟฟ้า", "electricity-school")],
)  # fmt: skip
def test_it_is_found_by_the_words_people_use(words, key):
    assert key in {each.key for each in find(words)}


def test_words_that_occur_nowhere_find_nothing_and_no_words_find_all():
    assert find("ยานอวกาศ") == []
    assert find("  ") == ITEMS


def test_groups_follow_scope_and_category_and_keep_every_line_once():
    scopes = grouped(ITEMS, Counter({"diesel-vehicle": 2}))
    assert [scope.scope for scope in scopes] == ["1", "2", "3"]
    lines = [line for scope in scopes for category in scope.categories for line in category.lines]
    assert sorted(each.key for each, _count in lines) == sorted(each.key for each in ITEMS)
    assert {each.key: count for each, count in lines if count} == {"diesel-vehicle": 2}
    labels = [category.label for scope in scopes for category in scope.categories]
    assert len(labels) == len(set(labels))


def test_an_unknown_line_is_none():
    assert item("spaceship") is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope": "4"}, "line 2, scope: '4' is not one of 1, 2, 3, separate"),
        ({"category": "driving"}, "category: 'driving'"),
        ({"unit": "gallon"}, "unit: 'gallon'"),
        ({"method": "guess"}, "method: 'guess'"),
        ({"name_th": "  "}, "name_th: must not be empty"),
        ({"key": "Diesel Car"}, "key: 'Diesel Car'"),
        ({"delay_days": "soon"}, "delay_days: 'soon'"),
        ({"delay_days": "500"}, "delay_days: '500'"),
        ({"frequency": "daily"}, "frequency: 'daily'"),
        ({"factor_categories": "coffee"}, "factor_categories: the library has no coffee"),
        ({"factors": ""}, "factors: the method factor needs"),
        ({"parameters": "mcf=1"}, "parameters: factor has no mcf"),
        ({"method": "refrigerant", "unit": "kg"}, "factors: the method factor needs"),
        ({"method": "septic_tank", "factor_categories": "", "factors": ""}, "unit: septic_tank counts in person.day"),
        ({"key": "diesel-fire-pump"}, "diesel-fire-pump is there twice"),
    ],
)
def test_a_wrong_line_is_named_with_column_and_reason(file, changes, said):
    with pytest.raises(CatalogueFault) as fault:
        catalogue.read(file(**changes))
    assert said in str(fault.value)


def test_a_right_line_is_read(file):
    assert len(catalogue.read(file())) == 2

"""Worked examples of each sheet, its limits, and what is refused: by hand, with the figures of the field's papers."""

import json
from decimal import ROUND_DOWN, Context, Decimal, Inexact, localcontext

import pytest

from emission_factors.calc.units import UnitMismatch
from inventories.calc.sheets.catalogue import SHEETS, as_mapping, calculate, offered
from inventories.calc.sheets.reading import Faults, without_idle_rows

D = Decimal


def come_to(kind, *, unit=None, days=31, rows=None, **fields):
    sheet = SHEETS[kind]
    inputs = {"fields": fields, "rows": rows or []}
    return calculate(sheet, inputs, unit=unit or sheet.units[0], days=days)


def refused(kind, **inputs):
    with pytest.raises(Faults) as told:
        come_to(kind, **inputs)
    return [(fault.code, fault.at, fault.row) for fault in told.value.faults]


EXAMPLES = [
    ("lamps", {"rows": [{"lamps": "120", "watts": "46", "hours": "11", "days": "30"}]}, "1821.6"),
    (
        "lamps",
        {
            "rows": [
                {"lamps": "120", "watts": "46", "hours": "11", "days": "30"},
                {"lamps": "35", "watts": "279", "hours": "11", "days": "30"},
            ]
        },
        "5044.05",
    ),
    ("meter", {"rows": [{"before": "48215", "after": "49311"}]}, "1096"),
    ("meter", {"rows": [{"before": "48215", "after": "49311", "multiplier": "20"}]}, "21920"),
    # a meter replaced in the month: the old one to its last figure, the new one from its first
    ("meter", {"rows": [{"before": "99800", "after": "99999"}, {"before": "0", "after": "301"}]}, "500"),
    ("bill_share", {"bill": "1840", "basis": "area", "part": "120", "whole": "480"}, "460"),
    ("bill_share", {"bill": "1840", "basis": "agreed", "percent": "12.5"}, "230"),
    ("bill_share", {"bill": "100", "basis": "head", "part": "1", "whole": "3"}, "33.333333333"),
    ("tank_stock", {"opening": "450", "bought": "2000", "closing": "380"}, "2070"),
    ("tank_stock", {"opening": "450", "bought": "0", "closing": "450"}, "0"),
    ("cylinders", {"rows": [{"size": "15", "received": "4"}, {"size": "48", "received": "2"}]}, "156"),
    ("cylinders", {"rows": [{"size": "15", "received": "4", "opening": "1", "closing": "2"}]}, "45"),
    ("distance", {"rows": [{"vehicle": "own", "km": "800", "economy": "9.5"}]}, "84.210526316"),
    ("distance", {"rows": [{"vehicle": "van", "km": "10204"}]}, "1000"),
    ("person_days", {"rows": [{"people": "95", "days": "22"}]}, "2090"),  # 25.08 kg CH4 at 0.012 a person-day
    ("person_days", {"rows": [{"people": "95", "days": "22", "away": "14"}, {"people": "38", "days": "26"}]}, "3064"),
    ("pupil_days", {"rows": [{"people": "84", "days": "21", "away": "60"}]}, "1704"),
    ("visitor_days", {"rows": [{"people": "65.5", "days": "22"}]}, "1441"),
    (
        "refrigerant_balance",
        {
            "opening": "13.6",
            "bought": "27.2",
            "closing": "20.4",
            "recovered": "2.5",
            "installed": "3.3",
            "retired": "1.8",
        },
        "16.4",
    ),
    ("refrigerant_balance", {"opening": "13.6", "bought": "0", "closing": "10.6"}, "3"),
    (
        "refrigerant_screening",
        {"rows": [{"machine": "room_ac", "machines": "42", "charge": "1.1", "rate": "5"}]},
        "0.1925",
    ),
    ("refrigerant_screening", {"months": "6", "rows": [{"machine": "chiller", "machines": "1", "charge": "80"}]}, "2"),
    ("reams", {"rows": [{"size": "a4", "reams": "1"}]}, "2.4948"),
    ("reams", {"rows": [{"size": "a3", "reams": "1"}]}, "4.9896"),
    ("reams", {"rows": [{"size": "a4", "reams": "10", "grammage": "70"}]}, "21.8295"),
    ("reams", {"rows": [{"size": "other", "reams": "4", "weight": "3.1"}]}, "12.4"),
    ("waste_trips", {"rows": [{"trips": "26", "load": "3200", "weighed": "weighed"}]}, "83200"),
    ("freight", {"rows": [{"trips": "4", "tonnes": "6.5", "km": "82", "back": "empty"}]}, "2132"),
    (
        "commuting",
        {
            "staff": "240",
            "sample": "80",
            "rows": [{"vehicle": "own", "people": "10", "days": "20", "km": "5", "economy": "40"}],
        },
        "150",
    ),
]


@pytest.mark.parametrize(("kind", "inputs", "amount"), EXAMPLES)
def test_a_worked_example(kind, inputs, amount):
    assert come_to(kind, **inputs).amount == D(amount)


def test_every_sheet_has_a_worked_example():
    assert {kind for kind, _inputs, _amount in EXAMPLES} == SHEETS.keys()


@pytest.mark.parametrize("kind", SHEETS)
def test_the_example_on_the_form_can_be_computed_in_each_of_its_units(kind):
    for unit in SHEETS[kind].units:
        working = calculate(SHEETS[kind], SHEETS[kind].example_in(unit), unit=unit, days=31)
        assert working.amount > 0
        assert working.unit == unit


def test_the_same_commuters_in_kilometres_and_in_passenger_kilometres():
    rows = [{"people": "30", "days": "20", "km": "10", "aboard": "1.5"}]
    asked = {"staff": "240", "sample": "80", "rows": rows}
    assert come_to("commuting", unit="pkm", **asked).amount == D(36000)
    assert come_to("commuting", unit="km", **asked).amount == D(24000)


def test_the_way_back_empty_counts_where_kilometres_are_counted():
    rows = [
        {"trips": "4", "tonnes": "6.5", "km": "82", "back": "empty"},
        {"trips": "2", "tonnes": "5", "km": "10", "back": "loaded"},
    ]
    loaded, empty = come_to("freight", unit="tkm", rows=rows), come_to("freight", unit="km", rows=rows)
    assert (loaded.amount, empty.amount) == (D(2232), D(328))
    assert [(remark.code, remark.values) for remark in loaded.remarks] == [("empty_return_elsewhere", {"km": "328"})]


def test_an_amount_is_converted_by_the_exact_ratio_as_a_step_of_its_own():
    rows = [{"trips": "26", "load": "3200", "weighed": "weighed"}]
    working = come_to("waste_trips", unit="t", rows=rows)
    assert (working.amount, working.unit) == (D("83.2"), "t")
    assert working.steps[-1].outcome.of == "converted"
    assert come_to("lamps", unit="MWh", rows=EXAMPLES[0][1]["rows"]).amount == D("1.8216")


def test_a_unit_of_another_dimension_raises():
    with pytest.raises(UnitMismatch):
        come_to("lamps", unit="litre", rows=EXAMPLES[0][1]["rows"])


@pytest.mark.parametrize(
    ("kind", "inputs", "fault"),
    [
        ("tank_stock", {"opening": "1", "bought": "2", "closing": "4"}, ("closing_exceeds", "closing", None)),
        ("tank_stock", {"opening": "1", "closing": "1"}, ("missing", "bought", None)),
        ("tank_stock", {"opening": "-1", "bought": "2", "closing": "1"}, ("not_decimal", "opening", None)),
        ("tank_stock", {"opening": "1e3", "bought": "2", "closing": "1"}, ("not_decimal", "opening", None)),
        ("tank_stock", {"opening": "1" * 16, "bought": "2", "closing": "1"}, ("too_large", "opening", None)),
        (
            "tank_stock",
            {"opening": "0.0000000001", "bought": "2", "closing": "0"},
            ("too_many_places", "opening", None),
        ),
        ("cylinders", {"rows": [{"size": "15", "received": "4", "opening": "1"}]}, ("both_counts", "closing", 1)),
        (
            "cylinders",
            {"rows": [{"size": "15", "received": "4", "opening": "1", "closing": "6"}]},
            ("closing_exceeds", "closing", 1),
        ),
        ("meter", {"rows": [{"before": "49311", "after": "48215"}]}, ("reading_goes_back", "after", 1)),
        ("meter", {"rows": [{"before": "1", "after": "2", "multiplier": "0"}]}, ("must_be_above", "multiplier", 1)),
        ("lamps", {"rows": []}, ("no_rows", "lamps", 1)),
        ("lamps", {"rows": [{"days": "31"}]}, ("no_rows", "lamps", 1)),
        (
            "lamps",
            {"rows": [{"lamps": "1", "watts": "46", "hours": "24.5", "days": "1"}]},
            ("out_of_range", "hours", 1),
        ),
        (
            "lamps",
            {"rows": [{"lamps": "1.5", "watts": "46", "hours": "24", "days": "1"}]},
            ("not_whole", "lamps", 1),
        ),
        ("bill_share", {"bill": "9", "basis": "area"}, ("one_way_needed", "part", None)),
        ("bill_share", {"bill": "9", "basis": "area", "part": "1"}, ("missing", "whole", None)),
        (
            "bill_share",
            {"bill": "9", "basis": "area", "part": "1", "whole": "2", "percent": "50"},
            ("one_way_only", "percent", None),
        ),
        (
            "bill_share",
            {"bill": "9", "basis": "area", "part": "3", "whole": "2"},
            ("part_exceeds_whole", "part", None),
        ),
        ("bill_share", {"bill": "9", "basis": "luck", "percent": "50"}, ("unknown_choice", "basis", None)),
        ("person_days", {"rows": [{"people": "2", "days": "3", "away": "7"}]}, ("away_exceeds", "away", 1)),
        (
            "refrigerant_balance",
            {"opening": "1", "bought": "0", "closing": "1", "recovered": "1"},
            ("balance_below_zero", "closing", None),
        ),
        (
            "refrigerant_screening",
            {"rows": [{"machine": "other", "machines": "1", "charge": "1"}]},
            ("missing", "rate", 1),
        ),
        ("reams", {"rows": [{"size": "other", "reams": "4"}]}, ("missing", "weight", 1)),
        ("distance", {"rows": [{"vehicle": "own", "km": "4"}]}, ("missing", "economy", 1)),
        ("distance", {"rows": [{"vehicle": "cng_taxi", "km": "4"}]}, ("unknown_choice", "vehicle", 1)),
        (
            "commuting",
            {"staff": "10", "sample": "5", "rows": [{"vehicle": "car", "people": "6", "days": "1", "km": "1"}]},
            ("people_exceed_sample", "sample", None),
        ),
        (
            "commuting",
            {"staff": "10", "sample": "11", "rows": [{"vehicle": "car", "people": "6", "days": "1", "km": "1"}]},
            ("sample_exceeds_staff", "staff", None),
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_input(kind, inputs, fault):
    assert fault in refused(kind, **inputs)


def test_all_faults_of_all_rows_are_told_at_once():
    rows = [{"lamps": "1", "watts": "0", "hours": "25", "days": "1"}, {}, {"lamps": "x", "watts": "46"}]
    assert refused("lamps", rows=rows) == [
        ("must_be_above", "watts", 1),
        ("out_of_range", "hours", 1),
        ("not_decimal", "lamps", 3),
        ("missing", "hours", 3),
        ("missing", "days", 3),
    ]


@pytest.mark.parametrize("days", [28, 29, 30, 31])
def test_a_day_more_than_the_month_has_is_refused(days):
    row = {"people": "1", "days": str(days)}
    assert come_to("person_days", days=days, rows=[row]).amount == days
    assert refused("person_days", days=days, rows=[row | {"days": str(days + 1)}]) == [("out_of_range", "days", 1)]


def test_more_staff_groups_than_the_form_has_are_refused():
    rows = [{"people": "1", "days": "1"}] * 5
    assert refused("person_days", rows=rows) == [("too_many_rows", "", None)]


def test_a_result_too_large_for_a_cell_is_refused():
    rows = [{"trips": "9" * 15, "load": "100000", "weighed": "weighed"}]
    assert refused("waste_trips", rows=rows) == [("too_large", "", None)]


def test_what_was_not_measured_is_estimated():
    assert come_to("lamps", **EXAMPLES[0][1]).estimated
    assert not come_to("meter", rows=[{"before": "1", "after": "2"}]).estimated
    assert not come_to("bill_share", bill="9", basis="submeter", part="1", whole="2").estimated
    assert come_to("bill_share", bill="9", basis="area", part="1", whole="2").estimated
    weighed = {"trips": "1", "load": "1", "weighed": "weighed"}
    assert not come_to("waste_trips", rows=[weighed]).estimated
    assert come_to("waste_trips", rows=[weighed, weighed | {"weighed": "estimated"}]).estimated
    for kind, sheet in SHEETS.items():
        if sheet.estimated != "depends":
            example = sheet.example_in(sheet.units[0])
            assert calculate(sheet, example, unit=sheet.units[0], days=31).estimated == (sheet.estimated == "always"), (
                kind
            )


def test_a_default_that_is_taken_is_in_the_working_with_its_basis():
    working = come_to("distance", rows=[{"vehicle": "van", "km": "1250"}])
    (step,) = working.as_mapping()["steps"]
    assert step["parts"][1] == {
        "sign": "÷",
        "of": "economy",
        "value": "10.204",
        "unit": "km/litre",
        "default": {"basis": "tgo-event", "confidence": "medium"},
    }
    assert step["outcome"]["rounded"] is True
    typed = come_to("distance", rows=[{"vehicle": "van", "km": "1250", "economy": "10.204"}])
    assert "default" not in typed.as_mapping()["steps"][0]["parts"][1]
    assert typed.amount == working.amount


def test_a_leak_rate_outside_the_known_range_is_kept_and_remarked():
    row = {"machine": "room_ac", "machines": "1", "charge": "1", "rate": "25"}
    assert [remark.code for remark in come_to("refrigerant_screening", rows=[row]).remarks] == ["outside_range"]
    assert not come_to("refrigerant_screening", rows=[row | {"rate": "10"}]).remarks


def test_the_caller_s_decimal_context_is_neither_used_nor_changed():
    expected = come_to("distance", rows=[{"vehicle": "van", "km": "1250"}]).as_mapping()
    odd = Context(prec=3, rounding=ROUND_DOWN, traps=[Inexact])
    with localcontext(odd) as context:
        assert come_to("distance", rows=[{"vehicle": "van", "km": "1250"}]).as_mapping() == expected
        assert not context.flags[Inexact]


def test_rows_in_which_nothing_was_filled_in_are_not_kept():
    inputs = {"rows": [{"size": "15", "received": "4"}, {"size": "48"}, {"size": "7", "received": "1"}]}
    kept = without_idle_rows(SHEETS["cylinders"], inputs, unit="kg")
    assert [row["size"] for row in kept["rows"]] == ["15", "7"]
    assert kept["rows"][0] == {"size": "15", "received": "4", "opening": "", "closing": ""}


def test_sheets_are_offered_by_unit_and_category():
    assert [sheet.kind for sheet in offered(unit="litre", category="mobile_onroad")] == ["tank_stock", "distance"]
    assert [sheet.kind for sheet in offered(unit="kWh", category="electricity")] == ["meter", "lamps", "bill_share"]
    assert [sheet.kind for sheet in offered(unit="kg", category="stationary_combustion")] == ["cylinders", "tank_stock"]
    assert [sheet.kind for sheet in offered(unit="t", category="waste")] == ["waste_trips"]
    assert [sheet.kind for sheet in offered(unit="litre", category="waste")] == ["tank_stock", "distance"]
    assert offered(unit="person.night", category="business_travel") == []


def test_the_catalogue_is_plain_data_and_says_where_each_default_is_from():
    mapping = as_mapping()
    assert json.loads(json.dumps(mapping)) == mapping
    assert mapping.keys() == SHEETS.keys()
    for sheet in mapping.values():
        assert sheet["formula"]
        assert sheet["source"]
        for asked in (*sheet["fields"], *sheet["rows"]):
            assert asked["meaning"]
            assert (asked["default"] is None) or (asked["basis"] and asked["confidence"])


def test_the_economies_and_leak_rates_are_those_of_the_notes():
    vehicles = {choice.value: choice for choice in SHEETS["distance"].rows[1].choices}
    assert {name: choice.gives["economy"].value for name, choice in vehicles.items() if choice.gives} == {
        "car": "13.796",
        "pickup": "11.111",
        "van": "10.204",
        "bus": "2.85",
        "motorcycle": "38.655",
        "cng_taxi": "11.905",
    }
    machines = {choice.value: choice.span.get("rate") for choice in SHEETS["refrigerant_screening"].rows[1].choices}
    assert machines == {
        "room_ac": ("1", "10"),
        "vehicle_ac": ("10", "20"),
        "chiller": ("2", "15"),
        "standalone_commercial": ("1", "15"),
        "domestic_fridge": ("0.1", "0.5"),
        "other": None,
    }


def test_malformed_inputs_are_faults_and_nothing_else():
    for raw in ({}, {"rows": None}, {"rows": "x"}, {"rows": [None, 3, {"lamps": 12}]}, {"fields": [], "rows": [{}]}):
        with pytest.raises(Faults):
            calculate(SHEETS["lamps"], raw, unit="kWh", days=31)

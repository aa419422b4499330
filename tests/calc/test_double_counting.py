"""What may be counted twice: each rule with its twin that must stay silent."""

import random
from dataclasses import replace

import pytest

from inventories.calc.double_counting import RULES, Claim, findings

METER = Claim(
    id=1, scope="2", category="electricity", method="factor", catalogue="electricity-office", factor="electricity"
)
CAR = Claim(
    id=2, scope="2", category="electricity", method="factor", catalogue="electricity-ev-public", factor="electricity"
)
TANK = Claim(id=3, scope="1", category="septic", method="septic_tank", catalogue="septic-staff", place="สำนักงาน")
WATER = Claim(
    id=4, scope="1", category="wastewater", method="wastewater_cod", place="สำนักงาน", water_used=True,
    catalogue="wastewater-untreated",
)  # fmt: skip
CFP = Claim(id=5, scope="2", category="electricity", method="factor", factor="electricity_lifecycle", fuel_key="cfp")
POWER = Claim(
    id=6, scope="3", category="upstream_energy", method="factor", factor="electricity_upstream", parent=1, fuel_key="up"
)
LORRY = Claim(id=7, scope="3", category="upstream_freight", method="factor", factor="freight")
TRUCK = Claim(id=8, scope="1", category="mobile_onroad", method="factor", factor="mobile_onroad")
FUEL = Claim(
    id=9,
    scope="3",
    category="upstream_energy",
    method="factor",
    factor="fuel_upstream",
    parent=8,
    fuel_key="wtt.diesel",
)
STOVE = Claim(id=10, scope="1", category="stationary_combustion", method="factor", factor="stationary_combustion")
OFFICE = Claim(
    id=11, scope="3", category="waste", method="factor", catalogue="waste-landfill-office", factor="waste_landfill"
)
TOWN = Claim(
    id=12, scope="3", category="waste", method="factor", catalogue="waste-landfill-town", factor="waste_landfill"
)
SITE = Claim(id=13, scope="1", category="solid_waste", method="landfill_fod")


def rules(*claims: Claim) -> list[str]:
    return [each.rule for each in findings(claims)]


@pytest.mark.parametrize(
    ("rule", "claims", "concerned"),
    [
        ("same_water", [TANK, WATER], (3, 4)),
        ("same_water", [replace(TANK, place=""), WATER], (3, 4)),
        ("own_meter", [METER, CAR], (2,)),
        ("own_meter", [METER, replace(CAR, answers={"ev-charging": "own-meter"})], (2,)),
        ("lifecycle_power", [CFP, METER, POWER], (5, 6)),
        ("upstream_and_freight", [LORRY, TRUCK, FUEL], (7, 9)),
        ("upstream_and_freight", [LORRY, replace(FUEL, parent=None)], (7, 9)),
        ("upstream_twice", [TRUCK, FUEL, replace(FUEL, id=20, parent=None)], (20,)),
        ("office_and_town_waste", [OFFICE, TOWN], (11, 12)),
        ("own_site_and_delivered", [SITE, TOWN], (12, 13)),
        ("same_number", [replace(METER, identifier="020-123"), replace(METER, id=21, identifier=" 020123 ")], (1, 21)),
    ],
)
def test_a_rule_warns_and_names_the_sources(rule, claims, concerned):
    assert (rule, concerned) in [(each.rule, each.sources) for each in findings(claims)]


@pytest.mark.parametrize(
    ("rule", "claims"),
    [
        ("same_water", [TANK, replace(WATER, place="ตลาด")]),
        ("same_water", [TANK, replace(WATER, water_used=False)]),
        ("same_water", [TANK, replace(WATER, emits=False)]),
        ("same_water", [replace(TANK, answers={"same-water": "split"}), WATER]),
        ("same_water", [replace(TANK, catalogue="septic-pupils"), WATER]),
        ("own_meter", [CAR]),
        ("own_meter", [METER, replace(CAR, parent=1)]),
        ("own_meter", [METER, replace(CAR, answers={"ev-charging": "public-charger"})]),
        ("lifecycle_power", [CFP, METER]),
        ("lifecycle_power", [METER, POWER]),
        ("upstream_and_freight", [LORRY, STOVE, replace(FUEL, parent=10)]),
        ("upstream_and_freight", [TRUCK, FUEL]),
        ("upstream_twice", [TRUCK, FUEL, replace(FUEL, id=20, parent=None, fuel_key="wtt.lpg")]),
        ("office_and_town_waste", [replace(OFFICE, answers={"office-waste": "separate"}), TOWN]),
        ("office_and_town_waste", [OFFICE]),
        ("own_site_and_delivered", [SITE, replace(TOWN, answers={"disposal-site": "others"})]),
        ("own_site_and_delivered", [SITE]),
        ("same_number", [METER, replace(METER, id=21)]),
        ("same_number", [replace(METER, identifier="1"), replace(TRUCK, identifier="1")]),
        ("same_number", [replace(METER, identifier="1"), replace(METER, id=21, identifier="1", parent=1)]),
    ],
)
def test_its_twin_stays_silent(rule, claims):
    assert rule not in rules(*claims)


def test_the_order_of_the_sources_never_matters():
    claims = [METER, CAR, TANK, WATER, CFP, POWER, LORRY, TRUCK, FUEL, STOVE, OFFICE, TOWN, SITE]
    expected = findings(claims)
    assert {each.rule for each in expected} >= set(RULES) - {"upstream_twice", "same_number"}
    for seed in range(20):
        random.Random(seed).shuffle(claims)
        assert findings(claims) == expected


def test_nothing_warns_of_nothing():
    assert findings([]) == []

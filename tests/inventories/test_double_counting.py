"""Warnings of double counting on the pages: shown with their sentence until somebody gives a reason."""

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Factor
from inventories.calc.double_counting import RULES
from inventories.selectors.double_counting import SENTENCES, open_warnings, warnings
from inventories.services.boundary import answer_warning
from inventories.services.sources import Addition, add_sources


@pytest.fixture
def both_waters(town, orn, year):
    """A septic tank for the staff and wastewater from the water used, both at the office."""
    tank = {"scope": "1", "category": "septic", "method": "septic_tank"}
    water = {
        "scope": "1",
        "category": "wastewater",
        "method": "wastewater_cod",
        "parameters": {"mcf": "0.1", "input": "water_used"},
    }
    with tenant_scope(town):
        return add_sources(
            inventory=year, actor=orn,
            additions=[
                Addition({"name_th": "บ่อเกรอะบุคลากร", "unit": "person.day"}, tank, "septic-staff"),
                Addition({"name_th": "น้ำเสียสำนักงาน", "unit": "m3"}, water, "wastewater-untreated"),
            ],
        )  # fmt: skip


def test_every_rule_has_its_sentence():
    assert SENTENCES.keys() == RULES.keys()


def test_the_list_of_sources_warns_with_the_sentence(sign_in, nid, town, year, both_waters):
    page = sign_in(nid).get(reverse("inventories:source_list", args=[town.key, "2567"])).content.decode()
    assert "บ่อเกรอะบุคลากร, น้ำเสียสำนักงาน" in page
    assert "น้ำเดียวกัน" in page


def test_without_the_second_source_nothing_warns(sign_in, nid, town, year, diesel):
    page = sign_in(nid).get(reverse("inventories:source_list", args=[town.key, "2567"])).content.decode()
    assert "อาจนับซ้ำ" not in page


def test_a_reason_closes_it_until_other_sources_are_concerned(town, orn, year, both_waters):
    with tenant_scope(town):
        (warning,) = open_warnings(year)
        answer_warning(inventory=year, actor=orn, rule=warning.rule, subject=warning.subject, reason="แยกท่อกัน")
        assert open_warnings(year) == []
        assert [each.answer.reason for each in warnings(year)] == ["แยกท่อกัน"]
        second = {"scope": "1", "category": "septic", "method": "septic_tank"}
        add_sources(
            inventory=year, actor=orn,
            additions=[Addition({"name_th": "บ่อเกรอะกองช่าง", "unit": "person.day"}, second, "septic-staff")],
        )  # fmt: skip
        assert [each.names for each in open_warnings(year)] == ["น้ำเสียสำนักงาน, บ่อเกรอะกองช่าง"]


def test_a_car_charged_somewhere_beside_the_office_meter_warns(town, orn, year, electricity):
    factor = Factor.objects.get(key="tgo-grid-2016-2018.scope2.kwh")
    use = {"scope": "2", "category": "electricity", "method": "factor", "factor": factor}
    with tenant_scope(town):
        assert warnings(year) == []
        add_sources(
            inventory=year, actor=orn,
            additions=[Addition({"name_th": "รถไฟฟ้า", "unit": "kWh"}, use, "electricity-ev-public")],
        )  # fmt: skip
        assert [each.rule for each in warnings(year)] == ["own_meter"]

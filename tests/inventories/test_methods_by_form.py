"""Every method added through the form gives exactly what the calculator gives for the exported document."""

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import MonthlyResult
from inventories.policies import Refused
from inventories.selectors.document import inventory_mapping
from inventories.selectors.fresh import compare
from inventories.selectors.results import totals, totals_by_use
from inventories.services.amounts import AmountChange, record_amounts
from tests.inventories.conftest import lock

from .method_forms import FORMS


def calculated(path, mapping) -> dict:
    """Return what the calculator alone makes of a document, in a process of its own."""
    path.write_text(json.dumps(mapping), encoding="utf-8")
    command = [sys.executable, "-m", "inventories.calc", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=settings.BASE_DIR)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("line", FORMS)
def test_what_the_form_stores_is_what_the_calculator_gives_for_the_document(line, add_line, town, full_year, tmp_path):
    use = add_line(line)
    expected = FORMS[line][2]
    if expected is not None:
        assert use.parameters == expected
    with tenant_scope(town):
        mapping = inventory_mapping(full_year)
        stored = totals_by_use(full_year)[use.pk]
        assert compare(full_year, [use])[1] == []
    (result,) = calculated(tmp_path / "document.json", mapping)["sources"]
    assert Decimal(result["kgco2e"]) == stored.counted
    assert Decimal(result["separate_kgco2e"]) == stored.separate
    assert Decimal(result["biogenic_co2_kg"]) == stored.biogenic_kg
    assert stored.counted or stored.separate


def test_all_of_them_together_lock_and_recompute_clean(add_line, anan, town, full_year, tmp_path, capsys):
    for line in FORMS:
        add_line(line)
    with tenant_scope(town):
        whole = calculated(tmp_path / "document.json", inventory_mapping(full_year))
        for scope, kgco2e in totals(full_year).scopes.items():
            assert Decimal(whole["scopes"][scope]["kgco2e"]) == kgco2e
        assert Decimal(whole["biogenic_co2_kg"]) == totals(full_year).biogenic_kg
        assert whole["completeness"]["complete"] is True
        lock(inventory=full_year, actor=anan)
    call_command("recompute", check=True)
    assert "0 differ" in capsys.readouterr().out


def test_agents_outside_the_seven_gases_go_apart_by_themselves(add_line, town, full_year):
    apart = {line: add_line(line) for line in ("fire-hcfc-123", "fire-halon-1211", "fire-hfc-227ea")}
    with tenant_scope(town):
        found = {line: totals_by_use(full_year)[use.pk] for line, use in apart.items()}
    assert not found["fire-hcfc-123"].counted
    assert found["fire-halon-1211"].separate
    assert found["fire-hfc-227ea"].counted
    assert not found["fire-hfc-227ea"].separate


def test_what_is_burnt_gives_biogenic_carbon_apart(add_line, town, full_year):
    use = add_line("open-burning-garden")
    with tenant_scope(town):
        found = totals_by_use(full_year)[use.pk]
        gases = set(MonthlyResult.objects.of(town).filter(inventory_source=use).values_list("part", "gas"))
    assert found.biogenic_kg > 0
    assert gases == {("counted", "CO2"), ("counted", "CH4"), ("counted", "N2O"), ("biogenic", "CO2")}


def test_a_landfill_has_one_result_of_the_year_and_no_months(add_line, sign_in, nid, town, full_year):
    use = add_line("landfill-own")
    with tenant_scope(town):
        months = set(MonthlyResult.objects.of(town).filter(inventory_source=use).values_list("month", flat=True))
        assert months == {None}
        assert use.parameters["deposits"]["food"]["2021"] == "435"
    page = sign_in(nid).get(reverse("inventories:grid", args=[town.key, "2567"])).content.decode()
    assert "ไม่กรอกรายเดือน ผลเป็นของทั้งรอบปี" in page
    assert f'name="m1" form="f{use.pk}"' not in page


def test_a_landfill_refuses_an_amount_of_a_month(add_line, nid, town, full_year):
    use = add_line("landfill-own")
    with tenant_scope(town), pytest.raises(Exception, match="ไม่ได้ใช้ในเดือน"):
        record_amounts(
            municipality=town, actor=nid, changes=[AmountChange(use.source_id, dt.date(2024, 1, 1), Decimal(1))]
        )


def test_methane_that_is_used_is_taken_off_once_the_months_are_there(add_line, sign_in, orn, nid, town, full_year):
    use = add_line("digester-own")
    address = reverse("inventories:source_edit", args=[town.key, "2567", use.pk])
    shown = sign_in(orn).get(address).context["form"]
    sent = {name: shown[name].value() for name in shown.fields if shown[name].value() is not None}
    assert sign_in(orn).post(address, sent | {"param_recovered_ch4_kg": "8"}).status_code == 302
    with tenant_scope(town):
        assert totals_by_use(full_year)[use.pk].counted == (9 * 12 - 8) * 28
        less = AmountChange(use.source_id, dt.date(2024, 1, 1), None, based_on=1)
        cleared = [
            AmountChange(use.source_id, month, Decimal(1), based_on=1)
            for month in full_year.month_list
            if month.month > 1
        ]
        with pytest.raises(Refused, match="น้ำมันดีเซล") as refused:
            record_amounts(municipality=town, actor=nid, changes=[less, *cleared])
    assert "มากกว่าที่เกิดขึ้น" in str(refused.value) or "ติดลบ" in str(refused.value)


def test_an_improved_dump_has_an_mcf_by_year(add_line):
    use = add_line("dump-own")
    assert use.parameters["mcf"] == {"2021": "0.8", "2022": "1", "2023": "1"}
    assert use.assumptions["mcf"] == {"preset": "managed", "before": "deep", "since": "2022"}
    assert use.parameters["k"] == {"food": "0.085", "paper": "0.045"}


def test_cod_by_month_is_written_for_every_month(add_line, town, full_year):
    use = add_line("wastewater-lagoon-shallow")
    cod = use.parameters["cod_kg_per_m3"]
    assert len(cod) == 12
    assert (cod["2024-01"], cod["2024-03"]) == ("0.2", "0.35")


def test_cylinders_become_kilograms_by_the_stated_conversion(add_line, town, full_year):
    use = add_line("lpg-kitchen-cylinders")
    assert use.conversion["ratio"] == "48"
    with tenant_scope(town):
        expected = use.factor.gases["CO2"]
        kg = MonthlyResult.objects.of(town).filter(inventory_source=use, gas="CO2").first().kg
    assert kg == Decimal(expected) * 48 * 2

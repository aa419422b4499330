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
from emission_factors.models import Edition, GwpSet
from inventories.models import InventorySource, MonthlyResult
from inventories.policies import Refused
from inventories.selectors.document import inventory_mapping
from inventories.selectors.fresh import compare
from inventories.selectors.results import totals, totals_by_use
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.inventories import lock, open_year

from .test_source_add import factor_pk, typed

HISTORY = "\n".join(
    f"{year}\t{tonnes}" for year, tonnes in ((2564, "1,000"), (2565, "1,100"), (2566, "1,250.5"), (2567, 0))
)
# catalogue line: (what is typed besides, amount of each month, the parameters it must come to)
FORMS = {
    "fertiliser-urea": ({"param_n_fraction": "0.46", "param_urea_fraction": "1", "param_organic": "no", "param_wet": "yes"},
                        "100", {"n_fraction": "0.46", "urea_fraction": "1"}),
    "fertiliser-organic": ({"param_n_fraction": "๐.๐๒", "param_organic": "yes", "param_wet": "no",
                            "reason_wet": "แปลงในโรงเรือน"}, "250.5", {"n_fraction": "0.02", "organic": True, "wet": False}),
    "compost-own": ({}, "1234.5", {}),
    "digester-own": ({"param_ch4_g_per_kg": "1", "reason_ch4_g_per_kg": "ผลตรวจวัดรั่วไหล"}, "9000", {"ch4_g_per_kg": "1"}),
    "incinerator-batch": ({"param_composition": "ipcc-se-asia", "param_ch4_g_per_t": "60", "param_n2o_g_per_t": "60",
                           "param_n2o_basis": "wet"}, "4000", None),
    "open-burning-garden": ({"param_composition": "own", "param_composition__garden": "75.5",
                             "param_composition__plastics": "24.5", "param_ch4_g_per_t": "6,500",
                             "param_n2o_g_per_t": "150", "param_n2o_basis": "dry"}, "500",
                            {"composition": {"garden": "0.755", "plastics": "0.245"}, "ch4_g_per_t": "6500",
                             "n2o_g_per_t": "150", "n2o_basis": "dry"}),
    "sewage-plant-overloaded": ({"param_mcf": "0.3", "param_protein_kg_per_person_year": "24",
                                 "param_plant_n2o_g_per_person_year": "3.2",
                                 "reason_plant_n2o_g_per_person_year": "โรงบำบัดกำจัดไนโตรเจน"}, "12000",
                                {"mcf": "0.3", "protein_kg_per_person_year": "24", "plant_n2o_g_per_person_year": "3.2"}),
    "wastewater-lagoon-shallow": ({"param_input": "water_used", "param_mcf": "0.2", "param_cod_kg_per_m3": "0.2",
                                   "param_cod_kg_per_m3__3": "0.35"}, "300", None),
    "septic-staff": ({"param_fraction": "0.5"}, "2090", {"fraction": "0.5"}),
    "refrigerant-other": ({"param_refrigerant": "R401A"}, "2", {"refrigerant": "R-401A"}),
    "fire-hfc-227ea": ({}, "3", {"refrigerant": "R-227ea"}),
    "fire-hfc-236fa": ({}, "3", {"refrigerant": "R-236fa"}),
    "fire-hcfc-123": ({}, "3", {"refrigerant": "R-123"}),
    "fire-halon-1211": ({}, "3", {"refrigerant": "Halon-1211"}),
    "landfill-own": ({"param_deposits": HISTORY, "param_deposits__composition": "ipcc-se-asia", "param_k": "wet",
                      "param_mcf": "managed"}, None, None),
    "dump-own": ({"param_deposits": "ปี\tเศษอาหาร\tกระดาษ\n2021\t100\t20\n2022\t110\t\n2023\t0\t0", "param_k": "dry",
                  "param_mcf": "managed", "param_mcf__before": "deep", "param_mcf__since": "2565"}, None, None),
    "lime-dolomite": ({"factor": ("ipcc-2006", "ipcc-dolomite.kg")}, "50", {}),
    "lpg-kitchen-cylinders": ({"factor": ("tgo-cfo-2565", "tgo-cfo-2565.st.lpg.kg"), "conversion": "lpg-cylinder-48"}, "2", {}),
    "fire-co2": ({"factor": ("ipcc-2006", None)}, "1", {}),
}  # fmt: skip


@pytest.fixture
def year(town, orn):
    """A year of 2567 with every edition of TGO and IPCC."""
    with tenant_scope(town):
        return open_year(
            municipality=town, actor=orn, year=2567, year_kind="calendar", gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
            editions=list(Edition.objects.filter(publisher__key__in=["tgo", "ipcc"])),
        )  # fmt: skip


@pytest.fixture
def add(sign_in, orn, nid, town, year):
    """Return a function that adds a line of the catalogue through its form and fills all months."""

    def added(line: str) -> InventorySource:
        changes, amount, _expected = FORMS[line]
        sent = typed(**{name: value for name, value in changes.items() if isinstance(value, str)})
        page = reverse("inventories:source_add", args=[town.key, "2567", line])
        if "factor" in changes:
            edition, key = changes["factor"]
            form = sign_in(orn).get(page).context["form"]
            sent["factor"] = factor_pk(key, edition) if key else form.initial["factor"]
        response = sign_in(orn).post(page, sent)
        assert response.status_code == 302, response.context["form"].errors
        with tenant_scope(town):
            use = InventorySource.objects.of(town).select_related("source", "inventory").latest("pk")
            if amount is not None:
                changes = [AmountChange(use.source_id, month, Decimal(amount)) for month in year.month_list]
                record_amounts(municipality=town, actor=nid, changes=changes)
        return use

    return added


def calculated(path, mapping) -> dict:
    """Return what the calculator alone makes of a document, in a process of its own."""
    path.write_text(json.dumps(mapping), encoding="utf-8")
    command = [sys.executable, "-m", "inventories.calc", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=settings.BASE_DIR)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("line", FORMS)
def test_what_the_form_stores_is_what_the_calculator_gives_for_the_document(line, add, town, year, tmp_path):
    use = add(line)
    expected = FORMS[line][2]
    if expected is not None:
        assert use.parameters == expected
    with tenant_scope(town):
        mapping = inventory_mapping(year)
        stored = totals_by_use(year)[use.pk]
        assert compare(year, [use])[1] == []
    (result,) = calculated(tmp_path / "document.json", mapping)["sources"]
    assert Decimal(result["kgco2e"]) == stored.counted
    assert Decimal(result["separate_kgco2e"]) == stored.separate
    assert Decimal(result["biogenic_co2_kg"]) == stored.biogenic_kg
    assert stored.counted or stored.separate


def test_all_of_them_together_lock_and_recompute_clean(add, anan, town, year, tmp_path, capsys):
    for line in FORMS:
        add(line)
    with tenant_scope(town):
        whole = calculated(tmp_path / "document.json", inventory_mapping(year))
        for scope, kgco2e in totals(year).scopes.items():
            assert Decimal(whole["scopes"][scope]["kgco2e"]) == kgco2e
        assert Decimal(whole["biogenic_co2_kg"]) == totals(year).biogenic_kg
        assert whole["completeness"]["complete"] is True
        lock(inventory=year, actor=anan)
    call_command("recompute", check=True)
    assert "0 differ" in capsys.readouterr().out


def test_agents_outside_the_seven_gases_go_apart_by_themselves(add, town, year):
    apart = {line: add(line) for line in ("fire-hcfc-123", "fire-halon-1211", "fire-hfc-227ea")}
    with tenant_scope(town):
        found = {line: totals_by_use(year)[use.pk] for line, use in apart.items()}
    assert not found["fire-hcfc-123"].counted
    assert found["fire-halon-1211"].separate
    assert found["fire-hfc-227ea"].counted
    assert not found["fire-hfc-227ea"].separate


def test_what_is_burnt_gives_biogenic_carbon_apart(add, town, year):
    use = add("open-burning-garden")
    with tenant_scope(town):
        found = totals_by_use(year)[use.pk]
        gases = set(MonthlyResult.objects.of(town).filter(inventory_source=use).values_list("part", "gas"))
    assert found.biogenic_kg > 0
    assert gases == {("counted", "CO2"), ("counted", "CH4"), ("counted", "N2O"), ("biogenic", "CO2")}


def test_a_landfill_has_one_result_of_the_year_and_no_months(add, sign_in, nid, town, year):
    use = add("landfill-own")
    with tenant_scope(town):
        months = set(MonthlyResult.objects.of(town).filter(inventory_source=use).values_list("month", flat=True))
        assert months == {None}
        assert use.parameters["deposits"]["food"]["2021"] == "435"
    page = sign_in(nid).get(reverse("inventories:grid", args=[town.key, "2567"])).content.decode()
    assert "ไม่กรอกรายเดือน ผลเป็นของทั้งรอบปี" in page
    assert f'name="m1" form="f{use.pk}"' not in page


def test_a_landfill_refuses_an_amount_of_a_month(add, nid, town, year):
    use = add("landfill-own")
    with tenant_scope(town), pytest.raises(Exception, match="ไม่ได้ใช้ในเดือน"):
        record_amounts(
            municipality=town, actor=nid, changes=[AmountChange(use.source_id, dt.date(2024, 1, 1), Decimal(1))]
        )


def test_methane_that_is_used_is_taken_off_once_the_months_are_there(add, sign_in, orn, nid, town, year):
    use = add("digester-own")
    address = reverse("inventories:source_edit", args=[town.key, "2567", use.pk])
    shown = sign_in(orn).get(address).context["form"]
    sent = {name: shown[name].value() for name in shown.fields if shown[name].value() is not None}
    assert sign_in(orn).post(address, sent | {"param_recovered_ch4_kg": "8"}).status_code == 302
    with tenant_scope(town):
        assert totals_by_use(year)[use.pk].counted == (9 * 12 - 8) * 28
        less = AmountChange(use.source_id, dt.date(2024, 1, 1), None, based_on=1)
        cleared = [
            AmountChange(use.source_id, month, Decimal(1), based_on=1) for month in year.month_list if month.month > 1
        ]
        with pytest.raises(Refused, match="น้ำมันดีเซล") as refused:
            record_amounts(municipality=town, actor=nid, changes=[less, *cleared])
    assert "มากกว่าที่เกิดขึ้น" in str(refused.value) or "ติดลบ" in str(refused.value)


def test_an_improved_dump_has_an_mcf_by_year(add):
    use = add("dump-own")
    assert use.parameters["mcf"] == {"2021": "0.8", "2022": "1", "2023": "1"}
    assert use.assumptions["mcf"] == {"preset": "managed", "before": "deep", "since": "2022"}
    assert use.parameters["k"] == {"food": "0.085", "paper": "0.045"}


def test_cod_by_month_is_written_for_every_month(add, town, year):
    use = add("wastewater-lagoon-shallow")
    cod = use.parameters["cod_kg_per_m3"]
    assert len(cod) == 12
    assert (cod["2024-01"], cod["2024-03"]) == ("0.2", "0.35")


def test_cylinders_become_kilograms_by_the_stated_conversion(add, town, year):
    use = add("lpg-kitchen-cylinders")
    assert use.conversion["ratio"] == "48"
    with tenant_scope(town):
        expected = use.factor.gases["CO2"]
        kg = MonthlyResult.objects.of(town).filter(inventory_source=use, gas="CO2").first().kg
    assert kg == Decimal(expected) * 48 * 2

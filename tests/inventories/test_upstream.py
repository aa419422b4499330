"""How fuels and electricity are come by: lines that derive from their parents, switched on and off for a year."""

import json
import re
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.calc.decimals import plain
from emission_factors.models import Edition, Factor, GwpSet
from inventories.calc import document, result
from inventories.models import InventorySource, UpstreamChoice
from inventories.policies import Refused
from inventories.selectors.conversions import conversions
from inventories.selectors.document import document_in_force, inventory_mapping
from inventories.selectors.fresh import compare, incomplete_sources
from inventories.selectors.grid import grid
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.results import totals
from inventories.selectors.upstream import derived_uses, plan
from inventories.selectors.upstream_fuels import FOLDER, UpstreamFault, densities, fuel_of, fuels, read_fuels
from inventories.services.inventories import open_year
from inventories.services.sources import add_source, change_source
from inventories.services.upstream import WrongDensity, count_upstream, leave_upstream
from tests.inventories.conftest import lock

from .conftest import JANUARY

EDITIONS = ("tgo-cfo-2565", "tgo-cfo-2569", "tgo-cfp-2565")


@pytest.fixture
def town_year(town, orn):
    """A year with the fuel lists of 2565 and 2569 and the CFP list of 2565."""
    with tenant_scope(town):
        return open_year(
            municipality=town, actor=orn, year=2567, year_kind="calendar", gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
            editions=list(Edition.objects.filter(key__in=EDITIONS)),
        )  # fmt: skip


@pytest.fixture
def source(town, orn, town_year):
    """Return a function that adds a source burning or using what a factor says."""

    def added(key: str, *, unit: str = "litre", scope: str = "1", name: str = "รถ", category: str = "mobile_onroad"):
        factor = Factor.objects.get(key=key, edition__key__in=(*EDITIONS, "desnz-2025"))
        with tenant_scope(town):
            return add_source(
                inventory=town_year, actor=orn, source={"name_th": name, "unit": unit},
                use={"scope": scope, "category": category, "method": "factor", "factor": factor},
            )  # fmt: skip

    return added


@pytest.fixture
def switched_on(town, orn, town_year):
    """Return a function that turns the switch on as อร."""

    def on(**own):
        with tenant_scope(town):
            count_upstream(inventory=town_year, actor=orn, densities=own)
            return derived_uses(town_year)

    return on


def scope_3(town, year) -> Decimal:
    with tenant_scope(town):
        assert compare(year, list(inventory_sources(year)))[1] == []
        return totals(year).scopes["3"]


def recalculated(town, year) -> Decimal:
    """Return scope 3 as the exported document gives it to anyone."""
    with tenant_scope(town):
        text = json.dumps(document_in_force(year), ensure_ascii=False)
    return result.calculate(document.parse(text)).scopes["3"].kgco2e


def test_diesel_by_its_density(town, town_year, source, fill, switched_on):
    fill(source("tgo-cfo-2565.on.diesel.l"), "100")
    (line,) = switched_on()
    assert line.conversion["ratio"] == "0.837"
    assert line.name_th == "การได้มาของน้ำมันดีเซล: รถ"
    assert scope_3(town, town_year) == Decimal(1200) * Decimal("0.837") * Decimal("0.3522")
    assert recalculated(town, town_year) == scope_3(town, town_year)


def test_a_kilogram_needs_no_density(town, town_year, source, fill, switched_on):
    fill(source("tgo-cfo-2565.st.lpg.kg", unit="kg", category="stationary_combustion"), "10")
    (line,) = switched_on()
    assert line.conversion is None
    assert scope_3(town, town_year) == Decimal(120) * Decimal("0.8582")


def test_lpg_by_the_litre_takes_the_density_of_tgo(source, switched_on):
    source("tgo-cfo-2565.on.lpg.l")
    (line,) = switched_on()
    assert (line.conversion["ratio"], "TGO" in line.conversion["source"]) == ("0.54", True)


def test_cylinders_are_weighed_as_their_parent_weighs_them(town, orn, town_year, fill, switched_on):
    factor = Factor.objects.get(key="tgo-cfo-2565.st.lpg.kg")
    weight = {"from": "cylinder", "to": "kg", "ratio": "15", "source": "ป้ายถัง"}
    with tenant_scope(town):
        use = add_source(
            inventory=town_year, actor=orn, source={"name_th": "ครัว", "unit": "cylinder"},
            use={"scope": "1", "category": "stationary_combustion", "method": "factor", "factor": factor, "conversion": weight},
        )  # fmt: skip
    fill(use, "2")
    (line,) = switched_on()
    assert line.conversion == weight
    assert scope_3(town, town_year) == Decimal(24 * 15) * Decimal("0.8582")


def test_electricity_takes_the_upstream_row_of_its_own_grid_mix(town, town_year, source, fill, switched_on):
    fill(source("tgo-grid-2016-2018.scope2.kwh", unit="kWh", scope="2", category="electricity"), "1000")
    (line,) = switched_on()
    assert line.factor.key == "tgo-grid-2016-2018.scope3.kwh"
    assert scope_3(town, town_year) == Decimal(12000) * Decimal("0.0987")


def test_a_blend_is_the_sum_of_share_density_and_factor(town, town_year, source, fill, switched_on):
    fill(source("tgo-cfo-2569.on.e10.oxi.l"), "100")
    lines = {line.factor.key: line for line in switched_on()}
    assert {key.split(".")[2]: line.conversion["ratio"] for key, line in lines.items()} == {
        "gasoline": "0.6669",  # 0.90 x 0.741
        "ethanol": "0.0783",  # 0.10 x 0.783
    }
    expected = Decimal(1200) * (Decimal("0.6669") * Decimal("0.4024") + Decimal("0.0783") * Decimal("0.3962"))
    assert scope_3(town, town_year) == expected == recalculated(town, town_year)


def test_a_biofuel_without_factor_takes_the_fossil_one_for_the_full_litre_and_says_so(
    town, town_year, source, fill, switched_on
):
    fill(source("tgo-cfo-2569.on.b7.l"), "100")
    (line,) = switched_on()
    assert line.conversion["ratio"] == "0.837"
    assert "ค่าแทน" in line.name_th
    assert "ไบโอดีเซล" in line.boundary_note
    assert scope_3(town, town_year) == Decimal(1200) * Decimal("0.837") * Decimal("0.3522")


@pytest.mark.parametrize(
    ("key", "unit", "scope", "says"),
    [
        ("tgo-grid-2016-2018.cfp.kwh", "kWh", "2", "CFP"),
        ("tgo-cfo-2565.st.biogas.m3", "m3", "1", "ก๊าซชีวภาพ"),
        ("tgo-cfo-2565.on.cng.kg", "kg", "1", "ไม่มีค่าต้นน้ำ"),
    ],
)
def test_what_has_no_upstream_line_says_why(town, town_year, source, switched_on, key, unit, scope, says):
    source(key, unit=unit, scope=scope)
    assert switched_on() == []
    with tenant_scope(town):
        (gap,) = plan(town_year, None).gaps
    assert says in gap.why


def test_scope_3_fuel_and_scope_1_gases_have_none(source, switched_on):
    source("tgo-cfo-2565.on.diesel.l", scope="3", category="waste")
    assert switched_on() == []


def test_a_foreign_row_is_never_derived(town, orn, source, switched_on):
    with tenant_scope(town):
        year = open_year(
            municipality=town, actor=orn, year=2566, year_kind="calendar", gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
            editions=list(Edition.objects.filter(key__in=("tgo-cfo-2565", "desnz-2025"))),
        )  # fmt: skip
        factor = Factor.objects.get(key="tgo-cfo-2565.on.diesel.l")
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor}
        add_source(inventory=year, actor=orn, source={"name_th": "รถ", "unit": "litre"}, use=use)
        found = plan(year, None)
    assert found.lines == []
    assert "ไม่มีค่าการได้มาของน้ำมันดีเซล" in found.gaps[0].why


def test_a_new_figure_of_the_parent_calculates_its_lines(town, town_year, source, record, switched_on):
    truck = source("tgo-cfo-2565.on.diesel.l")
    switched_on()
    record(truck, "100")
    assert scope_3(town, town_year) == Decimal(100) * Decimal("0.837") * Decimal("0.3522")
    record(truck, "50", based_on=1)
    assert scope_3(town, town_year) == Decimal(50) * Decimal("0.837") * Decimal("0.3522")


def test_a_source_added_later_gets_its_line_and_another_factor_another(town, orn, town_year, source, switched_on):
    switched_on()
    truck = source("tgo-cfo-2565.on.diesel.l")
    with tenant_scope(town):
        assert [line.factor.key for line in derived_uses(town_year)] == ["tgo-cfp-2565.wtt.diesel.kg"]
        gasoline = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.gas.unc.l")
        change_source(use=truck, actor=orn, source_changes={}, use_changes={"factor": gasoline})
        assert [line.factor.key for line in derived_uses(town_year)] == ["tgo-cfp-2565.wtt.gasoline.kg"]
        change_source(use=truck, actor=orn, source_changes={}, use_changes={"scope": "3", "category": "waste"})
        assert derived_uses(town_year) == []


def test_a_life_that_changes_calculates_the_lines_too(town, orn, town_year, source, fill, switched_on):
    truck = source("tgo-cfo-2565.on.diesel.l")
    fill(truck, "100")
    switched_on()
    whole = scope_3(town, town_year)
    with tenant_scope(town):
        change_source(use=truck, actor=orn, source_changes={"last_month": JANUARY.replace(month=6)}, use_changes={})
    assert scope_3(town, town_year) * 2 == whole


def test_the_switch_goes_off_and_takes_its_lines_along(town, orn, town_year, source, fill, switched_on):
    fill(source("tgo-cfo-2565.on.diesel.l"), "100")
    switched_on()
    with tenant_scope(town):
        leave_upstream(inventory=town_year, actor=orn)
        assert derived_uses(town_year) == []
        assert not UpstreamChoice.objects.of(town).exists()
        assert totals(town_year).scopes["3"] == 0
        assert InventorySource.objects.of(town).count() == 1


def test_switching_on_twice_derives_once(source, switched_on):
    source("tgo-cfo-2565.on.diesel.l")
    assert [line.pk for line in switched_on()] == [line.pk for line in switched_on()]


def test_an_own_density_needs_a_paper_and_must_be_believable(town, orn, town_year, source, switched_on):
    source("tgo-cfo-2565.on.diesel.l")
    (line,) = switched_on(diesel=(Decimal("0.8325"), "ใบส่งของ ปตท. 5/2567"))
    assert line.conversion["ratio"] == "0.8325"
    assert "ใบส่งของ" in line.conversion["source"]
    with tenant_scope(town):
        for wrong in ((Decimal("0.84"), " "), (Decimal(8), "ใบส่งของ")):
            with pytest.raises(WrongDensity):
                count_upstream(inventory=town_year, actor=orn, densities={"diesel": wrong})


def test_a_derived_line_has_a_parent_and_no_amounts_in_the_document(town, town_year, source, fill, switched_on):
    truck = source("tgo-cfo-2565.on.diesel.l")
    fill(truck, "1")
    switched_on()
    with tenant_scope(town):
        parent, child = inventory_mapping(town_year)["sources"]
    assert child["parent"] == parent["id"]
    assert "amounts" not in child
    assert (child["scope"], child["category"]) == ("3", "upstream_energy")


def test_the_grid_shows_it_read_only_and_an_own_form_is_not_found(
    sign_in, orn, nid, town, town_year, source, fill, switched_on
):
    truck = source("tgo-cfo-2565.on.diesel.l")
    fill(truck, "7")
    (line,) = switched_on()
    page = sign_in(nid).get(reverse("inventories:grid", args=[town.key, "2567"])).content.decode()
    assert "การได้มาของน้ำมันดีเซล" in page
    forms = set(re.findall(r'<input name="?m\d+"? form="?f(\d+)', page))
    assert forms == {str(truck.pk)}
    save = reverse("inventories:amount_save", args=[town.key, "2567", line.pk, JANUARY])
    assert sign_in(nid).post(save, {"amount": "9", "based_on": "1"}).status_code == 404
    assert sign_in(orn).get(reverse("inventories:source_edit", args=[town.key, "2567", line.pk])).status_code == 404
    with tenant_scope(town):
        assert grid(town_year, today=JANUARY).filled[0] == (1, 1)


def test_a_saved_cell_brings_the_totals_of_its_lines_along(sign_in, nid, town, town_year, source, switched_on):
    truck = source("tgo-cfo-2565.on.diesel.l")
    (line,) = switched_on()
    save = reverse("inventories:amount_save", args=[town.key, "2567", truck.pk, JANUARY])
    part = sign_in(nid).post(save, {"amount": "1000", "based_on": "0"}, headers={"HX-Request": "true"}).content.decode()
    assert f'id="t{truck.pk}"' in part
    assert f'id="t{line.pk}"' in part


def test_it_makes_no_year_incomplete_and_locks_with_it(town, anan, town_year, source, fill, switched_on):
    truck = source("tgo-cfo-2565.on.diesel.l", name="รถขยะ")
    switched_on()
    with tenant_scope(town):
        assert incomplete_sources(town_year) == ["รถขยะ"]
    fill(truck, "3")
    before = scope_3(town, town_year)
    with tenant_scope(town):
        lock(inventory=town_year, actor=anan)
        town_year.refresh_from_db()
    assert recalculated(town, town_year) == before
    out = StringIO()
    call_command("recompute", "--check", stdout=out)
    assert "0 differ" in out.getvalue()


def test_the_page_shows_what_would_come_turns_it_on_and_off(sign_in, orn, nid, town, town_year, source):
    source("tgo-cfo-2565.on.diesel.l", name="รถขยะ")
    address, client = reverse("inventories:upstream", args=[town.key, "2567"]), sign_in(orn)
    assert "การได้มาของน้ำมันดีเซล: รถขยะ" in client.get(address).content.decode()
    wrong = client.post(address, {"act": "on", "diesel": "9", "diesel-reason": "ใบส่งของ"})
    assert wrong.status_code == 422
    assert "ต้องอยู่ระหว่าง 0.810 ถึง 0.871" in wrong.content.decode()
    assert client.post(address, {"act": "on"}).status_code == 302
    assert "คำนวณอยู่" in client.get(address).content.decode()
    assert sign_in(nid).post(address, {"act": "off"}).status_code == 403
    assert client.post(address, {"act": "off"}).status_code == 302
    with tenant_scope(town):
        assert derived_uses(town_year) == []


def test_a_locked_year_refuses(sign_in, orn, anan, town, town_year, source, fill):
    fill(source("tgo-cfo-2565.on.diesel.l"), "1")
    with tenant_scope(town):
        lock(inventory=town_year, actor=anan)
        with pytest.raises(Refused):
            count_upstream(inventory=town_year, actor=orn, densities={})
    assert sign_in(orn).post(reverse("inventories:upstream", args=[town.key, "2567"]), {"act": "on"}).status_code == 422


def test_every_litre_that_burns_in_tgos_lists_has_a_fuel_or_is_known_to_have_no_factor(db):
    burnt = ("stationary_combustion", "mobile_onroad", "mobile_offroad")
    rows = Factor.objects.filter(edition__publisher__key="tgo", category__in=burnt, unit="litre")
    without = {factor.key.split(".", 1)[1] for factor in rows if fuel_of(factor.key) is None}
    assert without == {"st.foa.l", "st.foc.l", "st.jet.l", "st.kerosene.l"}
    assert densities().keys() == {"diesel", "gasoline", "ethanol", "biodiesel", "lpg"}
    assert all(sum(part.share for part in fuel.components) == 1 for fuel in fuels() if fuel.components)


def test_a_litre_weighs_the_same_wherever_it_is_weighed():
    weights = {
        key.removesuffix("-density"): each.ratio for key, each in conversions().items() if key.endswith("-density")
    }
    assert weights == {fuel: plain(density.kg) for fuel, density in densities().items()}


def test_shares_that_are_not_one_are_refused(tmp_path):
    text = (FOLDER / "fuels.csv").read_text(encoding="utf-8")
    (tmp_path / "fuels.csv").write_text(text.replace("diesel,0.93", "diesel,0.94"), encoding="utf-8")
    with pytest.raises(UpstreamFault, match="b7 is not 1 in sum"):
        read_fuels(tmp_path / "fuels.csv")

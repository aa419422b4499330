"""Electricity in the transition, and GWP sets: the warning and the total either way."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor, GwpSet
from inventories.selectors.dossier import dossier_in_force, dossier_mapping
from inventories.selectors.results import totals
from inventories.selectors.sensitivity import sensitivities
from inventories.services.inventories import open_year
from inventories.services.sources import add_source
from inventories.services.upstream import count_upstream
from tests.inventories.conftest import lock

from .conftest import make_electricity

OLD, BOTH = ("tgo-cfo-2565",), ("tgo-cfo-2565", "tgo-cfo-2569")


@pytest.fixture
def opened(town, orn):
    """Return a function that opens a year with a meter on the old grid mix."""

    def year(number: int = 2567, *, editions=OLD, filing: dt.date | None = None, gwp: str = "AR5-TGO-2565"):
        with tenant_scope(town):
            made = open_year(
                municipality=town, actor=orn, year=number, year_kind="calendar", gwp_set=GwpSet.objects.get(key=gwp),
                editions=list(Edition.objects.filter(key__in=editions)), filing_date=filing,
            )  # fmt: skip
            return made, make_electricity(made, orn)

    return year


def seen(town, year):
    with tenant_scope(town):
        return {each.kind: each for each in sensitivities(year)}


def test_a_plain_year_has_no_electricity_warning(town, opened, fill):
    year, meter = opened(2567)
    fill(meter, "100")
    assert seen(town, year).keys() == {"gwp"}


@pytest.mark.parametrize(
    "given",
    [{"number": 2569}, {"filing": dt.date(2026, 1, 1)}, {"filing": dt.date(2026, 3, 31)}, {"editions": BOTH}],
    ids=["period", "filing on the first day", "filing on the last day", "both editions"],
)
def test_a_year_in_the_transition_is_told_the_total_either_way(town, opened, fill, given):
    year, meter = opened(**{"number": 2568} | given)
    fill(meter, "1000")
    grid = seen(town, year)["grid"]
    assert "0.4999" in grid.sentence
    assert "0.4750" in grid.sentence
    assert "ช่วงเปลี่ยนผ่าน" in grid.sentence
    assert grid.comparison.first.scope_1_2 == Decimal(12000) * Decimal("0.4999")
    assert grid.comparison.second.scope_1_2 == Decimal(12000) * Decimal("0.4750")
    assert grid.comparison.difference_1_2 == Decimal("-298.8")
    assert round(grid.comparison.percent_1_2, 2) == Decimal("-4.98")
    assert [used for _side, used in grid.sides] == [True, False]
    with tenant_scope(town):
        assert totals(year).scope_1_2 == grid.comparison.first.scope_1_2


@pytest.mark.parametrize("filing", [dt.date(2025, 12, 31), dt.date(2026, 4, 1)])
def test_filed_a_day_beside_the_transition_is_not_in_it(town, opened, fill, filing):
    year, meter = opened(2567, filing=filing)
    fill(meter, "1000")
    assert "grid" not in seen(town, year)


def test_the_upstream_row_changes_with_its_grid_mix(town, orn, opened, fill):
    year, meter = opened(2568, editions=BOTH)
    fill(meter, "1000")
    with tenant_scope(town):
        count_upstream(inventory=year, actor=orn, densities={})
    grid = seen(town, year)["grid"]
    assert grid.comparison.first.scope_1_2_3 == Decimal(12000) * Decimal("0.5986")
    assert grid.comparison.second.scope_1_2_3 == Decimal(12000) * Decimal("0.5562")


def test_a_year_without_electricity_is_not_warned(town, orn, opened, fill):
    with tenant_scope(town):
        year = open_year(
            municipality=town, actor=orn, year=2568, year_kind="calendar", gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
            editions=list(Edition.objects.filter(key__in=BOTH)),
        )  # fmt: skip
        factor = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.diesel.l")
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor}
        car = add_source(inventory=year, actor=orn, source={"name_th": "รถ", "unit": "litre"}, use=use)
    fill(car, "100")
    found = seen(town, year)
    assert found.keys() == {"gwp"}
    expected = Decimal(1200) * Decimal(factor.gases["CH4_fossil"]) * -2
    assert found["gwp"].comparison.difference_1_2 == expected


def test_the_gwp_sets_are_told_from_either_side(town, opened, fill):
    year, meter = opened(2567, gwp="AR5-TGO-2569")
    fill(meter, "1")
    gwp = seen(town, year)["gwp"]
    assert [(side.name, used) for side, used in gwp.sides] == [("AR5-TGO-2565", False), ("AR5-TGO-2569", True)]


def test_a_year_on_another_set_has_no_such_figure(town, opened, fill):
    year, meter = opened(2567, gwp="AR6")
    fill(meter, "1")
    assert seen(town, year) == {}


def test_the_source_the_page_and_the_dossier_say_so(sign_in, nid, town, opened, fill):
    year, meter = opened(2568, editions=BOTH)
    fill(meter, "1000")
    client = sign_in(nid)
    page = client.get(reverse("inventories:source_edit", args=[town.key, "2568", meter.pk])).content.decode()
    assert "ช่วงเปลี่ยนผ่าน" in page
    page = client.get(reverse("inventories:sensitivity", args=[town.key, "2568"])).content.decode()
    assert "5.999" in page
    assert "5.700" in page
    with tenant_scope(town):
        kept = {each["kind"]: each for each in dossier_mapping(year)["sensitivity"]}
    assert kept["grid"]["difference"]["scope_1_2_kgco2e"] == "-298.8000"
    assert kept["grid"]["difference"]["scope_1_2_percent"] == "-4.98"


def test_a_locked_year_keeps_its_figures(town, anan, opened, fill):
    year, meter = opened(2568, editions=BOTH)
    fill(meter, "1000")
    with tenant_scope(town):
        before = dossier_mapping(year)["sensitivity"]
        lock(inventory=year, actor=anan)
        year.refresh_from_db()
        assert dossier_in_force(year)[0]["sensitivity"] == before


def test_the_page_of_the_year_says_so_too(sign_in, nid, town, opened, fill):
    for number, editions, told in ((2567, OLD, False), (2568, BOTH, True)):
        year, meter = opened(number, editions=editions)
        fill(meter, "1000")
        page = sign_in(nid).get(reverse("reports:year_overview", args=[town.key, year.token])).content.decode()
        assert ("ช่วงเปลี่ยนผ่าน" in page) is told
        assert "ขอบเขตของบัญชี" in page

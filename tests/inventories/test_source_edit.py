"""Changing a source, and reading one."""

import datetime as dt

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Factor
from inventories.models import InventorySource
from inventories.policies import Refused
from inventories.selectors.fresh import compare
from inventories.selectors.results import totals_by_use
from inventories.services.sources import Addition, add_sources, change_source
from tests.inventories.conftest import lock

from .conftest import make_year

JULY = dt.date(2024, 7, 1)


def address(town, use) -> str:
    return reverse("inventories:source_edit", args=[town.key, "2567", use.pk])


def stored(town, use) -> InventorySource:
    with tenant_scope(town):
        related = ("source__division", "factor", "inventory")
        return InventorySource.objects.of(town).select_related(*related).get(pk=use.pk)


def kgco2e(town, use):
    with tenant_scope(town):
        return totals_by_use(use.inventory)[use.pk].counted


@pytest.fixture
def filled_in(sign_in, orn, town):
    """Return a function that gives what the form of a source would send unchanged, with changes."""

    def form(use, **changes):
        shown = sign_in(orn).get(address(town, use)).context["form"]
        sent = {name: shown[name].value() for name in shown.fields}
        return {name: value for name, value in sent.items() if value is not None} | changes

    return form


def test_the_form_shows_the_source_as_it_is(sign_in, orn, town, diesel):
    page = sign_in(orn).get(address(town, diesel)).content.decode()
    assert 'value="น้ำมันดีเซล รถเก็บขนขยะ"' in page
    assert f'value="{diesel.factor_id}" ' in page
    assert page.count(" checked") == 3  # factor, origin and how often


def test_name_and_paper_are_changed(sign_in, orn, town, diesel, filled_in):
    changes = filled_in(diesel, name_th="รถขยะ 3 คัน", paper="Fleet card", new_division="กองช่าง", location="โรงรถ")
    assert sign_in(orn).post(address(town, diesel), changes).status_code == 302
    use = stored(town, diesel)
    assert (use.source.name_th, use.source.paper, use.source.location) == ("รถขยะ 3 คัน", "Fleet card", "โรงรถ")
    assert use.source.division.name_th == "กองช่าง"


def test_another_factor_is_calculated_at_once(sign_in, orn, town, diesel, record, filled_in):
    record(diesel, "100")
    before = kgco2e(town, diesel)
    other = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.gas.unc.l")
    sign_in(orn).post(address(town, diesel), filled_in(diesel, factor=str(other.pk)))
    assert stored(town, diesel).factor == other
    assert kgco2e(town, diesel) < before


def test_saving_unchanged_changes_nothing(sign_in, orn, town, diesel, record, filled_in):
    record(diesel, "100")
    before = kgco2e(town, diesel)
    assert sign_in(orn).post(address(town, diesel), filled_in(diesel)).status_code == 302
    assert kgco2e(town, diesel) == before


def test_wrong_input_is_answered_and_the_source_stays(sign_in, orn, town, diesel, filled_in):
    response = sign_in(orn).post(address(town, diesel), filled_in(diesel, name_th="", delay_days="มาก", paper="บิลใหม่"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "มีข้อมูลที่ต้องแก้ไข 2 จุด" in page
    assert 'value="บิลใหม่"' in page
    assert stored(town, diesel).source.name_th == "น้ำมันดีเซล รถเก็บขนขยะ"


def test_a_life_that_would_cut_off_a_figure_is_refused(sign_in, orn, town, diesel, fill, filled_in):
    fill(diesel, "5")
    response = sign_in(orn).post(address(town, diesel), filled_in(diesel, last_month="2024-10"))
    assert response.status_code == 422
    assert "มีตัวเลขเดือน พ.ย. 2567, ธ.ค. 2567 แล้ว" in response.content.decode()
    response = sign_in(orn).post(address(town, diesel), filled_in(diesel, first_month="2024-02"))
    assert "มีตัวเลขเดือน ม.ค. 2567 แล้ว" in response.content.decode()
    assert stored(town, diesel).source.last_month is None


def test_a_source_ends_in_its_last_month(sign_in, orn, town, diesel, record, filled_in):
    record(diesel, "5")
    assert sign_in(orn).post(address(town, diesel), filled_in(diesel, last_month="2024-07")).status_code == 302
    assert stored(town, diesel).source.last_month == JULY
    page = sign_in(orn).get(address(town, diesel)).content.decode()
    assert '<option value="2024-07" selected>' in page


def test_a_factor_that_was_not_offered_is_refused(sign_in, orn, town, diesel, filled_in):
    grid = Factor.objects.get(key="tgo-grid-2016-2018.scope2.kwh")
    response = sign_in(orn).post(address(town, diesel), filled_in(diesel, factor=str(grid.pk)))
    assert response.status_code == 422
    assert stored(town, diesel).factor != grid


def test_another_towns_source_is_not_found(sign_in, orn, town, year, their_diesel):
    assert sign_in(orn).get(address(town, their_diesel)).status_code == 404
    assert sign_in(orn).post(address(town, their_diesel), {"name_th": "ของฉัน"}).status_code == 404


def test_a_source_of_another_year_is_not_found_under_this_one(sign_in, orn, town, diesel):
    with tenant_scope(town):
        make_year(town, orn, year=2566)
    other = reverse("inventories:source_edit", args=[town.key, "2566", diesel.pk])
    assert sign_in(orn).get(other).status_code == 404


@pytest.mark.parametrize("person", ["nid", "anan", "pim", "wichai"])
def test_others_read_and_may_not_change(sign_in, request, town, diesel, filled_in, person):
    sent = filled_in(diesel, name_th="ของคนอื่น")
    client = sign_in(request.getfixturevalue(person))
    page = client.get(address(town, diesel)).content.decode()
    assert 'name="name_th"' not in page
    assert "2.7406" in page
    assert client.post(address(town, diesel), sent).status_code == 403
    assert stored(town, diesel).source.name_th != "ของคนอื่น"


def test_readers_see_every_parameter_defaults_too(sign_in, pim, orn, town, year):
    with tenant_scope(town):
        (use,) = add_sources(
            inventory=year,
            actor=orn,
            additions=[
                Addition(
                    {"name_th": "บ่อบำบัด", "unit": "m3"},
                    {"scope": "1", "category": "wastewater", "method": "wastewater_cod",
                     "parameters": {"mcf": "0.2", "input": "measured_inflow"}},
                )
            ],
        )  # fmt: skip
    page = sign_in(pim).get(address(town, use)).content.decode()
    assert "<dd>0.2</dd>" in page
    assert "ปริมาณน้ำเสียที่วัดได้จริง" in page
    assert "1 (ค่าปริยาย)" in page  # the return fraction where the inflow is measured
    assert "0.12 กก. ต่อ ลบ.ม. (ค่าปริยาย)" in page


def test_a_table_by_month_stays_when_the_rest_is_changed(sign_in, orn, town, year, filled_in):
    cod = {f"2024-{month:02}": "0.1" for month in range(1, 13)}
    with tenant_scope(town):
        (use,) = add_sources(
            inventory=year,
            actor=orn,
            additions=[
                Addition(
                    {"name_th": "บ่อบำบัด", "unit": "m3"},
                    {"scope": "1", "category": "wastewater", "method": "wastewater_cod",
                     "parameters": {"mcf": "0.2", "cod_kg_per_m3": cod}},
                )
            ],
        )  # fmt: skip
    sign_in(orn).post(address(town, use), filled_in(use, param_mcf="0.8"))
    assert stored(town, use).parameters == {"mcf": "0.8", "cod_kg_per_m3": cod, "input": "water_used"}


def test_a_locked_year_is_read_only_and_refuses_with_a_sentence(sign_in, orn, anan, town, diesel, fill, filled_in):
    fill(diesel, "5")
    sent = filled_in(diesel, name_th="ชื่อใหม่")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    page = sign_in(orn).get(address(town, diesel)).content.decode()
    assert 'name="name_th"' not in page
    assert "แก้ไขไม่ได้" in page
    response = sign_in(orn).post(address(town, diesel), sent)
    assert response.status_code == 422
    assert "ล็อกฉบับแล้ว จึงแก้ไขไม่ได้" in response.content.decode()
    assert stored(town, diesel).source.name_th == "น้ำมันดีเซล รถเก็บขนขยะ"


@pytest.fixture
def budget_use(town, orn, diesel):
    """The same truck in the budget year 2567 (October 2566 – September 2567)."""
    with tenant_scope(town):
        inventory = make_year(town, orn, kind="fiscal")
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor}
        return add_sources(inventory=inventory, actor=orn, additions=[Addition(diesel.source, use)])[0]


def test_a_life_changed_in_one_year_is_calculated_in_the_other_too(town, orn, diesel, budget_use, record):
    record(diesel, "100", month=JULY)
    before = kgco2e(town, budget_use)
    assert before > 0
    with tenant_scope(town):
        use = stored(town, diesel)
        change_source(use=use, actor=orn, source_changes={"last_month": dt.date(2024, 6, 1)}, use_changes={})
        other = stored(town, budget_use)
        assert compare(other.inventory, [other])[1] == []
        assert budget_use.pk not in totals_by_use(other.inventory) or kgco2e(town, budget_use) == 0


def test_a_life_that_changes_a_locked_year_is_refused(town, orn, anan, diesel, budget_use, fill):
    fill(budget_use, "5")
    with tenant_scope(town):
        lock(inventory=budget_use.inventory, actor=anan)
        with pytest.raises(Refused):
            change_source(
                use=stored(town, diesel), actor=orn, source_changes={"last_month": dt.date(2024, 8, 1)}, use_changes={}
            )
    assert stored(town, diesel).source.last_month is None


def test_a_source_may_end_after_a_locked_year(town, orn, anan, diesel, budget_use, fill):
    fill(budget_use, "5")
    with tenant_scope(town):
        lock(inventory=budget_use.inventory, actor=anan)
        change_source(
            use=stored(town, diesel), actor=orn, source_changes={"last_month": dt.date(2024, 11, 1)}, use_changes={}
        )
    assert stored(town, diesel).source.last_month == dt.date(2024, 11, 1)

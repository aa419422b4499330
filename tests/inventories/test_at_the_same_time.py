"""Two people at once: what somebody saw may be of yesterday, and no year's results may miss a figure."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from cfo_site.accounts.models import Membership
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Factor
from inventories.models import Exclusion, InventorySource
from inventories.policies import Refused
from inventories.selectors.fresh import compare
from inventories.selectors.inventories import inventory_source, inventory_sources
from inventories.selectors.upstream import derived_uses
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.boundary import add_exclusion, exclude_source, withdraw_exclusion
from inventories.services.sources import Addition, add_source, add_sources, change_source
from inventories.services.upstream import count_upstream
from tests.conftest import make_person, make_town

from .conftest import JANUARY, make_diesel, make_year

MOST_SECONDS = 20


@pytest.fixture
def gas(town, orn, year):
    """LPG by the litre, on a factor by the kilogram: with a conversion, and where that is from."""
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.st.lpg.kg")
    with tenant_scope(town):
        return add_source(
            inventory=year, actor=orn, source={"name_th": "ก๊าซหุงต้ม", "unit": "litre"},
            use={
                "scope": "1", "category": "stationary_combustion", "method": "factor", "factor": factor,
                "conversion": {"from": "litre", "to": "kg", "ratio": "0.54", "source": "ใบกำกับ"},
                "assumptions": {"conversion": {"reason": "ใบกำกับของผู้ขาย"}},
            },
        )  # fmt: skip


def seen(use) -> InventorySource:
    """Return a use as somebody else's page has read it."""
    return inventory_source(use.inventory, use.pk)


def test_a_source_that_is_put_back_keeps_its_conversion_and_where_it_is_from(town, orn, gas):
    with tenant_scope(town):
        excluded = exclude_source(use=seen(gas), actor=orn, why="ไม่มีนัยสำคัญ")
        back = withdraw_exclusion(exclusion=excluded, actor=orn)
        assert (back.conversion, back.assumptions) == (gas.conversion, gas.assumptions)


def test_a_source_that_cannot_be_put_back_is_refused_in_words(sign_in, town, orn, gas):
    with tenant_scope(town):
        excluded = exclude_source(use=seen(gas), actor=orn, why="ไม่มีนัยสำคัญ")
        gas.source.unit = "kWh"
        gas.source.save()
    address = reverse("inventories:exclusion_withdraw", args=[town.key, "2567", excluded.pk])
    response = sign_in(orn).post(address)
    assert response.status_code == 422
    assert "นำกลับเข้าบัญชีอย่างเดิมไม่ได้" in response.content.decode()


def test_an_exclusion_is_withdrawn_once_and_so_says_the_ledger(town, orn, year):
    with tenant_scope(town):
        exclusion = add_exclusion(inventory=year, actor=orn, what="น้ำมัน 2T", why="น้อยมาก", tco2e=None)
        beside = Exclusion.objects.of(town).get()
        withdraw_exclusion(exclusion=exclusion, actor=orn)
        with pytest.raises(Refused, match="ยกเลิกรายการนี้ไปแล้ว"):
            withdraw_exclusion(exclusion=beside, actor=orn)
        assert Entry.objects.of(town).filter(act="exclusion.withdrawn").count() == 1


def test_a_source_is_taken_out_once(town, orn, diesel):
    with tenant_scope(town):
        beside = seen(diesel)
        exclude_source(use=diesel, actor=orn, why="ไม่มีนัยสำคัญ")
        with pytest.raises(Refused, match="ถูกนำออกจากบัญชีแล้ว"):
            exclude_source(use=beside, actor=orn, why="ไม่มีนัยสำคัญ")
        assert Exclusion.objects.of(town).count() == 1


def test_a_change_of_one_field_leaves_what_somebody_else_changed_meanwhile(town, orn, diesel):
    with tenant_scope(town):
        mine, theirs = seen(diesel), seen(diesel)
        change_source(use=theirs, actor=orn, source_changes={}, use_changes={"scope": "3", "category": "waste"})
        change_source(use=mine, actor=orn, source_changes={"name_th": "รถขยะ 7 คัน"}, use_changes={})
        now = seen(diesel)
        assert (now.scope, now.category, now.source.name_th) == ("3", "waste", "รถขยะ 7 คัน")
        assert Entry.objects.of(town).latest("number").facts["fields"] == "name_th"


def test_another_years_source_is_calculated_as_it_is_now(town, orn, diesel, fill):
    """Ending a source calculates its other years too: by the factor that they have by then."""
    fill(diesel, "10")
    with tenant_scope(town):
        later = make_year(town, orn, year=2568)
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor}
        (again,) = add_sources(inventory=later, actor=orn, additions=[Addition(diesel.source, use)])
        change_source(
            use=seen(again), actor=orn, source_changes={"last_month": JANUARY.replace(month=6)}, use_changes={}
        )
        for each in (diesel.inventory, later):
            assert not compare(each, list(inventory_sources(each)))[1]


def test_a_name_that_changes_in_one_year_changes_in_what_derives_from_it_in_another(town, orn, full_year):
    with tenant_scope(town):
        truck = make_diesel(full_year, orn)
        count_upstream(inventory=full_year, actor=orn, densities={})
        later = make_year(town, orn, year=2568)
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": truck.factor}
        (again,) = add_sources(inventory=later, actor=orn, additions=[Addition(truck.source, use)])
        change_source(use=seen(again), actor=orn, source_changes={"name_th": "รถขยะ 7 คัน"}, use_changes={})
        (line,) = derived_uses(full_year)
        assert line.label.endswith(": รถขยะ 7 คัน")


@pytest.mark.usefixtures("committed_db")
def test_a_figure_recorded_while_its_source_is_put_back_counts_in_both_years():
    """Neither sees what the other has not committed: the second waits for the first, or one year misses the figure."""
    call_command("createcachetable", verbosity=0)
    town, orn = make_town("thung-sai", "เทศบาลตำบลทุ่งทราย", "Thung Sai"), make_person("orn", "อร")
    Membership.objects.create(municipality=town, user=orn, role="owner")
    with tenant_scope(town):
        calendar, fiscal = make_year(town, orn), make_year(town, orn, kind="fiscal")
        diesel = make_diesel(calendar, orn)
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor}
        (second,) = add_sources(inventory=fiscal, actor=orn, additions=[Addition(diesel.source, use)])
        excluded = exclude_source(use=seen(second), actor=orn, why="ไม่มีนัยสำคัญ")

    def put_back() -> None:
        try:
            with tenant_scope(town):
                withdraw_exclusion(exclusion=Exclusion.objects.of(town).get(pk=excluded.pk), actor=orn)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as others:
        with tenant_scope(town):
            change = AmountChange(diesel.source_id, JANUARY, Decimal(100))
            record_amounts(municipality=town, actor=orn, changes=[change])
            putting_back = others.submit(put_back)
            with pytest.raises(StillWaiting):
                putting_back.result(timeout=1)
        putting_back.result(timeout=MOST_SECONDS)
    with tenant_scope(town):
        for each in (calendar, fiscal):
            assert not compare(each, list(inventory_sources(each)))[1]

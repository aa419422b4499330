"""Last year's set-up in a new year: what is copied, by which factors, what is not, and that it is confirmed."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.models import Membership
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Edition, Factor, GwpSet
from inventories.models import Exclusion, Inventory, InventorySource, WorkingDays
from inventories.policies import Refused
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.fresh import compare
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.setup import setup_of
from inventories.selectors.upstream import derived_uses, upstream_choice
from inventories.services.boundary import add_exclusion
from inventories.services.changeover import split_use
from inventories.services.inventories import open_year
from inventories.services.setup import confirm_setup
from inventories.services.sheets import state_working_days
from inventories.services.sources import add_source, change_source
from inventories.services.upstream import count_upstream
from tests.conftest import make_person, make_town

from .conftest import JANUARY, make_diesel, make_electricity, make_year

CHOICES = {"gwp_set": "AR5-TGO-2565", "editions": ["tgo-cfo-2565"], "approach": "operational"}
NEXT = {"year": "2568", "year_kind": "calendar", "filing_date": ""}


def opened(town, owner, older, *, editions=("tgo-cfo-2565",), year=2568, kind="calendar") -> Inventory:
    """Open a year with the set-up of an older one; needs the town's scope."""
    return open_year(
        municipality=town, actor=owner, year=year, year_kind=kind, gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
        editions=list(Edition.objects.filter(key__in=editions)), copy_from=older,
    )  # fmt: skip


def setup_page(town, year: str = "2568") -> str:
    return reverse("inventories:year_setup", args=[town.key, year])


def test_the_form_offers_the_year_before_with_its_sources_and_leads_to_what_was_copied(
    sign_in, orn, town, diesel, electricity
):
    address = reverse("inventories:year_open", args=[town.key])
    page = sign_in(orn).get(address, NEXT).content.decode()
    assert "คัดลอกจากบัญชีปี 2567 (2 แหล่งปล่อย)" in page
    assert 'value="2567" id="id_copy_from_0" checked' in page or 'value="2567" checked' in page.replace(
        ' id="id_copy_from_0"', ""
    )
    response = sign_in(orn).post(address, NEXT | CHOICES | {"copy_from": "2567"})
    assert response.url == setup_page(town)
    page = sign_in(orn).get(response.url).content.decode()
    assert "แหล่งปล่อยรอยืนยัน" in page
    assert "2 แหล่ง" in page
    with tenant_scope(town):
        newer = Inventory.objects.of(town).get(year=2568)
        uses = list(inventory_sources(newer))
        assert {use.source_id for use in uses} == {diesel.source_id, electricity.source_id}
        assert {use.copied_from_id for use in uses} == {diesel.inventory_id}
        facts = Entry.objects.of(town).get(act="setup.copied").facts
        assert (facts["from_year"], facts["year"], facts["count"]) == ("2567", "2568", 2)


def test_nothing_is_copied_where_nothing_is_chosen(sign_in, orn, town, diesel):
    address = reverse("inventories:year_open", args=[town.key])
    response = sign_in(orn).post(address, NEXT | CHOICES | {"copy_from": ""})
    assert response.url == reverse("inventories:source_choose", args=[town.key, "2568"])
    with tenant_scope(town):
        assert InventorySource.objects.of(town).count() == 1


def test_a_year_that_is_not_there_cannot_be_copied(sign_in, orn, town, diesel):
    address = reverse("inventories:year_open", args=[town.key])
    response = sign_in(orn).post(address, NEXT | CHOICES | {"copy_from": "2550"})
    assert (response.status_code, "ไม่มีบัญชีปีนี้ให้คัดลอก" in response.content.decode()) == (422, True)


def test_parameters_and_conversions_are_copied_and_no_figure_is(town, orn, year, diesel, fill):
    fill(diesel, "10")
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.st.lpg.kg")
    conversion = {"from": "litre", "to": "kg", "ratio": "0.54", "source": "ใบกำกับ"}
    with tenant_scope(town):
        gas = add_source(
            inventory=year, actor=orn, source={"name_th": "ก๊าซหุงต้ม", "unit": "litre"},
            use={
                "scope": "1", "category": "stationary_combustion", "method": "factor", "factor": factor,
                "conversion": conversion, "boundary_note": "ครัวกลาง", "origin": "measured",
            },
        )  # fmt: skip
        newer = opened(town, orn, year)
        copy = InventorySource.objects.of(town).get(inventory=newer, source=gas.source_id)
        assert (copy.conversion, copy.boundary_note, copy.origin) == (conversion, "ครัวกลาง", "measured")
        assert not amounts_in_force(town, source_ids=[diesel.source_id], months=newer.month_list)


def test_figures_of_months_that_both_years_have_count_in_both(town, orn, diesel, fill):
    fill(diesel, "10")
    with tenant_scope(town):
        budget = opened(town, orn, diesel.inventory, kind="fiscal", year=2568)
        (use,) = inventory_sources(budget)
        assert not compare(budget, [use])[1]
        assert use.counts_in(dt.date(2024, 12, 1))


def test_a_factor_of_an_edition_that_is_not_chosen_gives_way_to_the_same_row_of_one_that_is(sign_in, orn, town, diesel):
    with tenant_scope(town):
        newer = opened(town, orn, diesel.inventory, editions=["tgo-cfo-2569"], year=2569)
        (use,) = inventory_sources(newer)
        assert use.factor.key == "tgo-cfo-2569.on.diesel.l"
        (changed,) = setup_of(newer).changed
        assert changed.before.factor_id == diesel.factor_id
    page = sign_in(orn).get(setup_page(town, "2569")).content.decode()
    assert 'id="changed"' in page
    assert page.count(reverse("inventories:source_edit", args=[town.key, "2569", use.pk])) == 2


def test_a_factor_whose_edition_is_chosen_stays(town, orn, diesel):
    with tenant_scope(town):
        newer = opened(town, orn, diesel.inventory)
        assert [use.factor_id for use in inventory_sources(newer)] == [diesel.factor_id]
        assert setup_of(newer).changed == []


def test_a_source_without_a_factor_in_the_chosen_editions_keeps_its_old_one_until_somebody_chooses(
    sign_in, orn, town, diesel
):
    with tenant_scope(town):
        newer = opened(town, orn, diesel.inventory, editions=["tgo-wastewater-2564"])
        (use,) = inventory_sources(newer)
        assert use.factor_id == diesel.factor_id
        assert [each.use.pk for each in setup_of(newer).stale] == [use.pk]
    page = sign_in(orn).get(setup_page(town)).content.decode()
    assert 'id="stale"' in page
    assert f'name="use" value="{use.pk}"' not in page
    response = sign_in(orn).post(setup_page(town), {"act": "all"})
    assert (response.status_code, "นอกรุ่นต้องเลือกค่าใหม่ก่อน" in response.content.decode()) == (422, True)
    with tenant_scope(town):
        assert setup_of(newer).count == 1


def nothing_waits(sign_in, orn, town) -> bool:
    return "ไม่มีรายการที่รอยืนยัน" in sign_in(orn).get(setup_page(town)).content.decode()


def test_beside_what_is_copied_stands_what_was_not_and_why(sign_in, orn, town, year, diesel, electricity):
    with tenant_scope(town):
        change_source(use=diesel, actor=orn, source_changes={"last_month": JANUARY.replace(month=9)}, use_changes={})
        newer = opened(town, orn, year)
        assert [use.source_id for use in inventory_sources(newer)] == [electricity.source_id]
        (left,) = setup_of(newer).left
        assert left.use.source_id == diesel.source_id
    page = sign_in(orn).get(setup_page(town)).content.decode()
    assert "เลิกใช้แล้วก่อนรอบปีใหม่" in page


def test_of_a_source_counted_by_two_factors_the_later_months_are_copied_for_the_whole_year(town, orn, diesel):
    with tenant_scope(town):
        other = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.gas.unc.l")
        split_use(use=diesel, actor=orn, from_month=JANUARY.replace(month=7), factor=other)
        (use,) = inventory_sources(opened(town, orn, diesel.inventory))
        assert (use.factor_id, use.first_month, use.last_month) == (other.pk, None, None)


def test_exclusions_and_the_upstream_switch_are_copied(town, orn, full_year):
    with tenant_scope(town):
        make_diesel(full_year, orn)
        add_exclusion(inventory=full_year, actor=orn, what="น้ำมัน 2T", why="น้อยมาก", tco2e=Decimal("0.1"))
        count_upstream(inventory=full_year, actor=orn, densities={"diesel": (Decimal("0.84"), "ใบรับรองของผู้ขาย")})
        newer = opened(town, orn, full_year, editions=Edition.objects.values_list("key", flat=True))
        copy = Exclusion.objects.of(town).get(inventory=newer)
        assert (copy.what, copy.why, copy.tco2e, copy.copied_from_id) == (
            "น้ำมัน 2T", "น้อยมาก", Decimal("0.1"), full_year.pk,
        )  # fmt: skip
        assert upstream_choice(newer).densities == {"diesel": {"ratio": "0.84", "reason": "ใบรับรองของผู้ขาย"}}
        assert derived_uses(newer)


def test_what_is_ticked_is_confirmed_and_the_rest_keeps_its_mark(sign_in, orn, town, year, diesel, electricity):
    with tenant_scope(town):
        newer = opened(town, orn, year)
        first, second = inventory_sources(newer)
    mark = "คัดลอกจากปีก่อน ยังไม่ยืนยัน"
    source_page = reverse("inventories:source_edit", args=[town.key, "2568", first.pk])
    assert mark in sign_in(orn).get(source_page).content.decode()
    assert sign_in(orn).post(setup_page(town), {"act": "ticked", "use": [str(first.pk)]}).status_code == 302
    assert mark not in sign_in(orn).get(source_page).content.decode()
    with tenant_scope(town):
        assert [each.use.pk for each in setup_of(newer).waiting] == [second.pk]
    assert sign_in(orn).post(setup_page(town), {"act": "all"}).status_code == 302
    assert nothing_waits(sign_in, orn, town)
    with tenant_scope(town):
        counts = Entry.objects.of(town).filter(act="setup.confirmed").order_by("number")
        assert [entry.facts["count"] for entry in counts] == [1, 1]


def test_confirming_nothing_is_told(sign_in, orn, town, diesel):
    with tenant_scope(town):
        opened(town, orn, diesel.inventory)
    response = sign_in(orn).post(setup_page(town), {"act": "ticked", "use": ["999", "x"]})
    assert (response.status_code, "ยังไม่ได้เลือกรายการที่ยืนยันได้" in response.content.decode()) == (422, True)


def test_only_the_owner_confirms_and_only_a_draft(sign_in, orn, nid, town, diesel):
    with tenant_scope(town):
        newer = opened(town, orn, diesel.inventory)
        use = inventory_sources(newer)[0].pk
    assert sign_in(nid).post(setup_page(town), {"act": "all"}).status_code == 403
    with tenant_scope(town):
        Inventory.objects.of(town).filter(pk=newer.pk).update(state="locked")
        newer.refresh_from_db(from_queryset=Inventory.objects.of(town))
        with pytest.raises(Refused):
            confirm_setup(inventory=newer, actor=orn, uses=[use], left_out=[])
    assert sign_in(orn).post(setup_page(town), {"act": "all"}).status_code == 422


def test_a_locked_year_can_be_copied(town, orn, diesel):
    with tenant_scope(town):
        Inventory.objects.of(town).update(state="locked")
        diesel.inventory.refresh_from_db(from_queryset=Inventory.objects.of(town))
        assert len(inventory_sources(opened(town, orn, diesel.inventory))) == 1


def test_the_page_asks_as_often_for_two_sources_as_for_twelve(sign_in, orn, town, year, diesel, electricity):
    with tenant_scope(town):
        opened(town, orn, year, editions=["tgo-cfo-2569"], year=2569)
        for number in range(10):
            make_diesel(year, orn, f"รถคันที่ {number}")
        opened(town, orn, year, editions=["tgo-cfo-2569"], year=2570)
    client = sign_in(orn)
    asked = []
    for token in ("2569", "2570"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(setup_page(town, token)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def _at_once(*acts):
    """Run acts each in a thread of its own, and return what they returned or raised."""

    def run(act):
        try:
            return act()
        except ValidationError as wrong:
            return wrong
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.mark.usefixtures("committed_db")
def test_a_form_sent_twice_at_once_opens_one_year_and_states_one_number_of_days():
    call_command("createcachetable", verbosity=0)
    town, orn = make_town("thung-sai", "เทศบาลตำบลทุ่งทราย", "Thung Sai"), make_person("orn", "อร")
    Membership.objects.create(municipality=town, user=orn, role="owner")

    def opening():
        with tenant_scope(town):
            return make_year(town, orn)

    def stating():
        with tenant_scope(town):
            return state_working_days(municipality=town, actor=orn, month=JANUARY, days=19, reason="น้ำท่วม")

    for _again in range(3):
        results = _at_once(opening, opening)
        assert sum(isinstance(each, Inventory) for each in results) <= 1
    assert {type(each) for each in results} <= {ValidationError, Inventory}
    assert {each.days for each in _at_once(stating, stating, stating)} == {19}
    with tenant_scope(town):
        assert Inventory.objects.of(town).count() == 1
        assert WorkingDays.objects.of(town).count() == 1
        assert Entry.objects.of(town).filter(act="working_days.stated").count() == 1


def test_the_second_of_two_openings_is_told_in_a_sentence(sign_in, orn, town, year, monkeypatch):
    """The first has not committed when the second looks: only the database's own key stands between them."""
    monkeypatch.setattr(Inventory, "full_clean", lambda self: None)
    with tenant_scope(town), pytest.raises(ValidationError, match="เปิดบัญชีปี 2567 ไว้แล้ว"):
        make_year(town, orn)


def test_a_meter_of_the_grid_is_copied_by_the_newer_grid_factor_where_the_catalogue_names_it(town, orn, year):
    with tenant_scope(town):
        meter = make_electricity(year, orn)
        meter.source.catalogue_key = "electricity-office"
        meter.source.save()
        (use,) = inventory_sources(opened(town, orn, year, editions=["tgo-cfo-2569"], year=2569))
        assert use.factor.category == "electricity"
        assert use.factor.edition.key == "tgo-cfo-2569"

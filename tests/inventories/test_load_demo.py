"""`manage.py load_demo`: generated years through the real services, marked, repeatable, never beside real figures."""

import hashlib
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from cfo_site.accounts.models import Municipality, User
from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import (
    AmountRevision,
    Inventory,
    InventoryEdition,
    InventorySource,
    MonthlyResult,
    Snapshot,
    Source,
)
from inventories.selectors.inventories import inventories
from inventories.selectors.results import totals
from inventories.services.generation import loading
from inventories.services.generation.loading import CREDIT_TH
from tests.conftest import make_town

pytestmark = pytest.mark.django_db
FEW = 16  # sources, so that the tests are quick: the first sixteen hold every scope and R-22


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.CFO_DEMO = True


@pytest.fixture
def nong_kham(db) -> Municipality:
    """Has locked 2566 and 2567."""
    return make_town("nong-kham", "เทศบาลตำบลหนองคำ", "Nong Kham Subdistrict Municipality")


@pytest.fixture
def tha_sai(db) -> Municipality:
    """Has only drafts."""
    return make_town("tha-sai", "เทศบาลตำบลท่าทราย", "Tha Sai Subdistrict Municipality")


def load(*towns: Municipality, years: int = 2, sources: int | None = FEW) -> str:
    out = StringIO()
    call_command(
        "load_demo", years=years, sources=sources, municipality=[town.key for town in towns] or None, stdout=out
    )
    return out.getvalue()


def figures_of(town: Municipality, year: int | None = None) -> str:
    """Return a hash of a town's figures and results, without what differs between databases (keys, times)."""
    written = hashlib.sha256()
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).select_related("source")
        results = MonthlyResult.objects.of(town).select_related("inventory_source__source")
        if year:
            rows = rows.filter(month__year=year - 543)
            results = results.filter(inventory_source__inventory__year=year)
        said = [
            (row.source.identifier, row.source.name_th, row.month, row.number, row.amount, row.notation, row.reason)
            for row in rows
        ]
        said += [(row.inventory_source.source.identifier, row.month, row.part, row.gas, row.kgco2e) for row in results]
    for row in sorted(map(repr, said)):
        written.update(row.encode())
    assert said
    return written.hexdigest()


def counts(town: Municipality) -> dict[str, int]:
    with tenant_scope(town):
        return {
            model.__name__: model.objects.of(town).count()
            for model in (Inventory, InventoryEdition, Source, InventorySource, AmountRevision, MonthlyResult, Entry)
        }


def test_without_the_demonstration_mode_nothing_is_loaded(settings, tha_sai):
    settings.CFO_DEMO = False
    with pytest.raises(CommandError, match="CFO_DEMO=1"):
        load(tha_sai)
    assert not User.objects.exists()
    tha_sai.refresh_from_db()
    assert tha_sai.credit_th == ""


def test_two_loads_give_the_same_figures(tha_sai):
    hashes = []
    for _ in range(2):
        with transaction.atomic():
            load(tha_sai)
            hashes.append(figures_of(tha_sai))
            transaction.set_rollback(True)
    assert hashes[0] == hashes[1]


def test_a_second_run_changes_nothing(tha_sai):
    assert re.search(r"of 1 municipalities: 2 years, 32 sources, \d+ figures; 0 years locked", load(tha_sai))
    before = counts(tha_sai), figures_of(tha_sai)
    assert "of 1 municipalities is there already" in load(tha_sai)
    assert (counts(tha_sai), figures_of(tha_sai)) == before


def test_another_town_or_year_changes_no_other_figure(tha_sai, nong_kham):
    load(tha_sai, years=1)
    before = figures_of(tha_sai, 2568)
    load(nong_kham, years=1)
    load(tha_sai, years=2)
    assert figures_of(tha_sai, 2568) == before
    assert counts(tha_sai)["Source"] < counts(tha_sai)["InventorySource"] == 2 * FEW  # shared by both years


def test_an_interrupted_run_is_continued_town_by_town(tha_sai, nong_kham, monkeypatch):
    recorded, real = [], loading.record_amounts

    def record_amounts(**wanted):
        recorded.append(wanted["municipality"].key)
        if len(recorded) == 3:
            raise KeyboardInterrupt
        return real(**wanted)

    monkeypatch.setattr(loading, "record_amounts", record_amounts)
    with pytest.raises(KeyboardInterrupt):
        load(tha_sai, nong_kham)
    done = [counts(town)["Inventory"] for town in Municipality.objects.filter(key__in=recorded)]
    assert sorted(done) == [0, 2]  # of the second town nothing: a year is kept whole or not at all
    monkeypatch.undo()
    load(tha_sai, nong_kham)
    assert counts(tha_sai)["Inventory"] == counts(nong_kham)["Inventory"] == 2
    assert figures_of(tha_sai)


def test_every_page_says_that_the_figures_are_invented(tha_sai, sign_in):
    load(tha_sai, years=1)
    page = reverse("inventories:municipality_overview", args=[tha_sai.key])
    shown = sign_in(User.objects.get(username="demo-province")).get(page).content.decode()
    assert "ข้อมูลจำลอง" in shown
    assert CREDIT_TH in shown
    with tenant_scope(tha_sai):
        assert all(source.identifier.startswith("จำลอง-") for source in Source.objects.of(tha_sai))


def test_facts_of_the_municipality_stay_as_they_are(db):
    call_command("load_municipalities", verbosity=0)

    def facts():
        town = Municipality.objects.get(key="phla")
        names = list(town.names.values_list("name_th", "kind", "valid_from", "source", "confidence"))
        return [town.district_th, town.dla_code, town.of_province, town.sort_key, names, list(town.years.values())]

    before = facts()
    load(Municipality.objects.get(key="phla"), years=1)
    assert facts() == before
    call_command("load_municipalities", verbosity=0)
    assert Municipality.objects.get(key="phla").credit_th == CREDIT_TH


def test_it_stays_away_from_real_figures(town, diesel, fill, tha_sai):
    fill(diesel, "10")
    before = counts(town)
    assert f"Left alone, as they hold figures of their own: {town.key}." in load(town, tha_sai, years=1)
    town.refresh_from_db()
    assert counts(town) == before
    assert town.credit_th == ""
    assert counts(tha_sai)["Inventory"] == 1


def test_what_is_stored_is_what_is_calculated_and_the_ledger_holds(tha_sai, nong_kham):
    load(tha_sai, nong_kham, years=3)
    out = StringIO()
    call_command("recompute", "--check", stdout=out)
    call_command("verify_ledger", stdout=out)
    assert re.search(r"\d{4} stored results compared, 0 differ", out.getvalue())
    with tenant_scope(nong_kham):
        assert Entry.objects.of(nong_kham).filter(act="source.added").count() == 3 * FEW
        assert set(Entry.objects.of(nong_kham).values_list("actor_id", flat=True)) == {
            User.objects.get(username="demo-generator").pk
        }


def test_earlier_years_are_locked_with_their_snapshots_and_the_mark(nong_kham):
    load(nong_kham, years=3)
    with tenant_scope(nong_kham):
        states = {year.year: year.is_locked for year in inventories(nong_kham)}
        snapshots = list(Snapshot.objects.of(nong_kham))
    assert states == {2566: True, 2567: True, 2568: False}
    assert len(snapshots) == 2
    assert all(CREDIT_TH in snapshot.dossier for snapshot in snapshots)


def test_every_scope_has_emissions_and_r_22_stands_apart(nong_kham):
    load(nong_kham, years=3, sources=None)
    with tenant_scope(nong_kham):
        for year in inventories(nong_kham).filter(year__lt=2568):
            assert all(kg > 0 for kg in totals(year).scopes.values())
        apart = MonthlyResult.objects.of(nong_kham).filter(part="separate").values_list("gas", flat=True)
        assert set(apart) == {"R-22", "R-123"}
        corrected = AmountRevision.objects.of(nong_kham).filter(number=2)
        assert all(row.reason.startswith("แก้ไขตามเอกสาร") for row in corrected)


def test_the_newest_year_may_choose_between_two_editions(tha_sai):
    load(tha_sai)
    with tenant_scope(tha_sai):
        chosen = {
            year.year: set(
                InventoryEdition.objects.of(tha_sai).filter(inventory=year).values_list("edition__key", flat=True)
            )
            for year in inventories(tha_sai)
        }
        electricity = InventorySource.objects.of(tha_sai).filter(category="electricity")
        used = set(electricity.values_list("factor__key", flat=True))
        assert {year.gwp_set.key for year in inventories(tha_sai)} == {"AR5-TGO-2565"}
    assert "tgo-cfo-2569" in chosen[2568] - chosen[2567]
    assert used == {"tgo-grid-2016-2018.scope2.kwh"}  # in force through the whole of both years


def test_nobody_can_sign_in_as_the_generator(tha_sai):
    load(tha_sai, years=1)
    generator = User.objects.get(username="demo-generator")
    assert not generator.has_usable_password()
    assert generator.is_demonstration
    assert not generator.memberships.exists()
    assert not generator.province_roles.exists()


def test_none_to_all_years_may_be_wanted(tha_sai):
    assert "Generated" not in load(years=0)
    assert counts(tha_sai)["Inventory"] == 0
    with pytest.raises(CommandError, match="between 0 and 5 years"):
        load(tha_sai, years=6)
    with pytest.raises(CommandError, match="at least 1"):
        load(tha_sai, sources=0)
    assert "5 years, 5 sources" in load(tha_sai, years=5, sources=1)


def test_it_says_so_when_there_is_no_such_municipality(tha_sai):
    tha_sai.of_province = False
    tha_sai.save()
    assert "no municipality yet" in load()
    with pytest.raises(CommandError, match="Not all of these"):
        load(tha_sai)


def test_whoever_may_sign_in_to_the_demonstration_stands_in_the_ledger(db):
    """Accounts come by the same door as anybody's; a second run with nothing to do records nothing."""
    load(years=0)
    with every_municipality(reason="acts on accounts stand in the province's chain"):
        acts = Counter(Entry.objects.of(None).values_list("act", flat=True))
        assert (acts["person.added"], acts["role.granted"]) == (4, 3 + 1 + 1)
        before = Entry.objects.of(None).count()
    load(years=0)
    with every_municipality(reason="acts on accounts stand in the province's chain"):
        assert Entry.objects.of(None).count() == before

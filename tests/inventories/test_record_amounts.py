"""The one door by which figures enter."""

import datetime as dt
from contextlib import nullcontext
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger import services as ledger_services
from cfo_site.ledger.models import Entry
from cfo_site.ledger.selectors import first_break
from inventories.models import AmountRevision, Inventory, MonthlyResult
from inventories.policies import Refused
from inventories.selectors import row_hashes
from inventories.selectors.amounts import amounts_in_force, history
from inventories.selectors.results import totals
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts
from tests.conftest import owner
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_year


def test_an_amount_is_stored_and_calculated_at_once(town, year, diesel, record):
    record(diesel, "10")
    with tenant_scope(town):
        assert totals(year).scopes["1"] == Decimal("27.4062321")


def test_a_correction_is_a_second_revision_and_the_first_stays(town, diesel, record):
    record(diesel, "10")
    record(diesel, "12", based_on=1)
    with tenant_scope(town):
        rows = history(town, source_id=diesel.source_id, month=JANUARY)
        assert [(row.number, row.amount) for row in rows] == [(2, Decimal(12)), (1, Decimal(10))]
        assert totals(diesel.inventory).scopes["1"] == Decimal("32.88747852")


def test_the_second_of_two_people_is_told_and_nothing_is_stored(town, diesel, record):
    record(diesel, "10")
    with pytest.raises(ChangedSince):
        record(diesel, "11", based_on=0)
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 1


def test_a_batch_with_one_changed_cell_is_not_stored_at_all(town, nid, diesel, record):
    record(diesel, "10")
    changes = [AmountChange(diesel.source_id, dt.date(2024, month, 1), Decimal(5)) for month in range(1, 13)]
    with tenant_scope(town), pytest.raises(ChangedSince) as told:
        record_amounts(municipality=town, actor=nid, changes=changes)
    assert [change.month for change in told.value.changes] == [JANUARY]
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 1


def test_saying_what_a_cell_already_holds_records_nothing(town, diesel, record):
    record(diesel, "10")
    assert record(diesel, "10.000", based_on=1) == []
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 1


def test_a_figure_can_be_withdrawn_and_the_cell_is_then_empty_not_zero(town, diesel, record):
    record(diesel, "10")
    record(diesel, None, based_on=1)
    with tenant_scope(town):
        row = amounts_in_force(town, source_ids=[diesel.source_id], months=[JANUARY])[diesel.source_id, JANUARY]
        assert (row.amount, row.notation, row.number) == (None, "", 2)
        assert not MonthlyResult.objects.of(town).exists()


def test_zero_is_a_figure_and_has_a_result(town, diesel, record):
    record(diesel, "0")
    with tenant_scope(town):
        assert MonthlyResult.objects.of(town).filter(month=JANUARY).exists()


def test_not_occurring_has_no_result(town, diesel, record):
    record(diesel, None, notation="NO")
    with tenant_scope(town):
        assert not MonthlyResult.objects.of(town).exists()


def test_a_source_of_another_town_is_refused(town, nid, their_diesel):
    with tenant_scope(town), pytest.raises(Refused, match="ไม่พบแหล่งปล่อย"):
        record_amounts(
            municipality=town, actor=nid, changes=[AmountChange(their_diesel.source_id, JANUARY, Decimal(1))]
        )


def test_a_month_outside_the_year_is_refused(diesel, record):
    with pytest.raises(Refused, match=r"ม.ค. 2568"):
        record(diesel, "10", month=dt.date(2025, 1, 1))


def test_the_same_cell_twice_in_a_batch_is_refused(town, nid, diesel):
    twice = [AmountChange(diesel.source_id, JANUARY, Decimal(each)) for each in (1, 2)]
    with tenant_scope(town), pytest.raises(Refused, match="ซ้ำ"):
        record_amounts(municipality=town, actor=nid, changes=twice)


def test_a_locked_year_takes_no_amount(town, anan, diesel, fill, record):
    fill(diesel, "3")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        record(diesel, "4", based_on=1)


def test_a_month_of_a_locked_calendar_year_is_closed_to_the_fiscal_year_that_shares_it(
    town, orn, anan, nid, diesel, fill
):
    with tenant_scope(town):
        fiscal = make_year(town, orn, year=2567, kind="fiscal")
        shared = type(diesel)(
            municipality=town, inventory=fiscal, source=diesel.source, scope="1", category="mobile_onroad",
            method="factor", factor=diesel.factor,
        )  # fmt: skip
        shared.save()
    fill(diesel, "3")
    with tenant_scope(town):
        assert totals(fiscal).scopes["1"] == Decimal("2.74062321") * 3 * 9  # Jan to Sep 2567
        lock(inventory=diesel.inventory, actor=anan)
        change = AmountChange(diesel.source_id, JANUARY, Decimal(4), based_on=1)
        with pytest.raises(Refused):
            record_amounts(municipality=town, actor=nid, changes=[change])
        october = AmountChange(diesel.source_id, dt.date(2023, 10, 1), Decimal(4))
        record_amounts(municipality=town, actor=nid, changes=[october])
        assert totals(fiscal).scopes["1"] == Decimal("2.74062321") * (3 * 9 + 4)


def test_one_ledger_entry_carries_the_hash_of_the_rows(town, nid, diesel, record):
    rows = record(diesel, "10")
    with tenant_scope(town):
        entry = Entry.objects.of(town).order_by("-number").first()
        assert (entry.act, entry.actor_id) == ("amounts.recorded", nid.pk)
        assert entry.facts == {"count": 1, "years": "2567", "rows_sha256": row_hashes.of_revisions(rows)}
        stored = AmountRevision.objects.of(town).get()
        assert (stored.entry_number, row_hashes.of_revisions([stored])) == (entry.number, entry.facts["rows_sha256"])
        assert first_break(town) is None


def test_if_the_ledger_refuses_the_figure_is_not_kept_either(town, diesel, record, monkeypatch):
    def refuse(**_):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr(ledger_services, "append", refuse)
    with pytest.raises(RuntimeError):
        record(diesel, "10")
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()


@pytest.mark.parametrize("amount", ["-1", "1000000000000000", "NaN"])
def test_the_database_itself_refuses_an_impossible_amount(town, diesel, record, amount):
    rows = record(diesel, "10")
    with tenant_scope(town), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inventories_amountrevision (municipality_id, source_id, month, number, amount, notation, "
            "estimated, reason, recorded_by_id, recorded_at, entry_number) "
            f"VALUES (%s, %s, '2024-02-01', 1, '{amount}', '', false, '', %s, now(), 1)",
            [town.pk, diesel.source_id, rows[0].recorded_by_id],
        )


def test_a_row_cannot_point_at_another_towns_source_even_in_raw_sql(town, nid, their_diesel):
    foreign = (
        "INSERT INTO inventories_amountrevision (municipality_id, source_id, month, number, notation, estimated, "
        f"reason, recorded_by_id, recorded_at, entry_number) VALUES ({town.pk}, {their_diesel.source_id}, '2024-02-01', "
        f"1, 'NO', false, '', {nid.pk}, now(), 1); SET CONSTRAINTS ALL IMMEDIATE"
    )
    with (
        every_municipality(reason="an attack"),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(foreign)


@pytest.mark.parametrize("table", ["inventories_amountrevision", "ledger_entry"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET municipality_id = municipality_id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
@pytest.mark.parametrize("who", [nullcontext, owner], ids=["the serving role", "the owner"])
def test_the_past_cannot_be_changed(town, diesel, record, table, statement, who):
    record(diesel, "10")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else TRUNCATE stumbles over what is still to be checked
    with (
        tenant_scope(town),
        pytest.raises(DatabaseError, match=r"append-only|permission denied"),
        transaction.atomic(),
        who(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_a_forgotten_filter_shows_nothing_outside_a_scope_and_only_its_own_inside(
    town, other_town, diesel, their_diesel
):
    assert Inventory.objects.of_every_municipality().count() == 0
    with tenant_scope(town):
        assert [row.municipality_id for row in Inventory.objects.of_every_municipality()] == [town.pk]
    with every_municipality(reason="test"):
        assert Inventory.objects.of_every_municipality().count() == 2


def test_an_estimate_that_is_typed_once_more_stays_one(sign_in, nid, town, diesel, record):
    """A cell of the grid says nothing about estimates: leaving it as it was must not make a metered figure of it."""
    record(diesel, "100", estimated=True)
    address = reverse("inventories:amount_save", args=[town.key, "2567", diesel.pk, JANUARY])
    assert sign_in(nid).post(address, {"amount": "100.0", "based_on": "1"}).status_code == 302
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).get().estimated
    sign_in(nid).post(address, {"amount": "101", "based_on": "1"})
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).latest("number").estimated


def test_an_estimate_can_be_said_to_be_metered(record, town, diesel):
    record(diesel, "100", estimated=True)
    (row,) = record(diesel, "100", estimated=False, based_on=1)
    assert (row.number, row.estimated) == (2, False)

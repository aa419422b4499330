"""What was changed in SQL by the owner of the tables, with the guards taken off: each is found and named."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision, Snapshot
from inventories.services.amounts import AmountChange, record_amounts
from tests.inventories.conftest import JANUARY, lock, make_diesel, make_year


@pytest.fixture(autouse=True)
def _heads(settings, tmp_path):
    settings.LEDGER_HEADS = str(tmp_path / "heads.jsonl")


@pytest.fixture
def locked(town, orn, anan):
    """A whole year of a truck, locked."""
    with tenant_scope(town):
        year = make_year(town, orn)
        truck = make_diesel(year, orn)
        changes = [AmountChange(truck.source_id, month, Decimal(100)) for month in year.month_list]
        record_amounts(municipality=town, actor=orn, changes=changes)
        lock(inventory=year, actor=anan)
    return year


def tamper(as_owner, table, statement, *params):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        assert cursor.rowcount > 0
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def found():
    with pytest.raises(CommandError) as failed:
        call_command("verify_ledger")
    return str(failed.value)


def test_nothing_is_found_where_nothing_was_changed(locked):
    call_command("verify_ledger")


def test_a_changed_figure_is_found(locked, town, as_owner):
    tamper(
        as_owner, "inventories_amountrevision",
        "UPDATE inventories_amountrevision SET amount = 99 WHERE municipality_id = %s AND month = %s", town.pk, JANUARY,
    )  # fmt: skip
    with tenant_scope(town):
        entry = AmountRevision.objects.of(town).get(month=JANUARY).entry_number
    assert f"figures of entry {entry}: not as they were recorded" in found()


def test_a_deleted_figure_is_found(locked, town, as_owner):
    tamper(
        as_owner, "inventories_amountrevision",
        "DELETE FROM inventories_amountrevision WHERE municipality_id = %s AND month = %s", town.pk, JANUARY,
    )  # fmt: skip
    assert "not as they were recorded" in found()


def test_figures_deleted_with_all_of_their_act_are_found(locked, town, as_owner):
    tamper(
        as_owner, "inventories_amountrevision",
        "DELETE FROM inventories_amountrevision WHERE municipality_id = %s", town.pk,
    )  # fmt: skip
    assert ": are gone" in found()


@pytest.mark.parametrize("part", ["document", "dossier"])
def test_a_changed_frozen_text_is_found_even_with_its_hash_made_anew(locked, town, as_owner, part):
    tamper(
        as_owner, "inventories_snapshot",
        f"UPDATE inventories_snapshot SET {part} = replace({part}, 'litre', 'metre'), "
        f"{part}_sha256 = encode(sha256(convert_to(replace({part}, 'litre', 'metre'), 'UTF8')), 'hex') "
        "WHERE municipality_id = %s", town.pk,
    )  # fmt: skip
    with tenant_scope(town):
        assert "metre" in getattr(Snapshot.objects.of(town).get(), part)
    assert f"frozen year {locked.pk}, version 1: its {part} is not the one that entry" in found()


def test_a_deleted_frozen_year_is_found(locked, town, as_owner):
    tamper(as_owner, "inventories_snapshot", "DELETE FROM inventories_snapshot WHERE municipality_id = %s", town.pk)
    assert f"frozen year {locked.pk}, version 1: is gone" in found()

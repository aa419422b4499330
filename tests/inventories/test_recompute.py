"""`recompute` proves that what is stored is what would be calculated now."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import MonthlyResult
from tests.inventories.conftest import lock


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("recompute", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_how_many_rows_it_compared(diesel, electricity, fill):
    fill(diesel, "3")
    fill(electricity, "100")
    assert "48 stored results compared, 0 differ." in run("--check")  # 12 x (3 gases + CO2e)


def test_it_fails_when_there_is_nothing_to_compare(db):
    with pytest.raises(CommandError, match="nothing to compare"):
        run("--check")


def test_it_finds_one_result_changed_by_sql_and_mends_it(town, diesel, fill):
    fill(diesel, "3")
    with tenant_scope(town), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventories_monthlyresult SET kg = kg + 0.000000000000000001 "
            "WHERE gas = 'CO2' AND month = '2024-05-01'"
        )
        assert cursor.rowcount == 1
    with pytest.raises(CommandError):
        run("--check")
    assert "1 differ" in run()
    assert "0 differ" in run("--check")


def test_it_finds_a_missing_and_a_surplus_result(town, diesel, fill):
    fill(diesel, "3")
    with tenant_scope(town):
        MonthlyResult.objects.of(town).filter(gas="N2O").delete()
    with pytest.raises(CommandError):
        run("--check")


def test_a_locked_year_that_is_no_longer_what_was_frozen_is_found(town, anan, as_owner, diesel, fill):
    """A fresh calculation agrees with the stored one: both follow the source. The papers are of the frozen document."""
    fill(diesel, "3")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    assert "0 differ" in run("--check")
    with as_owner(), connection.cursor() as cursor:  # whoever owns the tables can take the guard away
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inventories_inventorysource DISABLE TRIGGER USER")
        cursor.execute("UPDATE inventories_inventorysource SET scope = '3'")
        cursor.execute("ALTER TABLE inventories_inventorysource ENABLE TRIGGER USER")
    with pytest.raises(CommandError):
        run("--check")
    said = run()
    assert "2567 scope 1: stored 0, frozen 98.66243556" in said
    assert "2567 scope 3: stored 98.66243556" in said

"""The demonstration office's registers: loaded once, marked as invented, and left alone afterwards."""

from io import StringIO

import pytest
from django.core.management import call_command

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import RegisterItem, TreasuryAccount
from inventories.selectors.inventories import inventory
from inventories.selectors.registers.reconciling import reconciliation

MARK = "ข้อมูลจำลอง"


@pytest.fixture
def office(db, settings) -> Municipality:
    settings.CFO_DEMO = True
    call_command("load_demo", years=0, verbosity=0, stdout=StringIO())
    return Municipality.objects.get(key="demo")


def test_the_office_has_something_linked_left_out_and_open(office):
    with tenant_scope(office):
        found = reconciliation(inventory(office, "2567"))
        accounts = list(TreasuryAccount.objects.of(office))
    assert {line.standing.value for line in found.items} == {"linked", "excluded", "open"}
    assert {each.kind.value for each in found.registers if each.lines} == {
        "vehicle", "electricity", "water", "cooling", "extinguisher", "site",
    }  # fmt: skip
    assert all(MARK in line.number for line in found.items)
    assert len(accounts) == 3
    assert all(MARK in account.number for account in accounts)


def test_loading_again_writes_nothing_even_where_somebody_changed_an_item(office):
    with tenant_scope(office):
        item = RegisterItem.objects.of(office).earliest("pk")
        item.place = "ย้ายแล้ว"
        item.save()
        TreasuryAccount.objects.of(office).earliest("pk").delete()
        before = Entry.objects.of(office).count()
    call_command("load_demo", years=0, verbosity=0, stdout=StringIO())
    with tenant_scope(office):
        assert Entry.objects.of(office).count() == before
        assert RegisterItem.objects.of(office).get(pk=item.pk).place == "ย้ายแล้ว"
        assert TreasuryAccount.objects.of(office).count() == 2

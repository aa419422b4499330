"""A frozen year stays: in the database whoever asks, and in its digits whatever changes around it."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cfo_site.accounts.models import MunicipalityName
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Factor
from inventories.calc import document, hashing, result
from inventories.models import AmountRevision, Inventory, Snapshot
from inventories.selectors.document import document_in_force
from inventories.services import corrections
from tests.inventories.conftest import lock

WRITES = {
    "a figure": "INSERT INTO inventories_amountrevision ({columns}, number) SELECT {columns}, number + 1 "
    "FROM inventories_amountrevision WHERE month = '2024-03-01'",
    "a source changed": "UPDATE inventories_inventorysource SET origin = 'measured'",
    "a source taken out": "DELETE FROM inventories_inventorysource",
    "a result": "UPDATE inventories_monthlyresult SET kg = kg + 1",
    "a result taken out": "DELETE FROM inventories_monthlyresult",
    "an edition": "DELETE FROM inventories_inventoryedition",
    "its state": "UPDATE inventories_inventory SET state = 'draft'",
    "what it stands on": "UPDATE inventories_inventory SET approach = 'equity'",
    "the year": "DELETE FROM inventories_inventory",
}


@pytest.fixture
def filled(town, diesel, fill):
    fill(diesel, "100")
    return diesel


@pytest.fixture
def frozen(town, anan, filled) -> Snapshot:
    with tenant_scope(town):
        return lock(inventory=filled.inventory, actor=anan)


def write(what: str, as_owner) -> None:
    """Run a statement as the owner of the tables, who is bound by no row security."""
    names = [field.column for field in AmountRevision._meta.concrete_fields if field.column not in {"id", "number"}]
    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(WRITES[what].format(columns=", ".join(names)))


@pytest.mark.parametrize("what", WRITES)
def test_not_even_the_owner_of_the_tables_changes_a_frozen_year(as_owner, frozen, what):
    with pytest.raises(DatabaseError, match="frozen year"):
        write(what, as_owner)


@pytest.mark.parametrize("what", ["a figure", "a source changed", "a result", "an edition", "what it stands on"])
def test_the_same_is_written_into_a_draft(as_owner, filled, what):
    write(what, as_owner)


def test_a_correction_opens_in_the_database_what_it_names_and_no_other_figure(town, orn, as_owner, frozen, filled):
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        cells = [(filled.source_id, dt.date(2024, 4, 1))]
        corrections.open_correction(inventory=inventory, actor=orn, reason="บิลผิด", cells=cells)
    with pytest.raises(DatabaseError, match="frozen year"):
        write("a figure", as_owner)
    with tenant_scope(town):
        corrections.open_more(inventory=inventory, actor=orn, cells=[(filled.source_id, dt.date(2024, 3, 1))])
    write("a figure", as_owner)


@pytest.mark.parametrize("what", ["its state", "the year"])
def test_a_year_that_is_being_corrected_is_neither_a_draft_again_nor_deleted(town, orn, as_owner, frozen, what):
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        corrections.open_correction(inventory=inventory, actor=orn, reason="บิลผิด", whole=True)
    with pytest.raises(DatabaseError, match="frozen year"):
        write(what, as_owner)


def test_a_frozen_year_recalculates_to_the_same_digits_after_everything_around_it_changed(
    sign_in, town, pim, as_owner, monkeypatch, frozen
):
    exported = reverse("reports:year_json", args=[town.key, "2567"])
    before = sign_in(pim).get(exported).content
    then = result.to_mapping(result.calculate(document.parse(frozen.document)))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE emission_factors_factor DISABLE TRIGGER USER")
        cursor.execute('UPDATE emission_factors_factor SET gases = \'{"CO2": "99"}\'')
        cursor.execute("ALTER TABLE emission_factors_factor ENABLE TRIGGER USER")
    MunicipalityName.objects.filter(municipality=town).update(name_th="เทศบาลเมืองทุ่งทราย")
    monkeypatch.setattr("inventories.selectors.document.FORM_EDITION", "another edition")
    town.refresh_from_db()
    assert Factor.objects.first().gases == {"CO2": "99"}
    with tenant_scope(town):
        now = document_in_force(Inventory.objects.of(town).get())
    assert hashing.document_sha256(now) == frozen.document_sha256
    assert result.to_mapping(result.calculate(document.from_mapping(now))) == then
    assert sign_in(pim).get(exported).content == before

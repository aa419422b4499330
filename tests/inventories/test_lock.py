"""Locking freezes the year."""

import hashlib
import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from cfo_site.accounts.models import MunicipalityName
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.calc import document, result
from inventories.models import Snapshot
from inventories.policies import Refused
from inventories.selectors.document import document_in_force
from inventories.selectors.results import totals
from inventories.services.sources import add_source, change_source
from tests.inventories.conftest import lock


@pytest.fixture
def locked(town, anan, diesel, fill):
    fill(diesel, "3.5")
    with tenant_scope(town):
        return lock(inventory=diesel.inventory, actor=anan)


def test_a_year_with_a_month_missing_cannot_be_locked(town, anan, diesel, record):
    record(diesel, "3")
    with tenant_scope(town), pytest.raises(Refused, match="ข้อมูลไม่ครบ 12 เดือน: น้ำมันดีเซล"):
        lock(inventory=diesel.inventory, actor=anan)


def test_a_year_without_sources_cannot_be_locked(town, anan, year):
    with tenant_scope(town), pytest.raises(Refused, match="ยังไม่มีแหล่งปล่อย"):
        lock(inventory=year, actor=anan)


def test_a_year_is_locked_once(town, anan, locked):
    with tenant_scope(town), pytest.raises(Refused):
        lock(inventory=locked.inventory, actor=anan)


def test_both_hashes_cover_the_texts_that_were_stored(locked):
    assert locked.document_sha256 == hashlib.sha256(locked.document.encode()).hexdigest()
    assert locked.dossier_sha256 == hashlib.sha256(locked.dossier.encode()).hexdigest()
    assert json.loads(locked.document)["dossier_sha256"] == locked.dossier_sha256


def test_the_frozen_document_recalculates_to_what_the_page_shows(town, locked):
    calculated = result.calculate(document.parse(locked.document))
    with tenant_scope(town):
        assert calculated.scopes["1"].kgco2e == totals(locked.inventory).scopes["1"] == Decimal("2.74062321") * 42


def test_the_document_stays_as_it_was_when_the_name_changes(town, locked):
    MunicipalityName.objects.filter(municipality=town).update(name_th="เทศบาลเมืองทุ่งทราย")
    town.refresh_from_db()
    with tenant_scope(town):
        assert document_in_force(locked.inventory)["municipality"]["name_th"] == "เทศบาลตำบลทุ่งทราย"


def test_nothing_of_a_locked_year_can_be_changed(town, orn, diesel, locked):
    with tenant_scope(town):
        with pytest.raises(Refused):
            change_source(use=diesel, actor=orn, source_changes={}, use_changes={"origin": "measured"})
        with pytest.raises(Refused):
            add_source(inventory=diesel.inventory, actor=orn, source={}, use={})


def test_a_snapshot_cannot_be_changed_or_deleted(town, locked):
    for act in (lambda: Snapshot.objects.of(town).update(version=9), lambda: Snapshot.objects.of(town).delete()):
        with tenant_scope(town), pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_ledger_names_the_hashes(town, anan, locked):
    with tenant_scope(town):
        entry = Entry.objects.of(town).get(act="inventory.locked")
    assert entry.actor_id == anan.pk
    assert entry.facts["document_sha256"] == locked.document_sha256

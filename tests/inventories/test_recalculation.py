"""A year recalculated in front of somebody: from the frozen document alone, beside what is stored."""

import hashlib
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.document import Faults
from inventories.models import MonthlyResult, Snapshot
from inventories.selectors.recalculation import recalculation
from inventories.services import corrections
from tests.inventories.conftest import lock


@pytest.fixture
def filled(town, diesel, electricity, fill):
    fill(diesel, "100")
    fill(electricity, "250.5")
    return diesel.inventory


@pytest.fixture
def frozen(town, anan, filled) -> Snapshot:
    with tenant_scope(town):
        return lock(inventory=filled, actor=anan)


def page(town) -> str:
    return reverse("inventories:verify_recalculation", args=[town.key, "2567"])


def test_a_frozen_year_comes_out_the_same_to_the_last_digit(town, frozen, diesel):
    with tenant_scope(town):
        done = recalculation(frozen)
    assert (done.version, done.compared, done.same, done.different) == (1, True, True, [])
    assert done.stated_sha256 == done.found_sha256 == frozen.document_sha256
    burnt = next(line for line in done.sources if line.use == diesel.pk)
    assert burnt.counted.stored == burnt.counted.recalculated > 0
    assert {line.scope for line in done.scopes} == {"1", "2", "3", "separate", "1_2", "1_2_3"}


def test_a_year_that_is_open_is_recalculated_as_it_is_now(town, filled):
    with tenant_scope(town):
        done = recalculation(filled)
    assert (done.version, done.stated_sha256, done.same) == (None, "", True)


def test_a_stored_result_that_somebody_changed_is_found_in_its_source_and_in_every_total(town, filled, electricity):
    with tenant_scope(town):
        row = MonthlyResult.objects.of(town).filter(inventory_source=electricity).first()
        MonthlyResult.objects.of(town).filter(pk=row.pk).update(kg=row.kg + Decimal("0.000000000000000001"))
        done = recalculation(filled)
    assert [line.use for line in done.different] == [electricity.pk]
    assert {line.scope for line in done.scopes if not line.same} == {"2", "1_2", "1_2_3"}


def test_a_frozen_document_that_somebody_changed_is_found_by_its_hash(town, frozen, as_owner):
    forged = frozen.document.replace('"2024-03":"100"', '"2024-03":"10"', 1)
    assert forged != frozen.document
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inventories_snapshot DISABLE TRIGGER USER")
        cursor.execute("UPDATE inventories_snapshot SET document = %s", [forged])
    with tenant_scope(town):
        done = recalculation(Snapshot.objects.of(town).get())
    assert not done.same
    assert not done.same_hash
    assert done.found_sha256 == hashlib.sha256(forged.encode()).hexdigest()
    assert len(done.different) == 1


def test_of_a_superseded_version_only_the_document_is_compared(town, orn, anan, frozen, filled):
    with tenant_scope(town):
        filled.refresh_from_db()
        corrections.open_correction(inventory=filled, actor=orn, reason="บิลผิด", cells=[], whole=True)
        filled.refresh_from_db()
        corrections.lock_correction(inventory=filled, actor=anan)
        newest = recalculation(Snapshot.objects.of(town).get(version=2))
        before = recalculation(Snapshot.objects.of(town).get(version=1))
    assert (newest.compared, newest.same) == (True, True)
    assert (before.compared, before.same, before.version) == (False, True, 1)


def test_the_button_shows_each_source_beside_what_is_stored(sign_in, wichai, town, frozen):
    shown = sign_in(wichai).get(page(town)).content.decode()
    assert "คำนวณใหม่แล้ว ตรงกับที่เก็บไว้ทุกหลัก" in shown
    assert shown.count("ตรงกัน") >= len(("diesel", "electricity", "1", "2", "3"))
    assert "ต่างกัน" not in shown
    assert frozen.document_sha256 in shown


def test_the_part_alone_comes_to_the_page_of_the_year(sign_in, wichai, town, frozen):
    part = sign_in(wichai).get(page(town), headers={"hx-request": "true"}).content.decode()
    assert "คำนวณใหม่แล้ว ตรงกับที่เก็บไว้ทุกหลัก" in part
    assert "<html" not in part


def test_a_difference_is_said_in_words(sign_in, wichai, town, filled, electricity):
    with tenant_scope(town):
        MonthlyResult.objects.of(town).filter(inventory_source=electricity).delete()
    shown = sign_in(wichai).get(page(town)).content.decode()
    assert "ต่างจากที่เก็บไว้ 1 แหล่ง" in shown
    assert "ต่างกัน" in shown


def test_a_document_that_cannot_be_read_is_a_sentence_and_no_error(sign_in, wichai, town, frozen, as_owner):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inventories_snapshot DISABLE TRIGGER USER")
        cursor.execute("UPDATE inventories_snapshot SET document = '{'")
    with tenant_scope(town), pytest.raises(Faults):
        recalculation(Snapshot.objects.of(town).get())
    shown = sign_in(wichai).get(page(town))
    assert shown.status_code == 200
    assert "คำนวณใหม่ไม่ได้" in shown.content.decode()

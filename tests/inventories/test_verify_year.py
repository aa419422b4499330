"""The home of a year's verification: totals, every source by weight, what must be known before."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.selectors.results import totals
from inventories.selectors.verification.year import verified_year
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.boundary import add_exclusion
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from tests.inventories.conftest import JANUARY, lock, make_diesel

FEBRUARY, MARCH = dt.date(2024, 2, 1), dt.date(2024, 3, 1)


@pytest.fixture
def filled(town, diesel, electricity, fill):
    fill(diesel, "100")
    fill(electricity, "1000")
    return diesel.inventory


def page(town, year: str = "2567") -> str:
    return reverse("inventories:verify_year", args=[town.key, year])


def test_sources_stand_by_weight_with_their_share_of_scope_and_total(town, orn, filled, fill, diesel):
    with tenant_scope(town):
        second = make_diesel(filled, orn, "น้ำมันดีเซล รถบรรทุก")
    fill(second, "300")
    with tenant_scope(town):
        found = verified_year(filled)
        stored = totals(filled)
    first = found.scopes[0]
    assert [line.use.pk for line in first.lines] == [second.pk, diesel.pk]
    assert [line.rank for line in first.lines] == [1, 2]
    assert [line.of_scope for line in first.lines] == [Decimal(75), Decimal(25)]
    assert sum(line.of_total for line in found.lines) == pytest.approx(Decimal(100))
    assert first.kgco2e == stored.scopes["1"]
    assert first.reported == stored.reported["1"]


def test_a_locked_year_shows_its_version_and_both_hashes(sign_in, wichai, town, anan, filled):
    with tenant_scope(town):
        snapshot = lock(inventory=filled, actor=anan)
    shown = sign_in(wichai).get(page(town)).content.decode()
    assert snapshot.document_sha256 in shown
    assert snapshot.dossier_sha256 in shown
    assert "ยังไม่ได้ล็อกฉบับ" not in shown


def test_a_year_that_is_open_says_that_its_figures_still_change(sign_in, wichai, town, filled):
    assert "ยังไม่ได้ล็อกฉบับ" in sign_in(wichai).get(page(town)).content.decode()


def test_what_a_verifier_must_know_is_counted_and_named(sign_in, wichai, town, nid, orn, filled, diesel, electricity):
    with tenant_scope(town):
        changes = [
            AmountChange(diesel.source_id, JANUARY, Decimal(90), estimated=True, based_on=1),
            AmountChange(diesel.source_id, FEBRUARY, None, "NE", reason="ใบเสร็จหาย", based_on=1),
            AmountChange(
                diesel.source_id, MARCH, None, "IE", reason="รวมกับไฟฟ้า", elsewhere_id=electricity.source_id, based_on=1
            ),
        ]
        record_amounts(municipality=town, actor=nid, changes=changes)
        add_exclusion(inventory=filled, actor=orn, what="รถของผู้มาติดต่อ", why="ไม่มีข้อมูล", tco2e=None)
        found = verified_year(filled)
    assert found.estimated_cells == 1
    assert [(each.reason, each.months) for each in found.not_estimated] == [("ใบเสร็จหาย", (FEBRUARY,))]
    assert [each.elsewhere.pk for each in found.elsewhere] == [electricity.source_id]
    assert len(found.excluded) == 1
    shown = sign_in(wichai).get(page(town)).content.decode()
    for words in ("ประมาณค่า 1 ช่อง", "ใบเสร็จหาย", "รวมในรายการอื่น", "ไม่นับรวม 1 รายการ"):
        assert words in shown


def test_months_with_a_document_are_counted_one_by_one_and_by_the_year(town, nid, filled, diesel, electricity):
    with tenant_scope(town):
        hand_in(inventory=filled, actor=nid, fields={"kind": "receipt"}, places=[Place(diesel.source_id, JANUARY)])
        hand_in(inventory=filled, actor=nid, fields={"kind": "receipt"}, places=[Place(electricity.source_id, None)])
        found = verified_year(filled)
    with_document = {line.use.pk: line.figures.with_document for line in found.lines}
    assert with_document == {diesel.pk: 1, electricity.pk: 12}
    assert (found.documented, found.figures) == (13, 24)


def test_the_page_asks_as_much_for_many_sources_as_for_few(sign_in, wichai, town, orn, filled, fill):
    client = sign_in(wichai)
    client.get(page(town))
    with CaptureQueriesContext(connection) as few:
        client.get(page(town))
    with tenant_scope(town):
        more = [make_diesel(filled, orn, f"รถคันที่ {number}") for number in range(18)]
    for use in more:
        fill(use, "10")
    with CaptureQueriesContext(connection) as many:
        client.get(page(town))
    assert len(many) == len(few)


def test_a_year_with_nothing_in_it_has_a_page(sign_in, wichai, town, year):
    assert sign_in(wichai).get(page(town)).status_code == 200

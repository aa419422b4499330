"""A sheet and its figure are one: recorded together or not at all, never changed, never parted."""

from contextlib import nullcontext
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger import services as ledger_services
from cfo_site.ledger.models import Entry
from cfo_site.ledger.selectors import first_break
from inventories.calc.sheets.catalogue import SHEETS, calculate
from inventories.calc.sheets.reading import Faults
from inventories.models import AmountRevision, CalculationSheet
from inventories.policies import Refused
from inventories.selectors.results import totals
from inventories.selectors.sheets import days_of
from inventories.services import sheets
from inventories.services.amounts import ChangedSince
from inventories.services.sheets import record_sheet
from tests.conftest import owner
from tests.inventories.conftest import lock

from .conftest import JANUARY

TANK = {"fields": {"opening": "450", "bought": "2000", "closing": "380"}}
SAME_AMOUNT = {"fields": {"opening": "400", "bought": "2000", "closing": "330"}}


@pytest.fixture
def keep(town, nid):
    """Return a function that keeps a tank sheet as นิด."""

    def kept(use, inputs=TANK, *, based_on=0, **fields):
        with tenant_scope(town):
            return record_sheet(
                use=use,
                month=JANUARY,
                actor=nid,
                sheet=SHEETS["tank_stock"],
                inputs=inputs,
                based_on=based_on,
                **fields,
            )

    return kept


def counts(town) -> tuple[int, int]:
    with tenant_scope(town):
        return AmountRevision.objects.of(town).count(), CalculationSheet.objects.of(town).count()


def test_the_figure_counts_at_once(town, year, diesel, keep):
    keep(diesel)
    with tenant_scope(town):
        assert totals(year).scopes["1"] == Decimal("2.74062321") * 2070


def test_the_ledger_carries_the_hash_of_the_inputs(town, nid, diesel, keep):
    kept = keep(diesel)
    with tenant_scope(town):
        entry = Entry.objects.of(town).get(number=kept.entry_number)
        assert (entry.act, entry.actor_id) == ("sheet.kept", nid.pk)
        assert entry.facts == {
            "kind": "tank_stock",
            "version": 1,
            "source": diesel.source_id,
            "month": "2024-01",
            "number": 1,
            "result": "2070",
            "inputs_sha256": kept.inputs_sha256,
        }
        assert first_break(town) is None


def test_the_same_sheet_again_records_nothing(town, diesel, keep):
    first = keep(diesel)
    assert keep(diesel, based_on=1).pk == first.pk
    assert keep(diesel, based_on=0).pk == first.pk  # the same form sent twice
    assert counts(town) == (1, 1)


def test_other_inputs_of_the_same_amount_are_the_next_revision_with_their_own_sheet(town, diesel, keep):
    keep(diesel)
    second = keep(diesel, SAME_AMOUNT, based_on=1)
    assert (second.revision.number, second.result) == (2, Decimal(2070))
    assert counts(town) == (2, 2)


def test_another_note_is_the_next_revision(town, diesel, keep):
    keep(diesel)
    assert keep(diesel, based_on=1, note="ใบส่งของ 7").revision.number == 2


def test_a_sheet_for_a_figure_that_was_typed_is_the_next_revision(town, diesel, record, keep):
    record(diesel, "2070")
    assert keep(diesel, based_on=1).revision.number == 2
    assert counts(town) == (2, 1)


def test_the_slower_of_two_is_told_and_nothing_of_theirs_is_stored(town, diesel, record, keep):
    record(diesel, "41")
    with pytest.raises(ChangedSince):
        keep(diesel)
    assert counts(town) == (1, 0)


def test_the_same_form_sent_twice_at_once_is_kept_once(town, diesel, keep, monkeypatch):
    """The second looked before the first had stored: it finds the figure changed, and the sheet its own."""
    first = keep(diesel)
    monkeypatch.setattr(sheets, "_the_same", _blind_once(sheets._the_same))
    assert keep(diesel, based_on=0).pk == first.pk
    assert counts(town) == (1, 1)


def _blind_once(look):
    blind = [True]

    def looked(*args):
        if blind:
            blind.pop()
            return None
        return look(*args)

    return looked


def test_inputs_that_cannot_be_store_nothing(town, diesel, keep):
    with pytest.raises(Faults):
        keep(diesel, {"fields": {"opening": "1", "bought": "1", "closing": "3"}})
    assert counts(town) == (0, 0)


def test_a_sheet_that_does_not_suit_the_source_is_refused(town, nid, diesel):
    with tenant_scope(town), pytest.raises(Refused):
        record_sheet(
            use=diesel, month=JANUARY, actor=nid, sheet=SHEETS["lamps"], inputs=SHEETS["lamps"].example, based_on=0
        )


def test_a_locked_year_takes_no_sheet(town, anan, diesel, fill, keep):
    fill(diesel, "3")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        keep(diesel, based_on=1)


def test_if_the_ledger_refuses_neither_figure_nor_sheet_is_kept(town, diesel, keep, monkeypatch):
    append, calls = ledger_services.append, []

    def refuse_the_second(**given):
        calls.append(given["act"].key)
        if given["act"].key == "sheet.kept":
            raise RuntimeError("the ledger is full")
        return append(**given)

    monkeypatch.setattr(ledger_services, "append", refuse_the_second)
    with pytest.raises(RuntimeError):
        keep(diesel)
    assert calls == ["amounts.recorded", "sheet.kept"]
    assert counts(town) == (0, 0)


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET municipality_id = municipality_id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
@pytest.mark.parametrize("who", [nullcontext, owner], ids=["the serving role", "the owner"])
def test_a_sheet_cannot_be_changed(town, diesel, keep, statement, who):
    keep(diesel)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        tenant_scope(town),
        pytest.raises(DatabaseError, match=r"append-only|permission denied"),
        transaction.atomic(),
        who(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("inventories_calculationsheet"))


def test_a_revision_has_one_sheet_alone(town, diesel, keep):
    kept = keep(diesel)
    kept.pk = None
    with tenant_scope(town), pytest.raises(IntegrityError, match="a_revision_has_one_sheet"), transaction.atomic():
        kept.save(force_insert=True)


def test_a_sheet_cannot_stand_at_another_towns_figure(town, diesel, keep, other_town):
    kept = keep(diesel)
    with every_municipality(reason="an attack"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kept.pk, kept.municipality = None, other_town
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.save(force_insert=True)


def test_every_kept_sheet_can_be_computed_again_from_its_inputs(town, diesel, keep):
    kept = keep(diesel)
    with tenant_scope(town):
        for row in CalculationSheet.objects.of(town).select_related("revision"):
            again = calculate(SHEETS[row.kind], row.inputs, unit=row.unit, days=days_of(row.revision.month))
            assert (again.amount, again.as_mapping()) == (row.result, row.working)
            assert row.result == row.revision.amount
    assert kept.pk

"""What recording a bill does to figures: months by either rule, both kinds of year, credits, corrections, locked years."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import AmountRevision, Bill, BillLine, BillWithdrawal, CameBy, Meter
from inventories.policies import Refused
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.bill_cells import Becomes, plan, rule_in_force
from inventories.selectors.bill_witness import changed_bills
from inventories.selectors.results import totals
from inventories.services.amounts import ChangedSince
from inventories.services.bills import Undecided, record_bill, set_bill_rule, use_bills, withdraw_bill
from inventories.services.sources import Addition, add_sources
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_year

FEBRUARY, MARCH = JANUARY.replace(month=2), JANUARY.replace(month=3)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def enter(town, nid):
    """Return a function that records a bill as นิด sees its cells now; each line is (use, first, last, units)."""

    def entered(*lines, month=JANUARY, kind="electricity", number="INV-1", choice="", now_seen=True, **more):
        bill = Bill(
            kind=kind, issuer="กฟภ.", number=number, bill_date=month, invoice_month=month,
            refers_to=more.pop("refers_to", None), dates_are="days",
        )  # fmt: skip
        rows = [
            BillLine(
                bill=bill, source=use.source, first_day=day(first), last_day=day(last), units=Decimal(units), **fields
            )
            for use, first, last, units, *rest in lines
            for fields in [rest[0] if rest else {}]
        ]  # fmt: skip
        with tenant_scope(town):
            replaces = more.get("replaces")
            going = [replaces.pk] if replaces else []
            plans = plan(town, rule=rule_in_force(town), coming=rows, going=going)
            seen = {each.cell: each.number for each in plans} if now_seen else {}
            cells = [each.cell for each in plans]
            more |= {choice: cells} if choice else {}
            return record_bill(municipality=town, actor=nid, bill=bill, lines=rows, seen=seen, **more)

    return entered


@pytest.fixture
def figures(town):
    """Return a function that gives the months of a use as month number → amount, or notation."""

    def read(use):
        months = [dt.date(year, month, 1) for year in (2023, 2024, 2025) for month in range(1, 13)]
        with tenant_scope(town):
            rows = amounts_in_force(town, source_ids=[use.source_id], months=months)
        return {
            f"{month:%Y-%m}": row.amount if row.amount is not None else row.notation
            for (_source, month), row in rows.items()
            if row.amount is not None or row.notation
        }

    return read


def by_days(town, orn):
    with tenant_scope(town):
        set_bill_rule(municipality=town, actor=orn, rule="days")


def test_a_bill_gives_its_months_figure(town, electricity, enter, figures):
    bill = enter((electricity, "2023-12-16", "2024-01-15", "4650"))
    assert figures(electricity) == {"2024-01": 4650}
    with tenant_scope(town):
        row = AmountRevision.objects.of(town).get(source=electricity.source_id)
        assert (row.came_by, row.estimated, row.reason) == (CameBy.BILL, False, "")
        entry = Entry.objects.of(town).get(act="bill.recorded")
        assert entry.facts == {"kind": "electricity", "month": "2024-01", "lines": 1, "sha256": bill.content_sha256}
        assert totals(electricity.inventory).scope_1_2 == Decimal(4650) * Decimal("0.4999")


def test_several_bills_and_several_lines_of_a_month_are_summed(electricity, enter, figures):
    enter((electricity, "2024-01-01", "2024-01-20", "100.5"), (electricity, "2024-01-21", "2024-01-31", "50"))
    enter((electricity, "2024-01-01", "2024-01-31", "7.25"), number="INV-2")
    assert figures(electricity) == {"2024-01": Decimal("157.75")}


def test_by_days_a_bill_is_shared_between_its_months_and_nothing_is_lost(town, orn, electricity, enter, figures):
    by_days(town, orn)
    enter((electricity, "2024-01-16", "2024-02-15", "1000"), month=FEBRUARY)
    assert figures(electricity) == {"2024-01": Decimal("516.129"), "2024-02": Decimal("483.871")}


def test_fuel_counts_on_the_day_of_its_slip(diesel, enter, figures):
    enter(
        (diesel, "2024-01-30", "2024-01-30", "40"), (diesel, "2024-02-02", "2024-02-02", "35.5"),
        month=FEBRUARY, kind="fuel",
    )  # fmt: skip
    assert figures(diesel) == {"2024-01": 40, "2024-02": Decimal("35.5")}


@pytest.mark.parametrize("rule", ["invoice", "days"])
def test_calendar_and_fiscal_year_have_the_same_months_from_the_same_bills(
    rule, town, orn, electricity, enter, figures
):
    with tenant_scope(town):
        if rule == "days":
            set_bill_rule(municipality=town, actor=orn, rule=rule)
        others = [make_year(town, orn, year=2567, kind="fiscal"), make_year(town, orn, year=2568)]
        assert {each.bill_rule for each in others} == {rule}
        use = {
            "scope": "2", "category": "electricity", "method": "factor", "factor": electricity.factor,
        }  # fmt: skip
        for other in others:
            add_sources(inventory=other, actor=orn, additions=[Addition(electricity.source, use)])
    enter((electricity, "2024-09-16", "2024-10-15", "300"), month=day("2024-10-01"), number="A")
    enter((electricity, "2023-12-16", "2024-01-15", "310"), month=JANUARY, number="B")
    enter((electricity, "2024-12-16", "2025-01-15", "620"), month=day("2025-01-01"), number="C")
    wanted = {
        "invoice": {"2024-10": 300, "2024-01": 310, "2025-01": 620},
        "days": {"2024-09": 150, "2024-10": 150, "2023-12": 160, "2024-01": 150, "2024-12": 320, "2025-01": 300},
    }[rule]
    assert figures(electricity) == wanted
    with tenant_scope(town):
        for inventory in [electricity.inventory, *others]:
            months = {f"{month:%Y-%m}" for month in inventory.month_list}
            kg = sum((units for month, units in wanted.items() if month in months), Decimal(0)) * Decimal("0.4999")
            assert totals(inventory).scope_1_2 == kg


def test_days_outside_every_year_do_not_count_and_are_no_hindrance(town, orn, electricity, enter, figures):
    by_days(town, orn)
    enter((electricity, "2023-12-16", "2024-01-15", "310"))
    assert figures(electricity) == {"2024-01": 150}


def test_a_bill_of_no_year_is_refused(electricity, enter):
    with pytest.raises(Refused, match="ไม่ได้ใช้ในเดือน"):
        enter((electricity, "2025-03-01", "2025-03-31", "310"), month=day("2025-03-01"))


def test_a_credit_takes_off_and_refers_to_its_bill(electricity, enter, figures):
    old = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    enter((electricity, "2024-01-01", "2024-01-31", "-120"), number="CR-1", refers_to=old)
    assert figures(electricity) == {"2024-01": 380}


def test_negative_units_without_an_older_bill_and_a_month_below_zero_are_refused(electricity, enter, figures):
    old = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    with pytest.raises(Refused, match="เฉพาะบิลลดหนี้"):
        enter((electricity, "2024-01-01", "2024-01-31", "-120"), number="CR-1")
    with pytest.raises(Refused, match="ติดลบ"):
        enter((electricity, "2024-01-01", "2024-01-31", "-501"), number="CR-1", refers_to=old)
    assert figures(electricity) == {"2024-01": 500}


def test_a_figure_that_somebody_typed_is_kept_or_replaced_as_is_said(record, electricity, enter, figures, town):
    record(electricity, "4812")
    line = (electricity, "2024-01-01", "2024-01-31", "4650")
    with pytest.raises(Undecided, match="ไฟฟ้าสำนักงาน"):
        enter(line)
    with tenant_scope(town):
        assert not Bill.objects.of(town).exists()
    enter(line, choice="keep")
    assert figures(electricity) == {"2024-01": 4812}
    enter((electricity, "2024-02-01", "2024-02-29", "10"), number="INV-2", month=FEBRUARY)
    assert figures(electricity) == {"2024-01": 4812, "2024-02": 10}


def test_a_typed_figure_is_replaced_when_told_so(record, electricity, enter, figures):
    record(electricity, "4812")
    enter((electricity, "2024-01-01", "2024-01-31", "4650"), choice="replace")
    assert figures(electricity) == {"2024-01": 4650}


def test_a_month_said_not_to_occur_is_asked_about_too(record, electricity, enter):
    record(electricity, None, notation="NO")
    with pytest.raises(Undecided):
        enter((electricity, "2024-01-01", "2024-01-31", "4650"))


def test_a_cell_that_changed_since_it_was_shown_stops_all(record, electricity, enter, figures, town):
    record(electricity, "1", month=FEBRUARY)
    with pytest.raises(ChangedSince):
        enter((electricity, "2024-01-01", "2024-01-31", "5"), now_seen=False)
    assert figures(electricity) == {"2024-02": 1}
    with tenant_scope(town):
        assert not Bill.objects.of(town).exists()


def test_the_same_bill_sent_twice_is_stored_once(town, electricity, enter):
    line = (electricity, "2024-01-01", "2024-01-31", "5")
    assert enter(line).pk == enter(line).pk
    with tenant_scope(town):
        assert (Bill.objects.of(town).count(), AmountRevision.objects.of(town).count()) == (1, 1)


def test_another_bill_of_the_same_number_is_refused(electricity, enter):
    enter((electricity, "2024-01-01", "2024-01-31", "5"))
    with pytest.raises(Refused, match="INV-1"):
        enter((electricity, "2024-01-01", "2024-01-31", "6"))


def test_a_withdrawn_bill_leaves_the_figure_and_stays_readable(town, nid, electricity, enter, figures):
    first = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    enter((electricity, "2024-01-01", "2024-01-31", "20"), number="INV-2")
    cell = (electricity.source_id, JANUARY)
    with tenant_scope(town):
        row = withdraw_bill(bill=first, actor=nid, reason="บันทึกซ้ำ", seen={cell: 2})
        assert withdraw_bill(bill=first, actor=nid, reason="บันทึกซ้ำ", seen={}) == row
        assert Bill.objects.of(town).count() == 2
        assert Entry.objects.of(town).filter(act="bill.withdrawn").count() == 1
    assert figures(electricity) == {"2024-01": 20}


def test_the_last_bill_of_a_cell_leaves_it_empty_not_zero(town, nid, electricity, enter, figures):
    bill = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    with tenant_scope(town):
        withdraw_bill(bill=bill, actor=nid, reason="ผิดหน่วยงาน", seen={(electricity.source_id, JANUARY): 1})
    assert figures(electricity) == {}


def test_withdrawing_leaves_a_figure_typed_over_later(town, nid, record, electricity, enter, figures):
    bill = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    record(electricity, "510", based_on=1)
    with tenant_scope(town):
        withdraw_bill(bill=bill, actor=nid, reason="ผิดหน่วยงาน", seen={(electricity.source_id, JANUARY): 2})
    assert figures(electricity) == {"2024-01": 510}


def test_a_bill_that_a_credit_refers_to_goes_after_its_credit(town, nid, electricity, enter):
    old = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    credit = enter((electricity, "2024-01-01", "2024-01-31", "-120"), number="CR-1", refers_to=old)
    cell = (electricity.source_id, JANUARY)
    with tenant_scope(town):
        with pytest.raises(Refused, match="ลดหนี้"):
            withdraw_bill(bill=old, actor=nid, reason="x", seen={cell: 2})
        withdraw_bill(bill=credit, actor=nid, reason="x", seen={cell: 2})
        withdraw_bill(bill=old, actor=nid, reason="x", seen={cell: 3})


def test_a_correction_takes_the_place_of_its_bill(town, electricity, enter, figures):
    old = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    new = enter((electricity, "2024-01-01", "2024-01-31", "505"), replaces=old, reason="อ่านผิด")
    assert figures(electricity) == {"2024-01": 505}
    with tenant_scope(town):
        assert (new.replaces_id, BillWithdrawal.objects.of(town).get().bill_id) == (old.pk, old.pk)
    with pytest.raises(Refused, match="ถูกถอนหรือแก้ไขไปแล้ว"):
        enter((electricity, "2024-01-01", "2024-01-31", "506"), replaces=old, reason="อีกครั้ง", number="INV-9")


def test_a_withdrawal_without_a_reason_is_refused(town, nid, electricity, enter):
    bill = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    with tenant_scope(town), pytest.raises(ValidationError):
        withdraw_bill(bill=bill, actor=nid, reason="", seen={(electricity.source_id, JANUARY): 1})


def test_a_locked_year_takes_no_bill_and_gives_none_back(town, nid, anan, electricity, enter, fill):
    bill = enter((electricity, "2024-01-01", "2024-01-31", "500"))
    with tenant_scope(town):
        from inventories.services.amounts import AmountChange, record_amounts

        months = electricity.inventory.month_list[1:]
        changes = [AmountChange(electricity.source_id, month, Decimal(500)) for month in months]
        record_amounts(municipality=town, actor=nid, changes=changes)
        lock(inventory=electricity.inventory, actor=anan)
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        enter((electricity, "2024-02-01", "2024-02-29", "500"), number="INV-2", month=FEBRUARY)
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        enter((electricity, "2024-01-01", "2024-01-31", "500"), replaces=bill, number="INV-3", reason="เลขที่ผิด")
    with tenant_scope(town), pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        withdraw_bill(bill=bill, actor=nid, reason="x", seen={(electricity.source_id, JANUARY): 1})


def test_by_days_the_first_bill_after_a_locked_year_counts_in_its_own_months_only(
    town, orn, anan, electricity, enter, fill, figures
):
    by_days(town, orn)
    fill(electricity, "500")
    with tenant_scope(town):
        lock(inventory=electricity.inventory, actor=anan)
        later = make_year(town, orn, year=2568)
        use = {"scope": "2", "category": "electricity", "method": "factor", "factor": electricity.factor}
        add_sources(inventory=later, actor=orn, additions=[Addition(electricity.source, use)])
    enter((electricity, "2024-12-16", "2025-01-15", "310"), month=day("2025-01-01"))
    assert (figures(electricity)["2024-12"], figures(electricity)["2025-01"]) == (500, 150)


def test_the_rule_stands_for_all_years_and_is_frozen_by_the_first_bill(town, orn, electricity, enter):
    by_days(town, orn)
    with tenant_scope(town):
        later = make_year(town, orn, year=2568)
        assert (rule_in_force(town), later.bill_rule) == ("days", "days")
    bill = enter((electricity, "2024-01-01", "2024-01-31", "5"))
    with tenant_scope(town):
        with pytest.raises(Refused, match="1 ใบ"):
            set_bill_rule(municipality=town, actor=orn, rule="invoice")
        withdraw_bill(bill=bill, actor=orn, reason="x", seen={(electricity.source_id, JANUARY): 1})
        set_bill_rule(municipality=town, actor=orn, rule="invoice")
        assert rule_in_force(town) == "invoice"


def test_the_rule_of_a_locked_year_stays_and_a_new_year_follows_the_drafts(town, orn, anan, electricity, fill):
    fill(electricity, "500")
    with tenant_scope(town):
        lock(inventory=electricity.inventory, actor=anan)
        make_year(town, orn, year=2568)
        set_bill_rule(municipality=town, actor=orn, rule="days")
        electricity.inventory.refresh_from_db()
        assert (electricity.inventory.bill_rule, make_year(town, orn, year=2569).bill_rule) == ("invoice", "days")


def test_cells_that_differ_take_their_bills_when_told_so(town, nid, record, electricity, enter, figures):
    enter((electricity, "2024-01-01", "2024-01-31", "500"))
    record(electricity, "510", based_on=1)
    cell = (electricity.source_id, JANUARY)
    with tenant_scope(town):
        with pytest.raises(ChangedSince):
            use_bills(municipality=town, actor=nid, cells=[cell], seen={cell: 1})
        assert use_bills(municipality=town, actor=nid, cells=[cell], seen={cell: 2}) == 1
    assert figures(electricity) == {"2024-01": 500}


def test_a_quarterly_source_has_its_bills_in_the_quarters_last_month(town, diesel, enter, figures):
    with tenant_scope(town):
        diesel.source.frequency = "quarterly"
        diesel.source.save()
    enter((diesel, "2024-01-30", "2024-01-30", "40"), (diesel, "2024-03-02", "2024-03-02", "2"), kind="fuel")
    assert figures(diesel) == {"2024-03": 42}


def test_a_line_lies_within_its_meters_dates_and_names_a_meter_of_its_source(town, nid, diesel, electricity, enter):
    with tenant_scope(town):
        meter = Meter.objects.create(
            municipality=town, source=electricity.source, kind="electricity", number="1", first_day=day("2024-02-10"),
            changed_by=nid, changed_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        )  # fmt: skip
    with pytest.raises(Refused, match="เริ่มใช้วันที่"):
        enter((electricity, "2024-01-01", "2024-01-31", "5", {"meter": meter}))
    with pytest.raises(Refused, match="ไม่ใช่ของแหล่งปล่อย"):
        enter((diesel, "2024-03-01", "2024-03-31", "5", {"meter": meter}), month=MARCH)
    enter((electricity, "2024-02-01", "2024-02-29", "5", {"meter": meter}), month=FEBRUARY)


def test_nothing_of_a_bill_can_be_changed_or_removed(town, electricity, enter, as_owner):
    enter((electricity, "2024-01-01", "2024-01-31", "500"))
    with tenant_scope(town):
        for table in ("inventories_bill", "inventories_billline"):
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET baht = 1"):
                with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)
        assert BillLine.objects.of(town).get().units == 500


def test_another_towns_source_cannot_be_billed(town, nid, their_diesel, year):
    bill = Bill(kind="fuel", issuer="ปั๊ม", number="1", bill_date=JANUARY, invoice_month=JANUARY)
    line = BillLine(bill=bill, source=their_diesel.source, first_day=JANUARY, last_day=JANUARY, units=Decimal(5))
    with tenant_scope(town), pytest.raises(Refused, match="ไม่พบแหล่งปล่อย"):
        record_bill(municipality=town, actor=nid, bill=bill, lines=[line], seen={(line.source_id, JANUARY): 0})


def test_what_becomes_of_a_cell_is_told_before_anything_is_stored(town, record, electricity):
    record(electricity, "4812")
    bill = Bill(kind="electricity", issuer="กฟภ.", bill_date=JANUARY, invoice_month=JANUARY)
    line = BillLine(
        bill=bill, source=electricity.source, first_day=JANUARY, last_day=day("2024-01-31"), units=Decimal(4650)
    )
    with tenant_scope(town):
        (planned,) = plan(town, rule="invoice", coming=[line])
        assert (planned.becomes, planned.now.amount, planned.before, planned.after) == (Becomes.ASK, 4812, None, 4650)
        assert not Bill.objects.of(town).exists()
        assert plan(town, rule="invoice") == []


def test_the_ledger_notices_a_bill_that_was_changed_past_the_application(town, electricity, enter, as_owner):
    bill = enter((electricity, "2024-01-01", "2024-01-31", "500.250"))
    with tenant_scope(town):
        assert list(changed_bills(town)) == []
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE inventories_billline DISABLE TRIGGER USER")
            cursor.execute("UPDATE inventories_billline SET units = 499")
            cursor.execute("ALTER TABLE inventories_billline ENABLE TRIGGER USER")
        assert list(changed_bills(town)) == [f"bill {bill.pk}: not as entry {bill.entry_number} says"]

"""Reconciliation in baht: bills and papers against the treasury's accounts, explained above the threshold."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import BahtExplanation, TreasuryAccount
from inventories.selectors.baht.reconciling import baht_in_force, baht_reconciliation, open_baht
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from inventories.services.treasury import explain_baht, keep_account

from .bill_forms import enter, head, one_line
from .conftest import JANUARY, lock
from .register_forms import of_year

FEBRUARY = dt.date(2024, 2, 1)
ACCOUNT = {
    "number": "๕๑๐๔๐๑", "name": "ค่าไฟฟ้า", "baht": "1,000.50", "paper": "งบทดลอง ณ 30 ก.ย. 2567", "evidence": "",
}  # fmt: skip


def of(inventory, kind="electricity"):
    with tenant_scope(inventory.municipality):
        return next(each for each in baht_reconciliation(inventory) if each.kind == kind)


def account(town, actor, inventory, baht, kind="electricity", number="5104", **more):
    fields = {"number": number, "name": "ค่าไฟฟ้า", "baht": Decimal(baht), "paper": "งบทดลอง"} | more
    with tenant_scope(town):
        return keep_account(inventory=inventory, actor=actor, kind=kind, fields=fields)


def paper(town, actor, use, baht, *months, **fields):
    with tenant_scope(town):
        return hand_in(
            inventory=use.inventory,
            actor=actor,
            fields={"kind": "receipt", "baht": None if baht is None else Decimal(baht)} | fields,
            places=[Place(use.source_id, month, None) for month in months],
        ).evidence


def test_an_account_is_entered_changed_and_taken_out_by_its_form(sign_in, nid, town, electricity):
    client, where = sign_in(nid), of_year(town, "account_add", "electricity")
    wrong = client.post(where, ACCOUNT | {"baht": "1,000.505", "paper": ""})
    assert wrong.status_code == 422
    assert "1,000.505" in wrong.content.decode()
    assert client.post(where, ACCOUNT).status_code == 302
    twice = client.post(where, ACCOUNT)
    assert (twice.status_code, "ใส่ไว้แล้ว" in twice.content.decode()) == (422, True)
    with tenant_scope(town):
        row = TreasuryAccount.objects.of(town).get()
    assert (row.number, row.baht) == ("510401", Decimal("1000.50"))
    assert client.post(of_year(town, "account_edit", row.pk), ACCOUNT | {"baht": "2000"}).status_code == 302
    assert of(electricity.inventory).comparison.ledger == 2000
    assert client.post(of_year(town, "account_remove", row.pk)).status_code == 302
    assert of(electricity.inventory).comparison.ledger is None
    with tenant_scope(town):
        acts = Entry.objects.of(town).filter(act__startswith="account.").order_by("number")
        assert [(each.act, each.facts["baht"]) for each in acts] == [
            ("account.kept", "1000.5"),
            ("account.kept", "2000"),
            ("account.removed", "2000"),
        ]
        assert not any("งบทดลอง" in str(each.facts) for each in acts)


def test_bills_count_in_their_invoice_month_with_their_own_total(sign_in, nid, town, electricity):
    enter(sign_in(nid), town, **head(baht="475.50"), **one_line(electricity))
    found = of(electricity.inventory)
    assert (found.bills, found.of_bills, found.comparison.papers) == (1, Decimal("475.50"), Decimal("475.50"))
    assert found.rates[0].per_unit == Decimal("4.755")
    assert found.outcome == "no_ledger"
    assert of(electricity.inventory, "fuel").outcome == "nothing"


def test_without_a_total_the_lines_of_a_bill_are_added(sign_in, nid, town, electricity):
    enter(sign_in(nid), town, **head(baht=""), **one_line(electricity))
    assert of(electricity.inventory).of_bills == Decimal("450.25")


def test_a_paper_counts_where_there_is_no_bill(sign_in, nid, town, electricity, record):
    record(electricity, "200", month=FEBRUARY)
    enter(sign_in(nid), town, **head(baht="475.50"), **one_line(electricity))
    paper(town, nid, electricity, "470", JANUARY)  # of a figure that has its bill
    paper(town, nid, electricity, "900.25", FEBRUARY)
    paper(town, nid, electricity, None, FEBRUARY)
    found = of(electricity.inventory)
    assert (found.papers, found.of_papers, found.silent, found.bare) == (1, Decimal("900.25"), 1, 0)
    assert found.comparison.papers == Decimal("1375.75")
    assert [(rate.unit, rate.units, rate.baht) for rate in found.rates] == [("kWh", 300, Decimal("1375.75"))]


def test_a_figure_that_nothing_stands_behind_is_counted(town, nid, electricity, record):
    record(electricity, "200", month=FEBRUARY)
    record(electricity, "0", month=JANUARY)
    assert of(electricity.inventory).bare == 1


def test_a_paper_of_two_kinds_of_expense_counts_in_neither(town, nid, electricity, diesel):
    with tenant_scope(town):
        places = [Place(use.source_id, JANUARY, None) for use in (electricity, diesel)]
        fields = {"kind": "receipt", "baht": Decimal(100)}
        hand_in(inventory=electricity.inventory, actor=nid, fields=fields, places=places)
    for kind in ("electricity", "fuel"):
        found = of(electricity.inventory, kind)
        assert (found.unclear, found.of_papers) == (1, None)


def test_a_difference_above_the_threshold_is_open_until_it_is_explained(sign_in, orn, town, electricity):
    paper(town, orn, electricity, "1050", JANUARY)
    account(town, orn, electricity.inventory, "600", number="1")
    account(town, orn, electricity.inventory, "400", number="2")
    assert of(electricity.inventory).outcome == "agrees"
    paper(town, orn, electricity, "0.01", FEBRUARY)
    client, where = sign_in(orn), of_year(town, "baht_explain", "electricity")
    html = client.get(of_year(town, "baht")).content.decode()
    assert "ต้องชี้แจงผลต่าง" in html
    assert "50.01" in html
    empty = client.post(where, {"text": " "})
    assert (empty.status_code, "โปรดพิมพ์คำชี้แจง" in empty.content.decode()) == (422, True)
    assert client.post(where, {"text": "บิลธันวาคมเบิกจ่ายปีถัดไป"}).status_code == 302
    assert of(electricity.inventory).outcome == "explained"
    assert "บิลธันวาคมเบิกจ่ายปีถัดไป" in client.get(of_year(town, "baht")).content.decode()
    with tenant_scope(town):
        entry = Entry.objects.of(town).get(act="baht.explained")
    assert (entry.facts["papers"], entry.facts["ledger"]) == ("1050.01", "1000")
    assert "ธันวาคม" not in str(entry.facts)


def test_an_explanation_holds_for_the_sums_it_was_given_for(town, orn, electricity):
    account(town, orn, electricity.inventory, "500")
    with tenant_scope(town):
        explain_baht(inventory=electricity.inventory, actor=orn, kind="electricity", text="ยังไม่ได้ใส่จำนวนเงิน")
    assert of(electricity.inventory).outcome == "explained"
    account(town, orn, electricity.inventory, "1", number="9")
    assert of(electricity.inventory).outcome == "open"
    with tenant_scope(town):
        assert [each.kind for each in open_baht(electricity.inventory)] == ["electricity"]
        explain_baht(inventory=electricity.inventory, actor=orn, kind="electricity", text="อีกครั้ง")
        assert list(BahtExplanation.objects.of(town).order_by("number").values_list("number", flat=True)) == [1, 2]


def test_what_agrees_takes_no_explanation(sign_in, orn, town, electricity):
    refused = sign_in(orn).post(of_year(town, "baht_explain", "electricity"), {"text": "เปล่า"})
    assert (refused.status_code, "ไม่มีผลต่างที่ต้องชี้แจง" in refused.content.decode()) == (422, True)
    with tenant_scope(town):
        assert not BahtExplanation.objects.of(town).exists()


def test_who_enters_figures_enters_accounts_and_the_owner_alone_explains(sign_in, nid, wichai, pim, town, electricity):
    assert sign_in(nid).post(of_year(town, "baht_explain", "electricity"), {"text": "x"}).status_code == 403
    for reader in (wichai, pim):
        assert sign_in(reader).get(of_year(town, "baht")).status_code == 200
        assert sign_in(reader).post(of_year(town, "account_add", "electricity"), ACCOUNT).status_code == 403
    with tenant_scope(town):
        assert not TreasuryAccount.objects.of(town).exists()


def test_another_towns_account_or_paper_is_not_taken(sign_in, nid, olarn, town, other_town, electricity, their_diesel):
    theirs = account(other_town, olarn, their_diesel.inventory, "77", kind="fuel")
    foreign = paper(other_town, olarn, their_diesel, "5", JANUARY)
    client = sign_in(nid)
    assert client.get(of_year(town, "account_edit", theirs.pk)).status_code == 404
    assert client.post(of_year(town, "account_edit", theirs.pk), ACCOUNT).status_code == 404
    assert client.post(of_year(town, "account_remove", theirs.pk)).status_code == 404
    sent = ACCOUNT | {"evidence": str(foreign.pk)}
    assert client.post(of_year(town, "account_add", "electricity"), sent).status_code == 422
    assert client.post(of_year(town, "account_add", "nothing"), ACCOUNT).status_code == 404
    with tenant_scope(town):
        assert not TreasuryAccount.objects.of(town).exists()
    with tenant_scope(other_town):
        assert TreasuryAccount.objects.of(other_town).get().baht == 77


def test_a_locked_year_keeps_its_sums_and_takes_no_account(sign_in, orn, anan, nid, town, electricity, fill):
    fill(electricity, "100")
    account(town, orn, electricity.inventory, "500")
    with tenant_scope(town):
        explain_baht(inventory=electricity.inventory, actor=orn, kind="electricity", text="ยังไม่ได้ใส่จำนวนเงิน")
        lock(inventory=electricity.inventory, actor=anan)
    client = sign_in(orn)
    refused = client.post(of_year(town, "account_add", "water"), ACCOUNT)
    assert (refused.status_code, "ล็อกฉบับแล้ว" in refused.content.decode()) == (422, True)
    paper(town, nid, electricity, "470", JANUARY)  # papers may still be added after the lock
    with tenant_scope(town):
        electricity.inventory.refresh_from_db()
        found = baht_in_force(electricity.inventory)[0]
    assert found.frozen
    assert (found.comparison.papers, found.comparison.ledger, found.outcome) == (None, 500, "explained")
    html = client.get(of_year(town, "baht")).content.decode()
    assert "แสดงตามที่ล็อกฉบับไว้" in html
    assert "ยังไม่ได้ใส่จำนวนเงิน" in html


def test_many_papers_and_accounts_cost_no_more_queries(sign_in, nid, orn, town, electricity):
    client = sign_in(nid)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(of_year(town, "baht")).status_code == 200
        return len(captured)

    for number in (1, 2):
        account(town, orn, electricity.inventory, "5", number=str(number))
        paper(town, nid, electricity, "5", JANUARY)
    few = queries()
    for number in range(3, 21):
        account(town, orn, electricity.inventory, "5", number=str(number))
        paper(town, nid, electricity, "5", JANUARY)
    assert queries() == few


@pytest.mark.parametrize("typed", ["๑,๒๓๔.๕๐", "1234.5 บาท", " 1 234.50"])
def test_a_sum_is_read_as_people_write_it(sign_in, nid, town, electricity, typed):
    assert sign_in(nid).post(of_year(town, "account_add", "water"), ACCOUNT | {"baht": typed}).status_code == 302
    assert of(electricity.inventory, "water").comparison.ledger == Decimal("1234.50")

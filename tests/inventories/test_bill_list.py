"""The list of bills and what it leaves open; a bill's own pages: credit, correction, withdrawal; who may."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Bill
from inventories.services.meters import save_meter
from inventories.services.sources import Addition, add_sources

from .bill_forms import amount, at, enter, field_values, head, one_line
from .conftest import JANUARY, make_diesel, make_electricity, make_year


@pytest.fixture
def meters(town, nid, electricity):
    """Seven meters of the office, numbers 5001 to 5007."""
    with tenant_scope(town):
        return [
            save_meter(
                municipality=town,
                actor=nid,
                fields={
                    "source": electricity.source, "kind": "electricity", "number": f"500{n}",
                    "account": f"02000000000{n}", "multiplier": Decimal(2),
                },
            )
            for n in range(1, 8)
        ]  # fmt: skip


def test_the_list_names_missing_invoices_gaps_and_days_twice(sign_in, nid, town, electricity, meters):
    client = sign_in(nid)
    periods = {1: ("31/12/2566", "31/1/2567"), 2: ("5/2/2567", "29/2/2567"), 3: ("25/2/2567", "31/3/2567")}
    for month, (first, last) in periods.items():
        line = one_line(electricity, what=f"m{meters[0].pk}", first=first, last=last, before="", after="")
        done = enter(client, town, **head(number=f"N{month}", invoice_month=f"2024-0{month}"), **line)
        assert done.status_code == 302
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(at(town, "bill_list")).content.decode()))
    assert "3 จาก 12 ใบ" in text
    assert "1 ก.พ. 2567 – 5 ก.พ. 2567 ( 5 วัน )" in text.replace("(5 วัน)", "( 5 วัน )")
    assert "26 ก.พ. 2567 – 29 ก.พ. 2567" in text
    assert "0 จาก 12 ใบ" in text, "a meter of the same source without any bill is missed too"


def test_the_owner_says_the_rule_once_and_entry_officers_see_it(sign_in, orn, nid, town, electricity):
    where = at(town, "bill_rule")
    assert sign_in(nid).post(where, {"rule": "days"}).status_code == 403
    assert sign_in(orn).post(where, {"rule": "x"}).status_code == 422
    assert sign_in(orn).post(where, {"rule": "days"}).status_code == 302
    assert "ตามจำนวนวัน" in sign_in(nid).get(at(town, "bill_list")).content.decode()
    enter(sign_in(nid), town, **head(), **one_line(electricity))
    assert sign_in(orn).post(where, {"rule": "invoice"}).status_code == 422
    assert "มีบิลที่นับอยู่แล้ว 1 ใบ" in sign_in(orn).get(where).content.decode()


def test_bills_of_another_town_are_not_found(sign_in, orn, olarn, nid, town, other_town, electricity, their_diesel):
    done = enter(sign_in(nid), town, **head(), **one_line(electricity))
    number = int(done.url.rstrip("/").rpartition("/")[2])
    for name in ("bill_detail", "bill_correct", "bill_withdraw"):
        theirs = reverse(f"inventories:{name}", args=[other_town.key, "2567", number])
        assert sign_in(olarn).get(theirs).status_code == 404
    assert sign_in(orn).get(at(town, "bill_detail", number)).status_code == 200


def test_only_readers_that_write_may_enter_and_a_locked_year_leads_back(sign_in, wichai, nid, town, electricity):
    done = enter(sign_in(nid), town, **head(), **one_line(electricity))
    assert sign_in(wichai).get(done.url).status_code == 200
    assert sign_in(wichai).get(f"{done.url}withdraw/").status_code == 403
    assert sign_in(wichai).post(at(town, "bill_add", "electricity"), head()).status_code == 403
    with tenant_scope(town):
        electricity.inventory.state = "locked"
        electricity.inventory.save()
    assert sign_in(nid).get(at(town, "bill_add", "electricity")).url == at(town, "bill_list")
    assert "เพิ่มบิล" not in sign_in(nid).get(at(town, "bill_list")).content.decode()


def test_the_cell_beside_names_its_bills(sign_in, nid, town, electricity):
    enter(sign_in(nid), town, **head(), **one_line(electricity))
    where = reverse("inventories:beside", args=[town.key, "2567", electricity.pk, JANUARY])
    html = sign_in(nid).get(where).content.decode()
    assert "รวมจากบิล" in html
    assert "700001" in html


def test_two_bills_and_twenty_cost_as_many_queries(
    sign_in, nid, orn, town, year, electricity, django_assert_num_queries
):
    client = sign_in(nid)

    def add(count, start):
        for n in range(start, start + count):
            with tenant_scope(town):
                use = make_electricity(year, orn) if n % 2 else make_diesel(year, orn, f"รถ {n}")
            kind, line = ("electricity", one_line(use)) if n % 2 else ("fuel", {
                "l1_what": f"s{use.source_id}", "l1_last": "15/1/2567", "l1_units": "5",
            })  # fmt: skip
            assert enter(client, town, kind, **head(number=f"N{n}"), **line).status_code == 302

    add(2, 0)
    client.get(at(town, "bill_list"))
    with CaptureQueriesContext(connection) as few:
        client.get(at(town, "bill_list"))
    count = len(few)
    add(10, 2)
    with django_assert_num_queries(count):
        client.get(at(town, "bill_list"))


def test_a_bill_is_withdrawn_with_a_reason(sign_in, nid, town, electricity):
    client = sign_in(nid)
    done = enter(client, town, **head(), **one_line(electricity))
    where = f"{done.url}withdraw/"
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(where).content.decode())[1]
    assert client.post(where, {"seen": seen, "reason": ""}).status_code == 422
    assert client.post(where, {"seen": "", "reason": "ซ้ำ"}).status_code == 409
    assert client.post(where, {"seen": seen, "reason": "ซ้ำ"}).status_code == 302
    assert amount(town, electricity) is None
    assert "บิลที่ถอนแล้ว 1 ใบ" in client.get(at(town, "bill_list")).content.decode()


def test_a_correction_begins_with_the_bill_and_asks_why(sign_in, nid, town, electricity):
    client = sign_in(nid)
    done = enter(client, town, **head(), **one_line(electricity))
    where = f"{done.url}correct/"
    begun = field_values(client.get(where).content.decode())
    assert (begun["l1_first"], begun["l1_last"], begun["l1_units"]) == ("15/12/2566", "15/1/2567", "100")
    assert client.post(where, begun | {"do": "show"}).status_code == 422
    sent = begun | {"l1_units": "105", "reason": "พิมพ์หน่วยผิด", "do": "show"}
    sent |= field_values(client.post(where, sent).content.decode()) | {"do": "save", "reason": "พิมพ์หน่วยผิด"}
    corrected = client.post(where, sent)
    assert corrected.status_code == 302
    assert amount(town, electricity) == 105
    old = client.get(done.url).content.decode()
    assert "ถอนแล้ว ไม่นับในตัวเลข" in old
    assert "พิมพ์หน่วยผิด" in old
    assert client.get(where).status_code == 302, "what is withdrawn cannot be corrected again"


def test_a_credit_bill_is_entered_with_the_bill_it_corrects(sign_in, nid, town, electricity):
    client = sign_in(nid)
    enter(client, town, **head(), **one_line(electricity))
    with tenant_scope(town):
        old = Bill.objects.of(town).get()
    line = one_line(electricity, units="-20", before="", after="", baht="-90.25")
    done = enter(client, town, **head(number="CR-9", refers_to=str(old.pk)), **line)
    assert done.status_code == 302
    assert amount(town, electricity) == 80
    assert "CR-9" in client.get(at(town, "bill_detail", old.pk)).content.decode()


def test_correcting_a_bill_of_the_year_before_that_reaches_into_this_one_keeps_its_month(
    sign_in, nid, orn, town, electricity
):
    client, last = sign_in(nid), "2023-12"
    use = {"scope": "2", "category": "electricity", "method": "factor", "factor": electricity.factor}
    with tenant_scope(town):
        before = make_year(town, orn, year=2566)
        add_sources(inventory=before, actor=orn, additions=[Addition(electricity.source, use)])
    enter(client, town, **head(invoice_month="date", bill_date="28/12/2566"), **one_line(electricity))
    with tenant_scope(town):
        bill = Bill.objects.of(town).get()
    assert f"{bill.invoice_month:%Y-%m}" == last
    form = client.get(at(town, "bill_correct", bill.pk)).context["form"]
    assert form["invoice_month"].value() == last
    assert last in dict(form.fields["invoice_month"].choices)
    new = client.get(at(town, "bill_add", "electricity")).context["form"]
    assert last not in dict(new.fields["invoice_month"].choices)

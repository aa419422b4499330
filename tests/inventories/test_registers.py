"""Registers: items one by one, meters that are items by themselves, the workbook, and who sees what."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import ItemLink
from inventories.services.meters import replace_meter, save_meter

from .register_forms import here, items_of, paste, register

TYPED = {
    "number": "กข ๑๒๓๔ ระยอง", "description": "รถกระบะ", "place": "โรงรถ", "division": "", "quantity": "", "first_day": "1/2/2560",
    "last_day": "",
}  # fmt: skip


def test_an_item_is_added_changed_and_ended_by_its_form(sign_in, nid, town):
    client = sign_in(nid)
    where = here(town, "item_add", "vehicle")
    refused = client.post(where, TYPED | {"number": "", "quantity": "0"})
    assert refused.status_code == 422
    assert "โรงรถ" in refused.content.decode()
    assert client.post(where, TYPED).status_code == 302
    (item,) = items_of(town)
    assert (item.number, item.quantity, item.first_day) == ("กข 1234 ระยอง", 1, dt.date(2017, 2, 1))
    page = here(town, "item_detail", "vehicle", item.pk)
    wrong = client.post(page, TYPED | {"last_day": "31/1/2560"})
    assert (wrong.status_code, "ก่อนวันที่ได้มา" in wrong.content.decode()) == (422, True)
    assert client.post(page, TYPED | {"last_day": "30/6/2567"}).status_code == 302
    assert items_of(town)[0].last_day == dt.date(2024, 6, 30)
    twice = client.post(where, TYPED | {"number": "กข-1234 ระยอง"})
    assert (twice.status_code, "มีอยู่แล้วในทะเบียน" in twice.content.decode()) == (422, True)


def test_the_ledger_counts_and_hashes_and_names_nothing(town, nid):
    register(town, nid, "cooling", "AC-1", "AC-2", description="ห้องนายสมชาย")
    with tenant_scope(town):
        entry = Entry.objects.of(town).filter(act="register.kept").get()
    assert entry.facts["added"] == 2
    assert len(entry.facts["rows_sha256"]) == 64
    assert "สมชาย" not in str(entry.facts)
    assert "AC-1" not in str(entry.facts)


def test_a_charge_is_asked_of_what_holds_one_alone(sign_in, nid, town):
    client = sign_in(nid)
    assert "charge_kg" not in client.get(here(town, "item_add", "vehicle")).context["form"].fields
    sent = TYPED | {"number": "ป-1", "agent": "CO2", "charge_kg": "0"}
    assert client.post(here(town, "item_add", "extinguisher"), sent).status_code == 422
    assert client.post(here(town, "item_add", "extinguisher"), sent | {"charge_kg": "6.8"}).status_code == 302
    assert (items_of(town)[0].agent, items_of(town)[0].charge_kg) == ("CO2", Decimal("6.8"))


def meter(town, actor, use, **fields):
    with tenant_scope(town):
        fields = {"source": use.source, "kind": "electricity", "number": "5001", "account": "020000000001"} | fields
        return save_meter(municipality=town, actor=actor, fields=fields)


def test_a_meter_of_bills_is_an_item_by_itself_and_not_doubled_by_its_account(sign_in, nid, town, electricity):
    meter(town, nid, electricity)
    (item,) = items_of(town)
    assert (item.kind, item.number, item.meter.source_id) == ("electricity", "5001", electricity.source_id)
    looked, stored = paste(sign_in(nid), town, "electricity", "CA\tสถานที่\n02-0000000-001\tสำนักงาน")
    assert (looked.status_code, stored.status_code) == (200, 302)
    (item,) = items_of(town)
    assert (item.number, item.place) == ("5001", "สำนักงาน")


def test_a_meter_takes_the_line_that_the_register_has_already(town, nid, electricity):
    register(town, nid, "electricity", "020000000001", description="ตามบัญชีรายชื่อ กฟภ.")
    meter(town, nid, electricity)
    (item,) = items_of(town)
    assert (item.number, item.meter.number, item.description) == ("020000000001", "5001", "ตามบัญชีรายชื่อ กฟภ.")


def test_a_meter_that_is_replaced_ends_its_item_and_the_next_begins(town, nid, electricity):
    old = meter(town, nid, electricity)
    with tenant_scope(town):
        replace_meter(
            meter=old, actor=nid, day=dt.date(2024, 2, 10), closing=Decimal(950),
            fields={"number": "6001", "account": old.account, "multiplier": Decimal(1), "opening": Decimal(0)},
        )  # fmt: skip
    first, second = items_of(town)
    assert (first.number, first.last_day) == ("5001", dt.date(2024, 2, 10))
    assert (second.number, second.first_day) == ("6001", dt.date(2024, 2, 10))


def test_the_number_of_a_meters_item_is_not_asked_and_follows_the_meter(sign_in, nid, town, electricity):
    known = meter(town, nid, electricity)
    (item,) = items_of(town)
    assert "number" not in sign_in(nid).get(here(town, "item_detail", "electricity", item.pk)).context["form"].fields
    with tenant_scope(town):
        save_meter(municipality=town, actor=nid, meter=known, fields={"number": "5009"})
    assert items_of(town)[0].number == "5009"


def test_an_item_is_linked_and_the_link_taken_back(sign_in, nid, town, diesel):
    (item,) = register(town, nid, "vehicle", "กข 1")
    client = sign_in(nid)
    where = here(town, "item_link", "vehicle", item.pk)
    assert client.post(where, {"source": "", "first_day": "x"}).status_code == 422
    assert client.post(where, {"source": diesel.source_id, "first_day": "1/1/2567"}).status_code == 302
    again = client.post(where, {"source": diesel.source_id}, follow=True)
    assert "โยงกับแหล่งปล่อยนี้อยู่แล้ว" in again.content.decode()
    with tenant_scope(town):
        (link,) = ItemLink.objects.of(town)
    assert client.post(here(town, "item_unlink", "vehicle", item.pk, link.pk)).status_code == 302
    with tenant_scope(town):
        assert not ItemLink.objects.of(town).exists()
        assert list(Entry.objects.of(town).order_by("-number").values_list("act", flat=True)[:2]) == [
            "register.unlinked",
            "register.linked",
        ]


def test_nobody_reaches_the_other_towns_items_and_sources(sign_in, nid, olarn, town, other_town, diesel, their_diesel):
    (mine,) = register(town, nid, "vehicle", "กข 1")
    (theirs,) = register(other_town, olarn, "vehicle", "ของเมืองอื่น 9")
    client = sign_in(nid)
    assert client.get(here(town, "item_detail", "vehicle", theirs.pk)).status_code == 404
    assert client.post(here(town, "item_detail", "vehicle", theirs.pk), TYPED).status_code == 404
    assert client.post(here(town, "item_link", "vehicle", theirs.pk), {"source": diesel.source_id}).status_code == 404
    foreign = {"source": their_diesel.source_id}
    assert client.post(here(town, "item_link", "vehicle", mine.pk), foreign).status_code == 404
    assert client.get(here(other_town, "register_list")).status_code == 404
    assert "ของเมืองอื่น 9" not in client.get(here(town, "register_kind", "vehicle")).content.decode()
    for each in (town, other_town):
        with tenant_scope(each):
            assert not ItemLink.objects.of(each).exists()
    (unchanged,) = items_of(other_town)
    assert unchanged.number == "ของเมืองอื่น 9"
    assert client.post(here(town, "item_link", "vehicle", mine.pk), {"source": diesel.source_id}).status_code == 302


def test_a_verifier_sees_what_was_there_in_their_year_and_writes_nothing(sign_in, wichai, pim, nid, town, diesel):
    register(town, nid, "vehicle", "ในปี")
    (later,) = register(town, nid, "vehicle", "ซื้อทีหลัง", first_day=dt.date(2025, 1, 1))
    page = sign_in(wichai).get(here(town, "register_kind", "vehicle"))
    assert "ในปี" in page.content.decode()
    assert "ซื้อทีหลัง" not in page.content.decode()
    assert sign_in(wichai).get(here(town, "item_detail", "vehicle", later.pk)).status_code == 404
    assert sign_in(wichai).get(here(town, "register_list"), {"year": "2568"}).status_code == 404
    for reader in (wichai, pim):
        assert sign_in(reader).post(here(town, "item_add", "vehicle"), TYPED).status_code == 403
    assert sign_in(pim).get(here(town, "item_detail", "vehicle", later.pk)).status_code == 200
    assert sign_in(pim).post(here(town, "item_detail", "vehicle", later.pk), TYPED).status_code == 403


def test_a_register_without_any_year_still_takes_items(sign_in, nid, town):
    assert sign_in(nid).get(here(town, "register_list")).status_code == 200
    register(town, nid, "site", "อาคาร 1")
    assert "อาคาร 1" in sign_in(nid).get(here(town, "register_kind", "site")).content.decode()
    assert sign_in(nid).get(here(town, "register_kind", "no-such")).status_code == 404


def test_the_workbook_goes_out_and_comes_back_as_the_same_items(sign_in, nid, town, diesel):
    fields = {"description": "=รถ", "charge_kg": Decimal("0.85"), "agent": "R-32", "quantity": 3}
    register(town, nid, "cooling", "007", **fields | {"first_day": dt.date(2020, 3, 5)})
    client = sign_in(nid)
    answer = client.get(here(town, "register_table", "cooling"))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[4][:2] == ["007", "=รถ"]
    assert "5/3/2563" in rows[4]
    looked, _stored = paste(client, town, "cooling", "\n".join("\t".join(row) for row in rows))
    assert [line.outcome for line in looked.context["table"].lines] == ["same"]


@pytest.mark.parametrize("name", ["register_list", "register_kind"])
def test_a_long_register_costs_no_more_queries(sign_in, nid, town, diesel, name):
    client, more = sign_in(nid), [] if name == "register_list" else ["vehicle"]

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(here(town, name, *more)).status_code == 200
        return len(captured)

    register(town, nid, "vehicle", "1", "2")
    few = queries()
    register(town, nid, "vehicle", *(str(number) for number in range(3, 21)))
    assert queries() == few

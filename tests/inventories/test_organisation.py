"""What a report says of the organisation, and the planned day of filing: typed, refused, kept, frozen."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Inventory, Organisation
from inventories.selectors.inventories import inventory

from .conftest import lock

TYPED = {
    "filing_date": "28/9/2568", "address": "1 ถนนหลัก", "executive": "นายกสมมติ", "coordinator": "ผู้ประสานงานสมมติ",
    "coordinator_contact": "038-000000", "responsible": "ผู้รับผิดชอบสมมติ", "proof": "ประกาศจัดตั้ง", "output": "๑๒,๐๐๐",
    "output_unit": "คน",
}  # fmt: skip


def address(town, year="2567"):
    return reverse("inventories:organisation", args=[town.key, year])


def test_the_owner_writes_it_and_the_ledger_says_which_fields_without_a_name(sign_in, orn, town, year):
    assert sign_in(orn).post(address(town), TYPED).status_code == 302
    with tenant_scope(town):
        row = Organisation.objects.of(town).get()
        assert (row.output, row.output_unit, row.executive) == (Decimal(12000), "คน", "นายกสมมติ")
        assert inventory(town, "2567").filing_date == dt.date(2025, 9, 28)
        entry = Entry.objects.of(town).order_by("-number").first()
        assert entry.act == "inventory.changed"
        assert "executive" in entry.facts["fields"]
        assert "filing_date" in entry.facts["fields"]
        assert "สมมติ" not in json.dumps(entry.facts, ensure_ascii=False) + entry.text_hash


def test_the_same_again_is_no_change(sign_in, orn, town, year):
    client = sign_in(orn)
    client.post(address(town), TYPED)
    with tenant_scope(town):
        before = Entry.objects.of(town).count()
    assert client.post(address(town), TYPED).status_code == 302
    with tenant_scope(town):
        assert Entry.objects.of(town).count() == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"filing_date": "1/6/2567"}, "อยู่ก่อนสิ้นรอบปี"),
        ({"output": "0"}, "ผลผลิตต้องมากกว่า 0"),
        ({"output": "มาก"}, "โปรดพิมพ์เป็นตัวเลข"),
        ({"output_unit": ""}, "โปรดพิมพ์หน่วยของผลผลิต"),
        ({"output": ""}, "โปรดพิมพ์จำนวนผลผลิต หรือลบหน่วยออก"),
        ({"executive": "ก" * 161}, "ข้อความยาวเกินไป"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(sign_in, orn, town, year, changed, told):
    response = sign_in(orn).post(address(town), TYPED | changed)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert "ถนนหลัก" in response.content.decode()
    with tenant_scope(town):
        assert not Organisation.objects.of(town).exists()


@pytest.mark.parametrize("person", ["nid", "anan", "wichai", "pim"])
def test_who_only_reads_sees_it_and_cannot_write(request, sign_in, orn, person, town, year):
    sign_in(orn).post(address(town), TYPED)
    client = sign_in(request.getfixturevalue(person))
    body = client.get(address(town)).content.decode()
    assert "นายกสมมติ" in body
    assert "28 ก.ย. 2568" in body
    assert "<textarea" not in body
    assert client.post(address(town), TYPED).status_code == 403


def test_a_locked_year_keeps_it_in_its_dossier_whoever_asks(sign_in, orn, town, year, diesel, fill, as_owner):
    sign_in(orn).post(address(town), TYPED)
    fill(diesel, 5)
    with tenant_scope(town):
        snapshot = lock(inventory=Inventory.objects.of(town).get(pk=year.pk), actor=orn)
        frozen = json.loads(snapshot.dossier)["organisation"]
    assert (frozen["executive"], frozen["output"], frozen["output_unit"]) == ("นายกสมมติ", "12000", "คน")
    response = sign_in(orn).post(address(town), TYPED | {"executive": "คนอื่น"})
    assert response.status_code == 422
    assert "ล็อกฉบับแล้ว" in response.content.decode()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), as_owner(), tenant_scope(town):
        Organisation.objects.of(town).update(executive="คนอื่น")

"""Meters and vehicles by their forms: adding, changing, replacing in the middle of a month."""

import datetime as dt
from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Meter
from inventories.services.meters import save_meter

from .bill_forms import at, enter, head, one_line


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


def test_meters_are_added_changed_and_replaced_by_form(sign_in, nid, town, electricity):
    client = sign_in(nid)
    sent = {"source": str(electricity.source_id), "kind": "electricity", "number": "๕๐๐๑", "multiplier": ""}
    assert client.post(at(town, "meter_add"), sent | {"number": ""}).status_code == 422
    assert client.post(at(town, "meter_add"), sent).status_code == 302
    twice = client.post(at(town, "meter_add"), sent)
    assert twice.status_code == 422
    assert "มีอยู่แล้วในรายการมิเตอร์" in twice.content.decode()
    with tenant_scope(town):
        meter = Meter.objects.of(town).get()
    assert (meter.number, meter.multiplier) == ("5001", 1)
    where = at(town, "meter_replace", meter.pk)
    wrong = client.post(where, {"day": "10/2/2567", "closing": "", "number": "6001", "opening": "0"})
    assert wrong.status_code == 422
    done = client.post(
        where, {"day": "10/2/2567", "closing": "950", "number": "6001", "opening": "0", "multiplier": "4"}
    )
    assert done.status_code == 302
    with tenant_scope(town):
        old, new = Meter.objects.of(town).order_by("pk")
    assert (old.last_day, old.closing) == (dt.date(2024, 2, 10), 950)
    assert (new.first_day, new.opening, new.multiplier, new.source_id) == (dt.date(2024, 2, 10), 0, 4, old.source_id)
    again = client.post(where, {"day": "11/2/2567", "closing": "951", "number": "7001", "opening": "0"})
    assert again.status_code == 422
    assert "เลิกใช้แล้ว" in again.content.decode()
    assert "6001" in client.get(at(town, "meter_list")).content.decode()


def test_a_meters_dates_cannot_leave_its_bills_outside(sign_in, nid, town, electricity, meters):
    client = sign_in(nid)
    enter(client, town, **head(), **one_line(electricity, what=f"m{meters[0].pk}"))
    sent = {"source": str(electricity.source_id), "kind": "electricity", "number": "5001", "first_day": "1/3/2567"}
    refused = client.post(at(town, "meter_edit", meters[0].pk), sent)
    assert refused.status_code == 422
    assert "อยู่นอกช่วงวันที่ใช้" in refused.content.decode()
    assert client.post(at(town, "meter_edit", meters[0].pk), sent | {"first_day": "1/1/2567"}).status_code == 302

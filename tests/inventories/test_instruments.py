"""Instruments and their calibrations: added, refused, removed, frozen with the year."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Calibration, Instrument, InventorySource
from inventories.services.instruments import add_calibration, save_instrument

from .conftest import lock, make_diesel

TYPED = {"calibrated_on": "1/6/2566", "valid_to": "31 พ.ค. 2567", "paper": "ใบที่ 1 แฟ้มกองช่าง", "act": "calibrate"}


def at(town, name, *more):
    return reverse(f"inventories:{name}", args=[town.key, "2567", *more])


def typed(use, **changed):
    return {"source": str(use.source_id), "name": "เครื่องชั่ง", "serial": "SN-7", "accuracy": "0–60 ตัน"} | changed


@pytest.fixture
def scale(town, orn, diesel):
    fields = {"source": diesel.source, "name": "เครื่องชั่ง", "serial": "SN-7", "accuracy": ""}
    with tenant_scope(town):
        return save_instrument(municipality=town, actor=orn, fields=fields)


def test_an_instrument_is_added_then_calibrated_then_shown_as_whole(sign_in, orn, town, diesel):
    with tenant_scope(town):
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(origin="measured")
    client = sign_in(orn)
    assert "ยังไม่มีเครื่องมือ" in client.get(at(town, "instrument_list")).content.decode()
    response = client.post(at(town, "instrument_add"), typed(diesel) | {"act": "save"})
    with tenant_scope(town):
        row = Instrument.objects.of(town).get()
    assert response.url == at(town, "instrument_edit", row.pk)
    for sent in (TYPED, TYPED | {"calibrated_on": "1/6/2567", "valid_to": "31/5/2568"}):
        assert client.post(at(town, "instrument_edit", row.pk), sent).status_code == 302
    assert "สอบเทียบครบ" in client.get(at(town, "instrument_list")).content.decode()
    with tenant_scope(town):
        rows = Entry.objects.of(town).filter(subject=f"instrument:{row.pk}").order_by("number")
        assert [each.act for each in rows] == ["instrument.added", "calibration.added", "calibration.added"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"source": ""}, "โปรดเลือกแหล่งปล่อย"),
        ({"source": "0"}, "จากรายการ"),
        ({"name": ""}, "โปรดพิมพ์ชื่อเครื่องมือ"),
        ({"serial": ""}, "โปรดพิมพ์หมายเลขเครื่อง"),
    ],
)
def test_what_is_wrong_with_an_instrument_is_told(sign_in, orn, town, diesel, changed, told):
    response = sign_in(orn).post(at(town, "instrument_add"), typed(diesel, **changed))
    assert response.status_code == 422
    assert told in response.content.decode()
    with tenant_scope(town):
        assert not Instrument.objects.of(town).exists()


def test_the_same_number_twice_at_a_source_is_refused_with_what_to_do(sign_in, orn, town, diesel, scale):
    response = sign_in(orn).post(at(town, "instrument_add"), typed(diesel))
    assert response.status_code == 422
    assert "บันทึกการสอบเทียบครั้งใหม่ที่เครื่องมือเดิม" in response.content.decode()


def test_an_instrument_is_changed_and_the_same_again_is_no_change(sign_in, orn, town, diesel, scale):
    client = sign_in(orn)
    sent = typed(diesel, name="เครื่องชั่งใหญ่") | {"act": "save"}
    client.post(at(town, "instrument_edit", scale.pk), sent)
    with tenant_scope(town):
        assert Instrument.objects.of(town).get().name == "เครื่องชั่งใหญ่"
        before = Entry.objects.of(town).count()
    assert client.post(at(town, "instrument_edit", scale.pk), sent).status_code == 302
    with tenant_scope(town):
        assert Entry.objects.of(town).count() == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"calibrated_on": ""}, "โปรดพิมพ์วันที่สอบเทียบ"),
        ({"calibrated_on": "เมื่อวาน"}, "อ่านวันที่"),
        ({"valid_to": "1/1/2566"}, "อยู่ก่อนวันที่สอบเทียบ"),
        ({"paper": ""}, "โปรดพิมพ์เลขที่ใบรับรอง"),
    ],
)
def test_what_is_wrong_with_a_calibration_is_told(sign_in, orn, town, scale, changed, told):
    response = sign_in(orn).post(at(town, "instrument_edit", scale.pk), TYPED | changed)
    assert response.status_code == 422
    assert told in response.content.decode()
    with tenant_scope(town):
        assert not Calibration.objects.of(town).exists()


def test_a_calibration_of_the_same_day_is_refused_and_one_entered_by_mistake_removed(sign_in, orn, town, scale):
    client = sign_in(orn)
    client.post(at(town, "instrument_edit", scale.pk), TYPED)
    again = client.post(at(town, "instrument_edit", scale.pk), TYPED)
    assert again.status_code == 422
    assert "ไว้แล้ว" in again.content.decode()
    with tenant_scope(town):
        row = Calibration.objects.of(town).get()
    gone = {"act": f"remove-{row.pk}"}
    assert client.post(at(town, "instrument_edit", scale.pk), gone).status_code == 302
    twice = client.post(at(town, "instrument_edit", scale.pk), gone)
    assert twice.status_code == 422
    assert "ถูกลบไปแล้ว" in twice.content.decode()
    with tenant_scope(town):
        assert not Calibration.objects.of(town).exists()
        assert Entry.objects.of(town).order_by("-number").first().act == "calibration.removed"


def test_another_towns_instrument_is_not_found_and_its_calibration_not_removed(
    sign_in, orn, olarn, town, year, other_town, their_diesel, scale
):
    fields = {"source": their_diesel.source, "name": "ของเขา", "serial": "1", "accuracy": ""}
    day = {"calibrated_on": dt.date(2024, 1, 1), "valid_to": dt.date(2024, 12, 31), "paper": "ก"}
    with tenant_scope(other_town):
        theirs = save_instrument(municipality=other_town, actor=olarn, fields=fields)
        held = add_calibration(instrument=theirs, actor=olarn, fields=day)
    client = sign_in(orn)
    assert client.get(at(town, "instrument_edit", theirs.pk)).status_code == 404
    assert client.post(at(town, "instrument_edit", scale.pk), {"act": f"remove-{held.pk}"}).status_code == 422
    assert client.post(at(town, "instrument_add"), typed(their_diesel)).status_code == 422
    with tenant_scope(other_town):
        assert Calibration.objects.of(other_town).count() == 1


def test_the_queries_do_not_grow_with_instruments(sign_in, orn, town, year, diesel, scale):
    client = sign_in(orn)
    day = {"calibrated_on": dt.date(2024, 1, 1), "valid_to": dt.date(2024, 12, 31), "paper": "ก"}
    client.get(at(town, "instrument_list"))
    with CaptureQueriesContext(connection) as few:
        client.get(at(town, "instrument_list"))
    with tenant_scope(town):
        for number in range(5):
            use = make_diesel(year, orn, f"รถ {number}")
            fields = {"source": use.source, "name": "มาตร", "serial": str(number), "accuracy": ""}
            row = save_instrument(municipality=town, actor=orn, fields=fields)
            add_calibration(instrument=row, actor=orn, fields=day)
    with CaptureQueriesContext(connection) as many:
        client.get(at(town, "instrument_list"))
    assert len(many) == len(few)


def test_a_locked_year_freezes_what_its_instruments_were_and_a_later_calibration_does_not_change_it(
    sign_in, orn, town, year, diesel, scale, fill
):
    fill(diesel, 5)
    client = sign_in(orn)
    client.post(at(town, "instrument_edit", scale.pk), TYPED)
    with tenant_scope(town):
        snapshot = lock(inventory=year, actor=orn)
    later = TYPED | {"calibrated_on": "1/6/2567", "valid_to": "31/5/2568"}
    assert client.post(at(town, "instrument_edit", scale.pk), later).status_code == 302
    frozen = json.loads(snapshot.dossier)["instruments"]
    assert [(each["serial"], [held["calibrated_on"] for held in each["calibrations"]]) for each in frozen] == [
        ("SN-7", ["2023-06-01"])
    ]

"""Changing one's own password."""

import pytest
from django.test import Client
from django.urls import reverse

from cfo_site.accounts import acts
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger.models import Entry
from tests.conftest import PASSWORD

NEW = "วลียาวที่จำง่ายกว่า"


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": again})


def test_it_is_changed_recorded_and_ends_other_sessions(nid, sign_in):
    here, elsewhere = sign_in(nid), sign_in(nid)
    response = change(here)
    assert (response.status_code, response.url) == (302, reverse("home"))
    assert elsewhere.get(reverse("account_change_password")).status_code == 302
    assert "เปลี่ยนรหัสผ่านแล้ว" in here.get(reverse("account_change_password")).content.decode()
    nid.refresh_from_db()
    assert nid.check_password(NEW)
    with every_municipality(reason="test"):
        entry = Entry.objects.of(None).last()
    assert (entry.act, entry.actor_id, entry.facts) == (acts.PASSWORD_SET.key, nid.pk, {"person": nid.pk})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "wrong"}, "รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        ({"old": ""}, "กรอกรหัสผ่านปัจจุบัน"),
        ({"new": "สั้น", "again": "สั้น"}, "ต้องมีอย่างน้อย 10 ตัว"),
        ({"new": "password123", "again": "password123"}, "เดาได้ง่าย"),
        ({"new": "ผู้บันทึกข้อมูล", "again": "ผู้บันทึกข้อมูล"}, "คล้ายกับชื่อที่แสดง"),
        ({"new": PASSWORD, "again": PASSWORD}, "ต้องไม่ซ้ำกับรหัสผ่านปัจจุบัน"),
        ({"again": "อย่างอื่นโดยสิ้นเชิง"}, "สองช่องไม่ตรงกัน"),
    ],
)
def test_what_does_not_hold_is_said_in_thai_and_nothing_is_changed(nid, sign_in, typed, sentence):
    response = change(sign_in(nid), **typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "This password" not in page
    nid.refresh_from_db()
    assert nid.check_password(PASSWORD)


def test_guessing_the_old_password_from_an_open_session_is_slowed_down(nid, sign_in):
    client = sign_in(nid)
    statuses = [change(client, old=f"guess {number}").status_code for number in range(7)]
    assert statuses == [422] * 5 + [429] * 2


def test_it_needs_sign_in(db):
    assert Client().get(reverse("account_change_password")).status_code == 302

"""One-time links from the municipality's side: made, shown once, listed."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.bearer import hashed, new_secret
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Factor
from inventories.models import Inventory, OneTimeLink, Submission
from inventories.policies import Refused
from inventories.selectors.links import Standing, waiting_by_year, waiting_in, year_links
from inventories.services.changeover import split_use
from inventories.services.links import accept, decline, withdraw_link

from .one_time_links import FEBRUARY, MARCH, SCHOOL, link_making, link_sending, page  # noqa: F401 - fixtures


def typed(diesel, **changes):
    return {
        "use": str(diesel.pk), "first_month": "2024-01", "last_month": "2024-03", "for_whom": SCHOOL, "days": "14",
        "secret": new_secret(),
    } | changes  # fmt: skip


def test_a_link_is_shown_with_its_qr_and_a_text_for_line_and_kept_by_its_hash_only(sign_in, nid, town, diesel):
    response = sign_in(nid).post(page("link_make", town), typed(diesel))
    body = response.content.decode()
    assert response.status_code == 200
    address = re.search(r"http://testserver/s/([^/]+)/\?openExternalBrowser=1", body)
    assert '<svg class="qr"' in body
    assert "เทศบาลตำบลทุ่งทราย ขอตัวเลข" in body
    with tenant_scope(town):
        link = OneTimeLink.objects.of(town).get()
        assert link.address_sha256 == hashed(address[1])
        assert timezone.now() + dt.timedelta(days=13) < link.expires_at < timezone.now() + dt.timedelta(days=15)
        entry = Entry.objects.of(town).get(act="link.made")
        assert entry.facts["months"] == ["2024-01", "2024-02", "2024-03"]
    _nowhere_in_the_database(town, address[1])


def test_the_text_for_line_is_in_thai_also_where_the_screen_is_in_english(sign_in, nid, town, diesel):
    client = sign_in(nid)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    body = client.post(page("link_make", town), typed(diesel)).content.decode()
    text = re.search(r'id="line-text"[^>]*>(.*?)</textarea>', body, re.DOTALL)[1]
    lines = text.splitlines()
    assert lines[0] == f"เทศบาลตำบลทุ่งทราย ขอตัวเลข น้ำมันดีเซล รถเก็บขนขยะ (ลิตร) จาก {SCHOOL}"
    assert lines[1] == "เดือน ม.ค. 2567 – มี.ค. 2567"
    assert lines[-1].endswith("/?openExternalBrowser=1")
    assert '<html lang="en">' in body


def _nowhere_in_the_database(town, token: str) -> None:
    """Neither the token nor its secret stands in any row of what the municipality has."""
    secret = token.split(".")[1]
    with tenant_scope(town), connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" row WHERE row::text LIKE %s', [f"%{secret}%"])
            assert cursor.fetchone() == (0,), table


def test_the_same_form_sent_twice_makes_one_link_and_shows_it_again(sign_in, nid, town, diesel):
    sent = typed(diesel)
    bodies = [sign_in(nid).post(page("link_make", town), sent).content.decode() for _again in range(2)]
    found = {re.search(r"/s/([^/]+)/", body)[1] for body in bodies}
    with tenant_scope(town):
        assert (OneTimeLink.objects.of(town).count(), len(found)) == (1, 1)


def test_a_form_that_made_one_link_makes_no_other(make, diesel, town, orn):
    secret = new_secret()
    make(secret=secret)
    with pytest.raises(Refused, match="ใช้สร้างลิงก์ไปแล้ว"):
        make(secret=secret, for_whom="สถานีดับเพลิง")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"use": ""}, "โปรดเลือกแหล่งปล่อย"),
        ({"use": "999999"}, "โปรดเลือกแหล่งปล่อยจากรายการ"),
        ({"first_month": "2024-05"}, "เดือนสุดท้ายอยู่ก่อนเดือนแรก"),
        ({"last_month": "2025-01"}, "โปรดเลือกเดือนจากรายการ"),
        ({"for_whom": " "}, "โปรดพิมพ์ชื่อหน่วยงาน"),
        ({"for_whom": "ก" * 121}, "ยาวเกิน 120"),
        ({"days": "365"}, "โปรดเลือกจำนวนวันจากรายการ"),
        ({"secret": "short"}, "หน้านี้ไม่สมบูรณ์"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_made(sign_in, nid, town, diesel, changes, said):
    response = sign_in(nid).post(page("link_make", town), typed(diesel, **changes))
    assert (response.status_code, said in response.content.decode()) == (422, True)
    with tenant_scope(town):
        assert not OneTimeLink.objects.of(town).exists()


def test_the_page_of_a_source_leads_to_a_form_that_has_it_chosen(sign_in, nid, town, diesel):
    way = f"{page('link_make', town)}?use={diesel.pk}"
    assert way in sign_in(nid).get(page("source_edit", town, diesel.pk)).content.decode()
    assert f'<option value="{diesel.pk}" selected>' in sign_in(nid).get(way).content.decode()


def test_another_towns_source_is_not_on_offer(sign_in, nid, town, diesel, their_diesel):
    response = sign_in(nid).post(page("link_make", town), typed(their_diesel))
    assert response.status_code == 422


def test_no_figures_are_asked_for_of_a_locked_year_or_of_months_not_in_use(sign_in, nid, town, diesel, make):
    with tenant_scope(town):
        diesel.source.last_month = FEBRUARY
        diesel.source.save()
    with pytest.raises(Refused, match="ไม่ได้ใช้ในเดือนที่เลือก"):
        make(first=MARCH, last=MARCH)
    with tenant_scope(town):
        Inventory.objects.of(town).update(state="locked")
    assert sign_in(nid).post(page("link_make", town), typed(diesel)).status_code == 422
    assert "ล็อกแล้ว จึงขอตัวเลขไม่ได้" in sign_in(nid).get(page("link_make", town)).content.decode()


# The list.


def test_the_list_says_how_each_link_stands_what_waits_first(sign_in, nid, anan, town, make, send):
    now = timezone.now()
    make(for_whom="ยังไม่ส่ง")
    waiting, done, refused, gone, old = (make(for_whom=name) for name in ("รออยู่", "รับ", "ไม่รับ", "เลิก", "เก่า"))
    for made in (waiting, done, refused):
        send(made)
    with tenant_scope(town):
        OneTimeLink.objects.of(town).filter(pk=old.link.pk).update(
            made_at=now - dt.timedelta(days=20), expires_at=now - dt.timedelta(days=6)
        )
        withdraw_link(link=gone.link, actor=nid)
        accept(submission=Submission.objects.of(town).get(link=done.link), actor=nid, based_on={})
        decline(submission=Submission.objects.of(town).get(link=refused.link), actor=nid, reason="รูปไม่ชัด")
        lines = year_links(Inventory.objects.of(town).get(), now=now)
        assert lines[0].link.pk == waiting.link.pk
        assert {line.link.for_whom: line.standing for line in lines} == {
            "ยังไม่ส่ง": Standing.OPEN, "รออยู่": Standing.WAITING, "รับ": Standing.ACCEPTED,
            "ไม่รับ": Standing.DECLINED, "เลิก": Standing.WITHDRAWN, "เก่า": Standing.EXPIRED,
        }  # fmt: skip
    body = sign_in(anan).get(page("link_list", town)).content.decode()
    for word in ("รอส่ง", "รอรับ", "รับแล้ว", "ไม่รับ รอส่งใหม่", "ยกเลิกแล้ว", "หมดอายุ"):
        assert word in body


def test_the_list_asks_as_often_for_one_link_as_for_ten(sign_in, nid, town, make, send):
    client, asked = sign_in(nid), []
    send(make())
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(page("link_list", town))
        asked.append(len(queries))
        for _each in range(9):
            send(make())
    assert asked[0] == asked[1]


def test_what_waits_stands_on_the_municipalitys_page_for_whoever_can_accept_it(
    sign_in, nid, anan, town, other_town, make, send
):
    overview = reverse("inventories:municipality_overview", args=[town.key])
    assert "ส่งทางลิงก์" not in sign_in(nid).get(overview).content.decode()
    send(make())
    send(make())
    assert "รอรับ 2 รายการ" in sign_in(nid).get(overview).content.decode()
    assert "รอรับ 2 รายการ" not in sign_in(anan).get(overview).content.decode()
    with tenant_scope(town):
        assert [(year.token, count) for year, count in waiting_by_year(town)] == [("2567", 2)]
        assert waiting_in(Inventory.objects.of(town).get()) == 2
    with tenant_scope(other_town):
        assert waiting_by_year(other_town) == []


def test_a_source_counted_by_two_factors_is_asked_for_once(sign_in, nid, orn, town, diesel):
    with tenant_scope(town):
        other = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.gas.unc.l")
        split_use(use=diesel, actor=orn, from_month=MARCH, factor=other)
    body = sign_in(nid).get(page("link_make", town)).content.decode()
    assert body.count("น้ำมันดีเซล รถเก็บขนขยะ</option>") == 1

"""One-time links from the municipality's side: made, shown once, withdrawn; what came is accepted or declined."""

import datetime as dt
import io
import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cfo_site.accounts.bearer import hashed, new_secret
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry, EntryText
from inventories.models import (
    AmountRevision,
    Evidence,
    EvidenceFile,
    EvidenceUse,
    Inventory,
    OneTimeLink,
    Submission,
)
from inventories.policies import Refused
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.links import Standing, waiting_by_year, waiting_in, year_links
from inventories.services.evidence.files import withdraw_file
from inventories.services.links import Sent, accept, decline, make_link, receive, withdraw_link

from .conftest import JANUARY, make_diesel

FEBRUARY, MARCH = JANUARY.replace(month=2), JANUARY.replace(month=3)
SCHOOL = "โรงเรียนวัดทุ่งทราย"


def page(name: str, town, *more) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *more])


def picture(colour: str = "red") -> SimpleUploadedFile:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(held, "JPEG")
    return SimpleUploadedFile("บิล มกรา.jpg", held.getvalue(), "image/jpeg")


@pytest.fixture
def make(town, nid, diesel):
    """Return a function that makes a link of the car's first three months."""

    def made(use=diesel, first=JANUARY, last=MARCH, *, days=14, secret=None, now=None, for_whom=SCHOOL):
        with tenant_scope(town):
            return make_link(
                use=use, actor=nid, first_month=first, last_month=last, for_whom=for_whom, days=days,
                secret=secret or new_secret(), now=now,
            )  # fmt: skip

    return made


@pytest.fixture
def send(town):
    """Return a function that sends figures through a link as its holder does."""

    def sent(made, figures=None, *, photo=None, sender="", note="", now=None) -> Submission:
        figures = {JANUARY: Decimal(120)} if figures is None else figures
        with tenant_scope(town):
            return receive(
                municipality=town, address_sha256=hashed(made.token), sent=Sent(figures, sender, note, photo), now=now
            )

    return sent


def typed(diesel, **changes):
    return {
        "use": str(diesel.pk), "first_month": "2024-01", "last_month": "2024-03", "for_whom": SCHOOL, "days": "14",
        "secret": new_secret(),
    } | changes  # fmt: skip


# Making and showing it.


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


# Deciding.


def test_what_is_accepted_counts_says_its_door_and_has_its_photograph_as_evidence(
    sign_in, nid, town, diesel, make, send
):
    made = make()
    send(made, {JANUARY: Decimal("120.5"), FEBRUARY: None}, photo=picture(), sender="ครูสมศรี", note="บิลหน้าเดียว")
    address = page("link_detail", town, made.link.pk)
    body = sign_in(nid).get(address).content.decode()
    assert "120.5" in body
    assert "ครูสมศรี" in body
    assert "ยังไม่มีข้อมูล" in body
    decided = {"act": "accept", "number": "1", "seen-2024-01": "0", "seen-2024-02": "0"}
    assert sign_in(nid).post(address, decided).status_code == 302
    with tenant_scope(town):
        cells = amounts_in_force(town, source_ids=[diesel.source_id], months=[JANUARY, FEBRUARY, MARCH])
        january, february = cells[diesel.source_id, JANUARY], cells[diesel.source_id, FEBRUARY]
        assert (january.amount, january.came_by, january.recorded_by_id) == (Decimal("120.5"), "link", nid.pk)
        assert (february.amount, february.notation) == (None, "NO")
        assert len(cells) == 2
        paper = Evidence.objects.of(town).get()
        assert (paper.file.stored_by_id, paper.kept_at, paper.note) == (None, SCHOOL, "บิลหน้าเดียว")
        assert set(EvidenceUse.objects.of(town).values_list("month", flat=True)) == {JANUARY, FEBRUARY}
        sent = Submission.objects.of(town).get()
        assert (sent.state, sent.decided_by_id) == ("accepted", nid.pk)
        acts = list(Entry.objects.of(town).order_by("number").values_list("act", "actor_id"))
        assert ("submission.received", None) in acts
        assert acts[-1] == ("submission.accepted", nid.pk)


def test_before_it_is_accepted_nothing_counts(town, diesel, make, send):
    send(make())
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()


def test_names_and_notes_of_senders_stand_in_no_ledger_entry(town, make, send):
    send(make(), sender="ครูสมศรี", note="โทร 081")
    with tenant_scope(town):
        facts = str(list(Entry.objects.of(town).values_list("facts", flat=True)))
        texts = str(list(EntryText.objects.of(town).values_list("text", flat=True)))
        for word in ("ครูสมศรี", "081", SCHOOL):
            assert word not in facts + texts


def test_the_figure_stands_beside_last_years_and_the_cells_own(sign_in, nid, town, diesel, make, send, record):
    made = make()
    send(made)
    record(diesel, "99")
    body = sign_in(nid).get(page("link_detail", town, made.link.pk)).content.decode()
    assert "จะถูกแทน" in body
    assert 'name="seen-2024-01" value="1"' in body


def test_a_cell_changed_since_is_shown_and_nothing_is_accepted_until_asked_again(
    sign_in, nid, town, diesel, make, send, record
):
    made = make()
    send(made, {JANUARY: Decimal(120), FEBRUARY: Decimal(5)}, photo=picture())
    record(diesel, "99")
    address = page("link_detail", town, made.link.pk)
    shown = {"act": "accept", "number": "1", "seen-2024-01": "0", "seen-2024-02": "0"}
    response = sign_in(nid).post(address, shown)
    assert response.status_code == 409
    body = response.content.decode()
    assert "เพิ่งถูกแก้" in body
    assert 'name="seen-2024-01" value="1"' in body
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 1
        assert not Evidence.objects.of(town).exists()
    assert sign_in(nid).post(address, shown | {"seen-2024-01": "1"}).status_code == 302
    with tenant_scope(town):
        assert (
            amounts_in_force(town, source_ids=[diesel.source_id], months=[JANUARY])[diesel.source_id, JANUARY].amount
            == 120
        )


def test_a_declined_figure_needs_a_reason_and_leaves_the_cell_alone(sign_in, orn, town, make, send):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    response = sign_in(orn).post(address, {"act": "decline", "number": "1", "reason": " "})
    assert (response.status_code, "โปรดพิมพ์เหตุผลที่ไม่รับ" in response.content.decode()) == (422, True)
    assert sign_in(orn).post(address, {"act": "decline", "number": "1", "reason": "รูปไม่ชัด"}).status_code == 302
    with tenant_scope(town):
        assert (Submission.objects.of(town).get().state, Submission.objects.of(town).get().reason) == (
            "declined",
            "รูปไม่ชัด",
        )
        assert not AmountRevision.objects.of(town).exists()


@pytest.mark.parametrize("first", ["accept", "decline"])
def test_what_is_decided_is_decided_once(sign_in, nid, town, make, send, first):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    sent = {"number": "1", "reason": "x", "seen-2024-01": "0"}
    assert sign_in(nid).post(address, sent | {"act": first}).status_code == 302
    for again in ("accept", "decline"):
        response = sign_in(nid).post(address, sent | {"act": again, "seen-2024-01": "1"})
        assert (response.status_code, "ตัดสินใจรายการนี้ไปแล้ว" in response.content.decode()) == (422, True)


def test_what_was_replaced_meanwhile_is_not_accepted(sign_in, nid, town, make, send):
    made = make()
    send(made)
    send(made, {JANUARY: Decimal(130)})
    address = page("link_detail", town, made.link.pk)
    response = sign_in(nid).post(address, {"act": "accept", "number": "1", "seen-2024-01": "0"})
    assert (response.status_code, "ส่งใหม่แทนรายการนี้แล้ว" in response.content.decode()) == (422, True)
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()


def test_nobody_accepts_into_a_locked_year(sign_in, nid, town, make, send):
    made = make()
    send(made)
    with tenant_scope(town):
        Inventory.objects.of(town).update(state="locked")
    address = page("link_detail", town, made.link.pk)
    assert "รับตัวเลขเข้าบัญชีที่ล็อกแล้วไม่ได้" in sign_in(nid).get(address).content.decode()
    response = sign_in(nid).post(address, {"act": "accept", "number": "1", "seen-2024-01": "0"})
    assert (response.status_code, "ล็อกฉบับแล้ว" in response.content.decode()) == (422, True)
    with tenant_scope(town):
        assert Submission.objects.of(town).get().state == "waiting"


def test_an_approver_sees_and_does_not_decide(sign_in, anan, town, make, send):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    assert "รับและบันทึกในตาราง" not in sign_in(anan).get(address).content.decode()
    assert sign_in(anan).post(address, {"act": "accept", "number": "1"}).status_code == 403


@pytest.mark.parametrize("number", ["", "2", "-1", "๑", "9" * 30])
def test_a_submission_that_is_not_there_cannot_be_decided(sign_in, nid, town, make, send, number):
    made = make()
    send(made)
    assert (
        sign_in(nid).post(page("link_detail", town, made.link.pk), {"act": "accept", "number": number}).status_code
        == 404
    )


def test_a_form_without_what_was_shown_is_told(sign_in, nid, town, make, send):
    made = make()
    send(made)
    response = sign_in(nid).post(page("link_detail", town, made.link.pk), {"act": "accept", "number": "1"})
    assert (response.status_code, "หน้านี้ไม่สมบูรณ์" in response.content.decode()) == (422, True)


def test_a_withdrawn_link_leaves_what_was_sent_to_be_decided(sign_in, nid, town, make, send):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    assert sign_in(nid).post(address, {"act": "withdraw"}).status_code == 302
    assert sign_in(nid).post(address, {"act": "withdraw"}).status_code == 302
    with tenant_scope(town):
        assert Entry.objects.of(town).filter(act="link.withdrawn").count() == 1
    assert "รับและบันทึกในตาราง" in sign_in(nid).get(address).content.decode()


# The photograph.


def test_the_photograph_is_a_download_that_runs_nowhere(sign_in, nid, town, make, send):
    made = make()
    send(made, photo=picture())
    response = sign_in(nid).get(page("link_photo", town, made.link.pk, 1))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == picture().read()


def test_a_photograph_withdrawn_for_privacy_is_gone_and_is_no_evidence(sign_in, nid, orn, town, make, send):
    made = make()
    sent = send(made, photo=picture())
    with tenant_scope(town):
        withdraw_file(file=EvidenceFile.objects.of(town).get(), actor=orn, reason="ติดหน้าเด็ก")
    assert sign_in(nid).get(page("link_photo", town, made.link.pk, 1)).status_code == 404
    with tenant_scope(town):
        accept(submission=sent, actor=nid, based_on={})
        assert not Evidence.objects.of(town).exists()
    again = make()
    with pytest.raises(Refused) as refusal:
        send(again, photo=picture())
    assert "ติดหน้าเด็ก" not in str(refusal.value)


def test_another_towns_link_is_not_found(sign_in, olarn, nid, town, other_town, make, their_diesel):
    made = make()
    theirs = reverse("inventories:link_detail", args=[other_town.key, "2567", made.link.pk])
    assert sign_in(olarn).get(theirs).status_code == 404


def test_a_source_counted_by_two_factors_is_asked_for_once(sign_in, nid, orn, town, diesel):
    with tenant_scope(town):
        make_diesel(diesel.inventory, orn, "รถอีกคัน")
    body = sign_in(nid).get(page("link_make", town)).content.decode()
    assert body.count("น้ำมันดีเซล รถเก็บขนขยะ</option>") == 1
    assert urlsplit(page("link_make", town)).path in body

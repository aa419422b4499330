"""The page that somebody without an account sees: what it shows, what it keeps, what it refuses and never tells."""

import datetime as dt
import io
import logging
from decimal import Decimal

import pytest
from django.conf import settings as configuration
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cfo_site.accounts import bearer
from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.logs import WithoutTokens
from inventories.models import EvidenceFile, Inventory, OneTimeLink, Submission, SubmittedFigure
from inventories.selectors.links import MOST_SUBMISSIONS
from inventories.services.links import accept, decline, make_link, withdraw_link

from .conftest import JANUARY

MARCH = JANUARY.replace(month=3)


@pytest.fixture(autouse=True)
def _unhurried(settings):
    settings.ACCOUNT_RATE_LIMITS = {**configuration.ACCOUNT_RATE_LIMITS, "one_time_link": ""}


@pytest.fixture
def made(town, nid, diesel):
    """A link of the car's first three months."""
    with tenant_scope(town):
        return make_link(
            use=diesel, actor=nid, first_month=JANUARY, last_month=MARCH, for_whom="โรงเรียนวัดทุ่งทราย", days=14,
            secret=bearer.new_secret(),
        )  # fmt: skip


def address(made) -> str:
    return reverse("inventories:link_send", args=[made.token])


def picture(name: str = "bill.jpg") -> SimpleUploadedFile:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "blue").save(held, "JPEG")
    return SimpleUploadedFile(name, held.getvalue(), "image/jpeg")


def waiting(town) -> Submission | None:
    with tenant_scope(town):
        return Submission.objects.of(town).filter(state="waiting").first()


def figures(town) -> dict[dt.date, Decimal | None]:
    with tenant_scope(town):
        rows = SubmittedFigure.objects.of(town).filter(submission__state="waiting")
        return dict(rows.values_list("month", "amount"))


def test_the_page_shows_whose_it_is_what_is_asked_for_and_until_when(client, made, town, diesel):
    response = client.get(address(made) + "?openExternalBrowser=1")
    body = response.content.decode()
    assert response.status_code == 200
    for word in ("เทศบาลตำบลทุ่งทราย", "น้ำมันดีเซล รถเก็บขนขยะ", "ลิตร", "ม.ค. 2567", "มี.ค. 2567", "เปิดในเบราว์เซอร์อื่น"):
        assert word in body
    assert body.count('inputmode="decimal"') == 3


def test_it_shows_no_figure_no_name_and_no_way_into_the_site(client, made, town, diesel, record, nid):
    record(diesel, "4321.5")
    body = client.get(address(made)).content.decode()
    for word in ("4,321.5", "4321.5", nid.display_name, "โรงเรียนวัดทุ่งทราย", f"/m/{town.key}/", "tCO"):
        assert word not in body


def test_what_is_sent_waits_and_the_page_says_so(client, made, town):
    sent = {"m2024-01": "๑,๒๐๐.๕", "m2024-02": "ไม่มี", "m2024-03": "", "sender": " ครู  สมศรี ", "note": "x"}
    response = client.post(address(made), sent | {"camera": picture()})
    assert (response.status_code, response.url) == (302, address(made))
    body = client.get(response.url).content.decode()
    assert "ได้รับแล้ว ขอบคุณ" in body
    assert "1,200.5" not in body
    assert figures(town) == {JANUARY: Decimal("1200.5"), JANUARY.replace(month=2): None}
    found = waiting(town)
    assert (found.sender, found.note, found.photo_name) == ("ครู สมศรี", "x", "bill.jpg")


def test_it_may_be_replaced_until_it_is_accepted(client, made, town, nid):
    client.post(address(made), {"m2024-01": "10"})
    client.post(address(made), {"m2024-01": "12"})
    assert figures(town) == {JANUARY: Decimal(12)}
    with tenant_scope(town):
        assert list(Submission.objects.of(town).order_by("number").values_list("state", flat=True)) == [
            "replaced",
            "waiting",
        ]
        accept(submission=Submission.objects.of(town).get(state="waiting"), actor=nid, based_on={})
    assert client.get(address(made)).status_code == 404
    assert client.post(address(made), {"m2024-01": "13"}).status_code == 404


def test_the_very_same_sent_twice_is_kept_once(client, made, town):
    for _again in range(2):
        client.post(address(made), {"m2024-01": "10", "gallery": picture()})
    with tenant_scope(town):
        assert Submission.objects.of(town).count() == 1
        assert EvidenceFile.objects.of(town).count() == 1


def test_a_declined_sender_sees_why_and_sends_again(client, made, town, nid):
    client.post(address(made), {"m2024-01": "10"})
    with tenant_scope(town):
        decline(submission=Submission.objects.of(town).get(), actor=nid, reason="รูปไม่ชัด")
    body = client.get(address(made)).content.decode()
    assert "รูปไม่ชัด" in body
    assert "ได้รับแล้ว" not in body
    client.post(address(made), {"m2024-01": "11"})
    assert figures(town) == {JANUARY: Decimal(11)}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "โปรดพิมพ์ตัวเลขอย่างน้อยหนึ่งเดือน"),
        ({"m2024-01": "-5"}, "ปริมาณติดลบไม่ได้"),
        ({"m2024-01": "สิบ"}, "ไม่ใช่ตัวเลข"),
        ({"m2024-01": "รวมที่อื่น"}, "หรือพิมพ์ ไม่มี ถ้าเดือนนี้ไม่ได้ใช้"),
        ({"m2024-12": "5"}, "โปรดพิมพ์ตัวเลขอย่างน้อยหนึ่งเดือน"),
        ({"m2024-01": "5", "sender": "ก" * 121}, "ชื่อผู้ส่งยาวเกิน"),
        ({"m2024-01": "5", "note": "ก" * 501}, "หมายเหตุยาวเกิน"),
    ],
)
def test_what_does_not_fit_is_told_as_it_was_typed_and_nothing_is_kept(client, made, town, sent, said):
    response = client.post(address(made), sent)
    body = response.content.decode()
    assert (response.status_code, said in body) == (422, True)
    assert waiting(town) is None
    assert all(len(value) > 100 or value in body for name, value in sent.items() if name != "m2024-12")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bill.exe", b"MZ\x90\x00" + b"\1" * 50, "ไม่รับไฟล์ชนิดนี้"),
        ("bill.jpg", b"\xff\xd8\xff" + b"\0" * 50, "ภาพนี้ไม่สมบูรณ์"),
        ("bill.jpg", b"", "ไม่ว่างเปล่า"),
        ("bill.svg", b"<svg onload='x'/>", "ไม่รับไฟล์ชนิดนี้"),
    ],
)
def test_a_file_that_is_no_photograph_is_refused_beside_its_field_and_the_figure_too(
    client, made, town, name, content, said
):
    file = SimpleUploadedFile(name, content, "image/jpeg")
    response = client.post(address(made), {"m2024-01": "5", "gallery": file})
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert waiting(town) is None
    with tenant_scope(town):
        assert not EvidenceFile.objects.of(town).exists()


def closed_page() -> str:
    return Client().get(reverse("inventories:link_send", args=["nothing"])).content.decode()


def changed(token: str) -> str:
    """A token of ours with another secret under the old signature."""
    town, secret, signature = token.split(".")
    return f"{town}.{secret[::-1]}.{signature}"


@pytest.mark.parametrize("way", ["get", "post"])
def test_wrong_unknown_expired_withdrawn_and_locked_look_the_same(made, town, nid, diesel, way):
    unknown = bearer.token_of(town, bearer.new_secret())
    tokens = ["nothing", "1.2.3", f"{town.pk}", changed(made.token), unknown, made.token[:-1], f"{made.token}x"]
    bodies = [getattr(Client(), way)(reverse("inventories:link_send", args=[token])) for token in tokens]
    now = timezone.now()
    with tenant_scope(town):
        OneTimeLink.objects.of(town).update(
            made_at=now - dt.timedelta(days=15), expires_at=now - dt.timedelta(seconds=1)
        )
    bodies.append(getattr(Client(), way)(address(made)))
    with tenant_scope(town):
        OneTimeLink.objects.of(town).update(expires_at=now + dt.timedelta(days=1))
    before = transaction.savepoint()
    with tenant_scope(town):
        Inventory.objects.of(town).update(state="locked")
    bodies.append(getattr(Client(), way)(address(made)))
    transaction.savepoint_rollback(before)
    assert Client().get(address(made)).status_code == 200
    with tenant_scope(town):
        withdraw_link(link=made.link, actor=nid)
    bodies.append(getattr(Client(), way)(address(made)))
    assert {response.status_code for response in bodies} == {404}
    pages = {_less_what_differs(response.content.decode()) for response in bodies}
    assert len(pages) == 1
    assert "ลิงก์นี้ใช้ไม่ได้" in pages.pop()


def _less_what_differs(body: str) -> str:
    """The page without the token against forged requests and without its own address, which the sender knows."""
    lines = body.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_a_link_that_asks_for_a_source_no_longer_in_the_year_is_closed(client, made, town, diesel):
    with tenant_scope(town):
        diesel.source.first_month = JANUARY.replace(month=6)
        diesel.source.save()
    assert client.get(address(made)).status_code == 404


def test_after_too_many_tries_a_link_is_closed(client, made, town):
    for number in range(MOST_SUBMISSIONS):
        assert client.post(address(made), {"m2024-01": str(number + 1)}).status_code == 302
    assert client.post(address(made), {"m2024-01": "99"}).status_code == 404
    assert figures(town) == {JANUARY: Decimal(MOST_SUBMISSIONS)}


def test_sending_is_throttled_by_link_and_not_by_address(settings, client, made, town, nid, diesel):
    settings.ACCOUNT_RATE_LIMITS = {**configuration.ACCOUNT_RATE_LIMITS, "one_time_link": "2/10m/key"}
    for number in range(2):
        assert client.post(address(made), {"m2024-01": str(number + 1)}).status_code == 302
    assert client.post(address(made), {"m2024-01": "9"}).status_code == 429
    with tenant_scope(town):
        other = make_link(
            use=diesel, actor=nid, first_month=JANUARY, last_month=JANUARY, for_whom="อื่น", days=7,
            secret=bearer.new_secret(),
        )  # fmt: skip
    assert client.post(address(other), {"m2024-01": "9"}).status_code == 302


def test_the_answer_is_kept_nowhere_and_found_by_no_search(client, made):
    for response in (client.get(address(made)), client.get(reverse("inventories:link_send", args=["nothing"]))):
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_form_of_another_site_sends_nothing(made, town):
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(address(made), {"m2024-01": "5"}).status_code == 403
    page = careful.get(address(made))
    token = page.context["csrf_token"]
    sent = {"m2024-01": "5", "csrfmiddlewaretoken": str(token)}
    assert careful.post(address(made), sent, headers={"Origin": "null"}).status_code == 403
    assert careful.post(address(made), sent, headers={"Origin": "http://testserver"}).status_code == 302


def test_a_token_opens_the_scope_of_its_municipality_alone(made, town, other_town, their_diesel, monkeypatch):
    seen = []

    def look(request, town, address_sha256):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), count(DISTINCT municipality_id) FROM inventories_source")
            seen.append((town, cursor.fetchone()))
        return bearer_answer()

    gated = bearer.bearer_view(refused=lambda request: bearer_answer(404))(look)
    assert gated(None, made.token).status_code == 200
    assert seen == [(town, (1, 1))]
    assert gated(None, made.token.replace(f"{town.pk}.", f"{other_town.pk}.", 1)).status_code == 404
    assert len(seen) == 1


def bearer_answer(status: int = 200):
    return HttpResponse(status=status)


def test_a_forged_token_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bearer.municipality_of("1.aaaaaaaaaaaaaaaaaaaaaa.forged") is None


def test_a_token_of_a_municipality_that_is_gone_opens_nothing(db):
    assert bearer.municipality_of(bearer.token_of(Municipality(pk=987654), bearer.new_secret())) is None


def test_the_token_reaches_no_log(client, made, caplog, settings):
    line = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Unprocessable Entity", address(made)), None)
    assert WithoutTokens().filter(line)
    assert line.getMessage() == "Unprocessable Entity: /s/…/"
    assert "without_tokens" in settings.LOGGING["handlers"]["console"]["filters"]
    other = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", "/m/thung-sai/"), None)
    assert WithoutTokens().filter(other)
    assert other.getMessage() == "Not Found: /m/thung-sai/"


def test_in_front_of_the_service_the_address_is_not_logged_either():
    served = (configuration.BASE_DIR / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    at = served.index("location ~ ^/(s|welcome)/")
    assert "access_log off" in served[at : served.index("}", at)]


def test_a_signed_in_stranger_sees_the_same_page_and_no_menu_of_the_municipality(sign_in, olarn, made, town):
    body = sign_in(olarn).get(address(made)).content.decode()
    assert "ส่งตัวเลขให้เทศบาล" in body
    assert f"/m/{town.key}/" not in body


def test_the_word_that_an_english_page_names_for_no_activity_is_read(client, made, town):
    client.cookies[configuration.LANGUAGE_COOKIE_NAME] = "en"
    assert "enter NO" in client.get(address(made)).content.decode()
    assert client.post(address(made), {"m2024-01": "NO"}).status_code == 302
    assert figures(town) == {JANUARY: None}

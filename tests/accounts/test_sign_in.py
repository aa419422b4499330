"""Signing in: one answer for every failure, counted by account, never by address alone."""

import pytest
from allauth.core.internal import ratelimit
from django.test import Client
from django.urls import reverse

from cfo_site.accounts import services
from tests.conftest import PASSWORD, make_person

WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
WAIT_HERE = "รอไม่เกิน 5 นาที"
WAIT_ANYWHERE = "รอไม่เกิน 15 นาที"


def attempt(username, password=PASSWORD, address="10.0.0.1", **data):
    client = Client(REMOTE_ADDR=address)
    client.response = client.post(reverse("account_login"), {"login": username, "password": password, **data})
    return client


def answer(*args, **kwargs):
    response = attempt(*args, **kwargs).response
    return response.status_code, response.content.decode()


def test_the_right_words_lead_home(nid):
    client = attempt("nid")
    assert (client.response.status_code, client.response.url) == (302, reverse("home"))
    assert client.get(reverse("account_change_password")).status_code == 200


@pytest.mark.parametrize("typed", ["NID", " nid ", "Nid"])
def test_the_case_of_a_user_name_does_not_matter(nid, typed):
    assert attempt(typed).response.status_code == 302


def test_a_thai_user_name_may_be_typed_either_way(db):
    make_person("น้ำฝน.ก", "น้ำฝน")
    assert attempt("น้ำฝน.ก").response.status_code == 302
    assert attempt("นํ้าฝน.ก").response.status_code == 302


def test_a_second_person_cannot_take_the_name_in_another_case(nid):
    with pytest.raises(Exception, match=r"ชื่อผู้ใช้|username"):
        make_person("NID", "อีกคน")


def test_every_failure_reads_the_same(nid, settings):
    settings.CFO_DEMO = False
    left = make_person("left", "ผู้ลาออก")
    left.is_active = False
    left.save()
    services.add_person(username="demo-entry", display_name="สาธิต", password=PASSWORD, actor=None, demonstration=True)
    pages = {}
    for username, password in (
        ("nid", "wrong"),
        ("nobody-here", "wrong"),
        ("left", PASSWORD),
        ("demo-entry", PASSWORD),
    ):
        status, page = answer(username, password)
        assert (status, WRONG in page) == (422, True), username
        pages[username] = page.partition('<div class="err-sum"')[2].partition("</div>")[0]
    assert len(set(pages.values())) == 1


def test_demonstration_people_sign_in_while_the_demonstration_is_on(db, settings):
    settings.CFO_DEMO = True
    services.add_person(username="demo-entry", display_name="สาธิต", password=PASSWORD, actor=None, demonstration=True)
    client = attempt("demo-entry")
    assert client.response.status_code == 302
    settings.CFO_DEMO = False
    assert client.get(reverse("home")).url.startswith(reverse("account_login"))


def test_somebody_switched_off_is_out_with_the_next_click(nid, sign_in):
    client = sign_in(nid)
    assert client.get(reverse("account_change_password")).status_code == 200
    nid.is_active = False
    nid.save()
    assert client.get(reverse("account_change_password")).status_code == 302


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(nid, monkeypatch):
    hashed = []
    monkeypatch.setattr("cfo_site.accounts.models.User.set_password", lambda self, raw: hashed.append(raw))
    answer("nobody-here", "guess")
    assert hashed == ["guess"]


def test_empty_fields_are_told_beside_the_field(db):
    status, page = answer("", "")
    assert status == 422
    assert "กรอกชื่อผู้ใช้" in page
    assert "กรอกรหัสผ่าน" in page
    assert "<title>มีข้อผิดพลาด" in page


def test_after_five_failures_the_account_waits_at_that_address(nid):
    for _ in range(5):
        assert answer("nid", "wrong")[0] == 422
    status, page = answer("nid", PASSWORD)
    assert (status, WAIT_HERE in page) == (429, True)


def test_the_wait_says_nothing_about_whether_the_person_exists(nid):
    known = [answer("nid", "wrong")[0] for _ in range(7)]
    unknown = [answer("nobody-here", "wrong")[0] for _ in range(7)]
    assert known == unknown == [422] * 5 + [429] * 2


def test_others_at_the_same_address_are_not_held_up(nid, orn):
    for _ in range(9):
        answer("nid", "wrong")
    assert answer("orn")[0] == 302


def test_the_same_person_at_another_address_is_not_held_up(nid):
    for _ in range(9):
        answer("nid", "wrong", address="10.0.0.1")
    assert answer("nid", address="10.0.0.2")[0] == 302


def test_twenty_failures_from_many_addresses_hold_the_account_everywhere(nid):
    for number in range(20):
        assert answer("nid", "wrong", address=f"10.0.1.{number}")[0] == 422
    status, page = answer("nid", address="10.0.9.9")
    assert (status, WAIT_ANYWHERE in page) == (429, True)


def test_one_address_alone_can_never_lock_an_account_elsewhere(nid):
    for _ in range(60):
        answer("nid", "wrong", address="10.0.0.1")
    assert answer("nid", address="10.0.0.2")[0] == 302


def test_the_wait_ends_by_itself(nid, monkeypatch):
    for _ in range(6):
        answer("nid", "wrong")
    now = ratelimit.time.time()
    monkeypatch.setattr(ratelimit.time, "time", lambda: now + 301)
    assert answer("nid")[0] == 302


def test_signing_in_forgets_the_failures_before(nid):
    for _ in range(3):
        for _ in range(4):
            answer("nid", "wrong")
        assert answer("nid")[0] == 302


def test_sixty_people_behind_one_address_sign_in(db):
    people = [make_person(f"trainee{number}", f"ผู้เข้าอบรม {number}") for number in range(60)]
    for person in people:
        assert answer(person.username, "mistyped")[0] == 422
    assert [answer(person.username)[0] for person in people] == [302] * 60


def test_sixty_people_may_share_one_account(nid):
    assert [answer("nid")[0] for _ in range(60)] == [302] * 60


def test_a_server_behind_a_socket_knows_no_address_and_still_signs_in(nid):
    assert answer("nid", address="")[0] == 302


def test_the_way_back_stays_on_this_site(nid):
    inside = attempt("nid", next="/factors/")
    assert inside.response.url == "/factors/"
    outside = attempt("nid", next="https://elsewhere.example/")
    assert outside.response.url == reverse("home")


def test_a_part_of_a_page_is_answered_401_after_the_session_has_ended(db):
    response = Client().get(reverse("account_login"), headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_signing_out_asks_first_and_says_so_after(nid, sign_in):
    client = sign_in(nid)
    assert "ข้อมูลที่บันทึกแล้วยังอยู่ครบ" in client.get(reverse("account_logout")).content.decode()
    response = client.post(reverse("account_logout"), follow=True)
    assert "ออกจากระบบแล้ว" in response.content.decode()
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "password/set/", "social/signup/", "reauthenticate/"]
)
def test_what_nobody_needs_has_no_address(nid, sign_in, path):
    assert sign_in(nid).get(f"/accounts/{path}").status_code == 404

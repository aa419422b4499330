"""The frame of every page: what it loads, what it never does, and the pages of refusal."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

STATIC = Path(settings.BASE_DIR) / "cfo_site" / "static"


def test_the_server_gives_a_sign_of_life_and_nothing_else(db):
    response = Client().get(reverse("healthz"))
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_it_says_when_the_database_is_gone(db, monkeypatch):
    def gone():
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", gone)
        assert Client().get(reverse("healthz")).status_code == 503


def test_every_page_is_under_a_strict_policy(db):
    policy = Client().get(reverse("account_login")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_frame_shows_only_ways_the_visitor_may_go(nid, stranger, town, sign_in):
    ledger = reverse("ledger:entry_list", args=[town.key])
    inside = sign_in(nid).get(ledger).content.decode()
    assert 'aria-current="page">บันทึกการกระทำ' in inside
    assert "นิด ผู้บันทึกข้อมูล" in inside
    outside = sign_in(stranger).get(reverse("home")).content.decode()
    assert "ledger" not in outside
    assert "ภาพรวม" not in outside


def test_invented_data_is_marked_and_real_data_is_not(nid, town, sign_in):
    page = reverse("ledger:entry_list", args=[town.key])
    assert "ข้อมูลจำลอง" not in sign_in(nid).get(page).content.decode()
    town.credit_th = "จากรายงานที่เผยแพร่"
    town.save()
    shown = sign_in(nid).get(page).content.decode()
    assert "ข้อมูลจำลอง" in shown
    assert "จากรายงานที่เผยแพร่" in shown


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "429", "500"])
def test_a_refusal_needs_no_context(page):
    html = render_to_string(f"{page}.html")
    assert "<h1>" in html
    assert reverse("home") in html


def test_what_is_vendored_is_what_was_published():
    for package in json.loads((STATIC / "vendor.json").read_text(encoding="utf-8")):
        assert package["licence"]
        for name, digest in package["files"].items():
            actual = base64.b64encode(hashlib.sha512((STATIC / name).read_bytes()).digest()).decode()
            assert digest == f"sha512-{actual}", name


def test_every_font_is_vendored():
    listed = {name for package in json.loads((STATIC / "vendor.json").read_text()) for name in package["files"]}
    assert {f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir()} <= listed


def test_htmx_comes_with_django_htmx():
    assert finders.find("django_htmx/htmx-2.min.js")


def test_no_page_is_kept_for_the_next_person_at_a_shared_computer(sign_in, pim, town):
    for address in (
        reverse("reports:province"),
        reverse("ledger:entry_list", args=[town.key]),
        reverse("account_login"),
    ):
        kept = sign_in(pim).get(address).headers["Cache-Control"]
        assert "no-store" in kept
        assert "private" in kept


@pytest.mark.parametrize("path", ["//elsewhere.example/x", "///elsewhere.example", "//elsewhere.example/?a=1"])
def test_a_path_of_this_site_that_looks_like_another_site_leads_to_none(client, db, path):
    """Our own name before it makes it ours; written without our name it would be another site's."""
    answer = client.post(reverse("choose_language"), {"language": "en", "next": f"http://testserver{path}"})
    assert not answer.url.startswith("//")

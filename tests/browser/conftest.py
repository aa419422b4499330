"""Debian's Chromium, driven by Playwright, against the live site with the demonstration office."""

import inspect
import os
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as configuration
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from inventories.services.demonstration import PASSWORD
from tests.browser.furnished import Furnished, cookies_of, furnish
from tests.conftest import committed_db

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
WIDTHS = {"wide": (1280, 800), "telephone": (390, 844)}


def pytest_collection_modifyitems(config, items):
    """Mark what is in this folder; where there is no Chromium the run says so."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists():
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium: apt-get install --no-install-recommends chromium")
                )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; the queries here are ours
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(committed_db, settings) -> Iterator[str]:
    """The served site with the 31 municipalities and the demonstration office; returns its address."""
    settings.CFO_DEMO = True
    call_command("load_municipalities", verbosity=0)
    call_command("load_demo", years=0, verbosity=0, stdout=StringIO())
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def window(chromium, site) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a window of its own (own cookies), signed in as somebody."""
    opened: list[BrowserContext] = []

    def open_window(username: str = "", *, javascript: bool = True, width: str = "wide") -> Page:
        across, down = WIDTHS[width]
        context = chromium.new_context(
            locale="th-TH",
            java_script_enabled=javascript,
            viewport={"width": across, "height": down},
            base_url=site,
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None,
        )
        page.errors = errors  # type: ignore[attr-defined]  # read by the tests
        if username:
            sign_in(page, username)
        return page

    yield open_window
    for context in opened:
        context.close()


# For tests that only look, or that each have a corner of their own: one site and one signed-in window for a module.
committed_for_module = pytest.fixture(scope="module", name="committed_for_module")(inspect.unwrap(committed_db))


@pytest.fixture(scope="module")
def standing(committed_for_module) -> Iterator[tuple[str, Furnished]]:
    """The served site with the office, a furnished year and a generated province: its address, and what is in it."""
    with override_settings(
        CFO_DEMO=True, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], ALLOWED_HOSTS=["*"]
    ):
        server = LiveServer("127.0.0.1")
        try:
            yield server.url, furnish()
        finally:
            server.stop()


@pytest.fixture(scope="module")
def view(chromium, standing) -> Iterator[Callable[..., Page]]:
    """Return a function that gives the window of somebody in a language; the same one each time it is asked for."""
    url, _ = standing
    opened: dict[tuple[str, str], Page] = {}

    def window_of(username: str = "", language: str = "th", width: str = "wide") -> Page:
        across, down = WIDTHS[width]
        if (username, language) not in opened:
            context = chromium.new_context(locale="th-TH", base_url=url)
            if username:
                context.add_cookies(cookies_of(username, url))
            context.add_cookies([{"name": configuration.LANGUAGE_COOKIE_NAME, "value": language, "url": url}])
            page = opened[username, language] = context.new_page()
            page.set_default_timeout(10_000)
            page.errors = []  # type: ignore[attr-defined]  # read and emptied by the tests
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        page = opened[username, language]
        page.set_viewport_size({"width": across, "height": down})
        page.errors.clear()
        return page

    yield window_of
    for page in opened.values():
        page.context.close()


def sign_in(page: Page, username: str) -> None:
    """Sign in as one of the demonstration people."""
    page.goto("/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url(lambda address: "/accounts/login/" not in address)

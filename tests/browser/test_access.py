"""Every page of the table of addresses, looked at by axe and by us, wide and on a telephone, in Thai and English."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from cfo_site.accounts.models import User
from tests.architecture.addresses import DOWNLOADS, EXPECTED
from tests.architecture.routes import routes
from tests.browser.conftest import WIDTHS
from tests.browser.furnished import BEGINNER
from tests.browser.looking import findings
from tests.browser.pages import ELSEWHERE, NEVER_WRONG, NOT_PAGES, PAGES, WHO, WRONG, address

HERE = Path(__file__).parent

SEND = """
typed => {
  const forms = [...document.querySelectorAll('main form[method=post]')];
  let form = forms.find(each => Object.keys(typed).every(name => name in each.elements));
  if (!form) {  // the page offers none, as the act would be refused
    form = document.body.appendChild(document.createElement('form'));
    form.method = 'post';
    form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode());
  }
  for (const [name, value] of Object.entries(typed)) {
    const found = form.elements[name];
    const all = found instanceof RadioNodeList ? [...found] : [found];
    for (const each of all) {
      if (['radio', 'checkbox'].includes(each.type)) each.checked = value !== '' && each.value === value;
      else each.value = value;
    }
  }
  HTMLFormElement.prototype.submit.call(form);  // as without JavaScript
}
"""


def look_at(page, where: str, *, status: int = 200) -> list[str]:
    """Open a page and return what is wrong with it at either width."""
    response = page.goto(where)
    assert (response.status, response.request.redirected_from) == (status, None), where
    return seen(page, ignoring=f"the server responded with a status of {status}" if status != 200 else "")


def seen(page, *, ignoring: str = "") -> list[str]:
    found = []
    for name, (across, down) in WIDTHS.items():
        page.set_viewport_size({"width": across, "height": down})
        found += [f"{name}: {each}" for each in findings(page)]
    return found + [f"console: {each}" for each in page.errors if not (ignoring and ignoring in each)]


def test_every_page_of_the_table_is_looked_at():
    assert set(PAGES) | NOT_PAGES == routes().keys()
    assert not set(PAGES) & NOT_PAGES
    for name in NOT_PAGES:
        assert name in DOWNLOADS | {"healthz"} or 200 not in EXPECTED[name], f"{name} answers with a page"


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name, language, view, standing):
    page = view(WHO.get(name, "demo-owner"), language)
    found = look_at(page, address(name, standing[1]))
    assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("name", ELSEWHERE)
def test_nor_where_a_page_is_empty_read_only_or_full_of_gaps(name, view, standing):
    who, where = ELSEWHERE[name]
    found = look_at(view(who), address(where, standing[1]), status=404 if name == "not found" else 200)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", WRONG)
def test_nor_where_a_form_is_wrong_and_the_focus_is_on_what_to_mend(name, view, standing):
    who, where, typed, status = WRONG[name]
    page = view(who)
    page.goto(address(where, standing[1]))
    if name == "upstream":
        typed = {page.locator("main form input.num").first.get_attribute("name"): "x"}
    if name == "half a score":
        typed = {page.locator("main form select").first.get_attribute("name"): ""}
    with page.expect_navigation() as sent:
        page.evaluate(SEND, typed)
    assert sent.value.status == status
    assert page.title().startswith("มีข้อผิดพลาด")
    expect(page.locator(".err-sum")).to_be_focused()  # the browser gives it when it first draws the page
    broken = page.evaluate(
        "[...document.querySelectorAll('.err-sum a')].filter(a => a.pathname === location.pathname && a.hash)"
        ".filter(a => !document.querySelector(a.hash))"
        ".map(a => a.getAttribute('href'))"
    )
    assert broken == [], "the summary leads nowhere"
    found = seen(page, ignoring=f"the server responded with a status of {status}")
    assert not found, "\n".join(found)


def test_a_year_that_cannot_be_is_told_likewise(view):
    page = view("demo-owner")
    response = page.goto(f"/m/{BEGINNER}/open-year/?year=abc&year_kind=calendar")
    assert response.status == 422
    expect(page.locator(".err-sum")).to_be_focused()
    assert seen(page, ignoring="the server responded with a status of 422") == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_two_pages_have_the_same_title(language, standing, sign_in):
    titles: dict[str, str] = {}
    for name, html in sources_of_pages(standing[1], sign_in, language):
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1)
        assert title not in titles, f"{name} and {titles[title]}: {title}"
        titles[title] = name
    assert set(titles.values()) == set(PAGES)


def test_every_page_with_a_form_is_also_looked_at_when_it_is_refused(standing, sign_in):
    with_form = {
        name
        for name, html in sources_of_pages(standing[1], sign_in, "th")
        if 'method="post"' in html.partition("<main")[2].partition("</main>")[0]
    }
    refused = {where.partition(" ")[0] for _, where, _, _ in WRONG.values()}
    assert with_form - refused - NEVER_WRONG == set()


def sources_of_pages(furnished, sign_in, language):
    for name in PAGES:
        who = WHO.get(name, "demo-owner")
        client = sign_in(User.objects.get(username=who) if who else None)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        yield name, client.get(address(name, furnished)).content.decode()


def test_axe_is_what_was_published():
    for package in json.loads((HERE / "vendor.json").read_text(encoding="utf-8")):
        assert package["licence"] == "MPL-2.0"
        assert {HERE / name for name in package["files"]} == set((HERE / "vendor").iterdir())
        for name, digest in package["files"].items():
            actual = base64.b64encode(hashlib.sha512((HERE / name).read_bytes()).digest()).decode()
            assert digest == f"sha512-{actual}", name

"""Thai for everybody, English for whoever chose it: the switch, its cookie, days, years, names and figures."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from cfo_site import thai
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.language import in_thai
from cfo_site.templatetags import cfo
from inventories.forms.amount import read_amount
from inventories.forms.dates import ThaiDateField, read_date
from inventories.models import Source
from tests.inventories.conftest import year

__all__ = ["year"]
LOGIN = reverse("account_login")
SWITCH = reverse("choose_language")
DAY = dt.date(2026, 9, 28)


def language_of(response) -> str:
    return response.headers["Content-Language"]


def chosen(client) -> str:
    morsel = client.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    return morsel.value if morsel else ""


def test_a_browser_that_prefers_english_still_gets_thai(client, db):
    response = client.get(LOGIN, headers={"accept-language": "en-GB,en;q=0.9"})
    assert language_of(response) == "th"
    assert '<html lang="th">' in response.content.decode()
    assert "เข้าสู่ระบบ" in response.content.decode()


def test_whoever_chose_english_gets_english_on_the_same_page_with_its_query(client, db):
    page = f"{LOGIN}?next=/factors/"
    answer = client.post(SWITCH, {"language": "en", "next": page})
    assert (answer.status_code, answer.url) == (302, page)
    response = client.get(page)
    assert '<html lang="en">' in response.content.decode()
    assert "Sign in" in response.content.decode()
    client.post(SWITCH, {"language": "th", "next": page})
    assert '<html lang="th">' in client.get(page).content.decode()


def test_every_page_offers_the_other_language_in_its_own_words(client, db):
    shown = client.get(f"{LOGIN}?next=/factors/").content.decode()
    assert 'name="language" value="en" lang="en">English<' in shown
    assert 'name="next" value="/accounts/login/?next=/factors/"' in shown
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert 'name="language" value="th" lang="th">ไทย<' in client.get(LOGIN).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://bad.example/", "//bad.example/", "javascript:alert(1)", "http:///bad", "", "\\\\bad.example"]
)
def test_the_switch_leads_nowhere_else(client, db, elsewhere):
    assert client.post(SWITCH, {"language": "en", "next": elsewhere}).url == reverse("home")


def test_a_filter_set_since_the_page_was_made_is_kept(client, db):
    now = f"http://testserver{LOGIN}?next=/m/a/"
    answer = client.post(SWITCH, {"language": "en", "next": LOGIN}, headers={"referer": now})
    assert answer.url == f"{LOGIN}?next=/m/a/"
    other = "http://testserver/factors/?q=diesel"
    assert client.post(SWITCH, {"language": "en", "next": LOGIN}, headers={"referer": other}).url == LOGIN


def test_a_page_that_answered_a_form_leads_back_to_the_page_of_the_form(client, db):
    shown = client.post(LOGIN, {"login": "", "password": ""}, headers={"referer": f"http://testserver{LOGIN}?a=1"})
    assert f'name="next" value="{LOGIN}?a=1"' in shown.content.decode()
    shown = client.post(LOGIN, {"login": "", "password": ""}, headers={"referer": "https://bad.example/"})
    assert f'name="next" value="{reverse("home")}"' in shown.content.decode()


def test_a_language_that_is_none_changes_nothing(client, db):
    client.post(SWITCH, {"language": "xx", "next": LOGIN})
    assert chosen(client) == ""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert language_of(client.get(LOGIN)) == "th"


def test_only_a_form_can_switch(client, db):
    assert client.get(SWITCH).status_code == 405


def test_the_choice_outlives_the_session_and_is_read_by_no_script(client, db):
    client.post(SWITCH, {"language": "en", "next": LOGIN})
    morsel = client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert int(morsel["max-age"]) > settings.SESSION_COOKIE_AGE
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"


def test_days_and_months_are_of_the_common_era_in_english():
    with override("en"):
        assert cfo.thai_date(DAY) == "28 Sep 2026"
        assert cfo.thai_date_long(DAY) == "28 September 2026"
        assert cfo.thai_month(DAY) == "Sep 2026"
        assert cfo.thai_month_short(DAY) == "Sep"
        assert cfo.thai_datetime(dt.datetime(2025, 12, 31, 18, 5, tzinfo=dt.UTC)) == "1 Jan 2026 01:05"


def test_the_year_of_an_inventory_keeps_its_name_and_says_what_it_is():
    with override("en"):
        assert cfo.year_label("2567") == "2567 BE (2024)"
        assert cfo.year_label("fy2568") == "FY 2568 BE (2025)"
        assert thai.year_of_era(2567) == "2567 BE (2024)"
    assert cfo.year_label("2567") == "ปี 2567"


def test_units_have_their_signs():
    with override("en"):
        assert [cfo.unit(unit) for unit in ("litre", "m3", "person.day", "kWh")] == [
            "litre",
            "m³",
            "person days",
            "kWh",
        ]


def test_a_name_without_english_is_marked_as_thai_on_an_english_page():
    class Row:
        name_th, name_en = "รถขยะ <6> คัน", ""

    template = Template("{{ row|named }}")
    assert template.render(Context({"row": Row()})) == "รถขยะ &lt;6&gt; คัน"
    with override("en"):
        assert template.render(Context({"row": Row()})) == '<span lang="th">รถขยะ &lt;6&gt; คัน</span>'
        Row.name_en = "6 trucks & more"
        assert template.render(Context({"row": Row()})) == "6 trucks &amp; more"
        assert cfo.plain_name(Row()) == "6 trucks & more"
        assert cfo.named(None) == ""


def test_thai_words_in_an_english_sentence_are_marked_one_by_one():
    with override("en"):
        said = str(cfo.as_written("“รถขยะ 6 คัน” saved for เรือ & co"))
        assert said == '“<span lang="th">รถขยะ 6 คัน</span>” saved for <span lang="th">เรือ</span> &amp; co'
        assert str(cfo.as_written("only English")) == "only English"
        assert str(cfo.as_written(None)) == ""
    assert cfo.as_written("รถขยะ") == "รถขยะ"


def test_thai_entries_of_a_list_are_marked_on_an_english_page():
    class Lists(forms.Form):
        division = forms.ChoiceField(choices=[("", "Not stated"), ("1", "กองใหม่")])

    template, context = Template("{{ form.division|control:'w12' }}"), Context({"form": Lists()})
    assert 'lang="th"' not in template.render(context)
    with override("en"):
        shown = template.render(context)
    assert '<option value="1" lang="th">กองใหม่</option>' in shown
    assert '<option value="" selected>Not stated</option>' in shown
    assert 'class="in w12"' in shown


def test_words_of_our_own_fixtures_are_translated_and_other_words_are_not():
    with override("en"):
        assert str(cfo.own_words("กองคลัง")) == "Finance Division"
        assert str(cfo.own_words("กองที่ไม่มีใครรู้จัก")) == '<span lang="th">กองที่ไม่มีใครรู้จัก</span>'
    assert cfo.own_words("กองคลัง") == "กองคลัง"


def test_a_document_is_thai_whoever_asks():
    @in_thai
    def written() -> str:
        return cfo.thai_date(DAY)

    with override("en"), thai.digits(thai=True):
        assert written() == "28 ก.ย. 2569"


def test_thai_digits_are_an_option_of_thai_pages(client, db, settings):
    with thai.digits(thai=True):
        assert cfo.thai_date(DAY) == "๒๘ ก.ย. ๒๕๖๙"
        assert cfo.number(Decimal("1234.5")) == "๑,๒๓๔.๕"
        assert cfo.year_label("2567") == "ปี ๒๕๖๗"
        assert read_amount(cfo.number(Decimal("1234.5"))).amount == Decimal("1234.5")
        with override("en"):
            assert cfo.number(Decimal("1234.5")) == "1,234.5"
    assert cfo.number(Decimal("1234.5")) == "1,234.5"
    assert cfo.thai_digits(2569) == "๒๕๖๙"


def test_the_setting_gives_pages_thai_digits(stranger, sign_in, settings):
    page = reverse("emission_factors:edition_list")
    assert "4 ก.พ. 2569" in sign_in(stranger).get(page).content.decode()
    settings.CFO_THAI_DIGITS = True
    assert "๔ ก.พ. ๒๕๖๙" in sign_in(stranger).get(page).content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("typed", ["ไม่มี", "NO", "no", "ไม่มีกิจกรรม", "not occurring"])
def test_a_notation_can_be_typed_in_either_language_on_either_page(language, typed):
    with override(language):
        assert read_amount(typed).notation == "NO"


@pytest.mark.parametrize("typed", ["28/9/2569", "28/9/2026", "28 Sep 2026", "28 september 2569", "28 ก.ย. 2569"])
def test_a_day_can_be_typed_in_either_language(typed):
    assert read_date(typed) == DAY
    with override("en"):
        assert ThaiDateField().prepare_value(read_date(typed)) == "28/9/2026"


def test_an_english_name_goes_with_the_thai_name_it_belongs_to(orn, town, year, sign_in):
    browser = sign_in(orn)
    page = reverse("inventories:source_add", args=[town.key, "2567", "diesel-garbage-truck"])
    form = browser.get(page).context["form"]
    usual = {name: form[name].value() or "" for name in form.fields}
    for name in (usual["name_th"], "รถเก็บขนขยะ กข 1234"):
        assert browser.post(page, usual | {"name_th": name}).status_code == 302
    with tenant_scope(town):
        names = dict(Source.objects.of(town).values_list("name_th", "name_en"))
    assert names == {usual["name_th"]: "Diesel, garbage trucks", "รถเก็บขนขยะ กข 1234": ""}

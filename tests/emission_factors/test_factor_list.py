"""The list of factors: found in Thai and English, filtered by the address, page or part."""

import pytest
from django.urls import reverse

from emission_factors import selectors
from emission_factors.models import Factor

URL = reverse("emission_factors:factor_list")
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in, stranger):
    """Signed in; no role is needed."""
    return sign_in(stranger)


def keys(response) -> set[str]:
    return {factor.key for factor in response.context["page"].paginator.object_list}


def test_nobody_reads_it_without_signing_in(client):
    assert client.get(URL).status_code == 302


def test_it_shows_all_in_pages_of_fifty(browser):
    response = browser.get(URL)
    assert response.status_code == 200
    assert response.context["page"].paginator.count == Factor.objects.count() >= 342
    assert response.content.decode().count('<th scope="row">') == 50


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("ดีเซล รถยนต์", "tgo-cfo-2565.on.diesel.l"),
        ("ดิเซล", None),
        ("แก๊สโซฮอล์ e10", "tgo-cfo-2569.st.e10.l"),
        ("ก๊าซโซฮอล E10", "tgo-cfo-2569.st.e10.l"),
        ("นํ้าประปา", "tgo-cfp-2565.water.pwa.m3"),
        ("GRID electricity", "tgo-grid-2016-2018.scope2.kwh"),
        ("บ่อเกรอะ คน", "tgo-septic.person-day"),
        ("tgo-landfill.food", "tgo-landfill.food.kg"),
        ("R-410a", "tgo-cfo-2569.ref.r-410a.kg"),
        ("B๗", "tgo-cfo-2569.on.b7.l"),
        ("100% laden", "desnz-2025.hgv.full.tkm"),
        ("1_0%", None),
    ],
)
def test_words_are_found_in_thai_and_english_however_they_are_typed(browser, words, key):
    found = keys(browser.get(URL, {"q": words}))
    assert (key in found) if key else not found


def test_filters_narrow_together(browser):
    wanted = {"category": "mobile_onroad", "edition": "tgo-cfo-2569", "unit": "litre", "scope": "1"}
    rows = browser.get(URL, wanted).context["page"].paginator.object_list
    assert rows.count() > 5
    assert {(f.category, f.edition.key, f.unit) for f in rows} == {("mobile_onroad", "tgo-cfo-2569", "litre")}


@pytest.mark.parametrize(
    ("scope", "inside", "beyond"),
    [
        ("1", "tgo-landfill.food.kg", "tgo-cfp-2565.water.pwa.m3"),
        ("2", "tgo-grid-2022-2024.scope2.kwh", "tgo-grid-2022-2024.scope3.kwh"),
        ("3", "tgo-grid-2022-2024.scope3.kwh", "tgo-grid-2022-2024.cfp.kwh"),
        ("CFP", "tgo-grid-2022-2024.cfp.kwh", "tgo-grid-2022-2024.scope2.kwh"),
    ],
)
def test_a_scope_finds_what_a_publisher_meant_for_it(scope, inside, beyond):
    found = {factor.key for factor in selectors.factor_list(scope=scope)}
    assert inside in found
    assert beyond not in found


def test_nothing_found_says_what_to_do(browser):
    page = browser.get(URL, {"q": "ยานอวกาศ"}).content.decode()
    assert "ไม่พบค่า EF ที่ตรงเงื่อนไข" in page
    assert 'value="ยานอวกาศ"' in page


def test_htmx_gets_only_the_part_and_the_count_is_announced(browser):
    response = browser.get(URL, {"q": "ดีเซล"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page
    assert 'id="found"' in page
    assert "innerHTML:#announce" in page
    assert "HX-Request" in response.headers["Vary"]


def test_an_unknown_filter_is_answered_with_a_sentence(browser):
    response = browser.get(URL, {"edition": "tgo-cfo-2599"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "ไม่มีรุ่น tgo-cfo-2599 ในทะเบียน" in page
    assert "err-sum" in page
    part = browser.get(URL, {"unit": "gallon"}, headers={"HX-Request": "true"})
    assert part.status_code == 422
    assert "note warn" in part.content.decode()


@pytest.mark.parametrize("page", ["abc", "0", "-1", "999", "1e9", "๒"])
def test_a_page_that_is_not_there_is_404(browser, page):
    expected = 200 if page == "๒" else 404  # Thai digits are digits
    assert browser.get(URL, {"page": page}).status_code == expected


@pytest.mark.parametrize("value", ["\x00", "<script>alert(1)</script>", "x" * 200, "%", "'; DROP TABLE x; --"])
def test_odd_input_is_harmless(browser, value):
    response = browser.get(URL, {"q": value})
    assert response.status_code in {200, 422}
    assert "<script>alert" not in response.content.decode()


def test_few_rows_cost_as_many_queries_as_many(browser, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(8) as many:
        browser.get(URL)
    with django_assert_num_queries(len(many.captured_queries)):
        browser.get(URL, {"q": "R-410A"})

"""GWP sets side by side, and blends under each."""

import pytest
from django.urls import reverse

URL = reverse("emission_factors:gwp_list")
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in, stranger):
    return sign_in(stranger)


def test_all_gases_and_blends_stand_there(browser):
    response = browser.get(URL)
    page = response.content.decode()
    assert (len(response.context["gases"]), len(response.context["blends"])) == (74, 126)
    assert "CH<sub>4</sub> ฟอสซิล" in page
    assert "29.8" in page
    assert "1,923.5" in page


def test_a_blend_is_found_however_it_is_written_and_through_its_parts(browser):
    assert [row.blend.name for row in browser.get(URL, {"q": "r410a"}).context["blends"]] == ["R-410A"]
    assert "R-410A" in {row.blend.name for row in browser.get(URL, {"q": "R-125"}).context["blends"]}
    assert [row.gas.name for row in browser.get(URL, {"q": "HFC-134a"}).context["gases"]] == ["R-134a"]


def test_a_component_without_gwp_is_named(browser):
    assert "ไม่มี GWP ของ R-601a" in browser.get(URL, {"q": "R-438A"}).content.decode()


def test_nothing_found_says_what_to_do(browser):
    assert "ไม่พบก๊าซหรือสารผสมชื่อนี้" in browser.get(URL, {"q": "R-9999"}).content.decode()


def test_htmx_gets_only_the_part(browser):
    page = browser.get(URL, {"q": "SF6"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "SF<sub>6</sub>" in page


def test_too_long_a_word_is_answered_with_a_sentence(browser):
    response = browser.get(URL, {"q": "x" * 50})
    assert response.status_code == 422
    assert "err-sum" in response.content.decode()


def test_few_rows_cost_as_many_queries_as_many(browser, django_assert_num_queries):
    for words in ("", "SF6"):
        with django_assert_num_queries(6):  # session, person, their province role, sets, gases, blends
            browser.get(URL, {"q": words})

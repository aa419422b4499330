"""The glossary: the one source of terms, for the page, for the labels of choices and for the translations."""

import csv

import pytest
from django.urls import reverse
from django.utils.translation import override

from cfo_site.accounts.models.membership import ProvinceWide, Role
from cfo_site.glossary import selectors
from cfo_site.glossary.selectors import GROUPS, find, terms
from cfo_site.translations import catalogue
from inventories.models import Approach, Notation, Origin, Scope, State

PAGE = reverse("glossary:term_list")
BY_THAI = {term.th: term for term in terms()}
# Choices whose words are terms of the field
OF_TERMS = (Role, ProvinceWide, Approach, Notation, Origin, Scope, State)
PATH = ("กำลังจัดทำ", "ส่งตรวจภายใน", "อนุมัติโดยผู้บริหาร", "ล็อกฉบับ", "อยู่ระหว่างทวนสอบ", "ทวนสอบแล้ว", "ยื่น อบก.", "ขึ้นทะเบียนแล้ว")


def same(english: str, term: selectors.Term) -> bool:
    return english[:1].lower() + english[1:] == term.en[:1].lower() + term.en[1:]


def test_every_term_has_both_languages_a_source_and_a_place():
    assert len(terms()) > 90
    for term in terms():
        assert all((term.key, term.th, term.en, term.source)), term
        assert term.group in GROUPS
    for values in ({term.key for term in terms()}, {term.th for term in terms()}, {term.en for term in terms()}):
        assert len(values) == len(terms())


@pytest.mark.parametrize("choices", OF_TERMS, ids=lambda each: each.__name__)
def test_choices_speak_the_words_of_the_glossary(choices):
    for choice in choices:
        term = BY_THAI[str(choice.label)]
        with override("en"):
            assert same(str(choice.label), term)


def test_a_verifier_and_the_path_of_a_year_are_in_the_glossary_too():
    assert {"ผู้ทวนสอบ", "ส่งกลับแก้ไข", "ตรวจทานเบื้องต้นแล้ว", *PATH} <= BY_THAI.keys()


def test_translations_of_terms_are_those_of_the_glossary():
    compared = 0
    for message, entry in catalogue.read(catalogue.PO.read_text(encoding="utf-8")).items():
        if not message.context and (term := BY_THAI.get(message.msgid)):  # a heading may speak of many
            assert same(entry.texts[0], term), message.msgid
            compared += 1
    assert compared > 35


def test_no_term_is_spelled_otherwise_in_the_catalogue():
    text = catalogue.PO.read_text(encoding="utf-8")
    assert "ฟุตพรินท์" not in text
    assert "ฟุตปริ้นท์" not in text
    for message in catalogue.read(text):
        assert "รับรองแล้ว" not in message.msgid  # nothing is assured before it is verified


def test_a_word_is_found_in_either_language_and_any_case():
    assert [term.key for _title, found in find("BASE year") for term in found] == [
        "base-year",
        "base-year-recalculation",
    ]
    assert "verification-plan" in {term.key for _title, found in find("ทวนสอบ") for term in found}
    assert find("ไม่มีคำนี้") == []
    assert sum(len(found) for _title, found in find("")) == len(terms())


def test_an_unknown_group_is_found_out(tmp_path, monkeypatch):
    path = tmp_path / "terms.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerows([("key", "group", "th", "en", "source"), ("a", "nowhere", "ก", "a", "b")])
    monkeypatch.setattr(selectors, "FILE", path)
    with pytest.raises(KeyError):
        terms.__wrapped__()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_shows_all_in_both_languages_and_searches_without_script(language, stranger, sign_in):
    browser = sign_in(stranger)
    browser.cookies["django_language"] = language
    page = browser.get(PAGE).content.decode()
    for term in terms():
        assert f'<th scope="row" lang="th">{term.th}</th><td lang="en">{term.en}</td>' in page
    found = browser.get(PAGE, {"q": "limited"}).content.decode()
    assert "การรับรองแบบจำกัด" in found
    assert "การรับรองแบบสมเหตุสมผล" not in found
    assert 'id="base-year"' not in browser.get(PAGE, {"q": "ไม่มีคำนี้"}).content.decode()
    assert browser.get(PAGE, {"q": "x" * 61}).status_code == 422


def test_the_footer_leads_to_it(stranger, sign_in):
    assert f'href="{PAGE}"' in sign_in(stranger).get(reverse("home")).content.decode()

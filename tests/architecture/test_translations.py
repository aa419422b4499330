"""English beside every Thai word of the application's own, and no Thai word of its own on an English page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.template.base import Lexer, TokenType
from django.urls import reverse

from cfo_site.management.commands import translations
from cfo_site.translations import catalogue
from cfo_site.translations.catalogue import Entry, compiled, placeholders, read, refreshed, written
from cfo_site.translations.finding import APPS, THAI, Message, Unreadable, in_python, in_template, unmarked
from tests.architecture.addresses import DOWNLOADS, EXPECTED, POSTED, VISITORS, arguments
from tests.architecture.english_pages import thai_of_its_own, words_in_database
from tests.inventories.conftest import electricity, record

__all__ = ["electricity", "record"]
ROOT = Path(settings.BASE_DIR)
KNOWN = read(catalogue.PO.read_text(encoding="utf-8"))
USED = refreshed(KNOWN, ROOT)

# Thai that is data or a document in Thai, not words of a page. Everything else is marked for translation.
THAI_BY_NATURE = {
    "cfo_site/accounts/management/": "an example of how a command is called",
    "cfo_site/accounts/selectors.py": "the name of the province's seat",
    "cfo_site/settings.py": "the name of the language itself",
    "cfo_site/templatetags/cfo.py": "letters that are looked for, and น.",
    "cfo_site/thai.py": "letters, months and eras",
    "cfo_site/translations/": "letters that are looked for",
    "emission_factors/models/wording.py": "spellings that are folded",
    "emission_factors/selectors/refrigerants.py": "words that people write before a name",
    "inventories/calc/workbooks/": "names of sheets, and spellings of units",
    "inventories/exports/": "documents are in Thai",
    "inventories/forms/bill/headings.py": "spellings that are looked for",
    "inventories/forms/dates.py": "what people type",
    "inventories/forms/parameters/history.py": "what people type",
    "inventories/forms/registers/headings.py": "spellings that are looked for",
    "inventories/forms/workbooks/headings.py": "spellings that are looked for",
    "inventories/forms/workbooks/layouts/tcfo_r01.py": "spellings that are looked for",
    "inventories/forms/workbooks/words.py": "spellings that are looked for",
    "inventories/management/": "for whoever runs the demonstration",
    "inventories/selectors/apart.py": "units as they are stored",
    "inventories/selectors/catalogue.py": "spellings that are looked for",
    "inventories/services/demonstration.py": "invented people",
    "inventories/services/generation/": "invented figures",
    "reports/exports/": "documents are in Thai",
    "reports/fonts/": "letters",
    "reports/management/benchmarks/": "invented sources",
    "reports/selectors/province.py": "the name of the province's seat",
    "reports/selectors/town_line.py": "kinds in two letters, on Thai pages only",
}
THAI_TEMPLATES = ("reports/pdf/",)  # documents are in Thai


def test_every_thai_text_has_its_english():
    missing = [f"{entry.places[0]}: {entry.message.msgid}" for entry in USED if not entry.is_translated]
    assert not missing, "bin/manage translations, then write their English (docs/translating.md):\n" + "\n".join(
        missing
    )


def test_the_english_holds_what_the_thai_holds():
    for entry in filter(lambda each: each.is_translated, USED):
        wanted = placeholders(entry.message.msgid)
        for text in entry.texts:
            assert placeholders(text) == wanted, entry.message.msgid
            assert text.count("<") == entry.message.msgid.count("<"), entry.message.msgid


def test_no_english_text_is_thai():
    for entry in KNOWN.values():
        assert not any(THAI.search(text) for text in entry.texts), entry.message.msgid


def test_what_django_reads_is_what_translators_wrote():
    assert catalogue.MO.read_bytes() == compiled(KNOWN.values())


def test_the_catalogue_names_no_machine_and_nobody():
    text = catalogue.PO.read_text(encoding="utf-8")
    places = re.findall(r"^#: (.+)$", text, re.MULTILINE)
    assert places
    assert all((ROOT / place).exists() or not Path(place).is_absolute() for place in places)
    assert "Translator" not in text
    assert "@" not in catalogue.HEADER


@pytest.mark.parametrize("app", APPS)
def test_no_thai_text_in_the_code_is_left_unmarked(app):
    for path in sorted((ROOT / app).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "migrations" in path.parts or name.startswith(tuple(THAI_BY_NATURE)):
            continue
        assert not unmarked(path.read_text(encoding="utf-8"), name), name


def test_no_thai_text_in_a_template_is_left_unmarked():
    for path in sorted((ROOT / "templates").rglob("*.*")):
        name = path.relative_to(ROOT / "templates").as_posix()
        if name.startswith(THAI_TEMPLATES):
            continue
        assert not _bare_thai(path.read_text(encoding="utf-8")), name


def test_no_style_sheet_or_script_says_anything_in_thai():
    for path in (ROOT / "cfo_site" / "static").rglob("*.*s"):  # .css and .js
        assert not THAI.search(path.read_text(encoding="utf-8")), path.name


def _bare_thai(source: str) -> list[str]:
    found, inside = [], ""
    for token in Lexer(source).tokenize():
        word = token.contents.split(" ")[0].strip() if token.token_type == TokenType.BLOCK else ""
        if inside:
            inside = "" if word == f"end{inside}" else inside
        elif word in {"comment", "blocktranslate", "blocktrans"}:
            inside = word
        elif (
            token.token_type != TokenType.COMMENT and word not in {"translate", "trans"} and THAI.search(token.contents)
        ):
            found.append(token.contents)
    return found


def test_bare_thai_in_a_template_is_found():
    source = '{% comment %}ก{% endcomment %}{% translate "ข" %}{% blocktranslate %}ค{% endblocktranslate %}{# ง #}'
    assert _bare_thai(source) == []
    assert _bare_thai(f'{source}<b title="จ">') == ['<b title="จ">']
    assert _bare_thai('{{ x|default:"ฉ" }}') == ['x|default:"ฉ"']


# --- every page, in English ---


def visitor_of(name: str) -> str | None:
    """Return the most capable visitor who gets the page."""
    able = [visitor for visitor, status in zip(VISITORS, EXPECTED[name], strict=True) if status == 200]
    return next((visitor for visitor in ("orn", "anan", "pim", "suda", "stranger", None) if visitor in able), able[0])


READABLE = [name for name in EXPECTED if name not in DOWNLOADS and name not in POSTED and 200 in EXPECTED[name]]


@pytest.mark.parametrize("name", READABLE)
def test_an_english_page_says_nothing_of_its_own_in_thai(
    name, request, sign_in, town, diesel, electricity, record, as_owner
):
    record(diesel, "120.5")
    record(electricity, None, notation="NO", reason="ปิดทำการ")
    who = visitor_of(name)
    browser = sign_in(request.getfixturevalue(who) if who else None)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = browser.get(reverse(name, kwargs=arguments(name, town, diesel)))
    if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
        assert thai_of_its_own(response.content.decode(), words_in_database(as_owner)) == []


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_login", {"login": "", "password": ""}),
        ("inventories:source_add", {"name_th": ""}),
        ("inventories:year_open", {"year": "x", "year_kind": "", "filing_date": "ก"}),
        ("inventories:inventory_lock", {}),
    ],
)
def test_an_english_page_complains_in_english(name, sent, request, sign_in, town, diesel, as_owner):
    who = {"account_login": None, "inventories:inventory_lock": "anan"}.get(name, "orn")
    browser = sign_in(request.getfixturevalue(who) if who else None)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = browser.post(reverse(name, kwargs=arguments(name, town, diesel)), sent)
    assert response.status_code in {409, 422}
    typed = "\n".join(sent.values())
    assert thai_of_its_own(response.content.decode(), f"{words_in_database(as_owner)}\n{typed}") == []


@pytest.mark.parametrize("address", ["/nowhere", "/m/nowhere/"])
def test_a_refusal_is_english_too(address, sign_in, stranger, as_owner):
    browser = sign_in(stranger)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = browser.get(address)
    assert response.status_code == 404
    assert thai_of_its_own(response.content.decode(), words_in_database(as_owner)) == []


# --- the tools ---


def test_texts_are_found_however_the_function_is_called():
    source = (
        "from django.utils.translation import gettext_lazy, ngettext as n\n_t = gettext_lazy\n"
        "A = _t('ก')\ndef f(x): return n('ข %s', 'ข %s', x) + str(_t('ค' if x else 'ง'))\n"
        "def g(): return _('จ')\nfrom django.utils import translation\nB = translation.gettext('ฉ')\n"
    )
    assert in_python(source) == [
        Message("", "ก"), Message("", "ข %s", "ข %s"), Message("", "ค"), Message("", "ง"), Message("", "ฉ")
    ]  # fmt: skip
    assert unmarked(source) == [(5, "จ")]


def test_a_text_with_values_inside_is_refused():
    with pytest.raises(Unreadable):
        in_python("from django.utils.translation import gettext as _\n_(f'ก {1}')")


def test_texts_of_templates_are_found():
    source = (
        '{% load i18n %}{% translate "ก" %}{% translate "ข (1)" context "ค" %}{{ x|default:_("ง") }}'
        "{% blocktranslate trimmed count n=x|length %}\n มี {{ n }} แห่ง\n 5%{% plural %}มี {{ n }}{% endblocktranslate %}"
    )
    assert in_template(source) == [
        Message("", "ก"), Message("ค", "ข (1)"), Message("", "ง"), Message("", "มี %(n)s แห่ง 5%%", "มี %(n)s")
    ]  # fmt: skip


def test_a_catalogue_reads_back_as_it_was_written():
    entries = [
        Entry(Message("", 'ก "ข"\n', ""), ['a "b"\n'], ["x.py"]),
        Entry(Message("ค", "ง %s", "ง %s"), ["one %s", "many %s"], ["y.html"]),
        Entry(Message("", "จ"), [""], ["y.html"]),
    ]
    again = read(written(entries))
    assert [again[entry.message].texts for entry in entries] == [entry.texts for entry in entries]
    assert b"\x04" in compiled(entries)
    assert "จ".encode() not in compiled(entries)


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """The command works on files of its own."""
    for module in (catalogue, translations):
        monkeypatch.setattr(module, "PO", tmp_path / "locale" / "django.po")
        monkeypatch.setattr(module, "MO", tmp_path / "locale" / "django.mo")
    return tmp_path / "locale"


def test_the_command_takes_up_what_is_new_and_says_what_is_missing(elsewhere, capsys):
    with pytest.raises(CommandError):
        call_command("translations", "--check")
    call_command("translations")
    assert "No English: " in capsys.readouterr().out
    (elsewhere / "django.po").write_text(written(USED), encoding="utf-8")
    call_command("translations")
    assert (elsewhere / "django.mo").read_bytes() == compiled(USED)
    if all(entry.is_translated for entry in USED):
        call_command("translations", "--check")

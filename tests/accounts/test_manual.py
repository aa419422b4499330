"""The manual: its words are those of the screens, its pages show every step, its pictures are those of its steps."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image

from cfo_site.manual import selectors
from cfo_site.manual.selectors import PICTURES, Text, chapters
from cfo_site.translations import catalogue
from cfo_site.translations.finding import THAI

LIST = reverse("manual:chapter_list")
JOURNEYS = settings.BASE_DIR / "tests" / "browser" / "journeys"
LARGEST, WIDEST = 60_000, 1280
STEPS = [step for chapter in chapters() for step in chapter.steps]
_GAP = re.compile(r"%\(\w+\)s|\{\w+\}")


def known_words() -> list[tuple[re.Pattern[str], str]]:
    """Return what the application says: its Thai as a pattern with gaps for what is filled in, and its English."""
    known = []
    for message, entry in catalogue.read(catalogue.PO.read_text(encoding="utf-8")).items():
        pieces = [re.escape(piece) for piece in _GAP.split(message.msgid)]
        known.append((re.compile("(.+)".join(pieces)), _GAP.sub("%s", entry.texts[0])))
    return known


KNOWN = known_words()


def english_of(quoted: str) -> set[str]:
    """Return how the application says in English what it says so in Thai; empty when it says no such thing."""
    found = ((pattern.fullmatch(quoted), english) for pattern, english in KNOWN)
    return {english % match.groups() if match.groups() else english for match, english in found if match}


def test_every_chapter_has_all_its_words_in_both_languages():
    assert len(chapters()) >= 6
    assert [chapter.order for chapter in chapters()] == list(range(1, len(chapters()) + 1))
    for chapter in chapters():
        keys = [step.key for step in chapter.steps]
        assert len(keys) == len(set(keys)) > 3, chapter.key
        for text in (chapter.title, chapter.for_whom, chapter.result):
            assert THAI.search(text.th), chapter.key
            assert text.en
            assert not THAI.search(text.en), text.en
    for step in STEPS:
        for text in (step.title, step.text):
            assert THAI.search(text.th), step.key
            assert text.en
            assert not THAI.search(text.en), text.en
            assert "\u0e4d\u0e32" not in text.th


@pytest.mark.parametrize("step", STEPS, ids=lambda each: f"{each.chapter} {each.key}")
def test_what_is_quoted_is_what_the_screen_says(step):
    thai, english = step.text.quoted
    for words in thai:
        assert english_of(words), f"no page says “{words}”"
    wanted = [english_of(words) for words in thai]
    assert len(wanted) == len(english), f"not as many quoted in English: {english}"
    for words in english:
        assert any(words in each for each in wanted), f"no page says “{words}”, or not where it says {thai}"


def test_every_step_has_its_picture_and_no_picture_is_without_a_step():
    wanted = {PICTURES / step.picture for step in STEPS}
    assert set((PICTURES / "manual").iterdir()) == wanted
    for path in wanted:
        assert path.stat().st_size <= LARGEST, f"{path.name}: {path.stat().st_size} bytes"
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            assert 200 < picture.width <= WIDEST, path.name
            assert picture.height > 60, path.name
    for step in STEPS:
        with Image.open(PICTURES / step.picture) as picture:
            assert picture.size == step.size


def test_every_chapter_has_its_journey_and_no_journey_is_without_a_chapter():
    journeys = {path.stem.removeprefix("test_").replace("_", "-") for path in JOURNEYS.glob("test_*.py")}
    assert journeys == {chapter.key for chapter in chapters()}


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_list_leads_to_every_chapter_and_each_shows_its_steps(language, stranger, sign_in):
    browser = sign_in(stranger)
    browser.cookies["django_language"] = language
    listed = browser.get(LIST).content.decode()
    for place, chapter in enumerate(chapters()):
        address = reverse("manual:chapter_detail", args=[chapter.key])
        assert f'<a href="{address}">{getattr(chapter.title, language)}</a>' in listed
        page = browser.get(address).content.decode()
        for step in chapter.steps:
            assert f"<h2>{getattr(step.title, language)}</h2>" in page
            assert step.picture in page
        assert page.count("<img ") == page.count('alt="') == len(chapter.steps)
        assert ("ข้อมูลจำลอง" if language == "th" else "Invented") in page
        following = chapters()[place + 1 : place + 2]
        assert all(reverse("manual:chapter_detail", args=[each.key]) in page for each in following)


def test_there_is_no_chapter_of_another_name(stranger, sign_in):
    assert sign_in(stranger).get(reverse("manual:chapter_detail", args=["nothing"])).status_code == 404


def test_the_footer_leads_to_it(stranger, sign_in):
    assert f'href="{LIST}"' in sign_in(stranger).get(reverse("home")).content.decode()


def test_words_of_the_screen_stand_apart():
    assert Text("กด “บันทึก” แล้วรอ", "").pieces == [("กด ", False), ("บันทึก", True), (" แล้วรอ", False)]
    assert Text("“บันทึก”", "").pieces == [("บันทึก", True)]


def test_a_chapter_that_lacks_something_is_found_out(tmp_path, monkeypatch):
    (tmp_path / "a.toml").write_text('order = 1\n[title]\nth = "ก"\nen = "a"\n', encoding="utf-8")
    monkeypatch.setattr(selectors, "FOLDER", tmp_path)
    with pytest.raises(KeyError):
        chapters.__wrapped__()

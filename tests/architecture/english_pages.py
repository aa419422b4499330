"""What of a page is Thai, and whether it may be: Thai data stands in elements that say so."""

from html.parser import HTMLParser

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from cfo_site.glossary.selectors import terms
from cfo_site.translations.finding import THAI

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "use",
    "path",
}
TYPED = {
    ("input", "value"),
    ("button", "value"),
    ("option", "value"),
}  # what people typed, or chose, goes back to them as it is
ABOUT_WORDS = {name for _code, name in settings.LANGUAGES} | {term.th for term in terms()}  # languages, glossary


class _Reader(HTMLParser):
    """Collects Thai words in another element than a Thai one, and the words of Thai elements."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.strange: list[str] = []
        self.thai: list[str] = []
        self.title = ""

    @property
    def language(self) -> str:
        return next((language for _tag, language in reversed(self.open) if language), "")

    def handle_starttag(self, tag, attrs):
        own = dict(attrs).get("lang") or ""
        language = own or self.language
        for name, value in attrs:
            if value and THAI.search(value) and language != "th" and (tag, name) not in TYPED and name != "href":
                self.strange.append(f"<{tag} {name}> {value}")
        if tag not in VOID:
            self.open.append((tag, own))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not THAI.search(data):
            return
        inner = self.open[-1][0] if self.open else ""
        if inner == "title":
            self.title = data
        elif inner == "textarea":
            return
        elif self.language == "th":
            self.thai.append(data.strip())
        else:
            self.strange.append(data.strip())


def words_in_database(as_owner) -> str:
    """Return all text of the database that has Thai letters, in one piece."""
    found = []
    with as_owner(), connection.cursor() as cursor:
        for model in apps.get_models():
            columns = [
                f.column for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)
            ]
            for column in columns:
                cursor.execute(f'SELECT DISTINCT "{column}" FROM "{model._meta.db_table}"')
                found += [text for (text,) in cursor.fetchall() if text and THAI.search(text)]
    return "\n".join(found)


def thai_of_its_own(page: str, data: str) -> list[str]:
    """Return Thai text of an English page that is not marked as Thai, or is marked and is no data."""
    assert '<html lang="en">' in page
    reader = _Reader()
    reader.feed(page)
    known = sorted({*data.split("\n"), *ABOUT_WORDS}, key=len, reverse=True)
    strange = [text for text in reader.thai if text not in data and _is_more_than(text, known)]
    if _is_more_than(reader.title, known):
        strange.append(f"<title> {reader.title}")
    return reader.strange + strange


def _is_more_than(text: str, known: list[str]) -> bool:
    """Say whether Thai letters are left when all that is known is taken out."""
    for words in known if THAI.search(text) else ():
        text = text.replace(words, "")
    return bool(THAI.search(text))

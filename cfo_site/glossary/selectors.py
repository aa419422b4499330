"""The glossary: read once from fixtures/glossary, the one source of the field's terms."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cfo_site import thai

FILE = settings.BASE_DIR / "fixtures" / "glossary" / "terms.csv"
GROUPS: Mapping[str, Promise] = {
    "inventory": _("บัญชีและปี"),
    "boundary": _("ขอบเขตและประเภท"),
    "sources": _("แหล่งปล่อยและการดูดกลับ"),
    "figures": _("ตัวเลขและที่มา"),
    "notation": _("สัญลักษณ์ในช่องที่ไม่มีตัวเลข"),
    "people": _("ผู้เกี่ยวข้อง"),
    "states": _("สถานะของบัญชี"),
    "verification": _("การทวนสอบ"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term in both languages, and the standard, form or usage it is taken from."""

    key: str
    group: str
    th: str
    en: str
    source: str

    @property
    def capitalised(self) -> str:
        """Return the English term as it begins a label."""
        return self.en[:1].upper() + self.en[1:]


@cache
def terms() -> tuple[Term, ...]:
    """Return all terms in the order of the file. Raises KeyError for a group that the page does not know."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        found = tuple(Term(**{name: str(value) for name, value in row.items()}) for row in csv.DictReader(lines))
    for term in found:
        GROUPS[term.group]  # an unknown group would be on no page
    return found


def find(text: str) -> list[tuple[Promise, list[Term]]]:
    """Return the terms in which all words of `text` occur, Thai or English, by group; all of them for an empty text."""
    words = thai.normalise(text).casefold().split()
    wanted = [term for term in terms() if all(word in f"{term.th} {term.en}".casefold() for word in words)]
    groups = [(title, [term for term in wanted if term.group == group]) for group, title in GROUPS.items()]
    return [(title, found) for title, found in groups if found]

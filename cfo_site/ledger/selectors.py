"""Reading the ledger."""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from cfo_site.accounts.gate import Visitor
from cfo_site.accounts.models import Municipality
from cfo_site.accounts.selectors import display_names
from cfo_site.ledger import chain
from cfo_site.ledger.acts import find
from cfo_site.ledger.models import Chain, Entry

PAGE = 50
FISCAL_YEAR = re.compile(r"fy(\d{4})")  # the key of a fiscal-year inventory


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as people read it: its sentence, who did it, and the free text if it has one that was not erased.

    `withheld`: there is a text, and it is of no year that the visitor may see.
    """

    entry: Entry
    sentence: str
    who: str
    text: str
    withheld: bool = False


def page_of(municipality: Municipality | None, *, number: str) -> Page[Entry]:
    """Return one page of a municipality's entries, newest first; a number that is none gives the first or the last."""
    newest = Entry.objects.of(municipality).select_related("text").order_by("-number")
    return Paginator(newest, PAGE).get_page(number)


def lines(entries: Iterable[Entry], *, visitor: Visitor) -> list[Line]:
    """Return entries as sentences. An act that this version does not know shows by its key, never not at all.

    The chain shows whole to everybody, so that it can be followed; a verifier reads only the texts of assigned years.
    """
    entries = list(entries)
    names = display_names(entry.actor_id for entry in entries)
    return [_line(entry, names, visitor) for entry in entries]


def _line(entry: Entry, names: Mapping[int, str], visitor: Visitor) -> Line:
    withheld = bool(entry.text_hash) and not (
        visitor.sees_every_year or any(visitor.sees_year(year) for year in _years(entry))
    )
    return Line(entry, sentence(entry), who(entry, names), "" if withheld else text(entry), withheld)


def _years(entry: Entry) -> list[str]:
    """Return the years that an act names; none where it is of no year."""
    named = entry.facts.get("years", entry.facts.get("year", ""))
    return [str(year) for year in named] if isinstance(named, list) else str(named).split(", ")


def sentence(entry: Entry) -> str:
    """Return the act's sentence with the entry's facts in it."""
    act = find(entry.act)
    return _Filler().vformat(str(act.sentence), (), entry.facts) if act else entry.act


def who(entry: Entry, names: Mapping[int, str]) -> str:
    """Return the name of whoever acted: the system itself, a person, or one whose name was erased."""
    if entry.actor_id is None:
        return gettext("ระบบ")
    return names.get(entry.actor_id, gettext("บุคคลที่ลบชื่อแล้ว"))


def text(entry: Entry) -> str:
    """Return the free text of an entry; empty where there is none or it was erased."""
    return entry.text.text if entry.text_hash and hasattr(entry, "text") else ""


class _Filler(string.Formatter):
    """Puts facts into a sentence, – where an older entry lacks one; looks into no attribute and no index."""

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[str, str]:
        """Return the fact of that name, and the name."""
        value = kwargs.get(field_name, "–")
        return ", ".join(map(_in_words, value if isinstance(value, list) else [value])), field_name


def _in_words(fact: object) -> str:
    fiscal = FISCAL_YEAR.fullmatch(str(fact))
    return gettext("งบประมาณ %s") % fiscal[1] if fiscal else str(fact)


def head(municipality: Municipality | None) -> Chain:
    """Return the head of a chain; an unsaved one at number 0 where nothing was recorded yet."""
    return Chain.objects.of(municipality).first() or Chain(municipality=municipality, last_hash=chain.START)


def exported(municipality: Municipality | None) -> Iterator[dict[str, object]]:
    """Yield a chain's entries as `chain.first_break` reads them."""
    for entry in Entry.objects.of(municipality).select_related("text").order_by("number").iterator():
        kept = getattr(entry, "text", None)
        yield {
            "number": entry.number,
            "content": entry.content(),
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
            "seal": entry.seal,
            "text": [kept.salt, kept.text] if kept else None,
        }


def first_break(municipality: Municipality | None) -> tuple[int, str] | None:
    """Check a whole chain and its head; (number, what is wrong), or None if it holds."""
    if broken := chain.first_break(exported(municipality), key=settings.LEDGER_KEY):
        return broken
    last, at_head = Entry.objects.of(municipality).order_by("-number").first(), head(municipality)
    found = (last.number, last.hash) if last else (0, chain.START)
    if found != (at_head.last_number, at_head.last_hash):
        return at_head.last_number, "the head of the chain names another last entry"
    return None

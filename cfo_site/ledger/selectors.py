"""Reading the ledger."""

import datetime as dt
import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext

from cfo_site.accounts.gate import Visitor
from cfo_site.accounts.models import Municipality
from cfo_site.accounts.models.user import ERASED
from cfo_site.accounts.selectors import display_names
from cfo_site.accounts.tenancy import TenantQuerySet
from cfo_site.ledger import chain
from cfo_site.ledger.acts import find, in_words
from cfo_site.ledger.models import Chain, Entry

PAGE = 50
FACT = re.compile(r"\{[a-z0-9_]+\}")  # a fact's place in a sentence


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are wanted: of one act, by one person, of one month (of Thailand). Nothing given: all."""

    act: str = ""
    person: int | None = None
    month: dt.date | None = None


def entries(municipality: Municipality | None, wanted: Wanted | None = None) -> TenantQuerySet[Entry]:
    """Return a municipality's entries as wanted, newest first; of None, those of the chain without municipality."""
    found, wanted = Entry.objects.of(municipality).select_related("text").order_by("-number"), wanted or Wanted()
    if wanted.act:
        found = found.filter(act=wanted.act)
    if wanted.person is not None:
        found = found.filter(actor_id=wanted.person)
    if wanted.month:
        found = found.filter(at__year=wanted.month.year, at__month=wanted.month.month)
    return found


def page_of(found: TenantQuerySet[Entry], *, number: str) -> Page[Entry]:
    """Return one page of entries; a number that is none gives the first or the last."""
    return Paginator(found, PAGE).get_page(number)


def acts_of(municipality: Municipality | None) -> list[str]:
    """Return the keys of the acts that a chain holds."""
    return list(Entry.objects.of(municipality).order_by("act").values_list("act", flat=True).distinct())


def people_of(municipality: Municipality | None) -> list[tuple[int, str]]:
    """Return who acted in a chain, (id, name), by name."""
    acted = Entry.objects.of(municipality).filter(actor_id__isnull=False).order_by()
    people = list(acted.values_list("actor_id", flat=True).distinct())
    names = display_names(people)
    found = [(pk, names.get(pk, str(ERASED))) for pk in people if pk is not None]
    return sorted(found, key=lambda each: each[1])


def months_of(municipality: Municipality | None) -> list[dt.date]:
    """Return the months (of Thailand) in which something was done, newest first."""
    months = Entry.objects.of(municipality).annotate(month=TruncMonth("at")).order_by("-month")
    return [month.date() for month in months.values_list("month", flat=True).distinct()]


def kinds(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return acts with their sentences, each fact as …, for a list to choose from."""
    found = [(key, FACT.sub("…", str(act.sentence)) if (act := find(key)) else key) for key in keys]
    return sorted(found, key=lambda each: each[1])


def lines(shown: Iterable[Entry], *, visitor: Visitor | None) -> list[Line]:
    """Return entries as sentences. An act that this version does not know shows by its key, never not at all.

    The chain shows whole to everybody, so that it can be followed; a verifier reads only the texts of assigned years.
    Without a visitor, as on the page of the chain without municipality, all texts show.
    """
    shown = list(shown)
    names = display_names(entry.actor_id for entry in shown)
    return [_line(entry, names, visitor) for entry in shown]


def _line(entry: Entry, names: Mapping[int, str], visitor: Visitor | None) -> Line:
    withheld = visitor is not None and _is_withheld(entry, visitor)
    return Line(entry, sentence(entry), who(entry, names), "" if withheld else text(entry), withheld)


def _is_withheld(entry: Entry, visitor: Visitor) -> bool:
    return bool(entry.text_hash) and not (
        visitor.sees_every_year or any(visitor.sees_year(year) for year in _years(entry))
    )


def _years(entry: Entry) -> list[str]:
    """Return the years that an act names; none where it is of no year."""
    named = entry.facts.get("years", entry.facts.get("year", ""))
    return [str(year) for year in named] if isinstance(named, list) else str(named).split(", ")


def sentence(entry: Entry) -> str:
    """Return the act's sentence with the entry's facts in it."""
    act = find(entry.act)
    return _Filler(act.key).vformat(str(act.sentence), (), entry.facts) if act else entry.act


def who(entry: Entry, names: Mapping[int, str]) -> str:
    """Return the name of whoever acted: the system itself, a person, or one whose name was erased."""
    if entry.actor_id is None:
        return gettext("ระบบ")
    return names.get(entry.actor_id, str(ERASED))


def text(entry: Entry) -> str:
    """Return the free text of an entry; empty where there is none or it was erased."""
    return entry.text.text if entry.text_hash and hasattr(entry, "text") else ""


class _Filler(string.Formatter):
    """Puts the facts of an act into its sentence, in words; looks into no attribute and no index."""

    def __init__(self, act: str) -> None:
        self.act = act

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[str, str]:
        """Return the fact of that name in words, and the name."""
        return in_words(self.act, field_name, kwargs), field_name


def head(municipality: Municipality | None) -> Chain:
    """Return the head of a chain; an unsaved one at number 0 where nothing was recorded yet."""
    return Chain.objects.of(municipality).first() or Chain(municipality=municipality, last_hash=chain.START)


def exported(municipality: Municipality | None, *, visitor: Visitor | None = None) -> Iterator[dict[str, object]]:
    """Yield a chain's entries as `chain.first_break` reads them; without the texts that a visitor may not see."""
    for entry in Entry.objects.of(municipality).select_related("text").order_by("number").iterator():
        kept = None if visitor and _is_withheld(entry, visitor) else getattr(entry, "text", None)
        yield {
            "number": entry.number,
            "content": entry.content(),
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
            "seal": entry.seal,
            "text": [kept.salt, kept.text] if kept else None,
        }


def first_break(
    municipality: Municipality | None, *, kept: Sequence[Mapping[str, object]] = ()
) -> tuple[int, str] | None:
    """Check a whole chain, its head, and the heads of it that were kept outside: (number, what is wrong), or None.

    Entries that are appended meanwhile are no fault: the head is read before them.
    """
    at_head = head(municipality)
    if broken := chain.first_break(exported(municipality), key=settings.LEDGER_KEY):
        return broken
    own = [line for line in kept if line["chain"] == (municipality.pk if municipality else None)]
    numbers = {number for line in own if isinstance(number := line["number"], int)} | {at_head.last_number}
    there = Entry.objects.of(municipality)
    hashes = dict(there.filter(number__in=numbers).values_list("number", "hash")) | {0: chain.START}
    if hashes.get(at_head.last_number) != at_head.last_hash:
        return at_head.last_number, "the head of the chain names another last entry"
    if there.filter(number__gt=at_head.last_number).exists() and head(municipality).last_number == at_head.last_number:
        return at_head.last_number + 1, "the head of the chain does not know it"
    return chain.first_lost(own, hashes)

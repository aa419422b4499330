"""What is sensible when a year is opened: editions and GWP set for its period and planned filing date, and why."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality
from cfo_site.templatetags.cfo import plain_name, thai_date
from cfo_site.thai import BE
from emission_factors.models import Category, Edition, Factor, GwpSet
from emission_factors.selectors import edition_list, factors_valid, gwp_set_list
from inventories.models import YearKind
from inventories.models.inventory import first_month_of
from inventories.selectors.inventories import inventories

OWN_LISTS = frozenset({"tgo", "ipcc"})  # publishers whose lists a Thai CFO stands on; others are offered, never ticked
NATIONAL = "tgo"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day of the year to be opened, and when it is meant to be filed."""

    first_day: dt.date
    last_day: dt.date
    filing_date: dt.date | None

    @classmethod
    def of(cls, year_kind: str, year: int, filing_date: dt.date | None) -> "Period":
        """Return the period of twelve months of a Buddhist-era year."""
        first = first_month_of(year_kind, year)
        month = (first.month + 10) % 12 + 1
        last_year = first.year if month == 12 else first.year + 1  # noqa: PLR2004 - December
        return cls(first, dt.date(last_year, month, calendar.monthrange(last_year, month)[1]), filing_date)


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """An edition, whether it is suggested, and a sentence that says why or why not."""

    edition: Edition
    suggested: bool
    why: str


@dataclass(frozen=True, slots=True)
class GwpChoice:
    """A GWP set, whether it is the suggested one, and why (empty for the others)."""

    gwp_set: GwpSet
    suggested: bool
    why: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What the form offers for a period."""

    editions: list[EditionChoice]
    gwp_sets: list[GwpChoice]
    grid_factors: list[Factor]  # of the national grid, if more than one may be used


def year_to_open(municipality: Municipality, *, today: dt.date) -> int:
    """Return the Buddhist-era year most likely wanted: the last whole calendar year, or the newest after those opened."""
    opened = {year.year for year in inventories(municipality) if year.year_kind == YearKind.CALENDAR}
    year = today.year + BE - 1
    return year if year not in opened else max(opened) + 1


def opened_tokens(municipality: Municipality) -> set[str]:
    """Return the years that are open or locked already: 2568, fy2568."""
    return {year.token for year in inventories(municipality)}


def all_editions() -> list[Edition]:
    """Return every edition that can be chosen, newest first."""
    return list(edition_list())


def all_gwp_sets() -> list[GwpSet]:
    """Return every GWP set that can be chosen."""
    return list(gwp_set_list())


def opening(period: Period) -> Opening:
    """Return editions (suggested ones first), GWP sets and the grid factors between which a choice is due."""
    editions = [_edition_choice(edition, period) for edition in edition_list()]
    editions.sort(key=lambda choice: _rank(choice, period))
    return Opening(editions, _gwp_choices(editions, period), _grid_factors(period))


def _rank(choice: EditionChoice, period: Period) -> tuple[object, ...]:
    """Order: suggested, dated before undated, valid in the period before the filing date, TGO first, CFO before CFP."""
    edition = choice.edition
    reaches = _reaches(edition, period.first_day, period.last_day)
    return (not choice.suggested, edition.undated, not reaches, edition.publisher.key != NATIONAL, edition.key)


def _edition_choice(edition: Edition, period: Period) -> EditionChoice:
    own = edition.publisher.key in OWN_LISTS
    if edition.undated:
        if own:
            return EditionChoice(edition, suggested=True, why=_("ไม่ระบุวันใช้"))
        return EditionChoice(edition, suggested=False, why=_("ไม่ระบุวันใช้ เลือกเมื่อไม่มีค่าของ อบก. หรือ IPCC"))
    dates = _dates(edition.valid_from, edition.valid_to)
    if _reaches(edition, period.first_day, period.last_day):
        whole = _covers(edition, period.first_day) and _covers(edition, period.last_day)
        why = _("ใช้ได้ตลอดรอบปี (%(dates)s)") if whole else _("ใช้ได้บางส่วนของรอบปี (%(dates)s)")
    elif period.filing_date and _covers(edition, period.filing_date):
        why = _("ใช้ได้ในวันที่คาดว่าจะยื่น (%(dates)s)")
    else:
        own, why = False, _("ไม่ตรงกับรอบปีและวันที่คาดว่าจะยื่น (%(dates)s)")
    return EditionChoice(edition, suggested=own, why=why % {"dates": dates})


def _gwp_choices(editions: Iterable[EditionChoice], period: Period) -> list[GwpChoice]:
    """Suggest the set on which the suggested list of the period stands; of two such lists, the one in force at its end."""
    named = {each.key: each for each in gwp_set_list()}
    lists = [choice.edition for choice in editions if choice.suggested and not choice.edition.undated]
    own = [edition for edition in lists if edition.gwp_basis in named]
    own.sort(key=lambda edition: (not _covers(edition, period.last_day), not _covers(edition, period.first_day)))
    chosen = own[0] if own else None
    return [
        GwpChoice(
            each,
            chosen is not None and each.key == chosen.gwp_basis,
            _("ชุดเดียวกับที่ใช้ใน %(edition)s") % {"edition": plain_name(chosen)}
            if chosen and each.key == chosen.gwp_basis
            else "",
        )
        for each in named.values()
    ]


def _grid_factors(period: Period) -> list[Factor]:
    """Return the national grid's factors that may be used, if there are several: a transition to be decided on."""
    offered = factors_valid((period.first_day, period.last_day), period.filing_date)
    found = offered.filter(category=Category.ELECTRICITY, edition__publisher__key=NATIONAL).order_by(
        "valid_from", "key"
    )
    dated = [factor for factor in found if not factor.undated]
    return dated if len(dated) > 1 else []


def _covers(edition: Edition, day: dt.date) -> bool:
    return (edition.valid_from or dt.date.min) <= day <= (edition.valid_to or dt.date.max)


def _reaches(edition: Edition, first: dt.date, last: dt.date) -> bool:
    return (edition.valid_from or dt.date.min) <= last and first <= (edition.valid_to or dt.date.max)


def _dates(first: dt.date | None, last: dt.date | None) -> str:
    if first and last:
        return f"{thai_date(first)} – {thai_date(last)}"
    if first:
        return _("ตั้งแต่ %(day)s") % {"day": thai_date(first)}
    return _("ถึง %(day)s") % {"day": thai_date(last)}

"""Reading one-time links: those of a year and what came through them, the one that a token opens, what waits."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count
from django.http import Http404

from cfo_site.accounts.models import Municipality
from inventories.models import (
    AmountRevision,
    Inventory,
    InventorySource,
    OneTimeLink,
    Submission,
    SubmissionState,
    SubmittedFigure,
)
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.inventories import inventories

MOST_SUBMISSIONS = 10  # through one link: a sender may be wrong a few times


class Standing(StrEnum):
    """How a link stands. Only an open one, or one with something waiting, takes figures."""

    OPEN = "open"
    WAITING = "waiting"
    DECLINED = "declined"  # and open for another try
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link with what came through it last."""

    link: OneTimeLink
    latest: Submission | None
    standing: Standing
    is_past: bool  # expired or withdrawn

    @property
    def takes_figures(self) -> bool:
        """Say whether somebody can still send through it."""
        tried = self.latest.number if self.latest else 0
        return not self.is_past and self.standing != Standing.ACCEPTED and tried < MOST_SUBMISSIONS


@dataclass(frozen=True, slots=True)
class SentMonth:
    """A month as it was sent, beside what the cell holds now and what it held a year before."""

    figure: SubmittedFigure
    now: AmountRevision | None
    last_year: AmountRevision | None

    @property
    def key(self) -> str:
        """Return the month as forms have it."""
        return f"{self.figure.month:%Y-%m}"

    @property
    def seen(self) -> int:
        """Return the number of the revision that the cell holds now, 0 for none."""
        return self.now.number if self.now else 0

    @property
    def replaces(self) -> bool:
        """Say whether the cell holds something else already."""
        if self.now is None or (self.now.amount is None and not self.now.notation):
            return False
        return (self.now.amount, self.now.notation) != (self.figure.amount, self.figure.notation)


def year_links(inventory: Inventory, *, now: dt.datetime) -> list[LinkLine]:
    """Return a year's links: what waits first, then what can still be used, then the rest; the newest first in each."""
    rows = OneTimeLink.objects.of(inventory.municipality).filter(inventory=inventory)
    lines = _lines(inventory.municipality, rows.select_related("source", "made_by").order_by("-pk"), now=now)
    return sorted(lines, key=lambda line: (line.standing != Standing.WAITING, not line.takes_figures))


def link_or_404(inventory: Inventory, pk: int, *, now: dt.datetime) -> LinkLine:
    """Return one link of a year, or answer 404."""
    rows = OneTimeLink.objects.of(inventory.municipality).filter(inventory=inventory, pk=pk)
    found = _lines(inventory.municipality, rows.select_related("source__division", "made_by", "withdrawn_by"), now=now)
    if not found:
        raise Http404
    return found[0]


def usable_link(municipality: Municipality, address_sha256: str, *, now: dt.datetime) -> LinkLine | None:
    """Return the link that a token's hash opens, None where it takes no figures: unknown, past, done, a closed year."""
    rows = OneTimeLink.objects.of(municipality).filter(address_sha256=address_sha256)
    lines = _lines(municipality, rows.select_related("source", "inventory__municipality"), now=now)
    usable = lines and lines[0].takes_figures and lines[0].link.inventory.is_open
    return lines[0] if usable and months_asked(lines[0].link) else None


def months_asked(link: OneTimeLink) -> list[dt.date]:
    """Return the months for which a link asks, less those in which its source counts no longer in that year."""
    return [month for month, _use in month_uses(link)]


def month_uses(link: OneTimeLink) -> list[tuple[dt.date, InventorySource]]:
    """Return those months, each with the use of the source that counts in it."""
    rows = InventorySource.objects.of(link.municipality).filter(
        inventory=link.inventory_id, source=link.source_id, parent__isnull=True
    )
    uses = list(rows.select_related("inventory", "source"))
    return [
        (month, next(use for use in uses if use.counts_in(month)))
        for month in link.inventory.month_list
        if link.first_month <= month <= link.last_month and any(use.counts_in(month) for use in uses)
    ]


def submissions(link: OneTimeLink) -> list[Submission]:
    """Return all that came through a link, newest first."""
    rows = Submission.objects.of(link.municipality).filter(link=link).order_by("-number")
    return list(rows.select_related("decided_by", "photo"))


def submission_or_404(link: OneTimeLink, number: int) -> Submission:
    """Return what came through a link at one time, or answer 404."""
    found = Submission.objects.of(link.municipality).filter(link=link, number=number).select_related("photo").first()
    if found is None:
        raise Http404
    return found


def sent_months(submission: Submission, source_id: int) -> list[SentMonth]:
    """Return the months of a submission beside the cells' figures, in two queries."""
    municipality = submission.municipality
    figures = list(SubmittedFigure.objects.of(municipality).filter(submission=submission).order_by("month"))
    before = {figure.month: figure.month.replace(year=figure.month.year - 1) for figure in figures}
    amounts = amounts_in_force(municipality, source_ids=[source_id], months=[*before, *before.values()])
    return [
        SentMonth(figure, amounts.get((source_id, figure.month)), amounts.get((source_id, before[figure.month])))
        for figure in figures
    ]


def figures_sent(links: Iterable[OneTimeLink]) -> dict[int, list[tuple[dt.date, Decimal | None]]]:
    """Return month and amount (None: nothing occurred) of what waits of links, by link, in one query."""
    chosen = list(links)
    found: dict[int, list[tuple[dt.date, Decimal | None]]] = defaultdict(list)
    if chosen:
        rows = SubmittedFigure.objects.of(chosen[0].municipality).filter(
            submission__link__in=chosen, submission__state=SubmissionState.WAITING
        )
        for link, month, amount in rows.order_by("month").values_list("submission__link", "month", "amount"):
            found[link].append((month, amount))
    return found


def waiting_by_year(municipality: Municipality) -> list[tuple[Inventory, int]]:
    """Return the years in which something that was sent waits to be accepted, newest first, and how much."""
    rows = Submission.objects.of(municipality).filter(state=SubmissionState.WAITING)
    counts = dict(rows.values_list("link__inventory").annotate(Count("pk")))
    return [(year, counts[year.pk]) for year in inventories(municipality).filter(pk__in=counts)] if counts else []


def figures_waiting(inventory: Inventory) -> list[tuple[int, Decimal | None]]:
    """Return source and amount (None: nothing occurred) of each figure that was sent for a year and waits."""
    rows = SubmittedFigure.objects.of(inventory.municipality).filter(
        submission__link__inventory=inventory, submission__state=SubmissionState.WAITING
    )
    return list(rows.values_list("submission__link__source", "amount"))


def waiting_in(inventory: Inventory) -> int:
    """Return how much of what was sent for a year waits to be accepted."""
    rows = Submission.objects.of(inventory.municipality).filter(state=SubmissionState.WAITING)
    return rows.filter(link__inventory=inventory).count()


def _lines(municipality: Municipality, rows: Iterable[OneTimeLink], *, now: dt.datetime) -> list[LinkLine]:
    links = list(rows)
    newest = Submission.objects.of(municipality).filter(link__in=links).order_by("link_id", "-number")
    latest = {row.link_id: row for row in newest.distinct("link_id")}
    return [_line(link, latest.get(link.pk), now) for link in links]


def _line(link: OneTimeLink, latest: Submission | None, now: dt.datetime) -> LinkLine:
    state = latest.state if latest else ""
    expired, withdrawn = now >= link.expires_at, link.withdrawn_at is not None
    if state == SubmissionState.WAITING:  # also after the link's end
        standing = Standing.WAITING
    elif state == SubmissionState.ACCEPTED:
        standing = Standing.ACCEPTED
    elif withdrawn or expired:
        standing = Standing.WITHDRAWN if withdrawn else Standing.EXPIRED
    else:
        standing = Standing.DECLINED if state == SubmissionState.DECLINED else Standing.OPEN
    return LinkLine(link, latest, standing, is_past=expired or withdrawn)

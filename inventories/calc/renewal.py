"""When a certificate must be renewed: counted back from the last round announced before it expires (practice, section 1)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

VERIFICATION_DAYS, CORRECTION_DAYS = 90, 30


@dataclass(frozen=True, slots=True)
class Round:
    """A round of consideration: its name, by when documents are sent, and when the result is announced."""

    name: str
    documents_by: dt.date
    announced_on: dt.date


@dataclass(frozen=True, slots=True)
class Renewal:
    """The days by which the next inventory must be where, so that the certificate has no gap.

    `is_provisional`: no round after the expiry is known yet, so a later one than this may still come before it.
    """

    round: Round
    verify_from: dt.date
    correct_from: dt.date
    is_provisional: bool

    @property
    def file_by(self) -> dt.date:
        """Return by when the documents must be with TGO."""
        return self.round.documents_by


def first_day(ends_on: dt.date) -> dt.date:
    """Return the first day of a certificate that lasts a year, from its last day: 30 Aug 2570 began on 31 Aug 2569."""
    year = ends_on.year - 1
    day = 28 if (ends_on.month, ends_on.day) == (2, 29) else ends_on.day
    return dt.date(year, ends_on.month, day) + dt.timedelta(days=1)


def renewal(
    ends_on: dt.date,
    rounds: Iterable[Round],
    *,
    verification_days: int = VERIFICATION_DAYS,
    correction_days: int = CORRECTION_DAYS,
) -> Renewal | None:
    """Return the plan back from a certificate's last day, None where no round before it is known.

    The verification begins `verification_days` before the corrections, and those `correction_days` before the documents
    of the last round that is announced by the certificate's last day are due.
    """
    known = sorted(rounds, key=lambda each: each.announced_on)
    before = [each for each in known if each.announced_on <= ends_on]
    if not before:
        return None
    last = before[-1]
    correct_from = last.documents_by - dt.timedelta(days=correction_days)
    return Renewal(
        round=last,
        verify_from=correct_from - dt.timedelta(days=verification_days),
        correct_from=correct_from,
        is_provisional=known[-1] is last,
    )

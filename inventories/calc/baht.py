"""Reconciliation in baht: what papers come to against what the treasury booked (practice, section 5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from emission_factors.calc.decimals import EXACT, WORKING


class Outcome(StrEnum):
    """What came of it: nothing to compare, one side missing, near enough, explained, or an explanation due."""

    NOTHING = "nothing"
    NO_LEDGER = "no_ledger"
    AGREES = "agrees"
    EXPLAINED = "explained"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Baht of papers and of the ledger's accounts, None where there are none at all; both exact to the satang."""

    papers: Decimal | None
    ledger: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Return papers less ledger in baht; None where the ledger is not known. No paper at all counts as nothing."""
        if self.ledger is None:
            return None
        with localcontext(EXACT):
            return (self.papers or Decimal(0)) - self.ledger

    @property
    def share(self) -> Decimal | None:
        """Return the difference as a share of the ledger, with its sign; None where the ledger is unknown or 0."""
        if self.difference is None or not self.ledger:
            return None
        with localcontext(WORKING):
            return self.difference / self.ledger

    def exceeds(self, threshold: Decimal) -> bool:
        """Say whether the difference is above a share of the ledger; of a ledger of 0, whether there is one."""
        if self.difference is None or self.ledger is None:
            return False
        with localcontext(EXACT):
            return abs(self.difference) > threshold * self.ledger

    def outcome(self, threshold: Decimal, *, explained: bool) -> Outcome:
        """Return what came of it; `explained`: somebody has said why, of these very sums."""
        if self.ledger is None:
            return Outcome.NOTHING if self.papers is None else Outcome.NO_LEDGER
        if not self.exceeds(threshold):
            return Outcome.AGREES
        return Outcome.EXPLAINED if explained else Outcome.OPEN


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the exact sum of what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    with localcontext(EXACT):
        return sum(known, Decimal(0)) if known else None


def per_unit(baht: Decimal | None, units: Decimal | None) -> Decimal | None:
    """Return baht by unit of the same papers, for the eye; None where either is unknown or there are no units."""
    if baht is None or units is None or units <= 0:
        return None
    with localcontext(WORKING):
        return baht / units

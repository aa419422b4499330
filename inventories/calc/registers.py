"""From register to number: whether a thing that is there stands behind a source that is used, in one period."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from emission_factors.calc.decimals import EXACT


class Standing(StrEnum):
    """What a register's item is to a period: not there, behind a source, left out with a reason, or still open."""

    OUTSIDE = "outside"
    LINKED = "linked"
    EXCLUDED = "excluded"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Life:
    """Days from the first to the last, both included; None: without a beginning or an end."""

    first: dt.date | None = None
    last: dt.date | None = None

    def meets(self, other: "Life") -> bool:
        """Say whether both have a day in common."""
        return _not_after(self.first, other.last) and _not_after(other.first, self.last)

    def within(self, other: "Life") -> "Life | None":
        """Return the days of both, None where there are none."""
        if not self.meets(other):
            return None
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        return Life(max(firsts, default=None), min(lasts, default=None))


def _not_after(first: dt.date | None, last: dt.date | None) -> bool:
    return first is None or last is None or first <= last


@dataclass(frozen=True, slots=True)
class Tie:
    """That an item stands behind a source in some days."""

    source: int
    life: Life


def ties_in(life: Life, period: Life, ties: Iterable[Tie], used: Collection[int]) -> list[int]:
    """Return the sources behind which an item stands in a period: those used in it, each once, in the order given."""
    there = life.within(period)
    if there is None:
        return []
    return list(dict.fromkeys(tie.source for tie in ties if tie.source in used and tie.life.meets(there)))


def standing(life: Life, period: Life, sources: Collection[int], *, excluded: bool) -> Standing:
    """Return what an item is to a period; `sources` are those of `ties_in`. A source counts before an exclusion."""
    if not life.meets(period):
        return Standing.OUTSIDE
    if sources:
        return Standing.LINKED
    return Standing.EXCLUDED if excluded else Standing.OPEN


def total_charge(items: Iterable[tuple[int, Decimal | None]]) -> Decimal | None:
    """Return the kilograms that items hold: pieces × kg of one; None where no item says its charge."""
    with localcontext(EXACT):
        known = [pieces * charge for pieces, charge in items if charge is not None]
        return sum(known, Decimal(0)) if known else None


def share_of_charge(recorded: Decimal | None, charge: Decimal | None) -> Decimal | None:
    """Return what was refilled as a share of the registered charge; None where either is unknown.

    A hint for the eye, not an emission: 1.2 says that more was refilled than all registered things hold.
    """
    return None if recorded is None or not charge else recorded / charge

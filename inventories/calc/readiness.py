"""How ready a year is for verification: a score out of 100 that is never 100 while something is open, and a verdict.

The rule, as the page tells it. A check that has nothing to look at does not count. Of each other check the share that
is done counts with its weight: by kg CO2e where the kilograms behind it are known, else by number. The score is the
weighted mean of the shares in percent, rounded DOWN. An open `must` blocks, whatever the score; an open `should` does
not. `note` is for people to look at: it has no weight. Source of the rule: general knowledge (GK); weights are data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from enum import StrEnum

from emission_factors.calc.decimals import WORKING

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


class Level(StrEnum):
    """What an open check does: it blocks, it lowers the score, or it is only to be looked at."""

    MUST = "must"
    SHOULD = "should"
    NOTE = "note"


class Verdict(StrEnum):
    """What the checks together say."""

    BLOCKED = "blocked"  # a must is open
    NEARLY = "nearly"  # only shoulds are open
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found: `open` of `of` things, behind them `open_kg` of `of_kg` (kg CO2e; 0: not known)."""

    level: Level
    weight: Decimal
    open: int
    of: int
    open_kg: Decimal = ZERO
    of_kg: Decimal = ZERO

    @property
    def counts(self) -> bool:
        """Say whether it has part in the score."""
        return self.level is not Level.NOTE and self.of > 0

    @property
    def share(self) -> Decimal:
        """Return how much is done, 0 to 1; 1 only if nothing is open, even where what is open weighs nothing."""
        if not self.open:
            return ONE
        with localcontext(WORKING):
            by_number = max(ZERO, ONE - Decimal(self.open) / max(self.of, 1))
            if self.of_kg <= 0 or self.open_kg <= 0:
                return by_number
            return max(ZERO, ONE - self.open_kg / self.of_kg)


@dataclass(frozen=True, slots=True)
class Score:
    """The score (0 to 100), the verdict, and how many checks are open."""

    points: int
    verdict: Verdict
    open_musts: int
    open_shoulds: int


def score(outcomes: Sequence[Outcome]) -> Score:
    """Return the score of some checks; 0 where none counts. The rule stands above."""
    counted = [each for each in outcomes if each.counts]
    with localcontext(WORKING):
        whole = sum((each.weight for each in counted), ZERO)
        done = sum((each.weight * each.share for each in counted), ZERO)
        percent = HUNDRED * done / whole if whole else ZERO
    musts = sum(each.level is Level.MUST and each.open > 0 for each in counted)
    shoulds = sum(each.level is Level.SHOULD and each.open > 0 for each in counted)
    points = int(percent.to_integral_value(ROUND_FLOOR))
    if musts or shoulds:
        points = min(points, 99)  # shares so near to 1 that the working precision cannot tell
    verdict = Verdict.BLOCKED if musts or not counted else Verdict.NEARLY if shoulds else Verdict.READY
    return Score(points, verdict, musts, shoulds)

"""Is a year ready for verification: all checks, their score, what is open first."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from inventories.calc.readiness import Level, Outcome, Score, score
from inventories.models import Inventory
from inventories.selectors.readiness import agreement, boundary, factors, figures, papers, people, quality
from inventories.selectors.readiness.checks import Check, checks
from inventories.selectors.readiness.found import Found, Item
from inventories.selectors.readiness.known import Known, read

FIRST_ITEMS = 6
# One function to a check, or to several that read the same; a note without one cannot be checked by the software.
ONE: dict[str, Callable[[Known], Found]] = {
    "months": figures.months,
    "not_estimated": figures.not_estimated,
    "no_figure_reasons": figures.no_figure_reasons,
    "estimates": figures.estimates,
    "outliers": figures.outliers,
    "outliers_small": figures.outliers_small,
    "bills": figures.bills,
    "waiting": figures.waiting,
    "evidence_withdrawn": papers.evidence_withdrawn,
    "questions": boundary.questions,
    "setup": boundary.setup,
    "double_counting": boundary.double_counting,
    "described": boundary.described,
    "filing_date": people.filing_date,
    "quality_roles": people.quality_roles,
    "calibration": quality.calibration,
    "scores": quality.scores,
    "screening": quality.screening,
    "recalculated": agreement.recalculated,
    "sums": agreement.sums,
    "ledger": agreement.ledger,
    "locked": agreement.locked,
}
SEVERAL: tuple[Callable[[Known], dict[str, Found]], ...] = (
    papers.evidence,
    factors.factors,
    boundary.left_out,
    people.roles,
    people.told,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A check with what it found; `found` None: the software cannot check it."""

    check: Check
    found: Found | None

    @property
    def is_open(self) -> bool:
        """Say whether something is to be mended or looked at."""
        return self.found is not None and self.found.open > 0

    @property
    def is_done(self) -> bool:
        """Say whether there was something to look at and nothing is open."""
        return self.found is not None and self.found.open == 0 and self.found.of > 0

    @property
    def first(self) -> tuple[Item, ...]:
        """Return the open things that show at once."""
        return self.found.items[:FIRST_ITEMS] if self.found else ()

    @property
    def others(self) -> tuple[Item, ...]:
        """Return what else is open."""
        return self.found.items[FIRST_ITEMS:] if self.found else ()

    @property
    def kgco2e(self) -> Decimal | None:
        """Return kg CO2e at stake, None where nothing known says."""
        return self.found.kgco2e if self.found else None

    @property
    def outcome(self) -> Outcome:
        """Return the line as the score reads it."""
        found = self.found
        if found is None:
            return Outcome(self.check.level, self.check.weight, 0, 0)
        # One that nobody can weigh would be left out of a share by weight: the number of things says more then.
        weighed = all(item.kgco2e is not None for item in found.items)
        at_stake = (found.kgco2e or Decimal(0)) if weighed else Decimal(0)
        return Outcome(self.check.level, self.check.weight, found.open, found.of, at_stake, found.of_kg)


@dataclass(frozen=True, slots=True)
class Readiness:
    """A year's score, and its lines: what blocks, what should be done, what people look at, what is done."""

    score: Score
    musts: list[Line]
    shoulds: list[Line]
    notes: list[Line]  # open ones that the software found
    unchecked: list[Line]  # what the software cannot check
    done: list[Line]
    nothing: list[Line]  # of what the year has none


def readiness(inventory: Inventory, *, today: dt.date) -> Readiness:
    """Return how ready a year is, in a fixed number of queries."""
    known = read(inventory, today=today)
    found: dict[str, Found] = {key: look(known) for key, look in ONE.items()}
    for looks in SEVERAL:
        found |= looks(known)
    lines = [Line(check, found.get(key)) for key, check in checks().items()]
    return Readiness(
        score=score([line.outcome for line in lines]),
        musts=_ranked(lines, Level.MUST),
        shoulds=_ranked(lines, Level.SHOULD),
        notes=_ranked(lines, Level.NOTE),
        unchecked=[line for line in lines if line.found is None],
        done=[line for line in lines if line.is_done],
        nothing=[line for line in lines if line.found is not None and not line.found.of],
    )


def _ranked(lines: list[Line], level: Level) -> list[Line]:
    """Return the open lines of a level: the most kg CO2e first, what nobody can weigh last, else as the file has them."""
    listed = [line for line in lines if line.is_open and line.check.level is level]
    return sorted(listed, key=lambda line: (line.kgco2e is None, -(line.kgco2e or 0)))

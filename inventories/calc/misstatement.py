"""Differences left uncorrected, weighed against materiality (ISO 14064-3: the sum counts, not each one alone)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Uncorrected differences of a year, tCO2e: stated too much, stated too little, and the threshold for their sum."""

    over: Decimal
    under: Decimal
    total: Decimal
    threshold: Decimal

    @property
    def sum(self) -> Decimal:
        """Return all differences together. Over- and understatements are never set off against each other."""
        return self.over + self.under

    @property
    def share(self) -> Decimal | None:
        """Return the sum in percent of the year's total, None where the total is 0."""
        with localcontext(WORKING):
            return 100 * self.sum / self.total if self.total else None

    @property
    def is_material(self) -> bool:
        """Say whether the sum reaches the threshold: then the statement cannot stand."""
        return self.sum > ZERO and self.sum >= self.threshold


def weigh(effects: Iterable[Decimal], *, total: Decimal, percent: Decimal) -> Weighed:
    """Return the differences of a year against materiality.

    effects -- tCO2e, positive where the inventory states too much, negative where too little
    total   -- tCO2e of scopes 1 to 3 of the frozen version
    percent -- the materiality that was agreed, of the total
    """
    listed = list(effects)
    with localcontext(WORKING):
        return Weighed(
            over=sum((each for each in listed if each > 0), ZERO),
            under=-sum((each for each in listed if each < 0), ZERO),
            total=total,
            threshold=total * percent / 100,
        )

"""How much one unit of a source's amounts emits, and in which cells of the workbook that stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING
from reports.exports.workbook.lines import SEPARATE, Line
from reports.exports.workbook.places import Place, span
from reports.exports.workbook.terms import PRODUCT, Term

BIOGENIC = "biogenic"


@dataclass(frozen=True, slots=True)
class GasRate:
    """kg of one gas per unit: in one cell, or in a row of them where it differs by month.

    `fixed`: kg for the whole period, added once (below 0 where something is taken off); a landfill has nothing else.
    """

    gas: str
    rate: Place | tuple[Place, ...] | None
    fixed: Place | None = None
    biogenic: bool = False

    def part(self, line: Line, outside: frozenset[str]) -> str:
        """Return where this gas of a source counts: 1, 2, 3, separate or biogenic."""
        if self.biogenic:
            return BIOGENIC
        return SEPARATE if line.scope == SEPARATE or self.gas in outside else line.scope


@dataclass(frozen=True, slots=True)
class Rates:
    """All gases of a source, and kgCO2e per unit of what counts in its own scope: one cell, or one for each month.

    `counted` is None where the source has no result by month. `origin`: where a reader finds all this.
    """

    gases: tuple[GasRate, ...]
    counted: Place | tuple[Place, ...] | None
    origin: str


def by_months(amounts: tuple[str, Sequence[Decimal | None]], rates: Sequence[Place]) -> Term:
    """Return the sum over the months of amount × rate; `amounts` are a range and the numbers in it."""
    first, last = rates[0], rates[-1]
    there = span((first.row, first.column), (last.row, last.column), sheet=first.sheet)
    with localcontext(WORKING):
        value = sum(
            (amount * rate.value for amount, rate in zip(amounts[1], rates, strict=True) if amount is not None),
            Decimal(0),
        )
    return Term(f"SUMPRODUCT({amounts[0]},{there})", value, PRODUCT)

"""Scores of data quality: A of the activity data times B of the factor, in four levels.

Source: the scheme of the CMU ERDI system for TGO's CFO (A 6, 3, 1; B 4 to 1; levels to 6, 12, 18, 24); the mean weighted
by kg CO2e is not found in a source (GK).
"""

from collections.abc import Iterable
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING

LEVELS = (6, 12, 18, 24)  # the highest score of levels 1 (poor) to 4 (excellent)


def level(score: Decimal) -> int:
    """Return the level, 1 to 4, of a score of 1 to 24. A mean between two levels is of the higher: 6.5 is above 6."""
    return next((place for place, highest in enumerate(LEVELS, 1) if score <= highest), len(LEVELS))


def mean(scored: Iterable[tuple[int, Decimal]]) -> Decimal | None:
    """Return the mean of scores weighted by kg CO2e; None where nothing weighs."""
    with localcontext(WORKING):
        given = list(scored)
        whole = sum((kg for _score, kg in given), Decimal(0))
        return sum((score * kg for score, kg in given), Decimal(0)) / whole if whole > 0 else None

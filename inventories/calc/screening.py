"""Whether a category of Scope 3 is significant by the organisation's own criteria.

The mean of the scores weighted by the weights of their criteria is compared with the cut-off, exactly. Three practices
fit it: TGO's filled form (1, 3, 5 by three criteria of equal weight, from 3 on), weights that sum to 1 (from 5 on), and
low, middle, high. Source: TCFO_R_01 Fr-03.2 fixes the seven criteria; weights, scales and cut-off are the organisation's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT, WORKING

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion in use: its key, its weight (above 0), and the scores that may be given."""

    key: str
    weight: Decimal
    scores: tuple[int, ...]


def missing(criteria: Sequence[Criterion], scores: Mapping[str, int]) -> list[str]:
    """Return the keys of criteria without a score, or with one that their scale does not have."""
    return [each.key for each in criteria if scores.get(each.key) not in each.scores]


def mean(criteria: Sequence[Criterion], scores: Mapping[str, int]) -> Decimal | None:
    """Return the weighted mean of scores for the eye, None while one is missing or there is no criterion."""
    if not criteria or missing(criteria, scores):
        return None
    with localcontext(WORKING):
        return _weighed(criteria, scores) / sum((each.weight for each in criteria), ZERO)


def is_significant(criteria: Sequence[Criterion], scores: Mapping[str, int], cut_off: Decimal) -> bool | None:
    """Say whether the weighted mean reaches the cut-off, without rounding; None while a score is missing."""
    if not criteria or missing(criteria, scores):
        return None
    with localcontext(EXACT):
        return _weighed(criteria, scores) >= cut_off * sum((each.weight for each in criteria), ZERO)


def highest(criteria: Sequence[Criterion]) -> Decimal:
    """Return the highest mean that can be reached; 0 without criteria."""
    if not criteria:
        return ZERO
    with localcontext(WORKING):
        best = sum((each.weight * max(each.scores) for each in criteria), ZERO)
        return best / sum((each.weight for each in criteria), ZERO)


def _weighed(criteria: Sequence[Criterion], scores: Mapping[str, int]) -> Decimal:
    return sum((each.weight * scores[each.key] for each in criteria), ZERO)

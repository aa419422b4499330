"""The scale beside a chart: round numbers from 0 to just above the highest value."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_MOST_STEPS = 5
_THOUSANDS = 3  # as a power of ten


def ticks(highest: Decimal) -> tuple[Decimal, ...]:
    """Return the numbers of a scale, from 0 in equal round steps (1, 2, 2.5, 5 × 10ⁿ) to `highest` or above.

    At most five steps; 0 and 1 where `highest` is 0. Raises ValueError where it is negative or not finite.
    """
    if not highest.is_finite() or highest < 0:
        message = f"a scale cannot end at {highest}"
        raise ValueError(message)
    if highest == 0:
        return Decimal(0), Decimal(1)
    step, count = next(
        (step, count)
        for step in _round_steps(highest.adjusted() - 1)
        if (count := int((highest / step).to_integral_value(ROUND_CEILING))) <= _MOST_STEPS
    )
    return tuple(step * number for number in range(count + 1))


def _round_steps(exponent: int) -> Iterator[Decimal]:
    while True:
        for step in _STEPS:
            yield step.scaleb(exponent)
        exponent += 1


def figure(value: Decimal, places: int) -> str:
    """Return a number as it stands in a chart: thousands commas, `places` decimals."""
    return f"{value:,.{places}f}"


def places_for(highest: Decimal) -> int:
    """Return how many decimals the values of a chart need so that they differ and yet are short."""
    size = highest.adjusted() if highest else 1
    return 0 if size >= _THOUSANDS else min(6, max(1, 2 - size))

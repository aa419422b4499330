"""Amounts x lines = kg of each gas, rounded once: half-even, to the 18 places in which a result is stored.

All functions run in the caller's context, which is WORKING (50 digits).
"""

from collections.abc import Mapping
from decimal import Decimal

from emission_factors.calc.decimals import AMOUNT_PLACES
from inventories.calc.methods.schema import ZERO, Line
from inventories.calc.period import MONTHS_IN_YEAR
from inventories.calc.reading import Reader
from inventories.calc.rounding import STORED_LIMIT, STORED_PLACES, STORED_STEP

# Twelve amounts below 10^15 with at most this many kg per unit stay below 10^20 kg.
_HARMLESS = STORED_LIMIT / (MONTHS_IN_YEAR * Decimal(10) ** 15)


def by_month(line: Line, numbers: Mapping[str, Decimal]) -> list[Decimal]:
    """Return the kg of each month in ``numbers``, in its order."""
    per_unit, over = line.per_unit, line.over
    if isinstance(per_unit, Mapping):
        products = [amount * per_unit[month] for month, amount in numbers.items()]
    else:
        products = [amount * per_unit for amount in numbers.values()]
        if over == 1 and _places(per_unit) + AMOUNT_PLACES <= STORED_PLACES:
            return products  # no more places than are stored: nothing to round
    if over != 1:
        return [(product / over).quantize(STORED_STEP) for product in products]
    return [product.quantize(STORED_STEP) for product in products]


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def of_period(line: Line, numbers: Mapping[str, Decimal]) -> Decimal:
    """Return the kg of the whole period, what belongs to the period as a whole included."""
    return (_unrounded(line, numbers) / line.over).quantize(STORED_STEP)


def _unrounded(line: Line, numbers: Mapping[str, Decimal]) -> Decimal:
    """Return the kg of the whole period times ``line.over``."""
    per_unit = line.per_unit
    if isinstance(per_unit, Mapping):
        return sum((amount * per_unit[month] for month, amount in numbers.items()), line.fixed)
    return sum(numbers.values(), ZERO) * per_unit + line.fixed


def refuse_impossible(
    reader: Reader,
    lines: tuple[Line, ...],
    numbers: Mapping[str, Decimal],
    taken: Mapping[str, Decimal],
    *,
    monthly: bool,
) -> None:
    """Note a result below zero, or one of 10^20 kg or more, which cannot be stored.

    ``taken`` are the absolute parameters that are not 0: a negative result is told at the one behind it.
    """
    for line in lines:
        if monthly and _most_per_unit(line) < _HARMLESS * line.over:
            continue
        total = _unrounded(line, numbers)
        if total >= STORED_LIMIT * line.over:
            reader.note("result_too_large", "amounts")
            return
        if total < 0:
            _note_negative(reader, line, total, taken)


def _most_per_unit(line: Line) -> Decimal:
    per_unit = line.per_unit
    return max(per_unit.values(), default=ZERO) if isinstance(per_unit, Mapping) else per_unit


def _note_negative(reader: Reader, line: Line, total: Decimal, taken: Mapping[str, Decimal]) -> None:
    name = next((name for name in line.takes if name in taken), "")
    field = f"parameters.{name}" if name else "amounts"
    if not name.startswith("recovered"):
        reader.note("negative_result", field)
        return
    generated = f"{total / line.over + taken[name]:.3f}"
    reader.note("recovered_above_generated", field, generated=generated, unit="kg")

"""What a calculating program cannot hold: numbers of more than 15 digits, written out as text beside it."""

from collections.abc import Mapping
from decimal import Decimal

from reports.exports.figures import exact

DIGITS = 15  # that a number in a cell surely keeps


def written_out(numbers: Mapping[str, Decimal]) -> str:
    """Return those of the numbers that a cell would shorten, each with its name: ม.ค. 67 = 999,999,999,999.123456789."""
    return "; ".join(f"{name} = {exact(number)}" for name, number in numbers.items() if _digits(number) > DIGITS)


def _digits(number: Decimal) -> int:
    """Return the number of digits from the first to the last that is not 0."""
    return len("".join(map(str, number.as_tuple().digits)).strip("0"))

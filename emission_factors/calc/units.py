"""Units of activity data and their exact ratios.

Mass, volume and energy convert within themselves by ratios of integers; every other unit (a pkm, a meal, a scf) is
known only to itself. There is no way from one dimension to another here: a density is a statement about a substance
and is given with the source it belongs to. Spelling as in the factor library (``litre``, ``m3``, ``kWh``).
"""

from math import gcd

# How many of the smallest unit of its dimension each unit holds; 1 Wh = 3600 J, so 1 kWh = 3.6 MJ exactly.
_SIZES = {
    "mass": {"g": 1, "kg": 1_000, "t": 1_000_000},
    "volume": {"litre": 1, "m3": 1_000},
    "energy": {"Wh": 3_600, "kWh": 3_600_000, "MWh": 3_600_000_000, "MJ": 1_000_000, "GJ": 1_000_000_000},
}
_DIMENSION_AND_SIZE = {unit: (dimension, size) for dimension, sizes in _SIZES.items() for unit, size in sizes.items()}


class UnitMismatch(ValueError):
    """Two units that do not measure the same thing were mixed."""

    def __init__(self, given: str, wanted: str) -> None:
        super().__init__(f"{given} cannot be converted to {wanted}")
        self.given = given
        self.wanted = wanted


def dimension(unit: str) -> str:
    """Return ``mass``, ``volume`` or ``energy``, or the unit itself where it converts only to itself."""
    known = _DIMENSION_AND_SIZE.get(unit)
    return known[0] if known else unit


def ratio(given: str, wanted: str) -> tuple[int, int]:
    """Return (numerator, denominator), in lowest terms, of how many ``wanted`` make one ``given``.

    kWh to MJ gives (18, 5). Raises UnitMismatch where the two units do not measure the same thing.
    """
    if given == wanted:
        return 1, 1
    one, other = _DIMENSION_AND_SIZE.get(given), _DIMENSION_AND_SIZE.get(wanted)
    if one is None or other is None or one[0] != other[0]:
        raise UnitMismatch(given, wanted)
    common = gcd(one[1], other[1])
    return one[1] // common, other[1] // common

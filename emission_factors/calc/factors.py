"""Activity data and emission factors as immutable data."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from emission_factors.calc.decimals import EXACT, WORKING, parse_amount
from emission_factors.calc.gases import GwpSet
from emission_factors.calc.units import UnitMismatch, dimension, ratio


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit. The amount is a fraction, so that conversion is exact both ways (MJ and kWh too)."""

    amount: Fraction
    unit: str

    @classmethod
    def of(cls, text: str, unit: str) -> "Quantity":
        """Read a plain decimal (``"12.5"``). Raises NotAPlainDecimal."""
        return cls(Fraction(parse_amount(text)), unit)

    def to(self, unit: str) -> "Quantity":
        """Return the same quantity in another unit of the same dimension. Raises UnitMismatch."""
        numerator, denominator = ratio(self.unit, unit)
        return Quantity(self.amount * Fraction(numerator, denominator), unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        """Add two quantities of one dimension, in the unit of the first. Raises UnitMismatch."""
        if dimension(self.unit) != dimension(other.unit):
            raise UnitMismatch(other.unit, self.unit)
        return Quantity(self.amount + other.to(self.unit).amount, self.unit)

    def decimal(self, places: int = 9) -> Decimal:
        """Return the amount as a decimal, rounded half-even to ``places``."""
        with localcontext(WORKING):
            exact = Decimal(self.amount.numerator) / Decimal(self.amount.denominator)
            return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Factor:
    """An emission factor: kg of each gas per ``unit`` of activity data, biogenic CO2 apart.

    ``printed_kgco2e`` is the total the publisher printed: compared, never used in a calculation.
    """

    key: str
    edition: str
    unit: str
    kg_by_gas: Mapping[str, Decimal]
    biogenic_co2: Decimal = Decimal(0)
    printed_kgco2e: Decimal | None = None
    gwp_basis: str = ""
    source: str = ""
    confidence: str = ""

    def kgco2e(self, gwp: GwpSet) -> Decimal:
        """Return kg CO2e per unit: the sum of kg of each gas x its warming potential. Raises UnknownGas."""
        with localcontext(EXACT):
            return sum((kg * gwp.of(gas) for gas, kg in self.kg_by_gas.items()), Decimal(0))

    def agrees_with_print(self, gwp: GwpSet) -> bool | None:
        """Tell whether the printed total is the calculated one rounded to the printed places; None if none is printed.

        Half-way cases agree both ways: publishers round half up, spreadsheets now and then do not.
        """
        if self.printed_kgco2e is None:
            return None
        with localcontext(EXACT):
            exponent = self.printed_kgco2e.as_tuple().exponent
            half_step = Decimal(5).scaleb(int(exponent) - 1)
            return abs(self.kgco2e(gwp) - self.printed_kgco2e) <= half_step

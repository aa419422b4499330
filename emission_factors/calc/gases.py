"""Greenhouse gases: sets of warming potentials, blends of refrigerants, and what stands outside the scopes.

Names of gases are compared letter by letter. ``CH4`` and ``CH4_fossil`` are two names with two values: an edition
that counts fossil methane with 30 (TGO, April 2565) and one that counts all methane with 28 (TGO, February 2569)
differ only in the set chosen, never in the code. ``CO2e`` is the total of a publisher that gives no split by gas.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT

CO2 = "CO2"
CH4 = "CH4"
CH4_FOSSIL = "CH4_fossil"
N2O = "N2O"
CO2E = "CO2e"

ONE = Decimal(1)

Blend = Mapping[str, Decimal]


class UnknownGas(LookupError):
    """The set of warming potentials has no value for this gas."""

    def __init__(self, gas: str) -> None:
        super().__init__(f"no warming potential for {gas}")
        self.gas = gas


class UnknownRefrigerant(LookupError):
    """Neither the warming potentials nor the blends know this refrigerant."""

    def __init__(self, refrigerant: str) -> None:
        super().__init__(f"{refrigerant} is neither a gas of the set nor a blend")
        self.refrigerant = refrigerant


class BlendNotWhole(ValueError):
    """The mass fractions of a blend do not sum to exactly 1."""

    def __init__(self, total: Decimal) -> None:
        super().__init__(f"the mass fractions sum to {total}, not to 1")
        self.total = total


@dataclass(frozen=True, slots=True)
class GwpSet:
    """100-year warming potentials (kg CO2e per kg) and the gases reported outside the scopes."""

    name: str
    values: Mapping[str, Decimal]
    outside: frozenset[str] = frozenset()

    def of(self, gas: str) -> Decimal:
        """Return kg CO2e per kg of ``gas``; CO2e itself is 1. Raises UnknownGas."""
        if gas == CO2E:
            return ONE
        try:
            return self.values[gas]
        except KeyError:
            raise UnknownGas(gas) from None

    def knows(self, gas: str) -> bool:
        """Tell whether ``of`` would answer."""
        return gas == CO2E or gas in self.values


def share_total(shares: Mapping[str, Decimal]) -> Decimal:
    """Return the exact sum of mass fractions."""
    with localcontext(EXACT):
        return sum(shares.values(), Decimal(0))


def check_blend(blend: Blend) -> None:
    """Raise BlendNotWhole unless the mass fractions sum to exactly 1."""
    total = share_total(blend)
    if total != ONE:
        raise BlendNotWhole(total)


def components(refrigerant: str, gwp: GwpSet, blends: Mapping[str, Blend]) -> dict[str, Decimal]:
    """Return {gas: mass fraction} of a refrigerant.

    A gas that has a warming potential of its own is itself, whole; otherwise it is looked up among the blends, whose
    components must all have one. Raises UnknownRefrigerant, BlendNotWhole, UnknownGas.
    """
    if refrigerant in gwp.values:
        return {refrigerant: ONE}
    blend = blends.get(refrigerant)
    if blend is None:
        raise UnknownRefrigerant(refrigerant)
    check_blend(blend)
    for gas in blend:
        gwp.of(gas)
    return dict(blend)

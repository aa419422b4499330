"""Method ``factor``: activity data x emission factor, gas by gas.

Source: IPCC 2006 Guidelines, Vol. 1 ch. 1 (emissions = activity data x emission factor); TCFO_R_01 Fr-04.1.
"""

from emission_factors.calc.gases import CO2
from inventories.calc.methods.schema import Inputs, Line, Method


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return kg of each gas per unit of the factor; biogenic CO2 apart, where there is any."""
    factor = inputs.factor
    if factor is None:
        return ()
    fossil = tuple(Line(gas, kg) for gas, kg in factor.kg_by_gas.items())
    return (*fossil, Line(CO2, factor.biogenic_co2, biogenic=True)) if factor.biogenic_co2 else fossil


METHOD = Method(name="factor", amounts="amount in the unit of the source", lines=lines)
